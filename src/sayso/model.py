"""Every frozen value that crosses from one room to another.

Texts are never copied about: a value points into `Document.text` with a `Passage`, half-open, in code points.
A judgement carries `why`, a tuple of `Reason`. Kinds are closed vocabularies (`Literal`); a row printed by the
command line uses exactly these words.

    Document ─ Copy, CopyGraph ─ Story ─ Reading (Name, TimeRef, Quantity, Quote, Relay, Claim, Happening)
             ─ Finding, Event ─ Dossier
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, TypeVar

T = TypeVar("T")

PartKind = Literal["date", "dateline", "byline", "rubric", "caption", "credit", "contact", "newsletter", "boilerplate"]
CopyKind = Literal[
    "identical",
    "edited-copy",
    "excerpt",
    "wire-in-both",
    "press-release",
    "shared-quotes",
    "shared-background",
    "boilerplate",
    "rewrite",
]
Form = Literal["folded", "reordered", "cut", "expanded", "embedded", "edited"]
Direction = Literal["a->b", "b->a", "common-source", "unknown"]
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
    "other",
]
HowMany = Literal["one", "two", "several", "unknown"]
Status = Literal["happened", "planned", "denied", "possible", "background"]
Subtype = Literal["number", "date", "place", "name", "status", "wording", "attribution", "other"]
Verdict = Literal["real", "superseded", "precision", "scope"]
OriginKind = Literal["speaker", "document", "agency", "outlet", "unattributed"]
Defect = Literal["case-lost", "marks-lost"]


def _quickly_pickled(kind: type[T]) -> type[T]:
    """Pickled as its fields in order: thousands of values travel between processes, and the default is slow."""
    names = tuple(kind.__annotations__)

    def reduce(self: T) -> tuple[type[T], tuple[object, ...]]:
        return kind, tuple(getattr(self, name) for name in names)

    kind.__reduce__ = reduce  # type: ignore[assignment]
    return kind


# ---- ground: places and reasons -------------------------------------------


@_quickly_pickled
@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Characters `start` up to but not including `end` of a document's text (code points).

    >>> Passage("a.txt", 4, 9).cut("The quick fox")
    'quick'
    """

    doc_id: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"passage {self.start}:{self.end} of {self.doc_id!r} does not run forward from 0")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return True

    def cut(self, text: str) -> str:
        """The characters themselves, out of the document's text."""
        return text[self.start : self.end]

    def overlaps(self, other: Passage) -> bool:
        """True when both lie in one document and share a character."""
        return self.doc_id == other.doc_id and self.start < other.end and other.start < self.end

    def covers(self, other: Passage) -> bool:
        """True when `other` lies wholly inside this passage."""
        return self.doc_id == other.doc_id and self.start <= other.start and other.end <= self.end


@_quickly_pickled
@dataclass(frozen=True, slots=True)
class Reason:
    """One ground of a judgement: the rule's name (a heading of docs/how-it-decides.md) and what it saw, in plain words.

    >>> str(Reason("outlet-told", "“told TIME” stands in the text"))
    'outlet-told: “told TIME” stands in the text'
    """

    rule: str
    value: str = ""
    at: tuple[Passage, ...] = ()

    def __str__(self) -> str:
        return f"{self.rule}: {self.value}" if self.value else self.rule


# ---- documents -------------------------------------------------------------


@_quickly_pickled
@dataclass(frozen=True, slots=True)
class Part:
    """A passage that is not the article's prose."""

    kind: PartKind
    at: Passage


@_quickly_pickled
@dataclass(frozen=True, slots=True)
class Document:
    """One article as it arrived. `text` is never changed; everything else is what was learned on arrival.

    published  the day the record, page, address or text itself declares; None when none does
    lang       ISO 639-1 code, `und` when it cannot be told
    digest     SHA-256 of the text in UTF-8, hexadecimal
    declared   what the page says of its own origin: ("canonical", url), ("credit", "AP"), ("source", feed) ...
    defects    what a scraper did to the words: case lost, punctuation marks lost
    source     where it came from, for messages: a path, `path:7` for line 7, `-` for standard input
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    url: str | None = None
    lang: str = "und"
    digest: str = ""
    parts: tuple[Part, ...] = ()
    declared: tuple[tuple[str, str], ...] = ()
    defects: tuple[Defect, ...] = ()
    source: str = ""
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that could not be read: where it is and the reason, fit to print."""

    source: str
    reason: str
    line: int | None = None

    def __str__(self) -> str:
        where = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{where}: {self.reason}"


# ---- copies ----------------------------------------------------------------


