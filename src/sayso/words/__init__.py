"""What reasons say: the only place where their sentences stand, one module a language.

Reason(rule, values) ──words of the rule──▶ "2024-03-11 comes before 2024-03-12"
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sayso.model import DocRef, Reason, Value
from sayso.words.en import REASONS
from sayso.words.templates import say

__all__ = ["line", "sentence"]


def sentence(reason: Reason, called: Callable[[str], str] = str) -> str:
    """What a reason says; `called` gives the name of a document by its id.

    Raises KeyError for a rule that has no words.

    >>> why = Reason("copy-collapses", ((DocRef("a"), DocRef("b")),))
    >>> sentence(why), sentence(why, {"a": "The Courier", "b": "The Herald"}.__getitem__)
    ('a and b are one text', 'The Courier and The Herald are one text')
    """
    return say(REASONS[reason.rule], [_shown(value, called) for value in reason.values])


def line(reason: Reason) -> str:
    """The rule and what it says, as rows print them.

    >>> line(Reason("encoding", ("other", "Windows-1252")))
    'encoding: not UTF-8, read as Windows-1252'
    """
    return f"{reason.rule}: {sentence(reason)}"


def _shown(value: Value, called: Callable[[str], str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_shown(item, called) for item in value)
    return called(value.doc_id) if isinstance(value, DocRef) else value
