"""Laws of the count: what is handed on, copied or told on nobody's say-so never raises it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sayso.findings.case import Case
from sayso.findings.origins.origins import Count, count
from sayso.model import (
    Actor,
    Copy,
    Document,
    Family,
    Member,
    Passage,
    Reading,
    Relay,
    Story,
    Telling,
)

# Words that have nothing in common, so that no two tellings are one statement by accident.
TEXTS = (
    "Ships stayed in the harbour since no pilot would take them out through the ice that night.",
    "Fourteen of the houses along Quay Street have lost their roofs, a count on Sunday showed us.",
    "Every bridge below the dam is shut until engineers can say how long its piers may hold out.",
    "It had rained for a week, and the river rose by a metre within an hour of the first alarm.",
    "Schools open again next Monday, although buses will go no further than the old market place.",
    "Power came back at noon; the mill, which burns its own gas, had never gone dark in that time.",
)
COURIER, LAMP, AGENCY = "Ostrey Courier", "Fenby Lamp", "Reuters"
ADA = Actor("ada-vint", "Ada Vint", "person", ("Ada Vint", "Vint"), ())
TOM = Actor("tom-orr", "Tom Orr", "person", ("Tom Orr",), ())
PORT = Actor("tarn-port", "Tarn Port", "org", ("Tarn Port",), ())
SPEAKERS = (
    (None, False),
    ("Ada Vint", False),
    ("Tom Orr", False),
    ("Tarn Port", False),
    ("police", False),
    ("the Harland police", False),
    ("officials", True),
    ("a Harland official", True),
    ("a Brevik official", True),
    ("witnesses", True),
    ("the harbour memo", False),
    ("a Brevik memo", False),
    ("news reports", False),
    (COURIER, False),
    ("The newspaper", False),
)
told_by = st.tuples(
    st.sampled_from(SPEAKERS), st.sampled_from([(), (COURIER,), (LAMP,), (AGENCY,)])
)
piles = st.lists(told_by, min_size=1, max_size=5)


def story(size: int, *copies: tuple[int, str]) -> Case:
    """A pile of texts; each copy (of which, id) is word for word another's."""
    texts = {f"d{n}": TEXTS[n % len(TEXTS)] for n in range(size)}
    texts |= {doc_id: TEXTS[n % len(TEXTS)] for n, doc_id in copies}
    families = [(f"d{n}", *(i for m, i in copies if m == n)) for n in range(size)]
    outlets = {"d0": COURIER}

    def relays(doc_id: str) -> tuple[Relay, ...]:
        at = Passage(doc_id, 0, 5)
        return (Relay(at, LAMP, at, at),) if doc_id == "d1" else ()

    return Case(
        story=Story("s", tuple(map(Member, texts))),
        documents=tuple(
            Document(i, text, digest=i, outlet=outlets.get(i)) for i, text in texts.items()
        ),
        readings=tuple(Reading(i, relays=relays(i)) for i in texts),
        copies=(),
        families=tuple(Family(f[0], f) for f in families),
        days=(),
        actors=(ADA, TOM, PORT),
    )


def telling(
    doc_id: str, by: tuple[tuple[str | None, bool], tuple[str, ...]], length: int = 88
) -> Telling:
    (holder, unnamed), via = by
    at = Passage(doc_id, 0, length)
    return Telling(at, at, holder, unnamed, via)


def tellings(pile: list[tuple[tuple[str | None, bool], tuple[str, ...]]]) -> list[Telling]:
    return [telling(f"d{n}", by) for n, by in enumerate(pile)]


def several(counted: Count) -> int:
    return len(counted.origins)


@given(piles, st.integers(0, 4), told_by)
def test_a_copy_never_raises_the_count(
    pile: list[tuple[tuple[str | None, bool], tuple[str, ...]]],
    which: int,
    read: tuple[tuple[str | None, bool], tuple[str, ...]],
) -> None:
    """Whoever was read as the speaker in the copy."""
    of = which % len(pile)
    before = count(story(len(pile)), tellings(pile))
    copied = count(story(len(pile), (of, "copy")), [*tellings(pile), telling("copy", read)])
    assert several(copied) == several(before)
    assert copied.open_texts == before.open_texts


@given(piles, st.sampled_from([COURIER, LAMP, AGENCY, "The Guardian"]))
def test_a_relay_never_raises_the_count(
    pile: list[tuple[tuple[str | None, bool], tuple[str, ...]]], outlet: str
) -> None:
    case = story(len(pile) + 1)
    relay = telling(f"d{len(pile)}", ((None, False), (outlet,)))
    assert several(count(case, [*tellings(pile), relay])) <= several(count(case, tellings(pile)))


@given(piles, st.integers(0, 4), st.sampled_from([COURIER, LAMP, AGENCY]))
def test_a_source_handed_on_by_another_outlet_never_raises_the_count(
    pile: list[tuple[tuple[str | None, bool], tuple[str, ...]]], which: int, outlet: str
) -> None:
    case = story(len(pile) + 1)
    speaker, via = pile[which % len(pile)]
    handed_on = telling(f"d{len(pile)}", (speaker, (*via, outlet)))
    assert several(count(case, [*tellings(pile), handed_on])) <= several(
        count(case, tellings(pile))
    )


