"""Laws of release: nothing hidden comes back, nothing changed passes, nothing hidden speaks."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.build import (
    KEY,
    assessment,
    comparable,
    estimate,
    figure,
    finding,
    key,
    plan,
    region,
    setting,
    statement,
)
from tests.released import RELEASED

from leadline.assess.change import assess_aftermath, assess_change
from leadline.core.error import SchemaUnknown, SealBroken, Unreadable
from leadline.core.finding import Assessment, Comparison
from leadline.core.period import parse_period
from leadline.core.plan import Region
from leadline.core.released import Finding, Released, Statement, read, write
from leadline.core.trace import NumberId
from leadline.disclose.ledger import EMPTY
from leadline.disclose.mint import Mint
from leadline.disclose.release import PUBLIC, RESTRICTED, Terms, release

MEMBERS = ("QMA", "QMB", "QMC", "QMD")
REGIONS = (region("north", *MEMBERS[:3]), region("south", *MEMBERS[1:]))
SMALL = {1.0, 2.0, 3.0, 4.0}
WINDOW = "2020-03-01/2020-12-31"
CONTENT = json.loads(write(RELEASED))

N_MONTHS = 11


def years(content: bytes) -> list[list[int]]:
    """Counts of each member by month: half of them small, the worst that such tables can be."""
    counts = [byte % 7 if byte < 128 else 5 + byte % 36 for byte in content]
    return [counts[i : i + N_MONTHS] for i in range(0, len(counts), N_MONTHS)]


SIZE = N_MONTHS * len(MEMBERS)
YEARS = st.binary(min_size=SIZE, max_size=SIZE).map(years)
EDITIONS = st.sampled_from([PUBLIC, RESTRICTED])


def released_from(counts: list[list[int]], *, edition: str = PUBLIC, base: int = 1) -> Released:
    """Release eleven months of four members, window March to August; base 1: exact."""
    observed = {key(name): list(map(float, row)) for name, row in zip(MEMBERS, counts, strict=True)}
    pair = comparable(observed, expected=(30, 31, 32), window=(2, 8))
    asked = setting(*REGIONS, compared=["2020-04-01/2020-05-31"])
    found = Assessment(
        (*assess_change(pair, asked), *assess_aftermath(pair, asked)), (), (), (), ()
    )
    declared = plan(*MEMBERS, regions=REGIONS, round_to=base)
    return release(
        found, declared, terms=Terms(edition, KEY, {}), ledger=EMPTY, after=pair.span(pair.after)
    )[0]


def observed(of: Statement) -> dict[str, float]:
    return {e.period: e.numbers["observed"] for e in (*of.totals, *of.path)}


def spans(of: Statement) -> list[tuple[int, int, float]]:
    """First and last day and count of every total of a statement."""
    periods = ((parse_period(name), value) for name, value in observed(of).items())
    return [(p.first.toordinal(), p.last.toordinal(), value) for p, value in periods]


def enclosed(of: Statement) -> set[float]:
    """What totals give by subtraction: of a part at one of their ends, of all their quarters."""
    quarters = [total.numbers["observed"] for total in of.totals if "Q" in total.period]
    rests = {total.numbers["observed"] - sum(quarters) for total in of.totals[:1] if quarters}
    return rests | {
        outer[2] - inner[2]
        for outer in spans(of)
        for inner in spans(of)
        if outer[0] <= inner[0] and inner[1] <= outer[1]
        if outer[0] == inner[0] or outer[1] == inner[1]
    }


def left(place: Region, found: Finding) -> set[float]:
    """What a region's counts give by subtraction of all its members that are shown."""
    by_subject = {each.subject: observed(each) for each in found.statements}
    shown = [by_subject[name] for name in place.members if name in by_subject]
    return {
        value - sum(each[period] for each in shown)
        for period, value in by_subject.get(place.id, {}).items()
        if shown and all(period in each for each in shown)
    }


def members_shown(found: Finding) -> set[str]:
    return {each.subject for each in found.statements if not each.is_region}


@given(YEARS, EDITIONS)
def test_no_small_count_is_released_or_follows_from_what_encloses_it(
    counts: list[list[int]], edition: str
) -> None:
    released = released_from(counts, edition=edition)

    for found in released.findings:
        for each in found.statements:
            assert not SMALL & set(observed(each).values())
            assert not SMALL & enclosed(each)


@given(YEARS)
def test_in_public_members_are_large_and_what_is_left_of_a_region_is_large_and_of_several(
    counts: list[list[int]],
) -> None:
    released = released_from(counts)

    change, aftermath = released.findings
    truth = dict(zip(MEMBERS, counts, strict=True))
    assert members_shown(change) == members_shown(aftermath)
    assert [name for name in members_shown(change) if min(truth[name]) < 5] == []
    for place in REGIONS:
        assert len(set(place.members) - members_shown(change)) != 1
        assert not SMALL & (left(place, change) | left(place, aftermath))


@given(YEARS, EDITIONS)
def test_a_release_reads_back_and_one_id_or_cell_has_one_number(
    counts: list[list[int]], edition: str
) -> None:
    released = released_from(counts, edition=edition, base=5)

    assert read(write(released)) == released
    ids = [number for number, _ in released.numbers()]
    assert len(set(ids)) == len(ids)
    known = {each.id for each in released.findings} | {s.finding for s in released.selections}
    assert {NumberId.parse(number).finding for number in ids} <= known
    printed = {
        (each.subject, period, value)
        for found in released.findings
        for each in found.statements
        for period, value in observed(each).items()
    }
    assert len(printed) == len({(subject, period) for subject, period, _ in printed})


