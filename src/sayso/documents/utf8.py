"""The text in UTF-8, made once an article: signs are looked for in bytes, which is quicker, and the
digest is theirs.

text ──▶ bytes
"""

from __future__ import annotations

_LONG = 1_000  # characters of a text that is worth keeping; a title would drive it out
_last: list[tuple[str, bytes]] = [("", b"")]


def utf8_of(text: str) -> bytes:
    """A text in UTF-8; that of the long text asked for last is kept, since the steps of one article
    ask one after the other. Raises UnicodeEncodeError for halves of surrogate pairs.

    >>> utf8_of("é")
    b'\\xc3\\xa9'
    """
    if len(text) < _LONG:
        return text.encode("utf-8")
    kept, utf8 = _last[0]
    if kept is not text:
        utf8 = text.encode("utf-8")
        _last[0] = (text, utf8)
    return utf8
