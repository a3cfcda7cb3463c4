"""Every format, and every way in which an input can be bad: nothing raises, each refusal says where
and why.
"""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Iterator

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sayso.documents import DocumentOptions, Fields, placed, read
from sayso.documents.cleaning import repaired
from sayso.model import Document, Rejected

PROSE = (
    "The ferry was sold on Monday. Nobody had asked the islanders, who were told by a notice "
    "on the door."
)


def items(
    name: str, data: bytes, options: DocumentOptions | None = None
) -> list[Document | Rejected]:
    return list(read(name, io.BytesIO(data), options=options or DocumentOptions()))


def one(name: str, data: bytes, options: DocumentOptions | None = None) -> Document:
    (doc,) = items(name, data, options)
    assert isinstance(doc, Document), str(doc)
    return doc


def refused(name: str, data: bytes, options: DocumentOptions | None = None) -> Rejected:
    (item,) = items(name, data, options)
    assert isinstance(item, Rejected)
    return item


def lines(*records: object) -> bytes:
    return "\n".join(json.dumps(r, ensure_ascii=False) for r in records).encode()


# ---- text and encodings ----------------------------------------------------


@settings(deadline=None)
@given(
    st.text(
        alphabet=st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"),
        max_size=300,
    )
)
def test_text_arrives_code_point_for_code_point(text: str) -> None:
    text = f"x {text}\r\n\u2028 \t"
    assume(repaired(text) is None)
    doc = one("a.txt", text.encode())
    assert doc.text == text
    assert all(0 <= p.at.start < p.at.end <= len(text) for p in doc.parts)


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    for name in ("a.txt", "a.jsonl", "a.json", "a.csv", "a.jsonl.gz", "a", "-"):
        for item in items(name, data):
            assert isinstance(item, Document | Rejected)


def test_byte_order_mark_is_dropped_and_newlines_are_kept() -> None:
    assert one("a.txt", b"\xef\xbb\xbfOne.\r\nTwo.\r").text == "One.\r\nTwo.\r"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp1252", "utf-16-le"])
def test_other_encodings_are_read_and_said(encoding: str) -> None:
    text = PROSE + " “No,” said Zoë."
    doc = one("a.txt", text.encode(encoding))
    assert doc.text == text
    assert any(reason.rule == "encoding" for reason in doc.why)


def test_invalid_utf8_is_read_with_a_note() -> None:
    doc = one(
        "a.txt",
        PROSE.encode() + b" caf\xe9 \xe2\x80\x9cno\xe2\x80\x9d \xe2\x80\x9cyes\xe2\x80\x9d \xff",
    )
    assert doc.text.startswith(PROSE)
    assert any(reason.rule == "encoding" for reason in doc.why)


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n ", "\ufeff".encode(), "\u2003\u2028".encode()])
def test_empty_is_refused_as_empty(data: bytes) -> None:
    assert "empty" in refused("a.txt", data).reason


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0", b"OggS\0 x", b"ab\0cd" * 9, bytes(range(256)) * 4]
)
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.html", "a.json", "a.xyz"])
def test_binary_is_refused(name: str, data: bytes) -> None:
    assert "binary" in refused(name, data).reason


def test_nul_inside_a_record_is_refused() -> None:
    assert "binary" in refused("a.jsonl", b'{"text": "a\\u0000b"}').reason


def test_known_unreadable_format_is_named() -> None:
    assert "Excel" in refused("report.xlsx", b"PK").reason


class Endless(io.RawIOBase):
    """A stream of 50 MB in one line that never stands in memory; counts what is read of it."""

    def __init__(self, head: bytes = b"", size: int = 50_000_000) -> None:
        self.head, self.left, self.most = head, size, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        assert 0 < size <= 1 << 20, "read whole"
        if self.head:
            piece, self.head = self.head, b""
            return piece
        size = min(size, self.left)
        self.left -= size
        return b"a" * size


