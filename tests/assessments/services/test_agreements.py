from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Organization, User
from assessments.agreements import AgreementTerms, load_terms
from assessments.models import Round, WorkingAgreement
from assessments.services.agreements import save_agreement, sign_agreement, unsign_agreement
from assessments.services.errors import EditConflict, WrongState, WrongTime
from assessments.versions import agreement_of
from tests.accounts.races import at_once
from tests.assessments.test_agreements import TERMS
from tests.builders import make_closed_round, make_draft

NOW = datetime.datetime(2027, 3, 12, 9, tzinfo=datetime.UTC)
TODAY = NOW.date()


@pytest.fixture
def round(organization: Organization) -> Round:
    return make_closed_round([4] * 5, [2] * 5, organization=organization)


def save(round: Round, user: User, terms: AgreementTerms = TERMS, began_from: int = 0) -> WorkingAgreement | None:
    return save_agreement(round=round, terms=terms, began_from=began_from, user=user, now=NOW)


def versions(round: Round) -> list[tuple[int, AgreementTerms]]:
    return [(one.version, load_terms(one.terms)) for one in agreement_of(round.assessment).versions]


def test_first_save_is_version_one(round: Round, editor: User) -> None:
    saved = save(round, editor)
    assert saved is not None
    assert (saved.version, saved.round, saved.saved_by, saved.saved_at) == (1, round, editor, NOW)
    assert saved.signed_on is None
    assert versions(round) == [(1, TERMS)]


def test_every_save_is_the_next_version(round: Round, editor: User, consultant: User) -> None:
    save(round, editor)
    later = replace(TERMS, won_share=Decimal(25))
    save(round, consultant, later, began_from=1)
    assert versions(round) == [(2, later), (1, TERMS)]


def test_saving_the_same_makes_no_version(round: Round, editor: User) -> None:
    save(round, editor)
    assert save(round, editor, replace(TERMS, won_share=Decimal("20.00")), began_from=1) is None
    assert versions(round) == [(1, TERMS)]


def test_saving_nothing_begins_nothing(round: Round, editor: User) -> None:
    assert save(round, editor, AgreementTerms()) is None
    assert versions(round) == []


def test_second_writer_is_told_and_overwrites_nothing(round: Round, editor: User, consultant: User) -> None:
    save(round, editor)
    with pytest.raises(EditConflict):
        save(round, consultant, replace(TERMS, rhythm="Monthly"), began_from=0)
    assert versions(round) == [(1, TERMS)]


@pytest.mark.django_db(transaction=True)
def test_two_first_saves_at_the_same_moment_make_one_version(round: Round, editor: User) -> None:
    conflicts: list[EditConflict] = []

    def write(rhythm: str) -> None:
        try:
            save(Round.objects.get(pk=round.pk), editor, replace(TERMS, rhythm=rhythm))
        except EditConflict as conflict:
            conflicts.append(conflict)

    at_once(lambda: write("Every Monday"), lambda: write("Every Friday"), lambda: write("Monthly"))
    assert len(versions(round)) == 1
    assert len(conflicts) == 2


def test_second_writer_who_changed_nothing_is_not_bothered(round: Round, editor: User, consultant: User) -> None:
    save(round, editor)
    save(round, editor, replace(TERMS, rhythm="Monthly"), began_from=1)
    assert save(round, consultant, TERMS, began_from=1) is None


def test_agreement_goes_on_in_the_next_round(round: Round, editor: User) -> None:
    save(round, editor)
    later = make_draft(assessment=round.assessment, title="Autumn")
    saved = save(later, editor, replace(TERMS, rhythm="Monthly"), began_from=1)
    assert saved is not None
    assert (saved.version, saved.round) == (2, later)


def test_long_words_fit_into_the_database(round: Round, editor: User) -> None:
    long = replace(TERMS, lead_definition="ä" * 2000, sales_words="☃" * 500, sales_name="x" * 120)
    save(round, editor, long)
    assert versions(round) == [(1, long)]


def test_saving_takes_no_more_queries_with_many_versions(round: Round, editor: User) -> None:
    def queries(number: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            save(round, editor, replace(TERMS, sellers=number), began_from=number - 1)
        return len(captured)

    spent = [queries(number) for number in range(1, 7)]
    assert spent[1:] == [spent[1]] * 5


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_newest_version_is_signed_from_the_day_before_it_was_saved(round: Round, editor: User, days: int) -> None:
    """Until today, wherever on earth that is."""
    save(round, editor)
    day = TODAY + datetime.timedelta(days=days)
    sign_agreement(round=round, version=1, signed_on=day, now=NOW + datetime.timedelta(hours=1))
    assert agreement_of(round.assessment).versions[0].signed_on == day


@pytest.mark.parametrize(("days", "words"), [(-2, "not written yet"), (2, "still to come")])
def test_day_that_no_paper_can_have_is_refused(round: Round, editor: User, days: int, words: str) -> None:
    save(round, editor)
    with pytest.raises(WrongTime, match=words):
        sign_agreement(round=round, version=1, signed_on=TODAY + datetime.timedelta(days=days), now=NOW)
    assert agreement_of(round.assessment).versions[0].signed_on is None


def test_mark_is_taken_back_until_there_is_a_next_version(round: Round, editor: User) -> None:
    save(round, editor)
    sign_agreement(round=round, version=1, signed_on=TODAY, now=NOW)
    unsign_agreement(round=round, version=1)
    assert agreement_of(round.assessment).in_force is None
    sign_agreement(round=round, version=1, signed_on=TODAY, now=NOW)
    save(round, editor, replace(TERMS, rhythm="Monthly"), began_from=1)
    with pytest.raises(WrongState, match="newer version"):
        unsign_agreement(round=round, version=1)
    with pytest.raises(WrongState, match="newer version"):
        sign_agreement(round=round, version=1, signed_on=TODAY, now=NOW)
    assert [one.signed_on for one in agreement_of(round.assessment).versions] == [None, TODAY]


def test_signed_version_stands_while_the_next_is_written(round: Round, editor: User) -> None:
    save(round, editor)
    sign_agreement(round=round, version=1, signed_on=TODAY, now=NOW)
    save(round, editor, replace(TERMS, rhythm="Monthly"), began_from=1)
    in_force = agreement_of(round.assessment).in_force
    assert in_force is not None
    assert in_force.version == 1


@pytest.mark.parametrize("version", [0, 1, 7])
def test_version_that_does_not_exist_is_not_signed(round: Round, version: int) -> None:
    with pytest.raises(WrongState):
        sign_agreement(round=round, version=version, signed_on=TODAY, now=NOW)
