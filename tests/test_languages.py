"""Every string of the product in every language: a catalog that lacks one, or misses a placeholder, fails here."""

from __future__ import annotations

import polib
import pytest

from tests.messages import APPS, LANGUAGES, catalog_path, found, is_missing, places, read, translations

CATALOGS = [(app, language) for app in APPS for language in LANGUAGES]


@pytest.mark.parametrize(("app", "language"), CATALOGS)
def test_catalog_translates_all_that_is_said_and_nothing_else(app: str, language: str) -> None:
    catalog = read(catalog_path(app, language))
    assert sorted(set(catalog) ^ set(found(app))) == [], "run python -m tests.messages"
    assert [entry.msgid for entry in catalog.values() if is_missing(entry)] == []


@pytest.mark.parametrize(("app", "language"), CATALOGS)
def test_translations_keep_placeholders_tags_and_edges(app: str, language: str) -> None:
    wrong = [entry.msgid for entry in read(catalog_path(app, language)).values() if not _keeps(entry)]
    assert wrong == []


def _keeps(entry: polib.POEntry) -> bool:
    """The singular of a counted sentence may leave its number out."""
    said = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
    pairs = zip(said, translations(entry), strict=True)
    return all(
        places(english) == places(other)
        and english.count("<") == other.count("<")
        and english[:1].isspace() == other[:1].isspace()
        and english[-1:].isspace() == other[-1:].isspace()
        for english, other in pairs
    )


def test_catalogs_hold_nothing_doubtful() -> None:
    entries = [entry for app, language in CATALOGS for entry in polib.pofile(str(catalog_path(app, language)))]
    assert [entry.msgid for entry in entries if entry.fuzzy or entry.obsolete] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_apps_agree_on_the_words_they_share(language: str) -> None:
    """Django asks all catalogs as one, so that two translations of the same words could not both be seen."""
    said: dict[tuple[str, str], set[str]] = {}
    for app in APPS:
        for key, entry in read(catalog_path(app, language)).items():
            said.setdefault(key, set()).add(translations(entry)[0])
    assert [key for key, different in said.items() if len(different) > 1] == []
