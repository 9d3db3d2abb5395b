"""The page of a story, read as a browser reads it."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import PurePosixPath
from posixpath import normpath

import pytest
from tests.unit.publish.site_story import LANGUAGES, invent_charts, invent_site_story

from leadline.publish.block import Key, Paragraph, Section, Story
from leadline.publish.chart import ChartFiles
from leadline.publish.site import POLICY, render_shared, render_site

VOID = {"meta", "link", "br"}
ELSEWHERE = re.compile(
    r"\.\./\.\./(data/[CT]\d\d\.(csv|metadata\.json)|report\.\w\w\.pdf|\w+\.json)"
)


class Reader(HTMLParser):
    """Elements in order, each as (tag, attributes, text), with the open elements it lies in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self.within: list[tuple[str, ...]] = []
        self.text_of: list[list[str]] = []
        self._open: list[tuple[str, int]] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.within.append(tuple(name for name, _ in self._open))
        self.elements.append((tag, {k: v or "" for k, v in attrs}, []))
        if tag not in VOID:
            self._open.append((tag, len(self.elements) - 1))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.within.append(tuple(name for name, _ in self._open))
        self.elements.append((tag, {k: v or "" for k, v in attrs}, []))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, place in self._open:
            self.elements[place][2].append(data)

    def all(self, *tags: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes, _ in self.elements if tag in tags]

    def texts(self, tag: str, **wanted: str) -> list[str]:
        return [
            "".join(text).strip()
            for name, attributes, text in self.elements
            if name == tag and wanted.items() <= attributes.items()
        ]

    def values(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes, _ in self.elements if name in attributes]


@pytest.fixture(scope="module")
def charts() -> dict[str, dict[str, ChartFiles]]:
    return {code: invent_charts(code) for code in LANGUAGES}


@pytest.fixture(scope="module")
def site(charts: dict[str, dict[str, ChartFiles]]) -> dict[str, bytes]:
    pages: dict[str, bytes] = {}
    for code in LANGUAGES:
        pages |= render_site(invent_site_story(code), charts=charts[code])
    return pages | render_shared()


@pytest.fixture(scope="module")
def pages(site: dict[str, bytes]) -> dict[str, Reader]:
    return {code: Reader(site[f"{code}/index.html"].decode()) for code in LANGUAGES}


@pytest.fixture(scope="module")
def english(pages: dict[str, Reader]) -> Reader:
    return pages["en"]


def told(story: Story) -> Reader:
    """A page of a story without figures."""
    return Reader(render_site(story, charts={})[f"{story.language}/index.html"].decode())


def only(*blocks: object, code: str = "en", is_exercise: bool = False) -> Story:
    section = Section("alone", "Kicker", "Headline", "", blocks)  # type: ignore[arg-type]  # any block
    return replace(invent_site_story(code, is_exercise=is_exercise), sections=(section,))


@pytest.mark.parametrize(("code", "direction"), [("ar", "rtl"), ("en", "ltr"), ("fr", "ltr")])
def test_a_page_says_its_language_and_direction(
    pages: dict[str, Reader], code: str, direction: str
) -> None:
    assert pages[code].all("html") == [{"lang": code, "dir": direction}]


def test_a_page_names_every_edition_in_its_own_language(english: Reader) -> None:
    links = [link for link in english.all("a") if "hreflang" in link]

    assert [link["lang"] for link in links] == list(LANGUAGES)
    assert [link["href"] for link in links] == [f"../{code}/index.html" for code in LANGUAGES]
    assert [link["lang"] for link in links if "aria-current" in link] == ["en"]


