"""G9: Comments. They have a minimum of their own, 8 respondents, counted per team; below it they are held back.

A released comment is its words, its question and its team: no id, no time, no group, no score, no link to another
comment of the same person. Their order is chance. They come out at closing only, and above the box stands a warning.
What is redacted is overwritten, and nobody brings it back.
"""

from __future__ import annotations

import json
import logging
import random
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Organization, User
from assessments.models import Comment, RedactionChoice, Release, ReleasedComment, Response, Round
from assessments.scales import GivenAnswer, Team
from assessments.services.closing import close_round
from assessments.services.comments import pin_comment, redact_comment, tag_comment
from assessments.services.errors import WrongState
from assessments.views.wrong_links import ALLOWED_A_MINUTE
from tests.builders import make_draft, make_question, make_round, make_user
from tests.dumps import holders, sqlite_files
from tests.grouped_rounds import GROUPS, NORTH, respond
from tests.invited import invitation_of, make_listed_round, person, personal_token
from tests.privacy.seen import outputs
from tests.survey_pages import NONCE, path_of

pytestmark = pytest.mark.django_db

Said = Mapping[str, GivenAnswer]


def said(own: int = 4, **comments: str) -> Said:
    return {code: GivenAnswer(own=own, comment=comment) for code, comment in comments.items()}


def closed_with(round: Round, sales: Sequence[Said], marketing: Sequence[Said] = ()) -> Round:
    for team, people in ((Team.SALES, sales), (Team.MARKETING, marketing)):
        for given in people:
            respond(round, team, NORTH if round.segments else None, given)
    close_round(round=round, now=timezone.now())
    return round


def released(round: Round) -> list[dict[str, str]]:
    """What stands beside the release, in its order."""
    rows = ReleasedComment.objects.filter(round=round).order_by("place").select_related("item")
    return [{"code": row.item.code, "team": row.team, "text": row.text} for row in rows]


def silent(people: int) -> list[Said]:
    return [said(Q1="")] * people


def test_team_below_the_minimum_for_comments_has_its_comments_held_back(
    as_consultant: Client, organization: Organization
) -> None:
    """Seven of Marketing are enough for scores, not for words; Sales' own are shown without them."""
    sales, marketing = [said(Q1="Sales wrote this"), *silent(7)], [said(Q1="Marketing wrote this"), *silent(6)]
    round = closed_with(make_round(organization), sales, marketing)
    assert released(round) == [{"code": "Q1", "team": "sales", "text": "Sales wrote this"}]
    tally = json.loads(Release.objects.get(round=round).document)["tally"]["items"][0]
    assert sum(tally["marketing"]["hist"]) == 7
    assert holders(["Marketing wrote this"]) == set()
    found = outputs(as_consultant, round)
    assert [name for name, content in found.items() if b"Marketing wrote this" in content] == []
    assert any(b"Sales wrote this" in content for content in found.values())


def test_teams_are_never_counted_together_for_comments(organization: Organization) -> None:
    round = closed_with(make_round(organization), [said(Q1="One"), *silent(6)], [said(Q1="Two"), *silent(6)])
    assert released(round) == []


@pytest.mark.parametrize(("people", "shown"), [(7, []), (8, ["Words"]), (9, ["Words"])])
def test_who_took_part_counts_not_who_wrote(organization: Organization, people: int, shown: list[str]) -> None:
    round = closed_with(make_round(organization), [said(Q1="Words"), *silent(people - 1)])
    assert [comment["text"] for comment in released(round)] == shown


def test_minimum_for_comments_is_never_below_that_of_the_round(organization: Organization) -> None:
    assert make_draft(organization, minimum=10).comment_minimum == 10
    draft = make_draft(assessment=organization.assessments.get())
    for refused in (draft.minimum - 1, 2, 21):
        with pytest.raises(IntegrityError), transaction.atomic():
            Round.objects.filter(pk=draft.pk).update(comment_minimum=refused)


KEPT = ["id", "round_id", "item_id", "team", "place", "text"]
WORKED_ON = ["tag", "is_pinned", "redaction", "redacted_on", "redacted_by_id"]


def test_released_comment_is_words_question_and_team(organization: Organization) -> None:
    questions = [make_question("Q1"), make_question("O3", scale="text", kind="open", labels=[])]
    round = make_round(organization, questions, segment_title="Region", segments=GROUPS)
    closed_with(round, [said(Q1="On the first", O3="In general"), *silent(7)])
    rows = ReleasedComment.objects.filter(round=round)
    assert [field.attname for field in ReleasedComment._meta.concrete_fields] == [*KEPT, *WORKED_ON]
    assert set(rows.values_list(*WORKED_ON)) == {("", False, "", None, None)}
    assert sorted(row.text for row in rows) == ["In general", "On the first"]


