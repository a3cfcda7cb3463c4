"""Cut a document into claims: what one clause says is so, on whose say-so, how sure, with which
names and numbers.

The content of each attribution is cut at sentence ends and belongs to its speaker; everything else
is the writer's own and is cut into main clauses. Questions and stretches without a verb say
nothing; a writer's opinion is kept but marked, so that it is never laid beside a fact.

    quotes ──content──▶ ┐
                        ├─▶ clauses ──stance, terms, predications──▶ Claim
    sentences ──rest──▶ ┘
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from sayso.lexicon import words
from sayso.model import Claim, Document, Passage, Quote, Reading, Status
from sayso.readings.claims.predications import predications, terms
from sayso.readings.claims.stances import Stance, stance
from sayso.readings.page.parse import Piece
from sayso.spans import Places

_LEAST_TERMS = 2  # content words; a shorter stretch cannot be compared with anything
_LONGEST_TOKENS = (
    70  # tokens; edited news writes hardly a longer sentence, texts that lost their marks do
)
_NESTED_VOICES = 3  # voices inside voices that a stretch may have; real news has two
_SHORTEST_TOKENS = 8  # tokens of a piece that a run-on clause is cut into
_Placer = Callable[[Passage], tuple[int, int] | None]
_OLD_YEAR = re.compile(r"(?:19|20)\d\d")
_SPLITTING = frozenset({"conj"})
_OBJECTS = frozenset({"dobj", "prep", "pobj", "dative", "nsubjpass"})  # what a verb is done to
_HELPING = frozenset({"aux", "auxpass", "punct"})  # head nothing, and say nothing alone


@dataclass(frozen=True, slots=True)
class _Clause:
    """Tokens `first` up to `stop` of one sentence of a piece, with the verb that heads them."""

    piece: Piece
    sentence: Span
    first: int
    stop: int
    quote: int | None = None

    @property
    def tokens(self) -> list[Token]:
        return list(self.piece.tokens[self.first : self.stop])

    @property
    def at(self) -> Passage:
        return self.piece.between(self.first, self.stop)


def find_claims(doc: Document, pieces: Sequence[Piece], found: Reading) -> tuple[Claim, ...]:
    """All claims of `doc` in order of place; `found` holds the names, times, quantities and quotes
    read before.
    """
    claims: list[Claim] = []
    held = _ItemPlaces.of(found)
    for piece in pieces:
        place = _placer(piece)
        said = [n for n in held.quotes_in(piece) if not _is_act(piece, found.quotes[n], place)]
        spoken = [found.quotes[n] for n in said]
        taken = _taken(piece, spoken, doc, place)
        clauses = [
            *_attributed(piece, found.quotes, said, place),
            *_own(piece, taken, _sourced(spoken, place)),
        ]
        for clause in (part for whole in clauses for part in _short(whole)):
            claim = _claim(doc, clause, found, held)
            if claim:
                claims.append(claim)
    return tuple(
        sorted(claims, key=lambda claim: (claim.at, claim.quote is None, claim.quote or 0))
    )


# ---- clauses -------------------------------------------------------------------


def _is_act(piece: Piece, quote: Quote, place: _Placer) -> bool:
    """True for an attribution that tells a deed in the writer's voice: "the board voted to close
    it", "the Senate rejected the treaty", "she praised the crew that came", "the fire was seen by a
    guard", of which the content, headed by no verb, says nothing; no saying where words stand
    between marks ("police treat it as “suspicious”").
    """
    if quote.speech and (quote.quoted or quote.kind != "indirect"):
        return False
    cues, contents = (
        [span for p in parts if (span := place(p))] for parts in (quote.cue, quote.content)
    )
    verbs = [piece.tokens[i].lemma_.lower() for span in cues for i in range(*span)]
    if not words("acts").isdisjoint(verbs):
        return True
    tops = [
        token
        for first, stop in contents
        for token in piece.tokens[first:stop]
        if (token.head.i == token.i or not first <= token.head.i < stop)
        and token.dep_ not in _HELPING
    ]
    named = not any(t.pos_ in ("VERB", "AUX") for t in tops)
    governed = any(
        t.dep_ in _OBJECTS and any(first <= t.head.i < stop for first, stop in cues) for t in tops
    )
    return named and governed and words("denying").isdisjoint(verbs)


def _attributed(
    piece: Piece, quotes: Sequence[Quote], said: Sequence[int], place: _Placer
) -> Iterator[_Clause]:
    """The content of every attribution in `said`, cut at sentence ends."""
    seen: set[tuple[int, int]] = set()
    voices = [0] * len(piece.tokens)
    by_size = sorted(said, key=lambda n: sum(len(p) for p in quotes[n].content))
    for nth in by_size:  # an attribution inside another is the nearer voice
        for content in quotes[nth].content:
            span = place(content)
            if span is None:
                continue
            for sentence in _sentences(piece.tokens, *span):
                first, stop = _bare(
                    piece.tokens, max(span[0], sentence.start), min(span[1], sentence.end)
                )
                if (
                    first < stop
                    and (first, stop) not in seen
                    and max(voices[first:stop]) < _NESTED_VOICES
                ):
                    seen.add((first, stop))
                    voices[first:stop] = [n + 1 for n in voices[first:stop]]
                    yield _Clause(piece, sentence, first, stop, nth)


def _own(piece: Piece, taken: Sequence[bool], sourced: set[int]) -> Iterator[_Clause]:
    """Main clauses outside attributed content, as contiguous stretches of untaken tokens.

    What a clause says of a source alone ("an aide who works there said") is not told by itself.
    """
    for sentence in piece.tokens.sents:
        if sentence.text.rstrip("”\"'’) ").endswith("?"):
            continue
        for first, stop in _main_clauses(sentence):
            for start, end in _free(taken, first, stop):
                low, high = _bare(piece.tokens, start, end)
                verbs = [i for i in range(low, high) if piece.tokens[i].pos_ in ("VERB", "AUX")]
                if low < high and not sourced.issuperset(verbs):
                    yield _Clause(piece, sentence, low, high)


def _main_clauses(sentence: Span) -> list[tuple[int, int]]:
    """The sentence cut before each verb conjoined with its main verb."""
    root = sentence.root
    heads = [root]
    for verb in heads:
        heads.extend(
            c
            for c in verb.children
            if c.dep_ in _SPLITTING and c.pos_ in ("VERB", "AUX") and c.i > verb.i
        )
    return list(
        pairwise(sorted({_start_of(verb) for verb in heads[1:]} | {sentence.start, sentence.end}))
    )


def _start_of(verb: Token) -> int:
    """Where a conjoined clause begins: at its leftmost word, which follows the conjunction."""
    return min(verb.left_edge.i, verb.i)


def _free(taken: Sequence[bool], first: int, stop: int) -> Iterator[tuple[int, int]]:
    start = first
    for place in range(first, stop + 1):
        if place == stop or taken[place]:
            if start < place:
                yield start, place
            start = place + 1


def _taken(piece: Piece, quotes: Sequence[Quote], doc: Document, place: _Placer) -> list[bool]:
    """Tokens that are not the writer's own telling: attributed content, its cue, and parts such as
    a dateline.
    """
    told = [p for quote in quotes for p in (*quote.content, *quote.cue)]
    apart = [part.at for part in doc.parts if part.kind != "caption"]
    taken = [False] * len(piece.tokens)
    for passage in (*told, *apart):
        span = place(passage)
        if span:
            taken[span[0] : span[1]] = [True] * (span[1] - span[0])
    return taken


def _sourced(quotes: Sequence[Quote], place: _Placer) -> set[int]:
    spans = [place(passage) for quote in quotes for passage in quote.source]
    return {i for span in spans if span for i in range(*span)}


def _short(clause: _Clause) -> list[_Clause]:
    """A clause of bearable length as it is; a run-on one, as texts without marks have, cut before
    each new subject.
    """
    if clause.stop - clause.first <= _LONGEST_TOKENS:
        return [clause]
    tokens = clause.piece.tokens
    cuts = [clause.first]
    for verb in tokens[clause.first : clause.stop]:
        start = verb.left_edge.i
        subject = (
            any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.lefts)
            if verb.pos_ in ("VERB", "AUX")
            else False
        )
        if (
            subject
            and start - cuts[-1] >= _SHORTEST_TOKENS
            and clause.stop - start >= _SHORTEST_TOKENS
        ):
            cuts.append(start)
    bounds = [*cuts, clause.stop]
    return [replace(clause, first=a, stop=b) for a, b in pairwise(bounds)]


def _placer(piece: Piece) -> _Placer:
    """A function from a passage to the tokens that overlap it; None where the piece has
    none of it.
    """
    starts = [t.idx for t in piece.tokens]
    length = len(piece.tokens.text)

    def place(at: Passage) -> tuple[int, int] | None:
        low, high = at.start - piece.base, at.end - piece.base
        if high <= 0 or low >= length:
            return None
        first = max(0, bisect_right(starts, low) - 1)
        if starts and starts[first] + len(piece.tokens[first]) <= low:
            first += 1
        stop = bisect_left(starts, high)
        return (first, stop) if first < stop else None

    return place


def _sentences(tokens: Doc, first: int, stop: int) -> Iterator[Span]:
    place = first
    while place < stop:
        sentence = tokens[place].sent
        yield sentence
        place = max(sentence.end, place + 1)


def _bare(tokens: Doc, first: int, stop: int) -> tuple[int, int]:
    """The stretch without conjunctions and marks at its ends."""
    while first < stop and (
        tokens[first].is_punct or tokens[first].is_space or tokens[first].pos_ in ("CCONJ", "PUNCT")
    ):
        first += 1
    while stop > first and (
        tokens[stop - 1].is_space or tokens[stop - 1].pos_ in ("PUNCT", "CCONJ")
    ):
        stop -= 1
    return first, stop


# ---- claims --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _ItemPlaces:
    """Where the reading's items stand, to find those inside a clause."""

    names: Places
    times: Places
    quantities: Places
    quotes: Places
    owners: tuple[int, ...]

    @classmethod
    def of(cls, found: Reading) -> _ItemPlaces:
        """The places of what `found` holds, in its own order."""
        items = (found.names, found.times, found.quantities)
        names, times, quantities = (Places.of([item.at for item in held]) for held in items)
        words_of = [
            (n, at)
            for n, quote in enumerate(found.quotes)
            for at in (*quote.content, *quote.cue, *quote.source)
        ]
        return cls(
            names,
            times,
            quantities,
            Places.of([at for _, at in words_of]),
            tuple(n for n, _ in words_of),
        )

    def quotes_in(self, piece: Piece) -> list[int]:
        """The quotes of which some words stand in the piece, in their order."""
        if not len(piece.tokens):
            return []
        return sorted(
            {self.owners[n] for n in self.quotes.touching(piece.between(0, len(piece.tokens)))}
        )


