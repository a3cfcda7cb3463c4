"""What one document says: names, times, amounts, attributions, relays, claims, happenings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sayso.model.documents import PartKind
from sayso.model.places import Frozen, Passage, Reason
from sayso.model.times import Rule

NameKind = Literal["person", "org", "place", "group", "other"]
TimeKind = Literal["DATE", "TIME", "DURATION", "SET"]
QuoteKind = Literal["direct", "mixed", "indirect"]
Manner = Literal[
    "said",
    "claimed",
    "denied",
    "confirmed",
    "declined",
    "warned",
    "predicted",
    "asked",
    "promised",
    "wrote",
    "thought",
    "wished",
    "decided",
    "ordered",
    "did",
    "unsaid",
    "other",
]
# Ways to attribute that are no saying.
SILENT: frozenset[Manner] = frozenset({"thought", "wished", "decided", "ordered", "did"})
HowMany = Literal["one", "two", "several", "unknown"]
Status = Literal["happened", "planned", "denied", "possible", "background", "cancelled"]


@dataclass(frozen=True, slots=True)
class Name(Frozen):
    """A mention of a person, organisation, place or group by name. `title` is what stands before it
    ("Gen.").
    """

    at: Passage
    kind: NameKind
    title: str | None = None


@dataclass(frozen=True, slots=True)
class TimeRef(Frozen):
    """A time expression and its TIMEX3 value (TimeML 1.2.1).

    rule     the expression's meaning before its anchor is known; `timex.on` values it on any day
    value    `2020-01-03`, `2019-FA`, `2020-W01-WE`, `P2W`, `PRESENT_REF`; `XXXX-WXX-5` for a Friday
             without an anchor
    earliest, latest  the days it spans, None where it spans none
    anchor   the day it was counted from, None where none was needed or known
    """

    at: Passage
    type: TimeKind
    value: str
    rule: Rule
    earliest: date | None = None
    latest: date | None = None
    anchor: date | None = None
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity(Frozen):
    """A printed amount. `at` covers number, modifier and unit ("around 5,000"); `head` is what is
    counted ("troop").

    value, low, high  the number and the range it allows ("more than 5,000": low 5000, high None)
    modifier          the word that makes it vague: around, more than, nearly, at least
    scope             lemmas that limit what is counted ("American", "in Iraq")
    """

    at: Passage
    value: float
    low: float | None
    high: float | None
    head: str
    modifier: str | None = None
    scope: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unnamed(Frozen):
    """A source that the article leaves unnamed.

    number    counts the unnamed sources of the document from 1; quotes of one number are of the
              same source
    how_many  people it stands for: "an official" one, "two aides" two, "officials" several, "a
              source" in doubt unknown
    because   why it is not named, in the text's words, or under which condition; None where the
              text does not say
    again     True from the second time on that it speaks ("the official added")
    """

    number: int
    how_many: HowMany = "unknown"
    because: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Quote(Frozen):
    """An attribution, as PolNeAR marks it: content, and the source and cue that own it (Pareti
    2015).

    content    the attributed words; several passages where a cue cuts them, quotation marks
               included
    quoted     the stretches between marks, marks included
    manner     how the cue presents it: said, denied, wished …; "other" where words in marks have no
               cue whose manner is known
    speech     somebody said or wrote it; False for a thought, a wish, a decision, an act, and for
               what is told as never said or not yet (manner "unsaid")
    speaker    name or description, resolved ("he" -> "Mark Oru"); None where no one can be named
    anonymous  a person or body that the article does not name; then `described` says what it does
               say
    unnamed    more on an anonymous source; None for any other
    hedges     words that make the saying itself unsure: "reportedly", "may have" before the cue
    via        who passed it on, from the writer down to the origin: ("Harbour Times", "Ana Vint",
               "a letter"); an outlet that is itself the speaker closes the chain, or the sources
               that it cites
    doubtful   the names it may be, where two or more are about as likely; `speaker` is then None
    part       kind of the part it stands in, None in prose
    low_confidence  read from text without case or marks
    """

    content: tuple[Passage, ...]
    quoted: tuple[Passage, ...]
    source: tuple[Passage, ...]
    cue: tuple[Passage, ...]
    kind: QuoteKind
    manner: Manner = "said"
    speaker: str | None = None
    anonymous: bool = False
    described: str | None = None
    addressee: str | None = None
    via: tuple[str, ...] = ()
    part: PartKind | None = None
    low_confidence: bool = False
    why: tuple[Reason, ...] = ()
    unnamed: Unnamed | None = None
    hedges: tuple[str, ...] = ()
    speech: bool = True
    doubtful: tuple[str, ...] = ()

    @property
    def doc_id(self) -> str:
        """The document it stands in."""
        return self.content[0].doc_id


@dataclass(frozen=True, slots=True)
class Relay(Frozen):
    """The writer hands on another outlet's report: "as first reported by the Gull Courier".

    origin  the outlet or agency named; `about` the sentence or clause it is credited with
    first   True when the text says that it was the first to report it
    """

    at: Passage
    origin: str
    cue: Passage
    about: Passage
    first: bool = False


@dataclass(frozen=True, slots=True)
class Predication(Frozen):
    """Who did or was what, in lemmas: the skeleton by which claims of two texts are laid side by
    side. `aside` where its clause only mentions it, in passing or as known: "who fled", "when he
    fell", "since the killing of two".

    >>> Predication("letter", "be", ("authentic",)).negated
    False
    """

    subject: str
    verb: str
    complements: tuple[str, ...]
    negated: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Claim(Frozen):
    """What one clause or sentence says is so: by whom, when, how sure, with which numbers.

    at          the clause, at most a sentence; `sentence` the whole sentence
    quote       the attribution whose content it is, by index: on whose say-so; None for the
                writer's own voice
    terms       lower-case lemmas of its content words and names, in order of appearance, repeats
                kept
    times, quantities, names   indexes into the reading's tuples
    """

    at: Passage
    sentence: Passage
    status: Status
    negated: bool
    terms: tuple[str, ...]
    predications: tuple[Predication, ...] = ()
    head: str = ""
    quote: int | None = None
    times: tuple[int, ...] = ()
    quantities: tuple[int, ...] = ()
    names: tuple[int, ...] = ()
    part: PartKind | None = None
    opinion: bool = False
    low_confidence: bool = False


HappeningKind = Literal["deed", "said", "named"]


@dataclass(frozen=True, slots=True)
class Happening(Frozen):
    """A verb or noun that a time expression dates, with its clause: what happened when.

    at      the clause, or the noun with what belongs to it; `head` the verb or noun itself, `lemma`
            its verb
    kind    a deed, something said (its content belongs to the clause), or a noun that names a
            happening
    time    index of its time expression in the reading
    terms   lower-case lemmas of the clause's content words and names, in order, repeats kept
    past    its verb stands in the past, so that its day cannot lie ahead of its article
    aside   it tells nothing of its own: a noun, or a clause that says which thing is meant ("the
            letter that was sent on Monday")
    """

    at: Passage
    sentence: Passage
    head: Passage
    lemma: str
    kind: HappeningKind
    time: int
    status: Status
    negated: bool
    terms: tuple[str, ...]
    low_confidence: bool = False
    past: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Reading(Frozen):
    """All that was read in one document.

    low_confidence  stretches read without case or marks
    through         id of the document whose reading was projected onto this one, None for one read
                    itself
    own             sentences that were read in the document itself, of one that was read through
                    another
    """

    doc_id: str
    sentences: tuple[Passage, ...] = ()
    names: tuple[Name, ...] = ()
    times: tuple[TimeRef, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    relays: tuple[Relay, ...] = ()
    claims: tuple[Claim, ...] = ()
    happenings: tuple[Happening, ...] = ()
    low_confidence: tuple[Passage, ...] = ()
    through: str | None = None
    own: tuple[Passage, ...] = ()
    why: tuple[Reason, ...] = ()
