"""What was worked out last, as much of it as a number of bytes or characters allows.

key ──get──▶ value | None      key, value, size ──put──▶ the shelf; the longest unasked goes first
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Shelf(Generic[K, V]):
    """The values that were asked for last, up to `most` of whatever their sizes are given in; safe
    to share between threads.

    >>> shelf = Shelf[str, int](3)
    >>> for word in ("one", "two", "four"):
    ...     shelf.put(word, len(word), 1)
    >>> shelf.get("one"), shelf.put("five", 4, 1), shelf.get("two"), shelf.get("one")
    (3, None, None, 3)
    """

    def __init__(self, most: int) -> None:
        """Nothing is on it."""
        self._most, self._kept = most, 0
        self._held: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        """The value, None where it is not here, or no longer."""
        with self._lock:
            if (held := self._held.get(key)) is None:
                return None
            self._held.move_to_end(key)
            return held[0]

    def put(self, key: K, value: V, size: int) -> None:
        """Keep a value; one larger than all that may be kept is not."""
        if size > self._most:
            return
        with self._lock:
            self._kept += size - self._held.pop(key, (None, 0))[1]
            self._held[key] = value, size
            while self._kept > self._most:
                self._kept -= self._held.popitem(last=False)[1][1]
