"""Feeds: an article an entry; what is no feed, or would not end, is refused by name."""

import io
import json

import pytest

from sayso.documents import read
from sayso.model import Document, Rejected

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Gull Courier</title>
<item><title>Pier &amp;#8211; shut</title><link>https://gull.example/pier</link>
<guid>g1</guid><pubDate>Tue, 12 Mar 2024 10:15:00 +0000</pubDate>
<source url="https://northline.example/feed">Northline</source>
<description>Short.</description>
<content:encoded><![CDATA[<p>The pier was shut on Tuesday.</p>
<p>It was late.</p>]]></content:encoded>
</item>
<item><title>Empty</title><link>https://gull.example/empty</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Velmouth Star</title>
<entry><title>Traders</title><id>t1</id><updated>2024-03-13T08:00:00Z</updated>
<link href="https://star.example/t"/>
<content type="html">&lt;p&gt;Traders lost a third.&lt;/p&gt;</content>
</entry></feed>"""


def test_an_rss_entry_is_an_article_with_its_credit() -> None:
    doc, empty = read("a.rss", io.BytesIO(RSS.encode()))
    assert isinstance(doc, Document)
    assert doc.text == "The pier was shut on Tuesday.\n\nIt was late."
    assert (doc.id, doc.title, doc.outlet) == ("g1", "Pier – shut", "Gull Courier")
    assert str(doc.published) == "2024-03-12" and doc.url == "https://gull.example/pier"
    assert ("source", "Northline") in doc.declared
    assert isinstance(empty, Rejected) and "no text" in empty.reason


@pytest.mark.parametrize("name", ["a.atom", "a.xml", "feed"])
def test_an_atom_feed_under_any_name(name: str) -> None:
    (doc,) = read(name, io.BytesIO(ATOM.encode()))
    assert isinstance(doc, Document)
    assert (doc.text, str(doc.published)) == ("Traders lost a third.", "2024-03-13")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><rss><channel/></rss>', "entities"),
        ('<?xml version="1.0"?><book><p>One.</p></book>', "no feed"),
        ('<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', "no entries"),
    ],
)
def test_what_is_no_feed_is_refused_by_name(data: str, reason: str) -> None:
    (got,) = read("a.xml", io.BytesIO(data.encode()))
    assert isinstance(got, Rejected) and reason in got.reason


def _json_feed(**item: object) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Gull Courier",
        "home_page_url": "https://gull.example/",
        "language": "en-GB",
        "authors": [{"name": "Ann Lee"}],
        "items": [{"id": "j1", "url": "https://gull.example/pier", **item}],
    }
    return json.dumps(feed).encode()


@pytest.mark.parametrize("name", ["a.json", "feed", "-"])
def test_an_item_of_a_json_feed_is_an_article(name: str) -> None:
    data = _json_feed(
        title="Pier shut",
        content_html="<p>The pier was shut.</p><p>It was late &amp; dark.</p>",
        date_published="2024-03-12T10:15:00+01:00",
        external_url="https://northline.example/1",
        author={"name": "Bo Chen"},
    )
    (doc,) = read(name, io.BytesIO(data))
    assert isinstance(doc, Document)
    assert doc.text == "The pier was shut.\n\nIt was late & dark."
    assert (doc.id, doc.title, doc.outlet) == ("j1", "Pier shut", "Gull Courier")
    assert doc.authors == ("Bo Chen",) and str(doc.published) == "2024-03-12"
    assert ("original-source", "https://northline.example/1") in doc.declared


def test_what_a_json_feed_says_of_all_its_items() -> None:
    short, empty = (
        next(iter(read("a.json", io.BytesIO(_json_feed(**item)))))
        for item in ({"summary": "The pier was shut."}, {"image": "https://gull.example/1.jpg"})
    )
    assert isinstance(short, Document) and short.text == "The pier was shut."
    assert (short.authors, short.lang) == (("Ann Lee",), "en")
    assert isinstance(empty, Rejected) and "no text" in empty.reason


_SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://gull.example/pier</loc><news:news><news:publication>
<news:name>Gull Courier</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2024-03-12T10:15:00+01:00</news:publication_date>
<news:title>Pier shut</news:title></news:news></url>
<url><loc>javascript:alert(1)</loc></url>
</urlset>"""


def test_a_news_sitemap_names_its_articles_and_what_to_do() -> None:
    named, other = read("a.xml", io.BytesIO(_SITEMAP.encode()))
    assert isinstance(named, Rejected) and isinstance(other, Rejected)
    for said in ("“Pier shut” of Gull Courier, 2024-03-12", "sayso read https://gull.example/pier"):
        assert said in named.reason
    assert named.line == 1 and "without an address" in other.reason


def test_an_index_of_sitemaps_and_a_long_one() -> None:
    entry = "<sitemap><loc>https://gull.example/{0}.xml</loc></sitemap>"
    index = "<sitemapindex>" + "".join(entry.format(n) for n in range(1_500)) + "</sitemapindex>"
    found = list(read("map", io.BytesIO(b'<?xml version="1.0"?>' + index.encode())))
    assert len(found) == 1_001 and "another sitemap" in str(found[0])
    assert "500 more addresses" in str(found[-1])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("<urlset></urlset>", "empty"),
        ("<urlset><url>", "broken XML"),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hosts">]><urlset>&a;</urlset>', "entities"),
    ],
)
def test_a_sitemap_that_is_none(data: str, reason: str) -> None:
    (got,) = read("a.xml", io.BytesIO(data.encode()))
    assert isinstance(got, Rejected) and reason in got.reason
