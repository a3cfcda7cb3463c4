"""What each pattern of `time_grammar` means: a type and a rule, or None where the words only look like time.

    Match("last May") ──▶ Told("DATE", "mon=5;which=-1")
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sayso.model import TimeKind
from sayso.readings.time_tokens import Tokens
from sayso.readings.time_values import write_rule

_SIZE = {"E": (10, "Y"), "C": (100, "Y"), "L": (1000, "Y"), "F": (2, "W"), "Q": (3, "M")}
# Nouns that are counted in the thousands: "2014 troops" is no year.
_COUNTED = frozenset(
    "people troops soldiers men women children dead points shares votes jobs homes houses miles feet meters metres "
    "kilometers kilometres tons tonnes pounds dollars euros yen francs acres barrels workers employees students "
    "cases deaths delegates cars trucks refugees migrants prisoners members fans seats".split()
)


@dataclass(frozen=True, slots=True)
class Told:
    """Type and rule; `skip` and `drop` tokens of the match are left out at its start and end."""

    type: TimeKind
    rule: str
    skip: int = 0
    drop: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `first` up to `stop` that a pattern fitted."""

    tokens: Tokens
    first: int
    stop: int

    @property
    def classes(self) -> str:
        """The letters matched."""
        return self.tokens.classes[self.first : self.stop]

    def value(self, letters: str, *, last: bool = False) -> str:
        """Value of the first (or last) token whose class is among `letters`, "" where there is none."""
        places = range(self.first, self.stop)
        for i in reversed(places) if last else places:
            if self.tokens.classes[i] in letters:
                return self.tokens.values[i]
        return ""

    def before(self) -> str:
        """Class of the token before, `|` at the start of the text."""
        return self.tokens.classes[self.first - 1] if self.first else "|"

    def after(self) -> str:
        """Class of the token after, `|` at the end of the text."""
        return self.tokens.classes[self.stop] if self.stop < len(self.tokens.classes) else "|"

    def word(self, place: int) -> str:
        """The printed word at a token index, "" outside the text."""
        if not 0 <= place < len(self.tokens.classes):
            return ""
        return self.tokens.text[self.tokens.starts[place] : self.tokens.ends[place]]


Meaning = Callable[[Match], Told | None]


# ---- numbers -----------------------------------------------------------------


def _number(match: Match) -> str:
    """The first quantity of the match as TIMEX3 writes it: `2`, `2.5`, `X`."""
    total, seen = 0.0, False
    for i in range(match.first, match.stop):
        letter, value = match.tokens.classes[i], match.tokens.values[i]
        if letter in "dnY":
            total, seen = float(value), True
        elif letter == "w":
            number = float(value)
            total = max(total, 1) * number if number in (12, 100, 1000) and total else total + number
            seen = True
        elif letter == "v":
            total, seen = total + {"1/2": 0.5, "1/4": 0.25, "3/4": 0.75, "½": 0.5}.get(value, 0.5), True
        elif letter == "x" and not seen:
            return "X"
        elif seen and letter != "-":
            break
        elif letter == "-" and seen and match.tokens.classes[i + 1] not in "wv":
            break
    if not seen:
        return "1"
    return f"{total:g}" if total < 1e6 else "X"


def _amount(number: str, unit: str) -> str:
    """A TIMEX3 duration: `P2W`, `PT24H`, `P2Y6M`."""
    times, letter = _SIZE.get(unit, (1, unit))
    head = "PT" if letter in ("TH", "TM", "TS") else "P"
    letter = letter[-1]
    if number == "X":
        return f"{head}X{unit if unit in 'EC' else letter}"
    value = float(number) * times
    whole, half = int(value), value % 1
    smaller = {"Y": (12, "M"), "H": (60, "M")}.get(letter) if head == "PT" or letter == "Y" else None
    if half and smaller:
        rest = f"{int(half * smaller[0])}{smaller[1]}"
        return f"{head}{whole}{letter}{rest}" if whole else f"{head}{rest}"
    return f"{head}{value:g}{letter}"


def _quantity_ok(match: Match) -> bool:
    """A number must not be the tail of another: "1.5-2 years" is left alone, "$2 a day" is a rate."""
    return match.before() not in "dnvw$"


# ---- calendar dates ----------------------------------------------------------


