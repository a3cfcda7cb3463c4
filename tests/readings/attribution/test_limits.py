"""Thresholds of attribution, just under and just over, and each rule by which nobody said it."""

from __future__ import annotations

import pytest
import spacy

from sayso.model import Document, Quote
from sayso.readings import Models, read
from sayso.readings.attribution.attributions import Attribution, attributed, chance, chosen
from sayso.readings.attribution.roles import Reported
from sayso.readings.page.marks import mark
from sayso.readings.page.parse import Piece
from sayso.text import Span, View


def told(
    content: Span, *, at: int = 0, likely: float = 0.9, nested: bool = False, cited: bool = False
) -> Reported:
    """A source of five characters, a cue of four and the content, with about the chance wanted."""
    one = Reported(
        at, ((at - 6, at - 1),), ((at, at + 4),), (content,), 0.0, 0.0, 0.0, nested, cited
    )
    low, high = -40.0, 40.0
    for _ in range(50):
        score = (low + high) / 2
        held = Reported(*(*_spans(one), score, 0.0, 0.0, nested, cited))
        low, high = (score, high) if chance(held) < likely else (low, score)
    return held


def _spans(one: Reported) -> tuple[int, tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]:
    return one.anchor, one.source, one.cue, one.content


@pytest.mark.parametrize(
    ("likely", "nested", "cited", "taken"),
    [
        (0.32, False, False, False),
        (0.34, False, False, True),
        (0.84, True, False, False),
        (0.86, True, False, True),
        (0.34, True, True, True),
        (0.32, True, True, False),
    ],
)
def test_how_sure_the_model_must_be(likely: float, nested: bool, cited: bool, taken: bool) -> None:
    one = told((20, 60), likely=likely, nested=nested, cited=cited)
    assert chosen([one]) == ([one] if taken else [])


@pytest.mark.parametrize(("start", "both"), [(40, True), (39, False)])
def test_two_that_share_more_than_half_of_the_smaller_are_rivals(start: int, both: bool) -> None:
    sure, other = told((20, 60)), told((start, start + 40), at=200, likely=0.8)
    assert chosen([sure, other]) == ([sure, other] if both else [sure])


def test_one_cue_has_one_attribution_and_the_surer_stays() -> None:
    sure, other = told((20, 60)), told((100, 140), likely=0.8)
    assert chosen([other, sure]) == [sure]


def test_a_nested_one_is_no_rival_of_the_one_around_it() -> None:
    outer, inner = told((20, 60)), told((30, 60), at=22, likely=0.9, nested=True)
    assert chosen([outer, inner]) == [outer, inner]


def found_in(text: str, one: Reported) -> list[Attribution]:
    piece = Piece("a", 0, spacy.blank("en")(text))
    return attributed([mark(piece, View(text).quotations)], [one])[0]


@pytest.mark.parametrize(("likely", "taken"), [(0.59, False), (0.61, True)])
def test_one_without_a_source_must_be_surer(likely: float, taken: bool) -> None:
    text = "It was said that the pier was shut."
    at = text.index("said")
    held = told((at + 5, len(text) - 1), at=at, likely=likely)
    bare = Reported(at, (), held.cue, held.content, held.cue_score, 0.0, 0.0)
    assert bool(found_in(text, bare)) is taken


@pytest.mark.parametrize(("gap", "stretches"), [(2, 1), (3, 2)])
def test_the_smallest_gaps_are_closed(gap: int, stretches: int) -> None:
    text = "Marlo said the pier was shut for the winter."
    held = told((11, 19), at=6)
    cut = Reported(6, held.source, held.cue, ((11, 19), (19 + gap, 43)), 40.0, 0.0, 0.0)
    assert [len(a.content) for a in found_in(text, cut)] == [stretches]


@pytest.mark.parametrize(("end", "whole"), [(20, False), (21, True)])
def test_a_quotation_that_is_mostly_content_is_content_whole(end: int, whole: bool) -> None:
    text = "Marlo said “the pier was shut.”"
    (found,) = found_in(text, told((11, end), at=6))
    assert (found.content == ((11, len(text)),)) is whole


# ---- how far back ------------------------------------------------------------------


