"""Outlets by name, alias and domain, out of the lexicon.

"N.Y. Times" ─folded─▶ Outlet(The New York Times)  "https://blogs.example.com/…" ─host─▶ Outlet | None
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from sayso.lexicon import table
from sayso.text import fold_words

_MAX_NAME = 60  # characters; no outlet's name is longer


@dataclass(frozen=True, slots=True)
class Outlet:
    """One row of `lexicon/en/outlets.tsv`."""

    name: str
    kind: str
    owner: str
    domains: tuple[str, ...]
    aliases: tuple[str, ...]


@lru_cache(maxsize=1)
def outlets() -> tuple[Outlet, ...]:
    """Every outlet of the lexicon."""
    rows = (row + ("",) * (5 - len(row)) for row in table("outlets"))
    return tuple(Outlet(n, k, o, _split(d), _split(a)) for n, k, o, d, a in rows)


def outlet_named(name: str) -> Outlet | None:
    """The outlet that goes by this name, case, marks and a leading "the" aside.

    >>> outlet_named("the new york times").name, outlet_named("Harbour Gazette")
    ('The New York Times', None)
    """
    return _by_name().get(key(name)) if len(name) <= _MAX_NAME else None


def outlet_at(address: str) -> Outlet | None:
    """The outlet that publishes at an address or a bare host.

    >>> outlet_at("http://thelede.blogs.nytimes.com/2014/01/02/x").name
    'The New York Times'
    """
    labels = host_of(address).split(".")
    hosts = (".".join(labels[i:]) for i in range(len(labels) - 1))
    return next((found for host in hosts if (found := _by_domain().get(host))), None)


def host_of(address: str) -> str:
    """The host of an address, without `www.`; empty where there is none.

    >>> host_of("https://www.example.org/a"), host_of("just words")
    ('example.org', '')
    """
    address = address.strip()[:2000]
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    host = host.removeprefix("www.")
    return host if re.fullmatch(r"[a-z0-9\-]+(?:\.[a-z0-9\-]+)+", host) else ""


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """The form under which names are looked up.

    >>> key("The Kyiv  Independent!")
    'kyiv independent'
    """
    folded = [word for word, _, _ in fold_words(name)]
    return " ".join(folded[1:] if folded[:1] == ["the"] and len(folded) > 1 else folded)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in cell.split(";") if piece.strip())


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Outlet]:
    known: dict[str, Outlet] = {}
    for outlet in outlets():
        for form in (outlet.name, *outlet.aliases):
            known.setdefault(key(form), outlet)
    return known


@lru_cache(maxsize=1)
def _by_domain() -> dict[str, Outlet]:
    return {domain: outlet for outlet in outlets() for domain in outlet.domains}
