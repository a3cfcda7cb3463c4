"""Findings as cards: where the accounts part, what they agree on, what rests on one text.

Conflict ──▶ ConflictCard(sides, verdict and its reason)
Agreement, SingleSource ──▶ ClaimCard(badge, tellings), strongest support first
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sayso.dossiers.alone import Shown, shown
from sayso.dossiers.index import Lookup
from sayso.dossiers.parting import doubted, whose_age
from sayso.dossiers.readable import names_staff
from sayso.dossiers.sources import Because, SourceLine, because, told_once
from sayso.dossiers.tellers import weighty
from sayso.dossiers.wording import (
    LINE,
    NAME,
    STATUSES,
    SUBTYPES,
    TURNS,
    VERDICTS,
    badge,
    clip,
    count,
    day_words,
    listed,
    span_words,
)
from sayso.dossiers.worth import Worth, common, stems
from sayso.model import (
    Agreement,
    Conflict,
    OpenQuestion,
    Origin,
    Passage,
    Similar,
    SingleSource,
    Step,
    Telling,
)

_NAMED = 2  # texts that picked a claim up which are named; more are counted
_MANY_TEXTS = 2  # texts from which a claim looks confirmed to a reader who counts texts
_BARE_WORDS = 6  # up to which an answer is a value or a name and need not stand alone
_LOOKED_AT = 20  # tellings of a claim that are laid side by side for it
_SHARED_BY = 3  # texts from which what all of them share can be told
_HARDLY = 0.3  # share of a line's words below which several texts hardly tell it
_TOLD = 0.4  # share of a line's words that the sentence of a text which tells it has
_CLEARLY = 0.1  # by how much more of a line must be shared for it to be shown instead
# standings that the words of a claim do not say themselves; "will" and "not" they do
_SAID_SO = frozenset({"possible", "cancelled"})
_WISHING = re.compile(
    r"\b(?:suggest|demand|insist|urg|recommend|propos|request|ask)\w* (?:that )?[“\"]?$"
    # "they do not believe that | the quay is safe"
    r"|(?:n['’]t|\bnot|\bnever|\bhardly) (?:\w+ly )?(?:believ|think|say|said|see|expect|know)\w* "
    r"(?:that )?[“\"]?$"
)
# "could not name a mistake": one man's memory is no open question; whose, "they" does not say
_NOT_OPEN = re.compile(
    r"\bcould(?: not|n['’]t) name\b"
    r"|\b(?:unclear|unknown|not known|not clear)\b(?: \w+)? (?:if|whether|how|what|why|when|where) "
    r"(?:they|it|he|she)\b"
)
_REVERSED = frozenset({"denied", "corrected"})  # turns after which a claim is worth more


@dataclass(frozen=True, slots=True)
class SideView:
    """One answer, the texts that give it, and who stands behind it; `sure` is False where it is a
    clause that does not stand alone.
    """

    value: str
    told: tuple[SourceLine, ...]
    badge: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class ConflictCard:
    """What is in question, the answers, and how far they exclude each other. `question` is the
    topic as it stands inside a sentence; `sure` is False where an answer does not stand alone, or
    where it is `doubted` that the answers are of one thing.
    """

    id: str
    topic: str
    subtype: str
    verdict: str
    verdict_words: str
    sides: tuple[SideView, ...]
    badge: str
    why: tuple[Because, ...]
    origins_why: tuple[Because, ...]
    course: str = ""
    question: str = ""
    doubted: bool = False

    @property
    def sure(self) -> bool:
        """Every answer can be read alone, and all are of one thing."""
        return not self.doubted and all(side.sure for side in self.sides)


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """A claim in an article's own words, with its support. `warning` marks one that looks wider
    than it is; `sure` is False where its words do not stand alone or every text that tells it is
    damaged; `at` is where the words stand; `origins` are the identified ones by name.
    """

    id: str
    what: str
    topic: str
    status: str
    badge: str
    warning: str
    told: tuple[SourceLine, ...]
    why: tuple[Because, ...]
    origins_why: tuple[Because, ...]
    course: str = ""
    sure: bool = True
    at: Passage | None = None
    texts: int = 1
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """What is not known, or what is merely alike: shown with its places, and nothing is claimed.
    `sure` is False where its words do not stand alone; `day` is that of the text.
    """

    id: str
    what: str
    note: str
    told: tuple[SourceLine, ...]
    why: tuple[Because, ...]
    sure: bool = True
    at: Passage | None = None
    day: date | None = None


def open_lines(look: Lookup) -> tuple[Line, ...]:
    """What the articles say is not known, with the later answer where there is one."""
    return tuple(_open(look, q) for q in look.dossier.findings.open_questions)


def _open(look: Lookup, question: OpenQuestion) -> Line:
    note = f"not known on {day_words(question.day)}" if question.day else "not known"
    if question.answered:
        note += "; a later text answers it"
    told = told_once(look, question.tellings)
    asked = [t for n, t in enumerate(question.tellings) if n not in question.answered]
    words = shown(look, question.what, asked)
    why = because(look, question.why)
    return Line(
        look.lines[question.id],
        words.words,
        note,
        told,
        why,
        words.alone and not _NOT_OPEN.search(words.words),
        words.at,
        question.day,
    )


def similar_lines(look: Lookup) -> tuple[Line, ...]:
    """What is alike and was not compared, or could not be told to hold."""
    return tuple(_similar(look, s) for s in look.dossier.findings.similar)


def _similar(look: Lookup, alike: Similar) -> Line:
    told = told_once(look, alike.tellings)
    note = f"alike in {SUBTYPES[alike.subtype]}; not sure"
    return Line(look.lines[alike.id], clip(alike.what, LINE), note, told, because(look, alike.why))


def conflict_cards(look: Lookup) -> tuple[ConflictCard, ...]:
    """Conflicts in the order in which the findings stand, the weightiest first."""
    found = tuple(f for f in look.dossier.findings.findings if isinstance(f, Conflict))
    doubts = doubted(look, found)
    return tuple(replace(_conflict(look, f), doubted=f.id in doubts) for f in found)


def _conflict(look: Lookup, conflict: Conflict) -> ConflictCard:
    return ConflictCard(
        id=look.lines[conflict.id],
        topic=_topic(look, conflict),
        subtype=SUBTYPES[conflict.subtype],
        verdict=conflict.verdict,
        verdict_words=VERDICTS[conflict.verdict],
        sides=tuple(_side(look, conflict, side.value, side.tellings) for side in conflict.sides),
        badge=_badge(look, conflict),
        why=because(look, conflict.why),
        origins_why=() if _is_of_origins(conflict) else because(look, conflict.origins_why),
        course=_course(look, conflict.course),
        question=clip(_question(look, conflict), LINE),
    )


def _is_of_origins(conflict: Conflict) -> bool:
    """Whose words they are is in question: to count origins would be to answer."""
    return conflict.subtype == "attribution"


def _badge(look: Lookup, conflict: Conflict) -> str:
    texts, of = _texts(look, conflict.tellings), (conflict.origins, conflict.origins_open)
    return count(texts, "text") if _is_of_origins(conflict) else badge(texts, *of)


def _side(look: Lookup, conflict: Conflict, value: str, chosen: tuple[int, ...]) -> SideView:
    if conflict.subtype == "number":
        chosen = _with_its_figure(conflict, value, chosen)
    tellings = [conflict.tellings[n] for n in chosen]
    voices = [o for o in conflict.origins if set(o.tellings) & set(chosen)]
    texts = count(_texts(look, tellings), "text")
    named = [o for o in voices if o.kind != "unattributed"]
    support = f"{texts} · {count(len(named), 'origin')}" if named else f"{texts}, not attributed"
    support = texts if _is_of_origins(conflict) else support
    told = told_once(look, tellings)
    if len(value.split()) <= _BARE_WORDS:
        return SideView(clip(value, LINE), told, support)
    words = shown(look, value, tellings)
    return SideView(words.words, told, support, words.alone)


def _with_its_figure(conflict: Conflict, value: str, chosen: tuple[int, ...]) -> tuple[int, ...]:
    """Of the tellings of a side those that print its figure: 22 are "at least 17", but who reads
    "at least 17" beside that text is told what it does not say.
    """
    norms = {t.norm for t in (conflict.tellings[n] for n in chosen) if t.value == value}
    same = tuple(n for n in chosen if conflict.tellings[n].norm in norms)
    return same or chosen


def card_of(look: Lookup, name: str) -> ConflictCard | ClaimCard:
    """The card of one finding, by the finding's id or by that of its line. Raises KeyError."""
    for found in look.dossier.findings.findings:
        if name in (found.id, look.lines[found.id]):
            return _conflict(look, found) if isinstance(found, Conflict) else _claim(look, found)
    raise KeyError(name)


