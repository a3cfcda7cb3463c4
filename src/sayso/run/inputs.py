"""Files, folders, globs and standard input, opened and read one by one; the only place that touches the disk for them.

An article without an id of its own is called after its file: the path relative to the folder given, or the file's
name; where two files would share a name, each keeps its path as given. Two articles of one id: the second is refused.

    paths ──expand──▶ files in order ──documents.read──▶ Document | Rejected ──ids made unique──▶ out
"""

from __future__ import annotations

import glob
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from sayso.documents import DocumentOptions, read
from sayso.model import Document, Rejected

STANDARD_INPUT = "-"
_READABLE = ".txt .md .html .jsonl .json .csv"


@dataclass(frozen=True, slots=True)
class _File:
    """A file to be read: the id it lends to its article, and where it is."""

    name: str
    path: str


def gather(
    paths: Sequence[str], *, stdin: IO[bytes], options: DocumentOptions | None = None
) -> Iterator[Document | Rejected]:
    """Every article under the paths; whatever cannot be read comes as Rejected, and nothing raises.

    Folders are walked in order of name, hidden files left out. `-` is standard input, read as JSON Lines.

    >>> import io
    >>> [doc.id for doc in gather(["-"], stdin=io.BytesIO(b'{"id": "a", "text": "One."}'))]
    ['a']
    """
    options = options or DocumentOptions()
    first_of: dict[str, str] = {}
    for item in _renamed(_expanded(paths)):
        articles = iter([item]) if isinstance(item, Rejected) else _articles(item, stdin, options)
        for article in articles:
            if isinstance(article, Rejected):
                yield article
            elif article.id in first_of:
                reason = f"duplicate id {article.id!r}: {first_of[article.id]} has it already"
                yield Rejected(article.source, reason)
            else:
                first_of[article.id] = article.source
                yield article


def read_paths(
    paths: Sequence[str], *, options: DocumentOptions | None = None
) -> tuple[tuple[Document, ...], tuple[Rejected, ...]]:
    """Every article under the paths, and every input that could not be read. `-` is standard input."""
    found = list(gather(paths, stdin=sys.stdin.buffer, options=options))
    return (
        tuple(item for item in found if isinstance(item, Document)),
        tuple(item for item in found if isinstance(item, Rejected)),
    )


def _expanded(paths: Sequence[str]) -> list[_File | Rejected]:
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
    elif Path(path).is_dir():
        yield from _folder(path)
    elif os.path.lexists(path):
        yield _File(Path(path).name, path)
    elif glob.has_magic(path):
        yield from _glob(path)
    else:
        yield Rejected(path, "no such file or folder")


def _glob(pattern: str) -> Iterator[_File | Rejected]:
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 (a pattern may be absolute)
    if not matches:
        yield Rejected(pattern, "no file matches this pattern")
    for match in matches:
        yield from _folder(match) if Path(match).is_dir() else iter([_File(Path(match).name, match)])


def _folder(folder: str) -> Iterator[_File | Rejected]:
    """Every file below, in order of path; a folder that cannot be listed or holds nothing is refused by name."""
    count = 0
    failed: list[OSError] = []
    for here, folders, names in os.walk(folder, onerror=failed.append, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            path = Path(here) / name
            count += 1
            yield _File(path.relative_to(folder).as_posix(), str(path))
    for error in failed:
        yield Rejected(str(error.filename or folder), f"cannot be read: {error.strerror or error}")
    if not count and not failed:
        yield Rejected(folder, f"the folder is empty; sayso reads {_READABLE}")


def _renamed(items: list[_File | Rejected]) -> Iterator[_File | Rejected]:
    """Files that share a name are called by their paths instead, so that neither is taken for the other."""
    counts = Counter(item.name for item in items if isinstance(item, _File))
    for item in items:
        is_shared = isinstance(item, _File) and counts[item.name] > 1
        yield replace(item, name=Path(item.path).as_posix()) if is_shared and isinstance(item, _File) else item


def _articles(file: _File, stdin: IO[bytes], options: DocumentOptions) -> Iterator[Document | Rejected]:
    if file.path == STANDARD_INPUT:
        yield from read(STANDARD_INPUT, stdin, options=options)
        return
    if not Path(file.path).is_file():
        dangling = Path(file.path).is_symlink() and not Path(file.path).exists()
        yield Rejected(file.path, "a link to nowhere" if dangling else "not a regular file")
        return
    try:
        with Path(file.path).open("rb") as stream:
            for article in read(file.name, stream, options=options):
                source = file.path + article.source.removeprefix(file.name)
                yield replace(article, source=source)
    except OSError as error:
        yield Rejected(file.path, f"cannot be read: {error.strerror or error}")
