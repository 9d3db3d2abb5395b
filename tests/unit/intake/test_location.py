"""Where keys of a TOML file stand."""

import pytest

from leadline.intake.location import line_of

TEXT = """\
schema = "x"
as_of = 2024-07-01

[title]   # in each language
en = "A"

[[member]]
code = "QMA"
names = { en = "A" }

[[member]]
code = "QMB"

[codes]
"A" = "a"

[codes.indicator]
"Offences, all" = "offences_recorded"
'B' = "b"
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (["as_of"], 2),
        (["title"], 4),
        (["title", "en"], 5),
        (["member", 0, "code"], 8),
        (["member", 1, "code"], 12),
        (["member", 1, "names"], 11),
        (["member", 1, "names", "fr"], 11),
        (["codes", "A"], 15),
        (["codes", "indicator"], 17),
        (["codes", "indicator", "Offences, all"], 18),
        (["codes", "indicator", "B"], 19),
        (["window", "from"], 0),
        ([], 0),
    ],
)
def test_a_key_is_found_or_its_table_is(place: list[str | int], line: int) -> None:
    assert line_of(TEXT, place) == line
