"""Values to plain dicts and back: the one JSON form, and the rows that the commands print.

`to_plain` and `from_plain` are exact inverses for every type of `model`. A row is a flat dict with
the keys that docs/commands.md lists; it is made for reading and is not read back.
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from sayso import model
from sayso.model import (
    Boilerplate,
    Copy,
    Document,
    Family,
    Passage,
    Reason,
    Story,
    Value,
)
from sayso.restored import from_plain as from_plain  # the other half, documented under this name
from sayso.words import line

if TYPE_CHECKING:
    from sayso.model import (
        Actor,
        Cell,
        Day,
        Event,
        Finding,
        OpenQuestion,
        Quote,
        Similar,
        Step,
        Telling,
        TimeRef,
    )

# The version that every JSON object says of itself; docs/schema says what each of them holds.
# The second number grows with a new key, the first where one goes or changes its meaning.
SCHEMA = "sayso/1.0"

_AS_IT_IS = frozenset({str, int, float, bool, type(None)})
T = TypeVar("T")
Row = dict[str, Any]


def to_plain(value: Any) -> Any:
    """A model value as dicts, lists and scalars; a union member carries its type's name under
    `type_`, and of a time's rule only what is set is kept.

    >>> to_plain(Passage("a", 0, 4))
    {'doc_id': 'a', 'start': 0, 'end': 4}
    """
    kind: Any = type(value)
    return value if kind in _AS_IT_IS else _plainer(kind)(value)


@lru_cache(maxsize=512)
def _plainer(kind: type) -> Callable[[Any], Any]:
    """What makes a value of that type plain, made once: it is asked for thousands of times."""
    if issubclass(kind, tuple | list):
        return _listed
    if issubclass(kind, Reason):
        return _of_reason
    if dataclasses.is_dataclass(kind):
        if issubclass(kind, model.Rule):
            return _of_rule
        names = tuple(f.name for f in dataclasses.fields(kind))
        if issubclass(kind, typing.get_args(model.Finding)):
            return lambda value: {**_of_fields(value, names), "type_": kind.__name__}
        return lambda value: _of_fields(value, names)
    return date.isoformat if issubclass(kind, date) else _same


def _of_fields(value: Any, names: Sequence[str]) -> Row:
    plain: Row = {}
    for name in names:
        item = getattr(value, name)
        kind: Any = type(item)
        plain[name] = item if kind in _AS_IT_IS else _plainer(kind)(item)
    return plain


def _of_rule(value: Any) -> Row:
    fields = dataclasses.fields(value)
    return _of_fields(value, [f.name for f in fields if getattr(value, f.name) != f.default])


def _of_reason(value: Reason) -> Row:
    values = [_plain_value(v) for v in value.values]
    return {"rule": value.rule, "values": values, "at": to_plain(value.at)}


def _listed(value: Iterable[Any]) -> list[Any]:
    return [item if type(item) in _AS_IT_IS else to_plain(item) for item in value]


def _same(value: Any) -> Any:
    return value


def _plain_value(value: Value) -> Any:
    """A value of a reason; its days are told from its words by a key."""
    if isinstance(value, tuple):
        return [_plain_value(item) for item in value]
    return {"day": value.isoformat()} if isinstance(value, date) else to_plain(value)


# ---- rows ------------------------------------------------------------------


def document_row(doc: Document, day: Day | None = None) -> Row:
    """What was read; `day` gives the published day where the document declares none."""
    best = doc.published or (day.best if day else None)
    return {
        "doc": doc.id,
        "text": doc.text,
        "title": doc.title,
        "outlet": doc.outlet,
        "published": _iso(best),
        "earliest": _iso(day.earliest if day else best),
        "latest": _iso(day.latest if day else best),
        "inferred": bool(day and day.inferred),
        "lang": doc.lang,
        "parts": [{"kind": p.kind, "start": p.at.start, "end": p.at.end} for p in doc.parts],
        "url": doc.url,
        "authors": list(doc.authors),
        "defects": list(doc.defects),
        "digest": doc.digest,
        "why": _why(doc.why + (day.why if day else ())),
    }


def copy_row(copy: Copy, told: Sequence[Sequence[tuple[Passage, Passage]]] = ()) -> Row:
    """One unordered pair; `told` are the differences inside its passages, as `copies.differences`
    finds them.
    """
    return {
        "a": copy.a,
        "b": copy.b,
        "kind": copy.kind,
        "form": list(copy.form),
        "containment_a": round(copy.containment_a, 4),
        "containment_b": round(copy.containment_b, 4),
        "direction": copy.direction,
        "independent": copy.independent,
        "passages": [
            {"a": _span(a), "b": _span(b), **_differences(told[n : n + 1])}
            for n, (a, b) in enumerate(copy.passages)
        ],
        "why": _why(copy.why),
    }


def _differences(of_passage: Iterable[Iterable[tuple[Passage, Passage]]]) -> Row:
    """Where the texts differ inside a passage; nothing where they do not."""
    places = [{"a": _span(a), "b": _span(b)} for found in of_passage for a, b in found]
    return {"differences": places} if places else {}


def family_row(family: Family) -> Row:
    """One family of copies as a tree: `tree` has every document but the fullest, and the text that
    it is nearest to.
    """
    return {
        "family": family.original,
        "documents": list(family.doc_ids),
        "cleanest": family.original,
        "fullest": family.fullest,
        "tree": [
            {
                "doc": d.doc_id,
                "parent": d.parent,
                "share": round(d.share, 4),
                "direction": d.direction,
            }
            for d in family.tree
        ],
    }


def boilerplate_row(found: Boilerplate, texts: Mapping[str, str]) -> Row:
    """One passage of the furniture of a site, as one document prints it; `texts` by document id."""
    return {"documents": found.documents, **_place(found.at, texts)}


def story_rows(story: Story) -> list[Row]:
    """One row a member."""
    return [{"doc": m.doc_id, "story": story.id, "why": _why(m.why)} for m in story.members]


def quote_row(quote: Quote) -> Row:
    """One attribution."""
    return {
        "doc": quote.doc_id,
        "kind": quote.kind,
        "content": [_span(p) for p in quote.content],
        "quoted": [_span(p) for p in quote.quoted],
        "source": [_span(p) for p in quote.source] or None,
        "cue": [_span(p) for p in quote.cue] or None,
        "speaker": quote.speaker,
        "doubtful": list(quote.doubtful),
        "anonymous": quote.anonymous,
        "described": quote.described,
        "unnamed": quote.unnamed.number if quote.unnamed else None,
        "how_many": quote.unnamed.how_many if quote.unnamed else None,
        "because": quote.unnamed.because if quote.unnamed else None,
        "again": quote.unnamed.again if quote.unnamed else None,
        "addressee": quote.addressee,
        "manner": quote.manner,
        "speech": quote.speech,
        "hedges": list(quote.hedges),
        "via": list(quote.via),
        "part": quote.part,
        "low_confidence": quote.low_confidence,
        "why": _why(quote.why),
    }


def time_row(ref: TimeRef, text: str, part: str | None = None) -> Row:
    """One time expression; `text` is the document's."""
    return {
        "doc": ref.at.doc_id,
        "start": ref.at.start,
        "end": ref.at.end,
        "text": ref.at.cut(text),
        "type": ref.type,
        "value": ref.value,
        "earliest": _iso(ref.earliest),
        "latest": _iso(ref.latest),
        "anchor": _iso(ref.anchor),
        "part": part,
        "why": _why(ref.why),
    }


