import pytest
from tests.build import plan, region

from leadline.core.finding import Use
from leadline.core.plan import Region
from leadline.disclose.response import responses

MEMBERS = tuple(f"QM{letter}" for letter in "ABCDEFGHIJ")
NORTH = region("north", *MEMBERS)
GIVEN = {"QMA": "series", "QMB": "series", "QMC": "totals", "QMD": "stopped", "QME": "other"}


def use(member: str, what: str, theme: str = "violence", indicator: str = "victims") -> Use:
    return Use(member, "police", theme, indicator, what)


def found(
    *uses: Use, regions: tuple[Region, ...] = (NORTH,), is_public: bool = True
) -> list[tuple[str, str, list[int]]]:
    rows = responses(uses, plan(*MEMBERS, regions=regions), is_public=is_public)
    return [(subject, theme, list(numbers.values())) for subject, theme, numbers in rows]


def test_members_are_counted_by_what_they_gave_and_those_that_gave_nothing() -> None:
    uses = [use(member, what) for member, what in GIVEN.items()]

    assert found(*uses) == [("north", "violence", [10, 2, 1, 1, 1, 5])]


def test_a_member_counts_once_under_the_best_that_it_gave() -> None:
    uses = [use("QMA", "other"), use("QMA", "series", indicator="other"), use("QMA", "stopped")]

    assert found(*uses, is_public=False) == [("north", "violence", [10, 1, 0, 0, 0, 9])]


def test_themes_stand_in_order_and_those_without_any_contribution_not_at_all() -> None:
    uses = [use("QMA", "series"), use("QMB", "series", theme="helpline")]

    assert [theme for _, theme, _ in found(*uses)] == ["helpline", "violence"]


FEW = region("few", *MEMBERS[:4])
MOST = region("most", *MEMBERS[:8])
HALF = region("half", *MEMBERS[:5])
REST = region("rest", *MEMBERS[5:])
WIDE = region("wide", *MEMBERS, "QMK", "QML")
ACROSS = region("across", "QMA", *MEMBERS[5:])


@pytest.mark.parametrize(
    ("regions", "public"),
    [
        ((FEW,), []),
        ((NORTH, MOST), ["north"]),
        ((MOST, NORTH), ["most"]),
        ((NORTH, HALF, REST), ["north", "half", "rest"]),
        ((HALF, MOST), ["half"]),
        ((WIDE, HALF, REST), ["wide", "half"]),
        ((HALF, ACROSS), ["half"]),
    ],
    ids=[
        "few members",
        "two that are left",
        "two that are added",
        "halves",
        "three that are left",
        "two that two regions leave",
        "overlapping halves",
    ],
)
def test_a_public_edition_leaves_out_regions_that_would_name_a_few_members(
    regions: tuple[Region, ...], public: list[str]
) -> None:
    uses = [use("QMA", "series"), use("QMF", "stopped")]

    assert [subject for subject, _, _ in found(*uses, regions=regions)] == public
    assert [row[0] for row in found(*uses, regions=regions, is_public=False)] == [
        region.id for region in regions
    ]


@pytest.mark.parametrize(
    ("n_series", "others", "shown"),
    [
        (10, [], [10, 10, 0, 0, 0, 0]),
        (9, ["stopped"], [10, 9]),
        (6, ["stopped", "totals", "other"], [10, 6]),
        (5, ["stopped"] * 5, [10, 5]),
        (5, [], [10, 5]),
        (0, ["totals"] * 10, [10, 0]),
        (5, ["totals"] * 4, [10, 5]),
        (2, ["totals"] * 2 + ["stopped"], [10, 2]),
        (3, ["totals", "stopped", "other"], [10, 3, 1, 1, 1, 4]),
    ],
    ids=[
        "all of them",
        "one left",
        "few left",
        "all others stopped",
        "all others silent",
        "nobody gave a series",
        "one left beside two totals",
        "all but one alike",
        "several left, not alike",
    ],
)
def test_what_others_gave_is_public_only_where_elimination_does_not_name_them(
    n_series: int, others: list[str], shown: list[int]
) -> None:
    given = zip(MEMBERS, ["series"] * n_series + others, strict=False)
    uses = [use(member, what) for member, what in given]

    assert [numbers for _, _, numbers in found(*uses)] == [shown]
    assert [len(numbers) for _, _, numbers in found(*uses, is_public=False)] == [6]


def test_what_two_regions_leave_of_each_other_names_nobody_either() -> None:
    """Five of ten gave nothing: the numbers of the other half would say which."""
    given = ["totals", "totals", "stopped", "stopped", "other"]
    uses = [use(member, what) for member, what in zip(MEMBERS, given, strict=False)]

    assert found(*uses, regions=(NORTH, HALF)) == [
        ("north", "violence", [10, 0, 2, 2, 1, 5]),
        ("half", "violence", [5, 0]),
    ]
