"""Does the clause around a time expression look back or ahead? Read off the parse, one document at
a time.

A clause tells by its verb: a past tense looks back; "will", infinitives of intent ("plans to meet
Friday") and a progressive present ("is leaving on Friday") look ahead. From a past tense a bound
("extended the offer until Friday") or an aim ("moved the vote to Friday", "decided to meet Friday")
may still lie ahead: it is `intended`. A date that modifies a noun ("the June accord", "Friday's
ruling") is not the verb's; the noun may tell ("the June election", "the June attack").

    expression ──▶ its verb ──▶ past · future · intended · present · None
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from sayso import lexicon
from sayso.model import Tense
from sayso.readings.page.negation import stayed_away
from sayso.readings.page.parse import Piece

_WILL = frozenset(("will", "shall", "'ll", "’ll", "wo"))
_MODALS = frozenset(("would", "could", "should", "may", "might", "can", "must"))
_HAVE = frozenset(("has", "have", "'ve", "’ve"))


def _lemmas(kind: str) -> frozenset[str]:
    return frozenset(lemma for lemma, said in lexicon.table("time_verbs") if said == kind)


_AHEAD = _lemmas("ahead")
_ARRANGED = _lemmas("arranged")
_EFFECTIVE = _lemmas("effective")
_COMING = _lemmas("coming")
_OVER = _lemmas("over")
_SAYING = _lemmas("saying")
_MOVED = _lemmas("moved")
_BOUNDING = _lemmas("bounding")
_AIM_NOUNS = _lemmas("aim")
_SUMMONING = _lemmas("summoning")
_OCCURRING = _lemmas("occurring")
_UNDER_WAY = _lemmas("under way")
_TIMETABLED = _lemmas("timetabled")
_UNPLANNED = _lemmas("unplanned")
_BLAMING = _lemmas("blaming")
_UNTIL = frozenset(("until", "till"))
_AIMS = frozenset(("to", "for", "until", "till", "through", "into"))  # "moved to", "set for"
_AWAITING = frozenset(("if", "unless", "once", "when"))
_BOUNDS = frozenset(("by", "before", "until", "till"))
_WITHIN_BOUND = frozenset(("of", "after", "at", "around", "about"))  # "until after Monday"
# "in the days before Christmas" is as past as its clause; "" where no noun lies between
_STRETCHES = frozenset(
    ("", "day", "week", "month", "year", "hour", "minute", "night", "eve", "end")
)
_LEADING_TO = frozenset(("up to", "ahead of", "prior to"))
_MET = frozenset(("at", "in", "on", "during", "after", "with"))  # "said at a June rally"
_SUMMONED = frozenset(("to", "for", "on", "at", "in"))  # "invited them to a dinner on Friday"
_ORDERING = frozenset(("follow", "precede"))
_SEASONAL = frozenset(("season", "break", "recess", "holiday", "week", "weekend", "rush"))
_SETTING = frozenset(("set", "fix"))
_AT = frozenset(("", "on", "in", "at"))  # "leaves Friday", "on Friday", "in May"
_MODIFIERS = ("poss", "compound", "nmod")  # dependencies of a date that modifies a noun
_NOUNS, _VERBS = ("NOUN", "PROPN"), ("VERB", "AUX")
_CLIMB = 12  # heads climbed at most; no clause of news is deeper


@dataclass(frozen=True, slots=True)
class Place:
    """Start and end offset of an expression in the document; `noun`: look past the noun that it
    modifies; `weekday`: it is one, of which "Tuesday’s election" is the next where the clause does
    not look back.
    """

    start: int
    end: int
    noun: bool = False
    weekday: bool = False


def directions(pieces: Sequence[Piece], places: Sequence[Place]) -> list[Tense | None]:
    """The direction of the clause of each place; None where it cannot be told."""
    bases = [piece.base for piece in pieces]
    return [_direction(pieces, bases, place) for place in places]


def _direction(pieces: Sequence[Piece], bases: list[int], place: Place) -> Tense | None:
    at = bisect_right(bases, place.start) - 1
    if at < 0:
        return None
    piece = pieces[at]
    span = piece.tokens.char_span(
        place.start - piece.base, place.end - piece.base, alignment_mode="expand"
    )
    if span is None or not len(span):
        return None
    before = span.doc[span.start - 1] if span.start else None
    if before is not None and before.tag_ == "VBD" and before.lemma_ in _SAYING:
        return "past"  # "as she said Friday, he is leaving", whatever the parser hangs Friday on
    root = span.root
    modifies = root.dep_ in _MODIFIERS and root.head.pos_ in _NOUNS
    if modifies and not place.noun:
        return _of_noun(root.head, weekday=place.weekday)
    return _climb(root)


@dataclass(frozen=True, slots=True)
class _Path:
    """What lies between an expression and a verb above it.

    links   the prepositions, the nearest first
    direct  no noun and no other verb lies between
    noun    lemma of the nearest noun between, "" where there is none
    aimed   an infinitive lies between whose bound it is: "their wish to wait until Friday"
    after   it is of what the clause above looks back on: "after launching it on Monday", "is
            accused of stealing it on Monday"
    """

    start: Token
    links: tuple[str, ...] = ()
    direct: bool = True
    noun: str = ""
    aimed: bool = False
    after: bool = False

    def over(self, token: Token) -> _Path:
        """The path when `token` has been climbed over."""
        links, direct = self.links, self.direct
        if token.dep_ in ("prep", "mark") or token.lower_ in _BOUNDS:
            negated = any(child.dep_ == "neg" for child in token.children)
            led = f"{token.doc[token.i - 1].lower_} {token.lower_}" if token.i else ""
            link = "ahead" if led in _LEADING_TO else token.lower_
            links = (*links, link, *(["not"] if negated else []))
        between = token.i != self.start.i and token.pos_ in _NOUNS
        noun = self.noun or (token.lemma_.lower() if between else "")
        direct = direct and not between and token.pos_ not in _VERBS
        infinitive = token.pos_ in _VERBS and any(c.lower_ == "to" for c in token.children)
        aimed = self.aimed or (infinitive and bool(self.bound))
        after = self.after or (token.tag_ == "VBG" and _is_looked_back_on(token))
        return _Path(self.start, links, direct, noun, aimed, after)

    @property
    def bound(self) -> str:
        """The word that makes the expression a bound: "by" of "by the end of May", "until" of
        "until after Monday"; "" where it is none.
        """
        if "ahead" in self.links:
            return "ahead"
        first = next((link for link in self.links if link not in _WITHIN_BOUND), "")
        return first if first in _BOUNDS else ""


def _climb(token: Token) -> Tense | None:
    """Climb from the expression to the verbs above it until one tells."""
    path = _Path(token)
    for _ in range(_CLIMB):
        if token.lower_ in _EFFECTIVE:
            return "past" if _took_place(_fate(token)) else "future"
        if token.pos_ in _VERBS and (told := _told(token, path)) is not None:
            return "past" if told == "intended" and stayed_away(token) else told
        path = path.over(token)
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _of_noun(noun: Token, *, weekday: bool) -> Tense | None:
    """What a noun and its clause say of the date beside it: "the June election", "the June attack",
    "said at a June rally".
    """
    lemma, clause = noun.lemma_.lower(), _climb(noun)
    if lemma in _OVER:
        return "past"
    if lemma in _SEASONAL:  # "in the busy Christmas season" may be this one
        return None
    met = noun.dep_ == "pobj" and noun.head.lower_ in _MET and noun.head.head.pos_ in _VERBS
    if met and clause == "past":
        return "past"
    ahead = weekday and clause in ("present", "future")
    if lemma in _COMING:
        return "future" if ahead else "present"
    return "present" if ahead else None


def _told(verb: Token, path: _Path) -> Tense | None:
    """What a verb says of a time that hangs on it by `path`; None to ask the verb above it."""
    if "since" in path.links:
        return "past"
    if _is_compared(verb):
        return None  # "sold more than planned in May"
    if path.bound and verb.lemma_ not in _BOUNDING and _is_done(verb):
        return None  # "will take those sent by Friday"
    told = _tense(verb)
    if told == "present" and path.after:
        return "past"
    if told == "past" and path.aimed and not _has_had(verb):
        return "intended"
    if told == "present":
        return _presently(verb, path)
    if told != "past" or _is_arranged(verb):
        return told
    if path.bound and path.noun not in _STRETCHES:
        return "intended"  # "had hopes for a deal before Friday"
    if _has_had(verb):
        return told
    return "intended" if _is_aim(verb, path) else "past"


def _presently(verb: Token, path: _Path) -> Tense:
    """What a present says: a timetable ("opens on Friday"), an aim or a bound lie ahead; what has
    happened does not ("a crash on Saturday leaves two dead").
    """
    if path.noun in _UNPLANNED and not path.bound:
        return "past"
    if path.noun not in _OVER and _is_awaited(verb, path):
        return "future"
    due = verb.lemma_ == "be" and any(c.lower_ == "due" for c in verb.children)  # "due in court"
    timetabled = path.direct and (due or _is_timetabled(verb, path) or _takes_place(verb, path))
    aimed = path.direct and verb.lemma_ in _MOVED and _AIMS & set(path.links)
    return "future" if timetabled or aimed or path.bound else "present"


def _is_awaited(verb: Token, path: _Path) -> bool:
    """ "If they lose in May", "when the court sits on Friday": a present that has yet to happen."""
    led = any(c.lower_ in _AWAITING and c.dep_ in ("mark", "advmod") for c in verb.children)
    state = verb.lemma_ in ("be", "have") and not path.direct
    return led and verb.dep_ == "advcl" and not state


def _is_aim(verb: Token, path: _Path) -> bool:
    """True where what a past verb tells of a time was still to come."""
    if verb.lemma_ == "be" and any(map(_is_to, verb.children)):
        return True
    if path.direct and verb.lemma_ in _MOVED and _AIMS & set(path.links):
        return True
    if verb.lemma_ in _SETTING and path.start.head.i == verb.i:  # "set Friday as the day"
        return path.start.dep_ == "dobj" or any(child.lower_ == "as" for child in verb.children)
    if verb.lemma_ in _SUMMONING and path.start.i > verb.i and set(path.links) <= _SUMMONED:
        # "invited" on Friday; who "has invited them on Friday" says when they are to come
        perfect = any(c.lower_ in _HAVE and c.dep_ == "aux" for c in verb.children)
        return path.noun not in _OVER and (perfect or not path.direct)
    if path.bound in _UNTIL:
        return "not" not in path.links and not _lasted(verb)
    return bool(path.bound) and verb.lemma_ in _BOUNDING and not _is_negated(verb)


def _is_timetabled(verb: Token, path: _Path) -> bool:
    """ "Is leaving on Friday", "opens on Friday": a present that tells of what is arranged."""
    if not set(path.links) <= _AT:
        return False
    going = verb.tag_ == "VBG" and any(c.tag_ in ("VBZ", "VBP") for c in verb.children)
    return verb.lemma_ not in _UNDER_WAY if going else verb.lemma_ in _TIMETABLED


def _takes_place(verb: Token, path: _Path) -> bool:
    """ "The final is on Sunday": a thing of which nothing is told but its day."""
    told = [c for c in verb.children if c.dep_ in ("attr", "acomp", "xcomp", "ccomp", "advcl")]
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    thing = subject is not None and subject.pos_ in _NOUNS and subject.ent_type_ != "PERSON"
    return verb.lemma_ == "be" and path.links == ("on",) and thing and not told


def _is_looked_back_on(gerund: Token) -> bool:
    """ "After launching", "accused of stealing"."""
    link = gerund.head
    blamed = link.lower_ in ("of", "for", "with") and link.head.lemma_ in _BLAMING
    return link.lower_ == "after" or blamed


def _is_to(child: Token) -> bool:
    """The "to sail" of "she was to sail north on Sunday"."""
    return child.dep_ == "xcomp" and any(c.lower_ == "to" for c in child.children)


def _lasted(verb: Token) -> bool:
    """True where "until Friday" is over: "was at home", "stayed", "did not reply until Friday"; not
    where a bound was set ("gave them until Friday") or a state put on ("was closed until Friday").
    """
    bound = verb.lemma_ in _MOVED | _BOUNDING or any(c.dep_ == "auxpass" for c in verb.children)
    return not bound or _is_negated(verb)


def _is_negated(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)


def _is_done(verb: Token) -> bool:
    """True for a participle ("those sent") and a perfect ("who have paid")."""
    perfect = any(child.lower_ in _HAVE and child.dep_ == "aux" for child in verb.children)
    return verb.tag_ == "VBN" and (verb.dep_ == "acl" or (perfect and verb.dep_ == "relcl"))


def _has_had(verb: Token) -> bool:
    """True for "had", and for what had been done by then."""
    return verb.lower_ == "had" or any(child.lower_ == "had" for child in verb.children)


def _is_refusal(verb: Token, words: set[str]) -> bool:
    """ "Could not be reached Friday", "would not comment Friday" look back."""
    asked = "could" in words or ("would" in words and verb.lemma_ in _SAYING)
    return asked and _is_negated(verb)


def _tense(verb: Token) -> Tense | None:
    """What this verb says by itself; None to ask the verb above it."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = {child.lower_ for child in helpers}
    if words & _WILL:
        return "future"
    if words & _MODALS:
        if _is_refusal(verb, words):
            return "past"
        return "past" if "have" in words else "future"
    back = any(child.tag_ == "VBD" for child in helpers)
    if _is_arranged(verb):
        return _arranged(verb, back=back)
    if verb.tag_ == "VBD" or words & _HAVE or back:
        return "past"
    if "to" in words:
        return _infinitive(verb)
    if verb.tag_ in ("VBZ", "VBP") or any(child.tag_ in ("VBZ", "VBP") for child in helpers):
        return "future" if verb.lemma_ in _AHEAD and verb.lemma_ != "be" else "present"
    if verb.lemma_ in _ORDERING or "being" in words:
        return None  # "a truce followed by an accord in June", "of its being built in June"
    participle = verb.tag_ == "VBN" and verb.dep_ in ("acl", "relcl", "amod", "advcl")
    if participle and not (verb.lemma_ in _OCCURRING and _has_this(verb)):
        return "past"
    # A past tense of the spelling of a participle: "the warden of the island shouted on Sunday"
    finite = verb.tag_ == "VBN" and not helpers and any(c.dep_ == "nsubj" for c in verb.children)
    return "past" if finite else None


