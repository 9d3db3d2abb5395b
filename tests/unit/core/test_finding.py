import pytest
from tests.build import FORUMS, finding

from leadline.core.finding import Finding, Kind

CHANGE = finding()


def test_findings_sort_by_kind_first() -> None:
    kinds = [finding(kind=kind) for kind in (Kind.COMPARISON, Kind.CHANGE, Kind.AFTERMATH)]

    in_order = sorted(kinds, key=lambda each: each.key)

    assert [each.kind for each in in_order] == [Kind.CHANGE, Kind.AFTERMATH, Kind.COMPARISON]


@pytest.mark.parametrize(
    "other",
    [
        finding(kind=Kind.AFTERMATH),
        finding(indicator=FORUMS),
        finding(source="hotline"),
        finding(channel="phone"),
        finding(frequency="week"),
    ],
)
def test_findings_on_different_questions_have_different_keys(other: Finding) -> None:
    assert other.key != CHANGE.key
