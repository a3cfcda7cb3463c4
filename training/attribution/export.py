"""Write a checkpoint as two int8 ONNX graphs, as `sayso.readings` runs them.

    python training/attribution/export.py DATA CHECKPOINT FOLDER

Weights of the linear layers are 7-bit integers with a scale a column (8 bits overflow the 16-bit
sums of processors without VNNI, which would read other words), word vectors 8-bit with a scale a
row. Activations are 8-bit with a fixed range a layer, measured on training articles: a range taken
from each batch would let a text be read differently beside other texts.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from evaluate import Torch, load
from network import HEADS, REACH, WIDTH, Layer, Network
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from train import tokenizer

from data import read_articles
from sayso.readings.attribution.roles import read_roles

from polnear import held_out

MS = "com.microsoft"
BITS = 7
EPSILON = 1e-12
CALIBRATED = 60  # training articles on which the ranges are measured
CUT = 0.9999  # share of a feature's values that its range holds; the rest is clipped
SMOOTH = 0.7  # how much of a feature's range its weights take over (SmoothQuant, Xiao 2023)


class Graph:
    """Nodes and constants of a graph under construction; every method gives the name of what it
    computes.
    """

    def __init__(self, ranges: dict[nn.Module, np.ndarray]) -> None:
        self.ranges = ranges
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, value: np.ndarray) -> str:
        """A constant."""
        name = f"c{len(self.constants)}"
        self.constants[name] = numpy_helper.from_array(value, name)
        return name

    def add(
        self, kind: str, *inputs: str, domain: str = "", outputs: int = 1, **attributes: object
    ) -> str:
        """A node; the name of its first output."""
        names = [f"t{len(self.nodes)}_{n}" if n < 1 else "" for n in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0]

    def linear(self, x: str, module: nn.Linear) -> str:
        """x · W + b with integer weights; features of wide range are narrowed first, their weights
        widened.
        """
        weight = module.weight.detach().float().numpy().T
        reach = self.ranges[module].clip(1e-5)
        narrow = (reach**SMOOTH / np.abs(weight).max(1).clip(1e-5) ** (1 - SMOOTH)).astype(
            np.float32
        )
        weight, reach = weight * narrow[:, None], reach / narrow
        x = self.add("Mul", x, self.constant(1 / narrow))
        scale = np.abs(weight).max(0).clip(1e-8) / (2 ** (BITS - 1) - 1)
        whole = np.round(weight / scale).astype(np.int8)
        step, offset = reach.max() / 127, np.array(128, np.uint8)
        taken = [self.constant(np.array(step, np.float32)), self.constant(offset)]
        quantised = self.add("QuantizeLinear", x, *taken)
        zero = np.zeros(len(scale), np.int8)
        bias = module.bias.detach().float().numpy()
        w, ws, wz, b = (self.constant(v) for v in (whole, scale.astype(np.float32), zero, bias))
        return self.add(
            "MatMulIntegerToFloat", quantised, w, taken[0], ws, taken[1], wz, b, domain=MS
        )

    def exact(self, x: str, module: nn.Linear) -> str:
        """x · W + b in float32."""
        product = self.add(
            "MatMul", x, self.constant(module.weight.detach().float().numpy().T.copy())
        )
        return self.add("Add", product, self.constant(module.bias.detach().float().numpy()))

    def norm(self, x: str, module: nn.LayerNorm, skip: str | None = None) -> str:
        """Layer normalisation of x, or of x + skip; plain nodes run faster than the fused one."""
        gamma, beta = (
            self.constant(p.detach().float().numpy()) for p in (module.weight, module.bias)
        )
        held = x if skip is None else self.add("Add", x, skip)
        return self.add("LayerNormalization", held, gamma, beta, axis=-1, epsilon=EPSILON)

    def layer(self, x: str, module: Layer) -> str:
        """One transformer layer; every place is live."""
        qkv = self.linear(x, module.qkv)
        seen = self.add("MultiHeadAttention", *self._thirds(qkv), domain=MS, num_heads=HEADS)
        x = self.norm(self.linear(seen, module.out), module.norm1, x)
        inner = self.add("Gelu", self.linear(x, module.up), domain=MS)
        return self.norm(self.linear(inner, module.down), module.norm2, x)

    def _thirds(self, x: str) -> list[str]:
        at = len(self.nodes)
        names = [f"t{at}_{k}" for k in "qkv"]
        sizes = self.constant(np.array([WIDTH] * 3, np.int64))
        self.nodes.append(helper.make_node("Split", [x, sizes], names, axis=-1))
        return names

    def model(
        self,
        inputs: list[onnx.ValueInfoProto],
        outputs: dict[str, str],
        shapes: dict[str, list[object]],
    ) -> onnx.ModelProto:
        """The finished graph."""
        for name, held in outputs.items():
            self.nodes.append(helper.make_node("Identity", [held], [name]))
        made = [helper.make_tensor_value_info(n, TensorProto.FLOAT, shapes[n]) for n in outputs]
        graph = helper.make_graph(
            self.nodes, "attribution", inputs, made, list(self.constants.values())
        )
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MS, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="sayso")


def measured(network: Network, data: Path) -> dict[nn.Module, np.ndarray]:
    """How far each feature of each linear layer's input reaches from zero over some training
    articles.
    """
    seen: dict[nn.Module, list[torch.Tensor]] = {}

    def note(module: nn.Module, given: tuple[torch.Tensor, ...], _: object) -> None:
        values = given[0].flatten(0, -2).abs()
        seen.setdefault(module, []).append(torch.quantile(values[:4000], CUT, dim=0))

    hooks = [m.register_forward_hook(note) for m in network.modules() if isinstance(m, nn.Linear)]
    articles = [a for a in read_articles(data / "train", tokenizer()) if not held_out(a.reference)]
    read_roles([a.segments for a in articles[:: len(articles) // CALIBRATED]], Torch(network))
    for hook in hooks:
        hook.remove()
    return {m: torch.stack(s).max(0).values.numpy() for m, s in seen.items()}


def rows(g: Graph, table: np.ndarray, at: str) -> str:
    """Rows of an 8-bit table with a scale a row."""
    scale = np.abs(table).max(1).clip(1e-8) / 127
    whole = np.round(table / scale[:, None]).astype(np.int8)
    held = g.add("Cast", g.add("Gather", g.constant(whole), at), to=TensorProto.FLOAT)
    return g.add("Mul", held, g.add("Gather", g.constant(scale[:, None].astype(np.float32)), at))


def encoder(network: Network, ranges: dict[nn.Module, np.ndarray]) -> onnx.ModelProto:
    """ids (batch, length), none of them padding -> vectors, score of a cue's beginning."""
    g, e = Graph(ranges), network.embedding
    length = g.add("Gather", g.add("Shape", "ids"), g.constant(np.array(1)))
    places = g.add("Range", g.constant(np.array(0)), length, g.constant(np.array(1)))
    fixed = (e.place.weight + e.kind.weight[0]).detach().numpy()[:256]
    x = g.add("Add", rows(g, e.word.weight.detach().numpy(), "ids"), rows(g, fixed, places))
    x = g.norm(x, e.norm)
    for layer in network.layers:
        x = g.layer(x, layer)
    score = g.add("Squeeze", g.exact(x, network.anchor), g.constant(np.array([2])))
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "length"])
    shapes: dict[str, list[object]] = {
        "vectors": ["batch", "length", WIDTH],
        "score": ["batch", "length"],
    }
    return g.model([ids], {"vectors": x, "score": score}, shapes)


