from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from assessments.bank import load_bank
from assessments.models import Question


def run() -> str:
    out = StringIO()
    call_command("load_question_bank", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_bank_is_loaded_once() -> None:
    assert run() == "Question bank: 57 questions new or changed.\n"
    assert run() == "Question bank: 0 questions new or changed.\n"
    assert [question.code for question in Question.objects.all()] == [item.code for item in load_bank().questions]
