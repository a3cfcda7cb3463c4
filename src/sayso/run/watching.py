"""Places that are followed, looked at once: what is new in them goes into the archive.

    places of the archive ──folder: files whose size or time changed──┐
                          ──address: asked whether it has changed─────┴──▶ Keeper.add ──▶ Visit

A place that fails is named, and the others go on. Two that look at once add nothing twice: an
article that is there already is not kept again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sayso.archive import Followed
from sayso.errors import SaysoError, fault
from sayso.model import Document, Rejected
from sayso.run.inputs import Runner
from sayso.run.keeping import Added, Keeper
from sayso.run.origins import Origin, Origins
from sayso.settings import Settings

# from an address and its tag to a new tag and articles, None where nothing has changed
Fetch = Callable[[str, str], tuple[str, list[Document | Rejected] | None]]


@dataclass
class Visit:
    """What came of looking at all places once.

    failed     places that gave nothing, with the reason
    unchanged  how many places had nothing new
    """

    added: Added = field(default_factory=Added)
    failed: list[Rejected] = field(default_factory=list)
    unchanged: int = 0


def look(keeper: Keeper, fetch: Fetch, settings: Settings, *, run: Runner = map) -> Visit:
    """Look at every place that is followed, and keep what is new. Raises what the archive raises
    where it cannot be written.
    """
    visit = Visit()
    noted: list[Followed] = []
    with ExitStack() as stack:
        owner = Origins()

        def found() -> Iterator[Document | Rejected]:
            nonlocal owner
            for place in keeper.archive.watched.places():
                owner = Origins()
                if "://" in place.place:
                    yield from _of_address(place, fetch, visit, noted)
                elif origins := _origins(place, settings, visit):
                    owner = stack.enter_context(origins)
                    yield from _of_folder(place, origins, visit, noted, run=run)

        def origin(doc: Document) -> Origin:
            return owner.of(doc)

        visit.added = keeper.add(found(), origin)
    if noted:
        with keeper.archive.writing(f"looked at {len(noted)} places"):
            for place in noted:
                keeper.archive.watched.note(place)
    return visit


def _of_address(
    place: Followed, fetch: Fetch, visit: Visit, noted: list[Followed]
) -> Iterator[Document | Rejected]:
    try:
        tag, items = fetch(place.place, place.tag)
    except SaysoError:
        raise
    except Exception as error:  # whatever one server makes fail, the other places go on
        visit.failed.append(Rejected(place.place, fault(error, "fetched")))
        return
    if items is None:
        visit.unchanged += 1
        return
    if not any(isinstance(item, Document) for item in items):
        refused = [item for item in items if isinstance(item, Rejected)]
        visit.failed += refused or [Rejected(place.place, "holds no article")]
        return
    noted.append(replace(place, seen=_now(), tag=tag))
    yield from items


def _origins(place: Followed, settings: Settings, visit: Visit) -> Origins | None:
    try:
        if not Path(place.place).exists():
            visit.failed.append(Rejected(place.place, "no such file or folder"))
            return None
        return Origins([place.place], settings)
    except OSError as error:
        visit.failed.append(Rejected(place.place, f"cannot be read: {error.strerror or error}"))
        return None


def _of_folder(
    place: Followed,
    origins: Origins,
    visit: Visit,
    noted: list[Followed],
    *,
    run: Runner,
) -> Iterator[Document | Rejected]:
    before, now = _state(place.state), _stamps(origins.files)
    fresh = {path for path, stamp in now.items() if before.get(path) != stamp}
    if not fresh and len(before) == len(now):
        visit.unchanged += 1
        return
    noted.append(replace(place, seen=_now(), state=json.dumps(now, sort_keys=True)))
    if not fresh:
        return
    yield from origins.articles(run, fresh.__contains__)


def _stamps(files: Sequence[str]) -> dict[str, list[int]]:
    """Size and time of change of every file that can be looked at."""
    found: dict[str, list[int]] = {}
    for path in files:
        try:
            stat = Path(path).stat()
        except OSError:
            continue  # gone since it was listed, or closed to us: the next visit will tell
        found[path] = [stat.st_size, stat.st_mtime_ns]
    return found


def _state(state: str) -> dict[str, Any]:
    try:
        found = json.loads(state or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
