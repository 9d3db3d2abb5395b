from xml.etree import ElementTree

from tests.unit.publish.letter_values import (
    PERIOD,
    curve,
)

from leadline.publish.letter.spark import HEIGHT, WIDTH, draw_curve

WINDOW = (PERIOD("2020-03"), PERIOD("2020-12"))
SVG = "{http://www.w3.org/2000/svg}"


def drawn(*values: int | tuple[int, int] | None, asked_of: frozenset = frozenset()):
    return ElementTree.fromstring(draw_curve(curve(*values), window=WINDOW, asked=asked_of))


def test_a_drawing_reaches_from_zero_to_its_highest_count() -> None:
    (line,) = drawn(0, 10, 5).iter(f"{SVG}polyline")

    heights = [float(point.split(",")[1]) for point in line.get("points").split()]
    assert heights == [HEIGHT - 3, 3, HEIGHT / 2]


def test_no_line_bridges_a_period_without_a_count() -> None:
    drawing = drawn(4, 5, None, 6, None, 7, 8)

    assert len(list(drawing.iter(f"{SVG}polyline"))) == 2
    assert len(list(drawing.iter(f"{SVG}circle"))) == 1


def test_a_count_within_bounds_is_drawn_as_a_bar() -> None:
    strokes = [path.get("stroke-width") for path in drawn(9, (0, 4), 9).iter(f"{SVG}path")]

    assert strokes.count("2") == 1


def test_a_period_that_is_asked_about_is_marked() -> None:
    marked = drawn(4, 5, 6, asked_of=frozenset({PERIOD("2020-02")}))

    dashes = [path for path in marked.iter(f"{SVG}path") if path.get("stroke-dasharray")]
    assert [dash.get("d") for dash in dashes] == [f"M{WIDTH / 2} 3.0V{HEIGHT - 3.0}"]


def test_the_period_under_study_is_shaded_and_nothing_else() -> None:
    assert len(list(drawn(4, 5).iter(f"{SVG}rect"))) == 0
    (shade,) = drawn(4, 5, 6, 7).iter(f"{SVG}rect")
    assert float(shade.get("x")) > WIDTH / 3
    assert float(shade.get("x")) + float(shade.get("width")) == WIDTH


def test_a_series_of_zeros_and_one_without_counts_are_drawn() -> None:
    (line,) = drawn(0, 0).iter(f"{SVG}polyline")

    assert line.get("points").endswith(f",{HEIGHT - 3.0}")
    assert list(drawn(None, None).iter(f"{SVG}polyline")) == []
