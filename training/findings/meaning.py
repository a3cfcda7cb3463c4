"""Train and export the model that says how well two passages answer each other.

    python training/findings/meaning.py DATA FOLDER [--kept FOLDER] [--epochs 3] [--seed 1]

All six layers of MiniLM read each passage by itself; a projection to 128 numbers a word piece and
a weight a piece follow; the likelihood that two passages tell one fact is linear in how far each
one's pieces find their like in the other's (late interaction, Khattab and Zaharia 2020). Word
vectors stay as they are. Learned from the pairs of `pairs.tsv` alone, less those of the stories in
`unseen.txt`. FOLDER takes meaning.pt and the int8 graph meaning.onnx (see
training/attribution/export.py).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as fn
from judged_pairs import BULK, HERE, is_same, judged, texts
from onnx import helper
from torch import Tensor, nn

sys.path.insert(0, str(HERE.parent / "attribution"))
sys.path.insert(0, str(HERE.parents[1] / "bench" / "quotes"))
from export import CUT, Graph, rows
from network import DEPTH, WIDTH, Embedding, Layer, fill, load_file
from train import base_folder, tokenizer

from sayso.findings.facts.meaning import FEATURES, MIDDLE, SLOPE

OUT, LONGEST, BATCH = 128, 80, 32
PARTLY = 0.3  # what a pair is worth that shares a fact which is the main one of neither
START = (4.0, 2.0, 3.0, -1.0, -1.0, 2.0, 0.3, 0.0), -5.0  # of the linear layer that judges
FIRST, LAST = 101, 102  # the pieces that open and close a passage


class Meaning(nn.Module):
    """The encoder of one passage, and the judge of two."""

    def __init__(self, silent: Tensor) -> None:
        super().__init__()
        self.embedding = Embedding()
        self.layers = nn.ModuleList(Layer(drop=0.1) for _ in range(DEPTH))
        self.project = nn.Linear(WIDTH, OUT)
        self.heavy = nn.Linear(WIDTH, 1)
        nn.init.orthogonal_(self.project.weight)
        nn.init.zeros_(self.project.bias)
        nn.init.zeros_(self.heavy.weight)
        nn.init.constant_(self.heavy.bias, 0.5)
        self.judge = nn.Linear(len(FEATURES), 1)
        self.judge.weight.data = torch.tensor([START[0]])
        self.judge.bias.data.fill_(START[1])
        self.register_buffer("silent", silent)  # 1 for pieces without a letter or digit

    def load_base(self, file: Path) -> None:
        """Fill the encoder with all-MiniLM-L6-v2."""
        fill(self.embedding, self.layers, load_file(file))

    def encode(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors (batch, length, 128) and weights (batch, length); `ids` padded with 0."""
        x = self.embedding(ids)
        mask = ((ids == 0) * -1e4).to(x.dtype)[:, None, None]
        for layer in self.layers:
            x = layer(x, mask)
        weight = fn.softplus(self.heavy(x)[..., 0]) * (1 - self.silent[ids])
        return fn.normalize(self.project(x), dim=-1), weight

    def forward(self, one: Tensor, two: Tensor) -> Tensor:
        """Log-odds that the passages tell one fact."""
        (a, wa), (b, wb) = self.encode(one), self.encode(two)
        cosine = a @ b.transpose(1, 2)
        cosine = cosine.masked_fill((wa[:, :, None] <= 0) | (wb[:, None, :] <= 0), -1.0)
        mine = torch.sigmoid(SLOPE * (cosine.amax(2) - MIDDLE))
        yours = torch.sigmoid(SLOPE * (cosine.amax(1) - MIDDLE))
        size, other = wa.sum(1) + 1e-6, wb.sum(1) + 1e-6
        x, y = (wa * mine).sum(1) / size, (wb * yours).sum(1) / other
        lost = (wa * (1 - mine)).amax(1) / size
        missing = (wb * (1 - yours)).amax(1) / other
        alike = fn.cosine_similarity((a * wa[..., None]).sum(1), (b * wb[..., None]).sum(1), dim=-1)
        least = x < y
        columns = [
            torch.minimum(x, y),
            torch.maximum(x, y),
            alike,
            torch.where(least, lost, missing),
            torch.where(least, missing, lost),
            x * y,
            torch.log(torch.minimum(size, other)),
            torch.abs(torch.log(size / other)),
        ]
        return self.judge(torch.stack(columns, -1))[..., 0]


Pair = tuple[list[int], list[int], float]


def pairs(data: Path) -> tuple[list[Pair], list[Pair]]:
    """The judged pairs as word pieces and worth: to learn from, and left out."""
    bulk = texts(data / BULK)
    cut = tokenizer()
    left = set((HERE / "unseen.txt").read_text("utf-8").split())
    learn: list[Pair] = []
    held: list[Pair] = []
    for row in judged():
        printed = (
            " ".join(bulk[doc]["text"][start:end].split()) for doc, start, end in (row.one, row.two)
        )
        one, two = (
            [FIRST, *cut.encode(p, add_special_tokens=False).ids[:LONGEST], LAST] for p in printed
        )
        worth = 1.0 if is_same(row.judged) else PARTLY if row.judged == "partly" else 0.0
        (held if row.story in left else learn).append((one, two, worth))
    return learn, held


def padded(held: Sequence[list[int]]) -> Tensor:
    """Rows of pieces, filled up with 0."""
    found = torch.zeros(len(held), max(map(len, held)), dtype=torch.long)
    for n, row in enumerate(held):
        found[n, : len(row)] = torch.tensor(row)
    return found


