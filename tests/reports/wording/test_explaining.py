from __future__ import annotations

import pytest

from assessments.releases import Notice
from assessments.scales import Mode
from reports.analysis.labels import Label
from reports.wording.explaining import how_to_read, meanings, method, seal_words

NOTICE = Notice(title="Nobody can see who said what", promises=(("No name.", "Nothing points to you."),))


def words(mode: Mode, minimum: int) -> str:
    return " ".join(text for part in method(mode, minimum, NOTICE) for text in [part["title"], *part["paragraphs"]])


def test_every_verdict_is_explained_once() -> None:
    explained = meanings()
    assert {label for label, _meaning in explained} == set(Label)
    assert len({meaning for _label, meaning in explained}) == len(Label)


def test_reading_begins_with_scores_and_ends_with_expectations() -> None:
    assert [step["title"] for step in how_to_read()] == ["Scores", "Gaps", "Likely range", "Expectations"]


def test_method_repeats_what_was_promised() -> None:
    found = words(Mode.ANONYMOUS, 5)
    assert "“Nobody can see who said what.” The words were frozen at launch." in found
    assert "No name. Nothing points to you." in found


@pytest.mark.parametrize("minimum", [5, 10])
def test_method_names_the_minimum_and_what_it_cannot_promise(minimum: int) -> None:
    found = words(Mode.ANONYMOUS, minimum)
    assert f"at least {minimum} of its people" in found
    assert f"{minimum - 1} colleagues who compare notes" in found


def test_method_says_how_people_were_reached() -> None:
    assert "one link per team" in words(Mode.ANONYMOUS, 5)
    assert "each person had a personal link" in words(Mode.CONFIDENTIAL, 5)


def test_explanations_are_translated() -> None:
    assert seal_words(str.upper).startswith("SEAL OF THE RELEASE")
    assert how_to_read(str.upper)[0]["title"] == "SCORES"
