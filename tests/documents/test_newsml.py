"""What agencies send: NewsML-G2 and ninjs, their versions, corrections and kills."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from itertools import permutations
from pathlib import Path

import pytest

from sayso.documents import read, standing
from sayso.model import Document, Rejected
from sayso.run import read_paths

_NS = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
_XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
    "<head><title>No words of it</title></head><body><p>The pier was <em>shut</em> on Tuesday.</p>"
    "<ul><li>It is rust.</li></ul><p>It was late.</p></body></html></inlineXML>"
)
_NITF = (
    '<inlineXML contenttype="application/nitf+xml"><nitf><body><body.head><hedline><hl1>Pier</hl1>'
    "</hedline><byline>By Ann Lee</byline></body.head><body.content><block><p>The pier was shut on "
    "Tuesday.</p><p>It was late.</p></block></body.content></body></nitf></inlineXML>"
)
_TWO = "The pier was shut on Tuesday.\n\nIt was late."


def item(content: str = _XHTML, *, version: int = 1, status: str = "usable", meta: str = "") -> str:
    return f"""<newsItem {_NS} guid="urn:newsml:northline.example:pier" version="{version}"
 standard="NewsML-G2" standardversion="2.30" xml:lang="en-GB">
<rightsInfo><copyrightHolder><name>Northline Ltd</name></copyrightHolder></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/>
<provider qcode="nprov:NL"><name>Northline</name></provider>
<versionCreated>2024-03-1{version}T10:15:00+01:00</versionCreated>
<firstCreated>2024-03-11T08:00:00Z</firstCreated><pubStatus qcode="stat:{status}"/>{meta}</itemMeta>
<contentMeta><headline>Pier shut</headline><by>By Ann Lee and Bo Chen</by>
<dateline>VELMOUTH, March 11 (Northline) -</dateline><creditline>Northline</creditline>
<language tag="en"/></contentMeta><contentSet>{content}</contentSet></newsItem>"""


def items(data: str, name: str = "a.xml") -> list[Document | Rejected]:
    return list(read(name, io.BytesIO(data.encode())))


def one(data: str, name: str = "a.xml") -> Document:
    (doc,) = items(data, name)
    assert isinstance(doc, Document), str(doc)
    return doc


@pytest.mark.parametrize("name", ["a.xml", "wire"])
def test_an_item_gives_its_text_and_what_it_says_of_itself(name: str) -> None:
    doc = one('<?xml version="1.0"?>\n' + item(), name)
    assert doc.text == "The pier was shut on Tuesday.\n\nIt is rust.\n\nIt was late."
    assert (doc.title, doc.outlet, doc.lang) == ("Pier shut", "Northline", "en")
    assert doc.authors == ("Ann Lee", "Bo Chen") and str(doc.published) == "2024-03-11"
    assert doc.id == "urn:newsml:northline.example:pier"
    assert ("dateline", "VELMOUTH, March 11 (Northline) -") in doc.declared
    assert ("copyrightHolder", "Northline Ltd") in doc.declared and ("version", "1") in doc.declared


@pytest.mark.parametrize(
    "content",
    [
        _NITF,
        '<remoteContent href="a.jpg"/>' + _NITF,
        f'<inlineData contenttype="text/plain">\n{_TWO}\n</inlineData>',
    ],
)
def test_other_forms_of_the_text(content: str) -> None:
    assert one(item(content)).text == _TWO


def test_a_message_holds_many_and_what_has_no_text_is_named() -> None:
    picture = item('<remoteContent href="a.jpg"/>').replace("ninat:text", "ninat:picture")
    package = f'<packageItem {_NS} guid="urn:p"><groupSet/></packageItem>'
    other = item(_NITF).replace(":pier", ":weir")
    found = items(
        f"<newsMessage {_NS}><itemSet>{item()}{picture}{package}{other}</itemSet></newsMessage>"
    )
    assert [isinstance(each, Document) for each in found] == [True, False, False, True]
    assert "of picture" in str(found[1]) and "packageItem" in str(found[2])
    assert isinstance(found[3], Document) and found[3].source == "a.xml:4"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (item()[:200] + item()[200:-30], "broken XML"),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hosts">]>' + item(), "entities"),
        (f"<newsMessage {_NS}><itemSet/></newsMessage>", "no items"),
        (item(status="canceled"), "withdrawn by its publisher"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data: str, reason: str) -> None:
    (got,) = items(data)
    assert isinstance(got, Rejected) and reason in got.reason


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<ul><li><div><p>Shut.</p></div></li></ul><p>Late.</p>", "Shut.\n\nLate."),
        ("<ul><li>Shut<p>since noon.</p></li></ul>", "Shut\n\nsince noon."),
        ("Shut.<p>Late.</p>", "Shut.\n\nLate."),
        ("<blockquote>Shut.</blockquote><p>Late.</p>", "Shut.\n\nLate."),
        ("<table><tr><td>Boats</td><td>14</td></tr></table>", "Boats 14"),
        ("<p>Shut.</p><media><media-caption><p>A boat</p></media-caption></media>", "Shut."),
        ("<p>Shut.</p><aside><p>What is known</p></aside>", "Shut.\n\nWhat is known"),
    ],
)
def test_no_word_of_an_agency_is_doubled_or_lost(body: str, text: str) -> None:
    xhtml = f'<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
    nitf = f"<inlineXML><nitf><body><body.content>{body}</body.content></body></nitf></inlineXML>"
    for content in (f"{xhtml}</inlineXML>", nitf):
        assert one(item(content)).text == text


# ---- versions ----------------------------------------------------------------------


def ninjs(version: str, text: str = _TWO, **more: object) -> dict[str, object]:
    day = int(version or 1)
    return {
        "uri": "urn:northline:pier",
        "version": version,
        "versioncreated": f"2024-03-{10 + day}T08:00:00Z",
        "pubstatus": "usable",
        "body_text": text,
        **more,
    }


def stood(*records: dict[str, object]) -> tuple[list[Document], list[str]]:
    found: Iterable[Document | Rejected] = (
        got
        for n, record in enumerate(records)
        for got in read(f"{n}.json", io.BytesIO(json.dumps(record).encode()))
    )
    kept = list(standing(found))
    docs = [each for each in kept if isinstance(each, Document)]
    return docs, [str(each) for each in kept if isinstance(each, Rejected)]


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "Pier shut", "byline": "By Ann Lee", "body_text": _TWO},
        {
            "headlines": [{"role": "main", "value": "Pier shut"}],
            "by": "Ann Lee",
            "bodies": [{"role": "main", "contenttype": "text/plain", "value": _TWO}],
        },
        {
            "headlines": [{"role": "main", "value": "Pier shut"}],
            "by": "Ann Lee",
            "bodies": [
                {
                    "role": "main",
                    "contentType": "text/html",
                    "value": "<p>The pier was shut on Tuesday.</p><p>It was late.</p>",
                }
            ],
        },
    ],
    ids=["ninjs 1", "ninjs 2", "ninjs 3"],
)
def test_ninjs_of_three_generations(fields: dict[str, object]) -> None:
    record = {"uri": "urn:x:1", "pubStatus": "usable", "versionCreated": "2024-03-12T08:00:00Z"}
    doc = one(json.dumps({**record, "dateline": "VELMOUTH (Northline) -", **fields}), "a.json")
    assert (doc.text, doc.title, doc.authors) == (_TWO, "Pier shut", ("Ann Lee",))
    assert str(doc.published) == "2024-03-12" and doc.id == "urn:x:1"
    assert ("dateline", "VELMOUTH (Northline) -") in doc.declared


@pytest.mark.parametrize("order", list(permutations((0, 1, 2))))
def test_the_latest_version_stands_in_whatever_order_they_come(order: Sequence[int]) -> None:
    records = [ninjs("1"), ninjs("2"), ninjs("10", "It is open again.", ednote="CORRECTS day.")]
    docs, refused = stood(*(records[n] for n in order))
    assert [doc.text for doc in docs] == ["It is open again."]
    assert len(refused) == 2 and all("superseded" in said for said in refused)
    assert any("version 10 stands" in said and "CORRECTS day." in said for said in refused)
    assert [why.values for why in docs[0].why if why.rule == "corrected"] == [("CORRECTS day.",)]


def test_without_numbers_the_time_decides_and_a_repeat_is_a_duplicate() -> None:
    early = ninjs("", versioncreated="2024-03-12T10:00:00+02:00")
    late = ninjs("", "Later.", versioncreated="2024-03-12T09:00:00Z")
    docs, refused = stood(late, early, late)
    assert [doc.text for doc in docs] == ["Later."]
    assert any("superseded" in said for said in refused)
    assert any("duplicate id" in said for said in refused)


@pytest.mark.parametrize("order", list(permutations((0, 1, 2))))
@pytest.mark.parametrize(
    ("status", "said"), [("canceled", "killed by"), ("withheld", "held back by")]
)
def test_a_kill_withdraws_what_was_sent_before(
    order: Sequence[int], status: str, said: str
) -> None:
    records = [ninjs("1"), ninjs("2"), ninjs("3", pubstatus=status)]
    docs, refused = stood(*(records[n] for n in order))
    assert not docs and len(refused) == 3
    place = order.index(2)
    assert any(f"{said} {place}.json (version 3)" in reason for reason in refused)
    assert any("withdrawn by its publisher" in reason for reason in refused)


def test_what_is_sent_again_after_a_kill_stands() -> None:
    docs, _ = stood(ninjs("2", pubstatus="canceled"), ninjs("1"), ninjs("3", "Sent again."))
    assert [doc.text for doc in docs] == ["Sent again."]


def test_a_kill_without_a_version_kills() -> None:
    notice = {"uri": "urn:northline:pier", "pubstatus": "canceled"}
    docs, refused = stood(ninjs("2"), notice)
    assert not docs and any("killed by 1.json (a later version)" in said for said in refused)


_BARE = {"uri": "urn:northline:pier", "body_text": _TWO}  # ninjs asks for no more
_KILL = {"uri": "urn:northline:pier", "pubstatus": "canceled", "version": "2"}


@pytest.mark.parametrize("status", ["canceled", "withheld"])
@pytest.mark.parametrize("told", [{}, {"pubstatus": "usable"}])
def test_a_kill_takes_back_an_article_without_a_version(
    told: dict[str, str], status: str, tmp_path: Path
) -> None:
    for n, records in enumerate(permutations(({**_BARE, **told}, {**_KILL, "pubstatus": status}))):
        place = tmp_path / f"{n}.jsonl"
        place.write_text("\n".join(map(json.dumps, records)), "utf-8")
        docs, refused = read_paths([str(place)])
        assert not docs and any("withdrawn by its publisher" in each.reason for each in refused)


def test_an_article_sent_again_stands_though_one_without_a_version_was_killed() -> None:
    docs, _ = stood(_BARE, _KILL, ninjs("3", "Sent again."))
    assert "Sent again." in [doc.text for doc in docs]


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("20240312101500", "20240312111500"),  # a time as a number
        ("1000000001", "1000000002"),
        ("999999999", "1000000000"),
        ("9", "10"),
    ],
)
def test_numbers_of_versions_are_compared_whole(older: str, newer: str) -> None:
    made = "2024-03-12T08:00:00Z"  # of both, so that the number alone decides
    one, two = (
        {**_BARE, "version": number, "versioncreated": made, "body_text": text}
        for number, text in ((older, "Old."), (newer, "New."))
    )
    for records in ((one, two), (two, one)):
        docs, refused = stood(*records)
        assert [doc.text for doc in docs] == ["New."]
        assert len(refused) == 1 and f"version {newer} stands" in refused[0]


def test_records_of_other_programs_are_no_versions() -> None:
    docs, refused = stood(
        {"id": "a", "version": 1, "text": "One."}, {"id": "a", "version": 2, "text": "Two."}
    )
    assert [doc.text for doc in docs] == ["One."] and "duplicate id" in refused[0]


def test_versions_and_kills_in_files_of_their_own(tmp_path: Path) -> None:
    correction = '<signal qcode="sig:correction"/><edNote>The day was wrong.</edNote>'
    said = {
        "pier-1.xml": item(),
        "pier-2.xml": item(_NITF, version=2, meta=correction),
        "weir-1.xml": item().replace(":pier", ":weir"),
        "weir-2.xml": item(version=2, status="canceled").replace(":pier", ":weir"),
    }
    for name, data in said.items():
        (tmp_path / name).write_text(data, "utf-8")
    docs, refused = read_paths([str(tmp_path)])
    assert [doc.text for doc in docs] == [_TWO]
    reasons = " | ".join(each.reason for each in refused)
    assert "which corrects it: The day was wrong." in reasons
    assert f"killed by {tmp_path / 'weir-2.xml'} (version 2)" in reasons


# ---- NITF --------------------------------------------------------------------------


def nitf(version: int = 1, status: str = "usable", note: str = "") -> str:
    return f"""<?xml version="1.0"?>
