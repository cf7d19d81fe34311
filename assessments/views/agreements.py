"""The working agreement: its newest version and the older ones, writing the next, marking one as signed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import membership_or_404, signed_in
from accounts.models import Role
from assessments.access import can_edit, closed_in_or_404, closed_round_or_404
from assessments.agreements import AgreementTerms, gaps, merged, promises
from assessments.forms.agreements import AgreementForm, SignatureForm, agreement_initial, differences, retyped
from assessments.funnel_words import explained
from assessments.models import Round, WorkingAgreement
from assessments.scales import Team
from assessments.services.agreements import save_agreement, sign_agreement, unsign_agreement
from assessments.services.errors import DomainError, EditConflict, WrongTime
from assessments.versions import Versions, agreement_of


@login_required
@require_safe
def agreement(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The newest version; before there is one, what an agreement is for."""
    return _agreement_page(request, slug, code, None)


@login_required
@require_safe
def agreement_version(request: HttpRequest, slug: str, code: str, version: int) -> HttpResponse:
    """Any version, with what is new in it."""
    return _agreement_page(request, slug, code, version)


def _agreement_page(request: HttpRequest, slug: str, code: str, number: int | None) -> HttpResponse:
    membership = membership_or_404(signed_in(request), slug)
    round = closed_in_or_404(membership.organization, code)
    agreement = agreement_of(round.assessment)
    shown = agreement.newest if number is None else agreement.version(number)
    if number is not None and shown is None:
        raise Http404
    context = {**_about(round, agreement), "can_edit": can_edit(membership)}
    if shown is None:
        return render(request, "assessments/agreement_empty.html", context)
    context |= _version(round, agreement, shown)
    is_promised = bool(context["of_marketing"] or context["of_sales"])
    context["is_signable"] = context["can_edit"] and context["is_newest"] and is_promised
    return render(request, "assessments/agreement.html", context)


def _about(round: Round, agreement: Versions) -> dict[str, Any]:
    return {"organization": round.organization, "round": round, "agreement": agreement}


def _version(round: Round, agreement: Versions, shown: WorkingAgreement) -> dict[str, Any]:
    terms = agreement.terms(shown.version)
    return {
        **_paper(terms),
        "shown": shown,
        "is_newest": shown.version == agreement.number,
        "is_review_due": terms.review_on is not None and terms.review_on < timezone.now().date(),
        "differences": differences(agreement.terms(shown.version - 1), terms) if shown.version > 1 else [],
        "signature": SignatureForm(
            initial={"version": shown.version, "signed_on": timezone.localdate(timezone=round.zone)}
        ),
    }


def _paper(terms: AgreementTerms) -> dict[str, Any]:
    """The agreement in words."""
    promised = promises(terms, _)
    return {
        "terms": terms,
        "of_marketing": [one.sentence for one in promised if one.team is Team.MARKETING],
        "of_sales": [one.sentence for one in promised if one.team is Team.SALES],
        "explanation": explained(terms.funnel, terms.currency, _),
        "gaps": gaps(terms, _),
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_edit(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    round = closed_round_or_404(request, slug, code, Role.EDITOR)
    agreement = agreement_of(round.assessment)
    initial = agreement_initial(agreement.terms(agreement.number), agreement.number)
    form = AgreementForm(request.POST if request.method == "POST" else None, initial=initial)
    if not form.is_valid():
        return _form_page(request, round, agreement, form)
    began_from = form.cleaned_data["began_from"] or 0
    try:
        saved = save_agreement(
            round=round, terms=form.terms, began_from=began_from, user=signed_in(request), now=timezone.now()
        )
    except EditConflict as conflict:
        return _conflict_page(request, round, form, conflict)
    messages.success(request, _saved(saved))
    return redirect("assessments:agreement", slug, code)


def _saved(saved: WorkingAgreement | None) -> str:
    if saved is None:
        return _("Nothing changed, so there is no new version.")
    return _("Saved as version %(version)d.") % {"version": saved.version}


def _form_page(
    request: HttpRequest, round: Round, agreement: Versions, form: AgreementForm, **conflict: Any
) -> HttpResponse:
    context = {**_about(round, agreement), "form": form, "words": form.words(), **conflict}
    return render(request, "assessments/agreement_form.html", context, status=409 if conflict else 200)


def _conflict_page(request: HttpRequest, round: Round, form: AgreementForm, conflict: EditConflict) -> HttpResponse:
    """Both texts, field by field. The form holds what either wrote alone, and mine where both wrote."""
    agreement = agreement_of(round.assessment)
    base, theirs = agreement.terms(form.cleaned_data["began_from"] or 0), agreement.terms(agreement.number)
    both = merged(base, form.terms, theirs)
    shown = AgreementForm(retyped(both, agreement.number), initial=agreement_initial(theirs, agreement.number))
    shown.is_valid()
    return _form_page(
        request,
        round,
        agreement,
        shown,
        conflict=conflict,
        differences=differences(theirs, both),
        taken_over=differences(form.terms, both),
    )


@login_required
@require_POST
def agreement_check(request: HttpRequest, slug: str, code: str) -> JsonResponse:
    """What the numbers typed so far ask for, in words; nothing is stored."""
    closed_round_or_404(request, slug, code, Role.EDITOR)
    form = AgreementForm(request.POST)
    form.is_valid()
    html = render_to_string("assessments/_agreement_words.html", {"words": form.words()})
    return JsonResponse({"html": html, "fields": form.notes()})


@login_required
@require_POST
def agreement_sign(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Marks the newest version as signed, or with `undo` takes the mark back."""
    round = closed_round_or_404(request, slug, code, Role.EDITOR)
    form = SignatureForm(request.POST)
    try:
        messages.success(request, _signed(round, form, is_undone="undo" in request.POST))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("assessments:agreement", slug, code)


def _signed(round: Round, form: SignatureForm, *, is_undone: bool) -> str:
    form.is_valid()
    given = form.cleaned_data
    version = given.get("version", 0)
    if is_undone:
        unsign_agreement(round=round, version=version)
        return _("Version %(version)d is no longer marked as signed.") % {"version": version}
    if "signed_on" not in given:
        raise WrongTime(_("Say on which day the paper was signed."))
    sign_agreement(round=round, version=version, signed_on=given["signed_on"], now=timezone.now())
    return _("Version %(version)d is marked as signed.") % {"version": version}
