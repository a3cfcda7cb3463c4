"""The name that a source phrase holds: "Chairman of the Harbor Board Gen. Mark Oru", "Ruiz, the
mayor", "Oru".

head of the phrase ─mention at it, in its title, beside it, as printed─▶ Name ─fullest form─▶ Who
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from sayso.lexicon import mapping, words
from sayso.model import Name, Passage, Reason
from sayso.readings.attribution.people import SOME_OF, Cast, is_person_noun
from sayso.readings.attribution.voices import Memory, Who
from sayso.readings.page.marks import Marked
from sayso.text import Span

# What may follow the name in a source phrase: its end, a comment on the person, or where they are
# from.
_NAME_ENDS = re.compile(
    r"\s*(?:$|[,(;–—\n]|(?:and|of|from|who|whose|in|at|for|with|on|last|earlier|later|yesterday|today|\w+day|himself|herself)\b)"
)
_LISTING = re.compile(
    r",? and (?:(?:the|\w+\.?) ){0,2}|, (?:(?:the|\w+\.?) ){0,2}"
)  # between names of a list
_BESIDE = 60  # characters behind a description in which its name stands
_LISTED = 2  # names from which a phrase is a list
_BREAKS = re.compile(r"[,;:(]|\b(?:and|or|of the|to|by|with|who|that|which|than|like|as|about)\b")


def named(marked: Marked, head: Token, memory: Memory, span: Span | None = None) -> Who | None:
    """The person or body that the phrase around `head` names; `span` is the whole phrase, in the
    document.
    """
    mention = _mention_at(marked, head, memory) or _in_title(marked, head, memory)
    if mention is None or mention.kind != "person":
        printed = _as_printed(memory, span) if span is not None else None
        mention = printed or mention
    if mention is None or mention.kind in ("group", "other"):
        mention = _behind(marked, head, memory) or mention
    if mention is None:
        for child in head.children:
            if child.dep_ == "appos" or (
                child.dep_ in ("compound", "nmod") and may_be_named(head) and not _of_whom(head)
            ):
                held = _mention_at(marked, child, memory)
                if held is not None and (held.kind == "person" or _named_by(head, child)):
                    mention = replace(held, kind="person")
                    break
    if mention is None:
        mention = _before_apposition(marked, head, memory)
    if (
        mention is None
        or not (mention.kind == "person" or head.pos_ == "PROPN")
        or _one_of_group(head, mention)
    ):
        return None
    who = by_name(mention, memory.cast)
    others = (
        [by_name(m, memory.cast) for m in _beside(marked, mention, memory, span)] if span else []
    )
    if not others:
        return who
    names = [who.speaker or "", *(other.speaker or "" for other in others)]
    why = tuple(reason for one in (who, *others) for reason in one.why)
    return Who(f"{', '.join(names[:-1])} and {names[-1]}", plural=True, key=who.key, why=why)


def _of_whom(head: Token) -> bool:
    """ "Ruiz campaign officials", "a veteran Ruiz strategist": the name says whose they are."""
    return head.pos_ == "NOUN" and is_person_noun(head)


def _named_by(head: Token, name: Token) -> bool:
    """ "Its secretary, Brian Hume": two words or more that name who holds an office, whatever the
    recogniser takes them for.
    """
    titled = head.lemma_.lower() in words("titles") or is_person_noun(head)
    parts = [t for t in name.subtree if t.dep_ == "compound"]
    return titled and name.dep_ == "appos" and name.pos_ == "PROPN" and bool(parts)


def _behind(marked: Marked, head: Token, memory: Memory) -> Name | None:
    """The name right behind a description: "the panel's top Democrat, Rep. Ana Berg, said", which
    parsers take for a second one.
    """
    tokens, n = marked.tokens, head.i + 1
    if n >= len(tokens) or tokens[n].text != ",":
        return None
    at = marked.piece.base + tokens[n].idx
    for name in memory.cast.within(at, at + _BESIDE):
        token = marked.tokens.char_span(
            name.at.start - marked.piece.base, name.at.end - marked.piece.base
        )
        if token is None or name.kind != "person":
            continue
        titled = all(t.pos_ == "PROPN" for t in tokens[n + 1 : token.start])
        joined = token.root.head.i == head.i and token.root.dep_ in ("conj", "appos")
        if titled and (joined or _between_commas(head, token)):
            return name
    return None


def _between_commas(head: Token, name: TokenSpan) -> bool:
    """ "Quoted a nurse, Jana Mala, as saying", where the parser hangs the name on the verb."""
    stop = name[-1].i + 1
    closed = stop < len(head.doc) and head.doc[stop].text == ","
    single = head.tag_ == "NN" and head.lemma_.lower() not in mapping("documents")
    one = single and any(c.dep_ in ("det", "poss") for c in head.lefts)
    return closed and one and name.root.dep_ not in ("nsubj", "nsubjpass")


def _one_of_group(head: Token, mention: Name) -> bool:
    """True for one or some of a group who are not named: "the Ostland Republican", "an elected
    Democrat", "some Democrats".
    """
    if mention.kind != "group":
        return False
    lefts = {c.lower_ for c in head.lefts}
    single = head.tag_ in ("NN", "NNP") and not head.lower_.endswith("s")
    return bool(lefts & SOME_OF) or (single and "the" in lefts)


def _beside(marked: Marked, mention: Name, memory: Memory, span: Span) -> list[Name]:
    """The other names of a phrase that is a list of names: "Ruiz and Oru", "Ruiz, Oru and Hart"."""
    held = [m for m in memory.cast.within(*span) if span[0] <= m.at.start and m.at.end <= span[1]]
    held = sorted({m.at.start: m for m in held}.values(), key=lambda m: m.at)
    if len(held) < _LISTED or held[0] != mention:
        return []
    out: list[Name] = []
    for before, after in pairwise(held):
        between = memory.text[before.at.end : after.at.start]
        if not _LISTING.fullmatch(between) or after.kind != mention.kind:
            break
        out.append(after)
        if "and" in between:
            return out
    return []


def _as_printed(memory: Memory, span: Span) -> Name | None:
    """The first person of a phrase that begins with nothing but titles: "retired Navy Capt. X,
    who led it".
    """
    held = [
        m
        for m in memory.cast.within(*span)
        if m.kind == "person" and m.at.start >= span[0] and m.at.end <= span[1]
    ]
    if not held:
        return None
    first = min(held, key=lambda m: m.at)
    before, after = memory.text[span[0] : first.at.start], memory.text[first.at.end : span[1]]
    titled = before.split()[-1:] and before.split()[-1].lower().rstrip(".,") in mapping("titles")
    led = not before.strip() or (titled and not _BREAKS.search(before))
    return first if led and _NAME_ENDS.match(after) else None


def may_be_named(head: Token) -> bool:
    """False for things called after people: "the Ruiz campaign" is not Ruiz."""
    return head.pos_ == "PROPN" or is_person_noun(head) or head.lemma_.lower() in words("titles")


def _mention_at(marked: Marked, token: Token, memory: Memory) -> Name | None:
    """The name that the token ends or belongs to; a lone surname counts even where no one
    recognised it.
    """
    start, end = _at(marked, token)
    held = next(iter(memory.cast.within(start, end)), None)
    surname = token.text in marked.surnames
    if held is not None and (not surname or (held.kind == "person" and held.at.end >= end)):
        return held
    if not surname:
        return None
    first = token
    while first.i > 0 and first.nbor(-1).pos_ == "PROPN" and first.nbor(-1).dep_ == "compound":
        first = first.nbor(-1)
    return Name(Passage(marked.piece.doc_id, _at(marked, first)[0], end), "person")


def _in_title(marked: Marked, head: Token, memory: Memory) -> Name | None:
    """The name at the end of "Chairman of the Harbor Board Gen. X", where the title is the head."""
    if head.lemma_.lower() not in words("titles"):
        return None
    for token in head.doc[head.i + 1 : head.right_edge.i + 1]:
        if token.text not in marked.surnames and token.ent_type_ != "PERSON":
            continue
        held = _mention_at(marked, token, memory)
        behind = token.i == head.right_edge.i or token.nbor(1).is_punct
        if (
            held is not None
            and held.kind == "person"
            and behind
            and len(memory.cast.parts(held)) > 1
        ):
            before = next(
                (t for t in reversed(head.doc[head.i : token.i]) if t.pos_ != "PROPN"), head
            )
            joined = (
                before.dep_ == "prep" and before.i + 1 == token.i - len(memory.cast.parts(held)) + 1
            )
            return None if joined else held
        if token.dep_ in ("relcl", "acl"):
            return None
    return None


def _before_apposition(marked: Marked, head: Token, memory: Memory) -> Name | None:
    """The name in "Ruiz, the mayor, said" where the parser took "mayor" for the subject."""
    left = head.left_edge.i
    if left < 2 or head.doc[left - 1].text != "," or head.right_edge.i + 1 >= len(head.doc):
        return None
    if not any(t.text == "," for t in head.doc[head.right_edge.i : head.right_edge.i + 2]):
        return None
    held = _mention_at(marked, head.doc[left - 2], memory)
    return held if held is not None and held.kind == "person" else None


def by_name(mention: Name, cast: Cast) -> Who:
    name, printed = cast.full_name(mention), cast.printed(mention)
    why: tuple[Reason, ...] = ()
    if name != printed:
        why = (Reason("full-name", (printed, name), (mention.at,)),)
    return Who(
        name,
        person=mention.kind == "person",
        key=cast.key(mention),
        why=why,
        plural=mention.kind == "group",
    )


def _at(marked: Marked, token: Token) -> tuple[int, int]:
    base = marked.piece.base
    return base + token.idx, base + token.idx + len(token)
