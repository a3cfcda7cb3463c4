"""The article of an HTML page: trafilatura takes the text, the page's own metadata say the rest.

Refuses a page on which no article stands. What the page declares of its origin is kept: canonical
address, isBasedOn, syndication and original source, credit. Days come from the page's metadata
only, never from its prose, nor from links to others. trafilatura runs without its fallback
extractors and with tables: on the 181 pages of the article-extraction benchmark that scores .962
against .957 with them, in a third of the time.

  markup ─trafilatura─▶ text, title, site, day ─link/meta/JSON-LD─▶ declared ─▶ Fields | reason
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sayso.documents.cleaning import unhyphened
from sayso.documents.fields import Fields, authors, mend, said_by
from sayso.documents.keys import keys_of
from sayso.documents.liveblogs import from_live_blog
from sayso.documents.notices import asks_for_consent, is_error_page
from sayso.documents.related import day_without_related
from sayso.model import Reason
from sayso.outlets.declared import one_site
from sayso.outlets.table import host_of
from sayso.patterns import pattern

# htmldate's bounds are given, so that no clock is read; the search in running text is off, days are
# never guessed.
_DATES = {
    "extensive_search": False,
    "original_date": True,
    "min_date": "1850-01-01",
    "max_date": "2150-01-01",
}
_FOUND = ("text", "title", "sitename", "author", "date", "url")  # what trafilatura is asked for
# words; what is shorter on a page is a menu, an error message or a caption, not an article
_LEAST_WORDS = 25
# words on a page that calls itself an article: a brief, or the visible part of a paid one
_LEAST_WORDS_DECLARED = 10
_MAX_LD = 2_000_000  # characters of one JSON-LD block that are parsed; a live blog's are long
_MAX_NODES = 500  # JSON-LD objects looked at
# hosts that serve pages of others under an address of their own
_MIRRORS = (
    *(".archive.org", ".archive.ph", ".archive.today", ".archive.is", ".perma.cc"),
    *(".googleusercontent.com", ".ampproject.org"),
)
_MOST_ATTRIBUTES = 1_000  # of one tag; a page of 8 MB that is full of such tags takes seconds
_MOST_TAGS = 50_000  # of one page; that many scripts take six seconds
_ATTRIBUTE = r"""[\s/]*[^\s/>=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?"""
_TAG = pattern(
    rf"<(?:!--|(?P<name>[a-zA-Z][^\s/>]*)"
    rf"(?:{_ATTRIBUTE}){{0,{_MOST_ATTRIBUTES}}}(?P<more>{_ATTRIBUTE})?)"
)
_ENDS = {
    "!--": re.compile("-->"),
    "script": re.compile("</script", re.I),
    "style": re.compile("</style", re.I),
}
# Elements that ask the reader something before the article is shown.
_CONSENT_NAMES = (
    "consent", "cookie", "gdpr", "onetrust", "didomi", "qc-cmp", "sp_message", "paywall",
    "privacy-banner", "cmp-",
)  # fmt: skip
_LOWER = "translate({}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
_CONSENT_BOXES = tuple(
    f"//*[self::div or self::section or self::aside or self::dialog or self::form]"
    f"[contains({_LOWER.format('@id')}, '{name}') or contains({_LOWER.format('@class')}, '{name}')]"
    f"[not(descendant::article or descendant::main)]"
    for name in _CONSENT_NAMES
)
_WORKS = frozenset({"isBasedOn", "isBasedOnUrl"})  # keys of JSON-LD that hold works
_MOST_WORKS = 5  # works under one such key
_MOST_CONSENT = (
    0.5  # share of the sentences that speak of consent from which the text is no article
)
_SENTENCE_ENDS = pattern(r"(?<=[.!?])\s+|\n+")
_ARTICLE = pattern(r"article|posting|report|webpage|review", re.I)


def from_page(markup: str, *, why: tuple[Reason, ...] = ()) -> Fields | str:
    """The fields of one page, or the reason why it holds no article; of a live blog, its first day.

    >>> from_page("<html><body><nav><a href='/'>Home</a></nav></body></html>")
    'no article found on the page'
    """
    found = articles_of(markup, why=why)
    return found if isinstance(found, str) else found[0]


def articles_of(markup: str, *, why: tuple[Reason, ...] = ()) -> tuple[Fields, ...] | str:
    """The article of one page, those of the days of a live blog, or the reason why there is none.

    >>> articles_of("<html></html>")
    'no article found on the page'
    """
    if overloaded := _overloaded(markup):
        return overloaded
    tree = _tree(markup)
    found = None if tree is None else _extracted(markup)
    if found is not None and asks_for_consent(found.text or ""):
        found = _extracted(markup, without=_CONSENT_BOXES)
    if tree is None:
        return "no article found on the page"
    nodes = list(_linked_data(tree))
    page = _fields(tree, nodes, found, why)
    if posts := from_live_blog(page, tree, nodes):
        return posts
    text = page.text
    if asks_for_consent(text):
        return "no article found on the page: only what asks for consent or payment"
    if not _is_declared_article(tree) and is_error_page(_headlines(tree), text):
        return "no article found on the page: only why it is not shown"
    least = _LEAST_WORDS_DECLARED if _is_declared_article(tree) else _LEAST_WORDS
    if len(text.split()) < least or "\0" in text:
        return "no article found on the page"
    return (page,)


def _fields(tree: Any, nodes: list[dict[str, Any]], found: Any, why: tuple[Reason, ...]) -> Fields:
    """What trafilatura found, perhaps nothing, and what the page says of itself."""
    said = {name: getattr(found, name, None) or None for name in _FOUND}
    text, mended = mend(str(said["text"] or ""))
    text, undone = unhyphened(text)
    days = tuple(dict.fromkeys((*_days_of_nodes(nodes), *_days_of_metas(tree))))
    day = said["date"]
    if day and not any(printed.startswith(day) for _, printed in days):
        day = day_without_related(tree, day, {**_DATES, "url": said["url"]})
    return Fields(
        text=text,
        title=unhyphened(said["title"])[0] if said["title"] else None,
        outlet=_site(tree, nodes, said["sitename"]),
        outlet_from="page",
        authors=authors(said["author"]),
        published=day,
        days=days,
        url=_address(tree) or said["url"],
        declared=tuple(dict.fromkeys((*_links(tree), *_from_nodes(nodes)))),
        why=why + mended + undone,
    )


def _overloaded(markup: str) -> str | None:
    """The reason not to begin with a page whose parsing would not come to an end: the work grows
    with the square of the attributes of a tag, and of the tags. What stands in scripts, styles and
    comments is no tag.
    """
    place = count = 0
    while tag := _TAG.search(markup, place):
        place, count = tag.end(), count + 1
        if tag["more"]:
            return f"no page for people: a tag with over {_MOST_ATTRIBUTES:,} attributes"
        if count > _MOST_TAGS:
            return f"no page for people: over {_MOST_TAGS:,} tags"
        if ends := _ENDS.get((tag["name"] or "!--").lower()):
            end = ends.search(markup, place)
            place = end.end() if end else len(markup)
    return None


def _extracted(markup: str, *, without: Sequence[str] = ()) -> Any:
    """trafilatura's document, None where it finds nothing or the page breaks it; `without` are
    paths of elements to leave out.
    """
    from trafilatura import bare_extraction  # slow to import, needed for pages only

    try:
        return bare_extraction(
            markup,
            fast=True,
            with_metadata=True,
            include_comments=False,
            date_extraction_params=_DATES,
            prune_xpath=list(without) or None,
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None  # hostile markup; a page is never worth a crash


def _is_declared_article(tree: Any) -> bool:
    return any(
        name == "og:type" and "article" in said.lower() for name, said in _metas(tree)
    ) or any(map(_is_article, _linked_data(tree)))


def _headlines(tree: Any) -> list[str]:
    """What the page is called: its title and its first heading."""
    found = (next(tree.iter(tag), None) for tag in ("title", "h1"))
    return [" ".join(one.text_content().split()) for one in found if one is not None]


def _tree(markup: str) -> Any:
    from lxml import etree, html  # type: ignore[import-untyped,unused-ignore]

    try:
        return html.document_fromstring(
            markup.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, ValueError):
        return None


def _metas(tree: Any) -> Iterator[tuple[str, str]]:
    for meta in tree.iter("meta"):
        name = (
            (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        )
        said = (meta.get("content") or "").strip()
        if name and said:
            yield name, said[:500]


def _links(tree: Any) -> Iterator[tuple[str, str]]:
    """What `link` and `meta` elements say of the origin."""
    for link in tree.iter("link"):
        rel, href = ((link.get(name) or "").strip() for name in ("rel", "href"))
        if href and rel.lower() in ("canonical", "syndication-source", "original-source"):
            yield rel.lower(), href[:500]
    for name, said in _metas(tree):
        if kept := keys_of("meta").get(name):
            yield kept, said


def _address(tree: Any) -> str | None:
    """The page's own address: og:url, else canonical. Relative ones say nothing."""
    said = [text for name, text in _metas(tree) if name == "og:url"]
    said += [text for name, text in _links(tree) if name == "canonical"]
    return next((text for text in said if "//" in text and host_of(text)), None)


def placed(page: Fields, address: str) -> Fields:
    """A page with the address at which it was found, where that is another site than the one that
    it calls its own: it then declares whose page it is a copy of. Archives and caches that serve
    the pages of others are no site of their own.

    >>> page = placed(Fields("x", url="https://fenby-post.example/a"), "https://gull.example/b")
    >>> page.url, page.declared
    ('https://gull.example/b', (('canonical', 'https://fenby-post.example/a'),))
    """
    found, own = host_of(address), host_of(page.url) if page.url else ""
    if not own or not found or one_site(own, found) or f".{found}".endswith(_MIRRORS):
        return replace(page, url=page.url or address or None)
    canonical = ("canonical", str(page.url))
    return replace(page, url=address, declared=tuple(dict.fromkeys((*page.declared, canonical))))


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """JSON-LD objects of the page, nested ones of `@graph` included."""
    pending: list[Any] = []
    for script in tree.iter("script"):
        if (
            "ld+json" in (script.get("type") or "").lower()
            and script.text
            and len(script.text) < _MAX_LD
        ):
            try:
                pending.append(json.loads(script.text))
            except (ValueError, RecursionError):
                continue
    seen = 0
    while pending and seen < _MAX_NODES:
        node = pending.pop(0)
        seen += 1
        if isinstance(node, list):
            pending.extend(node)
        elif isinstance(node, dict):
            yield node
            pending.extend(value for key, value in node.items() if key in ("@graph", "mainEntity"))


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLE.search(kind) for kind in kinds)