def test_one_line_of_fifty_megabytes_is_refused_by_size() -> None:
    stream = Endless()
    (item,) = read("a.txt", stream)  # type: ignore[arg-type]
    assert isinstance(item, Rejected)
    assert "large" in item.reason
    assert stream.left > 40_000_000  # it stopped reading


def test_a_line_of_fifty_megabytes_inside_a_pile_is_refused_and_the_rest_read() -> None:
    class Pile(Endless):
        def read(self, size: int = -1) -> bytes:
            return super().read(size) or (self.tail.read(size))

        tail = io.BytesIO(b'"}\n{"id": "b", "text": "Two."}\n')

    got = list(read("a.jsonl", Pile(b'{"id": "a", "text": "One."}\n{"text": "')))  # type: ignore[arg-type]
    assert [i.id if isinstance(i, Document) else i.line for i in got] == ["a", 2, "b"]


def test_too_many_characters() -> None:
    assert (
        "limit"
        in refused("a.jsonl", lines({"text": "é" * 200}), DocumentOptions(max_chars=100)).reason
    )


# ---- JSON Lines ------------------------------------------------------------


def test_lines_split_at_newline_bytes_only() -> None:
    first, second = items("a.jsonl", lines({"text": "One.\u2028Two.\x85Three."}, {"text": "Four."}))
    assert isinstance(first, Document) and isinstance(second, Document)
    assert first.text == "One.\u2028Two.\x85Three."
    assert (first.id, second.id) == ("a.jsonl:1", "a.jsonl:2")


def test_a_broken_line_is_refused_by_number_and_the_rest_is_read() -> None:
    data = b"\n".join([b'{"text": "x"}'] * 6 + [b'{"text": "x'] + [b'{"text": "y"}'])
    got = items("a.jsonl", data)
    bad = [item for item in got if isinstance(item, Rejected)]
    assert [item.line for item in bad] == [7]
    assert "JSON" in bad[0].reason
    assert len(got) == 8


def test_records_keep_their_own_fields() -> None:
    record = {
        "id": 17, "body": PROSE, "headline": "Ferry sold", "publisher": {"name": "Harbour Gazette"},
        "pubDate": "2021-03-04T22:10:00Z",
        "link": "https://gazette.example/x", "authors": ["Mara Quill", {"name": "Tom Odell"}],
        "canonicalUrl": "https://wire.example/1",
    }  # fmt: skip
    doc = one("a.jsonl", lines(record))
    assert (doc.id, doc.title, doc.outlet, doc.url) == (
        "17",
        "Ferry sold",
        "Harbour Gazette",
        "https://gazette.example/x",
    )
    assert str(doc.published) == "2021-03-04"
    assert doc.authors == ("Mara Quill", "Tom Odell")
    assert ("canonical", "https://wire.example/1") in doc.declared
    assert doc.source == "a.jsonl:1"


def test_lone_surrogate_becomes_one_replacement() -> None:
    doc = one("a.jsonl", b'{"text": "The end \\ud83d", "title": "x\\udc00"}')
    assert doc.text == "The end \ufffd"
    assert doc.title == "x\ufffd"
    assert any(reason.rule == "half-characters" for reason in doc.why)


@pytest.mark.parametrize(
    ("line", "word"),
    [(b"[1]\n2", "JSON"), (b'"text"', "object"), (b'{"title": "x"}', "title"), (b'{"text": null}', "empty"),
     (b'{"text": {"a": 1}}', "object"), (b'{"text": "  "}', "empty"), (b'{"a":' * 5000, "JSON"), (b"1" * 6000, "JSON")],
)  # fmt: skip
def test_what_is_no_record_is_refused(line: bytes, word: str) -> None:
    assert any(word in item.reason for item in items("-", line) if isinstance(item, Rejected))


def test_a_file_that_is_no_json_lines_is_given_up() -> None:
    got = items("-", b"prose\n" * 5000)
    assert len(got) < 150
    assert isinstance(got[-1], Rejected) and "JSON Lines" in got[-1].reason


