"""Words that can be read without the text they stand in.

    what a finding is called, its passages, their sentences ──first that stands alone──▶ Shown

A line that begins with a “he”, ends at a “Sgt.” or has no verb of its own is not put on top.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.dossiers.fragments import (
    asked_for,
    bare_noun,
    half_of_two,
    half_said,
    hangs,
    hangs_on_a_day,
    noun_doing,
    of_what,
    opened_mark,
    said_by_him,
    says_which,
    thinks_of_it,
    what_he_called,
    without_place,
)
from sayso.dossiers.index import Lookup
from sayso.dossiers.wording import LINE, clip
from sayso.lexicon import mapping, words
from sayso.model import Passage, Telling
from sayso.text import letters

_FEWEST_WORDS = 5
_NEAR_START = 60  # characters of a sentence within which its main clause begins
# begins what hangs on something before it
_TIED = re.compile(
    r"(?:to|of|including|which|where|who|whom|whose|whether|why|that|and|but|or|nor|so|then|him|them|us|not|also|instead"
    r"|again|both|another|others?|here|those|these|such|regardless|still|yet|however|because|rather"
    r"|while|than|as|into|how|many|did|does|is|are|was|were|has|have"
    r"|had|will|would|could|the (?:two|latter|former|other|others|pair|incident|man|second|third"
    r"|boy|girl|teen|first (?:two|three|four|five))|all (?:two|three|four|five|six)"
    r"|(?:all|any|none|each|most|some|one) of (?:them|these|those))\b",
    re.IGNORECASE,
)
_HANGING = re.compile(
    r"\b(?:an?|the|of|to|in|on|at|by|for|with|from|as|than|and|but|or|nor|if|who|which|that|whose"
    r"|when|while|because|he|she|they|we|is|are|was|were|be|been|has|have|had|will|would|could"
    r"|should|may|might|must|do|does|did|not|his|her|their|its|re-)$",
    re.IGNORECASE,
)
# "with little hope that it sails": what hung beside a clause that was lost
_BESIDE = re.compile(r"(?:with|without|despite|amid)\b[^,]*$")
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|[Ww]e|[Ww]e['’]\w+|[Mm]y|[Oo]ur|[Mm]e|us)\b")
_GUESSED = re.compile(r"\b(?:he|she|they|him|them|his|her|hers|their|theirs|it|its)\b")
_NAMED = re.compile(r"\b[A-Z]\w")
_QUOTED = re.compile('[“"][^”"]*[”"]')
# a clause that hangs on another, which a comma would part from it
_UNDER = re.compile(
    r"(?:(?:hours|minutes|days|weeks|shortly|just) )?(?:before|after|when|if|although|though|until"
    r"|unless|since|once|even (?:as|if|when|though|while))\b[^,]*$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?:(?:and|but|so|well|now|look|because|yes|no),? )+", re.IGNORECASE)
_FRONTED = re.compile(
    r"(?:though|although|while|after|before|when|as|if|since|because|despite|unlike|once|asked)\b",
    re.IGNORECASE,
)
# after these a clause has no verb of its own: “observed a man enter the house”
_BARE = re.compile(
    r"\b(?:saw|see|seen|seeing|watch\w*|observ\w+|hear\w*|help\w*|let|mak\w+|made|felt|noticed"
    r"|hav\w*|had|want\w*|ask\w*|urg\w+|allow\w*|expect\w*|order\w*)\s+[“\"'‘]?$"
)
# points at what stood before: “these events”, “if it was related”, “said he hadn’t and”
_POINTS = re.compile(
    r"\b(?:these|those (?!who)|such)\b|\b(?:if|whether) (?:that|it|this) |n['’]t (?:and|but)\b"
    r"|\bthis (?!week|weekend|month|year|spring|summer|autumn|fall|winter|season|time)[a-z]+"
    r"|\b(?:for|of|in|on|at|to|from|about|with) that (?!the|a|an|he|she|it|they|we|I)[a-z]+"
    r"|\bthat (?:now|too|again|then)\b|\b(?:of|like|about|with|for) that[.,;”\"]"
    r"|\bthat (?:approach|plan|proposal|idea|view|decision|move|effort|figure|number|claim|point"
    r"|report|account|statement|assessment|allegation|charge|argument|question|issue|strategy|policy|bill|measure|deal|incident|case|goal|possibility)\b"
    r"(?! (?:is|was|are|were|would|will|has|had|could|should|may|might)\b)"
    r"|\b(?:attend|at|after|before|during|of|in) the (?:event|meeting|incident|gathering|session"
    r"|matter|occasion)(?=[,.;”\"]|$)"
    r"|^(?:On|In|At)\b[^,“\"]{0,25}? that\b|\b(?:an?|the) similar\b"
    r"|\bsaid (?:\w+day )?that (?:raised|was|is|has|had|would)\b"
)
# a thing and what is said of it in passing: “the bombs, one of which was a pot”
_PASSING = re.compile(
    r"^[^,]+, (?:[^,]*\bof )?(?:which|whom|who|whose|where)\b[^,]*$"
    r"|^(?:The|An?|That|His|Her|Its|Their) [^,]+, (?:[a-z]{3,}ed|held|made|given|led) [^,]*$"
    r"|^(?:The|An?|His|Her|Its|Their) [^,]+? [-–—]+ ?(?:[a-z]{3,}ed|held|made|given|led) [^,]*$"
)
# "the mayor, who came on Friday": the day is that of the aside
_IN_PASSING = re.compile(r", (?:who|which|whose|where)\b[^,]*$")
_PAIR = re.compile(r"\b[A-Z][a-z'’-]+ (?:[A-Z]\. )?[A-Z][a-z]\w+")
_REPORTED_HE = re.compile(
    r"^[^,]{2,40}\b(?:reported|reports|wrote|writes) that (?:he|she|it|they)\b"
)
_RELATIVE = re.compile(
    r"\b(?:today|tonight|tomorrow|yesterday|this (?:morning|afternoon|evening))\b", re.I
)
_CALENDAR = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July"
    r"|August|September|October|November|December|Today|Tonight|Tomorrow|Yesterday|Now|Then|Later"
    r"|Still|Meanwhile|Recently|Eventually|Instead|In|On|At|By|After|Before|When|Last|Earlier"
    r"|Early|Late|The|An?|Some|Among|With|For|From)\b"
)
_SAID_NOTHING = re.compile(
    r"\b(?:said|says|told \w+|added|(?:issued|released|made|gave) (?:an?|his|her|its|their)"
    r" (?:[a-z]+ )?(?:statement|speech|announcement|remarks?|comments?))(?: on| late| early)?"
    r"(?: \w+day)?$"
)
# somebody told somebody, and not what
_TOLD_NOTHING = re.compile(
    r"^[^“”\"]*\b(?:told|tweeted)\b(?!.*\b(?:that|to|about|of|how|why|he|she|they|it|there)\b)"
    r"[^“”\",:]{0,60}$|\b(?:spoke out|weighed in|sounded off)\b(?!.*\b(?:that|saying)\b)"
)
_WHO = re.compile(r"\S (?:who|which|that)\b[^,]*$")
_PAUSE = re.compile(r"\s*(?:[.!?;:,)”\"’—–]|$|-\s|--)")
_OPENS = re.compile('(?:^|[,;:—–(“"]|\\bthat|\\bsaid|\\bsays)\\s*[“"\'‘]?$')
_PAGE = re.compile(
    r"^CLOSE |JUST WATCHED|MUST WATCH|Replay More|Hide Caption|Read more|RELATED|Click here|"
    r"Photos?: |Story highlights|https?:|www\.|Getty|@\w+"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """The words that a line is shown by and where they stand (None where the finding's own words
    were taken and are no passage); `alone` is False where nothing better was found.
    """

    words: str
    at: Passage | None
    alone: bool


def shown(
    look: Lookup,
    what: str,
    tellings: Iterable[Telling],
    *,
    dated: bool = False,
    clause_only: bool = False,
) -> Shown:
    """A finding in words that stand alone: its own, those of another telling, or a whole sentence.

    dated  its day is said beside the words, so a whole sentence stands for its clause only where
           it names no other time
    clause_only  no whole sentence may stand for its clause
    """
    held = tuple(tellings)
    own = next((t for t in held if _same(look.text(t.at), what)), None)
    whole = next((t for t in held if _same(look.text(t.sentence), what)), None)
    place = own.at if own else whole.sentence if whole else None
    headless = dated and own is not None and _headless(look, own)
    if not headless and _stands(what, dated=dated) and _fits(look, place, own, dated=dated):
        return Shown(clip(without_place(what), LINE), place, alone=True)
    for at in () if clause_only else _others(look, held, dated=dated):
        there = " ".join(look.text(at).split())
        if _stands(there, dated=dated) and not _after_title(look, at):
            return Shown(without_place(there), at, alone=True)
    return Shown(clip(without_place(what), LINE), place, alone=False)


def _headless(look: Lookup, telling: Telling) -> bool:
    """A deed's clause that begins with its verb: "meant that he took the boat"."""
    reading = look.readings.get(telling.at.doc_id)
    return reading is not None and any(
        h.at == telling.at and h.kind != "named" and h.head.start == h.at.start
        for h in reading.happenings
    )


