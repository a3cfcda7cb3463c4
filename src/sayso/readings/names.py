"""Every mention of a person, body, place or group by name: full names, surnames alone, short forms.

The model's own findings come first and are repaired: a possessive, an article or a title is never part of a mention.
What it missed is found by its capitals, and then by consistency: a name seen once is a name wherever the document
prints it again, and a surname goes with its full name. One spelling has one kind in one document. Dates and amounts
are no names. Where the case of a text was restored, what cannot be told from a common word is left out.

    model's spans ──repair──▶ mentions ──capitals──▶ + runs ──known names──▶ + repeats ──one kind each──▶ Name
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from sayso.lexicon import table, words
from sayso.lexicon.frequency import capital_share
from sayso.model import Document, Name, NameKind, Passage
from sayso.readings.parse import Piece
from sayso.readings.titles import is_title_word, title_before, title_within
from sayso.text import fold

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
_AMOUNTS = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})
_LONGEST_KNOWN = 8  # tokens of a name that is looked for again
_COMMON = 0.5  # share of capitals in background news below which a lone first word of a sentence is no name
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_HYPHENS = frozenset("-‐‑–")
_Known = dict[str, dict[tuple[str, ...], NameKind]]  # by first word, then by all words
_BOUND = re.compile(r"[-‐‑–](?=[a-z])(?!(?:al|el|ul|sur|upon|on|de|la|le)[-‐‑–])|[)\]”\"…]")  # "U.S.-led", "(HWU)…but"
_NAME_PARTS = frozenset({"NNP", "NNPS"})


@dataclass(frozen=True, slots=True)
class _Mention:
    """Tokens `first` up to `stop` of a piece; `opening` is where the title before it begins."""

    first: int
    stop: int
    kind: NameKind
    opening: int | None = None


def find_names(doc: Document, pieces: Sequence[Piece]) -> tuple[Name, ...]:
    """All mentions by name in the parsed pieces of `doc`, in order of place, none overlapping another."""
    found = [_first_pass(piece.tokens) for piece in pieces]
    known = _known_names(pieces, found)
    found = [
        _outside_titles(_with_repeats(piece.tokens, mine, known)) for piece, mine in zip(pieces, found, strict=True)
    ]
    kinds = _settled_kinds(doc, pieces, found)
    names = []
    for piece, mine in zip(pieces, found, strict=True):
        for mention in mine:
            names.append(_name(doc, piece, mention, kinds))
    return tuple(sorted(names, key=lambda name: name.at))


def _name(doc: Document, piece: Piece, mention: _Mention, kinds: dict[str, NameKind]) -> Name:
    at = _trimmed(piece.between(mention.first, mention.stop), doc.text)
    kind = kinds.get(fold(at.cut(doc.text)).text(), mention.kind)
    opening = mention.opening
    if opening is None or opening >= mention.first or kind != "person":
        return Name(at, kind)
    title = Passage(at.doc_id, piece.base + piece.tokens[opening].idx, at.start)
    return Name(at, kind, " ".join(title.cut(doc.text).split()))


def _trimmed(at: Passage, text: str) -> Passage:
    """The passage without marks that the tokeniser left on its words ("(HWU)")."""
    start, end = at.start, at.end
    while start < end - 1 and not text[start].isalnum():
        start += 1
    bound = _BOUND.search(text, start, end)
    end = bound.start() if bound else end
    while end > start + 1 and not text[end - 1].isalnum() and text[end - 1] != ".":
        end -= 1
    return Passage(at.doc_id, start, end)


# ---- the model's spans, repaired ---------------------------------------------


def _first_pass(tokens: Doc) -> list[_Mention]:
    found: list[_Mention] = []
    for ent in tokens.ents:
        kind = _KINDS.get(ent.label_)
        if kind:
            for first, stop in _parted(tokens, ent.start, ent.end):
                found.extend(_repaired(tokens, _Mention(first, stop, kind)))
    found = _widened(tokens, _distinct([*found, *_listed(tokens)]))
    return _distinct([*found, *_runs(tokens, found)])


def _parted(tokens: Doc, first: int, stop: int) -> Iterator[tuple[int, int]]:
    """A span cut at its possessives, brackets and quotation marks: "Ostland's Ministry" holds two names."""
    start = first
    for place in range(first, stop):
        if tokens[place].tag_ == "POS" or tokens[place].text in ("(", ")", ",", ";", "“", "”", '"', "``", "''", "/"):
            if start < place:
                yield start, place
            start = place + 1
    if start < stop:
        yield start, stop


def _repaired(tokens: Doc, mention: _Mention) -> Iterator[_Mention]:
    """The mention without what does not belong to it; nothing where nothing is left."""
    first, stop = mention.first, mention.stop
    while first < stop and not _named(tokens[first]):
        first += 1
    while stop > first and not (_named(tokens[stop - 1]) or (tokens[stop - 1].like_num and stop - 1 > first)):
        stop -= 1
    opening = None
    if mention.kind == "org" and _really_person(tokens, first, stop):
        mention = replace(mention, kind="person")
    if mention.kind == "person":
        name = title_within(tokens, first, stop)
        opening, first = (first if name > first else None), name
    while first < stop and not _named(tokens[first]):
        first += 1
    if first < stop and not _nameless(tokens, first, stop):
        yield _Mention(first, stop, mention.kind, opening)


def _really_person(tokens: Doc, first: int, stop: int) -> bool:
    """True for a "body" of two or three plain capitalised words that follows its employer ("the Herald's Ada Vint")
    or a rank ("Chiefs Gen Ada Vint")."""
    name = title_within(tokens, first, stop)
    plain = all(t.is_title and t.is_alpha for t in tokens[name:stop]) and 2 <= stop - name <= 3
    if not plain or tokens[stop - 1].lower_ in words("org_words"):
        return False
    employed = first > 1 and tokens[first - 1].tag_ == "POS" and tokens[first - 2].ent_type_ == "ORG"
    return name - first > 1 or employed


def _named(token: Token) -> bool:
    """True for a token that can begin or end a name: it has a capital and is no article or mark."""
    text = token.text
    if not any(c.isupper() for c in text):
        return False
    return token.lower_ not in ("the", "a", "an", "this", "that", "’s", "'s")


def _nameless(tokens: Doc, first: int, stop: int) -> bool:
    """True for words of the calendar, of titles alone, and for a common word that merely opens a sentence."""
    lowers = [tokens[i].lower_.rstrip(".") for i in range(first, stop)]
    if " ".join(lowers) in words("calendar_names"):
        return True
    if all(w in words("calendar_names") or w in words("capital_words") or w.isdigit() for w in lowers):
        return not (stop - first == 1 and tokens[first].text in _listed_spellings())
    if all(is_title_word(w) for w in lowers) and tokens[first].ent_type_ not in ("ORG", "GPE"):
        return True
    token = tokens[first]
    if stop - first > 1 or token.is_upper or not _opens(token):
        return False
    return token.pos_ not in ("PROPN", "ADJ") and capital_share(token.lower_) < _COMMON


def _opens(token: Token) -> bool:
    """True for the first word of a sentence or of a quotation."""
    return bool(token.is_sent_start) or (
        token.i > 0 and token.nbor(-1).text in '“"‘``:(' and not token.nbor(-1).is_alpha
    )


# ---- short forms and capitals --------------------------------------------------


def _listed_spellings() -> dict[str, NameKind]:
    return {s: kind for _, kind, spellings in _rows() for s in spellings.split()}


def _rows() -> Iterator[tuple[str, NameKind, str]]:
    kinds: dict[str, NameKind] = {"org": "org", "place": "place", "group": "group"}
    for row in table("known_names"):
        yield row[0], kinds[row[1]], row[2]


def _listed(tokens: Doc) -> Iterator[_Mention]:
    """Short forms that every newsroom prints ("U.S.", "UN"), and those the document explains: "... (ABC)"."""
    spellings = _listed_spellings()
    for token in tokens:
        kind = spellings.get(token.text)
        if kind and not (token.is_upper and token.sent.text.isupper() and len(token.sent) > 3):
            yield _Mention(token.i, token.i + 1, kind)
        elif _explained(tokens, token):
            yield _Mention(token.i, token.i + 1, "org")


def _explained(tokens: Doc, token: Token) -> bool:
    """True for capitals in brackets that are the initials of the words before: "the Harbour Workers' Union (HWU)"."""
    if not (token.text.isupper() and token.text.isalpha() and 2 <= len(token) <= 6 and token.i > 2):
        return False
    if tokens[token.i - 1].text != "(" or token.i + 1 >= len(tokens) or tokens[token.i + 1].text != ")":
        return False
    before = [t for t in tokens[max(0, token.i - 12) : token.i - 1] if t.text[:1].isupper()]
    return "".join(t.text[0] for t in before).endswith(token.text)


def _runs(tokens: Doc, found: Sequence[_Mention]) -> Iterator[_Mention]:
    """Capitalised proper nouns that the model passed over, outside headlines, where every word has a capital."""
    taken = _taken(tokens, found)
    place = 0
    while place < len(tokens):
        if taken[place] or not _stray(tokens[place]) or _headline(tokens[place]):
            place += 1
            continue
        stop = place + 1
        while stop < len(tokens) and not taken[stop] and (_stray(tokens[stop]) or _bound(tokens, stop)):
            stop += 1
        yield from _repaired(tokens, _Mention(place, stop, _guessed(tokens, place, stop)))
        place = stop


def _stray(token: Token) -> bool:
    return (
        token.tag_ in _NAME_PARTS
        and any(c.isupper() for c in token.text)
        and token.ent_type_ not in _AMOUNTS
        and token.lower_.rstrip(".") not in words("calendar_names")
        and token.lower_ not in words("capital_words")
        and not (_opens(token) and capital_share(token.lower_) < _COMMON)
    )


def _headline(token: Token) -> bool:
    """True in a sentence most of whose longer words are capitalised."""
    long = [t for t in token.sent if len(t) > 3 and t.is_alpha]
    return len(long) > 3 and sum(t.text[0].isupper() for t in long) >= 0.7 * len(long)


def _bound(tokens: Doc, place: int) -> bool:
    """True for a hyphen inside a name: no space on either side and a capital after it."""
    after = place + 1
    return (
        tokens[place].text in _HYPHENS
        and not tokens[place - 1].whitespace_
        and not tokens[place].whitespace_
        and after < len(tokens)
        and tokens[after].text[:1].isupper()
    )


def _guessed(tokens: Doc, first: int, stop: int) -> NameKind:
    """A kind for a run that the model did not see, by its title, last word, capitals or preposition."""
    last = tokens[stop - 1]
    if title_before(tokens, first) is not None or first < title_within(tokens, first, stop) < stop:
        return "person"
    if last.lower_ in words("org_words"):
        return "org"
    if last.lower_ in words("place_words"):
        return "place"
    if last.tag_ == "NNPS" and stop - first == 1:
        return "group"
    if last.is_upper and stop - first == 1 and len(last) > 1:
        return "org"
    return "other"


def _widened(tokens: Doc, found: Sequence[_Mention]) -> list[_Mention]:
    """Mentions with the name parts that the model cut off: "Abu Salim al-" + "Harir", "Adel" + "Karim"."""
    taken = _taken(tokens, found)
    wide = []
    for mention in found:
        first, stop = mention.first, mention.stop
        while first > 0 and not taken[first - 1] and _joined_before(tokens, first, mention):
            first -= 1
        while stop < len(tokens) and (grown := _joined_after(tokens, stop, mention)) > stop:
            if any(taken[i] and not (mention.kind == "person") for i in range(stop, grown)):
                break
            stop = grown
        opening = mention.opening
        if mention.kind == "person" and opening is None:
            opening = title_before(tokens, first)
        kind: NameKind = "org" if mention.kind == "group" and stop > mention.stop else mention.kind
        wide.append(_Mention(first, stop, kind, opening))
    return _outside_titles(wide)


def _outside_titles(found: Sequence[_Mention]) -> list[_Mention]:
    """The mentions but for those inside another's title ("Chairman of the Joint Chiefs Gen. ...")."""
    titles = [range(m.opening, m.first) for m in found if m.opening is not None]
    return [m for m in found if not any(m.first in title for title in titles)]


