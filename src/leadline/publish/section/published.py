"""Published figures set beside the counts: agree, differ, not comparable."""

from collections import Counter
from collections.abc import Sequence

from leadline.core.released import PublishedFigure
from leadline.publish.block import Block, Cell, Column, Paragraph, Row, Section, Table
from leadline.publish.voice import Voice


def tell_published(voice: Voice) -> Section | None:
    """Return the published figures by theme; None where none was given."""
    figures = voice.released.figures
    if not figures:
        return None
    words = voice.words
    verdicts = Counter(figure.verdict for figure in figures)
    summary = words.text(
        "published.summary",
        agree=verdicts["agree"],
        differ=verdicts["differ"],
        not_comparable=verdicts["not_comparable"],
    )
    themes = dict.fromkeys(figure.theme for figure in figures)
    tables: list[Block] = [
        _table(voice, theme, [figure for figure in figures if figure.theme == theme])
        for theme in themes
    ]
    return Section(
        id="published",
        kicker=words.text("section.published"),
        headline=words.text("published.headline"),
        subtitle=words.text("published.subtitle"),
        blocks=(Paragraph(f"{summary} {words.text('published.how')}"), *tables),
    )


def _table(voice: Voice, theme: str, figures: Sequence[PublishedFigure]) -> Table:
    words = voice.words
    exhibit = voice.exhibits["T", "published", theme]
    heads = (("place", 0), ("period", 0), ("published", 1), ("verdict", 0), ("citation", 0))
    return Table(
        id=exhibit.id,
        title=words.opening(words.label("theme", theme)),
        subtitle=words.text("published.subtitle"),
        columns=tuple(
            Column(words.text(f"table.{head}"), is_number=bool(number)) for head, number in heads
        ),
        rows=tuple(_row(voice, figure) for figure in figures),
        axis=None,
        notes=(voice.traced(f"{figures[0].finding}.{{id}}.{{period}}.mid"),),
        data=voice.files(exhibit.id),
    )


def _row(voice: Voice, figure: PublishedFigure) -> Row:
    words = voice.words
    name = f"{figure.theme}.{figure.indicator}"
    indicator = words.label("ind", name) if figure.indicator else ""
    if figure.period == "undated":
        period = words.term(figure.period_text)
    else:
        period = words.period(figure.period)
    reason = words.text(f"not_comparable.{figure.reason}") if figure.reason else ""
    return Row(
        (
            Cell(words.term(figure.place), indicator),
            Cell(period),
            _change(voice, figure),
            Cell(words.text(f"verdict.{figure.verdict}"), reason),
            Cell(words.term(figure.citation)),
        )
    )


def _change(voice: Voice, figure: PublishedFigure) -> Cell:
    words, numbers = voice.words, figure.numbers
    if "mid" not in numbers:
        return Cell(words.text("table.not_available"), is_word=True)
    interval = ""
    if "lower" in numbers and "upper" in numbers:
        interval = words.percent_change_interval(numbers["lower"], numbers["upper"], decimals=1)
    number = words.percent_change(numbers["mid"], decimals=1)
    printed = f"{figure.finding}.{figure.subject}.{figure.period}.mid"
    return Cell(number, interval, printed.replace("-", "").replace("/", "_"))
