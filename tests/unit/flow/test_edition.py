"""Where the languages of a release are rendered."""

from dataclasses import replace

import pytest
from tests.released import CHANGE, RELEASED, STATEMENT

from leadline.core.released import Released
from leadline.flow.edition import APART_FROM, rendered_apart


def release_of(n: int, **changes: object) -> Released:
    statements = tuple(
        replace(STATEMENT, subject=f"r{at}", is_region=True, withheld="") for at in range(n)
    )
    told = tuple(replace(each, **changes) for each in statements)
    return replace(RELEASED, findings=(replace(CHANGE, statements=told),))


def test_a_small_release_is_rendered_here() -> None:
    with rendered_apart(release_of(APART_FROM - 1)) as executor:
        assert executor is None


@pytest.mark.parametrize("changes", [{"withheld": "too_small"}, {"is_region": False}])
def test_what_has_no_section_of_its_own_does_not_count(changes: dict[str, object]) -> None:
    with rendered_apart(release_of(APART_FROM, **changes)) as executor:
        assert executor is None


def test_a_large_release_has_a_process_for_each_language() -> None:
    with rendered_apart(release_of(APART_FROM)) as executor:
        assert executor is not None