def speakers(text: str, models: Models) -> list[str | None]:
    return [quote.speaker for quote in quotes(text, models)]


def quotes(text: str, models: Models) -> tuple[Quote, ...]:
    return read(Document("a", text), models).quotes


@pytest.mark.parametrize(("between", "found"), [(1, "A port aide"), (2, None)])
def test_he_looks_back_over_two_paragraphs(between: int, found: str | None, models: Models) -> None:
    calm = "The wind was high.\n\n" * between
    text = f"A port aide said the pier was closed.\n\n{calm}He said the pumps had failed."
    assert speakers(text, models) == ["A port aide", found]


@pytest.mark.parametrize(("between", "found"), [(0, "The port"), (1, None)])
def test_it_looks_back_over_one_paragraph(between: int, found: str | None, models: Models) -> None:
    calm = "The wind was high.\n\n" * between
    text = f"The port said the pier was closed.\n\n{calm}It said the pumps had failed."
    assert speakers(text, models) == ["The port", found]


@pytest.mark.parametrize(("between", "again"), [(7, True), (8, False)])
def test_the_official_looks_back_over_eight_paragraphs(
    between: int, again: bool, models: Models
) -> None:
    calm = "The wind was high.\n\n" * between
    text = f"A port aide said the pier was closed.\n\n{calm}The aide said the pumps had failed."
    last = quotes(text, models)[-1]
    assert last.unnamed is not None and last.unnamed.again is again


# ---- what nobody said ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("nobody", "somebody"),
    [
        (
            "Residents were told that the pier was shut.",
            "Residents told reporters that the pier was shut.",
        ),
        (
            "The turnout showed that voters were tired.",
            "The memo showed that voters were tired.",
        ),
        ("Norway learned that the pier was shut.", "Norway said that the pier was shut."),
    ],
    ids=["heard", "shown by a thing", "known in a place"],
)
def test_what_nobody_said(nobody: str, somebody: str, models: Models) -> None:
    assert quotes(nobody, models) == ()
    assert len(quotes(somebody, models)) == 1


# ---- how it was found ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Ana Ruiz said the pier was shut.", ["cue"]),
        ("HART: It is shut.\n\nRUIZ: Since when?\n\nHART: Since May.", ["label"] * 3),
        (
            "HART: It is shut.\n\nRUIZ: Since when?\n\nIt closed in May.",
            ["cue"],
        ),  # two are headings
        ("@harbor: The pier is shut.", ["label"]),
        ("In a note, Ana Ruiz wrote:\n\nThe pier is shut until May.", ["block"]),
        ("The day was cold.\n\n“We had no warning.”\n\nThe wind was high.", ["unowned"]),
        (
            "“We ran,” Ana Ruiz said.\n\n“Nobody had warned us at all.”",
            ["cue", "continued"],
        ),
    ],
)
def test_the_reason_says_how_it_was_found(text: str, rules: list[str], models: Models) -> None:
    assert [quote.why[0].rule for quote in quotes(text, models)] == rules


LEAD = "The town council sat for most of the night and sent the whole bill back to the clerk"
REPORT = (
    "Harbor pilots ended a strike of nine days on Monday and took eleven waiting freighters to "
    "their berths before the evening tide turned again."
)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (f"{LEAD}:\n\n{REPORT}", 1),
        (f"{LEAD}.\n\n{REPORT}", 0),
        (f"{LEAD} for these reasons:\n\n{REPORT}", 0),
        (f"Twelve words of prose lead in a block and this has eleven:\n\n{REPORT}", 1),
        (f"Twelve words of prose lead in a block, not eleven:\n\n{REPORT}", 0),
        (f"{LEAD}:\n\nIn short, h{REPORT[1:]}", 0),
        (f"{LEAD}:\n\n{REPORT} We were told so.", 0),
        (f"{LEAD}:\n\n{REPORT}\n\nA port clerk said “it was high time for all of us.”", 2),
        (f"{LEAD}:\n\n{REPORT}\n\nThe wind was high.", 1),
    ],
)
def test_a_report_behind_a_colon_is_a_block(text: str, blocks: int, models: Models) -> None:
    found = quotes(text, models)
    assert sum(quote.why[0].rule == "block" for quote in found) == blocks
