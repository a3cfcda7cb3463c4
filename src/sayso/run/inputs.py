"""Files, folders, globs and standard input, opened and read one by one; the only place that touches
the disk for them.

An article without an id of its own is called after its file: the path relative to the folder given,
or the file's name; where two files would share a name, each keeps its path as given. Two articles
of one id: the second is refused; of an agency's versions the latest stands.

  paths ─expand─▶ files in order ─portions, read apart─▶ Document | Rejected ─ids made unique─▶ out
"""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import IO

from sayso.documents import (
    DocumentOptions,
    Fields,
    RawRecord,
    Source,
    freeze_all,
    raw_fields,
    readable_name,
    settled,
    standing,
)
from sayso.documents.reader import READABLE
from sayso.model import Document, Rejected
from sayso.run.collecting import seldom_collected

STANDARD_INPUT = "-"
# bytes or characters of a portion: some fifty articles, a tenth of a second's work
_PORTION = 1 << 18
_Item = Fields | Rejected | RawRecord
Runner = Callable[
    [Callable[["Portion"], list[Document | Rejected]], Iterable["Portion"]],
    Iterable[list[Document | Rejected]],
]
_MOST_ITEMS = 256  # articles of a portion, however short


@dataclass(frozen=True, slots=True)
class _File:
    """A file to be read: the id it lends to its article, and where it is."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Portion:
    """What one step reads: some small files, or some articles of a large one already opened."""

    files: tuple[_File, ...]
    source: _File | None
    items: tuple[_Item, ...]
    options: DocumentOptions


def gather(
    paths: Sequence[str],
    *,
    stdin: IO[bytes],
    options: DocumentOptions | None = None,
    run: Runner = map,
    wanted: Callable[[str], bool] = bool,
) -> Iterator[Document | Rejected]:
    """Every article under the paths; whatever cannot be read comes as Rejected, and nothing raises.
    `wanted` chooses among the files by their paths; what they are called does not hang on it.

    Folders are walked in order of name, hidden files left out. `-` is standard input, read as JSON
    Lines. `run` applies a step to every portion: `map`, or that of a pool of processes.

    >>> import io
    >>> [doc.id for doc in gather(["-"], stdin=io.BytesIO(b'{"id": "a", "text": "One."}'))]
    ['a']
    """
    files = (f for f in _renamed(expanded(paths)) if isinstance(f, Rejected) or wanted(f.path))
    portions = _portions(files, stdin, options or DocumentOptions())
    # The first is read here: what it loads and compiles, workers that are forked later share.
    first = map(read_portion, islice(portions, 1))
    read = chain(first, _rest(run, portions))
    yield from standing(item for items in read for item in items)


def _rest(run: Runner, portions: Iterator[Portion]) -> Iterator[list[Document | Rejected]]:
    """What the portions hold that are left; they are asked for only when the first is read."""
    yield from run(read_portion, portions)


def read_paths(
    paths: Sequence[str], *, options: DocumentOptions | None = None
) -> tuple[tuple[Document, ...], tuple[Rejected, ...]]:
    """Every article under the paths (`-` is standard input), and every input not read."""
    found = settled(gather(paths, stdin=sys.stdin.buffer, options=options))
    return (
        tuple(item for item in found if isinstance(item, Document)),
        tuple(item for item in found if isinstance(item, Rejected)),
    )


def expanded(paths: Sequence[str]) -> list[_File | Rejected]:
    """Each file once, in the order given, folders opened up."""
    found: list[_File | Rejected] = []
    seen: set[str] = set()
    for item in (item for path in paths for item in _one(path)):
        if isinstance(item, _File):
            real = item.path if item.path == STANDARD_INPUT else os.path.realpath(item.path)
            if real in seen:
                continue
            seen.add(real)
        found.append(item)
    return found


def _one(path: str) -> Iterator[_File | Rejected]:
    if path == STANDARD_INPUT:
        yield _File(STANDARD_INPUT, STANDARD_INPUT)
    elif glob.has_magic(path) and not os.path.lexists(path):
        yield from _glob(path)
    else:
        yield from _file_or_folder(path)


def _file_or_folder(path: str) -> Iterator[_File | Rejected]:
    if os.path.isdir(path):  # noqa: PTH112 (Path.is_dir raises where it may not look)
        yield from _folder(path)
    else:
        yield _File(readable_name(Path(path).name), path)


def _glob(pattern: str) -> Iterator[_File | Rejected]:
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 (a pattern may be absolute)
    if not matches:
        yield Rejected(readable_name(pattern), "no file matches this pattern")
    for match in matches:
        yield from _file_or_folder(match)


def _folder(folder: str) -> Iterator[_File | Rejected]:
    """Every file below, by path; a folder that is empty or cannot be listed is refused by name."""
    count = 0
    failed: list[OSError] = []
    for here, folders, names in os.walk(folder, onerror=failed.append, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            path = Path(here) / name
            count += 1
            yield _File(readable_name(path.relative_to(folder).as_posix()), str(path))
    for error in failed:
        where = readable_name(str(error.filename or folder))
        yield Rejected(where, f"cannot be read: {error.strerror or error}")
    if not count and not failed:
        yield Rejected(readable_name(folder), f"the folder is empty; sayso reads {READABLE}")


def _renamed(items: list[_File | Rejected]) -> Iterator[_File | Rejected]:
    """Files that share a name are called by their paths, so that none is taken for another."""
    counts = Counter(item.name for item in items if isinstance(item, _File))
    for item in items:
        is_shared = isinstance(item, _File) and counts[item.name] > 1
        yield (
            replace(item, name=readable_name(Path(item.path).as_posix()))
            if is_shared and isinstance(item, _File)
            else item
        )


# ---- portions --------------------------------------------------------------


def _portions(
    items: Iterable[_File | Rejected], stdin: IO[bytes], options: DocumentOptions
) -> Iterator[Portion]:
    """The inputs in order: small files some at a time, large ones and standard input opened."""
    small: list[_File] = []
    size = 0
    for item in items:
        large = isinstance(item, _File) and (item.path == STANDARD_INPUT or _size(item) > _PORTION)
        if small and (large or isinstance(item, Rejected) or size >= _PORTION):
            yield Portion(tuple(small), None, (), options)
            small, size = [], 0
        if isinstance(item, Rejected):
            yield Portion((), None, (item,), options)
        elif large:
            yield from _opened(item, stdin, options)
        else:
            small.append(item)
            size += _size(item)
    if small:
        yield Portion(tuple(small), None, (), options)


def _size(file: _File) -> int:
    try:
        return Path(file.path).stat().st_size
    except OSError:
        return 0  # whoever reads it will say why it cannot be read


def _opened(file: _File, stdin: IO[bytes], options: DocumentOptions) -> Iterator[Portion]:
    """A large file, its articles some at a time; lines are taken apart by whoever reads them."""
    held: list[_Item] = []
    size = 0
    for item in _fields(file, stdin, options):
        held.append(item)
        if isinstance(item, RawRecord):
            size += len(item.said)
        elif isinstance(item, Fields):
            size += len(item.text)
        if size >= _PORTION or len(held) >= _MOST_ITEMS:
            yield Portion((), file, tuple(held), options)
            held, size = [], 0
    if held:
        yield Portion((), file, tuple(held), options)


def read_portion(portion: Portion) -> list[Document | Rejected]:
    """The articles of a portion, in order."""
    with seldom_collected():
        return list(freeze_all(_found(portion), portion.options))


def _found(portion: Portion) -> Iterator[tuple[Fields | Rejected, Source]]:
    """What the inputs of a portion say, and where it comes from."""
    options = portion.options
    for file in portion.files:
        source = _source(file)
        found = _taken_apart(_fields(file, None, options), options)
        yield from ((item, source) for item in found)
    source = _source(portion.source) if portion.source else Source("", "")
    yield from ((item, source) for item in _taken_apart(portion.items, options))


def _taken_apart(items: Iterable[_Item], options: DocumentOptions) -> Iterator[Fields | Rejected]:
    for item in items:
        found = item.taken_apart(options) if isinstance(item, RawRecord) else item
        if found is not None:
            yield found


def _source(file: _File) -> Source:
    """A file's articles are called after its name; messages say its path."""
    return Source(file.name, file.name if file.path == STANDARD_INPUT else readable_name(file.path))


def _fields(file: _File, stdin: IO[bytes] | None, options: DocumentOptions) -> Iterator[_Item]:
    """What one file says of its articles; one that cannot be opened is refused under its name."""
    if file.path == STANDARD_INPUT and stdin is not None:
        yield from raw_fields(STANDARD_INPUT, stdin, options=options)
        return
    path = Path(file.path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # not opened: a pipe would never answer
            yield Rejected(file.name, "not a regular file")
            return
        with path.open("rb") as stream:
            yield from raw_fields(file.name, stream, options=options)
    except FileNotFoundError:
        dangling = os.path.islink(path)  # noqa: PTH114 (Path.is_symlink may raise)
        yield Rejected(file.name, "a link to nowhere" if dangling else "no such file or folder")
    except OSError as error:
        yield Rejected(file.name, f"cannot be read: {error.strerror or error}")
