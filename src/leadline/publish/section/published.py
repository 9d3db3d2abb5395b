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
    told = [figure for figure in figures if "mid" in figure.numbers]
    tables: list[Block] = [
        _table(voice, theme, [figure for figure in told if figure.theme == theme])
        for theme in dict.fromkeys(figure.theme for figure in told)
    ]
    said = [summary, words.text("published.how")]
    if len(told) < len(figures):
        rest = len(figures) - len(told)
        said.append(words.text("published.without_change", n=rest, file=words.term("data")))
    return Section(
        id="published",
        kicker=words.text("section.published"),
        headline=words.text("published.headline"),
        subtitle=words.text("published.subtitle"),
        blocks=(Paragraph(" ".join(said)), *tables),
    )


def _table(voice: Voice, theme: str, figures: Sequence[PublishedFigure]) -> Table:
    words = voice.words
    exhibit = voice.tables["published", theme]
    heads = (("place", 0), ("published", 1), ("period", 0), ("verdict", 0), ("citation", 0))
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
        period = words.text("published.as_printed", text=words.term(figure.period_text))
    else:
        period = words.period(figure.period)
    reason = words.text(f"not_comparable.{figure.reason}") if figure.reason else ""
    return Row(
        (
            Cell(_place(voice, figure), indicator),
            _change(voice, figure),
            Cell(period),
            Cell(words.text(f"verdict.{figure.verdict}"), reason or _computed(voice, figure)),
            Cell(words.term(figure.citation)),
        )
    )


def _place(voice: Voice, figure: PublishedFigure) -> str:
    """Return the place of a figure: a member by its name here, others as the source has them."""
    for member in voice.released.members:
        if member.id == figure.member and figure.place in member.names.values():
            return voice.name(member.id)
    return voice.words.term(figure.place)


def _computed(voice: Voice, figure: PublishedFigure) -> str:
    """Return the change that a figure was set beside, with its interval."""
    numbers = dict(voice.released.numbers())
    stem = figure.beside.removesuffix(".mid")
    words = voice.words
    ends = (
        numbers.get(f"{stem}.{end}_adjusted", numbers[f"{stem}.{end}"])
        for end in ("lower", "upper")
    )
    return words.text(
        "published.computed",
        change=words.percent_change(numbers[figure.beside]),
        interval=words.percent_change_interval(*ends),
    )


def _change(voice: Voice, figure: PublishedFigure) -> Cell:
    words, numbers = voice.words, figure.numbers
    shares = [numbers[name] for name in ("mid", "lower", "upper") if name in numbers]
    decimals = 0 if all(round(share, 2) == round(share, 6) for share in shares) else 1
    interval = ""
    if "lower" in numbers and "upper" in numbers:
        ends = (numbers["lower"], numbers["upper"])
        interval = words.percent_change_interval(*ends, decimals=decimals)
    number = words.percent_change(numbers["mid"], decimals=decimals)
    printed = f"{figure.finding}.{figure.subject}.{figure.period}.mid"
    return Cell(number, interval, printed.replace("-", "").replace("/", "_"))
