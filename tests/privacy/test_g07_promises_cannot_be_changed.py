"""G7: The promise cannot be changed. Mode, minimum, retention and the notice's words are frozen with the round.

Form, admin, a shell's save, a query's update and plain SQL are all refused; the report prints what was promised.
"""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from django.contrib import admin
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization, User
from assessments.models import Item, Release, ReleasedComment, Response, Round
from assessments.promises import notice_of
from assessments.scales import Team
from assessments.services.closing import close_round
from assessments.services.errors import WrongState
from assessments.services.rounds import RoundPlan, plan_round
from tests.builders import answer, make_closed_round, make_draft, make_organization, make_round

pytestmark = pytest.mark.django_db

CHANGES: dict[str, Any] = {
    "mode": "confidential",
    "minimum": 3,
    "comment_minimum": 20,
    "segment_title": "Region",
    "segments": ["North", "South"],
    "people_kept_days": 3000,
    "notice": {"en": {"title": "Anything goes", "promises": []}},
    "has_guesses": False,
    "launched_at": datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC),
}
WORDING: dict[str, Any] = {
    "text": "What else?",
    "labels": ["a", "b", "c", "d", "e"],
    "direction": "-",
    "position": 9,
    "code": "Z9",
    "version": 7,
    "has_guess": False,
    "short_name": "Something else",
}


def test_every_promise_is_tried() -> None:
    assert set(CHANGES) == set(Round.PROMISED)


@pytest.mark.parametrize("field", CHANGES)
def test_saving_a_launched_round_with_another_promise_is_refused(field: str) -> None:
    round = make_round()
    setattr(round, field, CHANGES[field])
    with pytest.raises(IntegrityError, match="This round was launched"), transaction.atomic():
        round.save()


@pytest.mark.parametrize("field", CHANGES)
def test_updating_a_closed_round_is_refused(field: str) -> None:
    round = make_closed_round(sales=[3] * 5, marketing=[3] * 5)
    with pytest.raises(IntegrityError, match="This round was launched"), transaction.atomic():
        Round.objects.filter(pk=round.pk).update(**{field: CHANGES[field]})


def test_plain_sql_is_refused() -> None:
    round = make_round()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE assessments_round SET minimum = 3 WHERE id = %s", [round.pk])


@pytest.mark.parametrize("field", WORDING)
def test_changing_what_was_asked_is_refused(field: str) -> None:
    item = make_round().items.get(code="Q1")
    setattr(item, field, WORDING[field])
    with pytest.raises(IntegrityError, match="This round was launched"), transaction.atomic():
        item.save()


def test_draft_may_change_in_everything() -> None:
    round = make_draft()
    for field, value in CHANGES.items():
        if field != "launched_at":
            Round.objects.filter(pk=round.pk).update(**{field: value})
    for field, value in WORDING.items():
        Item.objects.filter(round=round, code__in=["Q1", "Z9"]).update(**{field: value})


def test_other_fields_of_an_open_round_may_change() -> None:
    round = make_round()
    round.title = "Spring, second half"
    round.closes_at = timezone.now() + datetime.timedelta(days=30)
    round.save()
    assert Round.objects.get(pk=round.pk).title == "Spring, second half"


def test_release_never_changes() -> None:
    round = make_closed_round(sales=[3] * 5, marketing=[3] * 5)
    release = round.release
    release.document = release.document.replace("Spring", "Autumn")
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        release.save()
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Release.objects.update(digest="0" * 64)


def commented_round() -> ReleasedComment:
    """One of sixteen comments of a closed round."""
    round = make_round()
    for number in range(8):
        answer(round, Team.SALES, comments={"Q1": f"First {number}", "Q2": f"Second {number}"})
    close_round(round=round, now=timezone.now())
    return ReleasedComment.objects.get(round=round, place=3)


@pytest.mark.parametrize("field", ["id", "round_id", "item_id", "team", "place", "text"])
def test_released_comment_never_changes(field: str) -> None:
    """Its words can only go: see G9."""
    comment = commented_round()
    other = Item.objects.exclude(pk=comment.item_id).filter(round=comment.round_id).get()
    value = {
        "id": comment.pk + 100,
        "round_id": make_draft(make_organization("Brim")).pk,
        "item_id": other.pk,
        "team": "marketing",
        "place": 99,
        "text": "Other words",
    }[field]
    with pytest.raises(IntegrityError, match="A comment never changes"), transaction.atomic():
        ReleasedComment.objects.filter(pk=comment.pk).update(**{field: value})


