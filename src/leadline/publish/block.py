"""What a page is made of, in one language: the story that PDF and web pages both render.

Every text is final: worded, formatted and isolated by words. A renderer sets it and adds
nothing. Numbers carry the id by which they are traced.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    """A key finding: one number that says it, one sentence that explains it.

    ``number`` is a word where no number may stand; ``number_id`` is empty then. ``mark`` is
    computed, answered, published or judged; ``rung`` is 0 where there is no ladder.
    """

    id: str
    number: str
    number_id: str
    interval: str
    headline: str
    text: str
    mark: str
    mark_word: str
    confidence_label: str
    confidence: str
    rung: int
    rung_text: str
    anchor: str


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Points:
    """A list of short texts; ``title`` may be empty."""

    title: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """Words with their meaning; each row is (mark or empty, word, meaning).

    A mark is computed, answered, published, judged, or rung-1 .. rung-5.
    """

    title: str
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Strip:
    """An interval drawn in the last column: values on the table's strip axis."""

    lower: float
    mid: float
    upper: float
    is_clear: bool


@dataclass(frozen=True)
class Cell:
    """One cell: a text, a smaller second line, the number id; ``is_word`` greys a withheld cell.

    ``language`` is that of the text where it is not the page's own: then it runs left to right.
    """

    text: str
    second: str = ""
    number_id: str = ""
    is_word: bool = False
    language: str = ""


@dataclass(frozen=True)
class Column:
    """A column: its head and whether its cells are numbers, set physically right."""

    head: str
    is_number: bool


@dataclass(frozen=True)
class Row:
    """A row: the row head first; ``strip`` only where the table has a strip axis."""

    cells: tuple[Cell, ...]
    strip: Strip | None = None
    is_total: bool = False


@dataclass(frozen=True)
class Axis:
    """The axis of interval strips: its ends and its ticks with their labels; head of the column."""

    head: str
    lower: float
    upper: float
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Table:
    """A table with its own title; ``data`` are the names of its files under data/."""

    id: str
    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    axis: Axis | None
    notes: tuple[str, ...]
    data: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """A chart: ``id`` (C01 ...) names the SVG files and the data files.

    ``alt`` says in words what the chart shows; ``aside`` is (title, text) notes beside it;
    ``table`` holds the chart's numbers for readers who cannot see it.
    """

    id: str
    subtitle: str
    alt: str
    notes: tuple[str, ...]
    aside: tuple[tuple[str, str], ...]
    table: Table
    data: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """A block of one kind of evidence in a theme: mark, title, sentences, and a detail line.

    ``number`` and ``interval`` stand in the note column where there is a computed number.
    """

    mark: str
    mark_word: str
    title: str
    texts: tuple[str, ...]
    number: str = ""
    number_id: str = ""
    interval: str = ""
    confidence_label: str = ""
    confidence: str = ""
    rung: int = 0
    rung_text: str = ""


Block = Key | Paragraph | Points | Terms | Table | Figure | Evidence


@dataclass(frozen=True)
class Section:
    """A section: kicker, headline that says the finding, subtitle that says the measure."""

    id: str
    kicker: str
    headline: str
    subtitle: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Part:
    """A layer of the cover: kind is reported, late or unaccounted; share of the page height."""

    kind: str
    share: float
    number: str
    number_id: str
    label: str


@dataclass(frozen=True)
class Cover:
    """The cover; ``parts`` is empty when nothing may be drawn to scale.

    ``data`` names the sources of the counts, ``drawn`` what the height stands for; ``ticks`` are
    (share of the height, label).
    """

    data: str
    title: str
    subtitle: str
    dated: str
    what: str
    parts: tuple[Part, ...]
    ticks: tuple[tuple[float, str], ...]
    drawn: str
    scale: str


@dataclass(frozen=True)
class Story:
    """One edition in one language.

    ``chrome`` holds the words around the content (skip link, navigation, download names) by
    key; ``editions`` is (code, own name) of every language of this release.
    """

    language: str
    direction: str
    title: str
    edition: str
    dated: str
    handling: str
    exercise: tuple[str, str] | None
    cover: Cover
    sections: tuple[Section, ...]
    chrome: dict[str, str]
    editions: tuple[tuple[str, str], ...]
