"""Where names stand in one parsed piece: the model's spans, repaired, and what it passed over.

A possessive, an article or a title is never part of a mention. Short forms that every newsroom
prints are known by a list; capitalised runs outside headlines are taken; parts that the model cut
off a name are joined to it again. Calendar words, amounts and words that merely open a sentence are
refused.

    spaCy's spans ──repair──▶ ┐
    short forms ────────────▶ ├─ widen ─▶ mentions + capitalised runs
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from sayso.lexicon import words
from sayso.lexicon.frequency import capital_share
from sayso.model import NameKind
from sayso.readings.names.designations import (
    has_inner_capital,
    with_number,
)
from sayso.readings.names.listed_names import listed_spellings
from sayso.readings.names.titles import (
    behind_party,
    is_seat,
    is_title_word,
    office_within,
    title_before,
    title_within,
)
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
# share of capitals in background news below which a lone first word of a sentence is no name
_COMMON = 0.5
HYPHENS = frozenset("-‐‑–")
_LONGEST_LINE = 60  # tokens; no headline is longer
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
NAME_PARTS = frozenset({"NNP", "NNPS"})
_PARTING = frozenset({"(", ")", ",", ";", "“", "”", '"', "``", "''", "/"})
LEGAL_FORMS = frozenset({"inc", "corp", "ltd", "llc", "plc", "co"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `first` up to `stop` of a piece; `opening` is where the title before it begins."""

    first: int
    stop: int
    kind: NameKind
    opening: int | None = None


# ---- the model's spans, repaired ---------------------------------------------


def first_pass(tokens: Doc) -> list[Mention]:
    found: list[Mention] = []
    for ent in tokens.ents:
        kind = _KINDS.get(ent.label_)
        if kind:
            for first, stop in _parted(tokens, ent.start, ent.end):
                found.extend(_repaired(tokens, Mention(first, stop, kind)))
    found = _widened(tokens, distinct([*found, *_listed(tokens)]))
    return _designated(tokens, distinct([*found, *_runs(tokens, found)]))


def _designated(tokens: Doc, found: Sequence[Mention]) -> list[Mention]:
    """The mentions of things and bodies with the numbers and words that belong to them."""
    taken, done = taken_by(tokens, found), []
    for mention in found:
        first, stop = mention.first, mention.stop
        kind: NameKind = mention.kind
        if kind == "group" and has_inner_capital(tokens[first].text):
            kind = "other"
        if kind in ("org", "other", "place"):
            stop = with_number(tokens, first, stop)
        free = not any(taken[first : mention.first]) and not any(taken[mention.stop : stop])
        done.append(Mention(first, stop, kind, mention.opening) if free else mention)
    return done


def _parted(tokens: Doc, first: int, stop: int) -> Iterator[tuple[int, int]]:
    """A span cut at its possessives, brackets and quotation marks: "Ostland's Ministry" holds two
    names.
    """
    start = first
    for place in range(first, stop):
        if tokens[place].tag_ == "POS" or tokens[place].text in _PARTING:
            if start < place:
                yield start, place
            start = place + 1
    if start < stop:
        yield start, stop


def _repaired(tokens: Doc, mention: Mention) -> Iterator[Mention]:
    """The mention without what does not belong to it; nothing where nothing is left."""
    first, stop = mention.first, mention.stop
    while first < stop and not _named(tokens[first]):
        first += 1
    while stop > first and not (
        _named(tokens[stop - 1]) or (tokens[stop - 1].like_num and stop - 1 > first)
    ):
        stop -= 1
    opening = None
    behind = behind_party(tokens, first, stop) if mention.kind in ("person", "org") else first
    if behind > first or (mention.kind == "org" and _employed(tokens, first, stop)):
        first = behind
        mention = replace(mention, kind="person")
    titled = office_within(tokens, first, stop) if mention.kind in ("org", "other") else first
    if mention.kind == "person" or titled > first:
        name = max(titled, title_within(tokens, first, stop))
        opening, first = (first if name > first else None), name
        mention = replace(mention, kind="person")
    while first < stop and not _named(tokens[first]):
        first += 1
    if mention.kind != "group" and first < stop:
        first = _with_particle(tokens, first)
    if first < stop and not _nameless(tokens, first, stop):
        yield Mention(first, stop, mention.kind, opening)


