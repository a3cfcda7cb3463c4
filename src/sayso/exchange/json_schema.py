"""The published JSON Schema of what is printed as JSON, made from the types themselves.

    model, row_types ──type by type──▶ $defs ──▶ three schemas of JSON Schema 2020-12

What a document must hold is required; keys that it does not know are allowed, since a later minor
version may add some. A key that is taken away, or that changes its meaning, raises the major
version (`plain.SCHEMA`).
"""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date
from typing import Any, Literal, get_args, get_origin

from sayso.exchange.dossier_types import OF_DOSSIER, DossierFile
from sayso.exchange.row_types import OF_COMMAND
from sayso.model import Finding, Reason, Rule
from sayso.plain import SCHEMA, Row

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DAY = {"type": "string", "format": "date"}
_VERSION: Row = {"const": SCHEMA}
_NARROWED: dict[str, Row] = {
    "offset": {"type": "integer", "minimum": 0},
    "share": {"type": "number", "minimum": 0, "maximum": 1},
    "day": _DAY,
}
_PLAIN: dict[Any, Row] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: _DAY,
    type(None): {"type": "null"},
}
# what a value of a reason may be: words, numbers, a day or a document told from words by a key
_SCALAR = [
    {"type": ["string", "number", "boolean", "null"]},
    {"type": "object", "required": ["day"], "properties": {"day": _DAY}},
    {"type": "object", "required": ["doc_id"], "properties": {"doc_id": {"type": "string"}}},
]
_VALUES: Row = {
    "type": "array",
    "items": {"anyOf": [*_SCALAR, {"type": "array", "items": {"anyOf": _SCALAR}}]},
}

Name = Literal["dossier", "line", "rows"]


def json_schema(name: Name) -> Row:
    """The schema of one kind of output: the `dossier` of `read --format json`, a `line` of
    `read --format jsonl`, or the `rows` of every other command (under `$defs`, by command).

    >>> sorted(json_schema("rows")["$defs"]["stories"]["anyOf"][0])
    ['$ref']
    """
    made = _Definitions()
    body = {"dossier": _dossier, "line": _line, "rows": _rows}[name](made)
    head = {"$schema": _DIALECT, "$id": f"urn:x-sayso:schema:{SCHEMA.partition('/')[2]}:{name}"}
    defined = {**made.held, **body.pop("$defs", {})}
    return {**head, **body, "$defs": dict(sorted(defined.items()))}


def schema_of(kind: Any) -> Row:
    """The schema of one shape by itself, with those that it is made of under `$defs`.

    >>> from sayso.exchange.row_types import StepRow
    >>> schema_of(StepRow)["required"]
    ['day', 'doc', 'turn']
    """
    made = _Definitions()
    return {**made.body(kind), "$defs": made.held}


def _dossier(made: _Definitions) -> Row:
    body = made.body(DossierFile)
    body["title"] = "A dossier, as `sayso read --format json` writes it"
    for _, plural, shape, more in OF_DOSSIER:
        body["properties"][plural] = {"type": "array", "items": made.with_more(shape, more)}
        body["required"].append(plural)
    return _said(body)


def _line(made: _Definitions) -> Row:
    shapes = []
    for kind, _, shape, more in OF_DOSSIER:
        row = {"type": "object", "required": ["row"], "properties": {"row": {"const": kind}}}
        shapes.append({"allOf": [row, made.with_more(shape, more)]})
    return _said(
        {"title": "A line that `sayso read --format jsonl` writes", "type": "object",
         "oneOf": shapes}
    )  # fmt: skip


def _rows(made: _Definitions) -> Row:
    commands = {
        name: _said({"type": "object", "anyOf": [made.of(shape) for shape in shapes]})
        for name, shapes in OF_COMMAND.items()
    }
    return {"title": "The rows of each command, by its name", "$defs": commands}


def _said(body: Row) -> Row:
    """The same, and it says its version."""
    body.setdefault("properties", {})["schema"] = _VERSION
    body["required"] = sorted({*body.get("required", ()), "schema"})
    return body


class _Definitions:
    """The shapes met so far, by name."""

    def __init__(self) -> None:
        self.held: dict[str, Row] = {}

    def of(self, kind: Any) -> Row:
        """The schema of a type; a shape with a name of its own is defined once and referred to."""
        if kind in _PLAIN:
            return {**_PLAIN[kind]}
        if dataclasses.is_dataclass(kind) or typing.is_typeddict(kind):
            name = kind.__name__
            if name not in self.held:
                self.held[name] = {}  # a shape may hold itself
                self.held[name] = self.body(kind)
            return {"$ref": f"#/$defs/{name}"}
        origin, args = get_origin(kind), get_args(kind)
        if origin is typing.NotRequired:
            return self.of(args[0])
        if origin is typing.Annotated:
            return {**_NARROWED[args[1]]}
        if origin is Literal:
            return {"enum": sorted(args)}
        if origin in (typing.Union, types.UnionType):
            return self._one_of(args)
        if origin is tuple and args[-1] is not Ellipsis:
            items = [self.of(arg) for arg in args]
            return {"type": "array", "prefixItems": items, "items": False, "minItems": len(args)}
        if origin in (list, tuple):
            return {"type": "array", "items": self.of(args[0])}
        raise TypeError(f"no schema for {kind}")

    def _one_of(self, kinds: tuple[Any, ...]) -> Row:
        members = [self.of(kind) for kind in kinds]
        if len(members) == 2 and {"type": "null"} in members:
            other = next(m for m in members if m != {"type": "null"})
            if set(other) == {"enum"}:
                return {"enum": [*other["enum"], None]}
            if isinstance(other.get("type"), str):
                return {**other, "type": [other["type"], "null"]}
        return {"anyOf": members}

    def body(self, kind: Any) -> Row:
        """The object that a frozen value or a row is, in full."""
        if kind is Reason:
            hints: dict[str, Any] = {"rule": str, "at": typing.get_type_hints(Reason)["at"]}
            made = {key: self.of(hint) for key, hint in hints.items()}
            return _object({**made, "values": _VALUES}, {*made, "values"})
        hints = typing.get_type_hints(kind, include_extras=True)
        if dataclasses.is_dataclass(kind):
            hints = {field.name: hints[field.name] for field in dataclasses.fields(kind)}
        properties = {key: self.of(hint) for key, hint in hints.items()}
        needed = set(properties)
        if kind is Rule:  # what is not set is left out
            needed = {"kind"}
        elif typing.is_typeddict(kind):
            optional = {k for k, hint in hints.items() if get_origin(hint) is typing.NotRequired}
            needed = set(kind.__required_keys__) - optional
        if kind in get_args(Finding):
            properties["type_"] = {"const": kind.__name__}
            needed.add("type_")
        return _object(properties, needed)

    def with_more(self, shape: Any, more: dict[str, Any]) -> Row:
        """A row and the keys that a dossier adds to it."""
        if not more:
            return self.of(shape)
        added = _object({key: self.of(kind) for key, kind in more.items()}, set(more))
        return {"allOf": [self.of(shape), added]}


def _object(properties: Row, needed: set[str]) -> Row:
    return {"type": "object", "properties": properties, "required": sorted(needed)}
