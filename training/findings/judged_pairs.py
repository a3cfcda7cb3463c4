"""The pairs that the scorer learns from: passages of news stories, judged by reading.

`pairs.tsv` names stories, articles and offsets; the texts are those of `data/bulk`. The labelled
stories of `gold/findings` and `gold/findings-news` add the pairs of their tellings. Stories are
read once and kept in a folder of the user's choice.

    python training/findings/judged_pairs.py      how many were judged how, and how readers agree

    pairs.tsv ──▶ judged_stories ──┐
    gold      ──▶ gold_stories   ──┴──▶ Labelled(case, units, pairs, same)
"""

from __future__ import annotations

import gzip
import json
import pickle
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.findings.case import Case
from sayso.findings.facts.features import Pairs, measured
from sayso.findings.tellings.units import Unit, units
from sayso.model import Document
from sayso.pile import MemoryPile
from sayso.pipeline import Journey
from sayso.run.inputs import read_paths

HERE = Path(__file__).parent
BULK = "data/bulk/articles_2012_2015.jsonl.gz"
ECB = "data/stories/ecbplus_topics_1_35.jsonl.gz"
GOLD = {"gold/findings-news": BULK, "gold/findings": ECB}
_KEYS = ("id", "text", "title", "outlet", "published")
_OVERLAP = 0.8  # of their union from which a unit is the passage that was judged
_HALF, _TIMES, _LONGEST = 0.5, 4, 400  # when a unit is a labelled telling, as the scorer has it

Place = tuple[str, int, int]
Labels = NDArray[np.float64]


@dataclass(frozen=True)
class Labelled:
    """One story: its units, pairs of them with features, and 1 for the same fact, 0 for another;
    `said` what a reader judged of the first and the second, empty for labelled tellings.
    """

    name: str
    case: Case
    units: tuple[Unit, ...]
    pairs: Pairs
    same: Labels
    said: tuple[str, ...] = ()


