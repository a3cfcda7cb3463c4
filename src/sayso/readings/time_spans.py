"""What steps, seasons, quarters, durations and sets mean; None where the words only look like a time.

"last May" ──▶ Told("DATE", "mon=5;which=-1")      "two weeks" ──▶ Told("DURATION", "dur=P2W")
"""

from __future__ import annotations

import re

from sayso.readings.time_match import Match, Meaning, Told, amount_of, number_of, stands_alone
from sayso.readings.time_values import write_rule

# ---- steps, seasons, quarters ------------------------------------------------


def step_unit(match: Match) -> Told | None:
    """Last year, this week, next month; with "the", the past year is a duration."""
    unit = match.value("u", last=True)
    step = match.value("LX") or match.value("T")
    word = match.word(match.stop - 2).lower()
    if unit[0] == "T" or unit == "L":
        return Told("DURATION", f"dur={amount_of('1', unit)}") if word in ("past", "last", "next") else None
    if unit == "D" and "h" in match.classes and word in ("next", "following", "previous", "preceding"):
        return Told("DATE", f"same=D;shift={step}")
    if word in ("past", "last", "next") and "h" in match.classes and unit != "F":
        return Told("DURATION", f"dur={amount_of('1', unit)};rel={'before' if step == '-1' else 'after'}")
    if unit == "F":
        return Told("DURATION", "dur=P2W")
    if unit == "D" and word == "past":
        return None
    return Told("DATE", f"unit={unit};off={step}")


def same_unit(match: Match) -> Told | None:
    """That day, the same year: the one told of before."""
    unit = match.value("u")
    if match.value("s") not in ("that", "same") or unit not in ("D", "Y") or match.after() == "_":
        return None
    return Told("DATE", f"same={unit}")


def step_month(match: Match) -> Told | None:
    """Last May, this September."""
    if match.classes[-1] == "m" and match.value("T"):
        return None
    return Told("DATE", f"mon={match.value('MAm')};which={match.value('LXT')}")


def step_season(match: Match) -> Told | None:
    """Last fall."""
    return Told("DATE", f"sea={match.value('Ff')};which={match.value('LXT')}")


def season_year(match: Match) -> Told | None:
    """The winter of 1994."""
    return Told("DATE", f"abs={match.value('Y')}-{match.value('Ff')}")


def season(match: Match) -> Told | None:
    """The summer, in autumn. "Fall" and "spring" want a preposition and an article."""
    lead = match.before() in "p@" or "h" in match.classes or "e" in match.classes
    if not lead or ("f" in match.classes.lower() and match.value("f") and match.before() not in "p@"):
        return None
    if match.after() == "i" or (match.after() == "_" and "h" not in match.classes):
        return None  # the fall of a government is no season
    return Told("DATE", f"sea={match.value('Ff')};dir=?")


def step_weekend(match: Match) -> Told | None:
    """Last weekend, this coming weekend."""
    return Told("DATE", f"we=1;which={match.value('LX') or match.value('T')}")


def weekend(match: Match) -> Told | None:
    """The weekend."""
    if "h" not in match.classes or match.word(match.stop - 1).lower().endswith("s"):
        return None
    return Told("DATE", "we=1;dir=?")


def quarter(match: Match) -> Told | None:
    """The third quarter of 1990; this year's third quarter."""
    number, year, step = match.value("o"), match.value("Y"), match.value("LXT")
    if number not in ("1", "2", "3", "4"):
        return None
    if year:
        return Told("DATE", f"abs={year}-Q{number}")
    years = step or ("-1" if re.search("u-[gG]", match.classes) else "0" if match.classes.endswith("hu") else "")
    return Told("DATE", write_rule({"q": number, "years": years, "dir": "" if years else "?"}))


def quarter_ago(match: Match) -> Told | None:
    """The year-ago quarter."""
    if match.value("u") not in ("Y", "M", "W"):
        return None
    return Told("DATE", f"unit={match.value('u')};off=-1;like=1")


def quarter_step(match: Match) -> Told | None:
    """Last quarter."""
    return Told("DATE", f"unit=Q;off={match.value('LXT')}")


def half(match: Match) -> Told | None:
    """The second half of 1990."""
    number, year = match.value("o") or "2", match.value("Y")
    if number not in ("1", "2") or match.value("u") not in ("", "Y"):
        return None
    return Told("DATE", f"abs={year}-H{number}" if year else f"half={number};years={match.value('XT') or '0'}")


