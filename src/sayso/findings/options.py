"""The settings of the findings room."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FindingOptions:
    """Thresholds of the comparison; all but the last two are probabilities that two units tell the
    same fact, chosen with whole stories left out (bench/findings).

    same_fact     from which two units may start a group, or join it
    linkage       least average over a group
    every_pair    least of every single pair of a group
    attached      average with a group from which another text's best unit is added to it
    holds         from which a telling holds the whole of a headline, so that it agrees with it
    words_held    least share of a headline's words, weighted by rarity, that stand in the sentence
                  of each telling of it
    several       from which two tellings may make the origins of a group more than one
    one_figure    the same where both give one figure of one thing
    question      from which two units ask one question, so that their amounts and days are compared
    not_found     below which a text is said not to tell a claim
    same_words    share of the letters of what two quotations have in common from which they are one
                  quotation, printed differently
    single_limit  most claims of a single source that are listed for one story
    """

    same_fact: float = 0.7
    linkage: float = 0.45
    every_pair: float = 0.35
    attached: float = 0.5
    holds: float = 0.6
    words_held: float = 0.7
    several: float = 0.7
    one_figure: float = 0.3
    question: float = 0.4
    not_found: float = 0.2
    same_words: float = 0.6
    single_limit: int = 20
