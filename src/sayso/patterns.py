"""Patterns that are compiled when they are first used. A run uses few of those that the program
holds, and to compile all of them takes longer than to read an article.

    pattern(source) ──first match, search, …──▶ re.compile ──▶ its methods, kept
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_METHODS = (
    *("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split"),
    *("pattern", "flags", "groups", "groupindex"),
)


class Compiled:
    """Has what a compiled pattern has, each as an attribute of its own."""


class Later(Compiled):
    """Stands for a pattern until it is compiled, which is when something is asked of it."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(f"a pattern has no attribute {name!r}")
        compiled: re.Pattern[Any] = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        self.__class__ = Compiled  # type: ignore[assignment]  # found the quicker from now on
        return getattr(compiled, name)


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, compiled when it is first used; a fault in it raises `re.error`
    then.

    >>> pattern(r"(\\d+) ships").match("12 ships")[1]
    '12'
    """
    return cast(re.Pattern[AnyStr], Later(source, flags))
