"""The app in a real browser: every page and every decision clicked through, at the width of a desk
and of a phone, light and dark, with scripts and without.

Skipped where Playwright or Chromium is not installed. Pictures of all pages are kept among the
temporary files of the run.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.web.conftest import ARTICLES, serving

from sayso.archive import Archive
from sayso.web import WebOptions

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = Path("/usr/bin/chromium")
if not CHROMIUM.exists():
    pytest.skip("Chromium is not installed", allow_module_level=True)

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
PAGES = {
    "stories": "/",
    "story": "/story/2",
    "as-of": "/story/2?as_of=2024-03-13",
    "correct": "/story/2/correct",
    "article": "/article/1?at=120-180",
    "compare": "/compare?a=7&b=2",
    "people": "/people",
    "person": "/person?name=Edmund+R.+Pellow",
    "search": "/search?q=alarm",
    "asking": "/search",
    "decisions": "/decisions",
    "add": "/add",
}
PATIENCE_MS = 120_000  # of a machine that does much else; what is waited for comes in a second
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def shots(tmp_path_factory):
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="module")
def shown(kept, tmp_path_factory):
    """A server whose archive has a revised article, a note and an undone note, all of it read."""
    copy = Path(shutil.copy(kept, tmp_path_factory.mktemp("shown") / "harbor.sayso"))
    with serving(WebOptions(str(copy))) as started:
        text = (ARTICLES / "courier-memo.txt").read_bytes()
        for body in (text, text.replace(b"nine days", b"ten days")):
            job = started.upload({"own copy.txt": body}, newer="1").headers["location"]
            assert started.finished(job)["state"] == "done"
        for said in ("Ask the council for the log.", "Twice."):
            fields = [("kind", "note"), ("about", "story:2"), ("said", said), ("by", "Ines")]
            started.follow(started.post("/decide", *fields))
        started.follow(started.post("/decisions/2/undo"))
        for path in PAGES.values():
            assert started.page(path).status == 200, path
        yield started


@pytest.fixture
def opened(browser):
    """Opens a page of a server; hears every error of it and every request that leaves it."""
    contexts = []

    def go(started, path, **settings):
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.heard = []
        page.on("console", lambda message: page.heard.append(message.text))
        page.on("pageerror", lambda error: page.heard.append(str(error)))
        page.on("dialog", lambda dialog: page.heard.append("dialog: " + dialog.message))

        def asked(request):
            if not request.url.startswith((started.address, "data:")):
                page.heard.append(request.url)

        page.on("request", asked)
        page.goto(started.address + path)
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_are_quiet_and_fit(opened, shown, shots, size, scheme):
    page = opened(shown, "/story/2", viewport=size, color_scheme=scheme)
    finding = page.locator("a.decide").first.get_attribute("href")
    for name, path in {**PAGES, "finding": finding, "work": "/work/1"}.items():
        page.goto(shown.address + path)
        page.screenshot(path=str(shots / f"{name}-{size['width']}-{scheme}.png"))
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name
    assert page.heard == []


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")])
@pytest.mark.parametrize("name", [name for name in PAGES if name != "as-of"])
def test_a_page_keeps_nobody_out(opened, shown, name, size, scheme):
    page = opened(shown, PAGES[name], viewport=size, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.evaluate(AXE)
    found = page.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map("
        "v => [v.impact, v.id, v.nodes.slice(0, 3).map(n => n.html.slice(0, 160))]))"
    )
    assert [v for v in found if v[0] in ("serious", "critical")] == []
    assert page.heard == []


def test_pages_can_be_read_without_scripts(opened, shown):
    page = opened(shown, "/", viewport=PHONE, java_script_enabled=False)
    for name, path in PAGES.items():
        page.goto(shown.address + path)
        box = page.locator("main").bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390, name
        assert page.locator("h1").is_visible()
    assert page.heard == []


def test_from_an_empty_archive_to_the_stories(opened, serve, tmp_path):
    started = serve(tmp_path / "empty.sayso")
    page = opened(started, "/", viewport=DESK)
    assert "Drop files or paste addresses here" in page.inner_text("main")
    page.set_input_files("#files", [str(f) for f in sorted(ARTICLES.iterdir())])
    page.click("text=Read them")
    page.wait_for_selector("h1:has-text('Done')", timeout=60_000)
    assert "11 new" in page.inner_text("main")
    page.click("text=Look at it")
    page.click("text=Alarm at Velmouth")
    page.wait_for_selector("#timeline svg")
    assert "10 articles · 7 texts" in page.inner_text("header.masthead")
    assert page.heard == []


def test_files_can_be_dropped(opened, serve, tmp_path):
    page = opened(serve(tmp_path / "empty.sayso"), "/", viewport=DESK)
    page.evaluate(
        """() => {
          const held = new DataTransfer();
          held.items.add(new File(['The quay was closed on Monday, the mayor said.'], 'quay.txt'));
          const form = document.querySelector('form[data-drop]');
          form.dispatchEvent(new DragEvent('drop', {dataTransfer: held, bubbles: true}));
        }"""
    )
    assert page.evaluate("document.querySelector('#files').files[0].name") == "quay.txt"
    page.click("text=Read them")
    page.wait_for_selector("h1:has-text('Done')", timeout=60_000)
    assert page.heard == []


def test_too_much_is_said_before_it_is_sent(opened, serve, tmp_path):
    started = serve(tmp_path / "empty.sayso", max_upload_bytes=5_000_000)
    page = opened(started, "/", viewport=DESK)
    large = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"x" * 5_000_001}
    page.set_input_files("#files", [large])
    page.click("text=Read them")
    assert "more than the 5 MB" in page.inner_text("form [role=alert]")
    assert page.url == started.address + "/" and page.heard == []


def test_a_story_that_is_being_read_comes_by_itself(opened, serve, tmp_path):
    path = tmp_path / "waiting.sayso"
    started = serve(path)
    with Archive(path) as archive:
        started.upload({f.name: f.read_bytes() for f in sorted(ARTICLES.iterdir())})
        page = opened(started, "/add", viewport=DESK)
        for _ in range(300):
            if archive.shelves.count_stories():
                break
            page.wait_for_timeout(50)
    page.goto(f"{started.address}/story/1")
    page.wait_for_selector("#timeline", timeout=60_000)
    assert page.heard == []


def submitted(page, button):
    """The page that a form leads to, once it is there."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).first.click()
    page.wait_for_selector("h1:not(:has-text('Working')):not(:has-text('being read'))")
    page.wait_for_load_state()


