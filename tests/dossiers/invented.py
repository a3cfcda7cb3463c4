# ruff: noqa: E501  (articles are written as they would arrive: one paragraph, one line)
"""An invented story with one of everything a dossier can hold: a ferry that did not sail.

Places, people, outlets and words are made up. Passages are found by their words, so that the texts
can be edited.
"""

from __future__ import annotations

import hashlib
from datetime import date

from sayso.model import (
    Actor,
    Agreement,
    Claim,
    Conflict,
    Copy,
    Day,
    DocRef,
    Document,
    Dossier,
    Event,
    Family,
    Findings,
    Member,
    Name,
    Origin,
    Part,
    Passage,
    Quote,
    Reading,
    Reason,
    Rejected,
    Relay,
    Rule,
    Side,
    SingleSource,
    Story,
    Telling,
    TimeRef,
)
from sayso.text import view

COURIER = """NORTHGATE, May 6, 2031

Ferry kept in port after engine alarm, 140 passengers stranded

By Ruth Amsel

The night ferry to Osmund Island never left its berth on Monday. About 140 passengers spent the night in the terminal, the harbour master, Ada Brandt, told the Courier.

“The alarm was real and the captain was right to stay,” Brandt said. “Nobody was in danger at any point.”

A senior official of the shipping line, who asked not to be named, said the alarm had been “a false reading from a wet sensor.” The company plans to sail again on Thursday.

The ferry line was founded in 1998 and has had three owners. According to an inspection report dated May 2, a sensor in the engine room had been replaced four days earlier. Brandt said the report had been sent to the line and to the port authority, and that she expected an answer by the end of the week.

On Tuesday morning volunteers from the island brought bread and blankets across in two fishing boats. “We could see the lights of the terminal all night,” said Jonas Wik, who owns one of the boats. “You do not leave people sitting there.”

The port authority said in a statement that it would pay for rooms, and that every passenger would get the full fare back within ten days. It did not say who would pay if the alarm turned out to be the fault of the line. A spokeswoman for the line, Mara Lind, declined to comment on the cause before the inspectors had finished their work, and said that the company’s first concern was for those who had waited.

Ferries have run between Northgate and the island every night since the road bridge was closed to lorries. Islanders depend on them for post, for medicine and for the milk of some forty farms, which is collected before dawn.

Photo: Northgate Courier / R. Amsel
"""

SCRAPE = """ferry kept in port after engine alarm 140 passengers stranded the night ferry to osmund island never left its berth on monday about 140 passengers spent the night in the terminal the harbour master ada brandt told the courier the alarm was real and the captain was right to stay brandt said nobody was in danger at any point a senior official of the shipping line who asked not to be named said the alarm had been a false reading from a wet sensor sign up for our newsletter"""

HERALD = """Island ferry stays in port

Around 150 people were stranded when the night ferry to Osmund Island was held back on Monday after an alarm in the engine room. Harbour master Ada Brandt told reporters that the captain had been right to stay.

The Northgate Courier first reported that a wet sensor had set off the alarm. A person close to the line told the Herald that sailings would resume on Friday, not Thursday.

“The alarm was real,” Brandt said.
"""

POST = """Ferry: what we know <script>alert("x")</script>

Five days after the ferry was held back, the line said in a statement Saturday that it would pay every passenger. Ada Brandt, the harbour master, denied that anybody had been in danger. “Nobody was in danger at any point,” she said.

</script><img src=x onerror="alert(1)"> “Sale & <b>bold</b>” {{ 7*7 }} {% raw %} said a comment under the story. ⛴️ שלום עולם \u202eevil\u202c &amp; done.

Passengers counted 140 names on the list that the crew pinned to the door.
"""

PHARE = """Le ferry est resté à quai

Près de 140 passagers ont passé la nuit dans le terminal, selon la capitaine du port. « Personne n’était en danger », a-t-elle dit.
"""

TEXTS = {
    "courier.txt": COURIER,
    "scrape.txt": SCRAPE,
    "herald.txt": HERALD,
    "post & <co>.txt": POST,
    "phare.txt": PHARE,
}
POST_ID = "post & <co>.txt"


def at(doc_id: str, words: str, nth: int = 0) -> Passage:
    """The place of `words` in a document; fails where they do not stand."""
    text, start = TEXTS[doc_id], -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Passage(doc_id, start, start + len(words))


