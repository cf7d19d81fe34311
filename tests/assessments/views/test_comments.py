from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organization
from assessments.models import ReleasedComment, Round
from tests.commented_rounds import make_commented_round

WORDS = "Ask Anna"
NARROWED = "?q=anna&team=sales&question=1&page=2"


@pytest.fixture
def round(organization: Organization) -> Round:
    return make_commented_round([{"Q1": WORDS, "Q2": "Others"}], organization=organization)


@pytest.fixture
def comment(round: Round) -> ReleasedComment:
    return ReleasedComment.objects.get(round=round, text=WORDS)


def act_address(act: str, comment: ReleasedComment, query: str = "") -> str:
    here = [comment.round.organization.slug, comment.round.code, comment.place]
    return f"{reverse(f'assessments:comment-{act}', args=here)}{query}"


def list_address(comment: ReleasedComment, query: str = "") -> str:
    here = [comment.round.organization.slug, comment.round.code]
    return f"{reverse('reports:comment-list', args=here)}{query}#comment-{comment.place}"


def stored(comment: ReleasedComment) -> tuple[str, str, bool, str]:
    comment.refresh_from_db()
    return comment.text, comment.tag, comment.is_pinned, comment.redaction


def test_tag_is_stored_and_leads_back_to_the_comment(as_editor: Client, comment: ReleasedComment) -> None:
    reply = as_editor.post(act_address("tag", comment, NARROWED), {"tag": "  Being\n there "})
    assert reply.headers["Location"] == list_address(comment, NARROWED)
    assert stored(comment) == (WORDS, "Being there", False, "")
    as_editor.post(act_address("tag", comment), {"tag": ""})
    assert stored(comment) == (WORDS, "", False, "")


def test_tag_that_is_too_long_loses_nothing(as_editor: Client, comment: ReleasedComment) -> None:
    reply = as_editor.post(act_address("tag", comment, NARROWED), {"tag": "x" * 41})
    page = reply.content.decode()
    assert reply.status_code == 400
    assert "A tag has at most 40 characters; this one has 41." in page
    assert f'value="{"x" * 41}"' in page
    assert WORDS in page
    assert stored(comment) == (WORDS, "", False, "")
    assert as_editor.post(act_address("tag", comment), {"tag": "\x00"}).status_code == 400


def test_two_editors_tags_are_shown_side_by_side(as_editor: Client, comment: ReleasedComment) -> None:
    as_editor.post(act_address("tag", comment), {"tag": "Theirs", "was": ""})
    reply = as_editor.post(act_address("tag", comment), {"tag": "Mine", "was": ""})
    page = reply.content.decode()
    assert reply.status_code == 409
    assert "Someone else tagged this comment since you opened the page." in page
    assert "<td>Theirs</td><td>Mine</td>" in page
    assert '<input type="hidden" name="was" value="Theirs"' in page
    assert stored(comment)[1] == "Theirs"
    assert as_editor.post(act_address("tag", comment), {"tag": "Mine", "was": "Theirs"}).status_code == 302
    assert stored(comment)[1] == "Mine"


def test_pin_is_what_the_page_says_however_often(as_editor: Client, comment: ReleasedComment) -> None:
    for pinned, expected in (("1", True), ("1", True), ("0", False), ("0", False), ("rubbish", False)):
        reply = as_editor.post(act_address("pin", comment, NARROWED), {"pinned": pinned})
        assert reply.headers["Location"] == list_address(comment, NARROWED)
        assert stored(comment) == (WORDS, "", expected, "")


def test_redaction_asks_first(as_editor: Client, comment: ReleasedComment) -> None:
    page = as_editor.get(act_address("redact", comment, NARROWED)).content.decode()
    assert WORDS in page
    assert "This cannot be undone" in page
    assert list_address(comment, NARROWED.replace("&", "&amp;")) in page
    assert stored(comment) == (WORDS, "", False, "")


@pytest.mark.parametrize(
    ("given", "words"), [({}, "Choose a reason."), ({"reason": "boredom"}, "Choose one of these reasons.")]
)
def test_redaction_needs_a_reason(
    as_editor: Client, comment: ReleasedComment, given: dict[str, str], words: str
) -> None:
    reply = as_editor.post(act_address("redact", comment), given)
    assert (reply.status_code, words in reply.content.decode()) == (400, True)
    assert stored(comment) == (WORDS, "", False, "")


def test_redaction_overwrites_and_says_why(as_editor: Client, comment: ReleasedComment) -> None:
    reply = as_editor.post(act_address("redact", comment, NARROWED), {"reason": "names"})
    assert reply.headers["Location"] == list_address(comment, NARROWED)
    assert stored(comment) == ("", "", False, "names")
    page = as_editor.get(list_address(comment)).content.decode()
    assert WORDS not in page
    assert "The comment is redacted. Its words are gone for good." in page
    assert ": It names a person." in page


def test_redacted_comment_is_left_alone(as_editor: Client, comment: ReleasedComment) -> None:
    as_editor.post(act_address("redact", comment), {"reason": "names"})
    for act, given in (("redact", {"reason": "secret"}), ("tag", {"tag": "Anna"}), ("pin", {"pinned": "1"})):
        assert as_editor.post(act_address(act, comment), given).headers["Location"] == list_address(comment)
    assert as_editor.get(act_address("redact", comment)).headers["Location"] == list_address(comment)
    assert stored(comment) == ("", "", False, "names")
    page = as_editor.get(list_address(comment)).content.decode()
    assert page.count("This comment was redacted. That cannot be undone.") == 4


@pytest.mark.parametrize("place", ["99", "0", "99999999999999999999"])
def test_comment_that_is_not_there_is_not_found(as_editor: Client, round: Round, place: str) -> None:
    here = f"/o/{round.organization.slug}/rounds/{round.code}/comments/{place}"
    assert as_editor.get(f"{here}/redact/").status_code == 404
    assert as_editor.post(f"{here}/pin/").status_code == 404
