"""The printed words of two quotations: what is a difference, and what is only print."""

from __future__ import annotations

import pytest

from sayso.findings.conflicts.printed import same_words, shared, spelled

FERRY = "the old ferry will sail again before the winter storms come to the islands"


def differences(one: str, two: str) -> list[tuple[bool, bool]]:
    """(cut, light) of every difference, in order."""
    found = shared(spelled(one), spelled(two))
    assert found is not None
    return [(d.cut, d.light) for d in found.differences]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("the warning came from a U.S. trawler", "The warning came from a US trawler"),
        ("the warning camefrom a trawler", "the warning came from a trawler"),
        ("we can’t sink the harbour trawler", "we cannot sink the harbor trawler"),
        ("we’ve sunk the trawler again", "we have sunk the trawler again"),
        ("we’re told the trawler sank", "we are told the trawler sank"),
        ("I ’ m told the trawler sank", "I'm told the trawler sank"),
        ("the harbour will re-open for trawlers", "the harbour will reopen for trawlers"),
        ("told Gov. Orr about the trawler", "told Governor Orr about the trawler"),
        ("told Mr. Orr about the trawler", "told Orr about the trawler"),
        ("sank twenty-five trawlers near Ostrey", "sank 25 trawlers near Ostrey"),
        ("sank 90% of trawlers near Ostrey", "sank 90 percent of trawlers near Ostrey"),
        ("sank the trawlers [of Ostrey] near dawn", "sank the trawlers near dawn"),
        ("sank the trawlers … near dawn", "sank the trawlers of the old fleet near dawn"),
        ("sank the trawlers near Hong Kong that day", "sank the trawlers near HK that day"),
        ("sank the traulwers near dawn again", "sank the trawlers near dawn again"),
        (f"I think {FERRY} and more", FERRY),
        ("Great heart of the Marine Mammals Act", "Sixty winters the Marine Mammals Act has held"),
        ("they sank the trawlers, and nobody knew", "and the crew slept. They sank the trawlers"),
    ],
)
def test_print_alone_is_no_difference(one: str, two: str) -> None:
    assert differences(one, two) == []
    assert differences(two, one) == []


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        (FERRY, FERRY.replace("winter", "summer"), [(False, False)]),
        (FERRY, FERRY.replace("again before", "again before all"), [(False, True)]),
        (FERRY, FERRY.replace("will sail", "will not sail"), [(False, False)]),
        (FERRY, FERRY.replace("before the winter", "… in winter"), [(True, True)]),
        # two openings of one sentence
        ("This morning the ferry sank near Ostrey", "Yesterday the ferry sank near Ostrey",
         [(False, True)]),
        ("The morning we met, the ferry sank near Ostrey", "Yesterday the ferry sank near Ostrey",
         []),  # four words before it: it begins elsewhere
    ],
)  # fmt: skip
def test_other_words_between_shared_ones_are(
    one: str, two: str, found: list[tuple[bool, bool]]
) -> None:
    assert differences(one, two) == found


@pytest.mark.parametrize(("words", "found"), [(5, 1), (6, 0)])
def test_more_than_five_words_more_are_another_passage(words: int, found: int) -> None:
    more = " ".join(["pebble", "anchor", "gannet", "kelp", "lantern", "spindle"][:words])
    longer = FERRY.replace("before the", f"before {more} the")
    assert len(differences(FERRY, longer)) == found


@pytest.mark.parametrize(("on", "beyond"), [("", 0), ("and so we hope", 4)])
def test_how_far_both_go_on_differently(on: str, beyond: int) -> None:
    changed = FERRY.replace("winter", "summer")
    found = shared(spelled(f"{FERRY} {on}"), spelled(f"{changed} but that costs money"))
    assert found is not None
    assert found.beyond == beyond


@pytest.mark.parametrize("other", ["twelve thousand", "12 thousand", "12000"])
def test_thousands_are_thousands_in_words_too(other: str) -> None:
    one = spelled("We lost 12,000 members since spring")
    assert [w.norm for w in spelled(f"We lost {other} members since spring")] == [
        w.norm for w in one
    ]


def test_nothing_of_weight_is_nothing_shared() -> None:
    assert shared(spelled("it was what it was"), spelled("it was all it was")) is None


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (["colour"], ["color"], True),
        (["s"], ["is"], True),
        (["is"], ["has"], False),
        (["systemic"], ["systematic"], False),  # both are words
        (["ferry"], ["fairy"], False),
        (["quillmor"], ["quillmoor"], True),
    ],
)
def test_same_words(one: list[str], two: list[str], same: bool) -> None:
    assert same_words(one, two) is same
