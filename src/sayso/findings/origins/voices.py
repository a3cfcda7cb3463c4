"""Who is behind a telling: a speaker, a document, an agency, an outlet, or nobody that the text
names.

An agency's credit line is nobody: a text that credits a picture or a contribution to it is not its
report. "News reports", "critics" and a note that corrects the text are nobody either.

    Telling ──holder, channels──▶ Voice
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sayso.findings.case import Case
from sayso.findings.origins.declared import rests_on
from sayso.findings.tellings.cues import is_correction
from sayso.lexicon import mapping, words
from sayso.model import OriginKind, Reading, Telling
from sayso.outlets.named import sounds_like_one
from sayso.outlets.table import find, fuller, house, key, same
from sayso.text import fold_words

# what an outlet has printed, and the outlet itself, as a text goes on to call them
_ARTICLES = frozenset({"article", "story", "scoop", "exclusive", "paper", "newspaper"})
LAWS = frozenset({"act", "code", "constitution", "treaty"})  # they speak as documents do
_CALLED_ONE = re.compile(r"((?:\w+ )+)(?:newspaper|magazine|tabloid|news agency|broadcaster)\b")
_RELATIVE = re.compile(r",? (?:who|whom|whose|which|that) ")
_PLACE = 4  # letters of a place's name by which its people's is known
_NEAR = 500  # characters back in which the person stands that an epithet means


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks. `key` is equal for equal voices.

    named    a person with a name; two of them are never one voice unless their keys are equal
    unnamed  a source that the text leaves unnamed
    body     a body with a name of its own ("Brinemark", "the FBI")
    bodies   classes of the body they speak for (police, military ...), "any" where only "official"
             is said
    proper   folded proper words of the description ("iraqi", "state"), by which unnamed sources
             exclude each other; of a named person those that stand beside the name
    places   those of them that name a place of the story
    via      keys of those who handed it on: a relay is no origin of its own
    printed  key of the outlet in whose own text it speaks
    people   ids of the people whose full names the label holds: "Lund’s office" speaks for Lund
    declared what declared it, where no word of the text did
    """

    key: str
    kind: OriginKind
    label: str
    named: bool = False
    unnamed: bool = False
    body: bool = False
    bodies: frozenset[str] = frozenset()
    proper: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    via: frozenset[str] = frozenset()
    printed: str = ""
    people: frozenset[str] = frozenset()
    declared: str = ""


def voice(case: Case, telling: Telling) -> Voice | None:
    """The voice behind one telling; None when the text states it in its own voice, on the say-so of
    nobody in particular, or in a note that corrects it.
    """
    if _corrects(case, telling) or (telling.holder and _nobody(telling.holder)):
        return None
    via = frozenset(outlet_key(case, channel) for channel in telling.via)
    if telling.holder:
        people = case.voices.people_in(telling.holder)
        found = _holder(case, telling)
        places = frozenset(w for w in found.proper if _of_a_place(case, w))
        publisher = case.document[telling.at.doc_id].outlet
        printed = outlet_key(case, publisher) if publisher else ""
        return replace(found, via=via, people=people, places=places, printed=printed)
    for channel in reversed(telling.via):
        if _is_outlet(case, channel):
            return _outlet(case, channel)
    if tied := rests_on(case, telling.at.doc_id):
        return replace(_outlet(case, tied.label), declared=tied.field)
    publisher = case.document[telling.at.doc_id].outlet
    known = find(publisher) if publisher else None
    return _outlet(case, publisher) if publisher and known and known.kind == "agency" else None


def _holder(case: Case, telling: Telling) -> Voice:
    name = telling.holder or ""
    folded = [w for w, _, _ in fold_words(name)]
    outlet = name if _is_outlet(case, name) else _handed_on(case, telling, folded)
    outlet = outlet or next((c for c in telling.via if same(name, c) and _is_outlet(case, c)), None)
    if outlet and not telling.anonymous:
        joint = "and" in folded and outlet != name  # “Reuters and the Post”: both are named
        return replace(_outlet(case, outlet), label=name) if joint else _outlet(case, outlet)
    spoken = case.voices.key(name, unnamed=telling.anonymous)
    if spoken not in case.people and not telling.anonymous:
        spoken = _by_surname(case, folded) or _epithet(case, telling, folded) or spoken
    if spoken in case.people:
        if employer := _reports_for(case, spoken):
            return _outlet(case, employer)
        said = case.beside.get(spoken, frozenset())
        proper = _countries(w for w in said if not _common(w)) | _surname(case, spoken)
        label = _fullest(case, spoken, name)
        return Voice(spoken, "speaker", label, True, bodies=bodies(said), proper=proper)
    written = bool(folded) and folded[-1] in words("documents") | LAWS
    kind: OriginKind = "document" if written else "speaker"
    actor = case.by_id.get(spoken)
    return Voice(
        spoken,
        kind,
        name,
        unnamed=telling.anonymous,
        body=bool(actor and actor.kind == "org"),
        bodies=bodies(folded)
        | ({"government"} if actor and actor.kind == "place" and not _given(folded) else set()),
        proper=_proper(name),
    )


def _given(folded: Sequence[str]) -> bool:
    """ "Louis" in a story of St. Louis is a man, and no government."""
    return len(folded) == 1 and folded[0] in mapping("given_names")


def _reports_for(case: Case, person: str) -> str | None:
    """The outlet whose reporter a text calls this person: what "NPR's Tom Orr" says is its report,
    on whatever it rests, not what a second one saw.
    """
    names = sorted(case.possessors.get(person, ()), key=lambda name: (-len(name), name))
    return next((name for name in names if _is_outlet(case, name)), None)


