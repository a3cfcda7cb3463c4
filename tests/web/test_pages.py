"""Every page, in HTML and as JSON: what it shows is what the archive holds."""

import json

import pytest
from lxml import html as lxml_html

from sayso.agent.answers import StoryLine
from sayso.archive import ClaimHit, Hit, Saying, Spine
from sayso.archive.lines import claim_row, hit_row, saying_row, story_row

PAGES = [
    "/",
    "/stories",
    "/stories?since=2020-01-01",
    "/story/2",
    "/story/2/correct",
    "/article/1",
    "/article/1?at=10-60",
    "/compare?a=5&b=1",
    "/people",
    "/person?name=Edmund+R.+Pellow",
    "/search",
    "/search?q=alarm",
    "/decisions",
    "/add",
]


def as_json(path: str) -> str:
    path, _, query = path.partition("?")
    return ("/stories" if path == "/" else path) + ".json" + (f"?{query}" if query else "")


def tree(answer):
    return lxml_html.fromstring(answer.data.decode())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_a_frame_and_its_json(client, path):
    answer = client.page(path)
    assert answer.status == 200, answer.data[:500]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = tree(answer)
    assert len(page.xpath("//main")) == 1 and len(page.xpath("//h1")) == 1
    assert page.xpath("//link[@rel='alternate']/@href")[0].endswith(as_json(path))
    assert isinstance(client.json(as_json(path)), dict)


def test_the_front_page_counts_articles_and_texts(client):
    told = client.json("/stories.json")
    assert (told["total"], told["articles"], told["texts"]) == (2, 11, 8)
    story = next(s for s in told["stories"] if s["story"] == 2)
    assert (story["articles"], story["texts"], story["new"]) == (10, 7, True)
    assert "10 articles · 7 texts" in client.get("/").data.decode()
    assert client.json("/stories.json?since=2999-01-01")["stories"] == []
    parted = [f for f in client.json("/story/2.json")["findings"] if f["kind"] == "conflict"]
    assert story["conflicts"] == len(parted)


def test_a_story_is_its_dossier(client):
    page, told = tree(client.page("/story/2")), client.json("/story/2.json")
    ids = {row["id"] for row in told["findings"]}
    assert ids and ids <= set(page.xpath("//*/@id"))
    assert page.xpath("//figure[@class='plot']") and page.xpath("//input[@id='every']")
    assert len(page.xpath("//details[contains(@class, 'piece')]")) == 10
    (link,) = page.xpath(f"//*[@id='{told['findings'][0]['id']}']/a[@class='decide']/@href")
    assert client.page(link).status == 200


def test_a_story_as_it_stood_on_a_day(client):
    client.page("/story/2?as_of=2024-03-12")
    early = client.json("/story/2.json?as_of=2024-03-12")
    assert 0 < early["articles"] < 10
    assert {d["published"] for d in early["documents"]} <= {"2024-03-12", None}
    page = tree(client.get("/story/2?as_of=2024-03-12"))
    assert page.xpath("//select[@name='as_of']/option[@selected]/@value") == ["2024-03-12"]
    none = client.page("/story/2?as_of=1999-01-01")
    assert none.status == 200 and "No article of this story" in none.data.decode()


def test_an_article_shows_its_findings_in_place_and_lights_what_was_asked_for(client):
    told = client.json("/article/1.json")
    at = told["findings"][0]["places"][0]
    page = tree(client.get(f"/article/1?at={at[0]}-{at[1]}"))
    lit = "".join(page.xpath("//mark[contains(@class, 'k-asked')]//text()"))
    assert lit == told["text"][at[0] : at[1]]
    assert page.xpath(f"//mark[@id='c-{at[0]}']")
    text = "".join("".join(p.itertext()) for p in page.xpath("//p[@class='text']"))
    assert text.split() == told["text"].split()
    assert {h.partition("#")[0] for h in page.xpath("//ul[@class='notes']//a/@href")} == {
        f"/story/{told['story']}"
    }


def test_an_article_is_found_by_its_id(client):
    answer = client.get("/article?id=courier-memo.txt")
    assert answer.status == 303
    where = answer.headers["location"]
    assert client.json(f"{where}.json")["doc"] == "courier-memo.txt"


def test_a_story_is_found_by_its_id(client):
    story = client.json("/stories.json")["stories"][0]
    answer = client.get(f"/story?id={story['id']}")
    assert (answer.status, answer.headers["location"]) == (303, story["address"])
    assert client.get("/story?id=none").status == 404


def test_the_page_of_a_large_story_is_written_by_the_worker(serve, monkeypatch):
    monkeypatch.setattr("sayso.web.desk._MANY", 9)
    monkeypatch.setattr("sayso.web.desk._PATIENCE_S", 0.0)
    started = serve(read_only=True)
    answer = started.get("/story/2")
    assert answer.status == 202 and "is being read" in answer.data.decode()
    assert 'id="timeline"' in started.page("/story/2").data.decode()


def test_every_permalink_of_a_finding_answers(client):
    for row in client.json("/story/2.json")["findings"]:
        told = client.json(f"/story/2/finding/{row['id']}.json")
        assert told["finding"]["what"] == row["what"]


