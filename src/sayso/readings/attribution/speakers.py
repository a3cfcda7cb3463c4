"""Who a source phrase is: a name, an unnamed person with a description, an institution or a
document.

Attributions are taken in the order of their cues, so that "he", "the official" and "the letter"
find what stood before. What cannot be resolved keeps its printed words; a pronoun looks back two
paragraphs at most.

    source phrase ──name? pronoun? document? description?──▶ Who
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from sayso.lexicon import mapping, words
from sayso.model import Reason
from sayso.outlets.named import listed_at, sounds_like_one
from sayso.readings.attribution.acting import KEEPS_SILENT
from sayso.readings.attribution.attributions import Attribution
from sayso.readings.attribution.descriptions import described
from sayso.readings.attribution.naming import named
from sayso.readings.attribution.phrases import phrase_of, someone
from sayso.readings.attribution.press import outlet_meant
from sayso.readings.attribution.pronouns import HE, IT, THEY, pronoun
from sayso.readings.attribution.speech import cannot_speak, was_asked
from sayso.readings.attribution.subjects import own_subject
from sayso.readings.attribution.unsaid import is_name
from sayso.readings.attribution.voices import NOBODY, Memory, Who
from sayso.readings.page.marks import Marked
from sayso.text import Span

_WRITER = frozenset({"i", "we", "me", "us", "you", "my", "our", "your"})
_NOBODY = frozenset({"this", "that", "there", "what", "nothing", "the", "nobody", "none", "one"})
_WORDS = frozenset(
    {"word", "answer", "reply", "response", "remark", "comment", "message", "warning"}
)
_BARE = 2  # words of a phrase that names nobody ("no one"); "one of the aides" is somebody
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_LOOSE_REPORTS = frozenset(
    {"earlier", "early", "initial", "first", "previous", "recent", "local", "other", "some", "many"}
    | {"several", "multiple", "unconfirmed", "conflicting", "media", "news", "press"}
)  # words before "reports" of which nobody says whose they are
_NAME_ACTS = ("nsubj", "PROPN")


def resolve(found: Attribution, memory: Memory, paragraph: int) -> Who:
    """Who stands behind the attribution; remembers the answer for what follows."""
    memory.paragraph, memory.cue, memory.content = paragraph, found.cue, found.content
    if found.found_by == "handle" and found.source_span is not None:
        who = Who(memory.text[slice(*found.source_span)].removeprefix("RT "))
    elif found.source is None or was_asked(found):
        who = memory.turn if found.found_by == "turn" else NOBODY
    else:
        who = _who(found.marked, _head(found), memory, found.source_span)
    if found.cue is not None:
        for noun in _papers_near(found.cue):
            if who.speaker:
                memory.papers[noun] = who
    at = found.cue_span or found.content[0]
    if found.within or memory.cast.is_aside(found.marked.piece.base):
        return who
    if found.spoken:
        memory.turn = who
    if who.speaker and not cannot_speak(found, who) and not _is_called(found):
        if found.lemma in KEEPS_SILENT:
            memory.silent.add(at[0])
        if not who.person and _may_be_person(found, memory):
            memory.perhaps.add(at[0])
        memory.said.append((at[0], paragraph, _with_hearer(found, who)))
        together = _with_others(found, who)
        if together is not None:
            memory.said.append((at[0], paragraph, together))
    return who


def _is_called(found: Attribution) -> bool:
    """ "The recorders, known as black boxes": they are named, and say nothing."""
    cue = found.cue
    named = found.lemma in words("naming") and cue is not None and cue.tag_ == "VBN"
    return named or is_name(cue)


def _may_be_person(found: Attribution, memory: Memory) -> bool:
    """ "Lanier said": a bare word that the recogniser takes for a body's name, and nothing else
    shows to be one.
    """
    source = found.source
    if found.source_span is None or source is None or (source.dep_, source.pos_) != _NAME_ACTS:
        return False
    name = memory.text[slice(*found.source_span)]
    kinds = {m.kind for m in memory.cast.within(*found.source_span)}
    if not (name.isalpha() and name.istitle()) or not kinds <= {"org", "other"}:
        return False
    known = listed_at(name, 0) is not None or sounds_like_one(name)
    return not known and name.lower() not in words("org_words")


def _with_others(found: Attribution, who: Who) -> Who | None:
    """ "He and others said": for "they" of what follows, he and the others."""
    rights = list(found.source.rights) if found.source is not None else []
    joined = [c for c in rights if c.dep_ == "conj"]
    if not joined or who.plural or not any(t.lower_ == "and" for t in rights):
        return None
    others = phrase_of(found.marked, joined[0]).partition(",")[0]
    return replace(who, speaker=f"{who.speaker} and {others}", plural=True)


def _head(found: Attribution) -> Token:
    """The word that the source phrase is about: its head, or its last noun where the parser hung it
    on its article.
    """
    assert found.source is not None
    if found.source.pos_ != "DET" or found.source_span is None:
        return found.source
    base = found.marked.piece.base
    held = [
        t
        for t in found.marked.tokens
        if found.source_span[0] <= base + t.idx < found.source_span[1]
    ]
    return next((t for t in reversed(held) if t.pos_ in ("NOUN", "PROPN")), found.source)


def _with_hearer(found: Attribution, who: Who) -> Who:
    """An unnamed source is also known by whom it told: "the aide who wrote to the Herald"."""
    if not who.anonymous or found.cue is None:
        return who
    told = [c for c in found.cue.rights if c.dep_ in ("dobj", "dative")]
    told += [g for c in found.cue.rights if c.lower_ == "to" for g in c.rights if g.dep_ == "pobj"]
    return replace(who, key=who.key | {t.lower_ for t in told if t.pos_ == "PROPN"})


def _who(marked: Marked, head: Token, memory: Memory, span: Span | None = None) -> Who:
    word = head.lower_
    if word in _RELATIVE:
        antecedent = _antecedent(head)
        if antecedent is not None:
            return _who(marked, antecedent, memory)
    if word in HE or word in THEY or word in IT:
        return pronoun(marked, head, memory)
    if word in _WRITER and head.pos_ != "PROPN" and head.text != "US":
        return Who(None, why=(Reason("writer", (head.text,)),))
    if word in _NOBODY and len(list(head.subtree)) <= _BARE:
        return Who(None, why=(Reason("unresolved", ("nobody", head.text)),))
    if head.lemma_.lower() in _WORDS and (owner := _owner(head)) is not None:
        return _who(marked, owner, memory)
    who = named(marked, head, memory, span)
    if who is not None:
        return who
    paper = mapping("documents").get(head.lemma_.lower()) if head.pos_ != "PROPN" else None
    if paper not in memory.papers:  # whose it is has been told
        outlet = outlet_meant(marked, head, memory)
        if outlet is not None:
            return outlet
    if paper is not None:
        return _paper(marked, head, memory)
    return described(marked, head, memory)


def _owner(head: Token) -> Token | None:
    """Ruiz of "Ruiz's words were blunt", "Ruiz's answer:"."""
    return next((c for c in head.lefts if c.dep_ == "poss"), None)


def _antecedent(relative: Token) -> Token | None:
    """What a relative pronoun goes back to; ", which" and ", that" whose clause the parser hung on
    a verb go back to the last document of their sentence.
    """
    node = relative.head
    while node.dep_ not in ("relcl", "acl", "ROOT"):
        if node.dep_ == "advcl" and relative.lower_ == "which":
            return _paper_before(relative)
        node = node.head
    if node.dep_ in ("relcl", "acl"):
        explains = (
            node.head.dep_ == "appos"
            and node.head.pos_ == "NOUN"
            and node.head.head.pos_ == "PROPN"
        )
        return node.head.head if explains and relative.lower_ == "who" else node.head
    return _paper_before(relative) if relative.lower_ != "who" else None


def _paper_before(relative: Token) -> Token | None:
    papers, before = mapping("documents"), relative.doc[relative.sent.start : relative.i]
    nouns = (t for t in reversed(before) if t.pos_ == "NOUN" and t.lemma_.lower() in papers)
    return next(nouns, None) if before and before[-1].text == "," else None


# ---- documents -----------------------------------------------------------------


def _papers_near(cue: Token) -> Iterator[str]:
    """Families of documents that the reporting clause itself names: "wrote in a note", "said in a
    statement".
    """
    families = mapping("documents")
    for child in cue.children:
        if child.dep_ == "prep":
            for noun in child.children:
                if noun.dep_ == "pobj" and noun.lemma_.lower() in families:
                    yield families[noun.lemma_.lower()]


def _paper(marked: Marked, head: Token, memory: Memory) -> Who:
    """A letter speaks for whoever wrote it; one whose author is not told speaks for itself."""
    family = mapping("documents")[head.lemma_.lower()]
    author = _author(marked, head, memory)
    if author is None and any(c.lower_ in ("the", "that", "this") for c in head.lefts):
        author = memory.papers.get(family)
        if author is None and family == "letter":
            author = memory.papers.get("memo") or memory.papers.get("email")
    if author is None and _is_nobodys(head):
        return someone(marked, head, memory)
    if author is None or not author.speaker:
        return Who(phrase_of(marked, head), key=frozenset({head.lemma_.lower()}))
    memory.papers[family] = author
    return replace(author, why=(Reason("author", (phrase_of(marked, head), author.speaker)),))


def _is_nobodys(head: Token) -> bool:
    """ "Earlier reports", "local media reports": of outlets that nobody names."""
    if head.lemma_.lower() != "report" or head.tag_ != "NNS":
        return False
    told = [t.lower_ for t in head.subtree if t.i != head.i]
    return bool(told) and all(word in _LOOSE_REPORTS for word in told)


def _author(marked: Marked, head: Token, memory: Memory) -> Who | None:
    for child in head.subtree:
        dated = child.ent_type_ in ("DATE", "TIME")  # "Friday's letter"
        if child.dep_ == "poss" and child.head.i == head.i and not dated:
            return _who(marked, child, memory)
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            if child.head.lemma_.lower() in words("handling"):  # "a memo seen by the Herald"
                continue
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None:
                who = named(marked, inner, memory)
                if who is not None and (
                    who.person or child.head.i == head.i or child.head.lemma_ in words("issuing")
                ):
                    return who
    if head.dep_ == "dobj" and head.head.lemma_ in words("issuing"):
        issuer = own_subject(head.head)
        return _who(marked, issuer, memory) if issuer is not None else None
    return None
