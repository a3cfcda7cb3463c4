"""Sentences that leave something open: not known, not released, not said.

sentence ──unknown_cues──▶ Question(kind, cue, about, clause)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sayso.findings.tellings.cues import clause_after, clause_before, is_correction, plain
from sayso.findings.tellings.senses import content_words
from sayso.lexicon import table
from sayso.model import Document, Passage, Reading

_STILL = r"(?:still |yet |immediately |entirely |exactly |quite |publicly )?"
_FIRST_PERSON = re.compile(r"\b(?:i|we|you)(?:'ve|'m|'re)? (?:[\w']+ ){0,2}$", re.IGNORECASE)
_LONGEST = 500  # characters of a sentence that asks one thing
_LEAST_WORDS = 2  # content words of what is open
# where the writer is done with it: what goes on there is told as so, or says who speaks
_STOP = re.compile(
    r";|,? (?:but|although|though|while|whereas)\b|, according\b"
    r"|, (?:[\w'.-]+ ){1,5}(?:said|says)\b"
    r"|,? and (?=(?:he|she|they|it|was|were|is|are|has|have|had)\b)|[\"”],? ",
    re.IGNORECASE,
)
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Question:
    """One sentence that leaves something open.

    kind    whether, undone, name, unnamed, claimed or open: see the lexicon
    about   the words that say what is open
    clause  from where the writer began to say so to where it ends
    """

    kind: str
    reading: Reading
    sentence: Passage
    cue: Passage
    about: Passage
    clause: Passage


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(
        (kind, where, re.compile(pattern.replace("{STILL}", _STILL), re.IGNORECASE))
        for kind, where, pattern, *_ in table("unknown_cues")
    )


def leaves_open(printed: str) -> bool:
    """Whether a stretch says itself that something is not known."""
    return any(pattern.search(plain(printed)) for _, _, pattern in _cues())


def questions(reading: Reading, doc: Document) -> Iterator[Question]:
    """What the sentences of a document leave open, in order."""
    for sentence in reading.sentences:
        printed = plain(sentence.cut(doc.text))
        asks = printed.rstrip("\"' ”)").endswith("?")
        if asks or len(printed) > _LONGEST or is_correction(printed) or doc.part_at(sentence):
            continue
        question = _question(reading, sentence, printed)
        if question:
            yield question


def _question(reading: Reading, sentence: Passage, printed: str) -> Question | None:
    for kind, where, pattern in _cues():
        cue = pattern.search(printed)
        if cue is None or _FIRST_PERSON.search(printed[: cue.start()]):
            continue
        about = _about(where, printed, cue)
        if about and len(set(content_words(printed[about[0] : about[1]]))) >= _LEAST_WORDS:
            spans = (cue.span(), about, _clause(printed, cue, about))
            return Question(kind, reading, sentence, *(_in(sentence, *at) for at in spans))
    return None


def _about(where: str, printed: str, cue: re.Match[str]) -> _Span | None:
    if where == "after":
        return clause_after(printed, cue.end())
    span = clause_before(printed, cue.end())
    return span if span and (where == "all" or span[0] < cue.start()) else None


def _clause(printed: str, cue: re.Match[str], about: _Span) -> _Span:
    before = clause_before(printed, cue.end()) or about
    stop = _STOP.search(printed, max(about[1], cue.end()))
    end = len(printed[: stop.start() if stop else len(printed)].rstrip(" ,.\"”'"))
    return min(about[0], before[0]), max(about[1], cue.end(), end)


def _in(sentence: Passage, start: int, end: int) -> Passage:
    return Passage(sentence.doc_id, sentence.start + start, sentence.start + end)
