"""A closed round shown to the people who answered, behind a secret address, and taken back."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from assessments import plans, tokens
from assessments.models import Publication, Round, StateChoice
from assessments.services.errors import WrongState


def publish_round(*, round: Round) -> Publication:
    """Opens the round's page for the people who answered; one that is open already stays as it is."""
    with transaction.atomic():
        locked = Round.objects.select_for_update().get(pk=round.pk)
        if locked.state != StateChoice.CLOSED:
            raise WrongState(_("Only a closed round has results to show."))
        return plans.publication(locked) or _new_publication(locked)


def _new_publication(round: Round) -> Publication:
    seed = tokens.new_seed()
    token_hash = tokens.hash_token(tokens.results_token(seed))
    return Publication.objects.create(round=round, seed=seed, token_hash=token_hash)


def unpublish_round(*, round: Round) -> None:
    """Takes the page back: its address is dead at once, and published again the round gets another one."""
    Publication.objects.filter(round=round).delete()


def published_path(publication: Publication) -> str:
    """Written out, not reversed: it is printed on paper and may never move."""
    return f"/r/{tokens.stored_results_token(bytes(publication.seed), publication.token_hash)}/"


def published_url(publication: Publication) -> str:
    return f"{settings.SITE_URL}{published_path(publication)}"
