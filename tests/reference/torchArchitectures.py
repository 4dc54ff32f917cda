#!/usr/bin/python3
"""The catalogue's architectures written again in PyTorch, from their papers: same weights, same output?

    torchArchitectures.py FOLDER    the outputs of every network in FOLDER, one in each ARCHITECTURE-DEPTH

Takes what exportNetwork.ts wrote (names of weights as in the model file, instance normalisation) and writes
results.json and results.bin beside it, in single and in double precision. Needs python3-torch (Debian); nothing of the program itself.
"""
import json
import pathlib
import sys

import torch
import torch.nn.functional as F

from torchNetwork import read_tensors, write_results


class Layers:
    def __init__(self, weights):
        self.weights = weights

    def conv(self, x, name, stride=1, dilation=1):
        kernel = self.weights[name + ".weight"]
        groups = x.shape[1] // kernel.shape[1]
        pad = dilation * (kernel.shape[2] - 1) // 2
        return F.conv2d(x, kernel, None, stride, pad, dilation, groups)

    def norm(self, x, name):
        return F.instance_norm(x, weight=self.weights[name + ".scale"], bias=self.weights[name + ".bias"], eps=1e-5)

    def linear(self, x, name, **window):
        return self.norm(self.conv(x, name, **window), name)

    def layer(self, x, name, **window):
        return F.relu(self.linear(x, name, **window))

    def plain(self, x, name):
        return self.conv(x, name) + self.weights[name + ".bias"].reshape(1, -1, 1, 1)

    def separable(self, x, name, **window):
        return self.layer(self.layer(x, name + ".depthwise", **window), name + ".pointwise")

    def stage(self, x, name, count):
        for i in range(count):
            x = self.layer(x, f"{name}.{i}")
        return x

    def residual(self, x, name, stride=1, dilation=1):
        y = self.linear(self.layer(x, name + ".0", stride=stride, dilation=dilation), name + ".1", dilation=dilation)
        return F.relu(y + (self.linear(x, name + ".shortcut", stride=stride) if name + ".shortcut.weight" in self.weights else x))


def larger(x, factor):
    return F.interpolate(x, scale_factor=factor, mode="bilinear", align_corners=False)


def concat(*parts):
    return torch.cat(parts, 1)


VGG = [2, 2, 3, 3, 3]


def fcn8s(n, image, depth):
    pools, x = [], image
    for stage, count in enumerate(VGG):
        x = F.max_pool2d(n.stage(x, f"stage.{stage}", count), 2)
        pools.append(x)
    x = n.layer(n.layer(x, "connected.0"), "connected.1")
    x = larger(n.plain(x, "score.32"), 2) + n.plain(pools[3], "score.16")
    x = larger(x, 2) + n.plain(pools[2], "score.8")
    return larger(x, 8)


def segnet(n, image, depth):
    places, x = [], image
    for stage in range(depth):
        x, where = F.max_pool2d(n.stage(x, f"down.{stage}", VGG[stage]), 2, return_indices=True)
        places.append(where)
    for stage in reversed(range(depth)):
        x = n.stage(F.max_unpool2d(x, places[stage], 2), f"up.{stage}", VGG[stage])
    return n.plain(x, "head")


def backbone(n, image, depth):
    x = n.layer(n.layer(image, "stem.0", stride=2), "stem.1")
    features, reduced, dilation = [], 2, 1
    for stage in range(4):
        stride = 2 if reduced < 2 ** depth else 1
        reduced *= stride
        dilation *= 3 - stride
        x = n.residual(x, f"stage.{stage}.0", stride, dilation)
        x = n.residual(x, f"stage.{stage}.1", 1, dilation)
        features.append(x)
    return features


def pspnet(n, image, depth):
    x = backbone(n, image, depth)[-1]
    pooled = [F.relu(n.plain(F.adaptive_avg_pool2d(x, bins), f"pyramid.{bins}")) for bins in (1, 2, 4, 8)]
    x = concat(x, *(F.interpolate(p, x.shape[2:], mode="bilinear", align_corners=False) for p in pooled))
    return larger(n.plain(n.layer(x, "decoder"), "head"), 2 ** depth)