def _joined_before(tokens: Doc, first: int, mention: _Mention) -> bool:
    """True when the token before is a part of the same name: a compound of it, or bound to it by a hyphen."""
    before = tokens[first - 1]
    if before.text in _HYPHENS and first > 1:
        return not before.whitespace_ and not tokens[first - 2].whitespace_ and _stray(tokens[first - 2])
    if mention.kind not in ("person", "org") or not _stray(before) or is_title_word(before.text):
        return False
    inside = mention.first <= before.head.i < mention.stop
    return inside and before.dep_ == "compound" and not (before.text.isupper() and len(before) < 6)


def _joined_after(tokens: Doc, stop: int, mention: _Mention) -> int:
    """The token at which the name really stops, `stop` itself where nothing was cut off."""
    token = tokens[stop]
    glued = not tokens[stop - 1].whitespace_
    if glued and token.text in _HYPHENS and not token.whitespace_ and stop + 1 < len(tokens):
        after = tokens[stop + 1]
        return stop + 2 if after.tag_ in _NAME_PARTS and after.text[:1].isupper() else stop
    if mention.kind == "group":
        return _body_after(tokens, stop)
    if mention.kind != "person":
        return stop
    last = tokens[stop - 1]
    if token.lower_ in _SUFFIXES or (last.dep_ == "compound" and last.head.i == stop and _stray(token)):
        return stop + 1
    if token.lower_ in words("name_particles") and token.tag_ in _NAME_PARTS:
        after = stop + 1
        if after < len(tokens) and tokens[after].text in _HYPHENS:
            after += 1
        if after < len(tokens) and tokens[after].text[:1].isupper() and tokens[after].tag_ in _NAME_PARTS:
            return after + 1
    return stop


