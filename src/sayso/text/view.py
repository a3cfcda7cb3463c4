"""What the rooms ask of one text, found once: its paragraphs, its quotations, its words.

A text is asked for its paragraphs while it is frozen, read, compared and printed. `view` gives the
View of a text, the same one as long as it is kept; each of its parts is found when it is first
asked for. The memory is keyed by the text itself and holds nothing that is not a function of it, so
whether a view is kept or made anew never shows in a result. It is a memory of one process: a worker
makes its own views.

    text ──view──▶ View: wrapped? · paragraphs · quoted · quotations · words · folded
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from sayso.spans import Span
from sayso.text.folding import Folded, fold, fold_words
from sayso.text.marks import quotations, quoted_spans
from sayso.text.paragraphs import paragraphs, wrapped

# Characters of all texts kept together, some 1,300 articles; with everything found in them they
# take about 30 bytes a character.
_MOST_KEPT = 1 << 22


@dataclass(frozen=True, eq=False)
class View:
    """One text and what stands where in it; all offsets point into `text`."""

    text: str

    @cached_property
    def wrapped(self) -> bool:
        """True when the text is set to a fixed width: most line ends fall inside sentences."""
        return wrapped(self.text)

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Paragraphs without their surrounding white space, in order."""
        return tuple(paragraphs(self.text, wrapped=self.wrapped))

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """Stretches between double quotation marks, marks included; one left open ends with its
        paragraph.
        """
        return tuple(quoted_spans(self.text, wrapped=self.wrapped))

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """Stretches that are closed by their mark or go on in the next paragraph, and those between
        single marks; sorted.
        """
        return tuple(quotations(self.text, self.quoted, self.paragraphs))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The folded words in order, without their offsets.

        >>> view("We’ve 5,200 in Kırkuk").words
        ('we', 've', '5', '200', 'in', 'kirkuk')
        """
        return tuple(word for word, _, _ in fold_words(self.text))

    @cached_property
    def folded(self) -> Folded:
        """Letters and digits, folded, each with its offset."""
        return fold(self.text)


class _Shelf:
    """The last views, as many as `most` characters allow; safe to share between threads."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.kept = 0
        self.views: OrderedDict[str, View] = OrderedDict()
        self.lock = Lock()

    def view(self, text: str) -> View:
        """The view of the text; one longer than all that may be kept is made anew every time."""
        with self.lock:
            if (found := self.views.get(text)) is not None:
                self.views.move_to_end(text)
                return found
            made = View(text)
            if len(text) <= self.most:
                self.views[text] = made
                self.kept += len(text)
            while self.kept > self.most:
                self.kept -= len(self.views.popitem(last=False)[0])
            return made


_SHELF = _Shelf(_MOST_KEPT)


def view(text: str) -> View:
    """The view of a text.

    >>> seen = view("He said “no” and left.\\n\\nNobody asked.")
    >>> seen.paragraphs, seen.quoted, view(seen.text) is seen
    (((0, 22), (24, 37)), ((8, 12),), True)
    """
    return _SHELF.view(text)
