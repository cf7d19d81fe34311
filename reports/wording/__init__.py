"""Findings as plain sentences. ★ No Django.

`translate` is gettext or anything like it. What is said of a gap follows its label: noise is never "no gap", and no
probability is ever printed. Nothing here calls an answer good or bad.
"""

from reports.wording.findings import (
    finding,
    headline,
)
from reports.wording.phrases import (
    Translate,
    absence_words,
    capitalized,
    gap_words,
    higher_words,
    label_words,
    range_words,
    row_note,
    shortened,
    team_name,
    untranslated,
    verdict,
)
from reports.wording.pictures import (
    beside_the_scale,
    chart_summary,
    distribution_summary,
    distribution_title,
    row_words,
)
from reports.wording.questions import (
    answers_words,
    dont_know_words,
    question_sentence,
    silence_words,
    step_words,
)

__all__ = [
    "Translate",
    "absence_words",
    "answers_words",
    "beside_the_scale",
    "capitalized",
    "chart_summary",
    "distribution_summary",
    "distribution_title",
    "dont_know_words",
    "finding",
    "gap_words",
    "headline",
    "higher_words",
    "label_words",
    "question_sentence",
    "range_words",
    "row_note",
    "row_words",
    "shortened",
    "silence_words",
    "step_words",
    "team_name",
    "untranslated",
    "verdict",
]
