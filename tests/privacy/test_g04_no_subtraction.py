"""G4: No subtraction. Nothing published can be added to or taken from something else so that few people remain.

Pooled figures appear only if every group left out is nobody or as many as the minimum; with two teams, the whole is
the trap: all less Marketing is Sales. At most one question on groups, fixed at launch; groups below the minimum are
merged. The attack on thousands of random counts is in test_attack.py. Here it goes through the survey's own doors:
answers are submitted, the round is closed, and the files of its report are attacked.
"""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Organization
from assessments import tallies
from assessments.models import Release, Response, Round
from assessments.scales import GivenAnswer, Team
from assessments.services.closing import close_round
from reports.build import build_report
from reports.renderers import EXPORTS
from tests.builders import make_question, make_round
from tests.grouped_rounds import GROUPS, NORTH, SOUTH, WEST, respond
from tests.privacy.attack import findings
from tests.privacy.polls import Person, Poll, random_polls
from tests.privacy.test_attack import hiding_small_groups_only
from tests.survey_pages import NONCE, path_of

pytestmark = pytest.mark.django_db

SEEDS = range(12)


def submitted(organization: Organization, poll: Poll) -> Round:
    """A closed round in which the poll's people answered by the survey's service."""
    questions = [
        make_question(
            f"{item.code}-{Round.objects.count()}",
            direction=item.direction.value,
            scale=item.scale.value,
            labels=list(item.labels),
            not_applicable=item.not_applicable,
            guess_rule=item.guess_rule.value,
        )
        for item in poll.items
    ]
    groups = {"segment_title": "Region", "segments": poll.groups} if poll.groups else {}
    first = Round.objects.first()
    round = make_round(
        organization, questions, first and first.assessment, minimum=poll.minimum, has_guesses=True, **groups
    )
    for person in poll.people:
        _respond(round, poll, person)
    close_round(round=round, now=timezone.now())
    return round


def _respond(round: Round, poll: Poll, person: Person) -> None:
    codes = [item.code for item in round.items.all()]
    group = poll.groups.index(person.group) + 1 if person.group else None
    given = {code: one for code, one in zip(codes, person.given, strict=True) if one != GivenAnswer()}
    respond(round, person.team, group, given)


def test_nobody_is_worked_out_from_the_files_of_answered_rounds(organization: Organization) -> None:
    for seed in SEEDS:
        poll = random_polls(random.Random(seed))[1]
        report = build_report(submitted(organization, poll))
        assert [f"round {seed}: {found}" for found in findings(poll, report)] == []


def test_attack_finds_out_a_round_closed_without_merging_enough(organization: Organization) -> None:
    """Guards the test above."""
    with pytest.MonkeyPatch.context() as patch:
        hiding_small_groups_only(patch)
        polls = [random_polls(random.Random(seed))[1] for seed in SEEDS]
        assert any(findings(poll, build_report(submitted(organization, poll))) for poll in polls)


def test_nothing_is_pooled_over_both_teams_where_one_is_hidden(
    as_consultant: Client, organization: Organization
) -> None:
    """Only how many took part is known of all, and it tells nothing of what they said."""
    round = make_round(organization)
    for team, points in ((Team.SALES, [5, 5, 4, 4, 4, 3]), (Team.MARKETING, [1, 1, 2, 5])):
        for point in points:
            respond(round, team, None, {"Q1": GivenAnswer(own=point, guess=point)})
    close_round(round=round, now=timezone.now())
    content = json.loads(EXPORTS["json"].render(build_report(round)))
    first = content["items"][0]
    assert first["sales"]["n"] == 6
    assert {key: first[key] for key in ("marketing", "gap", "label", "coorientation", "priority")} == {
        "marketing": {"hidden": True, "reason": "minimum"},
        "gap": None,
        "label": "hidden",
        "coorientation": None,
        "priority": None,
    }
    assert (content["dimensions"], content["index"]) == ([], {"reason": "little_weight"})


def test_small_group_takes_a_larger_one_along(organization: Organization) -> None:
    """The total less North and South would be the two of West."""
    round = make_round(organization, segment_title="Region", segments=GROUPS)
    for group, people in ((NORTH, 7), (SOUTH, 5), (WEST, 2)):
        for _ in range(people):
            respond(round, Team.SALES, group, {"Q1": GivenAnswer(own=group)})
    close_round(round=round, now=timezone.now())
    cell = json.loads(Release.objects.get(round=round).document)["tally"]["items"][0]["sales"]
    assert [one["name"] for one in cell["segments"] if sum(one["hist"])] == ["North"]
    assert cell["others"] == {"names": ["South", "West"], "hist": [0, 5, 2, 0, 0]}


def test_groups_are_fixed_at_launch(organization: Organization) -> None:
    round = make_round(organization, segment_title="Region", segments=GROUPS)
    for change in ({"segments": ["North", "South"]}, {"segment_title": "Site"}):
        with pytest.raises(IntegrityError, match="can no longer change"), transaction.atomic():
            Round.objects.filter(pk=round.pk).update(**change)


def test_second_group_is_refused(client: Client, organization: Organization) -> None:
    """One question on groups, one answer to it: nothing can be crossed."""
    round = make_round(organization, segment_title="Region", segments=GROUPS)
    for given in ({"segment": ["1", "2"]}, {"segment": "1", "segment-2": "1"}):
        assert client.post(path_of(round), {"nonce": NONCE, "Q1": "4", **given}).status_code == 400
    assert not Response.objects.exists()


def test_guesses_and_dont_knows_have_no_groups(organization: Organization) -> None:
    """What the release holds of a group are points, so that nobody's guess stands beside a group of a few."""
    round = make_round(organization, segment_title="Region", segments=GROUPS)
    for number in range(8):
        respond(round, Team.SALES, SOUTH, {"Q1": GivenAnswer(own=4 if number else 0, guess=2)})
    close_round(round=round, now=timezone.now())
    cell = json.loads(Release.objects.get(round=round).document)["tally"]["items"][0]["sales"]
    assert (cell["dk"], sum(cell["guess"])) == (1, 8)
    assert {frozenset(one) for one in cell["segments"]} == {frozenset({"name", "hist"})}
    assert sum(sum(one["hist"]) for one in cell["segments"]) == 7


def test_merging_is_by_numbers_never_by_what_was_said() -> None:
    """Which groups are merged depends on how many answered: else the choice itself would tell."""
    cell = tallies.Cell(hist=(4, 0, 0, 0, 7), segments=_parts((4, 0, 0, 0, 0), (0, 0, 0, 0, 7)))
    other = tallies.Cell(hist=(0, 7, 4, 0, 0), segments=_parts((0, 0, 4, 0, 0), (0, 7, 0, 0, 0)))
    merged = [tallies._merge_segments(each, 5) for each in (cell, other)]
    assert [each.others and replace(each.others, hist=tallies.EMPTY) for each in merged] == [
        tallies.Others(names=("North", "South"), hist=tallies.EMPTY)
    ] * 2


def _parts(*hists: tallies.Histogram) -> tuple[tallies.Segment, ...]:
    return tuple(tallies.Segment(name=name, hist=hist) for name, hist in zip(GROUPS, hists, strict=False))
