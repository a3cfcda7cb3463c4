"""Words that one passes on for another: "the Courier, citing two officials, said so", "the Courier
quoted Ruiz as saying so", "the Courier said that an aide had denied it".

The model reads them as the Courier's. Who is cited said them; the Courier passes them on
(`Attribution.through`), which it does whether the reader is told so before the words or behind.
What holds nothing but the one who is cited is nobody's saying.

    attribution of an outlet ──whom it cites──▶ the same, of whom it cites
    attribution by a verb of quoting ──"X as saying"──▶ one of X
    attribution ──"X said" in its content (`reported`)──▶ and one of X, inside it
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from sayso.lexicon import mapping, words
from sayso.outlets.named import listed_at, sounds_like_one
from sayso.readings.attribution.attributions import Attribution
from sayso.readings.attribution.cues import speaks
from sayso.readings.attribution.people import is_person_noun
from sayso.readings.attribution.reported import said_within
from sayso.readings.attribution.sources import source_span
from sayso.readings.attribution.subjects import own_subject, subject

_QUOTES = frozenset({"quote", "cite"})
_AS_SAYING = re.compile(r"\W*(\w.*?\w)\W+(as (\w+ing))[ ,:\n]*", re.DOTALL)
_SPEAKERS = frozenset({"PERSON", "ORG", "NORP"})
_RELATIVE = frozenset({"which", "that", "who"})
_MEDIA = frozenset(
    {"television", "tv", "radio", "agency", "newspaper", "paper", "broadcaster", "magazine"}
    | {"media", "network", "station", "channel", "website", "tabloid", "daily", "weekly"}
)
_DOERS = ("er", "or", "ian", "ist", "ant", "eer")
_CLAUSES = ("nsubj", "nsubjpass", "expl")
_NAME_WORD = re.compile(r"[^\W\d_][\w.&'’-]*")


def with_requoted(found: Sequence[list[Attribution]]) -> list[list[Attribution]]:
    """The attributions of each paragraph: what is passed on is given to whom it is passed on for,
    what is no saying left out, and those added whom the model does not read.
    """
    return [_requoted(own) if own else [] for own in found]


def _requoted(own: list[Attribution]) -> list[Attribution]:
    out: list[Attribution] = []
    for one in own:
        moved = _passive(one) or _by_whom_is_quoted(one) or _by_whom_is_cited(one)
        if moved is None and _holds_its_clause(one):
            continue
        inner = _inner(one, own) if moved is None else None
        if inner is None and not (moved is None and _is_read_within(one, own)):
            out.append(moved or one)
        out += [inner] if inner is not None else []
        out += said_within(one, own, outlet=passes_on(one)) if moved is None else []
    return out


# ---- whom an outlet cites ----------------------------------------------------------


def _by_whom_is_cited(found: Attribution) -> Attribution | None:
    """ "The Courier said, citing two officials": theirs, through the Courier."""
    if found.cue is None or found.source is None or not passes_on(found):
        return None
    for verb in found.cue.sent:
        if verb.lemma_.lower() not in _QUOTES or verb.i == found.cue.i or found.says(verb):
            continue
        cited = next((c for c in verb.rights if c.dep_ == "dobj"), None)
        if cited is not None and _speaks_up(cited) and _does(verb, found.source):
            moved = _moved(found, cited)
            named = next(
                (c for c in found.source.rights if c.dep_ == "appos" and c.ent_type_), None
            )
            return replace(moved, through=named or moved.through)
    return None


def _does(verb: Token, source: Token) -> bool:
    """True where it is the source that cites: "X, citing Y, said", "X, which cited Y"."""
    who = own_subject(verb)
    if who is not None and who.lower_ in _RELATIVE:
        return verb.head.i == source.i
    if who is not None:
        return who.i == source.i
    borrowed = subject(verb)
    return borrowed is None or borrowed.i == source.i or verb.tag_ == "VBG"


def _speaks_up(noun: Token) -> bool:
    """True for people, bodies and papers, whose words may be passed on; a fact is cited as
    grounds.
    """
    lemma = noun.lemma_.lower()
    titled = lemma in mapping("documents") or lemma in words("titles")
    titled = titled or lemma in mapping("authorities") or lemma in words("can_speak")
    return is_person_noun(noun) or noun.ent_type_ in _SPEAKERS or titled or _does_it(noun)


def _does_it(noun: Token) -> bool:
    """ "A guard", "the keeper", "police": by ending or as a body of people."""
    lemma = noun.lemma_.lower()
    doer = (
        noun.pos_ == "NOUN"
        and lemma.endswith(_DOERS)
        and any(c.dep_ in ("det", "poss") for c in noun.lefts)
    )
    known = lemma in mapping("documents") or lemma in words("outlet_words")
    return lemma in ("police", "guard", "source") or (doer and not known)


def passes_on(found: Attribution) -> bool:
    """True for an attribution to an outlet or to one of its people: whose words are passed on."""
    if found.source_span is None:
        return False
    base = found.marked.piece.base
    text = found.marked.text[found.source_span[0] - base : found.source_span[1] - base]
    starts = [m.start() for m in _NAME_WORD.finditer(text) if m[0][0].isupper()]
    return any(listed_at(text, at) is not None for at in starts) or (
        found.source is not None
        and (
            (found.source.pos_ == "PROPN" and sounds_like_one(found.source.text))
            or found.source.lemma_.lower() in _MEDIA
            or _is_called_one(found)
        )
    )


def _is_called_one(found: Attribution) -> bool:
    """ "Radio Gull", "the business daily Gull": a word of what an outlet is stands in its name or
    beside it.
    """
    base = found.marked.piece.base
    low, high = (offset - base for offset in found.source_span or (0, 0))
    held = found.marked.tokens.char_span(low, high, alignment_mode="contract") or ()
    parts = [t for t in held if t.lower_ in _MEDIA and t.dep_ in ("compound", "appos", "amod")]
    return any(t.head.i == found.source.i for t in parts if found.source is not None)


# ---- whom somebody quotes ----------------------------------------------------------


def _by_whom_is_quoted(found: Attribution) -> Attribution | None:
    """ "The Courier quoted Ruiz as saying so" where the model takes "saying" for the cue: of
    Ruiz.
    """
    cue = found.cue
    if cue is None or cue.tag_ != "VBG" or not speaks(cue.lemma_.lower()):
        return None
    for verb in cue.ancestors:
        if verb.lemma_.lower() in _QUOTES and verb.sent == cue.sent:
            passive = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
            if passive is not None:
                return _by_agent(_moved(found, passive, cue), verb)
            cited = next((c for c in verb.rights if c.dep_ == "dobj" and c.i < cue.i), None)
            behind = cited is not None and any(
                t.lower_ == "as" for t in cue.doc[cited.right_edge.i : cue.i]
            )
            if cited is not None and (behind or cited.right_edge.i >= cue.i):
                return replace(_moved(found, cited, cue), through=subject(verb))
    return None


def _passive(found: Attribution) -> Attribution | None:
    """ "It was late, Ruiz was quoted as saying by the Courier": of Ruiz, through the Courier."""
    verbs = [t for t in _cue_words(found) if t.lemma_.lower() in _QUOTES and t.tag_ == "VBN"]
    verb = verbs[0] if verbs else None
    quoted = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None) if verb else None
    if verb is None or quoted is None or not _speaks_up(quoted):
        return None
    moved = _moved(found, quoted, found.cue)
    if moved.through is None:
        moved = _by_agent(moved, verb)
    if not _names_only(found, quoted):
        return moved
    base, sent = found.marked.piece.base, verb.sent
    said = _as_saying(found)
    after = base + said.end() if said else (found.cue_span or (0, 0))[1]
    behind = [t for t in sent if t.idx + base >= after]
    before = [t for t in sent if t.i < quoted.left_edge.i]
    for tokens in (before, behind):
        while tokens and (tokens[-1].is_punct or tokens[-1].is_space):
            tokens.pop()
        if any(t.dep_ in _CLAUSES for t in tokens):
            end = tokens[-1].idx + len(tokens[-1])
            return replace(moved, content=((base + tokens[0].idx, base + end),))
    return moved


def _by_agent(found: Attribution, verb: Token) -> Attribution:
    """With whom the passive verb names as its agent, if any, for who passes the words on."""
    by = (c for t in verb.subtree if t.lower_ == "by" for c in t.rights if c.dep_ == "pobj")
    return replace(found, through=next(by, None))


def _cue_words(found: Attribution) -> Sequence[Token]:
    if found.cue_span is None:
        return ()
    base = found.marked.piece.base
    low, high = (offset - base for offset in found.cue_span)
    held = found.marked.tokens.char_span(low, high, alignment_mode="contract")
    return list(held) if held is not None else []


def _moved(found: Attribution, to: Token, cue: Token | None = None) -> Attribution:
    """The attribution as that of `to`, through whom the model took for its source."""
    base = found.marked.piece.base
    start, end = source_span(found.marked, to, cue)
    through = found.source if found.source is not None and found.source.i != to.i else None
    return replace(
        found, source=to, source_span=(base + start, base + end), spoken=True, through=through
    )


def _names_only(found: Attribution, who: Token | None = None) -> bool:
    """True where a verb of quoting has nothing for its content but who is quoted."""
    if who is None and (found.lemma not in _QUOTES or _marked(found)):
        return False
    return not any(t.dep_ in _CLAUSES and t.i != (who.i if who else -1) for t in _held(found))


def _holds_its_clause(found: Attribution) -> bool:
    """ "X, citing a memo, said so": the model may take "a memo, said so" for what is cited."""
    cue = found.cue
    if cue is None or cue.tag_ != "VBG" or found.lemma not in _QUOTES or _marked(found):
        return False
    return any(found.says(t) for t in cue.ancestors if t.pos_ == "VERB")


def _marked(found: Attribution) -> bool:
    return any(found.marked.quotation_at(t) >= 0 for t in _held(found))


def _held(found: Attribution) -> Iterator[Token]:
    return (t for t in found.marked.tokens if found.says(t))


def _as_saying(found: Attribution) -> re.Match[str] | None:
    """What stands behind a verb of quoting, up to "as saying", in the sentence of the cue."""
    if found.cue is None or found.lemma not in _QUOTES:
        return None
    cue = found.cue
    return _AS_SAYING.match(found.marked.text, cue.idx + len(cue), cue.sent.end_char)


def _is_read_within(found: Attribution, others: Sequence[Attribution]) -> bool:
    """True where the model reads by itself what one is quoted as saying."""
    said, base = _as_saying(found), found.marked.piece.base
    return said is not None and any(
        a is not found
        and a.cue_span is not None
        and a.cue_span[0] >= base + said.start(2)
        and a.cue_span[1] <= base + said.end(2) + 1
        for a in others
    )


def _inner(found: Attribution, others: Sequence[Attribution]) -> Attribution | None:
    """What is said behind "as saying", within the content and the sentence of the cue."""
    tokens, base, said = found.marked.tokens, found.marked.piece.base, _as_saying(found)
    held, saying = (tokens.char_span(*said.span(n)) if said else None for n in (1, 3))
    if said is None or held is None or saying is None or not speaks(saying.root.lemma_.lower()):
        return None
    through, source = found.source, held.root
    quoted = (
        next((c for c in found.cue.lefts if c.dep_ == "nsubjpass"), None) if found.cue else None
    )
    if quoted is not None:  # "Ruiz was quoted by the Courier as saying so"
        through = next((t for t in held if t.dep_ == "pobj"), None)
        source, held = quoted, tokens[quoted.left_edge.i : quoted.right_edge.i + 1]
    start, (low, high) = base + said.end(), (base + said.start(2), base + said.end(2))
    ends = [end for first, end in found.content if first < high and start < end]
    known = any(a.cue_span and a.cue_span[0] < high and low < a.cue_span[1] for a in others)
    if not ends or known:
        return None
    return replace(
        found,
        content=((start, ends[0]),),
        cue=saying.root,
        cue_span=(low, high),
        source=source,
        source_span=(base + held.start_char, base + held.end_char),
        spoken=True,
        through=through,
    )
