"""The results of a pile as flat tables, each row a dict of plain values.

dossiers ──one after the other──▶ {"documents": [row, …], "quotes": [row, …], …}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from sayso.exchange.layout import LAYOUT
from sayso.model import (
    Agreement,
    Conflict,
    Document,
    Dossier,
    Event,
    Finding,
    OpenQuestion,
    Origin,
    Passage,
    Quote,
    Reason,
    Telling,
)
from sayso.plain import Row
from sayso.words import line

Tables = dict[str, list[Row]]
_SURROGATE = re.compile("[\ud800-\udfff]")  # halves of characters, which no file can hold


def tables(dossiers: Iterable[Dossier]) -> Tables:
    """Every table of `LAYOUT` with its rows, in order; a column that has no value holds None. Days
    are `date`, lists are lists of strings.

    >>> sorted(tables([]))[:3]
    ['actors', 'copies', 'documents']
    """
    made = _Tables()
    for dossier in dossiers:
        made.take(dossier)
    return made.held


class _Tables:
    """Rows as they come; keys that are numbers are counted over the whole pile."""

    def __init__(self) -> None:
        self.held: Tables = {table.name: [] for table in LAYOUT}
        self._columns = {t.name: [column.name for column in t.columns] for t in LAYOUT}
        self._numbers = {t.name: count(1) for t in LAYOUT if t.columns[0].kind == "integer"}
        self._rejected: set[str] = set()
        self._taken: set[str] = set()

    def take(self, dossier: Dossier) -> None:
        """Every row of one story."""
        texts = {doc.id: doc.text for doc in dossier.documents}
        story = dossier.story.id
        self._story(dossier)
        for actor in dossier.findings.actors:
            key = f"{story}.{actor.id}"
            self._put(
                "actors",
                id=key,
                story=story,
                name=actor.name,
                kind=actor.kind,
                aliases=actor.aliases,
            )
            for at in actor.mentions:
                self._put("mentions", actor=key, **_place(at, texts))
        for reading in dossier.readings:
            if reading.doc_id in texts:
                self._reading(reading.quotes, texts)
                for ref in reading.times:
                    self._put(
                        "times",
                        **_place(ref.at, texts),
                        type=ref.type,
                        value=ref.value,
                        earliest=ref.earliest,
                        latest=ref.latest,
                        anchor=ref.anchor,
                        why=_why(ref.why),
                    )
        self._copies(dossier)
        for finding in dossier.findings.findings:
            self._finding(finding, story, texts)
        for question in dossier.findings.open_questions:
            self._unknown(question, story, texts)
        for event in dossier.findings.events:
            self._event(event, story, texts)

    def _put(self, table: str, /, **values: Any) -> Any:
        """Add a row; its number where it has one."""
        number = next(self._numbers[table]) if table in self._numbers else None
        row = dict.fromkeys(self._columns[table])
        row |= {key: _writable(value) for key, value in values.items()}
        if number is not None:
            row[self._columns[table][0]] = number
        self.held[table].append(row)
        return number

    def _story(self, dossier: Dossier) -> None:
        family_of = {i: f.original for f in dossier.families for i in f.doc_ids}
        texts = {family_of.get(doc.id, doc.id) for doc in dossier.documents}
        self._put(
            "stories",
            id=dossier.story.id,
            title=dossier.title,
            texts=len(texts),
            documents=len(dossier.documents),
            as_of=dossier.as_of,
        )
        days = {day.doc_id: day for day in dossier.findings.days}
        for doc in dossier.documents:
            self._document(doc, dossier.story.id, family_of.get(doc.id, doc.id), days.get(doc.id))
        for refused in dossier.rejected:
            if str(refused) not in self._rejected:
                self._rejected.add(str(refused))
                self._put(
                    "rejected", source=refused.source, line=refused.line, reason=refused.reason
                )

    def _document(self, doc: Document, story: str, family: str, day: Any) -> None:
        best = doc.published or (day.best if day else None)
        self._put(
            "documents",
            id=doc.id,
            story=story,
            title=doc.title,
            outlet=doc.outlet,
            published=best,
            earliest=day.earliest if day else best,
            latest=day.latest if day else best,
            inferred=bool(day and day.inferred),
            lang=doc.lang,
            url=doc.url,
            authors=doc.authors,
            family=family,
            defects=doc.defects,
            digest=doc.digest,
            source=doc.source,
            text=doc.text,
            why=_why(doc.why + (day.why if day else ())),
        )

    def _reading(self, quotes: Sequence[Quote], texts: Mapping[str, str]) -> None:
        for quote in quotes:
            text = texts[quote.doc_id]
            number = self._put(
                "quotes",
                document=quote.doc_id,
                kind=quote.kind,
                text=" … ".join(p.cut(text) for p in quote.content),
                start=quote.content[0].start,
                end=max(p.end for p in quote.content),
                speaker=quote.speaker,
                anonymous=quote.anonymous,
                described=quote.described,
                addressee=quote.addressee,
                manner=quote.manner,
                speech=quote.speech,
                hedges=quote.hedges,
                via=quote.via,
                doubtful=quote.doubtful,
                part=quote.part,
                low_confidence=quote.low_confidence,
                why=_why(quote.why),
            )
            for role in ("content", "quoted", "source", "cue"):
                for at in getattr(quote, role):
                    self._put(
                        "spans",
                        quote=number,
                        role=role,
                        start=at.start,
                        end=at.end,
                        text=at.cut(text),
                    )

    def _copies(self, dossier: Dossier) -> None:
        held = {doc.id for doc in dossier.documents}
        for copy in dossier.copies:
            if not {copy.a, copy.b} <= held:
                continue
            self._put(
                "copies",
                a=copy.a,
                b=copy.b,
                kind=copy.kind,
                form=copy.form,
                containment_a=round(copy.containment_a, 4),
                containment_b=round(copy.containment_b, 4),
                direction=copy.direction,
                independent=copy.independent,
                why=_why(copy.why),
            )
            for a, b in copy.passages:
                self._put(
                    "shared_passages",
                    a=copy.a,
                    b=copy.b,
                    a_start=a.start,
                    a_end=a.end,
                    b_start=b.start,
                    b_end=b.end,
                )

    def _finding(self, finding: Finding, story: str, texts: Mapping[str, str]) -> None:
        conflict = finding if isinstance(finding, Conflict) else None
        kind = (
            "agreement" if isinstance(finding, Agreement) else "conflict" if conflict else "single"
        )
        key = self._put_line(
            "findings",
            f"{story}.{finding.id}",
            story=story,
            kind=kind,
            subtype=conflict.subtype if conflict else None,
            topic=finding.topic,
            what=finding.what,
            verdict=conflict.verdict if conflict else None,
            certainty=getattr(finding, "certainty", None),
            origins=len(finding.origins),
            origins_open=finding.origins_open,
            why=_why(finding.why),
            origins_why=_why(finding.origins_why),
        )
        sides = {n: k for k, s in enumerate(conflict.sides) for n in s.tellings} if conflict else {}
        self._tellings(finding.tellings, finding.origins, texts, sides, finding=key)

    def _unknown(self, question: OpenQuestion, story: str, texts: Mapping[str, str]) -> None:
        key = self._put_line(
            "findings",
            f"{story}.{question.id}",
            story=story,
            kind="unknown",
            what=question.what,
            why=_why(question.why),
        )
        self._tellings(question.tellings, (), texts, {}, finding=key)

    def _event(self, event: Event, story: str, texts: Mapping[str, str]) -> None:
        key = self._put_line(
            "events",
            f"{story}.{event.id}",
            story=story,
            date=event.value,
            earliest=event.earliest,
            latest=event.latest,
            inferred=event.inferred,
            status=event.status,
            minor=event.minor,
            what=event.what,
            actors=[f"{story}.{actor}" for actor in event.actors],
            origins=len(event.origins),
            why=_why(event.why),
        )
        self._tellings(event.tellings, event.origins, texts, {}, event=key)

    def _put_line(self, table: str, key: str, **values: Any) -> str:
        """A finding or an event; two of one id, which digests do not rule out, are told apart."""
        free = next(k for k in _tried(key) if k not in self._taken)
        self._taken.add(free)
        self._put(table, id=free, **values)
        return free

    def _tellings(
        self,
        told: Sequence[Telling],
        origins: Sequence[Origin],
        texts: Mapping[str, str],
        sides: Mapping[int, int],
        **of: str,
    ) -> None:
        numbers = [
            self._put(
                "tellings",
                **of,
                **_place(one.at, texts),
                holder=one.holder,
                anonymous=one.anonymous,
                via=one.via,
                value=one.value,
                norm=one.norm,
                side=sides.get(n),
            )
            for n, one in enumerate(told)
        ]
        for origin in origins:
            key = self._put(
                "origins", **of, kind=origin.kind, label=origin.label, why=_why(origin.why)
            )
            for n in dict.fromkeys(origin.tellings):
                self.held["telling_origins"].append({"telling": numbers[n], "origin": key})


def _tried(key: str) -> Iterator[str]:
    yield key
    yield from (f"{key}-{number}" for number in count(2))


def _place(at: Passage, texts: Mapping[str, str]) -> Row:
    return {
        "document": at.doc_id,
        "start": at.start,
        "end": at.end,
        "text": at.cut(texts[at.doc_id]),
    }


def _why(reasons: Iterable[Reason]) -> list[str]:
    return [line(reason) for reason in reasons]


def _writable(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, tuple | list):
        return [_writable(item) for item in value]
    return value
