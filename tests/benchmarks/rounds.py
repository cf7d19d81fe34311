"""Closed rounds of forty questions in a database, with as many answers as one likes."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from dataclasses import replace

from django.db import connection
from django.utils import timezone

from assessments.models import Assessment, Question, Release, Round
from assessments.releases import digest, dump, load
from assessments.scales import FrozenItem, Team
from assessments.services.closing import close_round
from assessments.tallies import Cell, Histogram, ItemTally, Participation, suppress
from reports import build
from reports.analysis import analyse
from reports.build import build_report
from reports.document import Report
from tests.builders import make_organization, make_round
from tests.reports.analysis.strategies import counted

QUESTIONS = 40


def works(people: tuple[int, int]) -> dict[str, Callable[[], object]]:
    """What is timed for a round of so many people in Sales and in Marketing."""
    organization = make_organization(f"Company {sum(people)}")
    assessment = Assessment.objects.create(organization=organization, name="Yearly")
    by_team = dict(zip(Team, people, strict=True))
    closed_round(assessment, by_team, months_ago=6)
    round = closed_round(assessment, by_team)
    report = build_report(round)
    now, before = report.released.tally, report.earlier[-1].tally

    def cold() -> Report:
        build._report.cache_clear()
        return build_report(round)

    return {
        "analyse": lambda: analyse(now, before),
        "build_report, cold": cold,
        "build_report, cached": lambda: build_report(round),
    }


def closed_round(
    assessment: Assessment, people: dict[Team, int], *, months_ago: int = 0, questions: int = QUESTIONS
) -> Round:
    """A round in which this many people answered each question and guessed wherever a guess is asked.

    Its release holds what counting them would give: to store and count a hundred thousand people takes minutes, and
    is another benchmark.
    """
    asked = list(Question.objects.filter(organization=None).exclude(scale="text")[:questions])
    guesses = [question.code for question in asked if question.guess_rule != "none"]
    round = make_round(assessment=assessment, questions=asked, guesses=guesses)
    close_round(round=round, now=timezone.now() - datetime.timedelta(days=30 * months_ago))
    release = Release.objects.get(round=round)
    document = _counted(release.document, people, random.Random(f"{people} {months_ago}"))
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER IF EXISTS release_final")  # a release never changes; this database is thrown away
    Release.objects.filter(pk=release.pk).update(document=document, digest=digest(document, bytes(release.salt)))
    return round


def _counted(document: str, people: dict[Team, int], chance: random.Random) -> str:
    released = load(document)
    seen = {team: Participation(invited=n + 5, responded=n) for team, n in people.items()}
    rows = [
        ItemTally(
            item=row.item,
            sales=_cell(row.item, Team.SALES, people, chance),
            marketing=_cell(row.item, Team.MARKETING, people, chance),
        )
        for row in released.tally.items
    ]
    tally = replace(released.tally, sales=seen[Team.SALES], marketing=seen[Team.MARKETING], items=tuple(rows))
    return dump(replace(released, tally=suppress(tally, tally.minimum)))


def _cell(item: FrozenItem, team: Team, people: dict[Team, int], chance: random.Random) -> Cell:
    silent = people[team] // 20
    return Cell(
        hist=_histogram(people[team] - silent, chance),
        dk=silent,
        na=0 if item.not_applicable else None,
        guess=_histogram(people[team], chance) if item.may_guess(team) else None,
    )


def _histogram(n: int, chance: random.Random) -> Histogram:
    return counted(chance.choices(range(5), weights=[chance.random() for _ in range(5)], k=n))
