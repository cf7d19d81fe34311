"""A slide a question: its answers as a native chart, what was expected and found, what to talk about. ★ No Django."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assessments.scales import FrozenItem, Team
from reports.renderers.deck.charts import answers_chart, steps
from reports.renderers.deck.fitting import Words, height_of, paragraphs, plain
from reports.renderers.deck.markup import Box
from reports.renderers.deck.pages import Deck, Page, body_under, flow
from reports.renderers.deck.template import MARGIN
from reports.renderers.look import RAMP
from reports.renderers.svg.measure import text_width
from reports.series import Absence, GapRow, QuestionSeries, Talk, distribution, round_overview, talks
from reports.wording import (
    about_words,
    absence_words,
    attitude_words,
    beside_the_scale,
    capitalized,
    discussion_prompts,
    distribution_summary,
    distribution_title,
    higher_words,
    question_sentence,
    reveal_words,
    sides_words,
    standing_words,
    team_name,
    verdict,
)

LEFT = (MARGIN, 588.0)
"""Left and width of what was answered."""

BARS = (MARGIN + 124, 464.0)
BAR, HIGH_BAR = 56.0, 92.0
"""How high a team's bar stands with the air around it: at least, and where there is room."""

PANEL, SCORE, GAP = (660.0, 252.0), (694.0, 62.0), (764.0, 136.0)
"""Left and width of the figures beside the chart, of the scores in it, and of the gap."""

ASKED = (22.0, 20.0, 18.0, 16.0, 14.0, 13.0, 12.0)
SIZES = (20.0, 18.0, 16.0, 15.0, 14.0)
KEY = 13.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with all that its slide says."""

    talk: Talk
    question: QuestionSeries
    note: str

    @property
    def item(self) -> FrozenItem:
        return self.talk.item


def all_questions(deck: Deck) -> None:
    for talk in talks(deck.report):
        _question(deck, talk)


def proposed_questions(deck: Deck) -> None:
    """Only those that are proposed for a workshop, first to discuss first."""
    wanted = [one.row.position for one in round_overview(deck.report).proposed]
    for talk in sorted(talks(deck.report), key=lambda each: each.rank or 0):
        if talk.position in wanted:
            _question(deck, talk)


def _question(deck: Deck, talk: Talk) -> None:
    asked = Asked(talk, distribution(deck.report, talk.position), deck.report.book.notes.get(talk.item.code, ""))
    eyebrow = " · ".join(part for part in (_number(deck, talk), *_topic(deck, asked.item)) if part)
    title = f"{talk.position}. {reveal_words(talk.mirror, deck.translate)}"
    page = deck.page(eyebrow, title, _notes(deck, asked))
    body = body_under(deck.numbered(title, 1, 10))
    rest = list(flow(_answers(page, asked), body, SIZES))
    for place, fit in enumerate(rest, start=1):
        more = deck.page(eyebrow, deck.numbered(title, place, len(rest) + 1), [each.whole for each in fit.words])
        more.write(body, fit)


def _number(deck: Deck, talk: Talk) -> str:
    return deck.translate("Question {position}").format(position=talk.position)


def _topic(deck: Deck, item: FrozenItem) -> tuple[str, str]:
    """Its short name, or its topic where nobody named it; and whose work it asks about."""
    return item.short_name or deck.report.dimension_names.get(item.dimension or "", ""), about_words(
        item, deck.translate
    )


def _notes(deck: Deck, asked: Asked) -> list[str]:
    """What to say: the question, its result, what was expected, the prompts, and the consultant's note."""
    return [
        asked.item.text,
        question_sentence(asked.question, deck.translate),
        *sides_words(asked.talk.mirror, deck.translate),
        *discussion_prompts(asked.talk.mirror, asked.item, deck.translate),
        asked.note,
    ]


def _answers(page: Page, asked: Asked) -> tuple[Words, ...]:
    """The question, its chart beside its figures, and what that says; what does not fit is returned."""
    body, found = page.body, [*_found(page.deck, asked), *_note(page.deck, asked)]
    wording = [Words(text=asked.item.text, is_bold=True)]
    fit = page.text(Box(body.left, body.top, body.width, 62), wording, ASKED, name="Question")
    top = body.top + height_of(fit.words, body.width, fit.size) + 14
    used = top + _key_height(asked.question) + 26 + height_of(found, body.width, SIZES[1])
    bar = min(max(BAR, (body.bottom - used) / 2), HIGH_BAR)
    chart = Box(BARS[0], top, BARS[1], 2 * bar)
    _chart(page, asked.question, chart)
    bottom = _key(page, asked.question, chart.bottom + 10)
    _figures(page, asked.talk.mirror.row, Box(PANEL[0], top, PANEL[1], bottom - top), bar)
    room = Box(body.left, bottom + 16, body.width, body.bottom - bottom - 16)
    return (*fit.rest, *page.text(room, found, SIZES, name="Finding").rest)


def _chart(page: Page, question: QuestionSeries, chart: Box) -> None:
    translate = page.deck.translate
    _names(page, question, chart)
    alt = f"{distribution_title(question, translate)}. {distribution_summary(question, translate)}"
    answers_chart(page, question, chart, alt)
    _absences(page, question, chart)


