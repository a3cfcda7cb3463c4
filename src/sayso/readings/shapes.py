"""Every construction of a paragraph that could report what someone says, writes, thinks or wants.

Nothing is judged here: each verb, noun or adjective that governs something reportable gives one candidate a
construction ("shape"), and the table of cues decides which of them speak. All walks follow the dependency tree or run
along one paragraph, so the work is linear in its length.

    Marked ──each head──▶ Candidate(shape, cue, source, content)
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from sayso.readings.candidate import Candidate, lone_name, subject, verb_group
from sayso.readings.marks import Marked
from sayso.readings.spoken import spoken_around

_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_QUESTIONS = frozenset({"whether", "if", "what", "how", "why", "who", "where", "when", "which"})
_MARKABLE = frozenset(
    {
        "that",
        "question",
        "clause",
        "object",
        "infinitive",
        "small",
        "object-small",
        "object-object",
        "object-infinitive",
        "object-as",
    }
)  # shapes counted apart when they hold a quotation
_CREDITS = frozenset({"—", "–", "―", "--", "~"})
_CREDIT_LENGTH = 14  # words of a credit behind a quotation; a longer stretch is prose


def candidates(marked: Marked) -> Iterator[Candidate]:
    """Every candidate of the paragraph, in the order of its cues; several for one cue where it governs several."""
    for token in marked.tokens:
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            yield from _of_verb(marked, token)
        elif token.pos_ in ("NOUN", "ADJ"):
            yield from _of_noun(marked, token)
        elif token.lower_ == "according":
            yield from _according(marked, token)
        elif token.text in _CREDITS:
            yield from _credited(marked, token)


# ---- verbs -----------------------------------------------------------------


def _of_verb(marked: Marked, verb: Token) -> Iterator[Candidate]:
    if verb.lower_ == "according":
        yield from _according(marked, verb)
        return
    spoken = spoken_around(marked, verb)
    if spoken:
        yield spoken
    source = lone_name(marked, verb) or subject(verb)
    for child in verb.rights:
        shape = _complement(child)
        if shape and not (spoken and shape.startswith("clause")):
            yield from _governed(marked, verb, child, (shape, source))
    for child in verb.lefts:
        if child.dep_ == "dobj" and child.tag_ in ("WDT", "WP"):
            yield _candidate(marked, verb, "object", source, reach=(child.i, child.i))


def _complement(child: Token) -> str | None:
    """The shape of a complement that follows its verb."""
    if child.dep_ == "ccomp" or (child.dep_ == "xcomp" and child.left_edge.dep_ == "mark"):
        return _clause_kind(child)
    if child.dep_ == "xcomp":
        return "infinitive" if any(c.tag_ == "TO" for c in child.lefts) else "small"
    if child.dep_ in ("dobj", "oprd"):
        return "object"
    return {"prep": "prep", "acomp": "acomp"}.get(child.dep_)


def _clause_kind(clause: Token) -> str:
    """Clauses led by "that" or a question word report more often than bare ones, and are counted apart."""
    if any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.lefts):
        return "that"
    return "question" if clause.left_edge.lower_ in _QUESTIONS else "clause"


def _governed(marked: Marked, verb: Token, child: Token, found: tuple[str, Token | None]) -> Iterator[Candidate]:
    shape, source = found
    if shape == "prep":
        inner = next((c for c in child.rights if c.dep_ in ("pobj", "pcomp")), None)
        if inner is not None:
            left, right = _reach(inner)
            yield _candidate(marked, verb, f"prep:{child.lower_}", source, reach=(left, right), until=child)
            thing = next((c for c in verb.rights if c.dep_ == "dobj" and c.i < child.i), None)
            if thing is not None and child.lower_ in ("as", "for", "of"):  # "condemned X as Y"
                yield _candidate(marked, verb, f"object-{child.lower_}", source, reach=(thing.left_edge.i, right))
    elif shape == "acomp":
        yield from _adjective(marked, verb, child, source)
    else:
        left, right = _reach(child)
        if shape in ("that", "clause", "question"):
            right = _before_comment(child, right)
            right = max([right, *(c.right_edge.i for c in verb.rights if c.dep_ == "ccomp" and c.i > child.i)])
        yield _candidate(marked, verb, shape, source, reach=(max(left, verb.i + 1), right))
        thing = next((c for c in verb.rights if c.dep_ == "dobj" and c.i < child.i), None)
        if thing is not None and child.dep_ in ("xcomp", "oprd", "ccomp"):  # "urged X to go", "called X a fool"
            yield _candidate(marked, verb, f"object-{shape}", source, reach=(thing.left_edge.i, right))


def _before_comment(clause: Token, right: int) -> int:
    """Where the clause ends before a comment on the whole of it: "..., which suggests that"."""
    for child in clause.rights:
        if child.dep_ == "advcl" and child.left_edge.lower_ == "which" and child.left_edge.nbor(-1).text == ",":
            return child.left_edge.i - 2
    return right


def _adjective(marked: Marked, verb: Token, adjective: Token, source: Token | None) -> Iterator[Candidate]:
    """Complements of "is confident that", "are willing to", "was critical of"."""
    for child in adjective.rights:
        shape = {"ccomp": "clause", "xcomp": "infinitive"}.get(child.dep_)
        if shape:
            shape = _clause_kind(child) if shape == "clause" else shape
            yield _candidate(marked, adjective, shape, source, reach=_reach(child), begin=verb)
        elif child.dep_ == "prep":
            inner = next((c for c in child.rights if c.dep_ in ("pobj", "pcomp")), None)
            if inner is not None:
                yield _candidate(
                    marked, adjective, f"prep:{child.lower_}", source, reach=_reach(inner), begin=verb, until=child
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
            yield _candidate(marked, noun, f"noun-{_clause_kind(child)}", source, reach=_reach(child))
        elif child.dep_ == "prep":
            inner = next((c for c in child.rights if c.dep_ in ("pobj", "pcomp")), None)
            if inner is not None:
                yield _candidate(marked, noun, f"prep:{child.lower_}", source, reach=_reach(inner), until=child)
    verb = noun.head
    if noun.dep_ == "nsubj" and verb.lemma_ == "be" and source is not None:  # "his answer was that ..."
        for child in verb.rights:
            if child.dep_ == "ccomp":
                yield _candidate(marked, noun, "noun-be", source, reach=_reach(child), until=verb)


def _reach(token: Token) -> tuple[int, int]:
    """First and last token of the subtree."""
    return token.left_edge.i, token.right_edge.i


def _candidate(
    marked: Marked,
    cue: Token,
    shape: str,
    source: Token | None,
    *,
    reach: tuple[int, int],
    begin: Token | None = None,
    until: Token | None = None,
) -> Candidate:
    content = marked.chars(*reach)
    if shape in _MARKABLE and any(low < content[1] and content[0] < high for low, high in marked.quotations):
        shape += "+q"
    return Candidate(shape, cue, verb_group(begin or cue, until or cue), source, (content,))


def _credited(marked: Marked, dash: Token) -> Iterator[Candidate]:
    """A quotation with its speaker behind a dash: "“A.” — B"."""
    doc, at = dash.doc, dash.i - 1
    while at >= 0 and doc[at].is_space:
        at -= 1
    rest = [t for t in doc[dash.i + 1 :] if not t.is_space]
    if at < 0 or marked.inside[at] < 0 or not rest or len(rest) > _CREDIT_LENGTH or rest[0].pos_ != "PROPN":
        return
    if any(t.pos_ in ("VERB", "AUX") and t.tag_ in _FINITE for t in rest) or any(marked.inside[t.i] >= 0 for t in rest):
        return
    head = next((t for t in rest if t.head.i <= dash.i or t.dep_ == "ROOT"), rest[0])
    start, _ = marked.quotations[marked.inside[at]]
    lead = doc.text[:start].strip()
    if not lead:
        yield Candidate("credit", dash, (dash.idx, dash.idx + len(dash)), head, (marked.quotations[marked.inside[at]],))


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