def _time_value(match: Match) -> str:
    """`T11:00` from the clock tokens of a match, "" where the hour is none."""
    printed, half = match.value("Kdw"), match.value("z")
    hour, minute = (re.split(r"[:.]", printed) + ["00"])[:2] if not printed.isdigit() else (printed, "00")
    hours = int(hour)
    if half and hours <= 12:
        hours = hours % 12 + int(half)
    return f"T{hours:02}:{minute}" if hours <= 24 else ""


def _year_four(digits: str) -> str:
    return digits if len(digits) == 4 else ("19" if digits >= "50" else "20") + digits


def _calendar_value(printed: str) -> str:
    """ISO value of a numeric date; month first, as in American news, unless that cannot be."""
    if printed == "9/11":
        return "2001-09-11"
    a, b, c = re.split(r"[-/.]", printed)
    if len(a) == 4:
        year, month, day = a, b, c
    else:
        year, month, day = _year_four(c), a, b
        if int(month) > 12 or "." in printed:
            month, day = day, month
    return f"{year}-{int(month):02}-{int(day):02}" if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 else ""


def numeric(match: Match) -> Told | None:
    """01/27/2019, 2019-01-27, 9/11."""
    value = _calendar_value(match.value("C"))
    return Told("DATE", f"abs={value}") if value else None


def _month_day_rule(match: Match) -> str:
    month, day, year = match.value("MAm"), match.value("dO"), match.value("Y", last=True)
    if not month or not day or not 1 <= int(day) <= 31:
        return ""
    if year:
        return f"abs={year}-{int(month):02}-{int(day):02}"
    return f"md={int(month):02}-{int(day):02};dir=?"


def _weak_month(match: Match) -> bool:
    """True where "may", "march" is more likely a verb: no year, ordinal, weekday or preposition beside it."""
    if "m" not in match.classes:
        return False
    return not (set(match.classes) & set("YODk") or match.before() in "p@LXTE")


def month_day(match: Match) -> Told | None:
    """Dec. 27; Friday, Dec. 27, 2019; December 31st."""
    rule = _month_day_rule(match)
    if not rule or _weak_month(match) or match.after() == "%":
        return None
    if rule.startswith("md=09-11") and match.word(match.stop).lower() in ("attacks", "attack", "terrorist", "hijackers"):
        rule = "abs=2001-09-11"
    return Told("DATE", rule + _part_suffix(match))


def _part_suffix(match: Match) -> str:
    part = match.value("P")
    return f";time={part}" if part else ""


def day_month(match: Match) -> Told | None:
    """27 December 2019; the 27th of December."""
    if _weak_month(match) or ("m" in match.classes and not match.value("YO")):
        return None
    rule = _month_day_rule(match)
    return Told("DATE", rule) if rule else None


def month_year(match: Match) -> Told | None:
    """October 1998, late October 1998."""
    return Told("DATE", f"abs={match.value('Y')}-{int(match.value('MAm')):02}")


def month_of_year(match: Match) -> Told | None:
    """June last year."""
    if match.value("u") != "Y":
        return None
    return Told("DATE", f"mon={match.value('MAm')};years={match.value('LXT')}")


def feast_year(match: Match) -> Told | None:
    """Christmas 1998."""
    rule, year = match.value("H"), match.value("Y")
    return Told("DATE", f"abs={year}-{rule[3:]}" if rule.startswith("md=") else f"{rule};year={year}")


def feast(match: Match) -> Told | None:
    """Christmas, New Year's Eve."""
    return Told("DATE", f"{match.value('H')};dir=?")


def step_feast(match: Match) -> Told | None:
    """Last Thanksgiving."""
    return Told("DATE", f"{match.value('H')};which={match.value('LXT')}")


def ordinal_day(match: Match) -> Told | None:
    """On the 27th."""
    day = match.value("O")
    if match.before() != "p" or match.after() not in ".,p|)" or not 1 <= int(day) <= 31:
        return None
    return Told("DATE", f"dom={int(day):02};dir=?")


# ---- clock times and parts of the day ----------------------------------------


def _day_rule(match: Match) -> str:
    """Rule of the day named in a match: a date, a weekday or today."""
    if match.value("C"):
        value = _calendar_value(match.value("C"))
        return f"abs={value}" if value else ""
    if match.value("MAm"):
        inner = re.search(r"(?:M|[Am]\.?)h?[dO](?:-d)?(?:,?Y)?$", match.classes)
        return _month_day_rule(Match(match.tokens, match.first + inner.start(), match.stop)) if inner else ""
    if match.value("Dk"):
        return f"wd={match.value('Dk')};dir=?"
    return f"unit=D;off={match.value('t')[:2].rstrip('T') if match.value('t') != '0TNI' else '0'}" if match.value("t") else ""


