"""Patterns that are compiled late are sound, and do what compiled ones do."""

import importlib
import pkgutil
import re
from typing import Any

import pytest

import sayso.documents
import sayso.outlets
import sayso.text
from sayso.patterns import Later, pattern


def _modules() -> list[str]:
    rooms = (sayso.documents, sayso.outlets, sayso.text)
    return [
        m.name for room in rooms for m in pkgutil.iter_modules(room.__path__, f"{room.__name__}.")
    ]


@pytest.mark.parametrize("name", _modules())
def test_every_pattern_of_a_module_compiles(name: str) -> None:
    for value in vars(importlib.import_module(name)).values():
        if isinstance(value, Later):
            assert re.compile(value._source, value._flags).pattern == value._source


def test_a_pattern_is_compiled_by_its_first_use_and_once() -> None:
    late: Any = pattern(r"(?P<ship>ferry)", re.I)
    assert isinstance(late, Later)
    found = late.search("The Ferry sank.")
    assert found is not None
    assert found["ship"] == "Ferry"
    assert type(late) is not Later
    assert late.sub("boat", "Ferry") == "boat"
    assert (late.pattern, late.groups) == (r"(?P<ship>ferry)", 1)


def test_a_broken_pattern_says_so_when_it_is_used() -> None:
    with pytest.raises(re.error):
        pattern("(").match("a")


def test_a_pattern_has_nothing_else() -> None:
    with pytest.raises(AttributeError, match="a pattern has no attribute 'lower'"):
        pattern("a").lower  # type: ignore[attr-defined]  # noqa: B018
