"""Addresses of assessments."""

from django.urls import path

from assessments.views import composition, organizations, questions, rounds
from assessments.views.preview import round_preview
from assessments.views.privacy import privacy
from assessments.views.receipts import receipt_check
from assessments.views.survey import survey_answer

app_name = "assessments"

urlpatterns = [
    path("o/<slug:slug>/", organizations.organization_home, name="organization-home"),
    # The question bank
    path("o/<slug:slug>/questions/", questions.question_list, name="question-list"),
    path("o/<slug:slug>/questions/new/", questions.question_create, name="question-create"),
    path("o/<slug:slug>/questions/<int:pk>/edit/", questions.question_edit, name="question-edit"),
    path("o/<slug:slug>/questions/<int:pk>/retire/", questions.question_retire, name="question-retire"),
    path("o/<slug:slug>/questions/<int:pk>/restore/", questions.question_restore, name="question-restore"),
    # Assessments and rounds
    path("o/<slug:slug>/assessments/new/", rounds.assessment_create, name="assessment-create"),
    path("o/<slug:slug>/assessments/<int:pk>/rounds/new/", rounds.round_create, name="round-create"),
    path("o/<slug:slug>/rounds/<slug:code>/", rounds.round_detail, name="round-detail"),
    path("o/<slug:slug>/rounds/<slug:code>/edit/", rounds.round_edit, name="round-edit"),
    path("o/<slug:slug>/rounds/<slug:code>/questions/", composition.round_compose, name="round-compose"),
    path("o/<slug:slug>/rounds/<slug:code>/launch/", rounds.round_launch, name="round-launch"),
    path("o/<slug:slug>/rounds/<slug:code>/close/", rounds.round_close, name="round-close"),
    path("o/<slug:slug>/rounds/<slug:code>/links/<str:team>.svg", rounds.link_qr, name="link-qr"),
    path("o/<slug:slug>/rounds/<slug:code>/preview/<str:team>/", round_preview, name="round-preview"),
    path("privacy/", privacy, name="privacy"),
    # The survey
    path("s/<str:token>/", survey_answer, name="survey-answer"),
    path("s/<str:token>/receipt/", receipt_check, name="receipt-check"),
    path("s/<str:token>", survey_answer),  # where a chat cut off the last stroke; a redirect would repeat the secret
]
