"""A mapping of record keys by hand: which key of a record holds which field, with dots into what is
nested.

    "published=meta.date" ──record──▶ what stands under meta, date
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sayso.errors import WrongUse

TARGETS = ("text", "title", "outlet", "authors", "published", "url", "lang", "id")
_MOST = 1_000  # items of a list that a path goes through


@lru_cache(maxsize=8)
def paths(given: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The paths of each field, in the order given. Raises WrongUse for a field that there is not,
    or a mapping without a path.

    >>> paths(("text=body", "published=meta.date", "text=lead"))
    {'text': ('body', 'lead'), 'published': ('meta.date',)}
    """
    found: dict[str, tuple[str, ...]] = {}
    for said in given:
        field, sign, path = (piece.strip() for piece in said.partition("="))
        if not sign or not path:
            raise WrongUse(f"--field {said!r}: write it as FIELD=KEY, for example text=body")
        if field not in TARGETS:
            raise WrongUse(
                f"--field {said!r}: there is no field {field!r}; the fields are "
                f"{', '.join(TARGETS)}"
            )
        found[field] = (*found.get(field, ()), path)
    return found


def at(record: object, path: str) -> object:
    """What stands under a path: a key of that very name, else the key before the first dot and the
    rest within; a number counts in a list from 0, a key goes through all items of a list.

    >>> at({"meta": {"by": [{"n": "Ann"}, {"n": "Bo"}]}}, "meta.by.n"), at({"a.b": 1}, "a.b")
    (['Ann', 'Bo'], 1)
    """
    if isinstance(record, Mapping):
        if path in record:
            return record[path]
        for n in range(path.count("."), 0, -1):  # keys may hold dots themselves
            pieces = path.split(".")
            key = ".".join(pieces[:n])
            if key in record:
                return at(record[key], ".".join(pieces[n:]))
        return None
    if isinstance(record, list):
        head, _, rest = path.partition(".")
        if head.isdecimal():
            item = record[int(head)] if int(head) < len(record) else None
            return at(item, rest) if rest else item
        return [got for item in record[:_MOST] if (got := at(item, path)) is not None] or None
    return None
