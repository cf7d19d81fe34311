"""The survey as its people see it, for organizers: nothing is stored, and nothing can be sent."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessments.access import round_or_404
from assessments.listings import questionnaire
from assessments.models import StateChoice
from assessments.queries import SurveyLink
from assessments.scales import Team
from assessments.views import survey_pages as pages


@login_required
@require_safe
def round_preview(request: HttpRequest, slug: str, code: str, team: str) -> HttpResponse:
    round = round_or_404(request, slug, code)
    if round.state == StateChoice.CLOSED or team not in list(Team):
        raise Http404
    link = SurveyLink(link_id=0, round=round, team=Team(team))
    ways = pages.Preview(
        back=reverse("assessments:round-detail", args=[slug, code]),
        other=reverse("assessments:round-preview", args=[slug, code, link.team.other.value]),
    )
    return HttpResponse(pages.preview_page(link, questionnaire(round).as_asked, ways))
