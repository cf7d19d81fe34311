"""What organizers' lists show: rounds with their participation, questions with their use. Counts of people only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any, cast

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Organization
from assessments.bank import load_bank
from assessments.models import Assessment, Item, Question, Round, StateChoice, TeamChoice
from assessments.plans import PlanState, plan_states
from assessments.queries import participation, participation_by_round
from assessments.scales import FrozenItem, Subject, Team, estimated_minutes
from assessments.tallies import Participation
from assessments.wordings import codes_with, dimension_name, dimension_names

BASICS = "quick-nine"
"""The form that a first round starts from."""

PICKED = "picked"
"""Instead of a form: no questions yet, they are picked one by one."""

PREVIOUS = "previous"
"""Instead of a form: what the round before asked."""

LONG_MINUTES = 10
"""A survey that takes longer loses people on the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamProgress:
    """How far a team is from being shown. Counts of people only, never of answers."""

    team: TeamChoice
    invited: int | None
    responded: int
    minimum: int
    comment_minimum: int

    @property
    def missing(self) -> int:
        return max(self.minimum - self.responded, 0)

    @property
    def is_out_of_reach(self) -> bool:
        """Fewer people were invited than the minimum asks for: this team will never be shown."""
        return self.invited is not None and self.invited < self.minimum

    @property
    def is_without_comments(self) -> bool:
        """Fewer people were invited than comments ask for."""
        return self.invited is not None and self.invited < self.comment_minimum

    @property
    def has_comments(self) -> bool:
        return self.responded >= self.comment_minimum

    @property
    def is_over_invited(self) -> bool:
        """More answered than were invited: the link went further than meant, or someone answered twice."""
        return self.invited is not None and self.responded > self.invited

    @property
    def percent(self) -> int | None:
        return (200 * self.responded + self.invited) // (2 * self.invited) if self.invited else None


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """A round's participation, and in lists how far its plan is, where it has one."""

    round: Round
    teams: tuple[TeamProgress, ...]
    plan: PlanState | None = None

    @property
    def people(self) -> int:
        """How many were invited, or are on the list to be; of an anonymous round what somebody counted."""
        return sum(team.invited or 0 for team in self.teams)

    @property
    def responded(self) -> int:
        return sum(team.responded for team in self.teams)

    @property
    def silent(self) -> int:
        """How many of them have not answered."""
        return sum(max((team.invited or 0) - team.responded, 0) for team in self.teams)


@dataclass(frozen=True, slots=True)
class AssessmentRounds:
    """An assessment and its rounds, newest first."""

    assessment: Assessment
    rounds: list[RoundProgress]


def round_progress(round: Round) -> RoundProgress:
    return _progress(round, participation(round))


def progress_of(rounds: Sequence[Round]) -> list[RoundProgress]:
    """Of many rounds, in two queries or three."""
    seen = participation_by_round(rounds)
    return [_progress(round, seen[round.pk]) for round in rounds]


def rounds_by_assessment(organization: Organization) -> list[AssessmentRounds]:
    """All rounds of an organization: five queries, however many there are."""
    rounds = list(Round.objects.of(organization))
    seen, planned = participation_by_round(rounds), plan_states(rounds)
    by_assessment: dict[int, list[RoundProgress]] = {}
    for round in rounds:
        progress = replace(_progress(round, seen[round.pk]), plan=planned.get(round.pk))
        by_assessment.setdefault(round.assessment_id, []).append(progress)
    return [AssessmentRounds(each, by_assessment.get(each.pk, [])) for each in organization.assessments.all()]


def _progress(round: Round, seen: dict[Team, Participation]) -> RoundProgress:
    teams = tuple(
        TeamProgress(
            team=TeamChoice(team.value),
            invited=seen[team].invited,
            responded=seen[team].responded,
            minimum=round.minimum,
            comment_minimum=round.comment_minimum,
        )
        for team in Team
    )
    return RoundProgress(round, teams)


def latest_round(assessment: Assessment) -> Round | None:
    return assessment.rounds.order_by("-pk").first()


def latest_zone(organization: Organization) -> str:
    """The time zone of the organization's newest round; empty when it has none."""
    rounds = Round.objects.filter(assessment__organization=organization).order_by("-pk")
    return rounds.values_list("time_zone", flat=True).first() or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFilter:
    """What a list of questions is narrowed to; empty fields narrow nothing. `source` is "own", "bank" or ""."""

    words: str = ""
    topic: str = ""
    subject: str = ""
    source: str = ""
    with_retired: bool = False

    @property
    def condition(self) -> Q:
        condition = Q(dimension=self.topic) if self.topic else Q()
        if self.subject:
            condition &= Q(subject=self.subject)
        if self.source:
            condition &= Q(organization__isnull=self.source == "bank")
        if not self.with_retired:
            condition &= Q(retired_at=None)
        for word in self.words.split():
            written = Q(text__icontains=word) | Q(short_name__icontains=word) | Q(code__iexact=word)
            condition &= written | _said_with(word)
        return condition


