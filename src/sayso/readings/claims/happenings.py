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

from spacy.tokens import Doc, Span, Token

from sayso.lexicon import mapping, words
from sayso.model import SILENT, Happening, Reading, Status, TimeRef
from sayso.readings.claims.called_off import called_off, is_due, staged, staged_by
from sayso.readings.claims.predications import terms
from sayso.readings.claims.stances import stance
from sayso.readings.page.negation import is_negated
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
_STATES = frozenset(("be", "seem", "remain", "look", "feel", "mean", "matter"))
_SEEMS = frozenset(("xcomp", "acomp", "oprd", "ccomp", "attr", "expl"))  # "appears tired"
_OPEN = frozenset(("if", "unless", "whether"))
_CLOSELY = frozenset(("shortly", "just", "soon", "immediately", "right"))  # "just after 10 p.m."
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
        if any(_bounds(t, ref) for t in (token, link)):
            return told, 0
        if _is_verb(token):
            beside = _noun_beside(piece.tokens, span)
            if beside is not None and (_goes_on(token) or _is_bound(beside)):
                return beside, steps
            return _main(token), steps
        if (token.pos_ in ("NOUN", "PROPN") and token not in span) or token.pos_ == "VERB":
            if _names_happening(token):
                return token, steps
            if link.dep_ in _IN_NOUN and not (
                token.dep_ == "compound" or _is_document(token) or _stands_alone(span)
            ):
                return told, 0
    return told, 0


def _noun_beside(tokens: Doc, span: Span) -> Token | None:
    """The happening named right before a time: "the death | on 9 August"."""
    at = span.start - 1
    if at > 0 and tokens[at].lower_ in ("on", "in"):
        at -= 1
    near = at >= 0 and tokens[at].pos_ in ("NOUN", "PROPN") and _names_happening(tokens[at])
    return tokens[at] if near else None


def _is_bound(noun: Token) -> bool:
    """ "Fled before his capture in 2009", "left after the vote on Friday": the time is the noun's,
    though the parser gives it to the verb.
    """
    over = noun.head
    prior = over.lower_ == "to" and over.head.lower_ == "prior"
    return noun.dep_ == "pobj" and (
        prior or over.lower_ in ("after", "before", "since", "following")
    )


def _goes_on(verb: Token) -> bool:
    """What is being done as the article is written has no day of the past."""
    return verb.tag_ == "VBG" and any(
        c.dep_ == "aux" and c.lemma_ == "be" and c.tag_ in ("VBZ", "VBP") for c in verb.children
    )


def _bounds(token: Token, ref: TimeRef) -> bool:
    """True for "until", "since", "after"; not where it all but names the hour ("just after 3")."""
    if token.lower_ not in _BOUNDS or token.dep_ not in ("prep", "mark", "pcomp", "advmod", "aux"):
        return token.lower_ in _BOUNDS and token.dep_ != "prep"
    near = ref.type == "TIME" and token.lower_ in ("after", "before")
    return not (near and any(c.lower_ in _CLOSELY for c in token.children))


def _stands_alone(span: Span) -> bool:
    """ "On Monday night agents raided …": the time, which the parser took for part of a name."""
    before = span[0].nbor(-1) if span.start else None
    return before is not None and before.lower_ in ("on", "in", "at", "late", "early", "during")


def _is_verb(token: Token) -> bool:
    """A verb, not a noun in "-ing" that the parser took for one: "at a hearing on Friday"."""
    if token.pos_ not in ("VERB", "AUX"):
        return False
    noun = token.tag_ == "VBG" and token.dep_ in ("pobj", "dobj", "nsubj", "nsubjpass", "attr")
    return not (noun and token.lower_ in words("event_nouns"))


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
    papers = noun.lemma_.lower() == "release" and any(c.lower_ == "press" for c in noun.lefts)
    return not papers and any(
        word in mapping("deeds") or word in words("event_nouns")
        for word in (noun.lemma_.lower(), noun.lower_)
    )


def _is_document(noun: Token) -> bool:
    return noun.lemma_.lower() in words("documents")


# ---- the happening ---------------------------------------------------------------------


def _happening(piece: Piece, owner: Token, number: int) -> Happening | None:
    shown = staged(owner) or owner  # "scheduled a hearing on Friday" tells of the hearing
    is_verb = _is_verb(shown)
    kept = _trimmed(sorted(set(_clause(shown) if is_verb else shown.subtree), key=lambda t: t.i))
    kept = _without_next_subject(kept) if is_verb else kept
    content = terms(kept)
    if (
        not content
        or (is_verb and not _says_who(shown))
        or kept[-1].i - kept[0].i >= _LONGEST_TOKENS
    ):
        return None
    status = _status(shown, kept) if is_verb else "happened"
    status = "planned" if shown is not owner and staged_by(shown) else status
    dropped = called_off(owner)
    return Happening(
        at=piece.between(kept[0].i, kept[-1].i + 1),
        sentence=piece.passage(owner.sent),
        head=piece.passage(owner),
        lemma=_lemma(owner),
        kind="named" if not is_verb else "said" if _tells(shown) else "deed",
        time=number,
        status="cancelled" if dropped else status,
        negated=is_verb and not dropped and is_negated(shown),
        terms=content,
        low_confidence=piece.poor,
        past=is_verb and (status != "planned" or _acted(shown)) and _in_the_past(shown),
        aside=not is_verb or (_is_aside(shown) and not _tells(shown)),
    )


