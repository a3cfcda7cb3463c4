"""What a page says of other articles: lists of links, "more stories", what stands beside. A day
that is printed there is none of this article's.

    tree ──without asides, menus, lists of links──▶ htmldate ──▶ day
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
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
_MOST = 5_000  # elements that are looked at


def day_without_related(tree: Any, found: str | None, dates: dict[str, Any]) -> str | None:
    """The day that htmldate found on a page, or what it finds where nothing of other articles is on
    it. `dates`: its options.
    """
    if found is None or not any(map(_has_day, _of_others(tree))):
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
        said = " ".join(heading.text_content().split()).lower()
        if said.startswith(_HEADINGS) and heading.getparent() is not None:
            holders.append(heading.getparent())
    yield from (each for each in holders if not _holds_the_article(each))
    for item in tree.xpath("//body//li[.//time][.//a[@href]]")[:_MOST]:
        links = item.xpath(".//a[@href][not(.//time)]")
        if any(len(link.text_content().split()) >= _LEAST_WORDS for link in links):
            yield item


def _holds_the_article(element: Any) -> bool:
    return element.tag in ("body", "html", "main") or bool(element.xpath(".//h1 | .//main"))


def _has_day(element: Any) -> bool:
    return bool(
        element.xpath(
            ".//time | .//abbr | .//*[contains(@class, 'date') or contains(@class, 'time')"
            " or contains(@itemprop, 'date')]"
        )
    )
