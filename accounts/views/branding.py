"""How an organization looks, a consultant's contact block, and the files that pages wear."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import queries
from accounts.access import organization_or_404, signed_in
from accounts.brand_services import ContactBlock, save_contact, save_identity, save_logo, wear_own
from accounts.branding_forms import AccentForm, BrandingForm, ContactForm, LogoForm
from accounts.models import Organization, Role, User
from accounts.swatches import swatch
from accounts.worn import accent_of, branding_of, logo_address, stylesheet

_KEPT_FOR_EVER = "public, max-age=31536000, immutable"
"""What is served under an address has that content and no other, ever."""

_BLOCK = ("company", "email", "phone", "words")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def branding_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """`?accent=` and `?name=` show how others would look, while somebody types them."""
    organization = organization_or_404(signed_in(request), slug, Role.OWNER)
    form = BrandingForm(_posted(request), initial=_tried(request, name=organization.name, owner=organization))
    if form.is_valid():
        save_identity(organization=organization, **form.cleaned_data)
        messages.success(request, _("Saved. The survey, mails and files look like this from now on."))
        return redirect("accounts:branding-edit", slug)
    return _branding_page(request, organization, form, LogoForm())


@login_required
@require_POST
def branding_logo(request: HttpRequest, slug: str) -> HttpResponse:
    organization = organization_or_404(signed_in(request), slug, Role.OWNER)
    if "own" in request.POST:
        wear_own(organization=organization, user=signed_in(request))
        messages.success(request, _("Your own logo and color are taken over."))
        return redirect("accounts:branding-edit", slug)
    form = _logo_form(request)
    if form and not form.is_valid():
        identity = BrandingForm(initial=_tried(request, name=organization.name, owner=organization))
        return _branding_page(request, organization, identity, form)
    _keep_logo(request, organization, form)
    return redirect("accounts:branding-edit", slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contact_edit(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = ContactForm(_posted(request), initial=_tried(request, owner=user, **_block(user)))
    if form.is_valid():
        block = ContactBlock(**{name: form.cleaned_data[name] for name in _BLOCK})
        save_contact(user=user, block=block, accent=form.cleaned_data["accent"])
        messages.success(request, _("Saved. New files end with this block, unless you leave it out."))
        return redirect("accounts:contact-edit")
    return _contact_page(request, user, form, LogoForm())


@login_required
@require_POST
def contact_logo(request: HttpRequest) -> HttpResponse:
    user, form = signed_in(request), _logo_form(request)
    if form and not form.is_valid():
        return _contact_page(request, user, ContactForm(initial=_tried(request, owner=user, **_block(user))), form)
    _keep_logo(request, user, form)
    return redirect("accounts:contact-edit")


# Public: a survey and a published page wear them. Neither address tells whose they are.
@require_safe
def brand_logo(_request: HttpRequest, digest: str) -> HttpResponse:
    content = queries.logo(digest)
    if content is None:
        raise Http404
    headers = {"Content-Disposition": "inline", "X-Content-Type-Options": "nosniff", "Cache-Control": _KEPT_FOR_EVER}
    return HttpResponse(content, content_type="image/png", headers=headers)


@gzip_page
@require_safe
def brand_style(_request: HttpRequest, accent: str, sheet: str) -> HttpResponse:
    try:
        rules = stylesheet(f"#{accent}", sheet)
    except ValueError:
        raise Http404 from None
    return HttpResponse(rules, content_type="text/css; charset=utf-8", headers={"Cache-Control": _KEPT_FOR_EVER})


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _tried(request: HttpRequest, *, owner: Organization | User, **stored: str) -> dict[str, str]:
    """What is stored, or what the address asks to look at."""
    initial = {**stored, "accent": accent_of(owner)}
    return {name: request.GET.get(name, value) for name, value in initial.items()}


def _block(user: User) -> dict[str, str]:
    branding = branding_of(user)
    return {name: getattr(branding, name) if branding else "" for name in _BLOCK}


def _logo_form(request: HttpRequest) -> LogoForm | None:
    """None where the button says that the logo goes."""
    return None if "remove" in request.POST else LogoForm(request.POST, request.FILES)


def _keep_logo(request: HttpRequest, owner: Organization | User, form: LogoForm | None) -> None:
    save_logo(owner=owner, logo=form.cleaned_data["logo"] if form else b"")
    messages.success(request, _("The logo is up.") if form else _("The logo is gone."))


def _branding_page(
    request: HttpRequest, organization: Organization, form: BrandingForm, logo_form: LogoForm
) -> HttpResponse:
    context = {
        "organization": organization,
        "has_own": branding_of(signed_in(request)) is not None,
        "is_owner": True,
        "can_edit": True,
        **_look(form, logo_form, str(form["name"].value() or organization.name), organization),
    }
    return render(request, "accounts/branding_form.html", context, status=_status(form, logo_form))


def _contact_page(request: HttpRequest, user: User, form: ContactForm, logo_form: LogoForm) -> HttpResponse:
    name = str(form["company"].value() or user)
    return render(
        request,
        "accounts/contact_form.html",
        _look(form, logo_form, name, user),
        status=_status(form, logo_form),
    )


def _look(form: AccentForm, logo_form: LogoForm, name: str, owner: Organization | User) -> dict[str, Any]:
    return {
        "form": form,
        "logo_form": logo_form,
        "shown_name": name,
        "swatch": swatch(form.tried),
        "logo": logo_address(owner),
    }


def _status(*given: AccentForm | LogoForm) -> int:
    return 400 if any(form.is_bound for form in given) else 200