def century(match: Match) -> Told | None:
    """The 20th century; the second day is no date by itself."""
    number = int(match.value("oO"))
    if match.value("u", last=True) != "C" or not 1 < number < 31:
        return None
    return Told("DATE", f"abs={number - 1:02}")


def decade(match: Match) -> Told | None:
    """The 1990s, the late 80s; "in his 30s" is an age."""
    if match.word(match.first - 1).lower() in ("his", "her", "their", "my", "our", "your"):
        return None
    return Told("DATE", f"abs={match.value('S')}")


def year_end(match: Match) -> Told | None:
    """Year-end."""
    if match.value("u") != "Y" or match.word(match.stop - 1).lower() != "end":
        return None
    return Told("DATE", "unit=Y;off=0")


def the_unit(match: Match) -> Told | None:
    """The quarter: the one told of before; the year that ended in June is a duration, else it is this one."""
    if match.classes[-1] in "qI":
        if "_" in match.classes and match.value("_") != "latest":
            return None
        return Told("DATE", "unit=Q;off=0;like=0")
    if match.word(match.stop - 1) != "year" or match.before() not in "pi" or match.after() in "-'":
        return None
    if match.word(match.stop).lower() in ("ended", "ending", "that", "to"):
        return Told("DURATION", "dur=P1Y")
    return Told("DATE", "unit=Y;off=0")


def current(match: Match) -> Told | None:
    """Current, where it names no unit."""
    return Told("DATE", "ref=PRESENT_REF") if match.word(match.first).lower() == "current" else None


def fiscal(match: Match) -> Told | None:
    """Fiscal 1989, the fiscal year."""
    if match.value("Y"):
        return Told("DATE", f"abs={match.value('Y')}")
    return Told("DATE", "unit=Y;off=0") if match.value("u") == "Y" and "h" in match.classes else None


# ---- durations, sets, references ---------------------------------------------


def _ahead_or_back(match: Match) -> str:
    """`;rel=after` where the words behind a duration count it from an event."""
    follows = match.word(match.stop).lower()
    return f";rel={follows}" if follows in ("after", "before", "since", "from", "ago", "later", "earlier") else ""


def duration(match: Match) -> Told | None:
    """Two weeks, a five-hour, several years, 24 hours."""
    if not stands_alone(match):
        return None
    if re.match(r"-?_", match.tokens.classes[match.stop :]) and match.word(match.stop + 1).lower() in ("old", "olds"):
        return None
    amount = amount_of(number_of(match), match.value("uU", last=True))
    if _each(match):
        return Told("SET", f"set={amount}")
    return Told("DURATION", f"dur={amount}{_ahead_or_back(match)}")


def _each(match: Match) -> bool:
    """True in "twice a week", "700 seats a week": so many of something for each one."""
    if match.classes != "au" or _ahead_or_back(match):
        return False
    before = range(max(0, match.first - 3), match.first)
    counted = any(match.tokens.classes[i] in "dnw" or match.word(i)[:1] in "$£€" for i in before)
    return counted or match.word(match.first - 1).lower() in ("once", "twice", "times")


def the_duration(match: Match) -> Told | None:
    """The nine months."""
    return Told("DURATION", f"dur={amount_of(number_of(match), match.value('U'))}{_ahead_or_back(match)}")


def half_unit(match: Match) -> Told | None:
    """Half an hour."""
    unit = match.value("u")
    return Told("DURATION", f"dur={amount_of('0.5', unit)}") if unit in ("TH", "Y", "E", "C") else None


def unit_half(match: Match) -> Told | None:
    """A year and a half."""
    return Told("DURATION", f"dur={amount_of('1.5', match.value('u'))}")


def for_units(match: Match) -> Told | None:
    """For years, within weeks or months."""
    if match.word(match.first - 1).lower() not in ("for", "within", "in"):
        return None
    return Told("DURATION", f"dur={amount_of('X', match.value('U'))}{_ahead_or_back(match)}")


def first_units(match: Match) -> Told | None:
    """The first nine months."""
    return Told("DURATION", f"dur={amount_of(number_of(match), match.value('U'))}")


def past_units(match: Match) -> Told | None:
    """The past two weeks, the next few days."""
    unit = match.value("UQ")
    rel = "before" if match.value("LX") == "-1" else "after"
    return Told("DURATION", f"dur={amount_of(number_of(match), 'Q' if unit == 'quarters' else unit)};rel={rel}")


