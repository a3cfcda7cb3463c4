"""What databases print for reading: many articles in one file, and no labels before the fields.

    text ──a line that closes each article──▶ its lines ──the day's line──▶ head and text ──▶ Fields

Factiva's display format ("412 words", a day, the paper and its code below the headline; "Document
ABC…" at the end), Europresse's ("news·20230905·SG·0042" at the end) and PressReader's ("Article
Name:…" at the end). A text that is none of these gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sayso.documents.fields import Fields, authors
from sayso.lexicon import mapping
from sayso.patterns import pattern

_Split = Callable[[str], Iterator[Fields | None]]
_COPYRIGHT = pattern(r"\s*(?:\(c\)|©|copyright\b)", re.I)
_RIGHTS = pattern(r".{0,80}\b(?:all rights reserved|tous droits réservés)\b", re.I)
_WRITER = pattern(r"(?:by\s+)?[A-Z][\w.’'-]*(?:[ ,;&]+(?:and |[A-Z])[\w.’'-]*){1,8}", re.I)
_MOST_HEAD = 14  # lines above the text that are looked at

# ---- Factiva -----------------------------------------------------------------------

_FACTIVA_END = pattern(r"^[ \t]*Document [A-Z][A-Za-z0-9]{11,}[ \t]*$", re.M)
_LENGTH = pattern(r"[\d,.]{1,7} words")
_DAY = pattern(r"\d{1,2} [A-Z][a-z]{2,8} \d{4}")
_TIME = pattern(r"\d{1,2}:\d\d(?:\s.{0,12})?")
_PRINTED = pattern(r"[A-Z0-9]{2,8}|[A-Za-z]{1,3}?\d{1,4}|\d(?:st|nd|rd|th)|.{0,30}\bedition", re.I)


def factiva(text: str) -> Iterator[Fields | None]:
    """The articles of Factiva's display format.

    >>> found = factiva("Pier shut\\nAnn Lowe\\n40 words\\n5 March 2024\\nGull\\nGULL\\nEnglish\\n"
    ...     "(c) 2024 Gull\\n\\nIt shut.\\n\\nDocument GULL000020240305ek35\\n")
    >>> [(f.title, f.outlet, f.published, f.text) for f in found]
    [('Pier shut', 'Gull', '5 March 2024', 'It shut.')]
    """
    for lines in _closed(text, _FACTIVA_END):
        if (found := _factiva_article(lines)) is not None:
            yield found


def _factiva_article(lines: list[str]) -> Fields | None:
    heads = range(len(lines) - 1)
    at = next(
        (n for n in heads if _LENGTH.fullmatch(lines[n]) and _DAY.fullmatch(lines[n + 1])), None
    )
    if at is None:
        return None
    above = [line for line in lines[:at] if line]
    below = at + 2
    if below < len(lines) and _TIME.fullmatch(lines[below]):
        below += 1
    outlet = lines[below] if below < len(lines) else ""
    end = _end_of_head(lines, below)
    body = _text(lines[end:])
    if end == below or not body or not above:
        return None
    writer = above.pop() if len(above) > 1 and _WRITER.fullmatch(above[-1]) else ""
    if len(above) > 1 and len(above[0].split()) <= 3:  # the rubric
        above.pop(0)
    return Fields(
        body,
        title=" ".join(above),
        outlet=outlet,
        authors=authors(writer),
        published=lines[at + 1],
    )


def _end_of_head(lines: list[str], start: int) -> int:
    """Behind the line of copyright, else the language, else the short lines below the paper."""
    near = range(start + 1, min(start + _MOST_HEAD, len(lines)))
    languages = {name.lower() for name in mapping("languages").values()}
    found = [n + 1 for n in near if _COPYRIGHT.match(lines[n])]
    found += [n + 1 for n in near if lines[n].lower() in languages]
    return found[0] if found else start


# ---- Europresse --------------------------------------------------------------------

_NUMBER = pattern(r"^.{0,40}\bnews[·.]((?:1[89]|20)\d\d)(\d\d)(\d\d)[·.]\S{1,40}.{0,20}$", re.M)
_DATED = pattern(r".{0,80}\b\d{1,2}(?:er)? \w{3,9},? (?:1[89]|20)\d\d\b.{0,60}")
_AFTER_NAME = pattern(r"\s*(?:\(|,|;| - | no\.? |\s{4}).*")


def europresse_text(text: str) -> Iterator[Fields | None]:
    """The articles of Europresse as text. The day is that of the number at the end.

    >>> found = europresse_text("Gull\\nNews, mardi 5 mars 2024, p. 4\\n\\nPier shut\\n\\n"
    ...     "Ann Lowe\\n\\nIt shut.\\n\\n© 2024 Gull. Tous droits réservés.\\n"
    ...     "news·20240305·GU·0042\\n")
    >>> [(f.title, f.outlet, f.published, f.text) for f in found]
    [('Pier shut', 'Gull', '2024-03-05', 'It shut.')]
    """
    numbers = [m.groups() for m in _NUMBER.finditer(text)]
    for lines, number in zip(_closed(text, _NUMBER), numbers, strict=False):
        near = range(min(_MOST_HEAD, len(lines)))
        at = next((n for n in near if _DATED.fullmatch(lines[n])), None)
        if at is None:
            continue
        above = [line for line in lines[:at] if line]
        below = [line for line in lines[at + 1 :] if line]
        if above and below:
            rest = lines[lines.index(below[0], at) + 1 :]
            yield _headed(below[0], rest, above[0], "-".join(number))


def _headed(title: str, lines: list[str], outlet: str, day: str) -> Fields | None:
    while lines and not lines[0]:
        lines.pop(0)
    writer = lines.pop(0) if lines and _WRITER.fullmatch(lines[0]) else ""
    body = _text(lines)
    if not body:
        return None
    return Fields(
        body,
        title=title,
        outlet=_AFTER_NAME.sub("", outlet),
        authors=authors(writer),
        published=day,
    )


# ---- PressReader -------------------------------------------------------------------

_PRESSREADER_END = pattern(
    r"^[ \t]*Article Name:[ \t]*(?P<title>.*)\n[ \t]*Publication:[ \t]*(?P<outlet>.*)\n"
    r"(?:[ \t]*(?:Section|Author|Start Page|End Page|Page|Date):.*(?:\n|\Z))+",
    re.M,
)
_ISO_DAY = pattern(r"(?:1[89]|20)\d\d-\d\d-\d\d\b")
_ISSUED = pattern(
    r"\b(?:(?:1[89]|20)\d\d-\d\d-\d\d|\d{1,2} [A-Z][a-z]{2,8},? \d{4}"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})\b"
)
_BY = pattern(r"^[ \t]*Author:[ \t]*(.*)$", re.M)


def pressreader(text: str) -> Iterator[Fields | None]:
    """The articles that PressReader prints, each with its fields below.

    >>> found = pressreader("Pier shut\\nGull · 5 Mar 2024 · 4\\n\\nIt shut.\\n\\n"
    ...     "Article Name:Pier shut\\nPublication:Gull\\nAuthor:Ann Lowe\\nStart Page:4\\n")
    >>> [(f.title, f.outlet, f.published, f.text) for f in found]
    [('Pier shut', 'Gull', '5 Mar 2024', 'It shut.')]
    """
    closings = list(_PRESSREADER_END.finditer(text))
    for lines, closing in zip(_closed(text, _PRESSREADER_END), closings, strict=False):
        title, outlet = closing["title"].strip(), closing["outlet"].strip()
        near = enumerate(lines[:_MOST_HEAD])
        head = [n for n, line in near if (outlet and outlet in line) or _ISO_DAY.match(line)]
        day = next((m[0] for n in head if (m := _ISSUED.search(lines[n]))), None)
        body = _text(lines[head[0] + 1 if day else 0 :])
        by = _BY.search(closing[0])
        if body:
            yield Fields(
                body.removeprefix(title).strip(),
                title=title or None,
                outlet=outlet or None,
                authors=authors(by[1]) if by else (),
                published=day,
            )


# ---- lines -------------------------------------------------------------------------


def _closed(text: str, end: re.Pattern[str]) -> Iterator[list[str]]:
    """The lines of each article, bare, up to what closes it."""
    start = 0
    for found in end.finditer(text):
        lines = [line.strip() for line in text[start : found.start()].split("\n")]
        first = next((n for n, line in enumerate(lines) if line), len(lines))
        yield lines[first:]
        start = found.end()


def _text(lines: list[str]) -> str:
    """What stands above the line of copyright at the end, line for line."""
    ends = [n for n, line in enumerate(lines) if _COPYRIGHT.match(line) or _RIGHTS.fullmatch(line)]
    return "\n".join(lines[: ends[-1]] if ends and ends[-1] > 0 else lines).strip()


DISPLAYS: tuple[tuple[str, _Split], ...] = (
    ("Factiva", factiva),
    ("Europresse", europresse_text),
    ("PressReader", pressreader),
)
