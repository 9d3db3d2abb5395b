"""The pages in a browser: accessible, at home on a phone, alive with script, whole without it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.acceptance.conftest import Demo
from tests.unit.publish.site_story import LANGUAGES, invent_site

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 375)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: a test's output is its result."""


@dataclass
class Visit:
    """A page that was opened, and what the browser said and asked for meanwhile."""

    page: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    for path, content in invent_site().items():
        place = out / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return out


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def host(folder: Path) -> Iterator[str]:
    """Where the invented site is, with every kind of block."""
    with served(folder) as address:
        yield address


@pytest.fixture(scope="module")
def demo_host(demo: Demo) -> Iterator[str]:
    """Where the site of the shipped example is."""
    with served(demo.out) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context()
    yield opened
    opened.close()


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[BrowserContext]:
    # Axe is a script itself and cannot run where all are off: here none of the page's arrives.
    opened = browser.new_context()
    opened.route("**/*.js", lambda route: route.abort())
    yield opened
    opened.close()


def visit(context: BrowserContext, address: str, *, width: int = 1280) -> Visit:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    made = Visit(page)
    page.on("request", lambda request: made.asked.append(request.url))
    page.on("console", lambda message: made.said.append(message.text))
    page.on("pageerror", lambda problem: made.said.append(str(problem)))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return made


def enliven(page: Page) -> None:
    """Come near every chart, and wait until it lives."""
    shown = page.locator("[data-chart]:visible")
    assert shown.count() >= 1
    for chart in shown.all():
        chart.scroll_into_view_if_needed()
    expect(page.locator("[data-chart]:visible:not([data-live])")).to_have_count(0, timeout=20_000)


def violations(page: Page) -> list[str]:
    found = (
        Axe()
        .run(page, options={"runOnly": {"type": "tag", "values": LEVELS}})
        .response["violations"]
    )
    return [f"{v['id']}: {node['html'][:120]}" for v in found for node in v["nodes"]]


