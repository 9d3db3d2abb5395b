"""Invented letters with every part that a letter can have, for tests of their wording."""

from dataclasses import replace
from datetime import date

from leadline.core.counts import SeriesKey
from leadline.core.error import Problem
from leadline.core.letter import Curve, Letter, Parcel, Request, Understood
from leadline.core.period import Period, parse_period
from leadline.core.plan import DisclosureRules
from leadline.core.question import Question
from leadline.core.received import NOTHING, SERIES, TWO_TOTALS, Contribution, Received
from leadline.publish.block import Table
from leadline.publish.letter.block import Paper, Part
from leadline.publish.letter.paper import tell_letter
from leadline.words import words

LANGUAGES = ("ar", "en", "es", "fr")
NAMES = {"QMA": "Alderstan", "QMB": "Beechmark", "QMC": "Cloveria"}
PERIOD = Period.parse


def key(member: str = "QMA", *, channel: str = "all", about: str = "") -> SeriesKey:
    return SeriesKey("police", member, about or member, "reporting", "referrals", channel)


def curve(
    *values: int | tuple[int, int] | None, whose: SeriesKey | None = None, first: str = "2020-01"
) -> Curve:
    """A series from its counts: a pair is one given within bounds, None is no count."""
    bounds = [value if isinstance(value, tuple) else (value, value) for value in values]
    periods = tuple(PERIOD(first) + step for step in range(len(values)))
    lower, upper = zip(*bounds, strict=True)
    return Curve(whose or key(), periods, lower, upper)


def understood(member: str = "QMA", **changes: object) -> Understood:
    got = Received(
        Contribution("police", member, "reporting", "referrals"),
        n_received=12,
        n_read=12,
        frequency="month",
        first=PERIOD("2018-01"),
        last=PERIOD("2020-12"),
        baseline_share=1.0,
        window_share=0.9,
        n_blank=1,
        n_small=2,
        use=SERIES,
    )
    return Understood(replace(got, **changes), ("all",), (), has_sheet=True)


PARCEL = Parcel(
    file="police.csv",
    n_received=14,
    n_read=12,
    n_refused=2,
    n_members=2,
    n_indicators=1,
    first=PERIOD("2018-01"),
    last=PERIOD("2020-12"),
    versions=(date(2020, 7, 1), date(2021, 1, 15)),
    problems={"count_form": 2},
)
LETTER = Letter(
    source="police",
    name="Police of Alderstan",
    language="en",
    title="An exercise",
    as_of=date(2021, 2, 1),
    handling="TLP:AMBER+STRICT",
    marks=("TLP:GREEN", "TLP:AMBER"),
    baseline=(PERIOD("2018-01"), PERIOD("2020-02")),
    window=(PERIOD("2020-03"), PERIOD("2020-12")),
    disclosure=DisclosureRules(5, 5, 10),
    is_exercise=True,
    members=NAMES,
    parcels=(PARCEL, replace(PARCEL, file="", first=None, last=None, versions=())),
    understood=(
        understood(),
        understood("QMB", use=TWO_TOTALS, reasons=("rows_refused", "incomplete")),
        understood(
            "QMC",
            use=NOTHING,
            reasons=("nothing_read",),
            frequency="",
            first=None,
            last=None,
            baseline_share=None,
            window_share=None,
        ),
    ),
    curves=(curve(7, 9, None, (0, 4), 30), curve(None, whose=key("QMB"))),
    problems=(Problem("police.csv", 3, "count", "count_form", "No count.", "Write one."),),
    questions=(Question("step", key(), (PERIOD("2020-02"),), (7, 30)),),
    requests=(
        Request("mend", 2),
        Request("periods", 1, ((PERIOD("2020-04"), PERIOD("2020-06")),)),
        Request("sheet", 2),
    ),
)
SILENT = replace(
    LETTER,
    marks=(),
    members={},
    parcels=(),
    understood=(),
    curves=(),
    problems=(),
    questions=(),
    requests=(Request("counts", 0, ((PERIOD("2018-01"), PERIOD("2020-12")),)),),
)


def asked(reason: str, *periods: str, numbers: tuple[int, ...] = (), member: str = "QMA"):
    return Question(reason, key(member), tuple(map(parse_period, periods)), numbers)


def paper(letter: Letter = LETTER, language: str = "en", **changes: object) -> Paper:
    return tell_letter(replace(letter, language=language, **changes), words(language))


def plain(text: str) -> str:
    """Return a text with ordinary blanks: where a line may break is not what is asked here."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def part(name: str, **changes: object) -> Part:
    return next(part for part in paper(**changes).parts if part.id == name)


def table(name: str, **changes: object) -> Table:
    return next(block for block in part(name, **changes).blocks if isinstance(block, Table))


def texts(name: str, **changes: object) -> list[list[str]]:
    return [[plain(cell.text) for cell in row.cells] for row in table(name, **changes).rows]
