"""Choose which candidates of a paragraph are attributions, and give loose quotations an owner.

A cue keeps the construction in which it reports most often. A quotation that no cue governs continues the turn before
it when nothing but space stands between; a short one in the writer's own voice is left alone.

    candidates ──table of cues──▶ chosen ──loose quotations join their turn──▶ Attribution
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from sayso.lexicon import mapping, words
from sayso.readings.candidate import Candidate
from sayso.readings.cues import is_listed, precision, speech_lemmas
from sayso.readings.marks import Marked
from sayso.readings.people import is_person_noun
from sayso.readings.shapes import candidates
from sayso.readings.sources import source_span
from sayso.text import Span

_TAKE = 0.35  # precision from which a cue is taken; .30 has the same F1 on PolNeAR dev and 4 points less precision
_TAKE_QUOTED = 0.3  # ... where its words stand in marks, which few writers use for anything but speech (bench/quotes)
_WRITER = frozenset(
    {"i", "we", "you", "it", "there", "us", "me", "this", "what", "my", "our", "your"}
)  # no one a reader could look up
_QUOTED = ("+q", "quote")  # endings of the shapes that hold a quotation
_SPEECH = frozenset({"around", "quote", "according", "credit"})
_RECENT = 20  # attributions before a paragraph among which the turn it continues is sought
_SIGNS = "“”\"'`«» "
_TURN = 4  # words from which a loose quotation is speech and not a term in marks


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution of a paragraph; spans are offsets in the document."""

    marked: Marked
    shape: str
    cue: Token | None
    cue_span: Span | None
    source: Token | None
    source_span: Span | None
    content: tuple[Span, ...]
    precision: float

    @property
    def lemma(self) -> str:
        """The cue's lemma, empty where there is no cue."""
        return self.cue.lemma_.lower() if self.cue is not None else ""

    @property
    def end(self) -> int:
        """Offset behind its last word of any role."""
        return max(e for _, e in (*self.content, *filter(None, (self.cue_span, self.source_span))))


def attributions(paragraphs: Sequence[Marked]) -> list[Attribution]:
    """Every attribution of a document's paragraphs, in the order of their content."""
    found: list[Attribution] = []
    for marked in paragraphs:
        own = _chosen(marked)
        found.extend(_with_loose(marked, found, own))
    return sorted(found, key=lambda a: a.content[0])


def _chosen(marked: Marked) -> list[Attribution]:
    best: dict[int, tuple[float, Candidate]] = {}
    for candidate in candidates(marked):
        if not eligible(marked, candidate):
            continue
        weight = precision(candidate.lemma, candidate.shape)
        if candidate.shape == "quote" and not is_listed(candidate.lemma, "quote"):
            start, end = candidate.content[0]
            said = marked.text[start:end]
            weight *= (
                _is_turn(said) and said.strip(_SIGNS)[:1].isupper()
            )  # words in marks behind any verb: terms, irony
        if (
            weight >= (_TAKE_QUOTED if candidate.shape.endswith(_QUOTED) else _TAKE)
            and weight > best.get(candidate.cue.i, (0.0, candidate))[0]
        ):
            best[candidate.cue.i] = (weight, candidate)
    spans: dict[tuple[Span, ...], tuple[float, Candidate]] = {}
    for weight, candidate in best.values():
        if all(a < b for a, b in candidate.content):
            held = spans.get(candidate.content)
            if held is None or weight > held[0]:
                spans[candidate.content] = (weight, candidate)
    return [_attribution(marked, weight, candidate) for weight, candidate in spans.values()]


def eligible(marked: Marked, candidate: Candidate) -> bool:
    """False for a cue inside a quotation or a compound, and for one whose source is missing or the writer."""
    cue = candidate.cue
    if marked.quotation_at(cue) >= 0 or (cue.i > 0 and cue.nbor(-1).text == "-"):  # "so-called"
        return False
    if candidate.source is None:
        return candidate.shape == "quote"
    if candidate.shape == "around" and _is_relay(cue):
        return False
    if candidate.source.dep_ == "nsubjpass" and candidate.source.head.i == cue.i and cue.lemma_ in words("hearers"):
        return False  # "residents were told that": they heard it
    if candidate.lemma in words("showing") and _is_thing(candidate.source):
        return False
    if candidate.lemma in words("knowing") and candidate.shape.startswith("question"):  # "found out what it was worth"
        return False
    return candidate.source.lower_ not in _WRITER or candidate.shape in _SPEECH


