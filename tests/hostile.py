"""Sixty strings that try to be more than words, and a report with one of them in every text field."""

from __future__ import annotations

import datetime
from dataclasses import fields, replace
from typing import Any

from accounts.branding import Brand
from assessments.agreements import AgreementTerms
from assessments.books import Book, Contact
from assessments.comments import ShownComment
from assessments.releases import Notice, ReleasedRound
from assessments.scales import Action, FrozenItem, Team
from assessments.tallies import ItemTally
from reports.document import Agreement, PlannedAction, PlannedFocus, Report, report_on
from tests.reports.example_reports import in_groups, make_report, row, with_guesses

_FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    "{=1+1}",
    "=cmd|' /C calc'!A0",
    '=DDE("cmd";"/C calc";"x")',
    '=HYPERLINK("http://127.0.0.1:{port}/canary","Click")',
    '=WEBSERVICE("http://127.0.0.1:{port}/canary")',
    '=IMPORTXML("http://127.0.0.1:{port}/canary","//a")',
    '=IMAGE("http://127.0.0.1:{port}/canary.png")',
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "Sheet1!$A$1",
    "'=1+1",
    "＝1+1",
    "a;=1+1",
    "a\t=1+1",
    '=ROW(INDIRECT("A1:A9"))',
    "&P&N&D&[File]",
    "[Red]0;;@",
]
_MARKUP = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '<img src="http://127.0.0.1:{port}/canary">',
    '<a href="javascript:alert(1)">x</a>',
    "</title></svg><svg onload=alert(1)>",
    "</script><script src=//127.0.0.1:{port}/canary></script>",
    "]]>&lt;b&gt;&amp;&#x41;",
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
    '#read("/etc/passwd")',
    '#image("/etc/passwd")',
    "#{1 + 1} $x^2$ *bold* _it_ `raw` @ref <label>",
    "= Heading\n#pagebreak()",
    '#eval("1+1") #import "@preview/x:0.1.0": *',
    "\\u{41} \\ #sys.inputs",
    "{{ 7*7 }} {% debug %} {# x #}",
    "${7*7} #{7*7} <%= 7*7 %> {0.__class__} %s %(x)s %n",
    "{organization} {team} {points} {}",
    "_x0041__x000D_",
]
_PLACES = [
    "file:///etc/passwd",
    "http://127.0.0.1:{port}/canary",
    "\\\\127.0.0.1\\share\\canary",
    "../../../../etc/passwd",
    "javascript:alert(1)",
    "internal:'Summary'!A1",
    "external:/etc/passwd",
    "mailto:a@example.com?bcc=b@example.com",
    "a\r\nSet-Cookie: x=1",
]
_OTHERS = [
    "Robert'); DROP TABLE round;--",
    "\x00nul\x00",
    "\x1b[31mred\x07\x08",
    "\ud800 alone \udfff",
    "\ufffe\uffff\ufdd0",
    "\u202eesrever\u202c",
    "Z" + "\u0301\u0316\u034f" * 40 + "algo",
    "👩‍👩‍👧‍👦🏳️‍🌈👍🏽" * 4,
    "zero\u200bwidth\ufeff\u2060\u00ad",
    "W" * 300,
    "مرحبا שלום 你好 नमस्ते ไทย",
]
HOSTILE: tuple[str, ...] = (*_FORMULAS, *_MARKUP, *_PLACES, *_OTHERS)
"""`{port}` stands for where a test listens for requests that nobody may make: `aimed` puts it in."""


def aimed(text: str, port: int) -> str:
    return text.replace("{port}", str(port))


def spelled(text: str) -> str:
    """A name for a test: what no terminal could print is spelled."""
    return ascii(text)[1:30]


def hostile_report(text: str) -> Report:
    """A report, after another round, that says `text` wherever somebody could have written."""
    now, before = _released(text, "R7K2M9"), _released(text, "EARLIER1")
    comments = tuple(
        ShownComment(place=place, code=now.tally.items[0].item.code, team=team, text=text, tag=text, is_pinned=True)
        for place, team in enumerate(Team, start=1)
    )
    terms = _said_everywhere(AgreementTerms(), text)
    action = PlannedAction(
        sales_part=text, marketing_part=text, sales_owner=text, marketing_owner=text,
        due_on=datetime.date(2027, 1, 31), measure=text, state="planned",
    )  # fmt: skip
    return replace(
        report_on(now, (before,), "0f" * 32),
        comments=comments,
        plan=(PlannedFocus(code=now.tally.items[0].item.code, actions=(action,)),),
        agreement=Agreement(version=1, saved_on=datetime.date(2026, 11, 6), signed_on=None, terms=terms),
        book=Book(
            summary=text,
            notes={one.item.code: text for one in now.tally.items},
            contact=_said_everywhere(Contact(), text),
        ),
        brand=Brand(name=text),
    )


def _said_everywhere(record: Any, text: str) -> Any:
    """The record with `text` in each field that was empty text."""
    return replace(record, **{one.name: text for one in fields(record) if getattr(record, one.name) == ""})


def _released(text: str, code: str) -> ReleasedRound:
    rows = [
        with_guesses(row("S7", (0, 0, 2, 6, 4), (3, 4, 2, 0, 0)), (0, 0, 1, 7, 3), (0, 2, 5, 2, 0)),
        row("S8", (0, 1, 3, 3, 2), (0, 2, 2, 0, 0), na=(1, 0)),
        row("S9", (0, 1, 3, 6, 2), (0, 1, 4, 3, 1)),
    ]
    report = make_report([_hostile_row(one, text, place) for place, one in enumerate(rows)], segment_title=text)
    notice = {"en": Notice(title=text, promises=((text, text),))}
    return replace(report.released, code=code, title=text, organization=text, assessment=text, notice=notice)


def _hostile_row(tally: ItemTally, text: str, place: int) -> ItemTally:
    """The last question is also called by the text, as questions of imported files are."""
    asked: FrozenItem = tally.item
    item = replace(
        asked,
        code=text if place == 2 else asked.code,
        text=text,
        labels=tuple(f"{text}{mark}" for mark in "12345"),
        not_applicable=text if asked.not_applicable else "",
        prompt=text,
        actions=(Action(sales=text, marketing=text),),
    )
    sales = in_groups((text, tally.sales.hist), ("", (0, 0, 0, 0, 0))) if tally.sales and place == 2 else tally.sales
    return replace(tally, item=item, sales=sales)
