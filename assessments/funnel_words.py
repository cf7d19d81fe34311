"""The arithmetic of the working agreement in words, step by step. ★ No Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assessments.amounts import money_words, printed
from assessments.funnel import Funnel, FunnelProblem, LeadTarget, Translate, funnel_problems, lead_target

WORKING_HOURS_A_MONTH = 160
_ALL = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """How the leads follow from the goal, or why they cannot be worked out.

    Either there are `steps` or `problems`, never both and never neither. `doubts` are sentences about numbers that fit
    together and still look mistyped.
    """

    steps: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    problems: tuple[FunnelProblem, ...] = ()


def explained(funnel: Funnel, currency: str, translate: Translate) -> Explanation:
    target = lead_target(funnel)
    if target is None:
        return Explanation(problems=funnel_problems(funnel, translate))
    return Explanation(
        steps=tuple(_steps(funnel, target, currency, translate)), doubts=tuple(_doubts(funnel, target, translate))
    )


def _steps(funnel: Funnel, target: LeadTarget, currency: str, translate: Translate) -> Iterator[str]:
    yield _goal_step(funnel, target, currency, translate)
    yield _deals_step(funnel, target, currency, translate)
    yield _accepted_step(funnel, target, translate)
    yield _leads_step(funnel, target, translate)
    yield _months_step(funnel, target, translate)
    if target.is_rounded:
        yield translate("Deals and leads are rounded up to whole ones; each step goes on from the exact number.")


def _goal_step(funnel: Funnel, target: LeadTarget, currency: str, translate: Translate) -> str:
    goal, share = _known(funnel.revenue_goal), _known(funnel.marketing_share)
    if share == _ALL:
        return translate("The goal is {goal}, all of it from Marketing’s leads.").format(
            goal=money_words(goal, currency)
        )
    return translate("The goal is {goal}. {share}% of it from Marketing’s leads is {part}.").format(
        goal=money_words(goal, currency), share=printed(share), part=money_words(target.part, currency)
    )


def _deals_step(funnel: Funnel, target: LeadTarget, currency: str, translate: Translate) -> str:
    words = (
        translate("At {size} a deal, that is one deal.")
        if target.deals == 1
        else translate("At {size} a deal, that is {deals} deals.")
    )
    return words.format(size=money_words(_known(funnel.deal_size), currency), deals=printed(target.deals))


def _accepted_step(funnel: Funnel, target: LeadTarget, translate: Translate) -> str:
    won = _known(funnel.won_share)
    if won == _ALL:
        words = translate("If every accepted lead becomes a customer, that takes {leads}.")
    elif _is_counted(won):
        words = translate("If {share} of 100 accepted leads become customers, that takes {leads}.")
    else:
        words = translate("If {share}% of accepted leads become customers, that takes {leads}.")
    one = translate("one accepted lead")
    many = translate("{number} accepted leads").format(number=printed(target.accepted))
    return words.format(share=printed(won), leads=one if target.accepted == 1 else many)


def _leads_step(funnel: Funnel, target: LeadTarget, translate: Translate) -> str:
    accepted = _known(funnel.accepted_share)
    if accepted == _ALL:
        words = translate("If Sales accepts every lead, Marketing has to bring {leads}.")
    elif _is_counted(accepted):
        words = translate("If Sales accepts {share} of 100 leads, Marketing has to bring {leads}.")
    else:
        words = translate("If Sales accepts {share}% of the leads, Marketing has to bring {leads}.")
    one, many = translate("one lead"), translate("{number} leads").format(number=printed(target.leads))
    return words.format(share=printed(accepted), leads=one if target.leads == 1 else many)


def _months_step(funnel: Funnel, target: LeadTarget, translate: Translate) -> str:
    if funnel.months == 1:
        words = translate("All of them in one month{each}.")
    else:
        words = translate("Over {months} months, that is {leads} a month{each}.")
    return words.format(
        months=funnel.months, leads=printed(target.leads_a_month), each=_each_seller(funnel, target, translate)
    )


def _each_seller(funnel: Funnel, target: LeadTarget, translate: Translate) -> str:
    """The end of a sentence: the leads of one seller."""
    if funnel.sellers is None:
        return ""
    if funnel.sellers == 1:
        return translate(", all for one seller")
    if target.leads_a_month < funnel.sellers:
        return translate(", fewer than one for each of {sellers} sellers").format(sellers=printed(funnel.sellers))
    return translate(", up to {leads} for each of {sellers} sellers").format(
        leads=printed(target.leads_a_seller_and_month or 0), sellers=printed(funnel.sellers)
    )


def _doubts(funnel: Funnel, target: LeadTarget, translate: Translate) -> Iterator[str]:
    if target.part < _known(funnel.deal_size):
        yield translate(
            "What is to come from Marketing’s leads is less than one average deal. Please check the goal and the deal "
            "size."
        )
    if funnel.won_share == _ALL:
        yield translate("Every accepted lead becomes a customer: is that what you mean?")
    if funnel.accepted_share == _ALL:
        yield translate(
            "Sales accepts every lead: then nobody tells a good one from a poor one. Is that what you mean?"
        )
    if (target.leads_a_seller_and_month or 0) > WORKING_HOURS_A_MONTH:
        yield translate(
            "That is more than one lead in every working hour of each seller. Please check whether Sales can follow "
            "them up."
        )


def _is_counted(share: Decimal) -> bool:
    """Whether "20 of 100" reads well: whole, and more than one."""
    return share == int(share) and share > 1


def _known(value: Decimal | None) -> Decimal:
    if value is None:
        raise ValueError("a number is missing")
    return value
