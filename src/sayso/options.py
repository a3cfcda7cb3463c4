"""The settings of the rooms that settings are read without: whoever runs `documents` looks for no
copies. Each room has its own under its own name.

    [copies], [stories], [findings] of a TOML file ──settings──▶ one frozen value a room
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CopyOptions:
    """What counts as shared. Lengths are in folded characters (letters and digits) unless said
    otherwise. The defaults were set with bench/copies on generated variants of
    data/bulk.

    least_windows  shared windows of 24 characters, estimated from the sample, from which two texts
                   are compared: 80 stand for about 103 characters, 22 words
    least_share    or this share of the smaller text's windows, for texts too short to hold so many
    least_passage  shortest shared run that is shown: about five words; shorter ones are turns of
                   phrase
    short_text     texts below this are copies only when all their letters are equal: headlines look
                   alike
    usual_docs     a window in more texts than this is usual there, and so is one
    house_docs     in more texts than this of one house alone: they count only where usual windows
                   are
    usual_share    this share of the smaller text, so that a footer makes no pairs and a reprint
                   does
    refrain_docs   a window in more texts than this links each to a few of them, not to all
    threshold      pairs of which neither text stands in the other by this share get no row (0: all
                   have one)
    window_days    texts more days apart than this are not compared (0: all are; undated ones always
                   are)
    """

    least_windows: int = 80
    least_share: float = 0.15
    least_passage: int = 24
    short_text: int = 60
    usual_docs: int = 16
    house_docs: int = 3
    usual_share: float = 0.25
    refrain_docs: int = 64
    threshold: float = 0.0
    window_days: int = 0


@dataclass(frozen=True, slots=True)
class StoryOptions:
    """When documents tell one story. One setting serves full articles and short titles. The
    defaults were chosen with bench/stories on the halves that are not reported.

    least_similarity  two groups less alike than this are never one story; cosine, allowed for the
                      length of the texts
    least_cohesion    how alike two groups must be, as a share of how alike the texts within each
                      are: what tells one story from two that look alike
    name_weight       how many times a name or a number outweighs another word of its rarity; only
                      where capitals tell names from other words, elsewhere they are partly guessed
    background        articles that the background frequencies are worth against the pile's own
    short_text        distinct words at which a text shows half of what its story could share
    likely_within     likeness expected inside a story before anything is seen, worth `likely_pairs`
                      pairs
    near_days         days apart that cost nothing, where both days are known; further apart
                      likeness fades
    """

    least_similarity: float = 0.12
    least_cohesion: float = 0.8
    name_weight: float = 3.0
    background: float = 4000.0
    short_text: float = 10.0
    likely_within: float = 0.2
    likely_pairs: float = 6.0
    near_days: float = 7.0


@dataclass(frozen=True, slots=True)
class FindingOptions:
    """Thresholds of the comparison; all but the last two are probabilities that two units tell the
    same fact, chosen with whole stories left out (bench/findings).

    same_fact     from which two units may start a group, or join it
    linkage       least average over a group
    every_pair    least of every single pair of a group
    attached      average with a group from which another text's best unit is added to it
    beside        average with a pair that is no part of another group from which one is added to it
    holds         from which a telling holds the whole of a headline, so that it agrees with it
    words_held    least share of a headline's words, weighted by rarity, that stand in the sentence
                  of each telling of it
    several       from which two tellings may make the origins of a group more than one
    one_figure    the same where both give one figure of one thing
    second_voice  the same where one of two speakers holds nearly half of the other's words
    one_subject   the same where what both speak of is one thing, too
    question      from which two units ask one question, so that their amounts and days are compared
    not_found     below which a text is said not to tell a claim
    same_words    share of the letters of what two quotations have in common from which they are one
                  quotation, printed differently
    single_limit  most claims of a single source that are listed for one story
    """

    same_fact: float = 0.58
    linkage: float = 0.45
    every_pair: float = 0.35
    attached: float = 0.5
    beside: float = 0.6
    holds: float = 0.6
    words_held: float = 0.7
    several: float = 0.7
    one_figure: float = 0.3
    second_voice: float = 0.6
    one_subject: float = 0.35
    question: float = 0.4
    not_found: float = 0.2
    same_words: float = 0.6
    single_limit: int = 20
