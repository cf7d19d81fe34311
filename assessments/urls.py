"""Addresses of assessments."""

from django.urls import path

from assessments.views.survey import survey_answer

app_name = "assessments"

urlpatterns = [
    # The survey
    path("s/<str:token>/", survey_answer, name="survey-answer"),
    path("s/<str:token>", survey_answer),  # where a chat cut off the last stroke; a redirect would repeat the secret
]
