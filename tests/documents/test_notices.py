"""What a site says to its reader within an article is a part, and news of such matters is prose."""

import pytest

from sayso.documents.fields import Fields
from sayso.documents.layout import lay_out
from sayso.documents.pages import from_page
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
    "box",
    [
        "Get the tides by mail in our free newsletter. We will not share your email address. You"
        " can unsubscribe whenever the mood takes you.",
        "This story is for subscribers only. You have seen three of it this month. Become a"
        " subscriber and read the tides without end. Already have an account?",
        "The cookies of this site tell us what you read. We also tell our friends in the trade how"
        " you like it. Allow all.",
        "This film can not be played. To play this video you need to enable JavaScript. Share this"
        " with a friend, copy this link and read more about sharing.",
        "It seems that you run an ad blocker. Please allow ads so that we can pay our crew. Your"
        " consent can be withdrawn in the privacy settings.",
    ],
    ids=["a newsletter", "a paywall", "what we do with you", "a player", "advertisements"],
)
def test_what_asks_to_subscribe_is_a_part(box: str) -> None:
    assert _parts(f"{box} {_NEWS}") == [box] == _parts(f"{_NEWS} {box}")


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
        "The ferry has cookies. “You know that we bake our own,” she said. It sails at noon.",
        "The ferry changed its terms of use. You pay at the gate. The council was not asked.",
        "Readers want more: they read on. The more from him, the better.",
        "“Sign up for the ferry,” she said. They follow us on the road.",
        "The council will share this story with the court.",
    ],
)
def test_news_of_such_matters_is_prose(text: str) -> None:
    assert _parts(text) == []


_CONSENT = "".join(
    f"<p>{said}</p>"
    for said in (
        "We and our partners use cookies to tell one reader from another.",
        "You can manage your choices at any time in our privacy policy, as often as you like.",
        "We process personal data for personalised ads and for audience insights of ours.",
    )
)
_ARTICLE = (
    "<h1>Pier shut</h1><p>The pier in Marlow Bay closed its gates on Tuesday when a diver"
    " came upon rust in two of its piles, the harbour board said on Wednesday at noon.</p>"
    "<p>“Nobody sets foot on it until the divers are done,” said Otto Brandt, who runs"
    " the ferry.</p>"
)


def _page(body: str) -> Fields | str:
    return from_page(f"<html><head><title>x</title></head><body>{body}</body></html>")


def test_a_page_that_only_asks_for_consent_is_refused() -> None:
    assert isinstance(_page(f"<div id=consent>{_CONSENT}</div>"), str)


def test_a_page_that_only_asks_for_money_is_refused() -> None:
    wall = (
        "<h2>Subscribe to keep reading</h2><p>This tale is for subscribers only. Your free trial"
        " lasts a month, and you will not be charged before the end of it.</p><ul><li>The tides,"
        " each morning at six</li></ul><p>Already a subscriber? Log in to read the rest.</p>"
    )
    assert isinstance(_page(f"<article><h1>Pier shut</h1>{wall}</article>"), str)


@pytest.mark.parametrize(
    "body",
    [
        f"<div id=consent>{_CONSENT}</div><div>{_ARTICLE}</div>",
        f'<div class="cookie-bar-open">{_ARTICLE}</div>',
    ],
    ids=["a box before the article", "an article in an element named for cookies"],
)
def test_the_article_beside_a_consent_box_is_read(body: str) -> None:
    found = _page(body)
    assert isinstance(found, Fields)
    assert "The pier in Marlow Bay" in found.text and "partners" not in found.text
