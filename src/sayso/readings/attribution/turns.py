"""Find an owner for the quotations that the model leaves without one.

A reporting clause right beside a quotation owns it. Else it goes on with the attribution that ends
right before it, nothing but marks and space between; one that opens a paragraph goes on with the
paragraph before. A whole sentence in marks that continues nothing stands without a speaker. A short
quotation in the writer's own voice is a term or irony, and left alone.

  attributions + quotations ─no owner? a turn?─▶ a clause's, the turn before's, carried, or alone
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from sayso.readings.attribution.attributions import Attribution
from sayso.readings.attribution.beside import spoken_beside
from sayso.readings.attribution.sources import source_span
from sayso.readings.page.marks import Marked
from sayso.text import Span, is_closed

_RECENT_ATTRIBUTIONS = (
    20  # attributions before a paragraph among which the turn it continues is sought
)
_SIGNS = "“”\"'`«» "
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_ASKING = frozenset({"ask", "inquire", "wonder", "demand", "query"})
_TURN_WORDS = 4  # words from which a loose quotation is speech and not a term in marks


def with_turns(
    paragraphs: Sequence[Marked],
    found: Sequence[list[Attribution]],
    is_aside: Callable[[int], bool] = lambda at: False,
) -> list[Attribution]:
    """Every attribution of a document, loose quotations joined to their turn, in the order of their
    content; no turn goes on with what is said aside (an offset of `is_aside`).
    """
    out: list[Attribution] = []
    before: list[Attribution] = []
    last: Marked | None = None
    for marked, own in zip(paragraphs, found, strict=True):
        held = _with_loose(marked, before, list(own), last)
        out.extend(held)
        if not is_aside(marked.piece.base):
            before.extend(held)
            last = marked
    return sorted(out, key=lambda a: a.content[0])


def _left_open(marked: Marked) -> bool:
    """True for a paragraph that ends inside a quotation, which the next one goes on with."""
    end = len(marked.text)
    return (
        bool(marked.quotations)
        and marked.quotations[-1][1] == end
        and not is_closed(marked.text, marked.quotations[-1])
    )


def _with_loose(
    marked: Marked, before: list[Attribution], own: list[Attribution], last: Marked | None
) -> list[Attribution]:
    """The paragraph's attributions, with its loose quotations joined to the turn they continue;
    `last` is the paragraph before it.
    """
    open_before = last is not None and _left_open(last)
    own = [part for found in own for part in _parted(marked, found)]
    base, text = marked.piece.base, marked.text
    taken = bytearray(len(text))
    for a, b in (span for found in own for span in found.content):
        a, b = max(0, a - base), min(len(text), b - base)
        taken[a:b] = bytes([1]) * (b - a)
    lead = len(text) - len(text.lstrip())
    for start, end in marked.quotations:
        at = (base + start, base + end)
        goes_on = open_before and start <= lead
        beside = spoken_beside(marked, (start, end))
        answered = beside is not None and beside[0].idx >= end and _is_spoken(text[start:end])
        if 1 in taken[start:end] or not (goes_on or answered or is_turn(text[start:end])):
            continue
        taken[start:end] = bytes([1]) * (end - start)
        turn = _turn_before(marked, own, at)
        if beside is not None:
            own.append(_by_clause(marked, beside, at))
        elif turn is not None:
            own[turn] = replace(own[turn], content=_joined(marked, own[turn].content, at))
        else:
            carried = _carried(marked, before, at, last) if start <= lead else None
            if carried is not None or _is_sentence(marked, start, end):
                own.append(carried or Attribution(marked, "marks", (at,), spoken=False))
    return own


def _parted(marked: Marked, found: Attribution) -> Iterator[Attribution]:
    """The attribution, with the questions and answers apart that are another's: "“A?” the clerk
    asked. “B,” said Ruiz."
    """
    base, others = marked.piece.base, []
    if len(found.content) > 1 and found.found_by == "model" and found.cue is not None:
        for start, end in found.content:
            at = (start - base, end - base)
            clause = spoken_beside(marked, at) if at in marked.quotations else None
            if clause is None or clause[0].i == found.cue.i:
                continue
            asking = {clause[0].lemma_.lower(), found.lemma} & _ASKING or _answers(found, at)
            if asking and _own_sentence(clause[0], at):
                others.append(_by_clause(marked, clause, (start, end)))
    taken = {a.content[0] for a in others}
    rest = tuple(at for at in found.content if at not in taken)
    yield from others
    if rest:
        yield replace(found, content=rest)


def _answers(found: Attribution, at: Span) -> bool:
    """True where one of a question and another quotation stands before the other: "“A?” the clerk
    shouted. “B,” Ruiz shot back."
    """
    base, text = found.marked.piece.base, found.marked.text
    asks = [text[a - base : b - base].rstrip(_SIGNS)[-1:] == "?" for a, b in found.content]
    nth = next(n for n, (a, _) in enumerate(found.content) if a - base == at[0])
    return any(asks[n] != asks[nth] for n in (nth - 1, nth + 1) if 0 <= n < len(asks))


def _own_sentence(verb: Token, at: Span) -> bool:
    """True for a clause right behind a quotation that ends with a full stop."""
    rest = (t for t in verb.doc[verb.i :] if t.text in (".", ":", "“", '"', "'", "‘"))
    stop = next(rest, None)
    return verb.idx >= at[1] and stop is not None and stop.text == "."


def _by_clause(marked: Marked, clause: tuple[Token, Token], at: Span) -> Attribution:
    """The quotation given to the reporting clause beside it."""
    base, (verb, subject) = marked.piece.base, clause
    start, end = source_span(marked, subject, verb)
    cue = (base + verb.idx, base + verb.idx + len(verb))
    source = (base + start, base + end)
    return Attribution(marked, "beside", (at,), verb, cue, subject, source)


def _is_sentence(marked: Marked, start: int, end: int) -> bool:
    """True for words in marks with a finite verb: speech, not a title."""
    held = marked.tokens.char_span(start, end, alignment_mode="contract") or ()
    return any(token.tag_ in _FINITE for token in held)


def _is_spoken(quotation: str) -> bool:
    """True for a quotation that a reporting clause goes on from: "“Ask him,”", "“No!”"."""
    return quotation.rstrip(_SIGNS)[-1:] in (",", "?", "!")


def is_turn(quotation: str) -> bool:
    """True for speech that stands alone: some words, and a sentence's beginning or end."""
    words = quotation.strip(_SIGNS).split()
    return len(words) >= _TURN_WORDS and (
        words[0][:1].isupper() or quotation.rstrip("”\"' ")[-1:] in ".?!,"
    )


