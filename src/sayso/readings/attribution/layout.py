"""Speech told by the layout of a text: transcripts, messages under a handle, blocks led in by a
colon.

"HART: It is closed."    a label, a colon and what is said, in at least three paragraphs (one, for a
                         handle)
"Hart wrote:" + block    a verb of saying, a colon and the end of the paragraph; the next paragraph
                         is said

paragraphs + attributions of the model ──what the layout tells and the model does not──▶ Attribution
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.readings.attribution.attributions import Attribution
from sayso.readings.attribution.beside import last_clause
from sayso.readings.attribution.sources import source_span
from sayso.readings.page.marks import Marked
from sayso.text import Span

_LABELS = 3  # labelled paragraphs that make a transcript; two may be headings
_LABEL = re.compile(
    r"((?:[A-Z][A-Z.'’-]*)(?: [A-Z][A-Z.'’-]*){0,5})(?: \([^)]{1,40}\))?([:.])\s+(?=\S)"
)
_HANDLE = re.compile(r"((?:RT )?@\w{1,30})(:)\s+(?=\S)")
_QUESTION = frozenset({"Q", "A"})  # the only labels that a full stop may follow
_MOST = 0.5  # share of a turn from which the model has told it itself
_NOBODY = frozenset({"it", "this", "that", "there", "which"})
_BANNER = re.compile(r"Advertisement:?\s*")
_SPACE = " \t\r\n "


def with_layout(
    paragraphs: Sequence[Marked], found: Sequence[list[Attribution]]
) -> list[list[Attribution]]:
    """The attributions of each paragraph, with those added that only the layout tells."""
    labelled = dict(_labelled(paragraphs))
    out = []
    for nth, (marked, own) in enumerate(zip(paragraphs, found, strict=True)):
        label = labelled.get(nth)
        block = _block(_before(paragraphs, nth), marked) if nth and label is None else None
        if label is not None:
            own = [*(a for a in own if not _same_turn(label, a)), label]
        elif block is not None and not any(_same_turn(block, a) for a in own):
            own = [*own, block]
        out.append(own)
    return out


def _labelled(paragraphs: Sequence[Marked]) -> Iterator[tuple[int, Attribution]]:
    lines = [(nth, _label(marked)) for nth, marked in enumerate(paragraphs)]
    transcript = sum(label is not None for _, label in lines) >= _LABELS
    for nth, label in lines:
        match = _HANDLE.match(paragraphs[nth].text) or (label if transcript else None)
        if match is not None:
            yield nth, _turn(paragraphs[nth], match)


def _label(marked: Marked) -> re.Match[str] | None:
    match = _LABEL.match(marked.text)
    return match if match is not None and (match[2] == ":" or match[1] in _QUESTION) else None


def _turn(marked: Marked, match: re.Match[str]) -> Attribution:
    base, end = marked.piece.base, len(marked.text.rstrip(_SPACE))
    source, cue = (base, base + match.end(1)), (base + match.start(2), base + match.end(2))
    content = ((base + match.end(), base + end),)
    if match.re is _HANDLE:
        return Attribution(
            marked, "handle", content, cue_span=cue, source_span=source, spoken=False
        )
    held = marked.tokens.char_span(0, match.end(1), alignment_mode="expand")
    head = held.root if held is not None and match[1] not in _QUESTION else None
    return Attribution(marked, "label", content, None, cue, head, source)


def _before(paragraphs: Sequence[Marked], nth: int) -> Marked:
    """The paragraph before, one that is only the banner of an advertisement passed over."""
    banner = nth > 1 and _BANNER.fullmatch(paragraphs[nth - 1].text) is not None
    return paragraphs[nth - 2 if banner else nth - 1]


def _block(before: Marked, marked: Marked) -> Attribution | None:
    """The paragraph behind one that ends with a reporting clause and a colon."""
    if not before.text.rstrip(_SPACE).endswith(":") or not marked.text.strip():
        return None
    clause = last_clause(before)
    if clause is None:
        return None
    verb, subject = clause
    if subject.lower_ in _NOBODY:  # "and it shows:"
        return None
    start, end = source_span(before, subject, verb)
    base = before.piece.base
    cue, source = (base + verb.idx, base + verb.idx + len(verb)), (base + start, base + end)
    content = _printed(marked)
    return Attribution(before, "block", (content,), verb, cue, subject, source)


def _printed(marked: Marked) -> Span:
    """The paragraph without the word that a page puts over an advertisement inside it."""
    banner = _BANNER.match(marked.text)
    first = banner.end() if banner is not None else 0
    return marked.piece.base + first, marked.piece.base + len(marked.text.rstrip(_SPACE))


def _same_turn(told: Attribution, other: Attribution) -> bool:
    """True for an attribution of most of the turn, or by the turn's own label."""
    (start, end), *_ = told.content
    return other.cue_span == told.cue_span or _length(other.content, (start, end)) > _MOST * (
        end - start
    )


def _length(spans: Sequence[Span], within: Span) -> int:
    return sum(max(0, min(b, within[1]) - max(a, within[0])) for a, b in spans)
