"""Feeds: an article an entry; what is no feed, or would not end, is refused by name."""

import io

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
