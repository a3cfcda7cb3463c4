"""Articles whose day is hidden, for bench/timeline/days.py and learn_days.py: data/bulk in stories,
two halves.

Articles that share a story or a family of copies with others are ordered by a digest of their id:
the first 1,000 teach the weights, the second 1,000 are reported. `given` keeps the stories as they
are found when all days are known and hides one day at a time; `regrouped` hides all 1,000 at once
before anything is grouped, as a pile would really arrive.

    articles ──stories──▶ 1,000 + 1,000 ──hide──▶ Hidden(true day, story without it)
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sayso.model import Document, Family, Reading
from sayso.pile import MemoryPile
from sayso.pipeline import Journey
from sayso.readings import Models, open_models
from sayso.readings.attribution.relays import find_relays
from sayso.readings.page.parse import ToParse, parse_all
from sayso.readings.times.expressions import find_times

HALF = 1000  # articles in each half
_BATCH = 40  # articles parsed together
DATA = Path(os.environ.get("SAYSO_DATA", Path(__file__).resolve().parents[3] / "shared"))
BULK = DATA / "data/bulk/articles_2012_2015.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Hidden:
    """One article without its day, the true day, and its story as it then is."""

    doc: Document
    true: date
    documents: tuple[Document, ...]
    readings: tuple[Reading, ...]
    families: tuple[Family, ...]


def load() -> list[Document]:
    """Dated English articles; raises FileNotFoundError where they are not."""
    with gzip.open(BULK, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [_document(row) for row in rows if row.get("published")]


def _document(row: dict[str, str]) -> Document:
    day = date.fromisoformat(row["published"][:10])
    return Document(
        str(row["id"]), row["text"], row.get("title"), row.get("outlet"), published=day, lang="en"
    )


def halves(journey: Journey) -> tuple[list[str], list[str]]:
    """Ids of both halves, among the articles that share a story with others."""
    shared = [i for story in journey.stories if len(story.members) > 1 for i in story.doc_ids]
    shared.sort(key=lambda i: hashlib.sha256(i.encode()).hexdigest())
    return shared[:HALF], shared[HALF : 2 * HALF]


def given(journey: Journey, wanted: Sequence[str]) -> Iterator[Hidden]:
    """Each wanted article without its day, in the story that it was found in with it."""
    true = {doc.id: doc for doc in journey.pile.by_day()}
    yield from _hidden(journey, set(wanted), true, together=False)


def regrouped(documents: Sequence[Document], wanted: Sequence[str]) -> Iterator[Hidden]:
    """All wanted articles without their days, grouped like that; alone, one still counts."""
    hidden = set(wanted)
    true = {doc.id: doc for doc in documents}
    undated = (replace(d, published=None) if d.id in hidden else d for d in documents)
    yield from _hidden(Journey(MemoryPile(undated)), hidden, true, together=True)


def _hidden(
    journey: Journey, wanted: set[str], true: dict[str, Document], *, together: bool
) -> Iterator[Hidden]:
    models = open_models()
    for story in journey.stories:
        asked = [i for i in story.doc_ids if i in wanted]
        if not asked:
            continue
        docs = tuple(journey.pile.get(i) for i in story.doc_ids)
        read = (
            tuple(_readings(docs, models)) if len(docs) > 1 else tuple(Reading(d.id) for d in docs)
        )
        families = tuple(f for f in journey.graph.families if set(f.doc_ids) & set(story.doc_ids))
        for i in asked:
            mine = (
                docs
                if together
                else tuple(replace(d, published=None) if d.id == i else d for d in docs)
            )
            day = true[i].published
            assert day is not None
            yield Hidden(journey.pile.get(i), day, mine, read, families)


def _readings(docs: Sequence[Document], models: Models) -> Iterator[Reading]:
    """Of each article what its day is inferred from: sentences, times, relays."""
    for start in range(0, len(docs), _BATCH):
        batch = docs[start : start + _BATCH]
        for doc, pieces in zip(
            batch, parse_all([ToParse(d) for d in batch], models.nlp), strict=True
        ):
            sentences = tuple(
                p.passage(s) for p in pieces for s in p.tokens.sents if s.text.strip()
            )
            yield Reading(
                doc.id, sentences, times=find_times(doc, pieces), relays=find_relays(doc, pieces)
            )
