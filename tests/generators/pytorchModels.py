"""Segmentation networks written to ONNX files by PyTorch, each in three ways, with what PyTorch computes by them.

    python3 pytorchModels.py FOLDER [--classes N] [--modes eval preserve training]

For each network and mode NAME: `NAME.onnx`, `NAME.bin` (float32, little-endian) and `NAME.json`, which lists the tensors
in `NAME.bin` with shapes and offsets: the image, the logits, the loss, its gradient by each weight of the file under the
name that the weight has there, and for the training mode the running averages after the step. Modes: `eval` folds batch
normalisation into convolutions, `preserve` keeps it with its averages, `training` keeps it with the statistics of batches.
"""

import argparse
import copy
import json
import warnings
from pathlib import Path

import numpy
import onnx
import onnx.numpy_helper
import torch
import torch.nn.functional as F
from torch import nn

from pytorchNetworks import NETWORKS, OPERATOR_SETS

warnings.filterwarnings("ignore")


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
        opset_version=max({"eval": 11, "preserve": 13, "training": 16}[mode], OPERATOR_SETS.get(name, 0)),
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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--classes", type=int, default=4)
    parser.add_argument("--modes", nargs="+", default=["eval", "preserve", "training"])
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(7)
    torch.set_num_threads(1)
    image = torch.randn(2, 3, 64, 64)
    target = torch.randint(0, options.classes, (2, 64, 64))
    for name, network in NETWORKS.items():
        model = network(options.classes)
        shake(model)
        for mode in options.modes:
            write(options.folder, name, model, mode, image, target)


main()
