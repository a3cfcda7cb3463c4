"""The grammar of time: patterns over the letters of `time_tokens`, each with the function that says what it means.

Patterns are tried in the order in which they stand, at every word; the first that fits and is not refused wins. The
letters are explained in `lexicon/en/time_words.tsv`; `_` is any other word. A draft's rule may end in `dir=?`: the
direction is for the clause to say.

    "pD,A.d" ──patterns──▶ Draft(DATE, "md=01-03;dir=?", tokens 1 to 6)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.model import TimeKind
from sayso.readings.time_dates import DATES
from sayso.readings.time_match import Match, Meaning
from sayso.readings.time_spans import SPANS
from sayso.readings.time_tokens import Tokens

_PART = {
    "MON": r"(?:M|[Am]\.?)",
    "INT": r"(?:[dn]v?|v|w(?:-?w){0,5})",
    "VAG": r"(?:ax|x)i?",
    "APX": r"(?:@?b>?)?",
    "EARLY": r"(?:h?e(?:-|ih?|ph?)?)?",
    "CLOCK": r"(?:Kz?|[dw]z)Z?",
    "DAY": r"(?:D|k\.?|t)",
}
_PART["QTY"] = r"(?:aw(?=U)|{INT}(?:(?:-?c-?|-){INT})?|{VAG}|a)".format(**_PART)
_PART["MD"] = r"{MON}h?[dO](?:-d(?!-))?(?:,?Y)?".format(**_PART)
_PART["ANYDAY"] = r"(?:{DAY}P?(?:,?{MD})?|{MD}|C)".format(**_PART)

PATTERNS: tuple[tuple[str, str], ...] = (
    ("clock_day", r"{CLOCK},?p?{ANYDAY}"),
    ("clock_part", r"[dw]phP"),
    ("moment_day", r"B,?p?{DAY}"),
    ("part_day", r"(?:h?e-?)?P,?(?:D|t)(?!P)"),
    ("numeric", r"C"),
    ("step_month_day", r"[LXT]{MON}[dO]"),
    ("week_of", r"hui{MD}"),
    ("month_day", r"(?:[Dk]\.?P?,?(?:ph)?)?{MD}"),
    ("day_month", r"(?:[Dk]\.?,?)?(?:h(?=[dO]i))?[dO]i?{MON}(?:,?Y)?"),
    ("month_year", r"{EARLY}{MON},?i?Y"),
    ("month_of_year", r"{EARLY}{MON}i?[LXT]u"),
    ("feast_year", r"Hi?,?Y"),
    ("quarter", r"h?(?:Y|[LXT]u'|u-[gG]|y-?)?o-?q(?:i(?:yY|Y|[LXT]u|hu))?"),
    ("quarter_ago", r"h?u-[gG][qI]?"),
    ("quarter_step", r"h?[LXT]q"),
    ("half", r"h?[oL]-?li(?:Y|[LXT]u|hu)"),
    ("first_units", r"h?o(?:{INT}|x)U(?!-?j)"),
    ("past_units", r"h?[LX](?:{INT}(?:c{INT})?|{VAG})[UQ]"),
    ("ago", r"{APX}{QTY}-?b?[uU](?:c_)?(?:g|pR)"),
    ("units_ago", r"Ug"),
    ("earlier", r"{APX}{QTY}-?[uU]G"),
    ("century", r"{EARLY}h?[oO]-?u"),
    ("decade", r"{EARLY}h?(?:e-?)?S"),
    ("set_every", r"E(?:_|o|{INT})?(?:[uUDMPN]P?)"),
    ("set_word", r"V"),
    ("step_part", r"h?[LXT]P|sP"),
    ("step_unit", r"(?:G|h?e(?:-|ih?|ph?)?)?h?T?[LXT]y?u"),
    ("step_weekday", r"[eG]?h?T?[LXT]DP?"),
    ("same_unit", r"G?(?:h?s|ss)u"),
    ("step_month", r"{EARLY}h?[LXT]{MON}"),
    ("step_season", r"{EARLY}h?[LXT][Ff]"),
    ("step_weekend", r"h?T?[LXT]N"),
    ("step_feast", r"h?[LXT]H"),
    ("vague_units", r"h?[LXr][UQ]c?[uU]?"),
    ("these_days", r"sU"),
    ("deictic", r"[eG]?tP?"),
    ("weekday", r"[eG]?(?:h?e-?)?DP?"),
    ("weekday_short", r"k\.?"),
    ("season_year", r"{EARLY}h?[Ff]i?Y"),
    ("season", r"{EARLY}h?[Ff]"),
    ("weekend", r"h?N"),
    ("part", r"h?e-?P|hP"),
    ("clock", r"b?{CLOCK}"),
    ("moment", r"B"),
    ("feast", r"H"),
    ("half_unit", r"la[u]|al-u"),
    ("unit_half", r"{APX}(?:a|w)ucal"),
    ("the_duration", r"h{INT}U(?!-?j|g)"),
    ("duration", r"{APX}{QTY}-?b?[uU](?!-?j|g)"),
    ("for_units", r"(?<=p)U(?:cU)?"),
    ("fiscal", r"h?T?y(?:Y|u)"),
    ("month", r"{EARLY}{MON}"),
    ("year", r"{EARLY}(?:h?u)?Y"),
    ("year_end", r"u-?e"),
    ("the_unit", r"h(?:u|_?[qI])"),
    ("ordinal_day", r"hO"),
    ("reference", r"(?:h_?)?R"),
    ("near_term", r"h_-?J"),
    ("the_past", r"hL"),
    ("current", r"T"),
)


@dataclass(frozen=True, slots=True)
class Draft:
    """An expression found: offsets, type, and a rule that may still ask for a direction."""

    start: int
    end: int
    type: TimeKind
    rule: str
    first: int
    stop: int


MEANINGS = {meaning.__name__: meaning for meaning in DATES + SPANS}
_RULES: tuple[tuple[re.Pattern[str], Meaning], ...] = tuple(
    (re.compile(pattern.format(**_PART)), MEANINGS[name]) for name, pattern in PATTERNS
)
# Letters with which no expression begins: they are passed over without trying a pattern.
_STARTS = re.compile(r"[CDKkMAmdOHYoLXTbhaewnxvUuEVsrtFfNBPGSRly@]")


def drafts(tokens: Tokens) -> Iterator[Draft]:
    """Every expression of `tokens`, left to right, none overlapping."""
    classes, place = tokens.classes, 0
    while found := _STARTS.search(classes, place):
        place = found.start()
        draft = _first_fit(tokens, place)
        if draft is None:
            place += 1
            continue
        yield draft
        place = draft.stop


def _first_fit(tokens: Tokens, place: int) -> Draft | None:
    for pattern, meaning in _RULES:
        fits = pattern.match(tokens.classes, place)
        if fits is None:
            continue
        match = Match(tokens, fits.start(), fits.end())
        told = meaning(match)
        if told is None:
            continue
        first, stop = match.first + told.skip, match.stop - told.drop
        while stop > first + 1 and tokens.classes[stop - 1] in ",.":
            if tokens.classes[stop - 1] == "." and tokens.classes[stop - 2] in "Amk":
                break
            stop -= 1
        return Draft(tokens.starts[first], tokens.ends[stop - 1], told.type, told.rule, first, stop)
    return None