def telling(doc_id: str, words: str, **more: object) -> Telling:
    place = at(doc_id, words)
    text = TEXTS[doc_id]
    stop = text.find(". ", place.end)
    sentence = Passage(
        doc_id, max(text.rfind("\n", 0, place.start) + 1, 0), stop + 1 if stop > 0 else len(text)
    )
    return Telling(place, sentence, **more)  # type: ignore[arg-type]


def document(doc_id: str, title: str, outlet: str | None, **more: object) -> Document:
    text = TEXTS[doc_id]
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(doc_id, text, title, outlet, digest=digest, **{"lang": "en", **more})  # type: ignore[arg-type]


def _documents() -> tuple[Document, ...]:
    return (
        document(
            "courier.txt",
            "Ferry kept in port after engine alarm, 140 passengers stranded",
            "Northgate Courier",
            authors=("Ruth Amsel",),
            published=date(2031, 5, 6),
            url="https://courier.example/ferry?id=1&x=2",
            parts=(
                Part("dateline", at("courier.txt", "NORTHGATE, May 6, 2031")),
                Part("byline", at("courier.txt", "By Ruth Amsel")),
                Part("credit", at("courier.txt", "Photo: Northgate Courier / R. Amsel")),
            ),
            why=(
                Reason(
                    "outlet-told",
                    ("once", "told the Courier"),
                    (at("courier.txt", "told the Courier"),),
                ),
            ),
        ),
        document(
            "scrape.txt",
            "ferry kept in port after engine alarm",
            "Northgate Courier",
            defects=("case-lost", "marks-lost"),
            parts=(Part("newsletter", at("scrape.txt", "sign up for our newsletter")),),
        ),
        document(
            "herald.txt",
            "Island ferry stays in port",
            "Saltmarsh Herald",
            published=date(2031, 5, 7),
        ),
        document(
            POST_ID,
            'Ferry: what we know <script>alert("x")</script>',
            None,
            url="javascript:alert(1)",
        ),
        document(
            "phare.txt",
            "Le ferry est resté à quai",
            "Le Phare",
            lang="fr",
            published=date(2031, 5, 7),
        ),
    )


