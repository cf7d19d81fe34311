"""The page for the people who answered: opened and taken back, and its link as a picture."""

from __future__ import annotations

import qrcode
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from qrcode.image.svg import SvgPathFillImage

from accounts.models import Role
from assessments import plans
from assessments.access import closed_round_or_404
from assessments.services.publishing import publish_round, published_url, unpublish_round
from assessments.views.plan import to_plan


@login_required
@require_POST
def round_publish(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    round = closed_round_or_404(request, slug, code, Role.EDITOR)
    publish_round(round=round)
    messages.success(request, _("The page for the people who answered is open. Now give them its link."))
    return to_plan(round, anchor="published")


@login_required
@require_POST
def round_unpublish(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    round = closed_round_or_404(request, slug, code, Role.EDITOR)
    unpublish_round(round=round)
    messages.success(request, _("The page is taken back: its link leads nowhere now."))
    return to_plan(round, anchor="published")


@login_required
@require_safe
def published_qr(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The link of the page for the people who answered, as a picture."""
    publication = plans.publication(closed_round_or_404(request, slug, code, Role.EDITOR))
    if publication is None:
        raise Http404
    image = qrcode.make(published_url(publication), image_factory=SvgPathFillImage)
    return HttpResponse(image.to_string(), content_type="image/svg+xml")
