"""Databases made before questions had short names: what is in them stays, and launched items stay frozen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from assessments.models import Answer, Item, Question, Round
from assessments.scales import Team
from tests.builders import answer, make_round

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = ("assessments", "0007_language_of_mailings")


def migrate(to: tuple[str, str] | None = None) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([to] if to else executor.loader.graph.leaf_nodes("assessments"))


@pytest.fixture
def made_before() -> Iterator[Round]:
    """An open round with an answer, as a database without short names holds it."""
    round = make_round()
    answer(round, Team.SALES, own={"Q1": 3})
    migrate(BEFORE)
    yield round
    migrate()


def refused(statement: str) -> None:
    with pytest.raises(IntegrityError, match="This round was launched"), transaction.atomic():
        connection.cursor().execute(statement)


def test_open_round_comes_through_and_its_questions_stay_frozen(made_before: Round) -> None:
    refused("UPDATE assessments_item SET text = 'Something else?'")
    migrate()
    assert [item.frozen.name for item in made_before.items.all()] == ["Question Q1?", "Question Q2?"]
    assert Answer.objects.get(item__code="Q1").own == 3
    assert set(Question.objects.values_list("short_name", flat=True)) == {""}
    refused("UPDATE assessments_item SET text = 'Something else?'")
    refused("UPDATE assessments_item SET short_name = 'Something else'")
    with pytest.raises(IntegrityError, match="This round was launched"), transaction.atomic():
        Item.objects.create(round=made_before, position=3, code="Q3", text="One more?")
