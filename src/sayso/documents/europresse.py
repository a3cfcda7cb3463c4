"""What Europresse exports as a page: many articles in one, each in an element of its own.

    markup ──cut at each article, else at each text──▶ names of classes ──▶ Fields

The names are those that public readers of this export use (tm.plugin.europresse, Europarser):
DocPublicationName the outlet, DocHeader day and page, titreArticle the headline, docAuthors,
docOcurrContainer the text. Each article is parsed by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from typing import Any

from sayso.documents.cleaning import unhyphened
from sayso.documents.fields import Fields, authors, mend
from sayso.documents.marked_up import flat, words_within
from sayso.model import Reason
from sayso.patterns import pattern

_SIGNS = ("DocPublicationName", "docOcurrContainer")
_CUT = pattern(r"(?=<article[\s>])", re.I)
_HAS = "contains(concat(' ', normalize-space(@class), ' '), ' {} ')"
_TITLES = ("titreArticle", "titreArticleVisu", "rdp__articletitle")
_BODIES = ("docOcurrContainer", "DocText")
_AFTER_NAME = pattern(r"\s*(?:\(|,|;| - | no\.? |\s{4}|\n).*", re.S)
_NUMBER = pattern(r"news[·.]((?:1[89]|20)\d\d)(\d\d)(\d\d)[·.]\S{1,40}")
_FRENCH = pattern(r"\b(\d{1,2})(?:er)? ([a-zéû]{3,9}) ((?:1[89]|20)\d\d)\b")
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
    pieces = [*_trees(markup)] or ["no article: this export holds none"]
    for place, piece in enumerate(pieces, 1):
        found = piece if isinstance(piece, str) else _article(piece)
        if isinstance(found, Fields):
            note = Reason("export", ("Europresse", len(pieces)))
            line = place if len(pieces) > 1 else None
            found = replace(found, line=line, why=(*found.why, note))
        yield found


def _trees(markup: str) -> Iterator[Any | str]:
    """Each article as a tree, or why it is none: what stands above the first `article` element is
    one where it has a text, and several where it has several.
    """
    from lxml import etree, html  # type: ignore[import-untyped,unused-ignore]  # slow to import

    for place, piece in enumerate(_CUT.split(markup)):
        try:
            tree = html.fragment_fromstring(piece, create_parent="div")
        except (etree.ParserError, ValueError):
            yield "no article: its markup is broken"
            continue
        if place > 0:
            yield tree
        else:
            yield from _apart(tree)


def _apart(tree: Any) -> Iterator[Any]:
    """The largest elements that hold one text each."""
    bodies = _bodies(tree)
    shared: set[Any] = set()
    seen: set[Any] = set()
    for body in bodies:
        for outer in body.iterancestors():
            if outer in seen:
                shared.add(outer)
            seen.add(outer)
    for body in bodies:
        above = takewhile(lambda outer: outer not in shared, body.iterancestors())
        yield [body, *above][-1]


def _article(tree: Any) -> Fields | str:
    said = (words_within(body, loose=True) for body in _bodies(tree))
    text, mended = mend("\n\n".join(filter(None, said)))
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


def _bodies(tree: Any) -> list[Any]:
    """The elements that hold the text, none within another."""
    found = (tree.xpath(f".//*[{_HAS.format(name)}]") for name in _BODIES)
    elements: list[Any] = next(filter(None, found), [])
    within = set(elements)
    return [each for each in elements if not any(o in within for o in each.iterancestors())]


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
