"""The table of outlets and the one form under which their names are compared.

"the N.Y. Times", "NY TIMES" ─key─▶ Outlet(The New York Times)
"https://blogs.example.com/…" ─host─▶ Outlet | None
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from sayso.lexicon import table
from sayso.patterns import pattern
from sayso.text import fold_words

_MAX_NAME = 60  # characters; no outlet's name is longer
_MAX_ADDRESS = 2000  # characters of an address that are read
_MIN_SHORT = 3  # folded characters of a name that can stand for a longer one ("Sun", not "AP")
# "The Morning Post - Politics", "QBN (Web News)": what a record adds to a name
_ADDED = pattern(r"\s+[-–|]\s.*|\(.*?\)|(?<=\w\w) [Oo]nline$")
_PLAIN_ADDRESS = pattern(r"https?://([a-z0-9\-]+(?:\.[a-z0-9\-]+)+)(?=[/?#]|\Z)")
_HOST = pattern(r"[a-z0-9\-]+(?:\.[a-z0-9\-]+)+")


@dataclass(frozen=True, slots=True)
class Outlet:
    """One row of `lexicon/en/outlets.tsv`; `owner` is empty where it owns itself."""

    name: str
    kind: str
    owner: str
    hosts: tuple[str, ...]
    aliases: tuple[str, ...]

    @property
    def supplies(self) -> bool:
        """An agency or a picture house, whose work others print."""
        return self.kind in ("agency", "photo")

    @property
    def forms(self) -> tuple[str, ...]:
        """Every listed name."""
        return (self.name, *self.aliases)


@lru_cache(maxsize=1)
def everyone() -> tuple[Outlet, ...]:
    """Every outlet of the table."""
    rows = (row + ("",) * (5 - len(row)) for row in table("outlets"))
    return tuple(Outlet(n, k, o, _split(d), _split(a)) for n, k, o, d, a in rows)


def find(name: str) -> Outlet | None:
    """The listed outlet of a name or of an address; case, marks and a leading "the" aside.

    >>> find("the NEW YORK times").name, find("washingtonpost.com").name, find("Harbour Gazette")
    ('The New York Times', 'The Washington Post', None)
    """
    if len(name) > _MAX_NAME:
        return None
    known = _by_key().get(key(name))
    return known or (of_host(name) if "." in name and " " not in name else None)


def of_host(address: str) -> Outlet | None:
    """The outlet that publishes at an address or a bare host.

    >>> of_host("http://thelede.blogs.nytimes.com/2014/01/02/x").name
    'The New York Times'
    """
    labels = host_of(address).split(".")
    hosts = (".".join(labels[i:]) for i in range(len(labels) - 1))
    return next((found for host in hosts if (found := _by_host().get(host))), None)


def host_of(address: str) -> str:
    """The host of an address, without `www.`; empty where there is none.

    >>> host_of("https://www.example.org/a"), host_of("just words")
    ('example.org', '')
    """
    address = address.strip()[:_MAX_ADDRESS]
    if plain := _PLAIN_ADDRESS.match(address):
        host = plain[1].removeprefix("www.")
        return host if "." in host else ""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    host = host.removeprefix("www.")
    return host if _HOST.fullmatch(host) else ""


@lru_cache(maxsize=8192)
def key(name: str) -> str:
    """The form under which names are compared: folded letters and digits without an article.

    >>> key("The Kyiv  Independent!"), key("N.Y. Times - Politics"), key("NY Times")
    ('kyivindependent', 'nytimes', 'nytimes')
    """
    return "".join(_spelled(name))


def house(name: str) -> str:
    """The key of an outlet's owner, or of the outlet itself.

    >>> house("Marketwatch") == house("the Wall Street Journal"), house("Ostrey Courier")
    (True, 'ostreycourier')
    """
    known = find(name)
    return key(known.owner or known.name) if known else key(name)


def spellings(name: str) -> tuple[str, ...]:
    """Names under which an outlet may be cited, articles left out; a station's short form too.

    >>> spellings("The Ostrey Courier - News"), spellings("QBN News")
    (('Ostrey Courier',), ('QBN News', 'QBN'))
    """
    known = find(name)
    forms = known.forms if known else (" ".join(_ADDED.sub("", name).split()),)
    bare = (re.sub(r"^[Tt]he ", "", form) for form in forms)
    every = (short for form in bare for short in (form, *re.findall(r"^([A-Z]{3,5}) News$", form)))
    return tuple(dict.fromkeys(form for form in every if form))


@lru_cache(maxsize=8192)
def same(one: str, other: str) -> bool:
    """True when two names can be one outlet's: of equal key, or the one the other's last words.

    >>> same("the Crimson", "Harvard Crimson"), same("Daily Lamp", "Evening Lamp")
    (True, False)
    """
    a, b = _words_of(one), _words_of(other)
    return bool(a & b) or any(_ends(x, y) or _ends(y, x) for x in a for y in b)


def fuller(short: str, names: Iterable[str]) -> str:
    """The one longer name among `names` that a name of one word stands for; else the name itself.

    >>> fuller("the Courier", ["Marsby Courier", "Fenby Post", "The Marsby Courier"])
    'Marsby Courier'
    """
    wanted = _spelled(short)
    if len(wanted) != 1:
        return short
    longer = {key(name): name for name in reversed(list(names)) if _ends(_spelled(name), wanted)}
    return next(iter(longer.values())) if len(longer) == 1 else short


def _ends(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    return (
        len(short) < len(long)
        and long[-len(short) :] == short
        and sum(map(len, short)) >= _MIN_SHORT
    )


@lru_cache(maxsize=8192)
def _spelled(name: str) -> tuple[str, ...]:
    """Folded words of a name; what a record adds is left out unless the name is listed with it."""
    words = _folded(name)
    return words if "".join(words) in _by_key() else _folded(_ADDED.sub("", name)) or words


def _folded(name: str) -> tuple[str, ...]:
    words = tuple(word for word, _, _ in fold_words(name))
    return words[1:] if words[:1] == ("the",) and len(words) > 1 else words


@lru_cache(maxsize=4096)
def _words_of(name: str) -> frozenset[tuple[str, ...]]:
    return frozenset(words for form in spellings(name) if (words := _spelled(form)))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in cell.split(";") if piece.strip())


@lru_cache(maxsize=1)
def _by_key() -> dict[str, Outlet]:
    listed = ((form, outlet) for outlet in reversed(everyone()) for form in outlet.forms)
    return {"".join(_folded(form)): outlet for form, outlet in listed}


def keys() -> Set[str]:
    """The key of every listed name."""
    return _by_key().keys()


@lru_cache(maxsize=1)
def _by_host() -> dict[str, Outlet]:
    return {host: outlet for outlet in everyone() for host in outlet.hosts}
