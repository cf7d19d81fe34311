from __future__ import annotations

from dataclasses import replace

import pytest

from reports.analysis.agreement import AgreementWord, agreement_word, clamped, mean_agreement
from reports.analysis.items import item
from tests.reports.analysis.examples import ITEMS, matches

FIVE = item((0, 1, 2, 2, 0), 0)


@pytest.mark.parametrize("team", ["sales", "marketing"])
@pytest.mark.parametrize("name", [name for name in ITEMS if "rwg" in ITEMS[name]["sales"]])
def test_agreement_as_shown_matches(name: str, team: str) -> None:
    expected = ITEMS[name][team]
    raw = item(tuple(expected["hist"]), expected["dk"]).rwg_raw
    if raw is not None:
        assert matches(clamped(raw), expected["rwg"])


def test_agreement_as_shown_stays_between_nothing_and_all() -> None:
    opposite = item((1, 0, 0, 0, 1), 0).rwg_raw
    assert opposite == -3
    assert (clamped(opposite), clamped(0.25), clamped(1.0)) == (0, 0.25, 1)


@pytest.mark.parametrize(
    ("rwg_raw", "word"),
    [
        (1.0, "strong"),
        (0.7, "strong"),
        (0.7 - 1e-10, "strong"),
        (0.699, "moderate"),
        (0.5, "moderate"),
        (0.499, "weak"),
        (0.3, "weak"),
        (0.299, "none"),
        (-3.0, "none"),
    ],
)
def test_agreement_word_follows_its_bands(rwg_raw: float, word: str) -> None:
    assert agreement_word(replace(FIVE, rwg_raw=rwg_raw)) == word


def test_agreement_of_fewer_than_five_has_no_word() -> None:
    assert agreement_word(item((0, 0, 4, 0, 0), 3)) is None
    assert agreement_word(item((0, 0, 5, 0, 0), 0)) is AgreementWord.STRONG
    assert agreement_word(item((0, 0, 0, 0, 0), 9)) is None


def test_agreement_of_yes_and_no_has_no_word() -> None:
    assert agreement_word(replace(FIVE, rwg_raw=None)) is None


def test_mean_agreement_is_of_the_raw_figures() -> None:
    assert mean_agreement([0.8, None, -1.0]) == pytest.approx(-0.1)
    assert mean_agreement([None]) is None
    assert mean_agreement([]) is None
