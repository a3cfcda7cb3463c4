"""What stands open: a paragraph of links, ten lines a section, nothing twice, nothing that cannot
be read alone.
"""

from dataclasses import replace
from datetime import date

import pytest

from sayso.dossiers import write
from sayso.dossiers.alone import clause_like, opens_clear, stands_alone
from sayso.dossiers.cards import open_lines
from sayso.dossiers.family_tree import copies
from sayso.dossiers.index import index
from sayso.dossiers.lead import MOST_WORDS, lead
from sayso.dossiers.parting import _aged, doubted
from sayso.dossiers.tellers import told_by
from sayso.dossiers.timeline import event_lines
from sayso.dossiers.top import SHOWN, section
from sayso.dossiers.top import page as opened
from sayso.dossiers.wording import say_so
from sayso.dossiers.worth import Worth, stems
from sayso.model import OpenQuestion, Passage, Reason, Relay, Side, Telling


@pytest.mark.parametrize(
    "line",
    [
        "The ferry stayed in port until noon.",
        "Ada Brandt said the alarm was real",
        "“We saw the lights all night,” said Jonas Wik, who owns a boat.",
        "When the bell rang, the crew left the engine room.",
        "The owner told the crew that the pump had failed",
        "Mr. Wik handed the rope to the mate who had called him",
        "Though Jonas Wik dislikes speeches, he praised the lamp",
        "Even as the bell rang, the crew left the engine room",
        "The plan, which the line wrote on Sunday, was read aloud",
        "A report by the harbour office said that divers were busy",
        "Today, Ada Brandt calls the new lamp a waste of money",
        "“The lamp was sold,” Ada Brandt said, before she left.",
        "On the night of the storm the lamp of Ostrey went out",
        "During the interview with the Courier Ada Brandt held up a lamp",
    ],
)
def test_a_line_that_stands_alone(line):
    assert stands_alone(line)


@pytest.mark.parametrize(
    "line",
    [
        "It stayed in port until noon.",
        "On Monday, he gave the order to sail",
        "The line paid the fare of Capt.",
        "the night ferry stayed in port",
        "And the crew went home at noon",
        "“We are going to pay everyone back",
        "We are going to pay everyone back",
        "Ada Brandt told the Courier on Friday",
        "A clerk of the line said Friday",
        "Hours before the night ferry left its berth",
        "The pumps, two of which were new",
        "The Gull Courier reported that he was in the terminal",
        "The warden did not know whether it was the same boat",
        "The line put the new rules in a re-",
        "The harbour closed the previous week at noon",
        "A company helicopter looked at him from above",
        "More staff will be needed for that pier",
        "The first two ferries are from Ostrey and came in May",
        "All three were also seen on the quay at noon",
        "Where the looting of the depot went on until noon",
        "The next day, he spoke to the ferrymen of Ostrey",
        "Today, she calls the new lamp a waste of money",
        "Though no friend of long speeches, he praised the lamp at length",
        "Even as the line on Friday made its answer clear",
        "The plan, which was still being written on Sunday",
        "The survey, released in the last week of May",
        "A report from the harbour office that divers were busy all night",
        "On Tuesday that the line wants more light on the quay",
        "You hear that now with regard to the ferries",
        "Ferry crews “fear that the lamp will be sold,” she found.",
        "'The ferry crews need to stand firm",
        "On the first question, Ada Brandt spoke of a lamp",
        "Ada Brandt also spoke out Tuesday on the goals of the line",
        "The lamp of Osmund Island has not just failed",
        "The night before, Ada Brandt met the owners of the line",
        "The day after the old keeper was ousted from the quay",
        "Ada Brandt, speaking with the owners on Friday",
        "The 72-year-old former keeper of the lamp came by on Tuesday",
        "Brandt, he said, slammed the door shut",
        "A second boat was sent to the quay a day earlier",
        "In Monday’s report, that rule was called a mistake",
        "Brandt, however, rejected the plan on Saturday",
        "Partly because the lamp has become a sign for the crews, said Ada Brandt",
        "On the night Ada Brandt made her first speech on the quay",
        "During the interview Ada Brandt held up the lamp of Ostrey",
        "On Sunday, Captain Jonas Wik backed Ada Brandt’s point",
        "Photos: How the lamp is lit Photos: How the lamp is lit on the quay",
    ],
)
def test_a_line_that_does_not(line):
    assert not stands_alone(line)


