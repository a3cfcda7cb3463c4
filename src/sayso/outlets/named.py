"""Outlets that a text names: those of the table, and those whose last word is a newspaper's.

text ─capitalised words─▶ "the Ostrey Courier’s Ann Lee" ─▶ Named(Ostrey Courier)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from sayso.lexicon import words
from sayso.outlets.table import Outlet, everyone, find, key, keys, spellings
from sayso.patterns import pattern
from sayso.text import fold_words

HEAD = 60_000  # characters of a text that are searched
_UP = "A-ZÀ-ÖØ-ÞŁŠŽ"
# a dot belongs to a name inside it (Salon.com), after an initial and after "St"
_PART = rf"[{_UP}](?:[\w&'’-]|\.(?=\w)|(?<=\b\w)\.|(?<=\bSt)\.){{0,24}}"
_RUN = pattern(rf"{_PART}(?: (?:of |& )?{_PART}){{0,4}}")
_WITHIN = ("", " & ")  # what stands between the words of a name, beside white space
_WORD = pattern(r"(?<![\w@])[^\W_][\w.&'’/-]*")
_WITHIN_WORD = frozenset("_.&'’/-")  # besides letters and digits
_CAPITAL = pattern(r"[A-Z\x80-\U0010ffff]")
_INSIDE = pattern(r"[\w,;–—-] $")
_OWNED = pattern(rf"['’]s? (?=[{_UP}])")  # "the Post’s Ann Poe": one name ends, the next begins
_END = pattern(r"(?:['’]s?|[.&-])+$")  # what a run may end with and the name does not


@dataclass(frozen=True, slots=True)
class Named:
    """An outlet where a text names it, without article and possessive."""

    name: str
    start: int
    end: int
    outlet: Outlet | None


def sounds_like_one(name: str) -> bool:
    """True when a name's last word is a newspaper's or a station's.

    >>> sounds_like_one("Sallow Coast Radio"), sounds_like_one("Sallow Coast Hospital")
    (True, False)
    """
    return re.split(r"[ -]", name)[-1] in words("outlet_heads")


def listed_at(text: str, at: int) -> Named | None:
    """The longest listed name at an offset; not one that is a word or another body's name too."""
    for end in reversed(_ends(text, at)):
        name = _END.sub("", text[at:end])
        outlet = find(name)
        if outlet and _reads_as_name(name):
            return Named(name, at, at + len(name), outlet)
    return None


def _ends(text: str, at: int) -> list[int]:
    """Where the words at an offset may end a listed name: as long as what they fold to begins one.
    Addresses ("Salon.com") and what a record adds ("Online") go beyond the listed names.
    """
    ends: list[int] = []
    last, folded = at, ""
    for count, word in enumerate(_WORD.finditer(text, at), 1):
        between = text[last : word.start()]
        if count > _most_words() or not (between.isspace() or between in _WITHIN):
            break
        last, piece = word.end(), word[0]
        whole, bare = _letters(piece)
        if folded + bare in keys() or (count == 1 and "." in piece) or bare == "online":
            ends.append(last)
        folded = "" if folded + whole == "the" else folded + whole
        if folded not in _beginnings():
            break
    return ends


@lru_cache(maxsize=1 << 16)
def _letters(word: str) -> tuple[str, str]:
    """What a word folds to, a leading article left out, and what it does at the end of a name."""
    whole, bare = (
        tuple(piece for piece, _, _ in fold_words(form)) for form in (word, _END.sub("", word))
    )
    whole, bare = (w[1:] if w[:1] == ("the",) and len(w) > 1 else w for w in (whole, bare))
    return "".join(whole), "".join(bare)


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    """Everything that a key of a listed name begins with, the key and nothing included."""
    return frozenset(key[:size] for key in keys() for size in range(len(key) + 1))


def listed(text: str) -> Iterator[Named]:
    """Every listed outlet that a text names.

    >>> [found.outlet.name for found in listed("Reporting by Reuters and the Associated Press")]
    ['Reuters', 'AP']
    """
    done = 0
    for at in _may_be_begun(text):  # most words begin none
        if at < done or (at and text[at - 1] in _WITHIN_WORD and not _begins_word(text, at)):
            continue
        word = _WORD.match(text, at)
        if word and _may_begin(word[0]) and (found := listed_at(text, at)):
            done = found.end
            yield found


def _begins_word(text: str, at: int) -> bool:
    """False within a word: at the house of "Ann Poe/Reuters"."""
    start = at
    while start and (text[start - 1] in _WITHIN_WORD or text[start - 1].isalnum()):
        start -= 1
    first = _WORD.search(text, start)
    return first is not None and first.start() == at


