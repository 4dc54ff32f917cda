"""Scores random data sets with pycocotools: `pycocotoolsScores.py FOLDER` reads FOLDER/<n>.truth.json and
FOLDER/<n>.results.json and prints one JSON list with the twelve numbers and the mean precision of every class, for
masks ("segm") and boxes ("bbox")."""
import contextlib
import io
import json
import pathlib
import sys

import numpy
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval


def scores(truth_file, results_file, kind):
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO(str(truth_file))
        rows = json.loads(results_file.read_text())
        if kind == "segm":
            rows = [{name: value for name, value in row.items() if name != "bbox"} for row in rows]
        evaluation = COCOeval(truth, truth.loadRes(rows), kind)
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    precision = evaluation.eval["precision"]
    classes = []
    for index in range(precision.shape[2]):
        values = precision[:, :, index, 0, -1]
        values = values[values > -1]
        classes.append(float(numpy.mean(values)) if values.size else -1)
    return {"stats": [float(value) for value in evaluation.stats], "classes": classes}


folder = pathlib.Path(sys.argv[1])
cases = sorted(folder.glob("*.truth.json"))
print(json.dumps([
    {kind: scores(case, folder / case.name.replace("truth", "results"), kind) for kind in ("segm", "bbox")}
    for case in cases
]))
