"""Which kind a name is of: what the model took for a body may be a person, and one spelling has one
kind in one document.

    mentions ──words inside and around──▶ kind; spellings ──commonest──▶ kind
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Doc, Token

from sayso.lexicon import mapping, words
from sayso.model import Document, NameKind
from sayso.readings.names.capitals import explained
from sayso.readings.names.listed_names import known_rows
from sayso.readings.names.mentions import Mention
from sayso.readings.names.passages import key_of, surnames, trimmed
from sayso.readings.page.parse import Piece
from sayso.text import letters

_GENERATIONS = frozenset({"jr", "jr.", "sr", "sr."})
# what is named for people; “Hall”, “Park” and “Church” are surnames too
_NAMED_FOR = frozenset(
    {"hospital", "university", "college", "airport", "stadium", "museum", "school", "library",
     "theatre", "theater", "arena", "foundation", "institute", "academy", "cathedral", "memorial",
     "clinic", "centre", "center", "prize", "award", "medal", "bridge", "avenue", "street", "road",
     "boulevard", "highway", "station", "airlines", "airways", "building", "tower", "towers",
     "hotel", "plaza", "auditorium", "courthouse", "pavilion", "parkway", "society", "committee",
     "commission", "fund", "images", "reports", "associates", "group", "corporation"}
)  # fmt: skip
_SURNAMES_TOO = frozenset({"bridge", "tower", "towers", "road", "street"})
_LOCATING = frozenset({"the", "at", "in", "near", "on", "off", "along", "outside", "across"})
_ADDRESSES = frozenset({"mr", "mrs", "ms", "miss"})
_SURE = 100  # mentions that a form of address outweighs
_FULL = 2  # words of a name with a given name and a surname
_DOERS = frozenset(
    {"pollster", "strategist", "lawyer", "attorney", "professor", "analyst", "blogger", "historian",
     "reporter", "writer", "author", "consultant", "scholar", "banker", "trader", "lawmaker"}
)  # fmt: skip
# of bodies as of people: "the owner, Gull Foods,"
_EITHER = frozenset(
    {"owner", "operator", "sponsor", "buyer", "seller", "winner", "landlord", "employer", "rival",
     "publisher", "defendant", "plaintiff", "leader", "champion", "supplier", "client", "customer"}
)  # fmt: skip
_ENDINGS = ("man", "woman", "ist", "ess")
_WHO = frozenset(
    {"actor", "keeper", "singer", "player", "artist", "father", "mother", "sailor",
     "neighbour", "neighbor", "colleague", "friend", "teacher", "trainer", "leader",
     "captain", "coach", "doctor", "nurse", "driver", "pilot", "widow", "widower", "boss"}
)  # fmt: skip


def person_or_body(tokens: Doc, mention: Mention) -> Mention:
    """The mention with the kind that its own words and an apposition give it: "Ida Kerr Hospital"
    is a body, "Ivo Lang Sr." and "Paris Lund, an actor," are people.
    """
    last = tokens[mention.stop - 1].lower_
    size = mention.stop - mention.first
    if mention.kind == "person":
        if size > 1 and last in _NAMED_FOR and not _may_be_surname(tokens, mention):
            kind: NameKind = "place" if last in words("place_words") else "org"
            return replace(mention, kind=kind, opening=None)
        if size > 2 and last in words("org_words") and mention.opening is None:
            return replace(mention, kind="org")  # "Ruiz Harbor Department"
        return mention
    if mention.kind == "group" or size < 2:
        return mention
    named = last in _GENERATIONS or (
        _plain(tokens, mention)
        and (
            _given(tokens, mention)
            or _explained_as_person(tokens, mention)
            or _explains_person(tokens, mention)
            or _called_before(tokens, mention)
        )
    )
    return replace(mention, kind="person") if named else mention


def _may_be_surname(tokens: Doc, mention: Mention) -> bool:
    """ "Jack Towers" may be a man: two words, the first of them a given name, and no words before
    them that locate.
    """
    first = mention.first
    if tokens[mention.stop - 1].lower_ not in _SURNAMES_TOO:
        return False
    given = tokens[first].lower_ in mapping("given_names")
    before = tokens[first - 1].lower_ if first else ""
    return given and mention.stop - first == 2 and before not in _LOCATING


def _plain(tokens: Doc, mention: Mention) -> bool:
    """Two or three words that could be a person's name."""
    size = mention.stop - mention.first
    return 2 <= size <= 3 and all(
        t.is_title and t.is_alpha and t.lower_ not in _bodies()
        for t in tokens[mention.first : mention.stop]
    )


@lru_cache(maxsize=1)
def _bodies() -> frozenset[str]:
    """Words that end no person's name."""
    listed = ("org_words", "place_words", "outlet_words")
    return _NAMED_FOR.union(mapping("titles"), *(words(name) for name in listed))


@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    return _WHO | words("anonymous") | words("kin")


def _given(tokens: Doc, mention: Mention) -> bool:
    """A given name opens it, and it does something: "Maud Lund scored"."""
    return _acts(tokens[mention.stop - 1]) and tokens[mention.first].lower_ in mapping(
        "given_names"
    )


def _explained_as_person(tokens: Doc, mention: Mention) -> bool:
    """ "..., an actor,", "..., the keeper,", "..., Ostland’s secretary of state,"."""
    return any(_is_person(t) for t in tokens[mention.stop - 1].children if t.dep_ == "appos")