def fit(model: Meaning, learn: list[Pair], epochs: int, rate: float = 1.2e-4) -> None:
    """AdamW with a warm-up and a linear decline; the projection and the judge learn faster."""
    slow = list(model.layers.parameters())
    fast = [*model.project.parameters(), *model.heavy.parameters(), *model.judge.parameters()]
    model.embedding.requires_grad_(False)
    optimiser = torch.optim.AdamW([{"params": slow}, {"params": fast}], weight_decay=0.01)
    total, step = epochs * -(-len(learn) // BATCH), 0
    for epoch in range(epochs):
        model.train()
        began, lost = time.time(), 0.0
        for batch in _batches(learn):
            share = min(1.0, step / (0.1 * total)) * max(0.02, 1 - step / total)
            for group, most in zip(optimiser.param_groups, (rate, 3e-3), strict=True):
                group["lr"] = most * share
            z = model(padded([p[0] for p in batch]), padded([p[1] for p in batch]))
            loss = fn.binary_cross_entropy_with_logits(z, torch.tensor([p[2] for p in batch]))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            step, lost = step + 1, lost + loss.item() * len(batch)
        seconds = time.time() - began
        line = {"epoch": epoch, "loss": round(lost / len(learn), 4), "s": round(seconds)}
        print(json.dumps(line), flush=True)


def _batches(learn: Sequence[Pair]) -> list[list[Pair]]:
    """Batches of about equal length, in a random order."""
    order = random.sample(range(len(learn)), len(learn))
    found = []
    for start in range(0, len(order), BATCH * 20):
        part = sorted(
            order[start : start + BATCH * 20],
            key=lambda n: max(len(learn[n][0]), len(learn[n][1])),
        )
        found += [[learn[n] for n in part[k : k + BATCH]] for k in range(0, len(part), BATCH)]
    random.shuffle(found)
    return found


def answers(model: Meaning, held: Sequence[Pair]) -> np.ndarray:
    """The model's log-odds for each pair."""
    model.eval()
    with torch.no_grad():
        return np.array([model(padded([p[0]]), padded([p[1]])).item() for p in held])


def best_f(scores: np.ndarray, held: Sequence[Pair]) -> float:
    """F1 at the best threshold."""
    same = np.array([p[2] == 1.0 for p in held])[np.argsort(-scores)]
    right = np.cumsum(same)
    return float((2 * right / (np.arange(1, len(same) + 1) + same.sum())).max())


# ---- export --------------------------------------------------------------------


def ranges(model: Meaning, learn: Sequence[Pair]) -> dict[nn.Module, np.ndarray]:
    """How far each feature of each linear layer's input reaches from zero over training pairs."""
    seen: dict[nn.Module, list[Tensor]] = {}

    def note(module: nn.Module, given: tuple[Tensor, ...], _: object) -> None:
        values = given[0].flatten(0, -2).abs()
        seen.setdefault(module, []).append(torch.quantile(values, CUT, dim=0))

    inner = [m for layer in model.layers for m in layer.modules() if isinstance(m, nn.Linear)]
    hooks = [m.register_forward_hook(note) for m in inner]
    model.eval()
    with torch.no_grad():
        for one, two, _ in learn[:: max(1, len(learn) // 400)]:
            model.encode(padded([one]))
            model.encode(padded([two]))
    for hook in hooks:
        hook.remove()
    return {m: torch.stack(s).amax(0).numpy() for m, s in seen.items()}


def exported(model: Meaning, reach: dict[nn.Module, np.ndarray]) -> onnx.ModelProto:
    """ids (batch, length), none of them padding -> vectors, weights."""
    g, e = Graph(reach), model.embedding
    length = g.add("Gather", g.add("Shape", "ids"), g.constant(np.array(1)))
    places = g.add("Range", g.constant(np.array(0)), length, g.constant(np.array(1)))
    fixed = (e.place.weight + e.kind.weight[0]).detach().numpy()[: LONGEST + 2]
    x = g.add("Add", rows(g, e.word.weight.detach().numpy(), "ids"), rows(g, fixed, places))
    x = g.norm(x, e.norm)
    for layer in model.layers:
        x = g.layer(x, layer)
    raw = g.exact(x, model.project)
    vectors = g.add("LpNormalization", raw, axis=-1, p=2)
    heavy = g.add("Softplus", g.add("Squeeze", g.exact(x, model.heavy), g.constant(np.array([2]))))
    loud = g.constant((1 - model.silent).numpy().astype(np.float32))
    weights = g.add("Mul", heavy, g.add("Gather", loud, "ids"))
    ids = helper.make_tensor_value_info("ids", onnx.TensorProto.INT64, ["batch", "length"])
    shapes: dict[str, list[object]] = {
        "vectors": ["batch", "length", OUT],
        "weights": ["batch", "length"],
    }
    return g.model([ids], {"vectors": vectors, "weights": weights}, shapes)


def main() -> None:
    """Train, print the score on the stories left out, export."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    random.seed(asked.seed)
    torch.manual_seed(asked.seed)
    vocabulary = tokenizer().get_vocab()
    silent = torch.ones(len(vocabulary))
    for piece, n in vocabulary.items():
        if any(c.isalnum() for c in piece.removeprefix("##")) and n not in (0, FIRST, LAST):
            silent[n] = 0.0
    model = Meaning(silent)
    model.load_base(base_folder() / "model.safetensors")
    learn, held = pairs(asked.data)
    print(json.dumps({"pairs": len(learn), "left out": len(held)}))
    fit(model, learn, asked.epochs)
    print(json.dumps({"after": round(best_f(answers(model, held), held), 3)}), flush=True)
    asked.folder.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), asked.folder / "meaning.pt")
    made = exported(model, ranges(model, learn))
    onnx.checker.check_model(made)
    onnx.save(made, asked.folder / "meaning.onnx")


if __name__ == "__main__":
    main()
