"""Quotations led in without a verb of saying: "To quote Ruiz, “A”", "In the words of the mayor, it
was “A”", "“A”, in Ruiz’s view", "“A” was the verdict of Ruiz", "Ruiz, on the other hand: “A”",
"“A.” — Ana Ruiz".

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
_BARE = (  # what is called so: "it was a", "the town hall is"
    r"(?:(?:[\w'’-]+ ){1,6}?(?:was|is|were|are|has been|had been|will be)"
    r"(?: an?| the| just| simply)? |(?:the|an?|its|his|her|their)(?: [\w'’-]+){1,2} )?"
)
_CAPITAL = r"[^\W\d_a-z][\w.'’-]*"
_NAMES = rf"{_CAPITAL}(?: {_CAPITAL}){{0,3}}"
_NAME = rf"(?P<who>{_NAMES})"
_ALSO = rf"(?:, (?P<named>{_NAMES})|, (?:an?|the|its|his|her|their) [^,:;.!?“”\"\n]{{1,60}}?)?"
_BORROWED = (
    r"(?:quote(?: from)?|(?:borrow|use|steal) (?:an?|the|one)(?: [\w-]+)?"
    r" (?:phrase|words?|expression|line|term)(?: (?:of|from|coined by|used by))?)"
)
_ANSWERS = (
    r"(?:verdict|answer|reply|response|reaction|message|assessment|conclusion|advice|warning"
    r"|judge?ment|description)"
)
_TOLD_SO = r"(?:put|puts|described|describes|summed|sums|saw|sees|called|calls|recalled|phrased)"
_BEFORE = (
    re.compile(rf"\b(?P<cue>[Tt]o {_BORROWED}|[Ii]n the {_THINGS} of) {_WHO}{_ALSO}[,:] {_BARE}$"),
    re.compile(rf"\b[Ii]n {_WHO}(?:['’]s?)? (?P<cue>(?:own )?{_THINGS})[,:] {_BARE}$"),
    re.compile(rf"(?:^|[.!?”\"] )(?P<cue>For) {_NAME},? (?:it|this|that) (?:was|is)(?: an?)? $"),
    re.compile(rf"\b[Tt]he (?P<cue>words of) {_WHO}{_ALSO}[,:] $"),
    re.compile(
        rf"\b(?P<cue>in an? (?:phrase|expression|term) (?:used|coined) by) {_WHO}{_ALSO}[,:]"
        rf" {_BARE}$"
    ),
)
_BEHIND = (
    re.compile(rf",? (?P<cue>in the {_THINGS} of) {_WHO}{_ALSO}(?=[,.;])"),
    re.compile(rf",? in {_WHO}(?:['’]s?)? (?P<cue>(?:own )?{_THINGS})(?=[,.;])"),
    re.compile(rf",? (?P<cue>(?:is|was) how) {_WHO}(?:, [^:;.!?“”\"\n]{{1,80}},)? {_TOLD_SO}\b"),
    re.compile(
        rf"(?:,| [—–-])? (?:(?:this|that|it|such) )?(?P<cue>(?:is|was) the (?:[\w-]+ )?{_ANSWERS}"
        rf" (?:of|from)) {_WHO}{_ALSO}(?=[,.;]| (?:on|at|after|to|before|during|when|as|who)\b)"
    ),
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
        for lead, extent in _led(marked):
            rest = (_without(a, lead) for a in own if not _in_its_clause(a, extent))
            own = [*filter(None, rest), lead]
        out.append(own)
    return out


def _led(marked: Marked) -> Iterator[tuple[Attribution, Span]]:
    """The attributions of a paragraph, each with the extent of the words that lead it in."""
    text = marked.text
    for start, end in marked.quotations:
        before = text[max(0, start - _REACH) : start]
        behind = text[end : end + _REACH]
        matches = [(rule.search(before), start - len(before)) for rule in (*_BEFORE, _COLON)]
        matches += [(rule.match(behind), end) for rule in _BEHIND]
        if is_turn(text[start:end]):
            matches.append((_SIGNED.match(text, end), 0))
        made = (
            (
                lead,
                (
                    marked.piece.base + shift + match.start(),
                    marked.piece.base + shift + match.end(),
                ),
            )
            for match, shift in matches
            if match and (lead := _made(marked, match, shift, (start, end))) is not None
        )
        yield from islice(made, 1)


def _made(marked: Marked, match: re.Match[str], shift: int, at: Span) -> Attribution | None:
    base = marked.piece.base
    named = "named" if match.groupdict().get("named") else "who"
    (low, high), cue = match.span(named), match.span("cue")
    held = marked.tokens.char_span(low + shift, high + shift, alignment_mode="expand")
    if held is None or held.root.pos_ not in ("NOUN", "PROPN", "PRON", "NUM"):
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


def _in_its_clause(found: Attribution, extent: Span) -> bool:
    """ "“A” is how Ruiz | described | the plan": the words that lead in tell nothing else."""
    cue = found.cue_span
    return (
        cue is not None
        and extent[0] <= cue[0] < cue[1] <= extent[1]
        and not any(extent[0] <= a < extent[1] for a, _ in found.content)
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