def test_tag_and_pin_of_a_comment_may_change() -> None:
    comment = commented_round()
    ReleasedComment.objects.filter(pk=comment.pk).update(tag="Price", is_pinned=True)
    comment.refresh_from_db()
    assert (comment.tag, comment.is_pinned) == ("Price", True)


def test_closed_round_takes_no_other_comment() -> None:
    """Neither a new one nor one in the place of another, whatever the database calls that."""
    comment = commented_round()
    other = ReleasedComment(round=comment.round, item=comment.item, team="sales", place=17, text="Invented")
    with pytest.raises(IntegrityError, match="released once, at closing"), transaction.atomic():
        other.save()
    other.pk, other.place = comment.pk, comment.place
    with pytest.raises(IntegrityError, match="released once, at closing"), transaction.atomic():
        ReleasedComment.objects.bulk_create(
            [other], update_conflicts=True, unique_fields=["id"], update_fields=["text"]
        )
    comment.delete()
    with pytest.raises(IntegrityError, match="released once, at closing"), transaction.atomic():
        other.save(force_insert=True)


def test_question_is_not_added_to_a_launched_round() -> None:
    round, draft = make_round(), make_draft(make_organization("Brim"))
    item = draft.items.get(code="Q1")
    item.round, item.position = round, 9
    for force_insert in (False, True):  # moved there, or copied
        item.pk = None if force_insert else item.pk
        with pytest.raises(IntegrityError, match="This round was launched"), transaction.atomic():
            item.save(force_insert=force_insert)


def test_closed_round_takes_no_response_and_no_other_release() -> None:
    round = make_closed_round(sales=[3] * 5, marketing=[3] * 5)
    with pytest.raises(IntegrityError, match="takes no answers"), transaction.atomic():
        Response.objects.create(round=round, team="sales", receipt_hash="r", fingerprint="f")
    document = round.release.document
    Release.objects.all().delete()
    with pytest.raises(IntegrityError, match="released once"), transaction.atomic():
        Release.objects.create(round=round, document=document, salt=b"1", digest="2")


def test_launched_round_is_not_replaced() -> None:
    """SQLite's INSERT OR REPLACE, which other databases do not have, would go around the other rules."""
    round = make_round()
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite replaces rows")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM assessments_round WHERE id = %s", [round.pk])
        row = cursor.fetchone()
        places = ", ".join(["%s"] * len(row))
        with pytest.raises(IntegrityError, match="This round was launched"), transaction.atomic():
            cursor.execute(f"INSERT OR REPLACE INTO assessments_round VALUES ({places})", row)


def test_organization_can_still_be_deleted_with_everything_in_it() -> None:
    round = make_closed_round(sales=[3] * 5, marketing=[3] * 5)
    round.organization.delete()
    assert not Round.objects.filter(pk=round.pk).exists()


def test_form_and_service_refuse(as_consultant: Client, organization: Organization) -> None:
    round = make_round(organization)
    address = reverse("assessments:round-edit", args=[organization.slug, round.code])
    assert as_consultant.post(address, {"minimum": "3", "edited": "0", "title": "T"}).status_code == 302
    with pytest.raises(WrongState):
        plan_round(round=round, plan=RoundPlan(title="T", minimum=3))
    assert Round.objects.get(pk=round.pk).minimum == 5


def test_admin_offers_no_change(client: Client, admin_user: User) -> None:
    round = make_round()
    client.force_login(admin_user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("admin:assessments_round_change", args=[round.pk])).status_code == 200
    assert client.post(reverse("admin:assessments_round_change", args=[round.pk]), {"minimum": 3}).status_code == 403
    assert not admin.site._registry[Round].has_change_permission(None)  # type: ignore[arg-type]


def test_notice_is_frozen_in_words_and_released_with_the_results(monkeypatch: pytest.MonkeyPatch) -> None:
    round = make_round()
    promised = notice_of(round)
    monkeypatch.setattr("assessments.promises._title", lambda: "A later version's title")
    assert notice_of(Round.objects.get(pk=round.pk)) == promised
    closed = make_closed_round(sales=[3] * 5, marketing=[3] * 5, assessment=round.assessment, title="Autumn")
    assert json.loads(closed.release.document)["notice"] == closed.notice


def test_pages_of_results_say_what_was_promised(as_consultant: Client, organization: Organization) -> None:
    round = make_closed_round(sales=[3] * 5, marketing=[3] * 5, organization=organization)
    page = as_consultant.get(reverse("reports:dashboard", args=[organization.slug, round.code])).content.decode()
    notice = notice_of(round)
    assert [words for words in (notice.title, *(text for _lead, text in notice.promises)) if words not in page] == []
