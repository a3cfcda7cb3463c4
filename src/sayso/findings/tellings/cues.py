"""Sentences in which somebody says that something is not so, or was not.

`lexicon/en/dispute_cues.tsv` has the cues, each with where the other side stands; what the cue
bears on is cut out of the sentence here, and nothing is decided about other sentences.

    sentence ──cues──▶ Hit(kind, where, cue, content)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from sayso.lexicon import table, words
from sayso.model import Passage, Reading
from sayso.text import fold_words

_MARKS = str.maketrans({"’": "'", "‘": "'", "\n": " ", "\t": " ", "\xa0": " ", "`": "'"})
_HOW = r"(?:[\w-]+ly |simply |also |flat out |just |all |always |long |since )?(?:[\w-]+ly )?"
_ITS = r"(?:his|her|its|their|my|our|your|[\w.-]+'s|[\w-]+s')"
_TO = (  # whom somebody denied it to, and on what day
    r"(?: to (?:\w+ )?\w+(?= ))?"
    r"(?: (?:on |late |early )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)?"
)
_STOP = r"(?=[ ,.;:\"”')]*(?:$|[,.;:\"”)]))"
# A claim ends where the writer goes on: at a stop, or at a comma before words that begin anew.
_END = re.compile(
    r"[;?!—]|--|\.[\"”]|,? (?:but|although|though|while|whereas|despite|even as|when asked"
    r"|as (?:some|he|she|they)|and (?:said|told|added|insisted|called|accused|denied|rejected"
    r"|dismissed|acknowledged|admitted|never said|that he|that she))\b"
    r"|,[\"”]? (?:[\w-]+ly )?[\w-]+ing\b|,? especially\b"
    r"|, (?:[\w'.-]+ ){1,5}(?:said|says|told|wrote|added)\b"
    r"|, (?:which|who|a|an|the|he|she|they|it|said|says|according|however|as|and|after|in|on)\b"
)
# "neither confirmed nor denied", "cannot be denied": nobody says that it is not so
_UNDONE = re.compile(
    r"(?:\b(?:nor|or|not|never|no|cannot|without|nobody|no one|to|if|whether|would|could|can"
    r"|should|may|might|must|will)|n't|'d|'ll) (?:\w+ly )?$",
    re.IGNORECASE,
)
_OF_A_TEXT = re.compile(
    r"\b(?:earlier|previous|original|prior) version of (?:this|the|an?) (?:\w+ )?"
    r"(?:article|story|report|post|column|headline)|\bthis (?:article|story|post) (?:has been|was)"
    r"|^\W*(?:correction|clarification|editor'?s'? note)\b|\b(?:correction|clarification)\s*:\s",
    re.IGNORECASE,
)
_OF_A_TEXT_LETTERS = (  # without any of these there is no such note
    "version of",
    "this article",
    "this story",
    "this post",
    "correction",
    "clarification",
    "editor",
)
# "In a report on Monday, the Courier misstated …": the outlet itself, right before the verb
_MISSTATED = re.compile(
    r"\b[Ii]n (?:an?|its) (?:\w+ ){0,2}(?:article|story|report|dispatch|item)\b[^,]*,"
    r"(?: the)?(?: [A-Z][\w.'-]*){1,4} (?:misstated|misidentified|misspell?ed|misspelt|misquoted)\b"
)
# "was denied entry": a passive before a denial is a refusal
_REFUSED = re.compile(r"\b(?:was|were|is|are|been|being|be|get|got) (?:\w+ly )?$", re.IGNORECASE)
_LEAST_WORDS = 2  # words of a claim that is cut out


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that says of something that it is not so.

    kind     denied, false, rejected, disputed, reversed, earlier, revised, unconnected
    where    "after", "behind" or "earlier": see the lexicon
    cue      the words that say so
    content  what they bear on, None where the sentence does not hold it
    points_back  the cue bears on something said before: "those reports", "that was not true"
    """

    kind: str
    where: str
    sentence: Passage
    cue: Passage
    content: Passage | None
    points_back: bool = False

    @property
    def bears_on(self) -> Passage:
        """From the cue to what it bears on."""
        at = self.content or self.cue
        return Passage(at.doc_id, min(at.start, self.cue.start), max(at.end, self.cue.end))


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[str, str, re.Pattern[str], tuple[str, ...]], ...]:
    claim = "(?:" + "|".join(sorted(words("claim_nouns"), key=lambda w: (-len(w), w))) + ")"
    made = []
    for kind, where, pattern, _, letters in table("dispute_cues"):
        for name, inner in (
            ("CLAIM", claim),
            ("HOW", _HOW),
            ("ITS", _ITS),
            ("TO", _TO),
            ("STOP", _STOP),
        ):
            pattern = pattern.replace("{" + name + "}", inner)
        made.append((kind, where, re.compile(pattern, re.IGNORECASE), tuple(letters.split())))
    return tuple(made)