@given(piles, st.sampled_from([None, "news reports", "critics", "the media"]))
def test_a_retelling_on_nobody_s_say_so_never_raises_the_count(
    pile: list[tuple[tuple[str | None, bool], tuple[str, ...]]], nobody: str | None
) -> None:
    case = story(len(pile) + 1)
    late = telling(f"d{len(pile)}", ((nobody, False), ()))
    assert several(count(case, [*tellings(pile), late])) == several(count(case, tellings(pile)))


@given(piles, told_by)
def test_only_a_text_that_brings_an_origin_makes_several_of_one(
    pile: list[tuple[tuple[str | None, bool], tuple[str, ...]]],
    new: tuple[tuple[str | None, bool], tuple[str, ...]],
) -> None:
    case = story(len(pile) + 1)
    before = count(case, tellings(pile))
    after = count(case, [*tellings(pile), telling(f"d{len(pile)}", new)])
    if several(before) == 1 and several(after) > 1:
        assert new[0][0] is not None
        assert any(len(pile) in origin.tellings for origin in after.origins)


@given(piles, st.data())
def test_what_is_not_surely_the_same_never_raises_the_count(
    pile: list[tuple[tuple[str | None, bool], tuple[str, ...]]], data: st.DataObject
) -> None:
    case = story(len(pile))
    pairs = [(n, m) for n in range(len(pile)) for m in range(n + 1, len(pile))]
    sure = frozenset(data.draw(st.sets(st.sampled_from(pairs)))) if pairs else frozenset()
    full = several(count(case, tellings(pile)))
    assert several(count(case, tellings(pile), sure=sure)) <= full
    assert several(count(case, tellings(pile), sure=frozenset(pairs))) == full
    assert several(count(case, tellings(pile), sure=frozenset())) == 1


def test_the_order_of_the_texts_changes_no_count() -> None:
    pile = [(("Ada Vint", False), ()), (("officials", True), ()), (("Tom Orr", False), ())]
    case = story(3)
    told = tellings(pile)
    assert several(count(case, told)) == several(count(case, told[::-1])) == 2


def test_what_may_be_an_origin_is_open_and_says_so() -> None:
    case = story(2)
    told = tellings([(("Ada Vint", False), ()), (("an aide", True), ())])
    counted = count(case, told)
    assert [o.label for o in counted.origins] == ["Ada Vint"]
    assert counted.open_texts == 1
    (why,) = (r for r in counted.why if r.rule == "not-apart")
    assert why.values == ("an aide", ("Ada Vint",)) and why.at == (told[1].at,)


def test_what_stands_in_a_shared_passage_has_one_origin() -> None:
    case = story(2)
    told = tellings([(("Ada Vint", False), ()), (("Tom Orr", False), ())])
    assert several(count(case, told)) == 2
    here, there = Passage("d0", 0, 90), Passage("d1", 0, 90)
    pair = Copy("d0", "d1", "wire-in-both", (), 0.2, 0.2, "unknown", True, ((here, there),))
    assert several(count(replace(case, copies=(pair,)), told)) == 1
    far = replace(pair, passages=((here, Passage("d1", 95, 99)),))
    assert several(count(replace(case, copies=(far,)), told)) == 2


declarations = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.sampled_from(["source", "isBasedOn", "canonical"]),
        st.sampled_from([COURIER, LAMP, AGENCY, "https://fenby-lamp.example/a"]),
    ),
    max_size=4,
)


def declaring(case: Case, said: list[tuple[int, str, str]]) -> Case:
    """The same texts, some of which declare on whose work they rest."""
    of = {f"d{n}": tuple((f, v) for m, f, v in said if m == n) for n in range(6)}
    return replace(
        case, documents=tuple(replace(d, declared=of.get(d.id, ())) for d in case.documents)
    )


@given(piles, declarations)
def test_what_texts_declare_never_raises_the_count(
    pile: list[tuple[tuple[str | None, bool], tuple[str, ...]]], said: list[tuple[int, str, str]]
) -> None:
    case = story(len(pile))
    assert several(count(declaring(case, said), tellings(pile))) <= several(
        count(case, tellings(pile))
    )


@given(piles, st.sampled_from([COURIER, LAMP, AGENCY]))
def test_a_text_that_names_nobody_changes_nothing_by_what_it_declares(
    pile: list[tuple[tuple[str | None, bool], tuple[str, ...]]], outlet: str
) -> None:
    case = story(len(pile) + 1)
    told = [*tellings(pile), telling(f"d{len(pile)}", ((None, False), ()))]
    declared = count(declaring(case, [(len(pile), "source", outlet)]), told)
    assert several(declared) == several(count(case, told))


def test_two_that_rest_on_a_third_are_one() -> None:
    case, pile = (
        story(2),
        tellings([(("the harbour ministry", False), ()), (("police", False), ())]),
    )
    both = [(0, "source", LAMP), (1, "source", f"The {LAMP}")]
    assert several(count(case, pile)) == 2
    counted = count(declaring(case, both), pile)
    assert several(counted) == 1
    (reason,) = [reason for reason in counted.why if reason.rule == "declared-origin"]
    assert reason.values[0] == "open" and reason.values[3] in (LAMP, f"The {LAMP}")
