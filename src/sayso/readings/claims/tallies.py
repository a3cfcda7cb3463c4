"""Two numbers that stand against each other: votes ("230-197", "52 votes to 48") and what is no
amount at all (scores, odds, ratios).

    Number, Number ──words around them──▶ votes, or refused
"""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Doc

from sayso.readings.claims.spelled import YEARS, Number, single

_DASHED = re.compile(r"(\d[\d,]*)[–‑-](\d[\d,]*)")
_HYPHENS = ("-", "–", "‑")
_NEAR_BEFORE = 10  # tokens before and behind two numbers that say whether they are votes
_NEAR_BEHIND = 4
_BALLOTS = frozenset({"vote", "votes", "voted", "voting", "ballot", "ballots", "tally"})
_DECIDING = frozenset(
    {
        "ruled", "ruling", "approved", "approve", "approves", "rejected", "rejects", "reject",
        "passed", "passes", "pass", "passage", "adopted", "adopts", "adopt", "decision", "decided",
        "decides", "upheld", "upholds", "overturned", "overruled", "sided", "confirmed", "endorsed",
        "backed", "split", "divided", "deadlocked", "majority", "verdict", "acquitted",
        "convicted", "elected", "ratified", "cleared", "blocked", "defied", "opinion",
    }
)  # fmt: skip
_GAMES = frozenset(
    {
        "win", "won", "wins", "beat", "beats", "lost", "lose", "victory", "defeat", "defeated",
        "draw", "drew", "lead", "led", "score", "scored", "match", "game", "games", "set", "series",
        "goal", "goals", "half", "team", "season", "record", "tie", "innings",
    }
)  # fmt: skip
_COUNTED_PAIRS = frozenset({"votes", "vote", "ballots"})


def tally_at(tokens: Doc, one: Number) -> Number | None:
    """The pair that begins with a number: of unit “vote” or, where it is no amount, “score”; None
    where the number stands for itself.
    """
    counted = _votes_to(tokens, one)
    if counted is not None:
        return counted
    if one.stop >= len(tokens):
        return None
    joint = tokens[one.stop].lower_
    glued = joint in _HYPHENS and not _gap(tokens, one.stop - 1) and not _gap(tokens, one.stop)
    other = single(tokens, one.stop + 1) if glued or joint == "to" else None
    if other is None or other.vague:
        return None
    return _pair(tokens, one, other, glued=glued)


def dashed_at(tokens: Doc, first: int) -> Number | None:
    """The pair or range that one token prints: "230–197", "10–15"."""
    found = _DASHED.fullmatch(tokens[first].text)
    if found is None:
        return None
    one, other = (
        Number(first, first + 1, value, value, value)
        for value in (float(printed.replace(",", "")) for printed in found.groups())
    )
    if YEARS[0] <= one.value < YEARS[1]:  # "2012–13"
        return replace(one, unit="score")
    pair = _pair(tokens, one, other, glued=True)
    if pair is None and one.value < other.value:
        pair = replace(one, value=(one.value + other.value) / 2, high=other.value)
    return pair or replace(one, unit="score")


def _pair(tokens: Doc, one: Number, other: Number, *, glued: bool) -> Number | None:
    before = {t.lower_ for t in tokens[max(0, one.first - _NEAR_BEFORE) : one.first]}
    behind = {t.lower_ for t in tokens[other.stop : other.stop + _NEAR_BEHIND]}
    near = before | behind
    if glued and counts_something(tokens, other.stop) and one.value < other.value:
        return None  # "10-15 boats"
    if not glued and other.value == 1:
        return replace(one, stop=other.stop, unit="score")  # odds and ratios: "3 to 1"
    if not glued and ("from" in before or counts_something(tokens, other.stop)):
        return None  # "rose from 10 to 15", "sent 40 to two hospitals"
    if _measured(tokens, one, other):
        return None
    spelled = not tokens[one.first].text[:1].isdigit()  # "a one-two blow"
    shared = tokens[other.stop].lower_ in ("percent", "%") if other.stop < len(tokens) else False
    if glued and (spelled or shared):
        return replace(one, stop=other.stop, unit="score")
    voted = bool(near & _BALLOTS) or _decided(tokens, one, other, near)
    if not glued and one.value <= other.value and not before & _BALLOTS:
        return None  # "10 to 15 stayed"
    return replace(one, stop=other.stop, unit="vote" if voted else "score", against=other.value)


def _decided(tokens: Doc, one: Number, other: Number, near: set[str]) -> bool:
    """True where something is decided near by, and the pair is of no other kind: hours ("a 9-5
    shift"), a telephone number, grades.
    """
    if near & _GAMES or not near & _DECIDING:
        return False
    after = tokens[other.stop] if other.stop < len(tokens) else None
    if after is not None and after.pos_ == "NOUN" and after.lower_ not in _DECIDING:
        return False
    longer = after is not None and after.text in _HYPHENS and not _gap(tokens, after.i - 1)
    sides = re.split("[-–‑]", tokens[one.first : other.stop].text)
    return not longer and not any(len(side) > 1 and side.startswith("0") for side in sides)


def _votes_to(tokens: Doc, one: Number) -> Number | None:
    """ "52 votes to 48", "52 votes in favour and 48 against", "52 for and 48 against"."""
    place = one.stop
    ballots = place < len(tokens) and tokens[place].lower_ in _COUNTED_PAIRS
    place += ballots
    ahead = [t.lower_ for t in tokens[place : place + 2]]
    favoured = ahead in (["in", "favour"], ["in", "favor"]) or ahead[:1] == ["for"]
    place += (2 if ahead[:1] == ["in"] else 1) if favoured else 0
    place += place < len(tokens) and tokens[place].text == ","
    if place >= len(tokens) or tokens[place].lower_ not in ("to", "against", "and", "with"):
        return None
    joint = tokens[place].lower_
    other = single(tokens, place + 1)
    if other is None or other.vague:
        return None
    stop = other.stop + (
        other.stop < len(tokens) and tokens[other.stop].lower_ in (*_COUNTED_PAIRS, "against")
    )
    opposed = any(t.lower_ == "against" for t in tokens[other.stop : other.stop + 2])
    if not ((ballots and joint in ("to", "against")) or (favoured and opposed)):
        return None
    return Number(
        one.first, stop, one.value, one.value, one.value, unit="vote", against=other.value
    )


def counts_something(tokens: Doc, place: int) -> bool:
    """True where what follows two numbers is counted or measured by them: "10-15 boats", "10-15 per
    cent".
    """
    if place >= len(tokens):
        return False
    after = tokens[place]
    if after.lower_ in ("%", "percent", "per", "km", "kg", "m"):
        return True
    if after.text in _HYPHENS and place + 1 < len(tokens):
        return tokens[place + 1].lower_ in ("year", "month", "minute", "hour", "percent")
    plural = any(t.tag_ in ("NNS", "NNPS") for t in tokens[place : place + 3])
    return plural and after.lower_ not in _GAMES | _BALLOTS and after.pos_ in ("NOUN", "ADJ")


def _measured(tokens: Doc, one: Number, other: Number) -> bool:
    """Money, ages and what is scaled go as ranges: "$10-15", "aged 12-15", "2-3 million"."""
    before = tokens[one.first - 1].lower_ if one.first else ""
    scaled = other.stop - other.first > 1 or other.value >= 100_000
    return scaled or before in ("$", "£", "€", "aged", "ages", "age", "between")


def _gap(tokens: Doc, place: int) -> bool:
    return bool(tokens[place].whitespace_)
