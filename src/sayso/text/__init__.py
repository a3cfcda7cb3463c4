"""Offset-safe tools on text: a folded view that maps back to its source, window hashes, paragraphs,
quotation marks.

Nothing here changes a text. Two folded texts side by side: `sayso.alignment`.

    text ──folding──▶ Folded ──hashes──▶ window hashes
    text ──paragraphs, marks──▶ spans
"""

from sayso.text.folding import Codes, Folded, Indexes, Span, fold, fold_codes, fold_word, fold_words
from sayso.text.hashes import Hashes, windows
from sayso.text.marks import posts, quoted_spans
from sayso.text.paragraphs import paragraphs

__all__ = [
    "Codes",
    "Folded",
    "Hashes",
    "Indexes",
    "Span",
    "fold",
    "fold_codes",
    "fold_word",
    "fold_words",
    "paragraphs",
    "posts",
    "quoted_spans",
    "windows",
]