def _readings() -> tuple[Reading, ...]:
    courier = Reading(
        "courier.txt",
        sentences=tuple(Passage("courier.txt", s, e) for s, e in view(COURIER).paragraphs),
        names=(
            Name(at("courier.txt", "Ada Brandt"), "person"),
            Name(at("courier.txt", "Osmund Island"), "place"),
            Name(at("courier.txt", "Jonas Wik"), "person"),
        ),
        times=(
            TimeRef(
                at("courier.txt", "Monday"),
                "DATE",
                "2031-05-05",
                Rule("weekday"),
                date(2031, 5, 5),
                date(2031, 5, 5),
                date(2031, 5, 6),
            ),
            TimeRef(
                at("courier.txt", "Tuesday morning"),
                "TIME",
                "2031-05-06TMO",
                Rule("weekday"),
                date(2031, 5, 6),
                date(2031, 5, 6),
                date(2031, 5, 6),
            ),
            TimeRef(
                at("courier.txt", "1998"),
                "DATE",
                "1998",
                Rule("year", year=1998),
                date(1998, 1, 1),
                date(1998, 12, 31),
            ),
            TimeRef(
                at("courier.txt", "within ten days"),
                "DURATION",
                "P10D",
                Rule("duration", value="P10D"),
            ),
        ),
        quotes=(
            Quote(
                (
                    at("courier.txt", "“The alarm was real and the captain was right to stay,”"),
                    at("courier.txt", "“Nobody was in danger at any point.”"),
                ),
                (at("courier.txt", "“The alarm was real and the captain was right to stay,”"),),
                (at("courier.txt", "Brandt said"),),
                (at("courier.txt", "said"),),
                "direct",
                speaker="Ada Brandt",
                why=(
                    Reason(
                        "full-name", ("Brandt", "Ada Brandt"), (at("courier.txt", "Ada Brandt"),)
                    ),
                ),
            ),
            Quote(
                (at("courier.txt", "the alarm had been “a false reading from a wet sensor.”"),),
                (at("courier.txt", "“a false reading from a wet sensor.”"),),
                (at("courier.txt", "A senior official of the shipping line"),),
                (at("courier.txt", "said", 1),),
                "mixed",
                speaker="A senior official of the shipping line",
                anonymous=True,
                described="a senior official of the shipping line",
                manner="claimed",
            ),
            Quote(
                (
                    at(
                        "courier.txt",
                        "a sensor in the engine room had been replaced four days earlier",
                    ),
                ),
                (),
                (at("courier.txt", "an inspection report"),),
                (at("courier.txt", "According to"),),
                "indirect",
                speaker="an inspection report",
            ),
            Quote(
                (at("courier.txt", "“We could see the lights of the terminal all night,”"),),
                (at("courier.txt", "“We could see the lights of the terminal all night,”"),),
                (at("courier.txt", "Jonas Wik"),),
                (),
                "direct",
                speaker="Jonas Wik",
            ),
        ),
        claims=(
            Claim(
                at("courier.txt", "About 140 passengers spent the night"),
                at("courier.txt", "About 140 passengers spent the night"),
                "happened",
                False,
                ("passenger",),
            ),
        ),
    )
    scrape = Reading(
        "scrape.txt",
        sentences=(Passage("scrape.txt", 0, len(SCRAPE)),),
        quotes=(
            Quote(
                (at("scrape.txt", "the alarm was real and the captain was right to stay"),),
                (),
                (at("scrape.txt", "brandt said"),),
                (),
                "direct",
                speaker="brandt",
                low_confidence=True,
            ),
        ),
        low_confidence=(Passage("scrape.txt", 0, len(SCRAPE)),),
        through="courier.txt",
    )
    herald = Reading(
        "herald.txt",
        sentences=tuple(Passage("herald.txt", s, e) for s, e in view(HERALD).paragraphs),
        times=(
            TimeRef(
                at("herald.txt", "Friday"),
                "DATE",
                "2031-05-09",
                Rule("weekday"),
                date(2031, 5, 9),
                date(2031, 5, 9),
                date(2031, 5, 7),
            ),
        ),
        quotes=(
            Quote(
                (at("herald.txt", "“The alarm was real,”"),),
                (at("herald.txt", "“The alarm was real,”"),),
                (),
                (at("herald.txt", "said", 0),),
                "direct",
                speaker="Brandt",
            ),
            Quote(
                (at("herald.txt", "that sailings would resume on Friday, not Thursday"),),
                (),
                (at("herald.txt", "A person close to the line"),),
                (at("herald.txt", "told", 1),),
                "indirect",
                anonymous=True,
                described="a person close to the line",
                addressee="the Herald",
                manner="predicted",
            ),
            Quote(
                (at("herald.txt", "the captain had been right to stay"),),
                (),
                (),
                (),
                "indirect",
                via=("reporters",),
            ),
        ),
        relays=(
            Relay(
                at("herald.txt", "The Northgate Courier first reported"),
                "the Northgate Courier",
                at("herald.txt", "first reported"),
                at("herald.txt", "a wet sensor had set off the alarm"),
                True,
            ),
        ),
    )
    post = Reading(
        POST_ID,
        sentences=tuple(Passage(POST_ID, s, e) for s, e in view(POST).paragraphs),
        quotes=(
            Quote(
                (at(POST_ID, "“Nobody was in danger at any point,”"),),
                (at(POST_ID, "“Nobody was in danger at any point,”"),),
                (at(POST_ID, "she"),),
                (),
                "direct",
                "denied",
                speaker="Ada Brandt",
            ),
            Quote(
                (
                    at(
                        POST_ID,
                        '</script><img src=x onerror="alert(1)"> “Sale & <b>bold</b>” {{ 7*7 }} {% raw %}',
                    ),
                ),
                (at(POST_ID, "“Sale & <b>bold</b>”"),),
                (at(POST_ID, "a comment"),),
                (at(POST_ID, "said", 2),),
                "mixed",
                speaker="<svg onload=alert(2)>",
            ),
        ),
    )
    return (
        courier,
        scrape,
        herald,
        post,
        Reading("phare.txt", why=(Reason("language-not-read", ("fr",)),)),
    )


