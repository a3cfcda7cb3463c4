"""Words of somebody that point at what was said before them.

Who reads one saying has not read the text that it stands in: “we reject that argument” or “we will
see what they pass” tells such a reader nothing. Rather too much is refused here than too little,
for what is refused is folded and not lost.

    first sentence of the words ──this · that · they · it · the same · the NOUN──▶ points back?
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sayso.lexicon import mapping, words
from sayso.text import stem

SENTENCE = re.compile(
    r"(?<=[a-z)][.!?])(?<!\bMrs\.)(?<!\b(?:Mr|Ms|Dr|Lt|St|Jr)\.)(?<!\b(?:Sen|Rep|Gov|Gen|Col|Sgt|Rev)\.)"
    r"[”\"’']* +(?=[“\"]?[A-Z])"
)
# "this year", "this country": which, a reader knows without the text
_TIME = r"\w*(?:morning|afternoon|evening|day|week|month|year|spring|summer|autumn|fall|winter"
_TIME += r"|season|time|century|decade|weekend)"
_OURS = r"(?:country|nation|world|planet|city|town|state|continent|government|administration"
_OURS += r"|president|congress|parliament|election|campaign)"
_THIS = re.compile(
    rf"\bthis\b(?! (?:(?:\w+ )?(?:{_TIME}|{_OURS})s?\b|(?-i:[A-Z])))|\bthese\b(?! (?:days|times)\b)"
    r"|\bthose\b(?! (?:\w+ ){0,2}(?:who|whose|whom|in|with|of|that|on|at|from|for|under|without)\b)"
    r"|\bsuch\b(?! as\b)",
    re.IGNORECASE,
)
_THAT = re.compile(
    # "that’s", "that is" where no noun before it could own it
    r"(?:^|[,;:—–“\"(] ?|\b(?:and|but|so|because|if|when|think|believe|know|knows|say|says|guess"
    r"|hope|sure|see|do|does|did|done|of|for|about|with|from|by|on|in|at|to|like|than|after|before"
    r"|all|that) )that(?:['’](?:s|ll|d)\b| (?:is|was|would|will|can|could|has|had|does|did|may"
    r"|might|should|means|meant)\b)"
    # "reject that.", "do that again", "that argument."
    r"|\bthat (?:merely|now|again|too|either|anymore|because|way|kind|sort|one|much|many|far|point"
    r"|same|alone|all|though)\b"
    r"|\b(?:get|got|put|take|took|have|want|need) that (?:in|on|to|by|out|up|off|over|done)\b"
    r"|\bthat(?-i: [a-z]+)?[.,;!?”\"]"
    r"|\b(?:do|does|did|done|doing|of|for|about|with|from|by|on|at|like|than|after|before) that\b",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\bthe same\b(?! (?:as|to|for|time|day|week|month|year)\b)|\b(?:do|does|did|doing) so\b"
    r"|\b(?:by|until|since) then\b|\bthen and now\b"
    r"|\b(?:the|one) other\b(?! (?:end|hand|side|day|night|way)s?\b)|\bthe latter\b"
    r"|\bthe former(?=[,.]| (?:is|was|has|had|would|will)\b)"
    r"|\b(?:does|did|do|is|was|has|had|would|could|will)(?:n['’]t| not)[.,]",
    re.IGNORECASE,
)
_ONE = re.compile(r"(?<!no )\bone (?:is|was|will|would|has|had)\b", re.IGNORECASE)
_HE = re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)
_THEY = re.compile(r"\b(?:they|them|their|theirs|themselves)\b", re.IGNORECASE)
# not the "it" of "it is time to go", "it takes two"
_IT = re.compile(
    r"\b(?:it|its)\b(?!['’]s| (?:is|was|would|will|has|had|may|might|seems?|looks?|feels?|takes?"
    r"|took|means?|meant|comes?|came|makes?|made|turns?|turned|pays?|helps?)\b)",
    re.IGNORECASE,
)
# "Until it is closed", "if they win"
_FRONTED = re.compile(
    r"[“\"]?(?:until|if|when|while|once|because|since|as|after|before) "
    r"(?:it|they|he|she|that|this)\b",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"\bthere\b(?!['’]|,? (?:is|are|was|were|has|have|had|will|would|could|can|may|might|must"
    r"|should|to|seems?|appears?|be|been|isn|aren|wasn|weren|won|hasn|remains?|comes?|exists?|goes)\b)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?:in|at|to|from|near) (?:the )?[A-Z]")
_ANSWER = re.compile(
    r"[“\"](?:I don['’]t know|Yes|No|Well|Absolutely|Of course|Exactly|Sure|Right|Sort of)\b[.,]"
)
_ISSUE = re.compile(
    r"\b(?:on|of|about|with|in|to|for|over|during) (?:the (?:issue|matter|incident|move|decision)"
    r"(?! (?:of|to|that|in)\b)|it)(?=[,.;”\"]|$)"
)
_NOUN = re.compile(
    r"\b(?:the|an?|our|my|your|every|any|no|some|this|each)\s+[\w’'-]+|(?<=\s)[A-Z][\w’'-]+"
    r"|\b[a-z]{3,}s\b",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\b[A-Za-z][a-z]{2,}s\b|\b(?:people|men|women|children|everyone|everybody|nobody|anyone"
    r"|anybody|someone|somebody|police|person|who|both|country|family|public|team|no one)\b"
    r"|[A-Z]\w+(?:,| and) [A-Z]\w+"
)
_NAME = re.compile(
    r"(?<=\s)[A-Z][\w’'-]+|^[“\"]?(?!(?:The|An?|In|On|At|By|If|When|While|It|We|I|He|She|They|But|And"
    r"|So|There|This|That|These|Those|As|For|Nor?|Not|Now|What|Why|How|You|Our|My|His|Her|Their|All"
    r"|Some|One|After|Before|Since|Because)\b)[A-Z][\w’'-]+"
)
_DAYS = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July"
    r"|August|September|October|November|December)\b"
)
_NAMES = re.compile(rf"(?:{_NAME.pattern})(?: [A-Z][\w’'.-]+)*")
_PERSONS = frozenset(("who", "person", "people", "man", "woman", "child"))
_ENDING = re.compile(r"(?:n['’]t|['’]\w+|\.)$")
# "Oru and two guards arrested him": the one named does it to another, who is not named
_DONE_TO = re.compile(
    r"^[“\"]?[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+)*(?: and (?:\w+ ){1,3}?| )(?:[a-z]+ly )?[a-z]+ed him"
    r"\b"
)
# "the vagueness." at an end, "the group is" at the beginning: nothing says which
_BARE_AT_END = re.compile(r"\bthe ([a-z]+)[.,”\"]*$")
_THE = re.compile(
    r"[“\"]?the ([a-z]+)(?! (?:of|that|who|whom|in|which|from|for|with|behind)\b)\b", re.IGNORECASE
)
_BARE_SUBJECT = re.compile(
    r"^[“\"]?the ((?-i:[a-z]+)) (?:also |then |now |still |already |not )?[“\"‘]?(?:was|were|is|are"
    r"|has|have|had|will|would|could|can|should|must|may|might|did|does|do|went|came|depends?|wants?"
    r"|needs?|goes|says|made|gave|got|took|discussed|[a-z]{3,}ed)\b",
    re.IGNORECASE,
)


def points_back(said: str, *, reported: bool, known: Callable[[str], bool]) -> bool:
    """The first sentence of somebody's words holds a word for what an earlier one told.

    reported  told in the writer's words, in which "he" is the speaker
    known     whether "the ferry" is clear in this story, asked for the stem of the noun

    >>> def never(noun): return False
    >>> points_back("“We reject that argument.”", reported=False, known=never)
    True
    >>> points_back("“We will see what they pass.”", reported=False, known=never)
    True
    >>> points_back("“The owners know that they must pay.”", reported=False, known=never)
    False
    >>> points_back("the group is ready", reported=True, known=never)
    True
    """
    first = SENTENCE.split(said.strip(), maxsplit=1)[0]
    bare = re.sub("^that ", "", first) if reported else first
    if any(held.search(bare) for held in (_THIS, _THAT, _SAME, _ONE, _ISSUE)):
        return True
    if _FRONTED.match(bare) or _to_guess(_THERE, _PLACE, bare):
        return True
    if not reported and _ANSWER.match(bare):
        return True
    if _to_guess(_IT, _NOUN, bare) or _to_guess(_THEY, _MANY, bare):
        return True
    if not reported and person_to_guess(said):
        return True
    at_end = _BARE_AT_END.search(bare) if reported else None
    nouns = [m[1].lower() for m in (_BARE_SUBJECT.match(bare), at_end) if m]
    many = _THE.match(bare)
    if many and stem(many[1].lower()) in map(stem, words("one_of_many")):
        nouns.append(many[1].lower())
    clear = words("institutions")
    return any(noun not in clear and not known(stem(noun)) for noun in nouns)


def ends_bare(line: str, known: Callable[[str], bool]) -> bool:
    """ "Brandt was glad of the poll": which, only its own text says.

    >>> ends_bare("Brandt was glad of the poll", lambda noun: False)
    True
    >>> ends_bare("Brandt was glad of the poll", lambda noun: True)
    False
    """
    found = _BARE_AT_END.search(line)
    clear = words("institutions") | words("speaks_for_itself") | set(mapping("titles"))
    return found is not None and found[1] not in clear and not known(stem(found[1]))


def _to_guess(pronoun: re.Pattern[str], before: re.Pattern[str], said: str) -> bool:
    found = pronoun.search(said)
    return found is not None and not before.search(said[: found.start()])


def person_to_guess(said: str) -> bool:
    """A "he" before anybody is named or told of, or a "him" who is not the one named before it.

    >>> person_to_guess("his goal was to sail"), person_to_guess("Oru said that he would sail")
    (True, False)
    >>> person_to_guess("Officials would not say whether he would sail")
    True
    """
    for person in (_HE, _SHE):
        found = person.search(said)
        if found and not _somebody(said[: found.start()]):
            return True
    return bool(_DONE_TO.search(_DAYS.sub(" ", said)))


def _somebody(before: str) -> bool:
    plain = [word.strip(".,;:“”\"'’").lower() for word in before.split()]
    titles, gendered = mapping("titles"), mapping("gendered_words")
    if any(
        w in gendered or w in _PERSONS or titles.get(w, "modifier") != "modifier" for w in plain
    ):
        return True
    unnamed = {f"{noun}s" for noun in words("anonymous")}  # "Officials would not say whether he"
    bodies = words("org_words") | words("institutions") | unnamed
    names = (found[0].lower() for found in _NAMES.finditer(_DAYS.sub(" ", before)))
    said = ([_ENDING.sub("", w.strip('“"')) for w in name.split()] for name in names)
    return any(set(name) - words("stopwords") and not bodies & set(name) for name in said)


def of_another(reported: str, speaker: str) -> bool:
    """A "she" in the reported words of a man, or both pronouns, where nobody is named.

    >>> of_another("she wanted no crown", "Adam Holm"), of_another("he sails", "Adam Holm")
    (True, False)
    >>> of_another("Ida Rey knew that she would win", "Adam Holm")
    False
    """
    own = mapping("given_names").get(speaker.split(" ", 1)[0].lower(), "")
    held = {name: at for name, at in (("he", _HE), ("she", _SHE)) if at.search(reported)}
    others = [at for name, at in held.items() if name != own] if own else []
    if len(held) == len(("he", "she")):
        others = others or list(held.values())
    return any(_to_guess(at, _NAME, reported) for at in others)
