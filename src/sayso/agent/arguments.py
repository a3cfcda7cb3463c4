"""Arguments of a tool: what a client may give, said as a schema, and checked with words that help.

Argument(name, kind, …) ──schema──▶ JSON Schema
what came ──checked──▶ every argument with its value, or WrongUse
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sayso.errors import WrongUse

_LONGEST = 1_000  # characters of an argument


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument; `default` None means that it must be given, unless it is `optional`.

    kind    text, number, or a story (its number or its id)
    most    of a number; of a text its characters
    """

    name: str
    kind: Literal["text", "number", "story"]
    says: str
    default: int | str | None = None
    optional: bool = False
    least: int = 0
    most: int = _LONGEST

    @property
    def needed(self) -> bool:
        """True where a call without it is refused."""
        return self.default is None and not self.optional

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of its values."""
        made: dict[str, Any] = {"description": self.says}
        if self.kind == "number":
            made |= {"type": "integer", "minimum": self.least, "maximum": self.most}
        elif self.kind == "story":
            made |= {"type": ["integer", "string"], "maxLength": self.most}
        else:
            made |= {"type": "string", "maxLength": self.most}
        if self.default is not None:
            made["default"] = self.default
        return made

    def value(self, given: Any) -> int | str:
        """What was given, checked. Raises WrongUse with the bounds."""
        if self.kind == "number" or (self.kind == "story" and isinstance(given, int)):
            return self._number(given)
        if not isinstance(given, str):
            raise WrongUse(f"{self.name}: text is wanted, not {type(given).__name__}")
        if len(given) > self.most:
            raise WrongUse(f"{self.name}: longer than {self.most:,} characters; use fewer words")
        if self.needed and not given.strip():
            raise WrongUse(f"{self.name}: is empty; {self.says}")
        return given.strip()

    def _number(self, given: Any) -> int:
        if isinstance(given, str) and given.strip().isdecimal() and len(given) < 10:
            given = int(given)
        if not isinstance(given, int) or isinstance(given, bool):
            raise WrongUse(f"{self.name}: a whole number is wanted, not {given!r:.40}")
        if self.kind == "number" and not self.least <= given <= self.most:
            raise WrongUse(
                f"{self.name}: {given} is out of bounds; give {self.least} to {self.most}"
            )
        return given


def schema(arguments: Sequence[Argument]) -> dict[str, Any]:
    """The JSON Schema of all arguments of a tool; others are refused.

    >>> schema([Argument("speaker", "text", "A name.")])["required"]
    ['speaker']
    """
    return {
        "type": "object",
        "properties": {one.name: one.schema() for one in arguments},
        "required": [one.name for one in arguments if one.needed],
        "additionalProperties": False,
    }


def checked(
    tool: str, arguments: Sequence[Argument], given: Mapping[str, Any]
) -> dict[str, int | str | None]:
    """Every argument with its value, its default where none came. Raises WrongUse for one that is
    not known, is missing or out of bounds.

    >>> checked("quotes", [Argument("speaker", "text", "A name.")], {"speaker": " Lund "})
    {'speaker': 'Lund'}
    """
    known = {one.name: one for one in arguments}
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(str(name), known, 1)
            meant = f"; did you mean {near[0]}?" if near else ""
            raise WrongUse(f"{tool} has no argument {name!r:.60}; it has {', '.join(known)}{meant}")
    found: dict[str, int | str | None] = {}
    for name, one in known.items():
        if given.get(name) is not None:
            found[name] = one.value(given[name])
        elif one.needed:
            raise WrongUse(f"{tool}: the argument {name} is missing: {one.says}")
        else:
            found[name] = one.default
    return found