def _turn_before(marked: Marked, own: list[Attribution], at: Span) -> int | None:
    """The attribution that ends where the quotation starts, nothing but marks and space between."""
    base, text = marked.piece.base, marked.text
    spoken = (n for n, found in enumerate(own) if found.spoken and found.end <= at[0])
    nth = max((n for n in spoken if own[n].cue is not None), key=lambda n: own[n].end, default=None)
    if nth is None or (cue := own[nth].cue) is None:
        return None
    gap = text[own[nth].end - base : at[0] - base]
    beside = not gap.strip(" .,;:—–-)(\n\r\t") or 0 <= at[0] - base - cue.sent.end_char <= 2
    return nth if beside else None


def _joined(marked: Marked, content: tuple[Span, ...], at: Span) -> tuple[Span, ...]:
    """Content with one more stretch; stretches that only space parts become one."""
    last = content[-1]
    between = marked.text[last[1] - marked.piece.base : at[0] - marked.piece.base]
    if last[1] <= at[0] and not between.strip():
        return (*content[:-1], (last[0], at[1]))
    return tuple(sorted((*content, at)))


def _carried(
    marked: Marked, before: list[Attribution], at: Span, last: Marked | None
) -> Attribution | None:
    """A paragraph that opens with a quotation and has no cue: it goes on with the paragraph before
    it.
    """
    turn = max(before[-_RECENT_ATTRIBUTIONS:], key=lambda a: a.end, default=None)
    if turn is None or not turn.spoken or turn.marked is not last:
        return None
    return Attribution(marked, "turn", (at,), chance=turn.chance)
