"""Conflicts of wording, of speakers, of first reports and of names, at their figures and guards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from sayso.findings.case import Case
from sayso.findings.conflicts.first_reports import first_reports_differ
from sayso.findings.conflicts.names import names_differ
from sayso.findings.conflicts.wordings import wordings_differ
from sayso.findings.facts.board import Board
from sayso.findings.facts.same import Likeness
from sayso.findings.options import FindingOptions
from sayso.model import (
    Actor,
    Day,
    Document,
    Family,
    Member,
    Name,
    NameKind,
    Passage,
    Quote,
    Reading,
    Relay,
    Story,
)

PEOPLE = tuple(
    Actor(key, name, "person", (name,), ())
    for key, name in (
        ("ada-vint", "Ada Vint"),
        ("tom-orr", "Tom Orr"),
        ("una-vint", "Una Vint"),
        ("tim-orry", "Tim Orry"),
    )
)


def laid(
    texts: Mapping[str, str],
    readings: Sequence[Reading],
    *,
    families: Sequence[Sequence[str]] = (),
) -> Board:
    """A board of texts that were read by hand."""
    alone = [(i,) for i in texts if not any(i in family for family in families)]
    case = Case(
        story=Story("s", tuple(Member(i) for i in texts)),
        documents=tuple(Document(i, text, digest=i) for i, text in texts.items()),
        readings=tuple(readings),
        copies=(),
        families=tuple(Family(f[0], tuple(f)) for f in (*families, *alone)),
        days=tuple(Day(i, None, None, None, True) for i in texts),
        actors=PEOPLE,
    )
    return Board(case, (), Likeness({}), (), FindingOptions())


def at(doc: str, text: str, words: str) -> Passage:
    start = text.index(words)
    return Passage(doc, start, start + len(words))


# ---- the words -------------------------------------------------------------------

FERRY = "the old ferry will sail again before the winter storms come to the islands"


def drafts(*said: tuple[str, str, str], named: bool = True, part: Any = None, **more: Any) -> Any:
    """`(doc, words, speaker)`: each stands between marks with its speaker's name at the cue."""
    texts, readings = {}, []
    for doc, words, speaker in said:
        texts[doc] = text = "\n".join(f"“{each},” {speaker} said." for each in words.split("|"))
        quotes = []
        for each in words.split("|"):
            marks = at(doc, text, f"“{each},”")
            source = (at(doc, text, speaker),) if named and speaker else ()
            quotes.append(Quote(
                (marks,), (marks,), source, (at(doc, text, "said."),), "direct",
                speaker=speaker or None, part=part,
            ))  # fmt: skip
        whole = Passage(doc, 0, len(text))
        readings.append(Reading(doc, sentences=(whole,), quotes=tuple(quotes)))
    return wordings_differ(laid(texts, readings, **more))


def kinds(
    one: str, two: str, speakers: tuple[str, str] = ("Ada Vint", "Ada Vint"), **more: Any
) -> Any:
    found = drafts(("a", one, speakers[0]), ("b", two, speakers[1]), **more)
    return [f"{draft.subtype} {draft.verdict}" for draft in found]


CHANGED = FERRY.replace("winter", "summer")


def test_one_quotation_printed_in_two_ways() -> None:
    assert kinds(FERRY, CHANGED) == ["wording real"]
    assert kinds(FERRY, FERRY.replace("before the", "before all the")) == ["wording precision"]
    assert kinds(FERRY, FERRY.replace("before the winter", "… in winter")) == ["wording precision"]
    assert kinds(FERRY, FERRY) == []
    assert kinds(FERRY, " ".join(FERRY.split()[2:-3])) == []


def test_copies_and_captions_word_nothing() -> None:
    assert kinds(FERRY, CHANGED, families=[["a", "b"]]) == []
    assert kinds(FERRY, CHANGED, part="caption") == []


@pytest.mark.parametrize(
    ("speakers", "found"),
    [
        (("Ada Vint", "Ada Vint"), 1),
        (("Ada Vint", "Ada B. Vint"), 1),
        (("Ada Vint", "Una Vint"), 0),
        (("Ada Vint", "Tom Orr"), 0),
        (("Ada Vint", ""), 0),
        (("", ""), 1),  # eight equal words tie them together
    ],
)
def test_one_speaker(speakers: tuple[str, str], found: int) -> None:
    short = (FERRY, CHANGED)
    assert len([k for k in kinds(*short, speakers) if k.startswith("wording")]) == found


def test_short_quotations_of_nobody_are_not_compared() -> None:
    """Seven equal words."""
    one = "the gannet pier burned down after dawn prayers"
    assert kinds(one, one.replace("burned", "fell"), ("", "")) == []
    assert kinds(one, one.replace("burned", "fell")) == ["wording real"]


