"""What a text says of its own origin, and what it does not say."""

from __future__ import annotations

import pytest

from sayso.copies.traces import times_credited, traces
from sayso.model import Document


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("LIMA (AP) — The mayor resigned.", {"AP"}),
        (
            "The mayor resigned. The Associated Press contributed to this report.",
            {"AP"},
        ),
        ("The mayor told Reuters on Monday that he would go.", {"Reuters"}),
        ("This report contains material from Reuters.", {"Reuters"}),
        ("SCRANTON, PA — The mayor resigned.", set()),
        ("The mayor gave AP classes at the high school.", set()),
        ("The reporters' association honoured the Associated Press.", set()),
    ],
)
def test_agencies(text: str, agencies: set[str]) -> None:
    assert traces(Document("a", text)).agencies == agencies


def test_an_agency_is_its_own_credit() -> None:
    assert traces(Document("a", "The mayor resigned.", outlet="Associated Press")).agencies == {
        "AP"
    }


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("He told the Fenwick Herald that he would go.", ["Fenwick Herald"]),
        ("As the Fenwick Herald reported, he went.", ["Fenwick Herald"]),
        ("From the Fenwick Herald: he went.", ["Fenwick Herald"]),
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


def test_no_outlet_is_never_credited() -> None:
    assert times_credited("He told the Herald.", "") == 0


def test_one_word_names_must_be_capitalised() -> None:
    assert times_credited("He told Reason that he was sorry.", "Reason") == 1
    assert times_credited("That is the reason he wrote. From reason: nothing.", "Reason") == 0
