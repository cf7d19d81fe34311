"""The question bank as it is shipped."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from assessments.bank import Form, load_bank
from assessments.scales import Direction, FrozenItem, GuessRule, Kind, Scale, Subject, labels_problem

SEED_TEXTS = {
    "S1": "Do Marketing people meet with the customers during the sales process?",
    "S2": "Do Sales people participate in the development of marketing plans?",
    "S3": "Do Sales people value the collateral support developed by marketing?",
    "S4": "Do Marketing people believe that Sales provides true customer feedback?",
    "S5": ("Do Marketing and Sales leadership regularly confer on business planning, strategic and tactical issues?"),
    "S6": "Do Sales people provide input to the development of criteria for Marketing Qualified Leads?",
    "S7": "Do marketing leads get the appropriate attention by sales?",
    "S8": "Do sales leads close faster than marketing leads?",
    "S9": "Do Sales and Marketing develop SLAs to govern the lead and sales funnel process?",
}

SEED_ENDS = {
    "S1": ("Never", "Routinely"),
    "S2": ("Not at all", "Decide it together"),
    "S3": ("Not at all", "Very much"),
    "S4": ("Not at all", "Fully"),
    "S5": ("Never", "On a fixed rhythm, kept"),
    "S6": ("No input", "Criteria written together"),
    "S7": ("Almost none", "Almost all"),
    "S8": ("Marketing’s leads close much faster", "Sales’ own leads close much faster"),
    "S9": ("Nothing agreed", "Written together, measured and reviewed"),
}

SEEDS = tuple(SEED_TEXTS)


def questions() -> dict[str, FrozenItem]:
    return {question.code: question for question in load_bank().questions}


def codes_where(**expected: object) -> set[str]:
    return {
        code
        for code, question in questions().items()
        if all(getattr(question, field) == value for field, value in expected.items())
    }


def form(code: str) -> Form:
    return load_bank().forms[code]


def test_bank_holds_fifty_seven_questions() -> None:
    assert Counter(question.code[0] for question in load_bank().questions) == {
        "S": 9,
        "L": 42,
        "V": 3,
        "O": 3,
    }


def test_bank_asks_the_seed_questions_word_for_word() -> None:
    assert {code: questions()[code].text for code in SEEDS} == SEED_TEXTS


def test_bank_ends_the_seed_scales_in_their_own_words() -> None:
    assert {code: (questions()[code].labels[0], questions()[code].labels[-1]) for code in SEEDS} == SEED_ENDS


def test_bank_balances_whose_behavior_is_asked_about() -> None:
    subjects = Counter(question.subject for question in load_bank().questions if not question.is_open)
    assert subjects == {Subject.SALES: 13, Subject.MARKETING: 15, Subject.BOTH: 28}


def test_bank_leaves_diagnostics_unscored() -> None:
    assert codes_where(direction=Direction.NEUTRAL) == {"S8", "O2", "O3", "V1", "V2", "V3"}


def test_bank_reverses_three_questions() -> None:
    assert codes_where(direction=Direction.NEGATIVE) == {"L22", "L33", "L34"}


def test_bank_has_one_open_question() -> None:
    assert codes_where(kind=Kind.OPEN) == codes_where(scale=Scale.TEXT) == codes_where(labels=()) == {"O3"}


def test_bank_words_all_five_points() -> None:
    problems = {q.code: labels_problem(q.labels) for q in load_bank().questions if not q.is_open}
    assert set(problems.values()) == {None}


def test_bank_offers_not_applicable_on_three_questions() -> None:
    assert {code: q.not_applicable for code, q in questions().items() if q.not_applicable} == {
        "S6": "We have no such criteria",
        "S8": "We do not measure it",
        "L30": "There is none",
    }


def test_bank_asks_attitudes_of_one_team_without_a_second_guess() -> None:
    assert codes_where(guess_rule=GuessRule.SUBJECT_ONLY) == {"S3", "S4", "L36", "L37"}
    assert codes_where(kind=Kind.ATTITUDE) - codes_where(subject=Subject.BOTH) == {"S3", "S4", "L36", "L37"}


def test_bank_takes_no_guess_where_it_would_mean_nothing() -> None:
    assert codes_where(guess_rule=GuessRule.NONE) == {"L30", "L31", "L39", "O3"}


def test_bank_repeats_no_code_and_no_text() -> None:
    assert len({question.code for question in load_bank().questions}) == 57
    assert len({question.text.casefold() for question in load_bank().questions}) == 57


def test_bank_gives_every_question_a_dimension_but_the_closing_ones() -> None:
    assert codes_where(dimension=None) == {"O1", "O2", "O3"}


def test_bank_uses_every_dimension() -> None:
    used = {question.dimension for question in load_bank().questions if question.dimension}
    assert used == set(load_bank().dimensions)


def test_bank_lists_the_dimensions_in_the_order_of_the_report() -> None:
    assert list(load_bank().dimensions) == [
        "CUST", "PLAN", "LEAD", "FLOW", "CONT", "INFO", "DATA", "TRUST", "LDR", "VIEW",
    ]  # fmt: skip


def test_bank_negates_no_question() -> None:
    """A "no" to a negated question is hard to read. In L14 the "not" describes people, not what is asked."""
    negation = re.compile(r"\b(not|no|never|none|nobody|nothing|cannot)\b|n't\b", re.IGNORECASE)
    assert {question.code for question in load_bank().questions if negation.search(question.text)} == {"L14"}


def test_bank_gives_seed_questions_three_actions_and_others_one() -> None:
    counts = {code: len(question.actions) for code, question in questions().items()}
    assert {code: counts[code] for code in SEEDS} == dict.fromkeys(SEEDS, 3)
    assert {code for code, count in counts.items() if count == 0} == {"O1", "O2", "O3"}
    assert {count for code, count in counts.items() if code[0] in "LV"} == {1}


def test_bank_writes_both_parts_of_an_action_as_sentences() -> None:
    sentence = re.compile(r"[A-Z].* .*\.")
    parts = [
        (question.code, part)
        for question in load_bank().questions
        for action in question.actions
        for part in (action.sales, action.marketing)
    ]
    assert len(parts) == 2 * (9 * 3 + 42 + 3)
    assert [(code, part) for code, part in parts if not sentence.fullmatch(part)] == []


def test_bank_prompts_a_talk_about_every_question_but_two() -> None:
    assert codes_where(prompt="") == {"O2", "O3"}


def test_quick_nine_asks_seeds_and_closing_questions() -> None:
    assert form("quick-nine").questions == (*SEEDS, "O1", "O2", "O3")


def test_quick_nine_guesses_wherever_the_rule_allows() -> None:
    quick = form("quick-nine")
    allowed = {code for code in quick.questions if questions()[code].guess_rule is not GuessRule.NONE}
    assert quick.guesses == allowed == {*SEEDS, "O1", "O2"}


def test_standard_form_asks_twenty_five() -> None:
    asked = form("standard").questions
    assert len(asked) == 25
    assert (asked[:9], asked[-1]) == (SEEDS, "V1")
    assert " ".join(asked[9:-1]) == "L01 L02 L07 L09 L11 L15 L18 L20 L22 L25 L28 L31 L34 L38 L40"


def test_full_form_asks_the_whole_bank() -> None:
    assert form("full").questions == tuple(question.code for question in load_bank().questions)


@pytest.mark.parametrize("code", ["standard", "full"])
def test_longer_forms_guess_on_the_seeds_only(code: str) -> None:
    assert form(code).guesses == frozenset(SEEDS)


@pytest.mark.parametrize(
    ("code", "sales", "marketing"),
    [
        pytest.param("quick-nine", 4, 2, id="the nine seeds: unbalanced, and the client is told"),
        pytest.param("standard", 6, 8, id="standard"),
        pytest.param("full", 13, 15, id="full"),
    ],
)
def test_form_counts_questions_on_either_team(code: str, sales: int, marketing: int) -> None:
    subjects = Counter(questions()[each].subject for each in form(code).questions)
    assert (subjects[Subject.SALES], subjects[Subject.MARKETING]) == (sales, marketing)


def test_forms_put_neither_team_on_trial() -> None:
    for code in load_bank().forms.keys() - {"quick-nine"}:
        subjects = Counter(questions()[each].subject for each in form(code).questions)
        one_sided = subjects[Subject.SALES] + subjects[Subject.MARKETING]
        assert 0.4 <= subjects[Subject.SALES] / one_sided <= 0.6, code


def test_load_bank_reads_once() -> None:
    assert load_bank() is load_bank()


def test_every_question_has_a_short_name_that_asks_nothing() -> None:
    """It stands in quotation marks in a heading: a phrase, at most half as long as a line."""
    names = [question.short_name for question in load_bank().questions]
    assert len({name.casefold() for name in names}) == 57
    assert [name for name in names if not 10 <= len(name) <= 40 or name[-1] in "?.!" or not name[0].isupper()] == []
