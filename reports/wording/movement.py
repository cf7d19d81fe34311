"""What moved since the round before, in one sentence and on a card: only what is more than chance. ★ No Django."""

from __future__ import annotations

from assessments.scales import Team
from reports.series import ChangeRow, GapShift, Movement, TeamShift, clearest
from reports.wording.change import index_shift_words
from reports.wording.fitting import fitted
from reports.wording.ledger import moved_words
from reports.wording.phrases import Translate, shortened, team_name, untranslated

ROUND = 32
"""Characters of the name of a round inside a headline."""


def movement_headline(moved: Movement, translate: Translate = untranslated) -> str:
    """`Since “First look”, the gap on “Leads” narrowed from 58 to 31.`; empty where nothing moved for certain."""
    if moved.most is None:
        return ""
    row, since = moved.most, shortened(moved.since.title, ROUND)
    if row.gap and row.gap.has_moved:
        values = {**_sizes(row.gap, translate), "narrowed": moved.narrowed, "widened": moved.widened}
        values |= {"turned": moved.turned, "count": moved.gaps}
        return fitted(row.row.name, _gap_sentences(moved, row.gap, translate), round=since, **values)
    return _scores_headline(moved, row, since, translate)


def unmoved_words(moved: Movement, translate: Translate = untranslated, *, with_index: bool = True) -> str:
    """That nothing moved for certain, or too little to name; the index beside it, which nothing tests."""
    if moved.is_slight:
        words = translate("Since “{round}”, what moved for certain is small; the rest may be chance.")
    else:
        words = translate("Since “{round}”, whatever moved may be chance.")
    words = words.format(round=moved.since.title)
    return f"{words} {index_shift_words(moved.index, translate)}" if moved.index and with_index else words


def movement_title(moved: Movement, translate: Translate = untranslated) -> str:
    """A gap that moved most is called so: a team's score may have moved further."""
    words = translate("Moved most since “{round}”")
    if moved.gaps:
        words = translate("The gap that moved most since “{round}”")
    return words.format(round=shortened(moved.since.title, ROUND))


def movement_words(moved: Movement, translate: Translate = untranslated) -> str:
    """The question that moved most beside itself before; empty where nothing did."""
    return " ".join(moved_words(moved.most, translate)) if moved.most else ""


def movement_more_words(moved: Movement, translate: Translate = untranslated) -> str:
    """How much moved in all, and the score that moved most; empty where the question that moved most is all."""
    parts = [movement_count_words(moved, translate)] if moved.gaps + moved.scores > 1 else []
    if moved.most_score and moved.most_score is not moved.most:
        parts.append(_most_score_words(moved.most_score, translate))
    return " ".join(part for part in parts if part)


def _most_score_words(row: ChangeRow, translate: Translate) -> str:
    shift = clearest(row)
    if shift is None:
        return ""
    words = translate("The score that moved most: {team} on “{question}”, from {before} to {now}.")
    return words.format(
        team=team_name(shift.team, translate), question=row.row.name, before=shift.before, now=shift.now
    )


def movement_count_words(moved: Movement, translate: Translate = untranslated) -> str:
    """`In all, by more than chance: gaps narrowed 1, widened 0; team scores up 4, down 0.`"""
    if moved.turned:
        words = translate(
            "In all, by more than chance: gaps narrowed {narrowed}, widened {widened}, turned round {turned}; "
            "team scores up {up}, down {down}."
        )
    else:
        words = translate(
            "In all, by more than chance: gaps narrowed {narrowed}, widened {widened}; "
            "team scores up {up}, down {down}."
        )
    return words.format(
        narrowed=moved.narrowed, widened=moved.widened, turned=moved.turned, up=moved.up, down=moved.down
    )


# --- Gaps -----------------------------------------------------------------------------------------------------------
def _sizes(shift: GapShift, translate: Translate) -> dict[str, object]:
    (before, now), (first, second) = shift.sizes, shift.higher
    names = [team_name(team, translate) if team else "" for team in (first, second)]
    return {"before": before, "now": now, "first": names[0], "second": names[1]}


