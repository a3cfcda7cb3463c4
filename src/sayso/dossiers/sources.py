"""A line's source: the sentence it rests on, shortened around the words that count, as a link to
its place.

passage in its sentence ──shorten──▶ lead · core · tail ──▶ Source(href="#d2-140")
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.dossiers.index import Lookup
from sayso.dossiers.wording import day_words, say_so
from sayso.model import Passage, Reason, Telling
from sayso.spans import sentence_of
from sayso.text import letters
from sayso.words import sentence

_LEAD_CHARACTERS = 60  # characters shown before the words that count
_CORE_CHARACTERS = 200  # characters shown of them
_TAIL_CHARACTERS = 60  # characters shown after them


@dataclass(frozen=True, slots=True)
class Source:
    """A link to a place and what stands there: `lead` and `tail` are the sentence around the
    `core`.

    cut_lead, cut_core, cut_tail  True where an ellipsis stands for more
    """

    anchor: str
    end: int
    number: int
    label: str
    lead: str
    core: str
    tail: str
    cut_lead: bool = False
    cut_core: bool = False
    cut_tail: bool = False

    @property
    def line(self) -> str:
        """The shortened sentence as plain text, ellipses included."""
        ends = (
            "… " if self.cut_lead else "",
            " …" if self.cut_core else "",
            " …" if self.cut_tail else "",
        )
        return " ".join(f"{ends[0]}{self.lead}{self.core}{ends[1]}{self.tail}{ends[2]}".split())


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One telling: where, on whose say-so, and `copies` that tell it in the same words."""

    source: Source
    who: str
    day: str
    low_confidence: bool
    copies: tuple[Source, ...] = ()

    def repeats(self, words: str) -> bool:
        """True when the whole line says the same words as `words` and no more, so that printing it
        again helps nobody.

        >>> at = Source("d1-0", 9, 1, "Post", "", "It sailed", ".")
        >>> told = SourceLine(at, "", "", False)
        >>> told.repeats("it sailed"), told.repeats("sailed")
        (True, False)
        """
        own = self.source
        return not (own.cut_lead or own.cut_core or own.cut_tail) and letters(own.line) == letters(
            words
        )


@dataclass(frozen=True, slots=True)
class Because:
    """One reason, in words, with links to what it saw."""

    words: str
    rule: str
    sources: tuple[Source, ...]


def source(look: Lookup, at: Passage, sentence: Passage | None = None) -> Source:
    """The place `at`, shown within its sentence (found in the reading where none is given)."""
    text = look.documents[at.doc_id].text
    around = sentence or _sentence(look, at)
    start, end = min(around.start, at.start), max(around.end, at.end)
    first, last = (
        max(start, at.start - _LEAD_CHARACTERS),
        _word_end(text, at.end, min(end, at.end + _TAIL_CHARACTERS), end),
    )
    if last - first > end - start - 24:  # not worth an ellipsis
        first, last = start, end
    stop = _word_end(
        text, at.start + _CORE_CHARACTERS // 2, min(at.end, at.start + _CORE_CHARACTERS), at.end
    )
    if stop < at.end:
        last = at.end
    return Source(
        anchor=look.anchor(at),
        end=at.end,
        number=look.numbers[at.doc_id],
        label=look.labels[at.doc_id],
        lead=_one_line(text[_whole_word(text, first, start) : at.start]),
        core=_one_line(text[at.start : stop]),
        tail=_one_line(text[at.end : last]) if stop == at.end else "",
        cut_lead=first > start,
        cut_core=stop < at.end,
        cut_tail=stop == at.end and last < end,
    )


def _one_line(text: str) -> str:
    """White space made single, at both ends too where it was there."""
    inner = " ".join(text.split())
    if not inner:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + inner + (" " if text[-1].isspace() else "")


def _whole_word(text: str, first: int, start: int) -> int:
    """`first` moved on to the next word when it lies inside one; at most 20 characters."""
    if first == start or first == 0 or text[first - 1].isspace():
        return first
    return next((i for i in range(first, min(first + 20, len(text))) if text[i].isspace()), first)


def _word_end(text: str, least: int, last: int, end: int) -> int:
    """`last` moved back to the end of a word when it lies inside one ("U.S.-led" is one); at most
    20 characters, never before `least`.
    """
    if last >= end or text[last].isspace():
        return last
    return next((i for i in range(last, max(last - 20, least), -1) if text[i - 1].isspace()), last)


def _sentence(look: Lookup, at: Passage) -> Passage:
    """The sentence a passage begins in, its own extent where none is known."""
    reading = look.readings.get(at.doc_id)
    return (reading and sentence_of(reading.sentences, at)) or at


def _told(look: Lookup, telling: Telling, copies: tuple[Source, ...]) -> SourceLine:
    day = look.days.get(telling.at.doc_id)
    return SourceLine(
        source=source(look, telling.at, telling.sentence),
        who=say_so(telling, look.documents[telling.at.doc_id].outlet),
        day=day_words(day.best) if day and day.best else "",
        low_confidence=telling.low_confidence,
        copies=copies,
    )


def told_once(look: Lookup, tellings: Iterable[Telling]) -> tuple[SourceLine, ...]:
    """Tellings as lines, in order; those of copies of one text stand behind the line of its
    cleanest document.
    """
    by_family: dict[tuple[str, str, str], list[Telling]] = {}
    for telling in tellings:
        family = look.family_of[telling.at.doc_id].original
        key = (family, telling.holder or "", telling.norm or telling.value or "")
        by_family.setdefault(key, []).append(telling)
    lines: list[SourceLine] = []
    for (family, _, _), group in by_family.items():
        docs = {t.at.doc_id for t in group}
        lead_doc = family if family in docs else group[0].at.doc_id
        leads = [t for t in group if t.at.doc_id == lead_doc]
        copies = {
            t.at.doc_id: t for t in reversed(group) if t.at.doc_id != lead_doc
        }  # one place a copy, its first
        others = tuple(source(look, t.at, t.sentence) for t in reversed(copies.values()))
        lines += [_told(look, lead, () if n else others) for n, lead in enumerate(leads)]
    return tuple(lines)


def because(look: Lookup, reasons: Iterable[Reason], *, places: int = 4) -> tuple[Because, ...]:
    """Reasons as lines, each with at most `places` links."""
    return tuple(
        Because(
            words=sentence(reason, lambda doc_id: look.labels.get(doc_id, doc_id)),
            rule=reason.rule,
            sources=tuple(
                source(look, at) for at in reason.at[:places] if at.doc_id in look.documents
            ),
        )
        for reason in reasons
    )
