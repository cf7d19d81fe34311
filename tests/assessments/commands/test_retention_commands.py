from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Role, User
from assessments.models import Invitation, Round
from assessments.services.closing import close_round
from tests.builders import make_member, make_organization
from tests.invited import make_listed_round, people, person

pytestmark = pytest.mark.django_db


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[dict[str, object], str]:
    call_command(*arguments)
    output = capsys.readouterr()
    return json.loads(output.out), output.err


def test_purge_says_what_went(capsys: pytest.CaptureFixture[str]) -> None:
    round = make_listed_round(people(2))
    close_round(round=round, now=timezone.now())
    Round.objects.update(closed_at=timezone.now() - timedelta(days=30))
    nothing = {"closed": [], "workshops": [], "member_invitations": 0, "share_links": 0, "sessions": 0}
    expected = {"lists": [round.code], **nothing}
    assert printed(capsys, "purge_expired", "--dry-run") == (expected, "")
    assert Invitation.objects.count() == 2
    assert printed(capsys, "purge_expired") == (expected, "")
    assert Invitation.objects.count() == 0


def test_erase_says_what_went_and_warns(capsys: pytest.CaptureFixture[str]) -> None:
    organization = make_organization()
    owner = make_member(organization, Role.OWNER)
    round = make_listed_round([person(owner.email)], organization=organization)
    for _ in range(2):
        erased, warning = printed(capsys, "erase_person", owner.email, "--dry-run")
        assert (erased["account"], erased["lists"]) == (True, [round.code])
        assert warning == "Warning: acme loses its last owner.\n"
    assert User.objects.count() == 1
    erased, warning = printed(capsys, "erase_person", owner.email)
    assert (erased["memberships"], warning) == (["acme"], "Warning: acme loses its last owner.\n")
    assert (User.objects.count(), Invitation.objects.count()) == (0, 0)


def test_erase_wants_an_address() -> None:
    with pytest.raises(CommandError, match="Write an e-mail address"):
        call_command("erase_person", "somebody")
