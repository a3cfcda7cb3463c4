"""PROV-JSON, read by the library `prov` and asked what comes from what."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
from prov.model import (
    ProvActivity,
    ProvAgent,
    ProvAlternate,
    ProvAssociation,
    ProvAttribution,
    ProvDerivation,
    ProvDocument,
    ProvEntity,
    ProvGeneration,
    ProvUsage,
)

from sayso.exchange import export
from sayso.model import Copy, Dossier


def read(*dossiers: Dossier, settings: str = "") -> ProvDocument:
    ((name, data),) = export(list(dossiers), "prov", settings=settings)
    assert name == "provenance.json"
    made = ProvDocument.deserialize(io.BytesIO(data), format="json")
    assert isinstance(made, ProvDocument)
    return made


@pytest.fixture(scope="module")
def made(dossier: Dossier) -> ProvDocument:
    return read(dossier, settings="f" * 64)


def records(made: ProvDocument, kind: Any) -> list[Any]:
    return list(made.get_records(kind))


def ends(record: Any) -> tuple[str, ...]:
    return tuple(unquote(str(value)) for _, value in record.formal_attributes if value is not None)


def derived(made: ProvDocument) -> dict[tuple[str, str], str]:
    """Which entity comes from which, and how."""
    return {
        (ends(one)[0], ends(one)[1]): ", ".join(str(kind) for kind in one.get_asserted_types())
        for one in records(made, ProvDerivation)
    }


def test_what_is_written_is_read_and_written_again(made: ProvDocument) -> None:
    again = ProvDocument.deserialize(content=made.serialize(format="json"), format="json")
    assert again == made
    assert made.get_provn().startswith("document")


def test_the_run_says_version_and_settings(made: ProvDocument, dossier: Dossier) -> None:
    (run,) = records(made, ProvActivity)
    said = {str(name): str(value) for name, value in run.attributes}
    assert said["sayso:version"] == dossier.version and said["sayso:settings"] == "f" * 64
    (by,) = records(made, ProvAssociation)
    assert ends(by) == (str(run.identifier), "agent:sayso")
    used = {ends(one)[1] for one in records(made, ProvUsage)}
    assert used == {f"doc:{doc.id}" for doc in dossier.documents}


def test_other_settings_are_another_run(made: ProvDocument, dossier: Dossier) -> None:
    other = read(dossier, settings="0" * 64)
    runs = [records(m, ProvActivity)[0].identifier for m in (made, other)]
    assert runs[0] != runs[1]


def test_every_end_of_a_relation_is_there(made: ProvDocument) -> None:
    held = {
        unquote(str(one.identifier))
        for kind in (ProvEntity, ProvAgent, ProvActivity)
        for one in records(made, kind)
    }
    for kind in (ProvDerivation, ProvAttribution, ProvUsage, ProvGeneration, ProvAlternate):
        for one in records(made, kind):
            assert set(ends(one)) <= held, one


def test_quotes_are_quoted_from_their_article_and_said_by_their_speaker(
    made: ProvDocument, dossier: Dossier
) -> None:
    quotes = [q for r in dossier.readings for q in r.quotes]
    from_where = [pair for pair, how in derived(made).items() if how == "prov:Quotation"]
    of_quotes = [pair for pair in from_where if pair[0].startswith("uuid:")]
    assert len(of_quotes) == len(quotes)
    said_by = {ends(one)[1] for one in records(made, ProvAttribution)}
    assert {f"agent:{q.speaker}" for q in quotes if q.speaker and not q.anonymous} <= said_by
    values = {
        str(v) for e in records(made, ProvEntity) for n, v in e.attributes if str(n) == "prov:value"
    }
    assert any("The alarm was real" in value for value in values)


def test_findings_come_from_the_articles_that_tell_them(
    made: ProvDocument, dossier: Dossier
) -> None:
    pairs = set(derived(made))
    entities = {
        str(e.label): str(e.identifier) for e in records(made, ProvEntity)
        if str(e.identifier).startswith("uuid:") and e.label
    }  # fmt: skip
    for finding in dossier.findings.findings:
        for telling in finding.tellings:
            assert (entities[finding.what], f"doc:{telling.at.doc_id}") in pairs


def copied(dossier: Dossier, **more: Any) -> ProvDocument:
    plain = Copy("a", "b", "edited-copy", (), 1.0, 0.9, "unknown", False, ())
    first, second = dossier.documents[:2]
    names = sorted((first.id, second.id))
    copy = replace(plain, a=names[0], b=names[1], **more)
    bare = replace(dossier, copies=(copy,), readings=(), findings=replace(
        dossier.findings, findings=(), events=(), open_questions=()))  # fmt: skip
    return read(bare)


def test_a_copy_comes_from_its_original(dossier: Dossier) -> None:
    a, b = sorted(doc.id for doc in dossier.documents[:2])
    for direction, pair in (("a->b", (b, a)), ("b->a", (a, b))):
        made = copied(dossier, direction=direction)
        assert derived(made) == {(f"doc:{pair[0]}", f"doc:{pair[1]}"): "prov:Revision"}
    made = copied(dossier, direction="a->b", kind="excerpt")
    assert list(derived(made).values()) == ["prov:Quotation"]
    made = copied(dossier, direction="a->b", kind="rewrite")
    assert list(derived(made).values()) == [""]


def test_without_a_direction_two_forms_of_one_text(dossier: Dossier) -> None:
    made = copied(dossier)
    assert derived(made) == {} and len(records(made, ProvAlternate)) == 1
    made = copied(dossier, direction="common-source", kind="press-release")
    assert len(derived(made)) == 2 and len({old for _, old in derived(made)}) == 1


def test_what_is_independent_comes_from_nowhere(dossier: Dossier) -> None:
    made = copied(dossier, direction="a->b", kind="shared-quotes", independent=True)
    assert derived(made) == {} and not records(made, ProvAlternate)


def test_hostile_names_are_names(hostile: Dossier) -> None:
    made = read(hostile)
    assert len(records(made, ProvUsage)) == len(hostile.documents)
    ((_, data),) = export([hostile], "prov")
    assert "javascript:1" not in json.dumps(json.loads(data))