def _stands(text: str, *, dated: bool) -> bool:
    """A “today” is understood where the day is said beside it."""
    return stands_alone(text) and (dated or not _RELATIVE.search(text))


def _fits(look: Lookup, place: Passage | None, own: Telling | None, *, dated: bool) -> bool:
    if place is None:
        return True
    if _after_title(look, place):
        return False
    return own is None or (_clean(look, own) if dated else not _bare(look, own))


def _bare(look: Lookup, telling: Telling) -> bool:
    """A verb stands before the clause that takes the clause's own verb its tense."""
    text = look.documents[telling.at.doc_id].text
    return bool(_BARE.search(text[telling.sentence.start : telling.at.start]))


def _after_title(look: Lookup, at: Passage) -> bool:
    """What was taken for its beginning is the name after a title: “… for Sgt. | Bowe Bergdahl”."""
    before = look.documents[at.doc_id].text[max(0, at.start - 20) : at.start].rstrip()
    last = before[:-1].rsplit(" ", 1)[-1]
    return before.endswith(".") and last[:1].isupper() and last.lower() in words("titles")


def _others(look: Lookup, tellings: tuple[Telling, ...], *, dated: bool) -> Iterator[Passage]:
    for telling in tellings:
        if not dated and not telling.low_confidence and _clean(look, telling):
            yield telling.at
    for telling in tellings:
        at = telling.sentence
        short = at.end - at.start <= LINE and not telling.low_confidence
        if short and holds_clause(look, at) and (not dated or _one_time(look, telling)):
            yield at


