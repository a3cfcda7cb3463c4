"""SemEval-2015 task 4 (TimeLine), corpus 1, raw text: a timeline for each target entity, scored by
the task's measure.

The measure (Minard et al. 2015, after TempEval-3's temporal awareness): a timeline stands for the
relations between its events: before, from one place of the order to the next, simultaneous within a
place. Precision is the share of a system's relations that follow from the reference's (its
closure), recall the reverse, both summed over all timelines. Events that the reference cannot place
(order 0) are left out. An event mention is a document, a sentence, and a word.

    python bench/timeline/task4.py

What the program does not print as such is put together here from what it reads: the deeds in which
a name of the entity takes part, each on the day of its time expression, else on its article's day.
"""

from __future__ import annotations

import os
import re
import sys
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from spacy.tokens import Token

from sayso.lexicon import mapping, words
from sayso.model import Document, Reading
from sayso.readings import open_models
from sayso.readings.claims.happenings import find_happenings
from sayso.readings.page.models import Models
from sayso.readings.page.parse import parse
from sayso.readings.times.expressions import find_times, resolve

DATA = (
    Path(os.environ.get("SAYSO_DATA", Path(__file__).resolve().parents[3] / "shared"))
    / "data/timeline"
)
CORPUS = "semeval2015_task4_corpus_1"
PEER = "best published on raw text (GPLSIUA, corpora 1 to 3): micro-F1 7.85"

