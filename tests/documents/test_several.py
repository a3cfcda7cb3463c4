"""Files of many articles that no known database exported: read as one, and said."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.documents import read
from sayso.documents.several import many_in
from sayso.model import Document

_PROSE = (
    "The pier has been shut since Tuesday, when divers saw rust in four of its piles, the harbour "
    "board said. It will not open before May.\n\nAnn Lowe, who keeps the tea room at its end, said "
    "that she had been told of it by a notice on her door, and that nobody had asked her."
)
_TITLES = ("Pier is shut after rust is found", "Weir is mended at last", "Who will pay for it?")


def _file(head: str, parted: str, foot: str = "") -> str:
    pieces = [
        head.format(title=title, n=n, day=f"March {10 + n}, 2024") + _PROSE + foot
        for n, title in enumerate(_TITLES, 1)
    ]
    return parted.join(pieces)


MANY = {
    "labels": _file("Title: {title}\nSource: Gull Courier\nDate: {day}\n\n", "\n\n"),
    "numbers": _file("Article {n} of 3\n\n{title}\n\n", "\n\n"),
    "ends": _file("{title}\n\n", "\n\n", "\n\n-30-"),
    "rules": _file("{title}\n\n", "\n\n==========\n\n"),
    "rules and days": _file("{title}\nGull Courier, {day}\n\n", "\n\n* * *\n\n"),
    "rules and headings of Markdown": _file(
        "# {title}\n\n*Gull Courier, {day}*\n\n", "\n\n---\n\n"
    ),
    "copyrights": _file("{title}\n\n", "\n\n", "\n\nCopyright 2024 Gull Courier"),
    "datelines": _file("{title}\n\nVELMOUTH, {day} (Northline) — ", "\n\n"),
    "openings": _file("{title}\n\nBy Ann Lee\n\n", "\n\n\n"),
    "openings below an outlet": _file("Gull Courier\n{day}\n\n{title}\n\n", "\n\n\n"),
}
_ONE = f"Pier is shut after rust is found\n\nMarch 12, 2024\n\nBy Ann Lee\n\n{_PROSE}"
SINGLE = {
    "an article": f"{_ONE}\n\nCopyright 2024 Gull Courier\n\n-30-",
    "copyright above and below": f"Copyright 2024 Gull Courier\n\n{_ONE}\n\n© 2024 Gull Courier",
    "sections": "\n\n* * *\n\n".join([_ONE, _PROSE, _PROSE]),
    "subheadings": _ONE + "".join(f"\n\n{title}\n\n{_PROSE}" for title in _TITLES),
    "a timeline": _ONE + "".join(f"\n\nMarch {n}, 2024\n\nThe pier was shut." for n in range(1, 9)),
    "an interview": _ONE + f"\n\nQuestion: Why now?\n\nAnswer: {_PROSE}" * 4,
    "an end in the middle": f"{_ONE}\n\n###\n\n{_PROSE}",
    "short notes": "\n\n-30-\n\n".join(["Pier shut\n\nIt was shut on Tuesday."] * 4),
    "days in prose": _ONE + f"\n\nIt was March 3, 2024, and late.\n\n{_PROSE}" * 3,
}


@pytest.mark.parametrize("name", MANY)
def test_what_repeats_as_articles_do_is_told(name: str) -> None:
    assert many_in(MANY[name]) == (name.split()[0], 3)


@pytest.mark.parametrize("name", SINGLE)
def test_one_article_is_one(name: str) -> None:
    assert many_in(SINGLE[name]) is None


@pytest.mark.parametrize(("words", "found"), [(40, ("openings", 2)), (39, None)])
def test_forty_words_of_prose_are_an_article(words: int, found: tuple[str, int] | None) -> None:
    article = "Pier is shut\n\nBy Ann Lee\n\n" + " ".join(["rust"] * words)
    assert many_in(f"{article}\n\n{article}") == found


def test_it_is_read_as_one_with_a_reason() -> None:
    for name in ("a.txt", "a.md"):
        (doc,) = read(name, io.BytesIO(MANY["rules"].encode()))
        assert isinstance(doc, Document) and doc.text == MANY["rules"]
        assert [why.values for why in doc.why if why.rule == "many-articles"] == [("rules", 3)]


def test_a_known_export_is_taken_apart_without_a_warning() -> None:
    one = "{n} of 2 DOCUMENTS\n\nGull Courier\n\nMarch 12, 2024 Tuesday\n\nPier\n\n"
    one += "LENGTH: 60 words\n\n"
    found = list(
        read("a.txt", io.BytesIO("\n\n".join(one.format(n=n) + _PROSE for n in (1, 2)).encode()))
    )
    assert len(found) == 2
    assert not [
        why
        for doc in found
        if isinstance(doc, Document)
        for why in doc.why
        if why.rule == "many-articles"
    ]


def test_the_command_warns(
    sayso: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    (tmp_path / "pile.txt").write_text(MANY["labels"], "utf-8")
    done = sayso("documents", str(tmp_path / "pile.txt"))
    assert done.returncode == 0, done.stderr
    assert "pile.txt: it looks like 3 articles in one text (the same labels" in done.stderr
