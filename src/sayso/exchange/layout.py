"""Which tables the results of a pile fill, and with which columns: one layout for CSV, Parquet,
SQLite and data frames.

    stories ◀ documents ◀ quotes ◀ spans            ◀ mentions ▶ actors
                        ◀ copies ◀ shared_passages  ◀ tellings ▶ findings, events
                                                    tellings ◀ telling_origins ▶ origins
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# "list" is a list of strings; "day" a calendar day
Kind = Literal["text", "integer", "real", "boolean", "day", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `to` names the table whose key it refers to."""

    name: str
    kind: Kind = "text"
    to: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, its columns, and those that tell its rows apart. `label` is the
    column by which people know a row.
    """

    name: str
    what: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)
    label: str = ""


def _columns(text: str) -> tuple[Column, ...]:
    """Columns as they are written below: `name`, `name:kind` or `name>table`."""
    found = []
    for word in text.split():
        name, _, to = word.partition(">")
        name, _, kind = name.partition(":")
        found.append(Column(name, kind or "text", to))  # type: ignore[arg-type]
    return tuple(found)


LAYOUT: tuple[Table, ...] = (
    Table(
        "stories",
        "A story: documents that tell of one event.",
        _columns("id title documents:integer texts:integer as_of:day"),
        label="title",
    ),
    Table(
        "documents",
        "An article as it was read. family is the document that the others of one text copy.",
        _columns(
            "id story>stories title outlet published:day earliest:day latest:day inferred:boolean"
            " lang url authors:list family>documents defects:list digest source text why:list"
        ),
        label="title",
    ),
    Table(
        "actors",
        "A name, joined across the documents of a story.",
        _columns("id story>stories name kind aliases:list"),
        label="name",
    ),
    Table(
        "mentions",
        "A place where an actor is named. Offsets count code points of the document's text.",
        _columns("id:integer actor>actors document>documents start:integer end:integer text"),
        label="text",
    ),
    Table(
        "quotes",
        "An attribution: what is said, and by whom. start and end span all of its words.",
        _columns(
            "id:integer document>documents kind text start:integer end:integer speaker"
            " anonymous:boolean described addressee manner speech:boolean hedges:list via:list"
            " doubtful:list part low_confidence:boolean why:list"
        ),
        label="text",
    ),
    Table(
        "spans",
        "A stretch of an attribution: its content, the words in marks, its source, its cue.",
        _columns("id:integer quote:integer>quotes role start:integer end:integer text"),
    ),
    Table(
        "times",
        "A time expression and its TIMEX3 value.",
        _columns(
            "id:integer document>documents start:integer end:integer text type value earliest:day"
            " latest:day anchor:day why:list"
        ),
        label="text",
    ),
    Table(
        "copies",
        "Words that two documents share. independent: a reader should still count two origins.",
        _columns(
            "a>documents b>documents kind form:list containment_a:real containment_b:real direction"
            " independent:boolean why:list"
        ),
        key=("a", "b"),
    ),
    Table(
        "shared_passages",
        "A stretch of words that two documents share.",
        _columns(
            "id:integer a>documents b>documents a_start:integer a_end:integer b_start:integer"
            " b_end:integer"
        ),
    ),
    Table(
        "findings",
        "What accounts agree on, where they part, what one alone tells, what is not known.",
        _columns(
            "id story>stories kind subtype topic what verdict certainty origins:integer"
            " origins_open:integer why:list origins_why:list"
        ),
        label="what",
    ),
    Table(
        "events",
        "A dated happening.",
        _columns(
            "id story>stories date earliest:day latest:day inferred:boolean status minor:boolean"
            " what actors:list origins:integer why:list"
        ),
        label="what",
    ),
    Table(
        "tellings",
        "A place where a finding or an event is told, and on whose word. side numbers the answers"
        " of a conflict.",
        _columns(
            "id:integer finding>findings event>events document>documents start:integer end:integer"
            " text holder anonymous:boolean via:list value norm side:integer"
        ),
        label="text",
    ),
    Table(
        "origins",
        "An independent voice behind a finding or an event.",
        _columns("id:integer finding>findings event>events kind label why:list"),
        label="label",
    ),
    Table(
        "telling_origins",
        "Which origin a telling rests on.",
        _columns("telling:integer>tellings origin:integer>origins"),
        key=("telling", "origin"),
    ),
    Table(
        "rejected",
        "An input that could not be read, and why.",
        _columns("id:integer source line:integer reason"),
    ),
)
