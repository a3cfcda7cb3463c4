"""Whether two units surely tell one fact: enough that whoever tells one confirms the other.

Likely is not enough. The two must be clauses with words beside their names in common, neither may
be a judgement, and neither may speak of its own speaker: "we were told" in two mouths is two
things, and "she wrote it" on her own say-so is what she did, not what she saw.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile, takewhile

from sayso.findings.facts.board import Board
from sayso.findings.facts.holding import Head
from sayso.findings.origins.voices import bodies
from sayso.findings.tellings.questions import leaves_open
from sayso.findings.tellings.senses import dull, light, sense
from sayso.findings.tellings.tellings import said_there
from sayso.findings.tellings.units import Unit
from sayso.lexicon import mapping, words
from sayso.model import Passage, Quote
from sayso.say_so import holder_of
from sayso.text import fold_words

_WORDS = 4  # content words that two units share, or
_SHARE = 0.6  # this share of the shorter one's
_ONE_SUBJECT = 0.4  # or, of one subject, this share; but
_LEAST = 3  # never fewer than this
_PLURAL = re.compile(r"[^s]s$")
_PASSIVE = frozenset({"is", "are", "was", "were", "been"})
_BEING = frozenset({"be", "remain", "seem", "appear", "look"})
_PAST = re.compile(r"\b(?:was|were|been)\b", re.IGNORECASE)
_HELD = 0.6  # share of the one's words, by rarity, that the other must hold: half is another fact


def surely_same(board: Board, a: Unit, b: Unit) -> bool:
    """Likely enough as a pair, and nothing in their slots that makes it doubtful."""
    return (
        board.alike.of(a.index, b.index) >= board.options.several
        and a.stance == b.stance in ("sure", "denied")
        and share_words(a, b)
        and bool(a.times) == bool(b.times)  # what comes back is told of its day by the one alone
        and tells_it(board, a)
        and tells_it(board, b)
        and max(held(board, a, b), held(board, b, a)) >= _HELD
        and both_state(board, a, b)
    )


def held(board: Board, one: Unit, other: Unit) -> float:
    """The share of the one's words that the other's sentence holds, by their rarity."""
    return board.holding.share(Head(one.at, one), other)


def tells_it(board: Board, unit: Unit) -> bool:
    """It is a clause that says what is so, of others than its own speaker, who is no mere "its"."""
    said = _states(board, unit) and _is_clause(board, unit) and _of_another(board, unit)
    return said and not _somebodys(board, unit) and not _describes(board, unit)


def _describes(board: Board, unit: Unit) -> bool:
    """How somebody sees it ("there is a culture of fear", "the chances are slim"), with neither
    day nor amount: two who see it so have seen no one thing.
    """
    told = [p for p in unit.claims[0].predications if not p.aside]
    past = _PAST.search(unit.at.cut(board.case.texts[unit.doc_id]))
    being = bool(told) and all(p.verb in _BEING for p in told)
    return being and not (past or unit.numbers or unit.times)


def of_each_other(a: Unit, b: Unit) -> bool:
    """The one tells what the speaker of the other did or said: "Orr kept the pledge that Vint made"
    beside what Vint pledged.
    """
    speakers = [_holder_words(_quote(unit))[-1:] for unit in (a, b)]
    return any(
        sense(name) in unit.who
        for unit, names in zip((b, a), speakers, strict=True)
        for name in names
    )


def _somebodys(board: Board, unit: Unit) -> bool:
    """ "Its claim that …", "his view": whose it is was guessed."""
    text = board.case.texts[unit.doc_id]
    source = unit.quote.source if unit.quote else ()
    said = {w for p in source for w, _, _ in fold_words(p.cut(text))}
    return bool(said) and said <= words("possessives") | {"s"}


def _states(board: Board, unit: Unit) -> bool:
    """It says what is so, of others than its speaker, judges nothing, asks nothing and leaves
    nothing open.
    """
    text = board.case.texts[unit.doc_id]
    asked = unit.sentence.cut(text).rstrip("”\"') ").endswith("?")
    if asked or any(claim.opinion for claim in unit.claims[:1]):
        return False
    said = {w for w, _, _ in fold_words(unit.at.cut(text))}
    return not said & words("speaker_words") and not leaves_open(unit.at.cut(text))


def _of_another(board: Board, unit: Unit) -> bool:
    """It is not about its own speaker by name: "Dask has refused to talk" is the writer's account
    of Dask, even where it was read as something that he said; nor perhaps by "he". What one refuses
    or asks "to do" is a deed. A body is named by its whole name: the Tarn police may well tell of
    "the police boat".
    """
    quote = _quote(unit)
    holder = _holder_words(quote)
    if quote is None or not holder:
        return True
    text = board.case.texts[unit.doc_id]
    parts = [p for p in quote.content if p.overlaps(unit.at)]
    said = [p.cut(text) for p in parts]
    told = [w for part in said for w, _, _ in fold_words(part)]
    if told[:1] == ["to"]:
        return False
    if _is_body(board, unit, holder):
        return f" {' '.join(holder)} " not in f" {' '.join(told)} "
    return holder[-1] not in told and not any(_of_him(quote, p, text) for p in parts)


def _quote(unit: Unit) -> Quote | None:
    return unit.quote or said_there(unit.reading, unit.at)


def _holder_words(quote: Quote | None) -> list[str]:
    return [w for w, _, _ in fold_words((quote and holder_of(quote)) or "") if w != "the"]


def _of_him(quote: Quote, said: Passage, text: str) -> bool:
    """It opens with "he" or "she" ("that she had left"): likely the speaker himself. Between marks
    he would say "I"; and in "She has left, Dask said" the one who left is not Dask.
    """
    opens = {"he", "she"} & {w for w, _, _ in fold_words(said.cut(text))[:2]}
    if not opens or _several(quote) or _pronoun(quote, text) not in ("", *opens):
        return False
    printed = any(q.start <= said.start < q.end for q in quote.quoted)
    named_after = bool(quote.source) and all(said.end <= s.start for s in quote.source)
    return not printed and not named_after


def _several(quote: Quote) -> bool:
    """ "Witnesses to the shooting", "police": more than one spoke, none of whom is "he"."""
    small = words("stopwords")
    said = dropwhile(lambda w: w in small, _holder_words(quote))
    head = list(takewhile(lambda w: w not in small, said))[-1:]
    irregular = mapping("irregular_plurals").values()
    return quote.anonymous and any(w in irregular or _PLURAL.search(w) for w in head)


def _pronoun(quote: Quote, text: str) -> str:
    """The pronoun that stands for the speaker, or goes with his or her given name; empty where
    neither tells.
    """
    source = [w for p in quote.source for w, _, _ in fold_words(p.cut(text))]
    given = [w for w, _, _ in fold_words(holder_of(quote) or "")][:1]
    told = [w for w in source if w in ("he", "she")] or [
        mapping("given_names").get(w, "") for w in given
    ]
    return told[0] if told else ""


def _is_body(board: Board, unit: Unit, holder: Sequence[str]) -> bool:
    """The police, a hospital, a firm: no person, whose surname alone would name him."""
    actor = board.case.by_id.get(unit.holder or "")
    return bool(bodies(holder[-1:])) or bool(actor and actor.kind == "org")


def share_words(a: Unit, b: Unit) -> bool:
    """Words beside the names: a name ties two units less than what is told of it; a place that
    both name is as good as one word.
    """
    one, two = (u.bag | u.deed | u.numbers for u in (a, b))
    share = _ONE_SUBJECT if (a.who & b.who) - words("stopwords") else _SHARE
    shared = len(one & two) + bool(a.places & b.places)
    return shared >= _WORDS or shared >= max(_LEAST, share * min(len(one), len(two)))


def both_state(board: Board, a: Unit, b: Unit) -> bool:
    """Something beside names stands in what each of them states, not in what it mentions: who calls
    "the officers, who were shot on Monday," brave knows of the shots what all know, and so does who
    counts the threats "since the killing".
    """
    names = {sense(w) for n in a.names | b.names for w in board.case.words_of.get(n, ())}
    return bool((stated(a) & stated(b)) - names - words("stopwords"))


def stated(unit: Unit) -> set[str]:
    """Senses of the subjects, telling verbs and complements of what it does not only mention; of
    all its words where what heads it was not read further.
    """
    claims = unit.claims if unit.whole else unit.claims[:1]
    told = [p for claim in claims for p in claim.predications]
    mentioned = {sense(p.verb) for p in told if p.aside}
    told = [p for p in told if not p.aside]
    if not told:
        return set() if sense(claims[0].head) in mentioned else set(unit.words)
    beside = {sense(w) for p in told for w in (p.subject, *p.complements)}
    verbs = {sense(p.verb) for p in told} - light() - dull()
    return (beside - mentioned) | verbs


def _is_clause(board: Board, unit: Unit) -> bool:
    """It has a verb, and a subject other than its speaker, or in the passive a form of "be": "a
    pledge to cut taxes" is named, not told, and "Dask called the two brothers heroes" tells what
    Dask did.
    """
    told = unit.claims[0].predications
    speaker = _holder_words(_quote(unit))
    said = {w for w, _, _ in fold_words(unit.at.cut(board.case.texts[unit.doc_id]))}
    passive = not said.isdisjoint(_PASSIVE)
    return any(p.verb and (p.subject not in speaker if p.subject else passive) for p in told)