def _gap_sentences(moved: Movement, shift: GapShift, translate: Translate) -> list[str]:
    """Longest first. Where some gaps narrowed and others widened, no sentence leaves out either."""
    if moved.gaps == 1:
        return _one_gap(shift, translate)
    if moved.gaps == moved.narrowed:
        return [
            translate(
                "Since “{round}”, {count} gaps narrowed and none widened; most on “{question}”, "
                "from {before} to {now}."
            ),
            translate("Since “{round}”, {count} gaps narrowed, most on “{question}”: from {before} to {now}."),
        ]
    if moved.gaps == moved.widened:
        return [
            translate(
                "Since “{round}”, {count} gaps widened and none narrowed; most on “{question}”, "
                "from {before} to {now}."
            ),
            translate("Since “{round}”, {count} gaps widened, most on “{question}”: from {before} to {now}."),
        ]
    if moved.turned:
        return _turned_among_others(translate)
    return [
        translate(
            "Since “{round}”, gaps narrowed: {narrowed}, widened: {widened}; most on “{question}”, "
            "from {before} to {now}."
        ),
        translate("Since “{round}”, gaps narrowed: {narrowed}, widened: {widened}; most on “{question}”."),
    ]


def _one_gap(shift: GapShift, translate: Translate) -> list[str]:
    if shift.narrowed:
        return [translate("Since “{round}”, the gap on “{question}” narrowed from {before} to {now}.")]
    if shift.widened:
        return [translate("Since “{round}”, the gap on “{question}” widened from {before} to {now}.")]
    return [
        translate(
            "Since “{round}”, the gap on “{question}” turned round: {first} stood higher by {before}, "
            "now {second} does by {now}."
        ),
        translate("Since “{round}”, the gap on “{question}” turned round: now {second} stands higher."),
    ]


def _turned_among_others(translate: Translate) -> list[str]:
    return [
        translate(
            "Since “{round}”, gaps narrowed: {narrowed}, widened: {widened}, turned round: {turned}; "
            "most on “{question}”."
        )
    ]


# --- Scores of a team -----------------------------------------------------------------------------------------------
def _scores_headline(moved: Movement, row: ChangeRow, since: str, translate: Translate) -> str:
    shift = clearest(row)
    if shift is None:
        return ""
    values = {"up": moved.up, "down": moved.down, "team": team_name(shift.team, translate), **_both_scores(row)}
    values |= {"before": shift.before, "now": shift.now}
    return fitted(row.row.name, _score_sentences(moved, row, shift, translate), round=since, **values)


def _score_sentences(moved: Movement, row: ChangeRow, shift: TeamShift, translate: Translate) -> list[str]:
    """Longest first. Where some scores rose and others fell, no sentence leaves out either."""
    if moved.scores == 1 and shift.is_up:
        return [translate("Since “{round}”, {team} moved up on “{question}”, from {before} to {now}.")]
    if moved.scores == 1:
        return [translate("Since “{round}”, {team} moved down on “{question}”, from {before} to {now}.")]
    if moved.scores == len(Team) and len({(each.is_clear, each.is_up) for each in row.shifts}) == 1:
        return _both_teams(shift, translate)
    return [
        translate(
            "Since “{round}”, team scores clearly up: {up}, down: {down}; most {team} on “{question}”, "
            "from {before} to {now}."
        ),
        translate("Since “{round}”, team scores clearly up: {up}, down: {down}; most on “{question}”."),
    ]


def _both_teams(shift: TeamShift, translate: Translate) -> list[str]:
    if shift.is_up:
        return [
            translate(
                "Since “{round}”, both teams moved up on “{question}”: Sales from {sales_before} to {sales}, "
                "Marketing from {marketing_before} to {marketing}."
            ),
            translate("Since “{round}”, both teams moved up on “{question}”."),
        ]
    return [
        translate(
            "Since “{round}”, both teams moved down on “{question}”: Sales from {sales_before} to {sales}, "
            "Marketing from {marketing_before} to {marketing}."
        ),
        translate("Since “{round}”, both teams moved down on “{question}”."),
    ]


def _both_scores(row: ChangeRow) -> dict[str, object]:
    before = {f"{shift.team}_before": shift.before for shift in row.shifts}
    return {**before, **{f"{shift.team}": shift.now for shift in row.shifts}}
