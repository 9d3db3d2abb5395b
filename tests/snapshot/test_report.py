import io
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pikepdf
import pytest
import typst
from tests.pdf import elements, fonts, walk
from tests.unit.publish.report_story import LANGUAGES, invent_chart, invent_story

from leadline.publish.block import Paragraph, Points, Section, Story
from leadline.publish.report import compile_template, render_report

AS_OF = date(2020, 9, 1)
CHARTS = {"C01": invent_chart("Observed"), "C02": invent_chart("Expected")}


def render(story: Story) -> bytes:
    return render_report(story, charts=CHARTS, as_of=AS_OF)


@cache
def opened(language: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(render(invent_story(language))))


def scope(cell: pikepdf.Object) -> str:
    return next(str(entry.Scope) for entry in cell.A if "/Scope" in entry)


def n_pages_of(language: str, section: Section) -> int:
    """Return how many pages a section takes, the cover not counted."""
    content = render(replace(invent_story(language), sections=(section,)))
    return len(pikepdf.open(io.BytesIO(content)).pages) - 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_says_its_language_and_title(language: str) -> None:
    pdf = opened(language)

    assert (pdf.Root.Lang, pdf.docinfo.Title) == (language, invent_story(language).title)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_says_that_it_is_accessible_and_archivable(language: str) -> None:
    metadata = opened(language).open_metadata()

    assert (
        metadata["pdfuaid:part"],
        metadata["pdfaid:part"],
        metadata["pdfaid:conformance"],
    ) == ("1", "2", "A")


