"""Bytes to text, code point for code point: nothing stripped but a byte-order mark, no newline
translated.

Refuses binary data. What is not UTF-8 is decoded all the same and says so.

  bytes ─mark?─▶ UTF-16/32 ─else─▶ UTF-8 ─else─▶ declared ─else─▶ Windows-1252 or a guess ─▶ Decoded
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from sayso.model import Reason
from sayso.patterns import pattern

# First bytes of common containers, so that a wrongly named file is told from text.
_MAGIC = (
    b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"BZh", b"Rar!",
    b"\xd0\xcf\x11\xe0", b"\x7fELF", b"RIFF", b"OggS", b"ID3", b"SQLite format 3", b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd", b"{\\rtf", b"7z\xbc\xaf", b"PAR1",
)  # fmt: skip
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FIRST_OF_MARKS = tuple({sign[:1] for sign, _ in _MARKS})
_HEAD = 8192  # bytes looked at to tell binary data from text
# no text has more than a stray one of these
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x0b\x1b\x1a\x08"))
_MAX_CONTROL = 0.02  # share of control characters in the head past which data is binary
_STRAY = 3  # zero bytes that may stand in the head of any table
# share of non-ASCII bytes up to which text is taken as Western (curly quotes, a few accents)
_FEW_HIGH = 0.05
_TOO_FEW_HIGH = 4  # non-ASCII bytes from which nothing can be guessed
_SAMPLE = 65536  # bytes given to the charset guesser
_CHARSET = pattern(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-:.]{2,40})""", re.I)
# Quotation marks, and an apostrophe within a word.
_MAC_MARK = pattern(
    rb"(?<![\x80-\xffA-Za-z])\xd2(?=[A-Za-z])|(?<=[a-z.,?!])\xd3(?=[\s.,;)]|\Z)"
    rb"|(?<=[a-z])\xd5(?=(?:s|t|re|ve|ll|d|m)\b)"
)
_WINDOWS_MARK = pattern(rb"[\x91-\x94]")
_LEAST_MARKS = 2
_NON_ASCII = bytes(range(128, 256))


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and, where it was not plain UTF-8, how it was read."""

    text: str
    why: tuple[Reason, ...] = ()


def is_binary(head: bytes) -> bool:
    """True for data that is no text in any encoding read here.

    >>> is_binary(b"%PDF-1.4 ..."), is_binary("café".encode("cp1252"))
    (True, False)
    """
    head = head[:_HEAD]
    if mark(head) or not head:
        return False
    if head.startswith(_MAGIC):
        return True
    if b"\0" in head:
        return bare_utf16(head) is None
    return len(head) - len(head.translate(None, _CONTROL)) > _MAX_CONTROL * len(head)


def is_binary_table(head: bytes) -> bool:
    """As `is_binary`, of what is read line by line: a line with a zero byte costs itself alone.

    >>> is_binary_table(b"id,text\\n1,It was\\0 calm\\n"), is_binary_table(b"\\0" * 9)
    (False, True)
    """
    head = head[:_HEAD]
    few = head.count(0) <= max(_STRAY, _MAX_CONTROL * len(head))
    return is_binary(head.replace(b"\0", b"") if few else head)


def mark(head: bytes) -> str | None:
    """The encoding that a byte-order mark announces, UTF-8's left aside."""
    if head[:1] not in _FIRST_OF_MARKS:
        return None
    return next((name for sign, name in _MARKS if head.startswith(sign)), None)


def decode(data: bytes, declared: str | None = None) -> Decoded | None:
    """The text of `data`, or None when it is binary. `declared` is tried when it is not UTF-8.

    >>> decode(b"\\xef\\xbb\\xbfOne\\r\\n").text
    'One\\r\\n'
    >>> decode("naïve".encode("cp1252")).why[0].values
    ('other', 'Windows-1252')
    """
    if is_binary(data):
        return None
    named = mark(data) or (bare_utf16(data) if b"\0" in data[:_HEAD] else None)
    if named:
        return _checked(data.decode(named, "replace"), named.upper())
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")  # quicker than utf-8-sig
    except UnicodeDecodeError:
        return _guess(data, declared)
    return None if b"\0" in data else Decoded(text)


def page_charset(data: bytes) -> str | None:
    """The charset that a page's own `meta` declares within its first bytes.

    >>> page_charset(b'<meta charset="windows-1251">')
    'windows-1251'
    """
    found = _CHARSET.search(data[:_HEAD])
    return found[1].decode("ascii") if found else None


def _checked(text: str, name: str) -> Decoded | None:
    text = text.removeprefix("\ufeff")
    return None if "\0" in text else Decoded(text, (Reason("encoding", ("other", name)),))


def bare_utf16(head: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of Western text is zero.

    >>> bare_utf16("One.".encode("utf-16-le"))
    'utf-16-le'
    """
    head = head[:_HEAD]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.05 * half else None


def _guess(data: bytes, declared: str | None) -> Decoded | None:
    broken = data.decode("utf-8", "replace").removeprefix("\ufeff")
    bad = broken.count("\ufffd")
    good = sum(char > "\x7f" and char != "\ufffd" for char in broken)
    if (
        good >= 2 * bad
    ):  # Western text in one byte a character almost never holds well-formed UTF-8 by chance
        why = Reason("encoding", ("broken", bad))
        return None if "\0" in broken else Decoded(broken, (why,))
    if declared and (name := _named(declared)) and (text := _tried(data, name)) is not None:
        return _checked(text, "Windows-1252" if name == "cp1252" else declared)
    high = len(data) - len(data.translate(None, _NON_ASCII))
    if _is_of_a_mac(data):
        return _checked(data.decode("mac_roman"), "Mac Roman")
    name = "cp1252" if high <= max(_FEW_HIGH * len(data), _TOO_FEW_HIGH) else _guessed(data)
    text = _tried(data, name)
    return _checked(
        text if text is not None else data.decode("latin-1"),
        "Windows-1252" if name == "cp1252" else name,
    )


def _is_of_a_mac(data: bytes) -> bool:
    """Whether bytes that are quotation marks to a Mac stand as such, and none that are to Windows:
    "ÒWe had,Ó he said" is no Western text.
    """
    sample = data[:_SAMPLE]
    marked = len(_MAC_MARK.findall(sample))
    return marked >= _LEAST_MARKS and not _WINDOWS_MARK.search(sample)


def _named(label: str) -> str | None:
    """The codec that browsers take for a label: "iso-8859-1" is Windows-1252 to them (WHATWG
    Encoding Standard); where the standard knows no such label, the label itself.
    """
    from webencodings import lookup  # type: ignore[import-untyped,unused-ignore]  # seldom needed

    known = lookup(label)
    return str(known.codec_info.name) if known else label


def _tried(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (ValueError, LookupError):  # of bytes that are no such text, of a name that is none
        return None


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes  # slow to import, seldom needed

    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best else "cp1252"
