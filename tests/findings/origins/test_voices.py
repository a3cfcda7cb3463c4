"""When two voices are one, and when two statements are: each figure and guard."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sayso.findings.case import Case
from sayso.findings.origins.kinship import apart, one_voice, weak
from sayso.findings.origins.origins import count
from sayso.findings.origins.voices import Voice, bodies, voice
from sayso.findings.tellings.cues import is_correction
from sayso.model import (
    Actor,
    Document,
    Family,
    Member,
    OriginKind,
    Passage,
    Reading,
    Story,
    Telling,
)

ADA = Actor("ada-vint", "Ada Vint", "person", ("Ada Vint", "Vint"), ())
TOM = Actor("tom-orr", "Tom Orr", "person", ("Tom Orr",), ())
UNA = Actor("una-bell", "Una Bell", "person", ("Una Bell",), ())
PORT = Actor("port", "Port", "org", ("Port",), ())


def case(*texts: str, families: tuple[tuple[str, ...], ...] = (), **declared: str) -> Case:
    ids = [f"d{n}" for n in range(len(texts))]
    alone = tuple((i,) for i in ids if not any(i in f for f in families))
    return Case(
        story=Story("s", tuple(Member(i) for i in ids)),
        documents=tuple(
            Document(i, text, digest=i, declared=tuple(declared.items()) if i == "d0" else ())
            for i, text in zip(ids, texts, strict=True)
        ),
        readings=tuple(Reading(i) for i in ids),
        copies=(),
        families=tuple(Family(f[0], f) for f in (*families, *alone)),
        days=(),
        actors=(ADA, TOM, UNA, PORT),
    )


def telling(doc: int, end: int, holder: str | None = None, **more: Any) -> Telling:
    at = Passage(f"d{doc}", 0, end)
    return Telling(at, at, holder, **more)


# ---- who is behind a telling ---------------------------------------------------------


@pytest.mark.parametrize(
    ("holder", "more", "kind", "named"),
    [
        ("Ada Vint", {}, "speaker", True),
        ("Vint", {}, "speaker", True),
        ("Vint", {"anonymous": True}, "speaker", False),
        ("Port", {}, "speaker", False),  # a body is nobody's name
        ("the harbour memo", {}, "document", False),
        ("Reuters", {}, "agency", False),
        ("The Guardian", {}, "outlet", False),
        ("the Fenby Democrat newspaper in Ostrey", {}, "outlet", False),
        ("a reader of the newspaper", {}, "speaker", False),
        (None, {"via": ("Reuters",)}, "agency", False),
        (None, {"via": ("Reuters", "a letter")}, "agency", False),  # the last that is an outlet
        (None, {"via": ("Reuters", "The Guardian")}, "outlet", False),
    ],
)
def test_the_voice_behind_a_telling(
    holder: str | None, more: dict[str, Any], kind: str, named: bool
) -> None:
    found = voice(case("It is so."), telling(0, 9, holder, **more))
    assert found and (found.kind, found.named) == (kind, named)


@pytest.mark.parametrize(
    ("said", "classes"),
    [
        ("a Harbour Department official", {"any", "government"}),  # not just anybody's official
        ("a police department official", {"any", "police"}),
        ("Colonel of the state police", {"police"}),
        ("an army sgt", {"military"}),
        ("the tax inspector general", {"watchdog"}),
        ("the attorney general", {"government"}),
        ("a retired general", {"military"}),
        ("the deputy harbour adviser", set()),
        ("officials", {"any"}),
        ("DA spokesman", {"any", "court"}),
    ],
)
def test_for_which_bodies_words_speak(said: str, classes: set[str]) -> None:
    assert bodies(said.lower().split()) == classes


def test_a_credit_line_is_no_voice_and_an_agency_s_own_text_is() -> None:
    assert voice(case("It is so.", credit="Reuters"), telling(0, 9)) is None
    printed = case("It is so.")
    (doc,) = printed.documents
    own = replace(printed, documents=(replace(doc, outlet="Reuters"),))
    found = voice(own, telling(0, 9))
    assert found and (found.kind, found.label) == ("agency", "Reuters")
    paper = replace(printed, documents=(replace(doc, outlet="The Guardian"),))
    assert voice(paper, telling(0, 9)) is None


@pytest.mark.parametrize(
    ("holder", "heard"),
    [
        ("news reports", False),
        ("Some critics", False),
        ("the media", False),
        ("a judge’s", False),
        ("some officials", True),
        ("state media", True),
    ],
)
def test_who_could_not_be_asked_is_nobody(holder: str, heard: bool) -> None:
    assert (voice(case("It is so."), telling(0, 9, holder, anonymous=True)) is not None) == heard


def test_a_note_of_correction_is_nobody_s_telling() -> None:
    note = "An earlier version of this story had another toll."
    assert is_correction(note)
    assert not is_correction("An earlier version of the bill had another toll.")
    assert voice(case(note), telling(0, 50, "Ada Vint")) is None


def test_outlets_of_one_owner_are_one_voice() -> None:
    held = case("It is so.")
    one, two, other = (
        voice(held, telling(0, 9, name)) for name in ("Reuters", "Reuters News", "AFP")
    )
    assert one and two and other
    assert (one.key == two.key) and one.key != other.key


# ---- one voice or two -----------------------------------------------------------------


def of(key: str, kind: OriginKind = "speaker", **more: Any) -> Voice:
    """A voice; sets of words are written as one string."""
    sets = {k: frozenset(v.split()) for k, v in more.items() if isinstance(v, str)}
    return Voice(key, kind, key, **(more | sets))


@pytest.mark.parametrize(
    ("one", "two", "rule"),
    [
        (of("x"), of("x"), "name"),
        (of("x"), of("y"), ""),  # nothing is known of either
        (of("a memo", "document"), of("the internal memo", "document"), "document"),
        (of("a memo", "document"), of("a letter", "document"), ""),
        (of("a memo", "document", proper="harland"), of("the memo", "document"), "document"),
        (
            of("a memo", "document", proper="harland"),
            of("the memo", "document", proper="brevik"),
            "",
        ),
        (
            of("a memo", "document", proper="harland state"),
            of("the memo", "document", proper="state"),
            "document",
        ),
        (of("a memo", "document"), of("a memo x"), ""),
        (of("p", bodies="police"), of("q", bodies="police"), "body"),
        (of("p", bodies="police"), of("q", bodies="court"), ""),
        (of("p", bodies="police"), of("q", bodies="any"), "body"),
        (of("p", bodies="police"), of("q"), ""),
        (of("p", named=True, bodies="police"), of("q", bodies="police"), "body"),
        (of("Ann Poe", named=True, bodies="police any"), of("q", bodies="court"), ""),
        (
            of("Ann Poe", named=True, bodies="police"),
            of("Tom Orr", named=True, bodies="police"),
            "",
        ),
        (of("p", bodies="police", proper="harland"), of("q", bodies="police", proper="brevik"), ""),
        (of("p", bodies="police", proper="harland"), of("q", bodies="police"), "body"),
        (
            of("p", bodies="police", proper="harland"),
            of("q", bodies="police", proper="harland port"),
            "body",
        ),
        (
            of("p", bodies="government", proper="qatar"),
            of("q", bodies="government", proper="qatari"),
            "body",  # a country and its people
        ),
        (of("p", bodies="military"), of("q", bodies="government"), "body"),
        (of("Ann Poe", named=True, proper="quillon"), of("Quillon", proper="quillon"), "head"),
        (of("Ann Poe", named=True, proper="quillon"), of("Tarn", proper="tarn"), ""),
        (
            of("the administration", bodies="government"),
            of("the Moss administration", bodies="government", proper="moss"),
            "body",
        ),
        (of("Orange", body=True), of("Tarn’s Orange unit", proper="tarn orange"), "contained"),
        (of("John A. Orr", named=True), of("John Orr", named=True), "name"),
        (of("Heydar Alimand", named=True), of("Heydar Alinand", named=True), "name"),
        (of("John Orr", named=True), of("Ruth Orr", named=True), ""),
    ],
)
def test_one_voice(one: Voice, two: Voice, rule: str) -> None:
    assert one_voice(one, two) == one_voice(two, one) == rule


POST, LAMP = frozenset({"post"}), frozenset({"lamp"})


@pytest.mark.parametrize(
    ("one", "two", "two_of_them"),
    [
        (of("Ann Poe", named=True), of("Tom Orr", named=True), True),
        (
            of("Ann Poe", named=True, bodies="police"),
            of("Tom Orr", named=True, bodies="police"),
            False,  # colleagues, as far as anybody says
        ),
        (
            of("Ann Poe", named=True, bodies="police", proper="harland"),
            of("Tom Orr", named=True, bodies="police", proper="brevik"),
            True,
        ),
        (
            of("Ann Poe", named=True, bodies="congress", proper="committee poe"),
            of("Tom Orr", named=True, bodies="congress", proper="committee orr"),
            True,  # lawmakers speak each for himself
        ),
        (
            of("Ann Poe", named=True, bodies="any", proper="orr poe"),
            of("Tom Orr", named=True, bodies="congress", proper="orr"),
            False,  # a spokeswoman for Orr
        ),
        (
            of("Ann Poe", named=True, bodies="any", proper="poe"),
            of("Tom Orr", named=True, proper="orr"),
            False,  # a spokeswoman, nobody says whose
        ),
        (
            of("Ann Poe", named=True, bodies="court", proper="brevik poe", places="brevik"),
            of("Tom Orr", named=True, proper="aviation brevik orr", places="brevik"),
            True,  # a country alone is no body that both are of
        ),
        (
            of("Ann Poe", named=True, bodies="court", proper="brevik poe", places="brevik"),
            of("Tom Orr", named=True, proper="brevik orr", places="brevik"),
            False,  # nor is more said of him
        ),
        (of("Ann Poe", named=True, bodies="witness"), of("police", bodies="police"), True),
        (of("Ann Poe", named=True, bodies="police"), of("police", bodies="police"), False),
        (
            of("Ann Poe", named=True, bodies="court", proper="poe"),
            of("the Tarn prosecutor's office", bodies="court", proper="tarn"),
            False,  # her own name says not that she is of another office
        ),
        (
            of("Ann Poe", named=True, bodies="court", proper="ostrey poe"),
            of("the Tarn prosecutor's office", bodies="court", proper="tarn"),
            True,
        ),
        (
            of("Ann Poe", named=True, bodies="military", proper="poe"),
            of("Tom Orr", named=True, bodies="military", proper="orr"),
            False,  # of one army, as far as anybody says
        ),
        (of("Ann Poe", named=True), of("police", bodies="police"), False),  # whose is she?
        (of("Ann Poe", named=True), of("an aide", unnamed=True), False),
        (of("Quillon", body=True, proper="quillon"), of("Tarn", body=True, proper="tarn"), True),
        (of("Quillon", body=True, proper="quillon"), of("the company", bodies="company"), False),
        (of("witnesses", bodies="witness"), of("police", bodies="police"), True),
        (of("the army", bodies="military"), of("the ministry", bodies="government"), False),
        (
            of("p", bodies="government", proper="qatar", places="qatar"),
            of("q", bodies="government", proper="norway", places="norway"),
            True,
        ),
        (
            of("p", bodies="government", proper="energy"),
            of("q", bodies="government", proper="norway", places="norway"),
            False,
        ),
        (
            of("Ann Poe", named=True, proper="quillon"),
            of("the Tarn memo", "document", proper="tarn"),
            True,
        ),
        (of("Ann Poe", named=True), of("the memo", "document"), False),
        (
            of("Ann Poe", named=True, proper="quillon"),
            of("notes of her Tarn visit", "document", proper="tarn"),
            False,  # whose visit only the text says
        ),
        (
            of("Ann Poe", named=True, bodies="police"),
            of("her lawyer", bodies="court"),
            False,
        ),
        (
            of("Ann Poe", named=True, proper="quillon"),
            of("a Quillon memo", "document", proper="quillon"),
            False,
        ),
        (of("an aide", unnamed=True, via=POST), of("a source", unnamed=True, via=LAMP), True),
        (of("an aide", unnamed=True, via=POST), of("a source", unnamed=True), False),
        (
            of("Ann Poe", named=True, proper="quillon"),
            of("relatives", bodies="family", proper="tarn"),
            False,  # she may be one of them
        ),
        (of("Ann Poe", named=True, bodies="police"), of("relatives", bodies="family"), True),
        (of("a lawyer", bodies="any company"), of("relatives", bodies="family"), False),
        (of("a policeman", bodies="police"), of("relatives", bodies="family"), True),
        (of("post", "outlet"), of("lamp", "outlet"), False),  # both may have it from the police
        (of("post", "outlet"), of("a police aide", bodies="police", unnamed=True), False),
        (of("post", "outlet"), of("an aide", unnamed=True, bodies="police", via=POST), False),
        (of("post", "outlet"), of("Ann Poe", named=True), False),
    ],
)
def test_apart(one: Voice, two: Voice, two_of_them: bool) -> None:
    assert apart(one, two) == apart(two, one) == two_of_them


@pytest.mark.parametrize(
    ("said", "anybody"),
    [
        (of("officials", bodies="any"), True),
        (of("the company"), True),
        (of("police", bodies="police"), False),
        (of("Ann Poe", named=True), False),
        (of("a source", unnamed=True, via=POST), False),
        (of("the memo", "document"), False),
    ],
)
def test_a_voice_that_may_be_anybody_s_is_weak(said: Voice, anybody: bool) -> None:
    assert weak(said) == anybody


# ---- one statement in two mouths --------------------------------------------------------

SAID = "the old bridge over the harbour was closed at noon on"


def origins(one: str, two: str, **more: Any) -> int:
    """Origins of two texts' statements, by two speakers who have nothing in common."""
    families = more.pop("families", ())
    told = [telling(0, len(one), "Tom Orr"), telling(1, len(two), "Una Bell")]
    return len(count(case(one, two, families=families), told, **more).origins)


