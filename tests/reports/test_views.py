"""The pages of results: who may see them, when, and what they never say."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Organization, Role, User
from assessments.models import Answer, Assessment, Question, Release, Round
from assessments.scales import Team
from assessments.services.closing import close_round
from reports.renderers import EXPORTS
from tests.builders import answer, answer_many, link_token, make_closed_round, make_question, make_round
from tests.reports import decks, workbooks

BACKEND = "django.contrib.auth.backends.ModelBackend"
HIGH, LOW = [4, 5, 4, 5, 4, 5], [1, 2, 1, 2, 1, 2]
FEW_HIGH, FEW_LOW = [5, 5, 4, 5], [1, 1, 2, 1]
JOINED = re.compile(r'<line [^>]*class="chart-(sales|marketing)-line"')
HOSTILE = "</script><script>alert('x')</script>&\"<b>"


def addresses(round: Round) -> list[str]:
    """Every address of results; the first answers while the round is open, too."""
    here = [round.organization.slug, round.code]
    return [
        reverse("reports:dashboard", args=here),
        reverse("reports:question-detail", args=[*here, 1]),
        reverse("reports:mirror", args=here),
        reverse("reports:trend", args=here),
        *(reverse("reports:report-export", args=[*here, kind]) for kind in EXPORTS),
    ]


def sign_in(client: Client, user: User) -> Client:
    client.force_login(user, backend=BACKEND)
    return client


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def without_chance(round: Round, content: bytes) -> bytes:
    """The bytes without what differs between any two rounds: codes, address, seal, the token of the sign-out form."""
    rounds = Round.objects.filter(assessment=round.assessment)
    digests = Release.objects.filter(round__in=rounds).values_list("digest", flat=True)
    seals = [digest[:12] for digest in digests]
    for chance in (*(each.code for each in rounds), round.organization.slug, *digests, *seals):
        content = content.replace(chance.encode(), b"-")
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", content)


@pytest.fixture
def closed(organization: Organization) -> Round:
    return make_closed_round(HIGH, LOW, organization=organization)


def test_dashboard_answers_first(client: Client, leader: User, closed: Round) -> None:
    content = page(sign_in(client, leader), addresses(closed)[0])

    heading = re.search(r"<h1[^>]*>(.*?)</h1>", content, re.DOTALL)
    assert heading is not None
    assert "Question Q1?" in heading[1]
    assert "Sales 88, Marketing 13 of 100" in heading[1]


def test_dashboard_links_every_question_and_file(client: Client, leader: User, closed: Round) -> None:
    content = page(sign_in(client, leader), addresses(closed)[0])

    assert [f'href="{address}"' in content for address in addresses(closed)[1:]] == [True] * (3 + len(EXPORTS))


def test_question_shows_distributions_and_what_to_do(client: Client, leader: User, organization: Organization) -> None:
    question = make_question(
        "Q1",
        text="Who follows up?",
        dimension="FLOW",
        subject="sales",
        prompt="Think of the last lead.",
        actions=[{"sales": "Call within a day.", "marketing": "Write what the lead asked."}],
    )
    round = make_round(organization, [question])
    answer_many(round, Team.SALES, "Q1", HIGH)
    answer_many(round, Team.MARKETING, "Q1", [*LOW, 0])
    close_round(round=round, now=timezone.now())

    content = page(sign_in(client, leader), addresses(round)[1])

    expected = ["Who follows up?", "Handover, follow-up, agreements", "about Sales", "Think of the last lead."]
    expected += ["Call within a day.", "Write what the lead asked.", "3 (50%)", "6, and 1 “Don’t know”"]
    assert [words for words in expected if words not in content] == []


@pytest.mark.parametrize("place", [0, 3, 99])
def test_question_that_was_not_asked_is_missing(client: Client, leader: User, closed: Round, place: int) -> None:
    address = reverse("reports:question-detail", args=[closed.organization.slug, closed.code, place])

    assert sign_in(client, leader).get(address).status_code == 404


def test_open_question_has_no_page(client: Client, leader: User, organization: Organization) -> None:
    questions = [make_question("Q1"), make_question("O3", scale="text", labels=[], kind="open"), make_question("Q2")]
    round = make_closed_round(HIGH, LOW, organization=organization, questions=questions)
    sign_in(client, leader)
    second, third = (
        reverse("reports:question-detail", args=[organization.slug, round.code, place]) for place in (2, 3)
    )

    assert client.get(second).status_code == 404
    assert '<p class="quiet small">Question 3 · about both teams' in page(client, third)


def test_steps_lead_from_question_to_question(client: Client, leader: User, closed: Round) -> None:
    sign_in(client, leader)
    first, second = (
        reverse("reports:question-detail", args=[closed.organization.slug, closed.code, place]) for place in (1, 2)
    )

    assert ('rel="next"' in page(client, first), 'rel="prev"' in page(client, first)) == (True, False)
    assert ('rel="next"' in page(client, second), 'rel="prev"' in page(client, second)) == (False, True)


def test_sort_switch_orders_chart_and_table(client: Client, leader: User, organization: Organization) -> None:
    """Q2 has the gap; of the others Q3 is low for both teams, Q1 high."""
    questions = [make_question(f"Q{number}") for number in (1, 2, 3)]
    round = make_round(organization, questions)
    for sales, marketing in zip(HIGH, LOW, strict=True):
        answer(round, Team.SALES, own={"Q1": 4, "Q2": sales, "Q3": 1})
        answer(round, Team.MARKETING, own={"Q1": 4, "Q2": marketing, "Q3": 1})
    close_round(round=round, now=timezone.now())
    sign_in(client, leader)
    address = addresses(round)[0]

    def order(query: str) -> list[list[str]]:
        content = page(client, address + query)
        drawn, table = content.partition('class="table stack-table gap-table"')[::2]
        return [re.findall(r"questions/(\d)/", drawn.partition("gap-rows")[2])[:3], re.findall(r">(\d)\. Q", table)]

    by_gap, as_asked, by_priority = ["2", "1", "3"], ["1", "2", "3"], ["2", "3", "1"]
    assert [order(f"?sort={name}") for name in ("gap", "questionnaire", "priority", "nonsense")] == [
        [each, each] for each in (by_gap, as_asked, by_priority, by_gap)
    ]
    assert order("") == [by_gap, by_gap]


def test_cards_name_the_gap_the_agreement_and_the_misjudgment(
    client: Client, leader: User, organization: Organization
) -> None:
    questions = [make_question(f"Q{number}", guess_rule="both", subject="both") for number in (1, 2, 3)]
    round = make_round(organization, questions)
    for sales, marketing in zip(HIGH, LOW, strict=True):
        answer(round, Team.SALES, own={"Q1": sales, "Q2": 4, "Q3": 4}, guess={"Q1": marketing, "Q3": 1})
        answer(round, Team.MARKETING, own={"Q1": marketing, "Q2": 4, "Q3": 4}, guess={"Q1": sales, "Q3": 4})
    close_round(round=round, now=timezone.now())

    found = cards(page(sign_in(client, leader), addresses(round)[0]))

    assert [title for title, _place, _words in found] == [
        "Largest clear gap",
        "Best agreement",
        "Largest misjudgment",
    ]
    assert [place for _title, place, _words in found] == ["1", "2", "3"]
    assert "Sales says 88, Marketing says 13" in found[0][2]
    assert "Sales expects Marketing to say 0; Marketing says 75" in found[2][2]


def test_round_after_another_begins_with_what_moved(client: Client, leader: User, organization: Organization) -> None:
    assessment = Assessment.objects.create(organization=organization, name="Alignment")
    make_closed_round(HIGH, LOW, assessment=assessment, title="Spring")
    round = make_closed_round(HIGH, HIGH, assessment=assessment)

    content = page(sign_in(client, leader), addresses(round)[0])
    head, _, results = content.partition('class="card findings moved"')

    assert '<h1 class="answer">Since “Spring”, the gap on “Question Q1?” narrowed from 75 to 0.</h1>' in head
    assert '<p class="lead-line">' in head
    assert 'class="finding ' not in head
    moved = results.partition("</section>")[0]
    assert "The gap that moved most since “Spring”" in moved
    assert f'href="{addresses(round)[1]}"' in moved
    assert re.findall(r">(Before|Now|\d+)<", moved) == ["Before", "88", "13", "Now", "88", "88"]


def test_first_round_has_no_line_of_movement(client: Client, leader: User, organization: Organization) -> None:
    content = page(sign_in(client, leader), addresses(make_closed_round(HIGH, LOW, organization=organization))[0])

    assert "lead-line" not in content
    assert "findings moved" not in content


def test_misjudgment_on_the_question_of_the_gap_names_it_once(
    client: Client, leader: User, organization: Organization
) -> None:
    round = make_round(organization, [make_question("Q1", guess_rule="both", subject="both")])
    for sales, marketing in zip(HIGH, LOW, strict=True):
        answer(round, Team.SALES, own={"Q1": sales}, guess={"Q1": sales})
        answer(round, Team.MARKETING, own={"Q1": marketing}, guess={"Q1": marketing})
    close_round(round=round, now=timezone.now())

    found = cards(page(sign_in(client, leader), addresses(round)[0]))

    assert [(title, place) for title, place, _words in found] == [
        *(("Largest clear gap", "1"), ("Largest misjudgment", "1"), ("Closest agreement", "")),
    ]


def test_cards_without_a_finding_say_why(client: Client, leader: User, organization: Organization) -> None:
    round = make_closed_round(HIGH, FEW_LOW, organization=organization)

    content = page(sign_in(client, leader), addresses(round)[0])

    reasons = re.findall(r"<li>(.*?):", content.partition('class="card-body no-findings"')[2].partition("</ul>")[0])
    assert cards(content) == []
    assert reasons == ["Nothing can be compared", "No guess can be shown", "No index"]
    assert 'id="explore-chart"' in content


def test_round_without_a_score_draws_no_chart(client: Client, leader: User, organization: Organization) -> None:
    round = make_closed_round(FEW_HIGH, FEW_LOW, organization=organization)

    content = page(sign_in(client, leader), addresses(round)[0])

    assert 'id="explore-chart"' not in content
    assert content.count("Fewer than 5 answered") == 4  # in the table, of two questions


def cards(content: str) -> list[tuple[str, str, str]]:
    """Title, question and words of each card."""
    return [
        (title, place, " ".join(re.sub(r"<[^>]+>", " ", words).split()))
        for title, place, words in re.findall(
            r'<article class="finding .*?<h2>(.*?)</h2>(?:.*?questions/(\d)/)?(.*?)</article>',
            content,
            re.DOTALL,
        )
    ]


def test_index_is_shown_with_stage_and_range(client: Client, leader: User, organization: Organization) -> None:
    round = make_round(organization, [make_question(f"Q{number}") for number in (1, 2, 3)])
    for sales, marketing in zip(HIGH, LOW, strict=True):
        answer(round, Team.SALES, own={"Q1": sales, "Q2": 3, "Q3": 3})
        answer(round, Team.MARKETING, own={"Q1": marketing, "Q2": 3, "Q3": 3})
    close_round(round=round, now=timezone.now())

    content = page(sign_in(client, leader), addresses(round)[0])

    assert '<span class="index-stage">Neighbors' in content
    assert "Allowing for chance, it most likely lies within" in content


def test_index_that_is_lacking_says_why(client: Client, leader: User, organization: Organization) -> None:
    round = make_closed_round(HIGH, FEW_LOW, organization=organization)

    content = page(sign_in(client, leader), addresses(round)[0])

    assert "No index:" in content
    assert "index-points" not in content


def test_priorities_and_topics_lead_to_their_questions(
    client: Client, leader: User, organization: Organization
) -> None:
    questions = [make_question(f"Q{number}", dimension="FLOW") for number in range(1, 6)]
    round = make_round(organization, questions)
    for sales, marketing in zip(HIGH, LOW, strict=True):
        rest = {"Q2": 1, "Q3": 2, "Q4": 4, "Q5": 5}
        answer(round, Team.SALES, own={"Q1": sales, **rest})
        answer(round, Team.MARKETING, own={"Q1": marketing, **rest})
    close_round(round=round, now=timezone.now())

    content = page(sign_in(client, leader), addresses(round)[0])
    first, more = re.findall(r'<ol class="priorities"(.*?)</ol>', content, re.DOTALL)
    topics = content.partition("dimension-table")[2].partition("</table>")[0]

    assert re.findall(r"questions/(\d)/", first) == ["1", "2", "3"]
    assert re.findall(r"questions/(\d)/", more) == ["4", "5"]
    assert "Clear gap of 75 points." in first
    assert 'start="4"' in more
    assert re.findall(r"questions/(\d)/", topics) == ["1", "2", "3", "4", "5"]
    assert "Handover, follow-up, agreements" in topics
    assert "The small figures are likely ranges." in content
    assert "repeats that question" not in content


def test_topic_of_one_question_repeats_its_verdict(client: Client, leader: User, closed: Round) -> None:
    Question.objects.filter(code="Q1").update(dimension="FLOW")
    later = make_closed_round(HIGH, LOW, assessment=closed.assessment, title="Autumn")
    content = page(sign_in(client, leader), addresses(later)[0])
    topics = content.partition("dimension-table")[2].partition("</table>")[0]

    assert re.findall(r"<small[^>]*>([^<]+)</small>", topics) == ["Sales higher", "Clear gap"]
    assert "A topic with only one question to count repeats that question." in content
    assert "The small figures are likely ranges." not in content


def test_index_stands_beside_the_one_before(client: Client, leader: User, organization: Organization) -> None:
    asked = [make_question(f"Q{number}") for number in (1, 2, 3)]
    rounds = [make_round(organization, asked, title="Spring")]
    rounds.append(make_round(organization, asked, assessment=rounds[0].assessment, title="Autumn"))
    for round, points in zip(rounds, (2, 4), strict=True):
        for team in Team:
            for _ in range(6):
                answer(round, team, own={"Q1": points, "Q2": 3, "Q3": 3})
        close_round(round=round, now=timezone.now())
    first, second = (page(sign_in(client, leader), addresses(round)[0]) for round in rounds)
    since = "Index 42 before, 58 now (+16), from the 3 scored questions that both rounds can use."

    assert "Whether a change is more than chance" not in first
    assert f"{since} Whether a change is more than chance" in second
    assert f'href="{addresses(rounds[1])[3]}">Over time</a></p>' in second


def test_mirror_shows_four_readings_of_a_question(client: Client, leader: User, organization: Organization) -> None:
    round = make_guessed_round({Team.SALES: HIGH, Team.MARKETING: LOW}, organization=organization)
    sign_in(client, leader)
    readings = ["Sales says 88", "Marketing expects 13", "Marketing says 13", "Sales expects 88"]

    for address in (addresses(round)[1], addresses(round)[2]):
        content = page(client, address)
        assert [words for words in readings if f">{words}</text>" not in content] == []
        assert "88 (n = 6)" in content
    assert "Gaps that a team does not expect: 1 of 2 questions." in page(client, addresses(round)[2])


def test_mirror_without_guesses_says_so(client: Client, leader: User, closed: Round) -> None:
    content = page(sign_in(client, leader), addresses(closed)[2])

    assert content.count("No guess can be shown: ") == 1
    assert "imagine" not in content
    assert "<desc" not in content


def test_trend_of_a_first_round_says_what_comes(client: Client, leader: User, closed: Round) -> None:
    content = page(sign_in(client, leader), addresses(closed)[3])

    assert "This is the first round of this assessment." in content
    assert "<desc" not in content


def test_trend_joins_what_was_asked_in_the_same_words(client: Client, leader: User, closed: Round) -> None:
    later = make_closed_round(LOW, LOW, assessment=closed.assessment, title="Autumn")
    sign_in(client, leader)
    content, question = page(client, addresses(later)[3]), page(client, addresses(later)[1])

    assert ">Since “Spring”, " in content
    assert "88 → 13" in content
    assert "−75: A clear change" in content
    assert re.findall(r'number">(75 → 0)</span>\s*<small class="kept">([^<]*)<', content) == [
        ("75 → 0", "Sales higher before")
    ]
    assert bool(JOINED.search(content)) is True
    assert "Since “Spring”" in question
    assert "Sales: Spring 88, Autumn 13." in question


def test_trend_is_broken_where_the_words_changed(client: Client, leader: User, closed: Round) -> None:
    Question.objects.filter(code="Q1").update(text="Asked anew?")
    later = make_closed_round(LOW, LOW, assessment=closed.assessment, title="Autumn")
    content = page(sign_in(client, leader), addresses(later)[3])

    assert "Asked in other words before, so the two cannot be compared: “Question Q1?”" in content
    assert "Asked differently from “Autumn” on, so the line is broken there." in content
    assert bool(JOINED.search(content)) is False


@pytest.mark.parametrize("kind", list(EXPORTS))
def test_export_is_a_file_named_for_its_round(client: Client, leader: User, closed: Round, kind: str) -> None:
    slug = closed.organization.slug
    response = sign_in(client, leader).get(reverse("reports:report-export", args=[slug, closed.code, kind]))

    assert response.status_code == 200
    assert response.headers["Content-Type"] == EXPORTS[kind].media_type
    assert response.headers["Content-Disposition"] == f'attachment; filename="{slug}-{closed.code}.{kind}"'
    assert len(response.content) > 0


def test_export_of_unknown_kind_is_missing(client: Client, leader: User, closed: Round) -> None:
    address = reverse("reports:report-export", args=[closed.organization.slug, closed.code, "doc"])

    assert sign_in(client, leader).get(address).status_code == 404


def test_outsider_finds_nothing(client: Client, outsider: User, closed: Round) -> None:
    sign_in(client, outsider)

    assert {client.get(address).status_code for address in addresses(closed)} == {404}


def test_round_of_another_organization_is_missing(client: Client, leader: User, closed: Round) -> None:
    """A member of one organization cannot reach another's round through their own address."""
    foreign = make_closed_round(HIGH, LOW, organization=Organization.objects.create(name="Other", slug="other"))
    address = reverse("reports:dashboard", args=[closed.organization.slug, foreign.code])

    assert sign_in(client, leader).get(address).status_code == 404