def agreement_cards(look: Lookup, worth: Worth) -> tuple[ClaimCard, ...]:
    """Agreements: first those that were taken back, then by how many texts and origins tell them
    and how much of the story turns on them; what is background comes last.
    """
    held = [f for f in look.dossier.findings.findings if isinstance(f, Agreement)]
    held.sort(
        key=lambda f: (
            not any(step.turn in _REVERSED for step in f.course),
            f.status == "background",
            -(_texts(look, f.tellings) + _identified(f.origins)) * (1 + worth.of(f.what)),
        )
    )
    return tuple(_claim(look, f) for f in held)


def single_cards(look: Lookup) -> tuple[ClaimCard, ...]:
    """What one text alone tells, in the order of the story."""
    return tuple(
        _claim(look, f) for f in look.dossier.findings.findings if isinstance(f, SingleSource)
    )


def _claim(look: Lookup, finding: Agreement | SingleSource) -> ClaimCard:
    texts = _texts(look, finding.tellings)
    words = _shown(look, finding)
    return ClaimCard(
        id=look.lines[finding.id],
        what=words.words,
        topic=finding.topic,
        status=STATUSES[finding.status] if finding.status in _SAID_SO else "",
        badge=badge(texts, finding.origins, finding.origins_open),
        warning=_warning(texts, finding.origins, finding.origins_open),
        told=told_once(look, finding.tellings),
        why=because(look, finding.why),
        origins_why=because(look, finding.origins_why),
        course=_course(look, finding.course) if isinstance(finding, Agreement) else "",
        sure=words.alone
        and not all(t.low_confidence for t in finding.tellings)
        and not (isinstance(finding, Agreement) and _half_told(look, words, finding))
        and not (isinstance(finding, SingleSource) and _wished(look, words, finding))
        and not all(names_staff(t.holder or "-", look.text(t.sentence)) for t in finding.tellings)
        and not (isinstance(finding, Agreement) and finding.certainty == "unsure"),
        at=words.at,
        texts=texts,
        origins=tuple(clip(o.label, NAME) for o in finding.origins if o.kind != "unattributed"),
    )


