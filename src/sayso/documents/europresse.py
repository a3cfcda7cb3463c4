"""What Europresse exports as a page: many articles in one, each in an element of its own.

    markup ──cut at each article──▶ names of classes ──▶ Fields

The names are those that public readers of this export use (tm.plugin.europresse, Europarser):
DocPublicationName the outlet, DocHeader day and page, titreArticle the headline, docAuthors,
docOcurrContainer the text. Each article is parsed by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sayso.documents.cleaning import unhyphened
from sayso.documents.fields import Fields, authors, mend
from sayso.documents.marked_up import flat, words_within
from sayso.model import Reason

_SIGNS = ("DocPublicationName", "docOcurrContainer")
_CUT = re.compile(r"(?=<article[\s>])", re.I)
_HAS = "contains(concat(' ', normalize-space(@class), ' '), ' {} ')"
_TITLES = ("titreArticle", "titreArticleVisu", "rdp__articletitle")
_BODIES = ("docOcurrContainer", "DocText")
_AFTER_NAME = re.compile(r"\s*(?:\(|,|;| - | no\.? |\s{4}|\n).*", re.S)
_NUMBER = re.compile(r"news[·.]((?:1[89]|20)\d\d)(\d\d)(\d\d)[·.]\S{1,40}")
_FRENCH = re.compile(r"\b(\d{1,2})(?:er)? ([a-zéû]{3,9}) ((?:1[89]|20)\d\d)\b")
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre"),
    *("octobre", "novembre", "décembre"),
)


def is_europresse(markup: str) -> bool:
    """True for a page that names its parts as Europresse does.

    >>> is_europresse("<p>DocPublicationName</p>")
    False
    """
    return all(sign in markup for sign in _SIGNS)


def europresse(markup: str) -> Iterator[Fields | str]:
    """The articles in order, each with its place; a reason where one has no text."""
    pieces = [piece for piece in _CUT.split(markup) if _SIGNS[0] in piece]
    for place, piece in enumerate(pieces, 1):
        found = _article(piece)
        if isinstance(found, Fields):
            note = Reason("export", ("Europresse", len(pieces)))
            line = place if len(pieces) > 1 else None
            found = replace(found, line=line, why=(*found.why, note))
        yield found


def _article(piece: str) -> Fields | str:
    from lxml import etree, html  # type: ignore[import-untyped,unused-ignore]  # slow to import

    try:
        tree = html.fragment_fromstring(piece, create_parent="div")
    except (etree.ParserError, ValueError):
        return "no article: its markup is broken"
    body = _first(tree, *_BODIES)
    text, mended = mend(words_within(body, loose=True) if body is not None else "")
    text, undone = unhyphened(text)
    if not text:
        return "no text: the article has none in this export"
    number = _NUMBER.search(flat(tree))
    title = _first(tree, *_TITLES)
    outlet = _AFTER_NAME.sub("", _said(tree, "DocPublicationName"))
    return Fields(
        text,
        id=number[0] if number else None,
        title=flat(title) if title is not None else None,
        outlet=outlet or None,
        authors=authors(_said(tree, "docAuthors").replace(" et ", " and ")),
        published="-".join(number.groups()) if number else _day(_said(tree, "DocHeader")),
        why=(*mended, *undone),
    )


def _first(tree: Any, *names: str) -> Any | None:
    found = (tree.xpath(f".//*[{_HAS.format(name)}]") for name in names)
    return next((elements[0] for elements in found if elements), None)


def _said(tree: Any, name: str) -> str:
    element = _first(tree, name)
    return "" if element is None else flat(element)


def _day(said: str) -> str | None:
    """A day in French in the form of a record; any other as it is printed."""
    found = _FRENCH.search(said.lower())
    if found is None or found[2] not in _MONTHS:
        return said or None
    return f"{found[3]}-{_MONTHS.index(found[2]) + 1:02}-{int(found[1]):02}"
