"""Every decision of a person, made by its form, seen in what is shown, undone and redone."""

import pytest
from lxml import html as lxml_html

ONE, OTHER = 2, 1  # stories of the example


def findings(started, kind):
    started.page(f"/story/{ONE}")
    return [f for f in started.json(f"/story/{ONE}.json")["findings"] if f["kind"] == kind]


def form_of(started, path, kind):
    """The fields of the form that makes that decision, as the page gives them."""
    page = lxml_html.fromstring(started.page(path).data)
    for form in page.xpath("//form[@action='/decide']"):
        if form.xpath(f"input[@name='kind' and @value='{kind}']"):
            return form
    raise AssertionError(f"{path} has no form for {kind}")


def hidden(form):
    return [
        (i.get("name"), i.get("value"))
        for i in form.xpath(".//input[@type='hidden']")
        if i.get("name") != "csrf"
    ]


def decided(started, path, kind, *more):
    answer = started.post("/decide", *hidden(form_of(started, path, kind)), *more)
    started.follow(answer)
    (made,) = [d for d in started.json("/decisions.json")["in_force"] if d["kind"] == kind]
    return made["n"]


def turned(started, n, way):
    started.follow(started.post(f"/decisions/{n}/{way}"))


def test_a_conflict_that_is_none(serve):
    started = serve()
    first = findings(started, "conflict")[0]
    n = decided(
        started, f"/story/{ONE}/finding/{first['id']}", "not-a-conflict", ("said", "both hold")
    )
    gone = {f["id"] for f in findings(started, "conflict")}
    assert first["id"] not in gone
    page = started.page(f"/story/{ONE}?done={n}").data.decode()
    assert "both hold" in page and "1 decision of people bears on this story" in page
    assert started.get(f"/story/{ONE}/finding/{first['id']}").status == 404
    turned(started, n, "undo")
    assert first["id"] in {f["id"] for f in findings(started, "conflict")}
    turned(started, n, "redo")
    assert {f["id"] for f in findings(started, "conflict")} == gone


def test_tellings_that_tell_something_else(serve):
    started = serve()
    held = next(f for f in findings(started, "agreement") if len(f["tellings"]) > 2)
    form = form_of(started, f"/story/{ONE}/finding/{held['id']}", "not-the-same-fact")
    stays, *others = form.xpath(".//input[@name='stays']/@value")
    n = decided(
        started,
        f"/story/{ONE}/finding/{held['id']}",
        "not-the-same-fact",
        ("stays", stays),
        ("leave", others[-1]),
    )
    left = next((f for f in findings(started, "agreement") if f["id"] == held["id"]), None)
    assert left is None or len(left["tellings"]) < len(held["tellings"])
    turned(started, n, "undo")
    back = next(f for f in findings(started, "agreement") if f["id"] == held["id"])
    assert back["tellings"] == held["tellings"]


def test_two_stories_that_are_one_and_back(serve):
    started = serve()
    n = decided(started, f"/story/{ONE}/correct", "merge", ("story", str(OTHER)))
    assert started.json("/stories.json")["total"] == 1
    assert started.json("/stories.json")["stories"][0]["articles"] == 11
    (made,) = started.json("/decisions.json")["in_force"]
    assert len(made["about"]) == 11  # not one of each: it holds when that one is withdrawn
    assert len(made["things"]) + made["more"] == 11
    turned(started, n, "undo")
    assert sorted(s["articles"] for s in started.json("/stories.json")["stories"]) == [1, 10]


def test_articles_that_do_not_belong_and_back(serve):
    started = serve()
    form = form_of(started, f"/story/{ONE}/correct", "split")
    leaving = form.xpath(".//input[@name='leave']/@value")[0]
    n = decided(started, f"/story/{ONE}/correct", "split", ("leave", leaving))
    assert started.json("/stories.json")["total"] == 3
    (made,) = started.json("/decisions.json")["in_force"]
    assert {made["about"][0], *(p["doc_id"] for p in made["at"])}.isdisjoint(made["about"][1:])
    assert len(made["at"]) >= 3 and made["places"] == []
    assert started.json(f"/article/{leaving}.json", started.page(f"/article/{leaving}").status)
    turned(started, n, "undo")
    assert started.json("/stories.json")["total"] == 2


