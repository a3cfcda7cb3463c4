"""Score a checkpoint, in float32 and without marks or turns, by the official metric on the held-out
training articles.

python training/attribution/evaluate.py DATA CHECKPOINT [--shared 5] [--dev]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import torch
from network import Network, load_base
from train import base_folder, tokenizer

from data import read_articles
from sayso.readings.attribution.attributions import chosen
from sayso.readings.attribution.roles import Floats, Ints, Reported, read_roles

from polnear import held_out, score


class Torch:
    """The network as `sayso.readings.attribution.roles` runs it, in PyTorch."""

    threads = 1

    def __init__(self, network: Network) -> None:
        self.network = network.eval()

    @torch.no_grad()
    def encode(self, ids: Ints) -> tuple[Floats, Floats]:
        """See `roles.Network`."""
        x = self.network.encode(torch.from_numpy(ids)[None])
        return x[0].float().numpy(), self.network.anchor(x.float())[0, :, 0].numpy()

    @torch.no_grad()
    def condition(self, vectors: Floats, anchor: int) -> tuple[Floats, float, Floats]:
        """See `roles.Network`."""
        x = torch.from_numpy(vectors)[None]
        scores, valid = self.network.reader(
            x, torch.zeros(1, 1, 1, x.shape[1]), torch.tensor([anchor])
        )
        return scores[0].numpy(), float(valid[0]), self.network.transitions.numpy()


def load(file: Path, shared: int) -> Network:
    """The average of a checkpoint, in float32."""
    network = Network(shared)
    load_base(network, base_folder() / "model.safetensors")
    held = torch.load(file, weights_only=True)["average"]
    network.load_state_dict({**network.state_dict(), **held})
    return network.float()


def main() -> None:
    """Print the official figures of a checkpoint on the held-out articles and, with --dev,
    on dev.
    """
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--shared", type=int, default=5)
    parser.add_argument("--dev", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(1)
    network = Torch(load(args.checkpoint, args.shared))
    articles = read_articles(args.data / ("dev" if args.dev else "train"), tokenizer())
    articles = [a for a in articles if args.dev or held_out(a.reference)]
    told = read_roles([a.segments for a in articles], network)
    rows = {
        a.reference.id: [_row(t) for t in chosen(found)]
        for a, found in zip(articles, told, strict=True)
    }
    print(json.dumps(score([a.reference for a in articles], rows)))


def _row(told: Reported) -> dict[str, Any]:
    return {"content": told.content, "source": told.source, "cue": told.cue}


if __name__ == "__main__":
    main()
