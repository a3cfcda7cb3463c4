"""For whom people speak: what stands beside their names."""

from __future__ import annotations

import re

import pytest

from sayso.findings.origins.offices import beside
from sayso.model import Actor, Passage


def words_beside(text: str, name: str = "Ivo Lang") -> set[str]:
    at = tuple(Passage("a", m.start(), m.end()) for m in re.finditer(re.escape(name), text))
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
