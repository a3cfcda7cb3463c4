"""One name that texts spell in two ways: a slip, a transliteration, a short form of a given name.

names ──full forms, folded──▶ Forms ──one word apart, alike──▶ name
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from rapidfuzz.distance import Levenshtein

from sayso.findings.conflicts.drafts import Draft
from sayso.findings.facts.board import Board
from sayso.findings.tellings.tellings import shown, telling
from sayso.groups import joined
from sayso.lexicon import frequency, mapping, table, words
from sayso.model import Passage, Reading, Reason
from sayso.spans import sentence_of
from sayso.text import fold_words

_MOST = 5  # names shown of one story: small things stand last and few
_TOLD = 2  # texts shown a spelling: a name stands in every sentence, and none is about it
_ALIKE = 5  # letters from which a changed letter makes a slip, not another name
_TWO_LETTERS = 7  # letters from which two may be changed
_GIVEN_STEM = 3  # letters that a short form keeps of a given name
_SHORT_ENDING = re.compile(r"(?:(?<=(.))\1)?(?:y|ie)$")
_APOSTROPHE = re.compile(r"[’'](?:s\b)?")
_STEM = 6  # letters at the beginning that one word of a body's name must keep

_Words = tuple[str, ...]
_Pair = tuple[_Words, _Words]


@dataclass(slots=True)
class _Form:
    """One spelling: where it stands, and in which texts that are no copies."""

    places: list[tuple[Reading, Passage]] = field(default_factory=list)
    families: set[str] = field(default_factory=set)


def names_differ(board: Board) -> Sequence[Draft]:
    """Names of people and bodies that are spelled in two ways; those told most stand first."""
    people, bodies = _forms(board, "person"), _forms(board, "org")
    alone = _forms(board, "person", "org", "other", alone=True)
    named = [pair for pair in _pairs(people, _one_person) if not _siblings(pair, people)]
    pairs = [*named, *_pairs(bodies, _one_body), *_surnames(people, alone)]
    forms = {**bodies, **people, **alone}
    drafts = [_named(board, group, forms) for group in joined(pairs)]
    drafts.sort(key=lambda d: (-sum(map(len, d.tellings)), d.topic))
    return drafts[:_MOST]


def _siblings(pair: _Pair, people: dict[_Words, _Form]) -> bool:
    """Charlie and Charlene of one surname in one text are two people, not one name shortened."""
    one, two = pair
    shortened = Levenshtein.distance(one[0], two[0]) > 1  # "Yusuf" and "Yussuf" are one
    return shortened and bool(people[one].families & people[two].families)


def _surnames(people: dict[_Words, _Form], alone: dict[_Words, _Form]) -> Iterator[_Pair]:
    """A surname that stands alone and is nobody's, one letter from that of one person only, whom
    the same text or several name in full.
    """
    borne = {word for full in people for word in full}
    surnames: defaultdict[str, list[_Words]] = defaultdict(list)
    for full in sorted(people, key=lambda f: (-len(people[f].places), f)):
        surnames[full[-1]].append(full)
    for (name,) in sorted(alone):
        near = [s for s in sorted(surnames) if name[0] == s[0] and _one_letter(name, s)]
        if name in borne or len(near) != 1 or frequency.document_frequency(name):
            continue  # a word that newspapers print for itself (“Cameroon”) is no slip of a name
        full = surnames[near[0]][0]
        homes = people[full].families
        if len(homes) > 1 or homes & alone[name,].families:
            yield full, (name,)


def _one_letter(one: str, two: str) -> bool:
    short = min(len(one), len(two)) >= _TWO_LETTERS
    return short and _slip(one, two) and Levenshtein.distance(one, two) == 1


def _forms(board: Board, *kinds: str, alone: bool = False) -> dict[_Words, _Form]:
    found: defaultdict[_Words, _Form] = defaultdict(_Form)
    for reading in board.case.readings:
        if board.case.family_of[reading.doc_id] != reading.doc_id:
            continue  # a copy spells as its original does
        text = board.case.texts[reading.doc_id]
        for name in reading.names:
            spelled = _plain(name.at.cut(text))
            if name.kind in kinds and spelled and (len(spelled) == 1) == alone:
                found[spelled].places.append((reading, name.at))
                found[spelled].families.add(reading.doc_id)
    return dict(found)


def _plain(name: str) -> _Words:
    """Without titles, initials, generations and a possessive, which are no part of the spelling."""
    titles = words("titles")
    folded = [w for w, _, _ in fold_words(_APOSTROPHE.sub("", name))]
    while folded and folded[0] in titles | {"the"}:
        folded.pop(0)
    return tuple(w for w in folded if len(w) > 1 and w not in {"jr", "sr", "ii", "iii"})


def _pairs(
    forms: dict[_Words, _Form], one_name: Callable[[_Words, _Words, int], bool]
) -> Iterator[_Pair]:
    """Spellings with one word changed; looked up by the words that are kept."""
    kept: defaultdict[tuple[object, ...], list[_Words]] = defaultdict(list)
    for form in sorted(forms):
        for n in range(len(form)):
            kept[n, *form[:n], None, *form[n + 1 :]].append(form)
    for key, alike in sorted(kept.items(), key=repr):
        for one, two in combinations(alike, 2):
            place = int(str(key[0]))
            spaced = "".join(one) == "".join(two)
            if not spaced and one_name(one, two, place):
                yield one, two


def _one_person(one: _Words, two: _Words, place: int) -> bool:
    """A given name spelled in another way, or a slip in any other word. That Bob is Robert every
    reader knows.
    """
    a, b = one[place], two[place]
    if place == 0 and (tuple(sorted((a, b))) in _short_names() or _man_and_woman(a, b)):
        return False
    return _slip(a, b) or (place == 0 and _ending(a, b))


def _man_and_woman(one: str, two: str) -> bool:
    """Twins may be Freddie and Fredericka: a name that ends in -a beside one that does not, other
    than by a letter, is hers.
    """
    given = mapping("given_names")
    mine, yours = given.get(one, ""), given.get(two, "")
    if mine and yours:
        return mine != yours
    return one.endswith("a") != two.endswith("a") and abs(len(one) - len(two)) > 1


@lru_cache(maxsize=1)
def _short_names() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(sorted(row[:2])) for row in table("nicknames"))


def _ending(one: str, two: str) -> bool:
    """A short form that is not a common one: Sandy and Sander."""
    return any(
        len(stem := _SHORT_ENDING.sub("", short)) >= _GIVEN_STEM
        and stem != short
        and not _SHORT_ENDING.search(long)
        and long.startswith(stem)
        for short, long in ((one, two), (two, one))
    )


def _slip(one: str, two: str) -> bool:
    """A letter or two changed in a long word that is no common one; a plural is none."""
    short, long = sorted((one, two), key=len)
    if len(short) < _ALIKE or long in (f"{short}s", f"{short}es") or one[0] != two[0]:
        return False
    if max(map(frequency.document_frequency, (one, two))) > 400:
        return False
    allowed = 2 if len(short) >= _TWO_LETTERS else 1
    return Levenshtein.distance(one, two, score_cutoff=allowed) <= allowed


def _one_body(one: _Words, two: _Words, place: int) -> bool:
    """One word of three or more, of one stem: Distributors and Distribution."""
    a, b = one[place], two[place]
    stem = a[:_STEM] == b[:_STEM] and min(len(a), len(b)) > _STEM
    plural = a.rstrip("s") == b.rstrip("s")
    return len(one) > 2 and stem and not plural


def _named(board: Board, group: Sequence[_Words], forms: dict[_Words, _Form]) -> Draft:
    """A side a spelling, the one that most texts have first; a telling a text."""
    sides = sorted(group, key=lambda f: (-len(forms[f].families), -len(forms[f].places), f))
    values, tellings = [], []
    for form in sides:
        firsts = {reading.doc_id: (reading, at) for reading, at in reversed(forms[form].places)}
        printed = Counter(shown(board.case, at) for _, at in forms[form].places)
        values.append(printed.most_common(1)[0][0])
        tellings.append(
            tuple(
                telling(
                    reading,
                    (at, sentence_of(reading.sentences, at) or at),
                    None,
                    value=shown(board.case, at),
                    norm=" ".join(form),
                )
                for _, (reading, at) in sorted(firsts.items())[:_TOLD]
            )
        )
    reason = Reason("spelling", tuple(values[:2]))
    topic = f"the name of {values[0]}"
    return Draft("name", "precision", topic, tuple(values), tuple(tellings), (reason,))
