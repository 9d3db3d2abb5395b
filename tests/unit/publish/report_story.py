"""An invented story with every kind of block, in four languages, for tests of the report."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

from leadline.publish.block import (
    Axis,
    Block,
    Cell,
    Column,
    Cover,
    Evidence,
    Figure,
    Key,
    Paragraph,
    Part,
    Points,
    Row,
    Section,
    Story,
    Strip,
    Table,
    Terms,
)

WORDS = tomllib.loads(Path(__file__).with_name("report_words.toml").read_text("utf-8"))
LANGUAGES = ("ar", "en", "es", "fr")
MARKS = ("computed", "answered", "published", "judged")
CHANGES = (-34, -29, -43, -24, -3, -21, -16, -31, -34, 4, -3, -25)

# What a sign, a digit or a code needs around it in right-to-left text.
_FOREIGN = re.compile(r"[−+]?[A-Za-z0-9][A-Za-z0-9{}/._,-]*[A-Za-z0-9}]%?|[−+]?\d%?")


class Wording:
    """The words of one language, by the key of a sentence."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._at = ("en", "fr", "es", "ar").index(language)

    def __call__(self, key: str) -> str:
        return self.isolated(WORDS[key][self._at])

    def isolated(self, text: str) -> str:
        if self.language != "ar":
            return text
        return _FOREIGN.sub(lambda found: f"\u2066{found.group()}\u2069", text)

    def span(self, lower: str, upper: str) -> str:
        return f"{self.isolated(lower)} {self('to')} {self.isolated(upper)}"


def invent_story(language: str, *, is_exercise: bool = False) -> Story:
    """Return the story of an invented assessment of twelve fictional members."""
    say = Wording(language)
    return Story(
        language=language,
        direction="rtl" if language == "ar" else "ltr",
        title=say("title"),
        edition=say("edition"),
        dated=say("dated"),
        handling="TLP:CLEAR",
        exercise=(say("exercise"), say("invented")) if is_exercise else None,
        cover=_cover(say),
        sections=(
            _key_section(say),
            _change_section(say),
            _finding_section(say),
            _table_section(say),
            _theme_section(say),
            _reading_section(say),
        ),
        chrome={"contents": say("key.kicker")},
        editions=tuple((code, code) for code in LANGUAGES),
    )


def invent_chart(label: str, height: int = 300) -> bytes:
    """Return an SVG as wide as a chart of the report, with one line and a label."""
    points = " ".join(f"{38 + 17 * i},{120 + 40 * (i % 5) - 2 * i}" for i in range(35))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="642" height="{height}" '
        f'viewBox="0 0 642 {height}">'
        '<path d="M38 280H642" stroke="#84919A"/>'
        f'<polyline points="{points}" fill="none" stroke="#0B4F6C" stroke-width="2"/>'
        '<text x="40" y="40" font-family="IBM Plex Sans Arabic" font-size="12" '
        f'font-weight="600" fill="#0B4F6C">{label}</text></svg>'
    ).encode()


def _cover(say: Wording) -> Cover:
    return Cover(
        data=say("data"),
        drawn=say("drawn"),
        title=say("title"),
        subtitle=say("cover.subtitle"),
        dated=f"{say('dated')} · {say('edition')}",
        what=say("cover.what"),
        parts=(
            Part(
                "reported", 0.711, say.isolated("11,892"), "F01.ALL.2020W.observed", say("reported")
            ),
            Part("late", 0.055, say.isolated("910"), "F02.ALL.2020W.mid", say("late")),
            Part(
                "unaccounted", 0.234, say.isolated("3,905"), "F03.ALL.2020W.mid", say("unaccounted")
            ),
        ),
        ticks=tuple((tenth / 10, say.isolated(f"{tenth}0%")) for tenth in range(1, 10)),
        scale=say("cover.scale"),
    )


def _key_section(say: Wording) -> Section:
    numbers = (
        (say.isolated("−23%"), say.span("−29", "−17")),
        (say.isolated("910"), say.span("632", "1,197")),
        (say.isolated("3,905"), say.span("2,706", "5,183")),
        (say.span("0", "5,183"), say("bounds")),
        (say("31 of 46"), say("60 asked")),
        (say("judged"), say("signed")),
    )
    kinds = ("computed",) * 4 + ("answered", "judged")
    keys: tuple[Block, ...] = tuple(
        Key(
            id=f"F0{i + 1}",
            number=number,
            number_id="" if kind == "judged" else f"F0{i + 1}.ALL.2020W.mid",
            interval=interval,
            headline=say(f"key{i + 1}.headline"),
            text=say(f"key{i + 1}.text"),
            mark=kind,
            mark_word=say(kind),
            confidence_label=say("confidence"),
            confidence=say("moderate" if i < 3 else "low"),
            rung=4 if kind == "computed" else 1,
            rung_text=say("rung 4" if kind == "computed" else "rung 1"),
            anchor="change",
        )
        for i, ((number, interval), kind) in enumerate(zip(numbers, kinds, strict=True))
    )
    return Section("key", say("key.kicker"), say("key.headline"), "", (*keys, _legend(say)))


def _legend(say: Wording) -> Terms:
    kinds = tuple((kind, say(kind), say(f"{kind}.meaning")) for kind in MARKS)
    rungs = tuple((f"rung-{n}", say(f"rung-{n}"), "") for n in range(1, 6))
    return Terms("", kinds + rungs)


def _change_section(say: Wording) -> Section:
    texts = (Paragraph(say("change.text1")), Paragraph(say("change.text2")))
    figure = replace(_figure(say, "C01"), aside=((say("read.title"), say("read.text")),))
    return Section("change", say("change.kicker"), say("change.headline"), "", (figure, *texts))