def pyramid(n, x, name, depth):
    """The mean of the image is repeated and joined with the rest, by one kernel made of both of the catalogue's."""
    rates = [max(1, int(reach / 2 ** depth + 0.5)) for reach in (24, 48, 72)]
    branches = [n.layer(x, name + ".point")]
    branches += [n.separable(x, f"{name}.dilated.{i}", dilation=rate) for i, rate in enumerate(rates)]
    mean = F.relu(n.plain(x.mean((2, 3), keepdim=True), name + ".mean"))
    joined = concat(*branches, mean.expand(-1, -1, *x.shape[2:]))
    kernel = concat(n.weights[name + ".join.weight"], n.weights[name + ".join.mean.weight"])
    return F.relu(n.norm(F.conv2d(joined, kernel), name + ".join"))


def deeplab(n, image, depth):
    quarter, *_, last = backbone(n, image, depth)
    x = larger(pyramid(n, last, "pyramid", depth), 2 ** depth // 4)
    x = concat(x, n.layer(quarter, "decoder.low"))
    x = n.separable(n.separable(x, "decoder.0"), "decoder.1")
    return larger(n.plain(x, "head"), 4)


def panoptic_deeplab(n, image, depth):
    quarter, eighth, *_, last = backbone(n, image, depth)

    def decode(name):
        x = larger(pyramid(n, last, name + ".pyramid", depth), 2 ** depth // 8)
        x = n.separable(concat(x, n.layer(eighth, name + ".eighth.low")), name + ".eighth")
        return n.separable(concat(larger(x, 2), n.layer(quarter, name + ".quarter.low")), name + ".quarter")

    def head(x, name):
        return n.plain(n.separable(x, name + ".head.layer"), name + ".head")

    places = decode("instance")
    return larger(concat(head(decode("semantic"), "semantic"), head(places, "centre"), head(places, "offset")), 4)


def unet_decoder(n, levels, layer):
    x = levels[-1]
    for level in reversed(range(len(levels) - 1)):
        x = concat(F.interpolate(x, scale_factor=2, mode="nearest"), levels[level])
        x = layer(layer(x, f"up.{level}.0"), f"up.{level}.1")
    return n.plain(x, "head")


def unet(n, image, depth):
    levels, x = [], image
    for level in range(depth):
        levels.append(n.stage(x, f"down.{level}", 2))
        x = F.max_pool2d(levels[-1], 2)
    return unet_decoder(n, [*levels, n.stage(x, "middle", 2)], n.layer)


def residual_unet(n, image, depth):
    levels = [n.residual(n.layer(image, "stem"), "stage.0.0")]
    for level in range(1, depth + 1):
        levels.append(n.residual(n.residual(levels[-1], f"stage.{level}.0", 2), f"stage.{level}.1"))
    return unet_decoder(n, levels, n.layer)


def mobile_unet(n, image, depth):
    def block(x, name, stride=1):
        y = F.relu(n.linear(x, name + ".expand")) if name + ".expand.weight" in n.weights else x
        y = n.linear(F.relu(n.linear(y, name + ".depthwise", stride=stride)), name + ".project")
        return x + y if x.shape == y.shape else y

    whole = F.relu(n.linear(image, "stem.0"))
    levels = [whole, block(F.relu(n.linear(whole, "stem.1", stride=2)), "level.1")]
    for level in range(2, depth + 1):
        levels.append(block(block(levels[-1], f"level.{level}.0", 2), f"level.{level}.1"))
    return unet_decoder(n, levels, n.separable)


ARCHITECTURES = {"unet": unet, "residualUnet": residual_unet, "mobileUnet": mobile_unet, "fcn8s": fcn8s, "segnet": segnet,
                 "pspnet": pspnet, "deeplabV3Plus": deeplab, "panopticDeeplab": panoptic_deeplab}

if __name__ == "__main__":
    for folder in pathlib.Path(sys.argv[1]).iterdir():
        architecture, depth = folder.name.split("-")
        description = json.loads((folder / "network.json").read_text())
        values = read_tensors(description["tensors"], bytearray((folder / "network.bin").read_bytes()))
        tensors = {}
        for precision, dtype in (("single", torch.float32), ("double", torch.float64)):
            weights = {name: x.to(dtype) for name, x in values.items() if x.is_floating_point()}
            output = ARCHITECTURES[architecture](Layers(weights), weights["image/0"], int(depth))
            tensors[f"{precision}/output"] = output.detach()
        write_results(folder, {}, tensors)
