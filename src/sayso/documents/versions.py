"""Versions of one article, as agencies send them (ninjs, NewsML-G2): of two the later stands, a
kill withdraws what was sent before, a correction is said.

    status, version, when it was made ──▶ Fields.version, Fields.withdrawn
    documents and rejections ──each id once──▶ those that stand; why the others do not

Source: IPTC, publishing status (`stat:usable`, `stat:withheld`, `stat:canceled`) and the
Guidelines of NewsML-G2 on corrections and kills.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from sayso.model import Document, Reason, Rejected
from sayso.patterns import pattern

_WITHDRAWN = {"canceled": "killed", "cancelled": "killed", "withheld": "held back"}
_NOTICE = "withdrawn by its publisher (status {})"
_HOW = {_NOTICE.format(status): how for status, how in _WITHDRAWN.items()}
_CORRECTS = pattern(r"\bcorrect(?:s|ed|ing|ion|ions|ive)\b", re.I)
_LONGEST_NOTE = 300  # characters of an editor's note that are shown
Version = tuple[str, str]  # its number, and when it was made, as printed; "" where not told


def withdrawal(status: str) -> str | None:
    """The status that forbids the use of a text, None for any other.

    >>> withdrawal("stat:canceled"), withdrawal("usable")
    ('canceled', None)
    """
    said = status.rpartition(":")[2].rpartition("/")[2].strip().lower()
    return said if said in _WITHDRAWN else None


def notice(status: str) -> str:
    """What is said of a notice with such a status.

    >>> notice("canceled")
    'withdrawn by its publisher (status canceled)'
    """
    return _NOTICE.format(status)


def corrected(note: str, signals: Iterable[str] = ()) -> tuple[Reason, ...]:
    """The reason for a version that corrects an earlier one, by its note or its signals.

    >>> corrected("CORRECTS spelling of name")[0].values
    ('CORRECTS spelling of name',)
    """
    told = any(_CORRECTS.search(signal) for signal in signals)
    if not told and not _CORRECTS.search(note):
        return ()
    return (Reason("corrected", (" ".join(note.split())[:_LONGEST_NOTE] or "a correction",)),)


def declared_version(version: Version | None) -> tuple[tuple[str, str], ...]:
    """How a document keeps its version."""
    names = ("version", "version-created")
    return tuple((name, said) for name, said in zip(names, version or (), strict=False) if said)


class Standing:
    """What of several versions stands. Documents without a version pass at once, each id once;
    those with one wait for the end. A kill takes back what passed before it: whoever keeps
    documents takes out what a rejection `withdraws`, when it comes.
    """

    def __init__(self) -> None:
        self._first_of: dict[str, str] = {}
        self._waiting: dict[str, Document] = {}
        self._killed: dict[str, Rejected] = {}

    def take(self, item: Document | Rejected) -> Iterator[Document | Rejected]:
        """What can be given on after one item more."""
        if isinstance(item, Rejected):
            if item.withdraws is not None:
                before = self._killed.get(item.withdraws)
                if before is None or _is_later(item.version, before.version):
                    self._killed[item.withdraws] = item
                self._first_of.pop(item.withdraws, None)
            yield item
            return
        version = _version(item)
        if version is None or item.id in self._first_of:
            yield self._once(item)
            return
        waiting = self._waiting.get(item.id)
        if waiting is None:
            self._waiting[item.id] = item
        elif _is_later(version, _version(waiting)):
            self._waiting[item.id] = item
            yield Rejected(waiting.source, _superseded(item))
        elif _is_later(_version(waiting), version):
            yield Rejected(item.source, _superseded(waiting))
        else:
            yield _duplicate(item, waiting.source)

    def end(self) -> Iterator[Document | Rejected]:
        """What waited: the versions that stand, and those that were killed."""
        for doc in self._waiting.values():
            yield self._once(doc)

    def _once(self, doc: Document) -> Document | Rejected:
        kill = self._killed.get(doc.id)
        if kill is not None and not outlives(doc, kill):
            return Rejected(doc.source, _withdrawn(kill))
        if doc.id in self._first_of:
            return _duplicate(doc, self._first_of[doc.id])
        self._first_of[doc.id] = doc.source
        return doc


def standing(found: Iterable[Document | Rejected]) -> Iterator[Document | Rejected]:
    """Documents that stand, each id once, and every rejection: what came twice, what a later
    version replaces, what was killed.

    >>> old = Document("a", "One.", declared=(("version", "1"),), source="1.json")
    >>> new = Document("a", "Two.", declared=(("version", "2"),), source="2.json")
    >>> [getattr(item, "text", None) or str(item) for item in standing([new, old])]
    ['1.json: superseded: version 2 stands (2.json)', 'Two.']
    """
    kept = Standing()
    for item in found:
        yield from kept.take(item)
    yield from kept.end()


def settled(found: Iterable[Document | Rejected]) -> list[Document | Rejected]:
    """What stands of all that is held, without what a notice took back after it had passed.

    >>> kill = Rejected("kill.json", notice("canceled"), withdraws="a", version=("2", ""))
    >>> [str(item) for item in settled([Document("a", "One."), kill])]
    ['kill.json: withdrawn by its publisher (status canceled)']
    """
    items = list(standing(found))
    gone = {kill.withdraws: n for n, kill in enumerate(items) if isinstance(kill, Rejected)}
    return [
        item
        for n, item in enumerate(items)
        if isinstance(item, Rejected) or n > gone.get(item.id, -1)
    ]


def outlives(doc: Document, kill: Rejected) -> bool:
    """Whether a version was made after the notice that withdraws those before it.

    >>> kill = Rejected("kill.json", notice("canceled"), withdraws="a", version=("2", ""))
    >>> outlives(Document("a", "Again.", declared=(("version", "3"),)), kill)
    True
    """
    return _is_later(_version(doc), kill.version)


def _version(doc: Document) -> Version | None:
    said = dict(doc.declared)
    found = said.get("version", ""), said.get("version-created", "")
    return found if any(found) else None


def _is_later(one: Version | None, other: Version | None) -> bool:
    """By number where both have one, else by when they were made."""
    (number, made), (before, made_before) = one or ("", ""), other or ("", "")
    if number.isdecimal() and before.isdecimal() and int(number) != int(before):
        return int(number) > int(before)
    when, earlier = _when(made), _when(made_before)
    return when is not None and earlier is not None and when > earlier


def _when(made: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(made)
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _superseded(newer: Document) -> str:
    name = _name(_version(newer))
    fix = next((str(why.values[0]) for why in newer.why if why.rule == "corrected"), None)
    corrects = f", which corrects it: {fix}" if fix else ""
    return f"superseded: {name} stands ({newer.source}){corrects}"


def _withdrawn(kill: Rejected) -> str:
    how = _HOW.get(kill.reason, "killed")
    where = kill.source if kill.line is None else f"{kill.source}:{kill.line}"
    return f"{how} by {where} ({_name(kill.version)})"


def _name(version: Version | None) -> str:
    number, made = version or ("", "")
    if number:
        return f"version {number}"
    return f"the version of {made}" if made else "a later version"


def _duplicate(doc: Document, first: str) -> Rejected:
    where = first or "another document"
    return Rejected(doc.source or doc.id, f"duplicate id {doc.id!r}: {where} has it already")


def record_version(keys: Mapping[str, str | None]) -> Version | None:
    """The version of a record, where it is an agency's (ninjs): it has a status, or says when the
    version was made. `keys` are folded names and what they say.

    >>> record_version({"pubstatus": "usable", "version": "3"})
    ('3', '')
    """
    if not keys.get("pubstatus") and not keys.get("versioncreated"):
        return None
    return (keys.get("version") or "")[:40], (keys.get("versioncreated") or "")[:40]
