"""Words that one quotes another as saying: "the Courier's Hart, quoting Ruiz as saying that the
bridge was closed".

The model reads it as Hart's; inside it stands what Ruiz said, which reaches the writer through Hart
(`channels`).

attribution by a verb of quoting ─"X as saying" in its content─▶ a second one, of X, inside the first
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from sayso.readings.attribution.attributions import Attribution
from sayso.readings.attribution.cues import speaks

_QUOTES = frozenset({"quote", "cite"})


def with_requoted(found: Sequence[list[Attribution]]) -> list[list[Attribution]]:
    """The attributions of each paragraph, with those of the people who are quoted as saying
    something.
    """
    return [[*own, *filter(None, (_inner(a, own) for a in own))] for own in found]


def _inner(found: Attribution, others: Sequence[Attribution]) -> Attribution | None:
    verb = _saying(found)
    if verb is None:
        return None
    base, tokens = found.marked.piece.base, verb.doc
    end = next(e for s, e in found.content if s <= base + verb.idx < e)
    cue = (base + verb.nbor(-1).idx, base + verb.idx + len(verb))
    stop = verb.i - 1
    while stop > 0 and tokens[stop - 1].is_punct:
        stop -= 1
    first = (
        next((t.i for t in tokens[found.cue.i + 1 : stop] if not t.is_punct), stop)
        if found.cue
        else stop
    )
    content = (cue[1] + _marks_before(found.marked.text[cue[1] - base : end - base]), end)
    known = any(a.cue_span and a.cue_span[0] < cue[1] and cue[0] < a.cue_span[1] for a in others)
    if first >= stop or content[0] >= content[1] or known:
        return None
    held = tokens[first:stop]
    source = (base + held.start_char, base + held.end_char)
    return replace(
        found,
        content=(content,),
        cue=verb,
        cue_span=cue,
        source=held.root,
        source_span=source,
        spoken=True,
    )


def _marks_before(said: str) -> int:
    """Characters of space, comma and colon that lead in what is said."""
    return len(said) - len(said.lstrip(" ,:\n"))


def _saying(found: Attribution) -> Token | None:
    """The verb of saying behind "as" inside the content of an attribution by a verb of quoting."""
    if found.cue is None or found.lemma not in _QUOTES:
        return None
    base = found.marked.piece.base
    for token in found.marked.tokens[found.cue.i + 1 :]:
        inside = any(s <= base + token.idx < e for s, e in found.content)
        after_as = token.tag_ == "VBG" and token.nbor(-1).lower_ == "as"
        if (
            inside
            and after_as
            and speaks(token.lemma_.lower())
            and token.sent.start == found.cue.sent.start
        ):
            return token
    return None
