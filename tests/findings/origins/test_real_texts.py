"""Origins of whole texts, read as the program reads them."""

from __future__ import annotations

from datetime import date

from sayso.model import Agreement, Document
from sayso.pipeline import read
from sayso.readings import Models


def agreements(models: Models, **texts: str) -> list[Agreement]:
    docs = [
        Document(f"d{n}", text, outlet=outlet, published=date(2024, 3, 12), lang="en")
        for n, (outlet, text) in enumerate(texts.items())
    ]
    (dossier,) = read(docs, models=models, one_story=True)
    return [f for f in dossier.findings.findings if isinstance(f, Agreement)]


def test_a_credit_line_makes_no_origin_and_police_are_one(models: Models) -> None:
    found = agreements(
        models,
        Courier="A fire destroyed three warehouses at the Tarn docks on Monday, police said.\n\n"
        "Reuters contributed to this report.",
        Lamp="Three warehouses at the Tarn docks were destroyed by a fire on Monday.\n\n"
        "Reuters contributed to this report.",
        Herald="Three warehouses were destroyed in Monday's fire at the Tarn docks, a police "
        "spokeswoman said.",
    )
    assert found
    assert all(len(f.origins) == 1 for f in found)
    assert max(f.origins_open for f in found) == 1
    assert "Reuters" not in {o.label for f in found for o in f.origins}


def test_a_firm_and_its_head_are_one(models: Models) -> None:
    found = agreements(
        models,
        Courier="Northline will close its plant in Tarn in June and cut 400 jobs, the company said "
        "in a statement on Monday.",
        Lamp="Northline will close its Tarn plant in June and cut 400 jobs, said Ivo Lang, "
        "who runs Northline as its chief executive.",
        Herald="Northline will close its plant in Tarn and cut 400 jobs, Lang told staff Monday.",
    )
    assert found
    assert [o.label for o in found[0].origins] == ["Ivo Lang"]


def test_a_correction_is_no_telling(models: Models) -> None:
    found = agreements(
        models,
        Courier="The ferry carried forty sheep when it sank off Tarn on Monday.\n\nCorrection: An "
        "earlier version of this article said that the ferry carried forty horses when it sank off "
        "Tarn on Monday.",
        Lamp="Forty sheep were on the ferry when it sank off Tarn on Monday, harbour master Lena "
        "Osk said.",
        Herald="The ferry that sank off Tarn on Monday carried forty sheep, a farmer said.",
    )
    assert found
    told = {t.at.start for f in found for t in f.tellings if t.at.doc_id == "d0"}
    assert told and max(told) < len("The ferry carried forty sheep when it sank off Tarn")
