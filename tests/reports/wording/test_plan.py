from __future__ import annotations

from assessments.models import ActionStateChoice
from reports.wording.plan import action_state_name


def test_files_name_states_as_pages_do() -> None:
    names = {state: str(label) for state, label in ActionStateChoice.choices}
    assert {state: action_state_name(state) for state in names} == names
