"""Is an attribution a saying, or a thought, a wish, a decision, an order, an act? And did anybody
say it?

PolNeAR marks all of these as attributions. Words in quotation marks are somebody's; of what is only
reported it is a saying where the cue tells of speaking or writing, tells it as done, and has a
source that can speak.

    Attribution + marks ──manner.tsv──▶ manner ──each rule──▶ speech: true | false
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Span as Stretch
from spacy.tokens import Token

from sayso.lexicon import mapping, words
from sayso.model import SILENT, Manner, QuoteKind
from sayso.readings.attribution.attributions import Attribution
from sayso.readings.attribution.cues import manner_of, needs, speaks
from sayso.readings.attribution.people import is_person_noun
from sayso.readings.attribution.voices import Who

_UNREAL = frozenset(
    {"would", "could", "should", "may", "might", "can", "must", "will", "shall", "'ll", "’ll", "'d"}
)
_GOVERNED = frozenset({"xcomp", "ccomp", "pcomp", "acl", "conj", "advcl"})
_BESIDE = frozenset(
    {"conj", "advcl"}
)  # not under its head: "would go and say" is, "left, saying" not
_TIMES = frozenset({"point", "time", "stage", "moment", "way"})
_HOW = frozenset({"how", "why", "when", "where"})
_SELDOM = frozenset({"never", "hardly", "rarely", "scarcely"})
_CLIMBED = 4  # heads above a cue that are asked whether they leave it undone
_NOT_ANOTHER = frozenset({"i", "we", "you", "one", "nobody", "none", "it", "there", "who"})
_PASSIVE_SAID = frozenset({"quote", "cite", "hear", "report", "record"})
_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "people", "crat", "men", "women")
_NO_VERB = frozenset({"", ":", "-", "–", "—"})
_SHORT = 3  # words in marks that a thought or an act may borrow without being said


def manner_and_speech(
    found: Attribution, kind: QuoteKind, quoted: Sequence[str], who: Who
) -> tuple[Manner, bool]:
    """The manner of an attribution and whether it is a saying; `quoted` are the stretches of its
    content in marks, `who` whom its source was resolved to.
    """
    negated = found.cue is not None and any(c.dep_ == "neg" for c in found.cue.children)
    manner = manner_of(found.lemma, negated=negated)
    if kind != "indirect" and found.cue is not None and _denied(found.cue):
        return "unsaid", False
    if kind == "direct":
        return _spoken(manner), not _named_so(found)
    if _described_in_question(found):
        return "unsaid", False
    if kind == "mixed":
        if _names_itself(found) or (_named_so(found) and _opens_with_marks(found)):
            return "did", False
        short = all(len(stretch.split()) <= _SHORT for stretch in quoted)
        unknown = manner == "other" and found.lemma not in _NO_VERB
        borrowed = short and (manner in SILENT or manner == "declined" or unknown)
        return (_silent(manner) if borrowed else _spoken(manner)), not borrowed
    if manner == "other":
        manner = "other" if found.found_by != "model" or found.lemma in _NO_VERB else "did"
    if manner in SILENT:
        return manner, False
    if not _says_something(found):
        return ("decided" if needs(found.lemma) == "that" else "did"), False
    if _undone(found) or _by_no_one(found):
        return ("declined" if manner == "declined" else "unsaid"), False
    return manner, manner != "declined" and not any(rule(found, who) for rule in _RULES)


def _spoken(manner: Manner) -> Manner:
    return "other" if manner in SILENT else manner


def _silent(manner: Manner) -> Manner:
    return "did" if manner == "other" else manner


def _named_so(found: Attribution) -> bool:
    """A nickname or a title: "the group called “Quiet Streets”" puts words into nobody's mouth."""
    cue = found.cue
    if cue is None or found.lemma not in words("naming"):
        return False
    if found.lemma in ("title", "entitle"):
        return True
    return cue.tag_ == "VBN" and not any(c.dep_ == "agent" for c in cue.children)


def _names_itself(found: Attribution) -> bool:
    """ "The group calls itself “Friends of the Pier”"."""
    first = next((part[0].lower_ for part in _content(found)), "")
    return found.lemma in words("naming") and first in (
        "itself",
        "themselves",
        "himself",
        "herself",
    )


def _opens_with_marks(found: Attribution) -> bool:
    """ "The rally dubbed “Quiet Streets” began": the words in marks come first."""
    start, text = found.content[0][0] - found.marked.piece.base, found.marked.text
    return text[start : start + 1] in "“\"'‘"


def _described_in_question(found: Attribution) -> bool:
    """ "Asked how the mayor had described the pier, she said": what the mayor said is not told."""
    cue = found.cue
    if cue is None or not any(c.dep_ == "advmod" and c.lower_ in _HOW for c in cue.lefts):
        return False
    above = list(cue.ancestors)[:_CLIMBED] if cue.dep_ in _GOVERNED else []
    before = [c for c in cue.lefts if c.dep_ == "advcl"]  # as parsers hang "asked how" at times
    return any(manner_of(a.lemma_.lower()) == "asked" for a in (*above, *before))