def reader(network: Network, ranges: dict[nn.Module, np.ndarray]) -> onnx.ModelProto:
    """vectors (cues, length, width), anchors -> scores of roles, score of the cue, transitions."""
    g, c = Graph(ranges), network.reader
    zero, one = g.constant(np.array(0)), g.constant(np.array(1))
    steps = g.add("Range", zero, g.add("Gather", g.add("Shape", "vectors"), one), one)
    column, row = g.constant(np.array([1])), g.constant(np.array([0]))
    away = g.add("Sub", g.add("Unsqueeze", steps, row), g.add("Unsqueeze", "anchors", column))
    away = g.add("Clip", away, g.constant(np.array(-REACH)), g.constant(np.array(REACH)))
    distance = rows(
        g, c.distance.weight.detach().numpy(), g.add("Add", away, g.constant(np.array(REACH)))
    )
    at = g.add("Unsqueeze", "anchors", column)
    cue = g.linear(g.add("GatherND", "vectors", at, batch_dims=1), c.cue)
    x = g.add("Add", g.add("Add", "vectors", distance), g.add("Unsqueeze", cue, column))
    x = g.norm(x, c.norm)
    for layer in c.layers:
        x = g.layer(x, layer)
    valid = g.exact(g.add("GatherND", x, at, batch_dims=1), c.valid)
    moves = g.add("Identity", g.constant(network.transitions.detach().numpy()))
    inputs = [
        helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["cues", "length", WIDTH])
    ]
    inputs.append(helper.make_tensor_value_info("anchors", TensorProto.INT64, ["cues"]))
    outputs = {
        "roles": g.exact(x, c.role),
        "valid": g.add("Squeeze", valid, column),
        "moves": moves,
    }
    shapes: dict[str, list[object]] = {
        "roles": ["cues", "length", 4],
        "valid": ["cues"],
        "moves": [5, 5],
    }
    return g.model(inputs, outputs, shapes)


def main() -> None:
    """Write encoder.onnx and reader.onnx."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shared", type=int, default=5)
    args = parser.parse_args()
    network = load(args.checkpoint, args.shared)
    args.folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    ranges = measured(network, args.data)
    for name, made in (("encoder", encoder(network, ranges)), ("reader", reader(network, ranges))):
        onnx.checker.check_model(made)
        onnx.save(made, args.folder / f"{name}.onnx")


if __name__ == "__main__":
    main()
