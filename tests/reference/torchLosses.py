"""The losses of a training, written again in PyTorch from the formulas that their files tell.

Each takes its term's numbers, logits (N, classes, H, W), class numbers (N, H, W) and a weight for each class.
"""
import torch
import torch.nn.functional as F

IGNORED_CLASS = 255


def truth_of(logits, classes):
    """1 in the plane of a pixel's class, and which pixels count, as (N, 1, H, W)."""
    counted = classes != IGNORED_CLASS
    truth = F.one_hot(classes * counted, logits.shape[1]).movedim(-1, 1) * counted[:, None]
    return truth, counted[:, None]


def weighted_mean(values, classes, weights):
    counted = classes != IGNORED_CLASS
    own = weights[classes * counted] * counted
    return (own * values).sum() / own.sum()


def cross_entropy(term, logits, classes, weights):
    return F.cross_entropy(logits, classes, weights, ignore_index=IGNORED_CLASS, label_smoothing=term["labelSmoothing"])


def binary_cross_entropy(term, logits, classes, weights):
    truth, _ = truth_of(logits, classes)
    each = F.binary_cross_entropy_with_logits(logits, truth.to(logits.dtype), reduction="none")
    return weighted_mean(each.mean(1), classes, weights)


def overlap(logits, classes):
    """Of the classes above the background, over the whole batch: what is rightly marked, what is marked, what is true."""
    truth, counted = truth_of(logits, classes)
    found = logits.softmax(1) * counted
    sums = lambda x: x.sum((0, 2, 3))[1:]
    return sums(found * truth), sums(found), sums(truth)


def dice(term, logits, classes, weights):
    common, found, true = overlap(logits, classes)
    return 1 - ((2 * common + 1) / (found + true + 1)).mean()


def jaccard(term, logits, classes, weights):
    common, found, true = overlap(logits, classes)
    return 1 - ((common + 1) / (found + true - common + 1)).mean()


def tversky(term, logits, classes, weights):
    common, found, true = overlap(logits, classes)
    wrong, missed = term["falsePositiveWeight"] * (found - common), term["falseNegativeWeight"] * (true - common)
    return 1 - ((common + 1) / (common + wrong + missed + 1)).mean()


def focal(term, logits, classes, weights):
    counted = classes != IGNORED_CLASS
    log_true = logits.log_softmax(1).gather(1, (classes * counted)[:, None])[:, 0]
    return weighted_mean(-((1 + 1e-7 - log_true.exp()) ** term["focus"]) * log_true, classes, weights)


def smooth_l1(term, logits, classes, weights):
    truth, _ = truth_of(logits, classes)
    each = F.smooth_l1_loss(logits.softmax(1), truth.to(logits.dtype), reduction="none", beta=term["transition"])
    return weighted_mean(each.mean(1), classes, weights)


CLASS_LOSSES = {"crossEntropy": cross_entropy, "binaryCrossEntropy": binary_cross_entropy, "dice": dice,
                "jaccard": jaccard, "tversky": tversky, "focal": focal, "smoothL1": smooth_l1}

# By kind of map: its factor, its distance, and whether it counts on objects alone.
MAP_LOSSES = {"distance": (4, F.mse_loss, False), "centre": (200, F.mse_loss, False),
              "offsetX": (0.01, F.l1_loss, True), "offsetY": (0.01, F.l1_loss, True)}


def map_loss(kind, found, wanted, classes):
    factor, distance, on_objects = MAP_LOSSES[kind]
    counted = (classes != IGNORED_CLASS) & ((classes > 0) if on_objects else True)
    return factor * (distance(found, wanted, reduction="none") * counted).sum() / (counted.sum() + 1)


def total_loss(learning, maps, output, target):
    """The weighted sum of the terms, and the losses of `maps`: planes behind the logits, and behind the classes."""
    weights = torch.tensor(learning["classWeights"], dtype=output.dtype)
    classes, logits = target[:, 0].long(), output[:, :len(weights)]
    total = sum(term["weight"] * CLASS_LOSSES[term["kind"]](term, logits, classes, weights) for term in learning["lossTerms"])
    found, wanted = output[:, len(weights):], target[:, 1:]
    return total + sum(map_loss(kind, found[:, i], wanted[:, i], classes) for i, kind in enumerate(maps))
