"""Markdown: the page's sections and lines, and no word of an article that formats, links or opens a
tag.
"""

import re

import pytest

from sayso.dossiers import write
from sayso.dossiers.markdown import escaped


@pytest.fixture(scope="module")
def md(dossier):
    return write(dossier, "md")


def test_sections_in_the_order_of_the_page(md):
    assert re.findall(r"^## (.+)$", md, re.M) == [
        "Where the accounts part",
        "What they agree on",
        "Timeline",
        "Who said what",
        "Claims and outlets",
        "Copies and relays",
        "The articles",
    ]


def test_every_finding_event_and_quote_is_there(md, dossier):
    for finding in dossier.findings.findings:
        for telling in finding.tellings:
            number = next(
                n for n, d in enumerate(dossier.documents, 1) if d.id == telling.at.doc_id
            )
            assert f"`d{number}-{telling.at.start}`" in md or f"article {number}" in md
    for event in dossier.findings.events:
        assert escaped(event.what) in md
    for reading in dossier.readings:
        for quote in reading.quotes:
            words = quote.content[0].cut(
                next(d.text for d in dossier.documents if d.id == reading.doc_id)
            )
            assert escaped(words) in md


def test_every_line_of_every_article_is_there(md, dossier):
    lines = set(md.splitlines())
    for doc in dossier.documents:
        for line in doc.text.splitlines():
            assert f"> {escaped(line)}".rstrip() in lines


def test_no_tag_no_link(md):
    assert not re.search(r"<[a-zA-Z/!]", md)
    assert "](" not in md and "://" not in md


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# heading", "\\# heading"),
        ("1. item", "1\\. item"),
        ("- item", "\\- item"),
        ("re-election", "re-election"),
        ("a | b", "a \\| b"),
        ("<!-- x -->", "&lt;!-- x --&gt;"),
        ("two\n\n# lines", "two # lines"),
    ],
)
def test_escaping(text, expected):
    assert escaped(text) == expected
