"""Markdown: the text as it stands, below its front matter, whose keys are those of a record.

    "---\\ntitle: …\\n---\\nText" ──YAML, or TOML between +++──▶ keys ──from_record──▶ Fields

YAML is read as text, lists and objects and nothing else (PyYAML's base loader: no tags, no
aliases). A block that is no valid YAML but lines of `key: value` is read line by line, and that is
said.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sayso.documents.by_hand import paths
from sayso.documents.fields import Fields, from_record
from sayso.documents.keys import is_key_of
from sayso.documents.options import DocumentOptions
from sayso.documents.values import plain
from sayso.model import Reason
from sayso.patterns import pattern

_FRONT = pattern(
    r"\s*(---|\+\+\+)[ \t]*\r?\n(.{0,65536}?)^(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M
)
_PAIR = pattern(r"([A-Za-z][\w -]{0,60}):(?:[ \t]+(.*))?$")
_LINKED = pattern(r"\[\[([^\[\]|]{1,200})(?:\|[^\[\]]{0,200})?\]\]")  # a note's link to a note
_HEADING = pattern(r"\A\s*#[ \t]+([^\n]{1,300}?)[ \t]*#*[ \t]*$", re.M)


def from_markdown(text: str, options: DocumentOptions, why: tuple[Reason, ...]) -> Fields | str:
    """The article of a Markdown file, or why there is none.

    >>> said = "---\\ndate: 2024-03-12\\n---\\n# Pier shut\\n\\nIt is."
    >>> got = from_markdown(said, DocumentOptions(), ())
    >>> got.title, got.published, got.text
    ('Pier shut', '2024-03-12', '# Pier shut\\n\\nIt is.')
    """
    found = _FRONT.match(text)
    read = _front(found[1], found[2]) if found else None
    if found is None or read is None:
        return Fields(text, title=_heading(text), why=why)
    keys, how = read
    body = text[found.end() :]
    body = body[len(body) - len(body.lstrip("\r\n")) :]
    record = {name: value for name, value in keys.items() if not is_key_of("text", name)}
    made = from_record({**record, "text": body}, None, options)
    if isinstance(made, str):
        return made
    why = (*why, *([Reason("front-matter", (how,))] if how else ()))
    if "text" in paths(options.fields):
        return replace(made, why=why + made.why)
    keep = tuple(reason for reason in made.why if reason.rule == "cut-short")
    return replace(made, text=body, title=made.title or _heading(body), why=why + keep)


def _heading(text: str) -> str | None:
    found = _HEADING.match(text)
    return found[1] if found else None


def _front(fence: str, block: str) -> tuple[dict[str, object], str] | None:
    """The keys of a block, and how it was read where not as it should; None where it is none."""
    keys: object
    try:
        keys = tomllib.loads(block) if fence == "+++" else _yaml(block)
    except (ValueError, RecursionError):
        keys = None
    how = ""
    if not isinstance(keys, Mapping):
        keys, how = _pairs(block), "lines"
    if not keys:
        return None
    return {
        str(name): _value(value) for name, value in keys.items() if not _is_flag(name, value)
    }, how


def _yaml(block: str) -> object:
    """Raises ValueError for what is no YAML."""
    import yaml  # type: ignore[import-untyped,unused-ignore]  # needed for front matter alone

    class Plain(yaml.BaseLoader):  # type: ignore[misc,unused-ignore]
        """Text, lists and objects, each written out."""

        def compose_node(self, parent: Any, index: Any) -> Any:
            """Raises YAMLError for an alias, by which a short text can stand for a huge one."""
            if self.check_event(yaml.AliasEvent):
                raise yaml.YAMLError("an alias")
            return super().compose_node(parent, index)

    try:
        return yaml.load(block, Loader=Plain)
    except yaml.YAMLError as error:
        raise ValueError(str(error)[:200]) from error


def _pairs(block: str) -> dict[str, object]:
    """Lines of `key: value`, where most lines are."""
    held = [line for line in block.splitlines() if line.strip()]
    pairs = [found for line in held if (found := _PAIR.match(line))]
    if 2 * len(pairs) <= len(held):
        return {}
    return {found[1]: (found[2] or "").strip().strip("\"'") for found in pairs}


def _is_flag(name: object, value: object) -> bool:
    """`published: true` says whether, not when."""
    return is_key_of("published", str(name)) and str(value).lower() in ("true", "false")


def _value(value: object) -> object:
    value = plain(value)
    if isinstance(value, str):
        return _LINKED.sub(r"\1", value)
    return [_value(item) for item in value] if isinstance(value, list) else value
