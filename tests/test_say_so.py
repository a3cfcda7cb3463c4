"""One key for whoever speaks."""

from sayso.model import Actor, Passage, Quote
from sayso.say_so import Voices, holder_of

AT = (Passage("a", 0, 4),)
LUND = Actor("lund", "Anna Lund", "person", ("A. Lund", "Lund"), ())
BREY = Actor("brey", "Tom Brey", "person", ("Brey",), ())
BOARD = Actor("board", "Harbor Board", "org", ("Board",), ())
VOICES = Voices.of([LUND, BREY, BOARD])


def quote(speaker: str | None, *, described: str | None = None) -> Quote:
    unnamed = described is not None
    return Quote(
        AT, (), (), (), "indirect", speaker=speaker, anonymous=unnamed, described=described
    )


def test_every_printed_form_of_a_name_has_one_key() -> None:
    assert {VOICES.key(form) for form in ("Anna Lund", "LUND", "a lund", "Mayor Anna Lund")} == {
        "lund"
    }


def test_a_full_name_is_found_inside_a_longer_phrase_but_a_surname_or_a_body_is_not() -> None:
    assert VOICES.key("the harbor master Tom Brey") == "brey"
    assert VOICES.key("the harbor master Brey") == "the harbor master brey"
    assert VOICES.key("the old Harbor Board") == "the old harbor board"


def test_a_phrase_that_merely_holds_a_name_is_somebody_else() -> None:
    for phrase in (
        "the group founded by Anna Lund",
        "Karl Berg and Anna Lund",
        "Anna Lund’s campaign",
        "a spokesman for Anna Lund",
        "the office of Anna Lund",
        "a motion that the board filed against Anna Lund",
    ):
        assert VOICES.key(phrase) != "lund"
        assert VOICES.people_in(phrase) == {"lund"}
    assert VOICES.key("the Chairman of the Harbor Board Anna Lund") == "lund"
    assert VOICES.people_in("the mayor Lund") == set()


def test_a_form_that_two_share_is_nobody() -> None:
    sister = Actor("lund-2", "Mary Lund", "person", ("Lund",), ())
    voices = Voices.of([LUND, sister])
    assert voices.key("Lund") == "lund"  # the word itself, not the first of the two
    assert Voices.of([Actor("x", "Mary Lund", "person", ("Lund",), ())]).key("Lund") == "x"
    assert voices.key("Mary Lund") == "lund-2"


def test_an_unnamed_source_is_never_an_actor() -> None:
    assert VOICES.key("Lund", unnamed=True) != VOICES.key("Lund")
    assert VOICES.key_of(quote("Lund", described="an aide")) == VOICES.key("an aide", unnamed=True)


def test_why_a_source_is_unnamed_is_no_part_of_what_it_is_called() -> None:
    long = "a town official, who asked not to be named"
    assert holder_of(quote(None, described=long)) == "a town official"
    assert VOICES.key_of(quote(None, described=long)) == VOICES.key_of(
        quote(None, described="a town official")
    )
    assert holder_of(quote("Ann Lee, who spoke on Monday")) == "Ann Lee, who spoke on Monday"


def test_where_nobody_speaks_there_is_no_key() -> None:
    assert VOICES.key_of(quote(None)) is None


def test_an_unnamed_source_of_which_nothing_is_said_is_called_as_it_was_found() -> None:
    bare = Quote(AT, (), (), (), "indirect", speaker="an aide", anonymous=True)
    assert holder_of(bare) == "an aide"
