"""A slide a question: its answers as a native chart, what was expected and found, what to talk about. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.bank import load_bank
from assessments.scales import FrozenItem, Team
from reports.renderers.deck.charts import answers_chart, steps
from reports.renderers.deck.fitting import Words, height_of, paragraphs, plain
from reports.renderers.deck.pages import Box, Deck, Page, describe, flow
from reports.renderers.deck.template import MARGIN
from reports.renderers.look import RAMP
from reports.renderers.svg.measure import text_width
from reports.series import Absence, QuestionSeries, Talk, distribution, round_overview, talks
from reports.wording import (
    about_words,
    absence_words,
    attitude_words,
    beside_the_scale,
    capitalized,
    discussion_prompts,
    distribution_summary,
    distribution_title,
    question_sentence,
    reveal_words,
    sides_words,
    standing_words,
    team_name,
)

LEFT, RIGHT = (MARGIN, 516.0), (612.0, 300.0)
"""Left and width of what was answered, and of what to talk about."""

BARS = (MARGIN + 116, 400.0)
BAR, HIGH_BAR = 58.0, 88.0
"""How high a team's bar stands with the air around it: at least, and where there is room."""

SIZES = (18.0, 16.0, 15.0, 14.0, 13.0, 12.0)
KEY = 12.0


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
    left = _answers(page, asked)
    right = _talking(page, asked)
    rest = list(flow([*left, *right], page.body))
    for place, fit in enumerate(rest, start=1):
        more = deck.page(eyebrow, deck.numbered(title, place, len(rest) + 1), [each.whole for each in fit.words])
        more.write(Box(MARGIN, more.body.bottom - page.body.height, page.body.width, page.body.height), fit)


def _number(deck: Deck, talk: Talk) -> str:
    return deck.translate("Question {position}").format(position=talk.position)


def _topic(deck: Deck, item: FrozenItem) -> tuple[str, str]:
    return load_bank().dimensions.get(item.dimension or "", ""), about_words(item, deck.translate)


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
    """The question, its chart and its findings; what does not fit is returned."""
    translate, top = page.deck.translate, page.body.top
    wording, found = Words(text=asked.item.text, is_bold=True), _found(page.deck, asked)
    fit = page.text(Box(LEFT[0], top, LEFT[1], 84), [wording], (18.0, 16.0, 14.0, 13.0, 12.0), name="Question")
    top += height_of(fit.words, LEFT[1], fit.size) + 12
    used = top + _key_height(asked.question) + 20 + height_of(found, LEFT[1], SIZES[1])
    bar = min(max(BAR, (page.body.bottom - used) / 2), HIGH_BAR)
    chart = Box(BARS[0], top, BARS[1], 2 * bar)
    _names(page, asked.question, chart)
    alt = f"{distribution_title(asked.question, translate)}. {distribution_summary(asked.question, translate)}"
    answers_chart(page, asked.question, chart, alt)
    _absences(page, asked.question, chart)
    bottom = _key(page, asked.question, chart.bottom + 8) + 12
    return page.text(Box(LEFT[0], bottom, LEFT[1], page.body.bottom - bottom), found, SIZES, name="Finding").rest


def _found(deck: Deck, asked: Asked) -> list[Words]:
    mirrored = asked.talk.mirror
    words = [Words(text=standing_words(mirrored.row, deck.minimum, deck.translate), is_bold=True)]
    words += [Words(text=each, before=0.3) for each in sides_words(mirrored, deck.translate) if each]
    for text in (attitude_words(mirrored, deck.translate), *_extra_answers(deck, asked.question)):
        if text:
            words.append(Words(text=text, role="quiet", before=0.3))
    return words


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
        top = chart.top + place * bar + bar / 2 - 24
        mark = page.ink.mark(team, MARGIN + 8, top + 9)
        describe(mark, "", "Mark")
        words = [Words(text=team_name(team, translate), role=team.value, is_bold=True, scale=14 / 12)]
        if answers.absence is not Absence.MINIMUM:
            words.append(Words(text=translate("Answers: {n}").format(n=answers.n), role="quiet", before=0))
            name, count = beside_the_scale(question, answers, translate)[0]
            words += [Words(text=f"{name}: {count}", role="quiet", before=0)] if count else []
        page.text(Box(MARGIN + 22, top, 90, 50), words, (12.0, 11.0, 10.0), name="Team")


def _absences(page: Page, question: QuestionSeries, chart: Box) -> None:
    """Why a team has no bar, where it would be."""
    for place, team in enumerate(Team):
        absence = question.distribution(team).absence
        if absence is None:
            continue
        bar = chart.height / 2
        box = Box(chart.left, chart.top + place * bar + 8, chart.width, bar - 16)
        describe(page.ink.panel(box.left, box.top, box.width, box.height, "soft", "hatch"), "", "Panel")
        words = Words(text=capitalized(absence_words(absence, question.minimum, page.deck.translate)), role="quiet")
        page.text(Box(box.left + 12, box.top, box.width - 24, box.height), [words], (14.0, 12.0), anchor="middle")


def _key(page: Page, question: QuestionSeries, top: float) -> float:
    """The answers with their shades, lowest first, and where the key ends."""
    for label, step, (left, line) in zip(question.labels, steps(len(question.labels)), _spots(question), strict=True):
        swatch = page.ink.panel(left, top + line * 18 + 2, 12, 12, RAMP[step], "edge")
        describe(swatch, "", "Shade")
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


def _talking(page: Page, asked: Asked) -> tuple[Words, ...]:
    """The prompts and the note beside the chart; what does not fit is returned."""
    deck = page.deck
    box = Box(RIGHT[0], page.body.top, RIGHT[1], page.body.height)
    describe(page.ink.panel(box.left - 24, box.top, 3, box.height, "accent"), "", "Edge")
    prompts = discussion_prompts(asked.talk.mirror, asked.item, deck.translate)
    words = _list(deck.translate("To talk about"), [Words(text=each, before=0.4) for each in prompts])
    words += _list(deck.translate("Our note"), paragraphs(asked.note))
    return page.text(box, words, SIZES, name="Prompts").rest


def _list(head: str, words: Sequence[Words]) -> list[Words]:
    return [Words(text=head, role="said", is_head=True, before=0.9), *words] if words else []