def in_any_order(round: Round) -> str:
    """The release and its comments, sorted, codes of chance left out: what chance cannot change."""
    document = json.loads(Release.objects.get(round=round).document)
    comments = sorted(released(round), key=lambda comment: sorted(comment.items()))
    return json.dumps({**document, "code": "", "comments": comments}, sort_keys=True)


def dealt(chance: random.Random) -> list[Said]:
    """Ten people with the same scores every time; who wrote which of the four comments is chance."""
    first, second = (chance.sample(range(10), 2) for _question in ("Q1", "Q2"))
    words = {("Q1", first[0]): "A", ("Q1", first[1]): "B", ("Q2", second[0]): "C", ("Q2", second[1]): "D"}
    return [said(1 + n % 5, **{code: words.get((code, n), "") for code in ("Q1", "Q2")}) for n in range(10)]


def test_two_comments_of_a_person_cannot_be_joined(organization: Organization) -> None:
    """Written by one person or by four, beside whatever score: but for its order, the release is the same."""
    draft = make_draft(organization)
    rounds = [make_round(assessment=draft.assessment) for _ in range(6)]
    stories = [dealt(random.Random(seed)) for seed in range(len(rounds))]
    assert len({repr(story) for story in stories}) == len(stories)
    assert len({in_any_order(closed_with(*both)) for both in zip(rounds, stories, strict=True)}) == 1


def test_order_of_comments_is_chance(organization: Organization) -> None:
    """Neither that of writing nor any other: of two rounds alike, each has its own."""
    first = make_round(organization)
    texts = [f"Comment {number}" for number in range(12)]
    orders = []
    for round in (first, make_round(assessment=first.assessment)):
        closed_with(round, [said(Q1=text) for text in texts])
        orders.append([comment["text"] for comment in released(round)])
    assert sorted(orders[0], key=texts.index) == sorted(orders[1], key=texts.index) == texts
    assert len({tuple(order) for order in [*orders, texts, texts[::-1], sorted(texts)]}) == 5


def test_comments_of_a_person_do_not_stand_together(organization: Organization) -> None:
    """Order is chance over all questions at once: two neighbors are hardly ever of one person."""
    round = closed_with(make_round(organization), [said(Q1=f"{n} first", Q2=f"{n} second") for n in range(40)])
    writers = [comment["text"].split()[0] for comment in released(round)]
    pairs = sum(one == next_one for one, next_one in pairwise(writers))
    assert pairs < 12  # by chance 1 on average; 12 once in a billion rounds


@pytest.mark.django_db(transaction=True)
def test_row_of_a_comment_says_nothing_more() -> None:
    """Its id, its place on disk and when it was written: all in the order of chance, or the same for all."""
    round = closed_with(make_round(), [said(Q1=f"{n} first", Q2=f"{n} second") for n in range(12)])
    hidden = "ctid, xmin" if connection.vendor == "postgresql" else "rowid, 0"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, place, {hidden} FROM {ReleasedComment._meta.db_table} ORDER BY place")
        ids, places, lying, written = zip(*cursor.fetchall(), strict=True)
    assert places == tuple(range(1, 25))
    assert ids == tuple(range(ids[0], ids[0] + 24))
    assert list(lying) == sorted(lying, key=lambda place: [int(part) for part in re.findall(r"\d+", str(place))])
    assert len(set(written)) == 1
    assert [comment["text"] for comment in released(round)] != sorted(comment["text"] for comment in released(round))


# --- Redaction -----------------------------------------------------------------------------------------------------
WORDS = "Anna of accounts shouts"


def redacted(round: Round, by: User) -> ReleasedComment:
    comment = ReleasedComment.objects.get(round=round, text=WORDS)
    redact_comment(comment=comment, reason=RedactionChoice.NAMES, by=by, now=timezone.now())
    return comment


