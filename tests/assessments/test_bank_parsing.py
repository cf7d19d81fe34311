"""What the loader of the question bank reads and what it refuses."""

from __future__ import annotations

import re

import pytest

from assessments.bank import Form, parse_bank
from assessments.scales import Action, Direction, FrozenItem, GuessRule, Kind, Scale, Subject

# The smallest bank that uses every kind of field; each malformed one below differs in one line.
SMALL = """
[dimensions]
FLOW = "Handover"
[scales.FREQ]
labels = ["Never", "Rarely", "Sometimes", "Often", "Almost always"]
[forms.short]
name = "Short"
questions = ["A1", "A2"]
guesses = ["A1"]
[[questions]]
code = "A1"
version = 2
text = "Does it work?"
short_name = "Working"
dimension = "FLOW"
subject = "sales"
kind = "behavior"
direction = "-"
scale = "FREQ"
not_applicable = "There is none"
guess = "both"
prompt = "When did it last work?"
[[questions.actions]]
sales = "Try it."
marketing = "Offer it."
[[questions]]
code = "A2"
version = 1
text = "Anything else?"
subject = "both"
kind = "open"
direction = "0"
scale = "OPEN"
guess = "none"
"""


def test_parse_bank_reads_every_field() -> None:
    small = parse_bank(SMALL)
    assert dict(small.dimensions) == {"FLOW": "Handover"}
    assert dict(small.forms) == {
        "short": Form(code="short", name="Short", questions=("A1", "A2"), guesses=frozenset({"A1"}))
    }
    assert small.questions == (
        FrozenItem(
            code="A1",
            version=2,
            text="Does it work?",
            short_name="Working",
            dimension="FLOW",
            subject=Subject.SALES,
            kind=Kind.BEHAVIOR,
            direction=Direction.NEGATIVE,
            scale=Scale.FIVE,
            labels=("Never", "Rarely", "Sometimes", "Often", "Almost always"),
            not_applicable="There is none",
            guess_rule=GuessRule.BOTH,
            prompt="When did it last work?",
            actions=(Action(sales="Try it.", marketing="Offer it."),),
        ),
        FrozenItem(
            code="A2",
            version=1,
            text="Anything else?",
            dimension=None,
            subject=Subject.BOTH,
            kind=Kind.OPEN,
            direction=Direction.NEUTRAL,
            scale=Scale.TEXT,
            labels=(),
            not_applicable="",
            guess_rule=GuessRule.NONE,
            prompt="",
            actions=(),
        ),
    )


def test_parse_bank_prefers_own_labels_to_the_family() -> None:
    own = SMALL.replace('scale = "FREQ"', 'scale = "FREQ"\nlabels = ["a", "b", "c", "d", "e"]')
    assert parse_bank(own).questions[0].labels == ("a", "b", "c", "d", "e")


@pytest.mark.parametrize(
    ("line", "instead", "message"),
    [
        ('text = "Does it work?"', "", "question A1: text: is missing"),
        ('text = "Does it work?"', 'text = " "', "question A1: text: words are needed"),
        ('text = "Does it work?"', "text = 3", "question A1: text: words are needed"),
        ('short_name = "Working"', 'short_name = ""', "question A1: short_name: words are needed"),
        ('short_name = "Working"', f'short_name = "{"w" * 41}"', "question A1: short_name: at most 40 characters"),
        (
            'text = "Anything else?"',
            'text = "Anything else?"\nshort_name = "Working"',
            "question: short_name: Working stands there twice",
        ),
        ('code = "A1"', "", "question (without a code): code: is missing"),
        ('code = "A2"', 'code = "A1"', "question: code: A1 stands there twice"),
        ("version = 2", "version = 0", "question A1: version: a whole number from 1 is needed"),
        ("version = 2", "version = true", "question A1: version: a whole number from 1 is needed"),
        ('dimension = "FLOW"', 'dimension = "FLO"', "question A1: dimension: there is no dimension FLO"),
        (
            'subject = "sales"',
            'subject = "us"',
            "question A1: subject: 'us' is none of sales, marketing, both",
        ),
        ('direction = "-"', 'direction = "−"', "question A1: direction: '−' is none of +, -, 0"),
        ('direction = "-"', "direction = [1]", "question A1: direction: [1] is none of +, -, 0"),
        ('kind = "behavior"', 'kind = "open"', "question A1: scale: kind open and scale OPEN go together"),
        ('scale = "OPEN"', 'scale = "FREQ"', "question A2: scale: kind open and scale OPEN go together"),
        ('scale = "OPEN"', 'scale = "OPEN"\nlabels = []', "question A2: labels: an open question has none"),
        ('scale = "FREQ"', 'scale = "FRQ"', "question A1: scale: there is no scale FRQ"),
        ('scale = "FREQ"', 'scale = "LADDER"', "question A1: labels: a list of texts is needed"),
        (
            'scale = "FREQ"',
            'scale = "FREQ"\nlabels = "abcde"',
            "question A1: labels: a list of texts is needed",
        ),
        (
            'scale = "FREQ"',
            'scale = "FREQ"\nlabels = ["a", "b", "c", "d"]',
            "question A1: labels: five labels are needed, lowest first",
        ),
        ('guess = "both"', 'guess = "all"', "question A1: guess: 'all' is none of both, subject-only, none"),
        ("not_applicable =", "not_aplicable =", "question A1: not_aplicable: is not a field"),
        ('prompt = "When did it last work?"', 'prompt = ""', "question A1: prompt: words are needed"),
        ('marketing = "Offer it."', "", "question A1: actions: marketing: is missing"),
        ('marketing = "Offer it."', 'marketing = ""', "question A1: actions: marketing: words are needed"),
        ('FLOW = "Handover"', "FLOW = 1", "dimensions: FLOW: words are needed"),
        (
            'labels = ["Never", "Rarely", ',
            'labels = ["Never", ',
            "scale FREQ: labels: five labels are needed",
        ),
        (
            'labels = ["Never", "Rarely", ',
            'labels = ["Rarely", "Rarely", ',
            "scale FREQ: labels: the five labels",
        ),
        (
            'questions = ["A1", "A2"]',
            'questions = ["A1", "A3"]',
            "form short: questions: A3 cannot stand here",
        ),
        (
            'questions = ["A1", "A2"]',
            'questions = ["A1", "A1"]',
            "form short: questions: A1 stands there twice",
        ),
        ('guesses = ["A1"]', 'guesses = ["A2"]', "form short: guesses: A2 cannot stand here"),
        ('name = "Short"', "", "form short: name: is missing"),
        ("[forms.short]", "[shapes.short]", "question bank: forms: is missing"),
    ],
)
def test_parse_bank_names_question_and_field(line: str, instead: str, message: str) -> None:
    assert SMALL.count(line) == 1
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        parse_bank(SMALL.replace(line, instead))


def test_parse_bank_refuses_what_is_not_toml() -> None:
    with pytest.raises(ValueError, match="line 2"):
        parse_bank("[dimensions]\nFLOW =\n")
