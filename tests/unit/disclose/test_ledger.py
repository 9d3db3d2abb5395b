from leadline.disclose.ledger import EMPTY, Entry


def test_findings_are_numbered_from_one_in_the_order_of_their_keys() -> None:
    assert EMPTY.with_findings(["b", "a", "b"]).findings == {"a": 1, "b": 2}


def test_a_finding_keeps_its_number_when_others_come_and_go() -> None:
    first = EMPTY.with_findings(["b", "d"])

    second = first.with_findings(["a", "d"])

    assert second.findings == {"b": 1, "d": 2, "a": 3}


def test_a_ledger_is_not_changed_but_followed_by_another() -> None:
    EMPTY.with_findings(["a"])

    assert EMPTY.findings == {}


def test_releases_are_numbered_in_order() -> None:
    ledger, first = EMPTY.with_release(edition="public", as_of="2021-01-01", content="x")
    ledger, second = ledger.with_release(edition="public", as_of="2021-02-01", content="y")

    assert (first, second) == (1, 2)
    assert ledger.releases == (
        Entry(1, "public", "2021-01-01", "x"),
        Entry(2, "public", "2021-02-01", "y"),
    )


def test_the_same_content_released_again_is_the_same_release() -> None:
    ledger, first = EMPTY.with_release(edition="public", as_of="2021-01-01", content="x")

    again, number = ledger.with_release(edition="public", as_of="2021-01-01", content="x")

    assert (again, number) == (ledger, first)


def test_another_edition_is_another_release() -> None:
    ledger, _ = EMPTY.with_release(edition="public", as_of="2021-01-01", content="x")

    _, number = ledger.with_release(edition="restricted", as_of="2021-01-01", content="x")

    assert number == 2
