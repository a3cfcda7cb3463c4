"""Offset-safe tools on text: a folded view that maps back to its source, window hashes, paragraphs,
quotation marks.

Nothing here changes a text. Two folded texts side by side: `sayso.alignment`.

    text ──folding──▶ Folded ──hashes──▶ window hashes
    text ──view──▶ View: paragraphs, quotations, words, each found once
"""

from sayso.spans import Span
from sayso.text.damage import defects_of, in_capitals, in_title_case, lost_case
from sayso.text.folding import (
    Bytes,
    Codes,
    Folded,
    Indexes,
    count_words,
    fold,
    fold_bytes,
    fold_codes,
    fold_word,
    fold_words,
    in_bytes,
    letters,
)
from sayso.text.hashes import Hashes, windows
from sayso.text.marks import is_closed, posts
from sayso.text.stems import root, stem
from sayso.text.view import View, view

__all__ = [
    "Bytes",
    "Codes",
    "Folded",
    "Hashes",
    "Indexes",
    "Span",
    "View",
    "count_words",
    "defects_of",
    "fold",
    "fold_bytes",
    "fold_codes",
    "fold_word",
    "fold_words",
    "in_bytes",
    "in_capitals",
    "in_title_case",
    "is_closed",
    "letters",
    "lost_case",
    "posts",
    "root",
    "stem",
    "view",
    "windows",
]
