"""The settings of the stories room. One setting serves full articles and short titles."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoryOptions:
    """When documents tell one story. The defaults were chosen with bench/stories on the halves that
    are not reported.

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
