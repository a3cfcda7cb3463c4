"""Exports of Europresse: each article with its outlet, headline, authors and day."""

from __future__ import annotations

import io

import pytest

from sayso.documents import DocumentOptions, read
from sayso.model import Document, Rejected


def article(
    text: str,
    *,
    outlet: str = "La Mouette, no. 7",
    day: str = "mardi 12 mars 2024 - p. 5",
    foot: str = "",
) -> str:
    return f"""<article><header><div class="rdp__DocPublicationName"><span
 class="DocPublicationName">{outlet}</span></div><span class="DocHeader">{day}</span>
<div class="titreArticle">
<p class="titreArticleVisu rdp__articletitle ">La jetée est fermée</p></div>
<div class="docAuthors">Anne Lemoine et Otto Berg</div></header>
<section><div class="docOcurrContainer">{text}</div></section>
<footer><small>© 2024 La Mouette. Tous droits réservés.</small><p class="publiC-lblNodoc">{foot}</p>
</footer></article>"""


_TEXT = "<p>La je\u00adtée est <mark>fermée</mark> depuis mardi.</p><p>« C'est la rouille. »</p>"


def items(
    *articles: str, name: str = "a.html", options: DocumentOptions | None = None
) -> list[Document | Rejected]:
    page = "<!DOCTYPE html><html><head><title>Europresse</title></head><body>"
    data = (page + " ".join(articles) + "</body></html>").encode()
    return list(read(name, io.BytesIO(data), options=options or DocumentOptions()))


def test_each_article_of_an_export_is_one() -> None:
    one, two = items(
        article(_TEXT, foot="news·20240311·LM·0012"),
        article("<p>Rien de neuf.</p>", outlet="L'Étoile (site web)", day="1er août 2023"),
    )
    assert isinstance(one, Document) and isinstance(two, Document)
    assert one.text == "La jetée est fermée depuis mardi.\n\n« C'est la rouille. »"
    assert (one.title, one.outlet) == ("La jetée est fermée", "La Mouette")
    assert one.authors == ("Anne Lemoine", "Otto Berg")
    assert (str(one.published), one.id) == ("2024-03-11", "news·20240311·LM·0012")
    assert (str(two.published), two.outlet, two.source) == ("2023-08-01", "L'Étoile", "a.html:2")
    assert [why.values for why in one.why if why.rule == "export"] == [("Europresse", 2)]


@pytest.mark.parametrize("day", ["mardi 12 mars 2024 - p. 5", "Tuesday, March 12, 2024 - p. 5"])
def test_days_in_both_languages_of_the_site(day: str) -> None:
    (doc,) = items(article(_TEXT, day=day))
    assert isinstance(doc, Document) and str(doc.published) == "2024-03-12"


def test_an_article_without_a_text_is_refused_by_name() -> None:
    empty, doc = items(article(""), article(_TEXT))
    assert isinstance(empty, Rejected) and (empty.line, empty.reason[:7]) == (1, "no text")
    assert isinstance(doc, Document) and doc.source == "a.html:2"


def test_an_export_may_be_longer_than_a_page() -> None:
    options = DocumentOptions(max_record_bytes=5_000)
    found = items(*[article(_TEXT)] * 30, options=options)
    assert len(found) == 30 and all(isinstance(each, Document) for each in found)
    (refused,) = read("a.html", io.BytesIO(b"<html>" + b"a " * 5_000), options=options)
    assert isinstance(refused, Rejected) and "too large" in refused.reason


def _texts(found: list[Document | Rejected]) -> list[str]:
    assert all(isinstance(each, Document) for each in found), found
    return [each.text for each in found if isinstance(each, Document)]


def test_an_article_without_an_outlet_is_none_the_less_one() -> None:
    bare = article("<p>Rien de neuf.</p>").replace("DocPublicationName", "other")
    assert _texts(items(article(_TEXT), bare))[1:] == ["Rien de neuf."]


def test_articles_in_no_element_of_their_own_are_cut_at_their_texts() -> None:
    plain = [
        article(text).replace("<article>", "<div>").replace("</article>", "</div>")
        for text in (_TEXT, "<p>Rien de neuf.</p>")
    ]
    found = items(*plain)
    assert _texts(found)[1:] == ["Rien de neuf."]
    assert [each.outlet for each in found if isinstance(each, Document)] == ["La Mouette"] * 2
    assert len(items(plain[0], article("<p>Encore.</p>"))) == 2


def test_a_text_in_two_pieces_is_one() -> None:
    (doc,) = _texts(items(article("<p>Fermée.</p></div><div class='docOcurrContainer'><p>Et.</p>")))
    assert doc == "Fermée.\n\nEt."


def test_an_element_that_holds_no_article_is_named() -> None:
    doc, other = items(article(_TEXT), "<article><p>Publicité</p></article>")
    assert isinstance(doc, Document) and isinstance(other, Rejected)
    assert other.line == 2 and other.reason.startswith("no text")


def test_an_export_of_no_article_says_so() -> None:
    (got,) = items("<p>DocPublicationName docOcurrContainer</p>")
    assert isinstance(got, Rejected) and got.reason.startswith("no article")
