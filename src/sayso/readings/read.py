"""Read documents: names, times, amounts, attributions, relays and claims, each text parsed once.

English is read; a text in another language gives an empty reading that says so. Of a family of
copies the cleanest text is read and laid onto the others; what only a copy holds is read as it is,
with its case restored.

    docs ──family by family──▶ cleanest: read ──project──▶ copies
                                              copies' own rest: read ──join──▶ Reading of each
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sayso.model import Copy, Document, Family, Passage, Quote, Reading, Reason, TimeRef
from sayso.readings.attribution.nested import read_reported
from sayso.readings.attribution.quotes import find_quotes
from sayso.readings.attribution.relays import find_relays
from sayso.readings.attribution.roles import Reported
from sayso.readings.carried.project import join, left_over, project
from sayso.readings.claims.claims import find_claims
from sayso.readings.claims.happenings import find_happenings
from sayso.readings.claims.quantities import find_quantities
from sayso.readings.names.names import find_names
from sayso.readings.page.casing import Casing, learn_casing, shouted
from sayso.readings.page.models import Models
from sayso.readings.page.parse import Piece, ToParse, parse_all, spelled
from sayso.readings.times.expressions import find_times, resolve
from sayso.spans import Places
from sayso.text import in_capitals

Learned = Callable[[], Casing]  # learned from a story when it is first asked for
_READ = ("en", "und")  # languages; an undetermined text is mostly a short English one

Pair = tuple[Passage, Passage]


def read(
    doc: Document,
    models: Models,
    *,
    only: tuple[Passage, ...] | None = None,
    casing: Casing | None = None,
) -> Reading:
    """Everything read in one document, or in the stretches given; times are not anchored yet.

    `casing` restores the letters of a text that lost its case; without one only background news is
    known.
    """
    return _read_all(((doc, only),), models, lambda: casing or Casing())[0]


def anchor(reading: Reading, day: date | None, *, own: date | None = None) -> Reading:
    """The reading with its times counted from the day the document was published, None where nobody
    knows it.

    Of a copy, `day` is that of the words it shares with the text it was read through, `own` that of
    the words that only it holds (`Reading.own`); without `own` all are of `day`.
    """
    inside = Places.of(reading.own) if own and own != day else None

    def counted(ref: TimeRef) -> TimeRef:
        of_its_own = inside is not None and next(inside.touching(ref.at), None) is not None
        return resolve(ref, own if of_its_own else day)

    return replace(reading, times=tuple(map(counted, reading.times)))


def read_story(
    docs: Sequence[Document],
    copies: Sequence[Copy],
    families: Sequence[Family],
    models: Models,
    *,
    kept: MutableMapping[str, Reading] | None = None,
) -> tuple[Reading, ...]:
    """Readings of all `docs`, in their order: each text once, copies through the cleanest of their
    family. What `kept` holds (by `reading_key`) is not read again; what is read is added to it.
    """
    casing = cache(lambda: learn_casing(docs))  # most stories have no text that asks for it
    plan = _plan(docs, copies, families)
    firsts = [doc for doc in docs if doc.id not in plan]
    done = dict(
        zip(
            (d.id for d in firsts),
            _read_missing([(d, None) for d in firsts], models, casing, kept),
            strict=True,
        )
    )
    by_id = {doc.id: doc for doc in docs}
    laid = {
        name: project(done[way.original], by_id[way.original], by_id[name], way.passages)
        for name, way in plan.items()
    }
    rests = [(by_id[name], left_over(reading, by_id[name])) for name, reading in laid.items()]
    owns = _read_missing(rests, models, casing, kept)
    done |= {name: join(laid[name], own) for name, own in zip(laid, owns, strict=True)}
    return tuple(done[doc.id] for doc in docs)


@dataclass(frozen=True, slots=True)
class _Way:
    """Through which document a copy is read, and what the two share."""

    original: str
    passages: tuple[Pair, ...]


def _plan(
    docs: Sequence[Document], copies: Sequence[Copy], families: Sequence[Family]
) -> dict[str, _Way]:
    """The way for every document that is read through another; the others are read themselves."""
    by_id = {doc.id: doc for doc in docs if doc.lang in _READ}
    shared = {(c.a, c.b): c.passages for c in copies}
    plan: dict[str, _Way] = {}
    for family in families:
        members = [by_id[i] for i in family.doc_ids if i in by_id]
        if len(members) < 2:
            continue
        original = by_id.get(family.original) or min(
            members, key=lambda d: (len(d.defects), -len(d.text), d.id)
        )
        for doc in members:
            if doc.id != original.id:
                pairs = _pairs(original, doc, shared)
                plan[doc.id] = _Way(original.id, pairs)
    return plan


def _pairs(
    original: Document, doc: Document, shared: dict[tuple[str, str], tuple[Pair, ...]]
) -> tuple[Pair, ...]:
    """What the two share, the original's passages first; whole texts where only others tie them
    together.
    """
    if (original.id, doc.id) in shared:
        return shared[original.id, doc.id]
    if (doc.id, original.id) in shared:
        return tuple((b, a) for a, b in shared[doc.id, original.id])
    return ((Passage(original.id, 0, len(original.text)), Passage(doc.id, 0, len(doc.text))),)


# ---- what is kept ----------------------------------------------------------------


Job = tuple[Document, tuple[Passage, ...] | None]
_PORTION = 16  # documents read before they are kept: what an interrupted run loses


def reading_key(doc: Document, only: tuple[Passage, ...] | None, spelling: str = "") -> str:
    """What a reading rests on, as SHA-256: the text, its parts and language, the stretches that are
    read; `spelling` is the digest of what the parser is given, where letters may be restored.
    """
    bare = replace(doc, text="", source="", why=())
    whole = hashlib.sha256(repr((bare, only, spelling)).encode("utf-8", "surrogatepass"))
    whole.update(doc.text.encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def _read_missing(
    jobs: Sequence[Job],
    models: Models,
    casing: Learned,
    kept: MutableMapping[str, Reading] | None,
) -> tuple[Reading, ...]:
    """The readings of all jobs; only those that are not kept are made."""
    if kept is None:
        return _read_all(jobs, models, casing)
    keys = [reading_key(doc, only, _spelling(doc, only, casing)) for doc, only in jobs]
    missing = [n for n, key in enumerate(keys) if key not in kept]
    for start in range(0, len(missing), _PORTION):
        some = missing[start : start + _PORTION]
        made = _read_all([jobs[n] for n in some], models, casing)
        kept.update({keys[n]: reading for n, reading in zip(some, made, strict=True)})
    return tuple(kept[key] for key in keys)


def _spelling(doc: Document, only: tuple[Passage, ...] | None, casing: Learned) -> str:
    """Digest of the letters that the parser is given, empty where they are those of the text: what
    other texts of the story write is no part of it, so that one more makes no reading untrue.
    """
    if not _is_respelled(doc, only):
        return ""
    given = spelled(ToParse(doc, only, _speller(doc, casing)))
    return hashlib.sha256(repr(given).encode("utf-8", "surrogatepass")).hexdigest()


def _is_respelled(doc: Document, only: tuple[Passage, ...] | None) -> bool:
    """True where the story's casing may change a letter: case or marks are lost, or something is
    set in capitals.
    """
    if doc.worn:
        return True
    texts = [doc.text] if only is None else [at.cut(doc.text) for at in only]
    return any(in_capitals(line) for text in texts for line in text.splitlines())


# ---- one pass --------------------------------------------------------------------


def _read_all(jobs: Sequence[Job], models: Models, casing: Learned) -> tuple[Reading, ...]:
    """Read several documents, or stretches of them, in one pass of the model."""
    to_parse = [
        ToParse(doc, only, _speller(doc, casing)) for doc, only in jobs if doc.lang in _READ
    ]
    parsed = parse_all(to_parse, models.nlp)
    reported = read_reported(
        [(u.doc, pieces) for u, pieces in zip(to_parse, parsed, strict=True)], models.attributor
    )
    done = iter(zip(parsed, reported, strict=True))
    return tuple(
        _reading(doc, *next(done)) if doc.lang in _READ else _unread(doc) for doc, _ in jobs
    )


def _unread(doc: Document) -> Reading:
    why = Reason("language-not-read", (doc.lang,))
    return Reading(doc.id, why=(why,))


@dataclass(frozen=True, slots=True)
class _Speller:
    """Restores the letters of a poor document's stretches, and of lines set in capitals."""

    casing: Learned
    case: bool
    marks: bool

    def __call__(self, text: str) -> str:
        if self.case or self.marks:
            return self.casing().respell(text, case=self.case, marks=self.marks)
        return self.casing().respell(text, marks=False) if shouted(text) else text


