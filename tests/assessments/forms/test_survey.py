from __future__ import annotations

from typing import Any

import pytest

from assessments.forms.survey import SurveyField, SurveyForm
from assessments.scales import (
    DONT_KNOW,
    NOT_APPLICABLE,
    Direction,
    FrozenItem,
    GivenAnswer,
    GuessRule,
    Kind,
    Scale,
    Subject,
)

NONCE = "0123456789abcdefABCDE_-"


def make_field(code: str = "S1", position: int = 1, *, asks_guess: bool = True, **content: Any) -> SurveyField:
    item: dict[str, Any] = {
        "code": code,
        "version": 1,
        "text": f"Question {code}?",
        "dimension": None,
        "subject": Subject.BOTH,
        "kind": Kind.CUSTOM,
        "direction": Direction.POSITIVE,
        "scale": Scale.FIVE,
        "labels": ("Never", "Rarely", "Sometimes", "Often", "Always"),
        "not_applicable": "",
        "guess_rule": GuessRule.BOTH,
        "prompt": "",
        "actions": (),
        **content,
    }
    return SurveyField(item_id=position * 100, position=position, item=FrozenItem(**item), asks_guess=asks_guess)


def parse(field: SurveyField, **values: str | list[str]) -> SurveyForm:
    """A form with the values under their field names, in which `__` stands for the stroke."""
    data = {name.replace("__", "-"): [value] if isinstance(value, str) else value for name, value in values.items()}
    return SurveyForm([field], {"nonce": [NONCE], **data})


def messages(form: SurveyForm) -> list[str]:
    return [error.message for error in form.errors]


@pytest.mark.parametrize(("value", "stored"), [("1", 1), ("2", 2), ("3", 3), ("4", 4), ("5", 5), ("dk", DONT_KNOW)])
def test_every_point_is_taken_as_own_answer_and_as_guess(value: str, stored: int) -> None:
    assert parse(make_field(), S1=value).answers == {100: GivenAnswer(own=stored)}
    assert parse(make_field(), S1__guess=value).answers == {100: GivenAnswer(guess=stored)}


def test_not_applicable_is_taken_where_it_is_offered() -> None:
    field = make_field(not_applicable="We have none")
    assert parse(field, S1="na").answers == {100: GivenAnswer(own=NOT_APPLICABLE)}
    assert messages(parse(field, S1__guess="na")) == ["Question 1: please choose one of the answers shown."]
    assert messages(parse(make_field(), S1="na")) == ["Question 1: please choose one of the answers shown."]


@pytest.mark.parametrize("value", ["0", "6", "-1", "9", "1.0", "NaN", "DK", " 3", "３", "3\x00", "none", "1,2"])
def test_any_other_value_is_refused(value: str) -> None:
    for name in ("S1", "S1__guess"):
        form = parse(make_field(), **{name: value})
        assert (form.is_valid, form.answers) == (False, {})
        assert messages(form) == ["Question 1: please choose one of the answers shown."]


def test_everything_may_be_skipped() -> None:
    assert parse(make_field()).is_valid
    assert parse(make_field()).answers == {}
    assert parse(make_field(), S1="", S1__guess="", S1__comment=" \r\n ").answers == {}


def test_answer_guess_and_comment_go_together() -> None:
    form = parse(make_field(), S1="2", S1__guess="5", S1__comment=" two\r\nlines\r")
    assert form.answers == {100: GivenAnswer(own=2, guess=5, comment="two\nlines")}
    assert form.is_valid


def test_yes_and_no_are_the_ends_of_the_scale() -> None:
    field = make_field(scale=Scale.YESNO, labels=("No", "", "", "", "Yes"))
    assert parse(field, S1="1").answers == {100: GivenAnswer(own=1)}
    assert parse(field, S1="5").answers == {100: GivenAnswer(own=5)}
    assert not parse(field, S1="3").is_valid


def test_open_question_takes_text_only() -> None:
    field = make_field("O3", scale=Scale.TEXT, kind=Kind.OPEN, labels=(), asks_guess=False)
    assert parse(field, O3__comment="Why?").answers == {100: GivenAnswer(comment="Why?")}
    assert not parse(field, O3="3").is_valid
    assert not parse(field, O3__guess="3").is_valid


def test_guess_is_refused_where_none_is_asked() -> None:
    form = parse(make_field(asks_guess=False), S1="3", S1__guess="3")
    assert form.answers == {100: GivenAnswer(own=3)}
    assert messages(form) == [
        (
            "Some answers do not belong to this survey and were left out. "
            "Please look over the ones below and submit them again."
        )
    ]


@pytest.mark.parametrize("name", ["S2", "S1-hint", "csrfmiddlewaretoken", "", "s1", "S1-guess-guess", "S1\x00"])
def test_foreign_field_is_refused(name: str) -> None:
    form = SurveyForm([make_field()], {"nonce": [NONCE], "S1": ["4"], name: ["3"]})
    assert (form.is_valid, len(form.errors), form.answers) == (False, 1, {100: GivenAnswer(own=4)})


