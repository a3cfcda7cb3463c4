"""The fullest form of each name of a text."""

from __future__ import annotations

import pytest

from sayso.model import Document
from sayso.readings import Models
from sayso.readings.attribution.people import cast_of
from sayso.readings.names.names import find_names
from sayso.readings.page.parse import parse


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("President Xu Meilan met Kim Jong-su. Mr. Xu said so.", "Xu Meilan"),
        ("Kim Jong-su met Kim Min-ho. Mr. Kim said so.", "Kim"),  # nobody can say which
        ("Mr. Xu said so. Xu Meilan left. Ada Xu sang. Ms. Xu said no.", "Ada Xu"),
        ("Mr. Quill said it leaked. Mrs. Quill said it did not.", "Mrs. Quill"),
        ("Mr. Quill said it leaked. Mr. Quill said so twice.", "Quill"),
        ("Adam Quill came. Alice Quill came. Mr. Quill said so.", "Adam Quill"),
        ("Adam Quill came. His wife, Ann Quill, wept. Quill said so.", "Adam Quill"),
        ("Dr. Ann Quill and Adam Quill, her son, met. Dr. Quill said so.", "Ann Quill"),
        ("Otto Lund III spoke. Otto Lund Jr., his father, died. Lund III wept.", "Otto Lund III"),
        ("Otto Lund Jr. spoke. Otto Lund Sr. died. The elder Lund wept.", "Lund"),
    ],
)
def test_the_fullest_form_of_the_last_name(models: Models, text: str, last: str) -> None:
    doc = Document("a", text)
    pieces = parse(doc, models.nlp)
    cast = cast_of(doc, pieces, find_names(doc, pieces))
    assert cast.full_name(cast.names[-1]) == last
