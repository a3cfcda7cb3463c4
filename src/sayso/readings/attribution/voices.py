"""Who a source turned out to be, and what one article has said so far.

A pronoun is held against given names and gendered words ("Mrs.", "spokesman") only where these
leave no doubt.

    source phrase ──speakers──▶ Who ──▶ Memory ──▶ the pronouns, descriptions and papers that follow
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from sayso.lexicon import mapping
from sayso.model import HowMany, Reason
from sayso.readings.attribution.acting import Actor, actors
from sayso.readings.attribution.people import Cast, name_words
from sayso.readings.page.marks import Marked
from sayso.text import Span

OWN_PRONOUNS = {"him": "he", "his": "he", "her": "she", "hers": "she"}


@dataclass(frozen=True, slots=True)
class Who:
    """A resolved source. `key` holds the words by which a later description may refer back to it.

    number    of an unnamed source, counted within the article; 0 for any other
    how_many  people that an unnamed source stands for
    doubtful  those who may be meant, where they are about as likely and `speaker` is None
    """

    speaker: str | None
    anonymous: bool = False
    described: str | None = None
    person: bool = False
    plural: bool = False
    key: frozenset[str] = frozenset()
    why: tuple[Reason, ...] = ()
    number: int = 0
    how_many: HowMany = "unknown"
    doubtful: tuple[str, ...] = ()


NOBODY = Who(None)


@dataclass(slots=True)
class Memory:
    """What one article has said so far: (offset, paragraph, who) of its attributions, and its
    documents' authors; `paragraphs` are those of its prose, `bases` their offsets.
    """

    cast: Cast
    text: str
    paragraphs: Sequence[Marked] = ()
    bases: Sequence[int] = ()
    paragraph: int = 0
    said: list[tuple[int, int, Who]] = field(default_factory=list)
    papers: dict[str, Who] = field(default_factory=dict)
    cue: Token | None = None
    turn: Who = NOBODY
    unnamed: int = 0
    met: dict[int, Who] = field(default_factory=dict)  # unnamed sources by the offset of their noun
    perhaps: set[int] = field(default_factory=set)  # offsets in `said` of who may be a person
    silent: set[int] = field(default_factory=set)  # offsets in `said` where one declines to speak
    content: Sequence[Span] = ()  # of the attribution whose source is being resolved
    stood_for: dict[int, tuple[Who, ...]] = field(default_factory=dict)  # pronouns, by offset
    acting: dict[int, tuple[Actor, ...]] = field(default_factory=dict)  # by paragraph

    def is_said(self, at: int) -> bool:
        """True for an offset in the words whose source is being resolved."""
        return any(start <= at < end for start, end in self.content)

    def actors(self, marked: Marked) -> tuple[Actor, ...]:
        """Who acts in a paragraph without a name; found once."""
        at = marked.piece.base
        if at not in self.acting:
            self.acting[at] = actors(marked)
        return self.acting[at]


def goes_with(who: Who, pronoun: str) -> bool:
    """False where a given name or a gendered word rules the pronoun out.

    >>> goes_with(Who("Ana Ruiz", person=True), "he"), goes_with(Who("Ruiz", person=True), "he")
    (False, True)
    """
    wanted = OWN_PRONOUNS.get(pronoun, pronoun)
    if wanted not in ("he", "she"):
        return True
    known = {
        mapping("gendered_words")[word] for word in who.key if word in mapping("gendered_words")
    }
    first = name_words(who.speaker)[:1] if who.person and who.speaker and not who.anonymous else ()
    known |= {mapping("given_names")[word] for word in first if word in mapping("given_names")}
    return len(known) != 1 or wanted in known
