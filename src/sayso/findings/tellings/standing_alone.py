"""Whether words can be read without the text they stand in, and the words a finding is shown by.

unit ──its own words where they stand alone, else the whole sentence──▶ headline
"""

from __future__ import annotations

import re
from itertools import pairwise

from sayso.findings.case import Case
from sayso.findings.tellings.senses import content, sense
from sayso.findings.tellings.tellings import headline_of, shown
from sayso.findings.tellings.units import Unit
from sayso.lexicon import words
from sayso.model import Passage
from sayso.text import in_title_case

_ENOUGH = 2  # content words before a "he" that say who it may be
_TITLE_WITHIN = 12  # characters before a sentence in which a title may stand
_LONGEST = 300  # characters of a sentence that a page shows whole
_TIED = re.compile(
    r"(?:to|which|who|whom|whose|whether|how|what|until|unless|before|after|if|that|because|while"
    r"|when|where|by|with|for|of|in|on|at|from|as|than|and|but|or|nor|into|so|then|there|such"
    r"|though|although|them|him|her|us|not|fearful|doing|those|these|even|already|also|instead"
    r"|(?:many|much|few|little) as|still|again|both|another|others?|one|ones|here|perhaps"
    r"|meanwhile)\b",
    re.IGNORECASE,
)
# begins a whole sentence well and a clause cut out of one badly
_OPENING = re.compile(
    r"(?:to|until|unless|before|after|if|because|while|when|where|by|with|for|of|in|on|at|from|as"
    r"|than|one|both|although|though|even|already|who|how|what|another|there|not)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|[Ww]e|[Ww]e['’]\w+|my|our|[Mm]e|us)\b")
_HANGING = re.compile(
    r"\b(?:an?|the|of|to|in|on|at|by|for|with|from|as|than|and|but|or|nor|if|who|which|that|whose"
    r"|when|while|because|he|she|they|we|I|it|is|are|was|were|be|been|has|have|had|will|would|could"
    r"|should|may|might|must|do|does|did|not|his|her|their|its|said|says|saying|Mr\.|Mrs\.|Ms\."
    r"|Dr\.|Sen\.|Rep\.|Gov\.|Gen\.|bluntly said|one|two|three|four|five|six|most|more|least)$",
)
_PAGE = re.compile(
    r"JUST WATCHED|MUST WATCH|Replay More|Hide Caption|Photos:|Read more|Read:|RELATED|Click here"
    r"|Story highlights|\.\.\.\s*MUST|https?:|www\.|Follow (?:us|him|her) on|@\w+|^\W*\d+\.\s"
    r"|By the numbers|E-?mail|Photo(?:graph)? by|Getty|Opinion:",
)
_CLOSED = re.compile(r"\s*(?:[.!?;:)”\"—–]|,(?![^.!?]{0,2}$)|$|\s-\s|--)")
_PERSON = re.compile(r"\b(?:he|she|they|him|them|his|her|their|hers|theirs)\b")
_NAME = re.compile(
    r"(?<=[a-z,;] )[A-Z]\w+|\b[A-Z]\w+ [A-Z]\w+|^[A-Z]\w+(?=['’]s\b)|\b(?:Mr|Mrs|Ms)\."
)


def standing(case: Case, unit: Unit) -> int:
    """0 where the unit's own words can be read alone, 1 where its whole sentence can, else 2."""
    text = case.texts[unit.doc_id]
    sentence = shown(case, unit.sentence)
    if furniture(case, unit):
        return 2
    if unit.at == unit.sentence or _same(shown(case, unit.at), sentence):
        return 0 if _whole(sentence) else 2
    rest = text[unit.at.end : unit.sentence.end]
    if _cut_well(case, unit, rest):
        return 0
    return 1 if _whole(sentence) and len(sentence) <= _LONGEST else 2


def furniture(case: Case, unit: Unit) -> bool:
    """It stands in what a site prints around its articles."""
    return bool(_PAGE.search(shown(case, unit.sentence)))


def broken(case: Case, unit: Unit) -> bool:
    """It is no headline for anything: what a site prints around its articles, words that a "Sgt."
    cuts off on either side, a heading, or no subject with a verb.
    """
    said = (p for claim in unit.claims for p in claim.predications)
    return (
        furniture(case, unit)
        or _ends_in_title(shown(case, unit.at))
        or _title_before(case.texts[unit.doc_id][: unit.sentence.start])
        or in_title_case(shown(case, unit.sentence))
        or not any(p.subject and p.verb for p in said)
    )


def headline(case: Case, unit: Unit) -> str:
    """The words that a unit is shown by: its own where they stand alone or are somebody's words
    between quotation marks, which the line says; else its sentence.
    """
    how = standing(case, unit)
    if (how == 0 and unit.at != unit.sentence) or (how == 2 and between_marks(unit)):
        text = headline_of(case, unit.at)
        if between_marks(unit) and "“" not in text and "”" not in text:
            return f"“{text}”"
        return text
    return _sentence(case, unit.sentence)


def between_marks(unit: Unit) -> bool:
    """All of it stands between quotation marks."""
    return unit.quote is not None and any(at.covers(unit.at) for at in unit.quote.quoted)


def _sentence(case: Case, at: Passage) -> str:
    text = shown(case, at)
    for opening, closing in (("“", "”"), ("(", ")")):
        if text.count(opening) > text.count(closing):
            text += closing
    return text