Mention = tuple[str, int, str]  # document, sentence, word
Timeline = list[list[set[Mention]]]  # places in order, each with its events, each with its mentions


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its text with the offset at which each sentence begins."""

    doc: Document
    starts: tuple[int, ...]

    def sentence(self, offset: int) -> int:
        """Number of the sentence that holds an offset."""
        return max((n for n, start in enumerate(self.starts) if start <= offset), default=0)


# ---- data --------------------------------------------------------------------------


def articles(folder: Path) -> Iterator[Article]:
    """The raw articles, their sentences joined by blank lines."""
    for path in sorted(folder.glob("*.tml")):
        root = ET.parse(path).getroot()
        created = root.find("DCT/TIMEX3")
        text, starts = "", []
        for sentence in root.iter("s"):
            starts.append(len(text))
            text += " ".join((sentence.text or "").split()) + "\n\n"
        day = created.get("value", "") if created is not None else ""
        published = date.fromisoformat(day[:10]) if re.match(r"\d{4}-\d\d-\d\d", day) else None
        yield Article(
            Document((root.findtext("DOCID") or "").strip(), text, published=published, lang="en"),
            tuple(starts),
        )


def gold(path: Path) -> tuple[str, Timeline]:
    """Entity and timeline of a gold file; order 0 left out."""
    name, *lines = path.read_text(encoding="utf-8").strip().split("\n")
    places: dict[int, list[set[Mention]]] = defaultdict(list)
    for line in lines:
        order, _, *mentions = line.split("\t")
        if int(order):
            places[int(order)].append({_mention(m) for m in mentions if m.count("-") >= 2})
    return name.strip(), [places[order] for order in sorted(places)]


def _mention(printed: str) -> Mention:
    doc, sentence, word = printed.strip().split("-", 2)
    return doc, int(sentence), word.replace("_", " ")


# ---- the system ------------------------------------------------------------------------


def timelines(
    found: Sequence[Article], entities: Sequence[str], models: Models
) -> dict[str, Timeline]:
    """A timeline for every entity: its deeds by day."""
    by_day: dict[str, dict[str, list[set[Mention]]]] = {e: defaultdict(list) for e in entities}
    for article in found:
        pieces = parse(article.doc, models.nlp)
        reading = Reading(article.doc.id, times=find_times(article.doc, pieces))
        dated = {
            h.head.start: resolve(reading.times[h.time], article.doc.published)
            for h in find_happenings(pieces, reading)
        }
        for piece in pieces:
            for token in piece.tokens:
                if not _is_event(token):
                    continue
                at = piece.base + token.idx
                ref = dated.get(at)
                day = (
                    ref.value[:10]
                    if ref is not None and ref.earliest
                    else str(article.doc.published)
                )
                for entity in entities:
                    if _takes_part(entity, token):
                        by_day[entity][day].append(
                            {(article.doc.id, article.sentence(at), token.text)}
                        )
    return {
        entity: [days[day] for day in sorted(days, key=_by_day)] for entity, days in by_day.items()
    }


def _by_day(day: str) -> str:
    return day if len(day) > 4 else day + "-13"


def _is_event(token: Token) -> bool:
    if token.pos_ == "VERB":
        return token.lemma_.lower() not in words("light_verbs") | {"include", "be", "have"}
    lemma = token.lemma_.lower()
    return token.pos_ == "NOUN" and (lemma in mapping("deeds") or lemma in words("event_nouns"))


def _takes_part(entity: str, event: Token) -> bool:
    """True where a name of the entity is subject, object or owner of the event."""
    roles = [
        c
        for c in event.children
        if c.dep_ in ("nsubj", "nsubjpass", "dobj", "poss", "compound", "agent")
    ]
    roles += [
        p
        for c in event.children
        if c.dep_ in ("prep", "agent") and c.lower_ in ("of", "by", "from", "to")
        for p in c.children
    ]
    if event.dep_ in ("conj", "xcomp") and not any(
        c.dep_ in ("nsubj", "nsubjpass") for c in event.children
    ):
        roles += [c for c in event.head.children if c.dep_ in ("nsubj", "nsubjpass")]
    return any(_names(entity, role) for role in roles)


def _names(entity: str, role: Token) -> bool:
    words_of = entity.lower().split()
    held = [t.lower_ for t in role.subtree if t.i <= role.i + 2]
    printed = " ".join(held)
    if entity.lower() in printed:
        return (
            len(words_of) > 1
            or role.lower_ == entity.lower()
            or printed.startswith((entity.lower(), "the " + entity.lower()))
        )
    return len(words_of) > 1 and words_of[-1] in held and role.lower_ == words_of[-1]


# ---- the measure ---------------------------------------------------------------------------


def relations(timeline: Timeline) -> Iterator[tuple[set[Mention], str, set[Mention]]]:
    """What a timeline says: simultaneous within a place, before from each place to the next."""
    for place in timeline:
        yield from ((a, "simultaneous", b) for a, b in pairwise(place))
    for earlier, later in pairwise(timeline):
        yield from ((a, "before", b) for a in earlier for b in later)


def follows(timeline: Timeline, one: set[Mention], how: str, two: set[Mention]) -> bool:
    """True where the relation is in the timeline's closure: by the places of the two events."""
    where = [n for n, place in enumerate(timeline) for event in place if event & one]
    there = [n for n, place in enumerate(timeline) for event in place if event & two]
    return any(a == b if how == "simultaneous" else a < b for a in where for b in there)


def main() -> int:
    folder = DATA / CORPUS
    if not folder.is_dir():
        print(
            f"timeline: {folder} is not here; docs/bench.md says where it is published",
            file=sys.stderr,
        )
        return 1
    found = list(articles(folder / "corpus_trackA_TimeML"))
    references = dict(
        gold(path) for path in sorted((folder / "TimeLines_Gold_Standard").glob("*.txt"))
    )
    told = timelines(found, list(references), open_models())
    right = said = found_back = wanted = 0
    for entity, reference in references.items():
        ours = told[entity]
        p = [follows(reference, *relation) for relation in relations(ours)]
        r = [follows(ours, *relation) for relation in relations(reference)]
        right, said, found_back, wanted = (
            right + sum(p),
            said + len(p),
            found_back + sum(r),
            wanted + len(r),
        )
        print(f"{entity:28} precision {sum(p)}/{len(p)}, recall {sum(r)}/{len(r)}")
    precision, recall = right / max(1, said), found_back / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"micro: P {100 * precision:.2f}, R {100 * recall:.2f}, F1 {100 * f1:.2f}")
    print(PEER)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