def test_two_sayings_that_share_a_phrase() -> None:
    phrase = "the islands must rebuild the {} pier and harbour"
    one = f"The council has said that {phrase.format('northern')} in a careful way this year"
    two = f"In short people tell us that {phrase.format('southern')} only if money can be found"
    assert kinds(one, two) == []
    assert kinds(phrase.format("northern"), two) != []  # the one begins and ends there


def test_a_phrase_of_two_speeches() -> None:
    """The equal words are less than half of either saying, though the one hardly goes on."""
    one = "Islanders should be keeping their own harbour for themselves. We passed that law here."
    two = "We heard it again that no minister from afar should be keeping harbour for islanders"
    assert kinds(one, two) == []
    assert kinds(one, one.replace("their own harbour", "harbour")) != []


def test_who_begins_earlier_words_nothing_else() -> None:
    """Though the word that both begin with stands in what only one of them has."""
    one = "Oru sank the northern ferry near the islands at dawn"
    assert kinds(f"Oru is family. {one}", one) == []
    assert kinds(f"Oru is family. {one}", one.replace("near", "beyond")) != []


def test_who_prints_both_tells_of_two_sayings() -> None:
    """Not where the text prints but another part of the saying as well."""
    assert kinds(f"{FERRY}|{CHANGED}", CHANGED) == []
    longer = f"{CHANGED} and nobody has said who is to pay for all of that"
    assert kinds(f"{FERRY}|nobody has said who is to pay", longer) == ["wording real"]


def test_who_prints_what() -> None:
    other = FERRY.replace("winter", "autumn")
    (draft,) = drafts(
        ("a", FERRY, "Ada Vint"), ("b", CHANGED, "Ada Vint"), ("c", FERRY, "Ada Vint"),
        ("d", other, "Ada Vint"), ("e", "all is well on the islands", "Ada Vint"),
    )  # fmt: skip
    sides = sorted(sorted(t.at.doc_id for t in side) for side in draft.tellings)
    assert sides == [["a", "c"], ["b"], ["d"]]


def test_the_same_words_in_two_mouths() -> None:
    two = ("Ada Vint", "Tom Orr")
    assert kinds(FERRY, FERRY, two) == ["attribution real"]
    assert kinds(FERRY, f"I think that {FERRY}", two) == ["attribution real"]
    assert kinds(FERRY, FERRY, two, named=False) == []  # not sure enough
    assert kinds(FERRY, FERRY, ("Ada Vint", "Una Bell")) == []  # no actor
    assert kinds(FERRY, FERRY, ("Ada Vint", "Una Vint")) == []  # one surname: a misreading
    assert kinds(FERRY, FERRY, ("Tom Orr", "Tim Orry")) == []  # or misspelt
    assert kinds(FERRY, FERRY, two, families=[["a", "b"]]) == []
    assert kinds(FERRY, f"Ada Vint told us {FERRY}", two) == []  # he hands her words on
    half = " ".join([*FERRY.split()[:7], "gulls", "never", "mind", "a", "little", "rain"])
    assert kinds(FERRY, half, two) == []  # less than eight tenths


# ---- who reported it first -----------------------------------------------------------

LEDGER = "The missing ledger of the Quillmoor smelter named three auditors and a bishop."


def first_reports(
    one: str,
    two: str,
    *,
    outlets: tuple[Sequence[str], Sequence[str]] = (["Lantern"], ["Courier"]),
    first: tuple[bool, bool] = (True, True),
    **more: Any,
) -> list[str]:
    readings = []
    for doc, text, credited, said in zip("ab", (one, two), outlets, first, strict=True):
        whole = Passage(doc, 0, len(text))
        relays = tuple(Relay(whole, outlet, whole, whole, first=said) for outlet in credited)
        readings.append(Reading(doc, sentences=(whole,), relays=relays))
    found = first_reports_differ(laid({"a": one, "b": two}, readings, **more))
    return [draft.verdict for draft in found]


def test_one_report_credited_to_two_outlets() -> None:
    assert first_reports(LEDGER, LEDGER) == ["real"]
    assert first_reports(LEDGER, LEDGER, outlets=(["Lantern"], ["Lantern"])) == []
    assert first_reports(LEDGER, LEDGER, outlets=(["Lantern"], ["The Lantern"])) == []
    assert first_reports(LEDGER, LEDGER, first=(True, False)) == []  # hands it on, no more
    assert first_reports(LEDGER, LEDGER, first=(False, False)) == []
    assert first_reports(LEDGER, LEDGER, families=[["a", "b"]]) == []


def test_one_outlet_more_is_no_other_account() -> None:
    both = (["Lantern"], ["Lantern", "Courier"])
    assert first_reports(LEDGER, LEDGER, outlets=both) == ["precision"]
    assert first_reports(LEDGER, LEDGER, outlets=both[::-1], first=(False, True)) == ["precision"]


