"""A real server on loopback over a real archive of the bundled example, and a client that keeps its
cookies as a browser does.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import urllib3

from sayso.archive import Archive
from sayso.run import gather
from sayso.run.keeping import Keeper
from sayso.web import WebOptions
from sayso.web.serving import listening, made

ARTICLES = Path(__file__).parents[2] / "examples" / "harbor" / "articles"


class Client:
    """Asks a server for pages; sends forms with the token that its pages hold."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.cookies: dict[str, str] = {}
        self._pool = urllib3.PoolManager(retries=False)

    def close(self) -> None:
        self._pool.clear()

    def get(self, path: str, **headers: str) -> urllib3.BaseHTTPResponse:
        return self.send("GET", path, headers=headers)

    def json(self, path: str, status: int = 200) -> Any:
        answer = self.get(path)
        assert answer.status == status, (path, answer.status, answer.data[:300])
        return json.loads(answer.data)

    def send(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, **more: Any
    ) -> urllib3.BaseHTTPResponse:
        held = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        own = {"Cookie": held, **{k.replace("_", "-"): v for k, v in (headers or {}).items()}}
        answer = self._pool.request(
            method, self.address + path, headers=own, redirect=False, timeout=60, **more
        )
        for told in answer.headers.getlist("set-cookie"):
            name, _, value = told.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def token(self) -> str:
        found = re.search(rb'name="csrf" value="([0-9a-f]+)"', self.get("/add").data)
        assert found
        return found[1].decode()

    def post(self, path: str, *fields: tuple[str, str], **headers: str) -> Any:
        body = urlencode([("csrf", self.token()), *fields])
        form = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        return self.send("POST", path, headers=form, body=body)

    def upload(self, files: dict[str, bytes], **fields: str) -> Any:
        parts: list[tuple[str, Any]] = [("csrf", self.token()), *fields.items()]
        parts += [("files", (name, data)) for name, data in files.items()]
        return self.send("POST", "/add", fields=parts)

    def follow(self, answer: Any) -> Any:
        """Where a form leads, once what it asked for is done."""
        assert answer.status == 303, (answer.status, answer.data[:400])
        where = answer.headers["location"]
        if where.startswith("/work/"):
            job = self.finished(where)
            assert job["state"] == "done", job
            where = job["target"]
        return self.page(where)

    def finished(self, where: str) -> Any:
        for _ in range(600):
            job = self.json(f"{where}.json")
            if job["finished"]:
                return job
            time.sleep(0.1)
        raise AssertionError(f"{where} does not end: {job}")

    def page(self, path: str) -> Any:
        """A page, once it is there."""
        for _ in range(600):
            answer = self.get(path)
            if answer.status != 202:
                return answer
            time.sleep(0.1)
        raise AssertionError(f"{path} is not made")


@contextmanager
def serving(options: WebOptions) -> Iterator[Client]:
    with ExitStack() as held:
        listener = held.enter_context(listening(replace(options, host="127.0.0.1", port=0)))
        port = listener.getsockname()[1]
        server = made(options)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        client = Client(port)
        held.callback(client.close)
        held.callback(thread.join, 20)
        held.callback(setattr, server, "should_exit", True)
        for _ in range(200):
            if server.started:
                break
            time.sleep(0.05)
        yield client


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory, models: Any) -> Path:
    """The archive of the example, all of it read."""
    path = tmp_path_factory.mktemp("archive") / "harbor.sayso"
    with Archive(path, create=True) as archive:
        keeper = Keeper(archive, models=models)
        with archive.writing("kept an original") as run:
            original = archive.originals.keep(
                "memo <b>.html", io.BytesIO(b"<script>1</script>"), run
            )
        keeper.add(gather([str(ARTICLES)], stdin=io.BytesIO()), lambda d: (d.source, original))
        assert len(list(keeper.read())) == 2
    return path


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What servers keep for this machine is kept among the temporary files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


Serve = Callable[..., Client]


@pytest.fixture
def serve(kept: Path, tmp_path: Path) -> Iterator[Serve]:
    """A server of its own for a test that changes things, over a copy of the archive."""
    with ExitStack() as held:

        def start(path: Path | None = None, **more: Any) -> Client:
            copy = path or Path(shutil.copy(kept, tmp_path / "copy.sayso"))
            return held.enter_context(serving(WebOptions(str(copy), **more)))

        yield start


@pytest.fixture(scope="module")
def client(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A server that the tests of a module look at and do not change."""
    copy = Path(shutil.copy(kept, tmp_path_factory.mktemp("served") / "harbor.sayso"))
    with serving(WebOptions(str(copy))) as started:
        yield started
