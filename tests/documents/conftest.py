"""How much work something is, counted and not timed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

Work = Callable[[Callable[[], object]], int]


@pytest.fixture
def work() -> Work:
    """The work of a call, in steps of the interpreter."""
    return _work


def _work(call: Callable[[], object]) -> int:
    count = 0

    def step(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal count
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        call()
    finally:
        sys.settrace(before)
    return count
