"""PDF (ISO 32000): the words that its pages print, by pypdf, as paragraphs.

    bytes ──pypdf──▶ lines with place and size ──printed──▶ text ──exports──▶ Fields

Its own data (title, author, day) are those of a program more often than of an article: a title or
an author is believed where the text prints it too, the day where the text prints that day. A
picture of a page has no words: it is refused, as is a file with a password. Pages, operators and
unpacked bytes are bounded.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import IO, Any

from sayso.documents.columns import lines_of
from sayso.documents.exports import articles
from sayso.documents.fields import Fields, mend
from sayso.documents.guard import guarded
from sayso.documents.lines import held
from sayso.documents.options import DocumentOptions
from sayso.documents.printed import Printed, paragraphs
from sayso.documents.several import noticed
from sayso.lexicon import mapping
from sayso.model import Reason, Rejected
from sayso.patterns import pattern

_MOST_PAGES = 500
_MOST_OPERATORS = 1_000_000  # of all pages, eleven seconds' work; a newspaper's page has thousands
_MOST_DRAWN = 32_000_000  # unpacked bytes of all that is drawn, however often
_MOST_PARSED = 300_000  # operands and operators of one stream
_MOST_NESTED = 10  # pieces of pages within pieces
_LEAST_LETTERS = 0.5  # share of letters and digits of what is printed; below, a font tells none
_LOOKED_AT = 4_000  # characters from the beginning in which title, author and day must be printed
_CONTROL = pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WORD = pattern(r"\w+")
_LOCKED = "encrypted: it needs a password; save it without one"


class _TooMuch(Exception):
    """More than the bounds allow; its text says of what."""


class _Spent:
    """What all pages so far have drawn. Pieces of pages (form XObjects) are drawn by name, perhaps
    many times: `sizes` holds their bytes, for one page.
    """

    def __init__(self) -> None:
        self.operators = self.drawn = 0
        self.sizes: dict[str, int] = {}

    def __call__(self, operator: bytes, operands: Sequence[object], *_: object) -> None:
        """One operator more. Raises _TooMuch."""
        self.operators += 1
        if operator == b"Do" and operands:
            self.drawn += 1_000 + self.sizes.get(str(operands[0]), 0)
        if self.operators > _MOST_OPERATORS or self.drawn > _MOST_DRAWN:
            raise _TooMuch("too large: its pages draw without end")

    def begin(self, page: Any) -> None:
        """The next page. Raises _TooMuch."""
        content = page.get_contents()
        self.drawn += len(content.get_data()) if content is not None else 0
        self.sizes = {}
        seen: set[int] = set()
        pending = [(page, 0)]
        while pending:
            holder, depth = pending.pop()
            for name, piece in _forms(holder):
                if id(piece) in seen or depth > _MOST_NESTED:
                    continue
                seen.add(id(piece))
                size = len(piece.get_data())
                self.drawn += size
                self.sizes[name] = max(size, self.sizes.get(name, 0))
                pending.append((piece, depth + 1))
                if self.drawn > _MOST_DRAWN:
                    raise _TooMuch("too large: its pages draw without end")


def _forms(holder: Any) -> Iterator[tuple[str, Any]]:
    """The pieces that a page, or a piece, can draw by name."""
    held = holder.get("/Resources")
    held = held.get_object().get("/XObject") if held is not None else None
    for name, value in (held.get_object() if held is not None else {}).items():
        piece = value.get_object()
        if piece.get("/Subtype") == "/Form":
            yield str(name), piece


def from_pdf(
    source: str, stream: IO[bytes], options: DocumentOptions
) -> Iterator[Fields | Rejected]:
    """The article of a PDF file, or those of a database's export."""
    data = held(source, stream, options.max_file_bytes, "a PDF file")
    if isinstance(data, Rejected):
        yield data
        return
    found = guarded(source, None, partial(_read, data, options))
    if isinstance(found, Rejected):
        yield found
        return
    several = articles(found.text)
    yield from several or (noticed(found),)


def _read(data: bytes, options: DocumentOptions) -> Fields | str:
    if not data.strip():
        return "empty: there is nothing in it"
    if b"%PDF-" not in data[:1024]:
        return "no PDF file: it does not begin with %PDF"
    import logging

    import pypdf  # slow to import, needed for PDF alone
    from pypdf.errors import (
        DependencyError,
        FileNotDecryptedError,
        LimitReachedError,
        PyPdfError,
    )

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells every oddity of a file
    most = options.max_record_bytes
    bounds: dict[str, Any] = {
        "zlib_maximum_output_length": most,
        "lzw_maximum_output_length": most,
        "run_length_maximum_output_length": most,
        "array_based_stream_maximum_output_length": most,
        "stream_parsing_work_maximum_count": _MOST_PARSED,
        "page_tree_maximum_entries": 20 * _MOST_PAGES,
        "jbig2dec_binary": None,  # no program is run for a picture
    }
    try:
        with pypdf.apply_configuration(**bounds):
            return _of(pypdf.PdfReader(io.BytesIO(data)))
    except (FileNotDecryptedError, DependencyError):
        return _LOCKED
    except (_TooMuch, LimitReachedError) as error:
        return str(error) if isinstance(error, _TooMuch) else f"too large: {_said(error)}"
    except (PyPdfError, RecursionError, *_BROKEN) as error:
        return f"a damaged PDF file: {_said(error)}"


