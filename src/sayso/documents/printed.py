"""Printed lines made paragraphs again: what stands on the pages of a PDF, in the order of reading.

Running heads and feet and page numbers are dropped, line ends are joined, words parted at a line
end are made whole.

    lines with place and size ──no heads, no feet──▶ lines ──gap, indent, short end──▶ paragraphs
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from sayso.lexicon.frequency import document_frequency
from sayso.patterns import pattern

_EDGE = 3  # lines from the top or the bottom of a page that may be its head or foot
_SHARE = 1 / 3  # of the pages on which a line stands at one edge from which it is a running one
_LONGEST_EDGE = 200  # characters of such a line
_NUMBER = pattern(r"\d+")
_PAGE_NUMBER = pattern(
    r"[-–—|\s]*(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—|\s]*", re.I
)  # alone on its line
_BROWSER_FOOT = pattern(r"((?:https?|file)://\S+)\s+\d{1,3}/\d{1,3}")
_BROWSER_HEAD = pattern(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}[:.]\d\d.*")
# of one size, where sizes are told as floating-point numbers
_SAME_SIZE = 0.08
_WIDER = 1.3  # times the usual distance of lines from which a gap parts paragraphs
_INDENT = 0.8  # of the letters' size from which a line is set in
_MOST_INDENT = 6.0  # beyond, it is another column
_SHORT = 0.6  # of a full line's length below which a line ends its paragraph
_SHORT_ENDED = 0.82  # the same for a line that ends a sentence, with the next line's first word
_BIG = 1.15  # times the body's size from which a line is a heading
_LABEL = 60  # characters of a line up to which it may be a label and no paragraph
_STOP = pattern(r"[.!?:…][\"”’')\]]*$")
_HYPHENS = ("-", "\u2010", "\u00ad")
_NO_WORD = pattern(r"[\W\d_]")
_FIRST_WORD = pattern(r"([^\W\d_]+)")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_LIGATURES |= {0xFB05: "st", 0xFB06: "st", 0xA0: " "}


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed line: the place of its first letter from the lower left corner and the letters'
    size, in points.
    """

    page: int
    x: float
    y: float
    size: float
    text: str


def paragraphs(lines: Sequence[Printed]) -> tuple[str, str | None]:
    """The text, paragraphs parted by blank lines; and the address that a browser printed below.

    >>> said = [("The pier was closed yes-", 60), ("terday, said Ann Lowe, who", 48)]
    >>> paragraphs([Printed(1, 50, y, 10, text) for text, y in said])[0]
    'The pier was closed yesterday, said Ann Lowe, who'
    """
    lines = [
        replace(line, text=line.text.translate(_LIGATURES)) for line in lines if line.text.strip()
    ]
    kept, address = _without_edges(lines)
    if not kept:
        return "", address
    sizes = Counter[float]()
    for line in kept:
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0]
    return _joined(kept, _Measures(kept, body)), address


# ---- heads and feet ----------------------------------------------------------------


