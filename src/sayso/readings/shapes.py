"""Every construction of a paragraph that could report what someone says, writes, thinks or wants.

Nothing is judged here: each verb, noun or adjective that governs something reportable gives one candidate a
construction ("shape"), and the table of cues decides which of them speak. All walks follow the dependency tree or run
along one paragraph, so the work is linear in its length.

    Marked ──each head──▶ Candidate(shape, cue, source, content)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from sayso.readings.marks import Marked
from sayso.readings.sources import titles_before
from sayso.text import Span

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_GROUP = frozenset({"aux", "auxpass", "neg", "advmod", "prt"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_STRAY = 14  # tokens between a quotation and its verb that may hold a subject the parser hung elsewhere
_CLIMB = 6  # heads climbed in search of a subject ("wants to try to say"); deeper chains lose their subject
_KERNEL = frozenset({"dobj", "dative", "npadvmod", "prep", "advmod", "prt", "aux", "neg", "agent", "xcomp", "acomp"})
_MARKABLE = frozenset({"clause", "object", "infinitive", "small"})  # shapes counted apart when they hold a quotation
_STOPS = frozenset({",", "—", "–", "--", "-", ";", ":", "...", "…"})
_CLOSERS = frozenset({"”", "\"", "''", "’", "»"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """`shape` names the construction; `source` is the head of the source phrase; spans are offsets in the piece."""

    shape: str
    cue: Token
    cue_span: Span
    source: Token | None
    content: tuple[Span, ...]

    @property
    def lemma(self) -> str:
        """The cue's dictionary form, lower-cased."""
        return self.cue.lemma_.lower()


def candidates(marked: Marked) -> Iterator[Candidate]:
    """Every candidate of the paragraph, in the order of its cues; several for one cue where it governs several."""
    for token in marked.tokens:
        if token.pos_ in ("VERB", "AUX"):
            yield from _of_verb(marked, token)
        elif token.pos_ in ("NOUN", "ADJ"):
            yield from _of_noun(marked, token)
        elif token.lower_ == "according":
            yield from _according(marked, token)


# ---- verbs -----------------------------------------------------------------


def _of_verb(marked: Marked, verb: Token) -> Iterator[Candidate]:
    if verb.lower_ == "according":
        yield from _according(marked, verb)
        return
    spoken = _spoken(marked, verb)
    if spoken:
        yield spoken
    source = subject(verb)
    for child in verb.rights:
        shape = _complement(child)
        if shape and not (spoken and shape.startswith("clause")):
            yield from _governed(marked, verb, child, (shape, source))
    for child in verb.lefts:
        if child.dep_ == "dobj" and child.tag_ in ("WDT", "WP"):
            yield _candidate(marked, verb, "object", source, (child.i, child.i))


def _complement(child: Token) -> str | None:
    """The shape of a complement that follows its verb."""
    if child.dep_ == "ccomp":
        return "clause"
    if child.dep_ == "xcomp":
        if child.left_edge.dep_ == "mark":
            return "clause"
        return "infinitive" if any(c.tag_ == "TO" for c in child.lefts) else "small"
    if child.dep_ in ("dobj", "oprd"):
        return "object"
    return {"prep": "prep", "acomp": "acomp"}.get(child.dep_)


def _governed(marked: Marked, verb: Token, child: Token, found: tuple[str, Token | None]) -> Iterator[Candidate]:
    shape, source = found
    if shape == "prep":
        inner = next((c for c in child.rights if c.dep_ in ("pobj", "pcomp")), None)
        if inner is not None:
            left, right = _reach(inner)
            yield _candidate(marked, verb, f"prep:{child.lower_}", source, (left, right), until=child)
    elif shape == "acomp":
        yield from _adjective(marked, verb, child, source)
    else:
        left, right = _reach(child)
        yield _candidate(marked, verb, shape, source, (max(left, verb.i + 1), right))


