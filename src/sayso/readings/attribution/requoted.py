"""Words that one quotes another as saying: "the Courier's Hart, quoting Ruiz as saying that the
bridge was closed".

The model reads it as Hart's; inside it stands what Ruiz said, which reaches the writer through Hart
(`channels`).

attribution by a verb of quoting ─"X as saying" in its content─▶ a second one, of X, inside it
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.readings.attribution.attributions import Attribution
from sayso.readings.attribution.cues import speaks

_QUOTES = frozenset({"quote", "cite"})
_AS_SAYING = re.compile(r"\W*(\w.*?\w)\W+(as (\w+ing))[ ,:\n]*", re.DOTALL)


def with_requoted(found: Sequence[list[Attribution]]) -> list[list[Attribution]]:
    """The attributions of each paragraph, with those of the people who are quoted as saying
    something.
    """
    return [[*own, *filter(None, (_inner(a, own) for a in own))] for own in found]


def _inner(found: Attribution, others: Sequence[Attribution]) -> Attribution | None:
    """What is said behind "as saying", within the content and the sentence of the cue."""
    if found.cue is None or found.lemma not in _QUOTES:
        return None
    tokens, base, cue = found.marked.tokens, found.marked.piece.base, found.cue
    said = _AS_SAYING.match(found.marked.text, cue.idx + len(cue), cue.sent.end_char)
    held, saying = (tokens.char_span(*said.span(n)) if said else None for n in (1, 3))
    if said is None or held is None or saying is None or not speaks(saying.root.lemma_.lower()):
        return None
    start, (low, high) = base + said.end(), (base + said.start(2), base + said.end(2))
    ends = [end for first, end in found.content if first < high and start < end]
    known = any(a.cue_span and a.cue_span[0] < high and low < a.cue_span[1] for a in others)
    if not ends or known:
        return None
    return replace(
        found,
        content=((start, ends[0]),),
        cue=saying.root,
        cue_span=(low, high),
        source=held.root,
        source_span=(base + held.start_char, base + held.end_char),
        spoken=True,
    )
