"""How values are put into words: a template, several of which the first value picks one, or a
function where a template would not do.

    "{0} comes before {1}", values ──say──▶ "2024-03-11 comes before 2024-03-12"
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Words = str | Mapping[str, str] | Callable[..., str]


def say(words: Words, values: Sequence[Any]) -> str:
    """The sentence of `values`; several items in one value are joined by commas.

    >>> say({"one": "{0} rests on it", "two": "{0} rest on it"}, ("two", ("a", "b")))
    'a, b rest on it'
    """
    if isinstance(words, str):
        return words.format(
            *(", ".join(map(str, v)) if isinstance(v, tuple) else v for v in values)
        )
    if isinstance(words, Mapping):
        return say(words[values[0]], values[1:])
    return words(*values)
