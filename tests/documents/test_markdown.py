"""Markdown: front matter as a record's keys, the text below it untouched."""

from __future__ import annotations

import io

import pytest

from sayso.documents import DocumentOptions, read
from sayso.model import Document, Rejected

_BODY = "The pier was **shut** on Tuesday,\nthe harbour board said.\n\n> “It is rust.”\n"


def one(text: str, options: DocumentOptions | None = None, name: str = "a.md") -> Document:
    (doc,) = read(name, io.BytesIO(text.encode()), options=options or DocumentOptions())
    assert isinstance(doc, Document), str(doc)
    return doc


def test_yaml_between_dashes() -> None:
    front = (
        "---\ntitle: 'Pier: shut'\ndate: 2024-03-12 09:30:00 +0100\nauthor:\n- name: Ann Lee\n"
        "- name: Bo Chen\nsource: https://gull.example/pier\nlayout: post\n---\n\n"
    )
    doc = one(front + _BODY)
    assert doc.text == _BODY
    assert (doc.title, str(doc.published)) == ("Pier: shut", "2024-03-12")
    assert doc.authors == ("Ann Lee", "Bo Chen") and doc.url == "https://gull.example/pier"


def test_toml_between_plus_signs() -> None:
    front = '+++\ntitle = "Pier shut"\ndate = 2024-03-12T09:30:00Z\nauthors = ["Ann Lee"]\n+++\n'
    doc = one(front + _BODY, name="a.markdown")
    assert (doc.text, doc.title, str(doc.published)) == (_BODY, "Pier shut", "2024-03-12")
    assert doc.authors == ("Ann Lee",)


def test_a_heading_is_the_title_where_the_front_matter_has_none() -> None:
    assert one("---\ndate: 2024-03-12\n---\n# Pier shut #\n\n" + _BODY).title == "Pier shut"
    assert one("# Pier shut\n\n" + _BODY).title == "Pier shut"


def test_links_between_notes_and_flags_are_undone() -> None:
    doc = one(f'---\nauthor:\n  - "[[Ann Lee]]"\npublished: true\ndate: 2024-03-12\n---\n{_BODY}')
    assert doc.authors == ("Ann Lee",) and str(doc.published) == "2024-03-12"


def test_the_text_is_never_taken_from_the_front_matter_unless_asked_for() -> None:
    front = "---\nbody: none\ncontent: [a]\nlead: Short.\n---\n"
    assert one(front + _BODY).text == _BODY
    assert one(front + _BODY, DocumentOptions(fields=("text=lead",))).text == "Short."


def test_broken_yaml_is_read_line_by_line_and_said() -> None:
    doc = one(f"---\ntitle: Pier: shut\ndate: 2024-03-12\n---\n{_BODY}")
    assert (doc.title, doc.text, str(doc.published)) == ("Pier: shut", _BODY, "2024-03-12")
    assert [reason.values for reason in doc.why if reason.rule == "front-matter"] == [("lines",)]


@pytest.mark.parametrize(
    "text",
    [
        _BODY,
        "---\n" + _BODY + "---\nMore.\n",  # two rules
        "---\n- one\n- two\n---\n" + _BODY,  # a list
        "---\ntitle: never closed\n\n" + _BODY,
        "+++\nno toml at all\n+++\n" + _BODY,
    ],
)
def test_what_is_no_front_matter_stays_in_the_text(text: str) -> None:
    assert one(text).text == text


@pytest.mark.parametrize(
    "hostile",
    [
        "a: &a [x]\n" + "".join(f"b{n}: [*a, *a]\n" for n in range(50)),
        "a: !!python/object/apply:os.system ['true']\n",
        "a: " + "[" * 5_000 + "]" * 5_000 + "\n",
        "a: " + "{a: " * 5_000 + "\n",
    ],
)
def test_hostile_front_matter_is_no_code_and_ends(hostile: str) -> None:
    doc = one(f"---\ntitle: Pier shut\ndate: 2024-03-12\n{hostile}---\n{_BODY}")
    assert doc.text == _BODY or doc.text.endswith(_BODY)
    assert doc.title == "Pier shut" or doc.text.startswith("---")


def test_nothing_below_the_front_matter_is_refused() -> None:
    (got,) = read("a.md", io.BytesIO(b"---\ntitle: Pier shut\n---\n"))
    assert isinstance(got, Rejected) and "empty" in got.reason