def _has_this(verb: Token) -> bool:
    """ "A fair held this weekend" may be to come."""
    return any(word.lower_ == "this" for child in verb.children for word in child.children)


def _arranged(verb: Token, *, back: bool) -> Tense | None:
    """ "Was scheduled for Friday", "a vote planned for Friday": still to come, unless the clause
    says that it took place, or that it did not.
    """
    others = _fate(verb)
    if _took_place(others):
        return "past"
    if verb.dep_ == "acl":
        back = any(other.pos_ in _VERBS and _tense(other) == "past" for other in others)
    return "intended" if back else "future"


def _fate(token: Token) -> list[Token]:
    """The words that say what became of what `token` announces: "the vote due on Friday fell",
    "was due on Friday but fell".
    """
    noun = token.head if token.dep_ in ("acl", "relcl", "amod") else None
    subject = noun is not None and noun.dep_ in ("nsubj", "nsubjpass")
    above = [] if noun is None else [noun.head if subject else noun]
    verb = token.head if token.dep_ == "acomp" else token
    return [*above, *(child for child in verb.children if child.dep_ == "conj")]


def _took_place(others: list[Token]) -> bool:
    return any(other.lemma_ in _OCCURRING and _tense(other) == "past" for other in others)


def _is_compared(verb: Token) -> bool:
    """ "More than expected", "as planned": the clause above says when."""
    words = {child.lower_ for child in verb.children if child.dep_ not in ("nsubj", "nsubjpass")}
    bare = verb.tag_ == "VBN" and len(words) == len(list(verb.children))
    return bare and verb.dep_ == "advcl" and bool(words & {"than", "as"})


def _is_arranged(verb: Token) -> bool:
    """ "Planned", "set for Washington in April", "announced for February"."""
    if verb.tag_ != "VBN":
        return False
    aimed = verb.lemma_ in _MOVED and any(child.lower_ == "for" for child in verb.children)
    return aimed or verb.lemma_ in _ARRANGED


def _infinitive(verb: Token) -> Tense | None:
    """ "To meet Friday" looks ahead where one plans it or is going to."""
    head = verb.head
    if verb.dep_ == "ROOT":
        return "future"
    lemma = head.lemma_.lower()
    if lemma in _AIM_NOUNS:  # "his decision to leave in June"
        return "intended" if _tense(head.head) == "past" else "future"
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    if passive or verb.lemma_ in _TIMETABLED:  # "a rally to be held on Friday"
        return "intended" if _tense(head) in ("past", "intended") else "future"
    if lemma == "go" and head.tag_ == "VBG":
        return "intended" if _tense(head) == "past" else "future"
    if lemma not in _AHEAD:
        return None
    told = _tense(head.head if head.pos_ == "ADJ" else head)  # "was due to speak on Monday"
    return "intended" if told in ("past", "intended") else "future"
