"""A web archive read to documents, beside fastwarc and trafilatura alone in the same run.

    python bench/speed/warc.py [--megabytes 100]

The archive is synthetic: pages with a head, menus, links and a foot around the texts of data/bulk,
each page given again under other addresses until there are enough. The peer takes each record and
extracts its text and metadata, and does nothing else. Prints megabytes and pages a second, their
ratio, and the most memory that each took in a process of its own.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SAYSO_DATA", ROOT.parent / "shared"))
_LINKS = 60  # of menus and lists around an article
_ARTICLES = 2_000  # different ones


def page(row: dict[str, str], number: int) -> bytes:
    """An article as a site would serve it."""
    links = "".join(
        f'<li><a href="/section/{k}">Section {k} of the paper</a></li>' for k in range(_LINKS)
    )
    paragraphs = "".join(
        f"<p>{html.escape(part)}</p>" for part in row["text"].split("\n") if part.strip()
    )
    title = html.escape(row.get("title") or f"Article {number}")
    return (
        f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{title}</title>"
        f'<meta property="article:published_time" content="2031-05-04T08:00:00Z">'
        f"<style>{'.a{color:red}' * 400}</style></head><body><nav><ul>{links}</ul></nav>"
        f"<article><h1>{title}</h1>{paragraphs}</article><aside><ul>{links}</ul></aside>"
        f"<script>{'var x=1;' * 600}</script><footer>All rights reserved</footer></body></html>"
    ).encode()


def made(path: Path, megabytes: int) -> int:
    """Write the archive; how many pages it holds."""
    with gzip.open(next((DATA / "data" / "bulk").glob("*.jsonl.gz")), "rt") as lines:
        rows = [json.loads(line) for line, _ in zip(lines, range(_ARTICLES), strict=False)]
    size = count = 0
    with path.open("wb") as out:
        for count, row in enumerate(cycle(rows)):
            body = page(row, count)
            answer = (
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
                b"Content-Length: %d\r\n\r\n" % len(body)
            ) + body
            head = (
                "WARC/1.0\r\nWARC-Type: response\r\n"
                f"WARC-Target-URI: https://gull.example/{count}\r\n"
                "WARC-Date: 2031-05-05T00:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{count:012x}>\r\n"
                "Content-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(answer)}\r\n\r\n"
            ).encode()
            out.write(head + answer + b"\r\n\r\n")
            size += len(head) + len(answer)
            if size > megabytes << 20:
                break
    return count + 1


def peer(path: str) -> int:
    """fastwarc and trafilatura, page by page."""
    import trafilatura
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    done = 0
    with open(path, "rb") as stream:  # noqa: PTH123 (what fastwarc takes)
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
            text = record.reader.read().decode("utf-8", "replace")
            done += trafilatura.bare_extraction(text, with_metadata=True) is not None
    return done


def ours(path: str) -> int:
    """Documents, with their parts, days, outlets and languages."""
    from sayso.documents import read

    with open(path, "rb") as stream:  # noqa: PTH123 (as the peer)
        return sum(1 for item in read("pages.warc", stream) if hasattr(item, "text"))


def main() -> None:
    """Make the archive, read it twice, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--only", choices=("peer", "ours"))
    parser.add_argument("--path")
    asked = parser.parse_args()
    if asked.only:
        start = time.process_time()
        pages = (peer if asked.only == "peer" else ours)(asked.path)
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps({"pages": pages, "cpu": time.process_time() - start, "MiB": most}))
        return
    if not (DATA / "data" / "bulk").is_dir():
        sys.exit(f"{DATA / 'data' / 'bulk'} is not there: set SAYSO_DATA")
    took = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.warc"
        pages = made(path, asked.megabytes)
        for name in ("peer", "ours"):
            command = [sys.executable, __file__, "--only", name, "--path", str(path)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found = json.loads(done.stdout)
            took[name] = found["cpu"]
            speed = asked.megabytes / found["cpu"]
            print(
                f"{name}: {found['pages']:,} of {pages:,} pages, {speed:.1f} MB and"
                f" {pages / found['cpu']:.0f} pages a CPU second, {found['MiB']} MiB at most"
            )
    print(f"ratio of speed, ours to the peer's: {took['peer'] / took['ours']:.2f}")


if __name__ == "__main__":
    main()