def clock_day(match: Match) -> Told | None:
    """9 a.m. Tuesday; 10:35 p.m. on Dec. 27."""
    time, rule = _time_value(match), _day_rule(match)
    return Told("TIME", f"{rule};time={time}") if time and rule else None


def clock(match: Match) -> Told | None:
    """10:35 a.m.; 15:30 after a preposition. The day is that of a date beside it, else today."""
    if not match.value("zZ") and match.before() not in "p@":
        return None
    time = _time_value(match)
    return Told("TIME", f"unit=D;off=0;time={time};near=1") if time else None


def clock_part(match: Match) -> Told | None:
    """4 in the morning."""
    hour, part = int(match.value("dw")), match.value("P")
    if hour > 12 or match.value("p") not in ("in", "at"):
        return None
    hours = hour % 12 + (0 if part == "TMO" else 12)
    return Told("TIME", f"unit=D;off=0;time=T{hours:02}:00;near=1")


def moment_day(match: Match) -> Told | None:
    """Noon Saturday."""
    rule = _day_rule(match)
    return Told("TIME", f"{rule};time={match.value('B')}") if rule else None


def moment(match: Match) -> Told | None:
    """Noon, midnight, overnight."""
    return Told("TIME", f"unit=D;off=0;time={match.value('B')};near=1")


def step_part(match: Match) -> Told | None:
    """This morning, last night."""
    step, part = match.value("LXT") or "0", match.value("P")
    word = match.value("s") or match.word(match.stop - 2).lower()
    if word not in ("this", "last", "that") or (word == "last" and part != "TNI"):
        return None
    if word == "that":
        return Told("TIME", f"unit=D;off=0;time={part};near=1")
    return Told("TIME", f"unit=D;off={step};time={part}")


def part(match: Match) -> Told | None:
    """The morning, mid-afternoon."""
    return Told("TIME", f"unit=D;off=0;time={match.value('P')};near=1")


def deictic(match: Match) -> Told | None:
    """Today, yesterday morning, tonight."""
    value = match.value("t")
    if value == "0TNI":
        return Told("TIME", "unit=D;off=0;time=TNI")
    return Told("TIME" if match.value("P") else "DATE", f"unit=D;off={value}{_part_suffix(match)}")


def weekday(match: Match) -> Told | None:
    """Friday, Monday night; "on Fridays" is a set."""
    day, printed = match.value("D"), match.word(match.stop - 1).lower()
    if printed.endswith("days"):
        return Told("SET", f"set=XXXX-WXX-{day}")
    return Told("TIME" if match.value("P") else "DATE", f"wd={day};dir=?{_part_suffix(match)}")


def weekday_short(match: Match) -> Told | None:
    """Fri. after a preposition, with a capital."""
    if match.before() not in "p@" or not match.word(match.first)[0].isupper():
        return None
    return Told("DATE", f"wd={match.value('k')};dir=?")


def step_weekday(match: Match) -> Told | None:
    """Last Friday, next Monday night, this coming Sunday."""
    step = match.value("LX") or match.value("T")
    direction = "which=" + step if step != "0" else "dir=?"
    return Told("TIME" if match.value("P") else "DATE", f"wd={match.value('D')};{direction}{_part_suffix(match)}")


# ---- steps, seasons, quarters ------------------------------------------------


def step_unit(match: Match) -> Told | None:
    """Last year, this week, next month; with "the", the past year is a duration."""
    unit = match.value("u", last=True)
    step = match.value("LX") or match.value("T")
    word = match.word(match.stop - 2).lower()
    if unit[0] == "T" or unit == "L":
        return Told("DURATION", f"dur={_amount('1', unit)}") if word in ("past", "last", "next") else None
    if word in ("past", "last", "next") and "h" in match.classes and unit != "F":
        return Told("DURATION", f"dur={_amount('1', unit)};rel={'before' if step == '-1' else 'after'}")
    if unit == "F":
        return Told("DURATION", "dur=P2W")
    if unit == "D" and word == "past":
        return None
    return Told("DATE", f"unit={unit};off={step}")