def test_utf16_json_lines() -> None:
    docs = items("a.jsonl", '{"text": "Eins."}\n{"text": "Zwei ü."}'.encode("utf-16"))
    assert [d.text for d in docs if isinstance(d, Document)] == ["Eins.", "Zwei ü."]


def test_gzip_and_a_damaged_one() -> None:
    packed = gzip.compress(lines({"text": "One."}, {"text": "Two."}))
    assert len(items("a.jsonl.gz", packed)) == 2
    assert "cannot be read" in refused("a.jsonl.gz", packed[:20]).reason
    assert "cannot be read" in refused("a.csv.gz", b"no gzip").reason


# ---- JSON ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        ([{"text": "One."}, {"id": "b", "text": "Two."}], ["a.json:1", "b"]),
        ({"articles": [{"id": "x", "content": "One."}]}, ["x"]),
        ({"response": {"docs": [{"body": "One."}]}}, ["a.json:1"]),
        ({"text": "One."}, ["a.json"]),
        ({"k1": {"articleBody": "One."}, "k2": {"articleBody": "Two."}}, ["k1", "k2"]),
    ],
)
def test_json_shapes(value: object, ids: list[str]) -> None:
    assert [
        d.id for d in items("a.json", json.dumps(value).encode()) if isinstance(d, Document)
    ] == ids


@pytest.mark.parametrize(
    "data", [b"[]", b"{}", b"3", b"[3]", b'[{"a": 1}]', b'{"text"', b"null", b'{"articles": []}']
)
def test_json_without_articles_is_refused(data: bytes) -> None:
    assert all(isinstance(item, Rejected) for item in items("a.json", data))
    assert items("a.json", data)


def test_json_file_of_lines_is_read_all_the_same() -> None:
    assert [
        d.id
        for d in items("a.json", lines({"text": "One."}, {"text": "Two."}))
        if isinstance(d, Document)
    ] == [
        "a.json:1",
        "a.json:2",
    ]


# ---- CSV -------------------------------------------------------------------


def test_csv_keeps_newlines_marks_and_long_cells() -> None:
    long = "word " * 60_000
    data = (
        f'id,Title,Text\r\n1,"A ""B""","One,\r\ntwo.\n\nThree"\r\n2,"5"" pipe",{long}\r\n'.encode()
    )
    first, second = items("a.csv", data)
    assert isinstance(first, Document) and isinstance(second, Document)
    assert (first.id, first.title, first.text) == ("1", 'A "B"', "One,\r\ntwo.\n\nThree")
    assert second.text == long
    assert second.source == "a.csv:6"


def test_csv_without_text_column_names_what_it_found() -> None:
    reason = refused("a.csv", b"id,subject\n1,x\n").reason
    assert "'subject'" in reason and "body" in reason


@pytest.mark.parametrize("sign", [";", "\t", "|"])
def test_other_separators(sign: str) -> None:
    assert one("a.csv", f"id{sign}body\n7{sign}One, two.\n".encode()).text == "One, two."


def test_open_mark_and_blank_rows() -> None:
    got = items("a.csv", b'id,text\n1,\n\n2,fine\n3,"never closed\nmore\n')
    assert [i.line if isinstance(i, Rejected) else i.id for i in got] == [2, "2", 5]


# ---- pages -----------------------------------------------------------------

PAGE = f"""<html><head><title>Ferry sold - Harbour Gazette</title>
<meta property="og:site_name" content="Harbour Gazette">
<meta property="og:type" content="article"><link rel="canonical" href="https://wire.example/2021/03/04/ferry">
<meta name="syndication-source" content="https://other.example/9">
<script type="application/ld+json">{{"@type": "NewsArticle", "isBasedOn": "https://first.example/7",
"datePublished": "2021-03-04",
"publisher": {{"name": "Harbour Gazette"}}}}</script></head><body><nav><a href="/">Home</a></nav>
<article><h1>Ferry sold</h1><p>{PROSE}</p>
<p>{PROSE.replace("ferry", "boat")} It is a long way to the mainland,
and most of them will have to move.</p></article></body></html>"""


