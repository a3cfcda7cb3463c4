"""The printed words of two quotations laid side by side, and where they really differ.

A spelling, an abbreviation, a contraction, a number in words, a missing space, what brackets or an
ellipsis stand for, and what goes on beyond the shared run are no difference.

    printed ──spelled──▶ Words ──laid──▶ runs and stretches ──differences──▶ Difference
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel, Levenshtein

from sayso.lexicon import frequency, mapping, table, words
from sayso.text import fold_words

_CUT = re.compile(r"…|\.\s?\.\s?\.(?:\s?\.)?|\[[^\]]*\]|\([^)]*\)")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}\b)")  # the commas of "25,000"
_GAP = "…"
_STRETCH = 5  # words between two shared runs from which these are no longer one run
_CUT_STRETCH = 25  # the same where a mark says that words were cut
_BESIDE_CUT = 3  # words beside such a mark that may themselves differ
_OPENING = 3  # words in which two openings of one sentence may differ
_OPENING_RUN = 5  # words that must be shared after two openings
_LONG = 5  # letters from which an unknown word may be a slip of a known one
_SHORTENED = {"ve": "have", "re": "are", "ll": "will", "m": "am"}
_NO = frozenset({"not", "no", "never", "none", "nothing", "nor", "without"})
_SHORT_VERBS = frozenset({"s", "is", "has", "us", "d", "would", "had"})
_DROPPED = frozenset({"s", "mister", "mrs", "ms"})  # printed or left out by a paper's own style
_BRITISH = (
    ("isation", "ization"), ("ise", "ize"), ("ising", "izing"), ("yse", "yze"), ("our", "or"),
    ("ogue", "og"), ("tre", "ter"), ("lled", "led"), ("lling", "ling"), ("fence", "fense"),
    ("wards", "ward"), ("programme", "program"), ("grey", "gray"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `norm` as it is compared, `printed` as it is shown; a mark of omission is "…"."""

    norm: str
    printed: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands between two shared runs: places (first, stop) in the one and in the other. `cut`
    says that a mark of omission stands there, `light` that no word of weight differs.
    """

    one: tuple[int, int]
    two: tuple[int, int]
    cut: bool
    light: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """The part that two quotations share: how many words are equal in it, how rare these are
    (sum of idf), and where it differs. `beyond` counts the words by which both go on differently
    before it or after it: 0 where one of them begins or ends there.
    """

    equal: int
    weight: float
    differences: tuple[Difference, ...]
    beyond: int


def spelled(text: str) -> tuple[Word, ...]:
    """The words of a quotation, made comparable.

    >>> [w.norm for w in spelled("We don’t [ever] meet Gov. Orr at twenty-five")]
    ['we', 'do', 'not', '…', 'meet', 'governor', 'orr', 'at', '25']
    """
    found: list[Word] = []
    at = 0
    for mark in _CUT.finditer(text):
        found.extend(_scaled(_words(text[at : mark.start()])))
        found.append(Word(_GAP, _GAP))
        at = mark.end()
    found.extend(_scaled(_words(text[at:])))
    return tuple(found)


def _scaled(words: Iterator[Word]) -> Iterator[Word]:
    """ "Twenty-five thousand" as "25,000" is."""
    held: Word | None = None
    for word in words:
        if held is not None and word.norm == "thousand":
            yield Word(held.norm + "000", f"{held.printed} {word.printed}")
            held = None
            continue
        if held is not None:
            yield held
        held = word if word.norm.isdigit() else None
        if held is None:
            yield word
    if held is not None:
        yield held


def _words(text: str) -> Iterator[Word]:
    text = _GROUPED.sub("", text.replace("%", " percent"))
    folded = [
        f"’{w}" if w in _SHORTENED and text[:start].rstrip()[-1:] in ("’", "'") else w
        for w, start, _ in fold_words(text)
    ]
    short, numbers = mapping("printed_short"), _numbers()
    at = 0
    while at < len(folded):
        word, behind = folded[at], folded[at + 1] if at + 1 < len(folded) else ""
        at += 1
        if behind == "t" and word.endswith("n") and len(word) > 2:  # don’t, can’t, won’t
            stem = {"can": "can", "won": "will", "shan": "shall", "ain": "is"}.get(word, word[:-1])
            yield Word(stem, f"{word}’t")
            yield Word("not", "")
            at += 1
        elif word == "per" and behind == "cent":
            yield Word("percent", "per cent")
            at += 1
        elif word in numbers and numbers[word][1] == "tens" and behind in numbers:
            yield from _two_numbers(word, behind)
            at += numbers[behind][1] == "unit"
        elif word in numbers:
            yield Word(numbers[word][0], word)
        else:
            verb = _SHORTENED.get(word.removeprefix("’"), word) if word[0] == "’" else word
            for part in short.get(verb, verb).split():
                yield Word(part, word)


def _two_numbers(tens: str, unit: str) -> Iterator[Word]:
    numbers = _numbers()
    if numbers[unit][1] == "unit" and int(numbers[unit][0]) < 10:
        yield Word(str(int(numbers[tens][0]) + int(numbers[unit][0])), f"{tens}-{unit}")
    else:
        yield Word(numbers[tens][0], tens)


@lru_cache(maxsize=1)
def _numbers() -> dict[str, tuple[str, str]]:
    return {r[0]: (r[1], r[2]) for r in table("number_words") if r[2] in ("unit", "tens")}


# ---- laid side by side -------------------------------------------------------

_Step = tuple[bool, int, int, int, int]  # equal?, first and stop in the one, in the other


def shared(one: Sequence[Word], two: Sequence[Word], *, least: float = 0.6) -> Shared | None:
    """The weightiest part that the two share; None where they share nothing of weight. `least` is
    the share of a part's letters, 0 to 1, that must be equal.
    """
    parts = [_read(one, two, part, least) for part in _parts(one, two)]
    return max((p for p in parts if p), key=lambda p: (p.weight, p.equal), default=None)


def _steps(one: Sequence[Word], two: Sequence[Word]) -> list[_Step]:
    """Equal runs and the stretches between them; a lone light word between stretches is no run."""
    a, b = [w.norm for w in one], [w.norm for w in two]
    steps: list[_Step] = []
    for edit in Indel.opcodes(a, b):
        equal = edit.tag == "equal"
        step = (equal, edit.src_start, edit.src_end, edit.dest_start, edit.dest_end)
        if steps and steps[-1][0] == equal:
            last = steps.pop()
            step = (equal, last[1], step[2], last[3], step[4])
        steps.append(step)
    lone = [
        n
        for n, (equal, i, j, _, _) in enumerate(steps)
        if equal and 1 < n < len(steps) - 2 and j - i == 1 and not _weighty(a[i])
    ]
    for n in reversed(lone):
        before, after = steps[n - 1], steps[n + 1]
        if max(after[2] - before[1], after[4] - before[3]) > 2 + 2:  # a small edit on either side
            steps[n - 1 : n + 2] = [(False, before[1], after[2], before[3], after[4])]
    return steps


def _parts(one: Sequence[Word], two: Sequence[Word]) -> Iterator[list[_Step]]:
    """Steps from one stretch that is too long to the next."""
    part: list[_Step] = []
    for step in _steps(one, two):
        if step[0] or _bridged(one, two, step):
            part.append(step)
        else:
            yield part
            part = []
    yield part


def _bridged(one: Sequence[Word], two: Sequence[Word], step: _Step) -> bool:
    _, i, j, k, m = step
    sides = [w.norm for w in one[i:j]], [w.norm for w in two[k:m]]
    if not any(_GAP in side for side in sides):
        return max(map(len, sides)) <= _STRETCH
    return max(map(len, sides)) <= _CUT_STRETCH and all(
        sum(w != _GAP for w in side) <= _BESIDE_CUT for side in sides if _GAP in side
    )


def _read(
    one: Sequence[Word], two: Sequence[Word], part: Sequence[_Step], least: float
) -> Shared | None:
    runs = [one[i:j] for equal, i, j, _, _ in part if equal]
    same = [w.norm for run in runs for w in run if w.norm != _GAP]
    if sum(map(_weighty, same)) < 2:
        return None
    found = []
    apart = 0
    for n, step in enumerate(part):
        edit = None if step[0] else _difference(one, two, step)
        if edit is None or not _inside(one, two, part, n):
            continue
        found.append(edit)
        sides = one[step[1] : step[2]], two[step[3] : step[4]]
        apart += 0 if edit.cut else max(sum(len(w.norm) for w in side) for side in sides)
    letters = sum(map(len, same))
    if letters < least * (letters + apart):
        return None
    weight = sum(frequency.idf(w) for w in set(same))
    return Shared(len(same), weight, tuple(found), _beyond((one, two), part, found))


def _beyond(
    pair: tuple[Sequence[Word], Sequence[Word]],
    part: Sequence[_Step],
    found: Sequence[Difference],
) -> int:
    """Words that both have before the part, or after it, up to a mark of omission."""
    one, two = pair
    runs = [step for step in part if step[0]]
    opened = any(d.one[0] == d.two[0] == 0 for d in found)
    before = [] if opened else [one[: runs[0][1]][::-1], two[: runs[0][3]][::-1]]
    after = [one[runs[-1][2] :], two[runs[-1][4] :]]
    sides = [[_to_mark(side) for side in both] for both in (before, after)]
    return max((min(both) for both in sides if both), default=0)


def _to_mark(side: Sequence[Word]) -> int:
    return next((n for n, word in enumerate(side) if word.norm == _GAP), len(side))


def _inside(one: Sequence[Word], two: Sequence[Word], part: Sequence[_Step], n: int) -> bool:
    """Between two runs; or two openings of what is otherwise one sentence."""
    _, i, j, k, m = part[n]
    after = n + 1 < len(part) and one[part[n + 1][1] : part[n + 1][2]]
    if not after or not _anchors(after):
        return False
    if n:
        before = one[part[n - 1][1] : part[n - 1][2]]
        return _anchors(before) or (bool(before) and i < j and k < m and _strong(after))
    own, other = one[i:j], two[k:m]
    opens = i == k == 0 and 0 < len(own) <= _OPENING and 0 < len(other) <= _OPENING
    return (
        opens
        and _strong(after)
        and _GAP not in {w.norm for w in (*own, *other)}
        and all(any(len(w.norm) >= _LONG for w in side) for side in (own, other))
    )


def _anchors(run: Sequence[Word]) -> bool:
    return len(run) > 1 or any(_weighty(w.norm) for w in run)


def _strong(run: Sequence[Word]) -> bool:
    return len(run) >= _OPENING_RUN and any(_weighty(w.norm) for w in run)


def _difference(one: Sequence[Word], two: Sequence[Word], step: _Step) -> Difference | None:
    _, i, j, k, m = step
    sides = [[w.norm for w in one[i:j]], [w.norm for w in two[k:m]]]
    cut = any(_GAP in side for side in sides)
    if cut:
        own = [[w for w in side if w != _GAP] for side in sides if _GAP in side]
        if not any(own):
            return None  # the mark says it all
    elif same_words(*sides):
        return None
    differ = [w for side in sides for w in side if w != _GAP and side]
    light = not any(_weighty(w) or w in _NO for w in differ)
    return Difference((i, j), (k, m), cut, light)


def same_words(one: Sequence[str], two: Sequence[str]) -> bool:
    """The same words, spelled, shortened or spaced in two ways.

    >>> same_words(["came", "from"], ["camefrom"]), same_words(["colour"], ["color"])
    (True, True)
    """
    a, b = _letters(one), _letters(two)
    if a == b:
        return True
    if _letters_of(one, two) or _letters_of(two, one):
        return True
    both = [*one, *two]
    if set(both) <= _SHORT_VERBS and {"s", "d"} & set(both) and len(both) == 2:
        return True
    if len(one) != 1 or len(two) != 1 or min(len(a), len(b)) < _LONG:
        return False
    unknown = any(not frequency.document_frequency(w) for w in both)
    return unknown and Levenshtein.distance(a, b, score_cutoff=2) <= 2


def _letters_of(one: Sequence[str], two: Sequence[str]) -> bool:
    """An abbreviation and what it stands for."""
    return len(one) == 1 and len(two) > 1 and one[0] == "".join(w[0] for w in two)


def _letters(side: Sequence[str]) -> str:
    found = "".join(w for w in side if w not in _DROPPED)
    for british, american in _BRITISH:
        found = found.replace(british, american)
    return found


def _weighty(word: str) -> bool:
    return (
        word != _GAP
        and len(word) > 1
        and word not in words("stopwords")
        and (word not in words("light_words"))
    )


def weighty(said: Sequence[Word]) -> list[str]:
    """The words that are not function words, in order."""
    return [w.norm for w in said if _weighty(w.norm)]


def edit_words(said: Sequence[Word], place: tuple[int, int]) -> str:
    """The words at a place, with two before and two after, as shown."""
    first, stop = place
    shown = " ".join(w.printed for w in said[max(0, first - 2) : stop + 2] if w.printed)
    return shown.replace(" ’", "’")


def spot(said: Sequence[Word], place: tuple[int, int]) -> tuple[str, ...]:
    """The words at a place with two before and two after, as compared."""
    first, stop = place
    return tuple(w.norm for w in said[max(0, first - 2) : stop + 2])
