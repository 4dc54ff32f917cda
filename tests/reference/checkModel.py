#!/usr/bin/python3
"""Asks ONNX itself whether a model file is right: `checkModel.py FILE`. Needs python3-onnx (Debian)."""
import sys

import onnx

model = onnx.load(sys.argv[1])
onnx.checker.check_model(model)
versions = {entry.domain: entry.version for entry in model.opset_import}
print(f"operator set {versions['']}, good" if set(versions) == {""} else f"other domains: {versions}")