HIDDEN = st.lists(st.integers(0, 4), min_size=2, max_size=2)


@given(HIDDEN, HIDDEN)
def test_hidden_counts_do_not_speak_in_the_public_edition(one: list[int], other: list[int]) -> None:
    def made(hidden: list[int]) -> Released:
        small = [
            statement(name, [estimate(WINDOW, value)])
            for name, value in zip(("QMB", "QMC"), hidden, strict=True)
        ]
        north = statement("north", [estimate(WINDOW, 60)], members=MEMBERS[:3])
        asked = finding(north, *small)
        beside = Comparison(figure(-0.3), "agree" if hidden[0] else "differ", "", asked.key, "QMB")
        given = replace(assessment(asked), comparisons=(beside,))
        declared = plan(*MEMBERS, regions=REGIONS)
        return release(given, declared, terms=Terms(PUBLIC, KEY, {}), ledger=EMPTY, after=None)[0]

    assert made(one) == made(other)


TABLES = st.tuples(st.integers(0, 60), st.integers(60, 90), st.integers(90, 200))
FIVES = st.integers(1, 20).map(lambda n: 5 * n)
# What rounding to five cannot tell apart: an observed count, and bounds and middle expected.
OFFSETS = st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(-2, 2), st.integers(-4, 0))


def minted(count: int, table: tuple[int, int, int]) -> Statement:
    asked = finding(statement("north", [estimate(WINDOW, count, table)], members=MEMBERS))
    (found,) = Mint(EMPTY.with_findings([asked.key]), KEY, 5).finding(asked).statements
    return found


@given(FIVES, FIVES, OFFSETS, OFFSETS)
def test_equal_released_numbers_make_equal_sentences(
    count: int, lower: int, one: tuple[int, ...], other: tuple[int, ...]
) -> None:
    first, second = (
        minted(count + by[0], (lower + by[1], lower + 20 + by[2], lower + 40 + by[3]))
        for by in (one, other)
    )
    assume(first.totals[0].numbers["observed"] == second.totals[0].numbers["observed"])

    assert first == second


@given(st.integers(0, 300), TABLES)
def test_what_fell_or_rose_is_very_likely_and_what_is_unclear_is_not(
    count: int, table: tuple[int, int, int]
) -> None:
    found = minted(count, table)

    clear = found.totals[0].direction in ("fell", "rose")
    assert clear == (found.likelihood == "very_likely")


COUNTS = st.lists(st.integers(5, 200), min_size=1, max_size=8)


@given(COUNTS, TABLES, st.sampled_from([1, 5]))
def test_a_change_is_stated_just_where_its_printed_interval_leaves_out_zero(
    counts: list[int], table: tuple[int, int, int], base: int
) -> None:
    names = [f"QM{place}" for place in range(len(counts))]
    asked = finding(
        *(
            statement(name, [estimate(WINDOW, count, table)])
            for name, count in zip(names, counts, strict=True)
        )
    )
    terms = Terms(RESTRICTED, KEY, {})
    declared = plan(*names, round_to=base)
    found, _ = release(assessment(asked), declared, terms=terms, ledger=EMPTY, after=None)

    (selection,) = found.selections
    totals = [each.totals[0] for each in found.findings[0].statements]
    stated = [total for total in totals if total.direction != "unclear"]
    share = 1 - selection.numbers["level"]
    assert len(stated) == selection.numbers["stated"]
    for total in totals:
        assert (total in stated) == (total.numbers["tail"] <= share + 1e-9 and bool(stated))
    for total in stated:
        lower, upper = total.interval if "lower" in total.numbers else (0.1, 0.1)
        assert (total.direction == "fell") == (upper < 0)
        assert (total.direction == "rose") == (lower > 0)


def leaves(content: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(content, dict | list):
        items = content.items() if isinstance(content, dict) else enumerate(content)
        for name, value in items:
            yield from leaves(value, (*at, name))
    else:
        yield at


def flipped(value: Any) -> Any:
    """Another value that prints as differently as may be."""
    if isinstance(value, bool) or value is None:
        return value is None or not value
    return value + 1 if isinstance(value, int | float) else value + "x"


@pytest.mark.parametrize("at", tuple(leaves(CONTENT)), ids=lambda at: ".".join(map(str, at)))
def test_one_changed_value_breaks_the_seal(at: tuple[Any, ...]) -> None:
    content = json.loads(write(RELEASED))
    place = content
    for name in at[:-1]:
        place = place[name]
    place[at[-1]] = flipped(place[at[-1]])

    with pytest.raises((SealBroken, SchemaUnknown)):
        read(json.dumps(content).encode())


@given(st.data())
def test_one_changed_byte_never_passes_unseen(data: st.DataObject) -> None:
    content = bytearray(write(RELEASED))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] = data.draw(st.integers(32, 126).filter(lambda byte: byte != content[at]))

    try:
        found = read(bytes(content))
    except Unreadable:
        return
    assert found == RELEASED
