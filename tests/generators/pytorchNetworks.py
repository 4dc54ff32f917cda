"""Segmentation networks as PyTorch's users write them: images (N, 3, H, W) to logits (N, classes, H, W)."""

import torch
import torch.nn.functional as F
from torch import nn


def block(inputs, outputs, kernel=3, stride=1, dilation=1, groups=1, activation=nn.ReLU):
    padding = dilation * (kernel // 2)
    convolution = nn.Conv2d(inputs, outputs, kernel, stride, padding, dilation, groups, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(outputs), activation() if activation else nn.Identity())


class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1, dilation=1):
        super().__init__()
        self.first = block(inputs, outputs, 3, stride, dilation)
        self.second = block(outputs, outputs, 3, 1, dilation, activation=None)
        same = inputs == outputs and stride == 1
        self.shortcut = nn.Identity() if same else block(inputs, outputs, 1, stride, activation=None)

    def forward(self, x):
        return F.relu(self.second(self.first(x)) + self.shortcut(x))


class ResidualUnet(nn.Module):
    """A U-Net of residual blocks with batch normalisation and transposed convolutions."""

    def __init__(self, classes, widths=(8, 16, 24)):
        super().__init__()
        self.stem = block(3, widths[0])
        self.down = nn.ModuleList(Residual(a, b, stride=2) for a, b in zip(widths, widths[1:]))
        pairs = list(zip(widths[::-1], widths[-2::-1]))
        self.enlarge = nn.ModuleList(nn.ConvTranspose2d(a, b, 2, 2) for a, b in pairs)
        self.up = nn.ModuleList(Residual(2 * b, b) for _, b in pairs)
        self.head = nn.Conv2d(widths[0], classes, 1)

    def forward(self, x):
        skips = [self.stem(x)]
        for down in self.down:
            skips.append(down(skips[-1]))
        x = skips.pop()
        for enlarge, up in zip(self.enlarge, self.up):
            x = up(torch.cat([enlarge(x), skips.pop()], 1))
        return self.head(x)


class Pooling(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.project = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(inputs, outputs, 1), nn.ReLU())

    def forward(self, x):
        return F.interpolate(self.project(x), size=x.shape[-2:], mode="bilinear", align_corners=False)


class Deeplab(nn.Module):
    """After DeepLabv3+: dilated residual blocks, spatial pyramid pooling with a global branch, bilinear resizing."""

    def __init__(self, classes):
        super().__init__()
        self.stem = nn.Sequential(block(3, 8, stride=2), nn.MaxPool2d(3, 2, 1))
        self.low = Residual(8, 12)
        self.deep = nn.Sequential(Residual(12, 16, stride=2), Residual(16, 16, dilation=2))
        self.pyramid = nn.ModuleList([block(16, 8, 1), block(16, 8, dilation=2), block(16, 8, dilation=3), Pooling(16, 8)])
        self.join = nn.Sequential(block(32, 12, 1), nn.Dropout(0.0))
        self.narrow = block(12, 6, 1)
        self.decode = block(18, 12)
        self.classify = nn.Conv2d(12, classes, 1)

    def forward(self, image):
        low = self.low(self.stem(image))
        deep = self.deep(low)
        joined = self.join(torch.cat([branch(deep) for branch in self.pyramid], 1))
        joined = F.interpolate(joined, size=low.shape[-2:], mode="bilinear", align_corners=False)
        logits = self.classify(self.decode(torch.cat([joined, self.narrow(low)], 1)))
        return F.interpolate(logits, size=image.shape[-2:], mode="bilinear", align_corners=False)


class Inverted(nn.Module):
    def __init__(self, inputs, outputs, stride, activation):
        super().__init__()
        wide = 3 * inputs
        self.expand = block(inputs, wide, 1, activation=activation)
        self.depthwise = block(wide, wide, 3, stride, groups=wide, activation=activation)
        self.squeeze = nn.Sequential(
            nn.AdaptiveAvgPool2d(1), nn.Conv2d(wide, 8, 1), nn.ReLU(), nn.Conv2d(8, wide, 1), nn.Hardsigmoid()
        )
        self.project = block(wide, outputs, 1, activation=None)
        self.is_residual = inputs == outputs and stride == 1

    def forward(self, x):
        wide = self.depthwise(self.expand(x))
        y = self.project(wide * self.squeeze(wide))
        return x + y if self.is_residual else y


class Mobile(nn.Module):
    """After MobileNetV3 with a light head: depthwise convolutions, squeeze and excitation, ReLU6 and hard swish."""

    def __init__(self, classes):
        super().__init__()
        self.stem = block(3, 8, stride=2, activation=nn.Hardswish)
        self.blocks = nn.Sequential(
            Inverted(8, 8, 1, nn.ReLU6), Inverted(8, 12, 2, nn.ReLU6), Inverted(12, 12, 1, nn.Hardswish)
        )
        self.head = nn.Sequential(block(12, 16, 1, activation=nn.Hardswish), nn.Conv2d(16, classes, 1))

    def forward(self, x):
        y = self.head(self.blocks(self.stem(x)))
        return F.interpolate(y, scale_factor=4, mode="bilinear", align_corners=False)


class Lines(nn.Module):
    """One-dimensional layers along the sum of the rows, channels mixed by einsum, the largest of three, bicubic resizing."""

    def __init__(self, classes):
        super().__init__()
        self.stem = block(3, 8, stride=2)
        self.along = nn.Sequential(nn.Conv1d(8, 12, 5, 2, 2), nn.MaxPool1d(3, 1, 1), nn.Tanh(), nn.AvgPool1d(3, 1, 1))
        self.enlarge = nn.ConvTranspose1d(12, 8, 4, 2, 1)
        self.mix = nn.Parameter(torch.randn(6, 8) / 3)
        self.limit = nn.Conv2d(6, 6, 1)
        self.classify = nn.Conv2d(6, classes, 1)

    def forward(self, image):
        x = self.stem(image)
        x = x + self.enlarge(self.along(0.1 * x.sum(2))).unsqueeze(2)
        x = torch.einsum("n...w,dn->d...w", x.transpose(0, 1), self.mix).transpose(0, 1)
        x = torch.maximum(torch.maximum(x, self.limit(x)), torch.tanh(x) - 0.2)
        return F.interpolate(self.classify(x), size=image.shape[-2:], mode="bicubic", align_corners=False)


NETWORKS = {"unet": ResidualUnet, "deeplab": Deeplab, "mobile": Mobile, "lines": Lines}
# Einsum is an operator from this set on.
OPERATOR_SETS = {"lines": 12}
