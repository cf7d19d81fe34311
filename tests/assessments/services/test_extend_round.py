from __future__ import annotations

import datetime

import pytest
import time_machine
from django.utils import timezone

from assessments.models import LONGEST_OPEN, Invitation, Link, Round
from assessments.scales import Mode, Team
from assessments.services.closing import close_round
from assessments.services.errors import WrongState, WrongTime
from assessments.services.rounds import RoundPlan, extend_round, plan_round
from tests.builders import answer, make_closed_round, make_draft, make_round

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def extend(round: Round, closes_at: datetime.datetime, now: datetime.datetime | None = None) -> None:
    extend_round(round=round, closes_at=closes_at, time_zone="Asia/Tokyo", now=now or timezone.now())


def terms(round: Round) -> dict[str, object]:
    return dict(Round.objects.filter(pk=round.pk).values().get())


def closing(round: Round) -> datetime.datetime:
    assert round.closes_at is not None
    return round.closes_at


def test_extend_moves_the_closing_time_and_nothing_else() -> None:
    round = make_round(segment_title="Region?", segments=("North", "South"))
    answer(round, Team.SALES, own={"Q1": 4})
    before, links = terms(round), list(Link.objects.values())
    later = closing(round) + 3 * DAY
    extend(round, later)
    assert (round.closes_at, round.time_zone) == (later, "Asia/Tokyo")
    assert terms(round) == {**before, "closes_at": later, "time_zone": "Asia/Tokyo"}
    assert list(Link.objects.values()) == links
    assert round.responses.count() == 1


def test_round_whose_time_is_over_takes_answers_again() -> None:
    round = make_round()
    over = closing(round) + DAY
    with time_machine.travel(over, tick=False):
        assert not round.accepts_answers(over)
        extend(round, over + DAY, over)
        answer(round, Team.SALES, own={"Q1": 4})
    assert round.responses.count() == 1


def test_released_round_is_not_extended() -> None:
    round = make_closed_round([1] * 5, [1] * 5)
    before = terms(round)
    with pytest.raises(WrongState, match="its results are released"):
        extend(round, timezone.now() + DAY)
    assert terms(round) == before


def test_round_that_was_closed_meanwhile_is_not_extended() -> None:
    round = make_round()
    close_round(round=Round.objects.get(pk=round.pk), now=timezone.now())
    with pytest.raises(WrongState):
        extend(round, closing(round) + DAY)


def test_draft_is_edited_instead() -> None:
    round = make_draft()
    with pytest.raises(WrongState, match="A draft is edited"):
        extend(round, closing(round) + DAY)


@pytest.mark.parametrize("step", [datetime.timedelta(0), -DAY, datetime.timedelta(seconds=-1)])
def test_new_time_is_later_than_the_old_one(step: datetime.timedelta) -> None:
    round = make_round()
    before = terms(round)
    with pytest.raises(WrongTime, match="later than the one so far"):
        extend(round, closing(round) + step)
    assert terms(round) == before


def test_new_time_is_later_than_now() -> None:
    round = make_round()
    over = closing(round) + DAY
    with pytest.raises(WrongTime):
        extend(round, over, over)
    extend(round, over + datetime.timedelta(seconds=1), over)


def test_no_round_is_open_for_longer_than_was_promised() -> None:
    round = make_round()
    assert round.launched_at is not None
    last = round.launched_at + LONGEST_OPEN
    with pytest.raises(WrongTime, match="longer than a year"):
        extend(round, last + datetime.timedelta(seconds=1))
    extend(round, last)
    assert round.closes_at == last


def test_list_of_people_goes_when_a_draft_becomes_anonymous() -> None:
    round = make_draft(mode=Mode.CONFIDENTIAL)
    Invitation.objects.create(round=round, team="sales", email="ana@example.com")
    plan_round(round=round, plan=RoundPlan(title="Spring", mode=Mode.CONFIDENTIAL))
    assert Invitation.objects.count() == 1
    plan_round(round=round, plan=RoundPlan(title="Spring"))
    assert Invitation.objects.count() == 0
