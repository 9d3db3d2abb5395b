"""Every link between pages leads somewhere, and every page is reached from the map."""

from pathlib import Path

import pytest
from tests.docs.prose import PAGES, ROOT, anchors, links, name_of

MAP = ROOT / "docs" / "index.md"


def broken(page: Path) -> list[str]:
    """Return the links of a page that lead nowhere."""
    return [link for link in links(page) if not _leads_somewhere(page, link)]


def _leads_somewhere(page: Path, link: str) -> bool:
    place, _, anchor = link.partition("#")
    target = (page.parent / place).resolve() if place else page
    if not target.exists():
        return False
    return not anchor or anchor in anchors(target)


def reached_from(start: Path) -> set[Path]:
    """Return the pages that links lead to, from one on."""
    seen: set[Path] = set()
    ahead = [start]
    while ahead:
        page = ahead.pop()
        if page in seen:
            continue
        seen.add(page)
        targets = ((page.parent / link.partition("#")[0]).resolve() for link in links(page))
        for target in targets:
            ahead += sorted(target.glob("*.md")) if target.is_dir() else []
            ahead += [target] if target.suffix == ".md" and target.is_file() else []
    return seen


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    assert broken(page) == []


def test_every_page_of_the_docs_is_reached_from_the_map() -> None:
    pages = {page for page in PAGES if page.is_relative_to(ROOT / "docs")}

    assert sorted(map(name_of, pages - reached_from(MAP))) == []


def test_a_link_to_no_file_and_one_to_no_heading_are_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# One head\n[a](#one-head) [b](#other) [c](no.md) [d](page.md#one-head)\n")

    assert broken(page) == ["#other", "no.md"]
