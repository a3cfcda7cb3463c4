"""Words that are no whole sentence though they look like one, or that hang on what was lost.

A clause cut out of its sentence may begin with a capital and hold a verb, and yet be no more than a
noun with what belongs to it, a request without who makes it, or half of what somebody said.
"""

from __future__ import annotations

import re

from sayso.lexicon import mapping, words
from sayso.text import fold_words

_NOUN_THAT = re.compile(
    r"(?:An?|The) (?:report|claim|statement|suggestion|idea|fact|news|allegation|accusation"
    r"|argument|belief|notion|decision|warning|promise|rumou?r|complaint)s?\b([^,]{0,80}?)"
    r" that\b[^,]*$"
)
_IS = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|came|made)\b")
_TELLS = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?)|(?:th(?:ink|ought)|believ|kn[eo]w|hop|fear|argu|claim"
    r"|insist|warn|report|add|admit|den(?:y|i)|agree|clear|sure|confiden|afraid|evidence|fact|idea"
    r"|news|sign|proof|hint|suggest|not|explain|recall|learn|felt|feel|so)\w*)\b"
)
# "the council to give them time": what somebody asked for
_TO_DO = re.compile(r"(?:that )?([\w’' -]{2,50}?) (?:not )?to [“\"]?[a-z]+\b")
_TAKES_TO = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|do|does|did|\w+ed"
    r"|\w+ing|wants?|needs?|plans?|hopes?|seeks?|tries|try|refuses?|ought|continues?|likely|appears?"
    r"|seems?|able|ready|went|came|got|began|chose|used|due|there)\b"
)
_I_THINK_THIS = re.compile(
    r"[“\"'‘ ]*(?:(?:And|But|Well|So|Now|Look|Yes|No),? )?(?:I|We) (?:just )?"
    r"(?:think|believe|guess|know) (?:that )?(?:this|that|these|those|it|they|he|she)"
    r"(?:['’](?:s|re)| is| are| was| were| would| will| could| have| has| had)\b"
)
# "the mayor that he would go": what the words hang on was lost before them
_INNER_HE = re.compile(r"([^,“”\"]{3,60}?) that (?:he|she|it|they) (?:was|were|is|are|had|would)\b")
_BEFORE = re.compile(
    r"(?:that )?(?:(?:it|its|this|these|those|they|their)\b|(?:the|an?) (?:\w+ ){1,3}?\w+, [“\"])",
    re.I,
)
_UP_TO_QUOTE = re.compile(r"(?:that )?([^“\"]{3,60}), [“\"]")
_ENDS_POINTING = re.compile(r"[”\"] (?:that|this|these|those) \w+[.,]?$")
_FOR_DOING = re.compile(r"(?:for|by|about|with|over|without|after|before|from|of) \w+ing\b")
# "…," she found: who, an earlier sentence said
_SHE_SAID_SO = re.compile(
    r"[,.!?][”\"’'] (?:he|she|they) (?:[a-z]+ )?[a-z]+(?: [^,“”\"]{0,40})?[.]?$"
)
_BETWEEN_MARKS = re.compile('[“"][^”"]*[”"]')
_TWO_WORDS = re.compile(r"\b[A-Z][a-z'’-]+ (?:[A-Z]\. )?[A-Z][a-z]\w+")
_NOUN_AND_THAT = re.compile(r"(\w+) (?:that|which|whom)\s*$")
# "has not just failed": what it has done besides was cut off
_NOT_JUST = re.compile(r"\bnot (?:just|only|merely|simply)\b")
_BUT = re.compile(r"\b(?:but|also)\b")
_LOOSE = re.compile(
    r"\b[Tt]he (?:night|day|morning|evening|week|month|year) (?:before|after|earlier)(?=[,.;]|$)"
    r"|^[^“\"]{3,40}, that [a-z]+ (?:was|were|is|has|had|would|will)\b"
    r"|, (?:he|she|they) (?:said|says|wrote|added),|^\w+ then (?=[a-z])"
    r"|^The \d+-year-old(?: [a-z][\w-]*){3,}"
    r"|\ba (?:day|week) (?:earlier|later)\b|^In fact, [a-z]"
    r"|^Update(?:d)? at \d|[a-z] here(?=[ ,.–-])"
    r"|\bfor (?:example|instance)\b|^[^“\"]{0,40}, however,|^Even (?:today|now)\b"
    r"|\b(?:said|says|argued|added|noted) (?:that )?it(?: was|['’]s| is) (?:an?|the|not)\b"
    r"|^[^,“\"]{2,30}, it(?:['’]s| is| was) "
    r"|^The (?:day|night|morning|evening|week) (?:after|before) (?!.*, (?:the|an?|[A-Z]))"
    r"|^On the (?:first|second|third|other) (?:point|question|count|issue)\b"
    r"|^(?:Partly|Mostly|Largely|In part|Only|Simply|Just) because\b"
    r"|^On the (?:night|day|morning|evening|eve|week) (?!of\b)[^,]*$"
    r"|^(?:During|In|At|After|Before|Throughout) the (?:interview|speech|meeting|call|session"
    r"|briefing|hearing|segment|appearance|conversation|exchange|letter|statement|post|video|article"
    r"|survey)\b(?! (?:with|of|in|on|at|to|by|for|from|between|that|which|he|she)\b)"
    r"|['’]s (?:point|argument|view|claims?|position|remarks?|comments?|suggestion|assertion"
    r"|sentiments?|question|answer)[.”\"]*$"
    r"|\b(?:[Tt]he (?:previous|following|same|next) (?:day|night|week|month|year)"
    r"|that (?:day|night|week))\b"
)
# "what he said was a note": what it was, the writer says
_WHAT_HE = re.compile(r"what (?:he|she|they|it) \w+")
_OPENING_PLACE = re.compile(
    r"^(?:[A-Z][a-z]+(?:,? [A-Z][a-z]+){0,2} \((?:CNN|AP|AFP|Reuters|UPI|CBN)[A-Za-z ]{0,10}\)"
    r" ?(?:[—–-]+ ?)?(?=[A-Z“\"])"
    r"|[A-Z][A-Z .,’'/-]{2,40}(?:\([A-Za-z ]{2,20}\) ?)?(?: ?[—–] ?| -{1,2} |--)(?=[A-Z“\"])"
    r"|\([A-Z][A-Za-z ]{1,12}\) ?(?:[—–-]+ ?)?(?=[A-Z“\"]))"
)
# one thing without an article, as it stands after "that"
_BARE_NOUN = re.compile(
    r"(?!the\b|an?\b|his|her|its|their|our|my|your|he\b|she|it\b|they|we\b|you|there|one|no\b|any|some"
    r"|all|many|most|more|few|both|if|as\b|when|while|since|after|because)[a-z]+(?<!s)[ ,]"
)


