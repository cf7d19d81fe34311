from __future__ import annotations

from assessments.tallies import Histogram
from reports.document import Report
from reports.series import change_series, change_since
from tests.reports.example_reports import compared, make_report, row

LOW: Histogram = (6, 5, 1, 0, 0)
HIGH: Histogram = (0, 0, 1, 5, 6)


def three_rounds() -> Report:
    """Sales is low, then high, then low again; Marketing is high throughout."""
    first, second, third = (make_report([row("S7", sales, HIGH)]) for sales in (LOW, HIGH, LOW))
    return compared(third, compared(second, first))


def sales_before(report: Report, code: str) -> str | None:
    change = change_since(report, code)
    assert change is not None
    shift = change.rows[0].sales
    assert shift is not None
    return shift.before


def test_change_is_that_since_the_round_asked_for() -> None:
    report = three_rounds()
    first, second = (earlier.code for earlier in report.earlier)
    assert (sales_before(report, first), sales_before(report, second)) == ("15", "85")


def test_change_since_the_round_before_is_the_ordinary_one() -> None:
    report = three_rounds()
    assert change_since(report, report.earlier[-1].code) == change_series(report)


def test_round_that_is_not_earlier_has_no_change() -> None:
    report = three_rounds()
    assert change_since(report, report.released.code) is None
    assert change_since(make_report([row("S7", LOW, HIGH)]), "EARLIER2") is None