def _may_be_begun(text: str) -> list[int]:
    """Offsets of a capital, of a letter beyond ASCII, and of the small letters that the few names
    begin with that are printed with them.
    """
    found = [met.start() for met in _CAPITAL.finditer(text)]
    small = [met.start() for met in _small_opening().finditer(text)]
    return sorted({*found, *small}) if small else found


@lru_cache(maxsize=1)
def _small_opening() -> re.Pattern[str]:
    every = sorted(_small_letters())
    forms = [rf"{re.escape(form)}(?<![\w@](?s:{'.' * len(form)}))" for form in every]
    return re.compile("|".join(forms) or r"(?!)")


def named(text: str) -> Iterator[Named]:
    """Every outlet in the capitalised words of a text, listed or not; a newspaper's word alone
    needs an article before it.

    >>> [found.name for found in named("He told the Ostrey Courier’s Ann Lee at the Harbour Inn.")]
    ['Ostrey Courier']
    """
    for run in _RUN.finditer(text):
        start = run.start()
        for piece in _OWNED.sub(lambda owned: f"{owned[0][:-1]}\0", run[0]).split("\0"):
            name = _END.sub("", piece)
            bare = name.removeprefix("The ")
            article = bare != name or text[max(0, start - 4) : start].lower() == "the "
            whole = " " in bare or "-" in bare
            # "told The Hill": an article with a capital inside a sentence is part of a name
            titled = bare != name and _INSIDE.search(text, max(0, start - 3), start) is not None
            plain = whole or titled or bare.isupper() or _reads_as_name(bare)
            known = find(name) if plain else None
            at = start + len(name) - len(bare)
            if known or (sounds_like_one(bare) and (whole or article)):
                yield Named(bare, at, at + len(bare), known)
            else:
                for one in _listed_in(piece):
                    yield replace(one, start=start + one.start, end=start + one.end)
            start += len(piece) + 1


def places(text: str, names: Iterable[str]) -> Iterator[re.Match[str]]:
    """Where a text names one of some outlets, under any spelling. A name of one word is often
    another word (Time, Reason): it must be capitalised, an acronym throughout.

    >>> [at[0] for at in places("In time the N.Y. Times told TIME and the New York Times", ["NYT"])]
    ['N.Y. Times', 'New York Times']
    """
    return _pattern(frozenset(names)).finditer(text)


@lru_cache(maxsize=4096)
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    every = {form for name in names for form in (name, *spellings(name))}
    forms = [form for form in sorted(every) if len(form) > 1]
    forms.sort(key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_spelled, forms))})(?!\w)" if forms else r"(?!)")


def _spelled(form: str) -> str:
    if " " in form:
        return rf"(?i:{re.escape(form)})".replace("\\ ", r"\s+")
    rest = re.escape(form[1:])
    return re.escape(form[0].upper()) + (rest if form.isupper() else f"(?i:{rest})")


def _reads_as_name(name: str) -> bool:
    """False for a name that is a word or another body's name too, unless it is printed in a way
    that only the outlet is.
    """
    if not (name[0].isupper() or name in _printed()):
        return False
    ambiguous = words("ambiguous_outlets")
    return name not in ambiguous and (name in _printed() or key(name) not in _ambiguous())


@lru_cache(maxsize=1)
def _printed() -> frozenset[str]:
    return frozenset(form for outlet in everyone() for form in outlet.forms)


@lru_cache(maxsize=1)
def _most_words() -> int:
    return max(len(_WORD.findall(form)) for form in _printed())


@lru_cache(maxsize=1)
def _ambiguous() -> frozenset[str]:
    return frozenset(key(name) for name in words("ambiguous_outlets"))


@lru_cache(maxsize=1 << 14)  # the texts of a pile name the same people and places
def _listed_in(piece: str) -> tuple[Named, ...]:
    return tuple(listed(piece))


@lru_cache(maxsize=1 << 16)  # most words of a text are words of the one before
def _may_begin(word: str) -> bool:
    """Whether a listed name begins with the first piece of a word."""
    if not word[0].isupper() and not word.startswith(_small_letters()):
        return False
    first = fold_words(word)[:1]
    return bool(first) and first[0][0] in _first_words()


@lru_cache(maxsize=1)
def _small_letters() -> tuple[str, ...]:
    """What the few names begin with that are printed with a small letter at first."""
    return tuple({form[:2] for form in _printed() if not form[0].isupper()})


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(
        fold_words(part)[0][0]
        for outlet in everyone()
        for form in outlet.forms
        for part in {form, form.removeprefix("The ")}
    )
