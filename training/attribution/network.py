"""MiniLM that reads attributions, in plain PyTorch.

The first five layers read a whole window. The sixth reads the paragraph of one cue at a time, told
where the cue is.

  five layers ─▶ cue? ─every cue─▶ a sixth layer that knows the cue ─CRF─▶ source, cue, content
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import torch
import torch.nn.functional as fn
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH, HEADS, INNER, DEPTH = 384, 12, 1536, 6
REACH = 64  # pieces of distance to the cue that are told apart
ROLES = 4  # none, source, cue, content


class Layer(nn.Module):
    """One transformer layer; `drop` hides whole features of a window, which costs nearly
    nothing.
    """

    def __init__(self, drop: float = 0.1) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = drop

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x`: batch, length, width; `mask`: added to the attention scores, batch, 1, 1, length."""
        batch, length = x.shape[0], x.shape[1]
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        weights = torch.softmax(
            torch.matmul(q * (WIDTH // HEADS) ** -0.5, k.transpose(-1, -2)) + mask, -1
        )
        seen = torch.matmul(weights, v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + self._hide(self.out(seen)))
        return self.norm2(x + self._hide(self.down(fn.gelu(self.up(x)))))

    def _hide(self, x: Tensor) -> Tensor:
        if not self.training or not self.drop:
            return x
        return x * fn.dropout(torch.ones(x.shape[0], 1, WIDTH, dtype=x.dtype), self.drop)


class Embedding(nn.Module):
    """Sum of word, place and type vectors, normalised; never trained."""

    def __init__(self) -> None:
        super().__init__()
        self.word, self.place, self.kind = (
            nn.Embedding(30522, WIDTH),
            nn.Embedding(512, WIDTH),
            nn.Embedding(2, WIDTH),
        )
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, ids: Tensor) -> Tensor:
        """`ids`: batch, length."""
        return self.norm(self.word(ids) + self.place.weight[: ids.shape[1]] + self.kind.weight[0])


class Reader(nn.Module):
    """A layer over the paragraph of one cue, told where the cue is; scores of each piece's role,
    and of the cue.
    """

    def __init__(self, depth: int) -> None:
        super().__init__()
        self.distance, self.cue = nn.Embedding(2 * REACH + 1, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.layers, self.norm = (
            nn.ModuleList(Layer() for _ in range(depth)),
            nn.LayerNorm(WIDTH, eps=1e-12),
        )
        self.role, self.valid = nn.Linear(WIDTH, ROLES), nn.Linear(WIDTH, 1)
        nn.init.normal_(self.distance.weight, std=0.02)
        nn.init.zeros_(self.cue.weight)

    def forward(self, x: Tensor, mask: Tensor, anchor: Tensor) -> tuple[Tensor, Tensor]:
        """`x`: cues, length, width; `anchor`: place of each cue's first piece in its row."""
        rows = torch.arange(x.shape[0])
        away = (torch.arange(x.shape[1])[None] - anchor[:, None]).clamp(-REACH, REACH) + REACH
        x = self.norm(x + self.distance(away) + self.cue(x[rows, anchor])[:, None])
        for layer in self.layers:
            x = layer(x, mask)
        y = x.float()
        return self.role(y), self.valid(y[rows, anchor])[:, 0]


class Network(nn.Module):
    """The encoder, of which the first `shared` layers know no cue, and the reader with the
    others.
    """

    def __init__(self, shared: int = 5) -> None:
        super().__init__()
        self.shared = shared
        self.embedding = Embedding()
        self.layers = nn.ModuleList(Layer() for _ in range(shared))
        self.reader = Reader(DEPTH - shared)
        self.anchor = nn.Linear(WIDTH, 1)
        nn.init.constant_(self.anchor.bias, -3.0)
        self.transitions = nn.Parameter(
            torch.zeros(ROLES + 1, ROLES + 1)
        )  # the last row and column: start and end

    def encode(self, ids: Tensor) -> Tensor:
        """Vectors after the shared layers; `ids` padded with 0."""
        x = self.embedding(ids).to(self.layers[0].qkv.weight.dtype)
        mask = ((ids == 0) * -1e4).to(x.dtype)[:, None, None]
        for layer in self.layers:
            x = layer(x, mask)
        return x


def load_base(network: Network, file: Path) -> None:
    """Fill encoder and reader with the layers of all-MiniLM-L6-v2."""
    layers = [*network.layers, *network.reader.layers]
    fill(network.embedding, layers, load_file(file))


def fill(embedding: Embedding, layers: Iterable[nn.Module], held: dict[str, Tensor]) -> None:
    """Fill word vectors and layers, in order, with the base's weights."""
    e = embedding
    e.word.weight.data.copy_(held["embeddings.word_embeddings.weight"])
    e.place.weight.data.copy_(held["embeddings.position_embeddings.weight"])
    e.kind.weight.data.copy_(held["embeddings.token_type_embeddings.weight"])
    e.norm.weight.data.copy_(held["embeddings.LayerNorm.weight"])
    e.norm.bias.data.copy_(held["embeddings.LayerNorm.bias"])
    for n, layer in enumerate(layers):
        _fill(layer, held, f"encoder.layer.{n}.")


def _fill(layer: nn.Module, held: dict[str, Tensor], at: str) -> None:
    for kind in ("weight", "bias"):
        parts = [held[f"{at}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
        getattr(layer.qkv, kind).data.copy_(torch.cat(parts))
        getattr(layer.out, kind).data.copy_(held[f"{at}attention.output.dense.{kind}"])
        getattr(layer.norm1, kind).data.copy_(held[f"{at}attention.output.LayerNorm.{kind}"])
        getattr(layer.up, kind).data.copy_(held[f"{at}intermediate.dense.{kind}"])
        getattr(layer.down, kind).data.copy_(held[f"{at}output.dense.{kind}"])
        getattr(layer.norm2, kind).data.copy_(held[f"{at}output.LayerNorm.{kind}"])


# ---- the chain of roles -------------------------------------------------------------


def chain_loss(scores: Tensor, gold: Tensor, length: Tensor, transitions: Tensor) -> Tensor:
    """Negative log-likelihood of each row's roles under a linear-chain CRF. `scores`: rows, length,
    roles.
    """
    inner, start, end = (
        transitions[:ROLES, :ROLES],
        transitions[ROLES, :ROLES],
        transitions[:ROLES, ROLES],
    )
    rows, steps = torch.arange(len(scores)), scores.shape[1]
    live = torch.arange(steps)[None] < length[:, None]
    total = start + scores[:, 0]
    for t in range(1, steps):
        ahead = torch.logsumexp(total[:, :, None] + inner[None], 1) + scores[:, t]
        total = torch.where(live[:, t, None], ahead, total)
    norm = torch.logsumexp(total + end, 1)
    held = (scores.gather(2, gold[:, :, None])[:, :, 0] * live).sum(1)
    moves = (inner[gold[:, :-1], gold[:, 1:]] * live[:, 1:]).sum(1)
    return norm - held - moves - start[gold[:, 0]] - end[gold[rows, length - 1]]
