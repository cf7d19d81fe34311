from __future__ import annotations

import pytest

from assessments.terms import spelled_out


@pytest.mark.parametrize(
    ("text", "shorts"),
    [
        ("Do Sales and Marketing develop SLAs to govern the lead process?", ["SLA"]),
        ("Is an MQL in the SLA, and an MQL only?", ["MQL", "SLA"]),
        ("Who sets the criteria for Marketing Qualified Leads (MQL)?", ["MQL"]),
        ("Do marketing leads get the appropriate attention by sales?", []),
    ],
)
def test_each_abbreviation_is_spelled_out_once(text: str, shorts: list[str]) -> None:
    assert [words.partition(":")[0] for words in spelled_out(text, str)] == shorts
