"""What a person types in the search box, understood and answered.

words "a phrase" outlet:gull speaker:"anna lund" after:2024-03-01 origins>1
  ──parse──▶ Query ──search──▶ Hits: documents with the places that match; facets
                   ──claims──▶ claims of findings, with their counted origins
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sayso.archive.faults import LARGEST
from sayso.archive.shelves import voice_key
from sayso.errors import WrongUse

_PIECE = re.compile(
    r'(?P<minus>-)?(?:(?P<name>[a-z]+)(?P<sign>:|>=|<=|>|<|=))?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))'
)
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_LONGEST = 1_000  # characters of a query
_MOST_TERMS = 40
_SHOWN = 240  # characters of a hit's text around its first match
_MOST_FACETS = 12
# All that a search asks of a document stands in that index: rows with their bodies are ten times as
# large, and a common word is in thousands of them.
_DOCUMENTS = "documents d INDEXED BY documents_shown"
_OPERATORS = "outlet:, speaker:, before:, after:, lang:, story:, title:, origins>"
_SIGNS = {">": ">", ">=": ">=", "<": "<", "<=": "<=", "=": "=", ":": "="}


@dataclass(frozen=True, slots=True)
class Query:
    """A search, understood.

    words      for FTS5, quoted; empty where none were given
    terms      the words themselves, folded, for marking what matches
    before     the day itself is left out; `after` likewise
    origins    a comparison with the counted origins of a claim: (">", 1)
    since_run  only what came or was revised after that run of the archive
    """

    words: str = ""
    terms: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    story: int | None = None
    before: date | None = None
    after: date | None = None
    origins: tuple[str, int] | None = None
    since_run: int = 0


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


def parse(typed: str) -> Query:
    """The query that was typed. Raises WrongUse where an operator is not known or has no value.

    >>> query = parse('bridge "orva council" outlet:Gull after:2024-03-01 origins>1')
    >>> query.words, query.outlets, query.after.isoformat(), query.origins
    ('"bridge" "orva council"', ('Gull',), '2024-03-01', ('>', 1))
    """
    if len(typed) > _LONGEST:
        raise WrongUse(f"the search is longer than {_LONGEST:,} characters; use fewer words")
    query = Query()
    wanted: list[str] = []
    unwanted: list[str] = []
    terms: list[str] = []
    for found in _PIECE.finditer(typed):
        value = found["phrase"] if found["phrase"] is not None else found["word"] or ""
        if found["name"]:
            query = _narrowed(query, found, value, wanted)
            continue
        spelled = " ".join(_WORD.findall(value))
        if not spelled:
            continue
        if found["minus"]:
            unwanted.append(f'"{spelled}"')
        else:
            wanted.append(f'"{spelled}"' + ("*" if value.endswith("*") else ""))
            terms.append(spelled.casefold())
    if len(wanted) + len(unwanted) > _MOST_TERMS:
        raise WrongUse(f"more than {_MOST_TERMS} words; use fewer")
    if unwanted and not wanted:
        raise WrongUse("a search needs a word that is wanted beside those that are not")
    words = " ".join(wanted) + "".join(f" NOT {one}" for one in unwanted)
    return replace(query, words=words, terms=tuple(terms))


def _narrowed(query: Query, asked: re.Match[str], value: str, wanted: list[str]) -> Query:
    """The query with one operator more."""
    name, sign = asked["name"], asked["sign"]
    if name == "origins":
        if not value.isdecimal() or len(value) > 6:
            raise WrongUse(f"origins{sign}{value}: a number is needed, as in origins>1")
        return replace(query, origins=(_SIGNS[sign], int(value)))
    if sign != ":" or not value:
        raise WrongUse(f"{name}{sign}{value}: not understood; there are {_OPERATORS}")
    if name == "before":
        return replace(query, before=_day(name, value))
    if name == "after":
        return replace(query, after=_day(name, value))
    if name == "outlet":
        return replace(query, outlets=(*query.outlets, value))
    if name == "speaker":
        return replace(query, speakers=(*query.speakers, value))
    if name == "lang":
        return replace(query, langs=(*query.langs, value.lower()))
    if name == "story" and value.isdecimal():
        return replace(query, story=min(int(value), LARGEST))
    if name == "title":
        spelled = " ".join(_WORD.findall(value))
        if spelled:
            wanted.append(f'title : "{spelled}"')
        return query
    raise WrongUse(f"{name}:{value}: not understood; there are {_OPERATORS}")


def _day(name: str, value: str) -> date:
    for ending in ("", "-01", "-01-01"):
        try:
            return date.fromisoformat(value + ending)
        except ValueError:
            continue
    raise WrongUse(f"{name}:{value}: write the day as 2024-03-01, the month as 2024-03")


class Search:
    """Searches over the connection of an archive."""

    def __init__(self, base: sqlite3.Connection) -> None:
        """Over an archive's connection."""
        self._base = base

    def documents(self, query: Query, *, limit: int = 20, offset: int = 0) -> Hits:
        """A page of the documents that match, the best first; without words the latest first.

        Ranked by BM25, a word of the title worth four of the text.
        """
        source, where, values = _filters(query)
        total, facets = self._facets(source, where, values)
        order = "bm25(words, 4.0, 1.0), d.n" if query.words else "coalesce(d.best, '') DESC, d.n"
        rows = self._base.execute(
            "SELECT d.id, d.n, d.outlet, d.best, (SELECT story FROM members WHERE doc = d.n)"
            f" FROM {source} {where} ORDER BY {order} LIMIT ? OFFSET ?",
            (*values, limit, offset),
        ).fetchall()
        hits = tuple(self._hit(row, query) for row in rows)
        return Hits(hits, total, facets)

    def _hit(self, row: tuple[str, int, str | None, str | None, int | None], query: Query) -> Hit:
        doc_id, n, outlet, day, story = row
        title, text = self._base.execute(
            "SELECT title, text FROM texts WHERE n = ?", (n,)
        ).fetchone()
        start, end, marked = shown(text, query.terms)
        return Hit(doc_id, title, outlet, day, story, start, end, text[start:end], marked)

    def _facets(
        self, source: str, where: str, values: Sequence[object]
    ) -> tuple[int, dict[str, tuple[tuple[str, int], ...]]]:
        """How many match, and how they fall; all counted in one pass."""
        rows = self._base.execute(
            f"SELECT d.outlet, substr(d.best, 1, 4), d.lang, count(*) FROM {source} {where}"
            " GROUP BY 1, 2, 3",
            values,
        ).fetchall()
        counts: dict[str, Counter[str]] = {
            "outlet": Counter(),
            "year": Counter(),
            "lang": Counter(),
        }
        for *fallen, count in rows:
            for counter, value in zip(counts.values(), fallen, strict=True):
                if value is not None:
                    counter[value] += count
        most = {
            name: tuple(sorted(held.items(), key=lambda item: (-item[1], item[0]))[:_MOST_FACETS])
            for name, held in counts.items()
        }
        return sum(row[-1] for row in rows), most

    def claims(self, query: Query, *, limit: int = 20, offset: int = 0) -> tuple[ClaimHit, ...]:
        """Claims of findings that match, those with the most origins first."""
        source, where, values = "claims c", [], []
        if query.words:
            source = "claim_words JOIN claims c ON c.n = claim_words.rowid"
            where.append("claim_words MATCH ?")
            values.append(re.sub(r"\btitle : ", "", query.words))
        if query.origins:
            sign, count = query.origins
            where.append(f"c.origins {sign} ?")
            values.append(str(count))
        if query.story is not None:
            where.append("c.story = ?")
            values.append(str(query.story))
        if query.before or query.after:
            source += " JOIN stories s ON s.n = c.story"
            where += ["s.first < ?"] * bool(query.before) + ["s.last > ?"] * bool(query.after)
            values += [d.isoformat() for d in (query.before, query.after) if d]
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
    if query.outlets:
        where.append("(" + " OR ".join(["d.outlet LIKE ? ESCAPE '\\'"] * len(query.outlets)) + ")")
        values += [f"%{_plain_like(outlet)}%" for outlet in query.outlets]
    for speaker in query.speakers:
        where.append("d.n IN (SELECT doc FROM sayings WHERE voice LIKE ? ESCAPE '\\')")
        values.append(f"%{_plain_like(voice_key(speaker))}%")
    if query.since_run:
        where.append("d.run > ?")
        values.append(query.since_run)
    if query.before:
        where.append("d.best < ?")
        values.append(query.before.isoformat())
    if query.after:
        where.append("d.best > ?")
        values.append(query.after.isoformat())
    if query.langs:
        where.append(f"d.lang IN ({', '.join('?' * len(query.langs))})")
        values += query.langs
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
