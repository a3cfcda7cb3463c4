"""Who said what: every attribution of an article, quoted or reported, with its speaker resolved.

Words in marks that no one is told to have said (titles, terms, irony) are not quotes, nor is the writer's own opinion.

    pieces ──mark──▶ candidates ──cues──▶ attributions ──speakers──▶ Quote
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from spacy.tokens import Token

from sayso.lexicon import mapping, words
from sayso.model import Document, Name, PartKind, Passage, Quote, QuoteKind, Reason
from sayso.readings.attributions import Attribution, attributions
from sayso.readings.candidate import own_subject
from sayso.readings.cues import manner_of
from sayso.readings.marks import mark
from sayso.readings.parse import Piece
from sayso.readings.people import Cast, cast_of
from sayso.readings.sources import source_span
from sayso.readings.speakers import resolve
from sayso.readings.voices import Memory, Who
from sayso.text import Span, quoted_spans

_PLATFORMS = frozenset({"twitter", "facebook", "instagram", "snapchat", "youtube", "telegram", "weibo", "reddit"})
_DEPTH = 12  # attributions within one another, and heads above a cue, that are looked through for who passed words on


def find_quotes(doc: Document, pieces: Sequence[Piece], names: Sequence[Name]) -> tuple[Quote, ...]:
    """Every attribution of the document, sorted by where its content starts.

    `names` are the recognised names; where there are none the parser's own entities stand in for them.

    >>> from sayso.readings.models import open_models
    >>> from sayso.readings.parse import parse
    >>> doc = Document("a", "Ana Ruiz, the mayor, spoke. “We are leaving,” Ruiz told reporters.")
    >>> [(q.speaker, q.kind, q.addressee) for q in find_quotes(doc, parse(doc, open_models().nlp), ())]
    [('Ana Ruiz', 'direct', 'reporters')]
    """
    spans = quoted_spans(doc.text)
    cast = cast_of(doc, pieces, names)
    surnames = cast.surnames()
    found = attributions([mark(piece, spans, surnames) for piece in pieces])
    memory = Memory(cast, doc.text)
    order = {piece.base: nth for nth, piece in enumerate(pieces)}
    told = [(a, resolve(a, memory, order[a.marked.piece.base])) for a in sorted(found, key=_when)]
    quotes = [_quote(doc, a, who, spans) for a, who in told if not (_place_that_knows(a, cast) or _only_dated(a))]
    return tuple(sorted(_relayed(quotes), key=lambda q: (q.content[0], q.cue, q.source)))


def _when(found: Attribution) -> tuple[int, Span]:
    return (found.cue_span or found.content[0])[0], found.content[0]


def _only_dated(found: Attribution) -> bool:
    """True for "his comments on Monday", which tell when he spoke and not on what."""
    start, end = (offset - found.marked.piece.base for offset in found.content[0])
    held = found.marked.tokens.char_span(start, end) if found.shape == "prep:on" else None
    return held is not None and all(t.ent_type_ in ("DATE", "TIME") for t in held)


def _place_that_knows(found: Attribution, cast: Cast) -> bool:
    """True for "Marlow learned that": nobody there is said to have said so."""
    if found.source_span is None or found.lemma not in words("knowing"):
        return False
    return [m.kind for m in cast.within(*found.source_span)] == ["place"]


def _quote(doc: Document, found: Attribution, who: Who, spans: Sequence[Span]) -> Quote:
    content = tuple(Passage(doc.id, a, b) for a, b in found.content)
    quoted = tuple(Passage(doc.id, max(a, c.start), min(b, c.end)) for (a, b), c in _marked(spans, content))
    negated = found.cue is not None and any(c.dep_ == "neg" for c in found.cue.children)
    return Quote(
        content=content,
        quoted=quoted,
        source=(Passage(doc.id, *found.source_span),) if found.source_span else (),
        cue=(Passage(doc.id, *found.cue_span),) if found.cue_span else (),
        kind=_kind(doc.text, content, quoted),
        manner=manner_of(found.lemma, negated=negated),
        speaker=who.speaker,
        anonymous=who.anonymous,
        described=who.described,
        addressee=_addressee(found),
        via=_via(found),
        part=_part(doc, content[0]),
        low_confidence=found.marked.piece.poor,
        why=(_reason(doc, found), *who.why),
    )


def _marked(spans: Sequence[Span], content: Sequence[Passage]) -> list[tuple[Span, Passage]]:
    """The stretches between marks that share words with the content, each with the passage that it shares them with."""
    found = []
    for c in content:
        first = max(0, bisect_left(spans, (c.start, 0)) - 1)
        near = spans[first : bisect_left(spans, (c.end, 0))]
        found += [(span, c) for span in near if c.start < span[1]]
    return sorted(found, key=lambda pair: pair[0])


def _kind(text: str, content: Sequence[Passage], quoted: Sequence[Passage]) -> QuoteKind:
    """Direct when nothing but marks and stops stands outside the quoted stretches."""
    if not quoted:
        return "indirect"
    rest = sum(len(c.cut(text).strip(" .,;:")) for c in content) - sum(len(q.cut(text).strip(" .,;:")) for q in quoted)
    return "direct" if rest <= len(content) else "mixed"


def _reason(doc: Document, found: Attribution) -> Reason:
    if found.cue_span is None:
        return Reason("continued", "a quotation without a cue goes on with the turn before it")
    cue = doc.text[found.cue_span[0] : found.cue_span[1]]
    share = f"{round(100 * found.precision)} of 100 such constructions are attributions"
    return Reason("cue", f"“{cue}”: {share}", (Passage(doc.id, *found.cue_span),))


def _part(doc: Document, at: Passage) -> PartKind | None:
    return next((p.kind for p in doc.parts if p.at.overlaps(at)), None)


# ---- to whom, and through whom ---------------------------------------------------


def _addressee(found: Attribution) -> str | None:
    """ "told TIME", "confirmed to the agency": who was told."""
    cue = found.cue
    if cue is None or found.shape.startswith("object"):
        return None
    for child in cue.rights:
        if (found.source is not None and child.i == found.source.i) or child.lemma_ in ("that", "it"):
            continue
        if child.dep_ in ("dobj", "dative") and child.tag_[:1] in "NP" and cue.lemma_ in words("hearers"):
            return _words(found, child)
        if child.dep_ in ("prep", "dative") and child.lower_ == "to" and child.i > cue.i:
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None and f"prep:{child.lower_}" != found.shape:
                return _words(found, inner)
    return None


def _words(found: Attribution, head: Token) -> str:
    start, end = source_span(found.marked, head)
    return " ".join(found.marked.text[start:end].split())


def _via(found: Attribution) -> tuple[str, ...]:
    """A document or platform between speaker and writer that the sentence itself names."""
    if found.cue is None:
        return ()
    chain: list[str] = []
    for node in islice(found.cue.ancestors, _DEPTH):
        if node.lemma_.lower() in mapping("documents") and node.pos_ == "NOUN":
            issuer = next((c for c in node.lefts if c.dep_ == "poss"), None)
            issuer = issuer or (own_subject(node.head) if node.dep_ == "dobj" else None)
            if issuer is not None and issuer.i != (found.source.i if found.source is not None else -1):
                chain.insert(0, _words(found, issuer))
    return tuple(chain)


def _relayed(quotes: list[Quote]) -> list[Quote]:
    """An attribution inside the content of another comes through the other's speaker."""
    out: list[Quote] = []
    around: list[Quote] = []  # those that may still hold what follows, outermost first
    for quote in sorted(quotes, key=lambda q: (q.content[0].start, -q.content[-1].end)):
        around = [q for q in around if q.content[-1].end > quote.content[0].start][-_DEPTH:]
        outer = [q.speaker for q in around if _contains(q, quote) and q.speaker != quote.speaker]
        through = tuple(dict.fromkeys(name for name in outer if name and name not in quote.via))
        around.append(quote)
        out.append(replace(quote, via=(*through, *quote.via)) if through else quote)
    return out


def _contains(outer: Quote, inner: Quote) -> bool:
    return bool(inner.cue) and any(c.covers(inner.cue[0]) and c.covers(inner.content[0]) for c in outer.content)