def _said_with(word: str) -> Q:
    """The bank's questions that have the word in the reader's language."""
    return Q(code__in=codes_with(word, _), organization=None)


@dataclass(frozen=True, slots=True)
class ListedQuestion:
    """A question, and how many rounds of this organization asked it (in any version)."""

    question: Question
    rounds_asked: int

    @property
    def topic(self) -> str:
        return dimension_name(self.question.dimension, _)


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    title: str
    questions: list[ListedQuestion]


def listed_questions(
    organization: Organization, narrowed: QuestionFilter, without: Collection[str] = ()
) -> QuerySet[Question]:
    """The bank as an organization sees it, in the order of its groups; `rounds_asked` is counted by the database.

    Questions with a code in `without` are left out.
    """
    launched = Q(items__round__assessment__organization=organization) & ~Q(items__round__state=StateChoice.DRAFT)
    return (
        Question.objects.for_organization(organization)
        .filter(narrowed.condition)
        .exclude(code__in=without)
        .annotate(rounds_asked=Count("items__round", filter=launched, distinct=True))
        .order_by(F("organization_id").asc(nulls_last=True), "position", "pk")
    )


def named_alike(question: Question) -> Question | None:
    """Another question that may be asked beside it, and has its short name, as written or in the reader's language."""
    name = question.short_name.casefold()
    others = Question.objects.filter(Q(organization=None) | Q(organization=question.organization_id)).active()
    named = others.exclude(pk=question.pk).exclude(short_name="").in_bank_order() if name else ()
    return next((o for o in named if name in {o.short_name.casefold(), o.said.short_name.casefold()}), None)


def question_groups(questions: Iterable[Question]) -> list[QuestionGroup]:
    """Listed questions: the organization's own, the Quick Nine, then topic by topic."""
    groups: dict[str, list[ListedQuestion]] = {title: [] for title in _group_titles()}
    for question in questions:
        groups[_group_title(question)].append(ListedQuestion(question, cast(Any, question).rounds_asked))
    return [QuestionGroup(title, rows) for title, rows in groups.items() if rows]


def _group_titles() -> list[str]:
    basics = _(load_bank().forms[BASICS].name)
    return [_("Your own questions"), basics, *dimension_names(_).values(), _("Other questions")]


def _group_title(question: Question) -> str:
    bank = load_bank()
    if question.organization_id is not None:
        return _("Your own questions")
    if question.code in bank.forms[BASICS].questions:
        return _(bank.forms[BASICS].name)
    return dimension_names(_).get(question.dimension, _("Other questions"))


def minutes_to_answer(asked: Sequence[tuple[FrozenItem, bool]]) -> int:
    """How long the questions take, each with whether its guess is asked: for the team that has more to guess."""
    scored = [(item, has_guess) for item, has_guess in asked if not item.is_open]
    guesses = max(sum(has_guess and item.may_guess(team) for item, has_guess in scored) for team in Team)
    return estimated_minutes(questions=len(scored), guesses=guesses, texts=len(asked) - len(scored))


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A round's items in order, and what they ask of people."""

    items: list[Item]
    has_guesses: bool

    @property
    def minutes(self) -> int:
        return minutes_to_answer([(item.frozen, self.has_guesses and item.has_guess) for item in self.items])

    @property
    def as_asked(self) -> list[Item]:
        """The items as launch freezes them: without guesses where the round asks for none."""
        asked = [copy(item) for item in self.items]
        for item in asked:
            item.has_guess = item.has_guess and self.has_guesses
        return asked

    @property
    def is_long(self) -> bool:
        return self.minutes > LONG_MINUTES

    @property
    def about_sales(self) -> int:
        return self._about(Subject.SALES)

    @property
    def about_marketing(self) -> int:
        return self._about(Subject.MARKETING)

    @property
    def is_lopsided(self) -> bool:
        """More than 60 of 100 questions on one team's work are about the same team: it may feel on trial."""
        return 10 * max(self.about_sales, self.about_marketing) > 6 * (self.about_sales + self.about_marketing)

    def _about(self, subject: Subject) -> int:
        return sum(item.subject == subject for item in self.items)


def questionnaire(round: Round) -> Questionnaire:
    """The items of a draft are worded as they would be launched now. One query."""
    items = list(round.items.select_related("question"))
    if round.state == StateChoice.DRAFT:
        for item in items:
            item.take_wording()
    return Questionnaire(items, round.has_guesses)
