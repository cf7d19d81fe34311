from __future__ import annotations

import pytest

from assessments.scales import estimated_minutes


@pytest.mark.parametrize(
    ("questions", "guesses", "texts", "minutes"),
    [(11, 10, 1, 4), (9, 0, 0, 2), (6, 0, 0, 1), (7, 0, 0, 2), (1, 0, 0, 1), (0, 0, 1, 1), (56, 9, 1, 11)],
)
def test_estimated_minutes_are_rounded_up(questions: int, guesses: int, texts: int, minutes: int) -> None:
    assert estimated_minutes(questions=questions, guesses=guesses, texts=texts) == minutes