def of_what(bare: str) -> bool:
    """ "A report from the harbour that divers were busy": a noun and what it says, and no more.

    >>> of_what("A report from Ostrey that divers went"), of_what("A report said that divers went")
    (True, False)
    """
    noun = _NOUN_THAT.match(bare)
    return noun is not None and not _TELLS.search(noun[1]) and not _IS.search(noun[1])


def asked_for(bare: str) -> bool:
    """ "The council to give them time": what somebody asked for, without the asking.

    >>> asked_for("the council to give them time"), asked_for("the council wants to give them time")
    (True, False)
    >>> asked_for("the mayor vows to resign in May"), asked_for("the rules apply to all ferries")
    (False, False)
    """
    asked = _TO_DO.match(bare)
    return asked is not None and not _TAKES_TO.search(asked[1]) and not _agrees(asked[1])


def _agrees(before: str) -> bool:
    """The last word may be the verb of those before it, one of the two with the "s" of number: "the
    mayor vows", "the rules apply".
    """
    said = [w for w in before.lower().split() if w not in ("the", "a", "an")]
    return len(said) > 1 and said[-1].endswith("s") != said[-2].endswith("s")


def hangs(bare: str) -> bool:
    """ "The mayor that he would go": the verb before "that" was lost.

    >>> hangs("the mayor that he would go"), hangs("the mayor said that he would go")
    (True, False)
    """
    inner = _INNER_HE.match(bare)
    return inner is not None and not _TELLS.search(inner[1])


def without_verb(bare: str) -> bool:
    """No word of it can be a finite verb: what was said is no more than a thing.

    >>> without_verb("the doubt surrounding the vote"), without_verb("the doubt surrounds the vote")
    (True, False)
    """
    held = [word for word, _, _ in fold_words(bare)]
    ends = any(len(word) > 3 and word.endswith(("ed", "s")) for word in held)
    known = _TAKES_TO.sub(lambda m: "" if m[0].endswith("ing") else "#", bare)
    return not ends and "#" not in known and not set(held) & set(mapping("irregular_forms"))


def no_plain_verb(bare: str) -> bool:
    """As `without_verb`, but a plural is a noun unless its stem is a common verb.

    >>> no_plain_verb("his boats near the owners"), no_plain_verb("he gives the owners a month")
    (True, False)
    """
    held = {word for word, _, _ in fold_words(bare)}
    verbs = {*mapping("irregular_forms"), *words("light_verbs"), *mapping("manner")}
    plain = {word.removesuffix("s") for word in held} | held
    return not _TAKES_TO.search(bare) and not plain & verbs


