from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import Organization
from assessments import tokens
from assessments.models import Invitation, Mail, MailState, Round
from assessments.scales import Mode, Team
from assessments.services.closing import close_round
from assessments.services.invitations import unsubscribe
from assessments.services.mailing import invite
from tests.accounts.pages import text
from tests.builders import make_draft, make_organization, make_round
from tests.invited import (
    answer_as,
    invitation_of,
    mail_to,
    make_listed_draft,
    make_listed_round,
    people,
    person,
    personal_token,
)

pytestmark = pytest.mark.django_db


def address(name: str, round: Round, *args: Any) -> str:
    return reverse(f"assessments:{name}", args=[round.organization.slug, round.code, *args])


def add(client: Client, round: Round, pasted: str = "", **more: Any) -> Any:
    return client.post(address("people-list", round), {"pasted": pasted, "team": "", **more}, follow=True)


def emails_of(round: Round) -> list[str]:
    return list(round.invitations.order_by("pk").values_list("email", flat=True))


@pytest.fixture
def draft(organization: Organization) -> Round:
    return make_draft(organization, mode=Mode.CONFIDENTIAL, reply_to="carla@example.com")


# --- Adding --------------------------------------------------------------------------------------------------------
def test_empty_list_says_what_to_do(as_editor: Client, draft: Round) -> None:
    words = text(as_editor.get(address("people-list", draft)))
    assert "No people yet: paste addresses" in words
    assert "Send a test to myself" not in words


def test_pasted_people_come_onto_the_list(as_editor: Client, draft: Round) -> None:
    response = add(as_editor, draft, "ana@example.com, Ana Silva, Sales\nbob@example.com, Bob, Marketing")
    assert response.redirect_chain == [(address("people-list", draft), 302)]
    assert "2 people are new on the list." in text(response)
    assert [(each.email, each.name, each.team) for each in draft.invitations.order_by("pk")] == [
        ("ana@example.com", "Ana Silva", "sales"),
        ("bob@example.com", "Bob", "marketing"),
    ]


def test_good_lines_are_kept_and_the_others_stand_in_the_box(as_editor: Client, draft: Round) -> None:
    response = add(as_editor, draft, "ana@example.com, Ana, Sales\nBob without mail\ncy@example.com, Cy, Finance")
    words = text(response)
    assert emails_of(draft) == ["ana@example.com"]
    assert "2 lines could not be used." in words
    assert "Line 2: Bob without mail There is no e-mail address here." in words
    assert "Line 3: cy@example.com, Cy, Finance The team is missing." in words
    box = response.context["form"]["pasted"].value()
    assert box == "Bob without mail\ncy@example.com, Cy, Finance"
    corrected = box.replace("without mail", "bob@example.com, Sales").replace("Finance", "Marketing")
    again = add(as_editor, draft, corrected.replace("Bob bob", "Bob, bob"))
    assert emails_of(draft) == ["ana@example.com", "bob@example.com", "cy@example.com"]
    assert "could not be used" not in text(again)


def test_people_on_the_list_already_are_passed_by(as_editor: Client, draft: Round) -> None:
    add(as_editor, draft, "ana@example.com, Ana, Sales")
    words = text(add(as_editor, draft, "ANA@example.com, Ana, Sales\nbob@example.com, Bob, Sales"))
    assert "1 person is new on the list. 1 was on the list already." in words
    assert emails_of(draft) == ["ana@example.com", "bob@example.com"]


def test_file_is_read_and_one_team_is_for_all(as_editor: Client, draft: Round) -> None:
    file = SimpleUploadedFile("people.csv", "E-mail;Name\nana@example.com;Ána\n".encode("cp1252"))
    add(as_editor, draft, file=file, team="marketing")
    assert list(draft.invitations.values_list("email", "name", "team")) == [("ana@example.com", "Ána", "marketing")]


@pytest.mark.parametrize(
    ("pasted", "more", "sentence"),
    [
        ("", {}, "Name somebody."),
        ("  \n ", {}, "Name somebody."),
        ("ana@example.com", {"file": b"bob@example.com"}, "Use either the box or a file, not both."),
        ("", {"file": b""}, "This file is empty."),
        ("", {"file": b"x" * 1_000_001}, "This file is too large for a list of people."),
        ("ana@example.com", {"team": "finance"}, "Select a valid choice."),
    ],
)
def test_list_that_is_refused_says_why_and_keeps_what_was_typed(
    as_editor: Client, draft: Round, pasted: str, more: dict[str, Any], sentence: str
) -> None:
    sent = {**more, **({"file": SimpleUploadedFile("a.csv", more["file"])} if "file" in more else {})}
    response = add(as_editor, draft, pasted, **sent)
    assert response.status_code == 400
    assert sentence in text(response)
    assert response.context["form"]["pasted"].value() == pasted
    assert not draft.invitations.exists()


