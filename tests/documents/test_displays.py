"""Exports without labels, forwarded mail, pages of errors, and bytes of other machines."""

import io
import json

import pytest

from sayso.documents import read
from sayso.documents.decode import decode
from sayso.documents.exports import articles
from sayso.documents.pages import from_page
from sayso.model import Document, Rejected

_LEAD = "The pier at Marlow Bay was closed to anglers on Monday, the harbour office said."
_SAID = "“We found rust in every bolt,” said Tove Halm, who looks after it."

_FACTIVA = f"""News
Pier closed to anglers
Otto Brandt
38 words
4 March 2024
06:15
Gull Courier
GULC
Main
8
English
© 2024 Gull Press. All rights reserved.

{_LEAD}

{_SAID}

Document GULC000020240304ek3400001


Choir sings in the rain
12 words
6 March 2024
Fenby Post
FENP
English
(c) 2024 Fenby Post

Nobody stayed at home.

Document FENP000020240306ek3600002
"""

_EUROPRESSE = f"""Gull Courier (site web)
News, lundi 4 mars 2024, p. 8

Pier closed to anglers

Otto Brandt

{_LEAD}

{_SAID}

© 2024 Gull Courier. Tous droits réservés.
Numéro de document : news·20240304·GU·0007

"""

_PRESSREADER = f"""Pier closed to anglers
Gull Courier · 4 Mar 2024 · 8 · By Otto Brandt

{_LEAD}

{_SAID}

Article Name:Pier closed to anglers
Publication:Gull Courier
Author:By Otto Brandt
Start Page:8
End Page:8
"""


@pytest.mark.parametrize("text", [_FACTIVA, _EUROPRESSE, _PRESSREADER])
def test_an_export_without_labels_is_read_by_what_closes_each_article(text: str) -> None:
    documents = [d for d in read("a.txt", io.BytesIO(text.encode())) if isinstance(d, Document)]
    first = documents[0]
    assert first.text == f"{_LEAD}\n\n{_SAID}"
    assert (first.title, first.outlet) == ("Pier closed to anglers", "Gull Courier")
    assert str(first.published) == "2024-03-04"
    assert first.authors == ("Otto Brandt",)
    assert len(documents) == (2 if text is _FACTIVA else 1)


@pytest.mark.parametrize(
    "text",
    [
        _FACTIVA.replace("4 March 2024\n", "").replace("6 March 2024\n", ""),
        _EUROPRESSE.replace("lundi 4 mars 2024", "page 8"),
        _PRESSREADER.replace("Publication:", "Paper: "),
    ],
)
def test_what_lacks_the_line_that_tells_is_no_export(text: str) -> None:
    assert articles(text) == []


def test_the_headline_of_proquest_stands_above_its_fields() -> None:
    rule = "_" * 40
    text = (
        f"{rule}\n\nDocument 1 of 1\n\nPier closed to anglers\n\nAuthor: Brandt, Otto\n\n"
        f"Full text: {_LEAD}\n\nPublication date: Mar 4, 2024\n\n{rule}\n"
    )
    assert [f.title for f in articles(text)] == ["Pier closed to anglers"]


def test_a_heading_of_the_classification_ends_the_text_of_nexis() -> None:
    text = (
        "Pier closed\nGull Courier\nMarch 4, 2024 Monday\n\nLength: 9 words\n\nBody\n\n"
        f"{_LEAD}\n\nClassification\n\nLanguage: ENGLISH\n\nEnd of Document\n"
    )
    assert [f.text for f in articles(text)] == [_LEAD]


_OUTLOOK = "From: Gull <g@gull.example>\nSent: Monday, March 4, 2024 6:15 AM\nTo: Ada\n"


@pytest.mark.parametrize(
    "block",
    [
        f"-----Original Message-----\n{_OUTLOOK}Subject: Pier closed\n\n",
        f"________________________________\n{_OUTLOOK}Subject: Pier closed\n\n",
        "Begin forwarded message:\n\nFrom: Gull <g@gull.example>\nSubject: Pier closed\n"
        "Date: 4 March 2024 at 06:15:00 GMT\n\n",
    ],
)
def test_of_a_forwarded_mail_the_message_within_is_the_article(block: str) -> None:
    mail = (
        "From: Ada <ada@x.example>\nTo: list@x.example\nSubject: Fwd: Pier closed\n"
        "Date: Wed, 6 Mar 2024 10:15:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n"
        f"Worth a look.\n\n{block}{_LEAD}\n\n{_SAID}\n\n-- \nAda\n"
    )
    (found,) = read("a.eml", io.BytesIO(mail.encode()))
    assert isinstance(found, Document)
    assert found.text == f"{_LEAD}\n\n{_SAID}"
    assert (found.title, str(found.published)) == ("Pier closed", "2024-03-04")


@pytest.mark.parametrize(
    ("title", "refused"),
    [
        ("404 Not Found", True),
        ("Access denied | Gull Courier", True),
        ("Just a moment...", True),
        ("451: Unavailable for reasons of law", True),
        ("Access denied to harbour", False),
        ("404 boats counted in bay", False),
    ],
)
def test_a_page_that_shows_no_article_is_refused(title: str, refused: bool) -> None:
    body = "The page that was here has gone, or the tide has taken it. " * 3
    markup = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{body}</p></body>"
    assert (from_page(markup) == "no article found on the page: only why it is not shown") is (
        refused
    )


def test_bytes_of_a_mac_are_read_as_such_and_those_of_windows_are_not() -> None:
    for name in ("mac_roman", "cp1252"):
        found = decode(f"{_SAID} {_SAID}".encode(name))
        assert found is not None
        assert found.text == f"{_SAID} {_SAID}"


@pytest.mark.parametrize("name", ["mac_roman", "cp1251"])
def test_text_read_in_another_encoding_is_put_right(name: str) -> None:
    broken = f"{_SAID} {_SAID}".encode().decode(name, "ignore")
    (found,) = read("a.json", io.BytesIO(json.dumps({"text": broken}).encode()))
    assert isinstance(found, Document)
    assert "“We found rust" in found.text


def test_question_marks_for_quotation_marks_are_a_defect() -> None:
    lost = _SAID.replace("“", "?").replace("”", "?")
    (found,) = read("a.txt", io.BytesIO(lost.encode()))
    assert isinstance(found, Document)
    assert found.defects == ("letters-lost",)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (f"b'{_LEAD}\\n\\nIt isn\\'t safe.'", f"{_LEAD}\n\nIt isn't safe."),
        ("\\u201cTwo,\\u201d she said.", "“Two,” she said."),
        (f'{_LEAD}\n\n[gallery ids="1,2"]\n\nOne.', f"{_LEAD}\n\nOne."),
    ],
)
def test_what_a_program_wrote_into_a_field_is_undone(said: str, wanted: str) -> None:
    (found,) = read("a.json", io.BytesIO(json.dumps({"text": said}).encode()))
    assert isinstance(found, Document)
    assert found.text == wanted


def test_what_a_service_removed_is_no_article() -> None:
    (found,) = read("a.json", io.BytesIO(b'{"title": "[Removed]", "content": "[Removed]"}'))
    assert isinstance(found, Rejected)


def test_a_printed_feed_names_the_outlet_of_its_entries() -> None:
    feed = {"feed": {"title": "Gull Courier"}, "entries": [{"title": "Pier", "text": _LEAD}]}
    (found,) = read("a.json", io.BytesIO(json.dumps(feed).encode()))
    assert isinstance(found, Document)
    assert found.outlet == "Gull Courier"
