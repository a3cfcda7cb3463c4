"""Quotations led in without a verb of saying: "To quote Ruiz, “A”", "In the words of the mayor, it
was “A”", "“A”, in Ruiz’s view", "Ruiz, on the other hand: “A”", "“A.” — Ana Ruiz".

quotation ──the words right before it, else right behind it──▶ Attribution of whom they name
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from sayso.readings.attribution.attributions import Attribution
from sayso.readings.attribution.turns import is_turn
from sayso.readings.page.marks import Marked
from sayso.text import Span

_REACH = 120  # characters beside a quotation that are read
_WHO = r"(?P<who>[^\W\d_][^,:;.!?“”\"\n]{1,60}?)"
_THINGS = r"(?:words|view|opinion|phrase|telling|judge?ment)"
_BARE = (
    r"(?:(?:it|this|that|he|she|they|these|those|the(?: [^\W\d_]+){1,3})"
    r" (?:was|is|were|are)(?: an?| the)? )?"
)
_CAPITAL = r"[^\W\d_a-z][\w.'’-]*"
_NAME = rf"(?P<who>{_CAPITAL}(?: {_CAPITAL}){{0,3}})"
_BEFORE = (
    re.compile(rf"\b(?P<cue>[Tt]o quote|[Ii]n the {_THINGS} of) {_WHO}[,:] {_BARE}$"),
    re.compile(rf"\b[Ii]n {_WHO}(?:['’]s?)? (?P<cue>(?:own )?{_THINGS})[,:] {_BARE}$"),
    re.compile(rf"(?:^|[.!?”\"] )(?P<cue>For) {_NAME},? (?:it|this|that) (?:was|is)(?: an?)? $"),
)
_BEHIND = (
    re.compile(rf",? (?P<cue>in the {_THINGS} of) {_WHO}(?=[,.;])"),
    re.compile(rf",? in {_WHO}(?:['’]s?)? (?P<cue>(?:own )?{_THINGS})(?=[,.;])"),
)
_ASIDE = (
    r"on the other hand|in (?:turn|reply|response)|for (?:his|her|their|its) part|meanwhile|again"
    r"|too|later|then"
)
# a name and an aside before a colon; of a bare name the model knows whether one speaks ("The Hill:"
# leads in what a paper prints)
_COLON = re.compile(
    rf"(?:^|[.!?”\"] )(?P<who>{_CAPITAL}(?: {_CAPITAL}){{0,3}}),? (?:{_ASIDE}),?(?P<cue>:) ?$"
)
# a name below or behind a whole quotation, as its signature: "“A.” — Ana Ruiz", with a title or not
_SIGNED = re.compile(
    rf"\s*(?P<cue>[―—–]|--?)\s*(?P<who>{_CAPITAL}(?: {_CAPITAL}){{1,3}})"
    r"(?=\s*(?:$|\n)|, [^.;:“”\"\n]{2,60}(?:$|\n))"
)
_MOST_SHARE = 0.5  # share of a quotation from which it is another attribution's content


def with_leads(
    paragraphs: Sequence[Marked], found: Sequence[list[Attribution]]
) -> list[list[Attribution]]:
    """The attributions of each paragraph, with the quotations that are led in given to those whom
    their leads name.
    """
    out: list[list[Attribution]] = []
    for marked, own in zip(paragraphs, found, strict=True):
        for lead in _led(marked):
            own = [*filter(None, (_without(a, lead) for a in own)), lead]
        out.append(own)
    return out


def _led(marked: Marked) -> Iterator[Attribution]:
    text = marked.text
    for start, end in marked.quotations:
        before = text[max(0, start - _REACH) : start]
        behind = text[end : end + _REACH]
        matches = [(rule.search(before), start - len(before)) for rule in (*_BEFORE, _COLON)]
        matches += [(rule.match(behind), end) for rule in _BEHIND]
        if is_turn(text[start:end]):
            matches.append((_SIGNED.match(text, end), 0))
        made = (_made(marked, match, shift, (start, end)) for match, shift in matches if match)
        yield from islice(filter(None, made), 1)


def _made(marked: Marked, match: re.Match[str], shift: int, at: Span) -> Attribution | None:
    base = marked.piece.base
    (low, high), cue = match.span("who"), match.span("cue")
    held = marked.tokens.char_span(low + shift, high + shift, alignment_mode="expand")
    if held is None or held.root.pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    return Attribution(
        marked,
        "beside",
        ((base + at[0], base + at[1]),),
        None,
        (base + shift + cue[0], base + shift + cue[1]),
        held.root,
        (base + shift + low, base + shift + high),
    )


def _holds(found: Attribution, at: Span) -> bool:
    shared = sum(max(0, min(b, at[1]) - max(a, at[0])) for a, b in found.content)
    return shared > _MOST_SHARE * (at[1] - at[0])


def _without(found: Attribution, lead: Attribution) -> Attribution | None:
    """The attribution less what is led in, None where nothing is left of it."""
    if not _holds(found, lead.content[0]):
        return found
    rest = tuple(
        (a, b) for a, b in found.content if not (a < lead.content[0][1] and lead.content[0][0] < b)
    )
    return replace(found, content=rest) if rest else None