def step_month(match: Match) -> Told | None:
    """Last May, this September."""
    if match.classes[-1] == "m" and match.value("T") and match.word(match.stop - 1) == "may":
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
    if match.after() in "_i" and "h" not in match.classes:
        return None
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
    years = step or ("-1" if "u-g" in match.classes else "0" if match.classes.endswith("hu") else "")
    return Told("DATE", write_rule({"q": number, "years": years, "dir": "" if years else "?"}))


def quarter_ago(match: Match) -> Told | None:
    """The year-ago quarter."""
    drop = 1 if match.classes.endswith("_") and match.word(match.stop - 1) not in ("period",) else 0
    return Told("DATE", f"unit={match.value('u')};off=-1", drop=drop) if match.value("u") in "YMWD" else None


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
    """The 1990s, the late 80s."""
    return Told("DATE", f"abs={match.value('S')}")


def year_end(match: Match) -> Told | None:
    """Year-end."""
    if match.value("u") != "Y" or match.word(match.stop - 1).lower() != "end":
        return None
    return Told("DATE", "unit=Y;off=0")


def the_unit(match: Match) -> Told | None:
    """The year, the quarter: of now, where nothing says which."""
    return None


def fiscal(match: Match) -> Told | None:
    """Fiscal 1989, the fiscal year."""
    if match.value("Y"):
        return Told("DATE", f"abs={match.value('Y')}")
    return Told("DATE", "unit=Y;off=0") if match.value("u") == "Y" and "h" in match.classes else None


# ---- months and years that stand alone ---------------------------------------


def month(match: Match) -> Told | None:
    """In November; "May" and "March" only beside a preposition, names like June Carter not at all."""
    value, place = match.value("MAm"), match.first + max(match.classes.find(c) for c in "MAm")
    lead = match.before() in "p@cLXT" or match.first != place
    bare = match.classes[-1] in "Am" or match.classes.endswith(("A.", "m."))
    if (bare or value in ("5", "3")) and not lead:
        return None
    if match.classes[-1] == "m" and (match.before() == "c" or match.word(match.first - 1).lower() in ("that", "for", "on")):
        return None
    follows = match.word(match.stop)
    if not lead and follows[:1].isupper() and match.after() == "_":
        return None
    return Told("DATE", f"mon={value};dir=?")


def year(match: Match) -> Told | None:
    """In 2014; a number of things is no year."""
    value = match.value("Y")
    if match.value("u") not in ("", "Y"):
        return None
    follows = match.word(match.stop).lower()
    if follows in _COUNTED or (match.after() in "UuQ" and "u" not in match.classes) or match.word(match.stop) == "-":
        return None if follows in _COUNTED or match.after() in "UuQ" else Told("DATE", f"abs={value}")
    if match.before() in "b$" and match.classes == "Y":
        return None
    if (value < "1800" or value > "2060") and match.before() not in "pec" and len(match.classes) == 1:
        return None
    return Told("DATE", f"abs={value}")


def spelled_year(match: Match) -> Told | None:
    """Nineteen ninety-four."""
    words = [int(match.tokens.values[i]) for i in range(match.first, match.stop) if match.tokens.classes[i] == "w"]
    if words[0] == 2 and words[1] == 1000:
        return Told("DATE", f"abs={2000 + sum(words[2:])}") if match.value("u") == "Y" or match.before() == "p" else None
    if words[0] not in (18, 19, 20) or any(w >= 100 for w in words[1:]) or words[1] < 10:
        return None
    if words[0] == 20 and match.before() != "p":
        return None
    return Told("DATE", f"abs={words[0]}{sum(words[1:]):02}")


# ---- durations, sets, references ---------------------------------------------


def _ahead_or_back(match: Match) -> str:
    """`;rel=after` where the words behind a duration count it from an event."""
    follows = match.word(match.stop).lower()
    return f";rel={follows}" if follows in ("after", "before", "since", "from", "ago", "later", "earlier") else ""


def duration(match: Match) -> Told | None:
    """Two weeks, a five-hour, several years, 24 hours."""
    if not _quantity_ok(match) or re.search(r"[dnwvx]i?-?b?u$", match.classes) and not _singular_fits(match):
        return None
    if match.classes[-2:] == "au" and match.before() in "_n" and _rate(match):
        return None
    if re.match(r"-?_", match.tokens.classes[match.stop :]) and match.word(match.stop + 1).lower() in ("old", "olds"):
        return None
    return Told("DURATION", f"dur={_amount(_number(match), match.value('uU', last=True))}{_ahead_or_back(match)}")


