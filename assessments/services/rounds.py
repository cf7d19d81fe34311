"""A round's life: created as a draft, composed, launched, closed."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Organization
from accounts.services import one_line
from assessments import tokens
from assessments.bank import load_bank
from assessments.models import (
    COMMENT_MINIMUM,
    LONGEST_OPEN,
    Assessment,
    Invitation,
    Item,
    Link,
    Question,
    QuestionContent,
    Round,
    StateChoice,
)
from assessments.promises import frozen_notice
from assessments.scales import Mode, Team
from assessments.services.errors import EditConflict, LaunchRefused, NameTaken, WrongState, WrongTime
from assessments.services.questions import load_bank_into_database


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPlan:
    """What an organizer decides about a round before launch. `closes_at` is an instant, shown in `time_zone`."""

    title: str
    minimum: int = 5
    mode: Mode = Mode.ANONYMOUS
    has_guesses: bool = True
    invited_sales: int | None = None
    invited_marketing: int | None = None
    closes_at: datetime.datetime | None = None
    time_zone: str = "UTC"
    segment_title: str = ""
    segments: tuple[str, ...] = ()
    reply_to: str = ""


def create_assessment(*, organization: Organization, name: str) -> Assessment:
    """Raises NameTaken when the organization has one of that name."""
    try:
        with transaction.atomic():
            return Assessment.objects.create(organization=organization, name=one_line(name))
    except IntegrityError:
        raise NameTaken(_("There is an assessment of this name already. Choose another one.")) from None


def create_round(*, assessment: Assessment, plan: RoundPlan) -> Round:
    """A draft round without questions."""
    round = Round(assessment=assessment, code=tokens.new_code())
    _apply(round, plan)
    round.save(force_insert=True)
    return round


def plan_round(*, round: Round, plan: RoundPlan, edited: int | None = None) -> None:
    """Changes what was decided about a draft. Raises WrongState once the round is launched.

    `edited` is the round's counter as the page was made from it: EditConflict when someone saved since.
    """
    with transaction.atomic():
        locked = locked_draft(round, edited)
        _apply(locked, plan)
        locked.edited += 1
        locked.save()
        if not locked.is_confidential:
            locked.invitations.all().delete()  # an anonymous round has no list of persons


def set_sizes(*, round: Round, edited: int | None, sales: int | None, marketing: int | None) -> None:
    """How many people of each team are asked in an anonymous draft; None where nobody counted them.

    Raises WrongState once the round is launched or where a list counts them, EditConflict as `plan_round` does.
    """
    with transaction.atomic():
        locked = locked_draft(round, edited)
        if locked.is_confidential:
            raise WrongState(_("The people of a confidential round are counted on its list."))
        locked.invited_sales, locked.invited_marketing = sales, marketing
        locked.edited += 1
        locked.save(update_fields=["invited_sales", "invited_marketing", "edited"])


def _apply(round: Round, plan: RoundPlan) -> None:
    round.title = one_line(plan.title)
    round.minimum = plan.minimum
    round.comment_minimum = max(COMMENT_MINIMUM, plan.minimum)
    round.mode = plan.mode.value
    round.has_guesses = plan.has_guesses
    round.invited_sales = plan.invited_sales
    round.invited_marketing = plan.invited_marketing
    round.closes_at = plan.closes_at
    round.time_zone = plan.time_zone
    round.segment_title = one_line(plan.segment_title) if plan.segments else ""
    round.segments = [one_line(name) for name in plan.segments]
    round.reply_to = plan.reply_to


def compose_round(*, round: Round, questions: Sequence[Question], guesses: Collection[str] | None = None) -> None:
    """Puts `questions`, in this order, into a draft in place of what was there.

    `guesses` are the codes whose guess is asked; None asks it wherever the question's own rule allows.
    """
    chosen = [(question, guesses is None or question.code in guesses) for question in questions]
    with transaction.atomic():
        replace_items(locked_draft(round), chosen)


def compose_by_form(*, round: Round, form: str, edited: int | None = None) -> None:
    """Puts a form of the bank (quick-nine, standard, full), with its guesses, into a draft in place of what was there.

    Raises KeyError for a form that the bank does not have.
    """
    wanted = load_bank().forms[form]
    with transaction.atomic():
        locked = locked_draft(round, edited)
        stored = _stored_bank(wanted.questions)
        replace_items(locked, [(stored[code], code in wanted.guesses) for code in wanted.questions])


def _stored_bank(codes: Sequence[str]) -> dict[str, Question]:
    """Questions of the bank by code; the bank is loaded first where that was forgotten."""
    rows = Question.objects.filter(organization=None, code__in=codes)
    if rows.count() < len(codes):
        load_bank_into_database()
    return {question.code: question for question in rows.all()}


def replace_items(locked: Round, chosen: Sequence[tuple[Question, bool]]) -> None:
    """Writes a draft's questions in order, each with whether its guess is asked. `locked` is from `locked_draft`."""
    locked.items.all().delete()
    Item.objects.bulk_create(
        _item(locked, position, question, has_guess=has_guess)
        for position, (question, has_guess) in enumerate(chosen, start=1)
    )
    locked.edited += 1
    locked.save(update_fields=["edited"])


