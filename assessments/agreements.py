"""The working agreement: what Marketing and Sales promise each other, as it is stored and in words. ★ No Django."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from assessments.amounts import printed
from assessments.funnel import Funnel, LeadTarget, Translate, funnel_problems, lead_target, number_names
from assessments.scales import Team

CHECKED_BY = ("S9", "L19")
"""The questions of the bank that ask about the agreement itself."""

LONGEST_TEXT = 2000
LONGEST_SENTENCE = 500
LONGEST_NAME = 120
LONGEST_CURRENCY = 8
MOST_CONTACT = 999
MOST_ATTEMPTS = 50
MOST_DAYS = 365


class ContactUnit(StrEnum):
    """What the time to the first contact is counted in."""

    HOURS = "hours"
    DAYS = "days"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementTerms:
    """All that stands in a version of the agreement. Everything may be missing: None or "".

    The numbers from `revenue_goal` to `sellers` are those of Funnel. Days are working days.
    """

    revenue_goal: Decimal | None = None
    currency: str = ""
    marketing_share: Decimal | None = Decimal(100)
    deal_size: Decimal | None = None
    won_share: Decimal | None = None
    accepted_share: Decimal | None = None
    months: int | None = 12
    sellers: int | None = None
    lead_definition: str = ""
    marketing_words: str = ""
    contact_within: int | None = None
    contact_unit: ContactUnit = ContactUnit.HOURS
    attempts: int | None = None
    attempts_within: int | None = None
    feedback_within: int | None = None
    sales_words: str = ""
    rhythm: str = ""
    review_on: datetime.date | None = None
    marketing_name: str = ""
    marketing_title: str = ""
    sales_name: str = ""
    sales_title: str = ""

    @property
    def funnel(self) -> Funnel:
        return Funnel(**{field.name: getattr(self, field.name) for field in fields(Funnel)})


FIELDS = tuple(field.name for field in fields(AgreementTerms))
_DECIMALS = ("revenue_goal", "marketing_share", "deal_size", "won_share", "accepted_share")


@dataclass(frozen=True, slots=True)
class Promise:
    """What a team promises, in a sentence, and the codes of the questions whose answers tell whether it is kept."""

    team: Team
    sentence: str
    codes: tuple[str, ...]


# --- Stored ---------------------------------------------------------------------------------------------------------
def dump_terms(terms: AgreementTerms) -> dict[str, Any]:
    """Plain JSON values: decimals and days as text."""
    return {name: _plain(getattr(terms, name)) for name in FIELDS}


def load_terms(document: Mapping[str, Any]) -> AgreementTerms:
    """The inverse of `dump_terms`. What an older document lacks is missing."""
    given: dict[str, Any] = {name: document[name] for name in FIELDS if name in document}
    for name in _DECIMALS:
        if given.get(name) is not None:
            given[name] = Decimal(given[name])
    if given.get("review_on") is not None:
        given["review_on"] = datetime.date.fromisoformat(given["review_on"])
    if "contact_unit" in given:
        given["contact_unit"] = ContactUnit(given["contact_unit"])
    return AgreementTerms(**given)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


# --- Compared -------------------------------------------------------------------------------------------------------
def differing(first: AgreementTerms, second: AgreementTerms) -> tuple[str, ...]:
    """The fields in which two versions differ, in the order of the form."""
    return tuple(name for name in FIELDS if getattr(first, name) != getattr(second, name))


def merged(base: AgreementTerms, mine: AgreementTerms, theirs: AgreementTerms) -> AgreementTerms:
    """What two people wrote at the same time, starting from `base`: each field as whoever changed it wrote it.

    Where both changed it, mine stands: `differing(merged, theirs)` are the fields to show to me.
    """
    changed = differing(base, mine)
    return replace(theirs, **{name: getattr(mine, name) for name in changed})


# --- In words -------------------------------------------------------------------------------------------------------
def gaps(terms: AgreementTerms, translate: Translate) -> tuple[str, ...]:
    """What is still open, in the order of the form: names of what is missing, and sentences on what does not fit."""
    return (*_funnel_gaps(terms, translate), *_other_gaps(terms, translate))


def _funnel_gaps(terms: AgreementTerms, translate: Translate) -> Iterator[str]:
    names = number_names(translate)
    for problem in funnel_problems(terms.funnel, translate):
        is_missing = problem.field in names and getattr(terms, problem.field) is None
        yield names[problem.field] if is_missing else problem.sentence


def _other_gaps(terms: AgreementTerms, translate: Translate) -> Iterator[str]:
    for value, name in (
        (terms.currency, translate("the currency")),
        (terms.lead_definition, translate("what a qualified lead is")),
        (terms.contact_within, translate("how soon Sales makes first contact")),
        (terms.attempts, translate("how often Sales tries")),
        (terms.attempts_within, translate("within how many days Sales tries")),
        (terms.feedback_within, translate("how soon Sales accepts a lead or turns it down")),
        (terms.rhythm, translate("how often both teams look at the numbers")),
        (terms.review_on, translate("when the agreement is reviewed")),
        (terms.marketing_name, translate("who signs for Marketing")),
        (terms.sales_name, translate("who signs for Sales")),
    ):
        if value in (None, ""):
            yield name


def promises(terms: AgreementTerms, translate: Translate) -> tuple[Promise, ...]:
    """What each team promises as far as it is agreed, Marketing first: nothing is said about what is missing."""
    return (*_marketing_promises(terms, translate), *_sales_promises(terms, translate))


def _marketing_promises(terms: AgreementTerms, translate: Translate) -> Iterator[Promise]:
    target = lead_target(terms.funnel)
    if target is not None:
        yield Promise(Team.MARKETING, _leads_sentence(terms, target, translate), ("L10", "S6"))
        yield Promise(Team.MARKETING, _quality_sentence(terms, translate), ("L11", "S6"))
    if terms.marketing_words:
        yield Promise(Team.MARKETING, terms.marketing_words, ())


def _leads_sentence(terms: AgreementTerms, target: LeadTarget, translate: Translate) -> str:
    if terms.months == 1:
        words = translate("Marketing brings {leads} within one month, by the agreed definition.")
    else:
        words = translate("Marketing brings {leads} a month for {months} months, by the agreed definition.")
    one, many = translate("one lead"), translate("{number} leads").format(number=printed(target.leads_a_month))
    return words.format(leads=one if target.leads_a_month == 1 else many, months=terms.months)


def _quality_sentence(terms: AgreementTerms, translate: Translate) -> str:
    share = terms.accepted_share or Decimal(0)
    if share == Decimal(100):
        return translate("Each of these leads is good enough for Sales to accept.")
    return translate("At least {share}% of these leads are good enough for Sales to accept.").format(
        share=printed(share)
    )


def _sales_promises(terms: AgreementTerms, translate: Translate) -> Iterator[Promise]:
    if terms.contact_within is not None:
        yield Promise(
            Team.SALES, _contact_sentence(terms.contact_within, terms.contact_unit, translate), ("L15", "S7")
        )
    if terms.attempts is not None:
        yield Promise(Team.SALES, _attempts_sentence(terms.attempts, terms.attempts_within, translate), ("L17", "S7"))
    if terms.feedback_within is not None:
        yield Promise(Team.SALES, _feedback_sentence(terms.feedback_within, translate), ("L12",))
    if terms.sales_words:
        yield Promise(Team.SALES, terms.sales_words, ())


def _contact_sentence(within: int, unit: ContactUnit, translate: Translate) -> str:
    one, many = {
        ContactUnit.HOURS: (translate("one hour"), translate("{number} hours")),
        ContactUnit.DAYS: (translate("one working day"), translate("{number} working days")),
    }[unit]
    time = one if within == 1 else many.format(number=printed(within))
    return translate("Sales makes first contact with each lead within {time}.").format(time=time)


def _attempts_sentence(attempts: int, within: int | None, translate: Translate) -> str:
    times = translate("once") if attempts == 1 else translate("{number} times").format(number=attempts)
    if within is None:
        return translate("Sales tries at least {times} before it gives up on a lead.").format(times=times)
    return translate("Sales tries at least {times} within {time} before it gives up on a lead.").format(
        times=times, time=_days(within, translate)
    )


def _feedback_sentence(within: int, translate: Translate) -> str:
    return translate("Sales accepts each lead, or turns it down with a reason, within {time}.").format(
        time=_days(within, translate)
    )


def _days(number: int, translate: Translate) -> str:
    if number == 1:
        return translate("one working day")
    return translate("{number} working days").format(number=number)
