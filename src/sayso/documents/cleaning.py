"""The words of a field that came out of a program: tags, entities, escapes, printed lists and
broken encodings undone, and said.

    "<p>One &amp; two</p>" ──each step that has something to mend──▶ text, reasons

Offsets count in what comes out: it is what is kept. Prose with a stray `<` or `&` is left alone.
"""

from __future__ import annotations

import ast
import html
import json
import re
from collections.abc import Callable
from functools import lru_cache

from sayso.documents.utf8 import utf8_of
from sayso.model import Reason
from sayso.patterns import pattern

_LONGEST_LIST = 2_000_000  # characters of a printed list that are read as one
_TAG = pattern(
    r"</?(?:p|br|div|span|a|b|i|em|strong|u|ul|ol|li|h[1-6]|blockquote|figure|figcaption|img|section"
    r"|article|table|tr|td|th|tbody|iframe|hr|sup|sub|font|center|small|script|style)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.I,
)
_BLOCK = pattern(
    r"</?(?:p|div|ul|ol|li|h[1-6]|blockquote|figure|figcaption|section|article|table|tr|hr|center)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.I,
)
_BREAK = pattern(r"<br(?:\s[^<>]{0,200})?/?>", re.I)
_HIDDEN = pattern(
    r"<(script|style|iframe)\b[^<>]{0,2000}>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S
)
_ESCAPED_TAG = pattern(r"&lt;/?(?:p|br|div|span|a|b|i|em|strong|li|h[1-6])\b", re.I)
_ENTITY = pattern(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_ESCAPE = pattern(r"""\\(?:r\\n|[nrt"'/])""")
_CODE_POINT = pattern(r"\\u([0-9a-fA-F]{4})")
_SHORTCODE = pattern(
    r"\[/?(?:caption|gallery|embed|audio|video|playlist|youtube|vimeo|instagram|tweet|"
    r"vc_\w{1,30}|et_pb_\w{1,30}|fusion_\w{1,30})(?:\s[^\[\]\n]{0,500})?/?\]"
)
_ESCAPED = {"n": "\n", "r": "", "t": "\t"}
# What UTF-8 looks like where it was read as Windows-1252 or Latin-1, as Mac Roman and as
# Windows-1251.
_MOJIBAKE = pattern(
    "[ÂÃ][\u0080-\u00bf]|â(?:€|\u0080)|ï»¿|Ã[ƒ‚]|‚Ä[úùôòìî¶]|¬[£©†∞]|√[©®¢™§¥´∂º≥ß±Å†∫≠°ü]"
    "|вЂ[њќ™˜”“¦\u009d]"
)
# A closing quotation mark whose last byte Windows-1252 has no sign for, behind an opening one.
_CLOSING = pattern("(â€œ[^“”\n]{0,2000}?â€)\ufffd")
_SOFT_HYPHEN = pattern("(?<=\\w)\u00ad+(?=\\w)")
_BROKEN = ("Â", "Ã", "â", "ï", "Ä", "√", "вЂ")  # one of them is in each
# one of them is in each; a text of few accents is looked at no closer than it was
_BROKEN_IN_UTF8 = (b"\xc3", b"\xe2\x88\x9a", b"\xd0\xb2\xd0\x82")
# A question mark before a word, or behind a comma, or in the middle of a word, but not of an
# address ("a?s=1"); each begins with its mark, which is found far sooner than what stands before.
_LOST_OPENING = pattern(r"\?(?:(?<!\S\?)[A-Za-z]|(?<=[A-Za-z]\?)(?:s|t|re|ve|ll|d|m)\b(?!=))")
_LOST_MARK = pattern(
    r"\?(?:(?<!\S\?)[A-Za-z]|(?<=[a-z],\?)\s|(?<=[A-Za-z]\?)(?:s|t|re|ve|ll|d|m)\b(?!=))"
)
_LEAST_LOST = 2
_CUT = pattern(r"\[\+(\d{1,7}) chars\]\s*$")
_LEAST_BROKEN = 2  # such places; one may be what the writer meant
_SPACES = pattern(r"[ \t\r\f\v]+")
_MANY_BREAKS = pattern(r"[ \t]*\n[ \t]*(?:\n[ \t]*)+")


def cleaned(text: str) -> tuple[str, tuple[Reason, ...]]:
    """The words, and a reason for every kind of thing that was undone.

    >>> cleaned("<p>One &amp; two.</p><p>Three.</p>")[0]
    'One & two.\\n\\nThree.'
    >>> cleaned("a < b & c"), cleaned("['One.', 'Two.']")[0]
    (('a < b & c', ()), 'One.\\n\\nTwo.')
    """
    if _is_clean(text):
        return text, ()
    done: list[str] = []
    for name, mend in _STEPS:
        mended = mend(text)
        if mended is not None and mended != text:
            text = mended
            done.append(name)
    done = list(dict.fromkeys(done))
    # A string that is words already stays as it is, code point for code point.
    if done and (mended := _unhyphened(text)) is not None and mended != text:
        text = mended
        done.append("soft-hyphens")
    return text, tuple(Reason("cleaned", (name,)) for name in done)


def _is_clean(text: str) -> bool:
    """True where no step has anything to mend: it holds none of the signs that they look for."""
    if not text or text[0] == "[" or text[0].isspace() or text.startswith(("b'", 'b"')):
        return not text
    try:
        utf8 = utf8_of(text)
    except UnicodeEncodeError:
        return False
    return not (
        b"<" in utf8
        or b"&" in utf8
        or b"\\" in utf8
        or b"[" in utf8
        or any(sign in utf8 for sign in _BROKEN_IN_UTF8)
    )


def unhyphened(text: str) -> tuple[str, tuple[Reason, ...]]:
    """A text without soft hyphens within words, and the reason where it had any.

    >>> unhyphened("har\u00adbour")[0]
    'harbour'
    """
    mended = _unhyphened(text)
    if mended is None or mended == text:
        return text, ()
    return mended, (Reason("cleaned", ("soft-hyphens",)),)


def repaired(text: str) -> str | None:
    """UTF-8 that was once read as another encoding, put right; None where nothing shows it. The
    byte of a closing quotation mark that was lost on the way is put back where an opening one
    stands before it.
    """
    if text.isascii() or not any(sign in text for sign in _BROKEN):
        return None
    if len(_MOJIBAKE.findall(text)) < _LEAST_BROKEN:
        return None
    return str(_fixer()(_CLOSING.sub("\\1\x9d", text)))


def has_lost_marks(text: str) -> bool:
    """True where question marks stand for the quotation marks and apostrophes that a program could
    not print.

    >>> has_lost_marks("?It is calm,? said Ann Lowe. It wasn?t."), has_lost_marks("Is it? Why?")
    (True, False)
    >>> has_lost_marks("See gull.example/a?s=1 and gull.example/b?t=2.")
    False
    """
    if "?" not in text:
        return False
    return len(_LOST_MARK.findall(text)) >= _LEAST_LOST and _LOST_OPENING.search(text) is not None


def cut_short(text: str) -> tuple[Reason, ...]:
    """A service that gives the opening alone says so at its end: "[+1234 chars]".

    >>> cut_short("The harbour was shut [+1234 chars]")[0].values
    (1234,)
    """
    # one letter is found a hundred times as quick as two
    found = _CUT.search(text) if "+" in text and "[+" in text else None
    return (Reason("cut-short", (int(found[1]),)),) if found else ()


@lru_cache(maxsize=1)
def _fixer() -> Callable[[str], str]:
    from ftfy import fix_encoding  # slow to import, seldom needed

    return fix_encoding


def _unlisted(text: str) -> str | None:
    """A list of paragraphs that was printed by a program, as one text again."""
    bare = text.strip()
    if len(bare) > _LONGEST_LIST or not (bare.startswith(("['", '["')) and bare.endswith("]")):
        return None
    try:
        value = ast.literal_eval(bare)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        try:
            value = json.loads(bare)
        except (ValueError, RecursionError):
            return None
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return None
    return "\n\n".join(item for item in value if item.strip())


def _unlettered(text: str) -> str | None:
    """Bytes that a program printed ("b'One.'"); code points that stand as letters ("\\u201c")."""
    if "\\" not in text and not text.startswith(("b'", 'b"')):
        return None
    bare = text.strip()
    if len(bare) <= _LONGEST_LIST and bare.startswith(("b'", 'b"')) and bare[-1:] == bare[1]:
        try:
            value = ast.literal_eval(bare)
            return str(value.decode("utf-8"))
        except (ValueError, SyntaxError, MemoryError, RecursionError, AttributeError):
            return None
    if len(_CODE_POINT.findall(text)) < _LEAST_BROKEN:
        return None
    units = _CODE_POINT.sub(lambda m: chr(int(m[1], 16)), text)
    return units.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unescaped(text: str) -> str | None:
    """Line breaks and marks that stand as letters: a text that has real ones besides is left."""
    if "\\" not in text or "\n" in text.strip():
        return None
    if not re.search(r'\\n|\\"', text):
        return None
    return _ESCAPE.sub(lambda m: "\n" if "n" in m[0] else _ESCAPED.get(m[0][1], m[0][1]), text)


def _twice_escaped(text: str) -> str | None:
    """Tags that stand as entities, and no real ones: the field was escaped once too often."""
    if "&lt;" not in text or "<" in text or len(_ESCAPED_TAG.findall(text)) < _LEAST_BROKEN:
        return None
    return html.unescape(text)


def _untagged(text: str) -> str | None:
    if "<" not in text:
        return None
    packed = "<![CDATA[" in text and "]]>" in text  # the one alone is a word of the text
    if packed:
        text = text.replace("<![CDATA[", "").replace("]]>", "")
    if _TAG.search(text) is None:
        return text.strip() if packed else None
    text = _HIDDEN.sub("", text)
    flat = _SPACES.sub(" ", text.replace("\n", " ")) if _BLOCK.search(text) else text
    flat = _BREAK.sub("\n", _BLOCK.sub("\n\n", flat))
    bare = html.unescape(_TAG.sub("", flat))
    return _MANY_BREAKS.sub("\n\n", bare.replace("\xa0", " ")).strip()


def _uncoded(text: str) -> str | None:
    """Without what a publishing system puts a picture for: "[gallery ids=…]"."""
    if "[" not in text or _SHORTCODE.search(text) is None:
        return None
    return _MANY_BREAKS.sub("\n\n", _SHORTCODE.sub("", text)).strip()


def _unentitied(text: str) -> str | None:
    if "&" not in text or _ENTITY.search(text) is None:
        return None
    return _ENTITY.sub(lambda m: html.unescape(m[0]), text)


def _unhyphened(text: str) -> str | None:
    """Soft hyphens within words: a page may be broken there, and a word is none with them."""
    return _SOFT_HYPHEN.sub("", text) if "\u00ad" in text else None


_STEPS: tuple[tuple[str, Callable[[str], str | None]], ...] = (
    ("list", _unlisted),
    ("escapes", _unlettered),
    ("escapes", _unescaped),
    ("entities", _twice_escaped),
    ("tags", _untagged),
    ("shortcodes", _uncoded),
    ("entities", _unentitied),
    ("encoding", repaired),
)
