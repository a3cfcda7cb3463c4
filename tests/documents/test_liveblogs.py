"""Live blogs: posts with their hours, an article a day; no day from links to other articles."""

from __future__ import annotations

import io
import json

import pytest

from sayso.documents import read
from sayso.documents.pages import from_page
from sayso.model import Document
from sayso.words import sentence

_POSTS = [
    (
        "2024-03-12T09:10:00+00:00",
        "Pier is shut",
        "The pier was shut this morning, the board said.",
    ),
    ("2024-03-12T11:45:00+00:00", "", "Ann Lowe said that nobody had told her of it."),
    (
        "2024-03-12T16:30:00+00:00",
        "Mayor answers",
        "“We had no choice,” the mayor said.\n\nHe left.",
    ),
]


def ld(posts: list[tuple[str, str, str]], **more: object) -> str:
    updates = [
        {"@type": "BlogPosting", "datePublished": when, "headline": head, "articleBody": body}
        for when, head, body in posts
    ]
    return json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "LiveBlogPosting",
            "headline": "Pier: the day as it went",
            "datePublished": "2024-03-12T09:00:00+00:00",
            "publisher": {"@type": "Organization", "name": "Gull Courier"},
            "liveBlogUpdate": updates[::-1],  # newest first, as sites print them
            **more,
        }
    )


def page(data: str, body: str = "") -> bytes:
    return (
        "<!doctype html><html><head><title>Pier</title><meta property='og:title' "
        "content='Pier: the day as it went'><script type='application/ld+json'>"
        f"{data}</script></head><body><h1>Pier: the day as it went</h1>{body}</body></html>"
    ).encode()


def docs(data: bytes) -> list[Document]:
    found = list(read("live.html", io.BytesIO(data)))
    assert all(isinstance(doc, Document) for doc in found), found
    return [doc for doc in found if isinstance(doc, Document)]


def dates(doc: Document) -> list[str]:
    return [part.at.cut(doc.text) for part in doc.parts if part.kind == "date"]


def test_posts_stand_in_the_order_of_time_below_their_hours() -> None:
    (doc,) = docs(page(ld(_POSTS)))
    assert doc.text == (
        "March 12, 2024, 09:10\n\nPier is shut\n\nThe pier was shut this morning, the board said."
        "\n\nMarch 12, 2024, 11:45\n\nAnn Lowe said that nobody had told her of it."
        "\n\nMarch 12, 2024, 16:30\n\nMayor answers\n\n“We had no choice,” the mayor said."
        "\n\nHe left."
    )
    assert dates(doc) == [f"March 12, 2024, {hour}" for hour in ("09:10", "11:45", "16:30")]
    assert (str(doc.published), doc.outlet) == ("2024-03-12", "Gull Courier")
    assert [why.values for why in doc.why if why.rule == "live-blog"] == [(3,)]


def test_each_day_is_an_article() -> None:
    night = [("2024-03-13T00:20:00+00:00", "", "Work began yesterday, the board said.")]
    first, second = docs(page(ld(_POSTS + night)))
    assert [str(doc.published) for doc in (first, second)] == ["2024-03-12", "2024-03-13"]
    assert "yesterday" in second.text and "yesterday" not in first.text
    assert (first.id, second.id) == ("live.html:1", "live.html:2")


_MICRODATA = "".join(
    f'<div itemprop="liveBlogUpdate" itemscope itemtype="http://schema.org/BlogPosting">'
    f'<h2 itemprop="headline">{head}</h2>'
    f'<time itemprop="datePublished" datetime="{when}">then</time>'
    f'<div itemprop="articleBody"><p>{body}</p></div></div>'
    for when, head, body in _POSTS
)
_ELEMENTS = "".join(
    f'<article class="live-post"><time datetime="{when}">then</time><h3>{head}</h3><p>{body}</p>'
    "<figure><figcaption>A pier.</figcaption></figure></article>"
    for when, head, body in _POSTS[::-1]
)
_RELATED = (
    '<aside class="related"><h3>More stories</h3><ul><li><article><a href="/x">Weir is mended at '
    'last</a><time datetime="2019-01-02T08:00:00Z">2 January 2019</time><p>An old tale of a weir.'
    "</p></article></li></ul></aside>"
)


@pytest.mark.parametrize("body", [_MICRODATA, _ELEMENTS], ids=["microdata", "elements"])
def test_posts_that_only_the_page_has(body: str) -> None:
    data = page(ld([]), f"<main>{body}</main>{_RELATED}")
    (doc,) = docs(data)
    assert len(dates(doc)) == 3 and "weir" not in doc.text and "A pier." not in doc.text
    places = [doc.text.index(said) for said in ("Pier is shut", "nobody had told", "no choice")]
    assert places == sorted(places)


_LEAD = "We follow the pier of Velmouth through the day on which it was shut. Ann Lowe reports."
_POSTED = "".join(f"<div><p>{body}</p></div>" for _, _, body in _POSTS[::-1])


