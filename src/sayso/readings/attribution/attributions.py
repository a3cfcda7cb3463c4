"""Choose which of the model's attributions hold, set their spans by the quotation marks, and find
their heads.

A marked quotation is never cut: what the model takes most of, it takes whole, marks included. Of
two attributions that share cue words or most of their content the surer one stays. A quotation that
the model leaves without an owner goes on with the turn before it (`turns`).

    Reported ──sure? surer than its rivals?──▶ chosen ──marks, heads──▶ ──turns──▶ Attribution
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from sayso.readings.attribution.cues import speaks
from sayso.readings.attribution.roles import Reported
from sayso.readings.attribution.sources import source_span as in_piece
from sayso.readings.attribution.subjects import own_subject, subject
from sayso.readings.page.marks import Marked
from sayso.text import Span

FoundBy = Literal["model", "beside", "block", "label", "handle", "turn", "marks"]

# Of the cue's score, the attribution's score, the margin of its roles, and the constant: a logistic
# regression of being right on the articles of PolNeAR's training part that the model never saw
# (training/attribution/calibrate.py).
_WEIGHTS = (0.173, 0.196, 0.33, -1.367)
_NOBODY = frozenset({"it", "there", "this", "that", "what", "which"})
# chance from which an attribution is taken; half of the F1 that is reached is best for F1 (Lipton
# 2014)
_TAKE = 0.33
_TAKE_ALONE = 0.6  # ... one without a source, which tells a reader little
_TAKE_NESTED = 0.85  # ... one within another, of which PolNeAR has none
_RIVAL_SHARE = 0.5  # share of the smaller content that two attributions may not share
_PLACE_CHARACTERS = 256  # characters; only attributions that touch a common place can be rivals
_GAP_CHARACTERS = (
    2  # characters between two stretches of content that are bridged: a dropped comma, a dash
)
_MOST_SHARE = 0.5  # share of a quotation that makes all of it content
_TWO_WORDS = 2
_STOPS = frozenset(".?!")
_RELATIVE = frozenset({"who", "whom", "which", "that"})
_LED_BY = frozenset({"by", "from"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution of a paragraph; spans are offsets in the document, `cue` and `source` the
    heads of theirs.

    found_by  the model; else what tells it: a clause beside the quotation, a colon before a block,
              a label or handle before the paragraph, the turn it goes on with, or its marks alone
    spoken    in marks, or by a verb of speaking: what follows may go on with it
    through   head of the phrase of who passes the words on for the source (`requoted`)
    chance    how likely it is one by the model, 0..1; 0 where the model is not asked
    within    what somebody says that another said (`reported`): who that is, is spoken of and does
              not go on
    """

    marked: Marked
    found_by: FoundBy
    content: tuple[Span, ...]
    cue: Token | None = None
    cue_span: Span | None = None
    source: Token | None = None
    source_span: Span | None = None
    spoken: bool = True
    through: Token | None = None
    chance: float = 0.0
    within: bool = False

    @property
    def lemma(self) -> str:
        """The cue's lemma, empty where there is no cue."""
        return self.cue.lemma_.lower() if self.cue is not None else ""

    def says(self, token: Token) -> bool:
        """True for a token of its paragraph that stands in its content."""
        at = self.marked.piece.base + token.idx
        return any(start <= at < end for start, end in self.content)

    @property
    def end(self) -> int:
        """Offset behind its last word of any role."""
        return max(e for _, e in (*self.content, *filter(None, (self.cue_span, self.source_span))))


