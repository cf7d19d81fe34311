"""The start page, and choosing or adding a client."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts import queries
from accounts.access import signed_in
from accounts.brand_services import wear_own
from accounts.forms import OrganizationForm
from accounts.services import create_organization

PAGE = 24
"""Organizations on one page of the list: rows of two, three and four are full."""

LONGEST_WORDS = 100


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("accounts:organization-list")
    context = {"is_new": not queries.has_real_user(), "has_demo": queries.demo_guest() is not None}
    return render(request, "accounts/home.html", context)


@login_required
@require_safe
def organization_list(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("words", "").strip()[:LONGEST_WORDS]
    memberships = queries.memberships_of(signed_in(request), words)
    page = Paginator(memberships, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "now": timezone.now()}
    return render(request, "accounts/organization_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def organization_create(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    # What a demo account makes belongs to the demo: it goes with it, and leaves the one-time way in open.
    is_demo = queries.is_demo_user(user)
    form = OrganizationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        organization = create_organization(name=form.cleaned_data["name"], owner=user, is_demo=is_demo)
        wear_own(organization=organization, user=user)
        return redirect("assessments:organization-home", organization.slug)
    return render(request, "accounts/organization_form.html", {"form": form, "is_demo": is_demo})