def _fullest(case: Case, person: str, name: str) -> str:
    return name if case.voices.key(name) == person else case.by_id[person].name


def _surname(case: Case, person: str) -> frozenset[str]:
    """ "The Obama administration" is Obama's."""
    return frozenset(w for w, _, _ in fold_words(case.by_id[person].name)[-1:])


def _by_surname(case: Case, folded: Sequence[str]) -> str | None:
    """The one person whose surname ends a name that has nothing but titles before it."""
    if not folded or not set(folded[:-1]) <= words("titles"):
        return None
    found = {p for p in case.people if case.by_id[p].name.lower().split()[-1:] == [folded[-1]]}
    return min(found) if len(found) == 1 else None


def _epithet(case: Case, telling: Telling, folded: Sequence[str]) -> str | None:
    """Whom "the Michigan Republican", "the police chief" means: the one person beside whose name
    these words stand, else the one that spoke last, a few sentences back, in the same text.
    """
    said = set(folded[1:])
    if folded[:1] != ["the"] or folded[-1] not in words("epithets"):
        return None
    beside = {p for p, near in case.beside.items() if said <= near}
    if len(beside) == 1:
        return min(beside)
    start = telling.at.start
    reading = next(r for r in case.readings if r.doc_id == telling.at.doc_id)
    spoke = [
        (quote.content[0].start, case.voices.key(quote.speaker))
        for quote in reading.quotes
        if quote.speech
        and quote.speaker
        and not quote.anonymous
        and 0 < start - quote.content[0].start <= _NEAR
    ]
    last = max((s for s in spoke if s[1] in case.people), default=None)
    return last[1] if last and (not beside or last[1] in beside) else None


def bodies(folded: Iterable[str]) -> frozenset[str]:
    """Classes of the bodies that words name; a department is the police's where police is said, and
    so is a colonel. "Official" says nothing where another word names the body.
    """
    known = mapping("authorities")
    every = list(folded)
    said = [w for w in (*every, *map(" ".join, pairwise(every))) if w in known]
    found = frozenset(known[w] for w in said if w not in words("loose_bodies"))
    return found if found - {"any"} else frozenset(known[w] for w in said)


def _of_a_place(case: Case, word: str) -> bool:
    """A country, a place that the story names, or its people."""
    known = word in mapping("demonyms").values()
    return known or any(word.startswith(place) for place in case.places if len(place) >= _PLACE)


def _common(word: str) -> bool:
    return word in mapping("authorities") or word in words("titles") or word in words("stopwords")


def _proper(name: str) -> frozenset[str]:
    """Capitalised words of a description that are not themselves words for a body. What a relative
    clause names is no part of it: "the officer who met Orr" is not Orr's.
    """
    described = _RELATIVE.split(name, maxsplit=1)[0]
    found = ((w, described[start]) for w, start, _ in fold_words(described))
    return _countries(w for w, first in found if first.isupper() and not _common(w))


def _countries(proper: Iterable[str]) -> frozenset[str]:
    """Proper words, a country for what belongs to it: "French" and "France" are one."""
    return frozenset(mapping("demonyms").get(w, w) for w in proper)


# ---- nobody ------------------------------------------------------------------


def _nobody(holder: str) -> bool:
    """ "News reports", "critics", "some": no one that could be asked; nor is what a possessive
    leaves over ("a judge's").
    """
    if holder.endswith(("'s", "’s")):
        return True
    folded = [w for w, _, _ in fold_words(holder)]
    return " ".join(w for w in folded if w != "the") in words("nobody")


def _corrects(case: Case, telling: Telling) -> bool:
    """It stands in a note by which the text corrects itself."""
    return is_correction(telling.sentence.cut(case.texts[telling.at.doc_id]))


# ---- outlets ---------------------------------------------------------------


def outlet_key(case: Case, name: str) -> str:
    """One key for one outlet in a story, whatever it is called there ("the Courier", "The Ostrey
    Courier"); outlets of one owner are one voice.
    """
    full = fuller(name, case.outlets)
    return f"owner:{house(full)}" if _is_outlet(case, full) else case.voices.key(name)


def _is_outlet(case: Case, name: str) -> bool:
    full = fuller(name, case.outlets)
    if find(full) is not None or key(full) in map(key, case.outlets):
        return True
    bare = name.removeprefix("the ").removeprefix("The ")
    if " " in bare and bare.istitle() and sounds_like_one(bare):  # "Fenby Post"
        return True
    called = _CALLED_ONE.match(bare)  # "the Fenby Democrat newspaper in Ostrey"
    return bool(called and called[1].istitle())


def _outlet(case: Case, name: str) -> Voice:
    known = find(fuller(name, case.outlets))
    kind: OriginKind = "agency" if known and known.kind == "agency" else "outlet"
    return Voice(outlet_key(case, name), kind, name)


def _handed_on(case: Case, telling: Telling, folded: Sequence[str]) -> str | None:
    """The outlet whose report the text hands on, where it goes on with "the article says", "the
    newspaper's sources"; of several none for "the article", the last named for "the newspaper".
    """
    reading = next(r for r in case.readings if r.doc_id == telling.at.doc_id)
    if len(folded) == 2 and folded[1] in _ARTICLES:
        names = {outlet_key(case, relay.origin): relay.origin for relay in reading.relays}
        if len(names) == 1:
            return next(iter(names.values()))
        if folded[1] in ("newspaper", "paper"):
            return _last_before(reading, telling)
    return None


def _last_before(reading: Reading, telling: Telling) -> str | None:
    before = [relay for relay in reading.relays if relay.at.start < telling.at.start]
    return max(before, key=lambda relay: relay.at.start).origin if before else None
