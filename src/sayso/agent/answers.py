"""The shape of every answer; the schemas that a client is told are made of these types."""

from __future__ import annotations

from typing import Literal, TypedDict

from sayso.exchange.row_types import IsoDay, Place, Share
from sayso.model import (
    CellKind,
    Certainty,
    CopyKind,
    Direction,
    Form,
    Manner,
    OriginKind,
    QuoteKind,
    Subtype,
    Verdict,
)

Kind = Literal["agreement", "conflict", "single"]


class Answer(TypedDict):
    """What every answer says beside what was asked.

    left_out  what did not fit, and how to ask for it
    not_told  what could not be told, and why
    """

    left_out: list[str]
    not_told: list[str]


class Passage(TypedDict):
    """Words of an article: `quoted_text` is the text of `doc` from `start` to before `end`, in code
    points; where the passage goes on, `goes_on_to` is its end.
    """

    doc: str
    outlet: str | None
    day: IsoDay | None
    start: Place
    end: Place
    goes_on_to: Place | None
    quoted_text: str


class StoryLine(TypedDict):
    """A story: its number never changes, its id follows its articles; `read` is False where nobody
    has read it since it changed.
    """

    story: int
    id: str
    title: str
    first: IsoDay | None
    last: IsoDay | None
    articles: int
    texts: int
    read: bool


class FoundStory(StoryLine):
    """A story with places that match; `matching` counts its articles among those looked at."""

    matching: int
    passages: list[Passage]


class FoundStories(Answer):
    """Stories that match; `articles` counts the articles that match in the whole archive."""

    query: str
    articles: int
    stories: list[FoundStory]


class ClaimLine(TypedDict):
    """A claim in a line: `what` are words of an article, `counted` says the origins in words."""

    claim: str
    story: int
    kind: Kind
    subtype: Subtype | None
    verdict: Verdict | None
    certainty: Certainty | None
    what: str
    origins: int
    origins_open: int
    counted: str


class StoryClaim(ClaimLine):
    """A claim of a story: where it is told first, on each side where accounts part, and why its
    origins are counted so.
    """

    origins_why: list[str]
    passages: list[Passage]


class ArticleLine(TypedDict):
    """An article; `copy_of` is the text of its family that was read in its place."""

    doc: str
    title: str | None
    outlet: str | None
    day: IsoDay | None
    day_inferred: bool
    url: str | None
    copy_of: str | None


class QuestionLine(TypedDict):
    """What a text says is not known; `answered` where a later text gives the answer."""

    what: str
    answered: bool
    passages: list[Passage]


class StoryAnswer(StoryLine, Answer):
    """A story: its articles, what matters most of its claims, what is not known."""

    account: list[str]
    conflicts: list[StoryClaim]
    agreements: list[StoryClaim]
    singles: list[StoryClaim]
    not_known: list[QuestionLine]
    members: list[ArticleLine]


class Told(Passage):
    """One place where a claim is told: on whose say-so, through whom, and which of `origins_are` it
    rests on (indexes; none where that could not be told).
    """

    holder: str | None
    anonymous: bool
    via: list[str]
    value: str | None
    rests_on: list[int]


class OriginLine(TypedDict):
    """One independent origin, and how many of the claim's passages rest on it."""

    kind: OriginKind
    label: str
    passages: int
    why: list[str]


class SideLine(TypedDict):
    """One answer in a conflict, and how many articles give it."""

    value: str
    articles: int


class ClaimAnswer(ClaimLine):
    """A claim with its passages, its origins and the reasons."""

    sides: list[SideLine]
    origins_are: list[OriginLine]
    origins_why: list[str]
    why: list[str]
    passages: list[Told]
    passages_left_out: int
    not_told: list[str]


class Claims(Answer):
    """Claims that were asked for; `matching` counts them all."""

    about: str
    matching: int
    claims: list[ClaimAnswer]


class CellLine(TypedDict):
    """What one article of the story does with the claim."""

    doc: str
    does: CellKind
    left_out_though_late_and_long: bool


class Nearest(ClaimAnswer):
    """A claim near a text that was asked about; `words_not_there` are words of that text which the
    claim's passages do not hold.
    """

    likeness: Share
    words_not_there: list[str]
    others: list[CellLine]


class OriginsAnswer(Answer):
    """A claim, or those nearest to a text, with all that its origins rest on."""

    asked: str
    claims: list[Nearest]


class SpeakerLine(TypedDict):
    """Someone who is quoted, and how many passages hold words of theirs."""

    name: str
    sayings: int


class SayingLine(TypedDict):
    """Words of one speaker, once, however many copies print them: `articles` and `texts` count
    those of the story that do.
    """

    speaker: str
    story: int
    kind: QuoteKind
    manner: Manner
    addressee: str | None
    via: list[str]
    hedges: list[str]
    origins: int
    origins_why: list[str]
    why: list[str]
    articles: int
    texts: int
    passages: list[Passage]


class Quotes(Answer):
    """What was asked of a speaker; `speakers` are all whom the name may mean."""

    speaker: str
    speakers: list[SpeakerLine]
    sayings: list[SayingLine]


class SharedLine(TypedDict):
    """Words that two texts share; `differs` the words in which they differ there."""

    a: Passage
    b: Passage
    differs: list[tuple[str, str]]


class PairLine(TypedDict):
    """Two texts that share words: whether they count as one origin, and why."""

    a: str
    b: str
    kind: CopyKind
    form: list[Form]
    direction: Direction
    one_origin: bool
    share_of_a: Share
    share_of_b: Share
    why: list[str]
    shared: list[SharedLine]
    shared_left_out: int


class BranchLine(TypedDict):
    """A copy and the text that it is nearest to."""

    doc: str
    nearest_to: str
    share: Share
    direction: Literal["from-parent", "common-source", "unknown"]


class CopiesAnswer(Answer):
    """The copies of one article; `family` are the articles that are one text with it."""

    article: ArticleLine
    story: int | None
    family: list[str]
    read_in_their_place: str
    tree: list[BranchLine]
    pairs: list[PairLine]


class Compared(Answer):
    """Two articles side by side; `claims` are those that both tell or part on, counted over
    `counted_over`.
    """

    a: ArticleLine
    b: ArticleLine
    pair: PairLine | None
    only_a: list[Passage]
    only_b: list[Passage]
    claims: list[ClaimAnswer]
    counted_over: str
