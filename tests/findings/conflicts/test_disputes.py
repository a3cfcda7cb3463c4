"""Disputes that the articles state themselves: which sentence is a side, and what the other is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from sayso.findings.conflicts.disputes import disputes
from sayso.findings.conflicts.drafts import Draft
from sayso.findings.facts.board import Board
from sayso.model import Conflict, Findings

Compared = Callable[..., Findings]
Tell = Callable[..., Board]
SOLD = "the mayor sold the harbor crane to a shipping firm"
DENIED = f"Lena Tarn denied that {SOLD}."


def sides(board: Board, draft: Draft) -> list[list[str]]:
    """What each side prints."""
    return [[t.at.cut(board.case.texts[t.at.doc_id]) for t in side] for side in draft.tellings]


@pytest.mark.parametrize(
    "sentence",
    [
        DENIED,
        f"Lena Tarn has denied that {SOLD}.",
        f"Lena Tarn denied reports that {SOLD}.",
        f"Lena Tarn rejected the claim that {SOLD}.",
        f"Lena Tarn disputed that {SOLD}.",
        f"Her office called the report that {SOLD} false.",
        f"Reports that {SOLD} are untrue, her office said.",
        f"The allegation that {SOLD} turned out to be false.",
        f"A report that {SOLD} was dismissed as baseless by her office.",
        f"It was denied by the office that {SOLD}.",
        f"There is no truth to reports that {SOLD}.",
        f"Lena Tarn denied on Monday that {SOLD}.",
        f"Lena Tarn rejected a newspaper report that {SOLD} as pure invention.",
        f"Lena Tarn rejected as false the claim that {SOLD}.",
        f"Lena Tarn called it untrue that {SOLD}.",
        f"Her office said it was not true that {SOLD}.",
        f"It wasn't true that {SOLD}, her office said.",
    ],
)
def test_a_sentence_that_denies_and_the_text_that_says_so(tell: Tell, sentence: str) -> None:
    told = {"a": [f"The Courier wrote that {SOLD}."], "b": [sentence]}
    claim = f"The Courier wrote that {SOLD}"
    made = tell(told, [("b", SOLD, {})], pairs={(claim, SOLD): 0.8})
    (draft,) = disputes(made)
    assert (draft.subtype, draft.verdict) == ("status", "real")
    assert sides(made, draft) == [[claim], [sentence]]


def test_without_another_text_the_other_side_is_what_is_denied(tell: Tell) -> None:
    made = tell({"b": [DENIED]}, [("b", SOLD, {})])
    (draft,) = disputes(made)
    assert sides(made, draft) == [[SOLD], [DENIED]]


@pytest.mark.parametrize("likely", [0.2, 0.49])
def test_what_is_only_alike_is_no_side(tell: Tell, likely: float) -> None:
    other = "The council painted the harbor crane of the shipping firm"
    told = {"a": [f"{other}."], "b": [DENIED]}
    made = tell(told, [("b", SOLD, {})], pairs={(other, SOLD): likely})
    (draft,) = disputes(made)
    assert sides(made, draft) == [[SOLD], [DENIED]]


def test_a_denial_of_a_denial_is_no_telling_of_the_claim(tell: Tell) -> None:
    told = {"a": [f"Her office denied that {SOLD}."], "b": [DENIED.replace("crane", "crane here")]}
    claim = SOLD.replace("crane", "crane here")
    made = tell(told, [("a", SOLD, {}), ("b", claim, {})], pairs={(SOLD, claim): 0.9})
    (draft,) = disputes(made)
    assert [len(side) for side in draft.tellings] == [1, 2]


@pytest.mark.parametrize(
    "sentence",
    [
        "The guard denied them entry to the harbor on Sunday.",
        "They were denied the right to see the harbor accounts.",
        "The mayor would neither confirm nor deny selling the crane.",
        "She never denied that she sold the crane.",
        "There is no denying that the crane was sold.",
        "A court dismissed the charges against the harbor master.",
        "Was it false that the mayor sold the harbor crane?",
        "Editor’s note: an earlier version falsely said that she denied the sale.",
    ],
)
def test_what_is_no_denial(tell: Tell, sentence: str) -> None:
    assert not disputes(tell({"b": ["The harbor has a crane.", sentence]}))


def test_those_reports_are_the_sentence_before(tell: Tell) -> None:
    before = "Two papers wrote that the harbor crane had been sold."
    made = tell({"b": [before, "Lena Tarn denied those reports."]})
    (draft,) = disputes(made)
    assert sides(made, draft) == [[before], ["Lena Tarn denied those reports."]]


def test_a_charge_somebody_denies_goes_before_it(tell: Tell) -> None:
    sentence = "The council says the mayor sold the crane, a charge Tarn denies."
    made = tell({"b": [sentence]})
    (draft,) = disputes(made)
    assert sides(made, draft) == [["The council says the mayor sold the crane"], [sentence]]


def test_what_leans_on_another_sentence_is_no_side(tell: Tell) -> None:
    assert not disputes(tell({"b": ["She denied that she had known about it."]}))


def test_what_was_said_at_first_is_overtaken(tell: Tell) -> None:
    sentence = "Police initially said the crane had fallen, but later found that it was pushed."
    (draft,) = disputes(tell({"b": [sentence]}, days={"b": date(2024, 3, 9)}))
    assert draft.verdict == "superseded"
    assert not disputes(tell({"b": ["Police initially said the crane had fallen."]}))
    before = "The harbor crane lifted more boats than in any month before."
    assert not disputes(tell({"b": [before, "Its March was better than originally reported."]}))


@pytest.mark.parametrize(
    "admitted",
    [
        "The coast guard admitted that it rammed the trawler, reversing its denials of a week.",
        "The coast guard admitted that it rammed the trawler, after a week of denials.",
        "After a week of denials, the coast guard admitted that it rammed the trawler.",
        "The coast guard acknowledged it rammed the trawler after denying it for a week.",
        "The coast guard admitted that it rammed the trawler, contradicting its earlier account.",
        "The coast guard admitted that it rammed the trawler, two days after it denied it.",
        "In an about-face, the coast guard admitted that it rammed the trawler.",
        "The coast guard admitted that it rammed the trawler, going back on its first account.",
        "The coast guard says it rammed the trawler, contradicting what Rask said.",
        "The coast guard said that it rammed the trawler, correcting its earlier statement.",
        "The coast guard said it rammed the trawler after insisting that it had done nothing.",
    ],
)
def test_a_denial_that_was_withdrawn_stands_first(tell: Tell, admitted: str) -> None:
    denied, said = "no cutter rammed the trawler", "the trawler was sunk by a cutter"
    told = {
        "a": [f"Ali Rask said {denied}.", f"Norland officials say {said}."],
        "b": [admitted],
    }
    read = [
        ("a", denied, {"negated": True, "holder": "Ali Rask"}),
        ("a", said, {"holder": "Norland officials"}),
    ]
    made = tell(told, read, days={"a": date(2024, 3, 9), "b": date(2024, 3, 11)})
    (draft,) = disputes(made)
    assert (draft.verdict, draft.rank) == ("superseded", 0)
    assert sides(made, draft)[:2] == [[denied], [said]]
    assert draft.why[0].values[2:] == (date(2024, 3, 9), date(2024, 3, 11))
    late = tell(told, read, days={"a": date(2024, 3, 12), "b": date(2024, 3, 11)})
    assert not disputes(late)  # nobody withdraws what is denied afterwards


@pytest.mark.parametrize(("claim", "cards"), [("Norland carried out", 1), ("Ships stopped", 0)])
def test_who_was_not_behind_it_does_not_deny_that_it_was_done(
    tell: Tell, claim: str, cards: int
) -> None:
    claim = f"{claim} the raid on the harbor of Velden"
    denied = "that it was behind the raid on the harbor of Velden"
    told = {"a": [f"{claim}."], "b": [f"The Ostrey navy denied {denied}."]}
    made = tell(told, [("b", denied[5:], {})], pairs={(claim, denied[5:]): 0.8})
    assert sum(draft.firm for draft in disputes(made)) == cards


@pytest.mark.parametrize(
    ("before", "firm"),
    [
        ("Ola Brandt said that the crane leaked oil.", True),
        ("The old crane came to the harbor in 1990.", False),
    ],
)
def test_the_sentence_before_a_denial_must_tell_a_claim(
    tell: Tell, before: str, firm: bool
) -> None:
    read = [("b", "the crane leaked oil", {"holder": "Ola Brandt"})] if firm else []
    made = tell({"b": [before, "The mayor called those reports false."]}, read)
    assert [draft.firm for draft in disputes(made)] == [firm]


def test_of_the_sentence_before_the_saying_is_the_claim(compared: Compared) -> None:
    found = compared(
        "Nobody came from Skarn for weeks after divers reported that the crane had leaked oil into "
        "the harbor. The mayor denied those reports.",
        "Gulls circled over Tarn.",
    )
    (card,) = (c for c in found.findings if isinstance(c, Conflict))
    assert card.sides[0].value == "The crane had leaked oil into the harbor"


def test_a_sentence_is_named_by_the_quotation_that_it_prints(compared: Compared) -> None:
    found = compared(
        "“I have never taken a banned substance,” cyclist Ilya Petrov said on Friday. The"
        " anti-doping agency says he took a banned substance in May.",
        "Petrov confessed to having taken a banned substance, reversing his denial of last week.",
        days=(1, 5),
    )
    (dispute,) = (c for c in found.findings if isinstance(c, Conflict) and c.subtype == "status")
    assert dispute.topic == "whether “I have never taken a banned substance” holds"


def test_a_figure_that_was_revised(tell: Tell) -> None:
    (draft,) = disputes(tell({"b": ["The county raised the death toll from 8 to 12 on Tuesday."]}))
    assert (draft.subtype, draft.verdict) == ("number", "superseded")


def test_what_is_insisted_needs_somebody_who_says_otherwise(tell: Tell) -> None:
    not_so = "she had not sold the harbor crane to a shipping firm"
    told = {"a": [f"The Courier wrote that {SOLD}."], "b": [f"The mayor insisted {not_so}."]}
    claim, read = f"The Courier wrote that {SOLD}", [("b", not_so, {"negated": True})]
    assert len(disputes(tell(told, read, pairs={(claim, not_so): 0.8}))) == 1
    assert not disputes(tell(told, read, pairs={(claim, not_so): 0.6}))
    told["a"] = [f"The Courier wrote that {not_so}."]
    again = f"The Courier wrote that {not_so}"  # and says the same
    also = [*read, ("a", again, {})]  # though its "not" was not read
    assert not disputes(tell(told, also, pairs={(again, not_so): 0.8}))


def test_one_claim_denied_in_two_texts_is_one_card(tell: Tell) -> None:
    made = tell({"a": [DENIED], "b": [f"Her office rejected the claim that {SOLD}."]})
    (draft,) = disputes(made)
    assert [t.at.doc_id for t in draft.tellings[1]] == ["a", "b"]


def test_a_copy_adds_no_card(tell: Tell) -> None:
    made = tell({"a": [DENIED], "b": [DENIED]}, families=[["a", "b"]])
    assert len(disputes(made)) == 1


def test_a_claim_in_a_clause_of_its_own_stands(tell: Tell) -> None:
    """A fragment of a denial is no side; what another says before the "but" is one."""
    told = "Mayor Ada Vint said that the firm had bought the crane, but her office denied that."
    (draft,) = disputes(tell({"a": [told]}))
    assert draft.firm
    (draft,) = disputes(tell({"a": ["Her office denied that the firm had bought the old crane."]}))
    assert not draft.firm


def test_an_act_before_a_but_is_no_claim(tell: Tell) -> None:
    told = "Mayor Ada Vint bought the harbor crane of the firm, but her office denied that."
    assert not any(draft.firm for draft in disputes(tell({"a": [told]})))


@pytest.mark.parametrize(("itself", "firm"), [("", True), (" itself", False)])
def test_a_denial_of_less_than_is_claimed_is_no_dispute(
    tell: Tell, itself: str, firm: bool
) -> None:
    """Who denies that the crane itself was sold may grant the rest."""
    denial = f"The mayor denied that she had sold the harbor crane{itself} to a shipping firm."
    inside = f"she had sold the harbor crane{itself} to a shipping firm"
    told = {"a": [f"The Courier wrote that {SOLD}."], "b": [denial]}
    made = tell(told, [("b", inside, {})], pairs={(f"The Courier wrote that {SOLD}", inside): 0.8})
    assert [draft.firm for draft in disputes(made)] == [firm]


def test_a_denial_bears_on_the_clause_before_it_in_its_sentence(tell: Tell) -> None:
    """Not on the sentence before."""
    before = "Some of the pilots told of teachers who were happier at the harbor school now."
    counted = "The Courier wrote in March of 62,818 members of the union; it disputes those claims."
    assert not disputes(tell({"a": [before, counted]}))
    assert disputes(tell({"a": [before, "The union later said that those claims were false."]}))


def test_whose_the_denied_words_are_stands_before(tell: Tell) -> None:
    before = "The tanker was steered well clear of the reef, said the harbour pilots of Ostrey."
    assert disputes(tell({"a": [before, "Photographs contradicted the Ostrey account."]}))
    assert not disputes(tell({"a": [before, "Photographs contradicted the Velmouth account."]}))


def test_a_claim_and_its_denial_in_two_texts(compared: Compared) -> None:
    claim = "Two jurors told the Sentinel that the bishop sold the old organ on Friday."
    denial = "The bishop's aide, Karl Ende, said the bishop had not sold the old organ."
    (found,) = (f for f in compared(claim, denial).findings if isinstance(f, Conflict))
    assert (found.subtype, found.verdict, len(found.sides)) == ("status", "real", 2)
    other = denial.replace("sold the old organ", "sold the old house of the nuns")
    assert not [f for f in compared(claim, other).findings if isinstance(f, Conflict)]
    broken = "Two jurors told the Sentinel that the old alarm bell had been out of service."
    too = "The bishop's aide, Karl Ende, said the old alarm bell was not in service."
    assert not [f for f in compared(broken, too).findings if isinstance(f, Conflict)]


@pytest.mark.parametrize(
    ("denied", "granted"),
    [
        (
            "Warden Karl Ende said on Tuesday that the cell was not locked when it burned. Guards "
            "said the cell was locked when it burned.",
            "Warden Karl Ende said on Friday that the cell was locked when it burned, correcting "
            "his earlier statement.",
        ),
        (
            "“No sewage reached the lido,” works chief Karl Ende said on Tuesday. Bathers say "
            "sewage reached the lido.",
            "In a reversal, the works admitted on Friday that sewage reached the lido.",
        ),
    ],
)
def test_what_was_said_and_denied_and_taken_back_is_one_card(
    compared: Compared, denied: str, granted: str
) -> None:
    found = compared(denied, granted, days=(12, 15))
    conflicts = [f for f in found.findings if isinstance(f, Conflict)]
    assert [(c.subtype, c.verdict) for c in conflicts] == [("status", "superseded")]
