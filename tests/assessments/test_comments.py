from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.comments import ShownComment, Sought, read_sought
from assessments.scales import Team

CALL = ShownComment(place=1, code="Q1", team=Team.SALES, text="We CALL at once, Straße", tag="Speed", is_pinned=True)
REDACTED = ShownComment(place=2, code="Q1", team=Team.SALES, text="")

soughts = st.builds(
    Sought,
    words=st.text(st.characters(exclude_categories=["C", "Z"]), max_size=50),
    team=st.sampled_from([None, *Team]),
    tag=st.text(max_size=40),
    is_pinned=st.booleans(),
    position=st.none() | st.integers(1, 99),
    page=st.integers(1, 999),
)


@given(soughts)
def test_address_says_what_is_sought(sought: Sought) -> None:
    assert read_sought(dict(parse_qsl(sought.query))) == sought


def test_nothing_sought_needs_no_words_in_the_address() -> None:
    assert (Sought().query, read_sought({})) == ("", Sought())


@pytest.mark.parametrize(
    ("sought", "fits"),
    [
        (Sought(), True),
        (Sought(words="once call"), True),
        (Sought(words="strasse"), True),
        (Sought(words="call never"), False),
        (Sought(team=Team.SALES, tag="Speed", is_pinned=True), True),
        (Sought(team=Team.MARKETING), False),
        (Sought(tag="speed"), False),
    ],
)
def test_comment_fits_what_is_sought(sought: Sought, fits: bool) -> None:
    assert sought.fits(CALL) == fits


def test_redacted_comment_fits_nothing_but_its_team() -> None:
    tried = (Sought(), Sought(team=Team.SALES), Sought(words="call"), Sought(tag="Speed"), Sought(is_pinned=True))
    assert [sought.fits(REDACTED) for sought in tried] == [True, True, False, False, False]
