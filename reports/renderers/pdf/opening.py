"""The cover, the page that says it all, and how to read the others. ★ No Django."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from assessments.scales import Team
from reports.analysis.constants import STAGE_CUTS
from reports.analysis.index import Stage
from reports.document import Report
from reports.renderers.pdf import words
from reports.renderers.pdf.layout import paragraphs
from reports.series import IndexReading, Overview, mirror_series, percent, round_overview
from reports.wording import (
    ToldCard,
    Translate,
    explaining,
    index_range_words,
    index_words,
    lead,
    no_index_words,
    printed_date,
    shortened,
    stage_name,
    stage_words,
    summary_sentences,
    told_cards,
)
from reports.wording.phrases import share_words

CARD_TEXT = 110
"""Characters of a question on a card."""

FEW_SECTIONS = 3
"""As many need no list on the cover."""


def cover(report: Report, translate: Translate) -> dict[str, Any]:
    """The brand's name is said where there is no logo, and where it is not the client's own."""
    released, brand = report.released, report.brand.name
    return {
        "brand": "" if brand == released.organization else brand,
        "subtitle": translate("How Sales and Marketing see their work together"),
        "round": released.title,
        "assessment": released.assessment,
        "closed": translate("Closed on {date}").format(date=printed_date(released.closed_on, translate)),
        "finding": translate("In one sentence"),
        "lead": lead(report, translate),
        "participation": [_participation(report, team, translate) for team in Team],
        "privacy": translate(
            "Answers were counted once when the round closed, and destroyed. Nobody can see who said what."
        ),
        "contents": translate("In this book") if len(report.book.sections) > FEW_SECTIONS else "",
    }


def _participation(report: Report, team: Team, translate: Translate) -> dict[str, str]:
    counts = report.released.tally.participation(team)
    if counts.invited is None or counts.invited < counts.responded:
        responded, note = str(counts.responded), translate("answered")
    else:
        responded = translate("{responded} of {invited}").format(responded=counts.responded, invited=counts.invited)
        share = percent(counts.responded / counts.invited) if counts.invited else percent(0)
        note = translate("{share} answered").format(share=share_words(share, translate))
    return {**words.team_words(team, translate), "responded": responded, "note": note}


def summary(report: Report, translate: Translate) -> dict[str, Any]:
    return {
        "title": translate("In short"),
        "own_title": translate("How we read it"),
        "own": paragraphs(report.book.summary),
        "sentences": [one for one in summary_sentences(report, translate) if one],
        "index": _index(round_overview(report), translate),
        "cards": [_card(card) for card in told_cards(report, translate)],
    }


def _card(card: ToldCard) -> dict[str, str]:
    return {
        "title": card.title,
        "question": shortened(card.heading, CARD_TEXT),
        "words": card.words,
        "more": card.more,
    }


def _index(overview: Overview, translate: Translate) -> dict[str, Any]:
    title = translate("Alignment index")
    reading = overview.index
    if reading is None:
        why = no_index_words(overview.lacking, translate) if overview.lacking else ""
        return {"title": title, "printed": None, "words": why}
    return {
        "title": title,
        "printed": reading.printed,
        "of": translate("of 100"),
        "stage": stage_words(reading, translate),
        "at": reading.index,
        "range": [reading.low, reading.high],
        "stages": _stages(reading, translate),
        "words": index_words(reading, translate),
        "range_words": index_range_words(reading, translate),
    }


def _stages(reading: IndexReading, translate: Translate) -> list[dict[str, Any]]:
    return [
        {"name": stage_name(stage, translate), "from": low, "to": high, "is_reached": stage is reading.stage}
        for stage, (low, high) in zip(Stage, pairwise((0.0, *STAGE_CUTS, 100.0)), strict=True)
    ]


def how(report: Report, translate: Translate) -> dict[str, Any]:
    """Nothing of expectations where there are none to read."""
    has_guesses = mirror_series(report).has_guesses
    return {
        "title": translate("How to read this book"),
        "intro": translate(
            "People in Sales and people in Marketing answered the same questions, separately. This book sets the two "
            "pictures side by side. A difference is not a fault: it is a reason to talk."
        ),
        "steps": explaining.how_to_read(translate)[: None if has_guesses else -1],
        "signs_title": translate("The marks in the charts"),
        "sign": translate("Mark"),
        "means": translate("What it means"),
        "signs": [sign for sign in words.signs(translate) if has_guesses or sign["key"] != "expects"],
        "labels_title": translate("What is said about a difference"),
        "label": translate("In the book"),
        "labels": words.labels(translate),
    }
