"""What a text says of its own origin, and what it does not say."""

from __future__ import annotations

import pytest

from sayso.copies.traces import outlet_names, same_outlet, times_credited, traces
from sayso.model import Document


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("LIMA (AP) — The mayor resigned.", {"associated press"}),
        (
            "The mayor resigned. The Associated Press contributed to this report.",
            {"associated press"},
        ),
        ("The mayor told Reuters on Monday that he would go.", {"reuters"}),
        ("This report contains material from Reuters.", {"reuters"}),
        ("SCRANTON, PA — The mayor resigned.", set()),
        ("The mayor gave AP classes at the high school.", set()),
        ("The reporters' association honoured the Associated Press.", set()),
    ],
)
def test_agencies(text: str, agencies: set[str]) -> None:
    assert traces(Document("a", text)).agencies == agencies


def test_an_agency_is_its_own_credit() -> None:
    assert traces(Document("a", "The mayor resigned.", outlet="Associated Press")).agencies == {
        "associated press"
    }


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("He told the Fenwick Herald that he would go.", ["fenwick herald"]),
        ("As the Fenwick Herald reported, he went.", ["fenwick herald"]),
        ("From the Fenwick Herald: he went.", ["fenwick herald"]),
        ("He came from the Fenwick Herald building.", []),
        ("He read the Fenwick Herald over breakfast.", []),
        ("Morning News readers know him.", []),
    ],
)
def test_outlets_leaned_on(text: str, leans: list[str]) -> None:
    assert list(traces(Document("a", text)).leans) == leans


def test_an_outlet_does_not_lean_on_itself() -> None:
    doc = Document("a", "He told the Fenwick Herald that he would go.", outlet="Fenwick Herald")
    assert traces(doc).leans == {}


@pytest.mark.parametrize(
    ("outlet", "name"),
    [
        ("Fenwick Times - News", "fenwick times"),
        ("QBN (Web News)", "qbn"),
        ("The Fenwick Online News", "fenwick news"),
    ],
)
def test_names_of_an_outlet(outlet: str, name: str) -> None:
    assert name in outlet_names(outlet)


def test_no_outlet_has_no_names() -> None:
    assert outlet_names(None) == frozenset()
    assert times_credited("He told the Herald.", frozenset()) == (0, False)


def test_one_word_names_must_be_capitalised() -> None:
    names = frozenset({"reason"})
    assert times_credited("He told Reason that he was sorry.", names)[0] == 1
    assert times_credited("That is the reason he wrote. From reason: nothing.", names)[0] == 0


def test_short_forms_are_one_outlet() -> None:
    assert same_outlet("herald", "fenwick herald")
    assert not same_outlet("herald", "fenwick herald tribune")
