"""PDF: paragraphs over line ends, no running heads, no words parted; what has no words or would not
end is refused by name. The files are made here.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

import pytest
from pypdf import PdfReader, PdfWriter

from sayso.documents import DocumentOptions, read
from sayso.documents import pdf as made
from sayso.documents.printed import Printed, paragraphs
from sayso.model import Document, Rejected

Row = tuple[float, float, float, str]  # x, y, size, text

_BODY = [
    "The pier at Velmouth has been shut since Tuesday, when divers saw rust in",
    "four of its iron piles, the harbour board said. It will not be open to visi-",
    "tors before May.",
    "Ann Lowe, who keeps the tea room at its end, said that she had been told of",
    "it by a notice on her door. She has let her two long-standing helpers go and",
    "does not know when she can take them back.",
    "“We heard it first from the men with the barrier,” she said on Wednesday.",
]


def pdf(pages: Sequence[Sequence[Row]], info: dict[str, str] | None = None) -> bytes:
    """A file of pages, each line of text shown at its place in Helvetica."""
    return _file([_drawn(rows) for rows in pages], info)


def _drawn(rows: Sequence[Row]) -> bytes:
    shown = []
    for x, y, size, text in rows:
        quoted = text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(")
        quoted = quoted.replace(b")", rb"\)")
        shown.append(b"BT /F1 %.1f Tf 1 0 0 1 %.1f %.1f Tm (%s) Tj ET" % (size, x, y, quoted))
    return b"\n".join(shown)


def _file(
    contents: Sequence[bytes], info: dict[str, str] | None = None, form: bytes = b""
) -> bytes:
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    head = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length %d>>stream\n" % len(form)
    objects.append(head + form + b"\nendstream")
    kids = []
    for content in contents:
        packed = zlib.compress(content)
        head = b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed)
        objects.append(head + packed + b"\nendstream")
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
            b"/Resources<</Font<</F1 3 0 R>>/XObject<</A 4 0 R>>>>/Contents %d 0 R>>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    said = "".join(f"/{key}({value})" for key, value in (info or {}).items())
    objects.append(f"<<{said}>>".encode("latin-1"))
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    places = []
    for number, each in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, each))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    size, last = len(objects) + 1, len(objects)
    out.write(b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\n" % (size, last))
    out.write(b"startxref\n%d\n%%%%EOF" % start)
    return out.getvalue()


def column(lines: Sequence[str], top: float = 700, indent: Sequence[int] = ()) -> list[Row]:
    """Lines one below the other; those of `indent` begin further in."""
    return [(72 + 14 * (n in indent), top - 13 * n, 10, line) for n, line in enumerate(lines)]


def one(data: bytes, name: str = "a.pdf") -> Document:
    (doc,) = read(name, io.BytesIO(data))
    assert isinstance(doc, Document), str(doc)
    return doc


def refused(data: bytes, options: DocumentOptions | None = None) -> str:
    (got,) = read("a.pdf", io.BytesIO(data), options=options or DocumentOptions())
    assert isinstance(got, Rejected), got
    return got.reason


_THREE = [
    "The pier at Velmouth has been shut since Tuesday, when divers saw rust in four of its iron "
    "piles, the harbour board said. It will not be open to visitors before May.",
    "Ann Lowe, who keeps the tea room at its end, said that she had been told of it by a notice on "
    "her door. She has let her two long-standing helpers go and does not know when she can take "
    "them back.",
    "“We heard it first from the men with the barrier,” she said on Wednesday.",
]


def test_lines_are_joined_and_parted_words_made_whole() -> None:
    gaps = {3: 10, 6: 20}  # points beside those of a line that the lines from there stand lower
    rows = [
        (x, y - max((gap for at, gap in gaps.items() if n >= at), default=0), size, text)
        for n, (x, y, size, text) in enumerate(column(_BODY))
    ]
    assert one(pdf([rows])).text == "\n\n".join(_THREE)


def test_a_line_set_in_begins_a_paragraph() -> None:
    assert one(pdf([column(_BODY, indent=(0, 3, 6))])).text == "\n\n".join(_THREE)


def test_without_gap_or_indent_a_short_line_ends_a_paragraph() -> None:
    assert one(pdf([column(_BODY)])).text == "\n\n".join(_THREE)


def test_heads_feet_and_page_numbers_are_no_words_of_the_article() -> None:
    pages = [
        [
            (72, 800, 8, f"Gull Courier, Tuesday 12 March, page {number}"),
            *column(_BODY[3 * number - 3 : 3 * number]),
            (290, 40, 8, str(number)),
        ]
        for number in (1, 2)
    ]
    text = one(pdf(pages)).text
    assert "Gull Courier" not in text and not any(char.isdigit() for char in text)
    assert text.startswith("The pier") and "visitors before May.\n\nAnn Lowe" in text


def test_a_paragraph_goes_on_over_a_page() -> None:
    pages = [
        [*column(_BODY[:5]), (290, 40, 8, "1")],
        [*column(_BODY[5:]), (290, 40, 8, "2")],
    ]
    assert "helpers go and does not know" in one(pdf(pages)).text


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [(72, 700 - 13 * n, 10, line) for n, line in enumerate(_BODY[:5])]
    right = [(320, 700 - 13 * n, 10, line) for n, line in enumerate(_BODY[5:])]
    assert "helpers go and does not know" in one(pdf([[*left, *right]])).text


def test_a_headline_of_two_lines_is_one() -> None:
    head = [(72, 760.0, 20, "Pier is shut after rust is"), (72, 736.0, 20, "found in its piles")]
    doc = one(pdf([[*head, *column(_BODY)]]))
    assert doc.title == "Pier is shut after rust is found in its piles"
    assert doc.text.split("\n\n")[0] == doc.title


def test_a_drop_cap_belongs_to_its_word() -> None:
    rows = [(72, 690.0, 40, "T"), (100, 700.0, 10, _BODY[0][1:]), *column(_BODY[1:], 687)]
    assert one(pdf([rows])).text.startswith("The pier at Velmouth has been")


def test_what_a_browser_printed_around_a_page() -> None:
    rows = [
        (30, 810.0, 8, "3/14/24, 9:12 AM"),
        (200, 810.0, 8, "Pier is shut | Gull Courier"),
        *column(_BODY),
        (30, 30.0, 8, "https://gull.example/pier"),
        (500, 30.0, 8, "1/1"),
    ]
    doc = one(pdf([rows]))
    assert doc.text == "\n\n".join(_THREE) and doc.url == "https://gull.example/pier"
    assert doc.published is None  # the day on which it was printed is none of the article


@pytest.mark.parametrize(
    ("info", "title", "authors", "day"),
    [
        (
            {"Title": "Pier shut after rust", "Author": "Ann Lee", "CreationDate": "D:20240312"},
            "Pier shut after rust",
            ("Ann Lee",),
            "2024-03-12",
        ),
        (
            {"Title": "Microsoft Word - x.docx", "Author": "user7", "CreationDate": "D:20250101"},
            None,
            ("Ann Lee",),
            "None",
        ),
    ],
)
def test_its_own_data_are_believed_where_the_text_prints_them(
    info: dict[str, str], title: str | None, authors: tuple[str, ...], day: str
) -> None:
    head = [(72, 770.0, 10, "Pier shut after rust"), (72, 745.0, 10, "By Ann Lee")]
    said = "VELMOUTH, March 12 (Northline) - The pier was shut on Tuesday, the harbour board said."
    doc = one(pdf([[*head, *column([said, *_BODY[1:]])]], info))
    assert doc.title == (title or "Pier shut after rust")
    assert doc.authors == authors and str(doc.published) == day


def test_an_export_is_taken_apart() -> None:
    rows = [
        *[
            (72, 780 - 13 * n, 10, line)
            for n, line in enumerate(
                ["Pier is shut after rust is found", "Gull Courier", "March 12, 2024 Tuesday"]
            )
        ],
        (72, 720.0, 10, "Length: 60 words"),
        (72, 707.0, 10, "Byline: Ann Lee"),
        (72, 681.0, 10, "Body"),
        *column(_BODY, 655),
        (72, 540.0, 10, "Load-Date: March 14, 2024"),
        (72, 500.0, 10, "End of Document"),
    ]
    doc = one(pdf([rows]))
    assert (doc.title, doc.outlet) == ("Pier is shut after rust is found", "Gull Courier")
    assert str(doc.published) == "2024-03-12" and doc.authors == ("Ann Lee",)
    assert doc.text == "\n\n".join(_THREE)


def test_the_first_bytes_tell_it() -> None:
    assert one(pdf([column(_BODY)]), "scan").text.startswith("The pier")


def test_pages_without_words_are_told() -> None:
    doc = one(pdf([column(_BODY), []]))
    assert [r.values for r in doc.why if r.rule == "pages-without-text"] == [("wordless", 1, 2)]


def test_a_damaged_page_costs_itself_alone() -> None:
    data = pdf([column(_BODY), [(72, 700, 10, "Nothing.")]])
    last = data.rindex(b"/Filter/FlateDecode")
    doc = one(data[:last] + b"/Filter/NoSuchDecode"[:19] + data[last + 19 :])
    assert doc.text == "\n\n".join(_THREE)
    told = [r.values for r in doc.why if r.rule == "pages-without-text"]
    assert told == [("damaged", 1, 2)]


def _encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([column(_BODY)]))))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_file_that_opens_without_a_password_is_read() -> None:
    assert one(_encrypted("")).text.startswith("The pier")


_CUT = pdf([column(_BODY)])[:300]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"nothing of the kind", "no PDF file"),
        (b"%PDF-1.4", "damaged"),
        (_CUT, "damaged"),
        (pdf([[]]), "no text: its pages are pictures"),
        (_encrypted("secret"), "encrypted: it needs a password"),
        (_file([]), "no text"),
        (_file([b"BT /F1 9 Tf (\x01\x02\x03 \x04\x05 ~~ ^^ {{ }}) Tj ET"]), "its fonts"),
        (_file([b" " * 9_000_000]), "too large"),
        (_file([b"0 " * 400_000]), "too large"),
        (pdf([[]] * 501), "too large: 501 pages"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, reason: str) -> None:
    assert reason in refused(data)


def test_pages_that_draw_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made, "_MOST_OPERATORS", 1_000)
    assert "draw without end" in refused(_file([b"0 0 m " * 400] * 5))
    monkeypatch.setattr(made, "_MOST_OPERATORS", 10_000)
    assert "no text" in refused(_file([b"0 0 m " * 400] * 5))


def test_a_piece_that_is_drawn_many_times_counts_as_often(monkeypatch: pytest.MonkeyPatch) -> None:
    data = _file([b"/A Do " * 30], form=b"0 0 m " * 1_000)
    assert "no text" in refused(data)
    monkeypatch.setattr(made, "_MOST_DRAWN", 100_000)
    assert "draw without end" in refused(data)


def test_a_tree_of_pages_that_holds_itself_ends() -> None:
    data = pdf([column(_BODY)]).replace(b"/Kids[6 0 R]", b"/Kids[2 0 R]")
    assert refused(data)


def test_a_compound_keeps_its_hyphen() -> None:
    said = ["The well-", "known baker was there with a half-", "eaten loaf, and a well-known one."]
    lines = [Printed(1, 72, 700 - 12.0 * n, 10, text) for n, text in enumerate(said)]
    assert paragraphs(lines)[0].startswith("The well-known baker")


def test_a_paragraph_of_one_line_between_others_that_are_set_in() -> None:
    said = [
        "Nobody had been told of it when the barrier was put up on the road to it, she",
        "said. The board did not answer.",
        "“It is only rust, and rust can be painted over,” said the keeper.",
        "A week later the barrier was still there, and the gulls had taken the whole of",
        "the pier for themselves.",
    ]
    text = one(pdf([column(said, indent=(0, 2, 3))])).text
    assert [piece.split()[0] for piece in text.split("\n\n")] == ["Nobody", "“It", "A"]


def test_lines_of_a_quotation_that_is_set_in_stand_together() -> None:
    said = [
        "The board put up a notice that told visitors the following and nothing else:",
        "Nobody may go beyond this place before the piles have been",
        "looked at again by somebody who knows of them and of rust, and",
        "it is of no use to ask.",
        "It was signed by nobody. Visitors read it, and some of them went on to the end",
        "all the same.",
    ]
    text = one(pdf([column(said, indent=(1, 2, 3))])).text
    assert [piece.split()[0] for piece in text.split("\n\n")] == ["The", "Nobody", "It"]


def test_words_that_begin_or_end_every_page_are_no_heads() -> None:
    pages = [column(_BODY, 800)] * 3
    assert one(pdf(pages)).text.count("The pier at Velmouth") == 3


_LEFT = [
    "The pier at Velmouth has been shut since",
    "Tuesday, when divers saw rust in four of",
    "its iron piles.",
]
_RIGHT = [
    "Ann Lowe, who keeps the tea room, said",
    "that she had been told of it by a notice",
    "on her door.",
    "She has let two helpers go.",
]


def test_columns_that_are_drawn_line_by_line_stand_one_below_the_other() -> None:
    rows = [(72, 760.0, 20, "Pier is shut after rust is found")]
    for n, right in enumerate(_RIGHT):
        rows += [(72, 700 - 13.0 * n, 10, left) for left in _LEFT[n : n + 1]]
        rows.append((320, 700 - 13.0 * n, 10, right))
    assert one(pdf([rows])).text == (
        "Pier is shut after rust is found\n\n"
        + " ".join(_LEFT)
        + "\n\n"
        + " ".join(_RIGHT[:3])
        + "\n\n"
        + _RIGHT[3]
    )


def test_the_rows_of_a_table_stay_together() -> None:
    cells = [("Gulls", "3"), ("Piers", "5"), ("Weirs", "8"), ("Quays", "9")]
    rows = [
        (x, 600 - 13.0 * n, 10, cell)
        for n, pair in enumerate(cells)
        for x, cell in zip((72, 320), pair, strict=True)
    ]
    assert "Gulls 3" in one(pdf([[*column(_BODY), *rows]])).text