def _figure(say: Wording, figure_id: str) -> Figure:
    numbers = Table(
        figure_id,
        say("change.headline"),
        "",
        (Column(say("member"), False), Column(say("change"), True)),
        (Row((Cell("QMA"), Cell(say.isolated("−34")))),),
        None,
        (),
        (f"data/{figure_id}.csv",),
    )
    return Figure(
        id=figure_id,
        subtitle=say("change.subtitle"),
        alt=say("change.alt"),
        notes=(say("change.note"),),
        aside=(),
        table=numbers,
        data=(f"data/{figure_id}.csv",),
    )


def _finding_section(say: Wording) -> Section:
    evidence = Evidence(
        mark="computed",
        mark_word=say("computed"),
        title="",
        texts=(say("key1.text"), say("key3.text"), say("change.text2")),
        number=say.isolated("−23%"),
        number_id="F01.ALL.2020W.mid",
        interval=say.span("−29", "−17"),
        confidence_label=say("confidence"),
        confidence=say("moderate"),
        rung=3,
        rung_text=say("rung 4"),
    )
    quarters = Table(
        "T03",
        say("table.title"),
        "",
        _columns(say),
        tuple(_row(say, f"QM{letter}", -20) for letter in "ABCD"),
        _axis(say),
        (say("table.note2"),),
        (),
    )
    reasons = Points(say("gaps.title"), (say("gap1"), say("gap2")))
    return Section(
        "finding",
        say("theme.kicker"),
        say("key1.headline"),
        say("change.subtitle"),
        (_figure(say, "C02"), evidence, quarters, reasons),
    )


def _axis(say: Wording) -> Axis:
    ticks = ((-50, "−50"), (-25, "−25"), (0, "0"), (25, "+25"))
    return Axis(say("strip"), -60, 30, tuple((at, say.isolated(label)) for at, label in ticks))


def _columns(say: Wording) -> tuple[Column, ...]:
    numbers = ("expected", "reported", "late", "change")
    return (Column(say("member"), False), *(Column(say(key), True) for key in numbers))


def _table_section(say: Wording) -> Section:
    rows = tuple(_row(say, f"QM{chr(65 + i % 26)}", CHANGES[i % 12]) for i in range(32))
    total = Row(
        (
            Cell(say("all members")),
            Cell(say.isolated("16,714"), say.span("15,531", "17,966"), "F01.ALL.2020W.expected"),
            Cell(say.isolated("11,892")),
            Cell(say.isolated("910"), say.span("632", "1,197")),
            Cell(say.isolated("−23")),
        ),
        Strip(-29, -23, -17, is_clear=True),
        is_total=True,
    )
    table = Table(
        "T01",
        say("table.title"),
        say("table.subtitle"),
        _columns(say),
        (*rows, total),
        _axis(say),
        (say("table.note1"), say("table.note2")),
        ("data/T01.csv",),
    )
    return Section(
        "tables", say("table.kicker"), say("table.headline"), "", (table, _published(say))
    )


def _row(say: Wording, member: str, change: int) -> Row:
    sign = "−" if change < 0 else "+"
    late = (
        Cell(say("withheld"), is_word=True)
        if change == -31
        else Cell(say.isolated("66"), say.span("40", "92"))
    )
    return Row(
        (
            Cell(say.isolated(member)),
            Cell(say.isolated("1,739"), say.span("1,560", "1,933"), f"F01.{member}.2020W.expected"),
            Cell(say.isolated("1,083")),
            late,
            Cell(say.isolated(f"{sign}{abs(change)}")),
        ),
        Strip(change - 9.0, change, change + 8.0, is_clear=change < -10),
    )


def _published(say: Wording) -> Table:
    columns = tuple(Column(say(key), False) for key in ("what", "place", "source", "verdict"))
    row = Row(
        (
            Cell(say("published.what")),
            Cell(say("published.place")),
            Cell(say("published.source")),
            Cell(say("published.verdict")),
        )
    )
    return Table(
        "T02", say("published.title"), "", columns, (row,) * 3, None, (say("published.note"),), ()
    )


def _theme_section(say: Wording) -> Section:
    blocks = tuple(
        Evidence(
            mark=mark,
            mark_word=say(mark),
            title=say(f"theme.{mark}.title"),
            texts=(say(f"theme.{mark}.text"), say(f"theme.{mark}.detail")),
            number=say.isolated("+9%") if mark == "computed" else "",
            number_id="F11.ALL.2020W.mid" if mark == "computed" else "",
            interval=say.span("+4", "+15") if mark == "computed" else "",
            confidence_label=say("confidence"),
            confidence=say("moderate") if mark == "computed" else "",
            rung=3 if mark == "computed" else 0,
            rung_text=say("rung 4"),
        )
        for mark in MARKS
    )
    return Section(
        "helplines", say("theme.kicker"), say("theme.headline"), say("theme.subtitle"), blocks
    )


def _reading_section(say: Wording) -> Section:
    blocks = (
        Paragraph(say("reading.text")),
        Terms(
            say("reading.terms"),
            (
                ("", say("late"), say("late.meaning")),
                ("", say("unaccounted"), say("unaccounted.meaning")),
                *((mark, say(mark), say(f"{mark}.meaning")) for mark in MARKS),
                *((f"rung-{n}", say(f"rung-{n}"), say("rung.meaning")) for n in range(1, 6)),
            ),
        ),
        Points(say("gaps.title"), (say("gap1"), say("gap2"), say("gap3"))),
        Points(say("sources.title"), (say("source1"), say("source2"))),
    )
    return Section("reading", say("reading.kicker"), say("reading.headline"), "", blocks)
