"""How many independent origins stand behind tellings, and why.

An origin is a speaker, a document, an agency's report, an outlet's own source. Two are counted only
where two voices are positively apart; what may be one of those counted is open and adds nothing.
Texts that state a thing in their own voice add one unattributed origin together, and only where no
identified one exists. A copy, a relay or a retelling never raises the count.

    tellings ──voice of each──▶ voices ──one voice──▶ groups ──positively apart──▶ Origins + reasons
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import partial_ratio, ratio

from sayso.findings.case import Case
from sayso.findings.origins.declared import Tie, tie
from sayso.findings.origins.kinship import apart, one_voice, weak
from sayso.findings.origins.voices import Voice, voice
from sayso.groups import linked
from sayso.model import DocRef, Origin, Reason, Telling
from sayso.text import fold_words, letters

# per cent of folded characters from which two printed statements are one statement
_SAME_WORDS = 85
_STATEMENT_CHARACTERS = 40  # folded characters from which equal words are no accident
_WITHIN = 0.8  # of a statement's length: a shorter one may stand in it, its attribution left out
_MOST_GROUPS = 16  # voices of which every combination is tried; more are taken in order


@dataclass(frozen=True, slots=True)
class Count:
    """Origins of some tellings; `open_texts` is how many texts add none: they state it in their own
    voice, or whoever they name may be one of the origins.
    """

    origins: tuple[Origin, ...]
    open_texts: int
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Voiced:
    number: int
    telling: Telling
    voice: Voice
    side: int
    said: str  # its folded words
    around: frozenset[str]  # folded words of its sentence outside of it


_Group = list[_Voiced]
_Pairs = frozenset[tuple[int, int]]
_Ties = dict[tuple[int, int], Tie]  # of two tellings: by what the first rests on the second


def count(
    case: Case,
    tellings: Sequence[Telling],
    sides: Sequence[int] | None = None,
    *,
    sure: _Pairs | None = None,
) -> Count:
    """Collapse copies, relays and shared speakers; every collapse gives its reason.

    `sides` says for each telling of a conflict which side it is on: sources that contradict each
    other are not taken for one because their descriptions would allow it. `sure` are the pairs
    of tellings (lower number first) that surely tell the same: without one between them, two voices
    are not counted as two. None where all do.
    """
    said = [_printed(case, telling) for telling in tellings]
    heard = _voices(case, tellings, said)
    known = [
        _Voiced(
            n, tellings[n], found, sides[n] if sides else 0, said[n], _around(case, tellings[n])
        )
        for n, found in heard.items()
        if found is not None
    ]
    groups = _collapsed(case, known)
    ties = _ties(case, known)
    chosen = _apart(groups, sure, ties)
    open_groups = [g for g in groups if all(g is not c for c in chosen)]
    origins = sorted((_origin(group) for group in chosen), key=lambda o: (o.tellings, o.label))
    silent = [n for n, found in heard.items() if found is None]
    if silent and not origins:
        origins = [Origin("unattributed", "the articles' own voice", tuple(silent))]
    families = {case.family_of[tellings[n].at.doc_id] for n in silent}
    undecided = {_family(case, told) for group in open_groups for told in group}
    reasons = (
        *_copied(case, tellings),
        *_shared(case, tellings, origins, known),
        *_declared(known),
        *(
            _tied_voice(group, chosen, sure, ties) or _open_voice(group, origins)
            for group in open_groups
        ),
        *_open(len(families), origins),
    )
    return Count(tuple(origins), len(families | undecided), reasons)


def _voices(
    case: Case, tellings: Sequence[Telling], said: Sequence[str]
) -> dict[int, Voice | None]:
    """Who is behind each telling, by its number. The words of a copy have the voice that their
    original has, whatever was read around them in the copy.
    """
    first: dict[str, list[int]] = {}
    found: dict[int, Voice | None] = {}

    def order(n: int) -> tuple[bool, bool, int]:
        doc_id = tellings[n].at.doc_id
        return tellings[n].low_confidence, case.family_of[doc_id] != doc_id, n

    for n in sorted(range(len(tellings)), key=order):
        told = tellings[n]
        before = first.setdefault(case.family_of[told.at.doc_id], [])
        known = (
            m
            for m in before
            if tellings[m].at.doc_id != told.at.doc_id
            and (told.low_confidence or _alike(said[m], said[n], least=0))
        )
        of = next(known, None)
        if of is None:
            before.append(n)
        found[n] = voice(case, told) if of is None else found[of]
    return dict(sorted(found.items()))


# ---- one voice -----------------------------------------------------------------


def _collapsed(case: Case, known: Sequence[_Voiced]) -> list[_Group]:
    """Groups of tellings with one voice; named people first, so that unnamed ones find them."""

    def homes(told: _Voiced, near: list[_Group]) -> list[_Group]:
        # A third telling makes one voice neither of the two sides of a conflict nor of two people,
        # and "officials" none of two bodies.
        of_both = any(other.side != told.side for group in near for other in group)
        named = {other.voice.key for group in near for other in group if other.voice.named}
        between = not told.voice.named and len(named) > 1
        alone = weak(told.voice) or bool(told.voice.declared)
        if not (near and (of_both or between or alone)):
            return near
        return [min(near, key=lambda group: min(other.number for other in group))]

    def place(told: _Voiced) -> tuple[bool, bool, bool, int]:
        v = told.voice
        return weak(v), not v.named, v.kind in ("agency", "outlet"), told.number

    return linked(sorted(known, key=place), lambda told, other: _one(case, told, other), homes)


def _one(case: Case, a: _Voiced, b: _Voiced) -> bool:
    rule = one_voice(a.voice, b.voice)
    if rule in ("name", "relay"):
        return True
    if _family(case, a) == _family(case, b) and _same_words(a, b):
        return True  # a copy, whatever its attribution was read as
    return a.side == b.side and (bool(rule) or _same_words(a, b) or _one_passage(case, a, b))


def _family(case: Case, told: _Voiced) -> str:
    return case.family_of[told.telling.at.doc_id]


def _same_words(a: _Voiced, b: _Voiced) -> bool:
    """One statement put into two mouths is still one statement."""
    return _alike(a.said, b.said, least=_STATEMENT_CHARACTERS)


def _alike(one: str, two: str, *, least: int) -> bool:
    short, long = sorted((one, two), key=len)
    if len(short) < least:
        return False
    within = len(short) < _WITHIN * len(long) and partial_ratio(short, long) >= _SAME_WORDS
    return within or ratio(one, two) >= _SAME_WORDS


def _printed(case: Case, telling: Telling) -> str:
    return letters(telling.at.cut(case.texts[telling.at.doc_id]))


def _around(case: Case, telling: Telling) -> frozenset[str]:
    text, at, sentence = case.texts[telling.at.doc_id], telling.at, telling.sentence
    beside = f"{text[sentence.start : at.start]} {text[at.end : sentence.end]}"
    return frozenset(w for w, _, _ in fold_words(beside))


def _one_passage(case: Case, a: _Voiced, b: _Voiced) -> bool:
    """Both stand in a passage that their texts share: it has one origin, whatever the rest is."""
    one, two = a.telling.at, b.telling.at
    pairs = case.shared.get((one.doc_id, two.doc_id), ())
    return any(here.covers(one) and there.covers(two) for here, there in pairs)


# ---- positively apart --------------------------------------------------------------


def _ties(case: Case, known: Sequence[_Voiced]) -> _Ties:
    """Tellings whose text declares that it rests on that of another, or both on a third: whoever is
    heard there was perhaps not heard by another. Two named people are two all the same.
    """
    if not any(case.bases[told.telling.at.doc_id] for told in known):
        return {}
    return {
        (a.number, b.number): tied
        for a in known
        for b in known
        if not (a.voice.named and b.voice.named)
        and (tied := tie(case, a.telling.at.doc_id, b.telling.at.doc_id))
    }


def _apart(groups: Sequence[_Group], sure: _Pairs | None, ties: _Ties) -> list[_Group]:
    """The most groups of which every two are two origins; one where no two are."""
    ordered = sorted(groups, key=_weight)
    best = _most(ordered[:_MOST_GROUPS], [], lambda a, b: _two(a, b, sure, ties))
    for group in ordered[_MOST_GROUPS:]:
        if all(_two(group, other, sure, ties) for other in best):
            best.append(group)
    return best


def _weight(group: _Group) -> tuple[bool, bool, int]:
    return (
        not any(told.voice.named for told in group),
        all(weak(told.voice) for told in group),
        min(told.number for told in group),
    )


def _most(
    left: list[_Group], chosen: list[_Group], two: Callable[[_Group, _Group], bool]
) -> list[_Group]:
    best = chosen
    for n, group in enumerate(left):
        if len(chosen) + len(left) - n <= len(best):
            break
        rest = [other for other in left[n + 1 :] if two(group, other)]
        best = max(best, _most(rest, [*chosen, group], two), key=len)
    return best


def _two(one: _Group, other: _Group, sure: _Pairs | None, ties: _Ties) -> bool:
    """Two origins: every two of their voices are apart, those that may be anybody left out, and
    surely they tell the same; in each a text tells it that does not rest on those of the other.
    """
    if {told.side for told in one}.isdisjoint(told.side for told in other):
        return True  # they contradict each other
    numbers = [(a.number, b.number) for a in one for b in other]
    if sure is not None and not any((min(p), max(p)) in sure for p in numbers):
        return False
    if ties and (_rests(one, other, ties) or _rests(other, one, ties)):
        return False
    pairs = [(a, b) for a in _telling_apart(one) for b in _telling_apart(other)]
    handed = any(_hands_on(a, b) or _hands_on(b, a) for a in one for b in other)
    return bool(pairs) and not handed and all(apart(a, b) for a, b in pairs)


def _hands_on(one: _Voiced, other: _Voiced) -> bool:
    """The other's surname stands beside what the one tells: "witnesses saw a gun, Orr said"."""
    names = [w for w, _, _ in fold_words(other.voice.label)]
    return other.voice.named and not one.around.isdisjoint(names[-1:])


