"""G2: Group minimum. 5 people per team by default and never fewer than 3, fixed at launch, up or down.

The number is told to respondents. One answer fewer, and every output says that the team is not shown and nothing else.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization
from assessments.models import Round
from assessments.scales import GivenAnswer, Team
from assessments.services.closing import close_round
from assessments.services.errors import WrongState
from assessments.services.rounds import RoundPlan, plan_round
from tests.builders import make_draft, make_round
from tests.grouped_rounds import GROUPS, NORTH, respond
from tests.privacy.seen import outputs, words
from tests.survey_pages import path_of

pytestmark = pytest.mark.django_db

ENTIRE = GivenAnswer(own=4, guess=2)


def closed_round(organization: Organization, *, minimum: int, of_marketing: int) -> Round:
    """The second of two rounds. In both, enough answered everything, but so many of Marketing the first question."""
    first = _closed(make_round(organization, minimum=minimum, segment_title="Region", segments=GROUPS), of_marketing)
    plan = {"minimum": minimum, "segment_title": "Region", "segments": GROUPS}
    return _closed(make_round(assessment=first.assessment, **plan), of_marketing)


def _closed(round: Round, of_marketing: int) -> Round:
    for team, people in ((Team.SALES, round.minimum), (Team.MARKETING, of_marketing)):
        for number in range(round.minimum):
            respond(round, team, NORTH, {"Q2": ENTIRE, **({"Q1": ENTIRE} if number < people else {})})
    close_round(round=round, now=timezone.now())
    return round


def says_hidden(name: str, content: bytes, minimum: int) -> bool:
    """Whether an output says of a team that too few answered; where rounds are compared, that it is hidden."""
    said = words(name, content).lower()
    if re.search(rf"fewer than {minimum} (?:of a team )?answered", said):
        return True
    return "trend" in name and bool(re.search(r"marketing is hidden in both rounds|spring hidden", said))


@pytest.mark.parametrize("minimum", [3, 5, 10])
def test_one_answer_too_few_is_said_in_every_page_picture_and_pdf(
    as_consultant: Client, organization: Organization, minimum: int
) -> None:
    round = closed_round(organization, minimum=minimum, of_marketing=minimum - 1)
    found = outputs(as_consultant, round)
    readable = [name for name in found if not name.endswith(("report.csv", "report.json"))]
    of_another = re.compile(
        r"/questions/2/|/comments/|/ledger/|/book/|/workshop/(?!screen/1/(?:own|finding)/)"
        r"|(?:answers|mirror|trend) 2\b"
    )
    silent = [name for name in readable if not says_hidden(name, found[name], minimum)]
    assert len(readable) > 40
    assert [name for name in silent if not of_another.search(name)] == []


@pytest.mark.parametrize("minimum", [3, 5, 10])
def test_as_many_as_the_minimum_are_shown(as_consultant: Client, organization: Organization, minimum: int) -> None:
    """Guards the test above."""
    round = closed_round(organization, minimum=minimum, of_marketing=minimum)
    found = outputs(as_consultant, round)
    assert [name for name in found if says_hidden(name, found[name], minimum)] == []


def test_default_is_five(organization: Organization) -> None:
    assert (make_round(organization).minimum, RoundPlan(title="Spring").minimum) == (5, 5)


def test_files_have_no_figure_of_a_team_below_the_minimum(as_consultant: Client, organization: Organization) -> None:
    round = closed_round(organization, minimum=5, of_marketing=4)
    base = f"/o/{organization.slug}/rounds/{round.code}/report"
    table = csv.DictReader(io.StringIO(as_consultant.get(f"{base}.csv").content.decode("utf-8-sig")))
    first = next(line for line in table if (line["code"], line["team"]) == ("Q1", "marketing"))
    asked = {"code", "text", "dimension", "subject", "direction", "team"}
    assert {key: value for key, value in first.items() if key not in asked and value} == {"label": "hidden"}
    content = json.loads(as_consultant.get(f"{base}.json").content)
    item = content["items"][0]
    assert item["marketing"] == {"hidden": True, "reason": "minimum"}
    assert (item["gap"], item["coorientation"], item["priority"]) == (None, None, None)
    assert (item["label"], item["segments"]["marketing"]) == ("hidden", None)
    moved = content["change"]["items"]["Q1"]
    assert (moved["marketing"], moved["gap_change"]) == (None, None)
    assert (content["index"], content["change"]["index"]) == ({"reason": "little_weight"},) * 2


def test_respondents_read_the_number_before_the_first_question(client: Client) -> None:
    page = client.get(path_of(make_round(minimum=7))).content.decode()
    assert 0 < page.index("at least 7 people of your team") < page.index('name="Q1"')


@pytest.mark.parametrize("minimum", [4, 6])
@pytest.mark.parametrize("state", ["open", "closed"])
def test_minimum_cannot_change_after_launch(organization: Organization, minimum: int, state: str) -> None:
    round = make_round(organization)
    if state == "closed":
        close_round(round=round, now=timezone.now())
    with pytest.raises(WrongState):
        plan_round(round=round, plan=RoundPlan(title="Spring", minimum=minimum))
    for change in (_by_save, _by_update):
        with pytest.raises(IntegrityError, match="can no longer change"), transaction.atomic():
            change(round, minimum)
    round.refresh_from_db()
    assert round.minimum == 5


def _by_save(round: Round, minimum: int) -> None:
    round.minimum = minimum
    round.save()


def _by_update(round: Round, minimum: int) -> None:
    Round.objects.filter(pk=round.pk).update(minimum=minimum)


def test_form_refuses_to_change_the_minimum_after_launch(as_consultant: Client, organization: Organization) -> None:
    round = make_round(organization)
    address = reverse("assessments:round-edit", args=[organization.slug, round.code])
    form: dict[str, Any] = {"title": "Spring", "minimum": 3, "mode": "anonymous", "edited": round.edited}
    as_consultant.post(address, form)
    round.refresh_from_db()
    assert round.minimum == 5


@pytest.mark.parametrize("minimum", [0, 1, 2, 11])
def test_fewer_than_three_is_refused_even_of_a_draft(organization: Organization, minimum: int) -> None:
    round = make_draft(organization)
    with pytest.raises(IntegrityError), transaction.atomic():
        _by_update(round, minimum)
