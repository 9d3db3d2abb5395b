"""Where the languages of a release are rendered, and what an edition refuses."""

from dataclasses import asdict, replace
from pathlib import Path

import pytest
from tests.released import CHANGE, RELEASED, STATEMENT
from tests.unit.publish.test_panels import several

from leadline.core.error import UsageError
from leadline.core.released import Named, Released, digest
from leadline.flow.edition import APART_FROM, rendered_apart, write_edition


def test_names_that_no_page_holds_are_refused_with_what_to_do(tmp_path: Path) -> None:
    long = Named("police", {"en": "a national bureau " * 200}, type="law_enforcement")
    sources = (long, replace(long, id="x"))
    changed = replace(
        several(2).released, languages=("en",), sources=sources, figures=(), placebos=()
    )
    sealed = replace(changed, seal=digest(asdict(changed)))

    with pytest.raises(UsageError, match="figure C01 is taller than a page") as refused:
        write_edition(sealed, tmp_path / "out")

    assert "Shorten the names" in refused.value.next_step
    assert not (tmp_path / "out").exists()


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
