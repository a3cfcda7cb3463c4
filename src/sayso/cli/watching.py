"""What `sayso watch` and `sayso archive changes` do: one look at all places, a digest, alerts.

places ──look──▶ archive ──changed.rows──▶ digest
saved searches ──what came since their last hit──▶ rows | POST to the address that was named
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from sayso import __version__
from sayso.archive import Archive, Hit, Query, Saved, parse
from sayso.archive.lines import hit_row
from sayso.cli.keeping import Kept
from sayso.cli.output import emit, whole_file
from sayso.cli.terminal import shown
from sayso.dossiers.wording import count
from sayso.errors import NothingUsable, WrongUse
from sayso.fetch import follower, is_address, send
from sayso.plain import SCHEMA, Row
from sayso.run.changed import row, rows
from sayso.run.watching import Visit, look

_MOST_HITS = 200  # of one saved search in one look
_HEADS = {
    "kill-notice": "Taken back by its publisher (a notice; nothing was removed here)",
    "corrected": "Corrected",
    "revised": "Changed",
    "withdrawn": "Taken out",
    "new-story": "New story",
    "grown-story": "Story that grew",
    "new-article": "",
    "new-conflict": "Accounts part",
    "more-origins": "More origins",
    "not-read": "Not read yet",
    "refused": "Refused",
    "hit": "Search",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a watch was asked for beside its places."""

    read: bool
    shape: str | None
    output: str | None
    every: int | None


# ---- what is followed ----------------------------------------------------------------------


def follow(archive: Archive, places: Sequence[str], searches: Sequence[str], hook: str) -> None:
    """Follow places and save searches from now on. Raises WrongUse for what cannot be meant."""
    saved = [_saved(archive, one, hook) for one in searches]
    if hook and not saved:
        raise WrongUse("--hook says where the hits of a --search go: give NAME=QUERY with it")
    named = [place if is_address(place) else str(Path(place).resolve()) for place in places]
    for place in places:
        if place == "-" or not (is_address(place) or Path(place).exists()):
            raise WrongUse(f"{place}: is no folder, file or address that could be followed")
    if named or saved:
        with archive.writing(f"followed {len(named)} places and {len(saved)} searches"):
            archive.watched.follow(named)
            for one in saved:
                archive.watched.save(one)


def _saved(archive: Archive, given: str, hook: str) -> Saved:
    name, sign, query = given.partition("=")
    if not (name.strip() and sign and query.strip()):
        raise WrongUse(f"--search {given}: write NAME=QUERY, such as bridge='\"osk bridge\"'")
    if hook and not hook.lower().startswith(("http://", "https://")):
        raise WrongUse(f"--hook {hook}: an address of http or https is needed")
    parse(query)
    old = {one.name: one for one in archive.watched.searches()}.get(name.strip())
    run = old.run if old and old.query == query else archive.last_run()  # what is there is not new
    return Saved(name.strip(), query, hook, run)


def forget(archive: Archive, names: Iterable[str]) -> None:
    """Follow places, or ask searches, no longer. Raises WrongUse for one that there is not."""
    with archive.writing("forgot places or searches"):
        for name in names:
            place = name if is_address(name) else str(Path(name).resolve())
            if not (archive.watched.leave(place) or archive.watched.drop(name)):
                raise WrongUse(f"--forget {name}: no place or search of that name is followed")


def followed_rows(archive: Archive) -> Iterator[Row]:
    """What is followed and what is asked."""
    for place in archive.watched.places():
        yield {
            "kind": "place",
            "name": place.place,
            "query": None,
            "hook": None,
            "seen": place.seen,
        }
    for one in archive.watched.searches():
        yield {
            "kind": "search",
            "name": one.name,
            "query": one.query,
            "hook": one.hook or None,
            "seen": None,
        }


# ---- a look --------------------------------------------------------------------------------


def watch(kept: Kept, asked: Asked) -> None:
    """Look once, or again and again, and tell each time what changed. Raises NothingUsable where
    nothing is followed, or where not one place could be looked at in a single look.
    """
    if not kept.archive.watched.places():
        raise NothingUsable("nothing is followed yet: give a feed's address, a folder or a file")
    fetch = follower(kept.settings, version=__version__)
    first = True
    while True:
        since = kept.archive.last_run()
        visit = look(kept.keeper, fetch, kept.settings, run=kept.run)
        if asked.read:
            _read_changed(kept, since)
        for failed in visit.failed:
            kept.report.warn(f"cannot be looked at: {failed}")
        kept.report.close()
        _tell(list(_told(kept, visit, since)), asked, again=not first)
        if asked.every is None:
            _end(kept, visit)
            return
        first = False
        time.sleep(asked.every)


def _end(kept: Kept, visit: Visit) -> None:
    places = len(kept.archive.watched.places())
    if len(visit.failed) >= places:
        raise NothingUsable("not one place could be looked at, see above")


def _read_changed(kept: Kept, since: int) -> None:
    """Read the stories that changed."""
    spines = kept.archive.shelves.spines(limit=1 << 40, since_run=since)
    for _ in kept.keeper.read([spine.n for spine in spines]):
        pass


def _told(kept: Kept, visit: Visit, since: int) -> Iterator[Row]:
    for failed in visit.failed:
        yield row("refused", what=str(failed))
    with kept.archive.looking():
        told = list(rows(kept.archive, kept.keeper, since))
    yield from told
    yield from alerts(kept)


