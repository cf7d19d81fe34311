"""The question bank in the database: what comes with the product, and what organizations write themselves."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organization
from assessments.bank import load_bank
from assessments.models import Item, Question, QuestionContent, StateChoice
from assessments.scales import Action, Direction, FrozenItem, GuessRule, Kind, Scale, Subject
from assessments.services.errors import DomainError

ASKED_FIELDS = ("text", "subject", "direction", "scale", "labels", "not_applicable", "guess_rule")
"""What a respondent reads or a figure depends on. Short name, topic, prompt and actions may change freely."""

_OWN_CODE = re.compile(r"C(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What an editor decides about a question of the organization's own."""

    text: str
    labels: Sequence[str]
    short_name: str = ""
    dimension: str = ""
    subject: Subject = Subject.BOTH
    direction: Direction = Direction.POSITIVE
    scale: Scale = Scale.FIVE
    not_applicable: str = ""
    guess_rule: GuessRule = GuessRule.BOTH
    prompt: str = ""
    actions: Sequence[Action] = ()


def load_bank_into_database() -> int:
    """Makes the stored bank equal to the one that comes with the product; returns how many questions changed.

    A stored question of a higher version than the product's stays: an older release of the product was started.
    """
    with transaction.atomic():
        stored = {question.code: question for question in Question.objects.filter(organization=None)}
        changed = [
            question
            for position, item in enumerate(load_bank().questions, start=1)
            if (question := _updated(stored.get(item.code), item, position)) is not None
        ]
        for question in changed:
            question.save()
    return len(changed)


def _updated(question: Question | None, item: FrozenItem, position: int) -> Question | None:
    """The row to save for `item`, or None when `question` already says the same."""
    wanted = {**_bank_content(item), "position": position}
    if question is None:
        return Question(**wanted)
    if question.version > item.version or all(getattr(question, field) == wanted[field] for field in wanted):
        return None
    for field, value in wanted.items():
        setattr(question, field, value)
    return question


def _bank_content(item: FrozenItem) -> dict[str, object]:
    """A FrozenItem as columns: the inverse of QuestionContent.frozen."""
    content = {field: getattr(item, field) for field in QuestionContent.CONTENT_FIELDS}
    return {
        **content,
        "dimension": item.dimension or "",
        "labels": list(item.labels),
        "actions": [asdict(action) for action in item.actions],
    }


def add_question(*, organization: Organization, wording: Wording) -> Question:
    """A question of the organization's own, with the next free code C1, C2, …"""
    with transaction.atomic():
        Organization.objects.select_for_update().get(pk=organization.pk)  # codes are given one at a time
        question = Question(organization=organization, code=_next_code(organization), kind=Kind.CUSTOM.value)
        _apply(question, wording)
        question.save(force_insert=True)
    return question


def edit_question(*, question: Question, wording: Wording) -> Question:
    """Rewords an organization's own question.

    Was it asked as it stands, then a change of what respondents read makes a new version: rounds keep their copy,
    and trends join equal versions only. Raises DomainError for a question that comes with the product.
    """
    with transaction.atomic():
        locked = _own(question)
        before = {field: getattr(locked, field) for field in ASKED_FIELDS}
        _apply(locked, wording)
        if before != {field: getattr(locked, field) for field in ASKED_FIELDS} and was_asked(locked):
            locked.version += 1
        locked.save()
    return locked


def retire_question(*, question: Question, now: datetime.datetime) -> None:
    """Takes the question out of what can be chosen. Rounds that asked it keep it."""
    with transaction.atomic():
        locked = _own(question)
        locked.retired_at = locked.retired_at or now
        locked.save(update_fields=["retired_at"])


def restore_question(*, question: Question) -> None:
    with transaction.atomic():
        locked = _own(question)
        locked.retired_at = None
        locked.save(update_fields=["retired_at"])


def was_asked(question: Question) -> bool:
    """Whether a launched round holds the question in its current version."""
    launched = Item.objects.filter(question=question, version=question.version).exclude(round__state=StateChoice.DRAFT)
    return launched.exists()


def _own(question: Question) -> Question:
    locked = Question.objects.select_for_update().get(pk=question.pk)
    if locked.organization_id is None:
        raise DomainError(_("This question comes with OneTeam. Copy it to make your own version."))
    return locked


def _apply(question: Question, wording: Wording) -> None:
    question.text = wording.text
    question.short_name = wording.short_name
    question.dimension = wording.dimension
    question.subject = wording.subject.value
    question.direction = wording.direction.value
    question.scale = wording.scale.value
    question.labels = list(wording.labels)
    question.not_applicable = wording.not_applicable
    question.guess_rule = wording.guess_rule.value
    question.prompt = wording.prompt
    question.actions = [asdict(action) for action in wording.actions]


def _next_code(organization: Organization) -> str:
    codes = Question.objects.filter(organization=organization).values_list("code", flat=True)
    numbers = (int(match[1]) for code in codes if (match := _OWN_CODE.fullmatch(code)))
    return f"C{max(numbers, default=0) + 1}"
