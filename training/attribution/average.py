"""Write the mean of several checkpoints' averages as one checkpoint, and the SHA-256 of its values.

    python training/attribution/average.py OUT CHECKPOINT CHECKPOINT ...

Weights of one run that lie near each other mean more together than each alone (stochastic weight
averaging, Izmailov 2018). Only what the network holds is kept, under its present names.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Sequence
from pathlib import Path

import torch
from network import Network
from torch import Tensor

Weights = dict[str, Tensor]
# name of `reader.` in the logged runs, which trained it beside two other heads
FORMER = "conditioned."


def kept(weights: Weights) -> Weights:
    """The tensors that the network holds, by its names; refuses a checkpoint that lacks one.

    >>> more = {"conditioned.valid.bias": torch.zeros(1), "flat.bias": torch.zeros(7)}
    >>> sorted(kept({**trained(), **more}))[:2]
    ['anchor.bias', 'anchor.weight']
    """
    named = {
        ("reader." + k.removeprefix(FORMER) if k.startswith(FORMER) else k): v
        for k, v in weights.items()
    }
    wanted = trained()
    if lacking := sorted(set(wanted) - set(named)):
        raise SystemExit(f"the checkpoint has no {lacking[0]} ({len(lacking)} tensors lack)")
    return {name: named[name] for name in wanted}


def trained() -> Weights:
    """The network's own tensors but for the embeddings, which no run changes."""
    return {k: v for k, v in Network().state_dict().items() if not k.startswith("embedding.")}


def mean(several: Sequence[Weights]) -> Weights:
    """The mean of each tensor.

    >>> mean([{"a": torch.tensor([1.0])}, {"a": torch.tensor([4.0])}])["a"].item()
    2.5
    """
    return {
        name: sum((w[name] for w in several), torch.zeros(())) / len(several) for name in several[0]
    }


def digest(weights: Weights) -> str:
    """SHA-256 over names and values, in order of the names: the same weights give the same digest
    in any file.
    """
    total = hashlib.sha256()
    for name in sorted(weights):
        total.update(name.encode())
        total.update(weights[name].contiguous().numpy().tobytes())
    return total.hexdigest()


def main() -> None:
    """Write the mean; print its digest."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    args = parser.parse_args()
    found = mean(
        [kept(torch.load(file, weights_only=True)["average"]) for file in args.checkpoints]
    )
    torch.save({"average": found, "step": 0}, args.out)
    print(digest(found))


if __name__ == "__main__":
    main()
