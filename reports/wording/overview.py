"""The index, the dimensions, the priorities and the question on lead speed, as sentences. ★ No Django."""

from __future__ import annotations

from assessments.scales import Team
from reports.analysis.constants import ITEMS_NEEDED, N_LABEL, WEIGHT_NEEDED
from reports.analysis.index import Reason as LackingReason
from reports.analysis.index import Stage
from reports.analysis.labels import Label
from reports.analysis.priorities import Reason
from reports.series import DimensionRow, IndexReading, LeadSpeedReading, Level, NoIndex, PriorityRow, percent
from reports.wording.phrases import (
    Translate,
    gap_range_words,
    higher_words,
    sentence,
    share_words,
    team_name,
    teams_name,
    untranslated,
)


def stage_name(stage: Stage, translate: Translate = untranslated) -> str:
    return {
        Stage.TWO_WORLDS: translate("Two worlds"),
        Stage.NEIGHBORS: translate("Neighbors"),
        Stage.PARTNERS: translate("Partners"),
        Stage.ONE_TEAM: translate("One team"),
    }[stage]


def stage_words(index: IndexReading, translate: Translate = untranslated) -> str:
    """`Partners, close to One team`: a range that crosses a border is named with both sides of it."""
    name = stage_name(index.stage, translate)
    if index.close_to is None:
        return name
    return translate("{stage}, close to {other}").format(stage=name, other=stage_name(index.close_to, translate))


def index_words(index: IndexReading, translate: Translate = untranslated) -> str:
    """What the index is made of: `The average of both teams is 72. They are 15 points apart on average: 4 less.`"""
    if index.penalty == "0":
        words = translate("This is the average of both teams: where they differ, that takes off less than a point.")
    else:
        words = translate(
            "The average of both teams is {level}. On average they are {gap} points apart, which takes off {penalty}."
        )
    return words.format(level=index.printed_level, gap=index.printed_gap, penalty=index.penalty)


def index_range_words(index: IndexReading, translate: Translate = untranslated) -> str:
    """How far the index reaches, which questions it stands for, and what the don't-knows could do to it."""
    words = [
        translate("Allowing for chance, it most likely lies within {range}.").format(range=index.printed_range),
        translate("It counts {used} of {scored} scored questions.").format(used=index.used, scored=index.scored),
    ]
    if index.scored < index.asked:
        words.append(translate("Questions without a better end and the overall question do not count."))
    if index.printed_dk_range is not None:
        words.append(
            translate("Depending on what those would say who do not know, it is {range}.").format(
                range=index.printed_dk_range
            )
        )
    return " ".join(words)


def no_index_words(lacking: NoIndex, translate: Translate = untranslated) -> str:
    """Why a round has no index."""
    words = {
        LackingReason.UNSCORED: translate("No index: on no question of this round is one end better than the other."),
        LackingReason.LITTLE_WEIGHT: translate(
            "No index: it takes {share} of the scored questions with {answers} or more answers to show from both "
            "teams, here {used} of {scored} have them."
        ),
        LackingReason.FEW_ITEMS: translate(
            "No index: it takes {needed} scored questions with answers to show from both teams, here there are {used}."
        ),
    }[lacking.reason]
    return words.format(
        used=lacking.used,
        scored=lacking.scored,
        answers=N_LABEL,
        share=share_words(percent(WEIGHT_NEEDED), translate),
        needed=ITEMS_NEEDED,
    )


def dimension_words(row: DimensionRow, translate: Translate = untranslated) -> str:
    """`Customer closeness: Sales 23, Marketing 70, index 35 of 100. The gap is 47, Marketing higher, …`

    A dimension has no verdict, so none is given. Without figures: the reason.
    """
    if row.reading is None:
        return f"{row.name}: {no_dimension_words(row, translate)}"
    return translate(
        "{name}: Sales {sales}, Marketing {marketing}, index {index} of 100. "
        "The gap is {gap}, {higher}, within {range} at most."
    ).format(
        name=row.name,
        sales=row.reading.printed_sales,
        marketing=row.reading.printed_marketing,
        index=row.reading.whole.printed,
        gap=row.reading.printed_apart,
        higher=higher_words(row.reading, translate),
        range=gap_range_words(row.reading.printed_gap_range, translate),
    )


