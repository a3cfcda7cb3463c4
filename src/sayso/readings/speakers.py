"""Who a source phrase is: a name, an unnamed person with a description, an institution or a document.

Attributions are taken in the order of their cues, so that "he", "the official" and "the letter" find what stood before.
What cannot be resolved keeps its printed words; a pronoun looks back two paragraphs at most.

    source phrase ──name? pronoun? document? description?──▶ Who
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from sayso.lexicon import mapping, words
from sayso.model import Passage, Reason
from sayso.readings.attributions import Attribution
from sayso.readings.candidate import own_subject
from sayso.readings.marks import Marked
from sayso.readings.people import Cast, Mention, bare_name, is_person_noun
from sayso.readings.voices import NOBODY, Memory, Who, goes_with

_HE = frozenset({"he", "she", "him", "her", "his"})
_THEY = frozenset({"they", "them", "their"})
_WRITER = frozenset({"i", "we", "me", "us", "you", "it", "this", "that", "there"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_GOING_ON = frozenset({"carried", "comment"})  # the turn before it goes on: "“A,” X said. “B,” suggesting that C"
_SPOKEN = frozenset({"around", "quote", "credit"})  # shapes that begin a turn
_HEARD = 60  # attributions looked back over; bounds the work in a text that is all quotations
_TRIED = 4  # people named before a pronoun that are tried where no one has spoken
_NEAR = 2  # paragraphs that a pronoun or "the official" may look back over


def resolve(found: Attribution, memory: Memory, paragraph: int) -> Who:
    """Who stands behind the attribution; remembers the answer for what follows."""
    memory.paragraph, memory.cue = paragraph, found.cue
    if found.source is None:
        who = memory.turn if found.shape in _GOING_ON else NOBODY
    else:
        who = _writer_of_paper(found, memory) or _who(found.marked, found.source, memory)
    if found.cue is not None:
        for noun in _papers_near(found.cue):
            if who.speaker:
                memory.papers[noun] = who
    if found.shape in _SPOKEN:
        memory.turn = who
    if who.speaker:
        memory.said.append(
            (found.cue_span[0] if found.cue_span else found.content[0][0], paragraph, _with_hearer(found, who))
        )
    return who


def _with_hearer(found: Attribution, who: Who) -> Who:
    """An unnamed source is also known by whom it told: "the official who spoke to the Herald"."""
    if not who.anonymous or found.cue is None:
        return who
    told = [c for c in found.cue.rights if c.dep_ in ("dobj", "dative")]
    told += [g for c in found.cue.rights if c.lower_ == "to" for g in c.rights if g.dep_ == "pobj"]
    return replace(who, key=who.key | {t.lower_ for t in told if t.pos_ == "PROPN"})


def _writer_of_paper(found: Attribution, memory: Memory) -> Who | None:
    """In "officials acted after a letter from X, saying ..." it is the letter that says, not the officials."""
    cue, source = found.cue, found.source
    if cue is None or source is None or cue.tag_ != "VBG" or cue.dep_ != "advcl" or source.i > cue.i:
        return None
    for noun in cue.doc[source.i + 1 : cue.i]:
        if noun.pos_ == "NOUN" and noun.lemma_.lower() in mapping("documents") and found.marked.inside[noun.i] < 0:
            author = _author(found.marked, noun, memory)
            if author is not None and author.person:
                memory.papers[mapping("documents")[noun.lemma_.lower()]] = author
                return author
    return None


def _who(marked: Marked, head: Token, memory: Memory) -> Who:
    word = head.lower_
    if word in _RELATIVE:
        antecedent = _antecedent(head)
        if antecedent is not None:
            return _who(marked, antecedent, memory)
    if word in _HE or word in _THEY:
        return _pronoun(marked, head, memory)
    if word in _WRITER:
        return NOBODY
    named = _named(marked, head, memory)
    if named is not None:
        return named
    lemma = head.lemma_.lower()
    if lemma in mapping("documents") and head.pos_ != "PROPN":
        return _paper(marked, head, memory)
    return _described(marked, head, memory)


def _antecedent(relative: Token) -> Token | None:
    node = relative.head
    while node.dep_ not in ("relcl", "acl", "ROOT"):
        if node.dep_ == "advcl" and relative.lower_ == "which":
            return _sentence_paper(relative)
        node = node.head
    if node.dep_ in ("relcl", "acl"):
        explains = node.head.dep_ == "appos" and node.head.pos_ == "NOUN" and node.head.head.pos_ == "PROPN"
        return node.head.head if explains and relative.lower_ == "who" else node.head
    return _paper_before(relative) if relative.lower_ != "who" else None


def _paper_before(relative: Token) -> Token | None:
    """The last document named before ", that says" where the parser took the relative clause for the main one."""
    if relative.i == 0 or relative.nbor(-1).text != ",":
        return None
    before = reversed(relative.doc[relative.sent.start : relative.i])
    return next((t for t in before if t.pos_ == "NOUN" and t.lemma_.lower() in mapping("documents")), None)


def _sentence_paper(relative: Token) -> Token | None:
    """The document that ", which" goes back to where the parser hung the clause on a verb."""
    clause = next((a for a in relative.ancestors if a.dep_ == "advcl"), None)
    subject = own_subject(clause.head) if clause is not None else None
    return subject if subject is not None and subject.lemma_.lower() in mapping("documents") else None


# ---- names -------------------------------------------------------------------


def _named(marked: Marked, head: Token, memory: Memory) -> Who | None:
    mention = _mention_at(marked, head, memory) or _in_title(marked, head, memory)
    if mention is None:
        for child in head.children:
            if child.dep_ == "appos" or (child.dep_ in ("compound", "nmod") and _may_be_named(head)):
                held = _mention_at(marked, child, memory)
                if held is not None and held.kind == "person":
                    mention = held
                    break
    if mention is None:
        mention = _before_apposition(marked, head, memory)
    if mention is None or not (mention.kind == "person" or head.pos_ == "PROPN"):
        return None
    return _by_name(mention, memory.cast, marked)


def _may_be_named(head: Token) -> bool:
    """False for things called after people: "the Ruiz campaign" is not Ruiz."""
    return head.pos_ == "PROPN" or is_person_noun(head) or head.lemma_.lower() in words("titles")


def _mention_at(marked: Marked, token: Token, memory: Memory) -> Mention | None:
    """The name that the token ends or belongs to; a lone surname counts even where no one recognised it."""
    start, end = _at(marked, token)
    held = next(iter(memory.cast.within(start, end)), None)
    surname = token.text in marked.surnames
    if held is not None and (not surname or (held.kind == "person" and held.end >= end)):
        return held
    if not surname:
        return None
    first = token
    while first.i > 0 and first.nbor(-1).pos_ == "PROPN" and first.nbor(-1).dep_ == "compound":
        first = first.nbor(-1)
    return bare_name(memory.text, _at(marked, first)[0], end)


def _in_title(marked: Marked, head: Token, memory: Memory) -> Mention | None:
    """The name at the end of "Chairman of the Joint Chiefs Gen. X", where the title is the head."""
    if head.lemma_.lower() not in words("titles"):
        return None
    for token in head.doc[head.i + 1 : head.right_edge.i + 1]:
        if token.text not in marked.surnames and token.ent_type_ != "PERSON":
            continue
        held = _mention_at(marked, token, memory)
        behind = token.i == head.right_edge.i or token.nbor(1).is_punct
        if held is not None and held.kind == "person" and behind and len(held.parts) > 1:
            before = next((t for t in reversed(head.doc[head.i : token.i]) if t.pos_ != "PROPN"), head)
            joined = before.dep_ == "prep" and before.i + 1 == token.i - len(held.parts) + 1
            return None if joined else held
        if token.dep_ in ("relcl", "acl"):
            return None
    return None


def _before_apposition(marked: Marked, head: Token, memory: Memory) -> Mention | None:
    """The name in "Ruiz, the mayor, said" where the parser took "mayor" for the subject."""
    left = head.left_edge.i
    if left < 2 or head.doc[left - 1].text != "," or head.right_edge.i + 1 >= len(head.doc):
        return None
    if not any(t.text == "," for t in head.doc[head.right_edge.i : head.right_edge.i + 2]):
        return None
    held = _mention_at(marked, head.doc[left - 2], memory)
    return held if held is not None and held.kind == "person" else None


def _by_name(mention: Mention, cast: Cast, marked: Marked) -> Who:
    name = cast.full_name(mention)
    key = frozenset((*mention.title, *mention.parts))
    why: tuple[Reason, ...] = ()
    if name != mention.name:
        at = Passage(marked.piece.doc_id, mention.start, mention.end)
        why = (Reason("full-name", f"“{mention.name}” stands for “{name}”, named in the same text", (at,)),)
    return Who(name, person=mention.kind == "person", key=key, why=why, plural=mention.kind == "group")


def _at(marked: Marked, token: Token) -> tuple[int, int]:
    base = marked.piece.base
    return base + token.idx, base + token.idx + len(token)


# ---- pronouns ------------------------------------------------------------------


def _pronoun(marked: Marked, head: Token, memory: Memory) -> Who:
    plural = head.lower_ in _THEY
    outer = None if plural else _outer_subject(marked, head, memory)
    who = outer or _latest(marked, head, memory, plural)
    if who is None:
        return Who(None, why=(Reason("unresolved", f"“{head.text}” has no clear antecedent"),))
    why = Reason("pronoun", f"“{head.text}” refers to {who.speaker}, the last one who could be meant")
    return Who(who.speaker, who.anonymous, who.described, who.person, who.plural, who.key, (why,))


def _outer_subject(marked: Marked, head: Token, memory: Memory) -> Who | None:
    """The person who is the subject of the clause around the pronoun's own."""
    verb = head.head
    for node in verb.ancestors:
        subject = own_subject(node)
        if subject is not None and subject.i < head.i and subject.i != head.i:
            who = _named(marked, subject, memory)
            if who is not None and who.person and goes_with(who, head.lower_):
                return who
    return None


