"""Fields that organizers type into: amounts, whole numbers, a line, some lines."""

from __future__ import annotations

import re
from contextlib import suppress
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.amounts import Trouble, Unreadable, money_of, money_words, printed, share_of, trouble_words

LONGEST_AMOUNT = 40

_CURRENCY = re.compile(r"^(?:[A-Z]{3}|[$€£¥₹])\s*|\s*(?:[A-Z]{3}|[$€£¥₹])$")


class AmountField(forms.CharField):
    """A Decimal, of money or of percent, or None. What was stored is shown as it is printed.

    `currency` may stand before or after it; another one would be a contradiction, and is refused.
    """

    currency = ""

    def __init__(self, *, is_money: bool, **kwargs: Any) -> None:
        self.is_money = is_money
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        text = self._without_currency(super().clean(value))
        if len(text) > LONGEST_AMOUNT:
            raise ValidationError(trouble_words(Trouble.DIGITS, gettext))
        try:
            return money_of(text) if self.is_money else share_of(text)
        except Unreadable as refused:
            if self.is_money and _is_money_of_some_kind(text):
                raise ValidationError(
                    gettext("Write the number alone: the currency has a field of its own.")
                ) from None
            raise ValidationError(trouble_words(refused.trouble, gettext)) from refused

    def _without_currency(self, text: str) -> str:
        if not self.is_money or not self.currency:
            return text
        return text.removeprefix(self.currency).removesuffix(self.currency).strip()

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        return money_words(value, "") if self.is_money else printed(value)


def _is_money_of_some_kind(text: str) -> bool:
    """Whether only a currency keeps it from being read."""
    with suppress(Unreadable):
        number = _CURRENCY.sub("", text)
        return number != text and money_of(number) is not None
    return False


class LineField(forms.CharField):
    """One line: extra white space goes."""

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())


class LinesField(forms.CharField):
    """Lines as they were typed. A line's end counts as one character, as it does in the browser."""

    def __init__(self, *, max_length: int, rows: int, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=max_length, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        return "\n".join(line.rstrip() for line in (super().to_python(value) or "").splitlines())


def count_field(most: int, **kwargs: Any) -> forms.IntegerField:
    """A whole number in a field of text: browsers throw away what does not fit into a field of numbers."""
    return forms.IntegerField(
        required=False,
        min_value=1,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": _("Write a whole number in digits, such as 4."),
            "min_value": _("At least 1."),
            "max_value": _("At most %(limit_value)s."),
        },
        **kwargs,
    )