def test_names_are_text_not_markup(as_editor: Client, draft: Round) -> None:
    page = add(as_editor, draft, "ana@example.com, <script>alert(1)</script>, Sales\n<script>alert(2)</script>")
    assert "<script>alert" not in page.content.decode()


# --- The list ------------------------------------------------------------------------------------------------------
def test_list_is_shown_by_pages_of_fifty(as_editor: Client, organization: Organization) -> None:
    round = make_listed_draft(people(120), organization=organization)
    listed = [as_editor.get(address("people-list", round), {"page": page}).context["page"] for page in (1, 2, 3, 99)]
    assert [len(page) for page in listed] == [50, 50, 20, 20]
    assert "Page 1 of 3" in text(as_editor.get(address("people-list", round)))
    assert {each.team for each in listed[0]} == {"sales"}


def test_people_are_found_by_every_word_without_a_trace_in_the_address(
    as_editor: Client, organization: Organization
) -> None:
    listed = [person("ana@example.com", name="Ana Silva"), person("ben@example.com", name="Ben Silva")]
    round = make_listed_draft(listed, organization=organization)
    words = text(as_editor.post(address("people-find", round), {"words": "SILVA ana@"}))
    assert "ana@example.com" in words
    assert "ben@example.com" not in words
    assert "Nobody on the list has “zoe” in name or e-mail." in text(
        as_editor.post(address("people-find", round), {"words": "zoe"})
    )
    assert 'method="get"' not in as_editor.get(address("people-list", round)).content.decode()


def test_page_takes_as_many_queries_for_sixty_people_as_for_two(as_editor: Client, organization: Organization) -> None:
    small = make_listed_round(people(2), organization=organization)
    large = make_listed_round(people(60), assessment=small.assessment, title="Large")
    counts = []
    for round in (small, large):
        invite(round=round, now=timezone.now())
        here = address("people-list", round)
        with CaptureQueriesContext(connection) as taken:
            as_editor.get(here)
        counts.append(len(taken))
    assert counts[0] == counts[1]


def test_team_below_the_minimum_is_warned_of(as_editor: Client, organization: Organization) -> None:
    listed = [person(f"s{n}@example.com") for n in range(4)]
    listed += [person(f"m{n}@example.com", Team.MARKETING) for n in range(6)]
    words = text(as_editor.get(address("people-list", make_listed_draft(listed, organization=organization))))
    assert "Sales: 4 invited, minimum 5: will never be shown." in words
    assert "Shown once 5 answer a question. Comments never: they need 8 people." in words


def test_page_is_the_same_whoever_answered_or_wants_no_more_mail(
    as_editor: Client, organization: Organization
) -> None:
    """But for how many have answered, which stands on the round's page, not here."""
    round = make_listed_round(people(8), organization=organization)
    invite(round=round, now=timezone.now())
    first, second = round.invitations.order_by("pk")[:2]
    pages = [address("people-list", round), address("link-reset", round, first.pk)]
    before = [as_editor.get(page).content for page in pages]
    answer_as(first)
    assert second.link is not None
    assert unsubscribe(token=tokens.unsubscribe_token(bytes(second.link.seed)))
    after = [as_editor.get(page).content for page in pages]
    assert [without_csrf(page) for page in after] == [without_csrf(page) for page in before]


def without_csrf(page: bytes) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page)


def test_no_page_holds_a_personal_link(as_editor: Client, organization: Organization) -> None:
    round = make_listed_round(people(3), organization=organization)
    secrets = [personal_token(each) for each in round.invitations.all()]
    pk = round.invitations.get(email="p0@example.com").pk
    pages = [address("people-list", round), address("link-reset", round, pk), address("round-detail", round)]
    for page in pages:
        content = as_editor.get(page).content.decode()
        assert [secret for secret in secrets if secret in content] == []


@pytest.mark.parametrize("mode", ["anonymous", "closed"])
def test_round_without_a_list_says_so(as_editor: Client, organization: Organization, mode: str) -> None:
    round = (
        make_round(organization) if mode == "anonymous" else make_listed_round(people(2), organization=organization)
    )
    if mode == "closed":
        close_round(round=round, now=timezone.now())
    response = as_editor.get(address("people-list", round), follow=True)
    assert response.redirect_chain == [(address("round-detail", round), 302)]
    assert "no list of people" in text(response) or "nobody is invited any more" in text(response)
    for name in ("people-find", "people-invite", "mail-test"):
        assert as_editor.post(address(name, round)).status_code == 404


