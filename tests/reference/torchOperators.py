"""ONNX operators as functions of PyTorch: each takes its attributes and its inputs, None where one is left out."""
from functools import reduce

import torch
import torch.nn.functional as F



def cast(a, x):
    """All fractions are in the precision of the run, whatever the node asks for."""
    whole = {6: torch.int32, 7: torch.int64, 9: torch.bool}
    return x.to(whole.get(a["to"], torch.get_default_dtype()))


def same_pads(a, axes):
    """Pads of one number an axis, where both sides have the same; None otherwise."""
    if a.get("auto_pad", "NOTSET") not in ("NOTSET", "VALID"):
        raise NotImplementedError(f"auto_pad {a['auto_pad']}")
    pads = a.get("pads", [0] * 2 * axes)
    return pads[:axes] if pads[:axes] == pads[axes:] else None


def surround(x, a, axes, value=0.0):
    """The border that `pads` asks for, as pixels of their own."""
    pads = a["pads"]
    return F.pad(x, [pads[axis + side * axes] for axis in reversed(range(axes)) for side in (0, 1)], value=value)


def conv(a, x, kernel, bias=None):
    axes = kernel.dim() - 2
    pads = same_pads(a, axes)
    if pads is None:
        x, pads = surround(x, a, axes), [0] * axes
    function = [F.conv1d, F.conv2d, F.conv3d][axes - 1]
    return function(x, kernel, bias, a.get("strides", 1), pads, a.get("dilations", 1), a.get("group", 1))


def conv_transpose(a, x, kernel, bias=None):
    pads = same_pads(a, 2)
    return F.conv_transpose2d(x, kernel, bias, a.get("strides", 1), pads, a.get("output_padding", 0), a.get("group", 1),
                              a.get("dilations", 1))


def max_pool(a, x):
    pads, kernel = same_pads(a, 2), a["kernel_shape"]
    if pads is None:
        x, pads = surround(x, a, 2, float("-inf")), 0
    return F.max_pool2d(x, kernel, a.get("strides", [1, 1]), pads, a.get("dilations", 1), bool(a.get("ceil_mode", 0)))


def average_pool(a, x):
    pads = same_pads(a, 2)
    counts_border = bool(a.get("count_include_pad", 0))
    return F.avg_pool2d(x, a["kernel_shape"], a.get("strides", [1, 1]), pads, bool(a.get("ceil_mode", 0)), counts_border)


def batch_norm(a, x, scale, bias, mean, variance):
    """The outputs hold the running averages too; ONNX divides the variance by the count, PyTorch by one less."""
    momentum, epsilon = a.get("momentum", 0.9), a.get("epsilon", 1e-5)
    if not a.get("training_mode", 0):
        return F.batch_norm(x, mean, variance, scale, bias, False, 0.0, epsilon)
    next_mean, next_variance = mean.clone(), variance.clone()
    y = F.batch_norm(x, next_mean, next_variance, scale, bias, True, 1 - momentum, epsilon)
    count = x.numel() // x.shape[1]
    return y, next_mean, variance * momentum + (next_variance - variance * momentum) * ((count - 1) / count)


def layer_norm(a, x, scale, bias=None):
    y = F.layer_norm(x, x.shape[a.get("axis", -1):], eps=a.get("epsilon", 1e-5)) * scale
    return y if bias is None else y + bias


def resize(a, x, region=None, scales=None, sizes=None):
    mode, place = a.get("mode", "nearest"), a.get("coordinate_transformation_mode", "half_pixel")
    known = {("nearest", "asymmetric"): ("nearest", None), ("linear", "half_pixel"): ("bilinear", False),
             ("linear", "align_corners"): ("bilinear", True), ("cubic", "half_pixel"): ("bicubic", False),
             ("cubic", "align_corners"): ("bicubic", True)}
    torch_mode, corners = known[mode, place]
    size = sizes.tolist()[2:] if sizes is not None else [int(n * s) for n, s in zip(x.shape[2:], scales.tolist()[2:])]
    return F.interpolate(x, size, mode=torch_mode, align_corners=corners)


