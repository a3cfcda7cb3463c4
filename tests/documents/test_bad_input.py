"""Hostile and broken input: each ends in a rejection with a name, and the rest is read.

What is fetched has its own in tests/fetch, archives and web archives in theirs.
"""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from typing import IO, cast

import pytest
from docx import Document as WordFile

from sayso.documents import DocumentOptions, feeds, mail, read
from sayso.model import Document, Rejected

WORDS = (
    "Gull Bridge was shut on Monday after a barge struck its eastern pier, the port office said. "
    "Nobody was hurt. "
)
HEAD = "From: a@b.example\r\nSubject: S\r\nDate: Mon, 05 May 2031 08:00:00 +0000\r\n"
Found = list[Document | Rejected]


def got(name: str, data: bytes | str, **options: int) -> Found:
    stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
    return list(read(name, stream, options=DocumentOptions(**options)))  # type: ignore[arg-type]


def reasons(found: Found) -> list[str]:
    return [one.reason for one in found if isinstance(one, Rejected)]


def texts(found: Found) -> list[str]:
    return [one.text for one in found if isinstance(one, Document)]


# ---- XML ---------------------------------------------------------------------------

ITEM = f"<item><title>Part</title><description>{WORDS}</description></item>"
RSS = f'<rss version="2.0"><channel><title>Courier</title>{ITEM}</channel></rss>'
LAUGHS = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
BOMB = f'<!DOCTYPE rss [<!ENTITY e0 "ha">{LAUGHS}]>' + RSS.replace("Courier", "&e9;")
OUTSIDE = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + RSS.replace("Part", "&x;")


