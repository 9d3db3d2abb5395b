"""Who sends what: codes, bodies, forms, and that every indicator is counted by somebody."""

import tomllib
from importlib.resources import files

import pytest

from leadline.core.plan import is_fictional
from leadline.flow.exercise.sender import TOTALS, Sender, draw_senders, member_codes
from leadline.flow.exercise.trait import Body, read_bodies
from leadline.intake.codelist import read_codelists, read_units

LISTS = read_codelists()
BODIES = read_bodies(LISTS)
TRAITS = tomllib.loads(
    (files("leadline") / "flow" / "exercise" / "traits.toml").read_text(encoding="utf-8")
)
CODES = member_codes(120)


@pytest.fixture(scope="module")
def senders() -> tuple[Sender, ...]:
    return draw_senders(BODIES, CODES, answering=100, seed=1)


def test_all_codes_are_those_of_exercises() -> None:
    every = member_codes(364)

    assert (every[0], every[-1], len(set(every))) == ("QMA", "QZZ", 364)
    assert all(map(is_fictional, every))


def test_every_indicator_of_the_codelists_is_counted_by_one_body() -> None:
    counted = [pair for body in BODIES for pair in body.indicators]

    assert sorted(counted) == sorted((row.theme, row.code) for row in LISTS.indicators)


def test_traits_name_only_what_the_codelists_have() -> None:
    named = TRAITS["theme"]

    assert set(named) <= set(LISTS.themes)
    assert set(TRAITS["channel"]) <= LISTS.channels
    assert {body.type for body in BODIES} <= LISTS.source_types
    assert {row.unit for row in LISTS.indicators} <= read_units()


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.id)
def test_a_body_and_its_network_have_names_in_four_languages(body: Body) -> None:
    assert set(body.names) == set(body.network) == {"ar", "en", "es", "fr"}
    assert all("{code}" in text for text in body.names.values())


def test_shares_of_channels_add_up() -> None:
    column = [c for body in BODIES for c in body.columns if c.indicator == "allegations_received"]

    assert len(column) == 5
    assert sum(c.stream.level for c in column) == pytest.approx(90.0)


def test_weights_of_a_dose_add_up() -> None:
    sums = [sum(c.stream.weights) for body in BODIES for c in body.columns]

    assert sums == pytest.approx([1.0] * len(sums))


def test_as_many_members_answer_as_asked(senders: tuple[Sender, ...]) -> None:
    assert len({sender.member for sender in senders}) == 100


def test_forms_of_every_kind_are_sent(senders: tuple[Sender, ...]) -> None:
    alone = [sender for sender in senders if not sender.is_networked]

    assert {"report", "occurrence", "quarter", "totals", "week"} <= {s.form for s in alone}
    assert {s.language for s in alone if s.is_foreign} == {"ar", "en", "es", "fr"}
    assert any(s.is_masked for s in alone)


def test_who_counts_only_stocks_sends_no_totals(senders: tuple[Sender, ...]) -> None:
    kinds = [{s.body.columns[at].kind for at in s.columns} for s in senders if s.form == TOTALS]

    assert kinds
    assert all("flow" in found for found in kinds)


def test_a_source_sends_once_for_a_member(senders: tuple[Sender, ...]) -> None:
    pairs = [(sender.source, sender.member) for sender in senders]

    assert len(set(pairs)) == len(pairs)
