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

from sayso.lexicon import words
from sayso.lexicon.frequency import document_frequency
from sayso.model import Document, Passage, Relay
from sayso.outlets import find, fuller, key
from sayso.outlets.cues import does, works
from sayso.readings.page.parse import Piece

_LONGEST = 6  # words of an outlet's name
# of 8,000 articles a word stands in from which it opens other bodies' names (National, Independent)
_COMMON = 400
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
    >>> [(r.origin, r.first, r.about.cut(doc.text)) for r in find_relays(doc, parse(doc, open_models().nlp))]
    [('Harbour Times', True, 'The bridge is closed')]
    """
    named = [(piece, one) for piece in pieces for one in _outlets(piece.tokens)]
    names = [doc.outlet or "", *(one.name for _, one in named)]
    own = key(doc.outlet or "")
    found = []
    for piece, one in named:
        name = fuller(one.name, names)
        if key(name) != own and (relay := _relay(piece, replace(one, name=name))) is not None:
            found.append(relay)
    return tuple(sorted(found, key=lambda r: (r.at, r.cue)))


# ---- outlets -------------------------------------------------------------------


def _outlets(tokens: Doc) -> Iterator[Outlet]:
    taken = -1
    for token in tokens:
        if token.i <= taken or not token.text[:1].isupper():
            continue
        outlet = _known_at(tokens, token.i) or _named_like_one(token)
        if outlet is not None:
            taken = outlet.last
            yield outlet


def _known_at(tokens: Doc, first: int) -> Outlet | None:
    """The longest known name that starts at the token, written with capitals."""
    first += tokens[first].lower_ == "the"
    for size in range(min(_LONGEST, len(tokens) - first), 0, -1):
        run = tokens[first : first + size]
        capital = run[0].text[:1].isupper() and run[-1].text[:1].isupper()
        known = find(run.text) if capital else None
        if known is not None and not (size == 1 and _is_other(run[0])):
            return Outlet(known.name, first, first + size - 1)
    return None


def _is_other(token: Token) -> bool:
    """True for a one-word name that is an ordinary word where it stands ("Time"), or opens a longer
    name ("National Safety Inspectorate"). A name in capitals throughout is never either.
    """
    if token.text.isupper():
        return False
    if token.pos_ != "PROPN":
        return True
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    goes_on = (
        after is not None
        and after.pos_ == "PROPN"
        and after.text[:1].isupper()
        and after.ent_type_ != "PERSON"
    )
    return goes_on and document_frequency(token.lower_) > _COMMON


def _named_like_one(token: Token) -> Outlet | None:
    """A capitalised run whose last word is a newspaper's ("Harbour Times"); one word alone needs
    "the" before it.
    """
    tokens, last = token.doc, token.i
    while (
        last + 1 < len(tokens)
        and tokens[last + 1].text[:1].isupper()
        and tokens[last + 1].pos_ == "PROPN"
    ):
        last += 1
        if (
            last - token.i >= _LONGEST
        ):  # a run of capitals without end holds no name; a later start is tried anew
            return None
    run = tokens[token.i : last + 1]
    if run[-1].lower_ not in words("outlet_words") or run[-1].pos_ != "PROPN":
        return None
    alone = len(run) == 1 and (token.i == 0 or tokens[token.i - 1].lower_ != "the")
    if alone or (token.lower_ == "the" and len(run) == 1):
        return None
    first = token.i + (token.lower_ == "the")
    return Outlet(tokens[first : last + 1].text, first, last)


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
