"""Searches: articles and claims that match, how they fall, and a link to narrow them.

typed ─parse─▶ Query ─▶ hits with what matched marked · claims with their origins · facets
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from sayso.archive import Hit, parse
from sayso.archive.identity import sound
from sayso.archive.lines import claim_row, hit_row
from sayso.web.asked import Asked
from sayso.web.desk import Desk
from sayso.web.frame import Page

_ON_PAGE = 20
_MOST_PAGES = 10_000
_CLAIMS = 10
_FACETS = {"outlet": "Outlet", "year": "Year", "lang": "Language"}


def search(desk: Desk, asked: Asked) -> Page:
    """What a person types in the search box. Raises WrongUse with the reason."""
    typed, page = asked.text("q").strip(), asked.whole("page", 1, most=_MOST_PAGES)
    typed = sound(typed)
    if not typed:
        views = {"typed": "", "total": 0, "hits": [], "claims": [], "facets": [], "page": 1}
        return Page("search.html", "Search", views, {**views, "more": False, "next": ""})
    query = parse(typed)
    with desk.reading() as keeper:
        find = keeper.archive.search
        found = find.documents(query, limit=_ON_PAGE, offset=(page - 1) * _ON_PAGE)
        wanted = bool(query.words or query.origins) and page == 1
        claims = find.claims(query, limit=_CLAIMS) if wanted else ()
        own = keeper.archive.shelves.numbers(hit.doc_id for hit in found.hits)
    hits = [_row(hit, own) for hit in found.hits]
    plain = {
        "q": typed,
        "page": page,
        "total": found.total,
        "hits": hits,
        "claims": [{**claim_row(c), "address": f"/story/{c.story}/finding/{c.id}"} for c in claims],
        "facets": found.facets,
    }
    views = {
        **plain,
        "typed": typed,
        "hits": list(zip(hits, found.hits, strict=True)),
        "facets": [
            (_FACETS[name], _links(name, some, typed)) for name, some in found.facets.items()
        ],
        "more": page * _ON_PAGE < found.total and page < _MOST_PAGES,
        "next": "/search?" + urlencode({"q": typed, "page": page + 1}),
    }
    return Page("search.html", f"{typed} · search", plain, views)


def _row(hit: Hit, own: dict[str, int]) -> dict[str, Any]:
    n = own.get(hit.doc_id, 0)
    first = hit.marked[0] if hit.marked else None
    place = f"?at={first[0]}-{first[1]}#c-{first[0]}" if first else ""
    marked = [list(span) for span in hit.marked]
    return {**hit_row(hit), "marked": marked, "article": n, "address": f"/article/{n}{place}"}


def _links(name: str, some: tuple[tuple[str, int], ...], typed: str) -> list[dict[str, Any]]:
    """Each value with its count and the search that is narrowed to it."""
    made = []
    for value, count in some:
        words = _NARROWED[name](value)
        narrowed = typed if words in typed else f"{typed} {words}"
        made.append(
            {"value": value, "count": count, "address": "/search?" + urlencode({"q": narrowed})}
        )
    return made


def _of_outlet(value: str) -> str:
    plain = value.replace('"', " ")
    return f'outlet:"{plain}"'


def _of_year(value: str) -> str:
    return f"after:{_year(value, -1)}-12-31 before:{_year(value, 1)}-01-01"


def _of_language(value: str) -> str:
    return f"lang:{value}"


def _year(value: str, more: int) -> str:
    return f"{min(9998, max(2, int(value))) + more:04d}"


_NARROWED = {"outlet": _of_outlet, "year": _of_year, "lang": _of_language}