def texts(file: Path) -> dict[str, dict[str, Any]]:
    """Records of a gzipped JSONL file by id."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return {str(row["id"]): row for row in map(json.loads, lines)}


def read_case(name: str, rows: Sequence[dict[str, Any]], kept: Path) -> Case:
    """The story of these articles, read; from the folder `kept` where it was read before."""
    file = kept / f"{name}.pkl"
    if not file.exists():
        kept.mkdir(parents=True, exist_ok=True)
        pile = kept / f"{name}.jsonl"
        records = (
            {**{k: row[k] for k in _KEYS if row.get(k)}, "id": str(row["id"])} for row in rows
        )
        pile.write_text("\n".join(json.dumps(record) for record in records), "utf-8")
        found, _ = read_paths([str(pile)])
        docs: list[Document] = list(found)
        (case,) = Journey(MemoryPile(docs, ()), one_story=True).cases()
        file.write_bytes(pickle.dumps(case))
    return pickle.loads(file.read_bytes())  # type: ignore[no-any-return]  # written above, here


# ---- pairs judged by reading ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class Judged:
    """Two passages and what a reader said of them; `again` what a second one said, or None."""

    story: str
    one: Place
    two: Place
    judged: str
    again: str | None


def judged(file: Path = HERE / "pairs.tsv") -> Iterator[Judged]:
    """The rows of `pairs.tsv`."""
    for line in file.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            story, a, a0, a1, b, b0, b1, said, again = line.split("\t")
            second = None if again == "-" else again
            yield Judged(story, (a, int(a0), int(a1)), (b, int(b0), int(b1)), said, second)


def is_same(said: str) -> bool:
    """Whether a judgement says that both passages tell one fact, or answer one question
    differently: which of the two is for the slots to tell.
    """
    return said.startswith(("same", "differs"))


def judged_stories(data: Path, kept: Path) -> Iterator[Labelled]:
    """The stories of `pairs.tsv`, read, with their judged pairs as pairs of units."""
    bulk = texts(data / BULK)
    by_story: defaultdict[str, list[Judged]] = defaultdict(list)
    for row in judged():
        by_story[row.story].append(row)
    members = json.loads((HERE / "stories.json").read_text("utf-8"))
    for name in sorted(by_story):
        case = read_case(f"label_{name}", [bulk[i] for i in members[name]], kept)
        found = units(case)
        pairs, same, said = [], [], []
        for row in by_story[name]:
            i, j = _unit_at(found, row.one), _unit_at(found, row.two)
            if i is not None and j is not None and i != j:
                pairs.append((i, j))
                same.append(float(is_same(row.judged)))
                said.append(row.judged if i < j else _turned(row.judged))
        if pairs:
            left, right = (np.array(side) for side in zip(*pairs, strict=True))
            laid = measured(found, (left, right))
            yield Labelled(name, case, found, laid, np.array(same), tuple(said))


def _turned(said: str) -> str:
    """A judgement of two passages, of the same two in the other order."""
    other = {"same-in-first": "same-in-second", "same-in-second": "same-in-first"}
    return other.get(said, said)


def _unit_at(found: Sequence[Unit], place: Place) -> int | None:
    """The unit that is the judged passage, or nearly so."""
    doc, start, end = place
    best, at = _OVERLAP, None
    for n, unit in enumerate(found):
        if unit.doc_id == doc and unit.at.start < end and start < unit.at.end:
            shared = min(unit.at.end, end) - max(unit.at.start, start)
            share = shared / (max(unit.at.end, end) - min(unit.at.start, start))
            if share >= best:
                best, at = share, n
    return at


# ---- labelled stories ----------------------------------------------------------


def gold_stories(data: Path, kept: Path) -> Iterator[Labelled]:
    """The labelled stories, with all candidate pairs whose both units are labelled tellings."""
    for folder, file in GOLD.items():
        rows = texts(data / file)
        for path in sorted((data / folder).glob("*.json")):
            gold = json.loads(path.read_text("utf-8"))
            case = read_case(path.stem, [rows[str(i)] for i in gold["docs"]], kept)
            found = units(case)
            pairs = measured(found)
            told = _told(gold, case, found)
            here = np.array([bool(told[i] and told[j]) for i, j in _both(pairs)], dtype=bool)
            one = np.array([bool(told[i] & told[j]) for i, j in _both(pairs)], dtype=float)
            kept_pairs = Pairs(pairs.i[here], pairs.j[here], pairs.features[here])
            yield Labelled(path.stem, case, found, kept_pairs, one[here])


def _both(pairs: Pairs) -> list[tuple[int, int]]:
    return list(zip(pairs.i.tolist(), pairs.j.tolist(), strict=True))


def _told(gold: dict[str, Any], case: Case, found: Sequence[Unit]) -> list[set[str]]:
    """For each unit the facts and conflicts of which it is a telling."""
    groups = {f"f{n}": fact["tellings"] for n, fact in enumerate(gold["facts"])}
    for n, conflict in enumerate(gold["conflicts"]):
        groups[f"c{n}"] = [told for side in conflict["sides"] for told in side["tellings"]]
    places = {key: [_place(told, case) for told in tellings] for key, tellings in groups.items()}
    return [
        {key for key, at in places.items() if any(_is_telling(unit, place) for place in at)}
        for unit in found
    ]


def _place(told: dict[str, Any], case: Case) -> Place:
    doc = str(told["doc"])
    start = told["start"] if "start" in told else case.texts[doc].find(told["text"])
    return doc, start, told["end"] if "end" in told else start + len(told["text"])


def _is_telling(unit: Unit, place: Place) -> bool:
    doc, start, end = place
    if unit.doc_id != doc:
        return False
    short, long = sorted((len(unit.at), end - start))
    shared = min(unit.at.end, end) - max(unit.at.start, start)
    return short > 0 and shared >= _HALF * short and long <= max(_TIMES * short, _LONGEST)


# ---- how readers agree ---------------------------------------------------------


def kind(said: str) -> str:
    """One of four: same, differs, related, unrelated."""
    if said == "partly":
        return "related"
    return said.split("-", 1)[0]


def agreement(pairs: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """Share of pairs on which two readers agree, and Cohen's kappa (Cohen 1960)."""
    one, two = (Counter(side) for side in zip(*pairs, strict=True))
    alike = sum(a == b for a, b in pairs) / len(pairs)
    chance = sum(one[k] * two[k] for k in one) / len(pairs) ** 2
    return alike, (alike - chance) / (1 - chance)


def main() -> None:
    """Print the counts, and the agreement on what two readers judged."""
    rows = list(judged())
    print(len(rows), "pairs of", len({row.story for row in rows}), "stories")
    print(dict(Counter(row.judged for row in rows).most_common()))
    twice = [(row.judged, row.again) for row in rows if row.again is not None]
    four = [(kind(a), kind(b)) for a, b in twice]
    two = [(str(a == "same"), str(b == "same")) for a, b in four]
    for name, found in (("four kinds", four), ("the same or not", two)):
        print(f"{name}: {len(found)} judged twice, agreement %.3f, kappa %.3f" % agreement(found))
    both = sum(a == b == "True" for a, b in two)
    either = sum(a == "True" for a, _ in two) + sum(b == "True" for _, b in two)
    print(f"“the same”, one reader against the other: F1 {2 * both / either:.3f}")


if __name__ == "__main__":
    main()
