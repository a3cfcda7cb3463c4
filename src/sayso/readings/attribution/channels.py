"""Through whom words came to the writer: the chain from the writer down to the origin of each
attribution.

In this order: a linked page, the outlet that reported it ("as first reported by the Times", "told
the Times"), the reporter's own outlet ("CBS' Ana Vint"), whoever is quoted as saying it, the
platform or paper it was said on. Where the outlet itself is the speaker it closes the chain, or the
sources that it cites ("citing two officials").

    quote + relays + links + clause ──▶ via
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from spacy.tokens import Token

from sayso.lexicon import mapping, words
from sayso.model import Passage, Quote, Relay
from sayso.outlets.table import of_host
from sayso.readings.attribution.attributions import Attribution
from sayso.readings.attribution.phrases import phrase_of
from sayso.readings.attribution.subjects import own_subject

_PLATFORMS = frozenset(
    {"twitter", "facebook", "instagram", "snapchat", "youtube", "telegram", "weibo", "reddit"}
)
_LINK = re.compile(r"https?://(?:www\.)?([\w.-]+\.[a-z]{2,})[^\s)\]>”\"]*", re.IGNORECASE)
# attributions within one another, and heads above a cue, that are looked through for who passed
# words on
_DEPTH = 12
_MOST_SHARE = 0.5  # share of a quote's words that a relay's clause must cover
_CITED = frozenset({"cite", "quote"})
_PAPER_LINKS = frozenset({"in", "by", "through", "via", "on", "to"})


def channels(found: Attribution, speaker: str | None) -> tuple[str, ...]:
    """What the reporting clause itself names between the speaker and the writer: papers, platforms,
    cited sources.
    """
    if found.cue is None:
        return ()
    passed = [_named_short(found.through)] if found.through is not None else []
    chain = [*passed, *_issuers(found), *_papers(found)]
    cited = [name for name in _cited(found) if name != speaker]
    return tuple(dict.fromkeys([*chain, *cited]))


def _named_short(head: Token) -> str:
    """The phrase up to its head, without the article: as an outlet is named elsewhere."""
    first = head.left_edge
    proper = any(t.pos_ == "PROPN" for t in head.doc[first.i : head.i + 1])
    if proper and first.lower_ in ("the", "a", "an") and first.i < head.i:
        first = first.nbor(1)
    return head.doc[first.i : head.i + 1].text


def _issuers(found: Attribution) -> list[str]:
    """Who put out the paper that the words stand in: "her staff issued a paper that she had"."""
    chain: list[str] = []
    assert found.cue is not None
    for node in islice(found.cue.ancestors, _DEPTH):
        if node.lemma_.lower() in mapping("documents") and node.pos_ == "NOUN":
            issuer = next((c for c in node.lefts if c.dep_ == "poss"), None)
            issuer = issuer or (own_subject(node.head) if node.dep_ == "dobj" else None)
            if issuer is not None and issuer.i != (
                found.source.i if found.source is not None else -1
            ):
                chain.insert(0, phrase_of(found.marked, issuer))
    return chain


def _papers(found: Attribution) -> Iterator[str]:
    """The platform or paper that the cue names: "said on Twitter", "wrote in a note", "a
    statement carried by X".
    """
    cue = found.cue
    assert cue is not None
    source = found.source.i if found.source is not None else -1
    for child in cue.children:
        if child.dep_ not in ("prep", "agent") or child.lower_ not in _PAPER_LINKS:
            continue
        for noun in child.children:
            if noun.dep_ != "pobj" or noun.i == source or found.says(noun):
                continue
            if noun.lower_ in _PLATFORMS:
                yield noun.text
            elif noun.pos_ == "NOUN" and noun.lemma_.lower() in mapping("documents"):
                yield _article_and_noun(noun)


def _article_and_noun(noun: Token) -> str:
    """The paper in few words: "a letter" of "a letter to the ministry that ..."."""
    first = next((c for c in noun.lefts if c.dep_ in ("det", "poss", "amod", "compound")), noun)
    return noun.doc[first.left_edge.i : noun.i + 1].text


def _cited(found: Attribution) -> Iterator[str]:
    """The sources that the speaker leans on: "Reuters reported, citing two officials"."""
    assert found.cue is not None
    for verb in found.cue.children:
        if (
            verb.tag_ == "VBG"
            and verb.lemma_.lower() in _CITED
            and verb.dep_ in ("advcl", "prep", "conj")
        ):
            yield from (phrase_of(found.marked, c) for c in verb.rights if c.dep_ == "dobj")


# ---- of the whole text -----------------------------------------------------------


def with_channels(
    quotes: Sequence[Quote], relays: Sequence[Relay], sentences: Sequence[Passage], text: str
) -> tuple[Quote, ...]:
    """The quotes with the outlets, links and outer speakers that passed them on before what their
    clause names.
    """
    starts = [s.start for s in sentences]
    links = [
        (m.start(), known.name if (known := of_host(m[1])) else m[1].lower())
        for m in _LINK.finditer(text)
    ]
    out = []
    for quote in _relayed(quotes):
        places = (*quote.content[:1], *quote.cue)
        first = bisect_right(starts, min(place.start for place in places)) - 1
        stop = bisect_left(starts, max(place.end for place in places))
        near = [s for s in sentences[max(0, first) : stop] if any(map(s.overlaps, places))]
        linked = [name for at, name in links if any(s.start <= at < s.end for s in near)]
        outlets = [r.origin for r in relays if _relays(r, quote, near)]
        out.append(replace(quote, via=tuple(dict.fromkeys([*linked, *outlets, *quote.via]))))
    return tuple(out)


def _relays(relay: Relay, quote: Quote, near: Sequence[Passage]) -> bool:
    """True where the outlet's clause holds the quote, or the outlet stands in its source, or was
    told or credited.
    """
    if not any(s.overlaps(relay.cue) for s in near):
        return False
    if any(source.overlaps(relay.at) for source in quote.source) or any(
        cue.overlaps(relay.cue) for cue in quote.cue
    ):
        return True
    if relay.about.end <= relay.cue.start and any(relay.about.covers(cue) for cue in quote.cue):
        return (
            True  # "Ruiz wrote so, as the Courier reported": the outlet tells that it was written
        )
    size = sum(len(c) for c in quote.content)
    shared = sum(
        max(0, min(c.end, relay.about.end) - max(c.start, relay.about.start)) for c in quote.content
    )
    return shared > _MOST_SHARE * size


def _relayed(quotes: Sequence[Quote]) -> list[Quote]:
    """An attribution inside the content of another comes through the other's speaker; "I" inside it
    is that speaker.
    """
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
    return bool(inner.cue) and any(
        c.covers(inner.cue[0]) and c.covers(inner.content[0]) for c in outer.content
    )


def hedges(found: Attribution) -> tuple[str, ...]:
    """Words at the cue that make the saying itself unsure: "reportedly said", "may have told"."""
    cue = found.cue
    if cue is None:
        return ()
    near = [c for c in cue.lefts if c.dep_ in ("aux", "advmod")]
    return tuple(
        c.lower_ for c in near if c.lower_ in words("hedges") or c.lemma_.lower() in words("hedges")
    )