@pytest.mark.parametrize(
    "data",
    [
        page(ld(_POSTS), f"<article><p>{_LEAD}</p>{_POSTED}</article>"),
        page(ld([]), f"<main><article><p>{_LEAD}</p>{_MICRODATA}</article></main>"),
        page(ld([]), f"<main><div><p>{_LEAD}</p></div>{_ELEMENTS}</main>"),
        page(ld(_POSTS, articleBody=_LEAD)),
        page(ld(_POSTS, articleBody=f"{_LEAD}\n\n{_POSTS[2][2]}")),
        page(ld(_POSTS), f"<article><p>{_LEAD}</p><p>{_LEAD[:40]} Many were asked.</p></article>"),
    ],
    ids=["in JSON", "microdata", "elements", "articleBody", "whole articleBody", "no posts shown"],
)
def test_what_introduces_the_posts_stands_above_them(data: bytes) -> None:
    (doc,) = docs(data)
    assert doc.text.startswith(_LEAD) and doc.text.count(_LEAD) == 1
    assert doc.text.count("nobody had told") == 1 and len(dates(doc)) == 3


@pytest.mark.parametrize("body", ["", f"<div>Share this</div>{_POSTED}"])
def test_without_an_introduction_the_first_post_is_first(body: str) -> None:
    (doc,) = docs(page(ld(_POSTS), body))
    assert doc.text.startswith("March 12, 2024, 09:10")


def _hours(count: int) -> list[tuple[str, str, str]]:
    return [
        (
            f"2024-03-{1 + n // 1440:02}T{n // 60 % 24:02}:{n % 60:02}:00+00:00",
            "",
            f"Boat {n} left.",
        )
        for n in range(count)
    ]


def test_of_very_many_posts_the_first_in_time_stand_and_the_rest_is_said() -> None:
    first, second = docs(page(ld(_hours(2_100))))
    assert "Boat 0 left." in first.text and "Boat 1999 left." in second.text
    assert "Boat 2000 left." not in second.text and second.defects == ("cut-short",)
    assert [sentence(why) for why in second.why if why.rule == "cut-short"] == [
        "100 later posts of the live blog are not here"
    ]
    assert not first.defects


def test_a_page_that_is_no_live_blog_is_one_article() -> None:
    prose = "<p>" + "The pier was shut on Tuesday, the harbour board said. " * 8 + "</p>"
    news = json.dumps({"@type": "NewsArticle", "datePublished": "2024-03-12T09:00:00+00:00"})
    (doc,) = docs(page(news, f"<article>{prose}</article>"))
    assert not dates(doc) and not [why for why in doc.why if why.rule == "live-blog"]


@pytest.mark.parametrize(
    "data",
    [
        ld([("soon", "", "One."), ("", "", "Two.")]),
        ld(_POSTS[:1]),
        json.dumps({"@type": ["LiveBlogPosting"], "liveBlogUpdate": {"articleBody": ["x"]}}),
        json.dumps({"@type": "LiveBlogPosting", "liveBlogUpdate": [None, 7, {}]}),
    ],
)
def test_broken_posts_raise_nothing(data: str) -> None:
    assert list(read("live.html", io.BytesIO(page(data))))


# ---- days of others ----------------------------------------------------------------

_PROSE = "<p>" + "The pier was shut on Tuesday, the harbour board said. " * 12 + "</p>"
_OLD = '<time datetime="2019-01-02">2 January 2019</time>'


@pytest.mark.parametrize(
    "beside",
    [
        f"<aside><a href='/x'>Weir is mended at last</a> {_OLD}</aside>",
        f"<nav><a href='/x'>Weir is mended at last</a> {_OLD}</nav>",
        f"<div class='c-related'><a href='/x'>Weir is mended</a> {_OLD}</div>",
        f"<section><h3>More stories</h3><div><a href='/x'>Weir</a> {_OLD}</div></section>",
        f"<ul><li><a href='/x'>Weir is mended at last</a> {_OLD}</li></ul>",
        f"<footer>{_OLD}</footer>",
    ],
)
def test_the_day_of_a_link_is_not_the_page_s(beside: str) -> None:
    bare = from_page(f"<html><body><article><h1>Pier</h1>{_PROSE}</article>{beside}</body></html>")
    assert not isinstance(bare, str) and bare.published is None
    own = "<time datetime='2024-03-12' class='published'>12 March 2024</time>"
    dated = from_page(
        f"<html><body><article><h1>Pier</h1>{own}{_PROSE}</article>{beside}</body></html>"
    )
    assert not isinstance(dated, str) and dated.published == "2024-03-12"


def test_the_page_s_own_day_in_a_link_to_itself_or_a_list_of_its_makers_counts() -> None:
    day = "<time class='entry-date' datetime='2024-03-12'>12</time>"
    for own in (
        f"<a href='/pier' rel='bookmark'>{day}</a>",
        f"<ul><li><a href='/ann'>Ann Lee</a></li><li>{day}</li></ul>",
    ):
        found = from_page(
            f"<html><body><article><h1>Pier</h1>{own}{_PROSE}</article></body></html>"
        )
        assert not isinstance(found, str) and found.published == "2024-03-12"
