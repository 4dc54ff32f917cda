"""Three segmentation networks written to ONNX files by PyTorch, each in three ways, with what PyTorch computes by them.

    python3 pytorchModels.py FOLDER

For each network and mode NAME: `NAME.onnx`, `NAME.bin` (float32, little-endian) and `NAME.json`, which lists the tensors
in `NAME.bin` with shapes and offsets: the image, the logits, the loss, its gradient by each weight of the file under the
name that the weight has there, and for the training mode the running averages after the step. Modes: `eval` folds batch
normalisation into convolutions, `preserve` keeps it with its averages, `training` keeps it with the statistics of batches.
"""

import copy
import json
import sys
import warnings
from pathlib import Path

import numpy
import onnx
import onnx.numpy_helper
import torch
import torch.nn.functional as F
from torch import nn

warnings.filterwarnings("ignore")
CLASSES = 4


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

    def __init__(self, widths=(8, 16, 24)):
        super().__init__()
        self.stem = block(3, widths[0])
        self.down = nn.ModuleList(Residual(a, b, stride=2) for a, b in zip(widths, widths[1:]))
        pairs = list(zip(widths[::-1], widths[-2::-1]))
        self.enlarge = nn.ModuleList(nn.ConvTranspose2d(a, b, 2, 2) for a, b in pairs)
        self.up = nn.ModuleList(Residual(2 * b, b) for _, b in pairs)
        self.head = nn.Conv2d(widths[0], CLASSES, 1)

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

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(block(3, 8, stride=2), nn.MaxPool2d(3, 2, 1))
        self.low = Residual(8, 12)
        self.deep = nn.Sequential(Residual(12, 16, stride=2), Residual(16, 16, dilation=2))
        self.pyramid = nn.ModuleList([block(16, 8, 1), block(16, 8, dilation=2), block(16, 8, dilation=3), Pooling(16, 8)])
        self.join = nn.Sequential(block(32, 12, 1), nn.Dropout(0.0))
        self.narrow = block(12, 6, 1)
        self.decode = block(18, 12)
        self.classify = nn.Conv2d(12, CLASSES, 1)

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

    def __init__(self):
        super().__init__()
        self.stem = block(3, 8, stride=2, activation=nn.Hardswish)
        self.blocks = nn.Sequential(
            Inverted(8, 8, 1, nn.ReLU6), Inverted(8, 12, 2, nn.ReLU6), Inverted(12, 12, 1, nn.Hardswish)
        )
        self.head = nn.Sequential(block(12, 16, 1, activation=nn.Hardswish), nn.Conv2d(16, CLASSES, 1))

    def forward(self, x):
        y = self.head(self.blocks(self.stem(x)))
        return F.interpolate(y, scale_factor=4, mode="bilinear", align_corners=False)


def shake(model):
    """Weights as after some training: no statistics at their defaults, so that none can be mistaken for another."""
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.uniform_(module.bias, -0.3, 0.3)
            nn.init.uniform_(module.running_mean, -0.2, 0.2)
            nn.init.uniform_(module.running_var, 0.5, 1.5)


def folded(model):
    """The same network with batch normalisations folded into the convolutions before them."""
    copied = copy.deepcopy(model)
    for module in copied.modules():
        for name, child in list(module.named_children()):
            if isinstance(child, nn.Sequential) and len(child) > 1 and isinstance(child[1], nn.BatchNorm2d):
                fused = nn.utils.fusion.fuse_conv_bn_eval(child[0], child[1])
                setattr(module, name, nn.Sequential(fused, *list(child)[2:]))
    return copied


def folded_whole(model):
    """`folded` reaches blocks that are children; a list of blocks is a module too, so that all are reached."""
    return folded(model.eval())


def names_in_file(path, parameters):
    """The names that a file gives to weights, found by their values where it renamed them."""
    tensors = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in onnx.load(path).graph.initializer}
    names = {}
    for name, parameter in parameters.items():
        value = parameter.detach().numpy()
        same = [
            other
            for other, tensor in tensors.items()
            if tensor.shape == value.shape and numpy.allclose(tensor, value, atol=1e-6)
        ]
        names[name] = name if name in tensors else same[0]
    return names


def take_averages(path, model):
    """PyTorch runs a step while it saves in training mode: the averages in the file are those after it."""
    tensors = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in onnx.load(path).graph.initializer}
    for name, buffer in model.named_buffers():
        if "running" in name:
            buffer.copy_(torch.from_numpy(tensors[name].copy()))


def averages_after_step(model, image):
    """As ONNX has them: the variance of a batch is divided by the number of values, PyTorch's by one less."""
    counts, before = {}, {name: buffer.clone() for name, buffer in model.named_buffers()}

    def count(module, inputs, _):
        counts[module] = inputs[0].numel() / inputs[0].shape[1]

    norms = {name: module for name, module in model.named_modules() if isinstance(module, nn.BatchNorm2d)}
    hooks = [module.register_forward_hook(count) for module in norms.values()]
    logits = model(image)
    for hook in hooks:
        hook.remove()
    after = {}
    for name, module in norms.items():
        old = before[f"{name}.running_var"] * (1 - module.momentum)
        share = (counts[module] - 1) / counts[module]
        after[f"next {name}.running_mean"] = module.running_mean
        after[f"next {name}.running_var"] = old + (module.running_var - old) * share
    return logits, after


def write(folder, name, model, mode, image, target):
    path = folder / f"{name}-{mode}.onnx"
    exported = copy.deepcopy(model).train(mode == "training")
    modes = {
        "eval": torch.onnx.TrainingMode.EVAL,
        "preserve": torch.onnx.TrainingMode.PRESERVE,
        "training": torch.onnx.TrainingMode.TRAINING,
    }
    free = {0: "batch", 2: "height", 3: "width"}
    torch.onnx.export(
        exported,
        image[:1] if mode != "training" else image,
        str(path),
        opset_version={"eval": 11, "preserve": 13, "training": 16}[mode],
        training=modes[mode],
        do_constant_folding=mode == "eval",
        input_names=["input"],
        output_names=["logits"],
        dynamic_axes=None if mode == "eval" else {"input": free, "logits": free},
    )
    computed = folded_whole(model) if mode == "eval" else copy.deepcopy(model).train(mode == "training")
    parameters = dict(computed.named_parameters())
    if mode == "training":
        take_averages(path, computed)
    logits, averages = averages_after_step(computed, image)
    loss = F.cross_entropy(logits, target)
    loss.backward()
    names = names_in_file(path, parameters)
    tensors = {"image": image, "target": target.float(), "logits": logits.detach(), "loss": loss.detach().reshape(1)}
    for own, parameter in parameters.items():
        tensors[f"gradient {names[own]}"] = parameter.grad
    if mode == "training":
        tensors.update(averages)
    listed, offset = [], 0
    with open(folder / f"{name}-{mode}.bin", "wb") as file:
        for label, tensor in tensors.items():
            values = tensor.detach().numpy().astype("<f4")
            file.write(values.tobytes())
            listed.append({"name": label, "shape": list(values.shape), "offset": offset})
            offset += values.size
    (folder / f"{name}-{mode}.json").write_text(json.dumps(listed))


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(7)
    torch.set_num_threads(1)
    image = torch.randn(2, 3, 64, 64)
    target = torch.randint(0, CLASSES, (2, 64, 64))
    for name, network in {"unet": ResidualUnet, "deeplab": Deeplab, "mobile": Mobile}.items():
        model = network()
        shake(model)
        for mode in ["eval", "preserve", "training"]:
            write(folder, name, model, mode, image, target)


main(Path(sys.argv[1]))
