"""Amounts as people type them and as they are printed. ★ No Django.

Numbers are printed in one way in every language, with commas between thousands and a point before decimals: what is
signed reads the same for everybody, and every printed number can be typed in again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

Translate = Callable[[str], str]

MOST_DIGITS = 15
MOST_DECIMALS = 2

_SPACES = re.compile(r"[\s'’]+")
_NUMBER = re.compile(r"\d[\d.,]*")
_THOUSANDS = re.compile(r"\d{1,3}([.,])\d{3}(\1\d{3})*")
_LAKHS = re.compile(r"\d{1,2}(,\d{2})+,\d{3}")
_PLAIN = re.compile(r"\d+")


class Trouble(StrEnum):
    """Why a text is no amount."""

    NEGATIVE = "negative"
    NO_NUMBER = "no-number"
    DECIMALS = "decimals"
    GROUPS = "groups"
    DIGITS = "digits"


class Unreadable(ValueError):
    """The text is no amount."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def money_of(text: str) -> Decimal | None:
    """The money that was typed; None for no text. Raises Unreadable.

    "1,200,000", "1.200.000", "1 200 000" and "12,00,000" are whole thousands, "12,5" and "12.50" have decimals. A
    single mark before exactly three digits parts thousands, as money has no third decimal: "24.000" is 24,000.
    """
    return _amount(text, has_thousands=True)


def share_of(text: str) -> Decimal | None:
    """The percentage that was typed, with or without its sign; None for no text. Raises Unreadable.

    No share has thousands, so a single mark always stands before decimals.
    """
    return _amount(text.strip().removesuffix("%"), has_thousands=False)


def printed(value: Decimal | Fraction | int) -> str:
    """`value` with at most two decimals, rounded half to even: 1,200,000 and 12.5."""
    hundredths = round(Fraction(value) * 100)
    sign, hundredths = ("-" if hundredths < 0 else ""), abs(hundredths)
    whole, rest = divmod(hundredths, 100)
    return f"{sign}{whole:,}" + (f".{rest:02d}".rstrip("0") if rest else "")


def money_words(value: Decimal | Fraction, currency: str) -> str:
    """USD 1,200,000 and $1,200,000: a sign stands close, a word apart. Cents come in twos."""
    amount = printed(value)
    if re.search(r"\.\d$", amount):
        amount += "0"
    if not currency:
        return amount
    return f"{currency}\N{NO-BREAK SPACE}{amount}" if currency[-1].isalnum() else f"{currency}{amount}"


def trouble_words(trouble: Trouble, translate: Translate) -> str:
    """What to do about an unreadable amount."""
    return {
        Trouble.NEGATIVE: translate("Must be more than 0."),
        Trouble.NO_NUMBER: translate("Write it as a number in digits, such as 24,000 or 12.5."),
        Trouble.DECIMALS: translate("Write at most two decimals."),
        Trouble.GROUPS: translate(
            "This can be read in more than one way. Write it without marks between thousands, such as 24000."
        ),
        Trouble.DIGITS: translate("This number is too long. Please check it."),
    }[trouble]


def _amount(text: str, *, has_thousands: bool) -> Decimal | None:
    text = text.strip()
    if not text:
        return None
    if text[0] in "-−–":
        raise Unreadable(Trouble.NEGATIVE if any(mark.isdigit() for mark in text) else Trouble.NO_NUMBER)
    whole, decimals = _parted(_digits_and_marks(text), has_thousands=has_thousands)
    if len(decimals) > MOST_DECIMALS:
        raise Unreadable(Trouble.DECIMALS)
    if len(whole.lstrip("0")) > MOST_DIGITS:
        raise Unreadable(Trouble.DIGITS)
    return Decimal(f"{whole}.{decimals}" if decimals else whole)


def _digits_and_marks(text: str) -> str:
    """`text` without spaces and apostrophes, which part thousands and nothing else."""
    parts = _SPACES.split(text)
    if not _NUMBER.fullmatch("".join(parts)) or not "".join(parts).isascii():
        raise Unreadable(Trouble.NO_NUMBER)
    if len(parts) > 1:
        last = re.split(r"[.,]", parts[-1], maxsplit=1)[0]
        if not _THOUSANDS.fullmatch(",".join([*parts[:-1], last])):
            raise Unreadable(Trouble.GROUPS)
    return "".join(parts)


def _parted(text: str, *, has_thousands: bool) -> tuple[str, str]:
    """The digits before and after the decimal mark."""
    marks = re.sub(r"\d", "", text)
    if not marks or _is_grouped(text, marks, has_thousands=has_thousands):
        return re.sub(r"\D", "", text), ""
    whole, decimals = text.rsplit(marks[-1], 1)
    if len(marks) > 1 and (marks[-1] == marks[-2] or not _is_grouped(whole, marks[:-1], has_thousands=True)):
        raise Unreadable(Trouble.GROUPS)
    return re.sub(r"\D", "", whole), decimals


def _is_grouped(text: str, marks: str, *, has_thousands: bool) -> bool:
    """Whether all marks part thousands. One alone may also stand before decimals, as it does after a 0."""
    if len(marks) == 1 and (not has_thousands or text.startswith("0")):
        return False
    return bool(_THOUSANDS.fullmatch(text) or _LAKHS.fullmatch(text))
