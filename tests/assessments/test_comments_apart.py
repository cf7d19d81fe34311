"""Databases made while comments stood in the release: the migration takes them out, in their order."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from assessments import releases
from assessments.models import RedactionChoice, Release, ReleasedComment, Round
from assessments.queries import released_comments
from assessments.scales import Team
from assessments.services.closing import close_round
from assessments.services.comments import redact_comment
from tests.builders import answer, make_closed_round, make_organization, make_round, make_user

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = ("assessments", "0003_plan_and_workshop")


def migrate(to: tuple[str, str] | None = None) -> None:
    """As far as this migration; without one, to where the code is."""
    executor = MigrationExecutor(connection)
    executor.migrate([to] if to else executor.loader.graph.leaf_nodes("assessments"))


@pytest.fixture
def commented() -> Iterator[Round]:
    round = make_round()
    for number in range(8):
        answer(round, Team.SALES, own={"Q1": 3}, comments={"Q1": f"First {number}", "Q2": f"Second {number}"})
    close_round(round=round, now=timezone.now())
    yield round
    migrate()


@pytest.fixture
def made_before(commented: Round) -> Round:
    """As closing left it then: comments in the document, no row of them."""
    make_closed_round([1], [1], organization=make_organization("Brim"))  # a release without any
    migrate(BEFORE)
    return commented


def test_comments_become_rows_in_their_order(made_before: Round) -> None:
    release = Release.objects.get(round=made_before)
    content = json.loads(release.document)
    assert content["schema"] == "oneteam.release/1"
    assert len(content["comments"]) == 16
    assert not ReleasedComment.objects.exists()
    migrate()
    moved = released_comments(made_before)
    assert [{"code": c.code, "team": c.team, "text": c.text} for c in moved] == content["comments"]
    assert [comment.place for comment in moved] == list(range(1, 17))


def test_release_stays_as_it_was_but_for_its_comments(commented: Round) -> None:
    document, text = commented.release.document, released_comments(commented)[0].text
    migrate(BEFORE)
    assert text in Release.objects.get(round=commented).document
    migrate()
    release = Release.objects.get(round=commented)
    assert release.document == document
    assert release.digest == releases.digest(document, bytes(release.salt))
    assert releases.dump(releases.load(document)) == document


def test_release_is_final_again_after_moving(made_before: Round) -> None:
    for there in (BEFORE, None):
        migrate(there)
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            Release.objects.update(document="{}")


def test_redacted_comment_does_not_come_back(commented: Round) -> None:
    comment = ReleasedComment.objects.get(round=commented, place=5)
    words = comment.text
    redact_comment(comment=comment, reason=RedactionChoice.NAMES, by=make_user(), now=timezone.now())
    migrate(BEFORE)
    content = json.loads(Release.objects.get(round=commented).document)
    migrate()
    assert len(content["comments"]) == 15
    assert words not in {comment["text"] for comment in content["comments"]}