def _body_after(tokens: Doc, stop: int) -> int:
    """Where a body's name ends that begins with a people's or a faith's: "Northern Guard", "Islamic Front"."""
    end = stop
    while end < len(tokens) and tokens[end].tag_ in _NAME_PARTS and tokens[end].text[:1].isupper():
        end += 1
    if end > stop and tokens[end - 1].tag_ == "NNPS" and tokens[end - 1].lower_ not in words("org_words"):
        return stop  # "Northern Kurds" are people
    bound = end > stop and tokens[stop - 1].head.i in range(stop, end)
    return end if bound and title_within(tokens, stop, end) < end and not tokens[end - 1].ent_type_ else stop


# ---- consistency ---------------------------------------------------------------


def _known_names(pieces: Sequence[Piece], found: Sequence[Sequence[_Mention]]) -> _Known:
    """Names seen in the document by their first word: all words of each, and the surname of each full person's name."""
    counts: dict[tuple[str, ...], Counter[NameKind]] = defaultdict(Counter)
    for piece, mine in zip(pieces, found, strict=True):
        for mention in mine:
            lowers = tuple(_key(t) for t in piece.tokens[mention.first : mention.stop])
            if len(lowers) <= _LONGEST_KNOWN:
                counts[lowers][mention.kind] += 1
            if mention.kind == "person":
                for surname in _surnames(lowers):
                    counts[surname]["person"] += 1
    known: _Known = defaultdict(dict)
    for lowers, kinds in counts.items():
        known[lowers[0]][lowers] = _commonest(kinds)
    return known


