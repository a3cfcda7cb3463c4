"""One newspaper under several names is one origin."""

from __future__ import annotations

from sayso.findings.case import Case
from sayso.findings.origins.origins import count
from sayso.findings.origins.voices import outlet_key
from sayso.model import Document, Family, Member, Passage, Reading, Relay, Story, Telling

TEXT = "The quay at Ostrey was shut on Monday, and no ferry left the harbour before night fell. "
TEXTS = {
    "a": TEXT,
    "b": (
        "Nobody sailed at all, since the pier had to be closed; the council gave no reason for it."
    ),
    "c": (
        "A closure of the landing stage kept all ships from leaving, which angered many "
        "people there."
    ),
}
SPAN = Passage("a", 0, 60)


def case_of(origins: dict[str, list[str]], outlets: dict[str, str] | None = None) -> Case:
    """A story of three texts; `origins` are the outlets whose reports each hands on."""
    at = {i: Passage(i, 0, 10) for i in TEXTS}
    return Case(
        story=Story("s", tuple(Member(i) for i in TEXTS)),
        documents=tuple(Document(i, t, outlet=(outlets or {}).get(i)) for i, t in TEXTS.items()),
        readings=tuple(
            Reading(i, relays=tuple(Relay(at[i], o, at[i], at[i]) for o in origins.get(i, [])))
            for i in TEXTS
        ),
        copies=(),
        families=tuple(Family(i, (i,)) for i in TEXTS),
        days=(),
        actors=(),
    )


def told(
    doc_id: str, holder: str | None, via: tuple[str, ...] = (), unnamed: bool = False
) -> Telling:
    at = Passage(doc_id, 0, 60)
    return Telling(at, at, holder, unnamed, via)


def labels(case: Case, *tellings: Telling) -> list[tuple[str, str]]:
    return [(o.kind, o.label) for o in count(case, tellings).origins]


def apart(case: Case, *tellings: Telling) -> bool:
    """Whether the texts are not taken for one voice: one is left open, since what two outlets print
    may rest on one source.
    """
    counted = count(case, tellings)
    assert len(counted.origins) == 1
    return any(reason.rule == "not-apart" for reason in counted.why)


def test_listed_names_of_one_newspaper_are_one_origin() -> None:
    case = case_of({"a": ["The Washington Post"]})
    told_so = [
        told("a", "The Washington Post"),
        told("b", "the washington post"),
        told("c", "WaPo"),
    ]
    assert labels(case, *told_so) == [("outlet", "The Washington Post")]


def test_an_unlisted_newspaper_with_and_without_article_or_town_is_one_origin() -> None:
    case = case_of({"a": ["The Ostrey Courier"], "b": ["Ostrey Courier"]})
    told_so = [
        told("a", "The Ostrey Courier"),
        told("b", "Ostrey Courier"),
        told("c", "the Courier"),
    ]
    assert labels(case, *told_so) == [("outlet", "The Ostrey Courier")]
    assert apart(case_of({"a": ["Ostrey Courier", "Fenby Courier"]}), *told_so)


def test_unnamed_sources_that_an_outlet_handed_on_are_its_report() -> None:
    case = case_of({"a": ["Ostrey Courier"]})
    source = told("b", "two police officials", ("The Ostrey Courier",), unnamed=True)
    assert not apart(case, told("a", "Ostrey Courier"), source)
    assert apart(case, told("a", "Fenby Post"), source)
    other = told("c", "a ministry aide", ("Fenby Post",), unnamed=True)
    assert len(labels(case, source, other)) == 2


def test_the_article_is_the_one_outlet_whose_report_a_text_hands_on() -> None:
    article, courier = told("a", "The article"), told("b", "Ostrey Courier")
    assert not apart(case_of({"a": ["Ostrey Courier"]}), article, courier)
    assert apart(case_of({"a": ["Ostrey Courier", "Fenby Post"]}), article, courier)
    assert apart(case_of({"b": ["Ostrey Courier"]}), article, courier)
    letter = told("a", "The letter")
    assert apart(case_of({"a": ["Ostrey Courier"]}), letter, courier)


def test_outlets_of_one_owner_are_one_voice_and_an_own_name_is_a_key() -> None:
    case = case_of({}, {"a": "Ostrey Courier"})
    assert outlet_key(case, "MarketWatch") == outlet_key(case, "The Wall Street Journal")
    assert outlet_key(case, "the Courier") == outlet_key(case, "OSTREY COURIER")
    assert outlet_key(case, "the Lamp") != outlet_key(case, "the Courier")


def test_a_channel_alone_is_the_outlet() -> None:
    case = case_of({"a": ["Ostrey Courier"]})
    assert labels(case, told("a", None, ("Ostrey Courier",))) == [("outlet", "Ostrey Courier")]
    assert labels(case, told("a", None, ("Twitter",))) == [
        ("unattributed", "the articles' own voice")
    ]


def test_an_outlet_that_is_relayed_is_whoever_speaks_in_its_own_text() -> None:
    case = case_of({"b": ["Ostrey Courier"]}, {"a": "Ostrey Courier"})
    source, relay = told("a", "two officials", unnamed=True), told("b", "Ostrey Courier")
    assert not apart(case, source, relay)
    assert apart(case_of({"b": ["Ostrey Courier"]}), source, relay)  # printed by nobody known