def test_visitor_is_asked_to_sign_in(client: Client, closed: Round) -> None:
    found = [client.get(address) for address in addresses(closed)]

    assert {response.status_code for response in found} == {302}
    assert {response.headers["Location"].split("?")[0] for response in found} == {reverse("account_login")}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_results_can_only_be_read(client: Client, leader: User, closed: Round, method: str) -> None:
    sign_in(client, leader)
    found = [getattr(client, method)(address) for address in addresses(closed)]

    assert {response.status_code for response in found} == {405}
    assert {response.headers["Allow"] for response in found} == {"GET, HEAD"}


def test_open_round_shows_participation_only(client: Client, leader: User, organization: Organization) -> None:
    round = make_round(organization, invited_sales=8)
    answer_many(round, Team.SALES, "Q1", HIGH)
    answer_many(round, Team.MARKETING, "Q1", LOW)
    sign_in(client, leader)
    dashboard, *others = addresses(round)

    before = client.get(dashboard).content
    Answer.objects.update(own=3)
    after = client.get(dashboard).content

    assert "Results appear at closing" in before.decode()
    assert "6 of 8 answered (75%)" in before.decode()
    assert "6 answered" in before.decode()
    assert without_chance(round, before) == without_chance(round, after)
    assert {client.get(address).status_code for address in others} == {404}


