"""What goes wrong with one input is that input's rejection, and nobody else's.

step ──result──▶ as it is    step ──reason or exception──▶ Rejected
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sayso.errors import fault
from sayso.model import Rejected

T = TypeVar("T")


def guarded(source: str, line: int | None, made: Callable[[], T | str]) -> T | Rejected:
    """What `made` gives; a reason in words becomes a rejection, and so does any exception that
    nobody foresaw. Raises MemoryError, which is no fault of the input.

    >>> guarded("a.jsonl", 7, lambda: 1 // 0).reason[:38]
    'could not be read (ZeroDivisionError: '
    """
    try:
        got = made()
    except MemoryError:
        raise
    except Exception as error:  # the last guard: no input may cost another one
        got = fault(error, "read")
    return Rejected(source, got, line) if isinstance(got, str) else got


def readable_name(name: str) -> str:
    """A file's name as text that can be hashed, written and printed: bytes that are not UTF-8 are
    escaped, so that two such files stay apart.

    >>> readable_name("bad\\udcff.txt"), readable_name("Ærø.txt")
    ('bad\\\\udcff.txt', 'Ærø.txt')
    """
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