def actor_row(actor: Actor, texts: Mapping[str, str]) -> Row:
    """One name across documents; `texts` by document id."""
    return {
        "actor": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "aliases": list(actor.aliases),
        "mentions": [_place(p, texts) for p in actor.mentions],
    }


def event_row(event: Event, texts: Mapping[str, str]) -> Row:
    """One dated event."""
    return {
        "id": event.id,
        "date": event.value,
        "earliest": _iso(event.earliest),
        "latest": _iso(event.latest),
        "inferred": event.inferred,
        "status": event.status,
        "minor": event.minor,
        "what": event.what,
        "actors": list(event.actors),
        "tellings": [_place(t.at, texts) for t in event.tellings],
        "origins": len(event.origins),
        "why": _why(event.why),
    }


def finding_row(finding: Finding, texts: Mapping[str, str]) -> Row:
    """One finding: an agreement, a conflict or a single source."""
    conflict = finding if isinstance(finding, model.Conflict) else None
    kind = (
        "agreement"
        if isinstance(finding, model.Agreement)
        else "conflict"
        if conflict
        else "single"
    )
    return {
        "id": finding.id,
        "kind": kind,
        "subtype": conflict.subtype if conflict else None,
        "topic": finding.topic,
        "what": finding.what,
        "tellings": [telling_row(t, texts) for t in finding.tellings],
        "sides": [{"value": s.value, "tellings": list(s.tellings)} for s in conflict.sides]
        if conflict
        else [],
        "origins": len(finding.origins),
        "origins_open": finding.origins_open,
        "voices": [
            {"kind": o.kind, "label": o.label, "tellings": list(o.tellings)}
            for o in finding.origins
        ],
        "verdict": conflict.verdict if conflict else None,
        "certainty": getattr(finding, "certainty", None),
        "cells": [cell_row(c) for c in getattr(finding, "cells", ())],
        "course": [step_row(s) for s in getattr(finding, "course", ())],
        "why": _why(finding.why),
        "origins_why": _why(finding.origins_why),
    }


def unknown_row(question: OpenQuestion, texts: Mapping[str, str]) -> Row:
    """What was not known: like a finding's row; `answered` are the indexes of its tellings that
    give the answer.
    """
    return {
        "id": question.id,
        "kind": "unknown",
        "what": question.what,
        "day": _iso(question.day),
        "tellings": [telling_row(t, texts) for t in question.tellings],
        "answered": list(question.answered),
        "why": _why(question.why),
    }


def cell_row(cell: Cell) -> Row:
    """What one text does with a claim."""
    likeness = round(cell.likeness, 4)
    return {"doc": cell.doc_id, "kind": cell.kind, "likeness": likeness, "left_out": cell.left_out}


def step_row(step: Step) -> Row:
    """One step in the course of a claim."""
    return {"day": step.day.isoformat(), "doc": step.doc_id, "turn": step.turn}


def similar_row(alike: Similar, texts: Mapping[str, str]) -> Row:
    """What is alike and could not be told to hold."""
    return {
        "id": alike.id,
        "kind": "similar",
        "subtype": alike.subtype,
        "what": alike.what,
        "certainty": alike.certainty,
        "tellings": [telling_row(t, texts) for t in alike.tellings],
        "why": _why(alike.why),
    }


def telling_row(telling: Telling, texts: Mapping[str, str]) -> Row:
    """One telling of a finding."""
    return {
        **_place(telling.at, texts),
        "holder": telling.holder,
        "anonymous": telling.anonymous,
        "via": list(telling.via),
        "value": telling.value,
        "norm": telling.norm,
    }


def _place(at: Passage, texts: Mapping[str, str]) -> Row:
    return {"doc": at.doc_id, "start": at.start, "end": at.end, "text": at.cut(texts[at.doc_id])}


def _span(at: Passage) -> list[int]:
    return [at.start, at.end]


def _why(reasons: tuple[Reason, ...]) -> list[str]:
    return [line(reason) for reason in reasons]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
