"""What is shown when a story changes, or goes into another, while it is being read."""

import hashlib
import re
from dataclasses import replace

import pytest

from sayso.archive import Archive
from sayso.model import Decision, Passage
from sayso.run import keeping
from sayso.run.keeping import Keeper
from sayso.run.pages import Pages

ONE, OTHER = 2, 1  # stories of the example


@pytest.fixture
def meanwhile(monkeypatch):
    """Has a step done over the archive, by another process as it were, while a story is read."""

    def begin(path, step):
        inner, due = keeping.work, [step]

        def work(job):
            made = inner(job)
            if due:
                with Archive(path) as archive:
                    due.pop()(Keeper(archive))
            return made

        monkeypatch.setattr(keeping, "work", work)

    return begin


@pytest.fixture
def unread(kept, tmp_path):
    path = tmp_path / "unread.sayso"
    path.write_bytes(kept.read_bytes())
    with Archive(path) as archive:
        archive.base.execute("DELETE FROM dossiers")
        archive.base.execute("DELETE FROM pages")
    return path


def test_a_story_that_went_into_another_is_no_more(serve, unread, meanwhile):
    def merged(keeper):
        ids = [keeper.archive.shelves.members([n])[0] for n in (ONE, OTHER)]
        keeper.decide(Decision("merge", tuple(ids)))

    meanwhile(unread, merged)
    started = serve(unread)
    assert started.page(f"/story/{OTHER}").status == 404
    assert started.json("/work/1.json")["error"] is None
    assert started.json("/stories.json")["stories"][0]["articles"] == 11
    assert started.page(f"/story/{ONE}").status == 200


def test_what_is_shown_is_of_the_text_of_today(serve, unread, meanwhile):
    words = "the brothers of Skelwick abbey rang their bell"
    with Archive(unread) as archive:
        (doc_id,) = archive.shelves.members([OTHER])

    def revised(keeper):
        was = keeper.archive.get(doc_id)
        text = f"{was.text}\n\nThat evening {words}."
        now = replace(was, text=text, digest=hashlib.sha256(text.encode()).hexdigest())
        keeper.archive.keep(now, file=keeper.archive.file_of(doc_id))
        keeper.place()

    meanwhile(unread, revised)
    started = serve(unread)
    page = started.page(f"/story/{OTHER}")
    assert page.status == 200
    texts = [doc["text"] for doc in started.json(f"/story/{OTHER}.json")["documents"]]
    assert any(words in text for text in texts)


@pytest.fixture
def laid_out(unread, models, monkeypatch):
    """All read by a command, and nothing that a view itself could lay out a page with."""
    with Archive(unread) as archive:
        assert len(list(Keeper(archive, models=models, pages=Pages()).read())) == 2

    def fails(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("sayso.web.desk.story_part", fails)
    return unread


def words_of(answer):
    return re.sub("<[^>]*>", "", answer.data.decode())


@pytest.mark.parametrize("read_only", [False, True])
def test_a_first_look_is_of_the_page_that_was_laid_out(serve, laid_out, read_only):
    started = serve(laid_out, read_only=read_only)
    for n in (ONE, OTHER):
        answer = started.get(f"/story/{n}")
        assert answer.status == 200 and b'id="articles"' in answer.data


def test_a_page_that_was_laid_out_is_not_shown_once_an_article_came(serve, laid_out):
    started = serve(laid_out)
    words = "The brothers of Skelwick abbey rang their bell."
    assert words not in words_of(started.get(f"/story/{ONE}"))
    with Archive(laid_out) as archive:
        was = archive.get(archive.shelves.members([ONE])[0])
        text = f"{was.text}\n\n{words}"
        digest = hashlib.sha256(text.encode()).hexdigest()
        keeper = Keeper(archive)
        keeper.add([replace(was, id="later", url=None, text=text, digest=digest)])
        assert archive.shelves.story_of(["later"]) == {"later": ONE}
    answer = started.page(f"/story/{ONE}")
    assert answer.status == 200 and words in words_of(answer)


def test_a_page_that_was_laid_out_is_not_shown_once_something_was_decided(serve, laid_out):
    started = serve(laid_out)
    conflict = next(
        row for row in started.json(f"/story/{ONE}.json")["findings"] if row["kind"] == "conflict"
    )
    card = f'id="{conflict["id"]}"'
    assert card in started.get(f"/story/{ONE}").data.decode()
    tellings = [(t["doc"], t["start"], t["end"]) for t in conflict["tellings"]]
    with Archive(laid_out) as archive:
        (found,) = archive.base.execute(
            "SELECT id FROM claims WHERE story = ? AND kind = 'conflict' AND what = ?",
            (ONE, conflict["what"]),
        ).fetchone()
        made = Keeper(archive).decide(
            Decision("not-a-conflict", (found,), tuple(Passage(*at) for at in tellings))
        )
    answer = started.page(f"/story/{ONE}")
    assert answer.status == 200 and card not in answer.data.decode()
    with Archive(laid_out) as archive:
        Keeper(archive).undo(made.n)
    assert card in started.page(f"/story/{ONE}").data.decode()
