"""Questions of the bank in the reader's language. ★ No Django.

The bank's English sentences are the messages of the catalog. A question that somebody wrote or changed has no
translation and stays as it was written; files with data keep the wording that was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from assessments.bank import load_bank
from assessments.releases import ReleasedRound
from assessments.scales import YES_NO_LABELS, Action, FrozenItem

Translate: TypeAlias = Callable[[str], str]


def said_in(item: FrozenItem, translate: Translate) -> FrozenItem:
    """The question with every word of it translated; numbers, codes and rules stay."""

    def said(words: str) -> str:
        return translate(words) if words else ""  # the catalog's head stands under the empty message

    return replace(
        item,
        text=said(item.text),
        short_name=said(item.short_name),
        labels=tuple(said(label) for label in item.labels),
        not_applicable=said(item.not_applicable),
        prompt=said(item.prompt),
        actions=tuple(Action(sales=said(each.sales), marketing=said(each.marketing)) for each in item.actions),
    )


def released_in(released: ReleasedRound, translate: Translate) -> ReleasedRound:
    """A closed round with its questions translated."""
    tally = released.tally
    rows = tuple(replace(row, item=said_in(row.item, translate)) for row in tally.items)
    asked = tuple(said_in(item, translate) for item in released.open_items)
    return replace(released, tally=replace(tally, items=rows), open_items=asked)


def dimension_names(translate: Translate) -> dict[str, str]:
    """The names of all dimensions by their codes."""
    return {code: translate(name) for code, name in load_bank().dimensions.items()}


def dimension_name(code: str | None, translate: Translate) -> str:
    """The name of a dimension; its code, where the bank no longer has it; "" for none."""
    if not code:
        return ""
    name = load_bank().dimensions.get(code)
    return translate(name) if name else code


def codes_with(word: str, translate: Translate) -> list[str]:
    """The codes of the bank's questions whose translated wording or name has this word, or this part of one."""
    said = ((item.code, translate(item.text), translate(item.name)) for item in load_bank().questions)
    return [code for code, *words in said if any(word.casefold() in each.casefold() for each in words)]


def bank_sentences() -> Iterator[str]:
    """Everything that the bank says, each once, in its order."""
    return iter(dict.fromkeys(words for words in _sentences() if words))


def _sentences() -> Iterator[str]:
    bank = load_bank()
    for item in bank.questions:
        yield from (item.text, item.short_name, *item.labels, item.not_applicable, item.prompt)
        for action in item.actions:
            yield from (action.sales, action.marketing)
    for labels in (*bank.scales.values(), YES_NO_LABELS):
        yield from labels
    yield from bank.dimensions.values()
    yield from (form.name for form in bank.forms.values())
