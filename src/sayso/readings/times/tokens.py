"""A text as one string of letters, a letter a word, so that a grammar of time runs over classes and
not over words.

Every word and mark becomes one letter: `D` a weekday, `M` a month, `d` a number that may be a day,
`_` any other word. A regular expression over the letters is short, linear and blind to line breaks;
a match maps back to offsets. The classes are those of `lexicon/en/time_words.tsv`; numbers and
marks are classed here.

    "on Friday, Jan. 3" ──▶ "pD,A.d" + offsets + values
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from sayso import lexicon

_TOKEN = re.compile(
    r"""(?P<break>\n[^\S\n]*\n\s*)
    |(?P<clock>\d{1,2}[:.]\d\d(?=(?::\d\d)?\s?[AaPp]\.?\s?[Mm]\b)(?::\d\d)?|(?<![\d.:/-])[012]?\d:[0-5]\d(?::[0-5]\d)?(?![\d:]))
    |(?P<date>(?<![\d/.-])(?:\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)|\d{1,2}\.\d{1,2}\.\d{4}|\d{4}/\d\d/\d\d|9/11)(?![\d/-]))
    |(?P<decade>(?<![\d,.])(?:\d{3}0|['’`]\d0)['’]?s\b|(?<![\w.,$£€-])[2-9]0['’]?s\b)
    |(?P<quarter>\bQ[1-4]\b)
    |(?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)
    |(?P<number>[$£€\#]?\d+(?:[,.]\d+)*(?:/\d+)?(?:\s?%)?)
    |(?P<halfday>[AaPp]\.[ ]?[Mm]\b\.?)
    |(?P<own>['’]s?\b)
    |(?P<word>[^\W\d_]+)
    |(?P<mark>[^\w\s])""",
    re.VERBOSE,
)
_FRACTION = re.compile(r"1/2|1/4|3/4")
_MARKS = {
    "–": "-",
    "—": "-",
    "’": "'",
    ".": ".",
    ",": ",",
    "-": "-",
    "(": "(",
    ")": ")",
    "'": "'",
    "|": "|",
    "/": "/",
    "½": "v",
}
_AMBIGUOUS = frozenset("mf")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel columns: `classes[i]` is the letter of token i, `values[i]` its value or lower-cased
    word.
    """

    text: str
    classes: str
    values: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def at(self, start: int) -> int:
        """Index of the token that starts at offset `start`, or of the first one after it."""
        return bisect_left(self.starts, start)


@lru_cache(maxsize=1)
def _classes() -> dict[str, tuple[str, str]]:
    return {word: (kind, value) for word, kind, value in lexicon.table("time_words")}


Phrase = tuple[tuple[str, ...], str, str]  # words, class, value


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[Phrase, ...]]:
    """Holidays and other runs of words that are one word here, by the value of their first word,
    longest first.
    """
    rows = [(name, "H", rule) for name, rule in lexicon.table("holidays")]
    rows += [
        (row[0], row[1], row[2] if len(row) > 2 else "") for row in lexicon.table("time_phrases")
    ]
    by_first: dict[str, list[Phrase]] = {}
    for name, letter, said in rows:
        words = tuple(name.split())
        value = _classes().get(words[0], ("_", words[0]))[1]
        by_first.setdefault(value, []).append((words, letter, said))
    return {
        first: tuple(sorted(names, key=lambda n: -len(n[0]))) for first, names in by_first.items()
    }


def tokens_of(text: str) -> Tokens:
    """Class every word and mark of `text`.

    >>> tokens_of("on Friday, Jan. 3").classes
    'pD,A.d'
    """
    classes: list[str] = []
    values: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    known = _classes()
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        printed = match[0]
        if kind == "word":
            lower = printed.lower()
            letter, value = known.get(lower, ("_", lower))
            if letter in _AMBIGUOUS and printed[0].isupper() and _inside(text, match.start()):
                letter = letter.upper()
        else:
            letter, value = _NUMBERS[kind or "mark"](printed)
        classes.append(letter)
        values.append(value)
        starts.append(match.start())
        ends.append(match.end())
    plain = Tokens(text, "".join(classes), tuple(values), tuple(starts), tuple(ends))
    return _join(plain, _spelled_years(plain) | _spelled_ordinals(plain) | _phrases_in(plain))


def _inside(text: str, start: int) -> bool:
    """True when the word at `start` does not open a sentence, so that its capital says
    something.
    """
    before = text[max(0, start - 3) : start].rstrip()
    return bool(before) and (before[-1].isalnum() or before[-1] in ",;(")


def _number(printed: str) -> tuple[str, str]:
    if printed[0] in "$£€#" or printed[-1] == "%":
        return "_", printed
    if _FRACTION.fullmatch(printed):
        return "v", printed
    plain = printed.replace(",", "")
    if not plain.isdigit():
        return (
            ("n", plain)
            if plain.count(".") == 1 and plain.replace(".", "").isdigit()
            else ("_", printed)
        )
    if printed == plain and len(plain) == 4 and "1500" <= plain < "2100":
        return "Y", plain
    return ("d" if len(plain) <= 2 and 1 <= int(plain) <= 31 else "n"), plain


def _decade(printed: str) -> tuple[str, str]:
    digits = re.sub(r"\D", "", printed)
    if len(digits) == 2:
        digits = ("19" if digits >= "20" else "20") + digits
    return ("S", digits[:3]) if "1500" <= digits < "2100" else ("_", printed)


_NUMBERS: dict[str, Callable[[str], tuple[str, str]]] = {
    "break": lambda printed: ("|", "|"),
    "clock": lambda printed: ("K", printed),
    "date": lambda printed: ("C", printed),
    "decade": _decade,
    "quarter": lambda printed: ("H", f"q={printed[1]}"),
    "ordinal": lambda printed: ("O", printed[:-2]),
    "number": _number,
    "halfday": lambda printed: ("z", "0" if printed[0] in "aA" else "12"),
    "own": lambda printed: ("'", printed),
    "mark": lambda printed: (_MARKS.get(printed, ";"), printed),
}


# ---- several words, one token ------------------------------------------------

Joined = dict[int, tuple[int, str, str]]  # first token -> number of tokens, class, value


def _join(tokens: Tokens, joined: Joined) -> Tokens:
    """Each run of `joined` as one token."""
    if not joined:
        return tokens
    columns: list[tuple[str, str, int, int]] = []
    place = 0
    while place < len(tokens.classes):
        size, kind, value = joined.get(place, (1, tokens.classes[place], tokens.values[place]))
        columns.append((kind, value, tokens.starts[place], tokens.ends[place + size - 1]))
        place += size
    classes, values, starts, ends = zip(*columns, strict=True)
    return Tokens(tokens.text, "".join(classes), values, starts, ends)


_ORDINAL = re.compile(r"w-?o")
_LAST_UNIT = 9  # of "twenty-ninth"


def _spelled_ordinals(tokens: Tokens) -> Joined:
    """Twenty-third, thirty first: as class `O`, like "23rd"."""
    joined: Joined = {}
    for run in _ORDINAL.finditer(tokens.classes):
        tens, unit = int(tokens.values[run.start()]), int(tokens.values[run.end() - 1])
        if tens in range(20, 100, 10) and unit <= _LAST_UNIT:
            joined[run.start()] = (run.end() - run.start(), "O", str(tens + unit))
    return joined


_CENTURIES = ("18", "19", "20")
_SPELLED = re.compile(r"w-?(?:S|w(?:-?w)?)")


def _spelled_years(tokens: Tokens) -> Joined:
    """Years in words, as speech is written down: nineteen ninety-four, two thousand ten, the
    nineteen eighties.
    """
    joined: Joined = {}
    for run in _SPELLED.finditer(tokens.classes):
        if run[0].endswith("S"):
            if tokens.values[run.start()] in _CENTURIES:
                decade = tokens.values[run.start()] + tokens.values[run.end() - 1][2:]
                joined[run.start()] = (run.end() - run.start(), "S", decade)
            continue
        numbers = [
            int(tokens.values[i]) for i in range(run.start(), run.end()) if tokens.classes[i] == "w"
        ]
        year = _year_of(numbers)
        marked = run.start() and tokens.classes[run.start() - 1] in "pMmAui"
        if year and (marked or numbers[0] in (18, 19)):
            joined[run.start()] = (run.end() - run.start(), "Y", str(year))
    return joined


def _year_of(numbers: list[int]) -> int | None:
    century, rest = numbers[0], sum(numbers[1:])
    if century in (18, 19, 20) and 10 <= numbers[1] < 100 and rest < 100:
        return century * 100 + rest
    if numbers[:2] == [2, 1000] and rest < 1100:
        return 1000 + rest
    return None


_LONGEST_TOKENS = 9  # tokens of a phrase at most, possessive marks counted
_OWN = ("'s", "'", "’s", "’", ".")


def _phrases_in(tokens: Tokens) -> Joined:
    """Runs of words that the tables know as one: holidays, as class `H` with their rule as value,
    and others.
    """
    phrases, joined = _phrases(), Joined()
    for place in (i for i, value in enumerate(tokens.values) if value in phrases):
        size, letter, said = _phrase_at(tokens, place)
        if size:
            joined[place] = (size, letter, said)
    return joined


def _phrase_at(tokens: Tokens, place: int) -> tuple[int, str, str]:
    reach = range(place, min(place + _LONGEST_TOKENS, len(tokens.values)))
    words = [tokens.text[tokens.starts[i] : tokens.ends[i]].lower() for i in reach]
    for name, letter, said in _phrases()[tokens.values[place]]:
        at = 0
        for part in name:
            while 0 < at < len(words) and words[at] in _OWN and part != words[at]:
                at += 1
            if at >= len(words) or words[at] != part:
                break
            at += 1
        else:
            return at, letter, said
    return 0, "", ""
