"""When two voices are one, and when they are positively apart; between the two nothing is known.

one_voice ─▶ the rule by which two voices are one, "" where none says so
apart     ─▶ whether what is said of them shows two: two people of different bodies, two bodies, a
             person and a document of somebody else, the unnamed sources of two outlets; what an
             outlet reports, on whatever it rests, is never surely a second
"""

from __future__ import annotations

from collections.abc import Callable

from rapidfuzz.fuzz import ratio

from sayso.findings.origins.voices import LAWS, Voice
from sayso.lexicon import words
from sayso.text import fold_words

_SPELLING = 85  # per cent of letters from which two surnames are one, spelled differently
_IN_OFFICE = frozenset({"police", "court", "coroner", "fire", "government", "hospital", "military"})
_STEM = 4  # letters with which a country's name and its people's begin alike

_Rule = Callable[[Voice, Voice], bool]


def one_voice(a: Voice, b: Voice) -> str:
    """The first rule by which two voices are one; empty where none says so.

    >>> post = Voice("post", "outlet", "the Post")
    >>> one_voice(post, Voice("two officials", "speaker", "two officials", via=frozenset({"post"})))
    'relay'
    """
    return next((name for name, rule in _ONE if rule(a, b) or rule(b, a)), "")


def apart(a: Voice, b: Voice) -> bool:
    """Whether two voices are surely two.

    >>> ada = Voice("ada", "speaker", "Ada Vint", named=True)
    >>> apart(ada, Voice("tom", "speaker", "Tom Orr", named=True))
    True
    >>> apart(ada, Voice("a source", "speaker", "a source", unnamed=True))
    False
    """
    if one_voice(a, b):
        return False
    return any(rule(a, b) or rule(b, a) for rule in _APART)


def weak(voice: Voice) -> bool:
    """It could be almost anybody: "officials", "a source", "the company"."""
    known = voice.named or voice.body or voice.proper or voice.bodies - {"any"}
    return not known and not voice.via and voice.kind == "speaker"


# ---- one voice ---------------------------------------------------------------


def _one_name(a: Voice, b: Voice) -> bool:
    return a.key == b.key


def _one_person(a: Voice, b: Voice) -> bool:
    """Two spellings of one person's name: "John A. Orr" and "John Orr", "Lund" as two papers spell
    it.
    """
    if not (a.named and b.named):
        return False
    one, two = _spelled(a), _spelled(b)
    near = ratio(one[-1], two[-1]) >= _SPELLING
    return near and (min(len(one), len(two)) == 1 or one[0][0] == two[0][0])


def _relayed(a: Voice, b: Voice) -> bool:
    """The outlet handed the speaker on, or has the speaker in its own text: a relay is no origin of
    its own.
    """
    return a.key in b.via or (a.kind in ("agency", "outlet") and a.key == b.printed)


def _speaks_for(a: Voice, b: Voice) -> bool:
    """Both hold one person's full name: "Lund’s office", "Lund and her lawyer"."""
    return bool(a.people & b.people) and not (a.named and b.named)


def _one_document(a: Voice, b: Voice) -> bool:
    """Documents of one kind, unless their proper words differ."""
    if not a.kind == b.kind == "document":
        return False
    return _last(a) == _last(b) and (not a.proper or not b.proper or _meet(a.proper, b.proper))


def _one_body(a: Voice, b: Voice) -> bool:
    """A body, who holds its office and who speaks for it: of the bodies at most one is a named
    person, and nothing said of them excludes it.
    """
    if (a.named and b.named) or not a.bodies or not b.bodies:
        return False
    if a.proper and b.proper and not _meet(a.proper, b.proper):
        return False
    anybody = any(v.bodies == {"any"} and not v.named for v in (a, b))
    return anybody or bool(_classes(a) & _classes(b))


def _head_of(a: Voice, b: Voice) -> bool:
    """A firm or an office, and the person beside whose name it stands."""
    return a.named and not b.named and bool(b.proper) and b.proper <= a.proper


def _contained(a: Voice, b: Voice) -> bool:
    """ "The administration" in "the Obama administration"; of two people no name holds another."""
    if a.named or b.named or not a.kind == b.kind == "speaker":
        return False
    short, long = _content(a), _content(b)
    return bool(short) and short <= long and not weak(a)


_ONE: tuple[tuple[str, _Rule], ...] = (
    ("name", _one_name),
    ("name", _one_person),
    ("relay", _relayed),
    ("person", _speaks_for),
    ("document", _one_document),
    ("body", _one_body),
    ("head", _head_of),
    ("contained", _contained),
)


def _spelled(voice: Voice) -> list[str]:
    """Words of a name without its titles; the last is the surname."""
    every = [w for w, _, _ in fold_words(voice.label)]
    return [w for w in every if w not in words("titles")] or every or [""]


