"""A dossier as one HTML page that asks nothing of anybody: styles and script inside, no request,
nothing unescaped.

Lookup ──head, cards, timeline, speakers, matrix, copies, articles──▶ template ──▶ one file
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from sayso.dossiers.articles import article_views
from sayso.dossiers.cards import similar_lines
from sayso.dossiers.family_tree import copies
from sayso.dossiers.head import head
from sayso.dossiers.highlights import KIND_WORDS, Stretch
from sayso.dossiers.index import Lookup
from sayso.dossiers.lead import lead
from sayso.dossiers.matrix import CELL_SIGNS, CELL_WORDS, first_rows, matrix
from sayso.dossiers.timeline_plot import plot
from sayso.dossiers.top import SHOWN, page
from sayso.dossiers.wording import LOW_CONFIDENCE, count, ordinal

OPEN_ARTICLES = 12  # articles up to which all stand open; of a longer pile only their heads do
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Templates with everything escaped; a name that is not given is an error, not an empty
    string.
    """
    made = Environment(
        loader=PackageLoader("sayso.dossiers"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["count"] = count
    made.filters["halves"] = halves
    made.filters["marked"] = marked
    made.filters["ordinal"] = ordinal
    made.globals["live"] = None  # where a page stands alone
    return made


def halves(items: Sequence[object], most: int = SHOWN) -> tuple[Sequence[object], Sequence[object]]:
    """What stands open and what is folded.

    >>> [len(part) for part in halves(range(30))], [len(part) for part in halves(range(14))]
    ([10, 20], [10, 4])
    """
    return items[:most], items[most:]


def marked(stretches: Sequence[Stretch]) -> Markup:
    """Stretches of a text with what marks them: most of a page, and so not left to a template.

    >>> str(marked([Stretch(0, 2, "a<"), Stretch(2, 3, "b", ("time", "event"), "d1-2", "noon")]))
    'a&lt;<mark id="d1-2" class="k-time k-event" title="noon">b</mark>'
    """
    made: list[str] = []
    for one in stretches:
        if not one.kinds:
            made.append(escape(one.text))
            continue
        anchor = f' id="{escape(one.anchor)}"' if one.anchor else ""
        note = f' title="{escape(one.note)}"' if one.note else ""
        label = f' data-label="{escape(one.label)}"' if one.label else ""
        made.append(f"<mark{anchor} {_classes(one.kinds)}{note}{label}>{escape(one.text)}</mark>")
    return Markup("".join(made))


@lru_cache(maxsize=1 << 10)
def _classes(kinds: tuple[str, ...]) -> str:
    return f'class="{escape(" ".join([f"k-{kind}" for kind in kinds]))}"'


def asset(name: str) -> str:
    """A style sheet or script of the templates, as it is."""
    loader = environment().loader
    assert loader is not None
    return loader.get_source(environment(), name)[0].strip()


def fingerprint(text: str) -> str:
    """The hash by which the page's own policy lets one inline style sheet or script pass, and
    nothing else.

    >>> fingerprint("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


def printable(html: str) -> str:
    """The page without characters that HTML has no place for, one replacement mark for each.

    >>> printable("a\\x00b")
    'a\ufffdb'
    """
    return _UNPRINTABLE.sub("\ufffd", html).replace("\r", "&#13;")


def rendered(template: str, style: str, script: str = "", **views: object) -> str:
    """A page under a policy that lets in its own style sheet and script, and nothing else."""
    scripts = f" script-src '{fingerprint(script)}';" if script else ""
    policy = (
        f"default-src 'none'; style-src '{fingerprint(style)}';{scripts} "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    given = {"style": style, "script": script, "policy": policy, **views}
    return printable(environment().get_template(template).render(given))


def as_html(look: Lookup) -> str:
    """The page."""
    return rendered("page.html", asset("style.css"), asset("script.js"), **views(look))


def views(look: Lookup) -> dict[str, object]:
    """What the sections of a dossier show, by the names that the templates know."""
    made = page(look)
    published = [day.best for day in look.days.values() if day.best]
    said = made.said
    table = matrix(look)
    return {
        "head": head(look),
        "lead": lead(look, made),
        "conflicts": made.conflicts,
        "small": made.small,
        "agreements": made.agreements,
        "singles": made.singles,
        "questions": made.questions,
        "similar": similar_lines(look),
        "events": made.events,
        "plot": plot(made.lines, published),
        "named": [s for s in said if s.group == "named"],
        "unnamed": [s for s in said if s.group == "unnamed"],
        "unknown": [s for s in said if s.group == "unknown"],
        "matrix": first_rows(table),
        "rows_left_out": len(table.rows) - len(first_rows(table).rows),
        "cell_words": CELL_WORDS,
        "cell_signs": CELL_SIGNS,
        "copies": copies(look),
        "articles": article_views(look),
        "open_articles": len(look.documents) <= OPEN_ARTICLES,
        **marks(),
    }


def marks() -> dict[str, object]:
    """What every page with an article's text says of its marks."""
    kinds = {kind: words for kind, words in KIND_WORDS.items() if kind not in ("ground", "asked")}
    return {"kinds": kinds, "low_confidence": LOW_CONFIDENCE}
