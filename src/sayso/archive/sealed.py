"""Rows by the digest of what they are of, as bytes with a seal: whole again, or none of them.

What the model of meaning told is kept so (`pairs`, `vectors`). Nothing is ever asked to be there:
bytes that are damaged or of something else hold no rows, which are then worked out again.

    {key: row} ──packed──▶ seal, key, length, row, key, length, row …  ──unpacked──▶ {key: row}
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping

_SEAL = 16  # bytes of the digest that tells damage
_LAYOUT = b"rows 2"  # of the bytes; those of another one are not read
_HEAD = struct.Struct("<16sI")  # the key of a row, and how long the row is


def packed(rows: Mapping[bytes, bytes], most: int) -> bytes:
    """Rows by keys of 16 bytes, as bytes: the first of them, as far as `most` bytes take.

    >>> one, two = b"1" * 16, b"2" * 16
    >>> unpacked(packed({one: b"abc", two: b""}, 100)) == {one: b"abc", two: b""}
    True
    >>> unpacked(packed({one: b"abc", two: b""}, 50)) == {one: b"abc"}
    True
    """
    parts, size = [], _SEAL
    for key, row in rows.items():
        size += _HEAD.size + len(row)
        if size > most:
            break
        parts += [_HEAD.pack(key, len(row)), row]
    body = b"".join(parts)
    return _sealed(body) + body if parts else b""


def unpacked(kept: bytes) -> dict[bytes, bytes]:
    """The rows by key; none where the bytes are not whole.

    >>> unpacked(packed({b"1" * 16: b"abc"}, 100)[:-1])
    {}
    """
    body, rows, at = kept[_SEAL:], {}, 0
    if kept[:_SEAL] != _sealed(body):
        return {}
    while at + _HEAD.size <= len(body):
        key, size = _HEAD.unpack_from(body, at)
        rows[key] = body[at + _HEAD.size : at + _HEAD.size + size]
        at += _HEAD.size + size
    return rows if at == len(body) else {}


def _sealed(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_SEAL, person=_LAYOUT).digest()
