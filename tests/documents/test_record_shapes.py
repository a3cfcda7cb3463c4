"""Records as programs and services write them, each with the fields that it should give."""

from __future__ import annotations

import io
import json

import pytest

from sayso.documents import DocumentOptions, read
from sayso.errors import WrongUse
from sayso.model import Document, Rejected
from sayso.settings import from_toml

TEXT = "The weir at Ostrey was mended on Friday, and the mill runs again."
PAGE = "https://gull.example/weir"
SHAPES: dict[str, tuple[object, dict[str, object]]] = {
    "news-please": (
        {"maintext": TEXT, "title": "Weir mended", "date_publish": "2024-03-12 10:15:00",
         "date_download": "2024-04-01", "source_domain": "gull.example", "url": PAGE},
        {"title": "Weir mended", "outlet": "gull.example", "url": PAGE},
    ),
    "trafilatura": (
        {"title": "Weir mended", "hostname": "gull.example", "date": "2024-03-12", "text": TEXT,
         "raw_text": "x", "source": PAGE, "source-hostname": "Gull Courier", "excerpt": "Short."},
        {"outlet": "Gull Courier", "url": PAGE},
    ),
    "newspaper": (
        {"title": "Weir mended", "text": TEXT, "publish_date": "2024-03-12T00:00:00",
         "source_url": "https://gull.example", "url": PAGE, "meta_lang": "en"},
        {"url": PAGE, "lang": "en"},
    ),
    "Media Cloud": (
        {"id": "9", "media_name": "Gull Courier", "media_url": "gull.example", "text": TEXT,
         "publish_date": "2024-03-12", "language": "en", "url": PAGE},
        {"id": "9", "outlet": "Gull Courier", "url": PAGE},
    ),
    "AmCAT": (
        {"_id": "q7", "medium": "Gull Courier", "date": "2024-03-12T00:00:00", "text": TEXT},
        {"id": "q7", "outlet": "Gull Courier"},
    ),
    "Event Registry": (
        {"articles": {"results": [{"uri": "812", "lang": "eng", "date": "2024-03-12", "url": PAGE,
         "body": TEXT, "source": {"uri": "gull.example", "title": "Gull Courier"},
         "authors": []}]}},
        {"id": "812", "outlet": "Gull Courier", "lang": "en"},
    ),
    "NewsAPI": (
        {"status": "ok", "totalResults": 1, "articles": [{"source": {"id": None,
         "name": "Gull Courier"}, "content": TEXT + "… [+1234 chars]", "url": PAGE,
         "publishedAt": "2024-03-12T08:00:00Z"}]},
        {"outlet": "Gull Courier", "defects": ("cut-short",)},
    ),
    "Guardian": (
        {"response": {"status": "ok", "results": [{"id": "town/1", "webTitle": "Weir mended",
         "webPublicationDate": "2024-03-12T08:00:00Z", "webUrl": PAGE,
         "fields": {"bodyText": TEXT, "body": "<p>No</p>", "publication": "Gull Courier"}}]}},
        {"id": "town/1", "title": "Weir mended", "outlet": "Gull Courier", "url": PAGE},
    ),
    "WordPress": (
        [{"id": 7, "date_gmt": "2024-03-12T08:00:00", "link": PAGE, "author": 5,
          "title": {"rendered": "Weir &amp; mill"},
          "content": {"rendered": f"<p>{TEXT}</p>", "protected": False}}],
        {"id": "7", "title": "Weir & mill", "url": PAGE, "authors": ()},
    ),
    "feedparser": (
        {"id": "e1", "title": "Weir mended", "title_detail": {"value": "x"}, "link": PAGE,
         "published": "Tue, 12 Mar 2024 08:00:00 GMT", "summary": "Short.",
         "content": [{"type": "text/html", "value": f"<p>{TEXT}</p>"}],
         "source": {"title": "Wire"}},
        {"id": "e1", "url": PAGE, "declared": (("source", "Wire"),)},
    ),
    "MongoDB": (
        {"_id": {"$oid": "65f0"}, "text": TEXT,
         "date": {"$date": {"$numberLong": "1710230400000"}}},
        {"id": "65f0"},
    ),
    "All the News": (
        {"": "0", "id": "17283", "title": "Weir mended", "publication": "Gull Courier",
         "author": "nan", "date": "2024-03-12", "year": "2024.0", "url": "NULL", "content": TEXT},
        {"outlet": "Gull Courier", "authors": (), "url": None},
    ),
    "ProQuest": (
        {"Title": "Weir mended", "pubtitle": "Gull Courier", "pubdate": "Mar 12, 2024",
         "Authors": "['Lowe Mill', 'Otto Weir']", "DocumentURL": PAGE, "FullText": TEXT,
         "language": "English"},
        {"outlet": "Gull Courier", "url": PAGE, "authors": ("Lowe Mill", "Otto Weir")},
    ),
    "objects about it": (
        {"text": TEXT, "meta": {"date": "2024-03-12", "url": PAGE}},
        {"url": PAGE},
    ),
    "ninjs": (
        {"uri": "urn:x:1", "pubstatus": "usable", "versioncreated": "2024-03-12T08:00:00Z",
         "headlines": [{"role": "main", "value": "Weir mended"}],
         "bodies": [{"role": "caption", "value": "No."}, {"role": "main", "value": TEXT}]},
        {"id": "urn:x:1", "title": "Weir mended"},
    ),
}  # fmt: skip


