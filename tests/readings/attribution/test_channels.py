"""Through whom words came: outlets, links and outer speakers, at each limit."""

from __future__ import annotations

import pytest

from sayso.model import Passage, Quote, Relay
from sayso.readings.attribution.channels import with_channels

WHOLE = Passage("a", 0, 400)


def quote(start: int, end: int, speaker: str | None = None, cue: int | None = None) -> Quote:
    at = () if cue is None else (Passage("a", cue, cue + 4),)
    return Quote((Passage("a", start, end),), (), (), at, "indirect", speaker=speaker)


def via(quotes: list[Quote], relays: list[Relay], text: str = "") -> list[tuple[str, ...]]:
    return [q.via for q in with_channels(quotes, relays, [WHOLE], text)]


@pytest.mark.parametrize(("end", "relayed"), [(60, True), (50, False)])
def test_an_outlet_relays_words_of_which_its_clause_holds_more_than_half(
    end: int, relayed: bool
) -> None:
    about = Passage("a", 0, end)
    relay = Relay(Passage("a", 200, 210), "Ostrey Courier", Passage("a", 190, 199), about)
    assert via([quote(0, 100)], [relay]) == [("Ostrey Courier",) if relayed else ()]


def test_an_outlet_of_another_sentence_relays_nothing() -> None:
    relay = Relay(Passage("a", 500, 510), "Ostrey Courier", Passage("a", 490, 499), WHOLE)
    assert via([quote(0, 100)], [relay]) == [()]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.nytimes.com/2020/x", "The New York Times"),
        ("http://thelede.blogs.nytimes.com/x", "The New York Times"),
        ("https://courier.example.org/x", "courier.example.org"),
    ],
)
def test_a_link_is_its_outlet_or_its_host(address: str, name: str) -> None:
    assert via([quote(0, 100)], [], f"It fell ({address}).") == [(name,)]


@pytest.mark.parametrize(("between", "through"), [(11, True), (12, False)])
def test_twelve_quotations_that_may_hold_another_are_looked_through(
    between: int, through: bool
) -> None:
    outer = quote(0, 390, "Ann")
    others = [quote(n, 380, "Bo", cue=395) for n in range(1, 1 + between)]
    inner = quote(100, 120, "Cy", cue=90)
    found = via([outer, *others, inner], [])[-1]
    assert ("Ann" in found) is through