def no_dimension_words(row: DimensionRow, translate: Translate = untranslated) -> str:
    """Why a dimension has no figures, as a sentence; empty where it has."""
    if row.lacking is None:
        return ""
    if row.lacking.reason is LackingReason.UNSCORED:
        return sentence(translate("not scored, as neither end is better"))
    return sentence(
        translate("{used} of {scored} scored questions have enough answers to show from both teams").format(
            used=row.lacking.used, scored=row.lacking.scored
        )
    )


def priority_words(priority: PriorityRow, translate: Translate = untranslated) -> str:
    """Why a question stands where it stands: `Clear gap of 47 points, hidden disagreement.`"""
    if not priority.reasons:
        return _without_reason(priority, translate)
    return sentence(", ".join(_reason_words(reason, priority, translate) for reason in priority.reasons))


def _without_reason(priority: PriorityRow, translate: Translate) -> str:
    """A question without a reason of its own comes where its scores put it: that is said, and how sure it is."""
    label, points = priority.row.label, abs(priority.row.points or 0)
    if label is Label.SIMILAR:
        return {
            None: translate("Seen alike."),
            Level.HIGH: translate("Seen alike, and high."),
            Level.MIDDLE: translate("Seen alike, in the middle of the scale."),
            Level.LOW: translate("Seen alike, and low."),
        }[priority.mirror.level]
    if label is Label.SLIGHT:
        return translate("{points} points apart: real, but small.").format(points=points)
    if not points:
        return translate("The same score from both teams, which may be chance.")
    return translate("{points} points apart, which may be chance.").format(points=points)


def _reason_words(reason: Reason, priority: PriorityRow, translate: Translate) -> str:
    points = abs(priority.row.points or 0)
    if reason is Reason.CLEAR_GAP and priority.row.label is Label.POSSIBLE:
        return translate("possible gap of {points} points").format(points=points)
    return {
        Reason.CLEAR_GAP: translate("clear gap of {points} points").format(points=points),
        Reason.LOW_FOR_BOTH: translate("low for both"),
        Reason.SPLIT_TEAM: translate("of two minds inside {teams}").format(
            teams=teams_name([split.team for split in priority.mirror.splits], translate)
        ),
        Reason.NOT_VISIBLE: translate("not visible to {teams}").format(
            teams=teams_name(priority.mirror.unseen, translate)
        ),
        Reason.HIDDEN_DISAGREEMENT: translate("hidden disagreement"),
        Reason.IMAGINED_GAP: translate("imagined gap"),
    }[reason]


def lead_speed_words(reading: LeadSpeedReading, translate: Translate = untranslated) -> list[str]:
    """Three readings of whether sales leads close faster, which is neither good nor bad: a sentence or two each."""
    return [_shared(reading, translate), _seen(reading, translate), _own(reading, translate)]


def lead_speed_check(translate: Translate = untranslated) -> str:
    """What to hold the opinions beside: no figure of a customer system is in this report."""
    return translate(
        "These are opinions: no figure of your deals is in this report. Hold them beside your CRM: the median days "
        "from creating a lead to closing it, for sales leads and for marketing leads that entered at the same stage."
    )


def _shared(reading: LeadSpeedReading, translate: Translate) -> str:
    if reading.shared_picture is None:
        return translate("Whether both teams see the same facts cannot be shown: it takes ratings from both.")
    return translate("Do both teams see the same facts? {points} of 100, where 100 is the same answer.").format(
        points=reading.shared_picture
    )


def _seen(reading: LeadSpeedReading, translate: Translate) -> str:
    if reading.sales_unseen is None and reading.marketing_unseen is None:
        return translate("How many cannot say is hidden: too few answered in both teams.")
    shares = {Team.SALES: reading.sales_unseen, Team.MARKETING: reading.marketing_unseen}
    words = [
        translate("{share} of {team} cannot say, or do not measure it.").format(
            share=share_words(share, translate), team=team_name(team, translate)
        )
        for team, share in shares.items()
        if share and share != "0%"
    ]
    if not words:
        words.append(translate("Nobody whose answer is shown pressed “Don’t know” or said that it is not measured."))
    if reading.needs_measuring:
        words.append(translate("So the first thing to do is to measure."))
    return " ".join(words)


def _own(reading: LeadSpeedReading, translate: Translate) -> str:
    if reading.shared_picture is None:
        return translate("Whether each team favors its own leads cannot be shown either.")
    if reading.favors_own:
        return translate("Each team believes that its own leads close faster.")
    return translate("These answers do not show that each team favors its own leads.")