@pytest.mark.django_db(transaction=True)
def test_redaction_overwrites_everywhere(
    as_consultant: Client, consultant: User, organization: Organization, caplog: pytest.LogCaptureFixture
) -> None:
    """No table, hidden column or file, no log and no output holds the words, nor a tag that repeats them."""
    round = closed_with(make_round(organization), [said(Q1=WORDS), said(Q2="Other words"), *silent(6)])
    tag_comment(comment=ReleasedComment.objects.get(text=WORDS), tag="Anna of accounts")
    assert any(WORDS.encode() in content for content in outputs(as_consultant, round).values())
    caplog.set_level(logging.DEBUG)
    redacted(round, consultant)
    assert holders(["Anna", "shouts"]) == set()
    if connection.vendor == "sqlite":
        assert b"shouts" not in sqlite_files()
    found = outputs(as_consultant, round)
    assert [name for name, content in found.items() if b"Anna" in content or b"shouts" in content] == []
    assert any(b"Other words" in content for content in found.values())
    assert "Anna" not in caplog.text
    assert f"of round {round.code} was redacted by user {consultant.pk}: names" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_redaction_leaves_the_files_of_postgresql_once_work_has_passed(organization: Organization) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL's files")
    round = closed_with(make_round(organization), [said(Q1=WORDS), *silent(7)])
    call_command("work", "--once")
    redacted(round, make_user())
    call_command("work", "--once")
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [ReleasedComment._meta.db_table])
        assert b"shouts" not in bytes(cursor.fetchone()[0])


def test_redaction_cannot_be_undone_by_service_or_shell(organization: Organization) -> None:
    comment = redacted(closed_with(make_round(organization), [said(Q1=WORDS), *silent(7)]), make_user())
    with pytest.raises(WrongState, match="cannot be undone"):
        redact_comment(comment=comment, reason=RedactionChoice.SECRET, by=make_user("b@e.com"), now=timezone.now())
    with pytest.raises(WrongState, match="cannot be undone"):
        tag_comment(comment=comment, tag="Anna")
    with pytest.raises(WrongState, match="cannot be undone"):
        pin_comment(comment=comment, is_pinned=True)
    assert comment.text == WORDS  # as someone's program still holds it
    with pytest.raises(IntegrityError), transaction.atomic():
        comment.save()
    stored = ReleasedComment.objects.get(pk=comment.pk)
    stored.text, stored.redaction, stored.redacted_on = WORDS, "", None
    with pytest.raises(IntegrityError), transaction.atomic():
        stored.save()


@pytest.mark.parametrize(
    "change",
    [
        "text = 'Anna of accounts shouts', redaction = '', redacted_on = NULL",
        "text = 'Others'",
        "redaction = '', redacted_on = NULL",
        "redaction = 'secret'",
        "redacted_on = '2020-01-01'",
    ],
)
def test_redaction_cannot_be_undone_in_sql(organization: Organization, change: str) -> None:
    comment = redacted(closed_with(make_round(organization), [said(Q1=WORDS), *silent(7)]), make_user())
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {ReleasedComment._meta.db_table} SET {change} WHERE id = %s", [comment.pk])


@pytest.mark.parametrize("change", ["text = ''", "redaction = 'names'", "text = 'Others'"])
def test_words_go_only_by_a_redaction_that_says_why_and_when(organization: Organization, change: str) -> None:
    closed_with(make_round(organization), [said(Q1=WORDS), *silent(7)])
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {ReleasedComment._meta.db_table} SET {change}")


def test_redaction_outlives_the_account_of_who_did_it(organization: Organization) -> None:
    by = make_user()
    comment = redacted(closed_with(make_round(organization), [said(Q1=WORDS), *silent(7)]), by)
    by.delete()
    comment.refresh_from_db()
    assert (comment.text, comment.redaction, comment.redacted_by) == ("", "names", None)


def test_open_round_shows_no_comment(as_consultant: Client, organization: Organization) -> None:
    round = make_round(organization)
    for given in [said(Q1="Too early"), *silent(9)]:
        respond(round, Team.SALES, None, given)
    for page in (
        f"/o/{organization.slug}/rounds/{round.code}/",
        f"/o/{organization.slug}/rounds/{round.code}/dashboard/",
    ):
        assert b"Too early" not in as_consultant.get(page).content


def test_hint_stands_above_every_box(client: Client, organization: Organization) -> None:
    questions = [make_question("Q1"), make_question("O3", scale="text", kind="open", labels=[])]
    page = client.get(path_of(make_round(organization, questions))).content.decode()
    boxes = re.findall(r'<textarea [^>]*aria-describedby="([^" ]+)', page)
    hints = re.findall(r'<p class="hint" id="([^"]+)">Your wording may identify you.</p>\s*<textarea', page)
    assert (len(boxes), hints) == (2, boxes)
    assert "once 8 people of your team take part. Your wording may identify you." in page


