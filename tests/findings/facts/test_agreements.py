"""What several texts are taken to agree on, and what only looks alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from sayso.findings.facts.board import Board
from sayso.findings.facts.holding import Head
from sayso.findings.tellings.standing_alone import broken, headline
from sayso.model import Agreement, Document, Passage
from sayso.pipeline import read
from sayso.readings import Models

Build = Callable[..., Board]

HISTORY = "Velmouth rangers returned to the Ostrey forest in {year} to fight the bark beetle."
NEWS = "Velmouth rangers fighting the bark beetle in the Ostrey forest are set to leave."


@pytest.mark.parametrize(("year", "agree"), [("2014", False), ("2024", True)])
def test_history_is_not_what_the_news_tells(models: Models, year: str, agree: bool) -> None:
    texts = (HISTORY.format(year=year), NEWS)
    docs = [
        Document(f"d{n}", text, outlet=f"Outlet {n}", published=date(2024, 3, 12), lang="en")
        for n, text in enumerate(texts)
    ]
    (dossier,) = read(docs, models=models, one_story=True)
    found = [f for f in dossier.findings.findings if isinstance(f, Agreement)]
    assert bool(found) == agree


def told(models: Models, *texts: str) -> list[Agreement]:
    docs = [
        Document(f"d{n}", text, outlet=f"Outlet {n}", published=date(2024, 3, 12), lang="en")
        for n, text in enumerate(texts)
    ]
    (dossier,) = read(docs, models=models, one_story=True)
    return [f for f in dossier.findings.findings if isinstance(f, Agreement)]


SAID = "The harbour council of Velmouth sold the old ferry to a shipyard, Mayor Ada Lind said."
WRITTEN = "On Monday the harbour council of Velmouth sold the old ferry to a shipyard."


def test_all_rest_on_one_only_where_no_text_tells_it_in_its_own_voice(models: Models) -> None:
    (agreed,) = told(models, SAID, f"Mayor Ada Lind said that {SAID[0].lower()}{SAID[1:-21]}.")
    assert [r.rule for r in agreed.why] == ["same-fact", "looks-wider"]
    (agreed,) = told(models, SAID, WRITTEN)
    assert [r.rule for r in agreed.why] == ["same-fact"]
    assert agreed.origins_open == 1


def test_the_headline_is_the_telling_that_the_others_confirm(models: Models) -> None:
    wide = (
        "On Monday the harbour council of Velmouth sold the old ferry to a shipyard, a week after "
        "a storm had torn the roof off the fish market and flooded three streets of the old town."
    )
    (agreed,) = told(models, wide, SAID, WRITTEN)
    assert agreed.what == WRITTEN.rstrip(".") or agreed.what == SAID.split(", Mayor")[0]


HALF = "The harbour council of Velmouth sold the old ferry."
MORE = (
    "On Monday the harbour council of Velmouth sold the old ferry to a shipyard for 40,000 crowns "
    "and closed the pier."
)


def test_who_tells_half_of_a_headline_does_not_stand_behind_it(models: Models) -> None:
    firm = [a for a in told(models, HALF, MORE) if a.certainty == "firm"]
    assert [a.what for a in firm] in ([HALF], [HALF.rstrip(".")])


def test_a_figure_that_a_telling_lacks_is_not_agreed_on(models: Models) -> None:
    priced = "The harbour council of Velmouth sold the old ferry to a shipyard for 40,000 crowns."
    found = told(models, WRITTEN, priced)
    assert found
    assert all("40,000" not in a.what for a in found if a.certainty == "firm")


@pytest.mark.parametrize(("lasted", "agree"), [("three months", True), ("two years", False)])
def test_a_length_of_time_that_a_telling_lacks_is_not_agreed_on(
    models: Models, lasted: str, agree: bool
) -> None:
    shut = "The harbour council of Velmouth has kept the old ferry pier shut for {}."
    later = f"The old ferry pier has been kept shut for {lasted} by the Velmouth harbour council."
    found = told(models, shut.format("three months"), later)
    assert any(a.certainty == "firm" for a in found) == agree


def test_a_denial_is_not_agreed_on(models: Models) -> None:
    denied = "The harbour council of Velmouth never sold the old ferry to a shipyard, it said."
    assert not [a for a in told(models, WRITTEN, denied) if a.certainty == "firm"]


SERVED = "Pilot Oskar Renn has been with the Velmouth harbour police for {first}, {voice} said."
FLOWN = "In Ostrey, {voice} said Renn has been a Velmouth police pilot for {second}."


@pytest.mark.parametrize(
    ("first", "second", "voices", "origins"),
    [
        ("six years", "six years", ("Mayor Ada Lind", "Bishop Tom Orr"), 2),
        ("six years", "nine years", ("Mayor Ada Lind", "Bishop Tom Orr"), 1),
        ("six years", "six years", ("Mayor Ada Lind", "Mayor Ada Lind"), 1),
    ],
)
def test_one_figure_in_two_mouths_has_two_origins(
    models: Models, first: str, second: str, voices: tuple[str, str], origins: int
) -> None:
    said = (
        SERVED.format(first=first, voice=voices[0]),
        FLOWN.format(second=second, voice=voices[1]),
    )
    found = told(models, *said)
    assert max(len(a.origins) for a in found) == origins


def test_a_quotation_is_the_headline_where_only_it_can_be_read(board: Build) -> None:
    """What the one text says around the words is no part of what both tell."""
    said = "they sold the old ferry to a shipyard in Ostrey"
    text = f"But he apologised for the delay and said “{said}.”"
    made = board({"doc": "a", "text": text, "holder": "Ada Lind", "quoted": True})
    whole = made.units[0]
    assert headline(made.case, replace(whole, quote=None)) == text
    start = text.index(said)
    words = Passage("a", start, start + len(said))
    inside = replace(whole, at=words, quote=replace(whole.quote, quoted=(words,)))
    assert headline(made.case, inside) == f"“They{said[4:]}”"


def test_the_second_time_is_not_the_first(board: Build) -> None:
    first = "The harbour guard of Velmouth stopped the old ferry off Ostrey."
    again = "The harbour guard of Velmouth stopped the old ferry off Ostrey again."
    made = board({"doc": "a", "text": first}, {"doc": "b", "text": again}, pairs={(0, 1): 0.9})
    once, twice = made.units
    assert made.holding.lacks(Head(twice.at, twice), once, 0.0) == "words"
    assert made.holding.lacks(Head(once.at, once), twice, 0.0) is None


@pytest.mark.parametrize(
    ("before", "line", "no_headline"),
    [
        ("Nothing moved.", "The Harbour Guard Stopped The Ferry:", True),
        ("He asked for Sgt.", "Orr the care he needs was given.", True),
        ("Nothing moved.", "The harbour guard stopped the ferry.", False),
    ],
)
def test_headings_and_what_a_title_cut_off_are_no_headlines(
    board: Build, before: str, line: str, no_headline: bool
) -> None:
    made = board({"doc": "a", "text": before}, {"doc": "a", "text": line})
    assert broken(made.case, made.units[-1]) == no_headline
