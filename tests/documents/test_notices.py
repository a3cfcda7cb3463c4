"""What a site says to its reader within an article is a part, and news of such matters is prose."""

import pytest

from sayso.documents.layout import lay_out
from sayso.documents.parts import find_parts

_BOX = (
    "Your privacy matters. This page and our partners use cookies to choose what you see. You can"
    " manage your choices at any time in our privacy policy. Accept all. Reject all."
)
_NEWS = "The pier in Marlow Bay was shut on Tuesday. It was late."


def _parts(text: str) -> list[str]:
    return [p.at.cut(text) for p in find_parts("a", lay_out(text)) if p.kind == "boilerplate"]


@pytest.mark.parametrize("text", [f"{_BOX} {_NEWS}", f"{_NEWS} {_BOX}", f"{_NEWS}\n\n{_BOX}"])
def test_a_consent_box_is_one_part_wherever_it_stands(text: str) -> None:
    assert _parts(text) == [_BOX]


@pytest.mark.parametrize(
    "line",
    [
        "Read more: A seal climbs into a boat.",
        "Sign up for our newsletter and get the tides by mail.",
        "Follow us on the usual networks.",
        "Share this article with a friend.",
    ],
)
def test_a_line_put_between_two_sentences_is_a_part(line: str) -> None:
    assert _parts(f"The pier was shut. {line} It was late.") == [line]


@pytest.mark.parametrize(
    "text",
    [
        "The firm said that it would stop using cookies in May. Its shares fell.",
        "Readers want more: they read on. The more from him, the better.",
        "“Sign up for the ferry,” she said. They follow us on the road.",
        "The council will share this story with the court.",
    ],
)
def test_news_of_such_matters_is_prose(text: str) -> None:
    assert _parts(text) == []