def _latest(marked: Marked, head: Token, memory: Memory, plural: bool) -> Who | None:
    """The last speaker or named subject before the pronoun, within reach."""
    at = marked.piece.base + head.idx
    heard: list[tuple[int, Who]] = [
        (offset, who)
        for offset, where, who in memory.said[-_HEARD:]
        if offset < at and memory.paragraph - where <= _NEAR and _fits(who, plural) and goes_with(who, head.lower_)
    ]
    if not plural:
        heard.extend(item for item in _subjects_before(marked, head, memory) if goes_with(item[1], head.lower_))
    if heard:
        return max(heard, key=lambda item: item[0])[1]
    return None if plural else _last_person(at, memory, head.lower_)


def _fits(who: Who, plural: bool) -> bool:
    return (
        who.plural or not (who.person or who.anonymous) if plural else (who.person or who.anonymous) and not who.plural
    )


def _subjects_before(marked: Marked, head: Token, memory: Memory) -> Iterator[tuple[int, Who]]:
    for token in marked.tokens[: head.i]:
        if token.dep_ == "nsubj" and token.pos_ == "PROPN" and marked.inside[token.i] < 0:
            who = _named(marked, token, memory)
            if who is not None and who.person:
                yield marked.piece.base + token.idx, who


def _last_person(at: int, memory: Memory, pronoun: str) -> Who | None:
    """The last person named before the offset whom the pronoun fits; only the nearest few are tried."""
    for _ in range(_TRIED):
        last = memory.cast.last_person(at)
        if last is None:
            return None
        who = Who(memory.cast.full_name(last), person=True, key=frozenset((*last.title, *last.parts)))
        if goes_with(who, pronoun):
            return who
        at = last.start
    return None


