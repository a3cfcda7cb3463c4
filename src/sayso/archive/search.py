"""Searches answered.

Query ──documents──▶ Hits: documents with the places that match; facets
      ──claims──▶ claims of findings, with their counted origins
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.archive.facets import Kinds
from sayso.archive.query import Query
from sayso.archive.shelves import voice_key

_SHOWN = 240  # characters of a hit's text around its first match
# documents up to which those that match are ranked by all of their words; beyond, the words say
# little, and ranking them takes longer than a reader waits
_MOST_RANKED = 10_000
# All that a search asks of a document stands in that index: rows with their bodies are ten times as
# large, and a common word is in thousands of them.
_DOCUMENTS = "documents d INDEXED BY documents_shown"
_ROW = "SELECT d.id, d.n, d.outlet, d.best, (SELECT story FROM members WHERE doc = d.n) FROM"
_WORTH = "bm25(words, 4.0, 1.0)"
_RANKED = (
    f"(SELECT rowid AS n, {_WORTH} AS worth FROM words WHERE words MATCH ?"
    " ORDER BY worth, rowid LIMIT ? OFFSET ?)"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that matches: `start` and `end` are the stretch of its text that is shown,
    `marked` the matches inside it; all are code points of the text.
    """

    doc_id: str
    title: str
    outlet: str | None
    day: str | None
    story: int | None
    start: int
    end: int
    text: str
    marked: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of hits; `total` counts all, `facets` how they fall by outlet, year, language."""

    hits: tuple[Hit, ...]
    total: int
    facets: dict[str, tuple[tuple[str, int], ...]]


@dataclass(frozen=True, slots=True)
class ClaimHit:
    """A claim that matches, with the independent origins counted behind it."""

    story: int
    id: str
    kind: str
    subtype: str
    what: str
    certainty: str
    origins: int
    open: int


@dataclass(frozen=True, slots=True)
class Saying:
    """One saying of a person, at its place in a document."""

    story: int
    doc_id: str
    start: int
    end: int
    speaker: str
    kind: str
    manner: str
    day: str | None
    text: str


class Search:
    """Searches over the connection of an archive."""

    def __init__(self, base: sqlite3.Connection) -> None:
        """Over an archive's connection."""
        self._base = base
        self._kinds = Kinds(base)

    def documents(self, query: Query, *, limit: int = 20, offset: int = 0) -> Hits:
        """A page of the documents that match, the best first; without words the latest first.

        Ranked by BM25, a word of the title worth four of the text. Of words that more than ten
        thousand hold, those stand first that have them in the title, then those added last.
        """
        source, where, values = _filters(query)
        numbers = self._numbers(query, source, where, values)
        total, facets = self._kinds.counted(numbers)
        if query.words and len(numbers) > _MOST_RANKED:
            page = self._common(query, numbers)[offset : offset + limit]
            return Hits(tuple(self._hit(row, query) for row in self._rows(page)), total, facets)
        if query.is_plain and total == len(numbers):  # none of them was withdrawn
            source, where = f"{_RANKED} r JOIN documents d ON d.n = r.n", "ORDER BY r.worth, d.n"
            values += [limit, offset]
        else:
            order = _WORTH if query.words else "coalesce(d.best, '') DESC"
            where += f" ORDER BY {order}, d.n LIMIT ? OFFSET ?"
            values += [limit, offset]
        rows = self._base.execute(f"{_ROW} {source} {where}", values).fetchall()
        hits = tuple(self._hit(row, query) for row in rows)
        return Hits(hits, total, facets)

    def _common(self, query: Query, numbers: Sequence[int]) -> list[int]:
        """Numbers of documents that hold common words, in the order in which they are shown."""
        left = dict.fromkeys(sorted(self._kinds.here(numbers), reverse=True))
        rows = self._base.execute(
            f"SELECT rowid FROM words WHERE words MATCH ? ORDER BY {_WORTH}, rowid LIMIT ?",
            (f"{{title}} : ({query.words})", _MOST_RANKED),
        )
        titled = [n for (n,) in rows if n in left]
        return list(dict.fromkeys((*titled, *left)))

    def _rows(
        self, numbers: Sequence[int]
    ) -> list[tuple[str, int, str | None, str | None, int | None]]:
        """What a hit shows of these documents, in their order."""
        asked = f"documents d WHERE d.n IN ({', '.join('?' * len(numbers))})"
        rows = self._base.execute(f"{_ROW} {asked}", tuple(numbers))
        at = {n: place for place, n in enumerate(numbers)}
        return sorted(rows, key=lambda row: at[row[1]])

    def _numbers(
        self, query: Query, source: str, where: str, values: Sequence[object]
    ) -> Sequence[int]:
        """Numbers of all that match; where only words are asked for, those withdrawn, too. One text
        of them all is made in a fifth of the time of as many rows.
        """
        asked = f"SELECT group_concat(d.n) FROM {source} {where}"
        if query.is_plain:
            asked = "SELECT group_concat(rowid) FROM words WHERE words MATCH ?"
        (told,) = self._base.execute(asked, values).fetchone()
        self._kinds.update()
        return [int(n) for n in told.split(",")] if told else []

    def _hit(self, row: tuple[str, int, str | None, str | None, int | None], query: Query) -> Hit:
        doc_id, n, outlet, day, story = row
        title, text = self._base.execute(
            "SELECT title, text FROM texts WHERE n = ?", (n,)
        ).fetchone()
        start, end, marked = shown(text, query.terms)
        return Hit(doc_id, title, outlet, day, story, start, end, text[start:end], marked)

    def claims(self, query: Query, *, limit: int = 20, offset: int = 0) -> tuple[ClaimHit, ...]:
        """Claims of findings that match, those with the most origins first; what a query says of
        articles is asked of one of the claim's story.
        """
        source, where = "claims c", []
        values: list[object] = []
        if query.words:
            source = "claim_words JOIN claims c ON c.n = claim_words.rowid"
            where.append("claim_words MATCH ?")
            values.append(re.sub(r"\btitle : ", "", query.words))
        if query.origins:
            sign, count = query.origins
            where.append(f"c.origins {sign} ?")
            values.append(count)
        if query.story is not None:
            where.append("c.story = ?")
            values.append(query.story)
        told = _of_articles(query)
        if told:
            conditions = " AND ".join(condition for condition, _ in told)
            where.append(
                "c.story IN (SELECT m.story FROM members m JOIN documents d ON d.n = m.doc"
                f" WHERE d.gone IS NULL AND {conditions})"
            )
            values += [value for _, some in told for value in some]
        rows = self._base.execute(
            "SELECT c.story, c.id, c.kind, c.subtype, c.what, c.certainty, c.origins, c.open"
            f" FROM {source} {'WHERE ' + ' AND '.join(where) if where else ''}"
            " ORDER BY c.origins DESC, c.certainty, c.n LIMIT ? OFFSET ?",
            (*values, limit, offset),
        )
        return tuple(ClaimHit(*row) for row in rows)

    def stories_of_claim(self, claim: str) -> tuple[int, ...]:
        """Numbers of the stories in which a finding of that id was read."""
        rows = self._base.execute(
            "SELECT DISTINCT story FROM claims WHERE id = ? ORDER BY story", (claim,)
        )
        return tuple(row[0] for row in rows)

    def claim(self, claim: str) -> tuple[int, str] | None:
        """The story of a finding of that id, and what it says; None where none is kept."""
        row = self._base.execute("SELECT story, what FROM claims WHERE id = ?", (claim,)).fetchone()
        return (int(row[0]), str(row[1])) if row else None

    def sayings(self, name: str, *, limit: int = 200, offset: int = 0) -> tuple[Saying, ...]:
        """All that a person or body is quoted saying, by day."""
        rows = self._base.execute(
            "SELECT s.story, d.id, s.start, s.stop, s.speaker, s.kind, s.manner, s.day,"
            " substr(t.text, s.start + 1, s.stop - s.start)"
            " FROM sayings s JOIN documents d ON d.n = s.doc JOIN texts t ON t.n = s.doc"
            " WHERE s.voice = ? AND d.gone IS NULL"
            " ORDER BY coalesce(s.day, '9999'), d.id, s.start LIMIT ? OFFSET ?",
            (voice_key(name), limit, offset),
        )
        return tuple(Saying(*row) for row in rows)

    def speakers(
        self, like: str = "", *, limit: int = 50, story: int | None = None
    ) -> tuple[tuple[str, int], ...]:
        """Who is quoted, and how often, the most quoted first; those whose name holds `like`."""
        rows = self._base.execute(
            "SELECT max(speaker), count(*) FROM sayings WHERE voice LIKE ? ESCAPE '\\'"
            " AND (? IS NULL OR story = ?) GROUP BY voice ORDER BY 2 DESC, voice LIMIT ?",
            (f"%{_plain_like(voice_key(like))}%", story, story, limit),
        )
        return tuple(rows)

    def rarest(self, words: Sequence[str], *, least: int, most: int, limit: int) -> list[str]:
        """Those of the words that between `least` and `most` documents hold, the rarest first."""
        counted = []
        for word in words:
            row = self._base.execute(
                "SELECT doc FROM word_counts WHERE term = ?", (word,)
            ).fetchone()
            if row and least <= row[0] <= most:
                counted.append((row[0], word))
        return [word for _, word in sorted(counted)[:limit]]

    def sharing(
        self, words: Sequence[str], *, since: str | None, until: str | None, limit: int
    ) -> tuple[str, ...]:
        """Ids of documents that hold any of the words, those first that hold most of the rare ones
        (BM25); of days from `since` to `until`, or of none.
        """
        rows = self._base.execute(
            "SELECT d.id FROM words JOIN documents d ON d.n = words.rowid WHERE words MATCH ?"
            " AND d.gone IS NULL AND (d.day IS NULL OR ? IS NULL OR d.day BETWEEN ? AND ?)"
            " ORDER BY bm25(words), d.n LIMIT ?",
            (" OR ".join(f'"{word}"' for word in words), since, since, until, limit),
        )
        return tuple(row[0] for row in rows)


