"""Editions: every language of a released assessment, as PDF, pages and data."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from leadline.core.error import Unreadable, UsageError
from leadline.core.released import Released, read, write
from leadline.flow.folder import check_readers, write_files
from leadline.publish.curve import chart_files, charts
from leadline.publish.data import data_files, schema_file, trace_file
from leadline.publish.exhibit import exhibits
from leadline.publish.report import render_report
from leadline.publish.site import render_shared, render_site
from leadline.publish.story import tell_story, titles
from leadline.publish.voice import Voice
from leadline.words import words

# Statements on regions from which on languages are rendered in processes of their own.
APART_FROM = 40
_NO_LETTER = re.compile(r'the text `"(.+?)"` could not be displayed')
_TALL = re.compile(r"Figure (\w+) is taller than a page")
Tell = Callable[[str, float, bool], None]


@dataclass(frozen=True)
class Rendered:
    """One language of an edition: relative path to content, exhibit id to title."""

    language: str
    files: dict[str, bytes]
    titles: dict[str, str]


def read_released(path: Path) -> Released:
    """Read a released assessment from its file and verify its seal.

    Raises
    ------
    Unreadable
        No such file, or not a released assessment, or changed after release.
    """
    try:
        content = path.read_bytes()
    except OSError:
        raise Unreadable(
            f"{path} cannot be read.", next_step="Name the assessment.json of a release."
        ) from None
    return read(content, name=str(path))


@contextmanager
def rendered_apart(released: Released) -> Iterator[Executor | None]:
    """Give each language of a large release a process of its own, none to a small one.

    The typesetter keeps what it has set until its process ends: four languages of ninety
    statements held six gigabytes at once. A fresh process costs two seconds. For the command
    line only: a script without a guard around its main part cannot start processes.
    """
    # Each has a section of its own.
    leads = (s for f in released.findings for s in f.statements if s.is_region and not s.withheld)
    if sum(1 for _ in leads) < APART_FROM:
        yield None
        return
    spawned = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawned, max_tasks_per_child=1) as executor:
        yield executor


def write_edition(
    released: Released,
    out: Path,
    *,
    languages: Sequence[str] | None = None,
    tell: Tell = lambda stage, seconds, was_kept: None,
    executor: Executor | None = None,
) -> list[Path]:
    """Write PDF, pages and data of a released assessment into a folder.

    Parameters
    ----------
    languages : codes to write; by default all of the release
    executor : where languages are rendered; by default here, one after the other. Processes
        must start by spawn: fork after polars hangs.

    Raises
    ------
    UsageError
        A language that the release does not have, or a folder with other files than of this
        edition.
    """
    chosen = _chosen(released, languages)
    check_readers(out, edition=released.edition)
    content = write(released)
    began = perf_counter()
    work = map if executor is None else executor.map
    files: dict[str, bytes] = {}
    told: dict[str, dict[str, str]] = {}
    for rendered in work(_render, [content] * len(chosen), chosen):
        files |= rendered.files
        told[rendered.language] = rendered.titles
        tell(f"edition {rendered.language}", perf_counter() - began, False)
        began = perf_counter()
    files |= {f"site/{path}": data for path, data in render_shared().items()}
    files |= dict(_data(released, told))
    write_files(out, files, released)
    tell("data", perf_counter() - began, False)
    return [out / path for path in sorted(files)]


def _chosen(released: Released, languages: Sequence[str] | None) -> Sequence[str]:
    if not languages:
        return released.languages
    unknown = [code for code in languages if code not in released.languages]
    if unknown:
        raise UsageError(
            "The release has no such language.",
            next_step=f"Choose among {', '.join(released.languages)}.",
        )
    return tuple(dict.fromkeys(languages))


def _render(content: bytes, code: str) -> Rendered:
    # Takes bytes, so that it can run in another process.
    released = read(content)
    spoken = words(code)
    story = tell_story(released, spoken)
    voice = Voice(released, spoken)
    drawn = {chart.id: chart_files(voice, chart) for chart in charts(voice)}
    as_of = date.fromisoformat(released.as_of)
    svgs = {chart_id: files.wide_svg for chart_id, files in drawn.items()}
    pages = render_site(story, charts=drawn)
    try:
        report = render_report(story, charts=svgs, as_of=as_of)
    except RuntimeError as error:
        raise _unset(error, released) or _tall(error, code) or error from None
    files = {f"site/{path}": data for path, data in pages.items()}
    return Rendered(code, {f"report.{code}.pdf": report, **files}, titles(story))


def _unset(error: RuntimeError, released: Released) -> UsageError | None:
    """Return where a letter stands that the font does not have; None for any other error."""
    found = _NO_LETTER.search(str(error))
    if found is None:
        return None
    letters = " ".join(f"U+{ord(letter):04X}" for letter in found[1])
    places = ", ".join(_places(asdict(released), found[1]))
    return UsageError(
        f"The font has no letter {letters}, which stands in {places}.",
        next_step="Write that text with other letters and run the command again.",
    )


def _tall(error: RuntimeError, code: str) -> UsageError | None:
    """Return which figure no page holds; None for any other error."""
    found = _TALL.search(str(error))
    if found is None:
        return None
    return UsageError(
        f"In report.{code}.pdf, figure {found[1]} is taller than a page.",
        next_step="Shorten the names of regions, members and sources and run the command again.",
    )


def _places(content: object, letters: str, name: str = "") -> Iterator[str]:
    if isinstance(content, str) and letters in content:
        yield name
    parts: Iterable[tuple[object, object]] = ()
    if isinstance(content, dict):
        parts = content.items()
    elif isinstance(content, list | tuple):
        parts = enumerate(content, start=1)
    for key, part in parts:
        yield from _places(part, letters, f"{name}.{key}".removeprefix("."))


def _data(released: Released, told: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, bytes]]:
    named = {
        code: told[code] if code in told else titles(tell_story(released, words(code)))
        for code in released.languages
    }
    shown = {
        exhibit.id: (exhibit, {code: title[exhibit.id] for code, title in named.items()})
        for exhibit in exhibits(released)
    }
    yield from data_files(released, shown).items()
    yield "assessment.json", write(released)
    yield "schema/assessment.schema.json", schema_file()
    yield "trace.json", trace_file(released)