def _half_told(look: Lookup, words: Shown, finding: Agreement) -> bool:
    """Fewer than two texts have as much of the line as a text does that tells it."""
    asked = weighty(words.words, ())
    held = [words.at.doc_id] if words.at else []
    for telling in finding.tellings:
        there = stems(look.text(telling.sentence))
        held += [telling.at.doc_id] if len(asked & there) >= _TOLD * len(asked) else []
    return look.texts(held) < _MANY_TEXTS


def _wished(look: Lookup, words: Shown, finding: SingleSource) -> bool:
    """ "Brandt suggests that | the council sell the quay": the clause alone tells of a sale."""
    if words.at and all(words.at != t.at for t in finding.tellings):
        return False
    return any(
        _WISHING.search(look.documents[at.doc_id].text[max(0, at.start - 40) : at.start])
        for at in (t.at for t in finding.tellings)
    )


def _shown(look: Lookup, finding: Agreement | SingleSource) -> Shown:
    """The finding's own words, unless another telling says more plainly what all of them share;
    not sure where the tellings share next to nothing of them.
    """
    best = shown(look, finding.what, finding.tellings)
    tellings = finding.tellings[:_LOOKED_AT]
    printed = [(t.at.doc_id, look.text(t.at)) for t in tellings]

    def shared(words: Shown) -> float:
        own = words.at.doc_id if words.at else ""
        return common(words.words, [p for doc_id, p in printed if doc_id != own])

    if (
        isinstance(finding, SingleSource)
        or finding.certainty == "firm"
        or len({doc_id for doc_id, _ in printed}) < _MANY_TEXTS
    ):
        return best
    worth = shared(best) + (_CLEARLY if best.alone else 0)
    if _texts(look, finding.tellings) >= _SHARED_BY:
        for telling, (_, text) in zip(tellings, printed, strict=True):
            other = shown(look, text, [telling])
            if other.alone and not telling.low_confidence and shared(other) > worth:
                best, worth = other, shared(other)
    return replace(best, alone=best.alone and shared(best) >= _HARDLY)


def _course(look: Lookup, steps: Sequence[Step]) -> str:
    """How a claim went from day to day, in one line; empty where nothing came after the first."""
    if len({step.day for step in steps}) < 2:
        return ""
    said = []
    for turn, words in TURNS.items():
        held = [s for s in steps if s.turn == turn]
        if not held:
            continue
        days = span_words(held[0].day, held[-1].day)
        names = [look.labels[s.doc_id] for s in held]
        if turn == "picked-up" and len(held) > _NAMED:
            said.append(f"{words} by {count(len(held), 'text')}, {days}")
        else:
            by = {"first": ": ", "dropped": " "}.get(turn, " by ")
            said.append(f"{words}{by}{listed(names, most=3)}, {days}")
    return "; ".join(said)


def _warning(texts: int, origins: tuple[Origin, ...], still_open: int) -> str:
    """Said of a claim that several texts tell and one origin bears.

    >>> _warning(3, (Origin("speaker", "Ada Brandt", (0, 1, 2)),), 0)
    'reported by 3 texts, and all rest on one origin'
    >>> _warning(3, (Origin("speaker", "Ada Brandt", (0, 1)),), 1)
    ''
    """
    if still_open or texts < _MANY_TEXTS or len(origins) != 1 or origins[0].kind == "unattributed":
        return ""
    return f"reported by {count(texts, 'text')}, and all rest on one origin"


def _identified(origins: Iterable[Origin]) -> int:
    return sum(o.kind != "unattributed" for o in origins)


def _texts(look: Lookup, tellings: Iterable[Telling]) -> int:
    return look.texts(t.at.doc_id for t in tellings)


def _question(look: Lookup, conflict: Conflict) -> str:
    """What is in question; of an age, whose where the texts name one alike."""
    who = whose_age(look, conflict) if conflict.topic == "the age" else ""
    return f"the age of {who}" if who else conflict.topic or conflict.what


def _topic(look: Lookup, conflict: Conflict) -> str:
    """What is in question; where that is one of the answers, it is not said twice."""
    topic = clip(_question(look, conflict), LINE)
    return "Whether the first holds" if topic.startswith("whether “") else _sentence_case(topic)


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
