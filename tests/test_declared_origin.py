"""What a page or a feed declares of its origin changes what is counted, and says so: from files to
the dossier.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape, unescape
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Sayso = Callable[..., "CompletedProcess[str]"]

FENBY = "https://fenby-post.example/hull"
FIRST = (
    "The ferry Marsby Star sank on Monday in the harbour of Orva.",
    "Divers found a crack of two metres in the hull of the ferry on Tuesday, the transport "
    "ministry said.",
)
SECOND = (
    "Orva is still closed to ships.",
    "Divers found a two-metre crack in the hull of the ferry on Tuesday afternoon, police said. It "
    "will be raised next week.",
)
SHARED = (
    "“Nobody on the quay had been told how long the ship would have to stay out there, and nobody "
    "had thought of the people who were waiting for it in the rain,” Ada Vint, who runs the shop "
    "beside the landing stage, said on Monday evening.",
)


def page(site: str, paragraphs: tuple[str, ...], head: str = "") -> str:
    words = "".join(f"<p>{escape(p)}</p>" for p in paragraphs)
    return (
        f'<html><head><title>The hull</title><meta property="og:site_name" content="{site}">{head}'
        f'<meta property="og:type" content="article"></head><body><article><h1>The hull</h1>{words}'
        "</article></body></html>"
    )


def based_on(address: str) -> str:
    said = {"@type": "NewsArticle", "isBasedOn": {"@type": "NewsArticle", "url": address}}
    return f'<script type="application/ld+json">{json.dumps(said)}</script>'


def feed(title: str, paragraphs: tuple[str, ...], source: str = "") -> str:
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title><item>'
        f"<title>The hull</title><guid>g1</guid><link>https://gull-courier.example/hull</link>"
        f"<pubDate>Wed, 07 May 2031 08:00:00 GMT</pubDate>{source}"
        f"<description>{escape(' '.join(paragraphs))}</description></item></channel></rss>"
    )


def counted(sayso: Sayso, folder: Path, *more: str) -> tuple[int, list[str]]:
    """Origins of the finding on the crack, and what they rest on."""
    done = sayso("findings", str(folder), "--format", "jsonl", "--one-story", *more)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    (row,) = [row for row in rows if "crack" in row["what"]]
    return row["origins"], row["origins_why"]


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A folder with the page that the others rest on."""
    head = f'<link rel="canonical" href="{FENBY}">'
    (tmp_path / "a.html").write_text(page("Fenby Post", FIRST, head), "utf-8")
    return tmp_path


def test_a_page_that_is_based_on_another_adds_no_origin(sayso: Sayso, first: Path) -> None:
    second = first / "b.html"
    second.write_text(page("Gull Courier", SECOND), "utf-8")
    assert counted(sayso, first)[0] == 2
    second.write_text(page("Gull Courier", SECOND, based_on(FENBY)), "utf-8")
    origins, why = counted(sayso, first)
    assert origins == 1
    said = "b.html declares by isBasedOn in its page that it rests on Fenby Post"
    assert any(line.startswith(f"declared-origin: {said}") for line in why)


def test_a_feed_that_credits_another_adds_no_origin(sayso: Sayso, first: Path) -> None:
    second = first / "b.rss"
    second.write_text(feed("Gull Courier", SECOND), "utf-8")
    assert counted(sayso, first)[0] == 2
    source = '<source url="https://fenby-post.example/feed">Fenby Post</source>'
    second.write_text(feed("Gull Courier", SECOND, source), "utf-8")
    origins, why = counted(sayso, first)
    assert origins == 1
    said = "g1 declares by <source> of its feed or record that it rests on Fenby Post"
    assert any(line.startswith(f"declared-origin: {said}") for line in why)


def test_whom_a_text_rests_on_that_names_nobody(sayso: Sayso, first: Path) -> None:
    own = tuple(p.replace(", police said", "") for p in SECOND)
    (first / "b.rss").write_text(feed("Gull Courier", own, "<source>Fenby Post</source>"), "utf-8")
    done = sayso("findings", str(first), "--format", "jsonl", "--one-story")
    (row,) = [r for r in map(json.loads, done.stdout.splitlines()) if "crack" in r["what"]]
    assert row["origins"] == 1 and any("g1 names nobody" in line for line in row["origins_why"])


def test_the_dossier_prints_it_in_every_form(
    sayso: Sayso, first: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (first / "b.html").write_text(page("Gull Courier", SECOND, based_on(FENBY)), "utf-8")
    said = "declares by isBasedOn in its page that it rests on Fenby Post"
    for form in ("md", "html", "json"):
        out = tmp_path_factory.mktemp(form)  # not beside the articles: it would be read with them
        done = sayso("read", str(first), "--format", form, "-o", str(out))
        assert done.returncode == 0, done.stderr
        made = "".join(file.read_text("utf-8") for file in sorted(out.rglob(f"*.{form}")))
        assert (said if form != "json" else '"declared-origin"') in unescape(made), form
        assert form != "html" or f"isBasedOn: {FENBY}" in made


@pytest.mark.parametrize("declares", [True, False])
def test_words_that_came_with_it_are_a_copy(sayso: Sayso, first: Path, declares: bool) -> None:
    """Public words leave two origins, unless one text says that it rests on the other."""
    head = f'<link rel="canonical" href="{FENBY}">'
    (first / "a.html").write_text(page("Fenby Post", (*FIRST, *SHARED), head), "utf-8")
    second = page("Gull Courier", (*SECOND, *SHARED), based_on(FENBY) if declares else "")
    (first / "b.html").write_text(second, "utf-8")
    done = sayso("copies", str(first), "--format", "jsonl")
    (row,) = map(json.loads, done.stdout.splitlines())
    assert row["independent"] is not declares
    said = "declared-origin: one text declares, by isBasedOn in its page, that it rests on"
    assert any(line.startswith(said) for line in row["why"]) == declares
