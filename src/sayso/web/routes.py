"""Every address that the app answers, and what it says of itself as OpenAPI.

ROUTES ─▶ the application's routes (each page also with .json)    ─▶ /openapi.json
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from sayso import __version__
from sayso.web import adding, articles, decisions, people, searching, stories
from sayso.web.asked import Asked
from sayso.web.desk import Desk
from sayso.web.frame import Page
from sayso.web.worker import Job

Schema = dict[str, Any]
_WHOLE: Schema = {"type": "integer", "minimum": 1, "maximum": 10**9, "examples": [1, 2]}
_TEXT: Schema = {"type": "string", "maxLength": 1000}
_DAY: Schema = {"type": "string", "format": "date"}


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the query or of a form."""

    name: str
    schema: Schema
    what: str
    required: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """One address that is read: a page, and its JSON under the same address with .json."""

    path: str
    view: Callable[[Desk, Asked], Page]
    what: str
    query: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One address to which forms are sent; all that they do is done by the worker."""

    path: str
    step: Callable[[Desk, Asked], Job]
    what: str
    form: tuple[Field, ...]
    kind: Literal["form", "files"] = "form"


_PAGE = Field("page", _WHOLE, "which page of a long list")
_NEXT = Field("next", _TEXT, "path to go on to when it is done")
ROUTES = (
    Route(
        "/stories",
        stories.front,
        "The stories of the archive, the latest first.",
        (_PAGE, Field("since", _DAY, "only what has changed since that day")),
    ),
    Route(
        "/story/{n}",
        stories.story,
        "One story: its dossier, as it is or as it stood on a day.",
        (
            Field("as_of", _DAY, "only articles published by that day"),
            Field("done", _TEXT, "number of the decision just made, to be shown with its undo"),
        ),
    ),
    Route("/story/{n}/correct", stories.correct, "The forms that correct a story."),
    Route(
        "/story/{n}/finding/{id}",
        stories.finding,
        "One finding of a story, with its origins and reasons.",
    ),
    Route(
        "/article/{n}",
        articles.article,
        "One article: its text, findings, revisions.",
        (Field("at", {"type": "string", "pattern": "^[0-9]+-[0-9]+$"}, "characters to light up"),),
    ),
    Route(
        "/compare",
        articles.compare,
        "Two articles side by side.",
        (
            Field("a", _WHOLE, "number of an article", required=True),
            Field("b", _WHOLE, "number of another", required=True),
        ),
    ),
    Route("/people", people.people, "Who is quoted.", (Field("like", _TEXT, "part of a name"),)),
    Route(
        "/person",
        people.person,
        "All that somebody is quoted saying, by day.",
        (Field("name", _TEXT, "the name as printed", required=True),),
    ),
    Route(
        "/search",
        searching.search,
        "Articles and claims that match; operators as in the search box.",
        (Field("q", _TEXT, "words, phrases, operators"), _PAGE),
    ),
    Route("/decisions", decisions.decisions, "All decisions, in force and undone."),
    Route("/add", adding.add_page, "What was refused of late; the page has the form to add."),
    Route("/work/{n}", adding.work, "How far something is that takes long."),
)
CHANGES = (
    Change(
        "/add",
        adding.add,
        "Add articles: files, addresses, or both.",
        (
            Field("files", {"type": "string", "format": "binary"}, "files", many=True),
            Field("addresses", _TEXT, "addresses, one a line"),
            Field("newer", _TEXT, "not empty: a file of a known name is a later text of it"),
        ),
        "files",
    ),
    Change(
        "/decide",
        decisions.decide,
        "Decide something; obeyed by every later run, and undone by its number.",
        (
            Field("kind", {"type": "string", "enum": list(decisions.KINDS)}, "kind", required=True),
            Field("story", _TEXT, "merge: numbers of stories; split: of the story", many=True),
            Field("leave", _TEXT, "split: articles; not-the-same-fact: passages", many=True),
            Field("stays", _TEXT, "not-the-same-fact: a passage, 12:140-220"),
            Field("at", _TEXT, "not-a-conflict: passages, 12:140-220", many=True),
            Field("finding", _TEXT, "id of the finding that it is about"),
            Field("name", _TEXT, "same-name: printed names", many=True),
            Field("about", _TEXT, "grade, note: story:3, article:12 or a finding", many=True),
            Field("said", {"type": "string", "maxLength": 20000}, "words, or the reason"),
            Field("by", _TEXT, "who decides"),
            _NEXT,
        ),
    ),
    Change("/decisions/{n}/undo", decisions.undo, "Take a decision back.", (_NEXT,)),
    Change("/decisions/{n}/redo", decisions.redo, "Put it in force again.", (_NEXT,)),
)


def openapi() -> Schema:
    """The description of the JSON addresses and of the forms, as OpenAPI 3.1."""
    paths: dict[str, Schema] = {}
    for route in ROUTES:
        paths[f"{route.path}.json"] = {"get": _get(route)}
    for change in CHANGES:
        paths.setdefault(f"{change.path}.json", {})["post"] = _post(change)
    paths["/original/{digest}"] = {
        "get": {
            "summary": "The bytes that an article came in, as an attachment.",
            "parameters": _in_path("/original/{digest}"),
            "responses": {
                "200": {
                    "description": "the bytes",
                    "content": {"application/octet-stream": {"schema": {"type": "string"}}},
                },
                "404": {"description": _STATUS["404"], "content": {"text/html": {"schema": {}}}},
                **_errors("401", "421"),
            },
        }
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "sayso",
            "version": __version__,
            "description": "An archive of articles: stories, findings, origins, decisions. Every "
            "page has its JSON at the same address with .json.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Error": _ERROR, "Job": _JOB},
        },
        "security": [{}, {"token": []}],
    }


_ERROR: Schema = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": {"type": "string"}},
}
_JOB: Schema = {
    "type": "object",
    "required": ["job", "state", "finished", "target"],
    "properties": {
        "job": {"type": "integer"},
        "what": {"type": "string"},
        "state": {"type": "string"},
        "finished": {"type": "boolean"},
        "doing": {"type": "string"},
        "done": {"type": "integer"},
        "total": {"type": "integer"},
        "stories": {"type": "integer"},
        "stories_read": {"type": "integer"},
        "said": {"type": "array", "items": {"type": "string"}},
        "error": {"type": ["string", "null"]},
        "target": {"type": "string"},
    },
}
_STATUS = {
    "400": "a value that cannot be meant; the error says why",
    "401": "a token is needed",
    "403": "the form is not of this server, or the archive is read-only",
    "404": "there is no such thing here",
    "413": "more than is taken at once",
    "421": "the server does not go by that name",
}


def _get(route: Route) -> Schema:
    late = "{n}" in route.path or "compare" in route.path
    answers: Schema = {"200": _json("as the page shows it", {"type": "object"})}
    if late:
        job = {"$ref": "#/components/schemas/Job"}
        answers["202"] = _json("being read; ask again, or look at the job", job)
    return {
        "summary": route.what,
        "parameters": [*_in_path(route.path), *map(_in_query, route.query)],
        "responses": {**answers, **_errors("400", "401", "404", "413", "421")},
    }


def _post(change: Change) -> Schema:
    fields = {f.name: _listed(f) for f in change.form}
    body = {
        "type": "object",
        "properties": {"csrf": {"type": "string"}, **fields},
        "required": [f.name for f in change.form if f.required],
    }
    media = "multipart/form-data" if change.kind == "files" else "application/x-www-form-urlencoded"
    job = {"$ref": "#/components/schemas/Job"}
    return {
        "summary": change.what,
        "description": "Needs the token as a bearer, or the field csrf of a page's own form.",
        "parameters": _in_path(change.path),
        "requestBody": {"content": {media: {"schema": body}}},
        "responses": {
            "200": _json("done", job),
            "202": _json("under way", job),
            **_errors("400", "401", "403", "404", "413", "421"),
        },
    }


def _listed(one: Field) -> Schema:
    schema = {**one.schema, "description": one.what}
    return {"type": "array", "items": schema, "maxItems": 500} if one.many else schema


def _in_path(path: str) -> list[Schema]:
    schemas = {"n": _WHOLE, "id": _TEXT, "digest": _TEXT}
    return [
        {"name": name, "in": "path", "required": True, "schema": schema}
        for name, schema in schemas.items()
        if "{" + name + "}" in path
    ]


def _in_query(one: Field) -> Schema:
    return {
        "name": one.name,
        "in": "query",
        "required": one.required,
        "description": one.what,
        "schema": one.schema,
    }


def _json(what: str, schema: Schema) -> Schema:
    return {"description": what, "content": {"application/json": {"schema": schema}}}


def _errors(*statuses: str) -> Schema:
    plain = {"text/plain": {"schema": {"type": "string"}}}
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {
        status: {
            "description": _STATUS[status],
            "content": plain if status in ("401", "413", "421") else {**error, **plain},
        }
        for status in statuses
    }
