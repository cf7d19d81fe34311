"""The bank's questions in the reader's language."""

from __future__ import annotations

from dataclasses import replace

from django.utils import translation
from django.utils.translation import gettext

from assessments.bank import load_bank
from assessments.scales import YES_NO_LABELS
from assessments.wordings import bank_sentences, codes_with, dimension_name, dimension_names, said_in

S1 = load_bank().questions[0]


def test_every_word_of_a_question_is_translated_and_nothing_else() -> None:
    loud = said_in(S1, str.upper)
    assert (loud.text, loud.prompt, loud.labels[0]) == (S1.text.upper(), S1.prompt.upper(), "NEVER")
    assert loud.name == S1.name.upper() != loud.text
    assert [each.sales for each in loud.actions] == [each.sales.upper() for each in S1.actions]
    assert replace(
        loud,
        text=S1.text,
        short_name=S1.short_name,
        labels=S1.labels,
        prompt=S1.prompt,
        actions=S1.actions,
        not_applicable=S1.not_applicable,
    ) == S1  # fmt: skip


def test_german_comes_from_the_catalog_and_own_words_stay() -> None:
    own = replace(S1, text="Do we share a canteen?", prompt="", not_applicable="", labels=("Yes!", "", "", "", "No!"))
    with translation.override("de"):
        assert said_in(S1, gettext).labels == ("Nie", "Selten", "Manchmal", "Oft", "Regelmäßig")
        said = said_in(own, gettext)
        assert (said.text, said.prompt, said.labels) == (own.text, "", own.labels)
        assert dimension_names(gettext)["CUST"] == dimension_name("CUST", gettext) == "Nähe zum Kunden"
        assert (dimension_name(None, gettext), dimension_name("NEW", gettext)) == ("", "NEW")
        assert codes_with("vertriebsPROZESSES", gettext) == []
        assert codes_with("verkaufsPROZESSES", gettext) == ["S1"]


def test_sentences_of_the_bank_are_messages_once_each() -> None:
    sentences = list(bank_sentences())
    assert len(sentences) == len(set(sentences)) > 300
    assert {S1.text, S1.short_name, *S1.labels, *YES_NO_LABELS} - {""} <= set(sentences)
    assert "" not in sentences
