"""Fields that a program wrote: undone, said, and prose left alone."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.documents import read
from sayso.documents.cleaning import cleaned, repaired
from sayso.model import Document


@pytest.mark.parametrize(
    ("text", "wanted", "kinds"),
    [
        ("<p>One &amp; two.</p>\n<p>Three.</p>", "One & two.\n\nThree.", ["tags"]),
        ("A line<br/>and another <b>bold</b> one", "A line\nand another bold one", ["tags"]),
        ("It cost &pound;900 &ndash; &quot;a lot&quot;.", 'It cost £900 – "a lot".', ["entities"]),
        ('One.\\n\\n\\"Two,\\" she said.', 'One.\n\n"Two," she said.', ["escapes"]),
        ("['One.', \"It's two.\"]", "One.\n\nIt's two.", ["list"]),
        ('["One.", "Two."]', "One.\n\nTwo.", ["list"]),
        ("â€œTwo,â€\x9d she said. It cost Â£900.", "“Two,” she said. It cost £900.", ["encoding"]),
        ("<script>alert(1)</script><p>One.</p>", "One.", ["tags"]),
        ("<![CDATA[<p>One.</p>]]>", "One.", ["tags"]),
        ("<![CDATA[One.]]>", "One.", ["tags"]),
        ("<![CDATA[One. ]]><![CDATA[Two.]]>", "One. Two.", ["tags"]),
        ("<div><![CDATA[One.]]></div>", "One.", ["tags"]),
        ("<p>Lead.</p><![CDATA[<p>One.</p>]]>", "Lead.\n\nOne.", ["tags"]),
        ("It opens with <![CDATA[ and ends.", "It opens with <![CDATA[ and ends.", []),
        ("&lt;p&gt;One &amp;amp; two.&lt;/p&gt;", "One & two.", ["entities", "tags"]),
        ("The tag is &lt;p&gt;.", "The tag is <p>.", ["entities"]),
        ("A < B and C > D & E", "A < B and C > D & E", []),
        ("AT&T; said so", "AT&T; said so", []),
        ("He wrote [sic] \\o/ twice", "He wrote [sic] \\o/ twice", []),
        ("L’été à Âge d’or", "L’été à Âge d’or", []),
    ],
)
def test_what_is_undone_and_what_is_left(text: str, wanted: str, kinds: list[str]) -> None:
    found, why = cleaned(text)
    assert found == wanted
    assert [reason.values[0] for reason in why] == kinds


@given(st.text(alphabet=st.characters(blacklist_characters="<&\\[]ÂÃâï", codec="utf-8")))
def test_prose_without_signs_of_a_program_is_untouched(text: str) -> None:
    assert cleaned(text) == (text, ())


def test_damaged_text_that_cannot_be_put_right_is_left() -> None:
    assert repaired("It is fine.") is None


def _documents(record: object) -> list[Document]:
    stream = io.BytesIO(json.dumps(record).encode())
    return [d for d in read("x.json", stream) if isinstance(d, Document)]


@pytest.mark.parametrize(
    "record",
    [
        {
            "title": {"rendered": "Pier &#8211; shut"},
            "content": {"rendered": "<p>It was shut.</p>"},
        },
        {
            "title": "Pier – shut",
            "content": [{"type": "text/html", "value": "<p>It was shut.</p>"}],
        },
        {"webTitle": "x", "title": "Pier – shut", "fields": {"bodyText": "It was shut."}},
        {"_id": {"$oid": "5"}, "_source": {"title": "Pier – shut", "text": "It was shut."}},
    ],
    ids=["wordpress", "feedparser", "guardian", "elasticsearch"],
)
def test_a_text_inside_an_object(record: dict[str, object]) -> None:
    (doc,) = _documents({**record, "date": "2024-03-12"})
    assert (doc.title, doc.text, str(doc.published)) == (
        "Pier – shut",
        "It was shut.",
        "2024-03-12",
    )


@pytest.mark.parametrize("blank", ["nan", "NaN", "None", "null", "NULL", "\\N", "<NA>"])
def test_what_programs_print_for_nothing_is_nothing(blank: str) -> None:
    (doc,) = _documents({"text": "It was shut.", "url": blank, "outlet": blank, "title": blank})
    assert (doc.url, doc.outlet, doc.title) == (None, None, None)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("date_publish", "2024-03-12 10:15:00"),
        ("seendate", "20240312T101500Z"),
        ("dateTimePub", "2024-03-12T10:15:00Z"),
        ("date", {"$date": "2024-03-12T10:15:00Z"}),
        ("publishedAt", "2024-03-12T10:15:00Z"),
    ],
)
def test_the_day_under_the_names_that_services_use(key: str, value: object) -> None:
    (doc,) = _documents({"text": "It was shut.", key: value})
    assert str(doc.published) == "2024-03-12"


def test_an_address_given_for_the_outlet_is_the_articles_address() -> None:
    (doc,) = _documents({"text": "It was shut.", "source": "https://gull.example/pier"})
    assert doc.url == "https://gull.example/pier"


def test_an_opening_alone_is_said_to_be_one() -> None:
    (doc,) = _documents({"text": "It was shut on… [+1234 chars]"})
    assert [r.values for r in doc.why if r.rule == "cut-short"] == [(1234,)]
    assert doc.defects == ("cut-short",) and doc.worn == ()


_LOST = "â€œWe will not,â€\ufffd she said.\n\nIt cost Â£2, â€œno more.â€\ufffd"


def test_a_closing_mark_of_which_a_byte_was_lost() -> None:
    assert repaired(_LOST) == "“We will not,” she said.\n\nIt cost £2, “no more.”"


def test_letters_that_nobody_can_read_are_a_defect() -> None:
    (doc,) = read("a.txt", io.BytesIO("It cost \ufffd900, \ufffdall of it\ufffd.".encode()))
    assert isinstance(doc, Document)
    assert doc.defects == ("letters-lost",) and doc.worn == ()


def test_a_lost_byte_behind_no_opening_mark_is_not_guessed() -> None:
    assert "\ufffd" in (repaired("It cost Â£2 and Â£3, â€\ufffd she said.") or "")


def test_soft_hyphens_within_words_are_dropped_and_said() -> None:
    text, why = cleaned("<p>The har\u00adbour was shut \u00ad so she said.</p>")
    assert text == "The harbour was shut \u00ad so she said."
    assert [reason.values for reason in why] == [("tags",), ("soft-hyphens",)]


def test_soft_hyphens_of_bare_words_stay_for_the_sake_of_offsets() -> None:
    bare = "The har\u00adbour was shut."
    assert cleaned(bare) == (bare, ())
