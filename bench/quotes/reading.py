"""Speakers read by eye: how many of those printed for loose articles said what they are printed
with.

    python bench/quotes/reading.py               the share that is right today of speakers.tsv
    python bench/quotes/reading.py --draw SEED [--without FILE]
                                                 200 printed speakers of 100 articles, with their
                                                 places, to be read; none of those whose names stand
                                                 in the file, one a line

speakers.tsv holds for each saying its article, where its words begin and end, and where the article
names, or else describes, whom one reader found to have said it; `-` where it is nobody's saying. No
text is kept. A saying that is printed no longer is left out, and counted.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from sayso.documents import DocumentOptions, Fields, freeze
from sayso.model import Document, Quote
from sayso.readings import Models, open_models, read

SHARED = Path(os.environ.get("SAYSO_DATA", Path(__file__).resolve().parents[3] / "shared"))
BULK = SHARED / "data" / "bulk" / "articles_2012_2015.jsonl.gz"
READING = Path(__file__).with_name("speakers.tsv")
ARTICLES, SPEAKERS = 100, 200
_WORD = re.compile(r"[^\W_]+")
_DULL = frozenset({"a", "an", "the", "mr", "mrs", "ms", "of", "and", "in", "for", "said"})

Label = tuple[int, int, int, int]  # the saying's first and last offset, those of its speaker's name


def main() -> None:
    """Print the share, or a draw."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--draw", type=int, metavar="SEED")
    parser.add_argument("--without", type=Path, metavar="FILE")
    args = parser.parse_args()
    seen = frozenset(args.without.read_text("utf-8").split() if args.without else ())
    if not BULK.is_file():
        raise SystemExit(f"not there: {BULK}")
    if args.draw is None:
        print(share(open_models()))
        return
    for doc, quote in drawn(args.draw, open_models(), seen):
        first, last = quote.content[0].start, quote.content[-1].end
        print(doc.id, first, last, quote.speaker or quote.described, sep="\t")


def share(models: Models) -> str:
    """How many labelled speakers are right."""
    labels = _labels()
    right = printed = 0
    for doc in _documents(labels):
        quotes = printed_of(doc, models)
        for label in labels[doc.id]:
            found = _at(label, quotes)
            printed += found is not None
            right += found is not None and is_right(found, label, doc.text)
    total = sum(map(len, labels.values()))
    gone = f"{total - printed} of {total} printed no longer"
    return f"{right} of {printed} speakers right ({100 * right / max(1, printed):.1f}%), {gone}"


def is_right(quote: Quote, label: Label, text: str) -> bool:
    """A word of weight is shared by what is printed and the words at the speaker's place."""
    place = text[label[2] : label[3]]
    said = f"{quote.speaker or ''} {quote.described or ''}"
    return bool(_words(place) & _words(said))


def printed_of(doc: Document, models: Models) -> list[Quote]:
    """The sayings that are printed with a speaker."""
    held = read(doc, models).quotes
    return [q for q in held if q.speech and (q.speaker or q.described) and not q.doubtful]


def drawn(
    seed: int, models: Models, seen: frozenset[str] = frozenset()
) -> Iterator[tuple[Document, Quote]]:
    """The printed speakers of a draw, by article and place, of none of the articles `seen`."""
    chance = random.Random(seed)
    rows = sorted((r for r in _rows() if str(r["id"]) not in seen), key=lambda r: str(r["id"]))
    docs = _frozen(chance.sample(rows, ARTICLES))
    pool = [(doc, quote) for doc in docs for quote in printed_of(doc, models)]
    yield from sorted(
        chance.sample(pool, min(SPEAKERS, len(pool))),
        key=lambda pair: (pair[0].id, pair[1].content[0].start),
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower())) - _DULL


def _at(label: Label, quotes: Iterable[Quote]) -> Quote | None:
    """The saying whose words meet the label's most; of equals the one whose words begin alike."""
    near = [q for q in quotes if q.content[0].start < label[1] and label[0] < q.content[-1].end]
    return max(
        near, key=lambda q: (q.content[0].start == label[0], _shared(label, q)), default=None
    )


def _shared(label: Label, quote: Quote) -> float:
    low, high = quote.content[0].start, quote.content[-1].end
    both = min(label[1], high) - max(label[0], low)
    return both / (max(label[1], high) - min(label[0], low))


def _labels() -> dict[str, list[Label]]:
    labels: dict[str, list[Label]] = {}
    for line in READING.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, first, last, start, end = line.split("\t")
            place = (0, 0) if start == "-" else (int(start), int(end))
            labels.setdefault(name, []).append((int(first), int(last), *place))
    return labels


def _rows() -> Iterator[dict[str, str]]:
    with gzip.open(BULK, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _documents(wanted: Iterable[str]) -> Iterator[Document]:
    names = set(wanted)
    yield from _frozen(row for row in _rows() if str(row["id"]) in names)


def _frozen(rows: Iterable[dict[str, str]]) -> Iterator[Document]:
    """The articles as they would be read from a file."""
    for row in rows:
        fields = Fields(
            row["text"], id=str(row["id"]), title=row.get("title"), outlet=row.get("outlet")
        )
        doc = freeze(fields, str(row["id"]), DocumentOptions())
        if isinstance(doc, Document):
            yield doc


if __name__ == "__main__":
    main()
