"""Hostile input that is long takes as much longer to read, and no more: work is counted twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree, html

from sayso.documents.columns import lines_of
from sayso.documents.printed import Printed, paragraphs
from sayso.documents.related import beside

Work = Callable[[Callable[[], object]], int]
_SMALL, _TIMES = 30, 4  # how many pieces, and how many times that


class _Searched(html.HtmlElement):
    """An element that is searched step by step, so that the steps are counted."""

    def xpath(self, *wanted: str) -> Any:
        for _ in self.iter():
            pass
        return super().xpath(*wanted)


def _tree(markup: str) -> Any:
    lookup = etree.ElementDefaultClassLookup(element=_Searched)
    parser = html.HTMLParser()
    parser.set_element_class_lookup(lookup)
    return html.document_fromstring(markup, parser=parser)


def _printed(rows: int, x: float = 0.0) -> list[Printed]:
    """Lines each of which begins further to the right than the one above."""
    return [Printed(1, 9.0 * n + x, 9e3 - 12 * n, 1.5, f"Pier {n} is shut") for n in range(rows)]


def _headings(count: int) -> Callable[[], object]:
    tree = _tree("<body><div>" + "<h3>Read more</h3><p>Pier</p>" * count + "</body>")
    return lambda: beside(tree)


def _lists(count: int) -> Callable[[], object]:
    one = "<ul><li><time>1</time><a href=x>The pier is shut</a>"
    tree = _tree("<body>" + one * count + "</body>")
    return lambda: beside(tree)


def _columns(count: int) -> Callable[[], object]:
    rows = [
        [
            Printed(1, 0, 9e3 - 12 * n, 1, "the harbour board said so"),
            Printed(1, 60 + n // 3, 0, 1, "it"),
        ]
        for n in range(count)
    ]
    return lambda: lines_of(rows)


def _indents(count: int) -> Callable[[], object]:
    lines = _printed(count)
    return lambda: paragraphs(lines)


@pytest.mark.parametrize("made", [_headings, _lists, _columns, _indents])
def test_work_grows_with_the_input_and_not_with_its_square(
    work: Work, made: Callable[[int], Callable[[], object]]
) -> None:
    made(1)()  # what is loaded or remembered at the first call
    small, large = work(made(_SMALL)), work(made(_TIMES * _SMALL))
    assert large < 1.5 * _TIMES * small


def test_a_line_of_one_endless_word_ends() -> None:
    """It took minutes, each letter being tried as the beginning of a parted word."""
    lines = [Printed(1, 0, 12.0 - 12 * n, 10, "a" * 1_000_000) for n in range(2)]
    assert len(paragraphs(lines)[0]) > 1_000_000