@lru_cache(maxsize=1)
def _letters() -> frozenset[str]:
    """All letters without which some cue is not looked for."""
    return frozenset(some for *_, letters in _cues() for some in letters)


def plain(printed: str) -> str:
    """The same characters with straight marks and plain spaces."""
    return printed.translate(_MARKS)


@lru_cache(maxsize=1 << 12)
def is_correction(printed: str) -> bool:
    """Whether a sentence is an outlet's note on its own article, and so tells nothing of the story.

    >>> is_correction("An earlier version of this story gave the wrong year.")
    True
    >>> is_correction("In a report on Monday, Northline misstated the amount of gas that escaped.")
    True
    >>> is_correction("In a report on Monday, inspectors said that men were wrongly held.")
    False
    """
    text = plain(printed)
    low = text.lower()
    if any(some in low for some in _OF_A_TEXT_LETTERS) and _OF_A_TEXT.search(text):
        return True
    if "mis" in text and _MISSTATED.search(text):
        return True
    folded = " ".join(word for word, _, _ in fold_words(printed))
    return any(note in folded for note in words("correction_notes"))


def hits(reading: Reading, text: str) -> tuple[Hit, ...]:
    """The cues of every sentence of a text, in order; of several about one stretch the first."""
    return _found(reading.sentences, text)


@lru_cache(maxsize=64)  # asked for the texts of one story, by several rules in turn
def _found(sentences: tuple[Passage, ...], text: str) -> tuple[Hit, ...]:
    found: list[Hit] = []
    beside = pairwise([*(plain(s.cut(text)) for s in sentences), ""])
    for sentence, (printed, after) in zip(sentences, beside, strict=True):
        if is_correction(printed) or printed.rstrip("\"' ”)").endswith("?"):
            continue
        seen: list[Passage] = []
        for hit in (*_given_up(sentence, printed, after), *_hits(sentence, printed)):
            if not any(hit.bears_on.overlaps(other) for other in seen):
                seen.append(hit.bears_on)
                found.append(hit)
    return tuple(found)


# "Lind admitted on Tuesday that he knew. He had denied it for four days."
_ADMITS = re.compile(
    r"\b(?:admitted|acknowledged|conceded|confirmed|admits|acknowledges|concedes|confirms)\b"
    r"(?: (?:on |late |early )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)?(?: that\b)?",
    re.IGNORECASE,
)
_HAD_DENIED = re.compile(
    r"(?-i:^\W*(?:It|He|She|They|The(?: [\w'-]+){1,3}|[A-Z][\w'-]+))"
    r" (?:had|has|have)(?: (?:\w+ly|previously|earlier|always|first|long|at first))* denied\b",
    re.IGNORECASE,
)


def _given_up(sentence: Passage, printed: str, after: str) -> Iterator[Hit]:
    """Something is said to be so, and the next sentence that it had been denied."""
    cue = _ADMITS.search(printed)
    if cue and _HAD_DENIED.search(after) and not _UNDONE.search(printed[: cue.start()]):
        span = clause_after(printed, cue.end())
        if span:
            at, content = (
                Passage(sentence.doc_id, sentence.start + start, sentence.start + end)
                for start, end in (cue.span(), span)
            )
            yield Hit("reversed", "withdrawn", sentence, at, content)


def _hits(sentence: Passage, printed: str) -> Iterator[Hit]:
    low = printed.lower()
    held = {some for some in _letters() if some in low}
    for kind, where, pattern, letters in _cues():
        if held.isdisjoint(letters):
            continue
        for found in pattern.finditer(printed):
            before = printed[: found.start()]
            if _UNDONE.search(before) or (found.group()[:1] in "dD" and _REFUSED.search(before)):
                continue
            if where == "earlier" and not _overtaken(printed, found.end()):
                continue
            span = _content(where, printed, found)
            place = Passage(
                sentence.doc_id, sentence.start + found.start(), sentence.start + found.end()
            )
            content = span and Passage(
                sentence.doc_id, sentence.start + span[0], sentence.start + span[1]
            )
            back = content is None and (
                where == "earlier" or (where == "behind" and _points_back(before, found.group()))
            )
            yield Hit(kind, where, sentence, place, content or None, back)


def clause_after(printed: str, start: int) -> tuple[int, int] | None:
    """From a place in a sentence to where the writer goes on to something else."""
    end = _END.search(printed, start)
    return _trimmed(printed, start, end.start() if end else len(printed))


_START = re.compile(
    r";|^\W*(?:while|although|though|but|and)\b"
    r"|, ?(?:but|although|though|while|whereas|and|so)\b"
    r"|\b(?:said|says|told \w+|acknowledged|added) (?:that )?",
    re.IGNORECASE,
)


def clause_before(printed: str, end: int) -> tuple[int, int] | None:
    """From where the writer began a clause to a place in a sentence."""
    start = 0
    for turn in _START.finditer(printed, 0, end):
        if len(printed[turn.end() : end].split()) >= _SHORT:
            start = turn.end()
    return _trimmed(printed, start, end)