def _one_time(look: Lookup, telling: Telling) -> bool:
    """Its sentence names one time, and the event is what the sentence tells: no thing named there,
    no clause that says which thing is meant, and none that stands late in it ("… as it had sailed
    in 2008").
    """
    reading = look.readings.get(telling.at.doc_id)
    if reading is None:
        return True
    aside = any(h.aside and h.at == telling.at for h in reading.happenings)
    aside = aside or bool(_IN_PASSING.search(look.text(telling.at)))
    times = {t.value for t in reading.times if t.at.overlaps(telling.sentence) and t.earliest}
    at, sentence = telling.at, telling.sentence
    main = at.start - sentence.start <= _NEAR_START or 2 * len(at) >= len(sentence)
    return len(times) < 2 and main and not aside


def _same(one: str, other: str) -> bool:
    return letters(one).strip() == letters(other).strip()


def _clean(look: Lookup, telling: Telling) -> bool:
    """The passage begins and ends where its sentence pauses, and holds a clause."""
    text = look.documents[telling.at.doc_id].text
    before = text[telling.sentence.start : telling.at.start]
    after = text[telling.at.end : telling.sentence.end]
    if before.rstrip().lower().endswith("that") and bare_noun(look.text(telling.at)):
        return False  # "that plan", of which an earlier sentence told
    if says_which(before) and not _reported_there(look, telling.at):
        return False  # "a plan that | the mayor rejected"
    ended = bool(_PAUSE.match(after)) or look.text(telling.at)[-1:] in '.!?”"'
    return ended and bool(_OPENS.search(before)) and holds_clause(look, telling.at)


def _reported_there(look: Lookup, at: Passage) -> bool:
    reading = look.readings.get(at.doc_id)
    return reading is not None and any(p.overlaps(at) for q in reading.quotes for p in q.content)


def holds_clause(look: Lookup, at: Passage) -> bool:
    """A clause with a subject lies inside it, or a deed that no “who” or “to” hangs on something
    else; True where nothing was read there at all.
    """
    reading = look.readings.get(at.doc_id)
    if reading is None:
        return True
    claims = [c for c in reading.claims if c.at.overlaps(at)]
    deeds = [h for h in reading.happenings if h.at == at and h.kind != "named"]
    inside = [c for c in claims if at.start <= c.at.start and c.at.end <= at.end + 1]
    return (
        not (claims or deeds)
        or any(p.subject for c in inside for p in c.predications)
        or any(_main(look.documents[at.doc_id].text[at.start : h.head.start]) for h in deeds)
    )


def _main(before: str) -> bool:
    """What stands before a verb leaves it a main verb."""
    return bool(before.strip()) and not _WHO.search(before) and not before.rstrip().endswith(" to")


def opens_clear(said: str) -> bool:
    """Words of a speaker that do not begin with somebody or something named before.

    >>> opens_clear("“We saw it.”"), opens_clear("“It was late.”")
    (True, False)
    """
    bare = _JOINED.sub("", said.lstrip("“\"'‘([ "))
    first = re.split(r"[ ,’']", bare, maxsplit=1)[0].lower()
    if thinks_of_it(said):
        return False
    return first not in words("leading_pronouns") - {"i", "we"}