def test_page() -> None:
    doc = one("a.html", PAGE.encode())
    assert PROSE in doc.text
    assert "Home" not in doc.text
    assert doc.outlet == "Harbour Gazette"
    assert str(doc.published) == "2021-03-04"
    assert {("canonical", "https://wire.example/2021/03/04/ferry"), ("isBasedOn", "https://first.example/7"),
            ("syndication-source", "https://other.example/9")} <= set(doc.declared)  # fmt: skip
    assert doc.id == "a.html"


def test_page_is_sniffed_without_ending() -> None:
    assert one("page", PAGE.encode()).outlet == "Harbour Gazette"


@pytest.mark.parametrize(
    "markup",
    ["<html></html>", "<html><body><a href=x>Home</a></body></html>", "<", "<p>Hi</p>", "plain"],
)
def test_page_without_article_is_refused(markup: str) -> None:
    assert "no article" in refused("a.html", markup.encode()).reason


def test_page_charset_is_obeyed() -> None:
    text = "Паром продали в понедельник, и никто не спросил жителей острова. " * 8
    page = f'<html><head><meta charset="windows-1251"></head><body><article><p>{text}</p></article></body></html>'
    assert "Паром продали" in one("a.html", page.encode("cp1251")).text


# ---- laws ------------------------------------------------------------------


@pytest.fixture
def pile() -> Iterator[bytes]:
    yield lines(*({"text": f"{PROSE} {n}"} for n in range(5)))


def test_reading_twice_gives_equal_documents(pile: bytes) -> None:
    assert items("a.jsonl", pile) == items("a.jsonl", pile)


PIECES = [
    PROSE,
    "By Mara Quill",
    "(AP Photo/Tom Odell)",
    "OPINION",
    "Read more: x",
    "\t",
    "“",
    "a b",
    "March 4, 2021",
    "@",
    "contact us at a time com",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_parts_lie_inside_apart_and_in_order(pieces: list[str]) -> None:
    for item in items("a.txt", "\n\n".join(pieces).encode()):
        if isinstance(item, Document):
            edges = [edge for part in item.parts for edge in (part.at.start, part.at.end)]
            assert edges == sorted(edges)
            assert all(part.at.cut(item.text) for part in item.parts)


def test_a_json_list_without_one_article_is_refused_once() -> None:
    data = json.dumps([{"doc": n} for n in range(30)]).encode()
    (refused,) = list(read("labels.json", io.BytesIO(data)))
    assert isinstance(refused, Rejected)
    assert "none of its 30 items" in refused.reason


# ---- tables whose marks are not closed -------------------------------------

NEVER = "a quotation mark opened in this row is never closed"


def told(data: str) -> list[tuple[str, str] | str]:
    """Id and text of each article; the line and reason of each rejection."""
    return [
        f"{item.line}: {item.reason}" if isinstance(item, Rejected) else (item.id, item.text)
        for item in items("a.csv", data.encode())
    ]


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        (  # closed, it seems, by the mark that opens a later cell
            'id,text\n1,"One."\n2,"Two\n3,Three.\n4,"Four."\n5,Five.\n',
            [
                ("1", "One."),
                f"3: {NEVER}; the 2 lines below it are read as rows",
                ("3", "Three."),
                ("4", "Four."),
                ("5", "Five."),
            ],
        ),
        (  # never closed at all
            'id,text\n1,"One\n2,Two.\n3,Three.\n',
            [
                f"2: {NEVER}; the 2 lines below it are read as rows",
                ("2", "Two."),
                ("3", "Three."),
            ],
        ),
        (  # what follows is prose, and no rows
            'id,text\n1,"One\nand two\nand three\n',
            [f"2: {NEVER}; the 2 lines below it are lost with it"],
        ),
        (  # paragraphs that hold marks which nobody doubled
            'id,text\n1,"One.\n"Two," he said.\n\nThree."\n2,Two.\n',
            [("1", "One.\nTwo"), ("2", "Two.")],
        ),
        (  # a good cell of many lines that look like rows
            'id,text\n1,"One\n2,two\n3,three"\n4,Four.\n',
            [("1", "One\n2,two\n3,three"), ("4", "Four.")],
        ),
    ],
)
def test_a_mark_that_is_never_closed(table: str, wanted: list[object]) -> None:
    assert told(table) == wanted


