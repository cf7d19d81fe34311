"""What respondents are promised. Written out at launch and frozen with the round: a later version of the product
may promise more, but never to people who have already answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from assessments.models import Round
from assessments.releases import Notice, load_notice


def notice_of(round: Round) -> Notice:
    """The round's promises in the language at work: as they were frozen, or of a draft as they would be."""
    frozen = round.notice.get(get_language() or "") or round.notice.get(settings.LANGUAGES[0][0])
    if frozen:
        return load_notice(frozen)
    return Notice(title=_title(), promises=tuple(_promises(round)))


def frozen_notice(round: Round) -> dict[str, Any]:
    """The round's promises in every language of the product, as plain JSON values by language."""
    notices = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            notices[language] = asdict(notice_of(round))
    return notices


def _title() -> str:
    """True of both modes: those who run the server are neither, and the notice names them."""
    return _("No organizer or colleague sees who said what")


def _promises(round: Round) -> Iterator[tuple[str, str]]:
    """Three, then what to beware of."""
    yield _access(round)
    yield _("No result of fewer than %(minimum)s people.") % {"minimum": round.minimum}, " ".join(_minimum(round))
    yield _("At closing only counts are kept; single answers are deleted."), " ".join(_closing(round))
    yield (
        _("Comments are shown word for word, so write nothing that only you would say."),
        _("They are shown once %(minimum)s people of your team take part. Your wording may identify you.")
        % {"minimum": round.comment_minimum},
    )


def _access(round: Round) -> tuple[str, str]:
    if not round.is_confidential:
        words = _("No name, address or time is stored with your answers.")
        return _("Anonymous: no name, no account, no cookie."), words
    return (
        _("Confidential, with a link of your own."),
        _("It lets you answer once; please do not pass it on. That you have answered is noted apart from what you "
          "answered, where no organizer can look. Organizers see how many answered, never who."),
    )  # fmt: skip


def _minimum(round: Round) -> Iterator[str]:
    words = _("Results are shown only when at least %(minimum)s people of your team have answered a question.")
    yield words % {"minimum": round.minimum}
    if round.segments:
        words = _("The question “%(title)s” may be skipped. A group with only 1 to %(most)s answers to a question is "
                  "merged with others.")  # fmt: skip
        yield words % {"title": round.segment_title, "most": round.minimum - 1}


def _closing(round: Round) -> Iterator[str]:
    yield _("A survey is closed 12 months after its start at the latest. Of comments, those that may be shown are "
            "kept, shuffled and apart from all answers.")  # fmt: skip
    if round.is_confidential:
        words = _("The list of people is deleted %(days)s days after closing.")
        yield words % {"days": round.people_kept_days}
