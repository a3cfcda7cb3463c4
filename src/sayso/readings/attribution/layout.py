"""Speech told by the layout of a text: transcripts, messages under a handle, blocks led in by a
colon.

"HART: It is closed."    a label, a colon and what is said, in at least three paragraphs (one, for a
                         handle)
"Hart wrote:" + block    a verb of saying, a colon and the end of the paragraph; the next paragraph
                         is said
"... so far:" + block    a colon alone; what follows is another's report if it begins as one, and
                         speaks to no reader

paragraphs + attributions of the model ──what the layout tells and the model does not──▶ Attribution
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.readings.attribution.attributions import Attribution
from sayso.readings.attribution.beside import last_clause
from sayso.readings.attribution.cues import speaks
from sayso.readings.attribution.sources import source_span
from sayso.readings.page.marks import Marked
from sayso.text import Span

_LABELLED_PARAGRAPHS = 3  # labelled paragraphs that make a transcript; two may be headings
_LABEL = re.compile(
    r"[“\"]?((?:[A-Z][A-Z.'’-]*)(?: [A-Z][A-Z.'’-]*){0,5})(?: \([^)]{1,40}\))?([:.])\s+(?=\S)"
)
_HANDLE = re.compile(r"((?:RT )?@\w{1,30})(:)\s+(?=\S)")
_QUESTION = frozenset({"Q", "A"})  # the only labels that a full stop may follow
_MOST_SHARE = 0.5  # share of a turn from which the model has told it itself
# A colon that leads in a list, or what the writer says next, and openings by which the writer goes
# on with a thought.
_LISTS = re.compile(
    r"\b(?:following|here|these|below|reasons|things|points|steps|questions?|this|that|one|is|are)\W*$|\bhere\b",
    re.I,
)
_GOES_ON = re.compile(
    r"(?:in (?:other|short|fact)|that|this|these|those|so|but|and|or|yet|well|of course|no|yes"
    r"|now|then|it|they|he|she|there|if|why|what|how|who|first|second|also|still|maybe|perhaps"
    r"|actually|sure|\w+:)\b",
    re.I,
)
_TO_THE_READER = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|us|[Mm]y|[Yy]ou|[Yy]our)\b|[!?]")
_NOBODY = frozenset({"it", "this", "that", "there", "which"})
_BANNER = re.compile(r"Advertisement:?\s*")
_CREDIT = re.compile(r"\b[Aa]ccording to ([^,;:.“”\"]{3,80}):$")
_QUOTED_CHARACTERS = 20  # characters of a quotation that is more than a term in marks
_LEADS_IN = 12  # words of prose in front of a colon; fewer are a heading
_BLOCK_WORDS = (20, 250)  # words of a block's first paragraph
_BLOCK_PARAGRAPHS = 4  # paragraphs of one block
_SPACE = " \t\r\n "


def with_layout(
    paragraphs: Sequence[Marked], found: Sequence[list[Attribution]]
) -> list[list[Attribution]]:
    """The attributions of each paragraph, with those added that only the layout tells."""
    labelled = dict(_labelled(paragraphs))
    reprinted = dict(_reprinted(paragraphs, found))
    out = []
    for nth, (marked, own) in enumerate(zip(paragraphs, found, strict=True)):
        label = labelled.get(nth)
        block = _block(_before(paragraphs, nth), marked) if nth and label is None else None
        if label is not None:
            own = [*(a for a in own if not _same_turn(label, a)), label]
        elif block is not None and not any(_same_turn(block, a) for a in own):
            own = [*own, block]
        elif nth in reprinted and label is None:
            own = [*own, reprinted[nth]]
        out.append(own)
    return out


def _labelled(paragraphs: Sequence[Marked]) -> Iterator[tuple[int, Attribution]]:
    lines = [(nth, _label(marked)) for nth, marked in enumerate(paragraphs)]
    transcript = sum(label is not None for _, label in lines) >= _LABELLED_PARAGRAPHS
    for nth, label in lines:
        match = _HANDLE.match(paragraphs[nth].text) or (label if transcript else None)
        if match is not None:
            yield nth, _turn(paragraphs[nth], match)


def _label(marked: Marked) -> re.Match[str] | None:
    match = _LABEL.match(marked.text)
    return match if match is not None and (match[2] == ":" or match[1] in _QUESTION) else None


def _turn(marked: Marked, match: re.Match[str]) -> Attribution:
    base, end = marked.piece.base, len(marked.text.rstrip(_SPACE))
    source, cue = ((base + match.start(n), base + match.end(n)) for n in (1, 2))
    content = ((base + match.end(), base + end),)
    if match.re is _HANDLE:
        return Attribution(
            marked, "handle", content, cue_span=cue, source_span=source, spoken=False
        )
    held = marked.tokens.char_span(match.start(1), match.end(1), alignment_mode="expand")
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


# ---- blocks that nobody is said to have spoken ------------------------------------


def _reprinted(
    paragraphs: Sequence[Marked], found: Sequence[list[Attribution]]
) -> Iterator[tuple[int, Attribution]]:
    """Paragraphs of another's report led in by a colon alone: the first, and those behind it that
    quote people.
    """
    for nth in range(1, len(paragraphs)):
        before = _before(paragraphs, nth)
        if not _begins_afresh(before, paragraphs[nth]) or last_clause(before) is not None:
            continue
        for more in range(nth, min(nth + _BLOCK_PARAGRAPHS, len(paragraphs))):
            if more > nth and not (_reports(found[more]) and _not_to_the_reader(paragraphs[more])):
                break
            yield more, _unowned_block(before, paragraphs[more])


def _begins_afresh(before: Marked, marked: Marked) -> bool:
    """True for prose behind a colon that begins as an article does, and not as the writer would go
    on.
    """
    lead, text = before.text.rstrip(_SPACE), marked.text.strip(_SPACE)
    long = [w for w in lead.split() if len(w) > 3 and w[0].isalpha()]
    if sum(w[0].isupper() for w in long) > _MOST_SHARE * len(long):  # a heading
        return False
    if (
        not lead.endswith(":")
        or before.piece.poor
        or len(lead.split()) < _LEADS_IN
        or _LISTS.search(lead[:-1])
    ):
        return False
    prose = (
        _BLOCK_WORDS[0] <= len(text.split()) <= _BLOCK_WORDS[1]
        and text[0].isupper()
        and text[-1] in '.”"'
    )
    return prose and not _GOES_ON.match(text) and _not_to_the_reader(marked)


def _not_to_the_reader(marked: Marked) -> bool:
    """True where nobody says "I", "you" or asks, quotation marks aside."""
    outside = "".join(
        t.text_with_ws for t, held in zip(marked.tokens, marked.inside, strict=True) if held < 0
    )
    return not _TO_THE_READER.search(outside.replace("U.S.", "").replace(" US ", " "))


def _reports(found: Sequence[Attribution]) -> bool:
    """True where a verb of saying leads in words in marks."""
    return any(a.cue is not None and speaks(a.lemma) and _marks(a) for a in found)


def _marks(found: Attribution) -> bool:
    base = found.marked.piece.base
    long = [
        (base + low, base + high)
        for low, high in found.marked.quotations
        if high - low >= _QUOTED_CHARACTERS
    ]
    return any(_length(found.content, span) for span in long)


def _unowned_block(before: Marked, marked: Marked) -> Attribution:
    base, lead = before.piece.base, before.text.rstrip(_SPACE)
    content = _printed(marked)
    credit = _CREDIT.search(lead)
    held = (
        before.tokens.char_span(*credit.span(1), alignment_mode="expand")
        if credit is not None
        else None
    )
    if credit is None or held is None:
        colon = (base + len(lead) - 1, base + len(lead))
        return Attribution(marked, "block", (content,), cue_span=colon, spoken=False)
    cue, source = (
        (base + credit.start(), base + credit.start(1)),
        (base + credit.start(1), base + credit.end(1)),
    )
    return Attribution(before, "block", (content,), None, cue, held.root, source, spoken=False)


def _printed(marked: Marked) -> Span:
    """The paragraph without the word that a page puts over an advertisement inside it."""
    banner = _BANNER.match(marked.text)
    first = banner.end() if banner is not None else 0
    return marked.piece.base + first, marked.piece.base + len(marked.text.rstrip(_SPACE))


def _same_turn(told: Attribution, other: Attribution) -> bool:
    """True for an attribution of most of the turn, or by the turn's own label."""
    (start, end), *_ = told.content
    return other.cue_span == told.cue_span or _length(other.content, (start, end)) > _MOST_SHARE * (
        end - start
    )


def _length(spans: Sequence[Span], within: Span) -> int:
    return sum(max(0, min(b, within[1]) - max(a, within[0])) for a, b in spans)
