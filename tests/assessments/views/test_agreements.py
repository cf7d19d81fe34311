"""The pages of the working agreement: begun, written, read, written by two at once, marked as signed."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization, User
from assessments.agreements import AgreementTerms, load_terms
from assessments.forms.agreements import retyped
from assessments.models import Round, WorkingAgreement
from assessments.services.agreements import save_agreement, sign_agreement
from tests.accounts.pages import text
from tests.assessments.test_agreements import TERMS as AGREED
from tests.builders import make_agreement, make_closed_round, make_round

TODAY = timezone.now().date()
TERMS = replace(AGREED, review_on=TODAY + datetime.timedelta(days=90))


@pytest.fixture
def round(organization: Organization) -> Round:
    return make_closed_round([4] * 5, [2] * 5, organization=organization)


def address(round: Round, name: str = "agreement", *more: int) -> str:
    return reverse(f"assessments:{name}", args=[round.organization.slug, round.code, *more])


def typed(terms: AgreementTerms = TERMS, began_from: int = 0, **changed: Any) -> dict[str, Any]:
    return {**retyped(terms, began_from), **changed}


def stored() -> list[AgreementTerms]:
    return [load_terms(one.terms) for one in WorkingAgreement.objects.order_by("version")]


def test_empty_page_says_what_it_is_for_and_begins(as_editor: Client, round: Round) -> None:
    page = as_editor.get(address(round))
    assert "two promises side by side" in text(page)
    assert address(round, "agreement-edit") in page.content.decode()


def test_viewer_of_the_empty_page_is_told_who_can_begin(as_leader: Client, round: Round) -> None:
    page = as_leader.get(address(round))
    assert "An editor or owner of this organization can." in text(page)
    assert address(round, "agreement-edit") not in page.content.decode()


def test_agreement_is_written_and_read(as_editor: Client, round: Round) -> None:
    page = as_editor.post(address(round, "agreement-edit"), typed(), follow=True)
    assert stored() == [TERMS]
    words = text(page)
    assert "Saved as version 1." in words
    assert "Marketing brings 14 leads a month for 12 months, by the agreed definition." in words
    assert "Sales makes first contact with each lead within 4 hours." in words
    assert "If Sales accepts 60 of 100 leads, Marketing has to bring 167 leads." in words
    assert TERMS.lead_definition in words
    assert "still open" not in words


def test_draft_says_what_is_open(as_editor: Client, round: Round) -> None:
    page = as_editor.post(address(round, "agreement-edit"), typed(replace(TERMS, deal_size=None)), follow=True)
    assert "One thing is still open the average deal size" in text(page)
    assert "Not agreed yet." in text(page)


def test_empty_draft_is_no_version(as_editor: Client, round: Round) -> None:
    page = as_editor.post(address(round, "agreement-edit"), typed(AgreementTerms()), follow=True)
    assert "Nothing changed, so there is no new version." in text(page)
    assert stored() == []


def test_odd_number_is_told_at_its_field_and_nothing_is_lost(as_editor: Client, round: Round) -> None:
    page = as_editor.post(address(round, "agreement-edit"), typed(deal_size="$ 24k", rhythm="Each full moon"))
    assert page.status_code == 200
    assert "Write it as a number in digits, such as 24,000 or 12.5." in text(page)
    html = page.content.decode()
    assert 'value="$ 24k"' in html
    assert 'value="Each full moon"' in html
    assert stored() == []


def test_what_somebody_typed_is_shown_as_text_only(as_editor: Client, round: Round) -> None:
    evil = "<script>alert(1)</script>{{ 7|add:7 }}"
    terms = replace(TERMS, lead_definition=evil, marketing_words=evil, sales_name=evil, currency="<b>")
    page = as_editor.post(address(round, "agreement-edit"), typed(terms), follow=True).content.decode()
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}") == 3
    assert "&lt;b&gt;" in page


def test_numbers_are_checked_as_typed_and_nothing_is_stored(as_editor: Client, round: Round) -> None:
    said = as_editor.post(address(round, "agreement-check"), typed(revenue_goal="1.200.000", months="0")).json()
    assert "once the marked numbers are right" in said["html"]
    assert said["fields"]["revenue_goal"] == {"words": "Read as 1,200,000.", "is_wrong": False}
    assert said["fields"]["months"] == {"words": "At least 1.", "is_wrong": True}
    assert (
        "Marketing has to bring 167 leads" in as_editor.post(address(round, "agreement-check"), typed()).json()["html"]
    )
    assert stored() == []


def test_check_of_nothing_names_what_is_missing(as_editor: Client, round: Round) -> None:
    said = as_editor.post(address(round, "agreement-check"), {})
    assert said.status_code == 200
    assert "the revenue goal" in said.json()["html"]


def test_older_version_shows_what_it_changed(as_leader: Client, editor: User, round: Round) -> None:
    later = replace(TERMS, won_share=Decimal(25), rhythm="")
    make_agreement(round, editor, TERMS, later, TERMS)
    words = text(as_leader.get(address(round, "agreement-version", 2)))
    assert "This is version 2. The newest is version 3 ." in words
    assert "Version 2 changed 2 things" in words
    assert "Before: 20 Now: 25" in words
    assert f"Before: {TERMS.rhythm} Now: —" in words
    assert "Before:" not in text(as_leader.get(address(round, "agreement-version", 1)))


def test_older_version_is_neither_edited_nor_signed(as_editor: Client, editor: User, round: Round) -> None:
    make_agreement(round, editor, TERMS, replace(TERMS, rhythm="Monthly"))
    page = as_editor.get(address(round, "agreement-version", 1)).content.decode()
    assert "agreement/edit/" not in page
    assert "agreement/sign/" not in page


@pytest.mark.parametrize("version", [0, 2, 99999999999999999999])
def test_version_that_does_not_exist_is_not_found(as_editor: Client, editor: User, round: Round, version: int) -> None:
    make_agreement(round, editor, TERMS)
    assert as_editor.get(address(round, "agreement-version", version)).status_code == 404


def test_versions_are_listed_with_writer_and_day(as_leader: Client, editor: User, round: Round) -> None:
    make_agreement(round, editor, TERMS, replace(TERMS, rhythm="Monthly"))
    sign_agreement(round=round, version=2, signed_on=TODAY, now=timezone.now())
    words = text(as_leader.get(address(round)))
    assert words.count(f"{editor} · after “{round.title}”") == 2
    listed = words[words.index("Versions") :]
    assert listed.index("Version 2") < listed.index("Signed on") < listed.index("Version 1")


def test_next_round_shows_the_agreement_of_the_assessment(as_leader: Client, editor: User, round: Round) -> None:
    make_agreement(round, editor, TERMS)
    later = make_closed_round([4] * 5, [2] * 5, assessment=round.assessment, title="Autumn")
    assert "Marketing brings 14 leads" in text(as_leader.get(address(later)))


def test_agreement_waits_for_results(as_editor: Client, organization: Organization) -> None:
    assert as_editor.get(address(make_round(organization))).status_code == 404


def test_viewer_reads_and_finds_nothing_to_press(as_leader: Client, editor: User, round: Round) -> None:
    make_agreement(round, editor, TERMS)
    page = as_leader.get(address(round)).content.decode()
    assert "agreement/edit/" not in page
    assert "agreement/sign/" not in page


# --- Two at once ----------------------------------------------------------------------------------------------------
def test_second_editor_sees_both_texts_and_keeps_theirs_by_one_click(
    as_editor: Client, editor: User, consultant: User, round: Round
) -> None:
    make_agreement(round, consultant, TERMS, replace(TERMS, rhythm="Every Friday", sales_name="Sue Park"))
    mine = typed(replace(TERMS, rhythm="Each full moon", deal_size=Decimal(30_000)), began_from=1)
    page = as_editor.post(address(round, "agreement-edit"), mine)
    assert page.status_code == 409
    words = text(page)
    assert "Stored now Every Friday Yours Each full moon" in words
    assert "Stored now 24,000 Yours 30,000" in words
    assert "already in the form below: Sales: Name." in words
    assert len(stored()) == 2
    kept = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    as_editor.post(address(round, "agreement-edit"), kept)
    assert stored()[2:] == [
        replace(TERMS, rhythm="Each full moon", deal_size=Decimal(30_000), sales_name="Sue Park")
    ]  # fmt: skip


def test_second_editor_takes_theirs_by_one_click(
    as_editor: Client, editor: User, consultant: User, round: Round
) -> None:
    make_agreement(round, consultant, TERMS)
    page = as_editor.post(address(round, "agreement-edit"), typed(replace(TERMS, rhythm="Each full moon")))
    assert f'href="{address(round)}">Take theirs</a>' in page.content.decode()
    assert stored() == [TERMS]


def test_two_who_begin_at_the_same_time_lose_nothing(
    as_editor: Client, editor: User, consultant: User, round: Round
) -> None:
    make_agreement(round, consultant, AgreementTerms(rhythm="Every Friday"))
    page = as_editor.post(address(round, "agreement-edit"), typed(AgreementTerms(currency="EUR")))
    assert page.status_code == 409
    form = page.context["form"]
    assert (form["rhythm"].value(), form["currency"].value()) == ("Every Friday", "EUR")


def test_two_who_wrote_the_same_are_not_in_conflict(
    as_editor: Client, editor: User, consultant: User, round: Round
) -> None:
    make_agreement(round, consultant, TERMS)
    page = as_editor.post(address(round, "agreement-edit"), typed(), follow=True)
    assert "Nothing changed" in text(page)
    assert stored() == [TERMS]


@pytest.mark.parametrize("began_from", ["", "99", "1"])
def test_odd_counter_never_overwrites(as_editor: Client, editor: User, round: Round, began_from: str) -> None:
    make_agreement(round, editor, TERMS, replace(TERMS, rhythm="Every Friday"))
    page = as_editor.post(
        address(round, "agreement-edit"), {**typed(replace(TERMS, rhythm="Each full moon")), "began_from": began_from}
    )
    assert page.status_code == 409
    assert len(stored()) == 2


# --- Signed ---------------------------------------------------------------------------------------------------------
def test_newest_version_is_marked_as_signed_and_the_mark_taken_back(
    as_editor: Client, editor: User, round: Round
) -> None:
    make_agreement(round, editor, TERMS)
    page = as_editor.post(address(round, "agreement-sign"), {"version": 1, "signed_on": str(TODAY)}, follow=True)
    assert "Version 1 is marked as signed." in text(page)
    assert "Not signed after all" in text(page)
    page = as_editor.post(address(round, "agreement-sign"), {"version": 1, "undo": "1"}, follow=True)
    assert "Version 1 is no longer marked as signed." in text(page)
    assert WorkingAgreement.objects.get().signed_on is None


@pytest.mark.parametrize(
    ("version", "signed_on", "words"),
    [
        ("1", "", "Say on which day the paper was signed."),
        ("1", "soon", "Say on which day the paper was signed."),
        ("1", "9999-12-31", "still to come"),
        ("1", "0001-01-01", "not written yet on that day"),
        ("2", str(TODAY), "only the newest one can be signed"),
        ("x", str(TODAY), "only the newest one can be signed"),
    ],
)
def test_odd_signature_is_refused_in_words(
    as_editor: Client, editor: User, round: Round, version: str, signed_on: str, words: str
) -> None:
    make_agreement(round, editor, TERMS)
    page = as_editor.post(address(round, "agreement-sign"), {"version": version, "signed_on": signed_on}, follow=True)
    assert words in text(page)
    assert WorkingAgreement.objects.get().signed_on is None


def test_draft_that_promises_nothing_is_not_for_signing(as_editor: Client, editor: User, round: Round) -> None:
    make_agreement(round, editor)
    words = text(as_editor.get(address(round)))
    assert "Mark as signed" not in words
    assert "Both teams stand by" not in words


def test_unsigned_version_names_the_one_that_stands(as_leader: Client, editor: User, round: Round) -> None:
    make_agreement(round, editor, TERMS)
    sign_agreement(round=round, version=1, signed_on=TODAY, now=timezone.now())
    save_agreement(round=round, terms=replace(TERMS, rhythm=""), began_from=1, user=editor, now=timezone.now())
    assert "Not signed yet: until it is, version 1 , signed on" in text(as_leader.get(address(round)))


def test_day_of_the_review_is_remembered(as_leader: Client, editor: User, round: Round) -> None:
    make_agreement(round, editor, replace(TERMS, review_on=TODAY - datetime.timedelta(days=1)))
    assert "The day of the review has passed." in text(as_leader.get(address(round)))


@pytest.mark.parametrize("name", ["agreement", "agreement-edit"])
def test_page_takes_no_more_queries_with_many_versions(
    as_editor: Client, editor: User, round: Round, name: str
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            as_editor.get(address(round, name))
        return len(captured)

    make_agreement(round, editor, TERMS)
    queries()  # the first page of a test looks up more than those after it
    few = queries()
    for number in range(1, 30):
        save_agreement(
            round=round, terms=replace(TERMS, sellers=number), began_from=number, user=editor, now=timezone.now()
        )
    assert WorkingAgreement.objects.count() == 30
    assert queries() == few
