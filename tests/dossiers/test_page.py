"""The page: everything on it stands in an article, leads to its place, and nothing in an article
can act.
"""

import hashlib
import itertools
import re
from base64 import b64encode
from dataclasses import replace
from datetime import date

import pytest
from lxml import html as lxml_html

from sayso.dossiers import contents, write
from sayso.errors import WrongUse
from sayso.model import Dossier, Findings, Reason, Story


def squeezed(text):
    return " ".join(text.split())


def texts_of(page):
    return {
        piece.get("id"): "".join(p.text_content() for p in classed(piece, "text"))
        for piece in _pieces(page)
    }


def _pieces(page):
    return page.xpath("//details[contains(@class, 'piece')]")


def classed(element, name):
    return element.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]")


def test_articles_stand_in_full_and_untouched(page, dossier):
    shown = texts_of(page)
    assert len(shown) == len(dossier.documents)
    for number, doc in enumerate(dossier.documents, 1):
        assert shown[f"d{number}"] == doc.text


def test_every_link_inside_the_page_arrives(page):
    ids = set(page.xpath("//@id"))
    for href in page.xpath("//a/@href"):
        if href.startswith("#"):
            assert href[1:] in ids, href


def test_ids_are_unique_and_plain(page):
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", i) for i in ids)


def test_every_source_line_equals_the_text_at_its_place(page, dossier):
    links = [a for a in page.xpath("//a[@data-end]") if classed(a, "core")]
    assert len(links) > 15
    for link in links:
        number, start = link.get("href")[2:].split("-")
        text = dossier.documents[int(number) - 1].text[int(start) : int(link.get("data-end"))]
        core = squeezed(classed(link, "core")[0].text_content())
        assert core and squeezed(text).startswith(core)
        cut = len(classed(link, "core")[0].xpath("following-sibling::*[contains(@class, 'cut')]"))
        assert cut or core == squeezed(text)


def test_every_linked_place_is_a_mark_that_begins_there(page, dossier):
    for link in page.xpath("//a[@data-end]"):
        number, start = link.get("href")[2:].split("-")
        mark = page.get_element_by_id(link.get("href")[1:])
        assert mark.tag == "mark"
        text = dossier.documents[int(number) - 1].text
        assert text[int(start) :].startswith(mark.text_content())


def test_every_finding_event_quote_and_copy_has_its_line(page, dossier):
    ids = set(page.xpath("//@id"))
    wanted = (
        {f.id for f in dossier.findings.findings}
        | {e.id for e in dossier.findings.events}
        | {"c-d1-d2", "c-d1-d3"}
    )
    assert wanted <= ids
    assert sum(i.startswith("q-d") for i in ids) == sum(len(r.quotes) for r in dossier.readings)


def test_nothing_in_an_article_becomes_markup(page, html, dossier):
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//img | //iframe | //object | //embed | //base | //b[text()='bold']")
    assert not [
        name
        for e in page.iter()
        if isinstance(e.tag, str)
        for name in e.attrib
        if name.startswith("on")
    ]
    assert not page.xpath("//@style")
    assert "<svg onload" not in html and "&lt;svg onload" in html
    assert "{{ 7*7 }}" in page.get_element_by_id("d4").text_content()
    assert "</script><img" not in html
    assert 'x onerror="alert' in page.text_content()


def test_no_address_but_those_of_the_articles(page, html, dossier):
    outward = [href for href in page.xpath("//@href") if not href.startswith("#")]
    assert sorted(outward) == ["data:,", "https://courier.example/ferry?id=1&x=2"]
    assert not page.xpath("//@src")
    style = page.xpath("//style")[0].text
    assert "url(" not in style and "@import" not in style


