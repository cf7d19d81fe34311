"""The bank, loaded."""

from __future__ import annotations

import pytest

from assessments.services.questions import load_bank_into_database


@pytest.fixture
def bank(db: None) -> None:
    load_bank_into_database()
