"""Read PolNeAR (brat) and score attributions exactly as the project's scorer does."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language

from sayso.model import Document
from sayso.readings.page.parse import Piece, parse

Span = tuple[int, int]
Row = tuple[list[Span], list[Span], list[Span]]
_HELD_OUT = 20  # of 256 values of the first byte of an id's digest
_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Reference:
    """A text and its attributions: content, source and cue spans."""

    id: str
    text: str
    rows: tuple[Row, ...]


def data_folder() -> Path:
    """Where the public sets lie; raises SystemExit with a plain message when they do not."""
    folder = Path(os.environ.get("SAYSO_DATA", Path(__file__).parents[3] / "shared"))
    folder = folder / "data" if (folder / "data").is_dir() else folder
    if not (folder / "polnear").is_dir():
        raise SystemExit(
            f"PolNeAR was not found in {folder}. It is published at "
            f"github.com/networkdynamics/PolNeAR."
        )
    return folder


def read_folder(folder: Path) -> list[Reference]:
    """One reference a text: of several annotators the first by name."""
    return [several[0] for several in read_annotators(folder).values()]


def read_annotators(folder: Path) -> dict[str, list[Reference]]:
    """Every annotator's reference of each text, in the order of their names."""
    found: dict[str, list[Reference]] = {}
    for file in sorted((folder / "attributions").glob("*.ann")):
        name = file.stem.rsplit("_", 1)[0]
        with (folder / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as f:
            found.setdefault(name, []).append(Reference(name, f.read(), tuple(_rows(file))))
    return found


def held_out(ref: Reference) -> bool:
    """True for the training articles (about one in twelve) that the model never saw and
    that choose its thresholds.
    """
    return hashlib.sha256(ref.id.encode()).digest()[0] < _HELD_OUT


def _rows(file: Path) -> Iterable[Row]:
    spans: dict[str, list[Span]] = {}
    events: list[list[str]] = []
    with file.open(encoding="utf-8", newline="") as f:
        lines = re.split(r"\n(?=[TE#AR]\d+\t)", f.read())
    for line in lines:
        if re.match(r"T\d+\t", line):
            name, at, _ = line.split("\t", 2)
            parts = [part.split() for part in at.split(" ", 1)[1].split(";")]
            spans[name] = [(int(a), int(b)) for a, b in parts]
        elif re.match(r"E\d+\t", line):
            events.append(line.strip().split("\t", 1)[1].split())
    for event in events:
        roles: dict[str, list[Span]] = {"Content": [], "Source": [], "Cue": []}
        for arg in event[1:]:
            role, name = arg.split(":")
            for key in roles:
                if role.startswith(key):
                    roles[key].extend(spans[name])
        if roles["Content"]:
            yield roles["Content"], roles["Source"], roles["Cue"]


def pieces_of(ref: Reference, nlp: Language) -> tuple[Piece, ...]:
    """The text parsed."""
    return parse(Document(ref.id, ref.text), nlp)


def token_spans(text: str) -> list[Span]:
    """Words and marks, as the scorer counts them."""
    return [m.span() for m in _TOKEN.finditer(text)]


def within(tokens: list[Span], spans: Iterable[Sequence[int]]) -> frozenset[int]:
    """Indexes of the tokens that lie wholly inside the spans."""
    found: set[int] = set()
    for start, end in spans:
        low, high = 0, len(tokens)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if tokens[middle][0] < start else (low, middle)
        while low < len(tokens) and tokens[low][1] <= end:
            found.add(low)
            low += 1
    return frozenset(found)


def kind_of(text: str, content: Iterable[Span]) -> str:
    """Direct, mixed or indirect, by the marks of a reference's content."""
    said = " ".join(text[a:b] for a, b in content).strip()
    marks = len(re.findall(r"[“”\"]", said))
    if not marks:
        return "indirect"
    whole = re.match(r"[“\"]", said) and re.search(r"[”\"][.,?!]?$", said)
    return "direct" if whole and marks == 2 else "mixed"


def matched(gold: list[frozenset[int]], got: list[frozenset[int]]) -> list[tuple[float, int, int]]:
    """Greedy one-to-one matching by Jaccard, best first."""
    pairs = [
        (len(g & s) / len(g | s), i, j)
        for i, g in enumerate(gold)
        for j, s in enumerate(got)
        if g & s
    ]
    used_gold: set[int] = set()
    used_got: set[int] = set()
    out = []
    for value, i, j in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if i not in used_gold and j not in used_got:
            used_gold.add(i)
            used_got.add(j)
            out.append((value, i, j))
    return out


def prf(right: int, got: int, gold: int) -> dict[str, float]:
    """Precision, recall and F1 in percent."""
    p, r = right / max(1, got), right / max(1, gold)
    return {
        "P": round(100 * p, 1),
        "R": round(100 * r, 1),
        "F": round(200 * p * r / max(1e-9, p + r), 1),
    }


def score(references: list[Reference], rows: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """All figures of the attribution task for quote rows by document id."""
    total: Counter[str] = Counter()
    words: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for ref in references:
        tokens, got = token_spans(ref.text), rows[ref.id]
        for nth, key in enumerate(("content", "source", "cue")):
            gold_words = frozenset().union(*[within(tokens, row[nth]) for row in ref.rows])
            got_words = frozenset().union(*[within(tokens, row[key] or []) for row in got])
            words[key].update(
                gold=len(gold_words), got=len(got_words), right=len(gold_words & got_words)
            )
        total.update(gold=len(ref.rows), got=len(got))
        for row in ref.rows:
            kinds[kind_of(ref.text, row[0])]["gold"] += 1
        gold = [within(tokens, row[0]) for row in ref.rows]
        for value, i, j in matched(gold, [within(tokens, row["content"]) for row in got]):
            total["j3"] += value >= 0.3
            if value >= 0.8:
                total["j8"] += 1
                total["j8s"] += bool(
                    within(tokens, ref.rows[i][1]) & within(tokens, got[j]["source"] or [])
                )
                kinds[kind_of(ref.text, ref.rows[i][0])]["right"] += 1
    return {
        "docs": len(references),
        "J.8+source": prf(total["j8s"], total["got"], total["gold"]),
        "J.8": prf(total["j8"], total["got"], total["gold"]),
        "J.3": prf(total["j3"], total["got"], total["gold"]),
        "tokens": {key: prf(c["right"], c["got"], c["gold"]) for key, c in words.items()},
        "recall": {key: round(100 * c["right"] / c["gold"], 1) for key, c in sorted(kinds.items())},
    }