# ---- what is reported ------------------------------------------------------------


def _says_something(found: Attribution) -> bool:
    """The cue says it of whatever follows, or a clause follows as it must."""
    wanted = needs(found.lemma)
    if not wanted:
        return True
    return any(_is_clause(part, own_subject=wanted == "that") for part in _content(found))


def _content(found: Attribution) -> list[Stretch]:
    base, tokens = found.marked.piece.base, found.marked.tokens
    parts = (
        tokens.char_span(a - base, b - base, alignment_mode="contract") for a, b in found.content
    )
    return [part for part in parts if part is not None and len(part)]


def _is_clause(part: Stretch, *, own_subject: bool) -> bool:
    """A verb governs the stretch; with `own_subject` one that has a subject there."""
    if part[0].lower_ in ("that", "whether") and part[0].dep_ == "mark":
        return True
    root = part.root
    if root.lemma_.lower() in words("claim_nouns"):
        return True  # "rejected claims that", "dismissed the idea of"
    if root.pos_ not in ("VERB", "AUX"):
        return False
    subject = any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in root.children)
    return subject or not own_subject


# ---- whether it was said, and by somebody -----------------------------------------------


def _undone(found: Attribution) -> bool:
    """ "Would say", "never said", "declined to say", "if he says", "plans to announce": it tells of
    no saying.
    """
    cue = found.cue
    if cue is None or found.lemma in ("accord", "according"):
        return False
    if _denied(cue) or _unreal(cue) or _nothing(found) or _is_due(cue):
        return True
    node = cue
    for _n in range(_CLIMBED):
        if node.dep_ not in _GOVERNED or _finite(node):
            return False
        if node.dep_ == "pcomp" and node.head.dep_ == "prep":
            node = node.head  # "stopped short of saying"
        governed = node.dep_ not in _BESIDE
        if not governed and node.tag_ != "VB":
            return False
        node = node.head
        if governed and _leaves_undone(node):
            return True
        if node.pos_ in ("VERB", "AUX") and (_unreal(node) or (governed and _denied(node))):
            return True
    return False


def _is_due(cue: Token) -> bool:
    """ "A plan to be announced on Friday"."""
    helpers = {c.dep_ for c in cue.children if c.lower_ in ("to", "be")}
    return cue.dep_ in ("relcl", "acl") and {"aux", "auxpass"} <= helpers


def _nothing(found: Attribution) -> bool:
    """ "Said nothing about", "said little of"."""
    return any(
        part[0].lower_ in ("nothing", "little") and len(part) > 1 and part[1].dep_ == "prep"
        for part in _content(found)
    )


def _by_no_one(found: Attribution) -> bool:
    """ "Nobody said", "no official has confirmed", "not everyone agreed"."""
    source = found.source
    if source is None:
        return False
    return source.lower_ in ("nobody", "none", "neither") or any(
        (c.lower_ in ("no", "neither") and c.dep_ in ("det", "preconj")) or c.dep_ == "neg"
        for c in source.children
    )


def _finite(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBZ", "VBP") or any(
        c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.children
    )


def _leaves_undone(node: Token) -> bool:
    """ "Refused to say", "is able to say"; who was able to, or had to, said it."""
    lemma = node.lemma_.lower()
    known = mapping("leaving_undone")
    if lemma not in known or _went_on(node):
        return False
    return known[lemma] != "past" or not _past(node)


def _past(node: Token) -> bool:
    """Told in the past and not denied: by the verb itself, its auxiliary, or the copula above."""
    finite = [node, *(c for c in node.children if c.dep_ in ("aux", "auxpass"))]
    if node.pos_ == "ADJ":
        finite.append(node.head)
    past = any(
        t.tag_ == "VBD" or t.lower_ in ("has", "have", "had") for t in finite if t is not node
    )
    past = past or node.tag_ == "VBD"
    return past and not any(
        _denied(t) for t in (node, node.head) if t.pos_ in ("VERB", "AUX", "ADJ")
    )


def _went_on(verb: Token) -> bool:
    """ "Went on to say" is said; "is going to say" is not yet."""
    return verb.lemma_ == "go" and verb.tag_ != "VBG"


def _denied(verb: Token) -> bool:
    """ "Did not say", "never said", "no one said"; "not only said" was said, as was “Never,” said
    Ruiz.
    """
    for child in verb.children:
        if any(t.is_quote for t in verb.doc[child.i + 1 : verb.i]):
            continue
        never = child.dep_ == "neg" or (child.dep_ == "advmod" and child.lower_ in _SELDOM)
        if never and child.nbor(1).lower_ not in ("only", "just", "merely", "simply"):
            return True
    return _at_no_time(verb)


def _at_no_time(verb: Token) -> bool:
    """ "At no point said", "said at no time"; the parser may take it for a part of the subject."""
    near = [c for c in verb.children if c.dep_ in ("nsubj", "prep")]
    near += [d for c in near for d in c.children if d.dep_ == "prep"]
    return any(
        prep.lower_ in ("at", "in")
        and time.lower_ in _TIMES
        and any(d.lower_ == "no" for d in time.lefts)
        for prep in near
        for time in prep.children
        if prep.dep_ == "prep"
    )