def _adjective(marked: Marked, verb: Token, adjective: Token, source: Token | None) -> Iterator[Candidate]:
    """Complements of "is confident that", "are willing to", "was critical of"."""
    for child in adjective.rights:
        shape = {"ccomp": "clause", "xcomp": "infinitive"}.get(child.dep_)
        if shape:
            yield _candidate(marked, adjective, shape, source, _reach(child), begin=verb)
        elif child.dep_ == "prep":
            inner = next((c for c in child.rights if c.dep_ in ("pobj", "pcomp")), None)
            if inner is not None:
                yield _candidate(
                    marked, adjective, f"prep:{child.lower_}", source, _reach(inner), begin=verb, until=child
                )


def _of_noun(marked: Marked, noun: Token) -> Iterator[Candidate]:
    """Complements of a noun: "the claim that", "his promise to", "support for"."""
    if noun.dep_ == "acomp":
        return
    source = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    if source is None and noun.dep_ in ("dobj", "attr") and noun.head.pos_ in ("VERB", "AUX"):
        source = subject(noun.head)
    for child in noun.rights:
        if child.dep_ == "acl" and any(c.dep_ == "mark" or c.tag_ == "TO" for c in child.lefts):
            yield _candidate(marked, noun, "clause", source, _reach(child))
        elif child.dep_ == "prep":
            inner = next((c for c in child.rights if c.dep_ in ("pobj", "pcomp")), None)
            if inner is not None:
                yield _candidate(marked, noun, f"prep:{child.lower_}", source, _reach(inner), until=child)
    verb = noun.head
    if noun.dep_ == "nsubj" and verb.lemma_ == "be" and source is not None:  # "his answer was that ..."
        for child in verb.rights:
            if child.dep_ == "ccomp":
                yield _candidate(marked, noun, "clause", source, _reach(child), until=verb)


def _reach(token: Token) -> tuple[int, int]:
    """First and last token of the subtree."""
    return token.left_edge.i, token.right_edge.i


def _candidate(
    marked: Marked,
    cue: Token,
    shape: str,
    source: Token | None,
    reach: tuple[int, int],
    *,
    begin: Token | None = None,
    until: Token | None = None,
) -> Candidate:
    content = marked.chars(*reach)
    if shape in _MARKABLE and any(low < content[1] and content[0] < high for low, high in marked.quotations):
        shape += "+q"
    return Candidate(shape, cue, _group(begin or cue, until or cue), source, (content,))



def _group(first: Token, last: Token) -> Span:
    """The verb with its auxiliaries, negation and adverbs, as far as they stand together, up to `last`."""
    start = first
    while start.i > first.sent.start:
        before = first.doc[start.i - 1]
        if before.dep_ not in _GROUP or before.head.i not in (first.i, start.i, first.head.i):
            break
        start = before
    end = last
    following = last.doc[last.i + 1] if last.i + 1 < len(last.doc) else None
    if following is not None and following.dep_ == "prt" and following.head.i == last.i:
        end = following
    return start.idx, end.idx + len(end)


# ---- who -------------------------------------------------------------------


def subject(verb: Token) -> Token | None:
    """The subject of a verb, borrowed from the verb it hangs on where it has none of its own."""
    node = verb
    for _ in range(_CLIMB):
        own = own_subject(node) or _quoted_as(node)
        if own is not None:
            return own
        if node.dep_ in ("acl", "relcl"):
            return node.head
        if node.dep_ not in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "acomp", "dep", "parataxis"):
            return None
        node = node.head
        if node.pos_ in ("NOUN", "PROPN"):
            return None
    return None


def _quoted_as(verb: Token) -> Token | None:
    """The object of "quoting X as saying"."""
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as":
        return None
    return next((c for c in verb.head.head.children if c.dep_ == "dobj" and c.i < verb.i), None)


def own_subject(verb: Token) -> Token | None:
    """The verb's own subject; the agent of a passive."""
    agent = next((g for c in verb.rights if c.dep_ == "agent" for g in c.rights if g.dep_ == "pobj"), None)
    if agent is not None:
        return agent
    found = None
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass") and (found is None or child.dep_ == "nsubj"):
            found = child
    return found


# ---- what stands before or around its cue ----------------------------------


