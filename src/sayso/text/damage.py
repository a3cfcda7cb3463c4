"""What a text has lost on its way: the difference of capital and small letters, or its marks.

text ──share of capitals──▶ case lost? in capitals?      text ──marks a word──▶ defects
"""

from __future__ import annotations

from sayso.model import Defect
from sayso.patterns import pattern

_LEAST_WORDS = 20  # words, and cased letters, below which nothing is said of a text's defects
# share of cased letters: running English has 0.02 to 0.05; a name or two may survive
_FEW_CAPITALS = 0.001
_MOST_CAPITALS = 0.9  # share of cased letters above which a text is set in capitals throughout
_WORDS = pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SMALL_WORDS = frozenset(
    ["a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "with", "by", "as", "and", "or"]
)
_HEADING_WORDS = 3  # from which words show how a line is set
_OPENING = 7  # one part in seven tells of most texts that they are whole
_MORE = 100  # and so many characters
_FEW_MARKS = 0.01  # marks a word: running English has 0.1 to 0.2
_MARKS = ',.;:!?"“”()'
_CAPITALS, _SMALL = (bytes(range(ord(first), ord(first) + 26)) for first in "Aa")


def defects_of(text: str, utf8: bytes | None = None) -> tuple[Defect, ...]:
    """Which of case and marks the text has lost; nothing is said of a short one. `utf8`: the text
    in UTF-8, where somebody has it.

    >>> defects_of("the talks went on until late and then broke off " * 3)
    ('case-lost', 'marks-lost')
    """
    utf8 = text.encode("utf-8", "surrogatepass") if utf8 is None else utf8
    opening = utf8[: len(utf8) // _OPENING + _MORE]
    no_case = not _has_both(opening, len(text)) and lost_case(text, least=_LEAST_WORDS)
    # no text has more words than half its characters: most are known to have marks enough by two
    few_marks = _has_few((b",", b"."), utf8, _FEW_MARKS * len(text) / 2)
    if not (no_case or few_marks):
        return ()
    words = text.count(" ") + text.count("\n")  # roughly, and ten times as fast as parting them
    if words < _LEAST_WORDS:
        return ()
    few_marks = few_marks and sum(map(text.count, _MARKS)) < _FEW_MARKS * words
    lost: tuple[tuple[Defect, bool], ...] = (("case-lost", no_case), ("marks-lost", few_marks))
    return tuple(defect for defect, found in lost if found)


def _has_few(marks: tuple[bytes, ...], utf8: bytes, least: float) -> bool:
    """True where a text has fewer of these marks; the first part of most has enough."""
    part = len(utf8) // 3
    count = 0
    for mark in marks:
        count += utf8.count(mark, 0, part)
        if count >= least:
            return False
    for mark in marks:
        count += utf8.count(mark, part)
    return count < least


def _has_both(opening: bytes, size: int) -> bool:
    """True where the opening of a text of this size has enough capitals and small letters for all
    of it, whatever follows.
    """
    upper, lower = _plain_letters(opening)
    return upper >= _FEW_CAPITALS * size and lower >= (1 - _MOST_CAPITALS) * size > 0


def lost_case(text: str, *, least: int = 1) -> bool:
    """True where the text has next to no capitals, or next to no small letters; False of one with
    fewer than `least` letters that have case.

    >>> lost_case("the talks broke off"), lost_case("THE TALKS BROKE OFF"), lost_case("The talks")
    (True, True, False)
    """
    opening = text[: len(text) // _OPENING + _MORE].encode("ascii", "ignore")
    if _has_both(opening, len(text)):
        return False
    upper, lower = _cased(text)
    if upper + lower < least:
        return False
    return not _FEW_CAPITALS <= upper / (upper + lower) <= _MOST_CAPITALS


def in_capitals(text: str) -> bool:
    """True where the text has lost its case to capitals.

    >>> in_capitals("THE TALKS BROKE OFF"), in_capitals("the talks"), in_capitals("5,200")
    (True, False, False)
    """
    upper, lower = _cased(text)
    return upper > _MOST_CAPITALS * (upper + lower)


def in_title_case(line: str) -> bool:
    """True where every word of a line but articles, conjunctions and prepositions begins with a
    capital, as in a heading.

    >>> in_title_case("Military Action Was Necessary"), in_title_case("Oru met Ada Brandt in Velm")
    (True, False)
    """
    plain = [w for w in _WORDS.findall(line) if w.lower() not in _SMALL_WORDS]
    return len(plain) >= _HEADING_WORDS and all(w[0].isupper() for w in plain)


def _cased(text: str) -> tuple[int, int]:
    """Capital and small letters; only ASCII ones in a text that is mostly ASCII: it is quicker."""
    upper, lower = _plain_letters(text.encode("ascii", "ignore"))
    if upper + lower >= 0.5 * len(text):
        return upper, lower
    return sum(map(str.isupper, text)), sum(map(str.islower, text))


def _plain_letters(plain: bytes) -> tuple[int, int]:
    """Capital and small letters of ASCII."""
    size = len(plain)
    return size - len(plain.translate(None, _CAPITALS)), size - len(plain.translate(None, _SMALL))
