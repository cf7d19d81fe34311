"""The report document `oneteam.report/1`: everything that was computed, unrounded. ★ No Django.

docs/exports.md names the keys. Every undefined figure is null.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from assessments.bank import load_bank
from assessments.comments import ShownComment
from assessments.scales import FrozenItem
from assessments.tallies import Cell, ItemTally, Participation
from reports.analysis import ItemAnalysis
from reports.analysis.change import ItemChange
from reports.analysis.figures import TeamFigures
from reports.analysis.index import Dimension, Lacking
from reports.analysis.segments import segments
from reports.document import Report

SCHEMA = "oneteam.report/1"


def render(report: Report) -> bytes:
    """UTF-8 with a line feed at the end; the same bytes for the same report."""
    text = json.dumps(document(report), ensure_ascii=False, allow_nan=False, indent=2)
    return f"{text}\n".encode(errors="replace")


def document(report: Report) -> dict[str, Any]:
    """The report as plain JSON values."""
    tally = report.released.tally
    return {
        "schema": SCHEMA,
        "round": _round(report),
        "participation": {"sales": _participation(tally.sales), "marketing": _participation(tally.marketing)},
        "items": _items(report),
        "dimensions": [_dimension(dimension) for dimension in report.analysis.dimensions],
        "index": asdict(report.analysis.index),
        "priorities": list(report.analysis.priorities),
        "comments": [_comment(comment) for comment in report.comments],
        "change": _change(report),
    }


def _round(report: Report) -> dict[str, Any]:
    """A release exists for closed rounds only, so the state is always the same."""
    released = report.released
    return {
        "code": released.code,
        "title": released.title,
        "organization": released.organization,
        "assessment": released.assessment,
        "state": "closed",
        "mode": released.mode,
        "closed_on": released.closed_on,
        "minimum_group_size": released.tally.minimum,
        "comment_minimum": released.comment_minimum,
        "digest": report.digest,
    }


def _participation(participation: Participation) -> dict[str, int | None]:
    return {"invited": participation.invited, "responded": participation.responded}


def _items(report: Report) -> list[dict[str, Any]]:
    """Only a round that asked for groups speaks of them."""
    released = report.released
    rows = zip(report.analysis.items, released.positions, released.tally.items, strict=True)
    title = released.segment_title
    return [
        {**_item(item, position), **({"segments": _segments(title, tally)} if title else {})}
        for item, position, tally in rows
    ]


def _segments(title: str, row: ItemTally) -> dict[str, Any]:
    return {
        "title": title,
        "sales": _team_segments(row.item, row.sales),
        "marketing": _team_segments(row.item, row.marketing),
    }


def _team_segments(asked: FrozenItem, cell: Cell | None) -> list[dict[str, Any]] | None:
    groups = segments(asked, cell)
    return None if groups is None else [asdict(group) for group in groups]


def _item(item: ItemAnalysis, position: int) -> dict[str, Any]:
    asked = item.item
    return {
        "code": asked.code,
        "text": asked.text,
        "dimension": asked.dimension,
        "subject": asked.subject,
        "direction": asked.direction,
        "kind": asked.kind,
        "scale": asked.scale,
        "position": position,
        "weight": asked.weight,
        "sales": _team(item.sales),
        "marketing": _team(item.marketing),
        "gap": None if item.gap is None else asdict(item.gap),
        "label": item.label,
        "coorientation": None if item.coorientation is None else asdict(item.coorientation),
        "priority": None if item.priority is None else asdict(item.priority),
    }


def _team(figures: TeamFigures | None) -> dict[str, Any]:
    """A hidden team has a reason and nothing else: no count, not even of don't-knows."""
    return {"hidden": True, "reason": "minimum"} if figures is None else {"hidden": False, **asdict(figures)}


def _dimension(dimension: Dimension) -> dict[str, Any]:
    named = {"code": dimension.code, "name": load_bank().dimensions.get(dimension.code, dimension.code)}
    figures = dimension.figures
    if isinstance(figures, Lacking):
        return {**named, "reason": figures.reason}
    return {
        **named,
        "sales": figures.sales,
        "marketing": figures.marketing,
        "gap": figures.gap,
        "index": figures.whole.index,
        "level": figures.whole.level,
        "items_used": figures.whole.items_used,
    }


def _comment(comment: ShownComment) -> dict[str, str]:
    """No place, tag or pin: these are of the people who work with the report."""
    return {"code": comment.code, "team": comment.team, "text": comment.text}


def _change(report: Report) -> dict[str, Any] | None:
    change = report.analysis.change
    if change is None or report.previous is None:
        return None
    return {
        "previous": report.previous.code,
        "items": {one.code: _item_change(one) for one in change.items},
        "index": asdict(change.index),
    }


def _item_change(change: ItemChange) -> dict[str, Any]:
    figures = asdict(change)
    del figures["code"]
    return figures
