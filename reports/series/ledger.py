"""What changed since a round in which something was promised, however many closed between. ★ No Django."""

from __future__ import annotations

from reports.document import Report, report_on
from reports.series.change import ChangeSeries, change_series


def change_since(report: Report, code: str) -> ChangeSeries | None:
    """The change since the earlier round with this code; None where there is no such round."""
    places = [place for place, earlier in enumerate(report.earlier, start=1) if earlier.code == code]
    if not places:
        return None
    until = report.earlier[: places[-1]]
    return change_series(report if until == report.earlier else report_on(report.released, until, report.digest))