def test_the_policy_lets_only_the_own_script_and_style_pass(page):
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; ")
    for tag in ("script", "style"):
        digest = b64encode(
            hashlib.sha256(page.xpath(f"//{tag}")[0].text.encode()).digest()
        ).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_headings_make_an_outline(page):
    levels = [int(e.tag[1]) for e in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_the_head_says_what_lies_here_and_what_was_left_out(page):
    head = squeezed(page.get_element_by_id("top").text_content())
    assert "5 articles · 4 texts" in head and "6–10 May 2031" in head
    assert "2 inputs could not be read." in head and "feed.jsonl, line 7" in head
    assert "1 article in French was not read." in head
    assert "1 dateline, 1 byline, 1 credit and 1 newsletter line are not read as prose." in head
    assert "photo<1>.jpg" in head
    assert "5 articles were taken as one story: 5 share names with the others." in head


def test_an_article_held_by_little_is_said_to_be(dossier):
    loose = replace(dossier.story.members[4], why=(Reason("alike", ("some", 0.2)),))
    html = write(
        replace(dossier, story=replace(dossier.story, members=(*dossier.story.members[:4], loose))),
        "html",
    )
    assert "1 article is held by likeness alone: look at it first." in html
    bare = tuple(replace(m, why=()) for m in dossier.story.members)
    assert "given as one story; nothing was checked" in write(
        replace(dossier, story=replace(dossier.story, members=bare)), "html"
    )


def test_sections_stand_in_the_order_of_the_page(page):
    assert page.xpath("//main/section/@id") == [
        "part",
        "agree",
        "timeline",
        "said",
        "matrix",
        "copies",
        "articles",
    ]


def test_a_card_shows_sides_verdict_and_support(page):
    card = squeezed(page.get_element_by_id("x3333cccc").text_content())
    assert "scope: both can be true" in card and "“real” is about the alarm" in card
    assert "a senior official of the shipping line (unnamed)" in card
    assert "2 texts · 2 origins" in card


def test_a_claim_on_one_origin_is_marked(page):
    assert (
        "reported by 2 texts, and all rest on one origin"
        in page.get_element_by_id("a4444dddd").text_content()
    )
    assert "all rest on one origin" not in page.get_element_by_id("a5555eeee").text_content()


def test_reasons_name_articles_as_the_page_does(page):
    reason = squeezed(page.get_element_by_id("x1111aaaa").text_content())
    assert "Northgate Courier and Northgate Courier (article 2) are one text" in reason
    assert "courier.txt" not in reason


def test_an_inferred_day_is_marked_and_explained(page):
    piece = squeezed(page.get_element_by_id("d4").text_content())
    assert "10 May 2031 inferred; between 10–11 May 2031" in piece
    assert "“Saturday” dates what Northgate Courier dates to 2031-05-10" in piece
    assert "inferred" in page.get_element_by_id("e6").text_content()
    assert "declared" not in piece


def test_low_confidence_is_said_in_words(page):
    assert (
        "low confidence: the text has lost its capitals or punctuation"
        in page.get_element_by_id("d2").text_content()
    )
    assert "low confidence" not in page.get_element_by_id("d1").text_content()


def test_parts_are_named_and_dimmed(page):
    labels = page.xpath("//*[@id='d1']//mark/@data-label")
    assert labels == ["dateline", "byline", "credit"]


def test_a_foreign_article_keeps_its_language(page):
    assert page.xpath("//*[@id='d5']//div[@class='body']/@lang") == ["fr"]
    assert "not read" in page.get_element_by_id("d5").text_content()


def test_characters_no_page_can_hold_do_not_break_it(dossier):
    strange = "Nul \x00 half \ud800 return\r\nbell \x07 end " + "⚓" * 3
    documents = (replace(dossier.documents[4], text=strange), *dossier.documents[5:])
    small = replace(
        dossier, documents=documents, readings=(), copies=(), families=(), findings=Findings("s", (), (), (), ()),
        story=Story("s", ()),
    )  # fmt: skip
    html = write(small, "html")
    html.encode()
    assert "&#13;\n" in html and "Nul \ufffd half \ufffd" in html


def test_an_empty_dossier_is_still_a_page():
    empty = Dossier(Story("s", ()), " ", (), (), (), (), Findings("s", (), (), (), ()))
    html = write(empty, "html")
    assert "Untitled story" in html and "No quotation was found." in html
    assert write(empty, "md").startswith("# Untitled story")


def test_a_page_of_ten_articles_stays_small(dossier, html):
    article = max(dossier.documents, key=lambda d: len(d.text))
    assert len(html.encode()) < 120_000
    assert len(html.encode()) > len(article.text)


def test_long_sections_and_piles_fold(dossier):
    event = dossier.findings.events[1]
    events = tuple(replace(event, id=f"e{n}00", earliest=date(2031, 5, 5)) for n in range(60))
    documents = tuple(replace(dossier.documents[0], id=f"doc{n}.txt") for n in range(13))
    long = replace(dossier, findings=replace(dossier.findings, events=events))
    assert "50 more events" in write(long, "html")
    pile = replace(
        dossier, documents=documents, readings=(), copies=(), families=(), findings=Findings("s", (), (), (), ()),
        story=Story("s", ()),
    )  # fmt: skip
    assert 'id="d13">' in write(pile, "html")
    assert 'id="d1" open>' in write(dossier, "html")


def test_a_table_too_large_to_read_is_cut_and_says_so(dossier):
    claim = next(f for f in dossier.findings.findings if f.id == "a4444dddd")
    many = tuple(replace(claim, id=f"a{n}00") for n in range(1000))
    html = write(replace(dossier, findings=replace(dossier.findings, findings=many)), "html")
    rows = html[html.index("<tbody>") : html.index("</tbody>")].count("<tr>")
    assert rows == 5000 // 6
    assert f"{1000 - rows} more claims would not fit" in html


def test_an_unknown_form_is_refused_with_the_known_ones(dossier):
    with pytest.raises(WrongUse, match="html, md, json, jsonl"):
        write(dossier, "pdf")


def test_writing_twice_gives_the_same(dossier, html):
    assert write(dossier, "html") == html


def test_contents_lists_stories_and_escapes(dossier):
    hostile = replace(dossier, title="<b>Title</b>")
    text = contents([(hostile, 'a "b"/<x>.html')])
    assert "&lt;b&gt;Title" in text and "<b>Title" not in text
    assert 'href="./a%20%22b%22/%3Cx%3E.html"' in text
    assert "accounts part in 3 places" in text and "5 articles · 4 texts" in text


@pytest.mark.parametrize("section", ["part", "agree", "timeline", "said"])
def test_the_side_counts_what_stands_open_and_names_what_there_is(
    page: lxml_html.HtmlElement, section: str
) -> None:
    (told,) = page.xpath(f"//nav//a[@href='#{section}']/span[@class='n']/text()")
    lines = "//*[@class='self']"
    apart = "[not(ancestor::details[starts-with(summary, 'Reported by one')])]"
    apart += "[not(ancestor::details[starts-with(summary, 'Speaker not known')])]"
    every = page.xpath(f"//section[@id='{section}']{lines}{apart}")
    folded = page.xpath(f"//section[@id='{section}']//details[@class='fold']{lines}{apart}")
    first, _, last = told.partition(" of ")
    assert int(first) == len(every) - len(folded)
    assert int(last or first) == len(every)