def _filters(query: Query) -> tuple[str, str, list[object]]:
    """Tables, condition and values of a search for documents."""
    source, where = _DOCUMENTS, ["d.gone IS NULL"]
    values: list[object] = []
    if query.words:
        source = f"words JOIN {_DOCUMENTS} ON d.n = words.rowid"
        where.append("words MATCH ?")
        values.append(query.words)
    for condition, some in _of_articles(query):
        where.append(condition)
        values += some
    if query.story is not None:
        where.append("d.n IN (SELECT doc FROM members WHERE story = ?)")
        values.append(query.story)
    if query.origins:
        sign, count = query.origins
        where.append(
            "d.n IN (SELECT m.doc FROM members m JOIN claims c ON c.story = m.story"
            f" WHERE c.origins {sign} ?)"
        )
        values.append(count)
    return source, "WHERE " + " AND ".join(where), values


def _of_articles(query: Query) -> list[tuple[str, list[object]]]:
    """What a query says of an article beside its words: conditions, each with its values."""
    said: list[tuple[str, list[object]]] = []
    if query.outlets:
        either = " OR ".join(["d.outlet LIKE ? ESCAPE '\\'"] * len(query.outlets))
        said.append((f"({either})", [f"%{_plain_like(outlet)}%" for outlet in query.outlets]))
    for speaker in query.speakers:
        quoted = "d.n IN (SELECT doc FROM sayings WHERE voice LIKE ? ESCAPE '\\')"
        said.append((quoted, [f"%{_plain_like(voice_key(speaker))}%"]))
    if query.since_run:
        said.append(("d.run > ?", [query.since_run]))
    if query.before:
        said.append(("d.best < ?", [query.before.isoformat()]))
    if query.after:
        said.append(("d.best > ?", [query.after.isoformat()]))
    if query.langs:
        said.append((f"d.lang IN ({', '.join('?' * len(query.langs))})", list(query.langs)))
    return said


def _plain_like(value: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", value)


def shown(text: str, terms: Sequence[str]) -> tuple[int, int, tuple[tuple[int, int], ...]]:
    """The stretch of a text that shows what was searched for, and the matches inside it.

    >>> shown("The bridge was closed. The BRIDGE is old.", ["bridge"])
    (0, 41, ((4, 10), (27, 33)))
    """
    found: list[tuple[int, int]] = []
    for term in terms:
        pattern = r"[\W_]+".join(map(re.escape, term.split()))
        for n, match in enumerate(re.finditer(rf"(?<!\w){pattern}", text, re.IGNORECASE)):
            if n == 20:
                break
            found.append(match.span())
    found.sort()
    first = found[0][0] if found else 0
    start = max(0, first - _SHOWN // 3)
    while start and not text[start - 1].isspace():
        start -= 1
    end = min(len(text), start + _SHOWN)
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end, tuple((s, e) for s, e in found if start <= s and e <= end)
