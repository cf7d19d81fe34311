"""One question by group, in words. ★ No Django."""

from __future__ import annotations

from reports.series.groups import GroupList, GroupRow, GroupSeries
from reports.wording.phrases import Translate, absence_words, team_name, untranslated


def groups_title(groups: GroupSeries, translate: Translate = untranslated) -> str:
    """The heading, of a noun or of a question: `By Region`, `By group: “Where do you work?”`."""
    if groups.title.endswith("?"):
        return translate("By group: “{question}”").format(question=groups.title)
    return translate("By {group}").format(group=groups.title)


def group_name(row: GroupRow, translate: Translate = untranslated) -> str:
    """`North`, `South + West + no group given`. Organizers' names stay as they wrote them."""
    if row.names == ("",):
        return translate("No group given")
    return " + ".join(name or translate("no group given") for name in row.names)


def merged_words(groups: GroupList, translate: Translate = untranslated) -> str:
    """Why some groups of a team are shown together; empty where each stands alone."""
    if groups.is_one:
        return translate("No group can be shown on its own without giving another away.")
    if not groups.merged:
        return ""
    return translate("{count} groups are shown together, so that nobody can be worked out.").format(
        count=groups.merged
    )


def group_words(groups: GroupList, minimum: int, translate: Translate = untranslated) -> str:
    """`Sales: North 75 (n = 6); South + West 32 (n = 7). 2 groups are shown together, …`"""
    if groups.absence:
        found = absence_words(groups.absence, minimum, translate)
    else:
        found = "; ".join(_row_words(row, translate) for row in groups.rows)
    words = f"{team_name(groups.team, translate)}: {found}."
    return " ".join(part for part in (words, merged_words(groups, translate)) if part)


def _row_words(row: GroupRow, translate: Translate) -> str:
    name = group_name(row, translate)
    if row.printed is None:
        return translate("{group}: no answers").format(group=name)
    return translate("{group} {score} (n = {n})").format(group=name, score=row.printed, n=row.n)