@pytest.mark.parametrize(("letters", "count"), [(40, 1), (39, 2)])
def test_equal_words_are_one_statement_from_forty_letters(letters: int, count: int) -> None:
    text = "x" * letters
    assert origins(text, text.upper()) == count


@pytest.mark.parametrize(("equal", "count"), [(85, 1), (84, 2)])
def test_statements_are_one_from_85_letters_in_a_hundred(equal: int, count: int) -> None:
    assert origins("x" * equal + "y" * (100 - equal), "x" * equal + "z" * (100 - equal)) == count


def test_on_two_sides_only_a_copy_is_one_statement() -> None:
    text = "x" * 60
    assert origins(text, text, sides=[0, 0]) == 1
    assert origins(text, text, sides=[0, 1]) == 2
    assert origins(text, text, sides=[0, 1], families=(("d0", "d1"),)) == 1
    assert origins(text, "y" * 60, sides=[0, 1], families=(("d0", "d1"),)) == 2


def test_a_third_telling_does_not_make_one_voice_of_two_sides() -> None:
    told = [
        telling(0, 9, "Tom Orr"),
        telling(1, 9, "Una Bell"),
        telling(2, 9, "an official", anonymous=True, via=("Tom Orr", "Una Bell")),
    ]
    held = case("It is so.", "It is not.", "Who knows?")
    assert len(count(held, told, sides=[0, 1, 0]).origins) == 2
    assert len(count(held, told, sides=[0, 0, 0]).origins) == 1  # both handed it on


