"""Small parts of the app, each at its edges."""

import pytest

from sayso.archive import Saying
from sayso.model import Decision
from sayso.web.decisions import _with
from sayso.web.people import differing, once, one_names
from sayso.web.revisions import Piece, pieces, shortened
from sayso.web.searching import _links


def saying(text, *, story=1, doc="a", start=0, day="2031-05-06"):
    return Saying(story, doc, start, start + len(text), "Lund", "direct", "said", day, text)


def words_of(found):
    return [[s.text for s in group] for group in found]


def test_sayings_that_share_enough_words_are_laid_side_by_side():
    one, same = saying("one two three four five"), saying("One two three, four five!", doc="b")
    near = saying("one two three six seven", doc="c")  # three of five: just enough
    far = saying("one two six seven eight", doc="d")  # two of five
    assert words_of(differing([one, same, near])) == [[same.text, near.text]]
    assert differing([one, far]) == []
    assert differing([one, same]) == []


def test_few_words_are_alike_by_chance():
    assert differing([saying("one two three"), saying("one two three more x", doc="b")]) == []
    four = [saying("one two three four"), saying("one two three more x", doc="b")]
    assert len(differing(four)) == 1


def test_sayings_of_two_stories_are_never_one():
    assert differing([saying("one two three four"), saying("one two three five", story=2)]) == []


def test_the_same_words_of_a_day_are_shown_once():
    rows = [
        {"story": 1, "text": "No siren sounded.", "outlet": "A"},
        {"story": 1, "text": "no siren sounded", "outlet": "B"},
        {"story": 2, "text": "No siren sounded.", "outlet": "C"},
    ]
    assert [[o["outlet"] for o in (r, *r["also"])] for r in once(rows)] == [["A", "B"], ["C"]]


def test_names_decided_to_be_one_are_followed_through():
    class Held:
        def in_force(self):
            return (
                Decision("same-name", ("B", "C"), n=2),
                Decision("same-name", ("A", "B"), n=1),
                Decision("same-name", ("X", "Y"), n=3),
            )

    class Kept:
        decisions = Held()

    assert sorted(one_names(Kept(), "a")) == ["B", "C", "a"]


def test_what_was_kept_is_cut_to_what_stands_around_a_change():
    old = "x " * 300 + "Monday " + "y " * 300
    found = shortened(pieces(old, old.replace("Monday", "Tuesday")))
    assert [p.kind for p in found] == ["kept", "gone", "new", "kept"]
    assert all(len(p.text) < 100 for p in found) and found[0].text.startswith("… ")
    short = Piece("kept", "z" * 200)
    assert shortened([Piece("new", "a"), short, Piece("new", "b")])[1] == short


@pytest.mark.parametrize(
    ("where", "gives"),
    [
        ("/story/3", "/story/3?done=7"),
        ("/story/3?done=6", "/story/3?done=7"),
        ("/person?name=A+B", "/person?name=A+B&done=7"),
        ("/article/1?at=1-2&done=6#c-1", "/article/1?at=1-2&done=7#c-1"),
    ],
)
def test_an_address_says_once_what_was_just_decided(where, gives):
    assert _with(where, 7) == gives


def test_a_search_is_narrowed_by_what_the_box_understands():
    (outlet,) = _links("outlet", (('The "Star"', 3),), "quay")
    assert outlet["address"] == "/search?q=quay+outlet%3A%22The++Star+%22"
    (year,) = _links("year", (("2031", 2),), "quay")
    assert year["address"] == "/search?q=quay+after%3A2030-12-31+before%3A2032-01-01"
    (again,) = _links("lang", (("en", 2),), "quay lang:en")
    assert again["address"] == "/search?q=quay+lang%3Aen"
