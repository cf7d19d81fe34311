"""How many leads a revenue goal takes: goal ÷ deal size ÷ conversion rates. ★ No Django.

The arithmetic of the working agreement, backwards from the goal as marketing teams commonly do it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

Translate = Callable[[str], str]

LEAST = Decimal("0.01")
"""A cent, or a hundredth of a percent: what is less would be printed as 0."""
MOST_MONEY = Decimal(10) ** 15
MOST_LEADS = Decimal(10) ** 7
"""More leads than this a year, and a number was mistyped: the largest companies of the world count in millions."""
MOST_MONTHS = 36
MOST_SELLERS = 100_000
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """The numbers of a plan as they were typed; None where nothing was.

    Money is in one currency. Shares are percent: `marketing_share` of the goal comes from Marketing's leads, Sales
    accepts `accepted_share` of these leads, and `won_share` of the accepted ones become customers. `months` is how
    long the plan runs, `sellers` how many people in Sales follow leads up.
    """

    revenue_goal: Decimal | None = None
    marketing_share: Decimal | None = Decimal(100)
    deal_size: Decimal | None = None
    won_share: Decimal | None = None
    accepted_share: Decimal | None = None
    months: int | None = 12
    sellers: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTarget:
    """What the plan asks for: whole deals and leads, rounded up, for the whole period unless named otherwise.

    `part` is the money that comes from Marketing's leads. `is_rounded` says that deals or accepted leads were no whole
    numbers, so that whoever goes on from the printed ones comes to slightly others.
    """

    part: Fraction
    deals: int
    accepted: int
    leads: int
    leads_a_month: int
    leads_a_seller_and_month: int | None
    is_rounded: bool


@dataclass(frozen=True, slots=True)
class FunnelProblem:
    """A field of Funnel and a sentence that says what is wrong with it; "" for the numbers as a whole."""

    field: str
    sentence: str


def lead_target(funnel: Funnel) -> LeadTarget | None:
    """The leads that the plan takes; None while `funnel_problems` has something to say.

    Each step is worked out exactly and rounded up once: 50.2 deals are 51, but the leads are those of 50.2.
    """
    if list(_field_problems(funnel, str)):
        return None
    part = _given(funnel.revenue_goal) * _share(funnel.marketing_share)
    deals = part / _given(funnel.deal_size)
    accepted = deals / _share(funnel.won_share)
    leads = accepted / _share(funnel.accepted_share)
    if leads > MOST_LEADS:
        return None
    a_month = leads / (funnel.months or 1)
    return LeadTarget(
        part=part,
        deals=ceil(deals),
        accepted=ceil(accepted),
        leads=ceil(leads),
        leads_a_month=ceil(a_month),
        leads_a_seller_and_month=ceil(a_month / funnel.sellers) if funnel.sellers else None,
        is_rounded=deals.denominator * accepted.denominator > 1,
    )


def funnel_problems(funnel: Funnel, translate: Translate) -> tuple[FunnelProblem, ...]:
    """What keeps the leads from being worked out, in the order of the form; empty when they can be."""
    problems = tuple(_field_problems(funnel, translate))
    if problems or lead_target(funnel) is not None:
        return problems
    return (
        FunnelProblem(
            "",
            translate(
                "These numbers ask for more than ten million leads. Please check the goal, the deal size and the "
                "shares."
            ),
        ),
    )


def number_names(translate: Translate) -> dict[str, str]:
    """What the numbers of a plan are called inside a sentence, by field; without those that may stay empty."""
    return {
        "revenue_goal": translate("the revenue goal"),
        "marketing_share": translate("the share of the goal that comes from Marketing’s leads"),
        "deal_size": translate("the average deal size"),
        "won_share": translate("how many of 100 accepted leads become customers"),
        "accepted_share": translate("how many of 100 leads Sales accepts"),
        "months": translate("how many months the plan runs"),
    }


def _field_problems(funnel: Funnel, translate: Translate) -> Iterator[FunnelProblem]:
    for field, name in number_names(translate).items():
        sentence = _number_problem(field, getattr(funnel, field), name, translate)
        if sentence:
            yield FunnelProblem(field, sentence)
    if funnel.sellers is not None and not 1 <= funnel.sellers <= MOST_SELLERS:
        yield FunnelProblem(
            "sellers",
            translate("Leave the number of sellers empty, or say from 1 to {most}.").format(most=f"{MOST_SELLERS:,}"),
        )


def _number_problem(field: str, value: Decimal | int | None, name: str, translate: Translate) -> str | None:
    if value is None:
        return translate("Still missing: {name}.").format(name=name)
    if field == "months":
        is_wrong = not 1 <= value <= MOST_MONTHS
        return translate("A plan runs for 1 to {most} months.").format(most=MOST_MONTHS) if is_wrong else None
    return _amount_problem(Decimal(value), name, is_share=field.endswith("_share"), translate=translate)


def _amount_problem(value: Decimal, name: str, *, is_share: bool, translate: Translate) -> str | None:
    if not value.is_finite() or value <= 0:
        return translate("Must be more than 0: {name}.").format(name=name)
    if is_share and value > _HUNDRED:
        return translate("Cannot be more than 100%: {name}.").format(name=name)
    if not LEAST <= value <= MOST_MONEY:
        return translate("Please check {name}: no company counts in such numbers.").format(name=name)
    return None


def _given(value: Decimal | None) -> Fraction:
    if value is None:
        raise ValueError("an amount is missing")
    return Fraction(value)


def _share(value: Decimal | None) -> Fraction:
    return _given(value) / 100
