"""Retake the picture of the README: the dossier of the bundled example, in headless Chromium.

    make demo && .venv/bin/python docs/pictures/take.py

Reads the newest dossier of the harbor story in `out/` (or in the folder named as the argument) and writes
`docs/pictures/dossier.png`, 1280 pixels wide. Needs Playwright (extra `dev`) and Chromium.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

WIDTH, HEIGHT = 1280, 1000  # CSS pixels; about what a reader sees before scrolling
LARGEST = 250_000  # bytes; a picture in a README is loaded by everyone
TARGET = Path(__file__).with_name("dossier.png")


def main() -> None:
    """Open the page, take its first screen, refuse a picture that is too heavy."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
    page_file = max(folder.glob("*velmouth*.html"), key=lambda f: f.stat().st_mtime, default=None)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if page_file is None or chromium is None:
        raise SystemExit(
            f"no dossier of the harbor story in {folder} (make demo), or no Chromium on this machine"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(page_file.resolve().as_uri())
        taken = page.screenshot()
        browser.close()
    if len(taken) > LARGEST:
        raise SystemExit(
            f"the picture has {len(taken):,} bytes, more than {LARGEST:,}: make it less high"
        )
    TARGET.write_bytes(taken)
    print(f"{TARGET}: {len(taken):,} bytes")


if __name__ == "__main__":
    main()