def _spoken(marked: Marked, verb: Token) -> Candidate | None:
    """A reporting clause that follows or cuts what it reports: "A, he said", "“A,” said B, “C.”", and "He said: “A.”"."""
    if marked.quotation_at(verb) >= 0:
        return None
    source = own_subject(verb) or _stray_subject(marked, verb)
    if source is None or marked.quotation_at(source) >= 0:
        return _introduced(marked, verb)
    first, last = _kernel(marked, verb, source)
    before = _before(marked, verb, first)
    if before is None:
        return _introduced(marked, verb)
    if any(c.dep_ == "ccomp" and c.i > last and any(m.dep_ == "mark" for m in c.lefts) for c in verb.rights):
        return None
    contents = [before]
    after = _after(marked, verb, last)
    if after is not None:
        contents.append(after)
    return Candidate("around", verb, _group(verb, verb), source, tuple(contents))


def _stray_subject(marked: Marked, verb: Token) -> Token | None:
    """The source of a clause that the parser took apart: a noun between a closed quotation and its verb, or behind it.

    "“...,” retired Gen. X told Y" is read with "retired" as the verb, "“...,” read the letter" with an object.
    """
    if verb.tag_ not in _FINITE:
        return None
    at = verb.i - 1
    while at >= 0 and verb.i - at <= _STRAY and marked.inside[at] < 0:
        if verb.doc[at].dep_ in ("nsubj", "nsubjpass") and verb.doc[at].head.i >= at - _STRAY:
            return verb.doc[at] if not verb.doc[at].head.dep_ == "relcl" else None
        at -= 1
    if at == verb.i - 1 and at >= 0 and marked.inside[at] >= 0:
        return next((c for c in verb.rights if c.dep_ == "dobj"), None)
    return None


def _kernel(marked: Marked, verb: Token, source: Token) -> tuple[int, int]:
    """First and last token of the reporting clause itself: source, verb, addressee, time and place."""
    sent = verb.sent
    first = min(verb.i, source.left_edge.i if source.i < verb.i else verb.i)
    while first - 1 >= sent.start and verb.doc[first - 1].dep_ in _GROUP and verb.doc[first - 1].head.i == verb.i:
        first -= 1
    first = titles_before(marked, first)
    last = verb.i
    if source.i > verb.i:
        last = source.right_edge.i
    end = len(verb.doc)
    while last + 1 < end:
        token = verb.doc[last + 1]
        if token.is_punct or token.text in _CLOSERS or marked.inside[token.i] >= 0 or token.is_space:
            break
        if token.is_sent_start:
            break
        last += 1
    return first, last


def _before(marked: Marked, verb: Token, first: int) -> Span | None:
    """What the reporting clause follows: the words from the sentence's start, or the quotation that just closed."""
    doc = verb.doc
    at = first - 1
    while at >= 0 and doc[at].is_space:
        at -= 1
    if at < 0:
        return None
    joint = doc[at]
    closed = marked.inside[at]
    if closed >= 0 and closed != marked.inside[verb.i]:
        start = _sentence_start(marked, doc[at])
        return marked.chars(start, at)
    if joint.text not in _STOPS or joint.text in (":", ";") or joint.i < verb.sent.start:
        return None
    if at - 1 >= 0 and marked.inside[at - 1] >= 0:
        return marked.chars(_sentence_start(marked, doc[at - 1]), at - 1)
    if not _fronted(verb, first):
        return None
    start = verb.sent.start
    return marked.chars(start, at - 1) if at - 1 >= start else None


def _fronted(verb: Token, first: int) -> bool:
    """True when the words before the reporting clause are a clause of their own, not an adverbial of the verb."""
    if any(c.dep_ in ("ccomp", "parataxis") and c.i < first for c in verb.lefts):
        return True
    return verb.dep_ in ("parataxis", "ccomp", "advcl", "dep", "conj") and _splits(verb, first)


def _splits(verb: Token, first: int) -> bool:
    """True when the reporting clause stands between commas inside the clause of its head, or ends it."""
    doc, last = verb.doc, verb.right_edge.i
    following = doc[last + 1] if last + 1 < len(doc) else None
    return following is None or following.is_punct or doc[last].is_punct