def _claim(doc: Document, clause: _Clause, found: Reading, held: _ItemPlaces) -> Claim | None:
    """The clause as a claim; None where it has no verb of its own or too few words to compare."""
    tokens = clause.tokens
    head = _head(tokens, clause)
    content = terms(tokens)
    if head is None or len(content) < _LEAST_TERMS:
        return None
    quote = found.quotes[clause.quote] if clause.quote is not None else None
    how = stance(head, tokens, quoted=quote is not None, manner=quote.manner if quote else "said")
    times = held.times.inside(clause.at)
    return Claim(
        at=clause.at,
        sentence=clause.piece.passage(clause.sentence),
        status=_aged(doc, how, [found.times[n].value for n in times]),
        negated=how.negated,
        terms=content,
        predications=predications(tokens),
        head=head.lemma_.lower(),
        quote=clause.quote,
        times=times,
        quantities=held.quantities.inside(clause.at),
        names=held.names.inside(clause.at),
        part=quote.part if quote else doc.part_at(clause.at),
        opinion=how.opinion,
        low_confidence=clause.piece.poor or (quote.low_confidence if quote else False),
    )


def _head(tokens: Sequence[Token], clause: _Clause) -> Token | None:
    """The verb that heads the clause: the one nearest the sentence's root. A quoted fragment may
    have none but its sentence's; a stretch of the writer's own must have a finite one.
    """
    verbs = [
        t
        for t in tokens
        if t.pos_ in ("VERB", "AUX") and t.dep_ not in ("aux", "auxpass", "amod", "compound")
    ]
    if not verbs:
        return None
    head = min(verbs, key=lambda verb: (_depth(verb), verb.i))
    if clause.quote is not None:
        return head
    finite = head.tag_ in ("VBD", "VBP", "VBZ", "MD") or any(
        c.dep_ in ("aux", "auxpass", "nsubj") for c in head.children
    )
    root = clause.sentence.root
    stands = (
        head is root
        or head.i == root.i
        or head.dep_ in ("conj", "ROOT", "ccomp", "parataxis", "advcl")
    )
    return head if (finite or head.dep_ == "conj") and stands else None


def _depth(token: Token) -> int:
    depth = 0
    while token.dep_ != "ROOT" and token.head.i != token.i and depth < 50:
        token, depth = token.head, depth + 1
    return depth


def _aged(doc: Document, how: Stance, values: Sequence[str]) -> Status:
    """The status, made background where the clause names a bare year long before the document's
    own.
    """
    years = [int(value) for value in values if _OLD_YEAR.fullmatch(value)]
    old = bool(years) and (doc.published is None or max(years) < doc.published.year - 1)
    return "background" if how.status == "happened" and old else how.status
