"""Reporting clauses that follow, cut or introduce what they report.

"A, he said" · "“A,” said B, “C.”" · "He added: “A.”" ──▶ Candidate("around" or "quote")
"""

from __future__ import annotations

from spacy.tokens import Token

from sayso.readings.candidate import Candidate, lone_name, own_subject, subject, verb_group
from sayso.readings.marks import Marked
from sayso.readings.sources import titles_before
from sayso.text import Span

_GROUP = frozenset({"aux", "auxpass", "neg", "advmod", "prt"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_KERNEL = 120  # tokens of a reporting clause behind its verb; no clause without a stop is longer
_STRAY = 14  # tokens between a quotation and its verb that may hold a subject the parser hung elsewhere
_STOPS = frozenset({",", "—", "–", "--", "-", ";", ":", "...", "…"})
_LIMITS = frozenset({"if", "unless", "because", "although", "though", "while"})
_CLOSERS = frozenset({"”", '"', "''", "’", "»"})


def spoken_around(marked: Marked, verb: Token) -> Candidate | None:
    """A reporting clause that follows or cuts what it reports: "A, he said", "“A,” said B, “C.”", "He said: “A.”"."""
    if marked.quotation_at(verb) >= 0:
        return None
    source = own_subject(verb) or lone_name(marked, verb) or _stray_subject(marked, verb)
    if source is None or marked.quotation_at(source) >= 0:
        return _introduced(marked, verb)
    first, last = _kernel(marked, verb, source)
    colon = last + 1 < len(verb.doc) and verb.doc[last + 1].text == ":"
    before = None if colon or _runs_on(marked, verb) else _before(marked, verb, first)
    if before is None:
        return _introduced(marked, verb)
    if any(c.dep_ == "ccomp" and c.i > last and _subordinate(c) for c in verb.rights):
        return None
    contents = [before]
    after = _after(marked, verb, last)
    direct = before[1] in {high for _, high in marked.quotations}
    if after is not None and not (direct and after[0] not in {low for low, _ in marked.quotations}):
        contents.append(after)
    return Candidate("around", verb, verb_group(verb, verb), source, tuple(contents))


def _subordinate(clause: Token) -> bool:
    """True for a clause under a conjunction that is the verb's own; ", if" only limits what was said before it."""
    lead = clause.left_edge
    aside = lead.lower_ in _LIMITS and lead.i > 0 and lead.nbor(-1).text == ","
    return not aside and any(m.dep_ == "mark" for m in clause.lefts)


def _runs_on(marked: Marked, verb: Token) -> bool:
    """True when the verb itself goes straight on to a quotation: "he came out, saying “A”"."""
    following = verb.i + 1
    return following < len(verb.doc) and marked.inside[following] >= 0 and marked.inside[max(verb.i - 1, 0)] < 0


def _stray_subject(marked: Marked, verb: Token) -> Token | None:
    """The source of a clause that the parser took apart: a noun between a closed quotation and its verb, or behind it.

    "“...,” retired Gen. X told Y" is read with "retired" as the verb, "“...,” read the letter" with an object.
    """
    if verb.tag_ not in _FINITE:
        return None
    at = verb.i - 1
    while at >= 0 and verb.i - at <= _STRAY and marked.inside[at] < 0:
        stray = verb.doc[at]
        if stray.dep_ in ("nsubj", "nsubjpass") and stray.head.dep_ != "relcl":
            return stray
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
    first = _to_quotation(marked, titles_before(marked, first))
    last = verb.i
    if source.i > verb.i:
        last = source.right_edge.i
    end = min(len(verb.doc), last + _KERNEL)
    while last + 1 < end:
        token = verb.doc[last + 1]
        if token.is_punct or token.text in _CLOSERS or marked.inside[token.i] >= 0 or token.is_space:
            break
        if token.is_sent_start:
            break
        last += 1
    return first, last


def _to_quotation(marked: Marked, first: int) -> int:
    """Step back over a stray word or two between a closed quotation and its source ("“...,” retired Gen. X")."""
    at = first
    while at > 0 and first - at <= 3 and marked.inside[at - 1] < 0 and marked.tokens[at - 1].is_alpha:
        at -= 1
    return at if at > 0 and marked.inside[at - 1] >= 0 else first


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
        if _begins_anew(doc[at], verb):
            return None
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


def _begins_anew(closing: Token, verb: Token) -> bool:
    """True when a quotation ended its sentence and the verb's clause opens the next: "“A.” She said that B."."""
    doc, at = verb.doc, closing.i
    if at < 1 or doc[at - 1].text[-1:] not in ".?!" or closing.text not in _CLOSERS:
        return False
    first = next((t for t in doc[at + 1 : verb.i + 1] if not t.is_space), verb)
    if not first.text[:1].isupper():
        return False
    if any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.rights):
        return True
    return first.pos_ in ("PRON", "DET") and first.text != "I" and verb.right_edge.i > verb.i + 1


def _fronted(verb: Token, first: int) -> bool:
    """True when the words before the reporting clause are a clause of their own, not an adverbial of the verb."""
    if any(c.dep_ in ("ccomp", "parataxis") and c.i < first for c in verb.lefts):
        return True
    if any(c.dep_ in ("ccomp", "xcomp", "dobj") and c.tag_ not in ("PRP", "NNP", "NNPS") for c in verb.rights):
        return verb.dep_ == "parataxis"
    return verb.dep_ in ("parataxis", "ccomp", "advcl", "dep", "conj") and _splits(verb, first)


def _splits(verb: Token, first: int) -> bool:
    """True when the reporting clause stands between commas inside the clause of its head, or ends it."""
    doc, last = verb.doc, verb.right_edge.i
    following = doc[last + 1] if last + 1 < len(doc) else None
    return following is None or following.is_punct or (verb.dep_ == "parataxis" and doc[last].is_punct)


def _sentence_start(marked: Marked, token: Token) -> int:
    """Start of the sentence that the quotation around `token` belongs to, so that a lead-in before it is kept."""
    quotation = marked.inside[token.i]
    opening = token.i
    while opening > 0 and marked.inside[opening - 1] == quotation:
        opening -= 1
    start = token.doc[opening].sent.start
    lead = [t for t in token.doc[start:opening] if not t.is_space]
    if lead and (
        lead[-1].text in (":", ",", ".", "?", "!") or any(t.text in _CLOSERS or marked.inside[t.i] >= 0 for t in lead)
    ):
        return opening
    return start if lead else opening


def _after(marked: Marked, verb: Token, last: int) -> Span | None:
    """What goes on after the reporting clause: the rest of the sentence behind a comma, or a second quotation."""
    doc = verb.doc
    at = last + 1
    while at < len(doc) and (doc[at].is_space or (doc[at].is_punct and marked.inside[at] < 0)):
        if doc[at].text in (";", "(", "[", ".", "?", "!"):
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
    if at >= len(doc) or (not joined and at != verb.i + 1):
        return None
    end = _clause_end(marked, verb, _quotation_end(marked, at))
    return Candidate("quote", verb, verb_group(verb, verb), subject(verb), (marked.chars(at, end),))


def _clause_end(marked: Marked, verb: Token, end: int) -> int:
    """The quotation's last token, or where the words that go on with it end: "“a” in the city"."""
    doc = verb.doc
    if end + 1 >= len(doc) or doc[end + 1].is_punct or doc[end + 1].is_sent_start or doc[end].text[-1:] in ".?!":
        return end
    if end > 0 and doc[end - 1].text in (".", ",", "?", "!"):
        return end
    child = next((c for c in verb.rights if c.left_edge.i <= end + 1 <= c.right_edge.i), None)
    return max(end, child.right_edge.i) if child is not None and child.left_edge.i <= end else end
