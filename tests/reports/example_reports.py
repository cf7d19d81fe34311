"""Reports made from counts, without a database: the nine questions with a story, and any other rows."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from accounts.branding import Brand
from assessments.agreements import AgreementTerms
from assessments.bank import load_bank
from assessments.books import Book, Contact
from assessments.comments import ShownComment
from assessments.releases import Notice, ReleasedRound
from assessments.scales import FrozenItem, Mode, Team
from assessments.tallies import Cell, Histogram, ItemTally, Participation, RoundTally, Segment, suppress
from reports.document import Agreement, PlannedAction, PlannedFocus, Report, report_on

NINE: dict[str, tuple[Histogram, Histogram]] = {
    "S1": ((4, 5, 3, 0, 0), (0, 1, 2, 4, 2)),
    "S2": ((2, 4, 4, 1, 1), (1, 2, 4, 2, 0)),
    "S3": ((1, 4, 4, 3, 0), (0, 0, 3, 4, 2)),
    "S4": ((0, 2, 3, 5, 2), (1, 3, 3, 2, 0)),
    "S5": ((0, 2, 6, 3, 1), (0, 2, 4, 3, 0)),
    "S6": ((3, 4, 2, 1, 0), (2, 3, 3, 1, 0)),
    "S7": ((0, 0, 2, 6, 4), (3, 4, 2, 0, 0)),
    "S8": ((0, 1, 3, 3, 2), (0, 2, 2, 0, 0)),
    "S9": ((5, 6, 1, 0, 0), (4, 4, 1, 0, 0)),
}
"""Sales and Marketing, as asked. Twelve and nine people; Marketing stays hidden on S8."""

NOBODY: Histogram = (0, 0, 0, 0, 0)
DONT_KNOWS = {"S8": (3, 5)}
NOT_APPLICABLES = {"S6": (2, 0), "S8": (0, 0)}


def bank_item(code: str) -> FrozenItem:
    return next(question for question in load_bank().questions if question.code == code)


def row(
    code: str, sales: Histogram, marketing: Histogram, dk: tuple[int, int] = (0, 0), na: tuple[int, int] | None = None
) -> ItemTally:
    """A row of a question of the bank."""
    asked = bank_item(code)
    extra = na or ((0, 0) if asked.not_applicable else (None, None))
    return ItemTally(
        item=asked,
        sales=Cell(hist=sales, dk=dk[0], na=extra[0]),
        marketing=Cell(hist=marketing, dk=dk[1], na=extra[1]),
    )


def with_guesses(tally: ItemTally, sales: Histogram, marketing: Histogram) -> ItemTally:
    """The row with each team's guesses of the other."""
    assert tally.sales is not None
    assert tally.marketing is not None
    return replace(tally, sales=replace(tally.sales, guess=sales), marketing=replace(tally.marketing, guess=marketing))


def in_groups(*groups: tuple[str, Histogram], dk: int = 0) -> Cell:
    """What a team's groups answered, by name; "" are those who chose none."""
    one, two, three, four, five = (sum(counts) for counts in zip(*(hist for _name, hist in groups), strict=True))
    parts = tuple(Segment(name=name, hist=hist) for name, hist in groups)
    return Cell(hist=(one, two, three, four, five), dk=dk, segments=parts)


def with_groups() -> Report:
    """By region: in Sales one is too small, so two stand together; in Marketing all are, and S1 is hidden."""
    sales = in_groups(("North", (0, 0, 1, 4, 1)), ("South", (1, 2, 2, 0, 0)), ("West", (0, 1, 1, 0, 0)), ("", NOBODY))
    small = in_groups(("North", (0, 1, 2, 0, 0)), ("South", (2, 1, 0, 0, 0)), ("West", NOBODY), ("", (0, 0, 1, 0, 0)))
    few = in_groups(("North", (0, 1, 2, 1, 0)), ("South", NOBODY), ("West", NOBODY), ("", NOBODY), dk=3)
    rows = [
        ItemTally(item=bank_item(code), sales=sales, marketing=cell)
        for code, cell in {"S7": small, "L22": small, "S1": few}.items()
    ]
    return make_report(rows, sales=(16, 14), marketing=(9, 7), segment_title="Region")


def make_report(
    rows: Sequence[ItemTally],
    *,
    minimum: int = 5,
    sales: tuple[int | None, int] = (None, 12),
    marketing: tuple[int | None, int] = (None, 9),
    comments: Sequence[tuple[str, Team, str]] = (),
    segment_title: str = "",
) -> Report:
    """The report of these rows after suppression. `sales` and `marketing`: people invited and responded."""
    counted = RoundTally(
        minimum=minimum,
        sales=Participation(invited=sales[0], responded=sales[1]),
        marketing=Participation(invited=marketing[0], responded=marketing[1]),
        items=tuple(rows),
    )
    tally = suppress(counted, minimum)
    released = ReleasedRound(
        code="R7K2M9",
        title="Autumn",
        organization="Northwind Instruments",
        assessment="Sales and Marketing",
        mode=Mode.ANONYMOUS,
        closed_on="2026-10-30",
        comment_minimum=8,
        segment_title=segment_title,
        people_kept_days=30,
        notice={
            "en": Notice(
                title="Nobody can see who said what",
                promises=(
                    ("No name, no account, no cookie.", "Nothing that is stored points to you."),
                    ("Destroyed at closing.", "Answers are counted, then deleted."),
                ),
            )
        },
        tally=tally,
        positions=tuple(range(1, len(rows) + 1)),
        open_items=(),
    )
    shown = (
        ShownComment(place=place, code=code, team=team, text=text)
        for place, (code, team, text) in enumerate(comments, start=1)
    )
    return replace(report_on(released, (), digest="0f" * 32), comments=tuple(shown))


