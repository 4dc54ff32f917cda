#!/usr/bin/python3
"""Trains one of `generators/pytorchNetworks.py` in PyTorch on batches that were written for it, and prints the losses.

    torchCurves.py FOLDER NAME    FOLDER has NAME-training.onnx, batches.json and batches.bin

The weights to begin with are those of the ONNX file. Prints a JSON object: the loss before each step, in `single` and in
`double` precision.
Needs python3-torch and python3-onnx (Debian).
"""
import json
import pathlib
import sys

import onnx
import onnx.numpy_helper
import torch
import torch.nn.functional as F

sys.path.append(str(pathlib.Path(__file__).parent.parent / "generators"))
from pytorchNetworks import NETWORKS  # noqa: E402


def train(folder, name, dtype):
    settings = json.loads((folder / "batches.json").read_text())
    size, count, patch = settings["steps"], settings["batchSize"], settings["patchSize"]
    numbers = torch.frombuffer(bytearray((folder / "batches.bin").read_bytes()), dtype=torch.float32)
    batches = numbers.reshape(size, count, 4, patch, patch).to(dtype)

    network = NETWORKS[name](settings["classes"])
    graph = onnx.load(folder / f"{name}-training.onnx").graph
    saved = {tensor.name: torch.from_numpy(onnx.numpy_helper.to_array(tensor).copy()) for tensor in graph.initializer}
    missing = network.load_state_dict({key: saved[key] for key in network.state_dict() if key in saved}, strict=False)
    assert all("num_batches_tracked" in key for key in missing.missing_keys), missing
    network.to(dtype).train()

    rate, momentum = settings["learningRate"], settings["momentum"]
    optimiser = torch.optim.SGD(network.parameters(), lr=rate, momentum=momentum)
    losses = []
    for batch in batches:
        optimiser.zero_grad()
        loss = F.cross_entropy(network(batch[:, :3]), batch[:, 3].long())
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses


def main(folder, name):
    precisions = {"single": torch.float32, "double": torch.float64}
    print(json.dumps({precision: train(folder, name, dtype) for precision, dtype in precisions.items()}))


main(pathlib.Path(sys.argv[1]), sys.argv[2])
