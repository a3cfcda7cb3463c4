"""Every mention of a person, body, place or group by name: full names, surnames alone, short forms.

The model's own findings come first and are repaired: a possessive, an article or a title is never
part of a mention. What it missed is found by its capitals, and then by consistency: a name seen
once is a name wherever the document prints it again, and a surname goes with its full name. One
spelling has one kind in one document. Dates and amounts are no names. Where the case of a text was
restored, what cannot be told from a common word is left out.

  model's spans ─repair─▶ mentions ─capitals─▶ + runs ─known names─▶ + repeats ─one kind each─▶ Name
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from sayso.lexicon import words
from sayso.model import Document, Name, NameKind, Passage
from sayso.readings.names.capitals import listed, runs
from sayso.readings.names.kinds import commonest, person_or_body, settled_kinds
from sayso.readings.names.mentions import (
    HYPHENS,
    LEGAL_FORMS,
    NAME_PARTS,
    Mention,
    distinct,
    has_inner_capital,
    in_headline,
    is_common,
    opens,
    outside_titles,
    taken_by,
)
from sayso.readings.names.namesakes import namesakes
from sayso.readings.names.nicknames import with_nicknames
from sayso.readings.names.passages import key_of, surnames, trimmed
from sayso.readings.names.repair import parts, repaired
from sayso.readings.names.titles import title_before
from sayso.readings.names.widening import numbered, widened
from sayso.readings.page.parse import Piece
from sayso.text import letters

_KINDS: dict[str, NameKind] = {
    "PERSON": "person",
    "ORG": "org",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "EVENT": "other",
    "PRODUCT": "other",
    "WORK_OF_ART": "other",
    "LAW": "other",
}
_LONGEST_KNOWN = 8  # tokens of a name that is looked for again
_ALONE = 2  # mentions from which what stands behind a dash is a name of its own
_Known = dict[str, dict[tuple[str, ...], NameKind]]  # by first word, then by all words


def find_names(doc: Document, pieces: Sequence[Piece]) -> tuple[Name, ...]:
    """All mentions by name in the parsed pieces of `doc`, in order of place, none overlapping
    another.
    """
    found = _run_ons_parted(pieces, [_first_pass(piece.tokens) for piece in pieces])
    found = _dashes_parted(pieces, found)
    known = _known_names(pieces, found)
    found = [
        outside_titles(_with_repeats(piece.tokens, mine, known))
        for piece, mine in zip(pieces, found, strict=True)
    ]
    kinds = settled_kinds(doc, pieces, found)
    towns = namesakes([piece.tokens for piece in pieces], found)
    names = []
    for n, (piece, mine) in enumerate(zip(pieces, found, strict=True)):
        for mention in mine:
            name = _name(doc, piece, mention, kinds)
            if (n, mention.first) in towns and mention.stop - mention.first == 1:
                name = Name(name.at, "place")
            if (
                name.at.cut(doc.text).lower().rstrip(".") not in LEGAL_FORMS
            ):  # "(for now)-Corvan Inc.-and"
                names.append(name)
    return tuple(sorted(names, key=lambda name: name.at))


def _first_pass(tokens: Doc) -> list[Mention]:
    found: list[Mention] = []
    for ent in tokens.ents:
        kind = _KINDS.get(ent.label_)
        if kind:
            for first, stop in parts(tokens, ent.start, ent.end):
                found.extend(repaired(tokens, Mention(first, stop, kind)))
    found = widened(tokens, distinct([*found, *listed(tokens)]))
    found = with_nicknames(tokens, distinct([*found, *runs(tokens, found)]))
    return [person_or_body(tokens, mention) for mention in numbered(tokens, found)]


def _name(doc: Document, piece: Piece, mention: Mention, kinds: dict[str, NameKind]) -> Name:
    at = trimmed(piece.between(mention.first, mention.stop), doc.text)
    kind = kinds.get(letters(at.cut(doc.text)), mention.kind)
    opening = mention.opening
    if opening is None or opening >= mention.first or kind != "person":
        return Name(at, kind)
    title = Passage(at.doc_id, piece.base + piece.tokens[opening].idx, at.start)
    return Name(at, kind, " ".join(title.cut(doc.text).split()))


def _run_ons_parted(pieces: Sequence[Piece], found: Sequence[list[Mention]]) -> list[list[Mention]]:
    """In text without marks, two names that stand side by side come as one: each is known alone
    elsewhere.
    """
    alone: Counter[tuple[str, NameKind]] = Counter()
    for piece, mine in zip(pieces, found, strict=True):
        alone.update((key_of(piece.tokens[m.first]), m.kind) for m in mine if m.stop - m.first == 1)
    people_or_bodies = {
        key for (key, kind), n in alone.items() if n > 1 and kind in ("person", "org", "place")
    }
    places = {key for (key, kind), n in alone.items() if n > 1 and kind == "place"}
    return [
        [part for m in mine for part in _parted(piece, m, people_or_bodies, places)]
        for piece, mine in zip(pieces, found, strict=True)
    ]


def _parted(piece: Piece, mention: Mention, known: set[str], places: set[str]) -> list[Mention]:
    first, stop = mention.first, mention.stop
    if not piece.poor or stop - first < 2:
        return [mention]
    last = key_of(piece.tokens[stop - 1])
    two = stop - first == 2 and last in known and key_of(piece.tokens[first]) in known
    long = mention.kind != "person" or stop - first > 2
    placed = (
        long
        and last in places
        and piece.tokens[stop - 2].is_alpha
        and piece.tokens[stop - 2].lower_ != "of"
    )
    if not two and not placed:
        return [mention]
    return [
        replace(mention, stop=stop - 1),
        Mention(stop - 1, stop, "place" if placed else mention.kind),
    ]


def _dashes_parted(pieces: Sequence[Piece], found: Sequence[list[Mention]]) -> list[list[Mention]]:
    """ "San Pedro-Lisco" is two names where the document has "Lisco" alone, "Lund-Oru" where it has
    both.
    """
    alone: Counter[tuple[str, ...]] = Counter()
    for piece, mine in zip(pieces, found, strict=True):
        alone.update(tuple(key_of(t) for t in piece.tokens[m.first : m.stop]) for m in mine)
    return [
        [part for m in mine for part in _at_dash(piece.tokens, m, alone)]
        for piece, mine in zip(pieces, found, strict=True)
    ]


def _at_dash(tokens: Doc, mention: Mention, alone: Counter[tuple[str, ...]]) -> list[Mention]:
    dashes = [i for i in range(mention.first + 1, mention.stop - 1) if tokens[i].text in HYPHENS]
    if not dashes:
        return [mention]
    left, right = (
        tuple(key_of(t) for t in run)
        for run in (tokens[mention.first : dashes[-1]], tokens[dashes[-1] + 1 : mention.stop])
    )
    if alone[right] < _ALONE or (mention.kind == "person" and alone[left] < _ALONE):
        return [mention]
    kind: NameKind = "person" if mention.kind == "person" else "org"
    return [replace(mention, stop=dashes[-1]), Mention(dashes[-1] + 1, mention.stop, kind)]


# ---- consistency ---------------------------------------------------------------


def _known_names(pieces: Sequence[Piece], found: Sequence[Sequence[Mention]]) -> _Known:
    """Names seen in the document by their first word: all words of each, and the surname of each
    full person's name.
    """
    counts: dict[tuple[str, ...], Counter[NameKind]] = defaultdict(Counter)
    for piece, mine in zip(pieces, found, strict=True):
        for mention in mine:
            lowers = tuple(key_of(t) for t in piece.tokens[mention.first : mention.stop])
            if len(lowers) <= _LONGEST_KNOWN:
                counts[lowers][mention.kind] += 1
            if mention.kind == "person":
                for surname in surnames(lowers):
                    counts[surname]["person"] += 1
    known: _Known = defaultdict(dict)
    for lowers, kinds in counts.items():
        known[lowers[0]][lowers] = commonest(kinds)
    return known


def _with_repeats(tokens: Doc, found: Sequence[Mention], known: _Known) -> list[Mention]:
    """The mentions, and every place where a known name stands again unmarked."""
    found = [_known_longer(tokens, mention, known) for mention in found]
    taken = taken_by(tokens, found)
    more: list[Mention] = []
    for token in tokens:
        forms = known.get(key_of(token))
        written = any(c.isupper() for c in token.text) or token.lower_ in words("lower_particles")
        if not forms or taken[token.i] or not written:
            continue
        stop = _match(tokens, token.i, forms, taken)
        kind = forms[tuple(key_of(t) for t in tokens[token.i : stop])] if stop else "other"
        if stop and not (
            stop - token.i == 1 and _doubtful(token) and not (kind == "person" and _acts(token))
        ):
            opening = title_before(tokens, token.i) if kind == "person" else None
            more.append(Mention(token.i, stop, kind, opening))
            taken[token.i : stop] = [True] * (stop - token.i)
    return distinct([*found, *more])


def _known_longer(tokens: Doc, mention: Mention, known: _Known) -> Mention:
    """With what stands behind it, where the document knows the name so: "Corvan 4G owners", "the
    iCorvan Air store".
    """
    if mention.stop >= len(tokens):
        return mention
    counted = any(c.isdigit() for c in tokens[mention.stop].text)
    if not counted and not has_inner_capital(tokens[mention.first].text):
        return mention
    free = [False] * len(tokens)
    stop = _match(tokens, mention.first, known.get(key_of(tokens[mention.first]), {}), free)
    return replace(mention, stop=stop) if stop > mention.stop else mention


def _match(
    tokens: Doc, first: int, forms: dict[tuple[str, ...], NameKind], taken: Sequence[bool]
) -> int:
    for size in range(min(_LONGEST_KNOWN, len(tokens) - first), 0, -1):
        stop = first + size
        if tuple(key_of(t) for t in tokens[first:stop]) in forms and not any(taken[first:stop]):
            spelt = any(c.isupper() for c in tokens[stop - 1].text) or has_inner_capital(
                tokens[first].text
            )
            return stop if spelt else 0
    return 0


def _doubtful(token: Token) -> bool:
    """True for a common word whose capital may come from its place."""
    if token.is_upper and len(token) > 1 and not token.sent.text.isupper():
        return token.pos_ in ("AUX", "VERB") and in_headline(token)  # "WHO, the ... Organization,"
    common = is_common(token) and token.tag_ not in NAME_PARTS
    return common and (opens(token) or in_headline(token))


def _acts(token: Token) -> bool:
    """True for the subject of one who did something: "Banks resigned", where "Banks" opens the
    sentence.
    """
    return (
        token.dep_ in ("nsubj", "nsubjpass")
        and token.head.tag_ in ("VBZ", "VBD")
        and token.head.i > token.i
    )