def compared(now: Report, before: Report) -> Report:
    """The report of a round that came after another one of the same assessment."""
    earlier = replace(before.released, code=f"EARLIER{len(before.rounds) + 1}")
    return replace(report_on(now.released, (*before.earlier, earlier), now.digest), comments=now.comments)


def two_rounds() -> Report:
    """A round with guesses on S7, and the one before it, in which S9 was lower."""
    earlier = make_report([row("S7", (0, 0, 2, 6, 4), (3, 4, 2, 0, 0)), row("S9", (9, 3, 0, 0, 0), (6, 3, 0, 0, 0))])
    rows = [
        with_guesses(row("S7", (0, 0, 2, 6, 4), (3, 4, 2, 0, 0)), (0, 0, 1, 7, 3), (0, 2, 5, 2, 0)),
        row("S9", (0, 1, 3, 6, 2), (0, 1, 4, 3, 1)),
        row("L22", (1, 2, 4, 3, 2), (0, 1, 2, 4, 2)),
    ]
    return compared(make_report(rows, comments=[("S7", Team.SALES, "Words")]), earlier)


def nine_questions(invited: tuple[int | None, int | None] = (14, 9)) -> Report:
    """The nine seed questions: clear and possible gaps, likeness, noise, don't-knows, and a hidden team."""
    rows = [
        row(code, *counts, dk=DONT_KNOWS.get(code, (0, 0)), na=NOT_APPLICABLES.get(code))
        for code, counts in NINE.items()
    ]
    return make_report(rows, sales=(invited[0], 12), marketing=(invited[1], 9))


TERMS = AgreementTerms(
    revenue_goal=Decimal(2_000_000),
    currency="€",
    marketing_share=Decimal(40),
    deal_size=Decimal(25_000),
    won_share=Decimal(20),
    accepted_share=Decimal(50),
    sellers=4,
    lead_definition="Asked for an offer, has a budget, decides within a year.",
    marketing_words="Marketing says where each lead came from.",
    contact_within=24,
    attempts=6,
    attempts_within=10,
    feedback_within=3,
    rhythm="Every second Tuesday, half an hour.",
    review_on=datetime.date(2027, 4, 30),
    marketing_name="Mara Lind",
    marketing_title="Head of Marketing",
    sales_name="Jonas Weiss",
    sales_title="Head of Sales",
)


def whole_book() -> Report:
    """Everything a book can hold: guesses, a round before, comments, a plan, an agreement, own words, a brand."""
    guesses = {"S2": ((1, 4, 5, 1, 0), (1, 4, 3, 1, 0)), "S7": ((0, 0, 1, 7, 3), (0, 2, 5, 2, 0))}
    rows = [
        row(code, *counts, dk=DONT_KNOWS.get(code, (0, 0)), na=NOT_APPLICABLES.get(code))
        for code, counts in NINE.items()
    ]
    rows = [with_guesses(one, *guesses[one.item.code]) if one.item.code in guesses else one for one in rows]
    now = make_report(rows, sales=(14, 12), marketing=(9, 9), comments=_COMMENTS)
    before = make_report([row("S7", (0, 1, 3, 6, 2), (4, 4, 1, 0, 0)), row("S9", (9, 3, 0, 0, 0), (6, 3, 0, 0, 0))])
    return replace(
        compared(now, before),
        comments=tuple(replace(one, is_pinned=one.place == 2, tag="handover") for one in now.comments),
        plan=(PlannedFocus(code="S7", actions=(_CALLS, _RULES)), PlannedFocus(code="S1", actions=())),
        agreement=Agreement(
            version=2, saved_on=datetime.date(2026, 11, 6), signed_on=datetime.date(2026, 11, 9), terms=TERMS
        ),
        book=Book(
            summary="Both teams want the same thing and tell each other too little about it.",
            notes={"S7": "We heard in interviews that leads wait in two lists."},
            contact=Contact(
                name="Ada Berg",
                company="Berg & Partners",
                email="ada@example.com",
                phone="+46 8 123 456",
                words="Strategic planning and team work need more thought?",
            ),
        ),
        brand=Brand(name="Berg & Partners"),
    )


_COMMENTS = [
    ("S7", Team.SALES, "Leads come in batches, and we call the big ones first."),
    ("S7", Team.MARKETING, "Nobody tells us what became of a lead."),
    ("S1", Team.SALES, "We were asked once, two years ago."),
]
_CALLS = PlannedAction(
    sales_part="Call every lead within one working day, and say so in the list.",
    marketing_part="Hand over at nine each morning, never on a Friday afternoon.",
    sales_owner="Jonas Weiss",
    marketing_owner="Mara Lind",
    due_on=datetime.date(2027, 1, 31),
    measure="Nine of ten leads have a first call within a day.",
    state="under-way",
)
_RULES = PlannedAction(
    sales_part="Name three reasons for turning a lead down.",
    marketing_part="",
    sales_owner="",
    marketing_owner="",
    due_on=None,
    measure="",
    state="planned",
)
