"""What organizers type about questions. Forms check it and do nothing with it."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Div, Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.bank import load_bank
from assessments.listings import QuestionFilter
from assessments.models import DirectionChoice, GuessRuleChoice, SubjectChoice
from assessments.scales import (
    POINTS,
    YES_NO_LABELS,
    Action,
    Direction,
    FrozenItem,
    GuessRule,
    Scale,
    Subject,
    labels_problem,
)
from assessments.wordings import dimension_names, said_in

YES_NO = "yesno"
OWN = "own"
LABEL_FIELDS = tuple(f"label_{point}" for point in POINTS)


def _topics(empty: Any) -> list[tuple[str, Any]]:
    return [("", empty), *dimension_names(gettext).items()]


def _answers() -> list[tuple[str, Any]]:
    families = [(code, " · ".join(map(gettext, labels))) for code, labels in load_bank().scales.items()]
    return [*families, (YES_NO, _("No · Yes")), (OWN, _("Five answers of your own"))]


def _radios(choices: list[tuple[Any, Any]], **extra: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **extra)


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class QuestionForm(forms.Form):
    """A question of the organization's own. Extra white space goes; everything else is kept as typed."""

    text = forms.CharField(
        label=_("Question"),
        max_length=300,
        widget=_lines(2),
        help_text=_("Ask both teams the same, in one plain sentence, about one thing only."),
        error_messages={"required": _("Write the question.")},
    )
    short_name = forms.CharField(
        label=_("Short name (optional)"),
        max_length=60,
        required=False,
        help_text=_("Used in headings: 2 to 5 words, such as “Attention to marketing leads”."),
    )
    subject = _radios(
        list(SubjectChoice.choices), label=_("Whose work does it ask about?"), initial=SubjectChoice.BOTH
    )
    dimension = forms.ChoiceField(label=_("Topic (optional)"), required=False, choices=lambda: _topics(_("No topic")))
    answers = forms.ChoiceField(
        label=_("Answers, lowest first"), widget=forms.RadioSelect, choices=_answers, initial="FREQ"
    )
    label_1 = forms.CharField(label=_("Lowest"), max_length=60, required=False)
    label_2 = forms.CharField(label=_("Second"), max_length=60, required=False)
    label_3 = forms.CharField(label=_("Middle"), max_length=60, required=False)
    label_4 = forms.CharField(label=_("Fourth"), max_length=60, required=False)
    label_5 = forms.CharField(label=_("Highest"), max_length=60, required=False)
    not_applicable = forms.CharField(
        label=_("Extra answer (optional)"),
        max_length=80,
        required=False,
        help_text=_("For people who do not have what you ask about, such as “We have no such meeting”. It is counted "
                    "apart. “Don’t know” is always offered."),
    )  # fmt: skip
    direction = _radios(
        list(DirectionChoice.choices), label=_("What does a high answer mean?"), initial=DirectionChoice.POSITIVE
    )
    guess_rule = _radios(
        list(GuessRuleChoice.choices),
        label=_("Who may guess what the other team will answer?"),
        initial=GuessRuleChoice.BOTH,
    )
    prompt = forms.CharField(
        label=_("Question for the discussion (optional)"), max_length=500, required=False, widget=_lines(2)
    )
    action_sales = forms.CharField(
        label=_("What Sales can do (optional)"), max_length=500, required=False, widget=_lines(2)
    )
    action_marketing = forms.CharField(
        label=_("What Marketing can do (optional)"), max_length=500, required=False, widget=_lines(2)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Fieldset(_("The question"), "text", "short_name", "subject", "dimension"),
            Fieldset(
                _("The answers"),
                "answers",
                Div(*LABEL_FIELDS, css_class="own-answers"),
                "not_applicable",
            ),
            Fieldset(_("How it is read"), "direction", "guess_rule"),
            Fieldset(_("For the talk afterwards"), "prompt", "action_sales", "action_marketing"),
        )

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())

    def clean_short_name(self) -> str:
        return " ".join(self.cleaned_data["short_name"].split())

    def clean(self) -> None:
        own = [self.cleaned_data.get(field, "") for field in LABEL_FIELDS]
        if self.cleaned_data.get("answers") == OWN and labels_problem(own):
            self.add_error("answers", _("Write five answers of your own, lowest first. All five must differ."))
        parts = [self.cleaned_data.get("action_sales"), self.cleaned_data.get("action_marketing")]
        if any(parts) and not all(parts):
            missing = "action_sales" if parts[1] else "action_marketing"
            self.add_error(missing, _("An action needs both parts. Write this team’s part, or clear the other one."))

    def content(self) -> dict[str, Any]:
        """What the question says, in the domain's own types."""
        given = self.cleaned_data
        action = Action(sales=given["action_sales"], marketing=given["action_marketing"])
        return {
            "text": given["text"],
            "short_name": given["short_name"],
            "dimension": given["dimension"],
            "subject": Subject(given["subject"]),
            "direction": Direction(given["direction"]),
            "scale": Scale.YESNO if given["answers"] == YES_NO else Scale.FIVE,
            "labels": self._labels(),
            "not_applicable": given["not_applicable"],
            "guess_rule": GuessRule(given["guess_rule"]),
            "prompt": given["prompt"],
            "actions": [action] if action.sales else [],
        }

    def _labels(self) -> tuple[str, ...]:
        answers = self.cleaned_data["answers"]
        if answers == YES_NO:
            return YES_NO_LABELS
        if answers == OWN:
            return tuple(self.cleaned_data[field] for field in LABEL_FIELDS)
        return load_bank().scales[answers]


