"""When two voices are one, and when two statements are: each figure and guard."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.findings.case import Case
from sayso.findings.origins.origins import count
from sayso.findings.origins.voices import Voice, same_voice, voice
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
        actors=(ADA, PORT),
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


def test_a_credit_is_the_voice_of_a_text_that_names_none() -> None:
    credited = voice(case("It is so.", credit="Reuters"), telling(0, 9))
    assert credited and (credited.kind, credited.label) == ("agency", "Reuters")
    assert voice(case("It is so."), telling(0, 9)) is None


def test_outlets_of_one_owner_are_one_voice() -> None:
    held = case("It is so.")
    one, two, other = (
        voice(held, telling(0, 9, name)) for name in ("Reuters", "Reuters News", "AFP")
    )
    assert one and two and other
    assert (one.key == two.key) and one.key != other.key


# ---- one voice or two -----------------------------------------------------------------


def of(
    key: str,
    kind: OriginKind = "speaker",
    *,
    named: bool = False,
    bodies: str = "",
    proper: str = "",
) -> Voice:
    return Voice(key, kind, key, named, frozenset(bodies.split()), frozenset(proper.split()))


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (of("x"), of("x"), True),
        (of("x"), of("y"), False),  # nothing is known of either
        (of("a memo", "document"), of("the internal memo", "document"), True),
        (of("a memo", "document"), of("a letter", "document"), False),
        (of("a memo", "document", proper="harland"), of("the memo", "document"), True),
        (
            of("a memo", "document", proper="harland"),
            of("the memo", "document", proper="brevik"),
            False,
        ),
        (
            of("a memo", "document", proper="harland state"),
            of("the memo", "document", proper="state"),
            True,
        ),
        (of("a memo", "document"), of("a memo x"), False),
        (of("p", bodies="police"), of("q", bodies="police"), True),
        (of("p", bodies="police"), of("q", bodies="court"), False),
        (of("p", bodies="police"), of("q", bodies="any"), True),
        (of("p", bodies="police"), of("q"), False),
        (of("p", named=True, bodies="police"), of("q", bodies="police"), True),
        (of("p", named=True, bodies="police"), of("q", named=True, bodies="police"), False),
        (
            of("p", bodies="police", proper="harland"),
            of("q", bodies="police", proper="brevik"),
            False,
        ),
        (of("p", bodies="police", proper="harland"), of("q", bodies="police"), True),
        (
            of("p", bodies="police", proper="harland"),
            of("q", bodies="police", proper="harland port"),
            True,
        ),
    ],
)
def test_same_voice(one: Voice, two: Voice, same: bool) -> None:
    assert same_voice(one, two) == same_voice(two, one) == same


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
    assert len(count(held, told, sides=[0, 0, 0]).origins) == 1


def test_an_origin_has_the_fullest_name_of_its_voice() -> None:
    held = case("It is so.", "It is that.")
    (origin,) = count(held, [telling(0, 9, "Vint"), telling(1, 9, "Ada Vint")]).origins
    assert origin.label == "Ada Vint"
    (origin,) = count(
        held, [telling(0, 9, "Reuters"), telling(1, 9, "Vint", via=("Reuters",))]
    ).origins
    assert (origin.kind, origin.label) == ("speaker", "Vint")
