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
    return Notice(title=_title(round), promises=tuple(_promises(round)))


def frozen_notice(round: Round) -> dict[str, Any]:
    """The round's promises in every language of the product, as plain JSON values by language."""
    notices = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            notices[language] = asdict(notice_of(round))
    return notices


def _title(round: Round) -> str:
    if round.is_confidential:
        return _("No organizer or colleague sees who said what")
    return _("Nobody can see who said what")


def _promises(round: Round) -> Iterator[tuple[str, str]]:
    if round.is_confidential:
        yield (
            _("Confidential, with a link of your own."),
            _("It lets you answer once; please do not pass it on. That you have answered is noted apart from what you "
              "answered, where no organizer can look. Organizers see how many answered, never who."),
        )  # fmt: skip
    else:
        yield _("Anonymous: no name, no account, no cookie."), _("Nothing that is stored points to you.")
    yield (
        _("No result of fewer than %(minimum)s people.") % {"minimum": round.minimum},
        _("Results are shown only when at least %(minimum)s people of your team have answered a question.")
        % {"minimum": round.minimum},
    )
    if round.segments:
        yield (
            _("Your group is up to you."),
            _("The question “%(title)s” may be skipped. A group with only 1 to %(most)s answers to a question is "
              "merged with others.") % {"title": round.segment_title, "most": round.minimum - 1},
        )  # fmt: skip
    yield (
        _("Answers are destroyed at closing."),
        _("They are counted, then deleted, at the latest 12 months after the start. Only counts per team remain."),
    )
    if round.is_confidential:
        yield (
            _("The list of people goes, too."),
            _("It is deleted %(days)s days after closing.") % {"days": round.people_kept_days},
        )
    yield (
        _("Comments are shown word for word."),
        _("They are shown once %(minimum)s people of your team take part. Your wording may identify you.")
        % {"minimum": round.comment_minimum},
    )