def test_two_names_of_one(serve):
    started = serve()
    path = "/person?name=Edmund+R.+Pellow"
    before = len(started.json(path.replace("?", ".json?"))["sayings"])
    n = decided(started, path, "same-name", ("name", "A senior port official"))
    told = started.json(path.replace("?", ".json?"))
    assert len(told["sayings"]) == before + 1
    assert "A senior port official" in started.page(path).data.decode()
    turned(started, n, "undo")
    assert len(started.json(path.replace("?", ".json?"))["sayings"]) == before


@pytest.mark.parametrize("kind", ["grade", "note"])
@pytest.mark.parametrize("where", ["correct", "article", "finding"])
def test_something_graded_and_noted(serve, kind, where):
    started = serve()
    paths = {
        "correct": f"/story/{ONE}/correct",
        "article": "/article/1",
        "finding": f"/story/{ONE}/finding/{findings(started, 'agreement')[0]['id']}",
    }
    said = "<b>B2</b>, see the memo"
    n = decided(started, paths[where], kind, ("said", said), ("by", "Ines"))
    shown = lxml_html.fromstring(started.page(paths[where]).data)
    (line,) = shown.xpath(f"//li[@id='decision-{n}']")
    assert said in line.text_content() and "Ines" in line.text_content()
    assert said in lxml_html.fromstring(started.page(f"/story/{ONE}").data).text_content()
    turned(started, n, "undo")
    assert not lxml_html.fromstring(started.page(paths[where]).data).xpath(
        f"//li[@id='decision-{n}']"
    )


def test_the_list_has_all_with_their_way_back(serve):
    started = serve()
    n = decided(started, "/article/3", "note", ("said", "look again"))
    page = lxml_html.fromstring(started.get("/decisions").data)
    assert page.xpath(f"//form[@action='/decisions/{n}/undo']")
    turned(started, n, "undo")
    page = lxml_html.fromstring(started.get("/decisions").data)
    assert page.xpath(f"//form[@action='/decisions/{n}/redo']") and not page.xpath(
        "//h2[@id='h-force']"
    )


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"kind": "praise"}, "no kind of decision"),
        ({"kind": "merge", "story": "2"}, "two different stories"),
        ({"kind": "merge", "story": "x"}, "is not the number"),
        ({"kind": "split", "story": "2"}, "mark the articles"),
        ({"kind": "split", "story": "2", "leave": "999"}, "no article 999"),
        ({"kind": "same-name", "name": "One"}, "at least 2 different"),
        ({"kind": "not-a-conflict", "at": "1:0-9"}, "at least two passages"),
        ({"kind": "not-a-conflict", "at": "nowhere"}, "is no passage"),
        ({"kind": "not-the-same-fact", "stays": "1:0-9"}, "at least two passages"),
        ({"kind": "note", "about": "story:2"}, "the words are missing"),
        ({"kind": "note", "about": "nothing", "said": "x"}, "write story:3"),
        ({"kind": "grade", "said": "x"}, "at least 1"),
        ({"kind": "note", "about": "story:2", "said": "x" * 20_001}, "longer than 20,000"),
    ],
)
def test_what_says_too_little_is_refused(client, fields, reason):
    answer = client.post("/decide", *fields.items())
    assert answer.status == 400 and reason in answer.data.decode()
    assert client.json("/decisions.json")["in_force"] == []


def test_what_was_never_decided_cannot_be_undone(serve):
    started = serve()
    assert started.post("/decisions/7/undo").status == 404
    n = decided(started, "/article/3", "note", ("said", "once"))
    assert started.post(f"/decisions/{n}/redo").status == 400
