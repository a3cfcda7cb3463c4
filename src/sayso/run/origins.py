"""The files that articles come out of, so that an archive keeps their bytes.

paths ──gather──▶ Document ──origin──▶ its file, the digest of the bytes that are kept
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO

from sayso.archive import Archive
from sayso.documents import readable_name
from sayso.model import Document, Rejected
from sayso.run.inputs import STANDARD_INPUT, Runner, expanded, gather
from sayso.settings import Settings

_HELD = 4  # answers of servers that are held at a time: a feed, and what it links to
_IN_MEMORY = 1 << 24  # bytes of standard input that are held before a file takes them


class Origins:
    """Articles under paths, and the bytes of the files that they are read out of; a context."""

    def __init__(
        self, archive: Archive, paths: Sequence[str], settings: Settings, stdin: IO[bytes]
    ) -> None:
        """Standard input is read to its end where `-` is among the paths."""
        self._archive = archive
        self._paths = list(paths)
        self._options = settings.documents
        self._stdin: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (__exit__)
        if STANDARD_INPUT in self._paths:
            shutil.copyfileobj(stdin, self._stdin)
            self._stdin.seek(0)
        self._files = {
            readable_name(file.path): file.path
            for file in expanded(self._paths)
            if not isinstance(file, Rejected)
        }
        self._digests: dict[str, str] = {}

    def __enter__(self) -> Origins:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stdin.close()

    def articles(
        self, run: Runner = map, wanted: Callable[[str], bool] = bool
    ) -> Iterator[Document | Rejected]:
        """Every article under the paths, and every input that is refused; of the files that are
        `wanted` by their paths.
        """
        if self._paths:
            yield from gather(
                self._paths, stdin=self._stdin, options=self._options, run=run, wanted=wanted
            )

    @property
    def files(self) -> tuple[str, ...]:
        """The paths of all files under the paths."""
        return tuple(self._files.values())

    def of(self, doc: Document) -> tuple[str, str | None]:
        """The file or address that a document was read out of, and the digest of its bytes, which
        are kept when the first of its articles is; None where they cannot be read any more.
        """
        name = doc.source
        while name and name not in self._files:
            name = name.rpartition(":")[0]  # a line, or a place inside an archive of files
        path = self._files.get(name)
        if path is None:
            return doc.source, None
        where = path if path == STANDARD_INPUT else os.path.realpath(path)
        if where not in self._digests:
            kept = self._kept(where, path)
            if kept is None:
                return where, None
            self._digests[where] = kept
        digest = self._digests[where]
        # line 1 of standard input is another article each time, if the bytes are others
        return f"- {digest}" if path == STANDARD_INPUT else where, digest

    def _kept(self, where: str, path: str) -> str | None:
        with self._archive.writing(f"kept the bytes of {readable_name(path)}") as run:
            if path == STANDARD_INPUT:
                at = self._stdin.tell()
                self._stdin.seek(0)
                try:
                    return self._archive.originals.keep("standard input", self._stdin, run)
                finally:
                    self._stdin.seek(at)
            try:
                with Path(where).open("rb") as stream:
                    return self._archive.originals.keep(readable_name(path), stream, run)
            except OSError:
                return None  # it was there a moment ago; the article is kept without its bytes


class Heard:
    """What was fetched, for an archive that keeps the bytes when the first of its articles is."""

    def __init__(self, archive: Archive) -> None:
        """Nothing is kept before an article asks for it."""
        self._archive = archive
        self._bodies: dict[str, bytes] = {}
        self._digests: dict[str, str] = {}

    def hear(self, address: str, body: bytes) -> None:
        """Note what stood at an address; the last few are held till their articles come."""
        self._digests.pop(address, None)
        self._bodies[address] = body
        while len(self._bodies) > _HELD:
            del self._bodies[next(iter(self._bodies))]

    def of(self, doc: Document) -> tuple[str, str | None]:
        """The address that a document was read at, and the digest of the bytes that stood there."""
        name = doc.source
        while name and name not in self._bodies and name not in self._digests:
            name = name.rpartition(":")[0]
        if not name:
            return doc.source, None
        if name not in self._digests:
            with self._archive.writing(f"kept the bytes of {readable_name(name)}") as run:
                stream = io.BytesIO(self._bodies[name])
                self._digests[name] = self._archive.originals.keep(name, stream, run)
        return name, self._digests[name]