def _off(match: Match, sign: int) -> Told:
    number, unit = number_of(match), match.value("uU", last=True)
    if number == "X":
        return Told("DATE", f"ref={'PAST_REF' if sign < 0 else 'FUTURE_REF'}")
    times, letter = {"F": (2, "W"), "E": (10, "Y"), "C": (100, "Y"), "L": (1000, "Y")}.get(unit, (1, unit))
    if letter[0] == "T":
        return Told("DURATION", f"dur={amount_of(number, unit)};rel={'ago' if sign < 0 else 'ahead'}")
    steps = sign * round(float(number) * times)
    return Told("DATE", f"unit={letter};off={steps}" + (";like=1" if (letter, steps) == ("Y", -1) else ""))


def ago(match: Match) -> Told | None:
    """Two years ago, a week or so ago, ten days from now."""
    if not stands_alone(match):
        return None
    if "p" in match.classes:
        return _off(match, 1) if match.value("R") == "PRESENT_REF" else None
    return _off(match, -1 if match.value("g") == "-1" else 1)


def units_ago(match: Match) -> Told | None:
    """Years ago."""
    return Told("DATE", "ref=PAST_REF" if match.value("g") == "-1" else "ref=FUTURE_REF")


def earlier(match: Match) -> Told | None:
    """A year earlier; two days later counts from what was told before and stays a duration."""
    if not stands_alone(match):
        return None
    word = match.word(match.stop - 1).lower()
    if word == "earlier" and match.value("uU", last=True) in "YM":
        return _off(match, -1)
    rel = {"earlier": "before", "later": "after"}.get(word, word)
    amount = amount_of(number_of(match), match.value("uU", last=True))
    return Told("DURATION", f"dur={amount};rel={rel}", drop=1)


def set_every(match: Match) -> Told | None:
    """Every Monday, each year, every two weeks."""
    if match.value("D"):
        return Told("SET", f"set=XXXX-WXX-{match.value('D')}{match.value('P')}")
    if match.value("P"):
        return Told("SET", f"set=XXXX-XX-XX{match.value('P')}")
    if match.value("M"):
        return Told("SET", f"set=XXXX-{int(match.value('M')):02}")
    if match.value("N"):
        return Told("SET", "set=XXXX-WXX-WE")
    other = "_" in match.classes
    if other and match.value("_") != "other":
        return None
    return Told("SET", f"set={amount_of('2' if other else number_of(match), match.value('uU'))}")


def set_word(match: Match) -> Told | None:
    """Daily, weekly; not the Daily Gazette."""
    capital = match.word(match.first)[0].isupper()
    if capital and (match.word(match.stop)[:1].isupper() or match.word(match.first - 1)[:1].isupper()):
        return None
    return Told("SET", f"set={match.value('V')}")


def vague_units(match: Match) -> Told | None:
    """Recent years, coming weeks, the coming days and weeks."""
    drop = 0
    if match.classes.endswith("c"):
        drop = 1
    word = match.value("LXr")
    return Told("DATE", f"ref={'FUTURE_REF' if word == '1' else 'PAST_REF'}", drop=drop)


def these_days(match: Match) -> Told | None:
    """These days."""
    if match.value("s") != "these" or match.value("U") != "D":
        return None
    return Told("DATE", "ref=PRESENT_REF")


def reference(match: Match) -> Told | None:
    """Now, currently, recently, the near future."""
    future = match.value("R") == "FUTURE_REF"
    skip = 0 if future or "h" not in match.classes else 1
    if "_" in match.classes and (not future or match.value("_") not in ("near", "foreseeable", "distant")):
        return None
    return Told("DATE", f"ref={match.value('R')}", skip=skip)


def near_term(match: Match) -> Told | None:
    """In the short term, over the long run; "the long term contract" is none."""
    if match.value("_") not in ("near", "short", "long", "longer") or match.before() not in "pb":
        return None
    return Told("DATE", "ref=FUTURE_REF") if match.after() != "_" else None


def the_past(match: Match) -> Told | None:
    """In the past."""
    if match.word(match.stop - 1).lower() != "past" or match.after() not in ".,|p)'":
        return None
    return Told("DATE", "ref=PAST_REF")


SPANS: tuple[Meaning, ...] = (
    step_unit,
    same_unit,
    step_month,
    step_season,
    season_year,
    season,
    step_weekend,
    weekend,
    quarter,
    quarter_ago,
    quarter_step,
    half,
    century,
    decade,
    year_end,
    the_unit,
    current,
    fiscal,
    duration,
    the_duration,
    half_unit,
    unit_half,
    for_units,
    first_units,
    past_units,
    ago,
    units_ago,
    earlier,
    set_every,
    set_word,
    vague_units,
    these_days,
    reference,
    near_term,
    the_past,
)
