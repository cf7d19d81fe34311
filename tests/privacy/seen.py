"""Everything that anybody can see of a closed round: each page, file and picture, as its bytes and as words."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping

from django.test import Client

from assessments.models import Round
from reports.build import build_report
from reports.document import Report
from reports.renderers.figures import gap_figure
from reports.renderers.look import Layout
from reports.renderers.svg import distribution_chart, gap_chart, mirror_chart, mirror_close_up, trend_chart
from reports.series import Order, distribution, gap_series, mirror_series, trend_series
from reports.wording import trend_summary
from tests.reports import decks, pdfs, workbooks
from tests.reports.addresses import result_addresses

_SPOKEN = re.compile(r'\b(?:aria-label|aria-description|alt|title|content|data-[\w-]+)="([^"]*)"')
_UNSEEN = re.compile(r"<style.*?</style>|<script(?![^>]*application/json).*?</script>", re.DOTALL)


def outputs(client: Client, round: Round) -> Mapping[str, bytes]:
    """What each address of the round's results answers, and what each of its pictures holds."""
    found: dict[str, bytes] = {}
    for address in result_addresses(round):
        reply = client.get(address)
        assert reply.status_code == 200
        found[address] = reply.content
    return found | {name: picture.encode() for name, picture in _pictures(build_report(round))}


def _pictures(report: Report) -> Iterator[tuple[str, str]]:
    layouts: tuple[Layout, ...] = ("wide", "narrow", "page")
    minimum, trend = report.released.tally.minimum, trend_series(report)
    for order in Order:
        yield f"gaps {order}.svg", gap_chart(gap_series(report, order))
    for layout in layouts:
        for order in Order:
            yield f"plotly {order} {layout}.json", json.dumps(gap_figure(gap_series(report, order), layout))
        for position in report.released.positions:
            yield f"answers {position} {layout}.svg", distribution_chart(distribution(report, position), layout)
        for row in mirror_series(report).rows:
            yield f"mirror {row.row.position} {layout}.svg", mirror_close_up(row, minimum, layout)
        yield f"mirror {layout}.svg", mirror_chart(mirror_series(report).rows, minimum, layout)
    for line in trend.lines:
        yield (
            f"trend {line.row.position}.svg",
            trend_chart(line, trend.rounds, line.row.text, trend_summary(line, trend.rounds), "trend"),
        )


def words(name: str, content: bytes) -> str:
    """What stands there to be read or heard: without markup, places and styles, with all texts in attributes."""
    if name.endswith("report.pdf"):
        return pdfs.words(content)
    if name.endswith(".xlsx"):
        return workbooks.words(content)
    if name.endswith(".pptx"):
        return decks.words(content)
    if name.endswith((".csv", ".json")):
        return content.decode()
    text = _UNSEEN.sub(" ", content.decode())
    spoken = " ".join(_SPOKEN.findall(text))
    return " ".join(html.unescape(f"{re.sub(r'<[^>]*>', ' ', text)} {spoken}").split())