def _figures(page: Page, row: GapRow, box: Box, bar: float) -> None:
    """Each team's score beside its bar, the gap between them, and under both what it is called."""
    translate = page.deck.translate
    page.ink.panel(box.left, box.top, box.width, box.height)
    for place, team in enumerate(Team):
        middle, mark = box.top + bar * (place + 0.5), row.mark(team)
        page.ink.mark(team, box.left + 20, middle, size=16)
        page.ink.word(mark.printed if mark else "–", SCORE[0], middle, SCORE[1], 34, role=team.value, is_bold=True)
    if row.printed_apart is not None:
        page.ink.line(GAP[0] - 6, box.top + 16, GAP[0] - 6, box.top + 2 * bar - 8, role="edge", name="Rule")
        page.line(GAP[0] + 6, box.top + bar - 42, GAP[1], translate("Points apart"), 15, role="quiet", is_bold=True)
        page.line(GAP[0] + 6, box.top + bar - 24, GAP[1], row.printed_apart, 44, role="said", is_bold=True)
        higher = capitalized(higher_words(row, translate))
        page.line(GAP[0] + 6, box.top + bar + 28, GAP[1], higher, 14, role="quiet")
    said = [Words(text=capitalized(verdict(row, translate)), is_bold=True)]
    below = Box(box.left + 14, box.top + 2 * bar, box.width - 28, box.height - 2 * bar - 4)
    page.excerpt(below, said, (18.0, 16.0, 15.0, 14.0, 13.0, 12.0), anchor="middle")


def _found(deck: Deck, asked: Asked) -> list[Words]:
    mirrored = asked.talk.mirror
    words = [Words(text=standing_words(mirrored.row, deck.minimum, deck.translate), is_bold=True)]
    words += [Words(text=each, before=0.3) for each in sides_words(mirrored, deck.translate) if each]
    for text in (attitude_words(mirrored, deck.translate), *_extra_answers(deck, asked.question)):
        if text:
            words.append(Words(text=text, role="quiet", before=0.3))
    return words


def _note(deck: Deck, asked: Asked) -> list[Words]:
    """What the consultant has to say of it."""
    words = paragraphs(asked.note)
    return [replace(words[0], lead=f"{deck.translate('Our note')}:", before=0.6), *words[1:]] if words else []


def _extra_answers(deck: Deck, question: QuestionSeries) -> list[str]:
    """How many of a team gave the question's own extra answer."""
    return [
        f"{team_name(team, deck.translate)}: {words}: {count}"
        for team in Team
        for words, count in beside_the_scale(question, question.distribution(team), deck.translate)[1:]
        if count
    ]


def _names(page: Page, question: QuestionSeries, chart: Box) -> None:
    """The teams beside their bars: who, how many answered, how many could not say."""
    translate = page.deck.translate
    for place, team in enumerate(Team):
        bar, answers = chart.height / 2, question.distribution(team)
        top = chart.top + place * bar + bar / 2 - 22
        page.ink.mark(team, MARGIN + 8, top + 10)
        words = [Words(text=team_name(team, translate), role=team.value, is_bold=True, scale=16 / 13)]
        if answers.absence is not Absence.MINIMUM:
            words.append(Words(text=translate("Answers: {n}").format(n=answers.n), role="quiet", before=0))
            name, count = beside_the_scale(question, answers, translate)[0]
            words += [Words(text=f"{name}: {count}", role="quiet", before=0)] if count else []
        page.text(Box(MARGIN + 22, top, 98, 54), words, (13.0, 12.0, 11.0, 10.0), name="Team")


def _absences(page: Page, question: QuestionSeries, chart: Box) -> None:
    """Why a team has no bar, where it would be."""
    for place, team in enumerate(Team):
        absence = question.distribution(team).absence
        if absence is None:
            continue
        bar = chart.height / 2
        box = Box(chart.left, chart.top + place * bar + 8, chart.width, bar - 16)
        page.ink.panel(box.left, box.top, box.width, box.height, "soft", "hatch", name="Panel")
        words = Words(text=capitalized(absence_words(absence, question.minimum, page.deck.translate)), role="quiet")
        page.text(Box(box.left + 12, box.top, box.width - 24, box.height), [words], (14.0, 12.0), anchor="middle")


def _key(page: Page, question: QuestionSeries, top: float) -> float:
    """The answers with their shades, lowest first, and where the key ends."""
    for label, step, (left, line) in zip(question.labels, steps(len(question.labels)), _spots(question), strict=True):
        page.ink.panel(left, top + line * 18 + 2, 12, 12, RAMP[step], "edge", name="Shade")
        page.line(left + 17, top + line * 18 + 1, min(_width(label), LEFT[1] - 17), label, KEY)
    caption = page.deck.translate("Numbers in the bars are people.")
    height = _key_height(question)
    page.line(LEFT[0], top + height - 16, LEFT[1], caption, 11, role="quiet")
    return top + height


def _spots(question: QuestionSeries) -> list[tuple[float, int]]:
    """Where each answer of the key begins, and in which line."""
    spots, left, line = list[tuple[float, int]](), LEFT[0], 0
    for label in question.labels:
        if left > LEFT[0] and left + 17 + _width(label) > LEFT[0] + LEFT[1]:
            left, line = LEFT[0], line + 1
        spots.append((left, line))
        left += 17 + _width(label) + 14
    return spots


def _key_height(question: QuestionSeries) -> float:
    return (_spots(question)[-1][1] + 1) * 18 + 16


def _width(label: str) -> float:
    """How wide a label is at most on one line."""
    return min(text_width(" ".join(plain(label).split()), KEY) + 1, LEFT[1] - 17)