# --- Sending -------------------------------------------------------------------------------------------------------
def test_draft_sends_no_invitations(as_editor: Client, organization: Organization) -> None:
    round = make_listed_draft(people(2), organization=organization)
    assert "Nothing goes out from a draft" in text(as_editor.get(address("people-list", round)))
    assert "Launch the round first" in text(as_editor.post(address("people-invite", round), follow=True))
    assert Mail.objects.count() == 0


def test_invitations_are_queued_once_for_each(as_editor: Client, organization: Organization) -> None:
    round = make_listed_round(people(3), organization=organization)
    assert "Send invitations to 3 people…" in text(as_editor.get(address("people-list", round)))
    response = as_editor.post(address("people-invite", round), follow=True)
    assert response.redirect_chain == [(address("round-detail", round), 302)]
    assert "3 invitations are on their way." in text(response)
    as_editor.post(address("people-invite", round))
    assert Mail.objects.filter(wave__number=0).count() == 3
    add(as_editor, round, "zoe@example.com, Zoe, Sales")
    assert "Send the invitation to 1 person…" in text(as_editor.get(address("people-list", round)))


def test_demo_sends_nothing(as_editor: Client, organization: Organization) -> None:
    Organization.objects.update(is_demo=True)
    round = make_listed_round(people(3), organization=organization)
    assert "This is a demo" in text(as_editor.post(address("people-invite", round), follow=True))
    assert Mail.objects.count() == 0


@pytest.mark.parametrize(
    ("state", "shown", "acts"),
    [
        ("queued", "Waiting to be sent", ["Remove", "New link"]),
        ("done", "Sent", ["New link"]),
        ("refused", "Refused 550 no such person", ["Remove", "Send again", "New link"]),
        ("unknown", "Not known", ["Send again", "New link"]),
    ],
)
def test_list_says_what_became_of_an_invitation(
    as_editor: Client, organization: Organization, state: str, shown: str, acts: list[str]
) -> None:
    round = make_listed_round([person("ana@example.com")], organization=organization)
    invite(round=round, now=timezone.now())
    refusal = "550 no such person" if state == "refused" else ""
    Mail.objects.update(state=MailState(state), attempts=int(state != "queued"), refusal=refusal)
    words = text(as_editor.get(address("people-list", round)))
    row = words[words.index("ana@example.com Sales") : words.index("The list tells")]
    assert shown in row
    assert [act for act in ("Remove", "Send again", "New link") if act in row] == acts


def test_person_is_removed_before_any_mail(as_editor: Client, organization: Organization) -> None:
    round = make_listed_round(people(2), organization=organization)
    pk = invitation_of(round, "p0@example.com").pk
    assert "Take p0@example.com off the list?" in text(as_editor.get(address("person-remove", round, pk)))
    assert round.invitations.count() == 2
    assert "off the list." in text(as_editor.post(address("person-remove", round, pk), follow=True))
    assert emails_of(round) == ["p1@example.com"]


def test_person_who_was_mailed_stays(as_editor: Client, organization: Organization) -> None:
    round = make_listed_round(people(1), organization=organization)
    invite(round=round, now=timezone.now())
    Mail.objects.update(state=MailState.DONE, attempts=1)
    pk = round.invitations.get().pk
    assert "they stay on the list" in text(as_editor.post(address("person-remove", round, pk), follow=True))
    assert round.invitations.count() == 1


def test_reset_link_kills_the_old_one_at_once(as_editor: Client, client: Client, organization: Organization) -> None:
    round = make_listed_round(people(1), organization=organization)
    invitation = round.invitations.get()
    old = personal_token(invitation)
    as_editor.get(address("link-reset", round, invitation.pk))
    assert personal_token(invitation) == old
    as_editor.post(address("link-reset", round, invitation.pk))
    assert client.get(f"/s/{old}/").status_code == 404
    assert client.get(f"/s/{personal_token(invitation)}/").status_code == 200


def test_refused_invitation_is_sent_again(as_editor: Client, organization: Organization) -> None:
    round = make_listed_round(people(1), organization=organization)
    invite(round=round, now=timezone.now())
    Mail.objects.update(state=MailState.REFUSED, refusal="550 no")
    pk = round.invitations.get().pk
    as_editor.post(address("invitation-resend", round, pk))
    assert mail_to(round, "p0@example.com").state == "queued"
    assert "Only a mail that was refused" in text(as_editor.post(address("invitation-resend", round, pk), follow=True))


