"""What an edition refuses."""

from dataclasses import asdict, replace
from pathlib import Path

import pytest
from tests.unit.publish.test_panels import several

from leadline.core.error import UsageError
from leadline.core.released import Named, digest
from leadline.flow.edition import write_edition


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
