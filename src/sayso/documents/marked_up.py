"""The words within an element of a page or of an agency's text, paragraph by paragraph; each word
once, whatever stands within what.

element ──one walk over it──▶ paragraphs, points of lists, headings, rows ──▶ text
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.documents.xml_trees import name_of

_BLOCKS = frozenset(
    (*("p", "li", "blockquote", "pre", "dt", "dd", "tr"), *("h2", "h3", "h4", "h5", "h6", "hl2"))
)
# what parts paragraphs, and is none itself
_HOLDERS = frozenset(
    (
        *("div", "section", "article", "main", "header", "footer", "aside", "figure", "hr"),
        *("ul", "ol", "dl", "table", "thead", "tbody", "caption"),
        *("block", "bq", "body.content", "nitf-table", "media"),
    )
)
_GAPS = frozenset({"br", "td", "th"})  # between two words
_NO_WORDS = frozenset({"script", "style", "figure", "media"})  # captions are no words of the text


def words_within(element: Any, *, loose: bool = False) -> str:
    """The words of the paragraphs, a list's points apart; none of scripts and captions. Words in no
    paragraph, and what stands beside (`aside`), count if `loose`: where a page puts nothing else.

    >>> from lxml import html
    >>> page = html.fragment_fromstring("<div>Pier<ul><li>It <b>ru</b>sts<p>So they say</div>")
    >>> words_within(page), words_within(page, loose=True)
    ('It rusts\\n\\nSo they say', 'Pier\\n\\nIt rusts\\n\\nSo they say')
    """
    bare = all(name_of(each) not in _BLOCKS for each in element.iter())
    return "\n\n".join(_paragraphs(element, loose=loose or bare, beside=loose))


def flat(element: Any) -> str:
    """All words of an element, spaces as one."""
    pieces = element.xpath(
        ".//text()[not(ancestor::script or ancestor::style or ancestor::time)] | .//br"
    )
    return " ".join("".join(each if isinstance(each, str) else " " for each in pieces).split())


def _paragraphs(element: Any, *, loose: bool, beside: bool) -> Iterator[str]:
    """A paragraph ends where an element that parts them begins or ends. An hour that opens one is
    the page's and no word of it.
    """
    from lxml import etree  # type: ignore[import-untyped,unused-ignore]  # slow to import

    pieces: list[str] = []
    depth = 0  # paragraphs that are open
    left_out = _NO_WORDS if beside else _NO_WORDS | {"aside"}
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, each in walk:
        name = name_of(each)
        if name in _BLOCKS or name in _HOLDERS:
            yield from _ended(pieces)
        elif name in _GAPS:
            pieces.append(" ")
        said = None
        if event == "start":
            depth += name in _BLOCKS
            if name in left_out or (name == "time" and not pieces):
                walk.skip_subtree()
            else:
                said = each.text
        else:
            depth -= event == "end" and name in _BLOCKS
            said = each.tail if each is not element else None
        if said and (loose or depth) and (pieces or not said.isspace()):
            pieces.append(said)
    yield from _ended(pieces)


def _ended(pieces: list[str]) -> Iterator[str]:
    if words := " ".join("".join(pieces).split()):
        yield words
    pieces.clear()
