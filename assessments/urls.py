"""Addresses of assessments."""

from django.urls import path

from assessments.views import (
    agreements,
    books,
    composition,
    monitor,
    organizations,
    people,
    plan,
    publishing,
    questions,
    room,
    rounds,
    workshops,
)
from assessments.views.comments import comment_pin, comment_redact, comment_tag
from assessments.views.demo import demo, demo_end, demo_stop
from assessments.views.preview import round_preview
from assessments.views.privacy import privacy
from assessments.views.receipts import receipt_check
from assessments.views.survey import survey_answer
from assessments.views.unsubscribe import mail_unsubscribe

app_name = "assessments"

urlpatterns = [
    # The demo, for whoever wants to look around
    path("demo/", demo, name="demo"),
    path("demo/<int:number>/", demo_stop, name="demo-stop"),
    path("demo/end/", demo_end, name="demo-end"),
    path("o/<slug:slug>/", organizations.organization_home, name="organization-home"),
    path("o/<slug:slug>/delete/", organizations.organization_delete, name="organization-delete"),
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
    path("o/<slug:slug>/rounds/<slug:code>/sizes/", rounds.round_sizes, name="round-sizes"),
    path("o/<slug:slug>/rounds/<slug:code>/questions/", composition.round_compose, name="round-compose"),
    path("o/<slug:slug>/rounds/<slug:code>/launch/", rounds.round_launch, name="round-launch"),
    path("o/<slug:slug>/rounds/<slug:code>/close/", rounds.round_close, name="round-close"),
    path("o/<slug:slug>/rounds/<slug:code>/links/<str:team>.svg", rounds.link_qr, name="link-qr"),
    path("o/<slug:slug>/rounds/<slug:code>/extend/", monitor.round_extend, name="round-extend"),
    path("o/<slug:slug>/rounds/<slug:code>/remind/", monitor.reminder_send, name="reminder-send"),
    path(
        "o/<slug:slug>/rounds/<slug:code>/reminders/<int:number>/move/",
        monitor.reminder_move,
        name="reminder-move",
    ),
    path(
        "o/<slug:slug>/rounds/<slug:code>/reminders/<int:number>/cancel/",
        monitor.reminder_cancel,
        name="reminder-cancel",
    ),
    # The people of a confidential round
    path("o/<slug:slug>/rounds/<slug:code>/people/", people.people_list, name="people-list"),
    path("o/<slug:slug>/rounds/<slug:code>/people/find/", people.people_find, name="people-find"),
    path("o/<slug:slug>/rounds/<slug:code>/people/invite/", people.people_invite, name="people-invite"),
    path("o/<slug:slug>/rounds/<slug:code>/people/test/", people.mail_test, name="mail-test"),
    path("o/<slug:slug>/rounds/<slug:code>/people/<int:pk>/remove/", people.person_remove, name="person-remove"),
    path("o/<slug:slug>/rounds/<slug:code>/people/<int:pk>/correct/", people.person_correct, name="person-correct"),
    path("o/<slug:slug>/rounds/<slug:code>/people/<int:pk>/reset/", people.link_reset, name="link-reset"),
    path(
        "o/<slug:slug>/rounds/<slug:code>/people/<int:pk>/resend/", people.invitation_resend, name="invitation-resend"
    ),
    # The workshop
    path("o/<slug:slug>/rounds/<slug:code>/workshop/prepare/", workshops.workshop_prepare, name="workshop-prepare"),
    path("o/<slug:slug>/rounds/<slug:code>/workshop/start/", workshops.workshop_start, name="workshop-start"),
    path("o/<slug:slug>/rounds/<slug:code>/workshop/move/", workshops.workshop_move, name="workshop-move"),
    path("o/<slug:slug>/rounds/<slug:code>/workshop/end/", workshops.workshop_end, name="workshop-end"),
    path("o/<slug:slug>/rounds/<slug:code>/workshop/vote/open/", workshops.vote_open, name="vote-open"),
    path("o/<slug:slug>/rounds/<slug:code>/workshop/vote/lock/", workshops.vote_lock, name="vote-lock"),
    path("o/<slug:slug>/rounds/<slug:code>/workshop/state/", workshops.workshop_state, name="workshop-state"),
    path("o/<slug:slug>/rounds/<slug:code>/workshop/code.svg", workshops.workshop_qr, name="workshop-qr"),
    # The plan
    path("o/<slug:slug>/rounds/<slug:code>/plan/choose/", plan.focus_choose, name="focus-choose"),
    path("o/<slug:slug>/rounds/<slug:code>/plan/<int:position>/move/", plan.focus_move, name="focus-move"),
    path("o/<slug:slug>/rounds/<slug:code>/plan/<int:position>/drop/", plan.focus_drop, name="focus-drop"),
    path("o/<slug:slug>/rounds/<slug:code>/plan/<int:position>/new/", plan.action_create, name="action-create"),
    path("o/<slug:slug>/rounds/<slug:code>/plan/<int:position>/<int:pk>/", plan.action_edit, name="action-edit"),
    path(
        "o/<slug:slug>/rounds/<slug:code>/plan/<int:position>/<int:pk>/remove/",
        plan.action_remove,
        name="action-remove",
    ),
    path("o/<slug:slug>/rounds/<slug:code>/plan/<int:position>/<int:pk>/mark/", plan.action_mark, name="action-mark"),
    path("o/<slug:slug>/rounds/<slug:code>/publish/", publishing.round_publish, name="round-publish"),
    path("o/<slug:slug>/rounds/<slug:code>/unpublish/", publishing.round_unpublish, name="round-unpublish"),
    path("o/<slug:slug>/rounds/<slug:code>/published.svg", publishing.published_qr, name="published-qr"),
    # Comments of a closed round
    path("o/<slug:slug>/rounds/<slug:code>/comments/<int:place>/tag/", comment_tag, name="comment-tag"),
    path("o/<slug:slug>/rounds/<slug:code>/comments/<int:place>/pin/", comment_pin, name="comment-pin"),
    path("o/<slug:slug>/rounds/<slug:code>/comments/<int:place>/redact/", comment_redact, name="comment-redact"),
    # The files of a closed round, and links to them
    path("o/<slug:slug>/rounds/<slug:code>/book/save/", books.book_save, name="book-save"),
    path("o/<slug:slug>/rounds/<slug:code>/book/links/new/", books.share_create, name="share-create"),
    path("o/<slug:slug>/rounds/<slug:code>/book/links/<int:pk>/end/", books.share_revoke, name="share-revoke"),
    path("o/<slug:slug>/rounds/<slug:code>/book/links/<int:pk>/code.svg", books.share_qr, name="share-qr"),
    # The working agreement
    path("o/<slug:slug>/rounds/<slug:code>/agreement/", agreements.agreement, name="agreement"),
    path("o/<slug:slug>/rounds/<slug:code>/agreement/edit/", agreements.agreement_edit, name="agreement-edit"),
    path("o/<slug:slug>/rounds/<slug:code>/agreement/check/", agreements.agreement_check, name="agreement-check"),
    path("o/<slug:slug>/rounds/<slug:code>/agreement/sign/", agreements.agreement_sign, name="agreement-sign"),
    path(
        "o/<slug:slug>/rounds/<slug:code>/agreement/<int:version>/",
        agreements.agreement_version,
        name="agreement-version",
    ),
    # The phones in the room
    path("w/", room.workshop_enter, name="workshop-enter"),
    path("w/<str:code>/", room.workshop_join, name="workshop-join"),
    path("w/<str:code>/now/", room.phone_now, name="phone-now"),
    path("w/<str:code>/vote/", room.ballot_cast, name="ballot-cast"),
    path("w/<str:code>/leave/", room.phone_leave, name="phone-leave"),
    # The survey
    path("o/<slug:slug>/rounds/<slug:code>/preview/<str:team>/", round_preview, name="round-preview"),
    path("privacy/", privacy, name="privacy"),
    path("s/<str:token>/", survey_answer, name="survey-answer"),
    path("s/<str:token>/receipt/", receipt_check, name="receipt-check"),
    path("u/<str:token>/", mail_unsubscribe, name="mail-unsubscribe"),
    path("s/<str:token>", survey_answer),  # where a chat cut off the last stroke; a redirect would repeat the secret
]