def _overtaken(printed: str, start: int) -> bool:
    """What was said at first is set against what holds now; "Earlier reports said it had." leans
    on the sentence before.
    """
    return bool(_OVERTAKEN.search(printed, start)) or len(printed[start:].split()) < _SHORT


_PARTICIPLE = re.compile(r"\W*[a-z]+ing\b", re.IGNORECASE)  # "Denying that he knew, Orr left"


def _content(where: str, printed: str, found: re.Match[str]) -> tuple[int, int] | None:
    """Where in its sentence stands what a cue bears on."""
    if "said" in found.re.groupindex:
        return _trimmed(printed, *found.span("said"))
    if where == "behind":
        return _before(printed, found)
    if where == "withdrawn":
        ahead = found.start() == 0  # "After days of denials, Lind admitted the leak"
        return clause_after(printed, found.end()) if ahead else _trimmed(printed, 0, found.start())
    start = found.end()
    opens = not printed[: found.start()].strip(_EDGES) and _PARTICIPLE.match(found.group())
    if opens or found.group().lower().startswith(("despite", "contrary")):
        return _trimmed(printed, start, (printed + ",").index(",", start))
    span = clause_after(printed, start)
    if where == "earlier" and span and len(printed[span[0] : span[1]].split()) < _SHORT:
        return None
    return span


_BACK = re.compile(
    r"\b(?:this|that|it|they|those|these|which|such|(?:the|those|these|this|that|his|her|their|its)"
    r" (?:\w+ )?(?:claims?|reports?|allegations?|accusations?|rumou?rs?|assertions?|statements?"
    r"|stor(?:y|ies)|charges?))\W*$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:this|that|it|those|these|such|the)\b|\b(?:his|her|its|their) (?:earlier|previous)",
    re.IGNORECASE,
)


def _points_back(before: str, cue: str) -> bool:
    return bool(_BACK.search(before) or _NAMED.search(cue))


@lru_cache(maxsize=1)
def claim_noun() -> re.Pattern[str]:
    """What others are said to have said, up to its "that": "a report by the council that".

    >>> bool(claim_noun().search("He knew the rumour that the dam leaked"))
    True
    """
    nouns = "|".join(sorted(words("claim_nouns")))
    return re.compile(rf"\b(?:{nouns})\b(?: (?:by|from|in) [^,.;]{{1,30}}?)? (?:that|of) ", re.I)


_TURN = re.compile(r",? (?:but|though|although|while|and later|however)\b(?!.*\b(?:but|though)\b)")
# what the sentence says of now, beside what was said at first
_OVERTAKEN = re.compile(
    r",? (?:but|though|although|before|and)\b[^.;]{0,60}\b(?:later|now|then|since|more recently"
    r"|subsequently|latest|turned out|eventually)\b|, then said\b",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^\W*(?:though|although|while|even though)\b", re.IGNORECASE)
_EDGES = " ,.\"'“”()"
_LEFT_OVER = re.compile(
    r"\s+(?:has|have|had)(?: \w+)?\s*$|\s+(?:yester|mon|tues|wednes|thurs|fri)day\s*$"
)
_A_DAY = re.compile(
    r"\s*(?:on )?(?:yester|mon|tues|wednes|thurs|fri|satur|sun)day(?: that)?\s", re.I
)
_SHORT = 4  # words that cannot say by themselves what was reported
_A_CLAUSE = 6  # words from which what goes before "but" is a claim


def _before(printed: str, found: re.Match[str]) -> tuple[int, int] | None:
    """What goes before a cue: "the dam leaked, a claim he denied"; "reports that it leaked were
    false"; "he told the council so, but later took back the statement".
    """
    before = printed[: found.start()]
    relative = re.search(r", (?:which|who|something that)\W*$", before)
    if found.group().startswith(",") or relative:
        return _trimmed(printed, 0, relative.start() if relative else found.start())
    noun = claim_noun().search(printed, 0, found.start())
    if noun:
        end = _END.search(printed, noun.end(), found.start())
        stop = end.start() if end else found.start()
        piece = _LEFT_OVER.sub("", printed[noun.end() : stop])  # "… has already proved false"
        span = _trimmed(printed, noun.end(), noun.end() + len(piece))
        if span:
            return span
    leading = _LEADING.search(before)
    if leading and "," in before:
        return _trimmed(printed, leading.end(), before.rindex(","))
    turn = _TURN.search(before)
    if turn and len(before[: turn.start()].split()) >= _A_CLAUSE:
        return _trimmed(printed, 0, turn.start())
    return None


def _trimmed(printed: str, start: int, end: int) -> tuple[int, int] | None:
    piece = printed[start:end]
    day = _A_DAY.match(piece)
    start, piece = (start + day.end(), piece[day.end() :]) if day else (start, piece)
    start, piece = start + len(piece) - len(piece.lstrip(_EDGES)), piece.strip(_EDGES)
    return (start, start + len(piece)) if len(piece.split()) >= _LEAST_WORDS else None
