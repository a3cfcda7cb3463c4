"""What is passed over for want of a sign holds nothing: quick and slow ways give the same."""

import random

import pytest

from sayso.documents import pictures as pictures_module
from sayso.documents import tails as tails_module
from sayso.documents.layout import lay_out
from sayso.documents.notices import notice_signs, notices
from sayso.documents.openings import DATED, openings
from sayso.documents.pictures import LABELLED, SIGNED, pictures
from sayso.documents.signs import Held, Signs
from sayso.documents.tails import TAIL_SIGNS, tails
from sayso.lexicon import table, words

_SIGNS = Signs(
    {**TAIL_SIGNS, "labelled": LABELLED, "signed": SIGNED, "dated": DATED, **notice_signs()}
)
_EVERY: Held = {s: [] for s in ("odd", "consent", *TAIL_SIGNS, "labelled", "widget")}
_PROSE = (
    "The pier in Marlow Bay was shut on Tuesday. It was late.",
    "“Nobody asked us,” said the harbourmaster, who has kept the gate – and its key – for years.",
    "“We had contributed to the quay,” she wrote @ home. A picture of the sea/land border hung.",
    "The ferry’s owner, Ostrey Lines, was asked by the council of Fenby to wait until Friday.",
)
_CREDITS = (
    "Ann Poe/Getty Images",
    "The pier. (AP Photo/Ann Poe)",
    "A boat leaves. Bo Chen – Reuters",
    "The quay at noon. Photo by Ann Poe/Reuters via Getty Images",
    "IMAGE SOURCE: Getty Images",
    "Ann de la Poe/AFP, File",
    "The mayor waits… Picture courtesy of iStock.",
    "Photo illustration: Bo Chen | Ostrey Courier",
    "Ann Poe\xa0–\xa0Reuters/Pool",
    "The pier. (AP)",
    "Bo Chen, UPI",
    "EPA/Ann Poe.",
)
_DATED = (
    "VELMOUTH, March 12 (Northline) — The pier was shut, and nobody had been asked about it.",
    "(CNN) –The pier in Fenby was shut on Tuesday, and nobody had been asked about it at all.",
    "Fenby (Reuters)  -  The pier was shut on Tuesday, and nobody had been asked about it.",
    "Marlow Bay [AP]\xa0… The pier was shut on Tuesday, and nobody had been asked about it.",
    "MARLOW BAY – The pier was shut on Tuesday, and nobody had been asked about it at all.",
)
_TAILS = (
    "Reporting by Ann Poe; Editing by Bo Chen",
    "(Additional reporting and writing by Ann Poe in Fenby.)",
    "Ann Poe contributed to this report.",
    "Follow the desk on Twitter",
    "@fenbydesk",
    "Ann Poe is a senior writer at the Ostrey Courier.",
    "Write to us at desk@example.org",
    "With files from Reuters",
)


def _article(chance: random.Random) -> str:
    known = [row[0].capitalize() for row in table("furniture")]
    pools = (_PROSE, _PROSE, _CREDITS, _TAILS, _DATED, known, sorted(words("widget_openings")))
    pieces = [chance.choice(chance.choice(pools)) for _ in range(chance.randint(1, 14))]
    pieces = [piece + chance.choice(("", "", " ", ".", f" {_TAILS[0]}")) for piece in pieces]
    text = chance.choice(("\n\n", "\n", "\r\n", " ")).join(pieces)
    return chance.choice((str, str, str, str.lower, str.upper))(text)


@pytest.mark.parametrize("seed", range(300))
def test_an_article_has_the_same_parts_without_its_signs(seed: int) -> None:
    page = lay_out(_article(random.Random(seed)))
    held = _SIGNS.held(page.utf8)
    assert list(tails(page, held)) == list(tails(page, _EVERY))
    assert list(pictures(page, held)) == list(pictures(page, _EVERY))
    assert list(openings(page, held)) == list(openings(page, _EVERY))
    if "consent" in held or "widget" in held:
        assert notices(page, held) == notices(page, _EVERY)


@pytest.mark.parametrize("row", table("furniture"), ids=lambda row: row[0])
def test_no_known_line_is_passed_over(row: tuple[str, ...]) -> None:
    for said in (row[0], row[0].upper() + ":", f"“{row[0].title()}” of the day"):
        assert tails_module._may_be_known(said)


@pytest.mark.parametrize("said", [c for c in _CREDITS if "hoto" not in c and "MAGE" not in c])
def test_no_credit_without_a_label_is_passed_over(said: str) -> None:
    if "Picture" not in said:
        assert pictures_module._may_be_signed(said)


def test_a_letter_whose_small_form_is_plain_hides_no_sign() -> None:
    assert "labelled" in _SIGNS.held("PHOTO CREDİT: X. Photo by Bo".encode())
    assert "odd" in _SIGNS.held("The \u212aing contributed.".encode())
    assert _SIGNS.held(b"We had a quiet day.") == {}


def test_signs_stand_where_the_text_in_utf8_has_them() -> None:
    page = lay_out("“Nö.”\n\nÆrø @ home\nNo.")
    held = _SIGNS.held(page.utf8)
    assert [page.text[page.place_of(at)] for at in held["closing"]] == ["@"]
    assert page.lines_at(held["closing"]) == [1]


@pytest.mark.parametrize("seed", range(60))
def test_offsets_in_utf8_are_those_of_the_text(seed: int) -> None:
    chance = random.Random(seed)
    page = lay_out("".join(chance.choice("aé—\U0001f600 \n\n\r\u2028") for _ in range(90)) + "a")
    lines = page.lines
    assert [page.text[line.start : line.end] for line in lines] == page.said
    places = sorted(chance.sample(range(lines[0].start, len(page.text)), 5))
    offsets = [len(page.text[:at].encode()) for at in places]
    assert [page.place_of(at) for at in offsets] == places
    assert list(page.places_of(offsets)) == places
    held = {max(n for n, line in enumerate(lines) if line.start <= at) for at in places}
    assert page.lines_at(chance.sample(offsets, 5)) == sorted(held)


@pytest.mark.parametrize("seed", range(200))
def test_the_first_letters_pass_over_no_known_line(seed: int) -> None:
    chance = random.Random(seed)
    phrase = chance.choice(table("furniture"))[0]
    said = chance.choice((str, str.upper, str.title))(phrase) + chance.choice(
        ("", ":", " – the pier")
    )
    said = chance.choice(("", "“", "* ", "(", "– ", "_", "•\xa0")) + said
    if tails_module._known_kind(said):
        assert tails_module._known_lines(["It was calm.", said]) == [1]
