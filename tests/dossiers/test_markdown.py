"""Markdown: the page's sections and lines, and no word of an article that formats, links or opens a
tag.
"""

import re
from dataclasses import replace

import pytest

from sayso.dossiers import write
from sayso.dossiers.index import index
from sayso.dossiers.lead import lead
from sayso.dossiers.markdown import escaped
from sayso.dossiers.top import page


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


def test_what_stands_open_on_the_page_is_there(dossier):
    long = tuple(replace(d, text=d.text + " " * 20_000) for d in dossier.documents)
    held = replace(dossier, documents=long)
    md, made = write(held, "md"), page(index(held))
    for line in (*made.agreements.open, *made.singles.open, *made.events.open):
        assert escaped(line.what) in md
    for conflict in (c for c in made.conflicts if c not in made.small):
        assert all(escaped(side.value) in md for side in conflict.sides)
    for speaker in made.said:
        if speaker.group != "unknown":
            for saying in speaker.sayings[: speaker.open]:
                assert escaped(saying.first.words) in md
    for clause in lead(index(held), made):
        assert f"{escaped(clause.words)} `{clause.href}`" in md


def test_what_is_folded_is_counted(dossier):
    event = dossier.findings.events[1]
    events = tuple(replace(event, id=f"e{n}00") for n in range(40))
    long = tuple(replace(d, text=d.text + " " * 20_000) for d in dossier.documents)
    held = replace(dossier, documents=long, findings=replace(dossier.findings, events=events))
    section = write(held, "md").split("## Timeline")[1].split("## ")[0]
    shown = sum(line.startswith("- **") for line in section.splitlines())
    assert 1 <= shown <= 10 and f"and {40 - shown} more, in the page and the JSON" in section


def test_conflicts_that_are_folded_on_the_page_are_counted(dossier):
    first = next(f for f in dossier.findings.findings if f.id.startswith("x"))
    spelling = replace(first, id="x-name", subtype="name", verdict="precision")
    held = replace(dossier, findings=replace(dossier.findings, findings=(first, spelling)))
    section = write(held, "md").split("## Where the accounts part")[1].split("## ")[0]
    assert "`x-name`" not in section and "and 1 more, in the page and the JSON" in section


def test_no_article_is_printed_and_short_piles_give_short_dossiers(md, dossier):
    for doc in dossier.documents:
        assert not [line for line in doc.text.splitlines() if len(line) > 300 and line in md]
    long = tuple(replace(d, text=d.text + " " * 20_000) for d in dossier.documents)
    assert len(md) < len(write(replace(dossier, documents=long), "md"))


def test_every_article_is_named(md, dossier):
    listed = md.split("## The articles")[1]
    for number, doc in enumerate(dossier.documents, 1):
        assert re.search(rf"^- d{number} .*{re.escape(escaped(doc.id))}$", listed, re.M)


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
