"""What a file is made of, a digest a part: so that one can tell later what has changed since. ★ No Django."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace

from assessments.books import Book, dump_book
from reports.document import Report
from reports.wording import Translate


def spoken_book(report: Report) -> Book:
    """The settings of a file that is made of the report now, with the language that it is made in."""
    return replace(report.book, language=report.language)


def part_digests(report: Report) -> dict[str, str]:
    """SHA-256 by part. The same digests give the same bytes, as long as the product itself stays the same."""
    book = json.dumps(dump_book(spoken_book(report)), sort_keys=True)
    parts = {
        "results": report.digest,
        "comments": repr((report.comments, report.redacted)),
        "plan": repr(report.plan),
        "agreement": repr(report.agreement),
        "settings": book,
        "brand": repr((report.brand, report.contact_logo)),
    }
    return {name: hashlib.sha256(part.encode()).hexdigest() for name, part in parts.items()}


def digest_of(parts: Mapping[str, str]) -> str:
    """One digest of them all."""
    return hashlib.sha256("".join(f"{name}{parts[name]}" for name in sorted(parts)).encode()).hexdigest()


def can_be_had(before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Whether a file can be made as it was: its settings are kept with it, all else is what it is now."""
    return all(before.get(name) == now[name] for name in now if name != "settings")


def changed_words(before: Mapping[str, str], now: Mapping[str, str], translate: Translate) -> str:
    """Which parts are others by now, as a sentence."""
    names = {
        "results": translate("the results"),
        "comments": translate("comments"),
        "plan": translate("the plan"),
        "agreement": translate("the agreement"),
        "settings": translate("what stands in the files"),
        "brand": translate("the branding"),
    }
    changed = [names[name] for name in names if before.get(name) != now.get(name)]
    if not changed:
        return translate("Nothing has changed since.")
    return translate("Changed since: {parts}.").format(parts=", ".join(changed))