def test_refused_address_is_corrected_and_mailed_again(as_editor: Client, organization: Organization) -> None:
    round = make_listed_round(people(2), now=timezone.now(), organization=organization)
    invite(round=round, now=timezone.now())
    wrong, other = round.invitations.order_by("pk")
    Mail.objects.filter(invitation=wrong).update(state=MailState.REFUSED, refusal="550 unknown", attempts=1)
    path = address("person-correct", round, wrong.pk)
    assert path in as_editor.get(address("people-list", round)).content.decode()
    for email, said in (
        ("", "Write the right address."),
        ("x", "valid email"),
        (other.email.upper(), "has this address"),
    ):
        refused = as_editor.post(path, {"email": email})
        assert refused.status_code == 400
        assert said in text(refused)
    assert "the address is corrected." in text(as_editor.post(path, {"email": "right@example.com"}, follow=True))
    assert mail_to(round, "right@example.com").state == MailState.QUEUED


def test_address_stays_once_a_mail_may_have_arrived(as_editor: Client, organization: Organization) -> None:
    round = make_listed_round(people(1), now=timezone.now(), organization=organization)
    invite(round=round, now=timezone.now())
    listed = round.invitations.get()
    Mail.objects.update(state=MailState.DONE, attempts=1)
    path = address("person-correct", round, listed.pk)
    assert path not in as_editor.get(address("people-list", round)).content.decode()
    assert "so it stays as it is." in text(as_editor.post(path, {"email": "right@example.com"}))
    assert round.invitations.get().email == listed.email


def test_person_of_another_round_is_not_found(as_editor: Client, organization: Organization) -> None:
    round = make_listed_round(people(1), organization=organization)
    other = make_listed_draft(people(1), assessment=round.assessment, title="Other")
    for name in ("person-remove", "person-correct", "link-reset", "invitation-resend"):
        assert as_editor.post(address(name, round, other.invitations.get().pk)).status_code == 404
    assert Invitation.objects.count() == 2


# --- Mail ----------------------------------------------------------------------------------------------------------
def test_letters_are_shown_as_they_go_out(as_editor: Client, draft: Round) -> None:
    add(as_editor, draft, "ana@example.com, Ana, Sales")
    page = as_editor.get(address("people-list", draft))
    invitation, reminder = page.context["letters"]
    words = text(page)
    assert invitation.subject in words
    assert reminder.subject in words
    assert address("round-preview", draft, "sales") in words


def test_test_mail_goes_to_whoever_asks_for_it(as_editor: Client, draft: Round, settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.example.com"
    assert "A test is on its way to editor-acme@example.com." in text(
        as_editor.post(address("mail-test", draft), {"to": "victim@example.com"}, follow=True)
    )
    assert [mail.to for mail in outbox.outbox] == [["editor-acme@example.com"]]


def test_missing_mail_server_is_said_before_anybody_waits_for_it(as_editor: Client, draft: Round) -> None:
    assert "No mail server is set up" in text(as_editor.get(address("people-list", draft)))
    response = as_editor.post(address("mail-test", draft), follow=True)
    assert "No mail server is set up, so no mail can be sent." in text(response)


@pytest.mark.parametrize(
    ("refusal", "sentence"),
    [("Connection refused", "The mail server cannot be reached."), ("", "Mails wait, and nothing sends them.")],
)
def test_waiting_mails_are_explained(
    as_editor: Client, organization: Organization, settings: Settings, refusal: str, sentence: str
) -> None:
    settings.EMAIL_HOST = "mail.example.com"
    round = make_listed_round(people(3), organization=organization)
    invite(round=round, now=timezone.now() - datetime.timedelta(hours=1))
    Mail.objects.update(refusal=refusal)
    for name in ("people-list", "round-detail"):
        words = text(as_editor.get(address(name, round)))
        assert sentence in words
        assert "3 invitations wait; they are kept" in words


def test_queue_of_others_is_not_told(as_editor: Client, organization: Organization, settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.example.com"
    other = make_listed_round(people(9), organization=make_organization("Other"))
    invite(round=other, now=timezone.now() - datetime.timedelta(hours=1))
    words = text(as_editor.get(address("people-list", make_listed_draft(people(2), organization=organization))))
    assert "Mails wait, and nothing sends them. Whoever runs" in words