def _surnames(lowers: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The last name of a full one, with its hyphened or particle form: ("al", "-", "harir") and ("harir",)."""
    body = lowers[:-1] if lowers[-1] in _SUFFIXES else lowers
    if len(body) < 2 or len(body[-1]) < 3 or not body[-1].isalpha():
        return []
    forms = [body[-1:]]
    start = len(body) - 1
    while start > 1 and (body[start - 1] in _HYPHENS or body[start - 2] in words("name_particles")):
        start -= 2 if body[start - 1] in _HYPHENS else 1
    if body[start - 1] in words("name_particles"):
        start -= 1
    return [*forms, body[start:]] if 0 < start < len(body) - 1 else forms


def _with_repeats(tokens: Doc, found: Sequence[_Mention], known: _Known) -> list[_Mention]:
    """The mentions, and every place where a known name stands again unmarked."""
    taken = _taken(tokens, found)
    more: list[_Mention] = []
    for token in tokens:
        forms = known.get(_key(token))
        if not forms or taken[token.i] or not any(c.isupper() for c in token.text):
            continue
        stop = _match(tokens, token.i, forms, taken)
        if stop and not (stop - token.i == 1 and _doubtful(token)):
            kind = forms[tuple(_key(t) for t in tokens[token.i : stop])]
            opening = title_before(tokens, token.i) if kind == "person" else None
            more.append(_Mention(token.i, stop, kind, opening))
            taken[token.i : stop] = [True] * (stop - token.i)
    return _distinct([*found, *more])


def _key(token: Token) -> str:
    """By what a name is known again: in lower case, but a short form in its capitals ("IS" is not "is")."""
    return token.text if token.is_upper and 1 < len(token) <= 6 else token.lower_


def _match(tokens: Doc, first: int, forms: dict[tuple[str, ...], NameKind], taken: Sequence[bool]) -> int:
    for size in range(min(_LONGEST_KNOWN, len(tokens) - first), 0, -1):
        stop = first + size
        if tuple(_key(t) for t in tokens[first:stop]) in forms and not any(taken[first:stop]):
            return stop if any(c.isupper() for c in tokens[stop - 1].text) else 0
    return 0


def _doubtful(token: Token) -> bool:
    """True for a common word whose capital may come from its place."""
    common = capital_share(token.lower_) < _COMMON and token.tag_ not in _NAME_PARTS
    verb = token.is_upper and token.pos_ in ("AUX", "VERB") and token.sent.text.isupper()
    return verb or (common and (_opens(token) or _headline(token)))


def _settled_kinds(doc: Document, pieces: Sequence[Piece], found: Sequence[Sequence[_Mention]]) -> dict[str, NameKind]:
    """One kind for each spelling: the commonest, where a surname counts with the full names that end in it."""
    counts: dict[str, Counter[NameKind]] = defaultdict(Counter)
    located: Counter[str] = Counter()
    borne: set[str] = set()
    for piece, mine in zip(pieces, found, strict=True):
        for mention in mine:
            form = fold(_trimmed(piece.between(mention.first, mention.stop), doc.text).cut(doc.text)).text()
            counts[form][mention.kind] += 1
            located[form] += _locates(piece.tokens, mention.first)
            full = mention.stop - mention.first > 1
            lowers = tuple(_key(t) for t in piece.tokens[mention.first : mention.stop])
            if mention.kind == "person" and full:
                borne.update(fold("".join(surname)).text() for surname in _surnames(lowers))
    for form in borne & counts.keys():  # the model takes a lone surname for a body; the full name knows better
        kinds = counts[form]
        kinds["person"] += kinds.pop("org", 0) + kinds.pop("other", 0) + 1
        if not located[form]:
            kinds["person"] += kinds.pop("place", 0)
    for folded, kind, _ in _rows():
        if folded in counts:
            counts[folded] = Counter({kind: 1})
    return {form: _commonest(kinds) for form, kinds in counts.items()}


def _commonest(kinds: Counter[NameKind]) -> NameKind:
    """The commonest kind; "other" gives way to any, ties go to people, then bodies, places and groups."""
    order: tuple[NameKind, ...] = ("person", "org", "place", "group")
    sure = [(kinds[k], -n, k) for n, k in enumerate(order) if kinds[k]]
    return max(sure)[2] if sure else "other"


def _locates(tokens: Doc, first: int) -> bool:
    """True where the name answers where: "in Washington", but not "about Washington"."""
    return first > 0 and tokens[first - 1].lower_ in ("in", "at", "near", "outside", "across", "throughout")


def _taken(tokens: Doc, found: Sequence[_Mention]) -> list[bool]:
    taken = [False] * len(tokens)
    for mention in found:
        taken[mention.first : mention.stop] = [True] * (mention.stop - mention.first)
    return taken


def _distinct(found: Sequence[_Mention]) -> list[_Mention]:
    """Mentions that do not overlap: the longer wins, then the earlier found."""
    kept: list[_Mention] = []
    used: set[int] = set()
    for _, mention in sorted(enumerate(found), key=lambda item: (item[1].first - item[1].stop, item[0])):
        places = range(mention.first, mention.stop)
        if places and not used.intersection(places):
            used.update(places)
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.first)
