"""Random rounds for the tests of what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st

from assessments.scales import Team
from assessments.tallies import ItemTally, RoundTally
from reports.document import Report
from tests.reports.analysis.rounds import two_rounds
from tests.reports.example_reports import compared, make_report, row

some = settings(max_examples=settings().max_examples // 5)
"""For what draws or prints: a fifth as often as arithmetic is tried."""

counts = st.tuples(*[st.integers(0, 5)] * 5)
dont_knows = st.tuples(st.integers(0, 9), st.integers(0, 9))
codes = st.sampled_from(["S1", "S6", "S7", "S8", "S9", "L22", "L30"])
texts = st.text(min_size=1, max_size=300) | st.text(alphabet="WmQ@— ", min_size=1, max_size=120)


@st.composite
def rows(draw: st.DrawFn) -> ItemTally:
    """A row of any counts under any words."""
    tally = row(draw(codes), draw(counts), draw(counts), dk=draw(dont_knows))
    return replace(tally, item=replace(tally.item, text=draw(texts), short_name="", labels=draw(labels)))


labels = st.lists(texts.map(lambda text: text[:60]), min_size=5, max_size=5, unique=True).map(tuple)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A small round; in half of them everybody is counted."""
    tallies = draw(st.lists(rows(), min_size=1, max_size=3))
    invited = draw(st.sampled_from([None, 60]))
    return make_report(tallies, minimum=draw(st.integers(3, 6)), sales=(invited, 45), marketing=(invited, 45))


@st.composite
def whole_reports(draw: st.DrawFn) -> Report:
    """A round of every kind of question with guesses; half of them after another round, some with comments."""
    now, before = draw(two_rounds())
    comments = draw(st.lists(st.tuples(st.just("Q1"), st.sampled_from(Team), texts), max_size=2))
    report = _report(now, comments)
    return compared(report, _report(before)) if draw(st.booleans()) else report


def _report(tally: RoundTally, comments: Sequence[tuple[str, Team, str]] = ()) -> Report:
    sales, marketing = ((counts.invited, counts.responded) for counts in (tally.sales, tally.marketing))
    return make_report(tally.items, minimum=tally.minimum, sales=sales, marketing=marketing, comments=comments)