def test_two_articles_side_by_side_link_to_their_places(client):
    numbers = {d["doc"]: n for n in range(1, 12) for d in [client.json(f"/article/{n}.json")]}
    a, b = numbers["northline-leak.txt"], numbers["dispatch-reprint.txt"]
    told = client.json(f"/compare.json?a={a}&b={b}")
    assert told["copy"]["kind"] == "excerpt"
    page = tree(client.get(f"/compare?a={a}&b={b}"))
    link = page.xpath("//a[@class='there']/@href")[0]
    place, _, mark = link.partition("#")
    assert tree(client.get(place)).xpath(f"//mark[@id='{mark}']")


def test_a_person_has_all_sayings_by_day(client):
    told = client.json("/person.json?name=edmund+r.+pellow")
    assert told["name"] == "Edmund R. Pellow" and len(told["sayings"]) == 14
    days = [s["day"] or "9999" for s in told["sayings"]]
    assert days == sorted(days)
    for saying in told["sayings"][:3]:
        article = client.json(f"/article/{saying['article']}.json")
        assert article["text"][saying["start"] : saying["end"]] == saying["text"]


def test_a_search_marks_what_matches_and_can_be_narrowed(client):
    page = tree(client.get("/search?q=%22cold+store%22"))
    assert {m.text_content().lower() for m in page.xpath("//mark[@class='hit']")} == {"cold store"}
    told = client.json("/search.json?q=%22cold+store%22")
    link = next(h for h in page.xpath("//aside//a/@href") if "outlet" in h)
    fewer = client.json(link.replace("/search?", "/search.json?"))
    assert 0 < fewer["total"] < told["total"]
    assert len({hit["outlet"] for hit in fewer["hits"]}) == 1


def test_claims_are_found_by_their_origins(client):
    claims = client.json("/search.json?q=origins%3E1")["claims"]
    assert claims and all(c["origins"] > 1 for c in claims)
    assert client.get(claims[0]["address"]).status == 200


@pytest.mark.parametrize(
    ("path", "status", "reason"),
    [
        ("/story/99", 404, "there is no story 99"),
        ("/story/abc", 404, "no number"),
        ("/article/99", 404, "there is no article 99"),
        ("/story/2/finding/none", 404, "no such finding"),
        ("/person?name=Nobody+Here", 404, "nobody of that name"),
        ("/work/999", 404, "forgotten"),
        ("/original/abc", 404, "no original"),
        ("/nothing", 404, "Not Found"),
        ("/search?q=colour:red", 400, "colour:red: not understood"),
        ("/search?q=before:yesterday", 400, "write the day as"),
        ("/story/2?as_of=soon", 400, "is no day; write it as 2024-03-01"),
        ("/stories?page=0", 400, "a whole number"),
        ("/compare?a=1", 400, "two different articles"),
        ("/article/1?at=x", 400, "write two offsets"),
    ],
)
def test_what_cannot_be_answered_says_why(client, path, status, reason):
    answer = client.get(path)
    assert answer.status == status
    assert reason in answer.data.decode()
    told = client.json(as_json(path), status) if not path.startswith(("/original", "/not")) else {}
    assert not told or reason in told["error"]


def test_the_original_comes_as_an_attachment(client):
    digest = client.json("/article/1.json")["original"]
    answer = client.get(f"/original/{digest}")
    assert answer.data == b"<script>1</script>"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == 'attachment; filename="memo__b_.html"'


def test_json_holds_no_half_characters(client):
    for path in ("/story/2.json", "/openapi.json"):
        assert json.loads(client.get(path).data)


def test_the_pages_shown_are_all_there_are(client):
    from sayso.web.routes import ROUTES

    shown = {p.partition("?")[0].replace("/2", "/{n}").replace("/1", "/{n}") for p in PAGES}
    assert {r.path for r in ROUTES} - shown == {"/story/{n}/finding/{id}", "/work/{n}"}


def test_rows_have_the_keys_that_commands_and_agents_give(client):
    """What is found has one set of keys, to which a page adds where it leads."""
    spine = Spine(2, "s", "A title", None, None, 1, 1, 1)
    hit = Hit("a", "A title", None, None, 2, 0, 1, "A", ())
    claim = ClaimHit(2, "c", "agreement", "", "So it is", "firm", 1, 0)
    saying = Saying(2, "a", 0, 1, "Ines", "direct", "said", None, "A")
    found = client.json("/search.json?q=alarm+origins%3E1")
    rows = [
        (client.json("/stories.json")["stories"][0], story_row(spine)),
        (found["hits"][0], hit_row(hit)),
        (found["claims"][0], claim_row(claim)),
        (client.json("/person.json?name=edmund+r.+pellow")["sayings"][0], saying_row(saying)),
    ]
    for row, keys in rows:
        assert keys.keys() <= row.keys()
        assert not {"doc_id", "open", "n"} & row.keys()
    assert set(story_row(spine)) <= set(StoryLine.__annotations__)


def test_the_forms_offer_the_other_stories_by_their_numbers(client):
    page = tree(client.get("/story/2/correct"))
    assert page.xpath("//datalist[@id='stories']/option/@value") == ["1"]