def _findings() -> Findings:
    stranded = (
        telling(
            "courier.txt",
            "About 140 passengers",
            value="About 140",
            norm="140",
            holder="Ada Brandt",
        ),
        telling(
            "scrape.txt",
            "about 140 passengers",
            value="about 140",
            norm="140",
            holder="Ada Brandt",
            low_confidence=True,
        ),
        telling("herald.txt", "Around 150 people were stranded", value="Around 150", norm="150"),
        telling(POST_ID, "Passengers counted 140 names", value="140", norm="140"),
    )
    number = Conflict(
        "x1111aaaa", "passengers: About 140 / Around 150", "passengers stranded", "number", "precision",
        (Side("About 140", (0, 1, 3)), Side("Around 150", (2,))), stranded,
        (Origin("speaker", "Ada Brandt", (0, 1)),), 2,
        (Reason("number", ("vague", "about", "About 140", "Around 150"), (stranded[0].at, stranded[2].at)),),
        (Reason("copy-collapses", ((DocRef("courier.txt"), DocRef("scrape.txt")),), (stranded[0].at, stranded[1].at)),),
    )  # fmt: skip
    sail = Conflict(
        "x2222bbbb", "the next sailing: Thursday / Friday", "the next sailing", "date", "real",
        (Side("Thursday", (0,)), Side("Friday", (1,))),
        (
            telling("courier.txt", "The company plans to sail again on Thursday", value="Thursday", norm="2031-05-08"),
            telling("herald.txt", "sailings would resume on Friday", value="Friday", norm="2031-05-09", holder="a person close to the line", anonymous=True),
        ),
        (Origin("speaker", "a person close to the line", (1,)),), 1,
        (Reason("when", ("exclude", "2031-05-08", "2031-05-09")),),
    )  # fmt: skip
    alarm = Conflict(
        "x3333cccc", "the alarm: real / a false reading", "the alarm", "status", "scope",
        (Side("real", (0, 1)), Side("a false reading", (2,))),
        (
            telling("courier.txt", "The alarm was real", holder="Ada Brandt", value="real"),
            telling("herald.txt", "The alarm was real", holder="Ada Brandt", value="real"),
            telling("courier.txt", "the alarm had been “a false reading", holder="a senior official of the shipping line", anonymous=True, value="a false reading"),
        ),
        (Origin("speaker", "Ada Brandt", (0, 1)), Origin("speaker", "a senior official of the shipping line", (2,))), 0,
        (Reason("status", ("both", "real", "false reading", "the alarm", "its cause")),),
        (Reason("one-voice", ((DocRef("courier.txt"), DocRef("herald.txt")), "Ada Brandt", ())),),
    )  # fmt: skip
    danger = Agreement(
        "a4444dddd", "Nobody was in danger at any point",
        (
            telling("courier.txt", "Nobody was in danger at any point", holder="Ada Brandt"),
            telling("scrape.txt", "nobody was in danger at any point", holder="Ada Brandt", low_confidence=True),
            telling(POST_ID, "Nobody was in danger at any point", holder="Ada Brandt"),
        ),
        (Origin("speaker", "Ada Brandt", (0, 1, 2)),), 0, "happened",
        (Reason("same-fact", (2, ("danger", "nobody"))),),
        (Reason("one-voice", ((DocRef("courier.txt"), DocRef(POST_ID)), "Ada Brandt", ())),),
        "danger",
    )  # fmt: skip
    held = Agreement(
        "a5555eeee", "The night ferry to Osmund Island never left its berth on Monday",
        (
            telling("courier.txt", "The night ferry to Osmund Island never left its berth"),
            telling("herald.txt", "the night ferry to Osmund Island was held back", via=("Northgate Courier",)),
        ),
        (Origin("unattributed", "the articles' own voice", (0, 1)),), 2, "happened",
    )  # fmt: skip
    boats = SingleSource(
        "s6666ffff", "volunteers from the island brought bread and blankets",
        (telling("courier.txt", "volunteers from the island brought bread and blankets"),),
        (Origin("outlet", "Northgate Courier", (0,)),), 0, "happened",
        (Reason("one-text"),),
    )  # fmt: skip
    return Findings(
        "s1", (sail, number, alarm, held, danger, boats), _events(), _actors(),
        (
            Day("courier.txt", date(2031, 5, 6), date(2031, 5, 6), date(2031, 5, 6), False),
            Day("scrape.txt", date(2031, 5, 6), date(2031, 5, 6), date(2031, 5, 6), True, (Reason("day-of-copy", (DocRef("courier.txt"), date(2031, 5, 6))),)),
            Day("herald.txt", date(2031, 5, 7), date(2031, 5, 7), date(2031, 5, 7), False),
            Day(POST_ID, date(2031, 5, 10), date(2031, 5, 10), date(2031, 5, 11), True,
                (Reason("day-from-story", ("day", "Saturday", DocRef("courier.txt"), date(2031, 5, 10)), (at(POST_ID, "Saturday"), at(POST_ID, "Five days after"))),)),
            Day("phare.txt", date(2031, 5, 7), date(2031, 5, 7), date(2031, 5, 7), False),
        ),
    )  # fmt: skip


