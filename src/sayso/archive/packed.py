"""Values of the model as small blobs: their plain form as JSON, compressed. Never a pickle: an
archive may come from somebody else.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any, TypeVar

from sayso.errors import WrongUse
from sayso.plain import to_plain
from sayso.restored import from_plain

T = TypeVar("T")
_LEVEL = 3  # of 9: within a tenth of the smallest, at a third of the time
_MOST = 1 << 28  # bytes of one value, unpacked
# An archive may come from somebody else: a small blob that unpacks to much is none of ours. In an
# archive of 100,000 articles no value has more than 11 times the bytes of its blob.
_FREE, _RATIO = 1 << 24, 64


def pack(value: Any) -> bytes:
    """A value of the model, or what JSON holds already, as a blob.

    >>> unpack(pack({"a": [1, "é"]}))
    {'a': [1, 'é']}
    """
    plain = json.dumps(to_plain(value), ensure_ascii=True, separators=(",", ":"))
    return zlib.compress(plain.encode("ascii"), _LEVEL)


def unpack(body: bytes) -> Any:
    """What JSON holds. Raises WrongUse where the blob is damaged or far too large."""
    try:
        opener = zlib.decompressobj()
        data = opener.decompress(body, min(_MOST, max(_FREE, _RATIO * len(body))))
        if opener.unconsumed_tail or not opener.eof:
            raise WrongUse("the archive holds a value that is cut short or too large to be ours")
        return json.loads(data)
    except (zlib.error, ValueError) as error:
        raise WrongUse(f"the archive holds a damaged value ({error}); restore a copy") from error


def restored(kind: type[T], body: bytes) -> T:
    """The value of a type of the model. Raises WrongUse where the blob does not hold one."""
    plain = unpack(body)
    try:
        return from_plain(kind, plain)
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise WrongUse(f"the archive holds a value that is no {kind.__name__} ({error})") from error


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    """A long stretch of bytes cut up, at least one piece."""
    for start in range(0, max(1, len(data)), size):
        yield data[start : start + size]
