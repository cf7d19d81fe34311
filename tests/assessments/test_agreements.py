from __future__ import annotations

import datetime
import json
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.agreements import (
    CHECKED_BY,
    FIELDS,
    AgreementTerms,
    ContactUnit,
    Promise,
    differing,
    dump_terms,
    gaps,
    load_terms,
    merged,
    promises,
)
from assessments.bank import load_bank
from assessments.funnel import Funnel
from assessments.scales import Team

TERMS = AgreementTerms(
    revenue_goal=Decimal(1_200_000),
    currency="USD",
    marketing_share=Decimal(40),
    deal_size=Decimal(24_000),
    won_share=Decimal(20),
    accepted_share=Decimal(60),
    sellers=4,
    lead_definition="A company of 50 people or more that asked for a price.",
    contact_within=4,
    attempts=6,
    attempts_within=10,
    feedback_within=2,
    rhythm="Every Monday, 15 minutes",
    review_on=datetime.date(2027, 3, 31),
    marketing_name="Maria Lopes",
    marketing_title="Head of Marketing",
    sales_name="Sam Reed",
    sales_title="Head of Sales",
)

amounts = st.none() | st.decimals(allow_nan=False, allow_infinity=False)
counts = st.none() | st.integers(-(10**6), 10**6)
texts = st.text(max_size=20)
drafts = st.builds(
    AgreementTerms,
    **dict.fromkeys(("revenue_goal", "marketing_share", "deal_size", "won_share", "accepted_share"), amounts),
    **dict.fromkeys(("months", "sellers", "contact_within", "attempts", "attempts_within", "feedback_within"), counts),
    **dict.fromkeys(("currency", "lead_definition", "marketing_words", "sales_words", "rhythm", "sales_name"), texts),
    contact_unit=st.sampled_from(ContactUnit),
    review_on=st.none() | st.dates(),
)


def said(team: Team, **changed: Any) -> list[str]:
    return [one.sentence for one in promises(replace(TERMS, **changed), str) if one.team is team]


def test_both_promises_follow_from_the_terms() -> None:
    assert promises(TERMS, str) == (
        Promise(
            Team.MARKETING,
            "Marketing brings 14 leads a month for 12 months, by the agreed definition.",
            ("L10", "S6"),
        ),
        Promise(Team.MARKETING, "At least 60% of these leads are good enough for Sales to accept.", ("L11", "S6")),
        Promise(Team.SALES, "Sales makes first contact with each lead within 4 hours.", ("L15", "S7")),
        Promise(
            Team.SALES,
            "Sales tries at least 6 times within 10 working days before it gives up on a lead.",
            ("L17", "S7"),
        ),
        Promise(
            Team.SALES, "Sales accepts each lead, or turns it down with a reason, within 2 working days.", ("L12",)
        ),
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"contact_within": 1}, "Sales makes first contact with each lead within one hour."),
        (
            {"contact_within": 1, "contact_unit": ContactUnit.DAYS},
            "Sales makes first contact with each lead within one working day.",
        ),
        (
            {"contact_within": 2, "contact_unit": ContactUnit.DAYS},
            "Sales makes first contact with each lead within 2 working days.",
        ),
        (
            {"attempts": 1, "attempts_within": 1},
            "Sales tries at least once within one working day before it gives up on a lead.",
        ),
        ({"attempts_within": None}, "Sales tries at least 6 times before it gives up on a lead."),
        ({"sales_words": "We say thank you."}, "We say thank you."),
    ],
)
def test_promise_of_sales_is_worded_for_its_numbers(changed: dict[str, Any], sentence: str) -> None:
    assert sentence in said(Team.SALES, **changed)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"months": 1}, "Marketing brings 167 leads within one month, by the agreed definition."),
        (
            {"revenue_goal": Decimal(24_000), "marketing_share": Decimal(100)},
            "Marketing brings one lead a month for 12 months, by the agreed definition.",
        ),
        ({"accepted_share": Decimal(100)}, "Each of these leads is good enough for Sales to accept."),
        ({"accepted_share": Decimal("62.5")}, "At least 62.5% of these leads are good enough for Sales to accept."),
    ],
)
def test_promise_of_marketing_is_worded_for_its_numbers(changed: dict[str, Any], sentence: str) -> None:
    assert sentence in said(Team.MARKETING, **changed)


def test_nothing_is_promised_by_an_empty_draft() -> None:
    assert promises(AgreementTerms(), str) == ()


def test_own_sentence_is_checked_by_no_question() -> None:
    terms = AgreementTerms(marketing_words="We answer within a day.")
    assert promises(terms, str) == (Promise(Team.MARKETING, "We answer within a day.", ()),)


def test_questions_that_check_promises_are_in_the_bank() -> None:
    bank = {question.code for question in load_bank().questions}
    assert {code for one in promises(TERMS, str) for code in one.codes} | set(CHECKED_BY) <= bank


def test_complete_terms_have_no_gaps() -> None:
    assert gaps(TERMS, str) == ()


@pytest.mark.parametrize(
    ("changed", "gap"),
    [
        ({"deal_size": None}, "the average deal size"),
        ({"won_share": Decimal(0)}, "Must be more than 0: how many of 100 accepted leads become customers."),
        ({"currency": ""}, "the currency"),
        ({"lead_definition": ""}, "what a qualified lead is"),
        ({"attempts_within": None}, "within how many days Sales tries"),
        ({"review_on": None}, "when the agreement is reviewed"),
        ({"sales_name": ""}, "who signs for Sales"),
    ],
)
def test_gap_is_named(changed: dict[str, Any], gap: str) -> None:
    assert gaps(replace(TERMS, **changed), str) == (gap,)


def test_numbers_that_ask_for_too_much_are_a_gap() -> None:
    (gap,) = gaps(replace(TERMS, deal_size=Decimal("0.01")), str)
    assert "more than ten million leads" in gap


def test_terms_hold_every_number_of_the_plan() -> None:
    assert {field.name for field in fields(Funnel)} <= set(FIELDS)
    assert TERMS.funnel.revenue_goal == TERMS.revenue_goal


def test_document_of_fewer_fields_is_read_as_a_draft() -> None:
    assert load_terms({}) == AgreementTerms()
    assert load_terms({"rhythm": "Weekly", "unheard_of": 1}).rhythm == "Weekly"


@given(drafts)
def test_terms_survive_storage(terms: AgreementTerms) -> None:
    assert load_terms(json.loads(json.dumps(dump_terms(terms)))) == terms


@given(drafts)
def test_any_draft_is_told_without_a_crash(terms: AgreementTerms) -> None:
    own = {terms.marketing_words, terms.sales_words}
    told = [one.sentence for one in promises(terms, str) if one.sentence not in own]
    assert all(sentence.endswith(".") and "None" not in sentence for sentence in told)
    assert "" not in [*told, *gaps(terms, str)]


@given(drafts, drafts, drafts)
def test_merging_loses_nobodys_words(base: AgreementTerms, mine: AgreementTerms, theirs: AgreementTerms) -> None:
    both = merged(base, mine, theirs)
    for name in FIELDS:
        is_mine = name in differing(base, mine)
        assert getattr(both, name) == getattr(mine if is_mine else theirs, name)


@given(drafts, drafts)
def test_merging_with_what_one_began_from_changes_nothing(base: AgreementTerms, mine: AgreementTerms) -> None:
    assert merged(base, mine, base) == mine
    assert merged(base, base, mine) == mine
