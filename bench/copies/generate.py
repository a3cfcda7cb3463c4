"""The generated set: originals out of data/bulk, each in fifteen variants, among others.

    python bench/copies/generate.py OUT_DIR [--originals 1000] [--others 6000] [--seed 1]

Writes OUT_DIR/generated.jsonl.gz with rows of `id`, `text`, `group`, `variant` (`orig`, a variant's
name or `other`), `made_of` (the collection's ids of the texts in it) and, where a text holds a
second original, `also`. Each host of an embedded half is used once and stands nowhere else, and
each original is merged into one other: no two variants share words by the making of the set alone.
Everything follows from the seed. Needs $SAYSO_DATA (default ../shared).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
from collections.abc import Callable
from pathlib import Path

DATA = Path(os.environ.get("SAYSO_DATA", Path(__file__).resolve().parents[3] / "shared"))
BULK = DATA / "data" / "bulk" / "articles_2012_2015.jsonl.gz"
LEAST_WORDS, MOST_WORDS = 250, 1500  # originals: long enough that a quarter is still a text
Variant = Callable[[str, str, random.Random], str]


def sentences(text: str) -> list[str]:
    """Rough sentences; enough to shuffle."""
    return [s for s in re.split(r"(?<=[.!?])\s+", text) if s]


def _words(text: str) -> list[str]:
    return text.split(" ")


def _cut(share: float) -> Variant:
    return lambda text, other, rng: " ".join(_words(text)[: int(len(_words(text)) * share)])


def _middle(text: str, other: str, rng: random.Random) -> str:
    words = _words(text)
    first = len(words) // 3
    return " ".join(words[first : first + len(words) // 3])


def _paragraphs(text: str, other: str, rng: random.Random) -> str:
    parts = [p for p in text.split("\n") if p.strip()]
    rng.shuffle(parts)
    return "\n\n".join(parts)


def _sentences(text: str, other: str, rng: random.Random) -> str:
    parts = sentences(text)
    rng.shuffle(parts)
    return " ".join(parts)


def _lower(text: str, other: str, rng: random.Random) -> str:
    return text.lower()


def _stripped(text: str, other: str, rng: random.Random) -> str:
    return " ".join(re.sub(r"[^\w\s]", "", text).split())


def _stripped_cut(text: str, other: str, rng: random.Random) -> str:
    return _cut(0.5)(_stripped(text.lower(), other, rng), other, rng)


def _dropped(text: str, other: str, rng: random.Random) -> str:
    return " ".join(w for w in _words(text) if rng.random() >= 0.05)


def _replaced(text: str, other: str, rng: random.Random) -> str:
    spare = _words(other)
    return " ".join(rng.choice(spare) if rng.random() < 0.15 else w for w in _words(text))


def _embedded(text: str, other: str, rng: random.Random) -> str:
    words, host = _words(text), _words(other)
    half = words[: len(words) // 2]
    at = len(host) // 2
    return " ".join(host[:at] + half + host[at:])


def _merged(text: str, other: str, rng: random.Random) -> str:
    return text + "\n\n" + other


def _quotes(text: str, other: str, rng: random.Random) -> str:
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def _ocr(text: str, other: str, rng: random.Random) -> str:
    swaps = {"l": "1", "o": "0", "e": "c", "m": "rn", "i": "l", "S": "5", "h": "b"}
    return "".join(swaps[c] if c in swaps and rng.random() < 0.03 else c for c in text)


def _boilerplate(text: str, other: str, rng: random.Random) -> str:
    head = "Home | News | Politics | Sign in\nShare this story on your favourite network.\n\n"
    foot = (
        "\n\nSubscribe to our newsletter for the news of the day. All rights reserved. Write "
        "to desk@example.org."
    )
    return head + text + foot


VARIANTS: dict[str, Variant] = {
    "half": _cut(0.5),
    "quarter": _cut(0.25),
    "middle": _middle,
    "paragraphs": _paragraphs,
    "sentences": _sentences,
    "lower": _lower,
    "stripped": _stripped,
    "stripped+half": _stripped_cut,
    "dropped5": _dropped,
    "replaced15": _replaced,
    "embedded": _embedded,
    "merged": _merged,
    "quotes": _quotes,
    "ocr": _ocr,
    "boilerplate": _boilerplate,
}


def generate(originals: int, others: int, seed: int) -> list[dict[str, object]]:
    """Rows of the set. Originals and others are drawn without overlap."""
    rng = random.Random(seed)
    with gzip.open(BULK, "rt", encoding="utf-8") as lines:
        named = {row["text"]: row["id"] for row in map(json.loads, lines)}
    texts = list(named)
    rng.shuffle(texts)
    fit = [t for t in texts if LEAST_WORDS <= len(t.split()) <= MOST_WORDS][:originals]
    chosen = set(fit)
    spare = [t for t in texts if t not in chosen]
    hosts, rest = spare[:originals], spare[originals : originals + others]
    rows: list[dict[str, object]] = [
        {"id": f"o{k}", "text": t, "group": f"o{k}", "variant": "other", "made_of": [named[t]]}
        for k, t in enumerate(rest)
    ]
    for k, text in enumerate(fit):
        rows.append(
            {
                "id": f"g{k}",
                "text": text,
                "group": f"g{k}",
                "variant": "orig",
                "made_of": [named[text]],
            }
        )
        for name, make in VARIANTS.items():
            twin = (k + 1) % len(fit)
            second = fit[twin] if name == "merged" else hosts[k]
            row: dict[str, object] = {"id": f"g{k}-{name}", "group": f"g{k}", "variant": name}
            row["text"] = make(text, second, rng)
            row["made_of"] = [
                named[text],
                *([named[second]] if name in ("merged", "embedded") else []),
            ]
            if name == "merged":
                row["also"] = [f"g{twin}"]
            rows.append(row)
    rng.shuffle(rows)
    return rows


def main() -> None:
    """Write the set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--originals", type=int, default=1000)
    parser.add_argument("--others", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    with gzip.open(args.out / "generated.jsonl.gz", "wt", encoding="utf-8") as out:
        for row in generate(args.originals, args.others, args.seed):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
