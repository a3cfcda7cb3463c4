"""Mail: headers are fields, and what is not a message is refused by name."""

import io
from email.message import EmailMessage

import pytest

from sayso.documents import read
from sayso.documents.mail import looks_like_mail
from sayso.model import Document, Rejected


def _message(subject: str = "Pier shut", html: bool = False) -> bytes:
    message = EmailMessage()
    message["From"] = "The Gull <news@gull.example>"
    message["Subject"] = subject
    message["Date"] = "Tue, 12 Mar 2024 10:15:00 +0000"
    text = "The pier was shut on Tuesday. “Nobody sets foot on it,” said Otto Brandt."
    if html:
        message.set_content(f"<html><body><p>{text}</p></body></html>", subtype="html")
    else:
        message.set_content(text)
    return message.as_bytes()


def test_a_message_is_an_article_without_its_headers() -> None:
    for data in (_message(), _message(html=True)):
        (doc,) = read("a.eml", io.BytesIO(data))
        assert isinstance(doc, Document)
        assert (doc.title, doc.outlet, str(doc.published)) == (
            "Pier shut",
            "The Gull",
            "2024-03-12",
        )
        assert "“Nobody sets foot on it,”" in doc.text and "Subject" not in doc.text


@pytest.mark.parametrize("sender", ["<Saved by Blink>", '"Saved by Windows Internet Explorer 11"'])
def test_a_page_saved_as_mail_has_its_own_day_and_outlet(sender: str) -> None:
    page = (
        '<html><head><meta charset="utf-8"><title>Pier shut</title><meta'
        ' property="article:published_time" content="2024-03-12"></head><body><article><h1>Pier'
        " shut</h1><p>The pier was shut on Tuesday when a diver came upon rust in two of its piles."
        "</p><p>“Nobody sets foot on it,” said Otto Brandt, who runs the ferry.</p></article>"
    )
    message = EmailMessage()
    message["From"], message["Subject"] = sender, "Pier shut"
    message["Date"] = "Sun, 5 May 2024 10:15:00 +0000"
    message["Snapshot-Content-Location"] = "https://gull.example/pier"
    message.set_content(page, subtype="html")
    (doc,) = read("a.mht", io.BytesIO(message.as_bytes()))
    assert isinstance(doc, Document)
    assert (doc.title, doc.outlet, str(doc.published), doc.url) == (
        "Pier shut",
        None,
        "2024-03-12",
        "https://gull.example/pier",
    )


def test_a_box_of_messages_is_one_document_each() -> None:
    box = b"".join(
        b"From x@y.example Tue Mar 12 10:15:00 2024\n" + _message(s) + b"\n" for s in ("One", "Two")
    )
    docs = list(read("a.mbox", io.BytesIO(box)))
    assert [d.title for d in docs if isinstance(d, Document)] == ["One", "Two"]


def test_a_message_is_known_without_its_ending() -> None:
    assert looks_like_mail(_message())
    assert not looks_like_mail(b"From: the mayor\n\nThe pier was shut.")


def test_mail_without_a_text_is_refused_by_name() -> None:
    message = EmailMessage()
    message["Subject"] = "x"
    message.add_attachment(b"\0\1", maintype="application", subtype="octet-stream")
    (got,) = read("a.eml", io.BytesIO(message.as_bytes()))
    assert isinstance(got, Rejected) and "no text" in got.reason


_PLAIN = "The pier was shut on Tuesday, the harbour board said."
_HTML = f"<html><body><p>{_PLAIN}</p></body></html>"
_OTHER = "The weir is mended, said Ann Lowe, who keeps the tea room."


def _texts(message: EmailMessage) -> list[str]:
    message["Subject"] = "Pier shut"
    found = list(read("a.eml", io.BytesIO(message.as_bytes())))
    assert all(isinstance(doc, Document) for doc in found), found
    return [doc.text.strip() for doc in found if isinstance(doc, Document)]


def test_a_text_that_stands_in_the_mail_under_a_name_is_given_once() -> None:
    message = EmailMessage()
    message.set_content(_PLAIN, disposition="inline", filename="pier.txt")
    assert _texts(message) == [_PLAIN]


def test_one_text_in_two_forms_is_given_once_though_both_have_names() -> None:
    message = EmailMessage()
    message.set_content(_PLAIN, disposition="inline", filename="pier.txt")
    message.add_alternative(_HTML, subtype="html", disposition="inline", filename="pier.html")
    assert _texts(message) == [_PLAIN]


def test_another_text_that_stands_in_the_mail_is_a_file_of_its_own() -> None:
    message = EmailMessage()
    message.set_content(_PLAIN, disposition="inline", filename="pier.txt")
    message.add_alternative(_HTML, subtype="html", disposition="inline", filename="pier.html")
    message.make_mixed()
    message.add_attachment(_OTHER, disposition="inline", filename="weir.txt")
    message.add_attachment(_OTHER, filename="again.txt")
    assert _texts(message) == [_PLAIN, _OTHER, _OTHER]


@pytest.mark.parametrize(
    "sender",
    ["A Bent-Type: multipart/mixed; boundary=b", "Ann: a@b.example;", "<@>", "=?utf-8?q?", "("],
)
def test_a_bent_sender_costs_no_article(sender: str) -> None:
    """The library's own parser of addresses falls over some of them."""
    mail = f"Subject: Pier shut\nFrom: {sender}\n\nThe pier was shut on Monday."
    (doc,) = read("a.eml", io.BytesIO(mail.encode()))
    assert isinstance(doc, Document) and doc.text == "The pier was shut on Monday."