def copy_initial(item: FrozenItem) -> dict[str, Any]:
    """The form's values for a copy, which begins in the language of whoever makes it."""
    initial = question_initial(said_in(item, gettext))
    return {**initial, "answers": _answers_of(item)}


def question_initial(item: FrozenItem) -> dict[str, Any]:
    """The form's values for a question that exists."""
    answers = _answers_of(item)
    action = item.actions[0] if item.actions else Action(sales="", marketing="")
    return {
        "text": item.text,
        "short_name": item.short_name,
        "subject": item.subject.value,
        "dimension": item.dimension or "",
        "answers": answers,
        **(dict(zip(LABEL_FIELDS, item.labels, strict=False)) if answers == OWN else {}),
        "not_applicable": item.not_applicable,
        "direction": item.direction.value,
        "guess_rule": item.guess_rule.value,
        "prompt": item.prompt,
        "action_sales": action.sales,
        "action_marketing": action.marketing,
    }


class QuestionFilterForm(forms.Form):
    """Narrows the list of questions. A value that makes no sense narrows nothing."""

    words = forms.CharField(label=_("Search"), max_length=100, required=False, widget=forms.SearchInput)
    topic = forms.ChoiceField(label=_("Topic"), required=False, choices=lambda: _topics(_("All topics")))
    subject = forms.ChoiceField(
        label=_("About"), required=False, choices=[("", _("Any team")), *SubjectChoice.choices]
    )
    source = forms.ChoiceField(
        label=_("From"),
        required=False,
        choices=[("", _("Everywhere")), ("own", _("Your own")), ("bank", _("OneTeam’s bank"))],
    )
    retired = forms.BooleanField(label=_("Show retired questions"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Row(
                Column("words", css_class="col-12 col-md-3"),
                Column("topic", css_class="col-12 col-md-4"),
                Column("subject", css_class="col-6 col-md-2"),
                Column("source", css_class="col-6 col-md-3"),
            ),
        )

    def narrowed(self) -> QuestionFilter:
        self.is_valid()
        given = self.cleaned_data
        return QuestionFilter(
            words=given.get("words", ""),
            topic=given.get("topic", ""),
            subject=given.get("subject", ""),
            source=given.get("source", ""),
            with_retired=given.get("retired", False),
        )


def _answers_of(item: FrozenItem) -> str:
    if item.scale is Scale.YESNO:
        return YES_NO
    return next((code for code, labels in load_bank().scales.items() if labels == item.labels), OWN)