def chosen(reported: Iterable[Reported]) -> list[Reported]:
    """Those sure enough and without a surer rival, in the order of their cues."""
    kept: list[Reported] = []
    near: defaultdict[int, list[Reported]] = defaultdict(
        list
    )  # those kept, by the places they touch
    for one in sorted(reported, key=lambda t: (t.nested, -chance(t), t.anchor)):
        if not (one.content and one.cue and chance(one) >= _least(one)):
            continue
        places = {
            k
            for a, b in (*one.cue, *one.content)
            for k in range(a // _PLACE_CHARACTERS, b // _PLACE_CHARACTERS + 1)
        }
        if not any(_rivals(one, other) for place in places for other in near[place]):
            kept.append(one)
            for place in places:
                near[place].append(one)
    return sorted(kept, key=lambda t: t.anchor)


def _least(reported: Reported) -> float:
    return _TAKE_NESTED if reported.nested and not reported.cited else _TAKE


def chance(reported: Reported) -> float:
    """How likely an attribution is one, 0..1: logistic in the model's scores.

    >>> round(chance(Reported(0, (), (), (), 0.0, 0.0, 0.0)), 2)
    0.2
    """
    cue, valid, margin, constant = _WEIGHTS
    score = (
        cue * reported.cue_score
        + valid * reported.valid_score
        + margin * reported.margin
        + constant
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def _rivals(one: Reported, other: Reported) -> bool:
    if _shared(one.cue, other.cue):
        return True
    if one.nested != other.nested:
        return False
    least = min(_size(one.content), _size(other.content))
    return _shared(one.content, other.content) > _RIVAL_SHARE * least


def _shared(one: Sequence[Span], other: Sequence[Span]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def _size(spans: Sequence[Span]) -> int:
    return sum(b - a for a, b in spans)


# ---- spans and heads ---------------------------------------------------------------


def attributed(
    paragraphs: Sequence[Marked], reported: Iterable[Reported]
) -> list[list[Attribution]]:
    """The chosen attributions of each paragraph."""
    starts = [m.piece.base for m in paragraphs]
    found: list[list[Attribution]] = [[] for _ in paragraphs]
    for one in chosen(reported):
        nth = bisect_right(starts, one.anchor) - 1
        held = _attribution(paragraphs[nth], one) if nth >= 0 else None
        if held is None or (held.source is None and chance(one) < _TAKE_ALONE):
            continue
        if (
            held.cue is None or held.marked.quotation_at(held.cue) < 0
        ):  # what is said inside marks is their speaker's
            found[nth].append(held)
    return found


def _attribution(marked: Marked, reported: Reported) -> Attribution:
    base = marked.piece.base
    content = _by_marks(marked, _bridged(reported.content), reported.anchor - base)
    cue_span = _without_name(marked, (reported.cue[0][0], reported.cue[-1][1]))
    cue = _cue_head(marked, reported)
    source_span = (
        _who_says(marked, _whole_name(marked, max(reported.source, key=lambda s: s[1] - s[0])))
        if reported.source
        else None
    )
    source = _head(marked, source_span) if source_span else None
    if source is not None and cue is not None and _beyond_its_sentence(marked, source, cue):
        source = source_span = None
    if (
        source is None
        and cue is not None
        and (borrowed := _borrowed(marked, cue, content)) is not None
    ):
        source, (start, end) = borrowed, in_piece(marked, borrowed, cue)
        source_span = (base + start, base + end)
    quoted = any(
        a < base + high and base + low < b for a, b in content for low, high in marked.quotations
    )
    said = cue is not None and speaks(cue.lemma_.lower())
    return Attribution(
        marked,
        "model",
        content,
        cue,
        cue_span,
        source,
        source_span,
        spoken=quoted or said,
        chance=chance(reported),
    )


def _without_name(marked: Marked, cue: Span) -> Span:
    """The cue of "a commander of the fight against IS | told": a short form in capitals helps no
    verb.
    """
    base = marked.piece.base
    held = marked.tokens.char_span(cue[0] - base, cue[1] - base)
    if held is None or len(held) < 2 or len(held[0]) < 2 or marked.piece.poor:
        return cue
    name = held[0].text.isupper() and held[1].text.islower()
    return (base + held[1].idx, cue[1]) if name else cue


def _borrowed(marked: Marked, cue: Token, content: Sequence[Span]) -> Token | None:
    """The subject of the cue, its own or the one it borrows, where the model names no source: "he
    left, saying A".
    """
    found = subject(cue) if cue.pos_ in ("VERB", "AUX") else None
    apart = found is not None and marked.quotation_at(found) != marked.quotation_at(cue)
    found = inverted(marked, cue) or found if apart or found is None else found
    if (
        found is None
        or found.lower_ in _NOBODY
        or marked.quotation_at(found) != marked.quotation_at(cue)
    ):
        return None
    at = marked.piece.base + found.idx
    return None if any(start <= at < end for start, end in content) else found


def inverted(marked: Marked, cue: Token) -> Token | None:
    """The judge of "“A?” asked the judge.", whom the parser takes for the one who was asked."""
    behind = cue.i > 0 and marked.inside[cue.i - 1] >= 0 and marked.inside[cue.i] < 0
    objects = [c for c in cue.rights if c.dep_ in ("dobj", "dative", "oprd")]
    if not behind or len(objects) != 1 or any(c.dep_ in ("nsubj", "prep") for c in cue.rights):
        return None
    return objects[0] if objects[0].left_edge.i == cue.i + 1 else None


def _beyond_its_sentence(marked: Marked, source: Token, cue: Token) -> bool:
    """Ruiz of "“A?” asked the clerk. “B,” said Ruiz", for the first cue, whose asker follows it."""
    own = inverted(marked, cue)
    if own is not None and source.i < own.sent.start:
        return True
    own = own or (own_subject(cue) if cue.pos_ == "VERB" else None)
    return own is not None and own.sent.end <= source.i


def _bridged(spans: Sequence[Span]) -> list[Span]:
    """Stretches with the smallest gaps closed; stray single characters dropped."""
    out: list[Span] = []
    for start, end in spans:
        if out and start - out[-1][1] <= _GAP_CHARACTERS:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return [s for s in out if s[1] - s[0] > 1] or out


def _by_marks(marked: Marked, spans: Sequence[Span], anchor: int) -> tuple[Span, ...]:
    """The content with every quotation whole that lies mostly in it; one that holds the cue itself
    is left as it is.
    """
    base, out = marked.piece.base, list(spans)
    first = bisect_right(marked.quotations, (min(a for a, _ in spans) - base,)) - 1
    stop = bisect_left(marked.quotations, (max(b for _, b in spans) - base,))
    for low, high in marked.quotations[max(0, first) : stop]:
        whole = (base + low, base + high)
        most = _shared(spans, [whole]) >= _MOST_SHARE * (high - low)
        if (most or any(_one_mark(marked, at, whole) for at in spans)) and not low < anchor < high:
            out.append(whole)
    return _union([_to_sentence(marked, at) for at in out], marked)


def _one_mark(marked: Marked, at: Span, quotation: Span) -> bool:
    """True for a stretch that holds the closing mark of a quotation and a word before it."""
    if not quotation[0] < at[0] < quotation[1] <= at[1]:
        return False
    base = marked.piece.base
    return any(map(str.isalnum, marked.text[at[0] - base : quotation[1] - base]))


def _to_sentence(marked: Marked, at: Span) -> Span:
    """A stretch without what follows a quotation that ends with a full stop: "“No.” | Asked about"
    is no more of what is said.
    """
    base, text = marked.piece.base, marked.text
    first, stop = (bisect_left(marked.quotations, (edge - base,)) for edge in at)
    if first == stop:
        return at
    _, high = marked.quotations[stop - 1]  # another behind it would be more of what is said
    ends = base + high < at[1] and text[high - 2 : high - 1] in _STOPS
    rest = text[high : at[1] - base].lstrip()
    return (at[0], base + high) if ends and rest[:1].isupper() else at


def _union(spans: Iterable[Span], marked: Marked) -> tuple[Span, ...]:
    """Sorted stretches, those that touch or that only space parts made one."""
    base, text = marked.piece.base, marked.text
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and not text[max(0, out[-1][1] - base) : start - base].strip():
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)


def _head(marked: Marked, span: Span) -> Token | None:
    """The token that governs the others of a stretch."""
    base = marked.piece.base
    held = marked.tokens.char_span(span[0] - base, span[1] - base, alignment_mode="expand")
    return held.root if held is not None and len(held) else None


def _who_says(marked: Marked, span: Span) -> Span:
    """The source without what leads it in: "which | the board", "by | the board"; of a clause its
    relative pronoun alone: "who | is ill".
    """
    base = marked.piece.base
    held = marked.tokens.char_span(span[0] - base, span[1] - base, alignment_mode="expand")
    if held is None or len(held) < _TWO_WORDS:
        return span
    first, second = held[0], held[1]
    nouns = [t for t in held[1:] if t.pos_ in ("NOUN", "PROPN")]
    led = first.lower_ in _RELATIVE and any(t.dep_ == "nsubj" for t in nouns)
    if led and first.dep_ not in ("nsubj", "nsubjpass", "det", "poss"):
        return base + second.idx, span[1]
    if first.lower_ in _LED_BY and first.pos_ == "ADP" and nouns:
        return base + second.idx, span[1]
    if first.lower_ == "who" and first.dep_ == "nsubj" and held.root.pos_ in ("VERB", "AUX"):
        return base + first.idx, base + first.idx + len(first)
    return span


def _whole_name(marked: Marked, span: Span) -> Span:
    """The source with the rest of a name that it cuts in two: "General Karl | Ostrow"."""
    base = marked.piece.base
    held = marked.tokens.char_span(span[0] - base, span[1] - base, alignment_mode="expand")
    if held is None or not len(held):
        return span
    first, last = held.start, held.end - 1
    while last + 1 < len(marked.tokens) and _same_name(marked, last, last + 1):
        last += 1
    while first > 0 and _same_name(marked, first - 1, first):
        first -= 1
    start, end = (
        marked.tokens[first].idx + base,
        marked.tokens[last].idx + len(marked.tokens[last]) + base,
    )
    return min(start, span[0]), max(end, span[1])


def _same_name(marked: Marked, one: int, other: int) -> bool:
    a, b = marked.tokens[one], marked.tokens[other]
    together = a.pos_ == b.pos_ == "PROPN" and marked.inside[one] == marked.inside[other]
    return together and b.text[:1].isalnum() and (b.ent_iob_ == "I" or a.dep_ == "compound")


def _cue_head(marked: Marked, reported: Reported) -> Token | None:
    """The word of the cue that says how it is said: its head, or the first one whose manner is
    known ("did deny").
    """
    base = marked.piece.base
    held = marked.tokens.char_span(
        reported.cue[0][0] - base, reported.cue[-1][1] - base, alignment_mode="expand"
    )
    if held is None or not len(held):
        return None
    if speaks(held.root.lemma_.lower()):
        return held.root
    return next((t for t in held if speaks(t.lemma_.lower())), held.root)