@_quickly_pickled
@dataclass(frozen=True, slots=True)
class Copy:
    """Words that two documents share, and what that means. `a` < `b` always.

    containment_a  share of a's words (folded characters) that stand in b, 0..1; containment_b the reverse
    independent    True when a reader should still count two origins
    passages       what is shared: (passage of a, passage of b), in the order of a
    """

    a: str
    b: str
    kind: CopyKind
    form: tuple[Form, ...]
    containment_a: float
    containment_b: float
    direction: Direction
    independent: bool
    passages: tuple[tuple[Passage, Passage], ...]
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Descent:
    """A copy and the text of its family that it is closest to, on the way to the root.

    share      share of the copy's words that stand in the parent, 0..1
    direction  `from-parent` where the evidence says that the parent came first, `common-source` where both carry a
               third text, `unknown` where nothing tells
    """

    doc_id: str
    parent: str
    share: float
    direction: Literal["from-parent", "common-source", "unknown"]


@dataclass(frozen=True, slots=True)
class Family:
    """Documents that are one text, as a tree.

    original  the cleanest of them, the one to read
    fullest   the one that holds the most: the others are folded under it
    tree      every other document and its parent, down from `fullest`
    """

    original: str
    doc_ids: tuple[str, ...]
    fullest: str = ""
    tree: tuple[Descent, ...] = ()


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A passage of a site's furniture (a footer, a rubric), as one of its documents prints it; it makes no copies."""

    at: Passage
    documents: int


@dataclass(frozen=True, slots=True)
class CopyGraph:
    """All copies of a pile. Every document stands in exactly one family, alone if it has no copy."""

    copies: tuple[Copy, ...]
    families: tuple[Family, ...]
    boilerplate: tuple[Boilerplate, ...] = ()


# ---- stories ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Member:
    """One document of a story and why it belongs there."""

    doc_id: str
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Documents about one event, sorted by day and digest, undated last."""

    id: str
    members: tuple[Member, ...]

    @property
    def doc_ids(self) -> tuple[str, ...]:
        """Ids of the members in order."""
        return tuple(m.doc_id for m in self.members)


# ---- readings --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Name:
    """A mention of a person, organisation, place or group by name. `title` is what stands before it ("Gen.")."""

    at: Passage
    kind: NameKind
    title: str | None = None


@dataclass(frozen=True, slots=True)
class TimeRef:
    """A time expression and its TIMEX3 value (TimeML 1.2.1).

    rule     the expression's meaning before its anchor is known, so that `anchor` can resolve it again
    value    `2020-01-03`, `2019-FA`, `2020-W01-WE`, `P2W`, `PRESENT_REF`; `XXXX-WXX-5` for a Friday without an anchor
    earliest, latest  the days it spans, None where it spans none
    anchor   the day it was counted from, None where none was needed or known
    """

    at: Passage
    type: TimeKind
    value: str
    rule: str
    earliest: date | None = None
    latest: date | None = None
    anchor: date | None = None
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed amount. `at` covers number, modifier and unit ("around 5,000"); `head` is what is counted ("troop").

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
class Unnamed:
    """A source that the article leaves unnamed.

    number    counts the unnamed sources of the document from 1; quotes of one number are of the same source
    how_many  people it stands for: "an official" one, "two aides" two, "officials" several, "a source" in doubt unknown
    because   why it is not named, in the text's words, or under which condition; None where the text does not say
    again     True from the second time on that it speaks ("the official added")
    """

    number: int
    how_many: HowMany = "unknown"
    because: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """An attribution, as PolNeAR marks it: content, and the source and cue that own it (Pareti 2015).

    content    the attributed words; several passages where a cue cuts them, quotation marks included
    quoted     the stretches between marks, marks included
    speaker    name or description, resolved ("he" -> "Mark Milley"); None where no one can be named
    anonymous  a person or body that the article does not name; then `described` says what it does say
    unnamed    more on an anonymous source; None for any other
    hedges     words that make the saying itself unsure: "reportedly", "may have" before the cue
    via        who passed it on, from the writer down to the origin: ("Harbour Times", "Ana Vint", "a letter");
               an outlet that is itself the speaker closes the chain, or the sources that it cites
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

    @property
    def doc_id(self) -> str:
        """The document it stands in."""
        return self.content[0].doc_id


@dataclass(frozen=True, slots=True)
class Relay:
    """The writer hands on another outlet's report: "as first reported by the Washington Post".

    origin  the outlet or agency named; `about` the sentence or clause it is credited with
    first   True when the text says that it was the first to report it
    """

    at: Passage
    origin: str
    cue: Passage
    about: Passage
    first: bool = False