# ---- documents -----------------------------------------------------------------


def _papers_near(cue: Token) -> Iterator[str]:
    """Families of documents that the reporting clause itself names: "wrote in a letter", "said in a statement"."""
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
    if author is None or not author.speaker:
        return Who(_phrase(marked, head), key=frozenset({head.lemma_.lower()}))
    memory.papers[family] = author
    why = Reason("author", f"“{_phrase(marked, head)}” speaks for {author.speaker}, who wrote or signed it")
    return Who(author.speaker, author.anonymous, author.described, author.person, author.plural, author.key, (why,))


def _author(marked: Marked, head: Token, memory: Memory) -> Who | None:
    for child in head.subtree:
        if child.dep_ == "poss" and child.head.i == head.i:
            return _who(marked, child, memory)
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            if child.head.lemma_.lower() in words("handling"):  # "a memo seen by the Herald"
                continue
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None:
                who = _named(marked, inner, memory)
                if who is not None and (who.person or child.head.i == head.i or child.head.lemma_ in words("issuing")):
                    return who
    if head.dep_ == "dobj" and head.head.lemma_ in words("issuing"):
        issuer = own_subject(head.head)
        return _who(marked, issuer, memory) if issuer is not None else None
    return None


# ---- descriptions ----------------------------------------------------------------