@pytest.mark.parametrize(
    ("language", "direction"), [("ar", "/R2L"), ("en", "/L2R"), ("es", "/L2R"), ("fr", "/L2R")]
)
def test_pages_turn_in_the_direction_of_the_language(language: str, direction: str) -> None:
    preferences = opened(language).Root.ViewerPreferences

    assert preferences.Direction == direction
    assert preferences.DisplayDocTitle


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_font_is_embedded_and_of_one_family(language: str) -> None:
    found = fonts(opened(language))

    assert found
    assert all("/FontFile2" in font or "/FontFile3" in font for font in found)
    assert all("IBMPlexSansArabic" in str(font.FontName) for font in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_says_in_words_what_it_shows(language: str) -> None:
    alternatives = [str(figure.Alt) for figure in elements(opened(language), "/Figure")]

    assert alternatives == [invent_story(language).sections[1].blocks[0].alt] * 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_heads_for_its_columns_and_its_rows(language: str) -> None:
    scopes = [
        sorted(scope(cell) for cell in walk(table) if cell.S == "/TH")
        for table in elements(opened(language), "/Table")
    ]

    assert scopes == [
        ["/Column"] * 6 + ["/Row"] * 4,
        ["/Column"] * 6 + ["/Row"] * 33,
        ["/Column"] * 4 + ["/Row"] * 3,
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_of_a_table_begins_with_its_head(language: str) -> None:
    bodies = elements(opened(language), "/TBody")

    rows = [[str(cell.S) for cell in row.K] for body in bodies for row in body.K]

    assert all(row[0] == "/TH" and "/TH" not in row[1:] for row in rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_headlines_and_titles_are_bookmarks(language: str) -> None:
    story = invent_story(language)

    with opened(language).open_outline() as outline:
        titles = [item.title for item in outline.root]

    assert titles == [section.headline for section in story.sections]


@pytest.mark.parametrize("language", ["ar", "es", "fr"])
def test_all_languages_are_built_alike(language: str) -> None:
    kinds = [str(element.S) for element in elements(opened(language))]

    assert kinds == [str(element.S) for element in elements(opened("en"))]


def test_no_text_stands_outside_a_paragraph_heading_list_or_table() -> None:
    kinds = {str(element.S) for element in elements(opened("en"))}

    assert kinds == {
        *("/Document", "/Div", "/Title", "/P", "/H1", "/H2", "/Figure"),
        *("/L", "/LI", "/Lbl", "/LBody"),
        *("/Table", "/THead", "/TBody", "/TFoot", "/TR", "/TH", "/TD"),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_key_findings_and_their_marks_share_one_page(language: str) -> None:
    key, *_ = invent_story(language).sections

    assert n_pages_of(language, key) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_stands_on_one_page_with_its_chart_and_evidence(language: str) -> None:
    finding = invent_story(language).sections[2]

    assert n_pages_of(language, finding) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_longer_than_a_page_goes_on_on_the_next(language: str) -> None:
    tables = invent_story(language).sections[3]

    assert n_pages_of(language, tables) in (2, 3)


def test_the_file_was_made_on_the_date_of_the_assessment() -> None:
    docinfo = opened("en").docinfo

    assert (docinfo.CreationDate, docinfo.ModDate) == ("D:20200901120000Z",) * 2


def test_the_same_story_gives_the_same_bytes_wherever_it_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = render(invent_story("ar"))

    monkeypatch.chdir(tmp_path)
    second = render(invent_story("ar"))

    assert first == second


def test_a_letter_without_glyph_is_refused() -> None:
    story = replace(invent_story("en"), title="漢")

    with pytest.raises(typst.TypstError, match="could not be displayed"):
        render(story)


def test_a_figure_without_chart_is_refused() -> None:
    with pytest.raises(typst.TypstError, match="C01"):
        render_report(invent_story("en"), charts={}, as_of=AS_OF)


def charted(height: int) -> bytes:
    """Return the report of a section with nothing but a chart of this height in px."""
    story = invent_story("en")
    figure = replace(story.sections[1].blocks[0], aside=())
    change = replace(story.sections[1], blocks=(figure,))
    return render_report(
        replace(story, sections=(change,)),
        charts={"C01": invent_chart("Observed", height)},
        as_of=AS_OF,
    )


@pytest.mark.parametrize("height", [700, 780, 860])
def test_a_high_chart_stands_whole_under_the_head_of_its_section(height: int) -> None:
    assert len(pikepdf.open(io.BytesIO(charted(height))).pages) == 2


def test_a_chart_taller_than_a_page_is_refused() -> None:
    with pytest.raises(typst.TypstError, match="Figure C01 is taller than a page"):
        charted(1400)


def test_an_unknown_font_is_refused(tmp_path: Path) -> None:
    template = tmp_path / "page.typ"
    template.write_text('#set document(title: "A")\n#set text(font: "Unheard")\nA')

    with pytest.raises(AssertionError, match="unheard"):
        compile_template(template, inputs={}, as_of=AS_OF)


@pytest.mark.parametrize("handling", ["TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"])
def test_every_handling_mark_has_its_colour(handling: str) -> None:
    story = replace(invent_story("en"), handling=handling)

    assert render(story) != render(invent_story("en"))


def test_an_exercise_keeps_the_structure_of_a_real_assessment() -> None:
    exercise = pikepdf.open(io.BytesIO(render(invent_story("ar", is_exercise=True))))

    (document,) = exercise.Root.StructTreeRoot.K
    headings = [str(element.T) for element in walk(document) if element.S in ("/H1", "/H2")]

    assert headings == [str(element.T) for element in elements(opened("ar"), "/H1", "/H2")]


@pytest.mark.parametrize("shares", [(), (1.0,), (0.97, 0.01, 0.02), (0.5, 0.0, 0.5)])
def test_the_cover_is_one_page_whatever_its_parts(shares: tuple[float, ...]) -> None:
    story = invent_story("en")
    parts = tuple(
        replace(part, share=share) for part, share in zip(story.cover.parts, shares, strict=False)
    )

    content = render(replace(story, cover=replace(story.cover, parts=parts), sections=()))

    assert len(pikepdf.open(io.BytesIO(content)).pages) == 1


@pytest.mark.parametrize("lines", [18, 20, 24])
def test_a_sentence_that_leads_to_a_table_stands_with_it(lines: int) -> None:
    story = invent_story("en")
    table = story.sections[3].blocks[0]
    short = replace(table, rows=table.rows[:8], axis=None)
    above = Section("above", "", "Above", "", (Points("", ("One line.",) * lines),))
    below = Section("below", "", short.title, "", (Paragraph("It leads to a table."), short))

    pdf = pikepdf.open(io.BytesIO(render(replace(story, sections=(above, below)))))

    every = elements(pdf)
    (*_, head) = [place for place, element in enumerate(every) if element.S == "/H1"]
    assert len({element.Pg.objgen for element in every[head:] if "/Pg" in element}) == 1
