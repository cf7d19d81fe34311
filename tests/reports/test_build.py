from __future__ import annotations

import datetime
import io

import pytest
from django.utils import timezone, translation
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from accounts.brand_services import ContactBlock, save_contact, save_logo
from accounts.branding import ACCENT
from accounts.models import Organization, Role, User
from assessments.agreements import AgreementTerms
from assessments.books import Book, Contact, Section
from assessments.models import Question, Release, Round
from assessments.scales import Team
from assessments.services.books import save_book
from assessments.services.closing import close_round
from assessments.services.questions import load_bank_into_database
from reports.build import build_book, build_report
from reports.views.making import in_its_language, report_for
from tests.builders import (
    answer_many,
    make_action,
    make_agreement,
    make_closed_round,
    make_member,
    make_organization,
    make_round,
)

pytestmark = pytest.mark.django_db


def test_report_of_an_open_round_does_not_exist() -> None:
    with pytest.raises(Release.DoesNotExist):
        build_report(make_round())


def test_report_of_the_first_round_compares_with_nothing() -> None:
    report = build_report(make_closed_round(sales=[1] * 5, marketing=[2] * 5))
    assert (report.previous, report.analysis.change) == (None, None)


def test_report_compares_with_the_round_that_closed_before_it() -> None:
    """Not with one that closed later, was launched earlier and is open, or belongs to another assessment."""
    first = make_closed_round(sales=[1] * 5, marketing=[2] * 5, title="First")
    second = make_round(assessment=first.assessment, title="Second")
    make_round(assessment=first.assessment, title="Open")
    close_round(round=second, now=timezone.now() + datetime.timedelta(days=1))
    third = make_round(assessment=first.assessment, title="Third")
    close_round(round=third, now=timezone.now() + datetime.timedelta(days=2))
    make_closed_round(sales=[1] * 5, marketing=[2] * 5, organization=make_organization("Elsewhere"))
    previous = [build_report(Round.objects.get(pk=round.pk)).previous for round in (first, second, third)]
    assert [released and released.title for released in previous] == [None, "First", "Second"]


def test_report_is_computed_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """The second time nothing but the seals of the releases and the comments is read."""
    round = make_closed_round(sales=[1] * 5, marketing=[2] * 5)
    report = build_report(round)
    with django_assert_num_queries(2):
        assert build_report(round).analysis is report.analysis


def test_report_of_the_tenth_round_costs_no_more_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    rounds = [make_closed_round(sales=[1] * 5, marketing=[2] * 5)]
    for day in range(1, 10):
        rounds.append(make_round(assessment=rounds[0].assessment, title=f"Day {day}"))
        close_round(round=rounds[-1], now=timezone.now() + datetime.timedelta(days=day))
    tenth = Round.objects.get(pk=rounds[-1].pk)
    with django_assert_num_queries(3):
        report = build_report(tenth)
    assert [released.title for released in report.earlier] == ["Spring", *(f"Day {day}" for day in range(1, 9))]
    assert (report.previous, len(report.index_trend)) == (report.earlier[-1], 10)


def test_book_holds_the_plan_and_the_newest_agreement(organization: Organization, consultant: User) -> None:
    round = make_closed_round([4] * 5, [2] * 5, organization=organization)
    assert (build_book(round).plan, build_book(round).agreement) == ((), None)
    make_action(round, sales_owner="Petra", due_on=datetime.date(2027, 1, 31))
    make_agreement(round, consultant, AgreementTerms(currency="USD"), AgreementTerms(currency="EUR"))
    book = build_book(round)
    assert [(focus.code, [action.sales_owner for action in focus.actions]) for focus in book.plan] == [
        ("Q1", ["Petra"])
    ]
    assert book.agreement is not None
    assert (book.agreement.version, book.agreement.terms.currency, book.agreement.signed_on) == (2, "EUR", None)


def test_book_has_the_settings_that_were_saved_or_others(organization: Organization) -> None:
    round = make_closed_round([], [], organization=organization)
    assert build_book(round).book == Book()
    saved, other = Book(sections=(Section.GAPS,), notes={"Q1": "Ask Petra."}), Book(summary="Another.")
    save_book(round=round, book=saved, edited=0)
    assert build_book(round).book == saved
    assert build_book(round, other).book == other


def test_book_of_a_renamed_client_knows_one_name(organization: Organization) -> None:
    round = make_closed_round([4] * 5, [2] * 5, organization=organization)
    Organization.objects.update(name="Renamed")
    book = build_book(Round.objects.get(pk=round.pk))
    assert (book.brand.name, book.released.organization) == ("Acme", "Acme")


@pytest.mark.parametrize(
    ("role", "contact", "expected"),
    [
        (Role.OWNER, Contact(email="ADA@example.com"), b"png"),
        (Role.EDITOR, Contact(company="Berg"), b"png"),
        (Role.OWNER, Contact(company="Berg", email="other@example.com"), b""),
        (Role.VIEWER, Contact(email="ada@example.com"), b""),
        (Role.OWNER, Contact(name="Ada", phone="+46 8 123 456"), b""),
    ],
)
def test_contact_block_has_the_logo_of_whoever_it_names(role: Role, contact: Contact, expected: bytes) -> None:
    round = make_closed_round([], [])
    ada = make_member(round.organization, role)
    block = ContactBlock(company="Berg", email="ada@example.com", phone="", words="")
    save_contact(user=ada, block=block, accent=ACCENT)
    save_logo(owner=ada, logo=b"png")
    assert build_book(round, Book(contact=contact)).contact_logo == expected
    assert build_book(round, Book(contact=contact, sections=(Section.GAPS,))).contact_logo == b""


def test_consultant_of_another_client_lends_no_logo() -> None:
    ada = make_member(make_organization("Elsewhere"), Role.OWNER)
    save_contact(user=ada, block=ContactBlock(company="", email="a@example.com", phone="", words=""), accent=ACCENT)
    save_logo(owner=ada, logo=b"png")
    contact = Contact(email="a@example.com")
    assert build_book(make_closed_round([], []), Book(contact=contact)).contact_logo == b""


def test_files_speak_the_book_s_language_and_data_the_bank_s() -> None:
    load_bank_into_database()
    question = Question.objects.get(code="S7")
    round = make_round(questions=[question])
    for team, point in ((Team.SALES, 5), (Team.MARKETING, 2)):
        answer_many(round, team, "S7", [point] * 6)
    close_round(round=round, now=timezone.now())
    german = Book(language="de")
    workbook = in_its_language("xlsx", report_for("xlsx", round, german))
    words = [str(cell.value) for sheet in load_workbook(io.BytesIO(workbook)) for row in sheet for cell in row]
    assert "Erhalten Marketing-Leads vom Vertrieb die angemessene Aufmerksamkeit?" in words
    assert question.text not in words
    data = in_its_language("csv", report_for("csv", round, german))
    with translation.override("de"):
        assert in_its_language("xlsx", report_for("xlsx", round, german)) == workbook
        assert in_its_language("csv", report_for("csv", round)) == data
    assert question.text in data.decode("utf-8-sig")
