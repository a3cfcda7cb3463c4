"""Two places for one thing: homes behind a name, sides beside a distance."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.model import Conflict, Document
from sayso.pipeline import read
from sayso.readings import Models


def places(models: Models, *texts: str) -> list[set[str | None]]:
    docs = [
        Document(f"d{n}", text, outlet=f"Outlet {n}", published=date(2024, 3, 12), lang="en")
        for n, text in enumerate(texts)
    ]
    (dossier,) = read(docs, models=models, one_story=True)
    return [
        {t.value for t in f.tellings}
        for f in dossier.findings.findings
        if isinstance(f, Conflict) and f.subtype == "place"
    ]


HURT = "Helen Quill, 29, of {}, was hurt when the ferry struck the pier on Monday."


@pytest.mark.parametrize(
    ("home", "other"),
    [
        ("Medford, Massachusetts", True),
        ("Arlington, Massachusetts", False),
        ("Arlington, Virginia", False),  # perhaps printed with another wider place
    ],
)
def test_where_somebody_is_from(models: Models, home: str, other: bool) -> None:
    one = HURT.format("Arlington, Massachusetts")
    found = places(models, one, f"Among the injured was Helen Quill, 29, of {home}, police said.")
    expected = [{"Arlington, Massachusetts", "Medford, Massachusetts"}] if other else []
    assert found == expected


@pytest.mark.parametrize(("side", "found"), [("west", 1), ("east", 0), ("northeast", 0)])
def test_on_which_side_it_lies(models: Models, side: str, found: int) -> None:
    told = places(
        models,
        "The trawler sank on Monday 150 miles east of Aden after its engine had failed.",
        f"After its engine failed the trawler sank 150 miles {side} of Aden on Monday.",
    )
    assert len(told) == found
