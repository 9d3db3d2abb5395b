"""How every language counts and writes numbers and dates, as one page a language.

`python -m tests.snapshot.words.rendered` accepts what is written now; read the difference.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from leadline.words import languages, words
from leadline.words.catalogue import placeholders

HERE = Path(__file__).parent
NUMBERS = (0, 1, 2, 3, 11, 100, 103, 1_000_000)
PERIODS = (
    "2020",
    "2020-H1",
    "2020-Q4",
    "2020-01",
    "2020-W53",
    "2020-02-29",
    "2020-03-18/2020-05-10",
)
SPANS = (
    ("2020-03", "2020-12"),
    ("2018-01", "2020-02"),
    ("2020-04", "2020-08"),
    ("2019-Q3", "2020-Q2"),
    ("2020-W01", "2020-W14"),
    ("2015", "2019"),
)
# Isolates, which no editor shows.
SHOWN = str.maketrans({"\u2066": "⟨", "\u2067": "⟪", "\u2069": "⟩", "\u00a0": "~"})


def page(code: str) -> str:
    """Return the page of a language."""
    voice = words(code)
    counted = [
        f"{key}: " + " | ".join(voice.plural(key, n, **_others(message.forms)) for n in NUMBERS)
        for key, message in sorted(voice.catalogue.messages.items())
        if message.is_plural and key != "dated.day"
    ]
    numbers = [
        voice.change(-1234.5, decimals=1),
        voice.percent(0.285),
        voice.percent_change(0.05),
        voice.percent_change_interval(-0.294, -0.166, decimals=1),
        voice.interval(0, 1_000_000),
    ]
    days = [voice.date(date(2020, month, 1)) for month in range(1, 13)]
    periods = [voice.period(text) for text in PERIODS]
    spans = [voice.span(first, last) for first, last in SPANS]
    joined = [voice.list(["A", "I", "O"][:n]) for n in (1, 2, 3)]
    lines = [*counted, *numbers, *days, *periods, *spans, *joined]
    return "\n".join(lines).translate(SHOWN) + "\n"


def _others(forms: Sequence[str]) -> dict[str, str]:
    """Return something for every placeholder that is no number."""
    return {name: "…" for form in forms for name in placeholders(form) if name != "n"}


def place(code: str) -> Path:
    """Return where the accepted page of a language stands."""
    return HERE / f"rendered.{code}.txt"


if __name__ == "__main__":
    for row in languages():
        place(row.code).write_text(page(row.code), encoding="utf-8", newline="\n")