def _sentence_start(marked: Marked, token: Token) -> int:
    """Start of the sentence that the quotation around `token` belongs to, so that a lead-in before it is kept."""
    quotation = marked.inside[token.i]
    opening = token.i
    while opening > 0 and marked.inside[opening - 1] == quotation:
        opening -= 1
    start = token.doc[opening].sent.start
    lead = [t for t in token.doc[start:opening] if not t.is_space]
    if lead and (lead[-1].text in (":", ",") or any(t.text in _CLOSERS or marked.inside[t.i] >= 0 for t in lead)):
        return opening
    return start if lead else opening


def _after(marked: Marked, verb: Token, last: int) -> Span | None:
    """What goes on after the reporting clause: the rest of the sentence behind a comma, or a second quotation."""
    doc = verb.doc
    at = last + 1
    while at < len(doc) and (doc[at].is_space or (doc[at].is_punct and marked.inside[at] < 0)):
        if doc[at].text in (";", "(", "["):
            return None
        at += 1
    if at >= len(doc) or at == last + 1:
        return None
    if marked.inside[at] >= 0:
        return marked.chars(at, _quotation_end(marked, at))
    if doc[at].is_sent_start or at >= verb.sent.end or doc[at].i == verb.sent.end:
        return None
    inside_verb = any(a.i == verb.i for a in [doc[at], *doc[at].ancestors])
    if inside_verb and not any(c.dep_ == "ccomp" and c.left_edge.i <= at <= c.right_edge.i for c in verb.children):
        return None
    return marked.chars(at, verb.sent.end - 1)


def _quotation_end(marked: Marked, at: int) -> int:
    """Last token of the quotation that token `at` stands in."""
    quotation = marked.inside[at]
    while at + 1 < len(marked.inside) and marked.inside[at + 1] == quotation:
        at += 1
    return at


def _introduced(marked: Marked, verb: Token) -> Candidate | None:
    """A quotation that its verb introduces: "He said: “A.”", "adding, “A.”", "the letter read “A”."."""
    doc, at = verb.doc, verb.i + 1
    if marked.inside[verb.i] >= 0:
        return None
    joined = False
    while at < len(doc) and marked.inside[at] < 0:
        token = doc[at]
        if token.text in (",", ":"):
            joined = True
        elif joined or token.is_sent_start or token.pos_ in ("VERB",) or token.is_punct:
            return None
        at += 1
    if at >= len(doc) or not joined and at != verb.i + 1:
        return None
    end = _clause_end(marked, verb, _quotation_end(marked, at))
    return Candidate("quote", verb, _group(verb, verb), subject(verb), (marked.chars(at, end),))


def _clause_end(marked: Marked, verb: Token, end: int) -> int:
    """The quotation's last token, or where the words that go on with it end: "“a” in the city"."""
    doc = verb.doc
    if end + 1 >= len(doc) or doc[end + 1].is_punct or doc[end + 1].is_sent_start or doc[end].text[-1:] in ".?!":
        return end
    if end > 0 and doc[end - 1].text in (".", ",", "?", "!"):
        return end
    child = next((c for c in verb.rights if c.left_edge.i <= end + 1 <= c.right_edge.i), None)
    return max(end, child.right_edge.i) if child is not None and child.left_edge.i <= end else end


# ---- according to ----------------------------------------------------------


def _according(marked: Marked, token: Token) -> Iterator[Candidate]:
    """ "According to B, A" and "A, according to B": content is the rest of the clause."""
    doc = token.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return
    to = doc[token.i + 1]
    source = next((c for h in (to, token) for c in h.rights if c.dep_ == "pobj"), None)
    if source is None or source.i < to.i:
        return
    sent, stop = token.sent, source.right_edge.i
    cue = (token.idx, to.idx + len(to))
    if token.i == sent.start or all(t.is_punct or t.is_space for t in doc[sent.start : token.i]):
        if stop + 1 < sent.end:
            yield Candidate("according", token, cue, source, (marked.chars(stop + 1, sent.end - 1),))
        return
    contents = [marked.chars(sent.start, token.i - 1)]
    rest = [t for t in doc[stop + 1 : sent.end] if not t.is_punct and not t.is_space]
    if rest and doc[stop + 1].text == ",":
        contents.append(marked.chars(stop + 1, sent.end - 1))
    yield Candidate("according", token, cue, source, tuple(contents))