def test_every_clause_of_the_paragraph_leads_to_a_line(dossier, page):
    clauses = page.xpath("//p[@class='lead']/a")
    assert len(clauses) >= 3
    ids = set(page.xpath("//@id"))
    assert all(a.get("href")[1:] in ids for a in clauses)
    words = " ".join(a.text_content() for a in clauses)
    assert len(words.split()) <= MOST_WORDS
    assert "Disputed, the next sailing: Thursday" in words


def test_the_paragraph_never_grows_too_long(dossier):
    found = dossier.findings
    many = tuple(
        replace(f, id=f"{f.id[0]}{n}00{k}") for n in range(9) for k, f in enumerate(found.findings)
    )
    look = index(replace(dossier, findings=replace(found, findings=many)))
    assert sum(len(c.words.split()) for c in lead(look, opened(look))) <= MOST_WORDS


def test_what_stands_above_is_folded(dossier):
    look = index(dossier)
    card = opened(look).agreements.open[0]
    held = section((card, replace(card, id="a-again")), ())
    assert [c.id for c in held.open] == [card.id] and [c.id for c in held.folded] == ["a-again"]
    assert held.above == {"a-again"}
    card = replace(card, what="The night ferry to Osmund Island left its berth")
    elsewhere = replace(card, id="a-elsewhere", at=Passage("phare.txt", 0, 9))
    assert section((card, elsewhere), ()).above == {"a-elsewhere"}  # the same words
    other = replace(elsewhere, what="The crew pinned a list of names to the door")
    assert len(section((card, other), ()).open) == 2


def test_a_section_has_ten_lines_and_what_is_unsure_is_folded(dossier):
    card = opened(index(dossier)).agreements.open[0]
    many = [replace(card, id=f"a{n}", at=None, what=f"Boat{n} left") for n in range(14)]
    held = section((replace(card, id="unsure", sure=False), *many), ())
    assert len(held.open) == SHOWN and len(held.folded) == 4
    assert [c.id for c in held.unsure] == ["unsure"]


def test_a_plan_for_a_day_that_is_over_is_folded(dossier):
    plan = next(e for e in dossier.findings.events if e.status == "planned")
    days = dossier.findings.days
    latest = max(day.best for day in days if day.best)
    over = replace(plan, id="e-over", earliest=latest, latest=latest, value=latest.isoformat())
    year = replace(plan, id="e-year", earliest=date(2032, 1, 1), latest=date(2032, 12, 31))
    held = replace(dossier, findings=replace(dossier.findings, events=(plan, over, year)))
    look = index(held)
    events = opened(look).events
    assert [e.id for e in events.open] == [look.lines[plan.id]] * (plan.latest > latest)
    assert {look.lines["e-over"], look.lines["e-year"]} <= {e.id for e in events.folded}