def half_said(reported: str) -> bool:
    """Words partly quoted of which the rest has no verb, that end in "that plan", or that say for
    what somebody was praised or blamed.

    >>> half_said("the old ferries, “we sell them.”"), half_said("“we will back” that plan")
    (True, True)
    >>> half_said("for saying that they sail"), half_said("the ferries went, “come what may”")
    (True, False)
    """
    before = _UP_TO_QUOTE.match(reported)
    cut = before is not None and no_plain_verb(before[1])
    return cut or bool(_ENDS_POINTING.search(reported) or _FOR_DOING.match(reported))


def thinks_of_it(said: str) -> bool:
    """Somebody's opinion of what was spoken of before.

    >>> thinks_of_it("“I think that’s fine.”"), thinks_of_it("“I think the port is fine.”")
    (True, False)
    """
    return bool(_I_THINK_THIS.match(said))


def bare_noun(text: str) -> bool:
    """It begins with one thing without an article: after "that", one told of before.

    >>> bare_noun("plan passed the council"), bare_noun("the plan passed the council")
    (True, False)
    """
    return bool(_BARE_NOUN.match(text))


def said_by_him(plain: str) -> bool:
    """ "The ferry sank," she said: nobody is named outside the marks.

    >>> said_by_him("“The ferry sank,” she found."), said_by_him("“It sank,” Ada Brandt said.")
    (True, False)
    """
    ending = _SHE_SAID_SO.search(plain)
    return ending is not None and not _TWO_WORDS.search(_BETWEEN_MARKS.sub(" ", plain))


def opened_mark(plain: str) -> bool:
    """A single mark opens it and none closes it: "'The crew needs to stand firm".

    >>> opened_mark("'The crew must stand firm"), opened_mark("'Stand firm' was the word")
    (True, False)
    """
    return plain[:1] in "'‘" and not re.search(r"\w[.,!?]?['’](?!\w)", plain[1:])


def what_he_called(bare: str) -> bool:
    """ "What he said was a note": a thing, and what somebody called it.

    >>> what_he_called("what she said was a note"), what_he_called("what counts is the note")
    (True, False)
    """
    return bool(_WHAT_HE.match(bare))


def says_which(before: str) -> bool:
    """What follows says which plan: "a plan of the council that"; not "the council fears that".

    >>> says_which("a plan of the council that "), says_which("it is clear that ")
    (True, False)
    """
    noun = _NOUN_AND_THAT.search(before)
    return noun is not None and not _TELLS.search(noun[1])


def without_place(words_shown: str) -> str:
    """Without the place or agency that opens an article: "VELMOUTH — A ferry sank".

    >>> without_place("VELMOUTH — A ferry sank"), without_place("(CNN) A ferry sank")
    ('A ferry sank', 'A ferry sank')
    >>> without_place("GULL-TV: “The ferry sank.”")
    'GULL-TV: “The ferry sank.”'
    """
    return _OPENING_PLACE.sub("", words_shown)


def half_of_two(plain: str) -> bool:
    """ "The lamp has not just failed": what it did besides was cut off.

    >>> half_of_two("The lamp has not just failed"), half_of_two("It is not just old but dear")
    (True, False)
    """
    return bool(_NOT_JUST.search(plain)) and not _BUT.search(plain)


def noun_doing(plain: str) -> bool:
    """ "The keeper of Ostrey, speaking with Oru on Friday": what he did was cut off.

    >>> noun_doing("Oru, speaking in Ostrey on Friday"), noun_doing("Oru left, speaking of fog")
    (True, False)
    """
    before = re.match(r"([^,“\"]+), [a-z]+ing\b[^,]*$", plain)
    return before is not None and without_verb(before[1])


def hangs_on_a_day(plain: str) -> bool:
    """It counts from a day, or goes on with a row of things, of which the text told before.

    >>> hangs_on_a_day("The night before, Oru sailed"), hangs_on_a_day("The night was long")
    (True, False)
    >>> hangs_on_a_day("During the interview Oru wept"), hangs_on_a_day("Rey backed Oru’s point.")
    (True, True)
    """
    return bool(_LOOSE.search(plain))


def begins_with_thing(words_said: str) -> bool:
    """Reported words that begin with something said before them.

    >>> begins_with_thing("that it would sail"), begins_with_thing("the ferry would sail")
    (True, False)
    """
    return bool(_BEFORE.match(words_said))
