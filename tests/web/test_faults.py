"""A damaged archive and numbers beyond all, as a browser sees them."""

import json
from urllib.parse import urlencode

import pytest

from sayso.archive import Archive


@pytest.mark.parametrize(
    "path",
    [
        f"/story/{'9' * 40}",
        f"/story/{'0' * 20}{'9' * 30}",
        f"/story/{'9' * 12}",
        f"/article/{'0' * 30}{'9' * 30}",
        f"/story/1{'0' * 30}/correct",
    ],
)
def test_a_number_beyond_all_is_not_there(client, path):
    assert client.get(path).status == 404
    assert "error" in client.json(f"{path}.json", 404)


@pytest.mark.parametrize("page", ["0" * 20 + "9" * 30, "9" * 4_000, "0", "-1", "½"])
def test_a_page_beyond_all_is_refused(client, page):
    answer = client.get(f"/stories.json?{urlencode({'page': page})}")
    assert answer.status == 400
    assert "page" in json.loads(answer.data)["error"]


def test_a_damaged_archive_is_named(serve, kept, tmp_path):
    path = tmp_path / "hurt.sayso"
    path.write_bytes(kept.read_bytes())
    with Archive(path) as archive:
        archive.base.execute("DELETE FROM words_data")
    started = serve(path)
    answer = started.get("/search.json?q=ammonia")
    assert answer.status == 400
    assert "hurt.sayso: is damaged" in json.loads(answer.data)["error"]
    assert started.get("/stories").status == 200  # the rest is shown
    done = started.upload({"new.txt": b"Bread got dearer in Orva on Tuesday, the bakers said."})
    where = done.headers.get("location", "")
    if where.startswith("/work/"):
        assert "is damaged" in started.finished(where)["error"]
    else:
        assert b"is damaged" in done.data