FORCE, UNDONE = (f"section[aria-labelledby={part}] .decision" for part in ("h-force", "h-undone"))


def undone(page, started, times=1):
    """Undo the last decisions on the page that lists them; then each can be put in force again."""
    page.goto(f"{started.address}/decisions")
    for _ in range(times):
        last = page.locator(FORCE).first
        name = last.get_attribute("id")
        last.get_by_role("button", name="Undo").click()
        page.wait_for_selector(f"{UNDONE}[id={name}]")


VIEWS = {  # of both widths and both schemes, each width once without scripts
    f"{name} {scheme}": {
        "viewport": size,
        "color_scheme": scheme,
        "java_script_enabled": scripts == scheme,
    }
    for name, size, scripts in (("desk", DESK, "light"), ("phone", PHONE, "dark"))
    for scheme in ("light", "dark")
}


@pytest.fixture(scope="module")
def ruled(kept, tmp_path_factory):
    """A server on which every decision is made, and taken back, in every view."""
    copy = Path(shutil.copy(kept, tmp_path_factory.mktemp("ruled") / "harbor.sayso"))
    with serving(WebOptions(str(copy))) as started:
        yield started


@pytest.fixture(params=VIEWS)
def walked(request, opened, ruled):
    ruled.page("/story/2")
    yield ruled, opened(ruled, "/story/2", **VIEWS[request.param])
    # what was made of a view that failed halfway must not fail the next
    for held in ruled.json("/decisions.json")["in_force"]:
        ruled.follow(ruled.post(f"/decisions/{held['n']}/undo"))


def fits(page):
    """Nothing stands beyond the edge of the screen."""
    box = page.locator("main").bounding_box()
    width = page.viewport_size["width"]
    return box["x"] >= 0 and box["x"] + box["width"] <= width


def stories(page, started):
    page.goto(f"{started.address}/stories")
    return page.locator(".story").count()


def test_a_conflict_is_taken_away_and_comes_back(walked):
    _, page = walked
    card = page.locator("article.conflict").first
    name = card.get_attribute("id")
    card.locator("a.decide").click()
    page.fill("#why-conflict", "Both hold.")
    page.fill("#by-conflict", "Ines")
    submitted(page, "Not a conflict")
    page.wait_for_selector("#part")
    assert page.locator(f"#{name}").count() == 0
    assert "Both hold." in page.inner_text("details.decided")
    assert fits(page)
    page.locator("details.decided button:has-text('Undo')").click()
    page.wait_for_selector(f"#{name}", state="attached")
    assert page.heard == []


def test_tellings_are_taken_out_and_come_back(walked):
    started, page = walked
    card = page.locator("#agree > .filterable > article.claim").first
    name, told = card.get_attribute("id"), card.locator(".told > li").count()
    card.locator("a.decide").click()
    page.locator("input[name=leave]").last.check()
    submitted(page, "Not the same fact")
    page.wait_for_selector("#agree")
    assert page.locator(f"#{name} .told > li").count() < told
    assert fits(page)
    undone(page, started)
    page.goto(f"{started.address}/story/2")
    page.wait_for_selector(f"#{name}", state="attached")
    assert page.locator(f"#{name} .told > li").count() == told
    assert page.heard == []