def take_slice(a, x, starts, ends, axes=None, steps=None):
    axes = range(len(starts)) if axes is None else axes.tolist()
    steps = [1] * len(starts) if steps is None else steps.tolist()
    for start, end, axis, step in zip(starts.tolist(), ends.tolist(), axes, steps):
        indices = range(*slice(start, None if step < 0 and end < -x.shape[axis] else end, step).indices(x.shape[axis]))
        x = x.index_select(axis, torch.tensor(list(indices)))
    return x


def pad(a, x, pads, value=None):
    pads, axes = pads.tolist(), x.dim()
    pairs = [pads[axis + side * axes] for axis in reversed(range(axes)) for side in (0, 1)]
    while pairs[-2:] == [0, 0]:
        pairs = pairs[:-2]
    mode = {"constant": "constant", "reflect": "reflect", "edge": "replicate"}[a.get("mode", "constant")]
    return F.pad(x, pairs, mode, **({"value": 0.0 if value is None else value.item()} if mode == "constant" else {}))


def depth_to_space(a, x):
    n, c, h, w = x.shape
    b = a["blocksize"]
    if a.get("mode", "DCR") == "CRD":
        return F.pixel_shuffle(x, b)
    return x.reshape(n, b, b, c // b**2, h, w).permute(0, 3, 4, 1, 5, 2).reshape(n, c // b**2, h * b, w * b)


def space_to_depth(a, x):
    n, c, h, w = x.shape
    b = a["blocksize"]
    return x.reshape(n, c, h // b, b, w // b, b).permute(0, 3, 5, 1, 2, 4).reshape(n, c * b**2, h // b, w // b)


def gemm(a, x, y, z=None):
    product = a.get("alpha", 1.0) * (x.t() if a.get("transA") else x) @ (y.t() if a.get("transB") else y)
    return product if z is None else product + a.get("beta", 1.0) * z


def reshape(a, x, shape):
    return x.reshape([x.shape[axis] if size == 0 else size for axis, size in enumerate(shape.tolist())])


def gather_nd(a, x, indices):
    axes = a.get("batch_dims", 0)
    batch = torch.meshgrid(*(torch.arange(n) for n in x.shape[:axes]), indexing="ij") if axes else []
    own = lambda part: part.reshape(part.shape + (1,) * (indices.dim() - 1 - axes))
    return x[(*(own(part) for part in batch), *indices.unbind(-1))]


def scatter_nd(a, x, indices, updates):
    places, kind = indices.unbind(-1), a.get("reduction", "none")
    combine = {"mul": torch.mul, "max": torch.maximum, "min": torch.minimum}.get(kind)
    return x.index_put(places, updates if combine is None else combine(x[places], updates), accumulate=kind == "add")


def gather(a, x, indices):
    axis = a.get("axis", 0) % x.dim()
    flat = x.index_select(axis, indices.reshape(-1) % x.shape[axis])
    return flat.reshape(*x.shape[:axis], *indices.shape, *x.shape[axis + 1:])


def squeeze(a, x, axes=None):
    axes = [i for i, n in enumerate(x.shape) if n == 1] if axes is None else [i % x.dim() for i in axes.tolist()]
    return x.reshape([n for i, n in enumerate(x.shape) if i not in axes])


def unsqueeze(a, x, axes):
    rank = x.dim() + len(axes)
    for axis in sorted(i % rank for i in axes.tolist()):
        x = x.unsqueeze(axis)
    return x


def dropout(a, x, ratio=None, training=None):
    if training is not None and training.item() and (ratio is None or ratio.item() > 0):
        raise NotImplementedError("Dropout that draws numbers cannot be compared")
    return x


def reduction(function):
    def run(a, x, axes=None):
        return function(x, list(range(x.dim())) if axes is None else axes.tolist(), keepdim=bool(a.get("keepdims", 1)))
    return run


spatial = lambda x: list(range(2, x.dim()))
OPERATORS = {
    "Abs": lambda a, x: x.abs(), "Add": lambda a, x, y: x + y, "AveragePool": average_pool,
    "BatchNormalization": batch_norm, "Cast": cast,
    "Clip": lambda a, x, low=None, high=None: torch.clamp(x, low, high),
    "Concat": lambda a, *parts: torch.cat(parts, a["axis"]), "Conv": conv, "ConvTranspose": conv_transpose,
    "DepthToSpace": depth_to_space, "Div": lambda a, x, y: x / y, "Dropout": dropout,
    "Einsum": lambda a, *parts: torch.einsum(a["equation"], *parts), "Elu": lambda a, x: F.elu(x, a.get("alpha", 1.0)),
    "Equal": lambda a, x, y: x == y, "Erf": lambda a, x: x.erf(), "Exp": lambda a, x: x.exp(),
    "Expand": lambda a, x, shape: x * torch.ones(shape.tolist(), dtype=x.dtype),
    "Flatten": lambda a, x: x.reshape(x.shape[:a.get("axis", 1)].numel(), -1), "Gather": gather,
    "GatherND": gather_nd, "Gemm": gemm,
    "GlobalAveragePool": lambda a, x: x.mean(spatial(x), keepdim=True),
    "GlobalMaxPool": lambda a, x: x.amax(spatial(x), keepdim=True), "Greater": lambda a, x, y: x > y,
    "HardSigmoid": lambda a, x: (a.get("alpha", 0.2) * x + a.get("beta", 0.5)).clamp(0, 1),
    "HardSwish": lambda a, x: F.hardswish(x), "Identity": lambda a, x: x,
    "InstanceNormalization": lambda a, x, scale, bias: F.instance_norm(x, weight=scale, bias=bias, eps=a.get("epsilon", 1e-5)),
    "LayerNormalization": layer_norm, "LeakyRelu": lambda a, x: F.leaky_relu(x, a.get("alpha", 0.01)),
    "Less": lambda a, x, y: x < y, "Log": lambda a, x: x.log(),
    "LogSoftmax": lambda a, x: F.log_softmax(x, a.get("axis", -1)), "MatMul": lambda a, x, y: x @ y,
    "Max": lambda a, *parts: reduce(torch.maximum, parts), "MaxPool": max_pool,
    "Min": lambda a, *parts: reduce(torch.minimum, parts),
    "Mul": lambda a, x, y: x * y, "Neg": lambda a, x: -x, "Pad": pad, "Pow": lambda a, x, y: x.pow(y),
    "PRelu": lambda a, x, slope: torch.where(x > 0, x, slope * x), "Reciprocal": lambda a, x: 1 / x,
    "ReduceMax": reduction(torch.amax), "ReduceMean": reduction(torch.mean), "ReduceSum": reduction(torch.sum),
    "Relu": lambda a, x: F.relu(x), "Reshape": reshape, "Resize": resize, "ScatterND": scatter_nd,
    "Sigmoid": lambda a, x: x.sigmoid(), "Slice": take_slice, "Softmax": lambda a, x: F.softmax(x, a.get("axis", -1)),
    "Softplus": lambda a, x: F.softplus(x), "SpaceToDepth": space_to_depth,
    "Split": lambda a, x, sizes: x.split(sizes.tolist(), a.get("axis", 0)),
    "Sqrt": lambda a, x: x.sqrt(), "Squeeze": squeeze, "Sub": lambda a, x, y: x - y, "Tanh": lambda a, x: x.tanh(),
    "Transpose": lambda a, x: x.permute(a.get("perm", list(range(x.dim()))[::-1])), "Unsqueeze": unsqueeze,
    "Where": lambda a, condition, x, y: torch.where(condition, x, y),
}