@pytest.mark.parametrize(
    ("words", "found"), [("Quillmoor smelter ledger auditors", 1), ("Quillmoor smelter ledger", 0)]
)
def test_four_rare_words_make_one_report(words: str, found: int) -> None:
    assert len(first_reports(LEDGER, f"It was said of {words} that day.")) == found


# ---- names -------------------------------------------------------------------------------


def names(*said: tuple[str, str], kind: NameKind = "person", **more: Any) -> list[tuple[str, ...]]:
    """`(doc, name)`: the sides of each card."""
    texts: dict[str, str] = {}
    readings: dict[str, list[Name]] = {}
    for doc, name in said:
        start = len(texts.get(doc, ""))
        texts[doc] = texts.get(doc, "") + name + ". "
        readings.setdefault(doc, []).append(Name(Passage(doc, start, start + len(name)), kind))
    read = [Reading(doc, names=tuple(found)) for doc, found in readings.items()]
    return [draft.values for draft in names_differ(laid(texts, read, **more))]


@pytest.mark.parametrize(
    ("one", "two", "kind", "found"),
    [
        ("Mirela Dobrovan", "Mirela Dorbovan", "person", True),
        ("Yusuf Quillmoor", "Yussuf Quillmoor", "person", True),
        ("Sander Quillmoor", "Sandy Quillmoor", "person", True),
        ("Robert Quillmoor", "Bob Quillmoor", "person", False),  # every reader knows
        ("Frodie Quillmoor", "Frodericka Quillmoor", "person", False),  # may be twins
        ("Ada Quillmoor", "Ada B. Quillmoor", "person", False),
        ("Ada Quillmoor", "Gov. Ada Quillmoor’s", "person", False),
        ("Ada Quillmoor", "Ida Quillmoor", "person", False),  # may be her sister
        ("Trayven Quillmoor", "Tracy Quillmoor", "person", False),
        ("Ada al-Quillmoor", "Ada Al Quillmoor", "person", False),
        ("Ada Quillmoor", "Ada Lanternby", "person", False),
        ("Ada Quillmoor", "Quillmor", "person", False),  # named in full by one other text alone
        ("Fenwall Distributors Ltd", "Fenwall Distribution Ltd", "org", True),
        ("Fenwall Distributor Ltd", "Fenwall Distributors Ltd", "org", False),
        ("Fenwall Harbour Ltd", "Fenwall Foundry Ltd", "org", False),
        (
            "Velm Board of Harbour and Pier Affairs",
            "Velm Board of Harbour and Pier Works",
            "org",
            False,
        ),
        ("Board of Harbour Affairs", "Board of Harbour Works", "org", False),
    ],
)
def test_one_name_in_two_spellings(one: str, two: str, kind: NameKind, found: bool) -> None:
    assert bool(names(("a", one), ("b", two), kind=kind)) == found


def test_a_surname_alone_that_nobody_bears() -> None:
    full = ("a", "Ada Quillmoor")
    assert names(full, ("a", "Quillmoer")) == [("Ada Quillmoor", "Quillmoer")]
    assert names(full, ("b", "Ada Quillmoor"), ("c", "Quillmoer"))
    assert not names(full, ("a", "Quillmoor"))
    assert not names(full, ("a", "Quilmoer"))  # two letters
    assert not names(full, ("a", "Quillmoer"), ("b", "Tom Quillmoer"))


def test_two_of_one_surname_in_one_text_are_two_people() -> None:
    sander, sandy = "Sander Quillmoor", "Sandy Quillmoor"
    assert not names(("a", sander), ("a", sandy), ("b", sandy))
    assert names(("a", sander), ("b", sandy))
    two = ("Merlinda Quillmoor", "Merline Quillmoor")  # two letters apart
    assert not names(*zip("aa", two, strict=True))
    assert names(*zip("ab", two, strict=True))
    assert names(("a", "Yusuf Quillmoor"), ("a", "Yussuf Quillmoor"))  # a slip


def test_spellings_of_copies_of_one_text_and_the_most_of_a_story() -> None:
    two = ("a", "Mirela Dobrovan"), ("b", "Mirela Dorbovan")
    assert names(*two, families=[["a", "b"]]) == []
    in_one = ((doc, name) for (_, name), doc in zip(two, "aa", strict=True))
    assert names(*in_one) == [("Mirela Dobrovan", "Mirela Dorbovan")]
    assert names(*two, ("c", "Mirela Dorbovan")) == [("Mirela Dorbovan", "Mirela Dobrovan")]
    many = [(doc, f"{given} {name}") for given in ["Ada", "Ben", "Cyd", "Dov", "Eva", "Fay"]
            for doc, name in (("a", "Dobrovan"), ("b", "Dorbovan"))]  # fmt: skip
    assert len(names(*many)) == 5