# ---- alerts --------------------------------------------------------------------------------


def alerts(kept: Kept) -> Iterator[Row]:
    """What saved searches find among what came since they were last asked. Hits are sent to the
    address that a search names; where that fails, they are sent again the next time.
    """
    for search in kept.archive.watched.searches():
        upto = kept.archive.last_run()
        query = replace(parse(search.query), since_run=search.run)
        hits = kept.archive.search.documents(query, limit=_MOST_HITS)
        found = [
            row(
                "hit",
                story=hit.story,
                doc=hit.doc_id,
                what=hit.title or hit.text[:80],
                before=search.name,
                after=search.query,
                passages=[
                    {"doc": hit.doc_id, "start": hit.start, "end": hit.end, "text": hit.text}
                ],
            )
            for hit in hits.hits
        ]
        _warn_of_unread(kept, search, query)
        if hits.total > len(found):
            kept.report.warn(f"search {search.name}: {hits.total:,} hits, of which {_MOST_HITS}")
        yield from found
        failed = _sent(kept, search, hits.hits) if found and search.hook else None
        if failed:
            where = urlsplit(search.hook).hostname  # the rest of it may be a secret
            kept.report.warn(f"search {search.name}: {where}: {failed}")
            yield row("refused", what=f"hits of {search.name} to {where}: {failed}")
            continue
        if found:
            with kept.archive.writing(f"asked {search.name}"):
                kept.archive.watched.save(replace(search, run=upto))


def _warn_of_unread(kept: Kept, search: Saved, query: Query) -> None:
    if not (query.speakers or query.origins):
        return
    with kept.archive.looking():
        spines = kept.archive.shelves.spines(limit=1 << 40, since_run=search.run)
        unread = sum(1 for spine in spines if not kept.keeper.is_ready(spine.n))
    if unread:
        kept.report.warn(
            f"search {search.name}: speaker: and origins> find only what was read, and "
            f"{count(unread, 'story', 'stories')} were not: give --read"
        )


def _sent(kept: Kept, search: Saved, hits: Sequence[Hit]) -> str | None:
    told = {
        "schema": SCHEMA,
        "archive": Path(kept.archive.path).name,
        "search": search.name,
        "query": search.query,
        "hits": [hit_row(hit) for hit in hits],
    }
    body = json.dumps(told, ensure_ascii=True).encode("ascii")
    return send(search.hook, body, kept.settings, version=__version__)


# ---- telling -------------------------------------------------------------------------------


def _tell(found: Sequence[Row], asked: Asked, *, again: bool) -> None:
    tell(found, asked.shape, asked.output, add=again or asked.every is not None)
    sys.stdout.flush()


def tell(found: Sequence[Row], shape: str | None, output: str | None, *, add: bool = False) -> None:
    """The digest as text, by default on a terminal, or as rows; with `add` at the end of the file
    that is there.
    """
    if shape is None:
        shape = "text" if output is None and sys.stdout.isatty() else "jsonl"
    if add and output is not None:
        if shape not in ("text", "jsonl"):
            raise WrongUse(f"--every adds to a file: --format {shape} cannot be added to")
        with Path(output).open("a", encoding="utf-8") as file:
            _write(found, shape, file)
    elif shape == "text" and output is not None:
        with whole_file(Path(output)) as file:
            _write(found, shape, file)
    elif shape == "text":
        _write(found, shape, sys.stdout)
    else:
        emit(found, shape, output)


def _write(found: Sequence[Row], shape: str, file: IO[str]) -> None:
    if shape == "jsonl":
        for one in found:
            file.write(json.dumps({**one, "schema": SCHEMA}) + "\n")
    else:
        file.write("".join(f"{shown(line)}\n" for line in digest(found)))


def digest(found: Sequence[Row]) -> Iterator[str]:
    """What changed, for a reader.

    >>> list(digest([row("new-story", story=3, what="Bridge shut", before=0, after=2)]))
    ['New story 3: Bridge shut (2 articles)']
    """
    if not found:
        yield "Nothing new."
    for one in found:
        yield from _lines(one)


def _lines(one: Row) -> Iterator[str]:
    kind, what = one["change"], " ".join(str(one["what"]).split())
    head = _HEADS[kind]
    if kind in ("new-story", "grown-story"):
        size = count(one["after"], "article")
        grew = f", {one['after'] - one['before']} new" if one["before"] else ""
        yield f"{head} {one['story']}: {what} ({size}{grew})"
    elif kind == "new-article":
        told = (one["after"]["outlet"], one["after"]["day"], one["doc"])
        yield f"  + {what} ({', '.join(str(part) for part in told if part)})"
    elif kind in ("new-conflict", "more-origins"):
        grew = f" ({one['before']} → {one['after']})" if kind == "more-origins" else ""
        yield f"  {head}{grew}: {what}"
    elif kind in ("revised", "corrected"):
        yield f"{head}: {what} ({one['doc']})"
        for spot in one["passages"]:
            yield f"    “{_short(spot['old'])}” → “{_short(spot['new'])}”"
    elif kind == "not-read":
        yield f"  {head}: what its accounts claim (--read reads it)"
    elif kind == "hit":
        yield f"{head} {one['before']}: {what} ({one['doc']})"
    else:
        yield f"{head}: {what}" + (f" ({one['doc']})" if one["doc"] else "")


def _short(words: object) -> str:
    text = " ".join(str(words or "").split())
    return text if len(text) <= 80 else text[:79] + "…"