def _with_particle(tokens: Doc, first: int) -> int:
    """The first token of a name that a small particle leads: "al-Harir", "van Dorn"."""
    before = first - 1
    if before > 0 and tokens[before].text in HYPHENS and not tokens[before - 1].whitespace_:
        before -= 1
    bound = (
        before >= 0
        and tokens[before].lower_ in words("lower_particles")
        and tokens[before].text.islower()
    )
    return before if bound else first


def _employed(tokens: Doc, first: int, stop: int) -> bool:
    """True for a "body" of two or three plain words behind its employer: "the Herald's Ada Vint"."""
    plain = all(t.is_title and t.is_alpha for t in tokens[first:stop]) and 2 <= stop - first <= 3
    behind = first > 1 and tokens[first - 1].tag_ == "POS" and tokens[first - 2].ent_type_ == "ORG"
    return plain and behind and tokens[stop - 1].lower_ not in words("org_words")


def _named(token: Token) -> bool:
    """True for a token that can begin or end a name: it has a capital and is no article or mark."""
    text = token.text
    if not any(c.isupper() for c in text):
        return False
    return token.lower_ not in ("the", "a", "an", "this", "that", "’s", "'s")


def _nameless(tokens: Doc, first: int, stop: int) -> bool:
    """True for words of the calendar, of titles alone, and for a common word that merely opens a
    sentence.
    """
    lowers = [tokens[i].lower_.rstrip(".") for i in range(first, stop)]
    if " ".join(lowers) in words("calendar_names"):
        return True
    if all(
        w in words("calendar_names") or w in words("capital_words") or w.isdigit() for w in lowers
    ):
        return not (stop - first == 1 and tokens[first].text in listed_spellings())
    if lowers[0] in LEGAL_FORMS and stop - first == 1:
        return True
    if is_seat("".join(t.text for t in tokens[first:stop])):
        return True
    if all(is_title_word(w) for w in lowers) and tokens[first].ent_type_ not in ("ORG", "GPE"):
        return True
    token = tokens[first]
    if stop - first > 1 or token.is_upper or not opens(token):
        return False
    return token.pos_ not in ("PROPN", "ADJ") and is_common(token)


def is_common(token: Token) -> bool:
    """True for a word that background news writes small; a word that it does not have may well be a
    name.
    """
    share = capital_share(fold(token.lower_).text())
    return share is not None and share < _COMMON


def opens(token: Token) -> bool:
    """True for the first word of a sentence or of a quotation."""
    return bool(token.is_sent_start) or (
        token.i > 0 and token.nbor(-1).text in '“"‘``:(' and not token.nbor(-1).is_alpha
    )


# ---- short forms and capitals --------------------------------------------------


def _listed(tokens: Doc) -> Iterator[Mention]:
    """Short forms that every newsroom prints ("U.S.", "UN"), and those the document explains: "...
    (ABC)".
    """
    spellings = listed_spellings()
    for token in tokens:
        kind = spellings.get(token.text)
        if kind:
            yield Mention(token.i, token.i + 1, kind)
        elif _explained(tokens, token):
            yield Mention(token.i, token.i + 1, "org")


def _explained(tokens: Doc, token: Token) -> bool:
    """True for capitals in brackets that are the initials of the words before: "the Harbour
    Workers' Union (HWU)".
    """
    if not (token.text.isupper() and token.text.isalpha() and 2 <= len(token) <= 6 and token.i > 2):
        return False
    if (
        tokens[token.i - 1].text != "("
        or token.i + 1 >= len(tokens)
        or tokens[token.i + 1].text != ")"
    ):
        return False
    before = [t for t in tokens[max(0, token.i - 12) : token.i - 1] if t.text[:1].isupper()]
    return "".join(t.text[0] for t in before).endswith(token.text)