def test_writer_is_warned_of_names_on_the_list(client: Client, organization: Organization) -> None:
    listed = [person("anna@example.com", name="Anna Berg"), person("bo@example.com", name="Bo Ng")]
    round = make_listed_round(listed, organization=organization)
    path = f"/s/{personal_token(invitation_of(round, 'bo@example.com'))}/"
    form = {"nonce": NONCE, "Q1": "4", "Q1-comment": "Ask ANNA about it, or bo."}
    warned = client.post(path, form, REMOTE_ADDR="192.0.2.18")  # nobody else has used up its warnings
    page = warned.content.decode()
    assert (warned.status_code, Response.objects.count()) == (400, 0)
    assert "A comment seems to name somebody" in page
    assert "<b>Anna</b>" in page  # names as short as Bo stand in too many words of comments
    assert "Ask ANNA about it, or bo." in page
    assert client.post(path, {**form, "names": "meant"}).status_code == 200
    assert Comment.objects.get().text == "Ask ANNA about it, or bo."


def listed_with(organization: Organization) -> Round:
    """Anna and Bo of Sales, Mara of Marketing."""
    listed = [
        person("anna@example.com", name="Anna Berg"),
        person("bo@example.com", name="Bo Lund"),
        person("mara@example.com", Team.MARKETING, name="Mara Voss"),
    ]
    return make_listed_round(listed, organization=organization)


def post_comment(client: Client, path: str, comment: str, nonce: str = NONCE, **where: Any) -> int:
    return client.post(path, {"nonce": nonce, "Q1": "4", "Q1-comment": comment}, **where).status_code


def test_nobody_is_warned_of_names_of_the_other_team(client: Client, organization: Organization) -> None:
    """A link of Sales does not tell who of Marketing is asked."""
    path = f"/s/{personal_token(invitation_of(listed_with(organization), 'bo@example.com'))}/"
    assert post_comment(client, path, "Mara knows") == 200
    assert Comment.objects.get().text == "Mara knows"


@pytest.mark.parametrize("is_kept", [True, False])
def test_used_link_tells_no_name(client: Client, organization: Organization, is_kept: bool) -> None:
    """Whether the process has shown the page before or not."""
    path = f"/s/{personal_token(invitation_of(listed_with(organization), 'bo@example.com'))}/"
    assert not is_kept or client.get(path).status_code == 200
    assert post_comment(client, path, "Nothing") == 200
    replies = {post_comment(client, path, f"{name} knows", "another-page-of-it") for name in ("Anna", "Zoe")}
    assert replies == {410}


def test_closed_round_tells_no_name(client: Client, organization: Organization) -> None:
    round = listed_with(organization)
    path = f"/s/{personal_token(invitation_of(round, 'bo@example.com'))}/"
    assert client.get(path).status_code == 200
    Round.objects.filter(pk=round.pk).update(state="closed", closed_at=timezone.now())
    assert {post_comment(client, path, f"{name} knows") for name in ("Anna", "Zoe")} == {410}


def test_names_cannot_be_tried_out(client: Client, organization: Organization) -> None:
    """From an address with as many warnings as wrong links are allowed, the next response is stored unasked."""
    path = f"/s/{personal_token(invitation_of(listed_with(organization), 'bo@example.com'))}/"
    here = {"REMOTE_ADDR": "192.0.2.19"}
    replies = [post_comment(client, path, "Anna knows", **here) for _ in range(ALLOWED_A_MINUTE)]
    assert replies == [400] * ALLOWED_A_MINUTE
    assert Response.objects.count() == 0
    assert post_comment(client, path, "Anna knows", **here) == 200
    assert Comment.objects.get().text == "Anna knows"


def test_nobody_is_warned_without_a_name_or_a_list(client: Client, organization: Organization) -> None:
    listed = [person("anna@example.com", name="Anna Berg")]
    confidential = make_listed_round(listed, organization=organization)
    path = f"/s/{personal_token(invitation_of(confidential, 'anna@example.com'))}/"
    assert client.post(path, {"nonce": NONCE, "Q1-comment": "Bananas, iceberg"}).status_code == 200
    anonymous = make_round(assessment=confidential.assessment, title="Autumn")
    assert client.post(path_of(anonymous), {"nonce": NONCE, "Q1-comment": "Anna"}).status_code == 200
