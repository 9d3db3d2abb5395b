import json
from dataclasses import fields
from typing import Any

import pytest
from tests.released import INTERVAL, MEASURE, PLACEBO, RELEASED, RESPONSE

from leadline.core.error import SchemaUnknown, SealBroken, Unreadable
from leadline.core.released import SCHEMA, Estimate, Released, digest, read, write
from leadline.core.trace import NumberId

CONTENT = write(RELEASED)


def changed(**values: Any) -> bytes:
    return json.dumps(json.loads(CONTENT) | values).encode()


def resealed(**values: Any) -> bytes:
    content = json.loads(changed(**values))
    return json.dumps(content | {"seal": digest(content)}).encode()


def test_what_is_written_reads_back_the_same() -> None:
    assert read(CONTENT) == RELEASED


def test_what_is_read_writes_the_same_bytes() -> None:
    assert write(read(CONTENT)) == CONTENT


def test_a_file_ends_in_one_line_feed_and_keeps_every_script_readable() -> None:
    assert CONTENT.endswith(b"}\n")
    assert b"\r" not in CONTENT
    assert "تقييم".encode() in CONTENT


def test_fields_stand_in_the_order_of_the_schema() -> None:
    assert list(json.loads(CONTENT)) == [field.name for field in fields(Released)]


def test_without_an_aftermath_the_interval_after_is_empty() -> None:
    assert json.loads(CONTENT)["after"] is None
    assert read(CONTENT).after is None


def test_an_interval_after_is_read() -> None:
    after = {"first": INTERVAL.first, "last": INTERVAL.last}

    assert read(resealed(after=after)).after == INTERVAL


def test_spaces_and_order_of_keys_do_not_break_the_seal() -> None:
    reordered = json.dumps(json.loads(CONTENT), sort_keys=True, indent=4).encode()

    assert read(reordered) == RELEASED


@pytest.mark.parametrize(
    "values",
    [
        {"title": {"en": "Another"}},
        {"edition": "restricted"},
        {"findings": []},
        {"seal": "0" * 64},
        {"seal": None},
        {"one_more": 1},
    ],
)
def test_a_changed_file_breaks_its_seal(values: dict[str, Any]) -> None:
    with pytest.raises(SealBroken, match="changed after its release"):
        read(changed(**values))


def test_a_file_from_before_claims_were_looked_at_together_is_read() -> None:
    content = json.loads(CONTENT)
    del content["selections"]

    earlier = read(json.dumps(content | {"seal": digest(content)}).encode())

    assert earlier.selections == ()
    assert earlier.findings == RELEASED.findings


def test_an_interval_as_stated_is_the_wider_one_where_there_is_one() -> None:
    plain = {"lower": -0.4, "upper": -0.2}
    wider = {"lower_adjusted": -0.5, "upper_adjusted": -0.1}

    assert Estimate("2020", plain, "fell").interval == (-0.4, -0.2)
    assert Estimate("2020", plain | wider, "fell").interval == (-0.5, -0.1)


@pytest.mark.parametrize("schema", ["leadline/released/2", "leadline/ledger/1", "", None, 1])
def test_another_schema_is_not_read(schema: object) -> None:
    with pytest.raises(SchemaUnknown, match=SCHEMA):
        read(changed(schema=schema))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"schema": "leadline/released/1", "title": "\\ud800"}',
        CONTENT[: len(CONTENT) // 2],
        CONTENT[:-3],
        CONTENT + CONTENT,
    ],
    ids=range(12),
)
def test_what_is_no_released_assessment_is_unreadable(content: bytes) -> None:
    with pytest.raises(Unreadable, match=r"in\.json is not a released assessment"):
        read(content, name="in.json")


@pytest.mark.parametrize(
    "values",
    [
        {"findings": [{}]},
        {"release": {"number": 1}},
        {"window": None},
        {"members": 3},
        {"title": "text"},
        {"languages": None},
    ],
)
def test_a_sealed_file_without_its_fields_is_unreadable(values: dict[str, Any]) -> None:
    with pytest.raises(Unreadable, match="lacks fields"):
        read(resealed(**values))


def test_an_error_says_how_to_go_on() -> None:
    with pytest.raises(SealBroken) as caught:
        read(changed(id="other"))

    assert "leadline assess" in caught.value.next_step


def test_a_finding_is_found_by_its_id() -> None:
    assert RELEASED.finding("F02").kind == "aftermath"


def test_a_finding_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        RELEASED.finding("F99")


def test_every_number_has_an_id_that_parses_back() -> None:
    ids = [number for number, _ in RELEASED.numbers()]

    assert [NumberId.parse(number).suffix for number in ids]
    assert len(set(ids)) == len(ids)


def test_numbers_come_from_all_that_prints_some() -> None:
    assert dict(RELEASED.numbers()) == {
        "F01.QMA.20200301_20201231.observed": 70,
        "F01.QMA.20200301_20201231.mid": -0.3,
        "F01.QMA.202003.observed": 20,
        "F02.QMA.20210101_20211231.observed": 100,
        "F03.fig1.undated.mid": -0.2,
        f"F04.{MEASURE.subject}.20200301_20200630.observed": 4,
        f"F05.{PLACEBO.subject}.20190301_20191231.share": 0.95,
        "F06.members.20200301_20201231.claims": 40,
        "F06.members.20200301_20201231.stated": 8,
        "F06.members.20200301_20201231.share": 0.05,
        "F06.members.20200301_20201231.level": 0.99,
        **{f"F07.north.20200301_20201231.{name}": n for name, n in RESPONSE.numbers.items()},
    }
