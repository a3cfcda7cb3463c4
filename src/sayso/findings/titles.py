"""What a story is called: the headline of one of its articles, a plain report where there is one.

documents ──headlines that report, else all──▶ whose words the other texts share ──▶ title
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sayso.findings.case import Case
from sayso.lexicon import table
from sayso.model import Document
from sayso.text import fold_words, view

_OPENING_WORDS = 12  # of a text that has no title
_LEAST_LETTERS = 4  # of a word that says what a story is about
# what somebody is quoted as saying is not how the writer speaks
_QUOTED = re.compile(r"(?<!\w)[‘'“\"].{1,300}?[’'”\"](?!\w)")

_LOUD = re.compile(r"[A-Z]{2,}\b")  # "WHO says", unless all of the title is in capitals
# "5 takeaways from …", "Brandt: the nine big questions"; not "senators ask 12 questions"
_COUNTED = re.compile(r"(?i)(?:^|: ?)(?:the |these |here are )*([\w-]+)((?: [\w'’-]+){1,3})")
_ASKS = re.compile(r"\?(?!\w)")  # within a word it is a letter that was lost


def headline(case: Case) -> str:
    """The title of a story: see `title_of`."""
    return title_of(case.documents)


def title_of(documents: Sequence[Document]) -> str:
    """The title that shares most words with the other texts, of those that report where any does;
    where no article has one, its opening words.

    >>> title_of([Document("a", "The ferry was stopped.", title="Ferry stopped at Skarn")])
    'Ferry stopped at Skarn'
    """
    titled = [doc for doc in documents if doc.title] or list(documents)
    asked = documents if len(titled) > 1 else ()  # of one there is nothing to choose
    bags = {doc.id: _long(view(doc.text).words) for doc in asked}

    def worth(doc: Document) -> tuple[bool, int, bool, str]:
        words = _long(word for word, _, _ in fold_words(_name(doc)))
        shared = sum(len(words & bag) for other, bag in bags.items() if other != doc.id)
        return reports(_name(doc)), shared, not doc.defects, doc.id

    return _name(max(titled, key=worth))


def reports(title: str) -> bool:
    """True for a headline that reports; False for one that comments, explains, counts or asks, by
    `lexicon/en/comment_titles.tsv`.

    >>> reports("Ferry stopped at Skarn"), reports("Opinion: Stop the ferry")
    (True, False)
    >>> reports("Why the ferry had to stop"), reports("5 takeaways from the ferry's last trip")
    (False, False)
    >>> reports("Harbour master: ‘We should have stopped her’"), reports("US ferry stopped")
    (True, True)
    """
    said = _words(_QUOTED.sub(" ", title))
    head, _, rest = title.partition(":")
    firsts = {
        word
        for printed in (title, rest.lstrip())
        if title.isupper() or not _LOUD.match(printed)
        for word in _words(printed)[:1]
    }
    return not (
        _ASKS.search(title)
        or (bool(rest) and " ".join(_words(head)) in _cues("label"))
        or not _cues("first").isdisjoint(firsts)
        or any(map(_counts, _COUNTED.finditer(title)))
        or not _cues("anywhere").isdisjoint(said)
    )


def _counts(found: re.Match[str]) -> bool:
    number = found[1].isdigit() or found[1].lower() in _cues("number")
    return number and not _cues("counted").isdisjoint(_words(found[2]))


def _name(doc: Document) -> str:
    return doc.title or " ".join(doc.text.split()[:_OPENING_WORDS]) + "…"


def _words(title: str) -> list[str]:
    return [word for word, _, _ in fold_words(title)]


def _long(words: Iterable[str]) -> set[str]:
    return {word for word in words if len(word) >= _LEAST_LETTERS}


@lru_cache(maxsize=8)
def _cues(where: str) -> frozenset[str]:
    return frozenset(row[0] for row in table("comment_titles") if row[1] == where)
