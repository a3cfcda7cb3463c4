"""What a clause dates: the verb or noun that a time expression belongs to, with the clause around
it.

"The embassy was attacked on Tuesday" dates the attack, "in Sunday's vote" the vote, "confirmed on
Friday that the alarm was off" the confirming. A time that only bounds something ("until Friday",
"since May"), or that belongs to a noun which names no happening ("Monday's paper"), dates nothing
here.

    time expression ──climb the parse──▶ verb or noun ──its clause, its stance──▶ Happening
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from sayso.lexicon import mapping, words
from sayso.model import Happening, Reading, Status, TimeRef
from sayso.readings.claims.predications import terms
from sayso.readings.claims.stances import is_negated, stance
from sayso.readings.page.parse import Piece

_CLIMBED_HEADS = 8  # heads climbed from a time to what it belongs to
_BOUNDS = frozenset(
    (
        "until",
        "till",
        "by",
        "since",
        "before",
        "after",
        "from",
        "through",
        "between",
        "within",
        "to",
        "than",
    )
)
_IN_NOUN = frozenset(("poss", "compound", "nmod", "amod", "nummod", "appos"))
_OWN_CLAUSE = frozenset(("conj", "advcl", "parataxis", "relcl"))
_STATES = frozenset(("be", "seem", "remain", "appear", "become", "look", "feel", "mean", "matter"))
_OWN = frozenset(("i", "you"))  # a writer's own doings and a reader's are no news
_QUOTES = ("“", "”")
_LONGEST_TOKENS = 60  # tokens of a clause that is shown

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def find_happenings(pieces: Sequence[Piece], found: Reading) -> tuple[Happening, ...]:
    """Everything that the times of `found` date, in order of place; one verb or noun has one time,
    the nearest.
    """
    bases = [piece.base for piece in pieces]
    nearest: dict[tuple[int, int], tuple[int, int, Token]] = {}
    for number, ref in enumerate(found.times):
        at = bisect_right(bases, ref.at.start) - 1
        if at < 0 or ref.type not in ("DATE", "TIME"):
            continue
        owner, steps = _owner(pieces[at], ref)
        if owner is not None:
            best = nearest.get((at, owner.i))
            if best is None or (steps, number) < (best[1], best[0]):
                nearest[at, owner.i] = (number, steps, owner)
    made = [
        _happening(pieces[at], owner, number) for (at, _), (number, _, owner) in nearest.items()
    ]
    return tuple(sorted((h for h in made if h is not None), key=lambda h: (h.at, h.head)))


# ---- what a time belongs to ----------------------------------------------------------


def _owner(piece: Piece, ref: TimeRef) -> tuple[Token | None, int]:
    """The verb or noun that a time dates, and how many heads lie between."""
    span = piece.tokens.char_span(
        ref.at.start - piece.base, ref.at.end - piece.base, alignment_mode="expand"
    )
    if span is None or not len(span):
        return None, 0
    token = span.root
    told = _told_when(token)
    for steps in range(_CLIMBED_HEADS):
        if token.head is token:
            return told, 0
        link, token = token, token.head
        if (token.dep_ == "prep" and token.lower_ in _BOUNDS) or link.lower_ in _BOUNDS:
            return told, 0
        if token.pos_ in ("VERB", "AUX"):
            return _main(token), steps
        if token.pos_ in ("NOUN", "PROPN") and token not in span:
            if _names_happening(token):
                return token, steps
            if link.dep_ in _IN_NOUN and token.dep_ != "compound" and not _is_document(token):
                return told, 0
    return told, 0


def _told_when(token: Token) -> Token | None:
    """The verb of "Friday, when the general was killed"."""
    for child in token.children:
        if child.dep_ == "relcl" and any(c.lower_ == "when" for c in child.children):
            return child
    return None


def _main(verb: Token) -> Token:
    """The verb that says what happened: of "began to leave" the first, of an auxiliary its verb."""
    while verb.dep_ in ("aux", "auxpass") and verb.head is not verb:
        verb = verb.head
    return verb


def _names_happening(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return lemma in mapping("deeds") or lemma in words("event_nouns")


def _is_document(noun: Token) -> bool:
    return noun.lemma_.lower() in words("documents")


# ---- the happening ---------------------------------------------------------------------


def _happening(piece: Piece, owner: Token, number: int) -> Happening | None:
    is_verb = owner.pos_ in ("VERB", "AUX")
    kept = _trimmed(sorted(set(_clause(owner) if is_verb else owner.subtree), key=lambda t: t.i))
    kept = _without_next_subject(kept) if is_verb else kept
    content = terms(kept)
    if (
        not content
        or (is_verb and not _says_who(owner))
        or kept[-1].i - kept[0].i >= _LONGEST_TOKENS
    ):
        return None
    lemma = owner.lemma_.lower()
    return Happening(
        at=piece.between(kept[0].i, kept[-1].i + 1),
        sentence=piece.passage(owner.sent),
        head=piece.passage(owner),
        lemma=lemma if is_verb else mapping("deeds").get(lemma, lemma),
        kind="named" if not is_verb else "said" if _tells(owner) else "deed",
        time=number,
        status=_status(owner, kept) if is_verb else "happened",
        negated=is_verb and is_negated(owner),
        terms=content,
        low_confidence=piece.poor,
    )


def _without_next_subject(kept: list[Token]) -> list[Token]:
    """Without the subject of the next clause, which the parser took for the end of this one.

    "Since Friday, when a bomb struck near the airport, Marlow and Vessby | have talked."
    """
    after = kept[-1].nbor() if kept and kept[-1].i + 1 < len(kept[-1].doc) else None
    if after is None or after.tag_ not in _FINITE or after.sent.start != kept[-1].sent.start:
        return kept
    comma = max((n for n, t in enumerate(kept) if t.text == ","), default=0)
    rest = {t.pos_ for t in kept[comma + 1 :]}
    is_subject = rest & {"NOUN", "PROPN", "PRON"} and not rest & {"VERB", "AUX"}
    return kept[:comma] if comma and is_subject else kept


def _status(verb: Token, kept: list[Token]) -> Status:
    """Its stance; but who "urged them to leave" has urged, whatever comes of it."""
    status = stance(verb, kept, quoted=False).status
    return "happened" if status == "planned" and verb.tag_ == "VBD" else status


def _says_who(verb: Token) -> bool:
    """True where somebody does something: not a state ("it is bad today"), not the writer, more
    than a light verb.
    """
    subject = _subject(verb) or _owner_of(verb)
    if subject is None or subject.lower_ in _OWN or verb.lemma_.lower() in _STATES:
        return False
    return not (verb.dep_ == "relcl" and verb.lemma_.lower() in words("light_verbs"))


def _tells(verb: Token) -> bool:
    """True for a verb that reports what is said: it has somebody's words as its content."""
    said = mapping("manner").get(verb.lemma_.lower())
    return said is not None and (
        said != "said" or any(c.dep_ in ("ccomp", "xcomp") for c in verb.children)
    )


