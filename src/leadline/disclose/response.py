"""How many members of each region contributed what to a theme, and never which of them.

In a public edition a small region, or two regions that a few members tell apart, would name
them: such a region is left out. Members with findings of their own are known to have given a
series; where few others are left, or all others gave the same, what they gave is not said.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from leadline.core.finding import Use
from leadline.core.plan import Plan, Region

# Each member is counted once, under the first that it gave.
USES = ("series", "totals", "stopped", "other")
NOTHING = "nothing"
Row = tuple[str, str, Mapping[str, int]]


def responses(uses: Iterable[Use], plan: Plan, *, is_public: bool) -> tuple[Row, ...]:
    """Return region, theme and numbers, for themes to which any member contributed."""
    best: dict[str, dict[str, str]] = {}
    for use in sorted(uses, key=lambda use: USES.index(use.use)):
        best.setdefault(use.theme, {}).setdefault(use.member, use.use)
    least = plan.disclosure.threshold if is_public else 0
    return tuple(
        (region.id, theme, _thinned(_numbers(region, best[theme]), least))
        for theme in sorted(best)
        for region in _open(plan.regions, least)
    )


def response_key(theme: str) -> str:
    """Return the ledger key of the responses to a theme."""
    return f"6|response|{theme}"


def _numbers(region: Region, given: Mapping[str, str]) -> Mapping[str, int]:
    found = [given.get(member, NOTHING) for member in region.members]
    return {"members": len(found), **{use: found.count(use) for use in (*USES, NOTHING)}}


def _thinned(numbers: Mapping[str, int], least: int) -> Mapping[str, int]:
    """Return numbers without what would say it of members that elimination names."""
    rest = numbers["members"] - numbers["series"]
    alike = max(numbers[use] for use in (*USES[1:], NOTHING))
    if least and rest and (rest < least or alike == rest):
        return {name: numbers[name] for name in ("members", "series")}
    return numbers


def _open(regions: Sequence[Region], least: int) -> Sequence[Region]:
    """Return the regions, in the order declared, that no few members tell apart."""
    found: list[Region] = []
    for region in regions:
        own = set(region.members)
        if len(own) >= least and all(_are_apart(own, other, least) for other in _members(found)):
            found.append(region)
    return found


def _members(regions: Iterable[Region]) -> Iterator[set[str]]:
    yield from (set(region.members) for region in regions)


def _are_apart(one: Collection[str], other: Collection[str], least: int) -> bool:
    sides = len(set(one) - set(other)), len(set(other) - set(one))
    return all(side == 0 or side >= least for side in sides)
