"""What to talk about on a question: prompts that start a conversation and end no argument. ★ No Django."""

from __future__ import annotations

from assessments.scales import FrozenItem
from reports.analysis.labels import Label
from reports.series import Level, MirrorRow, Side
from reports.wording.mirror import subject_words
from reports.wording.moves import first_move
from reports.wording.phrases import Translate, team_name, untranslated


def discussion_prompts(mirrored: MirrorRow, item: FrozenItem, translate: Translate = untranslated) -> tuple[str, ...]:
    """At most three: the question's own prompt, what to do first, and what the finding leaves open."""
    prompts = item.prompt, first_move(mirrored, translate), finding_prompt(mirrored, translate)
    return tuple(prompt for prompt in prompts if prompt)


def finding_prompt(mirrored: MirrorRow, translate: Translate = untranslated) -> str:
    """What the finding asks of both teams, and never what anybody answered; empty without two scores."""
    if mirrored.row.sales is None or mirrored.row.marketing is None:
        return ""
    mistaken = [side for side in mirrored.sides if side.is_misjudged]
    if mistaken:
        return _expected(max(mistaken, key=lambda side: side.size), translate)
    if mirrored.row.label in (Label.CLEAR, Label.POSSIBLE):
        return subject_words(mirrored, translate) or _apart(mirrored, translate)
    if mirrored.row.label in (Label.SIMILAR, Label.SLIGHT):
        return _alike(mirrored.level, translate)
    return translate("What have you seen lately that speaks for a difference here, and what against it?")


def _expected(side: Side, translate: Translate) -> str:
    """Of a team that is proven to have guessed the other wrong."""
    return translate(
        "What have you seen that made {team} expect {guess}, and what lies behind the answer of {other}?"
    ).format(
        team=team_name(side.team, translate),
        other=team_name(side.team.other, translate),
        guess=side.guess.printed if side.guess else "",
    )


def _apart(mirrored: MirrorRow, translate: Translate) -> str:
    if mirrored.row.is_neutral:
        return translate("What do the two teams mean by their answers, and what would a shared one make easier?")
    return translate("What does Sales see that Marketing does not, and the other way round?")


def _alike(level: Level | None, translate: Translate) -> str:
    if level is None:
        return translate("You see this alike: is it what both of you want?")
    return {
        Level.HIGH: translate("What keeps this working, and who would notice first if it stopped?"),
        Level.MIDDLE: translate("What would the next better answer look like in your week?"),
        Level.LOW: translate("You both put this low: what has kept it from being changed so far?"),
    }[level]
