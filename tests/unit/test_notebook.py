"""A released assessment in notebooks, by the methods that Jupyter and marimo call."""

import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from tests.released import AFTERMATH, CHANGE, RELEASED, STATEMENT

from leadline.core.error import UsageError
from leadline.core.released import Estimate
from leadline.notebook import show

NUMBERS = {
    "observed": 70.0,
    "expected": 100.0,
    "expected_lower": 80.0,
    "expected_upper": 120.0,
    "mid": -0.3,
    "lower": -0.45,
    "upper": -0.07,
}
WINDOW = Estimate("2020-03-01/2020-12-31", NUMBERS, "fell")
COUNTED = {name: NUMBERS[name] for name in list(NUMBERS)[:4]}
PATH = tuple(Estimate(f"2020-{month:02d}", COUNTED, "fell") for month in range(1, 5))
REGION = replace(
    STATEMENT, subject="north", is_region=True, totals=(WINDOW,), path=PATH, confidence="low"
)
REGIONAL = replace(CHANGE, indicator="victims_homicide", statements=(REGION,))
WITH_REGION = replace(RELEASED, findings=(REGIONAL,), figures=(), placebos=())


class Seen(HTMLParser):
    """Tags and addresses of a page, and whether every tag is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in ("br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def seen(html: str) -> Seen:
    parser = Seen()
    parser.feed(html)
    return parser


def test_jupyter_gets_the_key_findings_and_a_chart() -> None:
    html = show(WITH_REGION)._repr_html_()

    assert "30%" in html
    assert 'title="F01.north.20200301_20201231.mid"' in html
    assert html.count("<img ") == 1
    assert seen(html).open == []


def test_marimo_gets_the_same() -> None:
    view = show(WITH_REGION)

    assert view._mime_() == ("text/html", view._repr_html_())


def test_nothing_is_fetched_and_no_script_runs() -> None:
    page = seen(show(WITH_REGION)._repr_html_())

    assert "script" not in page.tags
    assert [a for a in page.addresses if not a.startswith("data:image/svg+xml;base64,")] == []


def test_what_a_release_holds_is_escaped() -> None:
    title = {"en": "<script>alert('x')</script>", "ar": "تقييم"}

    html = show(replace(WITH_REGION, title=title))._repr_html_()

    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_arabic_is_set_from_right_to_left() -> None:
    html = show(WITH_REGION, lang="ar")._repr_html_()

    assert html.startswith('<section lang="ar" dir="rtl">')


def test_an_exercise_says_that_it_is_one() -> None:
    assert re.search("EXERCISE", show(WITH_REGION)._repr_html_())


def test_a_release_without_findings_says_so() -> None:
    html = show(replace(RELEASED, findings=(), figures=(), placebos=()))._repr_html_()

    assert "<table" not in html
    assert "<img " not in html


def test_a_language_that_the_release_lacks_is_refused() -> None:
    with pytest.raises(UsageError, match="Choose among ar, en"):
        show(RELEASED, lang="fr")


def test_a_view_in_a_terminal_is_one_line() -> None:
    assert repr(show(replace(RELEASED, findings=(AFTERMATH,)))) == (
        "An exercise (public, 2022-02-01)"
    )


def test_importing_the_notebook_loads_no_plots() -> None:
    code = (
        "import sys, leadline.notebook; print(any(m in sys.modules "
        "for m in ('numpy', 'polars', 'jinja2', 'vl_convert', 'typst', 'babel')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