def _explains_person(tokens: Doc, mention: Mention) -> bool:
    """ "The mayor, Brit Aylen,", "Lund's neighbour, Brit Aylen,": who somebody is, and the name."""
    last = tokens[mention.stop - 1]
    if last.dep_ != "appos" or last.nbor(mention.first - mention.stop).text != ",":
        return False
    given = tokens[mention.first].lower_ in mapping("given_names")
    either = last.head.lemma_.lower() in _EITHER and not given
    return mention.stop - mention.first == _FULL and _is_person(last.head) and not either


def _called_before(tokens: Doc, mention: Mention) -> bool:
    """ "The harbour pollster Brit Aylen": what somebody does stands right before two words that may
    be a name.
    """
    if not mention.first or mention.stop - mention.first != _FULL:
        return False
    noun = tokens[mention.first - 1]
    lemma = noun.lemma_.lower()
    listed = lemma in _DOERS or lemma in _people() or lemma.endswith(_ENDINGS)
    return noun.text.islower() and noun.tag_ == "NN" and listed


def _is_person(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    led = any(t.lower_ in ("a", "an", "the") or t.dep_ == "poss" for t in noun.lefts)
    listed = lemma in _people() or lemma.endswith(_ENDINGS) or lemma in _DOERS
    listed = listed or mapping("titles").get(lemma) == "office"
    return led and noun.pos_ == "NOUN" and listed


def settled_kinds(
    doc: Document, pieces: Sequence[Piece], found: Sequence[Sequence[Mention]]
) -> dict[str, NameKind]:
    """One kind for each spelling: the commonest, where a surname counts with the full names that
    end in it.
    """
    counts: dict[str, Counter[NameKind]] = defaultdict(Counter)
    located: Counter[str] = Counter()
    borne: set[str] = set()
    called = _called(pieces, found)
    for piece, mine in zip(pieces, found, strict=True):
        for mention in mine:
            at = trimmed(piece.between(mention.first, mention.stop), doc.text)
            form = letters(at.cut(doc.text))
            counts[form][mention.kind] += 1
            located[form] += _locates(piece.tokens, mention.first)
            lowers = tuple(key_of(t) for t in piece.tokens[mention.first : mention.stop])
            if mention.kind == "person" and len(lowers) > 1:
                borne.update(letters("".join(surname)) for surname in surnames(lowers))
            elif lowers[-1] in called and _plain(piece.tokens, mention):
                counts[form]["person"] += _SURE  # "Paris Lund" where the text has "Ms. Lund"
    for form in _full_names(doc, pieces, found, borne) & counts.keys():
        counts[form]["person"] += _SURE
    for form in borne & counts.keys():
        _borne(counts[form], located=bool(located[form]))
    for form in _explained_forms(pieces) & counts.keys():
        counts[form] = Counter({"org": 1})
    for folded, kind, _ in known_rows():
        if folded in counts:
            counts[folded] = Counter({kind: 1})
    return {form: commonest(kinds) for form, kinds in counts.items()}


def _full_names(
    doc: Document,
    pieces: Sequence[Piece],
    found: Sequence[Sequence[Mention]],
    borne: AbstractSet[str],
) -> frozenset[str]:
    """Two plain words that the model took for a body and of which the last is the surname of
    somebody who goes on to speak or act: "Wikhaf Brandel" before "Brandel, 24, says".
    """
    alone: Counter[str] = Counter()
    full: dict[str, str] = {}
    for piece, mine in zip(pieces, found, strict=True):
        for mention in mine:
            last = key_of(piece.tokens[mention.stop - 1])
            if mention.stop - mention.first == 1:
                person = mention.kind == "person" or letters(last) in borne
                alone[last] += person and _acts(piece.tokens[mention.first])
            elif (
                mention.kind == "org"
                and mention.stop - mention.first == _FULL
                and _plain(piece.tokens, mention)
            ):
                at = trimmed(piece.between(mention.first, mention.stop), doc.text)
                full[letters(at.cut(doc.text))] = last
    return frozenset(form for form, last in full.items() if alone[last] >= _FULL)


def _acts(token: Token) -> bool:
    return token.dep_ in ("nsubj", "nsubjpass")


def _borne(kinds: Counter[NameKind], *, located: bool) -> None:
    """The model takes a lone surname for a body; the full name knows better."""
    kinds["person"] += kinds.pop("org", 0) + kinds.pop("other", 0) + 1
    if not located:
        kinds["person"] += kinds.pop("place", 0)


def _called(pieces: Sequence[Piece], found: Sequence[Sequence[Mention]]) -> frozenset[str]:
    """Surnames printed alone behind “Mr.”, “Ms.” and their like."""
    return frozenset(
        piece.tokens[m.first].lower_
        for piece, mine in zip(pieces, found, strict=True)
        for m in mine
        if m.opening == m.first - 1
        and m.stop - m.first == 1
        and piece.tokens[m.opening].lower_.rstrip(".") in _ADDRESSES
    )


def _explained_forms(pieces: Sequence[Piece]) -> frozenset[str]:
    return frozenset(
        letters(token.text)
        for piece in pieces
        if "(" in piece.tokens.text
        for token in piece.tokens
        if explained(piece.tokens, token)
    )


def commonest(kinds: Counter[NameKind]) -> NameKind:
    """The commonest kind; "other" gives way to any, ties go to people, then bodies, places and
    groups.
    """
    order: tuple[NameKind, ...] = ("person", "org", "place", "group")
    sure = [(kinds[k], -n, k) for n, k in enumerate(order) if kinds[k]]
    return max(sure)[2] if sure else "other"


def _locates(tokens: Doc, first: int) -> bool:
    """True where the name answers where: "in Washington", but not "about Washington"."""
    return first > 0 and tokens[first - 1].lower_ in (
        "in",
        "at",
        "near",
        "outside",
        "across",
        "throughout",
    )
