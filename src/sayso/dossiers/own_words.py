"""Which printed words are a speaker's own, and whether what he is called names anybody.

Quote ──sentence, cue, parts──▶ its own parts        name ──▶ nameless?
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sayso.dossiers.fragments import no_plain_verb
from sayso.dossiers.index import Lookup
from sayso.lexicon import mapping, words
from sayso.model import Passage, Quote
from sayso.spans import sentence_of
from sayso.text import stem

# "the group", "her campaign": which, only its text knows
_WHICH = re.compile(r"(?:the|an?|his|her|its|their) ([a-z]+)(?:['’]s)?$", re.IGNORECASE)
# "READ: …", "Related": the site speaks
_SITE = re.compile(
    r"(?:READ|WATCH|SEE|RELATED|MORE|PHOTOS?|VIDEO|ALSO|LISTEN|Read|Watch|Related|Photos?|Video)"
    r"(?: (?:MORE|ALSO|more|also))?$"
)
# of whom the text says more: "one of the few people who", "the country's embassy"
_ANYBODY = re.compile(
    r"the (?:few|one|ones|only|first|last|man|men|woman|women|person|people)\b"
    r"|(?:\d+|[a-z]+(?:-[a-z]+)?) ?(?:percent|%)"
    r"|(?:the|his|her|its|their) [a-z]+['’]s\b",
    re.IGNORECASE,
)
# "the foreign ministry": of which country, only the text says
_OFFICES = frozenset(
    {"ministry", "department", "agency", "committee", "commission", "panel", "bureau", "office"}
    | {"group", "team", "company", "board", "newspaper", "daily", "magazine", "paper"}
)
_ONE_OF_A_PARTY = frozenset({"republican", "democrat", "conservative", "liberal"})
_DESCRIBED = 3  # words from which a name with "the" describes somebody
_DASH = re.compile(r"\s*[-–—]+\s*")  # behind it the writer goes on
# "On a day of storms, the guild said, “…”": the scene is the writer's
_SCENE = re.compile(r"(?:On|In|At|When|While|As|After|With|During|Amid|Asked) [^,]+(?:,(.*)|$)")
_FRONT = 40  # characters of a sentence before words that open it: "On Monday, he said again"
_WRITER = re.compile(r"\b(?:[Mm]y|I|[Ww]e|[Oo]ur)\b")  # "my wife and I": whoever wrote the text


# may open the name of a group; "will" and "may" a person's
_GROUPS = frozenset(("the", "a", "an", "some", "many", "most", "all", "both", "no", "other", "few"))
_GROUPS |= {"others", "several", "his", "her", "its", "their", "our", "my", "will", "may"}
_LOST = frozenset(("which", "what", "who", "whom", "that", "this", "it", "there"))  # of no speaker


def nameless(name: str, known: Callable[[str], bool]) -> bool:
    """Whoever is called so is somebody of whom only the text says more, the site, or its writer.

    known  whether "the ferry" is clear in this story, asked for the stem of the noun

    >>> [nameless(name, {"port"}.__contains__) for name in ("the port", "the group", "READ")]
    [False, True, True]
    >>> [nameless(n, bool) for n in ("80 percent of sailors", "the few people", "Oru Criticized")]
    [True, True, True]
    >>> [nameless(name, bool) for name in ("Which", "Down Oru", "Some sailors", "Will Oru")]
    [True, True, False, False]
    >>> [nameless(name, bool) for name in ("The Ostrey captain", "the Ostrey council")]
    [True, False]
    >>> [nameless(name, bool) for name in ("The foreign ministry", "the Ostrey ministry")]
    [True, False]
    """
    which = _WHICH.match(name)
    vague = which and not (which[1].lower() in words("institutions") or known(stem(which[1])))
    first, _, rest = name.lower().partition(" ")
    plain = first in words("stopwords") - _GROUPS and first not in mapping("given_names")
    if plain and (rest or first in _LOST):
        return True
    if _is_epithet(name) or name.lower() in _ONE_OF_A_PARTY:
        return True
    called = _ANYBODY.match(name) or _SITE.match(name) or _WRITER.search(name)
    return bool(vague or called) or _headline_verb(name)


def _is_epithet(name: str) -> bool:
    """ "The former Arland governor": somebody whom the text names, it does not say where."""
    held = name.split()
    if len(held) < _DESCRIBED or held[0].lower() not in ("the", "this", "that"):
        return False
    last = held[-1]
    if last.lower() in _OFFICES and all(word.islower() for word in held[1:]):
        return True
    person = mapping("titles").get(last, "modifier") != "modifier" or last in words("people_words")
    return last.islower() and (person or last.endswith(("man", "woman", "crat", "ist")))


def nobody_in_particular(described: str) -> bool:
    """An unnamed source of whom even the number is not told, or who is all of those told of before.

    >>> [nobody_in_particular(name) for name in ("Professor", "Officials", "The mayors all")]
    [True, False, True]
    >>> nobody_in_particular("A professor")
    False
    """
    held = described.split()
    bare = len(held) == 1 and not held[0].endswith(("s", "men", "women", "people", "police"))
    return bare or held[-1:] in (["all"], ["both"])


def of_a_title(look: Lookup, name: str) -> bool:
    """Words of a headline that no text uses below it: "Oru Carries Quay"."""
    if " " not in name or not any(name in (doc.title or "") for doc in look.documents.values()):
        return False
    return not any(name in doc.text.replace(doc.title or "", "") for doc in look.documents.values())


def _headline_verb(name: str) -> bool:
    """ "Oru Criticized": the beginning of a headline."""
    last = name.rsplit(" ", 1)[-1]
    return " " in name and last.endswith("ed") and last.lower() not in mapping("given_names")


def own_parts(look: Lookup, quote: Quote) -> tuple[Passage, ...]:
    """The parts that print somebody's words; of reported ones no part behind the end of the
    sentence that holds the first ("… will sail. But by all signs they will not"), and of partly
    quoted ones no sentence of the writer's behind it.

    >>> from types import SimpleNamespace
    >>> from sayso.model import Document
    >>> docs = {"a": Document("a", "It sails, Oru said. But it sinks.")}
    >>> look = SimpleNamespace(documents=docs, readings={})
    >>> parts = (Passage("a", 0, 8), Passage("a", 24, 32))
    >>> [len(own_parts(look, Quote(parts, (), (), (), kind))) for kind in ("indirect", "direct")]
    [1, 2]
    >>> docs = {"a": Document("a", "that it was “safe.” They want it to stay")}
    >>> look = SimpleNamespace(documents=docs, readings={})
    >>> whole = Quote((Passage("a", 0, 40),), (), (), (), "mixed")
    >>> [part.cut(docs["a"].text) for part in own_parts(look, whole)]
    ['that it was “safe.”']
    """
    if quote.kind == "direct":
        return quote.content
    content = _without_lost(look, quote)
    text = look.documents[quote.doc_id].text
    if quote.kind != "indirect":
        return tuple(_without_comment(part, text) for part in content)
    kept = [content[0]]
    for part in content[1:]:
        between = text[kept[-1].end : part.start]
        if re.search(r"[.!?][”\"]? +[A-Z]", between + text[part.start]) or _DASH.fullmatch(between):
            break
        kept.append(part)
    return tuple(kept)


def _without_comment(part: Passage, text: str) -> Passage:
    """Up to where a sentence of the writer's begins, outside quotation marks and without any:
    "that it was “safe.” | They want it to stay".
    """
    printed = part.cut(text)
    for end in re.finditer(r"[.!?]”? +(?=[A-Z])", printed):
        before, rest = printed[: end.end()], printed[end.end() :]
        if before.count("“") == before.count("”") and not re.search(r"[“\"]", rest):
            return Passage(part.doc_id, part.start, part.start + len(before.rstrip()))
    return part


def _is_scene(said: str) -> bool:
    """When or where it was, and nothing of what is so.

    >>> _is_scene("On a day when it rained, the guild's own"), _is_scene("In May, it rained")
    (True, False)
    """
    scene = _SCENE.match(" ".join(said.split()))
    return scene is not None and no_plain_verb(scene[1] or "")


def _is_marked(look: Lookup, quote: Quote) -> bool:
    """The second part is printed in marks, the first is not."""
    first, second = (look.text(part) for part in quote.content[:2])
    return not re.search(r"[“”\"]", first) and second[:1] in '“"'


def _without_lost(look: Lookup, quote: Quote) -> tuple[Passage, ...]:
    """Without a first part that stands before who said it and does not begin its sentence: "of
    Oru's claim that it sank, Brandt said that …" holds words of Oru.
    """
    first = quote.content[0]
    reading = look.readings.get(quote.doc_id)
    around = sentence_of(reading.sentences, first) if reading else None
    if around is None or not quote.cue or len(quote.content) == 1:
        return quote.content
    if quote.kind == "mixed" and _is_scene(look.text(first)) and _is_marked(look, quote):
        return quote.content[1:]
    fronted = first.end <= quote.cue[0].start < quote.content[1].start
    deep = first.start - around.start > _FRONT and quote.cue[0].start < around.end
    return quote.content[1:] if fronted and deep else quote.content
