#!/usr/bin/python3
"""Runs a network that exportNetwork.ts wrote in PyTorch: its functions, its automatic gradients, its optimisers.

    torchNetwork.py gradients FOLDER    activations, loss and gradients of the first batch, in single and double precision
    torchNetwork.py steps FOLDER        a training step a batch, in single and double precision
    torchNetwork.py time FOLDER [--steps N] [--threads N]    median milliseconds of a step, in either memory format

Results of the first two are written into FOLDER (results.json, results.bin); `time` prints one JSON object.
Needs python3-torch (Debian); nothing of the program itself.
"""
import argparse
import json
import pathlib
import resource
import time

import torch

from torchLosses import total_loss
from torchOperators import OPERATORS

DTYPES = {"float32": torch.float32, "float64": torch.float64, "int64": torch.int64, "int32": torch.int32,
          "uint8": torch.uint8, "bool": torch.bool}


def read_tensors(entries, data):
    """A tensor for each of `entries` (name, dataType, shape, offset in bytes)."""
    tensors = {}
    for entry in entries:
        dtype, shape = DTYPES[entry["dataType"]], entry["shape"]
        count = torch.Size(shape).numel()
        flat = torch.frombuffer(data, dtype=dtype, count=count, offset=entry["offset"]) if count else torch.empty(0, dtype=dtype)
        tensors[entry["name"]] = flat.clone().reshape(shape)
    return tensors


def write_results(folder, results, tensors):
    entries, parts, offset = [], [], 0
    for name, tensor in tensors.items():
        tensor = tensor.detach().contiguous()
        part = tensor.numpy().tobytes()
        entries.append({"name": name, "dataType": str(tensor.dtype)[6:], "shape": list(tensor.shape), "offset": offset})
        parts.append(part)
        offset += len(part)
    (folder / "results.bin").write_bytes(b"".join(parts))
    (folder / "results.json").write_text(json.dumps({**results, "tensors": entries}))


class Network:
    def __init__(self, folder, dtype=torch.float32, layout=torch.contiguous_format):
        torch.set_default_dtype(dtype)
        description = json.loads((folder / "network.json").read_text())
        tensors = read_tensors(description["tensors"], bytearray((folder / "network.bin").read_bytes()))
        prepare = lambda x: x.to(dtype) if x.is_floating_point() else x
        arrange = lambda x: x.to(memory_format=layout) if x.dim() == 4 else x
        self.description = description
        self.values = {name: prepare(tensor) for name, tensor in tensors.items()}
        self.parameters = {p["name"]: arrange(self.values[p["name"]]).requires_grad_() for p in description["parameters"]}
        self.buffers = {name: self.values[name] for name in description["buffers"].values()}
        self.values.update(self.parameters)
        batches = range(description["batches"])
        self.batches = [(arrange(self.values.pop(f"image/{i}")), self.values.pop(f"target/{i}")) for i in batches]
        # Which values no later node asks for: a program written by hand would not keep them either.
        last_use = {name: i for i, node in enumerate(description["nodes"]) for name in node["inputs"]}
        made = {name for node in description["nodes"] for name in node["outputs"]}
        kept = {description["logits"], *description["buffers"]}
        self.done_after = [[] for _ in description["nodes"]]
        for name, i in last_use.items():
            if name in made and name not in kept:
                self.done_after[i].append(name)

    def forward(self, image, visit=lambda name, value: None):
        """The logits; running averages become those after this batch."""
        values = {**self.values, "image": image}
        for node, done in zip(self.description["nodes"], self.done_after):
            inputs = [values[name] if name else None for name in node["inputs"]]
            result = OPERATORS[node["operator"]](node["attributes"], *inputs)
            results = result if isinstance(result, tuple) else (result,)
            values.update(zip(node["outputs"], results))
            visit(node["outputs"][0], results[0])
            for name in done:
                del values[name]
        for output, name in self.description["buffers"].items():
            self.values[name] = self.buffers[name] = values[output].detach()
        return values[self.description["logits"]]

    def loss(self, output, target):
        return total_loss(self.description["learning"], self.description["maps"], output, target)

    def optimiser(self):
        learning = self.description["learning"]
        groups = [{"params": [self.parameters[p["name"]] for p in self.description["parameters"] if p["decays"] == decays],
                   "weight_decay": learning["weightDecay"] if decays else 0.0} for decays in (True, False)]
        groups = [group for group in groups if group["params"]]
        if learning["optimiser"] == "sgd":
            return torch.optim.SGD(groups, 1.0, learning["momentum"], nesterov=learning["nesterov"])
        return {"adam": torch.optim.Adam, "adamW": torch.optim.AdamW}[learning["optimiser"]](groups, 1.0)

    def step(self, optimiser, rate, image, target):
        for group in optimiser.param_groups:
            group["lr"] = rate
        optimiser.zero_grad()
        loss = self.loss(self.forward(image), target)
        loss.backward()
        optimiser.step()
        return loss.item()


PRECISIONS = {"single": torch.float32, "double": torch.float64}


def run_gradients(folder):
    losses, tensors = {}, {}
    for precision, dtype in PRECISIONS.items():
        network = Network(folder, dtype)
        image, target = network.batches[0]
        keep = lambda name, value: tensors.update({f"{precision}/activation/{name}": value.detach()})
        loss = network.loss(network.forward(image, keep), target)
        loss.backward()
        losses[precision] = loss.item()
        tensors.update({f"{precision}/gradient/{name}": p.grad for name, p in network.parameters.items()})
        tensors.update({f"{precision}/buffer/{name}": value for name, value in network.buffers.items()})
    write_results(folder, {"loss": losses}, tensors)


def run_steps(folder):
    losses, tensors = {}, {}
    for precision, dtype in PRECISIONS.items():
        network = Network(folder, dtype)
        optimiser, rates = network.optimiser(), network.description["learning"]["rates"]
        losses[precision] = [network.step(optimiser, rate, *batch) for rate, batch in zip(rates, network.batches)]
        for name, value in {**network.parameters, **network.buffers}.items():
            tensors[f"{precision}/weight/{name}"] = value
    write_results(folder, {"losses": losses}, tensors)


def median_step_ms(folder, layout, steps):
    network = Network(folder, layout=layout)
    optimiser, times = network.optimiser(), []
    for _ in range(steps + 2):
        start = time.perf_counter()
        network.step(optimiser, 1e-3, *network.batches[0])
        times.append((time.perf_counter() - start) * 1e3)
    return sorted(times[2:])[steps // 2]


def run_time(folder, steps, threads):
    torch.set_num_threads(threads)
    eager = median_step_ms(folder, torch.contiguous_format, steps)
    last = median_step_ms(folder, torch.channels_last, steps)
    parameters = sum(p.numel() for p in Network(folder).parameters.values())
    print(json.dumps({
        "torch": torch.__version__, "threads": threads, "parameters": parameters,
        "eagerMs": round(eager, 1), "channelsLastMs": round(last, 1),
        "peakMemoryMB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000,
    }))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("mode", choices=["gradients", "steps", "time"])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--steps", type=int, default=9)
    parser.add_argument("--threads", type=int, default=2)
    a = parser.parse_args()
    if a.mode == "time":
        run_time(a.folder, a.steps, a.threads)
    else:
        {"gradients": run_gradients, "steps": run_steps}[a.mode](a.folder)