@pytest.mark.parametrize(
    ("line", "dated", "status", "minor"),
    [
        ("The council sold the lamp to the crews on Friday", "Friday", "happened", False),
        ("The crews tore into the council on Friday", "Friday", "happened", True),
        ("Today the port of Ostrey has nine cranes", "Today", "happened", True),
        ("Today the port of Ostrey sold nine cranes", "Today", "happened", False),
        ("The line lost money in the fiscal third quarter", "fiscal third quarter", "", True),
        ("The council could sell the lamp on Friday", "Friday", "planned", True),
        ("The keeper faces a test of his lamp on Friday", "Friday", "happened", True),
        ("The lamp drew doubts ahead of a vote on Friday", "Friday", "happened", True),
    ],
)
def test_what_is_no_happening_of_a_day_makes_room(dossier, line, dated, status, minor):
    event = next(e for e in dossier.findings.events if e.status == "happened")
    first, *rest = dossier.documents
    text = f"{line}.\n\n{first.text}"
    at = Passage(first.id, 0, len(line))
    day = Passage(first.id, line.index(dated), line.index(dated) + len(dated))
    telling = replace(event.tellings[0], at=at, sentence=Passage(first.id, 0, len(line) + 1))
    one = replace(
        event,
        what=line,
        status=status or "happened",
        tellings=(telling,),
        origins=(),
        minor=False,
        why=(Reason("dated-by", (dated,), (day,)),),
    )
    blank = tuple(
        replace(r, quotes=(), claims=(), happenings=(), times=(), names=())
        for r in dossier.readings
    )
    found = replace(dossier.findings, events=(one,), findings=(), open_questions=())
    docs = (replace(first, text=text), *rest)
    held = replace(dossier, documents=docs, readings=blank, findings=found)
    (shown,) = event_lines(index(held))
    assert shown.minor is minor


def test_what_one_person_cannot_name_is_no_open_question(dossier):
    first, *rest = dossier.documents
    lines = (
        "Ada Brandt could not name a fault of the line",
        "Nobody knows who sold the lamp of Ostrey",
    )
    for line, open_ in zip(lines, (False, True), strict=True):
        at = Passage(first.id, 0, len(line))
        telling = replace(
            dossier.findings.findings[0].tellings[0],
            at=at,
            sentence=Passage(first.id, 0, len(line) + 1),
        )
        question = OpenQuestion("u1", line, (telling,), (), None)
        docs = (replace(first, text=f"{line}.\n\n{first.text}"), *rest)
        blank = tuple(
            replace(r, quotes=(), claims=(), happenings=(), times=(), names=())
            for r in dossier.readings
        )
        found = replace(dossier.findings, open_questions=(question,), events=(), findings=())
        look = index(replace(dossier, documents=docs, readings=blank, findings=found))
        (asked,) = open_lines(look)
        assert asked.sure is open_


def test_only_texts_that_say_what_a_line_says_are_counted_for_it(dossier, invented):
    look = index(dossier)
    event = next(e for e in dossier.findings.events if e.id == "e2")
    (other,) = next(e for e in dossier.findings.events if e.id == "e3").tellings
    start = Passage(invented.POST_ID, 0, 9)
    apart = replace(other, at=start, sentence=start)
    mixed = replace(event, tellings=(*event.tellings, apart))
    line = "The night ferry to Osmund Island never left its berth"
    own = event.tellings[0].at
    assert apart not in told_by(look, mixed, line, own).tellings
    assert event.tellings[0] in told_by(look, mixed, line, own).tellings
    events = tuple(mixed if e.id == "e2" else e for e in dossier.findings.events)
    held = index(replace(dossier, findings=replace(dossier.findings, events=events)))
    (shown,) = [e for e in event_lines(held) if e.id == held.lines["e2"]]
    more = look.texts(t.at.doc_id for t in mixed.tellings) - shown.texts
    assert more and f"{more} more may tell of it" in shown.badge
    assert held.numbers[invented.POST_ID] in [t.source.number for t in shown.beside]


def test_two_figures_of_one_text_are_of_two_things_and_two_words_for_a_thing_are_not(dossier):
    look = index(dossier)
    number = next(f for f in dossier.findings.findings if f.id.startswith("x1111"))
    alarm = next(f for f in dossier.findings.findings if f.id.startswith("x3333"))
    assert doubted(look, (alarm,)) == frozenset()
    one_text = replace(number, sides=(Side("140", (0,)), Side("150", (0, 2))))
    assert one_text.id in doubted(look, (one_text,))
    replaced = replace(one_text, verdict="superseded")
    assert replaced.id not in doubted(look, (replaced,))  # it rose, and the text says both
    said = replace(one_text, subtype="status", topic="whether “the ferry sails” holds")
    assert said.id not in doubted(look, (said,))  # a denial beside what it denies


