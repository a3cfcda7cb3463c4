"""Sitemaps, of news too (`news:news`): they name articles and hold none of their texts. Each is
refused by name, with its address and what to do.

    bytes ──lxml──▶ addresses, titles, days ──▶ Rejected
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any

from sayso.documents.fields import Fields
from sayso.documents.lines import held
from sayso.documents.options import DocumentOptions
from sayso.documents.xml_trees import name_of, root_of, words_of
from sayso.model import Rejected
from sayso.patterns import pattern

SIGN = pattern(rb"<(?:[a-z0-9]{1,12}:)?(?:urlset|sitemapindex)[\s>]", re.I)
_MOST = 1_000  # addresses that are told one by one


def from_sitemap(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    """A rejection for every address, in order."""
    data = held(source, stream, options.max_file_bytes, "a sitemap")
    root = data if isinstance(data, Rejected) else root_of(data)
    if isinstance(root, Rejected | str):
        yield root if isinstance(root, Rejected) else Rejected(source, root)
        return
    is_index = name_of(root) == "sitemapindex"
    entries = [entry for entry in root if name_of(entry) in ("url", "sitemap")]
    if not entries:
        yield Rejected(source, "empty: the sitemap names no address")
    for place, entry in enumerate(entries[:_MOST], 1):
        yield Rejected(source, _named(entry, is_index=is_index), place)
    if len(entries) > _MOST:
        more = len(entries) - _MOST
        yield Rejected(source, f"a sitemap holds no texts: {more:,} more addresses are not told")


def _named(entry: Any, *, is_index: bool) -> str:
    said: dict[str, str] = {}
    for element in entry.iter():
        if words := words_of(element):
            said.setdefault(name_of(element), words)
    address = said.get("loc", "")[:2000]
    if not re.match(r"https?://\S+$", address, re.I):
        return "an entry of a sitemap without an address"
    what = "another sitemap" if is_index else "an article"
    title, outlet = said.get("title", "")[:200], said.get("name", "")[:80]
    told = f" “{title}”" if title and not is_index else ""
    told += f" of {outlet}" if outlet and not is_index else ""
    day = said.get("publication_date", "")[:10]
    told += f", {day}" if day and not is_index else ""
    return f"no text: a sitemap only names {what}{told}; to read it: sayso read {address}"
