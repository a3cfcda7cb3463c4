"""For whom people speak: what stands beside their names."""

from __future__ import annotations

import re

import pytest

from sayso.findings.origins.offices import beside
from sayso.model import Actor, Passage


def words_beside(text: str, name: str = "Ivo Lang") -> set[str]:
    first, last = name.split()
    found = re.finditer(rf"(?:{first} )?{last}", text)
    at = tuple(Passage("a", m.start(), m.end()) for m in found)
    actor = Actor("ivo", name, "person", (name,), at)
    return set(beside({"a": text}, [actor])["ivo"])


@pytest.mark.parametrize(
    ("text", "some", "none"),
    [
        ("Ivo Lang, chief executive at Brinemark, shrugged.", {"chief", "brinemark"}, {"shrugged"}),
        ("Brinemark’s chief, Ivo Lang, said so.", {"chief", "brinemark"}, set()),
        ("So wrote Ivo Lang, who runs Brinemark.", {"brinemark"}, {"runs"}),
        ("Ivo Lang of the state police said so.", {"police"}, set()),
        ("White House spokesman Ivo Lang said so.", {"spokesman", "white house"}, set()),
        ("Ivo Lang, a spokesman for the former senator, left.", {"spokesman"}, {"senator"}),
        ("Ivo Lang, a spokesman for Senator Vint, left.", {"spokesman", "vint"}, set()),
        ("Sen. Ivo Lang (D-Tarn) said so.", {"sen", "tarn"}, set()),
        # another's name, a place and a verb are nobody's office
        ("Ivo Lang, Ada Vint and Tom Orr met.", set(), {"ada", "vint", "tom"}),
        ("In Brinemark, Ivo Lang slept.", set(), {"brinemark"}),
        ("The mayor left. Ivo Lang stayed.", set(), {"mayor"}),
        ("Ivo Lang, weary of Brinemark, went home.", set(), {"brinemark"}),
        # nor is one with whom, of whom or where something was done, nor one of another clause
        ("It was handed to the police, Lang said.", set(), {"police"}),
        ("He has not met his family, Ivo Lang said.", set(), {"family"}),
        ("In a statement, Ivo Lang denied it.", set(), {"statement"}),
        ("“The mayor hit an officer,” Ivo Lang said.", set(), {"officer"}),
        ("He was a fine officer. Ivo Lang knew him.", set(), {"officer"}),
        ("Ivo Lang, who fled from the police by boat, slept.", set(), {"police"}),
        ("Ivo Lang, whose father owns the boat, slept.", set(), {"father"}),
        ("Ivo Lang, speaking at the White House, said so.", set(), {"white house"}),
        ("Ivo Lang, a baker held by rebels for a year, slept.", set(), {"rebels"}),
        ("To Ivo Lang, Republican Sen. Ada Vint wrote twice.", set(), {"republican", "sen"}),
        ("Witnesses to Ivo Lang’s fall wept.", set(), {"witnesses"}),
        ("The brother of Mayor Ivo Lang wept.", {"mayor"}, {"brother"}),
        ("The brother of Ivo Lang wept.", set(), {"brother"}),
        ("Gov. Ada Vint and Mayor Ivo Lang met.", {"mayor"}, {"gov", "vint"}),
        ("It was Ivo Lang, commander of the State Police.", {"commander", "police"}, set()),
        ("It was Ivo Lang, medical director of Tarn Hospital.", {"director", "hospital"}, set()),
        ("Ivo Lang, who represents Tarn in Congress, left.", {"tarn", "congress"}, set()),
        ("The head of the Tarn Patrol, Capt. Ivo Lang, left.", {"capt"}, set()),
        ("Ivo Lang, retired army general, left.", {"army", "general"}, set()),
        ("Ivo Lang, longtime police chief of Tarn, left.", {"police", "chief"}, set()),
        ("Ivo Lang, outgoing harbour minister, left.", {"minister"}, set()),
        ("The head of the Tarn Patrol, Ivo Lang, left.", {"tarn", "patrol"}, set()),
    ],
)
def test_what_stands_beside_a_name(text: str, some: set[str], none: set[str]) -> None:
    found = words_beside(text)
    assert some <= found
    assert not found & none


def test_a_person_s_own_name_is_not_beside_it_and_a_body_has_nothing() -> None:
    assert not words_beside("Mayor Ivo Lang said so.") & {"ivo", "lang"}
    text = "Brinemark of Tarn said so."
    body = Actor("b", "Brinemark", "org", ("Brinemark",), (Passage("a", 0, 9),))
    assert beside({"a": text}, [body]) == {}