def test_the_dead_never_become_fewer(dossier):
    look = index(dossier)
    number = next(f for f in dossier.findings.findings if f.id.startswith("x1111"))
    days = {day.doc_id: day.best for day in dossier.findings.days}
    dated = [t for t in number.tellings if days[t.at.doc_id]]
    told = sorted(dated, key=lambda t: days[t.at.doc_id])
    first, last = told[0], told[-1]
    assert days[first.at.doc_id] < days[last.at.doc_id]
    for before, after, open_ in (("10", "4", False), ("4", "10", True)):
        both = (replace(first, norm=before), replace(last, norm=after))
        dead = replace(
            number,
            topic="how many died",
            tellings=both,
            sides=(Side(before, (0,)), Side(after, (1,))),
        )
        assert (dead.id not in doubted(look, (dead,))) is open_


def test_an_age_is_somebody_s(dossier):
    look = index(dossier)
    assert _aged("Ada Brandt, 27, left", "27") == _aged("the 29-year-old Ada Brandt", "29")
    number = next(f for f in dossier.findings.findings if f.id.startswith("x1111"))
    age = replace(number, topic="the age")
    assert age.id in doubted(look, (age,))  # of whom, the texts do not say alike


def test_a_question_is_not_shown_by_its_answer(dossier):
    asked = Passage("courier.txt", 0, 9)
    first, second = dossier.findings.findings[0].tellings[:2]
    question = OpenQuestion(
        "u1", "it was not said why", (replace(first, at=asked, sentence=asked), second), (1,), None
    )
    held = replace(dossier, findings=replace(dossier.findings, open_questions=(question,)))
    (line,) = opened(index(held)).questions.unsure
    assert line.what == "it was not said why"
    assert "u1" in write(held, "html")


def test_an_outlet_that_credits_itself_hands_nothing_on(dossier):
    at = Passage("herald.txt", 0, 9)
    own = Relay(at, "the Herald", at, at)
    other = Relay(at, "the Gull Courier", at, at)
    readings = tuple(
        replace(r, relays=(own, other)) if r.doc_id == "herald.txt" else r for r in dossier.readings
    )
    arrows = copies(index(replace(dossier, readings=readings))).arrows
    assert [a.origin for a in arrows] == ["the Gull Courier"]
    assert say_so(Telling(at, at, via=("Herald",)), "Saltmarsh Herald") == "in its own voice"
    assert say_so(Telling(at, at, via=("Gull Courier",)), "Saltmarsh Herald").endswith("Courier")


def test_half_of_what_somebody_said_is_no_saying():
    for half in (
        "the council to “stand firm” on the fares",
        "the keeper that he was asleep",
        "for saying that the quay was safe",
        "the old lamps, “we sold them.”",
        "“we will all vote for” that plan",
    ):
        assert not clause_like(half)
    assert clause_like("the council has to “stand firm” on the fares")
    assert clause_like("the keeper said that he was asleep")
    assert not opens_clear("“And that’s the trouble with the lamp.”")
    assert opens_clear("“And the lamp went out.”")


def test_that_a_statement_was_issued_says_nothing():
    assert not stands_alone("Captain Oru issued a statement Wednesday")
    assert stands_alone("Captain Oru issued a statement of regret to the crew")


def test_a_thing_that_no_opening_names_does_not_begin_an_open_line(dossier):
    card = opened(index(dossier)).agreements.open[0]
    vague = replace(card, id="vague", at=None, what="The invitation came from the mayor of Ostrey")
    pointing = replace(vague, what="Osmund Island has no use for such ferries")
    assert [c.id for c in section((pointing,), (), Worth({})).folded] == ["vague"]
    known = Worth({"invitation": 0.3})
    assert [c.id for c in section((vague,), (), Worth({})).folded] == ["vague"]
    assert [c.id for c in section((vague,), (), known).open] == ["vague"]


def test_what_a_line_is_worth_hangs_on_no_order_of_its_words() -> None:
    line = "anchors bridges cranes docks engines ferries gulls harbours islands jetties"
    held = stems(line)
    assert len(held) == 10
    assert Worth(dict.fromkeys(held, 0.1)).of(line) == 0.1  # added one by one it is a little less
