"""Unnamed sources, who passed words on, and blocks that nobody is said to have spoken, in invented
sentences.
"""

from __future__ import annotations

import pytest

from sayso.model import Document, Quote
from sayso.readings.attribution.nested import read_told
from sayso.readings.attribution.quotes import find_quotes
from sayso.readings.attribution.relays import find_relays
from sayso.readings.names.names import find_names
from sayso.readings.page.models import Models
from sayso.readings.page.parse import parse


def quotes_of(text: str, models: Models) -> tuple[Quote, ...]:
    doc = Document("a", text)
    pieces = parse(doc, models.nlp)
    (told,) = read_told([(doc, pieces)], models.attributor)
    return find_quotes(doc, pieces, find_names(doc, pieces), told, relays=find_relays(doc, pieces))


def numbers(text: str, models: Models) -> list[tuple[int, bool]]:
    return [(q.unnamed.number, q.unnamed.again) for q in quotes_of(text, models) if q.unnamed]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A Harbor Office official would not confirm the talks, adding, “We are always looking at our staff.”",
            [(1, False), (1, True)],
        ),
        (
            "A port official said the pier was closed. A nurse told reporters that eleven were hurt. "
            "The official said the pumps had failed.",
            [(1, False), (2, False), (1, True)],
        ),
        ("Ana Ruiz said the pier was closed. Two aides said the pumps had failed.", [(1, False)]),
    ],
    ids=["one phrase, two verbs", "two sources, the first again", "the named are not counted"],
)
def test_unnamed_sources_are_counted(
    text: str, expected: list[tuple[int, bool]], models: Models
) -> None:
    assert numbers(text, models) == expected


def test_why_a_source_is_not_named(models: Models) -> None:
    text = (
        "“The pumps had failed,” said a port official, who spoke on condition of anonymity because "
        "she was not cleared to talk to reporters."
    )
    (quote,) = (q for q in quotes_of(text, models) if q.quoted)
    assert quote.unnamed is not None
    assert quote.unnamed.because == "because she was not cleared to talk to reporters"
    assert quote.unnamed.how_many == "one"


def test_a_report_credited_behind_the_sentence_passes_on_what_was_written(models: Models) -> None:
    text = (
        "“In due deference to the council, ships will be moving over the course of the coming days,” "
        "Marine Brig. Gen. Otto Brandt wrote in a letter to Ostland’s Ministry of Defense, "
        "as first reported by the Ostrey Courier."
    )
    (quote,) = (q for q in quotes_of(text, models) if q.quoted)
    assert quote.speaker == "Otto Brandt"
    assert quote.via == ("Ostrey Courier", "a letter")


BLOCK = (
    "The port has asked the council to begin the process of planning the removal of its ships, five days after "
    "the council voted to end their stay in the harbor."
)


@pytest.mark.parametrize(
    "text",
    [
        "The council met for three hours on Monday evening and in the end agreed on the following:\n\n"
        + BLOCK,
        "The council is not inclined to deal with the owners any longer, and that will not change:\n\nIn other words, t"
        + BLOCK[1:],
        "The council is not inclined to deal with the owners any longer, and that will not change:\n\nWe were told so. "
        + BLOCK,
        "What happened on Monday:\n\n" + BLOCK,
        "The council is not inclined to deal with the owners any longer, and that will not change.\n\n"
        + BLOCK,
    ],
    ids=["a list", "the writer goes on", "the writer speaks", "a heading", "no colon"],
)
def test_what_is_no_block(text: str, models: Models) -> None:
    assert not [q for q in quotes_of(text, models) if q.why[0].rule == "block"]


def test_a_block_ends_where_nobody_is_quoted(models: Models) -> None:
    lead = "The council cannot carry it out, and the port is not inclined to leave at the moment either:"
    more = (
        "The port’s director, Yusef Haddar, said on Friday that he had asked "
        "“for a plan that all of us can live with.”"
    )
    text = f"{lead}\n\n{BLOCK}\n\n{more}\n\nThat is because the council never wanted the ships."
    blocks = [q.content[0].cut(text) for q in quotes_of(text, models) if q.why[0].rule == "block"]
    assert blocks == [BLOCK, more]
