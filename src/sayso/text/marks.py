"""Quotation marks and posts: what a text itself sets apart as the words of another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.patterns import pattern
from sayso.spans import Span, touching

_OPENING, _CLOSING = "“„«", "”»"
_STRAIGHT = '"'


def quoted_spans(text: str, *, wrapped: bool) -> list[Span]:
    """Stretches between double quotation marks, marks included; a mark left open ends with its
    paragraph.

    Curly, straight, angled and the doubled marks of tokenised corpora are read. News opens each
    paragraph of a long quotation anew, so nothing stays open across a paragraph's end.

    >>> quoted_spans("He said “no” and “left.", wrapped=False)
    [(8, 12), (17, 23)]
    """
    is_break = _BLANK_LINE.match if wrapped else _NEWLINE.match
    spans: list[Span] = []
    opened: int | None = None
    done = 0  # where the last mark ended: a doubled mark is met twice
    doubled = "''" in text or "``" in text  # else the apostrophes need not be met
    for met in (_MARK if doubled else _SINGLE_MARK).finditer(text):
        at, sign = met.start(), met[0]
        if at < done:
            continue
        if sign in "`'":
            if not text.startswith(sign, at + 1):
                continue
            sign *= 2
        elif sign not in _ALL_MARKS:
            if opened is not None and is_break(text, at):
                spans.extend(_left_open(text, opened, at))
                opened = None
            continue
        done = at + len(sign)
        if sign in _OPENING or sign == "``" or (sign in (_STRAIGHT, "''") and opened is None):
            opened = at if opened is None else opened
        elif opened is not None:
            spans.append((opened, done))
            opened = None
    return spans if opened is None else [*spans, *_left_open(text, opened, len(text))]


_ALL_MARKS = _OPENING + _CLOSING + _STRAIGHT
# one class, no alternatives: four times as fast
_MARK = pattern(f"[{_ALL_MARKS}`'\r\n\u2028\u2029]")
_SINGLE_MARK = pattern(f"[{_ALL_MARKS}\r\n\u2028\u2029]")
_NEWLINE = pattern(r"[\r\n\u2028\u2029]")
_BLANK_LINE = pattern(r"\n\s*\n")


def _left_open(text: str, opened: int, until: int) -> list[Span]:
    """A quotation whose paragraph ends before it is closed, without the white space there."""
    end = opened + len(text[opened:until].rstrip())
    return [(opened, end)] if end - opened > 1 else []


def quotations(text: str, quoted: Sequence[Span], paragraphs: Sequence[Span]) -> list[Span]:
    """Stretches between quotation marks, marks included, single ones (curly or straight) too where
    they do not stand inside others.

    A mark that is never closed counts only where the next paragraph opens with one: so long
    quotations are set.

    >>> quotations("He said ‘the drivers’ hall is shut.’ She “left", [(41, 46)], [(0, 46)])
    [(8, 36)]
    >>> quotations("He said 'they told the lads' fathers to follow 'em.'", [], [])
    [(8, 52)]
    >>> quotations("He called them 'a pair of cheats' and 'thieves', and left.", [], [])
    [(15, 33), (38, 47)]
    """
    opened = {start for start, _ in paragraphs if text[start] in _OPENS}
    spans = [s for s in quoted if is_closed(text, s) or _next_line(text, s[1]) in opened]
    return sorted([*spans, *(s for s in _singles(text) if not touching(spans, s))])


def _singles(text: str) -> list[Span]:
    """Stretches between single marks: up to a sure end; else, and where another opens before it, up
    to a mark behind an "s", which might be "the drivers'".
    """
    found: list[Span] = []
    done = 0
    while met := _SINGLE.search(text, done):
        start, end = met.span()
        unsure = next((m.end() for m in _UNSURE.finditer(text, start + 1, end)), end)
        end = unsure if _OPENED.search(text, unsure, end) else end
        found.append((start, end))
        done = end
    loose = (m.span() for m in _LOOSE.finditer(text))
    return [*found, *(s for s in loose if not touching(found, s))]


def is_closed(text: str, span: Span) -> bool:
    """True for a quotation that ends with a mark.

    >>> is_closed("“Go.”", (0, 5)), is_closed("“Go on", (0, 6))
    (True, False)
    """
    return span[1] - span[0] > 1 and text[span[1] - 1] in _CLOSES


def _next_line(text: str, end: int) -> int:
    """Where the words after an offset begin."""
    rest = re.compile(r"\s*").match(text, end)
    return rest.end() if rest else end


_OPENS = frozenset(_OPENING + _STRAIGHT)
_CLOSES = frozenset(_CLOSING + _STRAIGHT + "“'")  # tokenised corpora end with two apostrophes
# From a single mark at a word's beginning to one behind a stop, else at a word's end; "drivers’",
# "hatin’" and "’em" may stand within.
_SHORTENED = (
    r"(?:em|til|tis|twas|cause|n|bout|round|\d\ds?)\b"  # words that open with an apostrophe
)
_SINGLE = pattern(
    r"(?<!\w)‘(?=\w)(?:[^‘’\n]|’(?=\w)|(?<=s)’(?=\s)){1,600}?"
    r"(?:(?<=[.,?!…])’|(?<!s)’(?!\w)|’(?=[.,;:?!]))"
    rf"|(?<![\w'])'(?=\w)(?!{_SHORTENED})"
    rf"(?:[^'\n]|'(?=\w)|(?<=s)'(?=\s)|(?<=[a-z]in)'(?= [a-z])|(?<=\s)'(?={_SHORTENED})){{1,600}}?"
    r"(?:(?<=[.,?!…])'(?!\w)|(?<![s\s])'(?!\w)|'(?=[.,;:?!]))"
)
_UNSURE = pattern(r"(?<=s)['’](?=\s)")
_OPENED = pattern(rf"(?<=\s)(?:‘|'(?!{_SHORTENED}))(?=\w)")
_LOOSE = pattern(
    rf"(?<![\w'’])(?:‘|'(?!{_SHORTENED}))(?=\w)(?:[^\s'‘’]|['’](?=\w))+ "
    r"(?:[^'‘’\n]|['’](?=\w)){1,300}?"
    r"(?<=s)['’](?=\s)"
)
_SIGNED = pattern(r"[—–-]{1,2} ?[^\n@(]{1,60} \(@\w{1,15}\)(?: [A-Z][a-z]{2,8} \d{1,2}, \d{4})?")


def posts(text: str) -> list[Span]:
    """Posts that a page shows whole, from the paragraph's start to the signature: `— Name (@handle)
    May 3, 2019`.

    >>> posts("She wrote on.\\nSo it goes! — Ann Poe (@annpoe) May 3, 2019\\nNobody answered.")
    [(14, 57)]
    """
    spans: list[Span] = []
    if "(@" not in text:  # as most have none
        return spans
    for signature in _SIGNED.finditer(text):
        start = max(text.rfind("\n", 0, signature.start()) + 1, spans[-1][1] if spans else 0)
        start += len(text[start : signature.start()]) - len(
            text[start : signature.start()].lstrip()
        )
        if start < signature.start():
            spans.append((start, signature.end()))
    return spans
