from __future__ import annotations

import datetime

from reports.wording import printed_date


def test_day_is_printed_with_its_month_in_letters() -> None:
    assert printed_date("2026-10-03") == printed_date(datetime.date(2026, 10, 3)) == "October 3, 2026"