def _content(voice: Voice) -> frozenset[str]:
    return frozenset(w for w, _, _ in fold_words(voice.label)) - words("stopwords")


def _meet(one: frozenset[str], other: frozenset[str]) -> bool:
    """A word in both, or a country in one and its people in the other ("qatar", "qatari")."""
    if one & other:
        return True
    return any(x[:_STEM] == y[:_STEM] and min(len(x), len(y)) >= _STEM for x in one for y in other)


def _last(voice: Voice) -> str:
    return voice.key.split()[-1] if voice.key else ""


# ---- positively apart -----------------------------------------------------------


def _two_people(a: Voice, b: Voice) -> bool:
    """Two named people, neither of whom speaks for the other or for the other's body."""
    if not (a.named and b.named) or _anybodys(a) or _anybodys(b):
        return False
    return not _fellows(a, b) and not _names(a, b) and not _names(b, a)


def _anybodys(voice: Voice) -> bool:
    """A spokesman, an official of whom nobody says whose he is: he may be the other's."""
    return voice.bodies == {"any"} and not _beside(voice)


def _beside(voice: Voice) -> frozenset[str]:
    """Proper words that say for whom it speaks; a person's own surname does not."""
    return voice.proper - {_spelled(voice)[-1]} if voice.named else voice.proper


def _fellows(a: Voice, b: Voice) -> bool:
    """Of one body, as far as anybody says: of one class, or of one name where a class is open. A
    country alone is no such name where each has more: the French prosecutor is nothing to a
    spokesman for the French aviation authority. Lawmakers speak each for himself.
    """
    own, other = _classes(a), _classes(b)
    if "congress" in own & other:
        return False
    if own & other:
        return not _beside(a) or not _beside(b) or _meet(a.proper, b.proper)
    one, two = (v.proper - v.places if _beside(v) - v.places else v.proper for v in (a, b))
    return not (own and other) and _meet(one, two)


def _classes(voice: Voice) -> frozenset[str]:
    """Classes of the bodies it speaks for; a country's forces speak for its government."""
    return frozenset("government" if c == "military" else c for c in voice.bodies - {"any"})


def _names(a: Voice, b: Voice) -> bool:
    """The other's name stands beside the one's: "a spokesman for Reid"."""
    spelled = [w for w, _, _ in fold_words(b.label)]
    return bool(spelled) and spelled[-1] in a.proper


def _person_and_body(a: Voice, b: Voice) -> bool:
    """A named person of whom it is known for whom he speaks, and another body."""
    if not a.named or b.named or b.kind != "speaker" or not (a.bodies or _beside(a)):
        return False
    return _others(a, b) and not _persons(b) and not _may_be_kin(a, b)


def _persons(voice: Voice) -> bool:
    """Somebody's ("her lawyer", "a summary of his interview"), and whose only the text says."""
    return not words("possessives").isdisjoint(w for w, _, _ in fold_words(voice.label))


def _may_be_kin(a: Voice, b: Voice) -> bool:
    """A priest may be one of "the relatives", an officer of the police hardly."""
    return "family" in b.bodies and not _classes(a) & _IN_OFFICE


def _two_bodies(a: Voice, b: Voice) -> bool:
    if a.named or b.named or a.kind != "speaker" or b.kind != "speaker":
        return False
    return _others(a, b) and not (_may_be_kin(a, b) or _may_be_kin(b, a))


def _others(a: Voice, b: Voice) -> bool:
    """Known bodies: of other classes, or of one class and other names; of two governments those of
    two places.
    """
    own, other = _classes(a), _classes(b)
    if _meet(a.proper, b.proper):
        return False
    if own & other:
        if "government" in own & other:
            return bool(a.places and b.places) and not _meet(a.places, b.places)
        return bool(_beside(a) and _beside(b))
    if own and other:
        return True
    return all((v.body or v.bodies or v.named) and _beside(v) for v in (a, b))


def _person_and_document(a: Voice, b: Voice) -> bool:
    """A named person and a document that says whose it is, and is not that person's: "her letter"
    may be. What a law asks for is known from the law, whoever says it.
    """
    if not a.named or b.kind != "document" or not b.proper or _last(b) in LAWS:
        return False
    if _persons(b):
        return False
    return not _meet(a.proper, b.proper) and not a.bodies & b.bodies and not _names(b, a)


def _two_outlets_sources(a: Voice, b: Voice) -> bool:
    """Two outlets' own unnamed sources."""
    return a.unnamed and b.unnamed and bool(a.via and b.via) and not a.via & b.via


_APART: tuple[_Rule, ...] = (
    _two_people,
    _person_and_body,
    _two_bodies,
    _person_and_document,
    _two_outlets_sources,
)
