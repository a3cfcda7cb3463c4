"""A dateline says where a report was filed; the place never says what stands behind it.

The model takes "HARWELL —" for the source of a clause that opens the paragraph with a participle.
Who speaks then is the subject of the main clause; where there is none, unquoted words are nobody's.

    HARWELL — Warning of floods, the mayor said ... ──▶ "Warning" is the mayor's
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from sayso.model import Passage
from sayso.readings.attribution.attributions import Attribution
from sayso.readings.attribution.sources import source_span

_SUBJECTS = ("nsubj", "nsubjpass")


def without_datelines(
    found: Sequence[list[Attribution]], datelines: Sequence[Passage]
) -> list[list[Attribution]]:
    """The attributions of each paragraph, none of which has a source within one of the `datelines`
    (sorted).
    """
    if not datelines:
        return list(found)
    starts = [at.start for at in datelines]
    return [[kept for a in own if (kept := _kept(a, datelines, starts))] for own in found]


def _kept(
    one: Attribution, datelines: Sequence[Passage], starts: Sequence[int]
) -> Attribution | None:
    if one.source_span is None:
        return one
    nth = bisect_right(starts, one.source_span[0]) - 1
    if nth < 0 or one.source_span[1] > datelines[nth].end:
        return one
    speaker = _main_subject(one, datelines[nth].end)
    if speaker is not None:
        start, end = source_span(one.marked, speaker)
        base = one.marked.piece.base
        return replace(one, source=speaker, source_span=(base + start, base + end))
    if not any(one.marked.inside[token.i] >= 0 for token in _content(one)):
        return None
    return replace(one, source=None, source_span=None)


def _main_subject(one: Attribution, dateline_end: int) -> Token | None:
    """The first subject behind the content of a participle: of the clause that it opens."""
    if one.cue is None or one.cue.tag_ != "VBG":
        return None
    base, said_until = one.marked.piece.base, one.content[-1][1]
    sentence = one.cue.sent
    return next(
        (
            token
            for token in sentence
            if token.dep_ in _SUBJECTS
            and base + token.idx >= max(said_until, dateline_end)
            and one.marked.inside[token.i] < 0
        ),
        None,
    )


def _content(one: Attribution) -> list[Token]:
    base = one.marked.piece.base
    spans = [(start - base, end - base) for start, end in one.content]
    return [t for t in one.marked.tokens if any(start <= t.idx < end for start, end in spans)]
