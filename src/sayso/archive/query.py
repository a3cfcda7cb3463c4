"""What a person types in the search box, understood; days as they are typed anywhere.

words "a phrase" outlet:gull speaker:"anna lund" after:2024-03-01 origins>1 ──parse──▶ Query
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from sayso.archive.faults import LARGEST
from sayso.errors import WrongUse

_PIECE = re.compile(
    r'(?P<minus>-)?(?:(?P<name>[a-z]+)(?P<sign>:|>=|<=|>|<|=))?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))'
)
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_LONGEST = 1_000  # characters of a query
_MOST_TERMS = 40
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

    @property
    def is_plain(self) -> bool:
        """True where it asks for words and nothing else."""
        return bool(self.words) and self == Query(words=self.words, terms=self.terms)


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
        return replace(query, before=_begun(name, value))
    if name == "after":
        return replace(query, after=_begun(name, value))
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


def _begun(name: str, value: str) -> date:
    """The day, or the first of the month or year."""
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(f"{value}{'-01' * (2 - value.count('-'))}")
    except ValueError:
        pass
    raise WrongUse(f"{name}:{value}: write the day as 2024-03-01, the month as 2024-03")


def typed_day(name: str, value: str) -> date:
    """The day that was typed for `name`. Raises WrongUse with the way to write one.

    >>> typed_day("--since", "2024-03-01").isoformat()
    '2024-03-01'
    """
    try:
        if len(value) == len("2024-03-01") and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise WrongUse(f"{name}: {value[:40]!r} is no day; write it as 2024-03-01")
