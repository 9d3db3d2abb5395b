from leadline.core.population import Population, PopulationRow


def ages(
    age_from: int, age_to: int, people: int, *, member: str = "QMA", year: int = 2020
) -> PopulationRow:
    return PopulationRow(member, year, age_from, age_to, people, "census")


def test_children_are_the_sum_of_ages_0_to_17() -> None:
    population = Population((ages(10, 17, 300), ages(0, 4, 100), ages(5, 9, 200)))

    assert population.children("QMA", 2020) == 600


def test_adults_are_not_counted_as_children() -> None:
    population = Population((ages(0, 17, 600), ages(18, 99, 5000)))

    assert population.children("QMA", 2020) == 600


def test_rows_of_other_members_and_years_do_not_count() -> None:
    population = Population(
        (ages(0, 17, 600), ages(0, 17, 7, member="QMB"), ages(0, 17, 8, year=2019))
    )

    assert population.children("QMA", 2020) == 600


def test_a_gap_in_the_ages_leaves_children_not_known() -> None:
    assert Population((ages(0, 4, 100), ages(6, 17, 500))).children("QMA", 2020) is None


def test_ages_that_overlap_leave_children_not_known() -> None:
    assert Population((ages(0, 10, 100), ages(10, 17, 500))).children("QMA", 2020) is None


def test_a_row_that_goes_beyond_childhood_leaves_children_not_known() -> None:
    assert Population((ages(0, 14, 100), ages(15, 19, 500))).children("QMA", 2020) is None


def test_ages_that_end_too_early_leave_children_not_known() -> None:
    assert Population((ages(0, 14, 100),)).children("QMA", 2020) is None


def test_without_rows_children_are_not_known() -> None:
    assert Population(()).children("QMA", 2020) is None
