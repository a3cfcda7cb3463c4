"""What several texts are taken to agree on, and what only looks alike."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.model import Agreement, Document
from sayso.pipeline import read
from sayso.readings import Models

HISTORY = "Velmouth rangers returned to the Ostrey forest in {year} to fight the bark beetle."
NEWS = "Velmouth rangers fighting the bark beetle in the Ostrey forest are set to leave."


@pytest.mark.parametrize(("year", "agree"), [("2014", False), ("2024", True)])
def test_history_is_not_what_the_news_tells(models: Models, year: str, agree: bool) -> None:
    texts = (HISTORY.format(year=year), NEWS)
    docs = [
        Document(f"d{n}", text, outlet=f"Outlet {n}", published=date(2024, 3, 12), lang="en")
        for n, text in enumerate(texts)
    ]
    (dossier,) = read(docs, models=models, one_story=True)
    found = [f for f in dossier.findings.findings if isinstance(f, Agreement)]
    assert bool(found) == agree
