"""What organizers do with released comments. That a redaction is for good: tests/privacy/test_g09_comments.py."""

from __future__ import annotations

import datetime

import pytest

from assessments.models import RedactionChoice, ReleasedComment, Round
from assessments.services.comments import pin_comment, redact_comment, tag_comment
from tests.builders import make_user
from tests.commented_rounds import make_commented_round

pytestmark = pytest.mark.django_db

EVENING = datetime.datetime(2026, 3, 1, 20, 0, tzinfo=datetime.UTC)


@pytest.fixture
def round() -> Round:
    return make_commented_round([{"Q1": "Words", "Q2": "Others"}], time_zone="Pacific/Auckland")


@pytest.fixture
def comment(round: Round) -> ReleasedComment:
    return ReleasedComment.objects.get(round=round, text="Words")


def test_tag_and_pin_are_kept_apart(comment: ReleasedComment) -> None:
    tag_comment(comment=comment, tag=" Two\twords ")
    pin_comment(comment=comment, is_pinned=True)
    tag_comment(comment=comment, tag="x" * 40)
    comment.refresh_from_db()
    assert (comment.text, comment.tag, comment.is_pinned) == ("Words", "x" * 40, True)


def test_redaction_takes_words_tag_and_pin(round: Round, comment: ReleasedComment) -> None:
    by = make_user()
    tag_comment(comment=comment, tag="Anna")
    pin_comment(comment=comment, is_pinned=True)
    redact_comment(comment=comment, reason=RedactionChoice.HURTFUL, by=by, now=EVENING)
    comment.refresh_from_db()
    assert (comment.text, comment.tag, comment.is_pinned) == ("", "", False)
    assert (comment.redaction, comment.redacted_by) == ("hurtful", by)
    assert comment.redacted_on == datetime.date(2026, 3, 2)  # the day in Auckland
    other = round.released_comments.exclude(pk=comment.pk).get()
    assert (other.text, other.redaction, other.redacted_on) == ("Others", "", None)