def _singular_fits(match: Match) -> bool:
    """"two-year" and "one year" are durations; "2 year" is too in speech; "27 day" alone is not refused."""
    return True


def _rate(match: Match) -> bool:
    word = match.word(match.first - 1).lower()
    return word in ("times", "cents", "million", "billion", "percent", "once", "twice") or word[:1] in "$£€%"


def half_unit(match: Match) -> Told | None:
    """Half an hour."""
    unit = match.value("u")
    return Told("DURATION", f"dur={_amount('0.5', unit)}") if unit in ("TH", "Y", "E", "C") else None


def unit_half(match: Match) -> Told | None:
    """A year and a half."""
    return Told("DURATION", f"dur={_amount('1.5', match.value('u'))}")


def for_units(match: Match) -> Told | None:
    """For years, within weeks or months."""
    if match.word(match.first - 1).lower() not in ("for", "within", "in"):
        return None
    return Told("DURATION", f"dur={_amount('X', match.value('U'))}{_ahead_or_back(match)}")


def first_units(match: Match) -> Told | None:
    """The first nine months."""
    return Told("DURATION", f"dur={_amount(_number(match), match.value('U'))}")


def past_units(match: Match) -> Told | None:
    """The past two weeks, the next few days."""
    unit = match.value("UQ")
    rel = "before" if match.value("LX") == "-1" else "after"
    return Told("DURATION", f"dur={_amount(_number(match), 'Q' if unit == 'quarters' else unit)};rel={rel}")


def _off(match: Match, sign: int) -> Told:
    number, unit = _number(match), match.value("uU", last=True)
    if number == "X":
        return Told("DATE", f"ref={'PAST_REF' if sign < 0 else 'FUTURE_REF'}")
    times, letter = {"F": (2, "W"), "E": (10, "Y"), "C": (100, "Y"), "L": (1000, "Y")}.get(unit, (1, unit))
    if letter[0] == "T":
        return Told("DURATION", f"dur={_amount(number, unit)};rel={'ago' if sign < 0 else 'ahead'}")
    return Told("DATE", f"unit={letter};off={sign * round(float(number) * times)}")


def ago(match: Match) -> Told | None:
    """Two years ago, a week or so ago, ten days from now."""
    if not _quantity_ok(match):
        return None
    if "p" in match.classes:
        return _off(match, 1) if match.value("R") == "PRESENT_REF" else None
    return _off(match, -1 if match.value("g") == "-1" else 1)


def units_ago(match: Match) -> Told | None:
    """Years ago."""
    return Told("DATE", "ref=PAST_REF" if match.value("g") == "-1" else "ref=FUTURE_REF")


def earlier(match: Match) -> Told | None:
    """A year earlier; two days later counts from what was told before and stays a duration."""
    if not _quantity_ok(match):
        return None
    word = match.word(match.stop - 1).lower()
    if word == "earlier" and match.value("uU", last=True) in "YM":
        return _off(match, -1)
    rel = {"earlier": "before", "later": "after"}.get(word, word)
    amount = _amount(_number(match), match.value("uU", last=True))
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
    return Told("SET", f"set={_amount('2' if other else _number(match), match.value('uU'))}")


def set_word(match: Match) -> Told | None:
    """Daily, weekly."""
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
    """Now, currently, recently, the future."""
    skip = 1 if "h" in match.classes and match.value("R") != "FUTURE_REF" else 0
    return Told("DATE", f"ref={match.value('R')}", skip=skip)


def the_past(match: Match) -> Told | None:
    """In the past."""
    if match.word(match.stop - 1).lower() != "past" or match.after() not in ".,|p)'":
        return None
    return Told("DATE", "ref=PAST_REF")


MEANINGS: dict[str, Meaning] = {
    function.__name__: function
    for function in (
        numeric, month_day, day_month, month_year, month_of_year, feast_year, feast, step_feast, ordinal_day,
        clock_day, clock, clock_part, moment_day, moment, step_part, part, deictic, weekday, weekday_short,
        step_weekday, step_unit, step_month, step_season, season_year, season, step_weekend, weekend, quarter,
        quarter_ago, quarter_step, half, century, decade, year_end, the_unit, fiscal, month, year, spelled_year,
        duration, half_unit, unit_half, for_units, first_units, past_units, ago, units_ago, earlier, set_every,
        set_word, vague_units, these_days, reference, the_past,
    )
}
