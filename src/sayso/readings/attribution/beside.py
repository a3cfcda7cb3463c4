"""The reporting clause beside a quotation: "“A,” B wrote", "“A,” said B", "B wrote: “A”".

quotation ──words behind it, words before it──▶ its verb of saying and the subject of that
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from sayso.readings.attribution.attributions import inverted
from sayso.readings.attribution.cues import speaks
from sayso.readings.attribution.subjects import own_subject
from sayso.readings.names.titles import is_title_word
from sayso.readings.page.marks import Marked
from sayso.text import Span

# tokens beside a quotation among which its verb is sought; titles before a name are long
_REACH_TOKENS = 16
_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_MAKES = frozenset({"make", "give", "issue", "release", "post", "offer", "send", "have"})
_WORDS = frozenset(
    {"comment", "statement", "remark", "answer", "reply", "response", "announcement", "message"}
)
_BACK = frozenset(
    {("shoot", "back"), ("fire", "back"), ("hit", "back"), ("snap", "back"), ("write", "back"),
     ("chime", "in"), ("cut", "in"), ("break", "in"), ("call", "out"), ("cry", "out")}
)  # fmt: skip
_THESE = frozenset({"this", "these", "following"})
_ENDS = frozenset({".", ";", "?", "!"})


def spoken_beside(marked: Marked, quotation: Span) -> tuple[Token, Token] | None:
    """The verb and its subject, behind the quotation else before it; None where no clause says who
    speaks.
    """
    behind = [t for t in marked.tokens if t.idx >= quotation[1]][:_REACH_TOKENS]
    before = [t for t in marked.tokens if t.idx < quotation[0]][-_REACH_TOKENS:]
    led_in = bool(before) and before[-1].text in (",", ":")
    return _clause(marked, behind) or (_clause(marked, reversed(before)) if led_in else None)


def _ends(token: Token) -> bool:
    """True for a stop, but not for the one that the tokeniser parted from a title ("Brig"
    and ".").
    """
    return token.text in _ENDS and not (token.i > 0 and is_title_word(token.nbor(-1).text))


def last_clause(marked: Marked) -> tuple[Token, Token] | None:
    """The verb and its subject at the end of a paragraph: "In a letter, B wrote:"."""
    tokens = [t for t in marked.tokens if not t.is_space][-_REACH_TOKENS:-1]
    return _clause(marked, reversed(tokens))


def _makes_words(verb: Token) -> bool:
    """ "Made the following comment:", "gave this answer:"."""
    return verb.lemma_.lower() in _MAKES and any(
        c.dep_ == "dobj" and c.lemma_.lower() in _WORDS and any(d.lower_ in _THESE for d in c.lefts)
        for c in verb.rights
    )


def _answers(verb: Token) -> bool:
    """ "Shot back", "chimed in"."""
    return any((verb.lemma_.lower(), c.lower_) in _BACK for c in verb.rights)


def _behind_its_name(verb: Token) -> Token | None:
    """ "“A,” the minister, Lena Moe, shot back", where the parser hangs the verb on its subject."""
    who = verb.head
    named = any(c.dep_ == "appos" for c in who.rights)
    told = verb.dep_ == "acl" and verb.tag_ == "VBD" and verb.nbor(-1).text == ","
    return who if told and named and who.pos_ in ("NOUN", "PROPN") else None


def _clause(marked: Marked, tokens: Iterable[Token]) -> tuple[Token, Token] | None:
    for token in tokens:
        if marked.inside[token.i] >= 0 or _ends(token):
            return None
        if token.tag_ in _FINITE and (
            speaks(token.lemma_.lower()) or _makes_words(token) or _answers(token)
        ):
            subject = own_subject(token)
            if subject is None or marked.inside[subject.i] >= 0:
                subject = inverted(marked, token) or _behind_its_name(token) or subject
            outside = subject is not None and marked.inside[subject.i] < 0
            return (token, subject) if outside and subject is not None else None
    return None
