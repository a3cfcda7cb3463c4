"""Whether a saying can be read by itself: whole, a sentence, and pointing at nothing unseen.

Quote ──cut short? · a mere thing? · points back? · whose "he"?──▶ is_readable
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sayso.dossiers.alone import clause_like, holds_clause, opens_clear
from sayso.dossiers.fragments import bare_noun, begins_with_thing, no_plain_verb, without_verb
from sayso.dossiers.index import Lookup
from sayso.dossiers.pointing import SENTENCE, of_another, person_to_guess, points_back
from sayso.dossiers.worth import stems
from sayso.lexicon import mapping
from sayso.model import Passage, Quote

_FEWEST_WORDS = 4  # of words that can be read as a sentence
_FEWEST_STEMS = 3  # of words that say something: “Give me a shot” has two
_OPENING = 60  # characters of reported words within which their subject stands
_BEFORE = 40  # characters of a text in which the word before a saying stands
_STEM = 4  # letters of a subject that its printed form begins with
_WHO = re.compile(r"\b(?:who|whom|whose|which)\b")
_HE = re.compile(r"(?:that )?(?:he|she)\b", re.IGNORECASE)  # no body is one
# after these stands a thing: "complained about the fares on the ferry"
_ABOUT = re.compile(r"\b(?:about|of|on|over|for|against|to|with|at|from|by)\s+$", re.IGNORECASE)
# the first word of the next sentence: "the time has come. Scared"
_STRAY = re.compile(r"[.!?][”\"]? \w+$")
_HANGS = re.compile(
    r"\b(?:an?|the|of|to|and|or|but|have|has|had|will|would|is|are|was|were|how|why|what|because|if"
    r"|when|than|as|with|for|from|by|our|my|your|their)$"
)
_CLOSED = re.compile(r"[.,!?;:…—–-][”\"’') ]*$")
_DAY_OF_TEXT = re.compile(r"\b(?:yesterday|today|tonight|tomorrow)\b")  # which, it does not say
# a question tells nothing by itself
_QUESTION = re.compile(r"[^.!?]*\?")
_REJECTING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|(?:dismiss|reject|refut|rebut|disput|doubt|question|challeng|scoff"
    r"|mock|debunk|criticiz|criticis|ridicul|signal|impl(?:y|ie)|hint)\w*)"
)
# "demands that any plan include": the wish stands in the word before, not in what follows it
_DEMANDING = re.compile(
    r"\b(?:demand|urg|request|recommend|propos|petition|order|implor|beg|ask"
    r"|call(?:s|ed|ing)? (?:for|on))(?:s|es|ed|e|ing|ged|ging)?\b"
)
_INSISTING = re.compile(r"\b(?:insist|suggest)(?:s|ed|ing)?\b")
_WISH = re.compile(
    r"(?:that )?(?:\w+ ){1,4}?(?:accept|act|adopt|agree|allow|approve|be|call|come|cut|delay|drop"
    r"|end|get|give|go|have|hold|include|keep|leave|let|make|move|pay|put|raise|remain|resign|send|step|stay|take|use|wait|work)\b"
)
# "announced plans for a quay"
_BARE_THING = re.compile(
    r"(?:plans?|support|hopes?|concerns?|details|opposition|calls|efforts) "
    r"(?:for|to|about|of|over)\b"
)
# "reiterated Brandt's support for the quay"
_COUNT = re.compile(r"(?:that )?there (?:were|are|have been) (?:\w+ than )?\d+ (?:in|on|at|last)\b")
_VOICING = re.compile(
    r"\b(?:reiterat|express|voic|outlin|spell|cit(?=e|ing)|referenc|mention|allud|invok)\w*\b"
)
# "accused the captain of sailing": of whom it was said, and not what
_OF_WHAT = re.compile(r"\b(?:accus|warn|remind|inform|assur|suspect|convict|notif|advis)\w*")
_OBJECT_OF = re.compile(
    r"(?!that\b)(?:(?:the|an?|his|her|its|their) )?[\w’'-]+(?: [\w’'-]+){0,4}? "
    r"(?:of|about|against) "
)
# "he can mend it": what, nothing before says
_DOES_IT = re.compile(r"(?:that )?(?:he|she|they) (?:[\w’']+ ){1,3}(?:it|them|him|her)\b")
# set on the indirect sayings of lots 11 to 19 (bench/dossiers): 7 of 18 below it were right
_SURE = 70
# "the | quay will be sold": its first word was lost
_AFTER_ARTICLE = re.compile(r"\b(?:the|an?|this|these|his|her|its|their|our)\s+$", re.IGNORECASE)
_FURNITURE = re.compile(r"(?:CLOSE|WATCH|VIDEO|PHOTOS?|SHARE|TWEET)\b ")  # before a caption
_IF_ONLY = re.compile(r"(?:if|whether) [^,]*,?[”\"]?")  # somebody asked himself
_PROGRAMME = re.compile(r"[“\"][^”\"]{3,40}[”\"] (?:program(?:me)?|show|broadcast|newscast)\b")
_WHAT_HE_SAID = re.compile(
    r", (?:in |with )?what (?:he|she|they|it) (?:said|says|called|calls|described|termed)\b"
)
_CALLING = re.compile(r"\b(?:call|describ|label|brand|dub|deem|term|portray|denounc|hail)\w*")
_QUOTED = re.compile('[“"][^”"]*[”"]')
_IF = re.compile(r"\b(?:if|imagine|suppose)\s+$", re.IGNORECASE)
_STAFF = r"(?:aide|spokes\w+|advis[eo]r|staffer|official|operative|ally|source|supporter|donor"
_STAFF += r"|lawyer|camp|team|strategist|consultant|pollster|backer|confidant\w*|loyalist|critic"
_STAFF += r"|appointee|nominee|attorney|biographer|family|friend|administration|campaign)s?"
_EDGE = re.compile(r"\b")
_SOME_STAFF = re.compile(rf" {_STAFF}\b")
_STAFF_OF = re.compile(rf"\b{_STAFF} (?:for|of|to) ")
# "his unsubtle way of warning", "as she knew"
_KNEW = re.compile(r"\bway of \w+$|\b(?:knew|knows?|known)$")
# "that it would sail, but was “poorly rigged”": what was, stands further up
_LOST_SUBJECT = re.compile(r",? (?:but|and) (?:was|were|is|are|had been) [“\"]")
_GOES_ON = re.compile(r"[.!?] (?:So|But|And|Still|Yet|Now|Then) ")
_MARKS = "”\"’' "
_UNDER = re.compile(
    r"(?<=\s)(?:that|which|who|whom|whose|before|after|when|while|because|if|as|until|where)\b"
)
# what "called" was said of, before what it was called: "the captain “an honest man”"
_BEFORE_MARKS = re.compile(
    r"([^“\"]{3,60}?) [“\"](?:an?|the|one|its?) (?!\w+ (?:is|was|are|were)\b)"
)
_ITS_NOUN = re.compile(r"\b(?:the|an?|his|her|its|their) [a-z]+")
# a finite verb with what belongs to it
_VERBS = re.compile(
    r"\b(?:(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|do|does|did)"
    r"(?: (?:not|be|been|\w+ed|come|gone|made|taken|given))*|\w+ed)\b"
)


def is_readable(look: Lookup, quote: Quote, known: Callable[[str], bool]) -> bool:
    """The words of an attribution can be read as a sentence by whoever knows the story only.

    known  whether "the ferry" is clear in this story, asked for the stem of the noun

    >>> from types import SimpleNamespace
    >>> from sayso.model import Document
    >>> doc = Document("a", "“Ostrey will mend its old quay,” said Oru. “Gladly,” she said.")
    >>> look = SimpleNamespace(documents={"a": doc}, text=lambda at: at.cut(doc.text))
    >>> def said(start, end): return Quote((Passage("a", start, end),), (), (), (), "direct")
    >>> [is_readable(look, said(*at), {"quay"}.__contains__) for at in ((0, 32), (43, 52))]
    [True, False]
    """
    if _FURNITURE.match(look.text(quote.content[0])):
        return False
    if quote.part == "boilerplate" or (quote.kind == "indirect" and _rejects(look, quote)):
        return False
    if _supposed(look, quote) or _of_staff(look, quote) or _of_somebody_else(look, quote):
        return False
    at, last = quote.content[0], quote.content[-1]
    said = " ".join(look.text(at).split())
    reported = quote.kind != "direct"
    if len(said.split()) < _FEWEST_WORDS or len(stems(said)) < _FEWEST_STEMS:
        return False
    after = look.documents[last.doc_id].text[last.end :]
    if cut_short(" ".join(look.text(last).split()), after, reported=reported):
        return False
    whole = " … ".join(" ".join(look.text(p).split()) for p in quote.content)
    if points_back(whole, reported=reported, known=known) or _QUESTION.match(said):
        return False
    if reported and _sewn(look, quote):
        return False
    if reported and said[:1] in '“"' and not opens_clear(said):
        return False
    return _reported(look, quote, said) if reported else _printed(said)


def _rejects(look: Lookup, quote: Quote) -> bool:
    """ "Dismissed arguments that it is an amnesty", "was signaling that it is ready": these are the
    words of somebody else, or what the writer made of a deed.
    """
    cue = " ".join(look.text(at) for at in quote.cue).lower()
    return quote.manner == "denied" or bool(_REJECTING.search(cue))


def _only_wished(look: Lookup, quote: Quote, said: str) -> bool:
    """ "Demands that any plan include the quay": printed after a name and a colon, the words that
    are left say something else, or nothing.
    """
    cue = " ".join(look.text(at) for at in quote.cue).lower()
    return bool(_DEMANDING.search(cue)) or (bool(_INSISTING.search(cue) and _WISH.match(said)))


def _supposed(look: Lookup, quote: Quote) -> bool:
    """ "If the captain stood up and said": nobody said so."""
    if not quote.source:
        return False
    at = quote.source[0]
    text = look.documents[at.doc_id].text
    return bool(_IF.search(text[max(0, at.start - _BEFORE) : at.start]))


def names_staff(name: str, printed: str) -> bool:
    """ "Brandt loyalists like to say" is not what Brandt says.

    >>> [names_staff("Ada Brandt", said) for said in ("Brandt loyalists say so", "Brandt says")]
    [True, False]
    """
    if not _SOME_STAFF.search(printed):
        return False  # the pattern of a name is made anew for each: that takes milliseconds
    surname = re.escape(name.rsplit(" ", 1)[-1])
    return bool(re.search(rf"\b{surname}(?:['’]s)? (?:\w+ )?{_STAFF}\b", printed))


def _of_somebody_else(look: Lookup, quote: Quote) -> bool:
    """ "She said" is not what Jake said, nor "this keeper said" what the keepers did."""
    printed = " ".join(look.text(at) for at in quote.source).lower()
    if re.match(r"(?:this|that|these|those|another)\b", printed):
        return True
    own = mapping("given_names").get((quote.speaker or "").split(" ", 1)[0].lower())
    return own in ("he", "she") and printed in ("he", "she") and own != printed


def _of_staff(look: Lookup, quote: Quote) -> bool:
    """ "A top Oru aide said": it is not Oru who said it."""
    printed = " ".join(look.text(at) for at in quote.source)
    surname = (quote.speaker or "").rsplit(" ", 1)[-1]
    if quote.speaker and names_staff(quote.speaker, printed):
        return True
    if not surname or surname not in printed or not _STAFF_OF.search(printed):
        return False
    reversed_ = rf"\b{_STAFF} (?:for|of|to) .*\b{re.escape(surname)}"
    return bool(re.search(reversed_, printed))


def _sewn(look: Lookup, quote: Quote) -> bool:
    """Reported words with a mark that is not closed, that only somebody knew or hinted at, that go
    on with a sentence of the writer's, or whose last words have lost their subject.
    """
    parts = [look.text(p) for p in quote.content]
    if any(p.count("“") != p.count("”") or p.count('"') % 2 for p in parts):
        return True
    first = quote.cue[0] if quote.cue else quote.content[0]
    text = look.documents[first.doc_id].text
    cue = f"{text[max(0, first.start - 12) : first.start]}{look.text(first)}"
    lost = any(_GOES_ON.search(p) or _LOST_SUBJECT.search(p) for p in parts)
    return lost or bool(_KNEW.search(cue))


def _printed(said: str) -> bool:
    return opens_clear(said) and not said.lstrip("“\"'‘ ")[:1].islower()


def _reported(look: Lookup, quote: Quote, said: str) -> bool:
    at = quote.content[0]
    before = look.documents[at.doc_id].text[max(0, at.start - _BEFORE) : at.start]
    claims = look.readings[quote.doc_id].claims
    read = not claims or any(c.at.overlaps(at) for c in claims)
    person = quote.speaker in look.people  # of whose "it" no reader knows what it is
    tied = begins_with_thing(said) if person else bool(_HE.match(said))
    tied = tied or without_verb(said) or (read and bool(claims) and not _begins(look, at))
    cue = " ".join(look.text(p) for p in quote.cue).lower()
    tied = tied or (before.endswith("that ") and bare_noun(said))
    tied = tied or said.startswith(("He ", "She ", "They ")) or bool(_COUNT.match(said))
    tied = tied or bool(_VOICING.search(cue) and not said.startswith("that "))
    tied = tied or _only_wished(look, quote, said) or bool(_BARE_THING.match(said))
    tied = tied or bool(_OF_WHAT.search(cue) and _OBJECT_OF.match(said))
    if tied or mere_thing(said) or _ABOUT.search(before) or _DAY_OF_TEXT.search(said):
        return False
    if person and (_DOES_IT.match(said) or _names_itself(quote.speaker or "", said)):
        return False
    if _of_low_chance(quote) or _of_two_sentences(quote, said) or _AFTER_ARTICLE.search(before):
        return False
    if _IF_ONLY.fullmatch(said) or _PROGRAMME.match(said) or _WHAT_HE_SAID.search(said):
        return False
    if _CALLING.search(cue) and no_plain_verb(_QUOTED.sub(" ", said)):
        return False
    if not person and person_to_guess(said):
        return False
    if person and of_another(said, quote.speaker or ""):
        return False
    return read and holds_clause(look, at) and clause_like(said)


def _names_itself(speaker: str, said: str) -> bool:
    """ "Mr. Oru walked in", as reported words of Oru: the writer's, or another's."""
    surname = re.escape(speaker.rsplit(" ", 1)[-1])
    return bool(re.search(rf"\b{surname}\b(?!['’]s)", _QUOTED.sub(" ", said)))


def _of_low_chance(quote: Quote) -> bool:
    """Words in no marks that the model of attributions is little sure of."""
    given = next((w.values for w in quote.why if w.rule == "cue" and len(w.values) > 1), ())
    sure = given[1] if given else _SURE
    return quote.kind == "indirect" and isinstance(sure, int) and sure < _SURE


def _of_two_sentences(quote: Quote, said: str) -> bool:
    """ "Nobody has asked. With good reason, Oru said": only the last part is Oru's."""
    return quote.kind == "indirect" and len(SENTENCE.split(said.strip())) > 1