def _without_edges(lines: Sequence[Printed]) -> tuple[list[Printed], str | None]:
    """The lines without what stands at the edge of many pages or is a page number."""
    pages: dict[int, list[Printed]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    edges = [(end, _edge(page, end)) for page in pages.values() for end in ("top", "bottom")]
    told = Counter(key for end, edge in edges for key in {(end, _key(line)) for line in edge[:-1]})
    least = max(2, _SHARE * len(pages))
    feet = [m[1] for line in lines if (m := _BROWSER_FOOT.fullmatch(line.text.strip()))]
    dropped: set[int] = set()
    for end, edge in edges:
        running = 0
        for line in edge[:-1]:
            said = line.text.strip()
            browser = feet and (said.startswith(feet[0]) or _BROWSER_HEAD.fullmatch(said))
            number = running == 0 and _PAGE_NUMBER.fullmatch(said)
            if told[end, _key(line)] < least and not number and not browser:
                break
            running += 1
        while running and not _is_apart(edge[running - 1], edge[running]):
            running -= 1
        dropped |= {id(line) for line in edge[:running]}
    kept = [line for line in lines if id(line) not in dropped]
    return kept, next((one for one in feet if one.startswith("http")), None)


def _edge(page: list[Printed], end: str) -> list[Printed]:
    """The outermost lines of a page from its edge inwards, and the one behind them."""
    ordered = sorted(page, key=lambda line: line.y, reverse=end == "top")
    found = ordered[: min(_EDGE, len(page) // 2) + 1]
    long = (n for n, line in enumerate(found) if len(line.text) > _LONGEST_EDGE)
    return found[: next(long, len(found)) + 1]


def _is_apart(outer: Printed, inner: Printed) -> bool:
    """Whether a line at the edge is not of the text behind it: of another size, or far from it."""
    gap = abs(outer.y - inner.y)
    return not _alike(outer, inner) or gap > _WIDER * 1.25 * max(outer.size, inner.size)


def _key(line: Printed) -> str:
    return _NUMBER.sub("#", " ".join(line.text.split()).casefold())


# ---- paragraphs --------------------------------------------------------------------


class _Measures:
    """What is usual on these pages: the size of the body, the distance of its lines, their length
    by size.
    """

    def __init__(self, lines: Sequence[Printed], body: float) -> None:
        self.body = body
        below = [
            round(a.y - b.y, 1)
            for a, b in pairwise(lines)
            if a.page == b.page and _alike(a, b) and 0 < a.y - b.y < 4 * a.size
        ]
        self.distance = Counter(below).most_common(1)[0][0] if below else 0.0
        lengths: dict[float, list[int]] = {}
        for line in lines:
            lengths.setdefault(line.size, []).append(len(line.text))
        self.full = {
            size: sorted(found)[int(0.9 * (len(found) - 1))] for size, found in lengths.items()
        }
        self._set_in = _set_in([line for line in lines if line.size == body], body)
        inner = [(a, b) for a, b in pairwise(lines) if self.is_set_in(a) and a.page == b.page]
        back = sum(not self.is_set_in(b) for _, b in inner)
        # whether lines that are set in begin paragraphs, and do not stand together
        self.by_indent = 2 * back >= len(inner) > 0

    def is_set_in(self, line: Printed) -> bool:
        """Whether a line begins further in than at least half as many others of its page."""
        return line.size == self.body and (line.page, line.x) in self._set_in


def _set_in(lines: Sequence[Printed], size: float) -> set[tuple[int, float]]:
    """Where, of lines of one size, those begin that are set in: between the least and the most that
    a line is set in, at least half as many begin at one place of the page.

    One walk over each page from left to right: of the places within that reach those are kept that
    no later one outdoes.
    """
    begun = Counter((line.page, round(line.x)) for line in lines)
    ahead = deque(sorted(begun))
    reach = deque[tuple[int, int]]()
    found: set[tuple[int, float]] = set()
    for page, x in sorted({(line.page, line.x) for line in lines}):
        while ahead and ahead[0] < (page, x - _INDENT * size):
            place = ahead.popleft()
            while reach and begun[reach[-1]] <= begun[place]:
                reach.pop()
            reach.append(place)
        while reach and reach[0] <= (page, x - _MOST_INDENT * size):
            reach.popleft()
        if reach and 2 * begun[reach[0]] >= begun[page, round(x)]:
            found.add((page, x))
    return found


def _joined(lines: Sequence[Printed], usual: _Measures) -> str:
    whole = _words_of(lines)
    pieces: list[str] = []
    first = True  # whether the line above is the first of its paragraph
    before: Printed | None = None
    for line in lines:
        said = line.text.strip()
        if before is None or _is_drop_cap(before, line):
            pieces.append(said)
        elif parted := _parts(before, line, usual, first=first):
            pieces += [parted, said]
            first = True
        else:
            pieces[-1], said = _mended(pieces[-1], said, whole)
            pieces.append(said)
            first = False
        before = line
    return "".join(pieces).replace("\u00ad", "")


def _parts(a: Printed, b: Printed, usual: _Measures, *, first: bool) -> str | None:
    """What parts two lines that stand one after the other, None where a paragraph goes on.
    `first`: the upper one is the first of its paragraph, and may be set in.
    """
    if not _alike(a, b):
        return "\n\n"
    heading = a.size >= _BIG * usual.body
    apart = a.page != b.page or b.y > a.y + 0.5 * a.size  # the next page, or the next column
    gap = a.y - b.y
    if not apart and gap > _WIDER * max(usual.distance, a.size if heading else 0.0) > 0:
        return "\n\n"
    if heading:
        return None
    if usual.by_indent and usual.is_set_in(b):
        return "\n\n"
    if not apart and (_is_in(a, b) or (not first and _is_in(b, a))):
        return "\n\n"
    full = usual.full[a.size]
    word = b.text.split(maxsplit=1)[0]
    ended = _STOP.search(a.text.rstrip()) is not None
    length = len(a.text.strip())
    starts = not b.text.strip()[:1].islower()
    if starts and (
        length < _SHORT * full or (ended and length + 1 + len(word) < _SHORT_ENDED * full)
    ):
        label = max(length, len(b.text)) <= _LABEL and not ended and not apart
        return "\n" if label else "\n\n"
    return None


def _alike(a: Printed, b: Printed) -> bool:
    return abs(a.size - b.size) <= _SAME_SIZE * max(a.size, b.size)


def _is_in(a: Printed, b: Printed) -> bool:
    """Whether a line begins further in than the one above."""
    return _INDENT * a.size < b.x - a.x < _MOST_INDENT * a.size


def _is_drop_cap(a: Printed, b: Printed) -> bool:
    said = a.text.strip()
    return len(said) == 1 and said.isupper() and a.size > 1.5 * b.size


def _mended(above: str, below: str, whole: Counter[str]) -> tuple[str, str]:
    """Two lines of a paragraph, so that they can be put together: a parted word is made whole
    where the text or the language has it whole, or has not its halves joined by a hyphen.
    """
    half, first = _half(above), _FIRST_WORD.match(below)
    if not half or first is None:
        dash = above.endswith(("—", "-", "–")) and not above.endswith((" —", " -", " –"))
        return above, below if dash else " " + below
    one, two = half.lower(), first[1].lower()
    soft = above.endswith("\u00ad")
    joined, hyphened = one + two, f"{one}-{two}"
    if not soft and (not below[:1].islower() or whole[hyphened] > whole[joined]):
        return above, below
    known = whole[joined] or document_frequency(joined)
    compound = document_frequency(one) > 0 and document_frequency(two) > 0
    if not soft and not known and compound:
        return above, below
    return above[:-1], below


def _half(line: str) -> str:
    """The letters before the hyphen at a line's end; empty where it does not end so."""
    if not line.endswith(_HYPHENS):
        return ""
    bare = line[:-1]
    other = _NO_WORD.search(bare[::-1])  # from the end: a line may be one endless word
    return bare[len(bare) - other.start() :] if other else bare


@lru_cache(maxsize=1)
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def _words_of(lines: Sequence[Printed]) -> Counter[str]:
    """The words that stand within lines."""
    return Counter(word for line in lines for word in _inner(line.text))


def _inner(text: str) -> Iterator[str]:
    bare = text.rstrip()
    for found in _word().finditer(text.lower()):
        if found.end() < len(bare) - 1 or not bare.endswith("-"):
            yield found[0]