def _from_nodes(nodes: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if _is_article(node):
            for key in keys_of("json-ld"):
                works = node.get(key) if key in _WORKS else [node.get(key)]
                for work in works[:_MOST_WORKS] if isinstance(works, list) else [works]:
                    if said := (_work(work) if key in _WORKS else said_by(work)):
                        yield key, said[:500]


def _work(value: Any) -> str | None:
    """What identifies a work: its address rather than its title; else who published it."""
    if not isinstance(value, dict):
        return said_by(value)
    known = (value.get(name) for name in ("url", "@id", "mainEntityOfPage"))
    address = next((said for one in known if (said := said_by(one)) and "//" in said), None)
    return address or said_by(value.get("publisher")) or said_by(value)


def _days_of_nodes(nodes: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        printed = node.get("datePublished")
        if _is_article(node) and isinstance(printed, str):
            yield "JSON-LD", printed[:100]


def _days_of_metas(tree: Any) -> Iterator[tuple[str, str]]:
    days = keys_of("day-meta")
    yield from (("meta tags", said[:100]) for name, said in _metas(tree) if name in days)


def _site(tree: Any, nodes: list[dict[str, Any]], guessed: str | None) -> str | None:
    """The site's name: og:site_name, the JSON-LD publisher, else what trafilatura found."""
    names = [said for name, said in _metas(tree) if name == "og:site_name"]
    names += [
        said for node in nodes if _is_article(node) and (said := said_by(node.get("publisher")))
    ]
    return next(
        (name for name in (*names, guessed or "") if name and not name.startswith("@")), None
    )
