"""What a case knows of its names: whose voice a name is, and which bodies people speak for."""

from __future__ import annotations

import pickle

from sayso.findings.case import Case, bodies_in
from sayso.model import Actor, Document, Name, Passage, Quote, Reading, Story

TEXT = "“We close,” Coast Guard captain Ada Ferrow said. Ferrow, of the police, left."


def _at(words: str) -> Passage:
    return Passage("a", TEXT.index(words), TEXT.index(words) + len(words))


def _case() -> Case:
    full = _at("Ada Ferrow")
    beside = (_at("Ferrow, of the police"),)
    quote = Quote((_at("“We close,”"),), (), beside, (), "direct", speaker="Ferrow")
    reading = Reading("a", names=(Name(full, "person", "minister"),), quotes=(quote,))
    actor = Actor("ada-ferrow", "Ada Ferrow", "person", ("Ferrow",), (full,))
    return Case(Story("s", ()), (Document("a", TEXT),), (reading,), (), (), (), (actor,))


def test_a_printed_form_is_the_voice_of_its_actor() -> None:
    case = _case()
    assert case.voice_of("Ferrow") == case.voice_of("ada FERROW") == "ada-ferrow"
    assert case.voice_of("Captain Ada Ferrow") == "ada-ferrow"  # holds a full name
    assert case.voice_of("Ada Lindqvist") == "ada lindqvist"
    assert case.voice_of("Captain Ferrow") == "captain ferrow"  # one word of a name is not enough


def test_bodies_are_those_beside_the_name_and_in_its_title() -> None:
    case = _case()
    assert case.bodies == {"ada-ferrow": {*bodies_in("police"), *bodies_in("minister")}}
    assert bodies_in("police") and bodies_in("minister")
    assert not bodies_in("a harbour")


def test_what_is_worked_out_once_changes_no_answer() -> None:
    fresh, asked = _case(), _case()
    assert asked.voice_of("Ferrow") == pickle.loads(pickle.dumps(asked)).voice_of("Ferrow")
    assert asked == fresh