def test_stories_are_merged_and_parted_again(walked):
    started, page = walked
    page.click("text=Correct this story")
    other = page.locator("#stories option").first.get_attribute("value")
    page.fill("#other", other)
    submitted(page, "Merge them")
    page.wait_for_selector("text=11 articles")
    assert fits(page)
    undone(page, started)
    assert stories(page, started) == 2
    page.goto(f"{started.address}/decisions")
    page.locator(UNDONE).first.get_by_role("button", name="Put in force again").click()
    page.wait_for_selector(FORCE)
    assert stories(page, started) == 1
    undone(page, started)
    assert stories(page, started) == 2
    assert page.heard == []


def test_an_article_is_split_off_and_comes_back(walked):
    started, page = walked
    page.click("text=Correct this story")
    page.locator("input[name=leave]").last.check()
    submitted(page, "Split them off")
    assert fits(page)
    assert stories(page, started) == 3
    undone(page, started)
    assert stories(page, started) == 2
    assert page.heard == []


def test_two_names_become_one_and_two_again(walked):
    started, page = walked
    page.locator(".speaker h4 a").first.click()
    page.wait_for_selector("#h-same")
    where = page.url
    page.fill("#other", "A senior port official")
    submitted(page, "One and the same")
    assert "Also counted: A senior port official" in page.inner_text("main")
    assert fits(page)
    undone(page, started)
    page.goto(where)
    assert "A senior port official" not in page.inner_text("main .standfirst")
    assert page.heard == []


@pytest.mark.parametrize("path", ["/story/2/correct", "/article/1", "finding"])
def test_something_is_graded_noted_and_forgotten(walked, path):
    started, page = walked
    if path == "finding":
        path = page.locator("article.conflict a.decide").first.get_attribute("href")
    page.goto(started.address + path)
    page.fill("#grade", "B2")
    submitted(page, "Grade")
    page.goto(started.address + path)
    page.fill("#note", "<img src=x onerror=alert(1)>")
    submitted(page, "Keep the note")
    page.goto(f"{started.address}/decisions")
    assert page.locator(FORCE).count() == 2
    assert "<img src=x onerror=alert(1)>" in page.inner_text("main")
    assert fits(page)
    undone(page, started, times=2)
    assert page.locator("#h-force").count() == 0
    assert page.heard == []


def test_the_slider_shows_the_account_of_a_day(opened, shown):
    page = opened(shown, "/story/2", viewport=DESK)
    slider = page.locator("input[type=range]")
    slider.focus()
    page.keyboard.press("Home")
    page.wait_for_url("**as_of=2024-03-12*")
    page.wait_for_selector("#timeline")
    assert "as they stood on 12 March 2024" in page.inner_text("header.masthead")
    assert page.heard == []


def test_the_table_shows_every_article_when_asked(opened, shown):
    page = opened(shown, "/story/2", viewport=DESK, java_script_enabled=False)
    if page.locator("#matrix details").count():
        page.locator("#matrix details > summary").first.click()
    assert page.locator("#matrix thead .every").first.is_hidden()
    page.locator("#every").check()
    assert page.locator("#matrix thead .every").first.is_visible()


def test_links_to_words_light_them(opened, shown):
    page = opened(shown, "/story/2", viewport=DESK)
    link = page.locator("#part .src").first
    target = link.get_attribute("href")
    link.click()
    page.wait_for_timeout(200)
    assert page.locator(f"mark{target}.lit").is_visible()
    page.goto(f"{shown.address}/article/1?at=120-180#c-120")
    assert page.locator("mark.k-asked").first.is_visible()


def test_two_articles_are_chosen_and_laid_side_by_side(opened, shown):
    page = opened(shown, "/story/2", viewport=DESK)
    page.click("text=Two of its articles side by side")
    page.select_option("#a", index=1)
    page.select_option("#b", index=2)
    page.click("text=Compare")
    page.wait_for_selector("section.both")
    page.locator("a.there").first.click()
    page.wait_for_selector("mark.k-asked")
    assert page.heard == []


def test_keys_reach_the_search_and_the_page(opened, shown):
    page = opened(shown, "/", viewport=DESK)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("outlet:ledger ammonia")
    page.keyboard.press("Enter")
    page.wait_for_selector("ol.results li")
    assert page.heard == []


def test_a_bad_search_says_why(opened, shown):
    page = opened(shown, "/search?q=colour:red", viewport=PHONE)
    assert "colour:red: not understood" in page.inner_text("[role=alert]")


def test_printing_leaves_out_what_cannot_be_pressed(opened, shown):
    page = opened(shown, "/story/2", viewport=DESK)
    page.emulate_media(media="print")
    assert page.locator(".bar").is_hidden() and page.locator(".tools").first.is_hidden()
    assert page.locator("h1").is_visible()
