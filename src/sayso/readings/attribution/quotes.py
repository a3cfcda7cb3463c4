"""Who said what: every attribution of an article, quoted or reported, with its speaker resolved.

Words in marks that no one is told to have said (titles, terms, irony) are not quotes, nor is the
writer's own opinion.

    model's attributions + quotation marks ──▶ attributions ──turns──▶ ──speakers──▶ Quote
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from sayso.lexicon import words
from sayso.model import Document, Name, Passage, Quote, QuoteKind, Reason, Relay
from sayso.readings.attribution.asides import asides
from sayso.readings.attribution.attributions import Attribution, attributed
from sayso.readings.attribution.channels import channels, hedges, with_channels
from sayso.readings.attribution.datelines import without_datelines
from sayso.readings.attribution.layout import with_layout
from sayso.readings.attribution.leads import with_leads
from sayso.readings.attribution.ledes import with_ledes
from sayso.readings.attribution.people import Cast, cast_of
from sayso.readings.attribution.requoted import with_requoted
from sayso.readings.attribution.roles import Reported
from sayso.readings.attribution.sources import source_span
from sayso.readings.attribution.speakers import resolve
from sayso.readings.attribution.speech import manner_and_speech
from sayso.readings.attribution.turns import with_turns
from sayso.readings.attribution.unnamed import unnamed_of
from sayso.readings.attribution.unsaid import is_unsaid
from sayso.readings.attribution.voices import Memory, Who
from sayso.readings.page.marks import Marked, mark
from sayso.readings.page.parse import Piece
from sayso.text import Span, view


def find_quotes(
    doc: Document,
    pieces: Sequence[Piece],
    names: Sequence[Name],
    reported: Sequence[Reported],
    *,
    relays: Sequence[Relay] = (),
) -> tuple[Quote, ...]:
    """Every attribution of the document, sorted by where its content starts.

    `names` are the recognised names, `reported` what the attribution model reads in the document,
    `relays` the outlets whose reports it hands on.

    >>> from sayso.readings.page.models import open_models
    >>> from sayso.readings.page.parse import parse
    >>> from sayso.readings.attribution.nested import read_reported
    >>> doc, models = Document("a", "“We are leaving,” Ana Ruiz told reporters."), open_models()
    >>> pieces = parse(doc, models.nlp)
    >>> (reported,) = read_reported([(doc, pieces)], models.attributor)
    >>> names = (Name(Passage("a", 18, 26), "person"),)
    >>> [(q.speaker, q.kind, q.addressee) for q in find_quotes(doc, pieces, names, reported)]
    [('Ana Ruiz', 'direct', 'reporters')]
    """
    spans = view(doc.text).quotations
    cast = cast_of(doc, pieces, names, asides(doc, pieces))
    surnames = cast.surnames()
    paragraphs = [mark(piece, spans, surnames) for piece in pieces]
    datelines = [part.at for part in doc.parts if part.kind == "dateline"]
    read = without_datelines(attributed(paragraphs, reported), datelines)
    found = _attributions(paragraphs, read, cast)
    prose = [m for m in paragraphs if not cast.is_aside(m.piece.base)]
    memory = Memory(cast, doc.text, prose, [m.piece.base for m in prose])
    order = {m.piece.base: bisect_left(memory.bases, m.piece.base) for m in paragraphs}
    resolved = [
        (a, resolve(a, memory, order[a.marked.piece.base])) for a in sorted(found, key=_when)
    ]
    resolved = [(a, who) for a, who in resolved if not is_unsaid(a, cast)]
    resolved = with_ledes(resolved, memory)
    more = unnamed_of(resolved, paragraphs)
    quotes = [
        replace(_quote(doc, a, who, spans), unnamed=u)
        for (a, who), u in zip(resolved, more, strict=True)
    ]
    passed = with_channels(
        quotes, relays, [p.passage(s) for p in pieces for s in p.tokens.sents], doc.text
    )
    return tuple(sorted(passed, key=lambda q: (q.content[0], q.cue, q.source)))


def _attributions(
    paragraphs: Sequence[Marked], read: Sequence[list[Attribution]], cast: Cast
) -> list[Attribution]:
    read = with_leads(paragraphs, with_requoted(read))
    return with_turns(paragraphs, with_layout(paragraphs, read), cast.is_aside)


def _when(found: Attribution) -> tuple[int, Span]:
    return (found.cue_span or found.content[0])[0], found.content[0]


def _quote(doc: Document, found: Attribution, who: Who, spans: Sequence[Span]) -> Quote:
    content = tuple(Passage(doc.id, a, b) for a, b in found.content)
    quoted = tuple(
        Passage(doc.id, max(a, c.start), min(b, c.end)) for (a, b), c in _marked(spans, content)
    )
    kind = _kind(doc.text, content, quoted)
    manner, speech = manner_and_speech(found, kind, [q.cut(doc.text) for q in quoted], who)
    if kind != "direct" and _in_title(doc, content[0]):
        speech = False  # a headline sums up: "Mayor to town: stay at home"
    return Quote(
        content=content,
        quoted=quoted,
        source=(Passage(doc.id, *found.source_span),) if found.source_span else (),
        cue=(Passage(doc.id, *found.cue_span),) if found.cue_span else (),
        kind=kind,
        manner=manner,
        speech=speech,
        speaker=who.speaker,
        anonymous=who.anonymous,
        described=who.described,
        addressee=_addressee(found),
        via=channels(found, who.speaker),
        hedges=hedges(found),
        part=doc.part_at(content[0]),
        low_confidence=found.marked.piece.poor,
        why=(_reason(doc, found), *who.why),
        doubtful=who.doubtful,
    )


def _in_title(doc: Document, at: Passage) -> bool:
    start = doc.text.find(doc.title) if doc.title else -1
    return 0 <= start <= at.start and at.end <= start + len(doc.title or "")


def _marked(spans: Sequence[Span], content: Sequence[Passage]) -> list[tuple[Span, Passage]]:
    """The stretches between marks that share words with the content, each with the passage that it
    shares them with.
    """
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
    rest = sum(len(c.cut(text).strip(" .,;:")) for c in content) - sum(
        len(q.cut(text).strip(" .,;:")) for q in quoted
    )
    return "direct" if rest <= len(content) else "mixed"


def _reason(doc: Document, found: Attribution) -> Reason:
    cue, source = (
        doc.text[slice(*span)].strip() if span else ""
        for span in (found.cue_span, found.source_span)
    )
    match found.found_by:
        case "block" if not source:
            return Reason("block", ("report",))
        case "block":
            return Reason("block", ("cue", cue))
        case "beside":
            return Reason("beside", (cue,))
        case "label" | "handle":
            return Reason("label", (source,))
        case "marks":
            return Reason("unowned")
        case "turn":
            return Reason("continued")
        case "model":
            at = (Passage(doc.id, *found.cue_span),) if found.cue_span else ()
            return Reason("cue", (cue, round(100 * found.chance)), at)


# ---- to whom, and through whom ---------------------------------------------------


def _addressee(found: Attribution) -> str | None:
    """ "told TIME", "confirmed to the agency": who was told."""
    cue = found.cue
    if cue is None or cue.lower_ == "according":
        return None
    for child in cue.rights:
        if (found.source is not None and child.i == found.source.i) or child.lemma_ in (
            "that",
            "it",
        ):
            continue
        if found.says(child):
            continue
        if (
            child.dep_ in ("dobj", "dative")
            and child.tag_[:1] in "NP"
            and cue.lemma_ in words("hearers")
        ):
            return _words(found, child)
        if child.dep_ in ("prep", "dative") and child.lower_ == "to" and child.i > cue.i:
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None and not found.says(inner):
                return _words(found, inner)
    return None


def _words(found: Attribution, head: Token) -> str:
    start, end = source_span(found.marked, head)
    return " ".join(found.marked.text[start:end].split())