@dataclass(frozen=True, slots=True)
class Predication:
    """Who did or was what, in lemmas: the skeleton by which claims of two texts are laid side by side.

    >>> Predication("letter", "be", ("authentic",)).negated
    False
    """

    subject: str
    verb: str
    complements: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """What one clause or sentence says is so: by whom, when, how sure, with which numbers.

    at          the clause, at most a sentence; `sentence` the whole sentence
    holder      on whose say-so: speaker of the quote it is the content of; None for the writer's own voice
    via         channels between the writer and the holder, relayed outlets included
    terms       lower-case lemmas of its content words and names, in order of appearance, repeats kept
    quote, times, quantities, names   indexes into the reading's tuples
    """

    at: Passage
    sentence: Passage
    holder: str | None
    anonymous: bool
    described: str | None
    via: tuple[str, ...]
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
class Happening:
    """A verb or noun that a time expression dates, with its clause: what happened when.

    at      the clause, or the noun with what belongs to it; `head` the verb or noun itself, `lemma` its verb
    kind    a deed, something said (its content belongs to the clause), or a noun that names a happening
    time    index of its time expression in the reading
    terms   lower-case lemmas of the clause's content words and names, in order, repeats kept
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


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one document.

    low_confidence  stretches read without case or marks
    through         id of the document whose reading was projected onto this one, None for one read itself
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
    why: tuple[Reason, ...] = ()


# ---- findings --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Actor:
    """A name followed across documents. `aliases` are the printed forms, most frequent first."""

    id: str
    name: str
    kind: NameKind
    aliases: tuple[str, ...]
    mentions: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The day a document was published: declared, or inferred from its story (then a range and the reasons)."""

    doc_id: str
    best: date | None
    earliest: date | None
    latest: date | None
    inferred: bool
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """One place where something is told. `value` as printed ("around 5,000"), `norm` what it stands for ("5000")."""

    at: Passage
    sentence: Passage
    holder: str | None = None
    anonymous: bool = False
    via: tuple[str, ...] = ()
    value: str | None = None
    norm: str | None = None
    low_confidence: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """One independent voice behind a claim. `tellings` are the indexes of the finding's tellings that rest on it."""

    kind: OriginKind
    label: str
    tellings: tuple[int, ...]
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """Several texts tell the same. `origins` hold identified voices (or the one unattributed);
    `origins_open` counts texts that state it in their own voice."""

    id: str
    what: str
    tellings: tuple[Telling, ...]
    origins: tuple[Origin, ...]
    origins_open: int
    status: Status
    why: tuple[Reason, ...] = ()
    origins_why: tuple[Reason, ...] = ()
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One answer in a conflict: the printed value and the tellings (indexes) that give it."""

    value: str
    tellings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Accounts that part. `topic` is what is in question ("the letter"), `sides` the answers."""

    id: str
    what: str
    topic: str
    subtype: Subtype
    verdict: Verdict
    sides: tuple[Side, ...]
    tellings: tuple[Telling, ...]
    origins: tuple[Origin, ...]
    origins_open: int
    why: tuple[Reason, ...] = ()
    origins_why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class SingleSource:
    """Told by one text only, or resting on one voice in one family; worth showing because it matters to the story."""

    id: str
    what: str
    tellings: tuple[Telling, ...]
    origins: tuple[Origin, ...]
    origins_open: int
    status: Status
    why: tuple[Reason, ...] = ()
    origins_why: tuple[Reason, ...] = ()
    topic: str = ""


Finding: TypeAlias = Agreement | Conflict | SingleSource


@dataclass(frozen=True, slots=True)
class Event:
    """A dated happening. `value` is the TIMEX3 value of its day; `inferred` when it rests on an inferred day."""

    id: str
    value: str
    earliest: date | None
    latest: date | None
    inferred: bool
    status: Status
    what: str
    actors: tuple[str, ...]
    tellings: tuple[Telling, ...]
    origins: tuple[Origin, ...]
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in one story."""

    story_id: str
    findings: tuple[Finding, ...]
    events: tuple[Event, ...]
    actors: tuple[Actor, ...]
    days: tuple[Day, ...]


# ---- dossiers --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Dossier:
    """One story, whole: what a dossier page is made of, and nothing that is not in it.

    readings and findings.days stand in the order of `documents`; copies are those within the story
    """

    story: Story
    title: str
    documents: tuple[Document, ...]
    copies: tuple[Copy, ...]
    families: tuple[Family, ...]
    readings: tuple[Reading, ...]
    findings: Findings
    rejected: tuple[Rejected, ...] = ()
    version: str = ""
