"""Comments by question, in the order of the questionnaire; within a question by chance. ★ No Django."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.comments import ShownComment, Sought
from assessments.releases import ReleasedRound
from assessments.scales import FrozenItem, Team
from reports.document import Report

PAGE = 50
"""Comments of one question on one page."""

TOGETHER, FEWEST = 100, 5
"""About as many comments stand on a page of several questions, and of each of them at least so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentedQuestion:
    """A question with the comments that were sought: those on `page` of `pages`, redacted ones among them.

    `counts` are all sought comments of a team that have their words, `found` those of both. `has_more`: beside other
    questions only the first few stand.
    """

    position: int
    name: str
    text: str
    shown: tuple[ShownComment, ...]
    counts: tuple[tuple[Team, int], ...]
    page: int
    pages: int
    has_more: bool

    @property
    def found(self) -> int:
        return sum(count for _team, count in self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentSeries:
    """`questions` only where something was found. Of the teams `held_back` fewer people answered than `minimum`.

    `count` is how many comments the round has, `tags` are those in use.
    """

    sought: Sought
    questions: tuple[CommentedQuestion, ...]
    held_back: tuple[Team, ...]
    minimum: int
    tags: tuple[str, ...]
    count: int

    @property
    def found(self) -> int:
        return sum(question.found for question in self.questions)


def comment_series(report: Report, sought: Sought | None = None) -> CommentSeries:
    """What was sought, by question; all comments unless something was."""
    sought = sought or Sought()
    fitting: dict[str, list[ShownComment]] = {}
    for comment in sorted((*report.comments, *report.redacted), key=lambda comment: comment.place):
        if sought.fits(comment):
            fitting.setdefault(comment.code, []).append(comment)
    room = PAGE if sought.position else _room(list(fitting.values()))
    return CommentSeries(
        sought=sought,
        questions=tuple(
            _question(position, item, fitting[item.code], sought, room)
            for position, item in _asked(report.released)
            if item.code in fitting and sought.position in {None, position}
        ),
        held_back=held_back(report.released),
        minimum=report.released.comment_minimum,
        tags=tuple(sorted({comment.tag for comment in report.comments if comment.tag}, key=str.casefold)),
        count=len(report.comments),
    )


def held_back(released: ReleasedRound) -> tuple[Team, ...]:
    """Teams too small for words. What they wrote is not in the database any more."""
    return tuple(team for team in Team if released.tally.participation(team).responded < released.comment_minimum)


def comments_on(report: Report, code: str) -> tuple[ShownComment, ...]:
    """All comments on the question with this code, in their random order."""
    return tuple(comment for comment in report.comments if comment.code == code)


def comments_by_question(report: Report) -> tuple[tuple[int, FrozenItem, tuple[ShownComment, ...]], ...]:
    """All comments under the questions that have some, as asked: for files, which have no pages."""
    found = ((position, item, comments_on(report, item.code)) for position, item in _asked(report.released))
    return tuple(one for one in found if one[2])


def _room(comments: list[list[ShownComment]]) -> int:
    """How many comments of each question stand on a page of them all: a thousand would bury the last question."""
    return PAGE if sum(map(len, comments)) <= TOGETHER else max(FEWEST, min(PAGE, TOGETHER // len(comments)))


def _question(
    position: int, item: FrozenItem, comments: list[ShownComment], sought: Sought, room: int
) -> CommentedQuestion:
    """Only a page about this one question turns its pages."""
    pages = -(-len(comments) // PAGE)
    page = min(max(sought.page, 1), pages) if sought.position else 1
    return CommentedQuestion(
        position=position,
        name=item.name,
        text=item.text,
        shown=tuple(comments[(page - 1) * PAGE :][:room]),
        counts=tuple((team, sum(c.team is team and not c.is_redacted for c in comments)) for team in Team),
        page=page,
        pages=pages,
        has_more=not sought.position and len(comments) > room,
    )


def _asked(released: ReleasedRound) -> list[tuple[int, FrozenItem]]:
    """Every question with its place in the questionnaire; the open ones fill the places between the others."""
    scaled = dict(zip(released.positions, (row.item for row in released.tally.items), strict=True))
    every = range(1, len(scaled) + len(released.open_items) + 1)
    free = (position for position in every if position not in scaled)
    return sorted([*scaled.items(), *zip(free, released.open_items, strict=True)], key=lambda asked: asked[0])