def test_an_origin_has_the_fullest_name_of_its_voice() -> None:
    held = case("It is so.", "It is that.")
    (origin,) = count(held, [telling(0, 9, "Vint"), telling(1, 9, "Ada Vint")]).origins
    assert origin.label == "Ada Vint"
    (origin,) = count(
        held, [telling(0, 9, "Reuters"), telling(1, 9, "Vint", via=("Reuters",))]
    ).origins
    assert (origin.kind, origin.label) == ("speaker", "Vint")


def test_what_belongs_to_a_country_is_the_country_s() -> None:
    one, two = (
        voice(case("It is so."), telling(0, 9, holder))
        for holder in ("French officials", "the government of France")
    )
    assert one and two and one.places == two.places == {"france"}
    ministry = voice(case("It is so."), telling(0, 9, "the German ministry"))
    council = voice(case("It is so."), telling(0, 9, "the French ministry"))
    assert ministry and council and apart(ministry, council)


def test_an_agency_that_hands_somebody_on_does_not_hide_a_third() -> None:
    words = "the old ferry had gone down off the pier of Brevik at noon"
    texts = (f"{words}.", f"{words}, too.", "No boat has been seen there since that very morning.")
    told = [
        telling(0, len(words), "Ada Vint"),
        telling(1, len(words), None, via=("Reuters",)),
        telling(2, len(texts[2]), "Tom Orr"),
    ]
    counted = count(case(*texts), told)
    assert [o.label for o in counted.origins] == ["Ada Vint", "Tom Orr"]
    assert counted.open_texts == 0