def _is_aside(verb: Token) -> bool:
    """In a clause that belongs to a noun."""
    while verb.dep_ in ("conj", "xcomp", "advcl", "ccomp") and verb.head is not verb:
        if _subject(verb) is not None:
            return False
        verb = verb.head
    return verb.dep_ in ("relcl", "acl")


def _lemma(owner: Token) -> str:
    """The verb that names it: of "the attack" to attack, of "the last check was on Monday" to
    check.
    """
    named = _dated_noun(owner) if _is_verb(owner) else owner
    if named is None:
        return owner.lemma_.lower()
    lemma = named.lemma_.lower()
    return mapping("deeds").get(lemma, lemma)


def _dated_noun(verb: Token) -> Token | None:
    """The happening of which a clause says no more than when it is: "the hearing is on Friday",
    "the explosions occurred on Monday".
    """
    subject = _subject(verb)
    if verb.lemma_.lower() in words("taking_place"):
        return subject if subject is not None and _names_happening(subject) else None
    if verb.lemma_ != "be" or subject is None or not _names_happening(subject):
        return None
    rest = [c for c in verb.children if c.dep_ in ("attr", "acomp", "oprd", "xcomp")]
    return None if any(c.ent_type_ not in ("DATE", "TIME") for c in rest) else subject


def _in_the_past(verb: Token) -> bool:
    """Its own tense, or that of the verb over it that takes it as complement."""
    while verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if verb.tag_ == "VBD" or any(c.tag_ == "VBD" for c in helpers):
        return True
    return any(c.lemma_ == "have" and c.tag_ in ("VBZ", "VBP") for c in helpers)


def _acted(verb: Token) -> bool:
    """ "Ordered them to leave", and leave they did, for all that the text says."""
    over = verb.head.lemma_.lower() if verb.dep_ in ("xcomp", "ccomp") else ""
    return mapping("planned").get(over) == "act"


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
    """Its stance; but who "urged them to leave" has urged, who denied something has spoken, and
    what stands under an "if" is open.
    """
    if any(c.dep_ == "mark" and c.lower_ in _OPEN for c in verb.children):
        return "possible"
    if is_due(verb):
        return "planned"
    status = stance(verb, kept, quoted=False).status
    if status == "denied" and verb.lemma_ in ("deny", "refute", "disavow"):
        return "denied" if is_negated(verb) else "happened"
    return "happened" if status == "planned" and verb.tag_ == "VBD" else status


def _says_who(verb: Token) -> bool:
    """True where somebody does something: not a state ("it is bad today"), not the writer, more
    than a light verb.
    """
    subject = _subject(verb) or _owner_of(verb)
    if subject is None or subject.lower_ in _OWN or subject.lower_ == "what":
        return False
    lemma = verb.lemma_.lower()
    if lemma in _STATES or (lemma == "appear" and any(c.dep_ in _SEEMS for c in verb.children)):
        return _dated_noun(verb) is not None or is_due(verb)
    own = _subject(verb)
    asks = own is not None and own.tag_ in ("WDT", "WP")  # "who spoke on Sunday"
    return not (verb.dep_ == "relcl" and lemma in words("light_verbs") and not asks)


def _tells(verb: Token) -> bool:
    """True for a verb that reports what is said: it has somebody's words as its content."""
    said = mapping("manner").get(verb.lemma_.lower())
    return said not in (None, *SILENT) and (
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
    while (
        verb.dep_ in ("conj", "xcomp", "advcl", "acomp")
        and _subject(verb) is None
        and verb.head is not verb
    ):
        verb = verb.head
    if verb.dep_ in ("relcl", "acl"):
        return verb.head
    return _subject(verb) or _misread(verb)


def _misread(verb: Token) -> Token | None:
    """The subject that the parser gave to the verb before: "told reporters | shots were fired",
    "was killed, “assassinated,” on Thursday".
    """
    for child in verb.children:
        if child.dep_ == "ccomp" and child.i < verb.i and _subject(child) is not None:
            return _subject(child)
    if not any(c.dep_ == "auxpass" and c.tag_ == "VBD" for c in verb.children):
        return None
    first = min(c.i for c in verb.children if c.dep_ == "auxpass")
    before = verb.doc[first - 1] if first > verb.sent.start else None
    return before if before is not None and before.pos_ in ("NOUN", "PROPN") else None


def _subject(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)


def _ties(token: Token) -> bool:
    asked = token.tag_ in ("WDT", "WP") and token.dep_ in ("dobj", "pobj")  # "which divers opened"
    return asked or token.dep_ == "mark" or (token.tag_ == "WRB" and token.lower_ == "when")


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
