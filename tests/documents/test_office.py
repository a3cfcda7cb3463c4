"""Word and RTF files, plain articles and exports; what is none is refused by name."""

import io
import zipfile

import pytest
from docx import Document as WordFile

from sayso.documents import read
from sayso.model import Document, Rejected

_EXPORT = """Pier is shut after rust is found
Gull Courier
March 12, 2024 Tuesday

Length: 12 words
Byline: Ann Lowe
Body

The pier was shut on Tuesday.

Load-Date: March 14, 2024

End of Document
"""


def _word(text: str) -> bytes:
    file, out = WordFile(), io.BytesIO()
    for line in text.split("\n"):
        file.add_paragraph(line)
    file.save(out)
    return out.getvalue()


def _rtf(text: str) -> bytes:
    lines = "\\par\n".join(text.split("\n"))
    return ("{\\rtf1\\ansi\\ansicpg1252 " + lines + "}").encode("cp1252")


@pytest.mark.parametrize(("name", "made"), [("a.docx", _word), ("a.rtf", _rtf)])
def test_an_export_saved_by_a_word_processor(name: str, made: object) -> None:
    assert callable(made)
    (doc,) = read(name, io.BytesIO(made(_EXPORT)))
    assert isinstance(doc, Document)
    assert (doc.title, doc.outlet, str(doc.published), doc.text) == (
        "Pier is shut after rust is found",
        "Gull Courier",
        "2024-03-12",
        "The pier was shut on Tuesday.",
    )


def test_marks_survive() -> None:
    (doc,) = read(
        "a.rtf", io.BytesIO(b"{\\rtf1\\ansi\\ansicpg1252 It is \\'93shut\\'94, she said.}")
    )
    assert isinstance(doc, Document) and doc.text.strip() == "It is “shut”, she said."


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 30_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b"\xd0\xcf\x11\xe0 old", "password"),
        ("a.docx", b"no archive", "no Word file"),
        ("a.docx", _bomb(), "unpacks to"),
        ("a.rtf", b"no rtf", "no RTF file"),
        ("a.docx", b"", "empty"),
    ],
)
def test_what_is_none_is_refused_by_name(name: str, data: bytes, reason: str) -> None:
    (got,) = read(name, io.BytesIO(data))
    assert isinstance(got, Rejected) and reason in got.reason