def test_a_law_is_no_second_origin_beside_who_cites_it() -> None:
    ada = Voice("ada", "speaker", "Ada Vint", named=True)
    report = Voice("port report", "document", "Port report", proper=frozenset({"port"}))
    act = Voice("port act", "document", "Port Act", proper=frozenset({"port"}))
    assert apart(ada, report)
    assert not apart(ada, act)


@pytest.mark.parametrize(
    ("holder", "proper"),
    [
        ("the Tarn officer who met Orr", {"tarn"}),
        ("the clerk, whose brother is Orr", set()),
        ("the Tarn clerk of Whoville", {"tarn", "whoville"}),
    ],
)
def test_a_relative_clause_says_not_for_whom_one_speaks(holder: str, proper: set[str]) -> None:
    said = "The ferry sank."
    found = voice(case(said), telling(0, len(said), holder, anonymous=True))
    assert found is not None
    assert found.proper == proper


# ---- an outlet's own reporter ----------------------------------------------------------


def reported(text: str) -> Case:
    """A story in which Ada Vint is named once, by her full name."""
    start = text.index("Ada Vint")
    named = replace(ADA, mentions=(Passage("d0", start, start + len("Ada Vint")),))
    return replace(case(text, "The port is shut."), actors=(named, TOM, UNA, PORT))


