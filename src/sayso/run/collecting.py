"""How often memory is looked through for what nobody holds any more.

Python looks through all that a process holds whenever many values were made. A process with models
and an index holds much that never goes, and whoever waits for a page waits for that, too.

    what is open ──settle──▶ never looked through again
    a story ──seldom_collected──▶ only its own values
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

USUAL = gc.get_threshold()
_SELDOM = 200_000  # values made after which the youngest are looked through; Python's own is 700


def settle() -> None:
    """What is there now stays for as long as the process does, and is not looked through again.

    >>> usual = gc.get_threshold()
    >>> settle()
    >>> gc.get_freeze_count() > 0, gc.get_threshold()[0]
    (True, 200000)
    >>> gc.unfreeze(), gc.set_threshold(*usual)
    (None, None)
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_SELDOM, *gc.get_threshold()[1:])


@contextmanager
def seldom_collected(*, hold: bool = False) -> Iterator[None]:
    """Inside, circles of values that nobody needs any more are looked for seldom: a pile is many
    small values without any, nearly all of them held until it is done. With `hold` what was there
    before is not looked through at all.

    >>> before = gc.get_threshold()
    >>> with seldom_collected(hold=True):
    ...     gc.get_freeze_count() > 0, gc.get_threshold()[0]
    (True, 200000)
    >>> gc.get_threshold() == before
    True
    """
    usual = gc.get_threshold()
    hold = hold and usual[0] != _SELDOM  # what is settled stays so; to count it takes long
    gc.set_threshold(_SELDOM, *usual[1:])
    if hold:
        gc.freeze()
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        if hold:
            gc.unfreeze()