def test_the_policy_lets_a_page_ask_its_own_host_and_evaluates_nothing(english: Reader) -> None:
    policies = [m["content"] for m in english.all("meta") if m.get("http-equiv")]

    assert policies == [POLICY]
    assert POLICY.startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in POLICY


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_page_needs_no_inline_style_or_script(pages: dict[str, Reader], code: str) -> None:
    page = pages[code]

    assert [script for script in page.all("script") if not script.get("src")] == []
    assert page.all("style") == []
    named = {name for _, attributes, _ in page.elements for name in attributes}
    assert {name for name in named if name == "style" or name.startswith("on")} == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_page_names_no_address_of_another_host(site: dict[str, bytes], code: str) -> None:
    text = site[f"{code}/index.html"].decode().replace("http://www.w3.org/2000/svg", "")

    assert "://" not in text


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_link_leads_to_a_file_of_the_edition(
    site: dict[str, bytes], pages: dict[str, Reader], code: str
) -> None:
    links = {*pages[code].values("href"), *pages[code].values("src")}

    assert any(link.startswith("../../data/") for link in links)
    local = {link for link in links if not link.startswith("#") and not ELSEWHERE.fullmatch(link)}
    assert {normpath(PurePosixPath(code) / link) for link in local} - set(site) == set()


def test_every_file_that_the_style_names_is_there(site: dict[str, bytes]) -> None:
    named = re.findall(r'url\("([^"]+)"\)', site["assets/site.css"].decode())

    assert len(named) == 5
    assert {f"assets/{name}" for name in named} - set(site) == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_ids_are_unique_and_every_link_within_the_page_lands(
    pages: dict[str, Reader], code: str
) -> None:
    ids = pages[code].values("id")

    assert sorted(ids) == sorted(set(ids))
    inner = {link[1:] for link in pages[code].values("href") if link.startswith("#")}
    assert inner - set(ids) == set()


def test_a_number_can_be_traced_and_pointed_at(english: Reader) -> None:
    numbers = [span for span in english.all("span") if "data-number-id" in span]

    first = next(span for span in numbers if span["data-number-id"] == "F01.ALL.2020W.mid")
    assert first["id"] == "F01.ALL.2020W.mid"
    assert "F01.ALL.2020W.mid" in english.texts("code")


def test_a_number_that_stands_twice_has_its_id_once() -> None:
    key = next(
        block for block in invent_site_story("en").sections[0].blocks if isinstance(block, Key)
    )
    page = told(only(replace(key, anchor="alone"), replace(key, anchor="alone")))

    spans = [span for span in page.all("span") if "data-number-id" in span]
    assert [span.get("id") for span in spans] == ["F01.ALL.2020W.mid", None]


def test_a_number_is_the_same_in_every_language(pages: dict[str, Reader]) -> None:
    said = []
    for page in pages.values():
        numbers = {
            attributes["data-number-id"]: re.sub(r"[^\d−+]", "", "".join(text))
            for tag, attributes, text in page.elements
            if tag == "span" and "data-number-id" in attributes
        }
        said.append(numbers)

    assert len(said[0]) > 10
    assert all(numbers == said[0] for numbers in said)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_figure_speaks_through_its_wrapper_alone(pages: dict[str, Reader], code: str) -> None:
    page = pages[code]

    charts = [(i, a) for i, (_, a, _) in enumerate(page.elements) if "data-chart" in a]
    assert {(a["role"], a["dir"], bool(a["aria-label"])) for _, a in charts} == {
        ("img", "ltr", True)
    }
    inside = [
        name
        for (_, attributes, _), within in zip(page.elements, page.within, strict=True)
        if "svg" in within
        for name in attributes
        if name == "role" or name.startswith("aria-")
    ]
    assert inside == []


def test_a_figure_has_a_wide_and_a_narrow_chart_and_its_table(english: Reader) -> None:
    drawn = [(a["data-chart"], a["data-width"]) for a in english.all("div") if "data-chart" in a]

    assert drawn[:2] == [("C01", "wide"), ("C01", "narrow")]
    # One more folds the contents.
    assert len(english.all("details")) - 1 == len(drawn) / 2


def test_every_table_has_column_and_row_heads(english: Reader) -> None:
    scopes = [head["scope"] for head in english.all("th")]

    rows = sum(
        "tbody" in within
        for (tag, _, _), within in zip(english.elements, english.within, strict=True)
        if tag == "tr"
    )
    assert scopes.count("row") == rows
    assert scopes.count("col") == len(scopes) - rows
    assert scopes.count("col") >= 2 * len(english.all("table"))


