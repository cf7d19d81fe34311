"""The people of a confidential round and their invitations. Who has answered is told nowhere here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import signed_in
from accounts.models import Role
from assessments import emails
from assessments.access import person_or_404, round_or_404
from assessments.forms.people import AddressForm, PeopleForm
from assessments.invitations import ListProblem, parse_people
from assessments.listings import round_progress
from assessments.models import Invitation, Round, StateChoice
from assessments.people import ListedPerson, mailings_of, people_of
from assessments.scales import Team
from assessments.services.errors import DomainError
from assessments.services.invitations import Added, add_people, correct_address, remove_person, reset_link, send_again
from assessments.services.mailing import invite, send_test
from assessments.views.monitor import mail_trouble

PAGE = 50
"""People on one page of the list."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def people_list(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """POST adds people: good lines come onto the list, the others back into the box."""
    round = round_or_404(request, slug, code, Role.EDITOR)
    if refusal := _no_list(round):
        messages.info(request, refusal)
        return redirect("assessments:round-detail", slug, code)
    if request.method != "POST":
        return _page(request, round, PeopleForm())
    form = PeopleForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, round, form, status=400)
    return _add(request, round, form)


def _add(request: HttpRequest, round: Round, form: PeopleForm) -> HttpResponse:
    read = parse_people(form.content, translate=_, default_team=form.default_team)
    whole = [problem.reason for problem in read.problems if problem.line == 0]
    try:
        added = add_people(round=round, people=read.people)
    except DomainError as refused:
        whole.append(str(refused))
    if whole:
        form.add_error("pasted", whole)
        return _page(request, round, form, status=400)
    _tell(request, added)
    if not read.problems:
        return redirect("assessments:people-list", round.organization.slug, round.code)
    rejected = "\n".join(problem.text for problem in read.problems)
    left = PeopleForm(initial={"pasted": rejected, "team": form.cleaned_data["team"]})
    left.fields["pasted"].widget.attrs["autofocus"] = True  # the box stands far down: the browser goes there
    return _page(request, round, left, problems=read.problems)


def _no_list(round: Round) -> str:
    """Why the round has no list to work on; empty where it has one."""
    if not round.is_confidential:
        return _("This round is anonymous: it has no list of people.")
    if round.state == StateChoice.CLOSED:
        return _("This round is closed: nobody is invited any more.")
    return ""


def _tell(request: HttpRequest, added: Added) -> None:
    if added.people:
        new = ngettext("%(count)d person is new on the list.", "%(count)d people are new on the list.", added.people)
        messages.success(request, new % {"count": added.people})
    if added.known:
        known = ngettext("%(count)d was on the list already.", "%(count)d were on the list already.", len(added.known))
        messages.info(request, known % {"count": len(added.known)})


@login_required
@require_POST
def people_find(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The list narrowed to some names. Posted, so that nobody's name or e-mail gets into an address or a log."""
    round = _listed_round_or_404(request, slug, code)
    return _page(request, round, PeopleForm(), words=request.POST.get("words", "").strip()[:100])


def _page(
    request: HttpRequest,
    round: Round,
    form: PeopleForm,
    *,
    problems: Sequence[ListProblem] = (),
    words: str = "",
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    people = sorted(people_of(round), key=lambda person: list(Team).index(Team(person.team)))
    found = _named(people, words)
    progress = round_progress(round)
    context: dict[str, Any] = {
        "organization": round.organization,
        "round": round,
        "teams": progress.teams,
        "people": people,
        "words": words,
        "page": Paginator(found, PAGE).get_page("1" if words else request.GET.get("page")),
        "form": form,
        "problems": problems,
        "mailings": mailings_of(round, now),
        "trouble": mail_trouble(now),
        "letters": (emails.preview(round, Team.SALES), emails.preview(round, Team.SALES, is_reminder=True)),
        "own_address": signed_in(request).email,
    }
    return render(request, "assessments/people.html", context, status=status)


def _named(people: Sequence[ListedPerson], words: str) -> list[ListedPerson]:
    """Those with every one of the words in name or e-mail."""
    sought = words.casefold().split()
    return [
        person
        for person in people
        if all(word in f"{person.invitation.name} {person.invitation.email}".casefold() for word in sought)
    ]


def _listed_round_or_404(request: HttpRequest, slug: str, code: str) -> Round:
    round = round_or_404(request, slug, code, Role.EDITOR)
    if _no_list(round):
        raise Http404
    return round


@login_required
@require_POST
def people_invite(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    round = _listed_round_or_404(request, slug, code)
    try:
        queued = invite(round=round, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("assessments:people-list", slug, code)
    going = ngettext("%(count)d invitation is on its way.", "%(count)d invitations are on their way.", queued)
    messages.success(request, going % {"count": queued})
    return redirect("assessments:round-detail", slug, code)


@login_required
@require_POST
def mail_test(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    round = _listed_round_or_404(request, slug, code)
    to = signed_in(request).email
    try:
        send_test(round=round, team=Team.SALES, to=to)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("A test is on its way to %(to)s. Its link leads to the preview.") % {"to": to})
    return redirect("assessments:people-list", slug, code)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person_remove(request: HttpRequest, slug: str, code: str, pk: int) -> HttpResponse:
    person = person_or_404(_listed_round_or_404(request, slug, code), pk)
    done = _("%(person)s is off the list.") % {"person": person}
    return _act(request, person, "remove", lambda: remove_person(invitation=person), done)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person_correct(request: HttpRequest, slug: str, code: str, pk: int) -> HttpResponse:
    """Puts an address right, most often one that was refused."""
    person = person_or_404(_listed_round_or_404(request, slug, code), pk)
    form = AddressForm(request.POST if request.method == "POST" else None, initial={"email": person.email})
    if form.is_valid():
        try:
            correct_address(invitation=person, email=form.cleaned_data["email"], now=timezone.now())
        except DomainError as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("%(person)s: the address is corrected.") % {"person": person})
            return redirect("assessments:people-list", slug, code)
    context = {"organization": person.round.organization, "round": person.round, "person": person, "form": form}
    return render(request, "assessments/person_correct.html", context, status=400 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def link_reset(request: HttpRequest, slug: str, code: str, pk: int) -> HttpResponse:
    person = person_or_404(_listed_round_or_404(request, slug, code), pk)
    done = _("The old link of %(person)s no longer works.") % {"person": person}
    return _act(request, person, "reset", lambda: reset_link(invitation=person, now=timezone.now()), done)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_resend(request: HttpRequest, slug: str, code: str, pk: int) -> HttpResponse:
    person = person_or_404(_listed_round_or_404(request, slug, code), pk)
    done = _("The invitation of %(person)s is on its way once more.") % {"person": person}
    return _act(request, person, "resend", lambda: send_again(invitation=person, now=timezone.now()), done)


def _act(request: HttpRequest, person: Invitation, act: str, carry_out: Callable[[], None], done: str) -> HttpResponse:
    """GET asks, POST acts."""
    organization = person.round.organization
    if request.method != "POST":
        context = {"organization": organization, "round": person.round, "person": person, "act": act}
        return render(request, "assessments/person_act.html", context)
    try:
        carry_out()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("assessments:people-list", organization.slug, person.round.code)
