"""The specs of charts: what the look asks for, and every trap that once caught somebody."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import vl_convert

from leadline.publish.chart import Labels, Panel, SeriesChart, spec
from leadline.publish.draw import VEGA_LITE
from leadline.words import words

PERIODS = tuple(f"{2018 + i // 12}-{i % 12 + 1:02d}-01" for i in range(36))
MIDDLE = tuple(400.0 + 40 * (i % 12 in (4, 5, 6)) for i in range(36))
PANEL = Panel(
    name="QMA",
    figure="−34% (−41 to −26)",
    periods=PERIODS,
    observed=tuple(m * (0.6 if 26 <= i < 30 else 1.02) for i, m in enumerate(MIDDLE)),
    lower=tuple(m * 0.8 for m in MIDDLE),
    mid=MIDDLE,
    upper=tuple(m * 1.2 for m in MIDDLE),
    spans=(("2020-03-01", "2020-06-30"),),
)
LABELS = Labels("Observed", "Expected", "measures", "from", "to")
ONE = SeriesChart("C01", (PANEL,), LABELS)
MANY = SeriesChart("C02", (PANEL, replace(PANEL, name="QMB"), replace(PANEL, name="QMC")), LABELS)
BARE = replace(PANEL, lower=(None,) * 36, mid=(None,) * 36, upper=(None,) * 36, spans=())
SHAPES = {"one": ONE, "many": MANY, "no expected": SeriesChart("C03", (BARE,), LABELS)}


def drawn(chart: SeriesChart, *, language: str = "en", width: Any = "wide") -> dict[str, Any]:
    voice = words(language)
    return spec(
        chart,
        words_locale=voice.vega_locale(),
        direction=voice.language.direction,
        width=width,
    )


def inside(node: Any) -> Iterator[dict[str, Any]]:
    """Every object in a spec."""
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node:
        if isinstance(child, dict | list):
            yield from inside(child)


def marks(node: Any, kind: str) -> list[dict[str, Any]]:
    found = [part for part in inside(node) if isinstance(part.get("mark"), dict)]
    return [part for part in found if part["mark"]["type"] == kind]


def texts(node: Any) -> list[Any]:
    return [part["mark"]["text"] for part in marks(node, "text")]


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("shape", SHAPES)
def test_vega_lite_compiles_a_spec_without_a_warning(
    shape: str, width: str, capfd: pytest.CaptureFixture[str]
) -> None:
    made = drawn(replace(SHAPES[shape], period_names=((PERIODS[0], "January"),)), width=width)

    vl_convert.vegalite_to_vega(made, vl_version=VEGA_LITE, show_warnings=True)

    assert "".join(capfd.readouterr()) == ""


def test_a_warning_of_vega_lite_would_be_seen(capfd: pytest.CaptureFixture[str]) -> None:
    made = drawn(ONE)
    made["concat"][0]["encoding"]["nonsense"] = {"value": 1}

    vl_convert.vegalite_to_vega(made, vl_version=VEGA_LITE, show_warnings=True)

    assert "nonsense" in "".join(capfd.readouterr())


def test_a_spec_is_plain_json() -> None:
    made = drawn(MANY)

    assert json.loads(json.dumps(made)) == made


def test_tick_count_stays_out_of_the_config_where_it_would_thin_given_values() -> None:
    assert not any("tickCount" in part for part in inside(drawn(MANY)["config"]))


@pytest.mark.parametrize("axis", ["x", "y"])
def test_every_axis_names_its_own_ticks(axis: str) -> None:
    for panel in drawn(MANY)["concat"]:
        assert len(panel["encoding"][axis]["axis"]["values"]) >= 2


def test_counts_start_at_zero_and_leave_a_line_of_text_above_the_highest() -> None:
    y = drawn(ONE)["concat"][0]["encoding"]["y"]

    assert y["scale"] == {"domain": [0, pytest.approx(440 * 1.2 * 1.22)], "nice": False}
    assert y["axis"]["values"][0] == 0


def test_a_panel_whose_words_find_no_place_makes_room_for_them() -> None:
    full = replace(PANEL, lower=(0.0,) * 36, mid=(300.0,) * 36, upper=(500.0,) * 36)
    made = drawn(replace(MANY, panels=(full, full, full)))

    first, second, _ = (panel["encoding"]["y"]["scale"]["domain"][1] for panel in made["concat"])
    assert second == pytest.approx(500 * 1.22)
    assert first > second


def test_each_panel_has_its_own_scale() -> None:
    small = replace(
        PANEL, observed=(3.0,) * 36, **dict.fromkeys(("lower", "mid", "upper"), (3.0,) * 36)
    )
    made = drawn(replace(MANY, panels=(PANEL, small)))

    first, second = (panel["encoding"]["y"]["scale"]["domain"][1] for panel in made["concat"])
    assert (first, second) == (pytest.approx(644.16), pytest.approx(3.66))


def test_a_series_of_zeros_still_has_an_axis() -> None:
    nothing = replace(BARE, observed=(0.0,) * 36)

    axis = drawn(SeriesChart("C01", (nothing,), LABELS))["concat"][0]["encoding"]["y"]["axis"]
    assert axis["values"] == [0, 1]


def test_solid_colours_are_solid() -> None:
    made = drawn(MANY)

    solid = [*marks(made, "rect"), *marks(made, "area")]
    assert {part["mark"]["opacity"] for part in solid} == {1}
    assert (made["config"]["point"], made["config"]["tick"]) == ({"opacity": 1}, {"opacity": 1})


def test_marks_stand_in_the_order_of_the_look() -> None:
    layers = drawn(ONE)["concat"][0]["layer"]

    assert [layer["mark"]["type"] for layer in layers] == [
        *("rect", "rect", "area", "line", "line", "line", "line"),
        *("text", "text", "text"),
    ]
    assert layers[6]["mark"]["color"] == "#0B4F6C"
    assert layers[5]["mark"]["strokeDash"] == [4, 3]


def test_there_is_no_legend_and_no_title_inside() -> None:
    parts = list(inside(drawn(MANY)))

    assert not any("legend" in part or isinstance(part.get("title"), str) for part in parts)
    assert not any("color" in part.get("encoding", {}) for part in parts)


def test_panels_align_by_flush_bounds() -> None:
    made = drawn(MANY)

    assert (made["bounds"], made["align"], made["columns"]) == ("flush", "all", 3)
    assert drawn(MANY, width="narrow")["columns"] == 2


def test_labels_stand_in_the_first_panel_only() -> None:
    first, second, third = drawn(MANY)["concat"]

    assert texts(first) == ["QMA", PANEL.figure, "measures", "Expected", "Observed"]
    assert texts(second) == ["QMB", PANEL.figure]
    assert texts(third) == ["QMC", PANEL.figure]


def test_a_label_waits_for_the_first_panel_that_has_its_mark() -> None:
    first, second = drawn(SeriesChart("C01", (BARE, PANEL), LABELS))["concat"]

    assert texts(first)[2:] == ["Observed"]
    assert texts(second)[2:] == ["measures", "Expected"]


def test_one_series_in_detail_carries_no_name_since_the_page_titles_it() -> None:
    assert texts(drawn(ONE)) == ["measures", "Expected", "Observed"]


@pytest.mark.parametrize(("language", "x", "align"), [("en", -38, "left"), ("ar", 170, "right")])
def test_names_stand_where_the_language_starts(language: str, x: int, align: str) -> None:
    name, figure = marks(drawn(MANY, language=language)["concat"][0], "text")[:2]

    assert {name["encoding"]["x"]["value"], figure["encoding"]["x"]["value"]} == {x}
    assert {name["mark"]["align"], figure["mark"]["align"]} == {align}
    assert (name["encoding"]["y"]["value"], figure["encoding"]["y"]["value"]) == (-30, -13)


def test_a_long_name_breaks_and_every_row_makes_room_for_it() -> None:
    long = replace(PANEL, name="\u2067recorded victims of intentional injury\u2069")
    made = drawn(replace(MANY, panels=(PANEL, long, PANEL)))

    assert texts(made["concat"][1])[0] == [
        "\u2067recorded victims of\u2069",
        "\u2067intentional injury\u2069",
    ]
    assert made["spacing"]["row"] == drawn(MANY)["spacing"]["row"] + 16


def test_time_runs_from_left_to_right_in_arabic_too() -> None:
    english, arabic = (drawn(ONE, language=code)["concat"][0] for code in ("en", "ar"))

    assert arabic["encoding"]["x"] == english["encoding"]["x"]


def test_time_is_utc_so_that_no_clock_moves_a_chart() -> None:
    x = drawn(ONE)["concat"][0]["encoding"]["x"]

    assert x["scale"]["type"] == "utc"
    assert x["scale"]["domain"][0] == {"year": 2018, "month": 1, "date": 1, "utc": True}
    assert x["axis"]["format"] == "%Y"


def test_a_year_is_labelled_by_months() -> None:
    year = replace(
        PANEL,
        periods=PERIODS[:12],
        **{name: getattr(PANEL, name)[:12] for name in ("observed", "lower", "mid", "upper")},
    )

    axis = drawn(SeriesChart("C01", (year,), LABELS))["concat"][0]["encoding"]["x"]["axis"]
    assert axis["format"] == "%b %Y"
    assert [tick["month"] for tick in axis["values"]] == [1, 3, 5, 7, 9, 11]


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr"])
def test_axis_digits_are_latin_in_every_language(language: str) -> None:
    locale = drawn(ONE, language=language)["config"]["locale"]

    assert locale["number"]["numerals"] == list("0123456789")
    assert locale["number"]["minus"] == "\N{MINUS SIGN}"


def test_measures_are_drawn_over_whole_days_and_joined_where_they_meet() -> None:
    touching = replace(PANEL, spans=(("2020-03-01", "2020-03-31"), ("2020-04-01", "2020-06-30")))
    layers = marks(drawn(replace(ONE, panels=(touching,))), "rect")

    assert len(layers) == 2
    start, end = (layers[0]["encoding"][side]["value"] for side in ("x", "x2"))
    assert start == pytest.approx(604 * (365 + 365 + 31 + 29) / 1096, abs=0.6)
    assert (end - start) == pytest.approx(604 * 122 / 1096, abs=0.1)


def test_a_withheld_cell_is_a_gap_in_the_line() -> None:
    holed = replace(PANEL, observed=(None, *PANEL.observed[1:]))

    rows = drawn(replace(ONE, panels=(holed,)))["concat"][0]["data"]["values"]
    assert rows[0]["observed"] is None
    assert rows[1]["observed"] is not None


def test_measures_before_the_first_period_are_neither_drawn_nor_named() -> None:
    early = replace(PANEL, spans=(("2017-03-01", "2017-12-31"),))
    made = drawn(replace(ONE, panels=(early,)))

    assert marks(made, "rect") == []
    assert texts(made) == ["Expected", "Observed"]


def test_a_count_stands_in_the_middle_of_its_period() -> None:
    rows = drawn(ONE)["concat"][0]["data"]["values"]

    assert (rows[0]["on"], rows[1]["on"]) == ("2018-01-16", "2018-02-15")


def test_the_page_answers_a_pointer_only_where_periods_have_names() -> None:
    named = replace(ONE, period_names=((PERIODS[0], "January"),))

    assert marks(drawn(ONE), "rule") == []
    tips = marks(drawn(named), "rule")[0]["encoding"]["tooltip"]
    assert [tip["title"] for tip in tips] == ["period", "Observed", "Expected", "from", "to"]


def test_axes_grow_with_their_numbers_and_the_chart_does_not() -> None:
    large = replace(PANEL, upper=tuple(m * 1000 for m in MIDDLE))
    made = drawn(replace(MANY, panels=(large, PANEL, PANEL)))

    axis, panel = made["config"]["axisY"]["minExtent"], made["concat"][0]["width"]
    assert axis == 54
    assert 640 <= axis + 3 * panel + 2 * made["spacing"]["column"] <= 642


def test_a_chart_of_a_wrong_length_is_our_own_mistake() -> None:
    with pytest.raises(AssertionError, match="one value for each period"):
        replace(PANEL, observed=(1.0,))


@pytest.mark.parametrize(("language", "anchor"), [("en", "start"), ("ar", "end")])
def test_a_stamp_stands_above_all_panels_where_the_language_starts(
    language: str, anchor: str
) -> None:
    title = drawn(replace(MANY, stamp="EXERCISE"), language=language)["title"]

    assert (title["text"], title["anchor"]) == ("EXERCISE", anchor)


def test_a_chart_of_real_data_has_no_stamp() -> None:
    assert "title" not in drawn(MANY)
