"""What is shown when a story changes, or goes into another, while it is being read."""

import hashlib
from dataclasses import replace

import pytest

from sayso.archive import Archive
from sayso.model import Decision
from sayso.run import keeping
from sayso.run.keeping import Keeper

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