def _telling_apart(group: _Group) -> list[Voice]:
    """The voices that can set a group apart from another. An outlet that is one with somebody named
    hands that person on: it is not asked what it rests on.
    """
    voices = [told.voice for told in group if _counts(told)]
    named = any(v.named for v in voices)
    return [v for v in voices if not (named and v.kind in ("agency", "outlet"))]


def _counts(told: _Voiced) -> bool:
    """It can set one group apart from another: no text that names nobody does, nor one whose voice
    may be anybody's.
    """
    return not weak(told.voice) and not told.voice.declared


def _rests(one: _Group, other: _Group, ties: _Ties) -> bool:
    """Every telling of a group is of a text that declares that it rests on the other's."""
    return all(any((a.number, b.number) in ties for b in other) for a in one)


# ---- what is shown ---------------------------------------------------------------


def _origin(group: Sequence[_Voiced]) -> Origin:
    """Shown under the fullest name of a named voice, else under the outlet whose unnamed source it
    is, else under the first.
    """
    best = min(
        group,
        key=lambda t: (
            not t.voice.named,
            t.voice.kind not in ("agency", "outlet"),
            -len(t.voice.label.split()) if t.voice.named else 0,
            t.number,
        ),
    )
    return Origin(best.voice.kind, best.voice.label, tuple(sorted(t.number for t in group)))


