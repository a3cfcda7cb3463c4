"""Sayings that can be read by themselves, and those that point at what was said before."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from sayso.dossiers.alone import clause_like
from sayso.dossiers.index import index
from sayso.dossiers.own_words import nameless
from sayso.dossiers.pointing import of_another, points_back
from sayso.dossiers.readable import cut_short, is_readable, mere_thing
from sayso.dossiers.speakers import namesakes, speakers
from sayso.dossiers.worth import Worth
from sayso.model import Actor, Document, Passage, Quote, Reason


def never(noun):
    return False


@pytest.mark.parametrize(
    "said",
    [
        "“You cannot reach that merely by painting the boats,”",
        "“We reject that argument.”",
        "“There has to be some mending with these crews,”",
        "“All their nets were torn one by one,”",
        "“Such care stood in contrast to the old owners,”",
        "“We will see what they are able to repair,”",
        "“But how they are moored is a question,”",
        "“I know that that is an oddity,”",
        "“I have nothing against him personally,”",
        "“Don’t call him my friend.”",
        "“It was absurd. He only wants to stir up the crews.”",
        "On Tuesday, an old stoker said he had struck her on the quay",
        "Oru and other guards falsely arrested him on the quay in February 2031",
        "At a Harbor Committee hearing in January, he tried to close the quay",
        "“Until it is shut, the quay will be a danger to the crews,”",
        "“I don’t know. The keepers seem to be honest.”",
        "“The crews of the boats there know the keepers well,”",
        "The owners would get nothing out of the issue, and the crews know",
        "Oru talked to Mrs. Brandt on the night on which these lamps were lit",
        "“If the lamps of Ostrey are still dark by then, the crews will leave.”",
        "“If the owners get that in place, half of the quay is mended,”",
    ],
)
def test_printed_words_that_point_at_earlier_ones(said):
    assert points_back(said, reported=False, known=never)


@pytest.mark.parametrize(
    "said",
    [
        "“The keepers know that they must pay.”",
        "“Nobody in this country believes that the ferry is safe.”",
        "“Those who live on the island want the ferry back.”",
        "“Osmund refused to listen to those who told him to leave.”",
        "“It is time to mend the quay.”",
        "“We meet the former keeper of the lamp on Monday.”",
        "“Osmund earlier said that he wants to sell the quay this May.”",
        "“Our quay was mended in May. That is why we sailed.”",
        "The council of Ostrey voted on Sunday that U.S. ships should leave the quay",
        "“If nobody on the other end wants our help, the crews will sail.”",
        "“The crews of Ostrey hardly talk to each other.”",
        "The council of Ostrey decided on Sunday that Dr. Oru should mend the quay",
    ],
)
def test_printed_words_that_say_all_that_they_need(said):
    assert not points_back(said, reported=False, known=never)


def test_reported_words_may_call_the_speaker_he_but_not_a_thing_the_thing():
    assert not points_back("that he would mend the quay in May", reported=True, known=never)
    assert points_back("he is not surprised by the vagueness", reported=True, known=never)
    assert points_back("the group is ready for a long dispute", reported=True, known=never)
    assert not points_back("the group is ready", reported=True, known="group".__eq__)
    assert points_back("Ostrey did much the same thing in May", reported=True, known=never)


def test_one_of_many_is_nobody_however_many_texts_open_with_the_word():
    worth = Worth({"group": 0.9, "ferry": 0.9, "deadline": 0.1})
    assert worth.is_vague("The group also burned the quay")
    assert worth.is_vague("The new deadline is in May")
    assert not worth.is_vague("The ferries also burned")


def test_a_she_in_the_words_of_a_man_is_another():
    assert of_another("that she wanted no crown", "Adam Holm")
    assert of_another("her son was right and he would not harm him", "Sage Holm")
    assert not of_another("that he wanted no crown", "Adam Holm")


def test_what_somebody_called_a_thing_is_no_sentence():
    assert not clause_like("what she said was a note in which the lamp was praised")
    assert clause_like("what counts is that the lamp burns at night")


def test_words_cut_before_their_end():
    assert cut_short("“We have three ways to mend the quay”", " -- by hand, by day", reported=False)
    assert cut_short("“Then you might have ”", "\n", reported=False)
    assert cut_short("“Do not sell our quay.", "\n\n“It is ours.”", reported=False)
    assert cut_short("the owners would not talk to the crews —", " ", reported=True)
    assert cut_short("now the time has come. Scared", " of the sea", reported=True)
    assert not cut_short("“We have three ways to mend the quay,”", " he said", reported=False)
    assert not cut_short("“We have three ways to mend the quay”", "\n\nThe", reported=False)


def test_a_thing_with_its_clause_is_no_sentence():
    assert mere_thing("new ferries and jobs that have come with them")
    assert mere_thing("his opposition to a sale before the harbour opens")
    assert mere_thing("the support of others who were waiting for the keeper")
    assert mere_thing("Brandt “an honest keeper. I wish her well.”")
    assert not mere_thing("the quay is “an honest place.”")
    assert not mere_thing("the ferries that came in May are slow and were sold")
    assert not mere_thing("he has no doubt that the ferries are slow")


@pytest.mark.parametrize(
    ("cue", "open_"),
    [
        ("said", True),
        ("dismissed talk", False),
        ("demanded that", False),
        ("hinted", False),
        ("said that yesterday", False),
    ],
)
def test_what_somebody_only_rejects_or_hints_at_is_no_open_saying(dossier, cue, open_):
    """ "Dismissed talk that the alarm was false" does not say that it was."""
    first, *rest = dossier.readings
    words = "the report had been sent to the line and to the port authority"
    text = dossier.documents[0].text
    at = text.index(words)
    said = Passage("courier.txt", at, at + len(words))
    cued = text.replace("Brandt said the report", f"Brandt {cue} the report")
    moved = len(cued) - len(text)
    source = next(q for q in first.quotes if q.speaker == "Ada Brandt")
    begins = cued.index(f"Brandt {cue} the report") + len("Brandt ")
    first_word = "yesterday" if "yesterday" in cue else words
    quote = replace(
        source,
        kind="indirect",
        content=(Passage("courier.txt", cued.index(first_word), said.end + moved),),
        cue=(Passage("courier.txt", begins, begins + len(cue)),),
        quoted=(),
    )
    docs = (replace(dossier.documents[0], text=cued), *dossier.documents[1:])
    readings = (replace(first, quotes=(quote,), claims=()), *(replace(r, quotes=()) for r in rest))
    look = index(replace(dossier, documents=docs, readings=readings))
    assert is_readable(look, quote, lambda noun: True) is open_


def test_a_surname_that_two_people_of_the_text_bear_is_nobody_s_for_sure(dossier):
    text = dossier.documents[0].text
    place = text.index("Ada Brandt")
    full = (Passage("courier.txt", place, place + len("Ada Brandt")),)
    two = (
        Actor("ada", "Ada Brandt", "person", ("Brandt",), full),
        Actor("ole", "Ole Brandt", "person", ("Brandt",), full),
    )
    others = tuple(a for a in dossier.findings.actors if "Brandt" not in a.name)
    held = replace(dossier, findings=replace(dossier.findings, actors=(*two, *others)))
    assert namesakes(index(held)) == {("courier.txt", "brandt"): ("Ada Brandt", "Ole Brandt")}
    bare = replace(
        held,
        readings=tuple(
            replace(r, quotes=tuple(_said_by(q, text) for q in r.quotes if q.speaker))
            if r.doc_id == "courier.txt"
            else r
            for r in held.readings
        ),
    )
    heard = speakers(index(bare))
    printed = [at for p in heard for s in p.sayings for at in s.printings]
    first = next(p for p in printed if p.at.doc_id == "courier.txt" and p.kind == "direct")
    assert first.unsure and "speaker not certain: Ada Brandt or Ole Brandt" in first.notes


def _said_by(quote, text):
    at = text.index("Brandt said")
    return replace(quote, source=(Passage("courier.txt", at, at + len("Brandt")),))


@pytest.mark.parametrize(
    ("printed", "before", "open_"),
    [
        ("Brandt", "", True),
        ("A top Brandt aide", "", False),
        ("A veteran Brandt strategist", "", False),
        ("A spokeswoman for Brandt", "", False),
        ("This keeper", "", False),
        ("she", "", False),
        ("The Brandt camp", "", False),
        ("Brandt", "if ", False),
    ],
)
def test_an_aide_is_not_the_one_whose_aide_he_is(dossier, printed, before, open_):
    first, *rest = dossier.readings
    text = dossier.documents[0].text
    old = "“The alarm was real and the captain was right to stay,” Brandt said."
    new = f"{before}{printed} said “The alarm was real and the captain was right to stay.”"
    held = text.replace(old, new)
    start = held.index(new) + len(before)
    at = held.index("“The alarm was real and")
    quote = replace(
        next(q for q in first.quotes if q.kind == "direct"),
        source=(Passage("courier.txt", start, start + len(printed)),),
        speaker="Adam Brandt" if printed == "she" else "Ada Brandt",
        content=(Passage("courier.txt", at, held.index("”", at) + 1),),
    )
    docs = (replace(dossier.documents[0], text=held), *dossier.documents[1:])
    readings = (replace(first, quotes=(quote,), claims=()), *(replace(r, quotes=()) for r in rest))
    look = index(replace(dossier, documents=docs, readings=readings))
    assert is_readable(look, quote, lambda noun: True) is open_


def test_who_writes_the_text_is_named_in_it_by_no_name(dossier):
    readings = tuple(
        replace(r, quotes=tuple(replace(q, speaker="my wife and I") for q in r.quotes))
        for r in dossier.readings
    )
    written = [
        s for s in speakers(index(replace(dossier, readings=readings))) if s.group == "named"
    ]
    assert written and not any(s.open for s in written)


def test_a_name_is_shown_without_the_plain_word_before_it(dossier):
    actors = tuple(
        replace(a, name="Never Anna Brandt") if a.name == "Ada Brandt" else a
        for a in dossier.findings.actors
    )
    held = replace(dossier, findings=replace(dossier.findings, actors=actors))
    assert "Anna Brandt" in [s.name for s in speakers(index(held))]


def test_words_of_the_story_stand_before_others(dossier):
    look = index(dossier)
    first = speakers(look, (), Worth({"danger": 1.0, "alarm": 0.3}))[0]
    assert first.open and all("danger" in s.first.words for s in first.sayings[: first.open])


def reported(cue: str, said: str, after: str) -> tuple[SimpleNamespace, Quote]:
    """What Ada Oru is reported to have said, and the text that it stands in."""
    text = f"Ada Oru {cue} {said}{after}"
    begins = text.index(said)
    quote = Quote(
        (Passage("a", begins, begins + len(said)),),
        (),
        (Passage("a", 0, len("Ada Oru")),),
        (Passage("a", len("Ada Oru "), begins - 1),),
        "indirect",
        speaker="Ada Oru",
    )
    look = SimpleNamespace(
        documents={"a": Document("a", text)},
        text=lambda at: at.cut(text),
        readings={"a": SimpleNamespace(claims=(), happenings=())},
        people=frozenset({"Ada Oru"}),
    )
    return look, quote


@pytest.mark.parametrize(
    ("cue", "said", "after", "open_"),
    [
        ("said", "the quay would be sold to the crews", ".", True),
        ("accused", "the captain of wanting to be liked by the crews", ".", False),
        ("warned", "the crews of consequences should they leave the boats", ".", False),
        ("warned", "that half of the crews would leave the boats", ".", True),
        ("said", "the quay was to be sold in line with the wish of four", " of the crews.", False),
        ("said", "he can mend it with a better plan", ".", False),
        ("said", "he can mend the quay with a better plan", ".", True),
        ("called", "the quay a chance “to wait for the crews of Ostrey.”", "", False),
        ("said", "Mr. Oru walked into the hall of the crews", ".", False),
        ("said", "Oru’s quay was the best of the whole coast", ".", True),
        ("said", "nobody had asked for the quay. With good reason", ".", False),
        ("told", "“Early Harbour” program that the crews want the quay", ".", False),
        ("said the", "quay and the boats would be sold in May", ".", False),
        ("said", "the keepers want the quay, what she called a plan", ".", False),
        ("joked, referencing", "the way that the crews have to the quay", ".", False),
        ("said", "CLOSE The keepers want the quay of the crews", ".", False),
        ("wondered", "if the keepers had sold the quay to the crews", ".", False),
        ("said", "if the keepers sell the quay, the crews will leave", ".", True),
        ("suggested", "the council agree on a plan for the quay", ".", False),
    ],
)
def test_reported_words_whose_object_or_end_was_lost(cue, said, after, open_):
    look, quote = reported(cue, said, after)
    assert is_readable(look, quote, lambda noun: True) is open_


@pytest.mark.parametrize(("chance", "open_"), [(65, False), (85, True)])
def test_reported_words_of_which_the_model_is_little_sure_are_folded(chance, open_):
    look, quote = reported("said", "the quay would be sold to the crews", ".")
    quote = replace(quote, why=(Reason("cue", ("said", chance)),))
    assert is_readable(look, quote, lambda noun: True) is open_


def test_which_governor_only_a_text_knows_where_two_are_named():
    def text(said):
        return SimpleNamespace(title="", text=said)

    one = {"a": text("Gov. Ada Oru came."), "b": text("Governor Oru left.")}
    two = {**one, "c": text("Gov. Ole Rey signed a law like it.")}
    family = {i: SimpleNamespace(original=i) for i in two}
    known = [
        Worth.of_story(SimpleNamespace(documents=docs, family_of=family)) for docs in (one, two)
    ]
    assert [w.knows("governor") for w in known] == [True, False]
    assert points_back("the governor was in Ostrey", reported=True, known=known[1].knows)


def test_a_family_name_that_stands_first_is_nobody_s_for_sure_where_two_bear_it(dossier):
    text = dossier.documents[0].text
    place = text.index("Ada Brandt")
    full = (Passage("courier.txt", place, place + len("Ada Brandt")),)
    two = (
        Actor("one", "Oru Jong", "person", ("Oru",), full),
        Actor("other", "Oru Vel", "person", ("Oru",), full),
    )
    held = replace(dossier, findings=replace(dossier.findings, actors=two))
    assert namesakes(index(held))["courier.txt", "oru"] == ("Oru Jong", "Oru Vel")


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Denouncing Brandt", "Brandt"), ("Plus Brandt", "Brandt"), ("Ada Brandt", "Ada Brandt")],
)
def test_a_name_is_shown_without_the_word_that_opened_its_sentence(dossier, name, shown):
    actors = tuple(
        replace(a, name=name) if a.name == "Ada Brandt" else a for a in dossier.findings.actors
    )
    held = replace(dossier, findings=replace(dossier.findings, actors=actors))
    assert shown in [s.name for s in speakers(index(held))]


def test_an_epithet_names_nobody():
    assert nameless("Republican", bool) and not nameless("Republicans", bool)
    assert nameless("The former Arland governor", bool) and nameless("the campaign", never)
    assert not nameless("The Arland council", bool) and not nameless("the president", never)
