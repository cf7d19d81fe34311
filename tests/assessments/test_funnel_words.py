from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from assessments.funnel import Funnel
from assessments.funnel_words import explained
from tests.assessments.test_funnel import PLAN, plans, whatever

NBSP = "\N{NO-BREAK SPACE}"


def steps(**changed: Any) -> list[str]:
    return [step.replace(NBSP, " ") for step in explained(replace(PLAN, **changed), "USD", str).steps]


def doubts(**changed: Any) -> tuple[str, ...]:
    return explained(replace(PLAN, **changed), "USD", str).doubts


def test_arithmetic_is_told_step_by_step() -> None:
    assert steps() == [
        "The goal is USD 1,200,000. 40% of it from Marketing’s leads is USD 480,000.",
        "At USD 24,000 a deal, that is 20 deals.",
        "If 20 of 100 accepted leads become customers, that takes 100 accepted leads.",
        "If Sales accepts 60 of 100 leads, Marketing has to bring 167 leads.",
        "Over 12 months, that is 14 a month, up to 4 for each of 4 sellers.",
    ]
    assert doubts() == ()


def test_rounding_is_said_where_it_shows() -> None:
    """19.6 deals are told as 20, but 98 accepted leads follow, not 100."""
    told = steps(revenue_goal=Decimal(1_176_000))
    assert told[1:3] == [
        "At USD 24,000 a deal, that is 20 deals.",
        "If 20 of 100 accepted leads become customers, that takes 98 accepted leads.",
    ]
    assert told[-1] == "Deals and leads are rounded up to whole ones; each step goes on from the exact number."


WORDED: list[tuple[dict[str, Any], str]] = [
    ({"marketing_share": Decimal(100)}, "The goal is USD 1,200,000, all of it from Marketing’s leads."),
    ({"deal_size": Decimal(480_000)}, "At USD 480,000 a deal, that is one deal."),
    ({"won_share": Decimal("12.5")}, "If 12.5% of accepted leads become customers, that takes 160 accepted leads."),
    ({"won_share": Decimal(1)}, "If 1% of accepted leads become customers, that takes 2,000 accepted leads."),
    ({"won_share": Decimal(100)}, "If every accepted lead becomes a customer, that takes 20 accepted leads."),
    ({"accepted_share": Decimal(100)}, "If Sales accepts every lead, Marketing has to bring 100 leads."),
    ({"accepted_share": Decimal("0.5")}, "If Sales accepts 0.5% of the leads, Marketing has to bring 20,000 leads."),
    ({"months": 1}, "All of them in one month, up to 42 for each of 4 sellers."),
    ({"sellers": None}, "Over 12 months, that is 14 a month."),
    ({"sellers": 1}, "Over 12 months, that is 14 a month, all for one seller."),
    ({"sellers": 50}, "Over 12 months, that is 14 a month, fewer than one for each of 50 sellers."),
]


@pytest.mark.parametrize(("changed", "sentence"), WORDED)
def test_step_is_worded_for_its_numbers(changed: dict[str, Any], sentence: str) -> None:
    assert sentence in steps(**changed)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"deal_size": Decimal(2_000_000)}, "less than one average deal"),
        ({"won_share": Decimal(100)}, "Every accepted lead becomes a customer"),
        ({"accepted_share": Decimal(100)}, "Sales accepts every lead"),
        ({"won_share": Decimal("0.1")}, "more than one lead in every working hour"),
    ],
)
def test_numbers_that_look_mistyped_are_asked_about(changed: dict[str, Any], words: str) -> None:
    told = doubts(**changed)
    assert len(told) == 1
    assert words in told[0]


def test_money_without_a_currency_is_a_plain_number() -> None:
    assert explained(PLAN, "", str).steps[1] == "At 24,000 a deal, that is 20 deals."


def test_missing_number_is_named_instead() -> None:
    told = explained(replace(PLAN, deal_size=None), "USD", str)
    assert [problem.sentence for problem in told.problems] == ["Still missing: the average deal size."]
    assert told.steps == told.doubts == ()


@given(whatever)
def test_any_numbers_are_told_or_named(typed: dict[str, object]) -> None:
    told = explained(Funnel(**typed), "€", str)  # type: ignore[arg-type]
    assert bool(told.steps) != bool(told.problems)
    for sentence in (*told.steps, *told.doubts, *(problem.sentence for problem in told.problems)):
        assert sentence.endswith((".", "?"))
        assert not any(mark in sentence for mark in ("None", "NaN", "Infinity", "{", "E+"))


@given(plans)
def test_no_step_says_nothing_of_something(plan: Funnel) -> None:
    """A number above 0 never reads as 0."""
    for sentence in explained(plan, "", str).steps:
        assert " 0 " not in sentence.replace("%", " ")