def _is_thing(source: Token) -> bool:
    """True for a subject that neither speaks nor is written: "the turnout", "recent elections"."""
    lemma = source.lemma_.lower()
    if source.pos_ != "NOUN" or source.ent_type_ or lemma in mapping("documents") or is_person_noun(source):
        return source.lower_ == "that" and source.tag_ == "DT"
    return lemma not in words("telling")


def _is_relay(cue: Token) -> bool:
    """True for "A memo, first reported by X, says B": who handled the memo does not say the sentence."""
    if cue.tag_ != "VBN" or cue.lemma_.lower() not in words("handling"):
        return False
    passive = any(c.dep_ == "agent" for c in cue.rights) and not any(c.dep_ in ("auxpass", "mark") for c in cue.lefts)
    return passive and cue.doc[cue.left_edge.i].lower_ != "as"


def _attribution(marked: Marked, weight: float, candidate: Candidate) -> Attribution:
    base = marked.piece.base
    cue = (base + candidate.cue_span[0], base + candidate.cue_span[1])
    source = None
    inside = candidate.source is not None and marked.quotation_at(candidate.source) >= 0
    if candidate.source is not None and not inside:
        start, end = source_span(marked, candidate.source, candidate.cue)
        source = (base + start, base + end)
    content = tuple((base + a, base + b) for a, b in candidate.content)
    head = None if inside else candidate.source  # who is spoken of within a quotation does not say what stands outside
    shape = "comment" if inside else candidate.shape
    return Attribution(marked, shape, candidate.cue, cue, head, source, content, weight)


# ---- quotations that no cue governs ------------------------------------------


def _with_loose(marked: Marked, before: list[Attribution], own: list[Attribution]) -> list[Attribution]:
    """The paragraph's attributions, with its loose quotations joined to the turn they continue."""
    base, text = marked.piece.base, marked.text
    for start, end in marked.quotations:
        at = (base + start, base + end)
        if any(a < at[1] and at[0] < b for found in own for a, b in found.content):
            continue
        turn = _turn_before(marked, own, at)
        if turn is not None and _is_turn(text[start:end]):
            own[turn] = replace(own[turn], content=_joined(marked, own[turn].content, at))
        elif _is_turn(text[start:end]) and not text[:start].strip():
            loose = _carried(marked, before, at)
            if loose is not None:
                own.append(loose)
    return own


def _is_turn(quotation: str) -> bool:
    """True for speech that stands alone: some words, and a sentence's beginning or end."""
    words = quotation.strip(_SIGNS).split()
    return len(words) >= _TURN and (words[0][:1].isupper() or quotation.rstrip("”\"' ")[-1:] in ".?!,")


def _turn_before(marked: Marked, own: list[Attribution], at: Span) -> int | None:
    """The attribution that ends where the quotation starts, nothing but marks and space between."""
    base, text = marked.piece.base, marked.text
    for nth in sorted(range(len(own)), key=lambda n: -own[n].end):
        found = own[nth]
        if found.end > at[0] or found.cue is None or found.cue.lemma_.lower() not in speech_lemmas():
            continue
        gap = text[found.end - base : at[0] - base]
        tail = found.cue.sent.end_char
        if not gap.strip(" .,;:—–-)(\n\r\t") or 0 <= at[0] - base - tail <= 2:
            return nth
        return None
    return None


def _joined(marked: Marked, content: tuple[Span, ...], at: Span) -> tuple[Span, ...]:
    """Content with one more stretch; stretches that only space parts become one."""
    last = content[-1]
    between = marked.text[last[1] - marked.piece.base : at[0] - marked.piece.base]
    if last[1] <= at[0] and not between.strip():
        return (*content[:-1], (last[0], at[1]))
    return tuple(sorted((*content, at)))


def _carried(marked: Marked, before: list[Attribution], at: Span) -> Attribution | None:
    """A paragraph that opens with a quotation and has no cue: it goes on with the paragraph before it."""
    last = max(before[-_RECENT:], key=lambda a: a.end, default=None)
    if last is None or last.shape not in ("around", "quote", "carried"):
        return None
    if marked.piece.base - last.end > 4 + (last.marked.piece.base + len(last.marked.text) - last.end):
        return None
    return Attribution(marked, "carried", None, None, None, None, (at,), last.precision)
