"""Inputs that break something: every parser, the folded view, searches, packed values, the reading.

    pip install atheris
    python bench/fuzz.py [--seconds 600] [--keep FOLDER] [TARGET ...]

Each target is fuzzed by atheris (libFuzzer, guided by coverage of our code) for so long, in a
process of its own, from seeds made here. What ends it: an error that escapes, a rejection that says
that the fault is ours, an offset outside its text, more than 20 seconds or 4 GiB for one input.
The input that did is kept in FOLDER, and is tried again with `--once FILE TARGET`. Prints how many
inputs each target took; status 1 where one broke.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.archive import Archive

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "harbor" / "articles"
_SECONDS, _MEGABYTES, _LONGEST = 20, 4096, 20_000  # of one input; bytes of the longest
_OURS = "a fault of sayso"  # what a rejection says of an error that nobody foresaw

_ROW = {"title": "Pier shut", "text": "The pier was shut on Monday, Mayor Ann Lee said.", "n": None}
_HEAD = "Subject: Pier shut\nFrom: Ann Lee <a@b.example>\nDate: Mon, 11 Mar 2024 10:00:00 +0100\n"
_PAGE = (
    '<html lang=en><head><title>Pier</title><meta name=author content="Ann Lee">'
    '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-03-11"}'
    "</script></head><body><article><h1>Pier shut</h1><p>The pier was shut on Monday.</p>"
    "<blockquote>“It is rust”</blockquote></article></body></html>"
)
_FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>N</title><item><title>Pier</title>'
    "<link>http://n.example/1</link><pubDate>Mon, 11 Mar 2024 10:00:00 GMT</pubDate>"
    "<source url='http://m.example'>M</source><description>&lt;p&gt;The pier.&lt;/p&gt;"
    "</description></item></channel></rss>"
)
_EXPORT = (
    "1 of 2 DOCUMENTS\n\nThe Northline\n\nMarch 11, 2024 Monday\n\nPier shut\n\nBYLINE: Ann Lee\n\n"
    "LENGTH: 12 words\n\nThe pier was shut on Monday.\n\nLOAD-DATE: March 12, 2024\n\n"
    "2 of 2 DOCUMENTS\n\nThe Tideline\n\nMarch 12, 2024\n\nIt opens\n\nBODY:\n\nIt opens.\n"
)
_NEWSML = (
    '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:n:1" version="2" '
    'standard="NewsML-G2"><itemMeta><versionCreated>2024-03-11T10:15:00+01:00</versionCreated>'
    '<pubStatus qcode="stat:usable"/></itemMeta><contentMeta><headline>Pier</headline>'
    '</contentMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>'
    "<p>The pier.</p></body></html></inlineXML></contentSet></newsItem>"
)
_NITF = "<nitf><body><body.head><hedline><hl1>Pier</hl1></hedline></body.head></body></nitf>"
_RTF = r"{\rtf1\ansi\ansicpg1252 {\b Pier shut}\par The pier was shut, \'93Ann Lee\'94 said.\par}"
_WARC = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://n.example/1\r\nWARC-Date: "
    "2024-03-11T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: "
    "{}\r\n\r\n{}\r\n\r\n"
)
_PDF = (
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1"
    ">>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n4 0 obj<</Length 38>>stream"
    "\nBT /F1 12 Tf 9 9 Td (The pier.) Tj ET\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)


def _response() -> str:
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{_PAGE}"
    return _WARC.format(len(answer.encode()), answer)


def _zipped() -> bytes:
    with io.BytesIO() as out:
        with zipfile.ZipFile(out, "w") as file:
            file.writestr("a/pier.txt", "The pier was shut.")
            file.writestr("b.json", json.dumps([_ROW]))
        return out.getvalue()


def _tarred() -> bytes:
    with io.BytesIO() as out:
        with tarfile.open(fileobj=out, mode="w:gz") as file:
            entry = tarfile.TarInfo("pier.txt")
            entry.size = 18
            file.addfile(entry, io.BytesIO(b"The pier was shut."))
        return out.getvalue()


def _word() -> bytes:
    from docx import Document as Word

    made = Word()
    made.add_heading("Pier shut")
    made.add_paragraph("The pier was shut on Monday.")
    with io.BytesIO() as out:
        made.save(out)
        return out.getvalue()


SEEDS: dict[str, Callable[[], list[str | bytes]]] = {
    "txt": lambda: [_EXPORT, *(p.read_bytes() for p in sorted(EXAMPLE.glob("*.txt")))],
    "md": lambda: ["---\ntitle: Pier\ndate: 2024-03-11\n---\n# Pier shut\n\n> It is *rust*.\n"],
    "html": lambda: [_PAGE],
    "mhtml": lambda: [f"{_HEAD}Content-Type: text/html; charset=utf-8\n\n{_PAGE}"],
    "jsonl": lambda: [json.dumps(_ROW), (EXAMPLE / "updates.jsonl").read_bytes()],
    "json": lambda: [json.dumps({"articles": [_ROW, {"content": {"rendered": "<p>It.</p>"}}]})],
    "csv": lambda: ["title,text,date\nPier,“The pier”,2024-03-11\n", "a\tb\nx\t=1+1\n"],
    "docx": lambda: [_word()],
    "pdf": lambda: [_PDF],
    "rtf": lambda: [_RTF],
    "eml": lambda: [f"{_HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\n\nThe pier.\n--b--"],
    "xml": lambda: [
        _FEED,
        _NEWSML,
        _NITF,
        "<urlset><url><loc>http://n.example</loc></url></urlset>",
    ],
    "warc": lambda: [_response()],
    "zip": lambda: [_zipped()],
    "gz": lambda: [_tarred()],
    "folded": lambda: ["“The ﬁrst”, Ann’s İstanbul ‘said’ — 1 200\n\n@ann (Ann Lee) May 3, 2019"],
    "query": lambda: ['outlet:"The Tideline" “the pier” before:2024-03 origins>1 -rust'],
    "packed": lambda: [json.dumps({"doc_id": "a", "sentences": [{"doc_id": "a", "start": 0}]})],
    "settings": lambda: ["[findings]\nfirm = 0.7\n[documents]\nlanguage = true\n"],
    "read": lambda: [
        "Two died at Velmouth on Monday, 11 March 2024, at 5 p.m., Mayor Ann Lee said. “It is "
        "rust,” he said.\n\n@ann (Ann Lee) 1,200 of the 3m people left two weeks after, FY2012."
    ],
}


# ---- what is tried ---------------------------------------------------------------


def documents(name: str, data: bytes) -> None:
    """An input of that ending, to documents whose parts lie within their texts."""
    from sayso.documents import read
    from sayso.model import Rejected

    for item in read(f"fuzzed.{name}", io.BytesIO(data)):
        if isinstance(item, Rejected):
            assert _OURS not in item.reason, item
            continue
        assert item.text.strip() and "\0" not in item.text
        assert all(0 <= part.at.start <= part.at.end <= len(item.text) for part in item.parts)


def folded(text: str) -> None:
    """Every folded character stands for a stretch of the text; marks and paragraphs lie in it."""
    from sayso.text import fold
    from sayso.text.folding import fold_words
    from sayso.text.marks import posts, quoted_spans
    from sayso.text.paragraphs import paragraphs, wrapped

    made, is_wrapped = fold(text), wrapped(text)
    if len(made):
        assert _lies_in(made.span(0, len(made)), text)
    assert all(_lies_in((start, end), text) for _, start, end in fold_words(text))
    for found in (quoted_spans(text, wrapped=is_wrapped), posts(text)):
        assert all(_lies_in(span, text) for span in found)
    assert all(_lies_in(span, text) for span in paragraphs(text, wrapped=is_wrapped))


def _lies_in(span: tuple[int, int], text: str) -> bool:
    return 0 <= span[0] <= span[1] <= len(text)


def query(text: str) -> None:
    """A search, as it is typed."""
    from sayso.archive.search import parse
    from sayso.errors import WrongUse

    with contextlib.suppress(WrongUse):
        _archive().search.documents(parse(text))


def packed(text: str) -> None:
    """A reading out of an archive that somebody else made."""
    import zlib

    from sayso.archive.packed import restored
    from sayso.errors import WrongUse
    from sayso.model import Reading

    with contextlib.suppress(WrongUse):
        restored(Reading, zlib.compress(text.encode("utf-8")))


def settings(text: str) -> None:
    """A file of settings."""
    from sayso.errors import WrongUse
    from sayso.settings import from_toml

    with contextlib.suppress(WrongUse):
        from_toml(text)


def whole(text: str) -> None:
    """From two texts, one of them a part of the other, to their page."""
    from sayso.documents import read
    from sayso.dossiers import write
    from sayso.model import Document
    from sayso.pipeline import read as to_dossiers

    texts = (("a.txt", text), ("b.txt", text[len(text) // 3 :]))
    found = [item for name, some in texts for item in read(name, io.BytesIO(some.encode("utf-8")))]
    docs = [replace(item, lang="en") for item in found if isinstance(item, Document)]
    for dossier in to_dossiers(docs, one_story=True) if docs else ():
        assert not any(_OURS in refused.reason for refused in dossier.rejected), dossier.rejected
        write(dossier, "html")
        write(dossier, "md")


@cache
def _archive() -> Archive:
    from sayso.archive import Archive
    from sayso.model import Document

    archive = Archive(str(Path(tempfile.mkdtemp()) / "a.sqlite"))
    archive.keep(Document("a", "The pier was shut, Ann Lee said.", outlet="The Tideline"))
    return archive


OTHERS: dict[str, Callable[[str], None]] = {
    "folded": folded,
    "query": query,
    "packed": packed,
    "settings": settings,
    "read": whole,
}


# ---- running ---------------------------------------------------------------------


def tried(target: str, data: bytes) -> None:
    """One input. Raises whatever breaks."""
    if target in OTHERS:
        OTHERS[target](data.decode("utf-8", "replace"))
    else:
        documents(target, data)


def fuzz(target: str, seconds: int, folder: Path) -> None:
    """Never returns: libFuzzer ends the process."""
    import atheris  # type: ignore[import-untyped, import-not-found, unused-ignore]

    with atheris.instrument_imports(include=["sayso"]):
        for seed in SEEDS[target]():
            tried(target, seed.encode("utf-8") if isinstance(seed, str) else seed)
    limits = (f"-timeout={_SECONDS}", f"-rss_limit_mb={_MEGABYTES}", f"-max_len={_LONGEST}")
    where = (f"-max_total_time={seconds}", f"-artifact_prefix={folder}/{target}-", "-verbosity=0")
    atheris.Setup(
        [sys.argv[0], *limits, *where, "-print_final_stats=1", str(folder / target)],
        partial(tried, target),
    )
    atheris.Fuzz()


def main() -> int:
    """Print a row for every target."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(SEEDS))
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    parser.add_argument("--once", type=Path, metavar="FILE")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if unknown := set(args.targets) - set(SEEDS):
        parser.error(f"no such target: {', '.join(sorted(unknown))}; there are {', '.join(SEEDS)}")
    if args.once:
        for target in args.targets:
            tried(target, args.once.read_bytes())
        return 0
    folder = args.keep or Path(tempfile.mkdtemp())
    if args.inside:
        fuzz(args.targets[0], args.seconds, folder)
    return max([_row(target, args.seconds, folder) for target in args.targets or SEEDS], default=0)


def _row(target: str, seconds: int, folder: Path) -> int:
    """Fuzz one target in a process of its own; 1 where it broke."""
    (folder / target).mkdir(parents=True, exist_ok=True)
    for n, seed in enumerate(SEEDS[target]()):
        data = seed.encode("utf-8") if isinstance(seed, str) else seed
        (folder / target / f"seed-{n}").write_bytes(data)
    command = [sys.executable, __file__, target, "--inside", "--seconds", str(seconds)]
    done = subprocess.run(
        [*command, "--keep", str(folder)], check=False, capture_output=True, text=True
    )
    said = done.stderr + done.stdout
    runs = re.search(r"number_of_executed_units: (\d+)", said)
    broken = sorted(path.name for path in folder.glob(f"{target}-*"))
    print(f"{target:10} {runs[1] if runs else '?':>10} inputs  {', '.join(broken) or 'none broke'}")
    if done.returncode:
        (folder / f"{target}.log").write_text(said, encoding="utf-8")
        print("\n".join(line for line in said.splitlines() if "Error" in line)[-800:])
    return int(done.returncode != 0)


if __name__ == "__main__":
    sys.exit(main())
