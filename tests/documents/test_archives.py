"""Archives and compressed files: what they hold is read in place, and whatever is wrong with one
member costs that member.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from sayso.documents import DocumentOptions, read
from sayso.model import Document, Rejected
from sayso.run.inputs import gather

PROSE = "The weir at Ostrey was mended on Friday, and the mill runs again.\n"
PILE = b"\n".join(json.dumps({"text": f"{PROSE}{n}"}).encode() for n in range(3))
FILES = {"a.txt": PROSE.encode(), "in/pile.jsonl": PILE, "in/b.csv": b"id,text\n7,It was calm.\n"}


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def tarred(files: dict[str, bytes], *extra: tarfile.TarInfo, mode: str = "w") -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode=mode) as archive:  # type: ignore[call-overload]
        for info in extra:
            archive.addfile(info)
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return held.getvalue()


def link(kind: bytes, name: str = "link.txt") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, "/etc/hostname"
    return info


def items(
    name: str, data: bytes, options: DocumentOptions | None = None
) -> list[Document | Rejected]:
    return list(read(name, io.BytesIO(data), options=options or DocumentOptions()))


def docs(found: list[Document | Rejected]) -> list[Document]:
    return [item for item in found if isinstance(item, Document)]


def refused(found: list[Document | Rejected]) -> dict[str, str]:
    return {item.source: item.reason for item in found if isinstance(item, Rejected)}


ARCHIVES: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "x.zip": zipped,
    "x.tar": tarred,
    "x.tar.gz": lambda files: tarred(files, mode="w:gz"),
    "x.tgz": lambda files: gzip.compress(tarred(files)),
    "x.tar.bz2": lambda files: tarred(files, mode="w:bz2"),
    "x.tar.xz": lambda files: tarred(files, mode="w:xz"),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_every_member_is_read_and_says_where_it_stood(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(ARCHIVES[name]({**FILES, ".hidden.txt": b"x", "__MACOSX/._a.txt": b"\0"}))
    found = docs(list(gather([str(file)], stdin=io.BytesIO())))
    assert [doc.id for doc in found] == [
        f"{name}!a.txt",
        *(f"{name}!in/pile.jsonl:{n}" for n in (1, 2, 3)),
        "7",
    ]
    assert found[0].text == PROSE
    assert found[-1].source == f"{file}!in/b.csv:2"
    assert [path.name for path in tmp_path.iterdir()] == [name]  # nothing was unpacked to disk


@pytest.mark.parametrize(
    ("ending", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)]
)
def test_any_format_may_be_compressed(ending: str, pack: Callable[[bytes], bytes]) -> None:
    for name, data in FILES.items():
        assert [d.text for d in docs(items(name + ending, pack(data)))] == [
            d.text for d in docs(items(name, data))
        ]
    assert (
        "twice"
        in refused(items(f"a.txt{ending}{ending}", pack(pack(b"One."))))["a.txt" + ending * 2]
    )
    assert "cannot be read" in items("a.txt" + ending, pack(PILE)[:30])[0].reason  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ARCHIVES)
def test_names_that_lead_out_and_archives_within_are_refused_and_the_rest_read(name: str) -> None:
    bad = {"../up.txt": b"One.", "/abs.txt": b"Two.", "C:\\d.txt": b"3.", "in.zip": zipped(FILES)}
    found = items(name, ARCHIVES[name]({**bad, "good.txt": PROSE.encode()}))
    assert [doc.id for doc in docs(found)] == [f"{name}!good.txt"]
    reasons = refused(found)
    assert set(reasons) == {f"{name}!{member}" for member in bad}
    assert "within an archive" in reasons[f"{name}!in.zip"]
    assert all("leads out" in reasons[f"{name}!{m}"] for m in list(bad)[:3])


def test_a_compressed_file_within_an_archive_is_no_archive() -> None:
    assert len(docs(items("x.zip", zipped({"p.jsonl.gz": gzip.compress(PILE)})))) == 3


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE]
)
def test_links_and_devices_of_a_tar_archive_are_not_followed(kind: bytes) -> None:
    found = items("x.tar", tarred(FILES, link(kind)))
    assert "not followed" in refused(found)["x.tar!link.txt"]
    assert len(docs(found)) == 5


def test_links_of_a_zip_archive_are_not_followed() -> None:
    info = zipfile.ZipInfo("link.txt")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(info, "/etc/hostname")
        archive.writestr("a.txt", PROSE)
    found = items("x.zip", held.getvalue())
    assert "not followed" in refused(found)["x.zip!link.txt"]
    assert len(docs(found)) == 1


def test_a_member_of_a_zip_archive_without_a_name_costs_itself() -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("x", "The pier was shut.")
        archive.writestr("a.txt", "The lock was open.")
        archive.infolist()[0].filename = ""
    doc, refused = sorted(
        read("p.zip", io.BytesIO(whole.getvalue())), key=lambda item: isinstance(item, Rejected)
    )
    assert isinstance(doc, Document) and doc.text == "The lock was open."
    assert isinstance(refused, Rejected) and refused.reason == "has no name: not read"


def test_a_member_with_a_password_is_named() -> None:
    data = bytearray(zipped({"secret.txt": b"One.", "a.txt": PROSE.encode()}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # of the first member alone
        data[data.index(mark) + flags] |= 1
    found = items("x.zip", bytes(data))
    assert "password" in refused(found)["x.zip!secret.txt"]
    assert [doc.id for doc in docs(found)] == ["x.zip!a.txt"]


# ---- what unpacks to more than it should ---------------------------------------

ZEROS = b'{"text": "' + b"a" * 60_000_000 + b'"}'


@pytest.mark.parametrize("name", ["x.zip", "x.tar.gz", "x.tar.bz2", "x.tar.xz"])
def test_a_bomb_is_not_read_to_its_end(name: str) -> None:
    found = items(name, ARCHIVES[name]({"a.txt": PROSE.encode(), "bomb.jsonl": ZEROS}))
    assert [doc.id for doc in docs(found)] == [f"{name}!a.txt"]
    assert any("over 200 times its size" in reason for reason in refused(found).values())


def test_a_bomb_costs_one_member_of_a_zip_archive() -> None:
    found = items("x.zip", zipped({"bomb.jsonl": ZEROS, **FILES}))
    assert "200 times" in refused(found)["x.zip!bomb.jsonl"]
    assert len(docs(found)) == 5


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_compressed_bomb(pack: Callable[[bytes], bytes]) -> None:
    ending = {gzip: ".gz", bz2: ".bz2", lzma: ".xz"}[
        {gzip.compress: gzip, bz2.compress: bz2}.get(pack, lzma)
    ]
    (item,) = items("bomb.jsonl" + ending, pack(ZEROS))
    assert isinstance(item, Rejected) and "200 times its size" in item.reason


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_ends_at_its_limit(name: str) -> None:
    files = {f"{n}.txt": bytes(range(97, 123)) * 400 for n in range(9)}
    data = ARCHIVES[name](files)
    found = items(name, data, DocumentOptions(max_unpacked_bytes=50_000))
    assert 1 <= len(docs(found)) <= 4
    assert "over 50,000 bytes" in found[-1].reason  # type: ignore[union-attr]


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.documents.archives._MOST_MEMBERS", 2)
    found = items("x.tar", tarred(FILES))
    assert "over 2 members" in refused(found)["x.tar"]


def test_a_name_of_megabytes_is_not_held() -> None:
    found = items("x.tar.gz", gzip.compress(tarred({"n" * 3_000_000 + ".txt": b"One."})))
    assert "a name or note of 3,0" in found[0].reason  # type: ignore[union-attr]


# ---- damage -----------------------------------------------------------------------


def test_a_damaged_member_costs_itself() -> None:
    data = bytearray(zipped({"a.txt": PROSE.encode() * 9, "b.txt": b"Two."}, zipfile.ZIP_STORED))
    data[data.index(b"mended")] ^= 0xFF
    found = items("x.zip", bytes(data))
    assert "CRC" in refused(found)["x.zip!a.txt"]
    assert [doc.id for doc in docs(found)] == ["x.zip!b.txt"]


@pytest.mark.parametrize("cut", [514, 1_100, 1_700])
def test_a_tar_archive_cut_short_says_so(cut: int) -> None:
    found = items("x.tar", tarred({"a.txt": b"One.", "b.txt": PROSE.encode() * 40})[:cut])
    assert [doc.id for doc in docs(found)][:1] == ["x.tar!a.txt"][: cut > 1_000]
    assert refused(found)


def test_a_tar_archive_with_a_broken_header_in_the_middle_says_so() -> None:
    data = bytearray(tarred({"a.txt": b"One.", "b.txt": b"Two.", "c.txt": b"3."}))
    data[1024:1100] = b"x" * 76
    found = items("x.tar", bytes(data))
    assert [doc.id for doc in docs(found)] == ["x.tar!a.txt"]
    assert "what follows is not read" in refused(found)["x.tar"]


@pytest.mark.parametrize("name", ["x.zip", "x.tar", "x.tar.gz", "x.tgz"])
@pytest.mark.parametrize(
    "data", [b"", b"no archive at all, but some words", b"PK\x03\x04" + b"\0" * 90]
)
def test_what_is_no_archive_is_named(name: str, data: bytes) -> None:
    (item,) = items(name, data)
    assert isinstance(item, Rejected)


def test_an_archive_without_files() -> None:
    for name, pack in ARCHIVES.items():
        assert "no files" in items(name, pack({}))[0].reason  # type: ignore[union-attr]


def test_a_zip_archive_that_is_itself_compressed_is_held() -> None:
    assert len(docs(items("x.zip.gz", gzip.compress(zipped(FILES))))) == 5
    small = DocumentOptions(max_file_bytes=100)
    assert "too large" in items("x.zip.gz", gzip.compress(zipped(FILES)), small)[0].reason  # type: ignore[union-attr]


def test_members_that_share_their_bytes_are_a_bomb_together() -> None:
    """Every name of the list stands for the one member that is there (Fifield, 2019)."""
    one = zipped({"0000.txt": PROSE.encode() + b" " * 3_000_000})
    at = one.index(b"PK\x01\x02")
    entry, end = one[at : one.index(b"PK\x05\x06")], one[one.index(b"PK\x05\x06") :]
    names = [b"%04d.txt" % n for n in range(60)]
    entries = b"".join(entry.replace(b"0000.txt", name) for name in names)
    fields = struct.unpack("<4s4H2LH", end)
    count = len(names)
    made = struct.pack("<4s4H2LH", fields[0], 0, 0, count, count, len(entries), at, 0)
    found = items("x.zip", one[:at] + entries + made)
    assert len(docs(found)) < count
    whole = refused(found).get("x.zip", "") + " ".join(refused(found).values())
    assert "unpacks to over 100,000,000 bytes" in whole or "damaged" in whole


def test_a_size_that_is_a_lie() -> None:
    """What a header says of a size bounds nothing, and is not believed."""
    data = bytearray(zipped({"a.txt": PROSE.encode() * 400_000, "b.txt": PROSE.encode()}))
    for sign, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(sign)
        data[at + place : at + place + 4] = struct.pack("<L", 70)
    found = items("x.zip", bytes(data))
    assert [doc.id for doc in docs(found)] == ["x.zip!b.txt"]
    assert "x.zip!a.txt" in refused(found)


def test_a_word_file_in_an_archive_is_held_to_its_own_limits() -> None:
    bomb = zipped({"word/document.xml": b"<w>" * 4_000_000, "[Content_Types].xml": b"<a/>"})
    found = items("x.zip", zipped({"a.docx": bomb, "b.txt": PROSE.encode()}))
    assert [doc.id for doc in docs(found)] == ["x.zip!b.txt"]
    assert "not opened" in refused(found)["x.zip!a.docx"]


@pytest.mark.parametrize(
    ("ending", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)]
)
def test_lines_before_a_cut_are_read(ending: str, pack: Callable[[bytes], bytes]) -> None:
    random = Random(7)  # so that it does not shrink to nothing
    lines = [json.dumps({"text": f"{random.getrandbits(400)} boats."}) for _ in range(12_000)]
    data = pack("\n".join(lines).encode())
    stream, options = io.BytesIO(data[: len(data) * 9 // 10]), DocumentOptions(language=False)
    *found, refused = read(f"a.jsonl.{ending}", stream, options=options)
    assert isinstance(refused, Rejected) and "cannot be read" in refused.reason
    least = 10_600 if ending != "bz2" else 6_000  # it is packed in blocks of 900 kB
    assert sum(isinstance(doc, Document) for doc in found) > least