def sideways(page: Page) -> int:
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_nothing_with_script(
    context: BrowserContext, host: str, language: str, width: int
) -> None:
    page = visit(context, f"{host}/site/{language}/index.html", width=width).page
    enliven(page)

    assert violations(page) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_nothing_without_script(
    scriptless: BrowserContext, host: str, language: str, width: int
) -> None:
    page = visit(scriptless, f"{host}/site/{language}/index.html", width=width).page

    assert page.locator("[data-live]").count() == 0
    assert violations(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_the_demo_with_script(
    context: BrowserContext, demo_host: str, language: str
) -> None:
    made = visit(context, f"{demo_host}/site/{language}/index.html")
    enliven(made.page)

    assert violations(made.page) == []
    assert [address for address in made.asked if not address.startswith(f"{demo_host}/")] == []
    assert made.said == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_the_demo_on_a_phone_without_script(
    scriptless: BrowserContext, demo_host: str, language: str
) -> None:
    page = visit(scriptless, f"{demo_host}/site/{language}/index.html", width=375).page

    assert sideways(page) == 0
    assert violations(page) == []


def test_every_file_that_the_demo_s_page_links_to_is_there(
    context: BrowserContext, demo_host: str
) -> None:
    page = visit(context, f"{demo_host}/site/fr/index.html").page

    links = page.locator("a[href], link[href]").evaluate_all("all => all.map(each => each.href)")
    files = {link.partition("#")[0] for link in links}
    assert len(files) > 20
    assert [link for link in files if not context.request.head(link).ok] == []


def test_axe_finds_nothing_with_contents_and_tables_of_charts_open(
    context: BrowserContext, host: str
) -> None:
    page = visit(context, f"{host}/site/en/index.html").page
    page.locator(".contents").click()
    page.locator("figure summary").first.click()

    assert page.locator("figure table").first.is_visible()
    assert violations(page) == []


def test_axe_would_find_a_chart_without_a_name(context: BrowserContext, host: str) -> None:
    page = visit(context, f"{host}/site/en/index.html").page
    page.locator("[data-chart]").first.evaluate("chart => chart.removeAttribute('aria-label')")

    assert [v.partition(":")[0] for v in violations(page)] == ["role-img-alt"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_asks_nobody_but_its_own_host_and_says_nothing(
    context: BrowserContext, host: str, language: str
) -> None:
    made = visit(context, f"{host}/site/{language}/index.html")
    enliven(made.page)

    assert len(made.asked) >= 5
    assert [address for address in made.asked if not address.startswith(f"{host}/")] == []
    assert made.said == []


def test_charts_live_in_a_page_opened_from_a_disk(context: BrowserContext, folder: Path) -> None:
    made = visit(context, (folder / "site/ar/index.html").as_uri())
    enliven(made.page)

    assert [address for address in made.asked if not address.startswith("file:")] == []
    assert made.said == []


def test_the_policy_keeps_other_hosts_and_inline_script_out(
    context: BrowserContext, host: str
) -> None:
    made = visit(context, f"{host}/site/en/index.html")
    made.page.evaluate(
        """() => {
        const inline = document.createElement("script");
        inline.textContent = "window.broken = true";
        const other = document.createElement("img");
        other.src = "http://127.0.0.2/other.png";
        document.body.append(inline, other);
        }"""
    )
    made.page.wait_for_timeout(200)

    assert made.page.evaluate("window.broken") is None
    assert len([text for text in made.said if "Content Security Policy" in text]) == 2


def test_a_live_chart_is_silent_inside_and_has_the_drawing_s_texts(
    context: BrowserContext, scriptless: BrowserContext, host: str
) -> None:
    live, still = (visit(c, f"{host}/site/fr/index.html").page for c in (context, scriptless))
    enliven(live)

    texts = "chart => [...chart.querySelectorAll('text')].map(text => text.textContent)"
    chart = live.locator(".chart.wide").first
    assert chart.locator("[role], [aria-label], [aria-roledescription]").count() == 0
    drawn = still.locator(".chart.wide").first.evaluate(texts)
    assert len(drawn) > 50
    assert sorted(chart.evaluate(texts)) == sorted(drawn)


def test_pointing_at_a_period_tells_its_numbers(context: BrowserContext, host: str) -> None:
    made = visit(context, f"{host}/site/es/index.html")
    enliven(made.page)

    chart = made.page.locator(".chart.wide").first
    box = chart.bounding_box()
    assert box
    chart.hover(position={"x": box["width"] * 0.2, "y": box["height"] * 0.25})

    tip = made.page.locator(".tip")
    expect(tip).to_be_visible()
    assert len(tip.locator("p").all()) == 5
    assert "period" not in tip.inner_text()
    assert made.said == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_never_scrolls_sideways(context: BrowserContext, host: str, language: str) -> None:
    page = visit(context, f"{host}/site/{language}/index.html", width=375).page
    enliven(page)

    assert sideways(page) == 0
    assert page.locator(".chart.narrow").first.is_visible()
    assert not page.locator(".chart.wide").first.is_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_tables_that_overflow_can_be_reached_by_keyboard(
    context: BrowserContext, host: str, width: int
) -> None:
    page = visit(context, f"{host}/site/en/index.html", width=width).page

    regions = page.locator("[role=group]:visible")
    assert regions.count() >= 2
    assert {region.get_attribute("tabindex") for region in regions.all()} == {"0"}


def test_the_first_tab_offers_to_skip_to_the_content(context: BrowserContext, host: str) -> None:
    page = visit(context, f"{host}/site/ar/index.html").page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize(("language", "side"), [("en", "left"), ("ar", "right")])
def test_numbers_are_set_physically_right_and_text_where_the_language_starts(
    context: BrowserContext, host: str, language: str, side: str
) -> None:
    page = visit(context, f"{host}/site/{language}/index.html").page

    align = "cell => getComputedStyle(cell).textAlign"
    ends = {"start": side}
    assert page.locator("td.number").first.evaluate(align) == "right"
    assert ends[page.locator("tbody th").first.evaluate(align)] == side


def test_a_chart_stays_left_to_right_in_a_right_to_left_page(
    context: BrowserContext, host: str
) -> None:
    page = visit(context, f"{host}/site/ar/index.html").page

    assert page.locator("html").get_attribute("dir") == "rtl"
    direction = "chart => getComputedStyle(chart).direction"
    assert page.locator(".chart.wide").first.evaluate(direction) == "ltr"
