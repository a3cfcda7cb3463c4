"""What a text says of its own origin, and what it does not say."""

from __future__ import annotations

import pytest

from sayso.copies.traces import (
    credited_near,
    is_digest,
    names_beside,
    times_credited,
    traces,
)
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


@pytest.mark.parametrize(("before", "is_lead"), [(320, True), (460, False)])
def test_who_is_named_in_the_first_third_leads(before: int, is_lead: bool) -> None:
    text = "x" * before + " He told the Fenwick Herald so. "
    text += "x" * (1000 - len(text))
    assert traces(Document("a", text)).leans == {"Fenwick Herald": (1, is_lead)}


def test_words_of_a_speaker_are_no_trace() -> None:
    text = "“I told the Fenwick Herald so,” he said."
    assert traces(Document("a", text)).leans == {}


@pytest.mark.parametrize(("gap", "beside"), [(100, True), (130, False)])
def test_a_credit_stands_close_beside_a_passage(gap: int, beside: bool) -> None:
    text = "It fell." + " " * gap + "Fenwick Herald"
    assert names_beside(text, (0, 8), "Fenwick Herald") is beside
    text = "Fenwick Herald" + " " * gap + "It fell."
    assert names_beside(text, (len(text) - 8, len(text)), "Fenwick Herald") is beside


@pytest.mark.parametrize(("gap", "credited"), [(700, True), (900, False)])
def test_the_credit_line_of_a_quotation_is_near_its_passage(gap: int, credited: bool) -> None:
    text = "“It fell." + "x" * gap + "”\nAnn Poe, Lamp\n"
    assert names_beside(text, (1, 9), "Lamp") is credited


@pytest.mark.parametrize(("gap", "near"), [(180, True), (210, False)])
def test_a_quotation_is_credited_near_it_and_in_its_paragraph(gap: int, near: bool) -> None:
    names = frozenset({"Fenwick Herald"})
    text = "“It fell.”" + " " * (gap - 14) + "Fenwick Herald"
    assert credited_near(text, (0, 10), names) is near
    text = "Fenwick Herald" + " " * (gap - 14) + "“It fell.”"
    assert credited_near(text, (len(text) - 10, len(text)), names) is near
    assert not credited_near("“It fell.”\nFenwick Herald", (0, 10), names)


@pytest.mark.parametrize(("quotations", "digest"), [(3, False), (4, True)])
def test_a_digest_strings_credited_quotations_together(quotations: int, digest: bool) -> None:
    assert is_digest("“A bridge.”\nAnn Poe, Evening Post\n" * quotations) is digest
    assert not is_digest("“A bridge.”\nAnn Poe, Evening Council\n" * 4)


@pytest.mark.parametrize(
    ("text", "credited"),
    [
        ("Copyright 2024 Reuters", True),
        ("He works for Reuters and nobody contributed.", False),
        ("Reuters writer Ann Poe in Oslo contributed to this report.", True),
        ("Reuters " + "x" * 110 + " contributed to this", True),
        ("Reuters " + "x" * 125 + " contributed to this", False),
        ("It fell.\n\nSource: Reuters\n", True),
        ("It fell. Source: Reuters said so.", False),
        ("Reuters - It fell.", True),
        ("It fell. (Reuters)", True),
        ("The plan was seen by Reuters.", True),
        ("Photo: Ann Poe/Reuters", False),
    ],
)
def test_what_credits_an_agency(text: str, credited: bool) -> None:
    assert traces(Document("a", text)).agencies == ({"Reuters"} if credited else set())
