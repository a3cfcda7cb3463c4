"""Laws of the count of origins: copies, relays and retellings never raise it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sayso.findings.case import Case
from sayso.findings.origins.origins import count
from sayso.model import Actor, DocRef, Document, Family, Member, Passage, Reading, Story, Telling

TEXT = "The bridge was closed on Monday after an inspection found cracks in two of its piers."

ADA = Actor("ada-ferrow", "Ada Ferrow", "person", ("Ada Ferrow",), ())
TOMAS = Actor("tomas-lindqvist", "Tomas Lindqvist", "person", ("Tomas Lindqvist",), ())


def case_of(*families: tuple[str, ...], declared: dict[str, str] | None = None) -> Case:
    """A story whose documents all hold TEXT; each tuple is a family, its first id the original."""
    ids = [i for family in families for i in family]
    credited = declared or {}
    docs = tuple(
        Document(i, TEXT, digest=i, declared=(("credit", credited[i]),) if i in credited else ())
        for i in ids
    )
    return Case(
        story=Story("s", tuple(Member(i) for i in ids)),
        documents=docs,
        readings=tuple(Reading(i) for i in ids),
        copies=(),
        families=tuple(Family(family[0], family) for family in families),
        days=(),
        actors=(ADA, TOMAS),
    )


def told(
    doc_id: str,
    holder: str | None = None,
    *,
    anonymous: bool = False,
    via: tuple[str, ...] = (),
    start: int = 0,
) -> Telling:
    at = Passage(doc_id, start, start + 56)
    return Telling(at, at, holder, anonymous, via)


def test_texts_in_their_own_voice_are_one_unattributed_origin_together() -> None:
    counted = count(case_of(("a",), ("b",), ("c",)), [told("a"), told("b"), told("c")])
    assert [o.kind for o in counted.origins] == ["unattributed"]
    assert counted.open_texts == 3


def test_unattributed_texts_add_nothing_to_an_identified_origin() -> None:
    counted = count(case_of(("a",), ("b",)), [told("a", "Ada Ferrow"), told("b")])
    assert [(o.kind, o.label) for o in counted.origins] == [("speaker", "Ada Ferrow")]
    assert counted.open_texts == 1


def test_one_speaker_in_three_papers_is_one_origin_and_says_so() -> None:
    tellings = [told("a", "Ada Ferrow"), told("b", "Ada Ferrow"), told("c", "Ada Ferrow")]
    counted = count(case_of(("a",), ("b",), ("c",)), tellings)
    assert len(counted.origins) == 1
    (why,) = (r for r in counted.why if r.rule == "one-voice")
    assert why.values == ((DocRef("a"), DocRef("b"), DocRef("c")), "Ada Ferrow", ())


def test_two_speakers_are_two_origins() -> None:
    counted = count(
        case_of(("a",), ("b",)), [told("a", "Ada Ferrow"), told("b", "Tomas Lindqvist", start=28)]
    )
    assert len(counted.origins) == 2


def test_who_stands_beside_a_telling_hands_it_on() -> None:
    """ "Witnesses saw a gun, Ferrow said": Ferrow alone was heard."""
    case = case_of(("a",), ("b",))
    text = "Ferry staff saw a gun, Tomas Lindqvist said. Ferry staff saw a gun."
    docs = tuple(replace(doc, text=text) for doc in case.documents)
    by_ada = Telling(Passage("a", 0, 21), Passage("a", 0, 44), "Ada Ferrow", False, ())
    alone = replace(by_ada, at=Passage("a", 45, 66), sentence=Passage("a", 45, 67))
    by_tomas = Telling(Passage("b", 0, 21), Passage("b", 0, 44), "Tomas Lindqvist", False, ())
    story = replace(case, documents=docs)
    assert len(count(story, [by_ada, by_tomas]).origins) == 1
    assert len(count(story, [alone, by_tomas]).origins) == 2


def test_one_statement_in_two_mouths_is_one_origin() -> None:
    counted = count(
        case_of(("a",), ("b",)), [told("a", "Ada Ferrow"), told("b", "Tomas Lindqvist")]
    )
    assert len(counted.origins) == 1


def test_a_body_and_its_spokesman_are_one_voice() -> None:
    tellings = [told("a", "the port police"), told("b", "a police spokesman", start=28)]
    assert len(count(case_of(("a",), ("b",)), tellings).origins) == 1


def test_sources_on_two_sides_of_a_conflict_are_not_taken_for_one() -> None:
    tellings = [
        told("a", "a senior official", anonymous=True),
        told("b", "an official", anonymous=True, start=28),
    ]
    case = case_of(("a",), ("b",))
    assert len(count(case, tellings).origins) == 1
    assert len(count(case, tellings, sides=[0, 1]).origins) == 2


def test_a_relay_of_an_agency_is_that_agency() -> None:
    case = case_of(("a",), ("b",), declared={"a": "Reuters"})
    counted = count(case, [told("a"), told("b", via=("Reuters",))])
    assert [(o.kind, o.label) for o in counted.origins] == [("agency", "Reuters")]


def test_unnamed_sources_count_as_one_only_where_their_descriptions_allow_it() -> None:
    case = case_of(("a",), ("b",))
    same = [
        told("a", "a senior Harland official", anonymous=True),
        told("b", "a Harland official", anonymous=True),
    ]
    other = [
        told("a", "a Harland official", anonymous=True),
        told("b", "a Brevik official", anonymous=True, start=28),
    ]
    assert len(count(case, same).origins) == 1
    assert len(count(case, other).origins) == 2


HOLDERS = st.sampled_from([None, "Ada Ferrow", "Tomas Lindqvist", "the harbour master"])


@given(st.lists(st.tuples(HOLDERS, st.booleans()), min_size=1, max_size=6), st.integers(0, 5))
def test_a_verbatim_copy_never_raises_the_count(
    drawn: list[tuple[str | None, bool]], which: int
) -> None:
    tellings = [
        told(f"d{n}", holder, anonymous=unnamed and holder is not None)
        for n, (holder, unnamed) in enumerate(drawn)
    ]
    case = case_of(*((f"d{n}",) for n in range(len(drawn))))
    original = tellings[which % len(tellings)]
    copied = replace(original, at=Passage("copy", 0, 56), sentence=Passage("copy", 0, 56))
    families = [
        (f"d{n}", "copy") if n == which % len(drawn) else (f"d{n}",) for n in range(len(drawn))
    ]
    before, after = count(case, tellings), count(case_of(*families), [*tellings, copied])
    assert len(after.origins) == len(before.origins)
    assert after.open_texts == before.open_texts
    assert any(r.rule == "copy-collapses" for r in after.why)


@given(st.lists(HOLDERS, min_size=1, max_size=5))
def test_an_unattributed_retelling_never_raises_the_count(holders: list[str | None]) -> None:
    tellings = [told(f"d{n}", holder) for n, holder in enumerate(holders)]
    families = [(f"d{n}",) for n in range(len(holders))]
    before = count(case_of(*families), tellings)
    after = count(case_of(*families, ("late",)), [*tellings, told("late")])
    assert len(after.origins) == len(before.origins)


def test_a_guessed_speaker_of_a_poor_copy_is_no_origin_beside_its_clean_text() -> None:
    poor = replace(told("b", "ada ferrow"), low_confidence=True)
    beside = count(case_of(("a", "b")), [told("a"), poor])
    assert [o.kind for o in beside.origins] == ["unattributed"]
    alone = count(case_of(("a",), ("b",)), [told("a"), poor])
    assert [o.label for o in alone.origins] == ["ada ferrow"]