<nitf xml:lang="en"><head><title>No headline</title>
<docdata management-status="{status}"><doc-id id-string="nl-7"/><du-key version="{version}"/>
<ed-msg info="{note}"/><date.issue norm="20240312T1015{version:02}+0000"/>
<doc.copyright holder="Northline Ltd"/></docdata></head><body><body.head>
<hedline><hl1>Pier shut</hl1><hl2>Rust is found</hl2></hedline><byline>By Ann Lee</byline>
<distributor>Northline</distributor><dateline>VELMOUTH, March 12</dateline></body.head>
<body.content><block><p>The pier was shut on Tuesday.</p><p>It was late.</p></block></body.content>
</body></nitf>"""


@pytest.mark.parametrize("name", ["a.xml", "wire"])
def test_a_file_of_nitf(name: str) -> None:
    doc = one(nitf(), name)
    assert (doc.text, doc.title, doc.authors) == (_TWO, "Pier shut", ("Ann Lee",))
    assert (doc.id, str(doc.published)) == ("nl-7", "2024-03-12")
    assert ("dateline", "VELMOUTH, March 12") in doc.declared
    assert ("credit", "Northline") in doc.declared


def test_versions_and_kills_in_nitf(tmp_path: Path) -> None:
    for n, data in enumerate([nitf(1), nitf(2, note="Corrects the day"), nitf(3)]):
        (tmp_path / f"{n}.xml").write_text(data, "utf-8")
    (tmp_path / "kill.xml").write_text(nitf(2, "canceled"), "utf-8")
    docs, refused = read_paths([str(tmp_path)])
    assert [dict(doc.declared)["version"] for doc in docs] == ["3"]
    assert len(refused) == 3
    (tmp_path / "2.xml").unlink()
    docs, refused = read_paths([str(tmp_path)])
    assert not docs and any("killed by" in each.reason for each in refused)


def test_nitf_without_words_is_refused_by_name() -> None:
    (got,) = items("<nitf><head><title>Pier</title></head><body/></nitf>")
    assert isinstance(got, Rejected) and "no words" in got.reason