def _same(a: str, b: str) -> bool:
    return a.strip(" .,;:!?") == b.strip(" .,;:!?")


def _cut_well(case: Case, unit: Unit, rest: str) -> bool:
    """A clause with a subject of its own, that begins at it and ends where the sentence pauses."""
    printed = shown(case, unit.at)
    bare = re.sub(r"^that\s+", "", printed).lstrip("“\"'‘ ")
    first = bare.split(" ", 1)[0]
    claim = unit.claims[0]
    subject = claim.predications[0].subject if claim.predications else ""
    return (
        bool(subject)
        and not unit.whole
        and len(printed.split()) >= 4
        and not _TIED.match(bare)
        and first.strip(",.").lower() not in words("leading_pronouns")
        and (first[:1].isupper() or first[:1].isdigit() or first.lower() in ("the", "a", "an"))
        and subject.lower()[:4] in bare.lower()[:80]
        and _finite(bare, claim.predications[0].verb)
        and not _named_only(bare, claim.head)
        and not _guessed(bare)
        and not _FIRST_PERSON.search(bare)
        and not _HANGING.search(printed.rstrip(" ,;:."))
        and not re.search(r"\bas saying\b", printed)
        and _balanced(printed)
        and not (printed.count("—") % 2 and "—" in rest)
        and bool(_CLOSED.match(rest))
    )


def _whole(sentence: str) -> bool:
    """A sentence that begins as one, with nobody whom the reader must guess at its head."""
    bare = sentence.lstrip("“\"'‘( ")
    first = re.split(r"[ ’']", bare, maxsplit=1)[0]
    ends = sentence.rstrip("”\"’') ")[-1:] in (".", "!") or len(sentence) > 60
    return (
        (first[:1].isupper() or first[:1].isdigit())
        and ends
        and len(sentence.split()) >= 5
        and first.lower().strip(",") not in words("leading_pronouns")
        and (not _TIED.match(bare) or bool(_OPENING.match(bare)))
        and _marks_fit(sentence)
        and not _ends_in_title(sentence)
        and not _guessed(bare)
        and not (_spoken(sentence) and _FIRST_PERSON.search(bare) and not _named_speaker(sentence))
    )


def _ends_in_title(sentence: str) -> bool:
    """Cut before the name: “…,” Marine Brig."""
    last = sentence.rstrip("”\"’' ").rsplit(" ", 1)[-1].rstrip(".")
    return last[:1].isupper() and last.lower() in words("titles")


def _title_before(text: str) -> bool:
    """What stands before ends in “Sgt.”: the name that it goes with was taken for a sentence."""
    last = text[-_TITLE_WITHIN:].split()[-1:]
    return bool(last) and last[0].endswith(".") and _ends_in_title(last[0])


def _finite(clause: str, verb: str) -> bool:
    """Its verb is not one that only hangs on another ("the bill to pass", "a plan that includes",
    "the man making").
    """
    printed = clause.split()
    for before, word in pairwise(printed):
        if sense(word.strip(".,;:“”\"'’").lower()) == sense(verb):
            tied = before.lower().strip(",") in ("to", "that", "who", "which")
            bare = word.endswith("ing") and sense(before.lower().strip(",")) not in _BEING
            return not tied and not bare
    return True


def _named_only(clause: str, head: str) -> bool:
    """A thing with what is said of it in passing ("the man who fired at her", "a vote calling for
    it"): the clause has no verb of its own.
    """
    printed = clause.split()
    for n, word in enumerate(printed):
        bare = word.strip(".,;:“”\"'’").lower()
        if sense(bare) == sense(head):
            before = " ".join(printed[:n])
            hangs = bare.endswith("ing") and sense(before.lower().rsplit(" ", 1)[-1]) not in _BEING
            return hangs or bool(_WHO.search(before))
    return False


_WHO = re.compile(r"\S (?:who|which|that)\b[^,]*$")
_BEING = frozenset(map(sense, ("is", "are", "was", "were", "be", "been", "am", "be", "not")))


def _guessed(text: str) -> bool:
    """A "he" or "their" stands before anybody's name, so that the reader must guess."""
    person = _PERSON.search(text)
    if person is None:
        return False
    before = text[: person.start()]
    first = before.split(" ", 1)[0]
    subject = first[:1].isupper() and content(first) and not re.search(r"(?:ed|ing)\b", first)
    return not subject and len(content(before)) < _ENOUGH and not _NAME.search(before)


def _spoken(sentence: str) -> bool:
    return sentence[:1] in "“\"'‘" or bool(_FIRST_PERSON.search(sentence))


def _named_speaker(sentence: str) -> bool:
    """Outside the quotation marks stands a name: the reader sees who speaks."""
    outside = re.sub(r"[“\"][^”\"]*[”\"]?", " ", sentence).strip()
    opens = outside if sentence[:1] in '“"' else outside[1:]  # the first word is no sign of a name
    return bool(re.search(r"\b[A-Z][a-z]+", opens))


def _marks_fit(text: str) -> bool:
    return text.count("“") >= text.count("”") and text.count('"') % 2 == 0


def _balanced(text: str) -> bool:
    return (
        text.count("“") == text.count("”")
        and text.count('"') % 2 == 0
        and text.count("(") == text.count(")")
    )
