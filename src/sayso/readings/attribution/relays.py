"""Where an article hands on another outlet's report, and what it credits the outlet with.

An outlet is one that the table of outlets knows, or an organisation named like one ("... Times").
It counts only where a reporting construction governs it; the article's own outlet is not a relay,
in full or in short ("the Courier").

    names of outlets ──reports? is cited? was told?──▶ Relay(origin, cue, about)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from sayso.model import Document, Passage, Relay
from sayso.outlets.cues import does, works
from sayso.outlets.named import named
from sayso.outlets.table import fuller, key
from sayso.readings.page.parse import Piece

_FIRST = frozenset({"first", "earlier", "originally", "initially"})
_LINKS = frozenset({"of", "from", "for", "at", "with", "in", "by"})


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet where it stands: tokens first..last, both included, and its display name."""

    name: str
    first: int
    last: int


def find_relays(doc: Document, pieces: Sequence[Piece]) -> tuple[Relay, ...]:
    """Every report of another outlet that the document hands on, in the order of the text.

    >>> from sayso.readings.page.models import open_models
    >>> from sayso.readings.page.parse import parse
    >>> doc = Document("a", "The bridge is closed, as first reported by the Harbour Times.")
    >>> relays = find_relays(doc, parse(doc, open_models().nlp))
    >>> [(r.origin, r.first, r.about.cut(doc.text)) for r in relays]
    [('Harbour Times', True, 'The bridge is closed')]
    """
    here = [(piece, one) for piece in pieces for one in _outlets(piece.tokens)]
    names = [doc.outlet or "", *(one.name for _, one in here)]
    own = key(doc.outlet or "")
    found = []
    for piece, one in here:
        name = fuller(one.name, names)
        if key(name) != own and (relay := _relay(piece, replace(one, name=name))) is not None:
            found.append(relay)
    return tuple(sorted(found, key=lambda r: (r.at, r.cue)))


# ---- outlets -------------------------------------------------------------------


def _outlets(tokens: Doc) -> Iterator[Outlet]:
    for one in named(tokens.text):
        span = tokens.char_span(one.start, one.end, alignment_mode="expand")
        if span is not None and span[-1].pos_ == "PROPN":
            name = one.outlet.name if one.outlet else one.name
            yield Outlet(name, span.start, span.end - 1)


# ---- what governs them ------------------------------------------------------------


def _relay(piece: Piece, outlet: Outlet) -> Relay | None:
    agent = _agent(piece.tokens, outlet)
    for rule in (_reports, _reported_by, _according, _leant_on, _hearer):
        cue = rule(agent)
        if cue is not None:
            return _made(piece, outlet, agent, cue)
    return None


def _agent(tokens: Doc, outlet: Outlet) -> Token:
    """The outlet's head, its reporter ("the Times' X", "X of the Times"), or the report that
    appeared in it.
    """
    run = tokens[outlet.first : outlet.last + 1]
    node = run.root
    if node.dep_ in ("poss", "compound", "nmod") and node.head.pos_ in ("PROPN", "NOUN"):
        node = node.head
    elif node.dep_ == "pobj" and node.head.lower_ in _LINKS:
        holder = node.head.head
        node = holder if holder.ent_type_ == "PERSON" or _is_report(holder) else node
    while node.dep_ in ("conj", "appos") and node.head.pos_ in ("PROPN", "NOUN"):
        node = node.head
    return node


def _is_report(token: Token) -> bool:
    return token.pos_ == "NOUN" and token.lemma_.lower() in works()


def _reports(agent: Token) -> Token | None:
    """ "the Times reported", "X of the Times notes"."""
    verb = agent.head
    return verb if agent.dep_ == "nsubj" and does(verb.lemma_.lower(), "reports") else None


def _reported_by(agent: Token) -> Token | None:
    """ "as first reported by the Times"."""
    if agent.dep_ != "pobj" or agent.head.lower_ != "by":
        return None
    verb = agent.head.head
    return verb if verb.tag_ in ("VBN", "VBD") and does(verb.lemma_.lower(), "reports") else None


def _according(agent: Token) -> Token | None:
    """ "according to the Times", "according to a report in the Times"."""
    if agent.dep_ != "pobj" or agent.head.lower_ != "to" or agent.head.i == 0:
        return None
    before = agent.head.nbor(-1)
    return before if before.lower_ == "according" else None


def _leant_on(agent: Token) -> Token | None:
    """ "X, citing the Times,"."""
    verb = agent.head
    return verb if agent.dep_ == "dobj" and does(verb.lemma_.lower(), "leans") else None


def _hearer(agent: Token) -> Token | None:
    """ "told the Times", "said in an interview with the Times"."""
    verb = agent.head
    if agent.dep_ in ("dobj", "dative") and does(verb.lemma_.lower(), "hears"):
        return verb
    if agent.dep_ == "pobj" and verb.lower_ == "to" and does(verb.head.lemma_.lower(), "hears"):
        return verb.head
    interview = agent.lemma_.lower() == "interview" and agent.dep_ == "pobj" and verb.lower_ == "in"
    return verb.head if interview and verb.head.pos_ == "VERB" else None


def _made(piece: Piece, outlet: Outlet, agent: Token, cue: Token) -> Relay:
    first = any(t.lower_ in _FIRST for t in cue.children)
    left = min(
        [
            cue.i,
            *(c.i for c in cue.lefts if c.dep_ in ("mark", "advmod", "aux") and cue.i - c.i <= 2),
        ]
    )
    last = agent.head.i if agent.head.i > cue.i and agent.head.lower_ in ("by", "to") else cue.i
    at = piece.between(outlet.first, outlet.last + 1)
    return Relay(
        at, outlet.name, piece.between(left, last + 1), _about(piece, agent, cue, left), first
    )


def _about(piece: Piece, agent: Token, cue: Token, left: int) -> Passage:
    """The clause the outlet is credited with: what its verb governs, else the sentence without the
    credit itself.
    """
    clause = next((c for c in cue.children if c.dep_ == "ccomp"), None)
    if clause is not None:
        return _trimmed(piece, clause.left_edge.i, clause.right_edge.i)
    sent = cue.sent
    start, stop = min(left, agent.left_edge.i), max(cue.i, agent.right_edge.i)
    before, after = (sent.start, start - 1), (stop + 1, sent.end - 1)
    longer = before if before[1] - before[0] >= after[1] - after[0] else after
    return (
        _trimmed(piece, *longer)
        if longer[1] - longer[0] >= 2
        else piece.between(sent.start, sent.end)
    )


def _trimmed(piece: Piece, first: int, last: int) -> Passage:
    tokens = piece.tokens
    while (
        last > first
        and (tokens[last].is_punct or tokens[last].is_space)
        and tokens[last].text not in '”"'
    ):
        last -= 1
    while (
        first < last
        and (tokens[first].is_punct or tokens[first].is_space)
        and tokens[first].text not in '“"'
    ):
        first += 1
    return piece.between(first, last + 1)
