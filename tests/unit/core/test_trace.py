import pytest

from leadline.core.released import number_id
from leadline.core.trace import NumberId, line_ranges


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("F12.KEN.2020Q2.mid", ("F12", "KEN", "2020Q2", "mid")),
        (
            "F01.MX-AGU.20200301_20200531.expected_lower",
            ("F01", "MX-AGU", "20200301_20200531", "expected_lower"),
        ),
        ("F100.central_america.2020W14.pct", ("F100", "central_america", "2020W14", "pct")),
        ("F07.fig-3.undated.observed", ("F07", "fig-3", "undated", "observed")),
    ],
)
def test_a_number_id_parses_into_its_four_parts(text: str, parts: tuple[str, ...]) -> None:
    assert NumberId.parse(text) == NumberId(*parts)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "F12",
        "F1.KEN.2020Q2.mid",
        "G12.KEN.2020Q2.mid",
        "F12.KEN.2020-Q2.mid",
        "F12.KEN.2020Q2.Mid",
        "F12.KEN.2020Q2.mid ",
        "F12.KEN.2020Q2.mid.lower",
        "F12..2020Q2.mid",
        "F12.K N.2020Q2.mid",
    ],
)
def test_another_text_is_no_number_id(text: str) -> None:
    with pytest.raises(ValueError, match="not a number id"):
        NumberId.parse(text)


def test_a_minted_id_parses_back() -> None:
    minted = number_id("F12", "MX-AGU", "2020-03-01/2020-05-31", "mid")

    assert NumberId.parse(minted) == NumberId("F12", "MX-AGU", "20200301_20200531", "mid")


@pytest.mark.parametrize(
    ("lines", "ranges"),
    [
        ([], ()),
        ([7], ((7, 7),)),
        ([4, 2, 3, 9], ((2, 4), (9, 9))),
        ([5, 5, 6, 6], ((5, 6),)),
    ],
)
def test_lines_fold_into_closed_ranges(
    lines: list[int], ranges: tuple[tuple[int, int], ...]
) -> None:
    assert line_ranges(lines) == ranges
