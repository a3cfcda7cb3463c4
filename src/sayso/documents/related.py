"""What a page says of other articles: lists of links, "more stories", what stands beside. A day
that is printed there is none of this article's.

    tree ──without asides, menus, lists of links──▶ htmldate ──▶ day
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

# in the names (id, class) of what holds links to other articles
_NAMES = (
    "related", "more-stor", "morestor", "more-from", "recommend", "trending", "popular",
    "most-read", "mostread", "most-viewed", "latest-", "sidebar", "teaser", "promo", "read-next",
    "readnext", "up-next", "also-", "outbrain", "taboola", "newsletter", "breadcrumb",
)  # fmt: skip
# with which the heading of such a stretch begins
_HEADINGS = (
    "related", "more stor", "more news", "more on", "more from", "read more", "read next",
    "read also", "also read", "most read", "most popular", "popular", "trending", "latest",
    "you may also", "you might also", "recommended", "see also", "up next", "in other news",
    "other stories", "top stories", "elsewhere",
)  # fmt: skip
_BESIDE = "//body//aside | //body//nav | //body//footer"
_LEAST_WORDS = 3  # of a link that is a headline
_HEADING = 80  # letters of a heading or link that are looked at
_MOST = 5_000  # elements that are looked at


def day_without_related(tree: Any, found: str | None, dates: dict[str, Any]) -> str | None:
    """The day that htmldate found on a page, or what it finds where nothing of other articles is on
    it. `dates`: its options.
    """
    if found is None:
        return None
    dated = _around(_day_marks(tree))
    if not any(element in dated for element in _of_others(tree)):
        return found
    bare = copy.deepcopy(tree)
    for element in list(_of_others(bare)):
        if element.getparent() is not None:
            element.getparent().remove(element)
    from htmldate import find_date  # slow to import, needed for such pages only

    try:
        return find_date(bare, **dates)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None  # hostile markup


def beside(tree: Any) -> set[Any]:
    """The elements that hold what is of other articles."""
    return set(_of_others(tree))


def _of_others(tree: Any) -> Iterator[Any]:
    holders = tree.xpath(_BESIDE)
    for element in tree.xpath("//body//*[@class or @id]")[:_MOST]:
        named = f"{element.get('id') or ''} {element.get('class') or ''}".lower()
        if any(name in named for name in _NAMES):
            holders.append(element)
    for heading in tree.xpath("//body//*[self::h2 or self::h3 or self::h4 or self::strong]")[
        :_MOST
    ]:
        parent = heading.getparent()
        if parent is not None and _first_words(heading, _HEADING).lower().startswith(_HEADINGS):
            holders.append(parent)
    articles = _around(tree.iter("h1", "main"))
    for element in dict.fromkeys(holders):
        if element.tag not in ("body", "html", "main") and element not in articles:
            yield element
    yield from _links(tree)


def _links(tree: Any) -> Iterator[Any]:
    """Points of lists with a headline that leads to another article, and its time beside it."""
    timed = _around(tree.iter("time"))
    links = (link for link in tree.iter("a") if link.get("href") is not None)
    headlines = (
        link
        for link in links
        if link not in timed and len(_first_words(link, _HEADING).split()) >= _LEAST_WORDS
    )
    led = _around(headlines)
    items = (item for item in tree.iter("li") if item in timed and item in led)
    yield from islice(items, _MOST)


def _around(elements: Iterable[Any]) -> set[Any]:
    """All elements in which one of these stands. Each is looked at once, however deep they are."""
    found: set[Any] = set()
    for element in elements:
        for outer in element.iterancestors():
            if outer in found:
                break
            found.add(outer)
    return found


def _first_words(element: Any, letters: int) -> str:
    """The words of an element up to about so many letters."""
    said = ""
    for piece in element.itertext():
        said += piece[:letters] if said or not piece.isspace() else ""
        if len(said) >= letters:
            break
    return " ".join(said.split())


def _day_marks(tree: Any) -> Iterator[Any]:
    for element in tree.iter():
        named = element.get("class") or ""
        marked = "date" in named or "time" in named or "date" in (element.get("itemprop") or "")
        if marked or element.tag in ("time", "abbr"):
            yield element
