"""Views are counted when they are made, wherever their function went, and a lost one is told."""

from collections.abc import Callable
from functools import cache
from types import ModuleType

import pytest

Script = Callable[[str], ModuleType]


def upper(text: str) -> str:
    """A view."""
    return text.upper()


remembered = cache(upper)


@pytest.mark.parametrize(("view", "times"), [(upper, 2), (remembered, 1)])
def test_calls_are_counted(bench_script: Script, view: Callable[[str], str], times: int) -> None:
    remembered.cache_clear()
    made = bench_script("made.py").counted(
        {upper.__code__: "upper"}, lambda: [view("one"), view("one"), len("one")]
    )
    assert dict(made) == {("upper", "one"): times}


def test_every_view_is_where_the_table_says(bench_script: Script) -> None:
    script = bench_script("made.py")
    assert len({script.resolved(place) for place in script.VIEWS.values()}) == len(script.VIEWS)


@pytest.mark.parametrize(
    "place", ["sayso.text:no_such_view", "sayso.no_such_room:fold", "sayso.text:Span"]
)
def test_a_lost_view_is_told(bench_script: Script, place: str) -> None:
    with pytest.raises(LookupError, match="change VIEWS"):
        bench_script("made.py").resolved(place)
