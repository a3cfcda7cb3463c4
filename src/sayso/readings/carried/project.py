"""Lay the reading of one text onto a copy of it, and join it with what only the copy holds.

Only whole sentences move: one whose letters, and above all digits, all stand in the copy. What
stood in it moves along, item by item; a name, an amount or a time must be there to the letter. In a
copy without case or marks a sentence may have lost a few letters. The rest of the copy is left for
reading as it is.

   reading of the source ──align folded letters──▶ reading at the copy's offsets ─┐
  stretches of the copy that no sentence covers ─read as they are─▶ reading ──────┴─join─▶ Reading
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from sayso.alignment import align
from sayso.model import (
    Claim,
    DocRef,
    Document,
    Happening,
    Name,
    Passage,
    Quantity,
    Quote,
    Reading,
    Reason,
    Relay,
    TimeRef,
)
from sayso.readings.carried.bridge import Bridge
from sayso.spans import Places
from sayso.text import fold, view

_LEAST_LEFT_CHARACTERS = (
    12  # folded characters; a shorter rest between two projected sentences says nothing
)

Item = TypeVar("Item", Name, TimeRef, Quantity)


def project(
    reading: Reading,
    source: Document,
    target: Document,
    passages: Sequence[tuple[Passage, Passage]],
) -> Reading:
    """The reading of `source` at the offsets of `target`; `passages` pairs what the two share.

    Items whose words are not all in the target are dropped; a quote needs its content, and one
    whose source or cue is missing keeps its speaker. Raises ValueError where `reading` is not the
    source's.
    """
    if reading.doc_id != source.id:
        raise ValueError(f"the reading of {reading.doc_id!r} was passed as that of {source.id!r}")
    if not passages:
        return Reading(target.id, through=source.id)
    bridge = Bridge(
        source,
        target,
        align(view(source.text).folded, view(target.text).folded),
        tuple(b for _, b in passages),
    )
    poor = bool(target.worn)
    moved = {s: at for s in reading.sentences if (at := bridge.to(s, exact=not poor)) is not None}
    names, name_at = _moved(reading.names, moved, bridge)
    times, time_at = _moved(reading.times, moved, bridge)
    quantities, quantity_at = _moved(reading.quantities, moved, bridge)
    quotes, quote_at = _kept(reading.quotes, lambda quote: _quote(quote, bridge), _content)
    relays, _ = _kept(reading.relays, lambda relay: _relay(relay, bridge), _at)
    maps = (quote_at, time_at, quantity_at, name_at)
    claims = [_claim(claim, moved, bridge, maps) for claim in reading.claims]
    happenings = [_happening(item, moved, bridge, time_at) for item in reading.happenings]
    why = Reason("read-through-copy", ("reading", DocRef(source.id)))
    return _sorted(
        Reading(
            target.id,
            tuple(moved.values()),
            names,
            times,
            quantities,
            quotes,
            relays,
            tuple(claim for claim in claims if claim is not None),
            tuple(item for item in happenings if item is not None),
            through=source.id,
            why=(why,),
        )
    )


def left_over(reading: Reading, target: Document) -> tuple[Passage, ...]:
    """Stretches of the target that none of the reading's sentences covers, long enough to say
    something.
    """
    left, place = [], 0
    for sentence in [
        *sorted(reading.sentences),
        Passage(target.id, len(target.text), len(target.text)),
    ]:
        if (
            sentence.start > place
            and len(fold(target.text[place : sentence.start])) >= _LEAST_LEFT_CHARACTERS
        ):
            left.append(Passage(target.id, place, sentence.start))
        place = max(place, sentence.end)
    return tuple(left)


def join(projected: Reading, own: Reading) -> Reading:
    """Two readings of one document as one, in order of place; `own` gives way where both read the
    same words.
    """
    if projected.doc_id != own.doc_id:
        raise ValueError(f"readings of {projected.doc_id!r} and {own.doc_id!r} cannot be joined")
    names, name_at = _both(projected.names, own.names, _at)
    times, time_at = _both(projected.times, own.times, _at)
    quantities, quantity_at = _both(projected.quantities, own.quantities, _at)
    quotes, quote_at = _both(projected.quotes, own.quotes, _content)
    relays, _ = _both(projected.relays, own.relays, _at)
    maps = (quote_at, time_at, quantity_at, name_at)
    return _sorted(
        replace(
            projected,
            sentences=(*projected.sentences, *own.sentences),
            own=own.sentences,
            names=names,
            times=times,
            quantities=quantities,
            quotes=quotes,
            relays=relays,
            claims=(*projected.claims, *(_pointed(claim, maps) for claim in own.claims)),
            happenings=(
                *projected.happenings,
                *(replace(h, time=time_at[h.time]) for h in own.happenings),
            ),
            low_confidence=tuple(sorted((*projected.low_confidence, *own.low_confidence))),
            why=(*projected.why, *own.why),
        )
    )


# ---- one item ------------------------------------------------------------------

_Map = dict[int, int]
_Moved = TypeVar("_Moved")


def _at(item: Name | TimeRef | Quantity | Relay) -> tuple[Passage, ...]:
    return (item.at,)


def _content(quote: Quote) -> tuple[Passage, ...]:
    return quote.content


def _kept(
    items: Sequence[_Moved],
    move: Callable[[_Moved], _Moved | None],
    places: Callable[[_Moved], tuple[Passage, ...]],
) -> tuple[tuple[_Moved, ...], _Map]:
    """The items that could be moved, and their new place by their old; two that land on one passage
    become one.
    """
    kept: list[_Moved] = []
    at: _Map = {}
    held: dict[tuple[Passage, ...], int] = {}
    for old, item in enumerate(items):
        new = move(item)
        if new is not None:
            at[old] = held.setdefault(places(new), len(kept))
            if at[old] == len(kept):
                kept.append(new)
    return tuple(kept), at


def _both(
    first: Sequence[_Moved],
    second: Sequence[_Moved],
    places: Callable[[_Moved], tuple[Passage, ...]],
) -> tuple[tuple[_Moved, ...], _Map]:
    """All of `first`, and of `second` what shares no word with it; where each of `second` is to be
    found now.
    """
    owners = [n for n, item in enumerate(first) for _ in places(item)]
    taken = Places.of([at for item in first for at in places(item)])
    kept = list(first)
    found: _Map = {}
    for old, item in enumerate(second):
        touched = [owners[n] for at in places(item) for n in taken.touching(at)]
        found[old] = min(touched) if touched else len(kept)
        if not touched:
            kept.append(item)
    return tuple(kept), found


def _moved(
    items: Sequence[Item], moved: dict[Passage, Passage], bridge: Bridge
) -> tuple[tuple[Item, ...], _Map]:
    sentences = Places.of(tuple(moved))

    def move(item: Item) -> Item | None:
        home = next(sentences.touching(item.at), None) is not None
        at = bridge.to(item.at) if home else None
        return replace(item, at=at) if at is not None else None

    return _kept(items, move, _at)


def _some_of(places: Iterable[Passage], bridge: Bridge) -> tuple[Passage, ...]:
    """The passages that could be moved."""
    found = (bridge.to(at, exact=not bridge.target.worn) for at in places)
    return tuple(at for at in found if at is not None)


def _quote(quote: Quote, bridge: Bridge) -> Quote | None:
    """The quote with its source and cue as far as they stand there; one that was cut short needs
    its cue.
    """
    content, cue = _some_of(quote.content, bridge), _some_of(quote.cue, bridge)
    cut = len(content) < len(quote.content)
    if not content or (cut and (not cue or len(cue) < len(quote.cue))):
        return None
    marks, source = _some_of(quote.quoted, bridge), _some_of(quote.source, bridge)
    marks = marks if cut or len(marks) == len(quote.quoted) else ()
    source = source if len(source) == len(quote.source) else ()
    cue = cue if len(cue) == len(quote.cue) else ()
    why = (*quote.why, Reason("read-through-copy", ("quote", DocRef(bridge.source.id))))
    return replace(quote, content=content, quoted=marks, source=source, cue=cue, why=why)


def _relay(relay: Relay, bridge: Bridge) -> Relay | None:
    at, cue, about = bridge.to(relay.at), bridge.to(relay.cue), bridge.to(relay.about)
    return replace(relay, at=at, cue=cue, about=about) if at and cue and about else None


def _claim(
    claim: Claim,
    moved: dict[Passage, Passage],
    bridge: Bridge,
    maps: tuple[_Map, _Map, _Map, _Map],
) -> Claim | None:
    sentence = moved.get(claim.sentence)
    at = bridge.to(claim.at, exact=not bridge.target.worn) if sentence is not None else None
    if sentence is None or at is None or (claim.quote is not None and claim.quote not in maps[0]):
        return None
    return _pointed(replace(claim, at=at, sentence=sentence), maps)


def _happening(
    item: Happening, moved: dict[Passage, Passage], bridge: Bridge, time_at: _Map
) -> Happening | None:
    sentence, exact = moved.get(item.sentence), not bridge.target.worn
    if sentence is None or item.time not in time_at:
        return None
    at, head = bridge.to(item.at, exact=exact), bridge.to(item.head, exact=exact)
    if at is None or head is None:
        return None
    return replace(item, at=at, sentence=sentence, head=head, time=time_at[item.time])


def _pointed(claim: Claim, maps: tuple[_Map, _Map, _Map, _Map]) -> Claim:
    """The claim with its indexes following its items to where they are now."""
    quotes, times, quantities, names = maps
    return replace(
        claim,
        quote=None if claim.quote is None else quotes[claim.quote],
        times=_all_at(claim.times, times),
        quantities=_all_at(claim.quantities, quantities),
        names=_all_at(claim.names, names),
    )


def _all_at(items: Iterable[int], places: _Map) -> tuple[int, ...]:
    """Where the items are now, each once; those that are gone are left out."""
    return tuple(sorted({places[n] for n in items if n in places}))


# ---- order ---------------------------------------------------------------------


def _sorted(reading: Reading) -> Reading:
    """The reading with every list in order of place and the claims' indexes following."""
    quotes, quote_at = _ordered(reading.quotes, lambda q: q.content[0])
    times, time_at = _ordered(reading.times, lambda t: t.at)
    quantities, quantity_at = _ordered(reading.quantities, lambda q: q.at)
    names, name_at = _ordered(reading.names, lambda n: n.at)
    claims = [
        _pointed(claim, (quote_at, time_at, quantity_at, name_at)) for claim in reading.claims
    ]
    return replace(
        reading,
        sentences=tuple(sorted(set(reading.sentences))),
        names=names,
        times=times,
        quantities=quantities,
        quotes=quotes,
        relays=tuple(sorted(reading.relays, key=lambda r: r.at)),
        claims=tuple(sorted(claims, key=lambda c: (c.at, c.quote is None, c.quote or 0))),
        happenings=tuple(
            sorted((replace(h, time=time_at[h.time]) for h in reading.happenings), key=_by_place)
        ),
    )


def _by_place(happening: Happening) -> tuple[Passage, Passage]:
    return happening.at, happening.head


def _ordered(
    items: Sequence[_Moved], place: Callable[[_Moved], Passage]
) -> tuple[tuple[_Moved, ...], _Map]:
    order = sorted(range(len(items)), key=lambda n: (place(items[n]), n))
    return tuple(items[n] for n in order), {old: new for new, old in enumerate(order)}
