from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.funnel import Funnel, LeadTarget, funnel_problems, lead_target

PLAN = Funnel(
    revenue_goal=Decimal(1_200_000),
    marketing_share=Decimal(40),
    deal_size=Decimal(24_000),
    won_share=Decimal(20),
    accepted_share=Decimal(60),
    months=12,
    sellers=4,
)

amounts = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10) ** 9, places=2)
shares = st.decimals(min_value=Decimal("0.1"), max_value=100, places=1)
plans = st.builds(
    Funnel,
    revenue_goal=amounts,
    marketing_share=shares,
    deal_size=amounts,
    won_share=shares,
    accepted_share=shares,
    months=st.integers(1, 36),
    sellers=st.none() | st.integers(1, 500),
)
EXTREMES = [Decimal(text) for text in ("1e999999", "-1e999999", "1e-999999", "sNaN", "-Infinity", "9" * 40)]
anything = st.none() | st.decimals() | st.sampled_from([Decimal(0), Decimal(-5), *EXTREMES])


def test_target_is_goal_by_deal_size_by_conversion() -> None:
    assert lead_target(PLAN) == LeadTarget(
        part=Fraction(480_000),
        deals=20,
        accepted=100,
        leads=167,
        leads_a_month=14,
        leads_a_seller_and_month=4,
        is_rounded=False,
    )


def test_steps_are_rounded_up_once() -> None:
    """10.5 deals are 11, but their leads are 21 of 50 in 100, not 22."""
    plan = replace(PLAN, revenue_goal=Decimal(252_000), marketing_share=Decimal(100), won_share=Decimal(50))
    target = lead_target(replace(plan, accepted_share=Decimal(100)))
    assert target is not None
    assert (target.deals, target.accepted, target.leads) == (11, 21, 21)
    assert target.is_rounded


@given(plans)
def test_target_is_exact(plan: Funnel) -> None:
    goal, share, size = (
        Fraction(value) for value in (plan.revenue_goal, plan.marketing_share, plan.deal_size) if value
    )
    won, accepted = (Fraction(value) for value in (plan.won_share, plan.accepted_share) if value)
    deals = goal * share / 100 / size
    leads = deals * 100 / won * 100 / accepted
    target = lead_target(plan)
    if target is None:
        assert leads > 10**7
        assert [problem.field for problem in funnel_problems(plan, str)] == [""]
    else:
        assert (target.deals, target.leads) == (ceil(deals), ceil(leads))
        assert target.leads_a_month == ceil(leads / (plan.months or 1))
        assert funnel_problems(plan, str) == ()


@given(plans, shares)
def test_more_conversion_never_asks_for_more_leads(plan: Funnel, share: Decimal) -> None:
    better = replace(plan, won_share=max(share, plan.won_share or share))
    before, after = lead_target(plan), lead_target(better)
    if before is not None:
        assert after is not None
        assert after.leads <= before.leads


numbers = st.none() | st.integers()
whatever = st.fixed_dictionaries(
    {
        **dict.fromkeys(("revenue_goal", "marketing_share", "deal_size", "won_share", "accepted_share"), anything),
        **dict.fromkeys(("months", "sellers"), numbers),
    }
)


@given(whatever)
def test_any_numbers_give_a_target_or_a_sentence(typed: dict[str, object]) -> None:
    plan = Funnel(**typed)  # type: ignore[arg-type]
    problems, target = funnel_problems(plan, str), lead_target(plan)
    assert bool(problems) != (target is not None)
    for problem in problems:
        assert problem.sentence.endswith(".")
        assert "None" not in problem.sentence
    if target is not None:
        assert 1 <= target.deals <= target.accepted <= target.leads <= 10**7


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("revenue_goal", None, "Still missing: the revenue goal."),
        ("deal_size", Decimal(0), "Must be more than 0: the average deal size."),
        ("won_share", Decimal(101), "Cannot be more than 100%: how many of 100 accepted leads become customers."),
        ("accepted_share", Decimal("NaN"), "Must be more than 0: how many of 100 leads Sales accepts."),
        ("revenue_goal", Decimal("1e30"), "Please check the revenue goal: no company counts in such numbers."),
        ("months", None, "Still missing: how many months the plan runs."),
        ("months", 0, "A plan runs for 1 to 36 months."),
        ("sellers", 0, "Leave the number of sellers empty, or say from 1 to 100,000."),
    ],
)
def test_wrong_number_is_named(field: str, value: object, sentence: str) -> None:
    plan = replace(PLAN, **{field: value})  # type: ignore[arg-type]
    assert [(problem.field, problem.sentence) for problem in funnel_problems(plan, str)] == [(field, sentence)]
    assert lead_target(plan) is None
