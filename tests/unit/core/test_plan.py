import pytest
from tests.build import plan


@pytest.mark.parametrize("code", ["QMA", "QZZ", "QPX"])
def test_a_plan_with_a_user_assigned_code_is_an_exercise(code: str) -> None:
    assert plan("MEX", code).exercise


@pytest.mark.parametrize("code", ["MEX", "QAT", "MX-QUE", "RUS"])
def test_a_plan_with_real_members_only_is_not_an_exercise(code: str) -> None:
    assert not plan(code).exercise
