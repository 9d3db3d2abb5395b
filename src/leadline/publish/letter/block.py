"""What a letter is made of, in one language, beside the blocks that it shares with a report."""

from dataclasses import dataclass

from leadline.publish.block import Paragraph, Points, Table


@dataclass(frozen=True)
class Drawing:
    """A small chart: ``id`` names its SVG; ``alt`` says in words what it shows."""

    id: str
    label: str
    caption: str
    alt: str
    svg: str


@dataclass(frozen=True)
class Drawings:
    """Small charts side by side, under a title; ``notes`` say how to read them."""

    title: str
    items: tuple[Drawing, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """One numbered question; ``answer`` names the room under it."""

    number: str
    text: str
    answer: str


@dataclass(frozen=True)
class Questions:
    """Questions, each with room for its answer."""

    items: tuple[Asked, ...]


@dataclass(frozen=True)
class Ranked:
    """Texts in order of their value, numbered."""

    items: tuple[str, ...]


Block = Paragraph | Points | Table | Drawings | Questions | Ranked


@dataclass(frozen=True)
class Part:
    """A part of a letter under its headline."""

    id: str
    headline: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Paper:
    """One letter in its language.

    ``title``, ``edition``, ``dated``, ``handling`` and ``exercise`` stand on every page, as in
    a report; ``mark`` says for whom alone it is, ``mark_text`` why.
    """

    language: str
    direction: str
    title: str
    edition: str
    dated: str
    handling: str
    exercise: tuple[str, str] | None
    mark: str
    mark_text: str
    greeting: str
    opening: tuple[str, ...]
    parts: tuple[Part, ...]