def test_a_file_of_open_marks_is_read_in_proportion() -> None:
    # Each row's mark is open; the square of their number would take minutes.
    data = "id,text,more\n" + "".join(f'{n},Text {n}.,"open\n' for n in range(60_000))
    got = told(data)
    assert len(got) == 60_000 and sum(NEVER in item for item in got if isinstance(item, str)) > 9


# ---- values that are none, and faults that nobody foresaw --------------------


def test_numbers_that_are_none_say_nothing() -> None:
    data = b"\n".join(
        b'{"id": %s, "title": %s, "url": %s, "text": "Text."}' % (bad, bad, bad)
        for bad in (b"NaN", b"NaN", b"1e999", b"-Infinity")
    )
    got = [item for item in items("a.jsonl", data) if isinstance(item, Document)]
    assert [doc.id for doc in got] == [f"a.jsonl:{n}" for n in range(1, 5)]
    assert all("nan" not in str(doc.title) and doc.url is None for doc in got)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv"])
def test_utf16_without_its_mark(name: str, encoding: str) -> None:
    rows = (
        "id,text\n1,One.\n2,Two.\n"
        if name.endswith("csv")
        else '{"id": 1, "text": "One."}\n{"id": 2, "text": "Two."}\n'
    )
    got = [item.id for item in items(name, rows.encode(encoding)) if isinstance(item, Document)]
    assert got == ["1", "2"]


@pytest.mark.parametrize("name", ["p.jsonl", "p.csv", "p.json"])
def test_a_fault_of_our_own_costs_one_record(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules["sayso.documents.fields"]  # the room's door has a function of this name
    whole = module.mend

    def failing(text: str) -> object:
        if "bad" in text:
            raise RuntimeError("no such luck")
        return whole(text)

    monkeypatch.setattr(module, "mend", failing)
    records = [{"id": str(n), "text": text} for n, text in enumerate(("One.", "bad", "Two."))]
    data = {
        "p.jsonl": lines(*records),
        "p.json": json.dumps(records).encode(),
        "p.csv": b"id,text\n0,One.\n1,bad\n2,Two.\n",
    }[name]
    first, refused_one, last = items(name, data)
    assert isinstance(first, Document) and isinstance(last, Document)
    assert isinstance(refused_one, Rejected)
    assert "RuntimeError: no such luck" in refused_one.reason and "report" in refused_one.reason


def test_a_fault_in_freezing_costs_one_article(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(text: str, utf8: bytes) -> object:
        raise RuntimeError("no such luck") if "bad" in text else MemoryError

    monkeypatch.setattr("sayso.documents.arrival.defects_of", failing)
    assert "RuntimeError: no such luck" in refused("a.txt", b"A bad text.").reason
    with pytest.raises(MemoryError):  # which no article is to blame for
        items("a.txt", b"A good text.")


@pytest.mark.parametrize(
    ("host", "mirrors"),
    [
        ("archive.org", True),
        ("web.archive.org", True),
        ("gull-example.cdn.ampproject.org", True),
        ("gullarchive.org", False),
        ("not-perma.cc", False),
        ("archive.org.gull.example", False),
    ],
)
def test_archives_of_pages_are_told_by_the_whole_of_their_names(host: str, mirrors: bool) -> None:
    page = placed(Fields("x", url="https://fenby-post.example/a"), f"https://{host}/a")
    assert (page.url == "https://fenby-post.example/a") is mirrors
    assert (page.declared == ()) is mirrors