def _events() -> tuple[Event, ...]:
    def event(id_: str, day: date, what: str, *tellings: Telling, **more: object) -> Event:
        settings = {
            "value": day.isoformat(),
            "earliest": day,
            "latest": day,
            "inferred": False,
            "status": "happened",
        }
        settings |= {"actors": (), "origins": (Origin("outlet", "Northgate Courier", (0,)),)} | more
        return Event(id=id_, what=what, tellings=tellings, **settings)  # type: ignore[arg-type]

    return (
        event("e1", date(1998, 7, 1), "The ferry line was founded", telling("courier.txt", "The ferry line was founded in 1998"), status="background", value="1998", earliest=date(1998, 1, 1), latest=date(1998, 12, 31)),
        event(
            "e2", date(2031, 5, 5), "The night ferry never left its berth",
            telling("courier.txt", "The night ferry to Osmund Island never left its berth"),
            telling("scrape.txt", "the night ferry to osmund island never left its berth", low_confidence=True),
            telling("herald.txt", "the night ferry to Osmund Island was held back on Monday"),
            actors=("ada-brandt",),
            origins=tuple(Origin("speaker", f"Voice {n}", (n,)) for n in range(3)),
        ),
        event("e3", date(2031, 5, 6), "volunteers brought bread and blankets", telling("courier.txt", "On Tuesday morning volunteers"), value="2031-05-06TMO"),
        event("e4", date(2031, 5, 8), "The company plans to sail again", telling("courier.txt", "plans to sail again on Thursday"), status="planned"),
        event("e5", date(2031, 5, 9), "sailings would resume", telling("herald.txt", "sailings would resume on Friday"), status="possible"),
        event("e6", date(2031, 5, 10), "the line said that it would pay every passenger", telling(POST_ID, "the line said in a statement Saturday"), inferred=True,
              why=(Reason("time-anchor", (("weekday", "past", date(2031, 5, 10)),), (at(POST_ID, "Saturday"),)),)),
        event("e7", date(2031, 5, 5), "anybody had been in danger", telling(POST_ID, "denied that anybody had been in danger"), status="denied"),
        event("e8", date(2031, 5, 2), "a sensor was replaced", telling("courier.txt", "replaced four days earlier"), earliest=date(2031, 5, 1), latest=date(2031, 5, 4)),
    )  # fmt: skip


def _actors() -> tuple[Actor, ...]:
    return (
        Actor("ada-brandt", "Ada Brandt", "person", ("Ada Brandt", "Brandt"), (at("courier.txt", "Ada Brandt"), at("herald.txt", "Ada Brandt"))),
        Actor("osmund-island", "Osmund Island", "place", ("Osmund Island",), (at("courier.txt", "Osmund Island"),)),
    )  # fmt: skip


def dossier() -> Dossier:
    """The invented dossier."""
    documents = _documents()
    copies = (
        Copy(
            "courier.txt", "scrape.txt", "excerpt", ("folded", "cut"), 0.3, 0.94, "a->b", False,
            tuple(
                (at("courier.txt", one), at("scrape.txt", two))
                for one, two in (
                    ("Ferry kept in port after engine alarm, 140 passengers stranded", "ferry kept in port after engine alarm 140 passengers stranded"),
                    ("A senior official of the shipping line, who asked not to be named", "a senior official of the shipping line who asked not to be named"),
                )
            ),
            (Reason("contained", (0.94,)),),
        ),
        Copy(
            "courier.txt", "herald.txt", "shared-quotes", (), 0.01, 0.04, "unknown", True,
            ((at("courier.txt", "The alarm was real"), at("herald.txt", "The alarm was real")),),
        ),
    )  # fmt: skip
    reason = Reason("shared-names", (("Osmund Island", "Ada Brandt"), 1, 1))
    return Dossier(
        story=Story("s1", tuple(Member(d.id, (reason,)) for d in documents)),
        title="Ferry kept in port after engine alarm, 140 passengers stranded",
        documents=documents,
        copies=copies,
        families=(
            Family("courier.txt", ("courier.txt", "scrape.txt")),
            *(Family(i, (i,)) for i in ("herald.txt", POST_ID, "phare.txt")),
        ),
        readings=_readings(),
        findings=_findings(),
        rejected=(
            Rejected("photo<1>.jpg", "not a text"),
            Rejected("feed.jsonl", "no key “text”", 7),
        ),
        version="0.1.0",
    )
