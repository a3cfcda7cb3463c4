"""Restoring case and marks: lengths never change, and what cannot be known is left small."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Document
from sayso.readings.page.casing import Casing, learn_casing, shouted

CLEAN = Document(
    "a",
    "On Friday the envoy Qadir Selmani met Abu Salim al-Harir in Veldt. The envoy Qadir "
    "Selmani told TIME that "
    "it takes time, and that Selmani’s aides would wait. Then Harir told TIME the same.",
    lang="en",
)


def test_names_come_back_from_the_clean_documents_of_the_pile() -> None:
    casing = learn_casing([CLEAN])
    assert casing.respell("qadir selmani left veldt") == "Qadir Selmani left Veldt"


def test_the_words_beside_it_decide_between_two_spellings() -> None:
    casing = learn_casing([CLEAN])
    assert casing.respell("he told time that it takes time") == "he told TIME that it takes time"


def test_lost_marks_come_back_where_one_space_stands_for_them() -> None:
    casing = learn_casing([CLEAN])
    assert casing.respell("selmani s men can t pay 5 200 to salim al harir") == (
        "Selmani's men can't pay 5,200 to Salim al-Harir"
    )


def test_background_news_knows_common_names_and_a_month_needs_its_context() -> None:
    assert Casing().respell("in baghdad on sunday") == "in Baghdad on Sunday"
    assert Casing().respell("last may he may leave") == "last May he may leave"


def test_us_the_pronoun_is_not_us_the_country() -> None:
    pile = [
        Document("b", "They told the US envoy, and the US army, that it would help us.", lang="en")
    ]
    assert learn_casing(pile).respell("they can contact us") == "they can contact us"


def test_poor_documents_teach_nothing() -> None:
    assert (
        learn_casing([Document("p", "qadir went", lang="en", defects=("case-lost",))]) == Casing()
    )


def test_lines_in_capitals_are_recognised() -> None:
    assert shouted("PORT STRIKE ENDS AFTER TALKS")
    assert not shouted("NATO and the UN met")


@given(st.text(max_size=200))
def test_the_length_never_changes(text: str) -> None:
    casing = learn_casing([CLEAN])
    assert len(casing.respell(text)) == len(text)