def _runs(tokens: Doc, found: Sequence[Mention]) -> Iterator[Mention]:
    """Capitalised proper nouns that the model passed over, outside headlines, where every word has
    a capital.
    """
    taken = taken_by(tokens, found)
    place = 0
    while place < len(tokens):
        if taken[place] or not _stray(tokens[place]) or in_headline(tokens[place]):
            place += 1
            continue
        stop = place + 1
        while (
            stop < len(tokens)
            and not taken[stop]
            and (_stray(tokens[stop]) or _bound(tokens, stop))
        ):
            stop += 1
        yield from _repaired(tokens, Mention(place, stop, _guessed(tokens, place, stop)))
        place = stop


def _stray(token: Token) -> bool:
    return (
        (token.tag_ in NAME_PARTS or has_inner_capital(token.text))
        and any(c.isupper() for c in token.text)
        and token.ent_type_ not in _AMOUNTS
        and token.lower_.rstrip(".") not in words("calendar_names")
        and token.lower_ not in words("capital_words")
        and not (opens(token) and is_common(token))
    )


def in_headline(token: Token) -> bool:
    """True in a sentence most of whose longer words are capitalised, common ones too."""
    if len(token.sent) > _LONGEST_LINE:
        return False
    long = [t for t in token.sent if len(t) > 3 and t.is_alpha and not opens(t)]
    capital = [t for t in long if t.text[0].isupper()]
    return (
        len(long) > 3 and len(capital) >= 0.7 * len(long) and sum(is_common(t) for t in capital) > 1
    )


def _bound(tokens: Doc, place: int) -> bool:
    """True for a hyphen inside a name: no space on either side and a capital after it."""
    after = place + 1
    return (
        tokens[place].text in HYPHENS
        and not tokens[place - 1].whitespace_
        and not tokens[place].whitespace_
        and after < len(tokens)
        and tokens[after].text[:1].isupper()
    )


def _guessed(tokens: Doc, first: int, stop: int) -> NameKind:
    """A kind for a run that the model did not see, by its title, last word, capitals or
    preposition.
    """
    last = tokens[stop - 1]
    partied = first > 0 and behind_party(tokens, first - 1, stop) == first
    if (
        partied
        or title_before(tokens, first) is not None
        or first < title_within(tokens, first, stop) < stop
    ):
        return "person"
    explained = stop + 1 < len(tokens) and _explained(tokens, tokens[stop + 1])
    if explained or last.lower_ in words("org_words"):
        return "org"
    if last.lower_ in words("place_words"):
        return "place"
    if last.tag_ == "NNPS" and stop - first == 1:
        return "group"
    if last.is_upper and stop - first == 1 and len(last) > 1:
        return "org"
    return "person" if _acts(tokens, first, stop) else "other"


def _acts(tokens: Doc, first: int, stop: int) -> bool:
    """True for two or three capitalised words that do something or explain who does: people do."""
    plain = all(t.is_title and t.is_alpha for t in tokens[first:stop]) and 2 <= stop - first <= 3
    return plain and tokens[stop - 1].dep_ in ("nsubj", "appos")


def _widened(tokens: Doc, found: Sequence[Mention]) -> list[Mention]:
    """Mentions with the name parts that the model cut off: "Abu Salim al-" + "Harir", "Adel" +
    "Karim".
    """
    taken = taken_by(tokens, found)
    wide = []
    for mention in found:
        first, stop = mention.first, mention.stop
        while first > 0 and not taken[first - 1] and _joined_before(tokens, first, mention):
            first -= 1
        while stop < len(tokens) and (grown := _joined_after(tokens, stop, mention)) > stop:
            if any(taken[i] and mention.kind != "person" for i in range(stop, grown)):
                break
            stop = grown
        opening = mention.opening
        if mention.kind == "person" and opening is None:
            opening = title_before(tokens, first)
        kind: NameKind = "org" if mention.kind == "group" and stop > mention.stop else mention.kind
        wide.append(Mention(first, stop, kind, opening))
    return outside_titles(wide)


