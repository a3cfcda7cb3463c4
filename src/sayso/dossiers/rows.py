"""A dossier as JSON and as JSON lines: everything on the page, under the page's ids.

Dossier ─rows of sayso.plain + page ids─▶ {"documents": [...], "findings": [...], ...,
                                         "dossier": the value itself}
                                        └──▶ one object a line, its kind under "row"
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from sayso.dossiers.family_tree import pair_id
from sayso.dossiers.head import badge_words
from sayso.dossiers.highlights import highlights
from sayso.dossiers.index import Lookup
from sayso.dossiers.lead import lead
from sayso.dossiers.matrix import Cell, matrix
from sayso.dossiers.speakers import Speaker, all_heard, speakers
from sayso.dossiers.top import page
from sayso.dossiers.worth import Worth
from sayso.model import Event, Finding, OpenQuestion, Passage, Similar
from sayso.plain import (
    SCHEMA,
    Row,
    actor_row,
    copy_row,
    document_row,
    event_row,
    finding_row,
    quote_row,
    similar_row,
    story_rows,
    time_row,
    to_plain,
    unknown_row,
)

_ENCODER = json.JSONEncoder(ensure_ascii=False)  # made once: a story has thousands of rows
_SURROGATE = re.compile("[\ud800-\udfff]")


def as_json(look: Lookup) -> str:
    """One object: the rows by kind, one a line, and the dossier itself, which `plain.from_plain`
    reads back.
    """
    by_kind: dict[str, list[str]] = {plural: [] for plural in _PLURALS.values()}
    heard = all_heard(look, Worth.of_story(look))  # a third of the time, and needed twice
    for row in rows(look, heard):
        by_kind[_PLURALS[row.pop("row")]].append(_dumped(row))
    head = {
        "schema": SCHEMA,
        "sayso": look.dossier.version,
        "story": look.dossier.story.id,
        "title": look.dossier.title,
        "badge": badge_words(look),
        "articles": len(look.documents),
        "texts": look.texts(look.documents),
        "lead": [
            {"words": clause.words, "line": clause.href} for clause in lead(look, page(look, heard))
        ],
    }
    lines = [f"{_dumped(key)}: {_dumped(value)}" for key, value in head.items()]
    for plural, held in by_kind.items():
        body = ",\n".join(f"  {row}" for row in held)
        lines.append(f'"{plural}": [\n{body}\n ]' if held else f'"{plural}": []')
    lines.append(f'"dossier": {_dumped(to_plain(look.dossier))}')
    return "{\n" + ",\n".join(f" {line}" for line in lines) + "\n}\n"


def as_jsonl(look: Lookup) -> str:
    """One row a line, its kind first."""
    lines = ({"row": row["row"], **row, "schema": SCHEMA} for row in rows(look))
    return "".join(_dumped(line) + "\n" for line in lines)


_PLURALS = {
    "document": "documents",
    "member": "members",
    "family": "families",
    "copy": "copies",
    "quote": "quotes",
    "speaker": "speakers",
    "time": "times",
    "name": "names",
    "relay": "relays",
    "actor": "actors",
    "event": "events",
    "finding": "findings",
    "open": "open_questions",
    "similar": "similar",
    "cells": "matrix",
    "place": "places",
    "rejected": "rejected",
}


def rows(look: Lookup, heard: Sequence[Speaker] = ()) -> Iterator[Row]:
    """Every row of the dossier, each with its kind under `row` and its page id under `id` where it
    has one; `heard` as for `speakers`.
    """
    yield from _documents(look)
    yield from _readings(look)
    yield from _findings(look)
    yield from _views(look, heard)
    for number, one in enumerate(look.dossier.rejected, 1):
        told = {"source": one.source, "reason": one.reason, "line": one.line}
        yield {"row": "rejected", "id": f"rejected-{number}", **told}


def _documents(look: Lookup) -> Iterator[Row]:
    for doc in look.dossier.documents:
        number = look.numbers[doc.id]
        row = document_row(doc, look.days.get(doc.id))
        yield {
            "row": "document",
            "id": f"d{number}",
            "number": number,
            "label": look.labels[doc.id],
            **row,
        }
    for member in story_rows(look.dossier.story):
        yield {"row": "member", **member}
    for family in dict.fromkeys(look.family_of.values()):
        yield {"row": "family", "original": family.original, "docs": list(family.doc_ids)}
    for copy in look.dossier.copies:
        if copy.a in look.documents and copy.b in look.documents:
            yield {"row": "copy", "id": pair_id(look, copy), **copy_row(copy)}


def _readings(look: Lookup) -> Iterator[Row]:
    for reading in look.dossier.readings:
        if reading.doc_id not in look.documents:
            continue
        for number, quote in enumerate(reading.quotes):
            text = " … ".join(look.text(p) for p in quote.content)
            yield {
                "row": "quote",
                "id": look.quote_ids[reading.doc_id, number],
                "place": look.anchor(quote.content[0]),
                "text": text,
                **quote_row(quote),
            }
        for ref in reading.times:
            yield {
                "row": "time",
                "place": look.anchor(ref.at),
                **time_row(ref, look.documents[reading.doc_id].text),
            }
        for name in reading.names:
            yield {"row": "name", **_place(look, name.at), "kind": name.kind, "title": name.title}
        for number, relay in enumerate(reading.relays, 1):
            yield {
                "row": "relay",
                "id": f"r-d{look.numbers[reading.doc_id]}-{number}",
                **_place(look, relay.at),
                "origin": relay.origin,
                "first": relay.first,
                "about": [relay.about.start, relay.about.end],
            }


def _findings(look: Lookup) -> Iterator[Row]:
    texts = {doc.id: doc.text for doc in look.dossier.documents}
    for actor in look.dossier.findings.actors:
        yield {"row": "actor", **actor_row(actor, texts)}
    for event in look.dossier.findings.events:
        yield {"row": "event", **_with_places(look, event_row(event, texts), event)}
    for finding in look.dossier.findings.findings:
        yield {"row": "finding", **_with_places(look, finding_row(finding, texts), finding)}
    for question in look.dossier.findings.open_questions:
        yield {"row": "open", **_with_places(look, unknown_row(question, texts), question)}
    for alike in look.dossier.findings.similar:
        yield {"row": "similar", **_with_places(look, similar_row(alike, texts), alike)}


def _with_places(look: Lookup, row: Row, line: Event | Finding | OpenQuestion | Similar) -> Row:
    places = ({"place": look.anchor(t.at)} for t in line.tellings)
    tellings = [told | place for told, place in zip(row["tellings"], places, strict=True)]
    return {**row, "id": look.lines[line.id], "tellings": tellings}


def _views(look: Lookup, heard: Sequence[Speaker]) -> Iterator[Row]:
    """What the page makes of the rows above: speakers with their sayings, the table of claims, the
    marked places.
    """
    for speaker in speakers(look, heard=heard):
        yield {
            "row": "speaker",
            "id": speaker.id,
            "name": speaker.name,
            "group": speaker.group,
            "texts": speaker.texts,
            "sayings": [[p.id for p in saying.printings] for saying in speaker.sayings],
        }
    table = matrix(look)
    for line in table.rows:
        cells = [
            _cell(c, column.doc_ids) for c, column in zip(line.cells, table.columns, strict=True)
        ]
        yield {"row": "cells", "finding": line.id, "cells": cells}
    for doc_id, marks in highlights(look).items():
        kinds: dict[int, dict[str, None]] = {}
        for mark in sorted(marks, key=lambda m: m.start):
            kinds.setdefault(mark.start, {})[mark.kind] = None
        for start, held in kinds.items():
            place = look.anchor(Passage(doc_id, start, start))
            yield {"row": "place", "id": place, "doc": doc_id, "start": start, "kinds": list(held)}


def _cell(cell: Cell, doc_ids: tuple[str, ...]) -> Row:
    anchor = cell.source.anchor if cell.source else None
    kind, left = ("not-found", True) if cell.kind == "left-out" else (cell.kind, False)
    return {
        "docs": list(doc_ids),
        "kind": kind,
        "left_out": left,
        "value": cell.value or None,
        "place": anchor,
    }


def _place(look: Lookup, at: Passage) -> Row:
    return {
        "doc": at.doc_id,
        "start": at.start,
        "end": at.end,
        "text": look.text(at),
        "place": look.anchor(at),
    }


def _dumped(value: Any) -> str:
    """JSON in readable characters; half a surrogate pair, which no encoding takes, stays
    escaped.
    """
    told = _ENCODER.encode(value)
    if told.isascii():
        return told
    return _SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", told)