def clause_like(words_said: str) -> bool:
    """Reported words that can follow a name and a colon.

    >>> clause_like("that the ferry would sail"), clause_like("how calm everybody was")
    (True, False)
    >>> clause_like("with little hope that the ferry would sail")
    False
    """
    bare = re.sub("^that ", "", words_said)
    if _BESIDE.match(bare) or what_he_called(bare):
        return False
    if hangs(bare) or asked_for(bare) or half_said(words_said):
        return False
    return not _TIED.match(bare) and " as saying " not in bare and _whole(words_said)


def stands_alone(text: str) -> bool:
    """A sentence or clause that begins as one, is whole, and leaves nobody to guess.

    >>> stands_alone("The ferry stayed in port."), stands_alone("It stayed in port all night.")
    (True, False)
    >>> stands_alone("The owner freed five men in exchange for Sgt."), stands_alone("Sunday talk")
    (False, False)
    >>> stands_alone("Ada Brandt told the Courier on Friday")
    False
    """
    plain = " ".join(text.split())
    bare = plain.lstrip("“\"'‘( ")
    first = re.split(r"[ ,’']", bare, maxsplit=1)[0]
    return (
        (first[:1].isupper() or first[:1].isdigit())
        and len(plain.split()) >= _FEWEST_WORDS
        and len(plain) <= LINE
        and (first.lower() not in words("leading_pronouns") or _quoted_speaker(plain, first))
        and not _TIED.match(bare)
        and not _UNDER.match(bare)
        and not _PASSING.match(bare)
        and not of_what(bare)
        and _whole(plain)
        and not _PAGE.search(plain)
        and not hangs_on_a_day(plain)
        and not _POINTS.search(plain)
        and not _guessed(plain)
        and not _he_to_come(bare)
        and not said_by_him(plain)
    )


def _quoted_speaker(plain: str, first: str) -> bool:
    """It opens with somebody's own “I” or “we”; who that is, is asked elsewhere."""
    return plain[:1] in "“\"'‘" and first.lower() in ("i", "we")


def _whole(plain: str) -> bool:
    """Its marks are closed, and it is not cut before the word that its last one needs."""
    last = plain.rstrip("”\"’') .").rsplit(" ", 1)[-1]
    return (
        plain.count('"') % 2 == 0
        and not opened_mark(plain)
        and not half_of_two(plain)
        and not noun_doing(plain)
        and plain.count("“") == plain.count("”")
        and plain.count("(") == plain.count(")")
        and plain.count("[") == plain.count("]")
        and not (last[:1].isupper() and last.lower() in words("titles"))
        and not _HANGING.search(plain.rstrip(" .,;:"))
        and not _SAID_NOTHING.search(plain.rstrip(" .,;:"))
        and not _TOLD_NOTHING.search(plain)
        and not plain.endswith(("…", "...", ":", ",", "-", "?"))
        and not re.search(r"[.!?][”\"]?[A-Z][a-z]", plain)
    )


def _he_to_come(bare: str) -> bool:
    """ "Though no friend of long speeches, he said": the clause in front names nobody."""
    if not _FRONTED.match(bare):
        return False
    person = re.search(r", (?:he|she|they)\b", bare)
    return person is not None and not _somebody(bare[: person.start()])


def _guessed(bare: str) -> bool:
    """A “he” before any name, or an “I” whose speaker is not named outside the marks."""
    person = _GUESSED.search(bare)
    if person and (_unnamed(bare[: person.start()]) or _REPORTED_HE.match(bare)):
        return True
    him = re.search(r"\bhim\b", bare)
    if him and not _somebody(bare[: him.start()]):
        return True
    if not _FIRST_PERSON.search(bare):
        return False
    outside = _QUOTED.sub(" ", bare)
    return bool(_FIRST_PERSON.search(outside)) or not re.search(r"\b[A-Z][a-z]+", outside[1:])


def _somebody(before: str) -> bool:
    """A person stands there, by name, title or what people are called."""
    titles = mapping("titles")
    no_names = words("org_words") | {w for w, kind in titles.items() if kind == "modifier"}
    pairs = _PAIR.findall(_CALENDAR.sub(" ", before))
    plain = {w.strip(".,;:“”\"'’").lower() for w in before.split()}
    return (
        any(not no_names & set(pair.lower().split()) for pair in pairs)
        or any(titles.get(word, "modifier") != "modifier" for word in plain)
        or bool(plain & words("people_words"))
    )


def _unnamed(before: str) -> bool:
    """Nobody is named and next to nothing said before its first “he”: “On Saturday, he did it”."""
    plain = _CALENDAR.sub(" ", before)
    heavy = sum(len(word.strip(",;:")) > 3 for word in plain.split())
    return heavy < 2 and not _NAMED.search(plain)
