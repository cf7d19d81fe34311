"""docs/import.md against the code."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

from assessments.bank import load_bank
from assessments.importing import CUSTOM_LABELS, ImportedRound, parse
from assessments.scales import DONT_KNOW, NOT_APPLICABLE

DOCUMENT = Path(settings.BASE_DIR, "docs", "import.md").read_text("utf-8")


def test_example_of_the_document_is_read() -> None:
    (example,) = re.findall(r"```csv\n(.*?)```", DOCUMENT, re.DOTALL)
    parsed = parse(example.encode(), {item.code: item for item in load_bank().questions})
    assert isinstance(parsed, ImportedRound)
    assert [item.code for item in parsed.items] == ["S1", "S6", "Do we share one calendar?", "O3"]
    assert [response.own for response in parsed.responses] == [
        (2, NOT_APPLICABLE, 4, None),
        (DONT_KNOW, 3, 5, None),
        (4, 2, None, None),
        (None, None, None, None),
    ]
    assert [response.comments for response in parsed.responses][:2] == [
        ((0, "They came along once."),),
        ((3, "Who decides what a lead is?"),),
    ]


def test_document_names_the_answers_of_custom_questions() -> None:
    assert ", ".join(CUSTOM_LABELS) in " ".join(DOCUMENT.split())
