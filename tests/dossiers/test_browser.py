"""The page in a real browser: quiet, complete without scripts, no wider than a phone, every link
lands.

Skipped where Playwright or Chromium is not installed.
"""

from datetime import date
from pathlib import Path

import pytest

from sayso.copies import differences, group, sketches
from sayso.dossiers import as_page, side_by_side, write
from sayso.model import Document

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = Path("/usr/bin/chromium")
if not CHROMIUM.exists():
    pytest.skip("Chromium is not installed", allow_module_level=True)

CONTRAST = """() => {
  const lum = c => { const [r, g, b] = c.map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
                     return .2126 * r + .7152 * g + .0722 * b; };
  const rgb = s => s.match(/[\\d.]+/g).map(Number);
  const bad = [];
  for (const e of document.querySelectorAll('main *, header *, nav *, footer *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!own || e.closest('svg, .sr') || !e.getClientRects().length) continue;
    let back = e, color = [0, 0, 0, 0];
    while (back && color.length === 4 && color[3] === 0) {
      color = rgb(getComputedStyle(back).backgroundColor); back = back.parentElement;
    }
    const a = lum(rgb(getComputedStyle(e).color).slice(0, 3)), b = lum(color.slice(0, 3));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) bad.push([e.className, e.textContent.slice(0, 30), ratio]);
  }
  return bad;
}"""


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
def address(dossier, tmp_path_factory):
    file = tmp_path_factory.mktemp("dossier") / "page.html"
    file.write_text(write(dossier, "html"), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def opened(browser, address):
    """A page opened with given settings, and everything it asked for or complained of."""
    contexts = []

    def go(**settings):
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        heard = []
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("dialog", lambda dialog: heard.append("dialog: " + dialog.message))
        page.on(
            "request",
            lambda request: (
                None if request.url in (address, "data:,") else heard.append(request.url)
            ),
        )
        page.goto(address)
        return page, heard

    yield go
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_quiet_and_readable_in_both_schemes(opened, scheme):
    page, heard = opened(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate(CONTRAST) == []
    assert heard == []


@pytest.mark.parametrize("scripts", [True, False])
def test_no_wider_than_a_phone(opened, scripts):
    page, heard = opened(viewport={"width": 390, "height": 844}, java_script_enabled=scripts)
    if scripts:
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") == 390
    box = page.locator("main").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert heard == []


def test_complete_without_scripts(opened, dossier):
    page, heard = opened(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    for finding in dossier.findings.findings[:4]:
        assert page.locator(f"#{finding.id}").is_visible()
    assert page.locator("#d3 .text").first.is_visible()
    assert not page.locator("input[type=search]").is_visible()
    assert not page.locator("#back").is_visible()
    assert heard == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_line_leads_to_its_place(opened, scripts):
    page, _ = opened(java_script_enabled=scripts, viewport={"width": 390, "height": 844})
    link = page.locator("#x2222bbbb .src").nth(1)
    target = link.get_attribute("href")
    link.click()
    page.wait_for_timeout(300)
    box = page.locator(f"mark{target}").bounding_box()
    assert page.url.endswith(target)
    assert box and 0 <= box["y"] < 844
    if scripts:
        lit = "".join(page.locator("mark.lit").all_text_contents())
        assert lit == "sailings would resume on Friday"
        page.locator("#back").click()
        page.wait_for_timeout(200)
        back = link.bounding_box()
        assert back and 0 <= back["y"] < 844


def test_two_clicks_from_a_count_to_the_characters(opened):
    page, _ = opened(viewport={"width": 1280, "height": 900})
    page.locator("#x1111aaaa .behind > summary").click()
    link = page.locator("#x1111aaaa .behind .place").first
    target = link.get_attribute("href")
    link.click()
    page.wait_for_timeout(200)
    assert page.locator(f"mark{target}").is_visible()


def test_a_link_opens_what_is_folded(opened):
    page, _ = opened(viewport={"width": 1280, "height": 900})
    assert not page.locator("#s6666ffff").is_visible()
    page.locator('#d1 .notes a[href="#s6666ffff"]').click()
    page.wait_for_timeout(200)
    assert page.locator("#s6666ffff").is_visible()


def test_the_switches_work(opened):
    page, _ = opened(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    assert page.locator("thead .every").first.is_hidden()
    page.locator("#every").check()
    assert (
        page.locator("thead .every").first.is_visible()
        and page.locator("thead .collapsed").first.is_hidden()
    )


def test_a_kind_of_mark_can_be_switched_off(opened):
    page, _ = opened(viewport={"width": 1280, "height": 900})
    mark = page.locator("#d3 mark.k-conflict").first
    before = mark.evaluate("e => getComputedStyle(e).backgroundColor")
    page.locator("#show-conflict").uncheck()
    assert mark.evaluate("e => getComputedStyle(e).backgroundColor") != before


def test_the_filter_keeps_what_fits(opened):
    page, _ = opened(viewport={"width": 1280, "height": 900})
    page.locator("input[type=search]").fill("wet sensor")
    assert page.locator(".speaker:visible").count() == 1
    assert page.locator("#said .found").inner_text() == "1 speaker"
    page.locator("input[type=search]").fill("")
    assert page.locator(".speaker:visible").count() > 3


def test_reading_order_is_tab_order(opened):
    page, _ = opened(viewport={"width": 1280, "height": 900})
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """The page of two articles side by side, with a moved passage, a changed word and hostile
    characters.
    """
    first = (
        "The harbour was closed at noon on Friday after the storm tore two cranes from the quay."
    )
    second = (
        "The mayor said that the losses were smaller than had been feared, and that both "
        "cranes were insured."
    )
    docs = {
        "a": Document(
            "a",
            f"{first} <b>Only here</b> & nowhere else. {second}",
            title="One",
            outlet="Morning Star",
        ),
        "b": Document(
            "b",
            f"{second} {first.replace('Friday', 'Monday')} Added \u202e words.",
            published=date(2024, 3, 1),
        ),
    }
    (copy,) = group(sketches(docs.values()), docs.__getitem__).copies
    view = side_by_side(docs["a"], docs["b"], copy, differences(copy, docs.__getitem__))
    file = tmp_path_factory.mktemp("compared") / "page.html"
    file.write_text(as_page(view), encoding="utf-8")
    return file.as_uri()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_two_articles_side_by_side(browser, compared, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.goto(compared)
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CONTRAST) == []
    assert page.locator("section.both").count() == 2
    assert page.locator("mark.differs").all_text_contents()[-2:] == ["Friday", "Monday"]
    assert (
        "moved"
        in page.locator("section.both .tag").all_text_contents()[0]
        + page.locator("section.both .tag").all_text_contents()[1]
    )
    assert "<b>Only here</b> & nowhere else." in page.locator("section.alone").all_text_contents()[
        0
    ] + "".join(page.locator("section.alone").all_text_contents())
    page.locator("section.both .tag a").first.click()
    assert page.evaluate("location.hash") == "#p1"
    context.close()