def _copied(case: Case, tellings: Sequence[Telling]) -> list[Reason]:
    families: dict[str, set[str]] = {}
    for telling in tellings:
        families.setdefault(case.family_of[telling.at.doc_id], set()).add(telling.at.doc_id)
    return [
        Reason(
            "copy-collapses",
            (tuple(map(DocRef, sorted(docs))),),
            tuple(t.at for t in tellings if t.at.doc_id in docs),
        )
        for docs in families.values()
        if len(docs) > 1
    ]


def _shared(
    case: Case, tellings: Sequence[Telling], origins: Sequence[Origin], known: Sequence[_Voiced]
) -> list[Reason]:
    voices = {told.number: told.voice for told in known}
    reasons = []
    for origin in origins:
        docs = sorted({case.family_of[tellings[n].at.doc_id] for n in origin.tellings})
        if origin.kind == "unattributed" or not docs:
            continue
        at = tuple(tellings[n].at for n in origin.tellings)
        own = [v for n in origin.tellings if (v := voices.get(n)) and v.label == origin.label]
        names = dict.fromkeys(
            tellings[n].holder
            for n in origin.tellings
            if n in voices and any(one_voice(voices[n], v) for v in own)
        )  # who only says it in the same words is not said to be the same
        called = [
            n for n in names if n and n != origin.label and not _another(case, n, origin.label)
        ]
        values = (tuple(map(DocRef, docs)), origin.label, tuple(called[:3]))
        reasons.append(Reason("one-voice", values, at))
    return reasons


def _another(case: Case, name: str, label: str) -> bool:
    """Two people: the words of one put into the mouth of the other are no name of his."""
    one, other = case.voices.key(name), case.voices.key(label)
    return one != other and one in case.people and other in case.people


def _declared(known: Sequence[_Voiced]) -> list[Reason]:
    """Texts that name nobody, and whose page or feed names an outlet."""
    found = [t for t in known if t.voice.declared]
    values = ((DocRef(t.telling.at.doc_id), t.voice.declared, t.voice.label) for t in found)
    said = zip(values, found, strict=True)
    return [Reason("declared-origin", ("voice", *v), (t.telling.at,)) for v, t in said]


def _tied_voice(
    group: _Group, chosen: Sequence[_Group], sure: _Pairs | None, ties: _Ties
) -> Reason | None:
    """Why whoever is named adds nothing, where that is what a text declares of its origin."""
    for other in chosen:
        if _two(group, other, sure, ties) or not _two(group, other, sure, {}):
            continue
        pairs = [(a, b) for a in group for b in other]
        tied = next(t for a, b in pairs for t in _both_ways(a, b, ties))
        labels = (_origin(group).label, _origin(other).label)
        values = ("open", DocRef(tied.doc_id), tied.field, tied.label, *labels)
        return Reason("declared-origin", values, tuple(t.telling.at for t in group))
    return None


def _both_ways(a: _Voiced, b: _Voiced, ties: _Ties) -> list[Tie]:
    ways = ((a.number, b.number), (b.number, a.number))
    return [ties[way] for way in ways if way in ties]


def _open_voice(group: _Group, origins: Iterable[Origin]) -> Reason:
    """Whoever is named here may be one of the origins, as far as anybody says."""
    labels = tuple(origin.label for origin in origins)
    told = min(group, key=lambda t: t.number)
    return Reason("not-apart", (told.voice.label, labels), tuple(t.telling.at for t in group))


def _open(texts: int, origins: Sequence[Origin]) -> list[Reason]:
    if not texts:
        return []
    together = any(o.kind == "unattributed" for o in origins)
    return [Reason("unattributed", ("together" if together else "open", texts))]
