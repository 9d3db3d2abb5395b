"""What a column of texts seems to be written with, and what stays in doubt."""

import pytest

from leadline.intake.mapping.guess import DOUBTS, guess_numbers
from leadline.intake.mapping.number import Numbers, fault_of

GUESSES = [
    (["12", "345", ""], Numbers(), ()),
    ([], Numbers(), ()),
    (["1.234", "12.345.678"], Numbers(thousands="."), ()),
    (["1.234", "12"], Numbers(thousands="."), ("ambiguous_mark",)),
    (["1,234"], Numbers(thousands=","), ("ambiguous_mark",)),
    (["1,234", "12,5"], Numbers(decimal=","), ()),
    (["1.234", "12,0"], Numbers(thousands=".", decimal=","), ()),
    (["1,234.00"], Numbers(thousands=",", decimal="."), ()),
    (["1 234", "56"], Numbers(thousands=" "), ()),
    (["1\u202f234", "1\u00a0234"], Numbers(thousands=" "), ()),
    (["1’234"], Numbers(thousands="'"), ()),
    (["1 234", "1,0"], Numbers(thousands=" ", decimal=","), ()),
    (["0.123"], Numbers(decimal="."), ()),
    (["١٬٢٣٤"], Numbers(thousands="٬", digits="arabic"), ()),
    (["١٢٫٥٠٠"], Numbers(decimal="٫", digits="arabic"), ()),
    (["۱۲"], Numbers(digits="persian"), ()),
    (["12", "١٢"], Numbers(digits="any"), ("digits_mixed",)),
    (["1,5", "1.5"], Numbers(), ("cell_unreadable", "marks_conflict")),
    (["1,234", "1.234"], Numbers(), ("ambiguous_mark", "cell_unreadable")),
    (["1.2.3"], Numbers(thousands="."), ("cell_unreadable",)),
    (["12", "Casablanca"], Numbers(), ("cell_unreadable",)),
    (["-5"], Numbers(), ()),
    (["N/A", "12", ".."], Numbers(missing={"N/A": "O", "..": "O"}), ()),
    (["s/d", "No aplica"], Numbers(missing={"s/d": "O", "No aplica": "M"}), ()),
    (["-", "12"], Numbers(missing={"-": "O"}), ("missing_meaning",)),
    (["<5", "12"], Numbers(small={"<5": "<5"}), ()),
    (["Moins de 10"], Numbers(small={"Moins de 10": "<10"}), ()),
    (["≤ 4"], Numbers(small={"≤ 4": "<5"}), ()),
    (["أقل من ٥"], Numbers(small={"أقل من ٥": "<5"}), ()),
    (["12(p)", "13"], Numbers(footnotes={"(p)": "P"}), ()),
    (
        ["12**", "<5*"],
        Numbers(small={"<5": "<5"}, footnotes={"**": "", "*": ""}),
        ("footnote_meaning",),
    ),
]


@pytest.mark.parametrize(("texts", "numbers", "doubts"), GUESSES)
def test_a_guess_holds_what_the_cells_need_and_says_what_is_in_doubt(
    texts: list[str], numbers: Numbers, doubts: tuple[str, ...]
) -> None:
    assert guess_numbers(texts) == (numbers, doubts)


@pytest.mark.parametrize(("texts", "numbers", "doubts"), GUESSES)
def test_a_guess_can_be_declared(
    texts: list[str], numbers: Numbers, doubts: tuple[str, ...]
) -> None:
    found, _ = guess_numbers(texts)

    assert fault_of(found) == ""


def test_every_doubt_is_met_here() -> None:
    assert {doubt for _, _, doubts in GUESSES for doubt in doubts} == set(DOUBTS)