@pytest.mark.parametrize(
    "text",
    [
        "NPR's Ada Vint says that eight ferries were stopped.",
        "On Monday NPR’s Ada Vint, at the harbour, counted eight ferries.",
        "NPR's senior harbour correspondent Ada Vint reported that eight ferries were stopped.",
    ],
)
def test_an_outlets_own_reporter_is_the_outlet(text: str) -> None:
    found = voice(reported(text), telling(0, 20, "Ada Vint"))
    assert found is not None
    assert (found.kind, found.label, found.named) == ("outlet", "NPR", False)
    assert not apart(found, Voice("port", "speaker", "the Port", body=True))


@pytest.mark.parametrize(
    "text",
    [
        "Brinemark's Ada Vint says that eight ferries were stopped.",  # no outlet
        "NPR's Ada Vint interview was long, and eight ferries were stopped.",  # she was asked
        "NPR's report on Minister Ada Vint says that eight ferries were stopped.",
        "Ada Vint says that eight ferries were stopped.",
    ],
)
def test_whom_an_outlet_only_names_speaks_for_herself(text: str) -> None:
    found = voice(reported(text), telling(0, 20, "Ada Vint"))
    assert found is not None
    assert (found.kind, found.label, found.named) == ("speaker", "Ada Vint", True)


def test_what_a_reporter_hands_on_makes_no_second_origin() -> None:
    text = "NPR's Ada Vint says that eight ferries were stopped."
    found = reported(text)
    two = [telling(0, 20, "Ada Vint"), telling(1, 17, "Tom Orr")]
    assert len(count(found, two).origins) == 1
    assert len(count(case(text, "The port is shut."), two).origins) == 2
