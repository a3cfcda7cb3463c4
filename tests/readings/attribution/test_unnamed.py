"""Unnamed sources, and who passed words on, in invented sentences."""

from __future__ import annotations

import pytest

from sayso.model import Document, Quote
from sayso.readings.attribution.nested import read_reported
from sayso.readings.attribution.quotes import find_quotes
from sayso.readings.attribution.relays import find_relays
from sayso.readings.names.names import find_names
from sayso.readings.page.models import Models
from sayso.readings.page.parse import parse


def quotes_of(text: str, models: Models) -> tuple[Quote, ...]:
    doc = Document("a", text)
    pieces = parse(doc, models.nlp)
    (told,) = read_reported([(doc, pieces)], models.attributor)
    return find_quotes(doc, pieces, find_names(doc, pieces), told, relays=find_relays(doc, pieces))


def numbers(text: str, models: Models) -> list[tuple[int, bool]]:
    return [(q.unnamed.number, q.unnamed.again) for q in quotes_of(text, models) if q.unnamed]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A Harbor Office official did not deny the talks, adding, “We are always looking "
            "at our staff.”",
            [(1, False), (1, True)],
        ),
        (
            "A port official said the pier was closed. A nurse told reporters that eleven "
            "were hurt. "
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
        "“The pumps had failed,” said a port official, who asked not to be named because "
        "she was not cleared to talk to reporters."
    )
    (quote,) = (q for q in quotes_of(text, models) if q.quoted)
    assert quote.unnamed is not None
    assert quote.unnamed.because == "because she was not cleared to talk to reporters"
    assert quote.unnamed.how_many == "one"


def test_a_report_credited_behind_the_sentence_passes_on_what_was_written(models: Models) -> None:
    text = (
        "“To spare the town, barges will load at night for the rest of the month,” "
        "Marine Brig. Gen. Otto Brandt wrote in a note to the Velmouth harbor office, "
        "as first reported by the Ostrey Courier."
    )
    (quote,) = (q for q in quotes_of(text, models) if q.quoted)
    assert quote.speaker == "Otto Brandt"
    assert quote.via == ("Ostrey Courier", "a note")


def test_a_source_that_is_known_by_whom_it_told_is_the_same_source(models: Models) -> None:
    lead = "A port adviser told the Harbor Lantern that the pier was sold. The mayor was silent. "
    same = quotes_of(lead + "The adviser who wrote to the Lantern said more would go.", models)
    assert [(q.unnamed.number, q.unnamed.again) for q in same if q.unnamed] == [
        (1, False),
        (1, True),
    ]
    other = quotes_of(lead + "The rail adviser said more would go.", models)
    assert [q.unnamed.number for q in other if q.unnamed] == [1, 2]
