"""Why an unnamed source is not named, where the text says so, and whether the same one speaks
again.

"On condition of anonymity because ..." counts for the source whose clause it stands in, for the
last unnamed one where "he" or "the official" is its subject, and for all of them so far where "all
officials" or "they" is.

    texts ──words of a condition──▶ its subject ──▶ the sources by number ──▶ Unnamed
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from sayso.model import Unnamed
from sayso.readings.attribution.attributions import Attribution
from sayso.readings.attribution.subjects import subject
from sayso.readings.attribution.voices import Who
from sayso.readings.page.marks import Marked

_CONDITION = re.compile(
    r"(?:up)?on (?:the )?(?:strict )?condition of (?:strict )?"
    r"(?:anonymity|not being (?:named|identified))"
    r"|(?:request|ask|demand|insist)\w* (?:(?:for|on) )?anonymity"
    r"|(?:ask|request|insist)\w* (?:that \w+ )?(?:not to be|not be|to remain|on not being) "
    r"(?:named|identified|anonymous|unnamed)"
    r"|(?:declin|refus)\w+ to be (?:named|identified)"
    r"|(?:did|would|could|does|do)(?: not|n[’']t) (?:want|wish|like)? ?(?:to )?"
    r"be (?:named|identified|quoted by name)"
    r"|(?:spoke|speaking|talked|commented) anonymously"
    r"|(?:(?:was|were|is|are|being) )?(?:not|n[’']t|un)\s?authori[sz]ed to "
    r"(?:speak|discuss|comment|talk|release|disclose)[^,.;”\"—]*",
    re.IGNORECASE,
)
_GROUND = re.compile(
    r",? ?(?:because|since|as (?=\w+ (?:was|were|is|are|had|did))|due to|out of"
    r"|for fear|fearing|citing|in order to|so as to"
    r"|to (?:discuss|describe|speak|talk|preview|avoid|protect|share|give|be)"
    r"|while discussing|given)\b[^.;”\"—\n]*",
    re.IGNORECASE,
)
_CUT = re.compile(
    r", (?:said|says|told|tells|confirmed|added|and (?:said|told|added)|who|which|that)\b.*|,\s*$",
    re.DOTALL,
)
_ALL = frozenset({"all", "both", "they", "sources", "people", "those", "each", "none", "neither"})
_LONGEST_CHARACTERS = 220  # characters of a reason that are kept


def unnamed_of(
    resolved: Sequence[tuple[Attribution, Who]], paragraphs: Sequence[Marked]
) -> list[Unnamed | None]:
    """For every attribution, in the order of the text, what is told of its source if that is
    unnamed; None if named.
    """
    because = _told(resolved, paragraphs)
    heard: dict[int, int] = {}  # number among all that was read to number among what is printed
    out: list[Unnamed | None] = []
    for _, who in resolved:
        if not who.anonymous or not who.number:
            out.append(None)
            continue
        again = who.number in heard
        number = heard.setdefault(who.number, len(heard) + 1)
        out.append(Unnamed(number, who.how_many, because.get(who.number), again))
    return out


def _told(
    resolved: Sequence[tuple[Attribution, Who]], paragraphs: Sequence[Marked]
) -> dict[int, str]:
    """Reasons by the number of the source; the first that is told of one stays."""
    unnamed = [(found, who) for found, who in resolved if who.number]
    because: dict[int, str] = {}
    if not unnamed:
        return because
    for marked in paragraphs:
        for match in _CONDITION.finditer(marked.text):
            for number in _whose(marked, match, unnamed):
                because.setdefault(number, _reason(marked.text, match))
    return because


def _reason(text: str, match: re.Match[str]) -> str:
    """The ground given behind the condition, else the condition itself."""
    if "authori" in match[0].lower():
        ground = match[0]
    else:
        behind = _GROUND.match(text, match.end())
        ground = _CUT.sub("", behind[0]) if behind else match[0]
    return " ".join(ground.strip(" ,").split())[:_LONGEST_CHARACTERS]


def _whose(
    marked: Marked, match: re.Match[str], unnamed: Sequence[tuple[Attribution, Who]]
) -> Iterator[int]:
    """Numbers of the sources that the condition is told of."""
    base = marked.piece.base
    start = base + match.start()
    inside = [
        w.number
        for a, w in unnamed
        if a.source_span and a.source_span[0] <= start < a.source_span[1]
    ]
    if inside:
        yield from inside
        return
    who = _subject(marked, match)
    if who is not None and _all(who):
        heads = {who.lemma_.lower(), who.head.lemma_.lower()}
        before = [w for a, w in unnamed if _at(a) <= start + _LONGEST_CHARACTERS]
        named = [w.number for w in before if heads & w.key]
        yield from named or (w.number for w in before)
        return
    same = [
        w.number
        for a, w in unnamed
        if a.marked is marked and a.cue is not None and _sentence(a.cue, marked, match)
    ]
    earlier = [w.number for a, w in unnamed if _at(a) <= start]
    yield from (same or earlier)[-1:]


def _subject(marked: Marked, match: re.Match[str]) -> Token | None:
    held = marked.tokens.char_span(match.start(), match.end(), alignment_mode="expand")
    if held is None or not len(held):
        return None
    verb = next((t for t in (held.root, *held.root.ancestors) if t.pos_ in ("VERB", "AUX")), None)
    return subject(verb) if verb is not None else None


def _all(who: Token) -> bool:
    return who.lower_ in _ALL or any(c.lower_ in _ALL for c in who.children) or who.tag_ == "NNS"


def _sentence(cue: Token, marked: Marked, match: re.Match[str]) -> bool:
    sent = cue.sent
    return cue.doc is marked.tokens and sent.start_char <= match.start() < sent.end_char


def _at(found: Attribution) -> int:
    return (found.cue_span or found.content[0])[0]
