from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from assessments import handouts, tokens
from assessments.books import SECTIONS, Audience, Book, Section
from assessments.models import Round, ShareChoice, ShareLink
from assessments.services import sharing
from assessments.services.errors import DomainError, Gone, WrongState
from assessments.services.sharing import share_path, share_url, take_back
from tests.builders import make_closed_round, make_round, make_share, make_user

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def user() -> User:
    return make_user()


@pytest.fixture
def round() -> Round:
    return make_closed_round([], [])


def opened(link: ShareLink, after: timedelta = timedelta()) -> ShareLink | None:
    return handouts.open_share(tokens.hash_token(share_path(link).split("/")[2]), NOW + after)


def test_link_opens_what_it_was_made_for(round: Round, user: User) -> None:
    book = Book(sections=(Section.CONTACT,), summary="Mine.")
    link = make_share(round, user, NOW, ShareChoice.PDF, audience=Audience.WORKSHOP, book=book, days=30)
    assert opened(link) == link
    assert handouts.shared(link) == handouts.Shared(
        Audience.WORKSHOP, Book(sections=SECTIONS[Audience.WORKSHOP], summary="Mine.")
    )
    assert link.expires_at == NOW + timedelta(days=30)


def test_database_holds_no_secret(round: Round, user: User) -> None:
    link = make_share(round, user)
    token = share_path(link).split("/")[2]
    assert len(token) == 22
    assert token not in repr(ShareLink.objects.values().get())
    assert share_url(link).endswith(f"/x/{token}/")


def test_link_is_dead_to_the_second(round: Round, user: User) -> None:
    link = make_share(round, user, NOW)
    assert opened(link, timedelta(days=7, seconds=-1)) == link
    assert opened(link, timedelta(days=7)) is None
    assert handouts.share_links(round, NOW + timedelta(days=7)) == []


def test_link_taken_back_is_dead_and_the_others_live(round: Round, user: User) -> None:
    link, other = make_share(round, user, NOW), make_share(round, user, NOW)
    take_back(round=round, pk=link.pk)
    assert (opened(link), opened(other)) == (None, other)
    with pytest.raises(Gone):
        take_back(round=round, pk=link.pk)


def test_link_of_another_round_cannot_be_taken_back(round: Round, user: User) -> None:
    link = make_share(make_closed_round([], [], assessment=round.assessment), user, NOW)
    with pytest.raises(Gone):
        take_back(round=round, pk=link.pk)
    assert opened(link) == link


def test_open_round_has_nothing_to_share(user: User) -> None:
    with pytest.raises(WrongState):
        make_share(make_round(), user)


def test_number_of_links_is_limited(round: Round, user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "MOST_LINKS", 2)
    make_share(round, user, NOW - timedelta(days=8))  # expired
    for _ in range(2):
        make_share(round, user, NOW)
    with pytest.raises(DomainError, match="as many links as it can have"):
        make_share(round, user, NOW)


def test_longest_label_is_kept(round: Round, user: User) -> None:
    assert make_share(round, user, label="ü" * 120).label == "ü" * 120
