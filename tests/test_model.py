"""What holds for every type of the model: frozen, and the same after travelling to a process."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest

import sayso.model
from sayso.model import Document, Part, Passage, Reason
from sayso.model.places import Frozen

TYPES = sorted(
    (kind for kind in vars(sayso.model).values() if is_dataclass(kind)),
    key=lambda kind: kind.__name__,
)


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_every_type_is_pickled_as_its_fields(kind: type[Frozen]) -> None:
    assert issubclass(kind, Frozen)
    assert tuple(field.name for field in fields(kind)) == kind.__slots__  # type: ignore[arg-type]


def test_what_was_pickled_is_equal_and_frozen() -> None:
    at = Passage("a", 2, 9)
    doc = Document(
        "a", "A harbour.", parts=(Part("caption", at),), why=(Reason("rule", (), (at,)),)
    )
    again = pickle.loads(pickle.dumps(doc))
    assert again == doc
    with pytest.raises(FrozenInstanceError):
        again.id = "b"


def test_the_part_of_a_passage_is_the_first_that_shares_a_character() -> None:
    parts = (Part("caption", Passage("a", 2, 5)), Part("credit", Passage("a", 5, 9)))
    doc = Document("a", "A harbour.", parts=parts)
    assert doc.part_at(Passage("a", 0, 2)) is None
    assert doc.part_at(Passage("a", 1, 3)) == doc.part_at(Passage("a", 4, 6)) == "caption"
    assert doc.part_at(Passage("a", 5, 6)) == "credit"