def test_due_round_says_that_results_can_be_made(client: Client, leader: User, organization: Organization) -> None:
    round = make_round(organization)
    Round.objects.update(closes_at=timezone.now() - datetime.timedelta(minutes=16))

    assert "its results can be made now" in page(sign_in(client, leader), addresses(round)[0])


@pytest.mark.parametrize("small", list(Team))
def test_team_below_minimum_is_absent_from_every_byte(client: Client, leader: User, small: Team) -> None:
    """Whatever its four people answered, every output is the same; with a fifth it is not."""
    sign_in(client, leader)

    def outputs(points: Sequence[int]) -> list[bytes]:
        round = make_twin(leader, {small: points, small.other: HIGH})
        # A PDF is compressed and has an id of its own: its privacy is tested on its text, where it is made.
        comparable = [address for address in addresses(round) if not address.endswith(".pdf")]
        return [without_chance(round, readable(address, client.get(address).content)) for address in comparable]

    assert outputs(FEW_HIGH) == outputs(FEW_LOW)
    assert b"Fewer than 5 answered" in outputs(FEW_HIGH)[0]
    assert all(high != low for high, low in zip(outputs([*FEW_HIGH, 5]), outputs([*FEW_LOW, 1]), strict=True))


def readable(address: str, content: bytes) -> bytes:
    """A workbook and a deck are compressed, too, but all that stands in them can be read."""
    if address.endswith(".pptx"):
        return decks.words(content).encode()
    return workbooks.words(content).encode() if address.endswith(".xlsx") else content


