"""Parts of a dossier for a page that somebody else frames: a story whole, one article, one finding,
two articles side by side.

    Dossier, Live (where links lead) ──the dossier's own views and templates──▶ HTML without a frame
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sayso.dossiers.articles import article_view
from sayso.dossiers.cards import ConflictCard, card_of
from sayso.dossiers.highlights import Highlight
from sayso.dossiers.index import index
from sayso.dossiers.page import asset, environment, marks, printable, views
from sayso.dossiers.side_by_side import SideBySide
from sayso.model import Dossier

_PLACES = "c"  # begins the id of a place on a page of one article: c-140


@dataclass(frozen=True, slots=True)
class Live:
    """Where the links of a framed part lead.

    story    address of the story; empty on its own page
    finding  what the address of a finding begins with; its id follows
    person   what the address of a person begins with; the name follows
    own      number of the page of each article, by the id of its document
    """

    story: str = ""
    finding: str = ""
    person: str = ""
    own: Mapping[str, int] = field(default_factory=dict)


def styles() -> tuple[str, str]:
    """Style sheets of dossiers and of two articles side by side."""
    return asset("style.css"), asset("compare.css")


def script() -> str:
    """What follows links to places and filters who said what."""
    return asset("script.js")


def story_part(dossier: Dossier, live: Live) -> str:
    """The whole dossier: head, sections, articles."""
    return _part("story_part.html", live=live, **views(index(dossier)))


def article_part(
    dossier: Dossier, doc_id: str, live: Live, at: tuple[int, int] | None = None
) -> str:
    """One article with all that was found in it; the characters `at` are lit. Raises KeyError where
    the dossier does not hold it.
    """
    asked = (Highlight(*at, "asked"),) if at else ()
    view = article_view(index(dossier), doc_id, _PLACES, asked)
    return _part("article_part.html", live=live, a=view, **marks())


def finding_part(dossier: Dossier, finding_id: str, live: Live) -> str:
    """One finding as its card, by its id or by that of its line. Raises KeyError."""
    card = card_of(index(dossier), finding_id)
    kind = "conflict" if isinstance(card, ConflictCard) else "claim"
    return _part("finding_part.html", live=live, c=card, kind=kind, **marks())


def compared_part(view: SideBySide, live: Live) -> str:
    """Two articles side by side."""
    return _part("compared.html", live=live, view=view)


def place_id(start: int) -> str:
    """Id of a place on the page of one article.

    >>> place_id(140)
    'c-140'
    """
    return f"{_PLACES}-{start}"


def _part(template: str, **given: object) -> str:
    return printable(environment().get_template(template).render(given))
