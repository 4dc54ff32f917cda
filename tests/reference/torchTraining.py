#!/usr/bin/python3
"""Trains a network that exportNetwork.ts wrote in PyTorch's eager mode on batches that come in one after another.

    torchTraining.py FOLDER --batch N C P H W --ahead K [--threads N] [--written ARCHITECTURE DEPTH]

Standard input has, for each step, an image (N, C, H, W) and a target (N, P, H, W) of float32 numbers; K steps are read, then
taken, so that nobody cuts the next ones meanwhile. For each step a line of JSON is printed: the loss before it, and the
milliseconds that it took. At the end of the input, the weights and, where they are averaged, the averages are written into
FOLDER (results.json, results.bin). With --written, the network is that of torchArchitectures.py, else the exported nodes
one by one. Needs python3-torch (Debian); nothing of the program itself.
"""
import argparse
import json
import pathlib
import sys
import time

import torch

from torchArchitectures import ARCHITECTURES, Layers
from torchNetwork import Network, write_results


class Training:
    def __init__(self, folder, written):
        self.network = Network(folder)
        self.parameters = self.network.parameters
        self.learning = self.network.description["learning"]
        self.optimiser = self.network.optimiser()
        self.averages = {name: p.detach().clone() for name, p in self.parameters.items()}
        self.done = 0
        self.forward = self.network.forward
        if written:
            architecture, depth = written
            layers = Layers(self.parameters)
            self.forward = lambda image: ARCHITECTURES[architecture](layers, image, int(depth))

    def step(self, image, target):
        rate, rounds = self.learning["rates"][self.done], self.learning["accumulateSteps"]
        loss = self.network.loss(self.forward(image), target)
        (loss / rounds).backward()
        self.done += 1
        if self.done % rounds == 0:
            self.update(rate)
        return loss.item()

    def update(self, rate):
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        if self.learning["clipNorm"] > 0:
            torch.nn.utils.clip_grad_norm_(list(self.parameters.values()), self.learning["clipNorm"])
        self.optimiser.step()
        self.optimiser.zero_grad()
        if self.learning["averageDecay"] > 0:
            self.average(self.done // self.learning["accumulateSteps"])

    @torch.no_grad()
    def average(self, updates):
        decay = min(self.learning["averageDecay"], (1 + updates) / (10 + updates))
        for name, p in self.parameters.items():
            self.averages[name].lerp_(p, 1 - decay)

    def results(self):
        learnt = {f"weight/{name}": p for name, p in {**self.parameters, **self.network.buffers}.items()}
        if self.learning["averageDecay"] > 0:
            learnt.update({f"average/{name}": p for name, p in self.averages.items()})
        return learnt


def read_batches(size, ahead):
    """Up to `ahead` pairs of image and target; fewer at the end of the input."""
    count, channels, planes, *sides = size
    pairs = []
    while len(pairs) < ahead:
        pair = []
        for depth in (channels, planes):
            shape = torch.Size([count, depth, *sides])
            data = sys.stdin.buffer.read(4 * shape.numel())
            if len(data) == 0:
                return pairs
            pair.append(torch.frombuffer(bytearray(data), dtype=torch.float32).reshape(shape))
        pairs.append(pair)
    return pairs


def main(folder, size, ahead, written):
    training = Training(folder, written)
    while batches := read_batches(size, ahead):
        for image, target in batches:
            start = time.perf_counter()
            loss = training.step(image, target)
            print(json.dumps({"loss": loss, "stepMs": (time.perf_counter() - start) * 1e3}), flush=True)
    write_results(folder, {"torch": torch.__version__}, training.results())


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--batch", type=int, nargs=5, required=True)
    parser.add_argument("--ahead", type=int, required=True)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--written", nargs=2)
    a = parser.parse_args()
    if a.threads > 0:
        torch.set_num_threads(a.threads)
    main(a.folder, a.batch, a.ahead, a.written)