def _clause(verb: Token) -> Iterator[Token]:
    """A verb's own clause, without clauses joined to it or set before it, with the subject that it
    takes over.
    """
    yield verb
    for child in verb.children:
        if not (child.dep_ in _OWN_CLAUSE and child.pos_ in ("VERB", "AUX")):
            yield from child.subtree
    if _subject(verb) is None or (_subject(verb).pos_ == "PRON" and verb.dep_ == "relcl"):  # type: ignore[union-attr]
        owner = _owner_of(verb)
        yield from (t for t in owner.subtree if t.i <= owner.i) if owner is not None else ()


def _owner_of(verb: Token) -> Token | None:
    """Whose deed a verb without a subject of its own is: "the letter that was sent", "she rose and
    left".
    """
    if verb.dep_ in ("relcl", "acl"):
        return verb.head
    while (
        verb.dep_ in ("conj", "xcomp", "advcl", "acomp")
        and _subject(verb) is None
        and verb.head is not verb
    ):
        verb = verb.head
    return _subject(verb)


def _subject(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)


def _ties(token: Token) -> bool:
    return token.dep_ == "mark" or (token.tag_ == "WRB" and token.lower_ == "when")


def _trimmed(kept: list[Token]) -> list[Token]:
    """Without marks and conjunctions at the ends, nor the rest of a quotation or bracket."""
    closing = next((n for n, t in enumerate(kept) if t.text in _QUOTES), None)
    if closing is not None and kept[closing].text == "”":
        kept = kept[closing + 1 :]
    while kept and (kept[0].is_space or kept[0].pos_ in ("CCONJ", "PUNCT") or _ties(kept[0])):
        kept = kept[1:]
    opening = next((n for n, t in enumerate(kept) if t.text == "("), None)
    if opening and not any(t.text == ")" for t in kept):
        kept = kept[:opening]
    while kept and (
        kept[-1].is_space
        or (kept[-1].pos_ in ("PUNCT", "CCONJ") and kept[-1].text not in (")", "”"))
    ):
        kept = kept[:-1]
    return kept
