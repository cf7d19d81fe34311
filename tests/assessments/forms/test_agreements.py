from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from assessments.agreements import FIELDS, AgreementTerms, ContactUnit
from assessments.forms.agreements import NUMBERS, AgreementForm, agreement_initial, differences, retyped
from tests.assessments.test_agreements import TERMS

SOON = datetime.date.today() + datetime.timedelta(days=90)  # noqa: DTZ011
AMBIGUOUS = "This can be read in more than one way. Write it without marks between thousands, such as 24000."
NOW_TERMS = replace(TERMS, review_on=SOON)


def form_of(**changed: str) -> AgreementForm:
    form = AgreementForm({**retyped(NOW_TERMS, 0), **changed})
    form.is_valid()
    return form


def wrong(**changed: str) -> dict[str, list[str]]:
    return {field: [str(error) for error in errors] for field, errors in form_of(**changed).errors.items()}


def test_terms_are_what_was_typed() -> None:
    assert form_of().terms == NOW_TERMS


def test_form_has_a_field_for_all_that_is_agreed() -> None:
    assert set(AgreementForm.base_fields) == {*FIELDS, "began_from"}


def test_everything_may_be_empty() -> None:
    form = AgreementForm({"contact_unit": "hours"})
    assert form.is_valid()
    assert form.terms == AgreementTerms(marketing_share=None, months=None)


def test_numbers_are_shown_as_they_are_printed() -> None:
    form = AgreementForm(initial=agreement_initial(replace(TERMS, won_share=Decimal("12.50")), 3))
    assert form["revenue_goal"].value() == "1,200,000"
    assert form["won_share"].value() == "12.5"
    assert form["began_from"].value() == 3


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("revenue_goal", "1e30", "Write it as a number in digits, such as 24,000 or 12.5."),
        ("deal_size", "$ 24k", "Write it as a number in digits, such as 24,000 or 12.5."),
        ("deal_size", "-5", "Must be more than 0."),
        ("deal_size", "0", "Must be more than 0: the average deal size."),
        ("deal_size", "1.2.3", AMBIGUOUS),
        ("won_share", "101", "Cannot be more than 100%: how many of 100 accepted leads become customers."),
        ("won_share", "0.001", "Write at most two decimals."),
        ("revenue_goal", "9" * 41, "This number is too long. Please check it."),
        ("months", "0", "At least 1."),
        ("months", "37", "At most 36."),
        ("months", "12,5", "Write a whole number in digits, such as 4."),
        ("sellers", "9" * 5000, "Write a whole number in digits, such as 4."),
        ("contact_within", "soon", "Write a whole number in digits, such as 4."),
        ("review_on", "31.3.2027", "This is not a day."),
        ("review_on", "9999-12-31", "This is more than five years away. Choose an earlier day."),
        ("review_on", "2020-01-31", "This day has passed. Choose a later one."),
        ("currency", "US dollars", "Ensure this value has at most 8 characters (it has 10)."),
    ],
)
def test_odd_entry_gets_a_sentence_at_its_field(field: str, typed: str, sentence: str) -> None:
    assert wrong(**{field: typed}) == {field: [sentence]}
    assert form_of(**{field: typed})[field].value() == typed


def test_review_of_an_old_agreement_may_stay_in_the_past() -> None:
    old = replace(TERMS, review_on=datetime.date(2020, 1, 31))
    assert AgreementForm(retyped(old, 1), initial=agreement_initial(old, 1)).is_valid()


def test_numbers_that_ask_for_too_much_can_be_saved_and_are_told() -> None:
    form = form_of(deal_size="0.01")
    assert form.errors == {}
    assert "more than ten million leads" in form.words()["wrong"][0]


def test_line_breaks_count_once_and_lines_keep_their_breaks() -> None:
    long = "\r\n".join(["x" * 99] * 20)
    assert form_of(lead_definition=long).terms.lead_definition == "\n".join(["x" * 99] * 20)
    assert form_of(rhythm="  Every \r\n Monday ").terms.rhythm == "Every Monday"


def test_words_tell_the_arithmetic() -> None:
    words = form_of().words()
    assert words["steps"][3] == "If Sales accepts 60 of 100 leads, Marketing has to bring 167 leads."
    assert words["missing"] == words["wrong"] == []


def test_words_name_what_is_missing_but_not_what_is_wrong_at_its_field() -> None:
    words = form_of(deal_size="", won_share="lots").words()
    assert words["missing"] == ["the average deal size"]
    assert words["steps"] == ()


def test_empty_form_tells_what_it_waits_for() -> None:
    assert len(AgreementForm(initial=agreement_initial(AgreementTerms(), 0)).words()["missing"]) == 4


def test_note_says_how_a_number_was_read_where_that_is_not_how_it_looks() -> None:
    notes = form_of(revenue_goal="1.200.000", deal_size="24000", won_share="lots").notes()
    assert notes["revenue_goal"] == {"words": "Read as 1,200,000.", "is_wrong": False}
    assert notes["deal_size"] == {"words": "", "is_wrong": False}
    assert notes["won_share"]["is_wrong"]
    assert set(notes) == set(NUMBERS)


def test_differences_are_told_in_words() -> None:
    later = replace(TERMS, deal_size=Decimal("30000.5"), contact_unit=ContactUnit.DAYS, sales_name="", sellers=None)
    told = {label: (before, now) for label, before, now in differences(TERMS, later)}
    assert told == {
        "Average deal size": ("24,000", "30,000.50"),
        "People in Sales who follow up leads (optional)": ("4", ""),
        "Counted in": ("hours", "working days"),
        "Sales: Name": ("Sam Reed", ""),
    }


texts = st.text(max_size=30) | st.sampled_from(
    ["1e999999", "-0", "NaN", "12,5", "1.200.000", "٣", "9" * 5000, "\x00", "½"]
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys([*FIELDS, "began_from"], texts)))
def test_whatever_is_typed_is_read_or_gets_a_sentence(typed: dict[str, Any]) -> None:
    data = QueryDict(mutable=True)
    data.update(typed)
    form = AgreementForm(data)
    assert form.is_valid() == (not form.errors)
    assert form.words()["steps"] or form.words()["missing"] or form.words()["wrong"] or form.errors
    assert all(note["words"] or not note["is_wrong"] for note in form.notes().values())
    if form.is_valid():
        assert AgreementForm(retyped(form.terms, 0), initial={"review_on": form.terms.review_on}).is_valid()


@pytest.mark.parametrize(
    ("typed", "currency"), [("$3,000,000", "$"), ("3,000,000 €", "€"), ("USD 3,000,000", "USD"), ("3000000", "USD")]
)
def test_money_may_carry_the_currency_beside_it(typed: str, currency: str) -> None:
    assert form_of(revenue_goal=typed, currency=currency).cleaned_data["revenue_goal"] == 3_000_000


@pytest.mark.parametrize(("typed", "currency"), [("$3,000,000", "€"), ("$3,000,000", ""), ("3 EUR", "USD")])
def test_money_in_another_currency_is_not_guessed(typed: str, currency: str) -> None:
    found = wrong(revenue_goal=typed, currency=currency)["revenue_goal"]
    assert found == ["Write the number alone: the currency has a field of its own."]