def test_a_table_that_may_scroll_can_be_focused_and_has_a_name(english: Reader) -> None:
    regions = [div for div in english.all("div") if div.get("role") == "group"]

    assert len(regions) == len(english.all("table"))
    assert {region["tabindex"] for region in regions} == {"0"}
    assert all(region["aria-label"] for region in regions)


def test_a_withheld_cell_is_a_word_and_not_a_blank(english: Reader) -> None:
    words = english.texts("td", **{"class": "number word"})

    assert set(words) == {"withheld"}


def test_an_exercise_says_so_above_the_page_and_in_every_note(english: Reader) -> None:
    marked = english.texts("strong", **{"class": "exercise-word"})

    assert set(marked) == {"EXERCISE"}
    assert len(marked) >= 1 + len(english.all("figcaption")) + 1


def test_a_real_edition_carries_no_exercise_strip() -> None:
    page = told(only(Paragraph("A text.")))

    assert page.texts("p", **{"class": "exercise"}) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_handling_mark_stands_above_and_below_untranslated(
    pages: dict[str, Reader], code: str
) -> None:
    marks = [span for span in pages[code].all("span") if span.get("class") == "tlp"]

    assert pages[code].texts("span", **{"class": "tlp"}) == ["TLP:CLEAR", "TLP:CLEAR"]
    assert {(mark["lang"], mark["dir"]) for mark in marks} == {("en", "ltr")}


def test_headings_descend_without_a_gap(english: Reader) -> None:
    levels = [int(tag[1]) for tag, _, _ in english.elements if re.fullmatch(r"h[1-6]", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert max(b - a for a, b in pairwise(levels)) == 1


def test_a_text_is_a_text_whatever_it_holds() -> None:
    page = told(only(Paragraph("<script>alert(1)</script> & more")))

    assert page.texts("p", **{"class": "running-text"}) == ["<script>alert(1)</script> & more"]


def test_isolates_reach_the_page_whole(pages: dict[str, Reader]) -> None:
    estimate = pages["ar"].texts("p", **{"class": "estimate"})[0]

    assert estimate == "\u2066−23%\u2069"


def test_live_charts_are_drawn_from_the_specs_of_the_drawings(
    site: dict[str, bytes], charts: dict[str, dict[str, ChartFiles]]
) -> None:
    script = site["fr/charts/C01.js"].decode()

    before, _, specs = script.partition("] = ")
    assert before == '(window.leadlineCharts ??= {})["C01"'
    drawn = charts["fr"]["C01"]
    assert json.loads(specs.rstrip(";\n")) == {"wide": drawn.wide, "narrow": drawn.narrow}


def test_a_figure_without_a_chart_is_our_own_mistake() -> None:
    with pytest.raises(KeyError, match="C01"):
        render_site(invent_site_story("en"), charts={})


def test_the_same_story_gives_the_same_bytes(
    site: dict[str, bytes], charts: dict[str, dict[str, ChartFiles]]
) -> None:
    again = render_site(invent_site_story("ar"), charts=charts["ar"]) | render_shared()

    assert {path: site[path] for path in again} == again


def test_fonts_and_libraries_bring_their_licences(site: dict[str, bytes]) -> None:
    assert b"SIL OPEN FONT LICENSE" in site["assets/fonts/LICENSE.txt"].upper()
    assert b"BSD-3-Clause" in site["assets/NOTICE.txt"]


@pytest.mark.parametrize(("n_charts", "named"), [(0, 0), (1, 0), (2, 1)])
def test_a_table_of_its_sections_name_is_named_again_after_several_charts(
    n_charts: int, named: int
) -> None:
    story = invent_site_story("en")
    figure, table = story.sections[1].blocks[0], story.sections[3].blocks[0]
    figures = tuple(replace(figure, id=name) for name in ("C01", "C02")[:n_charts])
    section = Section("both", "", table.title, "", (*figures, table))

    site = render_site(replace(story, sections=(section,)), charts=invent_charts("en"))

    page = Reader(site["en/index.html"].decode())
    assert page.texts("h3").count(table.title) == named
