"""The text in UTF-8, made once an article: signs are looked for in bytes, which is quicker, and the
digest is theirs.

text ──▶ bytes
"""

from __future__ import annotations

_LONG = 1_000  # characters of a text that is worth keeping; a title would drive it out
_MOST = 128  # texts that are kept, and characters of them
_MOST_CHARS = 1 << 20
_kept: dict[int, tuple[str, bytes]] = {}
_size = [0]


def utf8_of(text: str) -> bytes:
    """A text in UTF-8; those of the long texts asked for last are kept, since the steps of one
    article ask one after the other. Raises UnicodeEncodeError for halves of surrogate pairs.

    >>> utf8_of("é")
    b'\\xc3\\xa9'
    """
    if len(text) < _LONG:
        return text.encode("utf-8")
    kept = _kept.get(id(text))  # of this very string, which is kept with it
    if kept is not None:
        return kept[1]
    utf8 = text.encode("utf-8")
    _size[0] += len(text)
    if len(_kept) >= _MOST or _size[0] > _MOST_CHARS:
        _kept.clear()
        _size[0] = len(text)
    _kept[id(text)] = text, utf8
    return utf8