def make_twin(member: User, points: Mapping[Team, Sequence[int]]) -> Round:
    """A second round like any other in an organization like any other: only codes, seals and answers differ."""
    twin = Organization.objects.create(name="Twin", slug=f"twin-{Organization.objects.count()}")
    Membership.objects.create(user=member, organization=twin, role=Role.VIEWER)
    first = make_closed_round(HIGH, HIGH, organization=twin)
    return make_guessed_round(points, assessment=first.assessment)


def make_guessed_round(points: Mapping[Team, Sequence[int]], **plan: Any) -> Round:
    """A closed round in which everybody guesses that the other team answers Q1 as they do themselves."""
    round = make_round(guesses=["Q1"], **plan)
    for team, those in points.items():
        for point in those:
            answer(round, team, own={"Q1": point}, guess={"Q1": point})
    close_round(round=round, now=timezone.now())
    return round


def test_queries_do_not_grow_with_questions(client: Client, leader: User, organization: Organization) -> None:
    sign_in(client, leader)
    few = make_closed_round(HIGH, LOW, organization=organization, questions=[make_question(f"Q{n}") for n in (1, 2)])
    many = make_round(assessment=few.assessment, questions=[make_question(f"R{n}") for n in range(30)])
    for _ in range(5):
        for team in Team:
            answer(many, team, own={f"R{n}": 1 + n % 5 for n in range(30)})
    close_round(round=many, now=timezone.now())

    def counts(round: Round) -> list[int]:
        found = []
        for address in addresses(round):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    assert counts(few) == counts(many)
    assert max(counts(few)) <= 10  # a file: its settings, contact, brand, plan and agreement, too


