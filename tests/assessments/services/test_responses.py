from __future__ import annotations

import datetime

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessments.models import GRACE, Answer, Comment, Response
from assessments.scales import Team
from assessments.services.errors import NonceUsed, RoundClosed
from tests.builders import answer, make_draft, make_round

pytestmark = pytest.mark.django_db


def test_response_is_stored_whole() -> None:
    round = make_round()
    answer(round, Team.SALES, own={"Q1": 4}, guess={"Q1": 2, "Q2": 5}, comments={"Q2": "Words"})
    assert Response.objects.get().team == "sales"
    assert list(Answer.objects.order_by("item__position").values_list("item__code", "own", "guess")) == [
        ("Q1", 4, 2),
        ("Q2", None, 5),
    ]
    assert Comment.objects.get().text == "Words"


def test_response_without_any_answer_is_a_response() -> None:
    round = make_round()
    answer(round, Team.SALES)
    assert (Response.objects.count(), Answer.objects.count()) == (1, 0)


def test_storing_takes_four_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    round = make_round()
    with django_assert_num_queries(5):  # one of them is the builder's own, for the items
        answer(round, Team.SALES, own={"Q1": 4, "Q2": 1}, comments={"Q1": "Words"})


def test_same_page_and_answers_give_the_same_receipt() -> None:
    round = make_round()
    first = answer(round, Team.SALES, own={"Q1": 4}, nonce="nonce-of-one-page")
    assert answer(round, Team.SALES, own={"Q1": 4}, nonce="nonce-of-one-page") == first
    assert Response.objects.count() == 1


def test_same_page_with_other_answers_is_refused() -> None:
    round = make_round()
    answer(round, Team.SALES, own={"Q1": 4}, nonce="nonce-of-one-page")
    with pytest.raises(NonceUsed):
        answer(round, Team.SALES, own={"Q1": 5}, nonce="nonce-of-one-page")
    assert Answer.objects.get().own == 4


def test_same_nonce_on_the_other_link_is_another_person() -> None:
    round = make_round()
    answer(round, Team.SALES, own={"Q1": 4}, nonce="nonce-of-one-page")
    answer(round, Team.MARKETING, own={"Q1": 4}, nonce="nonce-of-one-page")
    assert Response.objects.count() == 2


def test_draft_takes_no_answers() -> None:
    with pytest.raises(RoundClosed):
        answer(make_draft(), Team.SALES, own={"Q1": 4})


@pytest.mark.parametrize(("seconds_before_end", "is_stored"), [(1, True), (-1, False)])
def test_answers_count_until_the_grace_is_over(seconds_before_end: int, is_stored: bool) -> None:
    round = make_round(closes_at=timezone.now() + datetime.timedelta(days=1))
    assert round.closes_at is not None
    with time_machine.travel(round.closes_at + GRACE - datetime.timedelta(seconds=seconds_before_end), tick=False):
        if is_stored:
            answer(round, Team.SALES, own={"Q1": 4})
        else:
            with pytest.raises(RoundClosed):
                answer(round, Team.SALES, own={"Q1": 4})
    assert Response.objects.count() == is_stored
