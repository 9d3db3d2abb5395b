import json
from dataclasses import replace

from tests.unit.publish.report_story import invent_chart, invent_story

from leadline.publish.report import inputs, mark_row_heads


def test_the_first_cell_of_a_table_row_becomes_the_head_of_its_row() -> None:
    cell = b"<</Type/StructElem/S/TD/P 7 0 R/A[<</O/Table/Headers[(U1x0y0)]>>]/K[3]>>"

    marked = mark_row_heads(cell)

    assert marked.replace(b" ", b"") == (
        b"<</Type/StructElem/S/TH/P70R/A[<</O/Table/Scope/Row>>]/K[3]>>"
    )


def test_marking_row_heads_moves_no_byte_of_the_file() -> None:
    cell = b"<</Type/StructElem/S/TD/P 112 0 R/A[<</O/Table/Headers[(U12x0y0)]>>]/K[3]>>"

    marked = mark_row_heads(cell)

    assert len(marked) == len(cell)


def test_the_other_cells_of_a_row_stay_data() -> None:
    cells = (
        b"<</Type/StructElem/S/TD/P 7 0 R/A[<</O/Table/Headers[(U1x1y0)]>>]/K[3]>>"
        b"<</Type/StructElem/S/TD/P 7 0 R/A[<</O/Table/Headers[(U1x0y0)(U1x1y0)]>>]/K[3]>>"
    )

    marked = mark_row_heads(cells)

    assert marked == cells


def test_each_block_tells_the_template_its_kind() -> None:
    story = invent_story("en")

    sections = json.loads(inputs(story, charts={})["story"])["sections"]

    assert [block["block"] for block in sections[1]["blocks"]] == [
        "figure",
        "paragraph",
        "paragraph",
    ]


def test_a_language_tag_is_split_into_language_and_region() -> None:
    story = replace(invent_story("es"), language="es-MX")

    given = inputs(story, charts={})

    assert (given["lang"], given["region"]) == ("es", "MX")


def test_charts_come_in_one_order_whatever_the_order_in_which_they_were_made() -> None:
    story = invent_story("en")
    first, second = invent_chart("first"), invent_chart("second")

    one_way = inputs(story, charts={"C01": first, "C02": second})
    other_way = inputs(story, charts={"C02": second, "C01": first})

    assert one_way == other_way
