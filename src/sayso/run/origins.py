"""What articles come out of, so that an archive keeps their bytes: files under paths, standard
input, files that somebody sent, answers of servers.

paths ──gather──▶ Document ─┐
address, body ──hear────────┴─of, as each is pulled──▶ its file or address, Bytes kept if it is new
"""

from __future__ import annotations

import hashlib
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

_IN_MEMORY = 1 << 24  # bytes of standard input that are held before a file takes them


class Bytes:
    """Bytes that articles were read out of. They are kept when the first of these is new, so that
    nothing is kept of what is refused or is there already.

    held  how many of them stay in memory till then
    """

    def __init__(self, name: str, opened: Callable[[], IO[bytes]], *, held: int = 0) -> None:
        """`opened` gives them from their beginning, each time anew."""
        self.held = held
        self._name, self._opened = name, opened
        self._digest: str | None = None

    def keep(self, archive: Archive, run: int) -> str | None:
        """Their digest, once they are kept; None where they cannot be read any more."""
        if self._digest is None:
            try:
                with self._opened() as stream:
                    self._digest = archive.originals.keep(self._name, stream, run)
            except OSError:
                return None  # they were there a moment ago; the article is kept without them
        return self._digest


# the file or address that a document was read out of, and its bytes, or the digest of those that
# are kept
Origin = tuple[str, Bytes | str | None]


class Origins:
    """Articles under paths, and the bytes of these and of whatever else is noted; a context."""

    def __init__(
        self,
        paths: Sequence[str] = (),
        settings: Settings | None = None,
        stdin: IO[bytes] | None = None,
    ) -> None:
        """Standard input is read to its end where `-` is among the paths."""
        self._paths = list(paths)
        self._options = (settings or Settings()).documents
        self._stdin: IO[bytes] = io.BytesIO()
        if STANDARD_INPUT in self._paths and stdin is not None:
            self._stdin = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (__exit__)
            shutil.copyfileobj(stdin, self._stdin)
        self._files = {
            readable_name(file.path): file.path
            for file in expanded(self._paths)
            if not isinstance(file, Rejected)
        }
        self._noted: dict[str, Origin] = {}
        self._heard: dict[str, Origin] = {}

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
            self._stdin.seek(0)
            yield from gather(
                self._paths, stdin=self._stdin, options=self._options, run=run, wanted=wanted
            )

    @property
    def files(self) -> tuple[str, ...]:
        """The paths of all files under the paths."""
        return tuple(self._files.values())

    def note(self, source: str, path: Path, file: str) -> None:
        """Articles of that source are read out of the file at a path; for the archive it is `file`,
        wherever it lies meanwhile.
        """
        self._noted[source] = file, Bytes(source, lambda: path.open("rb"))

    def hear(self, address: str, body: bytes, feed: str = "") -> None:
        """What stood at an address, to which a feed linked, if one is named. An answer is held till
        the next comes, a feed while its links are followed.
        """
        kept = {feed: self._heard[feed]} if feed in self._heard else {}
        told = Bytes(readable_name(address), lambda: io.BytesIO(body), held=len(body))
        self._heard = {**kept, address: (address, told)}

    def of(self, doc: Document) -> Origin:
        """What a document was read out of; to be asked when it has just come."""
        name = doc.source
        while name:
            for known in (self._heard, self._noted):
                if name in known:
                    return known[name]
            if name in self._files:
                self._noted[name] = self._of_file(name)
                continue
            # a line, or a place inside an archive of files
            name = name[: max(name.rfind(":"), name.rfind("!"), 0)]
        return doc.source, None

    def _of_file(self, name: str) -> Origin:
        path = self._files[name]
        if path == STANDARD_INPUT:
            # line 1 of standard input is another article each time, if the bytes are others
            with self._spooled() as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            return f"- {digest}", Bytes("standard input", self._spooled)
        where = os.path.realpath(path)
        return where, Bytes(name, lambda: Path(where).open("rb"))

    def _spooled(self) -> tempfile.SpooledTemporaryFile[bytes]:
        """A copy of standard input: what reads it goes on where it stood."""
        at = self._stdin.tell()
        self._stdin.seek(0)
        copy = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (closed by who asks for it)
        shutil.copyfileobj(self._stdin, copy)
        copy.seek(0)
        self._stdin.seek(at)
        return copy
