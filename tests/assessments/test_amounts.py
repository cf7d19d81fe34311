from __future__ import annotations

import contextlib
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.amounts import (
    MOST_DECIMALS,
    MOST_DIGITS,
    Trouble,
    Unreadable,
    money_of,
    money_words,
    printed,
    share_of,
    trouble_words,
)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1200000", 1_200_000),
        ("1,200,000", 1_200_000),
        ("1.200.000", 1_200_000),
        ("1 200 000", 1_200_000),
        ("1\N{NARROW NO-BREAK SPACE}200\N{NO-BREAK SPACE}000", 1_200_000),
        ("1'200'000", 1_200_000),
        ("12,00,000", 1_200_000),
        ("1.200,50", Decimal("1200.50")),
        ("1,200.50", Decimal("1200.50")),
        ("12 000,5", Decimal("12000.5")),
        ("24,000", 24_000),
        ("24.000", 24_000),
        ("12,5", Decimal("12.5")),
        ("0.25", Decimal("0.25")),
        (" 7 ", 7),
        ("5,", 5),
    ],
)
def test_money_is_read_with_marks_of_either_kind(text: str, amount: Decimal | int) -> None:
    assert money_of(text) == amount


@pytest.mark.parametrize(
    ("text", "amount"), [("40", 40), ("12,5", Decimal("12.5")), ("12.5 %", Decimal("12.5")), ("100%", 100)]
)
def test_share_is_read_with_or_without_its_sign(text: str, amount: Decimal | int) -> None:
    assert share_of(text) == amount


@pytest.mark.parametrize("text", ["", "   ", "\t"])
def test_nothing_typed_is_no_amount(text: str) -> None:
    assert money_of(text) is None
    assert share_of(text) is None


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("-5", Trouble.NEGATIVE),
        ("−1,000", Trouble.NEGATIVE),
        ("-", Trouble.NO_NUMBER),
        ("1e30", Trouble.NO_NUMBER),
        ("$ 24k", Trouble.NO_NUMBER),
        ("NaN", Trouble.NO_NUMBER),
        ("twelve", Trouble.NO_NUMBER),
        (",5", Trouble.NO_NUMBER),
        ("٣", Trouble.NO_NUMBER),
        ("0.125", Trouble.DECIMALS),
        ("1,200.505", Trouble.DECIMALS),
        ("1.200.50", Trouble.GROUPS),
        ("1,2,3", Trouble.GROUPS),
        ("12..5", Trouble.GROUPS),
        ("1 2", Trouble.GROUPS),
        ("24 5000", Trouble.GROUPS),
        ("9" * 16, Trouble.DIGITS),
    ],
)
def test_text_that_is_no_amount_is_refused_with_the_reason(text: str, trouble: Trouble) -> None:
    with pytest.raises(Unreadable) as refused:
        money_of(text)
    assert refused.value.trouble == trouble


def test_share_with_thousands_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        share_of("12.500")
    assert refused.value.trouble == Trouble.DECIMALS


@pytest.mark.parametrize("trouble", Trouble)
def test_every_reason_is_a_sentence(trouble: Trouble) -> None:
    assert trouble_words(trouble, str).endswith(".")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (1_200_000, "1,200,000"),
        (Decimal("12.50"), "12.5"),
        (Fraction(1, 3), "0.33"),
        (Decimal("1E+3"), "1,000"),
        (-1500, "-1,500"),
    ],
)
def test_number_is_printed_with_commas_and_a_point(value: Decimal | Fraction | int, words: str) -> None:
    assert printed(value) == words


@pytest.mark.parametrize(
    ("currency", "words"),
    [("USD", "USD\N{NO-BREAK SPACE}24,000.50"), ("$", "$24,000.50"), ("", "24,000.50")],
)
def test_money_has_its_currency_before_it_and_two_decimals_or_none(currency: str, words: str) -> None:
    assert money_words(Decimal("24000.5"), currency) == words


@given(st.decimals(min_value=0, max_value=10**12, places=MOST_DECIMALS))
def test_what_is_printed_can_be_typed_in_again(amount: Decimal) -> None:
    assert money_of(printed(amount)) == amount


@given(st.text(st.sampled_from("0123456789.,' -%e$\N{NO-BREAK SPACE}"), max_size=24) | st.text(max_size=40))
@pytest.mark.parametrize("read", [money_of, share_of])
def test_any_text_is_an_amount_or_refused(read: Callable[[str], Decimal | None], text: str) -> None:
    """And an amount has the digits that were typed, in their order."""
    with contextlib.suppress(Unreadable):
        amount = read(text)
        digits = "".join(mark for mark in text if mark.isdigit())
        assert (amount is None) == (digits == "")
        assert amount is None or Decimal(digits) in (amount, amount * 10, amount * 100)
        assert amount is None or 0 <= amount < 10**MOST_DIGITS


@given(st.integers(1, 10**9), st.sampled_from([",", ".", " ", "'", "\N{NO-BREAK SPACE}"]))
def test_thousands_are_read_with_every_mark(number: int, mark: str) -> None:
    assert money_of(f"{number:,}".replace(",", mark)) == number
