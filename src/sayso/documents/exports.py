"""What news databases export as text: many articles in one file, each between labelled fields.

    text ──which database?──▶ its articles ──labels──▶ Fields

Nexis ("1 of 3 DOCUMENTS", or "End of Document"), Factiva (two-letter fields, "Document ABC…") and
ProQuest ("Publication date:", lines of underscores), and what `displays` reads without labels. The
text of an article is what stands between
its labels, untouched (Factiva labels the lead and the rest: they are two paragraphs); the labels
are its fields and never part of its words. A file that is none of these gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from sayso.documents.displays import DISPLAYS
from sayso.documents.fields import Fields, authors
from sayso.lexicon import mapping
from sayso.model import Reason
from sayso.patterns import pattern

# ---- Nexis -----------------------------------------------------------------------

_NUMBERED = pattern(r"^[ \t]*(?:Document )?\d+ of \d+ DOCUMENTS?[ \t]*$", re.I | re.M)
_END_OF_DOCUMENT = pattern(r"^[ \t]*End of Document[ \t]*$", re.I | re.M)
_LABELLED = r"^[ \t]*([A-Z][A-Za-z]+(?:[ -][A-Za-z]+){0,2}):(?:[ \t]+(.*))?$"
_LABEL = pattern(_LABELLED)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_FACTIVA_OPENS = pattern(r"^[ \t]*(?:HD|TD|LP)\b", re.M)  # headline, text, lead
_NEXIS_OPENS = pattern(r"^[ \t]*(?:Length:|Body[ \t]*$)", re.M)
_ANY_LABEL = pattern(_LABELLED, re.M)
_DAY_LINE = pattern(
    rf"^[ \t]*(?:{_WEEKDAY},?\s+)?"
    rf"({_MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+{_MONTH},?\s+\d{{4}})\b.{{0,60}}$",
    re.I,
)
_COPYRIGHT = pattern(r"^[ \t]*(?:Copyright\b|©|\(c\) ?\d{4}|All Rights Reserved)", re.I)
_EDITION = pattern(r"\bedition\b|^[ \t]*(?:final|national|late|main|first|second)[ \t]*$", re.I)
_DECLARED = ("correction", "dateline", "credit")
_FILED_FROM = pattern(r"(?<=\w) in [A-Z][\w.’' -]{1,40}$")  # "Ann Lowe in Hartwell"
_NOBODY = ("", "anonymous", "author unknown", "unknown")
_TURNED = pattern(r"([^,\s]+), (\w[\w. -]{0,30})")
_LEAST_LABELS = 3  # of one file without numbers from which it is an export


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def bare(self) -> str:
        return self.text.strip()


def articles(text: str) -> list[Fields]:
    """The articles of an export, in order; empty where the text is none. One that is announced and
    has no text stands with an empty one, so that it is refused by its place.

    >>> found = articles("Gull\\n\\nMarch 12, 2024 Tuesday\\n\\nPier shut\\n\\nBYLINE: Ann Lowe\\n"
    ...     "LENGTH: 4 words\\n\\nIt shut on Tuesday.\\n\\nLOAD-DATE: March 14, 2024\\n")
    >>> [(f.outlet, f.title, f.published, f.text) for f in found]
    [('Gull', 'Pier shut', 'March 12, 2024', 'It shut on Tuesday.')]
    """
    for name, split in _DATABASES:
        found = [item for item in split(text) if item is not None]
        if any(item.text for item in found):
            note = Reason("export", (name, len(found)))
            many = len(found) > 1
            cut = (Reason("cut-short", ("export", name)),) if _is_cut(text, name) else ()
            return [
                replace(
                    item,
                    line=n if many else None,
                    why=(*item.why, note, *(cut if n == len(found) else ())),
                )
                for n, item in enumerate(found, 1)
            ]
    return []


def _is_cut(text: str, name: str) -> bool:
    """Whether the file ends in an article that lacks the end that one before it has."""
    closed = _FACTIVA_END if name == "Factiva" else _END_OF_DOCUMENT
    if ends := [end.end() for end in closed.finditer(text)]:
        opens = _FACTIVA_OPENS if name == "Factiva" else _NEXIS_OPENS
        return opens.search(text, ends[-1]) is not None
    if name != "Nexis" or not (starts := [*_NUMBERED.finditer(text)][1:]):
        return False
    labels = ((m[1], m.start()) for m in _ANY_LABEL.finditer(text))
    tails = [at for label, at in labels if _is_tail(label) or _after(label)]
    return bool(tails) and tails[-1] < starts[-1].start()


def _after(label: str) -> bool:
    return mapping("export_labels").get(label.lower(), "").startswith("after")


def _nexis(text: str) -> Iterator[Fields | None]:
    numbered = list(_NUMBERED.finditer(text))
    if numbered:
        ends = [m.start() for m in numbered[1:]] + [len(text)]
        stretches = [(m.end(), end) for m, end in zip(numbered, ends, strict=True)]
    else:
        closed = list(_END_OF_DOCUMENT.finditer(text))
        starts = [0, *(m.end() for m in closed)]
        stretches = list(zip(starts, [*(m.start() for m in closed), len(text)], strict=True))
        if not closed and _known_labels(text) < _LEAST_LABELS:
            return
    for start, end in stretches:
        if text[start:end].strip():
            found = _nexis_article(text, start, end)
            yield Fields("") if found is None and numbered else found
        elif numbered:  # announced, and lost in a cut
            yield Fields("")


def _known_labels(text: str) -> int:
    known = mapping("export_labels")
    labels = (_LABEL.match(line.text) for line in _lines(text, 0, len(text)))
    return len({m[1].lower() for m in labels if m and m[1].lower() in known})


def _nexis_article(text: str, start: int, end: int) -> Fields | None:
    lines = _lines(text, start, end)
    known = mapping("export_labels")
    said: dict[str, str] = {}
    head: list[str] = []
    last = first = None
    labelled = False  # inside a labelled field that runs on over lines
    for n, line in enumerate(lines):
        label = _LABEL.match(line.text)
        field = known.get(label[1].lower()) if label else None
        if label and field is not None:
            labelled = True
            if field:
                said.setdefault(field, " ".join((label[2] or "").split()))
            if field == "body":
                first = n + 1
            elif field.startswith("after") or _is_tail(label[1]):
                last = n if last is None and first is not None else last
            elif first is None or not any(x.bare for x in lines[first:n]):
                first = n + 1
            continue
        if line.bare.lower() == "body":
            first, labelled = n + 1, False
        elif line.bare.lower() in ("classification", "graphic") and first is not None and n > first:
            last = n if last is None else last
        elif not line.bare:
            labelled = False
        elif _COPYRIGHT.match(line.text) and first is not None and n > first:
            last = n if last is None else last
        elif first is None and not labelled and not _COPYRIGHT.match(line.text):
            head.append(line.bare)
        elif labelled and first == n:
            first = n + 1  # a field's second line
    if first is None:
        return None
    body = _stretch(text, lines[first : last if last is not None else len(lines)])
    if body is None:
        return None
    outlet, day, title = _head(head)
    found = {"outlet": outlet, "published": day, "title": title}
    return _article(body, {**{k: v for k, v in found.items() if v}, **said})


def _is_tail(label: str) -> bool:
    return label.lower() in mapping("export_tails")


def _head(lines: list[str]) -> tuple[str | None, str | None, str | None]:
    """Outlet, day and headline out of the unlabelled lines above the first field: the old form has
    outlet, day, headline, the new one headline, outlet, day.
    """
    at = next((n for n, line in enumerate(lines) if _DAY_LINE.match(line)), None)
    if at is None:
        return None, None, (lines[0] if lines else None)
    found = _DAY_LINE.match(lines[at])
    day = found[1] if found else None
    before = lines[:at]
    after = [line for line in lines[at + 1 :] if not _EDITION.search(line) and len(line) < 300]
    if after:
        return (before[-1] if before else None), day, " ".join(after)
    title = " ".join(before[:-1]) or None
    return (before[-1] if before else None), day, title


def _article(text: str, said: Mapping[str, str]) -> Fields:
    """The article of a text and what its labels say of it."""
    return Fields(
        text,
        title=said.get("title"),
        outlet=said.get("outlet"),
        authors=_authors(said.get("authors", "")),
        published=said.get("published"),
        url=said.get("url"),
        lang=_language(said.get("lang")),
        declared=tuple((key, said[key]) for key in _DECLARED if said.get(key)),
    )


def _authors(said: str) -> tuple[str, ...]:
    """Names of a byline; databases also turn them: "Lowe, Ann; Berg, Otto"."""
    names = [name.strip() for name in said.split(";")]
    names = [name for name in names if name.lower() not in _NOBODY]
    turned = [_TURNED.fullmatch(name) for name in names]
    if all(turned):
        return tuple(f"{m[2]} {m[1]}" for m in turned if m)
    return tuple(_FILED_FROM.sub("", name) for name in authors("; ".join(names)))


def _language(said: str | None) -> str | None:
    if not said:
        return None
    wanted = said.split(";")[0].strip().lower()
    return next(
        (code for code, name in mapping("languages").items() if name.lower() == wanted), None
    )


def _lines(text: str, start: int, end: int) -> list[_Line]:
    found, at = [], start
    for line in text[start:end].split("\n"):
        found.append(_Line(at, line.removesuffix("\r")))
        at += len(line) + 1
    return found


def _stretch(text: str, lines: list[_Line]) -> str | None:
    held = [line for line in lines if line.bare]
    return text[held[0].start : held[-1].end].strip() if held else None


# ---- Factiva ---------------------------------------------------------------------

_FACTIVA_FIELD = pattern(
    r"^[ \t]*(HD|SE|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPD|IPC|PUB|AN|ART"
    r"|CLM|DLN)(?:[ \t]+(.*))?$"
)
_FACTIVA_END = pattern(r"^[ \t]*(?:AN[ \t]+)?Document [A-Za-z0-9]{12,}[ \t]*$", re.M)
_FACTIVA_NAMES = {
    "HD": "title",
    "BY": "authors",
    "PD": "published",
    "SN": "outlet",
    "LA": "lang",
    "CR": "credit",
    "DLN": "dateline",
}


def _factiva(text: str) -> Iterator[Fields | None]:
    ends = list(_FACTIVA_END.finditer(text))
    starts = [0, *(m.end() for m in ends)]
    stops = [m.start() for m in ends]
    if ends and _FACTIVA_OPENS.search(text, starts[-1]):
        stops.append(len(text))  # the file was cut
    for start, end in zip(starts, stops, strict=False):
        yield _factiva_article(text, start, end)


def _factiva_article(text: str, start: int, end: int) -> Fields | None:
    said: dict[str, list[str]] = {}
    body: list[_Line] = []
    now = ""
    for line in _lines(text, start, end):
        field = _FACTIVA_FIELD.match(line.text)
        if field:
            now = field[1]
            rest = (field[2] or "").strip()
            if now in ("LP", "TD"):
                if rest:
                    at = line.start + line.text.index(rest, field.start(1) + 2)
                    body.append(_Line(at, line.text[at - line.start :]))
            elif rest:
                said.setdefault(now, []).append(rest)
        elif now in ("LP", "TD"):
            body.append(line)
        elif line.bare and now:
            said.setdefault(now, []).append(line.bare)
    if "HD" not in said and "PD" not in said:
        return None
    stretch = _between_fields(text, body)
    if stretch is None:
        return None
    fields = {kept: " ".join(said[key]) for key, kept in _FACTIVA_NAMES.items() if key in said}
    return _article(stretch, fields)


def _between_fields(text: str, body: list[_Line]) -> str | None:
    """The lead and the rest as paragraphs: between the two stand only a label and blanks."""
    held = [line.text if line.bare else "" for line in body]
    return "\n".join(held).strip() or None


# ---- ProQuest --------------------------------------------------------------------

_RULE = pattern(r"^_{20,}[ \t]*$", re.M)
_PROQUEST_HEAD = pattern(r"document \d+ of \d+$|proquest document link|_+$", re.I)
_PROQUEST_FIELD = pattern(r"^([A-Z][A-Za-z ]{2,40}):[ \t]*(.*)$")


def _proquest(text: str) -> Iterator[Fields | None]:
    bounds = [m.end() for m in _RULE.finditer(text)]
    if not bounds or "Full text:" not in text:
        return
    known = mapping("export_labels")
    for start, end in zip(bounds, [*bounds[1:], len(text)], strict=True):
        said: dict[str, str] = {}
        body: list[_Line] = []
        head: list[str] = []  # the headline stands above the fields
        now: str | None = None
        for line in _lines(text, start, end):
            field = _PROQUEST_FIELD.match(line.text)
            name = known.get(field[1].lower()) if field else None
            if now is None and name is None and line.bare and not _PROQUEST_HEAD.match(line.bare):
                head.append(line.bare)
            if field and name is not None:
                now = name
                if now == "body":
                    body = [_Line(line.start + field.start(2), field[2])]
                elif now:
                    said.setdefault(now, field[2].strip())
            elif now == "body" and not _RULE.match(line.text):
                body.append(line)
        stretch = _stretch(text, body)
        if stretch is not None:
            if "outlet" in said:  # "Hartwell Herald; Hartwell"
                said["outlet"] = said["outlet"].partition(";")[0].strip()
            title = {"title": " ".join(head)[:500]} if head else {}
            yield _article(stretch, {**title, **said})


_DATABASES: tuple[tuple[str, Callable[[str], Iterator[Fields | None]]], ...] = (
    ("Factiva", _factiva),
    ("ProQuest", _proquest),
    ("Nexis", _nexis),
    *DISPLAYS,
)