def _item(round: Round, position: int, question: Question, *, has_guess: bool) -> Item:
    item = Item(round=round, question=question, position=position, has_guess=has_guess)
    item.take_wording()
    return item


def launch_round(*, round: Round, now: datetime.datetime, edited: int | None = None) -> None:
    """Freezes the items as the bank words them now and the promises, opens the round and makes its links.

    Raises LaunchRefused with every reason, WrongState when the round is no draft, EditConflict when it is not the
    draft that `edited` counted.
    """
    with transaction.atomic():
        locked = locked_draft(round, edited)
        items = list(locked.items.select_related("question"))
        if problems := launch_problems(locked, items, now):
            raise LaunchRefused(list(problems.values()))
        for item in items:
            item.take_wording()
            item.has_guess = item.has_guess and locked.has_guesses
        Item.objects.bulk_update(items, [*QuestionContent.CONTENT_FIELDS, "has_guess"])
        _make_links(locked)
        locked.notice = frozen_notice(locked)
        locked.state = StateChoice.OPEN
        locked.launched_at = now
        locked.save()
    round.refresh_from_db()


def _make_links(round: Round) -> None:
    if round.is_confidential:
        invitations = list(round.invitations.all())
        for invitation in invitations:
            link_invitation(invitation)
        Invitation.objects.bulk_update(invitations, ["link", "unsubscribe_hash"])
    else:
        Link.objects.bulk_create(new_link(round, team) for team in Team)


def link_invitation(invitation: Invitation) -> None:
    """Gives a person a link of their own. The link is stored here, the invitation by the caller."""
    invitation.link = new_link(invitation.round, Team(invitation.team), is_personal=True)
    invitation.link.save(force_insert=True)
    invitation.unsubscribe_hash = tokens.hash_token(tokens.unsubscribe_token(bytes(invitation.link.seed)))


def new_link(round: Round, team: Team, *, is_personal: bool = False) -> Link:
    """A secret address that is not stored yet."""
    seed = tokens.new_seed()
    token_hash = tokens.hash_token(tokens.link_token(seed))
    return Link(round=round, team=team.value, seed=seed, token_hash=token_hash, is_personal=is_personal)


def launch_problems(round: Round, items: Sequence[Item], now: datetime.datetime) -> dict[str, str]:
    """Why a draft cannot be launched yet: a sentence for "questions", "closes_at", or both; empty when it can."""
    problems = {}
    if all(item.frozen.is_open for item in items):
        problems["questions"] = _("Choose at least one question that people answer on a scale.")
    if round.closes_at is None:
        problems["closes_at"] = _("Say when the round closes.")
    elif round.closes_at <= now:
        problems["closes_at"] = _("The closing time has passed. Choose a later one.")
    return problems


def extend_round(*, round: Round, closes_at: datetime.datetime, time_zone: str, now: datetime.datetime) -> None:
    """Moves the closing time of an open round further away, also when it has passed: answers are taken again.

    Raises WrongState when the round is not open, WrongTime when the new time is not later than now and than the old
    one, or more than LONGEST_OPEN after launch.
    """
    with transaction.atomic():
        locked = Round.objects.select_for_update().get(pk=round.pk)
        if locked.state == StateChoice.CLOSED:
            raise WrongState(_("This round is closed and its results are released: no answer can be added any more."))
        if locked.launched_at is None or locked.closes_at is None:
            raise WrongState(_("Only an open round can be extended. A draft is edited."))
        if closes_at <= max(locked.closes_at, now):
            raise WrongTime(_("Choose a time that is later than the one so far. To end earlier, close the round."))
        if closes_at > locked.launched_at + LONGEST_OPEN:
            raise WrongTime(_("No round waits longer than a year for answers: respondents were promised that."))
        locked.closes_at, locked.time_zone = closes_at, time_zone
        locked.save(update_fields=["closes_at", "time_zone"])
    round.refresh_from_db()


def locked_draft(round: Round, edited: int | None = None) -> Round:
    """The round's row, kept from others until the transaction ends, and unchanged since `edited` was read."""
    locked = Round.objects.select_for_update().get(pk=round.pk)
    if locked.state != StateChoice.DRAFT:
        raise WrongState(_("This round was launched: its questions and promises can no longer change."))
    if edited is not None and locked.edited != edited:
        raise EditConflict(_("This round was changed since you opened the page."))
    return locked


def survey_links(round: Round) -> dict[Team, str]:
    """The secret address of each team's survey: whoever has one may answer for that team.

    A confidential round has none. Personal links are never shown to an organizer: they tell who has answered.
    """
    shared = {Team(link.team): link for link in round.links.all() if not link.is_personal}
    return {team: survey_url(shared[team]) for team in Team if team in shared}


def survey_url(link: Link) -> str:
    """Written out, not reversed: it is printed on paper and may never move."""
    return f"{settings.SITE_URL}/s/{tokens.stored_link_token(bytes(link.seed), link.token_hash)}/"