def test_hostile_words_stay_words(client: Client, leader: User, organization: Organization) -> None:
    question = make_question(
        "Q1",
        organization,
        text=HOSTILE,
        prompt=HOSTILE,
        labels=[HOSTILE + str(point) for point in range(5)],
        not_applicable=HOSTILE[:80],
        actions=[{"sales": HOSTILE, "marketing": HOSTILE}],
    )
    round = make_closed_round(HIGH, LOW, organization=organization, questions=[question], title=HOSTILE)
    sign_in(client, leader)

    for address in addresses(round)[:4]:
        assert "<script>alert" not in page(client, address)
        assert "<b>" not in page(client, address)


def test_plotly_waits_until_the_dashboard_is_readable(client: Client, leader: User, closed: Round) -> None:
    content = page(sign_in(client, leader), addresses(closed)[0])

    assert re.findall(r"<script[^>]*>", content) == ['<script src="/static/js/explore.js" defer>']
    assert 'data-library="/static/vendor/plotly.min.js"' in content
    assert 'data-figures="?figures&amp;sort=gap"' in content
    drawn = client.get(f"{addresses(closed)[0]}?figures&sort=gap").json()
    assert (list(drawn), list(drawn["figures"])) == (["figures", "colors", "buttons"], ["wide", "narrow"])


def test_survey_loads_neither_plotly_nor_bootstrap(client: Client, db: None) -> None:
    content = page(client, reverse("assessments:survey-answer", args=[link_token(make_round(), Team.SALES)]))

    assert re.findall(r"plotly|bootstrap", content, re.IGNORECASE) == []


def test_every_page_is_readable_without_style_and_script_of_its_own(
    client: Client, leader: User, closed: Round
) -> None:
    """The Content-Security-Policy would refuse them."""
    sign_in(client, leader)

    for address in addresses(closed)[:4]:
        assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", page(client, address)) == []