def _unreal(verb: Token) -> bool:
    """Under a modal, or in a condition."""
    return any(
        (c.dep_ == "aux" and c.lower_ in _UNREAL and c.i < verb.i)
        or (c.dep_ == "mark" and c.lower_ in ("if", "unless"))
        for c in verb.children
    )


def _told_to_do(found: Attribution, _: Who) -> bool:
    """An imperative: "remember that", "tell me"."""
    cue = found.cue
    return (
        cue is not None
        and cue.tag_ == "VB"
        and cue.dep_ == "ROOT"
        and not any(c.dep_ in ("aux", "nsubj") for c in cue.children)
    )


def _nobody(found: Attribution, who: Who) -> bool:
    """No source, or one that is the writer, the reader or no one."""
    if found.source_span is None:
        return who.speaker is None and found.found_by == "model"
    source, cue = found.source, found.cue
    if who.speaker is None and cue is not None and cue.pos_ == "NOUN":
        return True
    unknown = who.speaker is None or who.speaker.lower() in _NOT_ANOTHER  # "who says so?"
    return source is not None and source.lower_ in _NOT_ANOTHER and unknown


def _of_whom(found: Attribution, _: Who) -> bool:
    """The source is whom it was said of or to: "is considered", "was accused of", "was urged"."""
    source, cue = found.source, found.cue
    if source is None or cue is None:
        return False
    if was_asked(found):
        return True
    return (
        source.dep_ == "nsubjpass" and source.head.i == cue.i and found.lemma not in _PASSIVE_SAID
    )


def was_asked(found: Attribution) -> bool:
    """ "Pressed on whether it was safe, she …": the source is asked, not asking; so nobody is told
    to ask.
    """
    cue, source = found.cue, found.source
    if cue is None or source is None or manner_of(found.lemma) != "asked":
        return False
    if _between_commas(cue, source):
        return True
    passive = any(c.dep_ == "auxpass" for c in cue.children)
    helped = any(c.dep_ == "aux" for c in cue.children)
    if cue.tag_ != "VBN" or (helped and not passive):
        return False
    agent = source.dep_ == "pobj" and source.head.lower_ == "by"
    leads = cue.is_sent_start or (not passive and cue.dep_ == "advcl" and source.i > cue.head.i)
    return source not in (t for t in cue.subtree) or bool(leads and not agent)


def _between_commas(cue: Token, source: Token) -> bool:
    """ "A guard, asked the same, said so": the parser may take the guard for the one who asks."""
    main = cue.head
    own = any(c.dep_ in ("nsubj", "nsubjpass") for c in main.lefts)
    beside = cue.i > 0 and cue.nbor(-1).text == "," and source.i < cue.i
    if beside and cue.dep_ == "acl" and main.i == source.i:
        return True
    return beside and cue.dep_ == "parataxis" and main.i > cue.i and not own


def cannot_speak(found: Attribution, who: Who) -> bool:
    """The source is a thing that is no document, body or finding: "the case raises"."""
    source = found.source
    if source is None or source.pos_ != "NOUN" or source.ent_type_ or found.lemma == "accord":
        return False
    if source.text[:1].isupper() and not source.is_sent_start:
        return False  # a name that the parser did not know
    if who.person or (who.speaker is not None and source.lower_ not in who.speaker.lower()):
        return False  # resolved to somebody
    if found.lemma in words("agentive"):
        return source.lemma_.lower() in words("mute_things")
    lemma = source.lemma_.lower()
    speaks_for = (
        lemma in mapping("documents")
        or lemma in words("telling")
        or lemma in words("org_words")
        or lemma in words("anonymous")
        or lemma in words("titles")
        or is_person_noun(source)
    )
    return not speaks_for and not _of_people(lemma)


def _goes_on(found: Attribution, _: Who) -> bool:
    """ "Evidence continued to mount that": what goes on is no saying."""
    cue = found.cue
    if cue is None or found.lemma != "continue":
        return False
    return any(c.dep_ == "xcomp" and not speaks(c.lemma_.lower()) for c in cue.rights)


def _is_object(found: Attribution, _: Who) -> bool:
    """ "It is hard to tell people", "read the board’s report": who is told does not tell."""
    cue, source = found.cue, found.source
    if cue is None or source is None or source.dep_ != "dobj" or source.head.i != cue.i:
        return False
    return source.i > cue.i and (found.lemma in words("hearers") or found.lemma == "read")


def _of_people(lemma: str) -> bool:
    """A noun of people by its ending ("clinician", "plumber"), or of a body of them."""
    if lemma in words("mute_things"):
        return False
    return (
        lemma.endswith(_ENDINGS) or lemma in mapping("authorities") or lemma in words("can_speak")
    )


_RULES: tuple[Callable[[Attribution, Who], bool], ...] = (
    _told_to_do,
    _nobody,
    _of_whom,
    _goes_on,
    _is_object,
    cannot_speak,
)
