"""Finds what can be translated and brings the catalogs up to date: `python -m tests.messages`; see docs/languages.md.

Reads templates with Django's own reader of them, Python by its syntax tree, and the question bank. It needs no GNU
gettext. What is no longer said goes; what is new waits with an empty translation, and is printed.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import polib
from django.utils.translation.template import templatize

from assessments.wordings import bank_sentences

ROOT = Path(__file__).resolve().parent.parent
APPS = ("alignment", "accounts", "assessments", "reports")
LANGUAGES = ("de",)

SINGULAR = frozenset({"gettext", "gettext_lazy", "gettext_noop", "_", "translate"})
PLURAL = frozenset({"ngettext", "ngettext_lazy"})
CONTEXT = frozenset({"pgettext", "pgettext_lazy"})

_CALL = re.compile(r"\b(gettext|ngettext|pgettext|npgettext|_)\(")
_PLACE = re.compile(r"%\((\w+)\)[sdr]|(?<!\{)\{(\w+)(?::[^}]*)?\}(?!\})")

HEAD = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "de",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

Key: TypeAlias = tuple[str, str]
"""The context ("" for none) and the English words."""


@dataclass(slots=True)
class Message:
    """Something that the product says: in the plural, too, if it counts, and the files that say it."""

    plural: str = ""
    files: set[str] = field(default_factory=set)


def found(app: str) -> dict[Key, Message]:
    """All messages of an app: its Python, its templates; the question bank is with assessments."""
    messages: dict[Key, Message] = {}
    for path, (context, words, plural) in _said(app):
        message = messages.setdefault((context, words), Message())
        message.plural = message.plural or plural
        message.files.add(path)
    return messages


def _said(app: str) -> Iterator[tuple[str, tuple[str, str, str]]]:
    for path in sorted((ROOT / app).rglob("*.py")):
        if "migrations" not in path.parts:
            yield from ((_name(path), said) for said in in_python(path.read_text(encoding="utf-8")))
    for path in templates_of(app):
        yield from ((_name(path), said) for said in in_template(path.read_text(encoding="utf-8")))
    if app == "assessments":
        yield from (("assessments/question_bank.toml", ("", words, "")) for words in bank_sentences())


def templates_of(app: str) -> list[Path]:
    """Templates in a folder of an app's name are its own, `account` holds pages of signing in, the rest is shared."""
    folder, owners = ROOT / "templates", {"account": "accounts"}
    all_of_them = sorted(path for path in folder.rglob("*") if path.suffix in {".html", ".txt"})
    return [path for path in all_of_them if _owner(path.relative_to(folder), owners) == app]


def _owner(path: Path, owners: Mapping[str, str]) -> str:
    first = path.parts[0]
    return owners.get(first, first if first in APPS else "alignment")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def in_template(source: str) -> Iterator[tuple[str, str, str]]:
    """What `translate`, `blocktranslate` and `_()` say, as Django asks the catalog for it."""
    code = templatize(source)
    for call in _CALL.finditer(code):
        yield from in_python(_until_closed(code[call.start() :]))


def _until_closed(code: str) -> str:
    """The call that `code` begins with. Parentheses may stand in its words, too."""
    for end in (place for place, character in enumerate(code, start=1) if character == ")"):
        try:
            ast.parse(code[:end], mode="eval")
        except SyntaxError:
            continue
        return code[:end]
    raise ValueError(f"A call without an end: {code[:80]!r}")


def in_python(source: str) -> Iterator[tuple[str, str, str]]:
    """The context, the words and the plural of every call whose words are written out."""
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        name = _called(call)
        if name in SINGULAR and call.args:
            yield from (("", words, "") for words in _written(call.args[0]))
        elif name in PLURAL:
            yield "", *_pair(call.args[0], call.args[1])
        elif name in CONTEXT:
            yield *_pair(call.args[0], call.args[1]), ""


def _called(call: ast.Call) -> str:
    """`translate` of `translate(…)` and of `deck.translate(…)`."""
    function = call.func
    return getattr(function, "id", "") or getattr(function, "attr", "")


def _pair(first: ast.expr, second: ast.expr) -> tuple[str, str]:
    return next(_written(first)), next(_written(second))


def _written(words: ast.expr) -> Iterator[str]:
    """The words; both of `"a" if … else "b"`. None for a name: what it stands for is found where it is written."""
    if isinstance(words, ast.Constant) and isinstance(words.value, str):
        yield words.value
    elif isinstance(words, ast.IfExp):
        yield from _written(words.body)
        yield from _written(words.orelse)


def catalog_path(app: str, language: str) -> Path:
    return ROOT / app / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path) -> dict[Key, polib.POEntry]:
    if not path.exists():
        return {}
    return {(entry.msgctxt or "", entry.msgid): entry for entry in polib.pofile(str(path)) if not entry.obsolete}


def renewed(app: str, language: str, known: Mapping[Key, polib.POEntry]) -> polib.POFile:
    """The catalog of what is said now, with the translations that are known."""
    catalog = polib.POFile(wrapwidth=110)
    catalog.metadata = {**HEAD, "Language": language}
    messages = found(app)
    for context, words in sorted(messages, key=lambda key: (min(messages[key].files), key[1], key[0])):
        message = messages[context, words]
        catalog.append(_entry(context, words, message, known.get((context, words))))
    return catalog


def _entry(context: str, words: str, message: Message, old: polib.POEntry | None) -> polib.POEntry:
    """Files, but no line numbers: they would change with every line."""
    entry = polib.POEntry(
        msgctxt=context or None, msgid=words, occurrences=[(name, "") for name in sorted(message.files)]
    )
    if message.plural:
        forms = old.msgstr_plural if old else {}
        entry.msgid_plural, entry.msgstr_plural = message.plural, forms or {0: "", 1: ""}
    elif old:
        entry.msgstr = old.msgstr
    return entry


def is_missing(entry: polib.POEntry) -> bool:
    return not all(entry.msgstr_plural.values()) if entry.msgid_plural else not entry.msgstr


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def places(words: str) -> set[str]:
    """The placeholders in a sentence, without their formats."""
    return {f"%({old})" if old else f"{{{new}}}" for old, new in _PLACE.findall(words)}


def known_anywhere(language: str) -> dict[Key, polib.POEntry]:
    """Every translation there is: words that move from one app to another keep theirs."""
    known: dict[Key, polib.POEntry] = {}
    for app in APPS:
        known |= {key: entry for key, entry in read(catalog_path(app, language)).items() if not is_missing(entry)}
    return known


def main(apps: Iterable[str] = APPS) -> int:
    missing = 0
    for language in LANGUAGES:
        known = known_anywhere(language)
        for app in apps:
            path = catalog_path(app, language)
            catalog = renewed(app, language, {**known, **read(path)})
            path.parent.mkdir(parents=True, exist_ok=True)
            catalog.save(str(path))
            lacking = [entry for entry in catalog if is_missing(entry)]
            missing += len(lacking)
            print(f"{language} {app}: {len(catalog)} messages, {len(lacking)} without a translation")
            print("".join(f"  {entry.msgid!r}\n" for entry in lacking), end="")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
