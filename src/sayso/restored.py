"""Plain values back into values of the model: the inverse of `plain.to_plain`, and most of the time
that it takes to look at a dossier that is kept.

    type ──restorer, made once──▶ dicts and lists ──▶ value
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from sayso import model
from sayso.model import DocRef, Passage, Reason

T = TypeVar("T")


def _value(plain: Any) -> Any:
    """The inverse of `_plain_value`."""
    if isinstance(plain, list | tuple):
        return tuple(_value(item) for item in plain)
    if isinstance(plain, dict):
        return date.fromisoformat(plain["day"]) if "day" in plain else from_plain(DocRef, plain)
    return plain


def from_plain(kind: type[T], plain: Mapping[str, Any]) -> T:
    """The value of type `kind` that `to_plain` made `plain` from. Raises TypeError where keys do
    not fit.

    >>> from_plain(Passage, {"doc_id": "a", "start": 0, "end": 4})
    Passage(doc_id='a', start=0, end=4)
    """
    return typing.cast(T, _restore(kind, plain))


def _restore(kind: Any, plain: Any) -> Any:
    return None if plain is None else _restorer(kind)(plain)


@lru_cache(maxsize=512)
def _restorer(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of that type, made once."""
    if kind is Reason:
        at = _restorer(tuple[Passage, ...])
        return lambda plain: kind(plain["rule"], _value(plain["values"]), at(plain["at"]))
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _of_dataclass(kind)
    if kind is date:
        return date.fromisoformat
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return _of_tuple(args)
    if origin in (typing.Union, types.UnionType):
        one = next(a for a in args if a is not type(None))
        return lambda plain: (
            _restore(getattr(model, plain["type_"]), plain)
            if isinstance(plain, dict) and "type_" in plain
            else _restore(one, plain)
        )
    return _same


def _same(plain: Any) -> Any:
    return plain


def _of_dataclass(kind: type) -> Callable[[Any], Any]:
    deep: list[tuple[str, Callable[[Any], Any]]] = []  # fields that hold more than a scalar
    known = False

    def restored(plain: Any) -> Any:
        nonlocal known
        if not known:  # at the first value: a type may hold others of its own kind
            made = ((name, _restorer(hint)) for name, hint in typing.get_type_hints(kind).items())
            deep[:] = [(name, make) for name, make in made if make is not _same]
            known = True
        if not deep and "type_" not in plain:
            return kind(**plain)  # half of all values are passages
        held = dict(plain)
        held.pop("type_", None)
        for name, make in deep:
            if (value := held.get(name)) is not None:
                held[name] = make(value)
        return kind(**held)

    return restored


def _of_tuple(args: tuple[Any, ...]) -> Callable[[Any], Any]:
    if args[-1] is Ellipsis:
        make = _restorer(args[0])
        if make is _same:
            return tuple
        if type(None) not in typing.get_args(args[0]):
            return lambda plain: tuple(map(make, plain))
        return lambda plain: tuple([None if item is None else make(item) for item in plain])
    return lambda plain: tuple(_restore(kind, item) for kind, item in zip(args, plain, strict=True))