def _speller(doc: Document, casing: Learned) -> _Speller:
    return _Speller(casing, "case-lost" in doc.defects, "marks-lost" in doc.defects)


def _plain(quote: Quote) -> Quote:
    """Without sentence marks one voice seems to stand inside the next; such chains are not to be
    trusted.
    """
    return replace(quote, via=()) if quote.low_confidence and len(quote.via) > 1 else quote


def _reading(doc: Document, pieces: tuple[Piece, ...], reported: Sequence[Reported]) -> Reading:
    names = find_names(doc, pieces)
    spans = [piece.between(0, len(piece.tokens)) for piece in pieces if len(piece.tokens)]
    relays = find_relays(doc, pieces)
    times = tuple(t for t in find_times(doc, pieces) if any(span.covers(t.at) for span in spans))
    found = Reading(
        doc.id,
        tuple(
            piece.passage(sentence)
            for piece in pieces
            for sentence in piece.tokens.sents
            if sentence.text.strip()
        ),
        names,
        times,
        find_quantities(doc, pieces, times),
        tuple(_plain(quote) for quote in find_quotes(doc, pieces, names, reported, relays=relays)),
        relays,
        low_confidence=tuple(piece.between(0, len(piece.tokens)) for piece in pieces if piece.poor),
    )
    return replace(
        found, claims=find_claims(doc, pieces, found), happenings=find_happenings(pieces, found)
    )