def test_repeated_values_are_refused() -> None:
    form = parse(make_field(), S1=["1", "1"], S1__guess=["1", "2"], S1__comment=["a", "b"])
    assert messages(form) == [
        "Question 1 has two answers. Please choose one.",
        "Question 1 has two answers. Please choose one.",
        "Question 1 has two texts. Please keep one.",
    ]
    assert [error.target for error in form.errors] == ["q1", "q1-guess", "q1-comment"]


def test_comment_has_room_for_2000_characters() -> None:
    assert parse(make_field(), S1__comment="é" * 2000).is_valid
    assert parse(make_field(), S1__comment="\r\n".join("ab" * 500)).answers[100].comment == "\n".join("ab" * 500)
    form = parse(make_field(), S1__comment="é" * 2001)
    assert messages(form) == ["Question 1: the text has 2001 characters; at most 2000 fit."]
    assert form.typed("S1-comment") == "é" * 2001


def test_comment_with_nul_is_refused() -> None:
    form = parse(make_field(), S1__comment="a\x00b")
    assert messages(form) == ["Question 1: the text holds a character that cannot be stored."]


@pytest.mark.parametrize("nonce", [[], [""], ["short"], ["x" * 65], [NONCE, NONCE], [NONCE + "!"], [NONCE + "\n"]])
def test_page_without_its_nonce_is_refused(nonce: list[str]) -> None:
    form = SurveyForm([make_field()], {"nonce": nonce, "S1": ["4"]})
    assert (form.nonce, form.is_valid, form.typed("S1")) == (None, False, "4")


@pytest.mark.parametrize("nonce", ["x" * 16, "x" * 64, NONCE])
def test_nonce_of_at_least_96_bits_is_taken(nonce: str) -> None:
    form = SurveyForm([make_field()], {"nonce": [nonce]})
    assert (form.nonce, form.is_valid) == (nonce, True)


def test_unreadable_request_gives_one_problem() -> None:
    form = SurveyForm([make_field()], {}, "Unreadable.")
    assert (messages(form), form.nonce, form.answers) == (["Unreadable."], None, {})


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("S1", "S1"),
        ("Do we talk?", "Do we talk?"),
        ("nonce", "item-7"),
        ("S1-guess", "item-7"),
        ("Any-comment", "item-7"),
        ("item-3", "item-7"),
        ("two\nlines", "item-7"),
    ],
)
def test_code_names_the_fields_unless_it_could_be_mistaken(code: str, name: str) -> None:
    assert make_field(code, 7).names == (name, f"{name}-guess", f"{name}-comment")


def test_codes_that_look_like_each_other_stay_apart() -> None:
    fields = [make_field("S1", 1), make_field("S1-guess", 2), make_field("nonce", 3), make_field("item-2", 4)]
    names = [name for field in fields for name in field.names]
    assert len(set(names)) == len(names)
    data = {"nonce": [NONCE], "S1": ["1"], "S1-guess": ["2"], "item-2": ["3"], "item-3": ["4"], "item-4": ["5"]}
    assert SurveyForm(fields, data).answers == {
        100: GivenAnswer(own=1, guess=2),
        200: GivenAnswer(own=3),
        300: GivenAnswer(own=4),
        400: GivenAnswer(own=5),
    }


GROUPS = ("North", "South", "North")


def with_group(*values: str, groups: tuple[str, ...] = GROUPS) -> SurveyForm:
    return SurveyForm([make_field()], {"nonce": [NONCE], "S1": ["4"], "segment": list(values)}, segments=groups)


@pytest.mark.parametrize(("value", "place"), [("1", 1), ("2", 2), ("3", 3)])
def test_group_is_taken_by_its_place(value: str, place: int) -> None:
    form = with_group(value)
    assert (form.is_valid, form.segment, form.answers) == (True, place, {100: GivenAnswer(own=4)})


@pytest.mark.parametrize("values", [[], [""]])
def test_group_may_be_skipped(values: list[str]) -> None:
    form = with_group(*values)
    assert (form.is_valid, form.segment) == (True, None)


@pytest.mark.parametrize(
    "values",
    [
        ["0"],
        ["4"],
        ["-1"],
        ["01"],
        [" 1"],
        ["1.0"],
        ["\u0661"],
        ["North"],
        ["none"],
        ["1\x00"],
        ["9" * 99],
        ["1", "1"],
        ["", "2"],
    ],
)
def test_any_other_group_is_refused(values: list[str]) -> None:
    form = with_group(*values)
    assert (messages(form), form.segment) == (["Please choose one of the groups shown, or none."], None)
    assert [error.target for error in form.errors] == ["segment"]


def test_group_is_foreign_where_none_is_asked() -> None:
    form = with_group("1", groups=())
    assert (form.is_valid, form.segment, len(form.errors)) == (False, None, 1)


def test_question_cannot_be_mistaken_for_the_group() -> None:
    assert make_field("segment", 7).name == "item-7"
