"""What people decided: written beside all that is worked out, never over it, and undone by name."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

from sayso.archive.faults import LARGEST
from sayso.errors import WrongUse
from sayso.model import Decision, DecisionKind, Passage

_LONGEST = 20_000  # characters of a note
MOST_NAMED = 1_000  # documents, names or passages of one decision
_STATE = "decisions"  # under which the archive notes which decisions it holds
_LEAST = {"merge": 2, "split": 2, "same-name": 2, "grade": 1, "note": 1}


class Decisions:
    """The decisions of an archive, over its connection; the caller holds the transaction."""

    def __init__(self, base: sqlite3.Connection) -> None:
        """Over an archive's connection."""
        self._base = base
        self._held: tuple[str, tuple[Decision, ...]] | None = None

    def version(self) -> str:
        """Another with every change of what was decided, and never one that was before."""
        row = self._base.execute("SELECT value FROM state WHERE name = ?", (_STATE,)).fetchone()
        return str(row[0]) if row else ""

    def _changed(self) -> None:
        # At random, not counted: a count would come again after a change that was rolled back.
        row = (_STATE, uuid.uuid4().hex)
        self._base.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", row)

    def add(self, decision: Decision) -> Decision:
        """Keep a decision; it comes back with its number and moment. Raises WrongUse where it says
        too little or too much.
        """
        _checked(decision)
        made = decision.made or datetime.now(UTC).isoformat(timespec="seconds")
        at = [[p.doc_id, p.start, p.end] for p in decision.at]
        row = (
            made,
            decision.by,
            decision.kind,
            json.dumps(list(decision.about)),
            json.dumps(at),
            decision.said,
        )
        found = self._base.execute(
            "INSERT INTO decisions(made, by, kind, about, at, said) VALUES (?, ?, ?, ?, ?, ?)", row
        )
        kept = replace(decision, made=made, n=int(found.lastrowid or 0))
        for what in sorted({*decision.about, *(p.doc_id for p in decision.at)}):
            self._base.execute("INSERT INTO decided VALUES (?, ?)", (what, kept.n))
        self._changed()
        return kept

    def undo(self, n: int) -> Decision:
        """Take a decision back; it stays in the record with the moment. Raises WrongUse where there
        is none of that number in force.
        """
        found = self._numbered(n, "undone IS NULL")
        if not found:
            raise WrongUse(f"no decision {n} is in force; `sayso archive decisions` lists them")
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        self._base.execute("UPDATE decisions SET undone = ? WHERE n = ?", (moment, n))
        self._changed()
        return found[0]

    def redo(self, n: int) -> Decision:
        """Put a decision that was undone in force again. Raises WrongUse where there is none."""
        found = self._numbered(n, "undone IS NOT NULL")
        if not found:
            raise WrongUse(f"decision {n} was not undone; `sayso archive decisions` lists them")
        self._base.execute("UPDATE decisions SET undone = NULL WHERE n = ?", (n,))
        self._changed()
        return found[0]

    def get(self, n: int) -> Decision:
        """That decision, in force or not. Raises WrongUse where there is none."""
        found = self._numbered(n)
        if not found:
            raise WrongUse(f"there is no decision {n}; `sayso archive decisions` lists them")
        return found[0]

    def in_force(self) -> tuple[Decision, ...]:
        """All that were not undone, in the order in which they were made."""
        version = self.version()
        if self._held is None or self._held[0] != version:
            self._held = version, self._where("undone IS NULL", ())
        return self._held[1]

    def of_kinds(self, *kinds: DecisionKind) -> tuple[Decision, ...]:
        """Those in force that are of one of these kinds, in the order in which they were made."""
        return tuple(d for d in self.in_force() if d.kind in kinds)

    def undone(self) -> tuple[Decision, ...]:
        """Those taken back, in the order in which they were made."""
        return self._where("undone IS NOT NULL", ())

    def take_over(self, others: Decisions) -> None:
        """Copy the whole record of another archive into this one, which has none."""
        rows = others._base.execute("SELECT * FROM decisions").fetchall()
        self._base.executemany("INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        more = others._base.execute("SELECT * FROM decided").fetchall()
        self._base.executemany("INSERT INTO decided VALUES (?, ?)", more)
        self._changed()

    def about(self, things: Iterable[str]) -> tuple[Decision, ...]:
        """Decisions in force about any of these: ids of documents, stories or findings, names."""
        numbers: set[int] = set()
        for what in set(things):
            rows = self._base.execute("SELECT decision FROM decided WHERE what = ?", (what,))
            numbers |= {row[0] for row in rows}
        return tuple(
            d for n in sorted(numbers) for d in self._where("n = ? AND undone IS NULL", (n,))
        )

    def _numbered(self, n: int, more: str = "true") -> tuple[Decision, ...]:
        return self._where(f"n = ? AND {more}", (n,)) if 0 < n <= LARGEST else ()

    def _where(self, condition: str, values: tuple[object, ...]) -> tuple[Decision, ...]:
        rows = self._base.execute(
            "SELECT n, made, by, kind, about, at, said FROM decisions"
            f" WHERE {condition} ORDER BY n",
            values,
        )
        return tuple(_decision(row) for row in rows)


def _decision(row: tuple[int, str, str, DecisionKind, str, str, str]) -> Decision:
    n, made, by, kind, about, at, said = row
    try:
        places = tuple(Passage(doc, start, end) for doc, start, end in json.loads(at))
        return Decision(kind, tuple(json.loads(about)), places, said, by, made, n)
    except (TypeError, ValueError) as error:
        raise WrongUse(
            f"decision {n} here is damaged ({error}); take a copy of the archive"
        ) from error


def _checked(decision: Decision) -> None:
    kind = decision.kind
    if kind not in get_args(DecisionKind):
        raise WrongUse(
            f"{kind!r} is no kind of decision; there are {', '.join(get_args(DecisionKind))}"
        )
    if len(set(decision.about)) < _LEAST.get(kind, 0):
        raise WrongUse(f"{kind}: at least {_LEAST[kind]} different ids or names are needed")
    if kind in ("not-a-conflict", "not-the-same-fact") and len(set(decision.at)) < 2:
        raise WrongUse(f"{kind}: at least two passages are needed")
    if kind in ("grade", "note") and not decision.said.strip():
        raise WrongUse(f"{kind}: the words are missing")
    if len(decision.said) > _LONGEST:
        raise WrongUse(f"{kind}: longer than {_LONGEST:,} characters")
    if max(len(decision.about), len(decision.at)) > MOST_NAMED:
        raise WrongUse(f"{kind}: about more than {MOST_NAMED:,} things; decide in smaller steps")