# what pypdf raises for files that are none
_BROKEN = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, OSError),
    NotImplementedError,
)


def _of(reader: Any) -> Fields | str:
    if reader.is_encrypted and not reader.decrypt(""):
        return _LOCKED
    count = len(reader.pages)
    if count > _MOST_PAGES:
        return f"too large: {count:,} pages, the limit is {_MOST_PAGES}"
    lines, wordless, damaged = _pages(reader, count)
    text, address = paragraphs(lines)
    clean, why = mend(_CONTROL.sub("", text))
    if not clean.strip():
        return "no text: its pages are pictures; make text of them with an OCR program"
    if sum(char.isalnum() for char in clean) < _LEAST_LETTERS * len(_bare(clean)):
        return "no text: its fonts do not tell which letters they print; an OCR program can"
    if wordless:
        why = (*why, Reason("pages-without-text", ("wordless", wordless, count)))
    if damaged:
        why = (*why, Reason("pages-without-text", ("damaged", damaged, count)))
    title, author, day = _own_data(reader, clean[:_LOOKED_AT])
    return Fields(
        clean,
        title=title,
        authors=(author,) if author else (),
        days=(("the PDF's own data", day),) if day else (),
        url=address,
        outlet_from="page",
        why=why,
    )


def _pages(reader: Any, count: int) -> tuple[list[Printed], int, int]:
    """The lines of all pages, and how many pages have no words, or are damaged. Raises what pypdf
    does where all of them are, or where a bound is reached.
    """
    from pypdf.errors import LimitReachedError, PyPdfError

    spent = _Spent()
    lines: list[Printed] = []
    wordless = damaged = 0
    for number in range(count):
        try:
            found = _page(reader.pages[number], number + 1, spent)
        except LimitReachedError:
            raise
        except (PyPdfError, RecursionError, *_BROKEN):
            damaged += 1
            if damaged == count:
                raise
            continue
        wordless += not found
        lines += found
    return lines, wordless, damaged


def _bare(text: str) -> str:
    return "".join(text.split())


class _Shown:
    """Pieces of text as they are shown on a page: what, its place, the letters' size."""

    def __init__(self) -> None:
        self.pieces: list[tuple[str, float, float, float]] = []

    def __call__(self, said: str, cm: list[float], tm: list[float], *rest: Any) -> None:
        """One piece more, by the matrices of the page and of the text; `rest` is font and size."""
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        height = abs(tm[3] or tm[1]) * abs(cm[3] or cm[1])
        self.pieces.append((said, x, y, rest[-1] * height))

    def lines(self, number: int) -> list[Printed]:
        """The pieces put together to lines, each at the place of its first letter."""
        rows: list[list[Printed]] = []
        held: list[Printed] = []
        for said, x, y, size in [*self.pieces, ("\n", 0.0, 0.0, 0.0)]:
            for place, part in enumerate(said.split("\n")):
                if place and any(piece.text.strip() for piece in held):
                    first = next(n for n, piece in enumerate(held) if piece.text.strip())
                    rows.append(held[first:])
                held = [] if place else held
                if part:
                    held.append(Printed(number, x, y, round(size, 1), part))
        return lines_of(rows) if rows else []


def _page(page: Any, number: int, spent: _Spent) -> list[Printed]:
    """The lines of one page: the upright ones, where there are any."""
    spent.begin(page)
    for orientations in ((0,), (90, 270, 180)):
        shown = _Shown()
        page.extract_text(
            orientations=orientations, visitor_text=shown, visitor_operand_before=spent
        )
        if lines := shown.lines(number):
            return lines
    return []


def _own_data(reader: Any, printed: str) -> tuple[str | None, str | None, str | None]:
    """Title, author and day of the file, where its first page prints them."""
    said = reader.metadata or {}
    title, author = (" ".join(str(said.get(key) or "").split()) for key in ("/Title", "/Author"))
    words = f" {_folded(printed)} "
    held = [
        name if len(_folded(name).split()) > 1 and f" {_folded(name)} " in words else None
        for name in (title, author)
    ]
    return held[0], held[1], _printed_day(reader, printed)


def _folded(said: str) -> str:
    return " ".join(_WORD.findall(said.casefold()))


def _printed_day(reader: Any, printed: str) -> str | None:
    """The day on which the file was made, where the text prints its month and day."""
    try:
        made = reader.metadata.creation_date if reader.metadata else None
    except (ValueError, TypeError):
        return None
    if not isinstance(made, datetime):
        return None
    names = "|".join(
        re.escape(name) for name, number in mapping("months").items() if int(number) == made.month
    )
    day, year = f"0?{made.day}", rf"(?:\s*,?\s+{made.year}\b|(?!\s*,?\s+\d{{4}}))"
    pattern = rf"\b(?:{names})\.?\s+{day}\b{year}|\b{day}\s+(?:{names})\b{year}"
    return made.date().isoformat() if re.search(pattern, printed, re.I) else None


def _said(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