@pytest.mark.parametrize("attack", [BOMB, OUTSIDE], ids=["endless", "another file"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_entities_of_a_feed_are_not_opened_in_any_encoding(attack: str, encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?>{attack}'.encode(encoding)
    assert reasons(got("a.rss", data)) == ["defines entities of its own: such XML is not opened"]


@pytest.mark.parametrize("label", ["UTF-7", "unicode_escape", "raw_unicode_escape", "hz-x"])
def test_markup_cannot_hide_behind_an_encoding(label: str) -> None:
    hidden = BOMB.replace("<!", "+ADwAIQ-" if label == "UTF-7" else "\\x3c!")
    (reason,) = reasons(got("a.rss", f'<?xml version="1.0" encoding="{label}"?>{hidden}'))
    assert reason == f"XML in an encoding that is not read: {label}"


def test_a_feed_in_utf_16_is_read() -> None:
    data = f'<?xml version="1.0" encoding="UTF-16"?>{RSS}'.encode("utf-16")
    assert texts(got("a.rss", data)) == [WORDS.strip()]


def test_a_document_type_elsewhere_is_not_fetched() -> None:
    data = '<!DOCTYPE rss SYSTEM "file:///etc/hosts">' + RSS
    assert texts(got("a.rss", data)) == [WORDS.strip()]


def test_a_feed_without_end_is_read_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "_MOST_ENTRIES", 3)
    three, four = (RSS.replace(ITEM, ITEM * n) for n in (3, 4))
    assert len(texts(got("a.rss", three))) == 3 and not reasons(got("a.rss", three))
    found = got("a.rss", four)
    assert len(texts(found)) == 3
    assert reasons(found) == ["holds over 3 entries: 1 of them are not read"]


def test_a_feed_of_a_hundred_thousand_entries_is_cut_before_it_is_parsed() -> None:
    data, more = feeds._first_entries(RSS.replace(ITEM, ITEM * 100_000).encode())
    assert more == 90_000 and data.count(b"<item>") == 10_000 and data.endswith(b"</rss>")


# ---- Word, RTF -----------------------------------------------------------------------


def word(change: str = "", put: str = "", *, encrypted: bool = False) -> bytes:
    plain, made = io.BytesIO(), io.BytesIO()
    file = WordFile()
    file.add_paragraph(WORDS)
    file.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "word/document.xml":
                text = data.decode()
                at = text.index("?>") + 2
                data = (text[:at] + change + text[at:].replace("Gull", put + "Gull")).encode()
            new.writestr(item.filename, data)
    data = bytearray(made.getvalue())
    if encrypted:  # the flag of a password, in every entry of the archive
        for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = data.find(sign)
            while at >= 0:
                data[at + flags] |= 1
                at = data.find(sign, at + 4)
    return bytes(data)


def test_entities_of_a_word_file() -> None:
    bomb = f'<!DOCTYPE r [<!ENTITY e0 "ha">{LAUGHS}]>'
    assert reasons(got("a.docx", word(bomb, "&e9;"))) == ["no Word file, or a damaged one"]
    found = got("a.docx", word('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;"))
    assert not any("root" in text for text in texts(found))


def test_files_with_a_password() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    for name, data in (("a.docx", ole), ("a.rtf", ole), ("a.docx", word(encrypted=True))):
        (reason,) = reasons(got(name, data))
        assert "password" in reason


def test_nested_groups_of_rtf() -> None:
    deep = b"{\\rtf1 " + b"{" * 50_000 + WORDS.encode() + b"}" * 50_001
    assert texts(got("a.rtf", deep)) == [WORDS.strip() + " "] or reasons(got("a.rtf", deep))


# ---- mail ------------------------------------------------------------------------------


def message(subject: str, text: str | None) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Subject"] = "Gull Courier <news@gull.example>", subject
    made["Date"] = "Mon, 05 May 2031 08:00:00 +0000"
    if text:
        made.set_content(text)
    return made


def test_attached_messages_and_files_are_read() -> None:
    outer, inner = message("Outer", "See what came with it.\n"), message("Inner", WORDS)
    outer.add_attachment(inner)
    outer.add_attachment(
        word(), maintype="application", subtype="octet-stream", filename="../../story.docx"
    )
    outer.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    outer.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.7z")
    found = got("a.eml", outer.as_bytes())
    docs = {doc.id: doc for doc in found if isinstance(doc, Document)}
    assert set(docs) == {"a.eml", "a.eml!story.docx", "a.eml!message-2"}
    assert docs["a.eml!message-2"].title == "Inner"
    assert docs["a.eml"].text == "See what came with it.\n"
    assert [(one.source, "7z" in one.reason) for one in found if isinstance(one, Rejected)] == [
        ("a.eml!a.7z", True)
    ]


def test_a_mail_that_only_forwards_another_is_that_other() -> None:
    outer = message("Fwd", None)
    outer.add_attachment(message("Inner", WORDS))
    assert [doc.title for doc in got("a.eml", outer.as_bytes()) if isinstance(doc, Document)] == [
        "Inner"
    ]


@pytest.mark.parametrize(("depth", "read_so_far"), [(4, 1), (6, 0), (3_000, 0)])
def test_messages_within_messages(depth: int, read_so_far: int) -> None:
    data = HEAD + "Content-Type: text/plain\r\n\r\n" + WORDS
    for _ in range(depth):
        data = HEAD + "Content-Type: message/rfc822\r\n\r\n" + data
    found = got("a.eml", data)
    assert len(texts(found)) == read_so_far
    assert bool(reasons(found)) is not bool(read_so_far)
    assert all("deep" in reason for reason in reasons(found))


@pytest.mark.parametrize(("depth", "reads"), [(20, True), (21, False), (2_000, False)])
def test_parts_within_parts(depth: int, reads: bool) -> None:
    part = "Content-Type: text/plain\r\n\r\n" + WORDS + "\r\n"
    for n in range(depth):
        kind = f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n"
        part = f"{kind}--b{n}\r\n{part}\r\n--b{n}--\r\n"
    found = got("a.eml", HEAD + part)
    assert bool(texts(found)) is reads
    assert reads or "nested too deeply" in reasons(found)[0]


def test_a_mail_of_very_many_parts_is_not_opened() -> None:
    part = "--b\r\nContent-Type: image/png\r\n\r\nxx\r\n"
    data = f"{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n{part * 100_000}--b--\r\n"
    assert reasons(got("a.eml", data)) == [
        f"a mail of over {mail._MOST_BOUNDARIES:,} parts: not opened"
    ]


# ---- lines and cells -----------------------------------------------------------------


class Long(io.RawIOBase):
    """Two records, and a line of 200 MB between them that nobody holds."""

    def __init__(self) -> None:
        self.pieces = iter(
            [b'{"text": "First."}\n{"text": "', *[b"x" * 250_000] * 800, b'"}\n{"text": "Last."}']
        )

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return next(self.pieces, b"")


def test_a_line_of_two_hundred_megabytes() -> None:
    found = list(read("a.jsonl", cast(IO[bytes], Long())))
    assert texts(found) == ["First.", "Last."]
    assert reasons(found) == ["too large: a line of over 8,000,000 bytes"]


def test_values_nested_too_deeply() -> None:
    deep = '{"a":' * 100_000 + "1" + "}" * 100_000
    found = got("a.jsonl", '{"text": "First."}\n' + deep + '\n{"text": "Last."}')
    assert texts(found) == ["First.", "Last."]
    assert reasons(found) == ["broken JSON: nested too deeply"]
    for data in (deep, "[" * 1_000_000 + "]" * 1_000_000):
        assert reasons(got("a.json", data)) == ["broken JSON: nested too deeply"]


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.tsv"])
def test_a_zero_byte_costs_its_line(name: str) -> None:
    row = '{"text": "%s"}\n' if name == "a.jsonl" else "%s,x\n".replace(",", "\t,"[name == "a.csv"])
    head = "" if name == "a.jsonl" else row.replace("%s", "text")
    lines = [row % said for said in ("First.", "Spo\0ilt.", "Last.")]
    found = got(name, head + "".join(lines))
    assert texts(found) == ["First.", "Last."] and reasons(found) == ["binary data, not text"]


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.eml", "a.md"])
def test_a_zero_byte_in_a_text_is_named(name: str) -> None:
    data = {"a.html": f"<html><body><article><p>{WORDS * 3}\0</p></article></body></html>"}
    found = got(name, data.get(name, (HEAD + "\r\n" if name == "a.eml" else "") + WORDS + "\0"))
    assert not texts(found) and len(reasons(found)) == 1


def test_a_cell_over_the_limit() -> None:
    bare, quoted = "x" * 3_000, '"' + "x y\n" * 1_000 + '"'
    for cell in (bare, quoted):
        table = f"id,text\n1,First.\n2,{cell}\n3,Last.\n"
        found = got("a.csv", table, max_record_bytes=2_000)
        assert reasons(found) and texts(found)[0] == "First."
        assert texts(found)[-1] == "Last."


# ---- encodings -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("says", "holds", "noted"),
    [
        ("utf-8", "cp1252", True),
        ("iso-8859-1", "utf-8", False),
        ("utf-16", "utf-8", False),
        ("utf-7", "utf-8", False),
        ("x-nonsense", "cp1252", True),
        ("shift_jis", "cp1252", True),
        ("us-ascii", "cp1252", True),
    ],
)
def test_a_page_that_names_another_encoding_than_it_has(says: str, holds: str, noted: bool) -> None:
    said = f"“{WORDS * 2}” — Café naïve."
    page = f'<html><head><meta charset="{says}"></head><body><article><p>{said}</p></article>'
    (doc,) = got("a.html", (page + "</body></html>").encode(holds))
    assert isinstance(doc, Document) and doc.text.startswith("“Gull") and "Café naïve" in doc.text
    assert any(reason.rule == "encoding" for reason in doc.why) is noted
