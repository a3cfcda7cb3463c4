"""What a view answers with, and how that becomes a page or JSON.

Page(template, views, plain) ─path ends in .json?─▶ JSON | template in the frame of the app
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from sayso.dossiers.live import script, styles
from sayso.dossiers.page import printable
from sayso.dossiers.speakers import KINDS
from sayso.dossiers.wording import count, day_words

# marks that turn the direction of writing, of which a title bar or a tab knows no isolation
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_JSON = "application/json; charset=utf-8"
ASSETS = ("app.css", "app.js", "marks.svg")


@dataclass(frozen=True, slots=True)
class Page:
    """One answer. `plain` is what JSON gives of it: a value, JSON that is made already, or what
    makes either when it is asked for.

    poll  address that says when what is awaited is there
    """

    template: str
    title: str
    plain: Any
    views: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    poll: str = ""


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Templates with everything escaped; a name that is not given is an error."""
    made = Environment(
        loader=PackageLoader("sayso.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["count"] = count
    made.filters["day"] = day
    made.filters["marked"] = marked
    made.filters["kind"] = lambda kind: KINDS.get(kind, kind)
    made.globals["assets"] = {name: f"/assets/{name}?v={_version(name)}" for name in ASSETS}
    return made


def day(iso: str | None) -> str:
    """A day in words.

    >>> day("2024-03-12"), day(None)
    ('12 March 2024', 'undated')
    """
    return day_words(date.fromisoformat(iso)) if iso else "undated"


def marked(text: str, places: tuple[tuple[int, int], ...], start: int = 0) -> Markup:
    """A text with the given stretches marked; `start` is where it begins in what they count.

    >>> str(marked("a <b> c", ((2, 5),)))
    'a <mark class="hit">&lt;b&gt;</mark> c'
    """
    made, at = [], 0
    for first, last in sorted(places):
        first, last = max(first - start, at), min(last - start, len(text))
        if first >= last:
            continue
        made.append(
            Markup('{}<mark class="hit">{}</mark>').format(text[at:first], text[first:last])
        )
        at = last
    return Markup("").join([*made, Markup("{}").format(text[at:])])


def asset(name: str) -> str:
    """A file of the app; with the style sheets and the script of dossiers, whose look it shares.
    Raises KeyError where there is none of that name.
    """
    if name not in ASSETS:
        raise KeyError(name)
    loader = environment().loader
    assert loader is not None
    own = loader.get_source(environment(), name)[0]
    if name == "app.css":
        return "\n".join((*styles(), own))
    return f"{script()}\n{own}" if name == "app.js" else own


@lru_cache(maxsize=8)
def _version(name: str) -> str:
    loader = PackageLoader("sayso.web")
    own = loader.get_source(Environment(), name)[0]
    return hashlib.sha256((own + "".join(styles()) + script()).encode()).hexdigest()[:10]


def answered(request: Request, page: Page, frame: Mapping[str, Any]) -> Response:
    """The page, or its JSON where that was asked for."""
    if request.url.path.endswith(".json"):
        return as_json(page.plain() if callable(page.plain) else page.plain, page.status)
    query = f"?{request.url.query}" if request.url.query else ""
    path = here(request.url.path)
    shown = {
        "title": _TURNS.sub("", page.title),
        "csrf": request.scope["state"]["csrf"],
        "json": ("/stories" if path == "/" else path) + ".json" + query,
        "path": path + query,
        "poll": page.poll,
        "q": request.query_params.get("q", "")[:1_000],
        "by": "",
        **frame,
    }
    template = environment().get_template(page.template)
    html = printable(template.render(frame=shown, **page.views))
    return Response(html.encode("utf-8"), page.status, media_type="text/html; charset=utf-8")


def here(path: str) -> str:
    """A path of this server as a link: two slashes at its beginning would name another.

    >>> here("/story/2"), here("//gull.example/x"), here("/\\\\gull.example"), here("/a b?")
    ('/story/2', '/gull.example/x', '/gull.example', '/a%20b%3F')
    """
    return "/" + quote(path.lstrip("/\\"), safe="/:@!$&'()*+,;=~-._")


def as_json(plain: Any, status: int = 200) -> Response:
    """JSON in ASCII, so that no half of a surrogate pair can break it."""
    body = plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=True) + "\n"
    return Response(body.encode("utf-8", "replace"), status, media_type=_JSON)
