"""How many members of each region contributed what to a theme, and never which of them.

In a public edition a small region, or regions that tell a few members apart, would name them:
such a region is left out. Members with findings of their own are known to have given a series
or two totals; where few others are left, in a region or in what others leave of it, or all of
them gave the same, what they gave is not said. Nor is it where all but one did: that one knows.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from leadline.core.finding import Use
from leadline.core.plan import Plan, Region

# Each member is counted once, under the first that it gave.
USES = ("series", "totals", "stopped", "other")
NOTHING = "nothing"
# A member that gave the first is named where it has a finding; then one that gave the second.
_NAMED = (("series",), ("series", "totals"))
Row = tuple[str, str, Mapping[str, int]]


def responses(uses: Iterable[Use], plan: Plan, *, is_public: bool) -> tuple[Row, ...]:
    """Return region, theme and numbers, for themes to which any member contributed."""
    best: dict[str, dict[str, str]] = {}
    for use in sorted(uses, key=lambda use: USES.index(use.use)):
        best.setdefault(use.theme, {}).setdefault(use.member, use.use)
    least = plan.disclosure.threshold if is_public else 0
    regions = _open(plan.regions, least)
    return tuple(row for theme in sorted(best) for row in _rows(theme, regions, best[theme], least))


def response_key(theme: str) -> str:
    """Return the ledger key of the responses to a theme."""
    return f"6|response|{theme}"


def _rows(
    theme: str, regions: Sequence[Region], given: Mapping[str, str], least: int
) -> Iterator[Row]:
    """Yield each region with its numbers, those alone that name nobody beside the rows before."""
    told: list[Region] = []
    for region in regions:
        numbers = _numbers(region.members, given)
        together = [*told, region]
        if least and any(_names(_numbers(own, given), least) for own in _apart(together)):
            yield region.id, theme, {name: numbers[name] for name in ("members", "series")}
        else:
            told = together
            yield region.id, theme, numbers


def _numbers(members: Collection[str], given: Mapping[str, str]) -> Mapping[str, int]:
    found = [given.get(member, NOTHING) for member in members]
    return {"members": len(found), **{use: found.count(use) for use in (*USES, NOTHING)}}


def _names(numbers: Mapping[str, int], least: int) -> bool:
    """Whether elimination would tell of known members what they gave."""
    for named in _NAMED:
        rest = numbers["members"] - sum(numbers[use] for use in named)
        alike = max(numbers[use] for use in (*USES, NOTHING) if use not in named)
        if rest and (rest < least or alike >= rest - 1):
            return True
    return False


def _open(regions: Sequence[Region], least: int) -> Sequence[Region]:
    """Return the regions, in the order declared, that no few members tell apart."""
    if not least:
        return regions
    found: list[Region] = []
    for region in regions:
        together = [*found, region]
        if _are_nested(together) and all(not own or len(own) >= least for own in _apart(together)):
            found = together
    return found


def _are_nested(regions: Sequence[Region]) -> bool:
    """Whether any two are apart or one within the other: else more than remainders follows."""
    panels = [frozenset(region.members) for region in regions]
    return all(a <= b or b <= a or not a & b for a, b in combinations(panels, 2))


def _apart(regions: Sequence[Region]) -> Iterator[set[str]]:
    """Yield of each region the members that lie in none of those within it."""
    panels = [frozenset(region.members) for region in regions]
    for whole in panels:
        yield set(whole).difference(*(panel for panel in panels if panel < whole))
