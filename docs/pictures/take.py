"""Retake the pictures of the README: the dossier of the bundled example and the app that shows it,
in headless Chromium.

    make demo && .venv/bin/python docs/pictures/take.py

Reads the newest dossier of the harbor story in `out/` (or in the folder named as the argument) and
writes `docs/pictures/dossier.png`; serves an archive of the same articles and writes
`docs/pictures/app.png`. Both are 1280 pixels wide. Needs Playwright (extra `dev`) and Chromium.
"""

from __future__ import annotations

import io
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from sayso.archive import Archive
from sayso.run import gather
from sayso.run.keeping import Keeper
from sayso.web import WebOptions
from sayso.web.serving import made

WIDTH, HEIGHT = 1280, 1000  # CSS pixels; about what a reader sees before scrolling
LARGEST = 250_000  # bytes; a picture in a README is loaded by everyone
ARTICLES = Path(__file__).parents[2] / "examples" / "harbor" / "articles"
SHOWN = "courier-memo.txt"  # the article that the picture of the app shows


def main() -> None:
    """Open each page, take its first screen, refuse a picture that is too heavy."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
    page_file = max(folder.glob("*velmouth*.html"), key=lambda f: f.stat().st_mtime, default=None)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if page_file is None or chromium is None:
        raise SystemExit(
            f"no dossier of the harbor story in {folder} (make demo), or no Chromium here"
        )
    with sync_playwright() as playwright, served() as address:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        for name, where in (("dossier", page_file.resolve().as_uri()), ("app", address)):
            page.goto(where)
            taken = page.screenshot()
            if len(taken) > LARGEST:
                raise SystemExit(f"{name}: {len(taken):,} bytes, more than {LARGEST:,}")
            target = Path(__file__).with_name(f"{name}.png")
            target.write_bytes(taken)
            print(f"{target}: {len(taken):,} bytes")
        browser.close()


@contextmanager
def served() -> Iterator[str]:
    """The address of an article in an archive that is served meanwhile."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as line:
        path = str(Path(folder) / "harbor.sayso")
        with Archive(path, create=True) as archive:
            keeper = Keeper(archive)
            keeper.add(gather([str(ARTICLES)], stdin=io.BytesIO()))
            for _ in keeper.read():
                pass
        server = made(WebOptions(path))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [line]})
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{line.getsockname()[1]}/article?id={SHOWN}"
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    main()
