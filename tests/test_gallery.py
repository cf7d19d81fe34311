"""The gallery looks at every page: a new address without a picture fails here."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests.gallery.pages import FRESH, SHOTS

CLIENT, ROUND = "/o/a", "/o/a/rounds/b"
PARTS = {
    **dict.fromkeys(("client", "empty", "long", "states"), CLIENT),
    **dict.fromkeys(("open", "closed", "first", "draft", "bare", "listed", "few", "none", "long-closed"), ROUND),
    **dict.fromkeys(("survey", "personal", "long-survey", "ended-survey"), "/s/t/"),
    **dict.fromkeys(("share", "expired"), "/x/t/"),
    **dict.fromkeys(("member", "own-question", "person"), "1"),
    "setup": "/setup/t/",
    "invitation": "/join/t/",
    "unsubscribe": "/u/t/",
    "published": "/r/t/",
    "action": "1/1",
    "code": "ABC234",
}

ACTS = {
    "accounts": {"member-invite", "member-change", "invitation-withdraw", "account-sign-out-elsewhere"},
    "assessments": {
        "question-retire", "question-restore", "round-create", "round-sizes", "reminder-send", "reminder-cancel",
        "people-find", "people-invite", "mail-test", "link-reset", "invitation-resend", "workshop-prepare",
        "workshop-start", "workshop-move", "workshop-end", "vote-open", "vote-lock", "focus-choose", "focus-move",
        "focus-drop", "action-mark", "round-publish", "round-unpublish", "comment-tag", "comment-pin", "book-save",
        "share-create", "share-revoke", "agreement-check", "agreement-sign", "agreement-version", "phone-now",
        "ballot-cast", "phone-leave",
    },
    "reports": {"book-make", "book-again"},
}  # fmt: skip
"""Answer with another page, or with one that is looked at under another name."""

FILES = {
    "accounts": {"branding-logo", "contact-logo", "brand-logo", "brand-style"},
    "assessments": {"link-qr", "workshop-state", "workshop-qr", "published-qr", "share-qr"},
    "reports": {"book-file", "book-sheet", "report-export", "shared-file"},
}


def names(resolver: URLResolver, app: str = "") -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern, pattern.app_name or app)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield app, pattern.name


def test_every_page_is_looked_at() -> None:
    seen = set()
    for shot in (*FRESH, *SHOTS):
        match = resolve(shot.path.format_map(PARTS).partition("?")[0]) if shot.name != "not-found" else None
        seen |= {(match.app_name, match.url_name)} if match else set()
    ours = {(app, name) for app, name in names(get_resolver()) if app in ACTS}
    left_out = {(app, name) for kinds in (ACTS, FILES) for app, found in kinds.items() for name in found}
    assert sorted(ours - seen - left_out) == []
    assert sorted(left_out - ours) == []


def test_every_part_is_used() -> None:
    used = {part for shot in (*FRESH, *SHOTS) for _, part, _, _ in Formatter().parse(shot.path) if part}
    assert used == set(PARTS)


def test_every_shot_has_a_name_of_its_own() -> None:
    taken = [shot.name for shot in (*FRESH, *SHOTS)]
    assert len(taken) == len(set(taken))