def outside_titles(found: Sequence[Mention]) -> list[Mention]:
    """The mentions but for those inside another's title ("Chairman of the Harbor Board Gen.
    ...").
    """
    found = [replace(m, opening=_clear_of(found, m.opening)) for m in found]
    titles = [range(m.opening, m.first) for m in found if m.opening is not None]
    return [m for m in found if not any(m.first in title for title in titles)]


def _clear_of(found: Sequence[Mention], opening: int | None) -> int | None:
    """Where a title begins that another name's last word was taken into ("... Harbour Guard
    commander").
    """
    cut = [m.stop for m in found if opening is not None and m.first < opening < m.stop]
    return max(cut, default=opening)


def _joined_before(tokens: Doc, first: int, mention: Mention) -> bool:
    """True when the token before is a part of the same name: a compound of it, or bound to it by a
    hyphen.
    """
    before = tokens[first - 1]
    if before.text in HYPHENS and first > 1:
        return (
            not before.whitespace_
            and not tokens[first - 2].whitespace_
            and _stray(tokens[first - 2])
        )
    if mention.kind not in ("person", "org") or not _stray(before) or is_title_word(before.text):
        return False
    inside = mention.first <= before.head.i < mention.stop
    return inside and before.dep_ == "compound" and not (before.text.isupper() and len(before) < 6)


def _joined_after(tokens: Doc, stop: int, mention: Mention) -> int:
    """The token at which the name really stops, `stop` itself where nothing was cut off."""
    token = tokens[stop]
    glued = not tokens[stop - 1].whitespace_
    if glued and token.text in HYPHENS and not token.whitespace_ and stop + 1 < len(tokens):
        after = tokens[stop + 1]
        return stop + 2 if after.tag_ in NAME_PARTS and after.text[:1].isupper() else stop
    if mention.kind == "group":
        return _body_after(tokens, stop)
    if mention.kind != "person":
        return stop
    last = tokens[stop - 1]
    if token.lower_ in SUFFIXES or (
        last.dep_ == "compound" and last.head.i == stop and _stray(token)
    ):
        return stop + 1
    if token.lower_ in words("name_particles") and token.tag_ in NAME_PARTS:
        place = stop + 1
        if place < len(tokens) and tokens[place].text in HYPHENS:
            place += 1
        if (
            place < len(tokens)
            and tokens[place].text[:1].isupper()
            and tokens[place].tag_ in NAME_PARTS
        ):
            return place + 1
    return stop


def _body_after(tokens: Doc, stop: int) -> int:
    """Where a body's name ends that begins with a people's or a faith's: "Northern Guard", "Islamic
    Front".
    """
    end = stop
    while end < len(tokens) and tokens[end].tag_ in NAME_PARTS and tokens[end].text[:1].isupper():
        end += 1
    if behind_party(tokens, stop - 1, end) == stop:
        return stop
    if (
        end > stop
        and tokens[end - 1].lower_.endswith("s")
        and tokens[end - 1].lower_ not in words("org_words")
    ):
        return stop  # "Northern Kurds" are people
    bound = end > stop and tokens[stop - 1].head.i in range(stop, end)
    return (
        end
        if bound and title_within(tokens, stop, end) < end and not tokens[end - 1].ent_type_
        else stop
    )


def taken_by(tokens: Doc, found: Sequence[Mention]) -> list[bool]:
    taken = [False] * len(tokens)
    for mention in found:
        taken[mention.first : mention.stop] = [True] * (mention.stop - mention.first)
    return taken


def distinct(found: Sequence[Mention]) -> list[Mention]:
    """Mentions that do not overlap: the longer wins, then the earlier found."""
    kept: list[Mention] = []
    used: set[int] = set()
    for _, mention in sorted(
        enumerate(found), key=lambda item: (item[1].first - item[1].stop, item[0])
    ):
        places = range(mention.first, mention.stop)
        if places and not used.intersection(places):
            used.update(places)
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.first)