def items(value: object, options: DocumentOptions | None = None) -> list[Document | Rejected]:
    data = io.BytesIO(json.dumps(value).encode())
    return list(read("a.json", data, options=options or DocumentOptions()))


@pytest.mark.parametrize("shape", SHAPES)
def test_a_record_gives_its_fields(shape: str) -> None:
    value, wanted = SHAPES[shape]
    (doc,) = items(value)
    assert isinstance(doc, Document), str(doc)
    assert doc.text.startswith(TEXT[:-1])
    assert str(doc.published) == "2024-03-12"
    assert {name: getattr(doc, name) for name in wanted} == wanted


def test_what_is_listed_without_a_text_names_the_address_to_fetch() -> None:
    gdelt = {"articles": [{"url": PAGE, "title": "Weir", "seendate": "20240312T101500Z"}]}
    (item,) = items(gdelt)
    assert isinstance(item, Rejected) and f"fetched from {PAGE}" in item.reason


@pytest.mark.parametrize("status", ["canceled", "withheld", "stat:canceled"])
def test_what_an_agency_withdrew_is_refused(status: str) -> None:
    (item,) = items({"uri": "urn:x:1", "pubstatus": status, "body_text": TEXT})
    assert isinstance(item, Rejected) and "withdrawn" in item.reason


def test_keys_mapped_by_hand() -> None:
    record = {"lead": TEXT, "text": "No.",
              "meta": {"when": "2024-03-12", "by": [{"n": "Lowe Mill"}]},
              "a.b": "Gull Courier"}  # fmt: skip
    given = ("text=lead", "published=meta.when", "authors=meta.by.n", "outlet=a.b")
    (doc,) = items([record], DocumentOptions(fields=given))
    assert isinstance(doc, Document)
    assert (doc.text, str(doc.published), doc.authors, doc.outlet) == (
        TEXT,
        "2024-03-12",
        ("Lowe Mill",),
        "Gull Courier",
    )
    (item,) = items({"text": TEXT}, DocumentOptions(fields=("text=body.main",)))
    assert isinstance(item, Rejected) and "body.main" in item.reason
    table = io.BytesIO(f'n,lead\n1,"{TEXT}"\n'.encode())
    (row,) = read("a.csv", table, options=DocumentOptions(fields=("text=lead", "id=n")))
    assert isinstance(row, Document) and (row.id, row.text) == ("1", TEXT)


def test_a_mapping_that_cannot_be_meant_is_wrong_use() -> None:
    assert from_toml('[documents]\nfields = ["text=body"]').documents.fields == ("text=body",)
    for said, word in (("body=text", "there is no field"), ("text", "FIELD=KEY")):
        with pytest.raises(WrongUse, match=word):
            DocumentOptions(fields=(said,))


def test_the_keys_that_were_taken_are_kept_where_asked_for() -> None:
    from sayso.documents import fields

    data = io.BytesIO(json.dumps({"body": TEXT, "Pub Date": "2024-03-12", "tags": "x"}).encode())
    (item,) = fields("a.jsonl", data, options=DocumentOptions(explain=True))
    assert not isinstance(item, Rejected)
    assert item.keys == (("text", "body"), ("published", "Pub Date"), ("", "tags"))


@pytest.mark.parametrize(
    ("line", "id_"),
    [
        (b'{"text": "One.", "id": 12345678901234567890123}', "12345678901234567890123"),
        (b'{"text": "One.", "meta": {"id": 98765432109876543210987}}', "98765432109876543210987"),
        (b'{"text": "One.", "id": 1.5}', "1.5"),
        (b'{"text": "One.", "id": "a", "score": NaN}', "a"),
        (b'\xef\xbb\xbf{"text": "One.", "id": "b"}', "b"),
    ],
)
def test_what_json_and_python_read_apart_is_read_as_python_does(line: bytes, id_: str) -> None:
    [doc] = read("a.jsonl", io.BytesIO(line))
    assert isinstance(doc, Document)
    assert doc.id == id_


def test_half_a_character_is_still_mended() -> None:
    [doc] = read("a.jsonl", io.BytesIO(b'{"text": "So\\ud83d it is."}'))
    assert isinstance(doc, Document)
    assert doc.text == "So\ufffd it is."
    assert [reason.rule for reason in doc.why] == ["half-characters"]