def _begins(look: Lookup, at: Passage) -> bool:
    """The first clause read inside the words has its subject near their beginning, before any
    "who" or "which": else what stands there first hangs on a verb that was lost.
    """
    inside = [c for c in look.readings[at.doc_id].claims if at.covers(c.at)]
    subjects = (p.subject for c in sorted(inside, key=lambda c: c.at) for p in c.predications)
    first = next((subject for subject in subjects if subject), "")
    printed = look.text(at).lower()
    start = _word_from(printed[:_OPENING], first[:_STEM]) if first else -1
    return start >= 0 and not _WHO.search(printed[:start])


def _word_from(text: str, opening: str) -> int:
    """Where a word that opens so begins, -1 where none does."""
    at = text.find(opening)
    while at >= 0 and not _EDGE.match(text, at):
        at = text.find(opening, at + 1)
    return at


def cut_short(said: str, after: str, *, reported: bool) -> bool:
    """The words were cut before their end, or hold the first word of what follows.

    after  what stands behind them in the text

    >>> cut_short("“We have three ways”", " -- to stay, to sail", reported=False)
    True
    >>> cut_short("“We have three ways,”", " she said.", reported=False)
    False
    >>> cut_short("the time has come. Scared", " of it", reported=True)
    True
    >>> cut_short("it was backed by four", " of the captains, Oru said", reported=True)
    True
    """
    plain = said.rstrip()
    if _STRAY.search(plain):
        return True
    if reported:
        return plain.endswith(("—", "–", "-")) or bool(re.match(r"\s+of\s", after))
    if plain.count("“") != plain.count("”") or plain.count('"') % 2:
        return True
    goes_on = bool(after.split("\n", 1)[0].strip())
    return not _CLOSED.search(plain) and (goes_on or bool(_HANGS.search(plain.rstrip(_MARKS))))


def mere_thing(reported: str) -> bool:
    """A thing with a clause that says which: what was said of it was lost.

    >>> mere_thing("new ferries and jobs that have come with them")
    True
    >>> mere_thing("the captain “an honest man.”"), mere_thing("the support of those who waited")
    (True, True)
    >>> mere_thing("new ferries that have come are slow"), mere_thing("that the ferries have come")
    (False, False)
    """
    bare = re.sub("^that ", "", reported)
    before = _BEFORE_MARKS.match(bare)
    if before and no_plain_verb(before[1]):
        return True
    under = _UNDER.search(bare)
    if under is None or not no_plain_verb(_ITS_NOUN.sub("", bare[: under.start()])):
        return False
    return len(_VERBS.findall(bare[under.end() :])) < 2
