"""Adding: files that are dropped and addresses that are pasted, read by the worker while a page
says how far it is.

    form ─spooled to disk─▶ Parcel ─worker: articles read, kept, placed─▶ stories to read
"""

from __future__ import annotations

import hashlib
import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from starlette.exceptions import HTTPException

from sayso import __version__
from sayso.errors import WrongUse
from sayso.fetch import articles, is_address
from sayso.model import Document, Rejected
from sayso.run import gather
from sayso.run.keeping import Keeper
from sayso.run.origins import Origins
from sayso.settings import Settings
from sayso.web.articles import file_name
from sayso.web.asked import Asked
from sayso.web.desk import Desk
from sayso.web.frame import Page
from sayso.web.worker import ADD, READ, Job

_MOST_ADDRESSES = 200
_MOST_READ = 300  # stories that are read at once after adding; others when they are looked at
_MOST_SAID = 50
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Upload:
    """One file on its way: the name that it came by, made unlike the others' names, and where it
    lies meanwhile.
    """

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one form sent. `newer`: a file of a name that is here already is a later text of it."""

    folder: Path
    files: tuple[Upload, ...]
    addresses: tuple[str, ...]
    newer: bool = False


def add_page(desk: Desk, asked: Asked) -> Page:
    """The form, and what was refused before."""
    with desk.reading() as keeper:
        rejected = keeper.archive.rejected()[::-1][:_MOST_SAID]
    rows = [{"source": r.source, "line": r.line, "reason": r.reason} for r in rejected]
    return Page("add.html", "Add articles", {"rejected": rows}, {"rejected": rows})


def add(desk: Desk, asked: Asked) -> Job:
    """Have what a form sent read. Raises WrongUse where it sent nothing."""
    parcel = parcel_of(asked, desk.folder())

    def step(keeper: Keeper, job: Job) -> str:
        try:
            return _added(desk, keeper, job, parcel)
        finally:
            shutil.rmtree(parcel.folder, ignore_errors=True)

    words = [counted(len(parcel.files), "file"), counted(len(parcel.addresses), "address", "es")]
    return desk.worker.submit(f"adding {' and '.join(filter(None, words))}", step, rank=ADD)


def counted(number: int, noun: str, many: str = "s") -> str:
    """A number of things; empty where there are none.

    >>> counted(2, "address", "es"), counted(1, "file"), counted(0, "file")
    ('2 addresses', '1 file', '')
    """
    return f"{number} {noun}{many if number > 1 else ''}" if number else ""


def parcel_of(asked: Asked, folder: Path) -> Parcel:
    """The files of a form laid in a folder, and the addresses. Raises WrongUse."""
    lines = [line.strip() for line in asked.field("addresses").splitlines()]
    addresses = tuple(dict.fromkeys(line for line in lines if line))
    for address in addresses:
        if not is_address(address):
            raise WrongUse(f"{address[:80]!r} is no address; write one a line, as https://…")
    if len(addresses) > _MOST_ADDRESSES:
        raise WrongUse(f"more than {_MOST_ADDRESSES} addresses; paste fewer at a time")
    files = asked.files("files")
    if not files and not addresses:
        raise WrongUse("nothing was sent: choose files, or paste addresses, one a line")
    taken: dict[str, int] = {}
    uploads = []
    for n, file in enumerate(files):
        name = _told_apart((file.filename or "file").replace("\\", "/").strip("/"), taken)
        path = folder / str(n) / file_name(name)  # by its ending the format is known
        path.parent.mkdir()
        with path.open("wb") as out:
            shutil.copyfileobj(file.file, out, _PIECE)
        uploads.append(Upload(name, path))
    return Parcel(folder, tuple(uploads), addresses, newer=bool(asked.field("newer")))


def _told_apart(name: str, taken: dict[str, int]) -> str:
    taken[name] = taken.get(name, 0) + 1
    return name if taken[name] == 1 else f"{name} ({taken[name]})"


def _added(desk: Desk, keeper: Keeper, job: Job, parcel: Parcel) -> str:
    with Origins() as origins:
        found = keeper.add(_items(keeper.settings, parcel, job, origins), origins.of)
    job.said += [
        f"{len(found.new)} new, {len(found.revised)} revised, {found.same} here already, "
        f"{len(found.rejected)} not read"
    ]
    job.said += [f"Not read: {refused}" for refused in found.rejected[:_MOST_SAID]]
    home = keeper.archive.shelves.story_of([*found.new, *found.revised])
    numbers = sorted(set(home.values()))
    job.parts += [desk.want(n, rank=READ) for n in numbers[:_MOST_READ]]
    return f"/story/{numbers[0]}" if len(numbers) == 1 else "/stories"


def _items(
    settings: Settings, parcel: Parcel, job: Job, origins: Origins
) -> Iterator[Document | Rejected]:
    """Every article of the parcel, and where the bytes are that each is read out of."""
    job.doing, job.total = "reading files", len(parcel.files) + len(parcel.addresses)
    for upload in parcel.files:
        with upload.path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        file = f"upload:{upload.name if parcel.newer else digest}"
        origins.note(upload.name, upload.path, file)
        for item in gather([str(upload.path)], stdin=io.BytesIO(), options=settings.documents):
            yield _called(item, upload)
        job.done += 1
    for address in parcel.addresses:
        job.doing = "fetching addresses"
        yield from articles([address], settings, version=__version__, heard=origins.hear)
        job.done += 1


def _called(item: Document | Rejected, upload: Upload) -> Document | Rejected:
    """The item by the name that its file came by, not by where it lies meanwhile."""
    source = item.source.replace(str(upload.path), upload.name)
    if isinstance(item, Rejected):
        if source == upload.path.name:
            source = upload.name
        return replace(item, source=source)
    return replace(item, source=source)


def work(desk: Desk, asked: Asked) -> Page:
    """How far a job is."""
    job = desk.worker.get(asked.number("n"))
    if job is None:
        raise HTTPException(404, "that work is done and forgotten, or was never begun")
    status = 200
    poll = "" if job.finished else f"/work/{job.n}"
    return Page("work.html", job.what, job.row(), {"job": job.row()}, status, poll=poll)
