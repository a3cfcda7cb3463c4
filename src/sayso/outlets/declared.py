"""On whose work a text says that it rests: what its page, record or feed declares of its origin.

("isBasedOn", "https://fenby-post.example/a") ─other than the text's own?─▶ Basis(field, name, page)

Only what names another outlet or another page counts: most pages declare themselves as canonical.
A credit line is no basis of the whole text; `copies` and `findings` weigh it in their own ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from sayso.model import Document
from sayso.outlets.named import sounds_like_one
from sayso.outlets.table import find, host_of, house, key, of_host, same
from sayso.patterns import pattern

# fields of `Document.declared`, the surest first
_FIELDS = ("isBasedOn", "original-source", "syndication-source", "canonical", "source")
_ALSO = {"isBasedOnUrl": "isBasedOn"}
_NAMES = frozenset({"original-source", "syndication-source", "source"})  # hold outlets' names
_MOST = 20  # declarations of one text that are looked at
_LONGEST = 60  # characters of an outlet's name
_ADDRESS = pattern(r"https?://", re.I)
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac", "edu", "gob", "or"})
# hosts below which everybody may have a site
_SHARED = frozenset(
    (
        *("substack.com", "blogspot.com", "wordpress.com", "medium.com", "tumblr.com", "ghost.io"),
        *("github.io", "gitlab.io", "netlify.app", "vercel.app", "pages.dev", "web.app"),
        *("beehiiv.com", "typepad.com", "livejournal.com", "weebly.com", "wixsite.com"),
        *("squarespace.com", "over-blog.com", "hatenablog.com", "mystrikingly.com"),
    )
)
_LEAST_KEY = 4  # letters of a host's name by which it is an outlet's own


@dataclass(frozen=True, slots=True)
class Basis:
    """One declaration that names another's work.

    field  what declared it: isBasedOn, original-source, syndication-source, canonical, source
    name   of the outlet; empty where only an address of an outlet that nobody lists is given
    page   the address without scheme, `www.`, fragment and last slash; empty where only a name is
    """

    field: str
    name: str
    page: str

    @property
    def label(self) -> str:
        """The outlet's name, else its host."""
        return self.name or self.page.partition("/")[0]


def bases(doc: Document) -> tuple[Basis, ...]:
    """What a document declares that it rests on, the surest first; nothing that may be itself.

    >>> said = (("canonical", "https://gull.example/a"), ("source", "Fenby Post"))
    >>> bases(Document("a", "", outlet="Gull Courier", url="https://gull.example/a", declared=said))
    (Basis(field='source', name='Fenby Post', page=''),)
    """
    said = ((_ALSO.get(field, field), value) for field, value in doc.declared[:_MOST])
    found = (_basis(field, value) for field, value in said if field in _FIELDS)
    others = [basis for basis in found if basis is not None and not _own(basis, doc)]
    return tuple(dict.fromkeys(sorted(others, key=lambda basis: _FIELDS.index(basis.field))))


def is_of(basis: Basis, doc: Document) -> bool:
    """Whether a declaration means this document, or the outlet that published it.

    >>> basis = Basis("isBasedOn", "", "fenby-post.example/a")
    >>> is_of(basis, Document("b", "", url="https://www.fenby-post.example/a/"))
    True
    >>> is_of(basis, Document("b", "", outlet="Gull Courier", url="https://gull.example/a"))
    False
    """
    if basis.page and basis.page in _pages(doc):
        return True
    if basis.name and doc.outlet and _one_house(basis.name, doc.outlet):
        return True
    host = host_of(doc.url) if doc.url else ""
    return bool(basis.page) and host != "" and basis.page.partition("/")[0] == host


def common(one: Iterable[Basis], other: Iterable[Basis]) -> Basis | None:
    """The first that two texts both declare: one page, or one outlet by its name.

    >>> common([Basis("source", "Fenby Post", "")], [Basis("isBasedOn", "The Fenby Post", "x/a")])
    Basis(field='source', name='Fenby Post', page='')
    """
    others = list(other)
    return next((a for a in one if any(_meet(a, b) for b in others)), None)


def one_site(one: str, other: str) -> bool:
    """Whether two hosts are one publisher's, as far as their names tell.

    >>> one_site("amp.gull.example", "www.gull.example"), one_site("bbc.co.uk", "gull.co.uk")
    (True, False)
    """
    return _site(one) == _site(other)


def _meet(a: Basis, b: Basis) -> bool:
    return (a.page != "" and a.page == b.page) or (
        a.name != "" and b.name != "" and _one_house(a.name, b.name)
    )


def _basis(field: str, said: str) -> Basis | None:
    if _ADDRESS.match(said):
        listed = of_host(said)
        page = _page(said)
        return Basis(field, listed.name if listed else "", page) if page else None
    name = " ".join(said.split())
    known = find(name)
    if known is None and host_of(name) and " " not in name:
        return Basis(field, "", _page(name))
    named = known or (field in _NAMES and len(name) <= _LONGEST) or sounds_like_one(name)
    return Basis(field, known.name if known else name, "") if name and named else None


def _page(address: str) -> str:
    """An address by what it leads to: host, path and query."""
    host = host_of(address)
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
    except ValueError:
        return ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}" if host else ""


def _pages(doc: Document) -> frozenset[str]:
    """Addresses under which a document may be meant."""
    said = (doc.url, doc.id if _ADDRESS.match(doc.id) else None)
    return frozenset(page for address in said if address and (page := _page(address)))


# ---- its own ---------------------------------------------------------------------


def _own(basis: Basis, doc: Document) -> bool:
    """It names the text itself, its own outlet, or perhaps so."""
    if basis.page in _pages(doc):
        return not _of_another(basis, doc)
    if basis.name and doc.outlet and _one_house(basis.name, doc.outlet):
        return True
    host = basis.page.partition("/")[0]
    if not host:
        return False
    hosts = [found for said in (doc.url, doc.outlet) if said and (found := host_of(said))]
    if any(one_site(host, other) for other in hosts) or _akin(host, doc.outlet or ""):
        return True
    # whose a canonical address is can only be told beside an address or a listed outlet
    return basis.field == "canonical" and not hosts and not _of_another(basis, doc)


def _of_another(basis: Basis, doc: Document) -> bool:
    """Both outlets are listed, and they are two."""
    known = find(doc.outlet) if doc.outlet else None
    return known is not None and basis.name != "" and not _one_house(basis.name, known.name)


def _one_house(one: str, other: str) -> bool:
    return house(one) == house(other) or same(one, other)


def _site(host: str) -> str:
    """The part of a host that is one publisher's: its last two labels, three below "co.uk" and what
    everybody may have a site below.
    """
    labels = host.split(".")
    national = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    few = 3 if national or ".".join(labels[-2:]) in _SHARED else 2
    return ".".join(labels[-few:])


def _akin(host: str, outlet: str) -> bool:
    """A host named like the outlet: "gull-courier.example", "tgc.example" of the Gull Courier."""
    name, label = key(outlet), _site(host).partition(".")[0].replace("-", "")
    initials = "".join(word[0] for word in re.findall(r"\w+", outlet.lower()))
    if not name or not label:
        return False
    held = min(len(name), len(label)) >= _LEAST_KEY and (name in label or label in name)
    return held or label in (initials, initials.removeprefix("t"))