def _described(marked: Marked, head: Token, memory: Memory) -> Who:
    phrase = _phrase(marked, head, until=_before_cue(head, memory.cue))
    lemma = head.lemma_.lower()
    plural = head.tag_ in ("NNS", "NNPS") or lemma in ("some", "many", "most", "several", "few", "others", "both")
    key = frozenset(t.lemma_.lower() for t in head.subtree if t.pos_ in ("NOUN", "PROPN", "ADJ", "VERB"))
    if any(c.lower_ in ("the", "that", "this") for c in head.lefts) and not plural:
        back = _refers_back(marked, head, memory, key)
        if back is not None:
            return back
        titled = memory.cast.titled(lemma, marked.piece.base + head.idx) if _may_be_named(head) else None
        if titled is not None and len(key) == 1:
            return _by_name(titled, memory.cast, marked)
    unnamed = is_person_noun(head)
    return Who(
        _short(marked, head, phrase) if unnamed else phrase, unnamed, phrase if unnamed else None, unnamed, plural, key
    )


def _refers_back(marked: Marked, head: Token, memory: Memory, key: frozenset[str]) -> Who | None:
    """The last unnamed source with the same noun, or with a word of the same root ("the adviser" who "advises")."""
    lemma = head.lemma_.lower()
    modifiers = key - {lemma}
    roots = {lemma, lemma[:5]} if len(lemma) > 5 else {lemma}
    for _, where, who in reversed(memory.said[-_HEARD:]):
        if not who.anonymous or who.plural or memory.paragraph - where > 4 * _NEAR:
            continue
        if any(k in roots or k[:5] in roots for k in who.key):
            if modifiers and not modifiers & who.key and lemma in who.key and not _told_to(head, who):
                continue
            why = Reason("description", f"“{_phrase(marked, head)}” refers back to “{who.described}”")
            return Who(who.speaker, True, who.described, True, False, who.key, (why,))
    return None


def _told_to(head: Token, who: Who) -> bool:
    """True for "the official who spoke to X" after an official told X something."""
    return any(t.dep_ == "pobj" and t.lower_ in who.key for t in head.subtree)


def _before_cue(head: Token, cue: Token | None) -> int | None:
    """The last token before the clause of the phrase that reports: "lawmakers who say A" are lawmakers."""
    if cue is None or not head.i < cue.i <= head.right_edge.i:
        return None
    clause = next((c for c in head.rights if c.left_edge.i <= cue.i <= c.right_edge.i), None)
    return clause.left_edge.i - 1 if clause is not None else None


def _short(marked: Marked, head: Token, phrase: str) -> str:
    """The phrase up to a comment on it: "an official, who spoke on condition of anonymity" is an official."""
    clause = next((c for c in head.rights if c.dep_ == "relcl" and c.left_edge.nbor(-1).text == ","), None)
    return phrase if clause is None else min(phrase, _phrase(marked, head, until=clause.left_edge.i - 1), key=len)


def _phrase(marked: Marked, head: Token, *, until: int | None = None) -> str:
    left, right = head.left_edge.i, head.right_edge.i if until is None else max(until, head.i)
    clause = next((c for c in head.rights if c.dep_ == "acl"), None)
    if clause is not None and head.lemma_.lower() in mapping("documents"):
        right = max(head.i, clause.left_edge.i - 1)
    opened = any(t.text == "(" for t in head.doc[left:right])
    while right > head.i and (marked.inside[right] >= 0 or head.doc[right].is_punct):
        if head.doc[right].text == ")" and opened:
            break
        right -= 1
    while left < head.i and (marked.inside[left] >= 0 or head.doc[left].is_punct):
        left += 1
    last = head.doc[right]
    return " ".join(head.doc.text[head.doc[left].idx : last.idx + len(last)].split())
