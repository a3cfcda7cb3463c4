"""Tables as other programs write them: nothing is lost, nothing is read that is not there."""

from __future__ import annotations

import io

import pytest

from sayso.documents import DocumentOptions, read
from sayso.model import Document

ROWS = {
    "sep": ("a.csv", 'sep=;\r\ntitle;text\r\nPier;"It is shut; now."\r\n', "It is shut; now."),
    "sep tab": ("a.csv", "sep=\t\r\ntitle\ttext\r\nPier\tShut; now.\r\n", "Shut; now."),
    "blanks": ("a.csv", 'title, text\n"Pier", "Shut, now.\nYes."\n', "Shut, now.\nYes."),
    "backslash": (
        "a.csv",
        'title,text\n"Pier","She said \\"no, never\\", and left.\nYes."\n',
        'She said "no, never", and left.\nYes.',
    ),
    "backslash last": (
        "a.csv",
        'title,text\n"Pier","So \\"no\\" it is: \\"no\\""\n',
        'So "no" it is: "no"',
    ),
    "a path": ("a.csv", 'title,text\n"Pier","It is in C:\\"\n', "It is in C:\\"),
    "doubled": ("a.csv", 'title,text\nPier,"She said ""no"" to it"\n', 'She said "no" to it'),
    "old line ends": ("a.csv", "title,text\rPier,It is shut.\r", "It is shut."),
    "marks that quote nothing": (
        "a.tsv",
        'title\ttext\nPier\t"No," she said.\n',
        '"No," she said.',
    ),
    "lines above": ("a.csv", "# made today\n\ntitle,text\nPier,It is shut.\n", "It is shut."),
    "cells above": ("a.csv", "\n;;\ntitle;text\nPier;It is shut.\n", "It is shut."),
    "single marks": ("a.csv", "'title','text'\n'Pier','It''s shut, now.'\n", "It's shut, now."),
    "a header that holds others": ("a.csv", '"a, b, c";"title";"text"\n1;Pier;No.\n', "No."),
    "carets": ("a.csv", "title^text\nPier^It is shut, now.\n", "It is shut, now."),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_is_read_as_it_was_meant(name: str) -> None:
    file, table, text = ROWS[name]
    (doc,) = read(file, io.BytesIO(table.encode()))
    assert isinstance(doc, Document), str(doc)
    assert (doc.title, doc.text) == ("Pier", text)


def test_the_line_is_that_of_the_file() -> None:
    (doc,) = read("a.csv", io.BytesIO(b"made by X\n\ntitle,text\nPier,Shut.\n"))
    assert isinstance(doc, Document) and doc.source == "a.csv:4"


def test_the_header_is_found_by_a_name_given_by_hand() -> None:
    options = DocumentOptions(fields=("text=story told",))
    data = b"made by X\nid;story told\n7;It is shut.\n"
    (doc,) = read("a.csv", io.BytesIO(data), options=options)
    assert isinstance(doc, Document) and (doc.id, doc.text) == ("7", "It is shut.")
