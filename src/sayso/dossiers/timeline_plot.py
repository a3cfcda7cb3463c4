"""The timeline as a drawing: days across, one mark an event, set above each other where they share
a day.

Days around the articles' own have a true scale; what lies far before or after stands in a band at
the edge, in order but not to scale. A mark's size says how many origins, its form what standing the
event has.

  EventLines + days of the articles ─window, bands, stacks─▶ Plot
                               (numbers only; the template draws it)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.dossiers.timeline import EventLine
from sayso.dossiers.wording import count, short_day

WIDTH = 960  # units of the drawing, as wide as the column of text on a desk
_MARGIN = 24
_BAND = 160  # width of a band at an edge
_AROUND = 14  # days; so near to the articles' own days an event is drawn to scale
_STEP = 24  # between marks of one day
_COLUMN = 17  # a day narrower than this shares its stack with its neighbours
_MOST_TICKS = 11
_TALLEST = 12  # marks in one stack; the rest is set beside it
_SMALLEST, _LARGEST = 5.0, 11.0  # radius of a mark


@dataclass(frozen=True, slots=True)
class Mark:
    """One event: its place, radius, form and what it says when asked."""

    id: str
    x: float
    y: float
    r: float
    status: str
    inferred: bool
    label: str
    reach: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Plot:
    """All that is drawn. `early` and `late` are the edges of the bands that are not to scale."""

    width: int
    height: int
    axis: float
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    articles: tuple[Tick, ...]
    early: float | None
    late: float | None
    words: str


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        days = max(1, (self.last - self.first).days)
        return self.left + (self.right - self.left) * (day - self.first).days / days


def plot(lines: Sequence[EventLine], published: Sequence[date]) -> Plot | None:
    """The drawing, or None where no event has a day."""
    dated = [line for line in lines if line.earliest and line.latest]
    if not dated:
        return None
    first, last = _window(dated, published)
    early = [line for line in dated if _day(line) < first]
    late = [line for line in dated if _day(line) > last]
    left = float(_MARGIN + (_BAND if early else 0))
    right = float(WIDTH - _MARGIN - (_BAND if late else 0))
    scale = _Scale(first, last, left, right)
    wanted = [(_x(line, scale, early, late), line) for line in dated]
    stacks = _stacked(wanted)
    tall = max(row for _, row, _ in stacks)
    axis = 26.0 + _STEP * (tall + 1)
    marks = tuple(_mark(line, x, axis - 20 - _STEP * row, scale) for x, row, line in stacks)
    return Plot(
        width=WIDTH,
        height=int(axis + 44),
        axis=axis,
        marks=marks,
        ticks=_ticks(scale),
        articles=tuple(
            Tick(scale.x(d), short_day(d)) for d in sorted(set(published)) if first <= d <= last
        ),
        early=left if early else None,
        late=right if late else None,
        words=f"{count(len(dated), 'event')} from {short_day(first)} {first.year} "
        f"to {short_day(last)} {last.year}"
        + (f"; {len(early)} earlier" if early else "")
        + (f"; {len(late)} later" if late else ""),
    )


def _day(line: EventLine) -> date:
    """The day a mark stands on: the middle of the days it may have been."""
    assert line.earliest and line.latest
    return line.earliest + (line.latest - line.earliest) // 2


def _window(dated: Sequence[EventLine], published: Sequence[date]) -> tuple[date, date]:
    """First and last day drawn to scale."""
    kept = [line for line in dated if line.status != "background"] or list(dated)
    near = [day for line in kept for day in (line.earliest, line.latest) if day]
    if published:
        low, high = _moved(min(published), -_AROUND), _moved(max(published), _AROUND)
        near = [d for d in near if low <= d <= high] + list(published)
    else:
        middle = sorted(near)[len(near) // 2]
        near = [d for d in near if abs((d - middle).days) <= _AROUND]
    return min(near), max(near)


def _moved(day: date, days: int) -> date:
    """A day earlier or later, within the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _x(
    line: EventLine, scale: _Scale, early: Sequence[EventLine], late: Sequence[EventLine]
) -> float:
    if line in early:
        return _MARGIN + (_BAND - 48) * (early.index(line) + 0.5) / len(early)
    if line in late:
        return WIDTH - _MARGIN - (_BAND - 48) * (1 - (late.index(line) + 0.5) / len(late))
    return scale.x(_day(line))


def _stacked(wanted: Sequence[tuple[float, EventLine]]) -> list[tuple[float, int, EventLine]]:
    """Each mark one row above those that stand too near to it."""
    placed: list[tuple[float, int, EventLine]] = []
    for x, line in sorted(wanted, key=lambda item: (item[0], -item[1].weight, item[1].id)):
        taken = {row for other, row, _ in placed[-60:] if abs(other - x) < _COLUMN}
        row = next((n for n in range(_TALLEST) if n not in taken), None)
        placed.append(
            (x, row, line) if row is not None else (x + _COLUMN / 2, len(placed) % _TALLEST, line)
        )
    return placed


def _mark(line: EventLine, x: float, y: float, scale: _Scale) -> Mark:
    assert line.earliest and line.latest
    reach = None
    if line.earliest != line.latest and scale.first <= _day(line) <= scale.last:
        reach = (
            round(scale.x(max(line.earliest, scale.first)), 1),
            round(scale.x(min(line.latest, scale.last)), 1),
        )
    standing = ", ".join(
        w for w in (line.status_words, "day inferred" if line.inferred else "") if w
    )
    return Mark(
        id=line.id,
        x=round(x, 1),
        y=round(y, 1),
        r=min(_LARGEST, _SMALLEST + 2.0 * (line.weight - 1)),
        status=line.status,
        inferred=line.inferred,
        label=f"{line.when}{' (' + standing + ')' if standing else ''}: {line.what} — {line.badge}",
        reach=reach,
    )


def _ticks(scale: _Scale) -> tuple[Tick, ...]:
    days = (scale.last - scale.first).days
    step = next((s for s in (1, 2, 3, 7, 14, 28, 91) if days / s <= _MOST_TICKS), 365)
    step = max(step, days // _MOST_TICKS)
    chosen = [scale.first + timedelta(days=n) for n in range(0, days + 1, max(1, step))]
    return tuple(Tick(round(scale.x(d), 1), short_day(d)) for d in chosen)
