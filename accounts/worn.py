"""What pages, mails and files wear: the brand of an organization, and the addresses of its stylesheet and logo."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from django.contrib.staticfiles import finders
from django.urls import reverse

from accounts.branding import ACCENT, Brand, accent_styles, is_allowed
from accounts.colors import read_color
from accounts.models import Branding, Organization, User
from accounts.shipped import shipped

Sheet: TypeAlias = Literal["pages", "survey"]
"""Rules after those of the organizer's pages, or the survey's one stylesheet with them in it."""

SHEETS: tuple[Sheet, ...] = ("pages", "survey")


@dataclass(frozen=True, slots=True, kw_only=True)
class Worn:
    """`styles` is empty where the accent is the product's own, `logo` where there is none: both are addresses."""

    name: str
    accent: str
    styles: str
    logo: str


def branding_of(owner: Organization | User) -> Branding | None:
    """None where nobody has saved any yet."""
    branding: Branding | None = getattr(owner, "branding", None)
    return branding


def accent_of(owner: Organization | User) -> str:
    """An accent that can be read; the product's own where none, or by some other way a bad one, is stored."""
    branding = branding_of(owner)
    return branding.accent if branding and _allowed(branding.accent) == branding.accent else ACCENT


def brand_of(organization: Organization) -> Brand:
    """For files."""
    branding = branding_of(organization)
    logo = bytes(branding.logo) if branding else b""
    return Brand(name=organization.name, logo=logo, accent=accent_of(organization))


def worn_by(owner: Organization | User) -> Worn:
    """For pages."""
    accent = accent_of(owner)
    return Worn(name=str(owner), accent=accent, styles=style_address(accent, "pages"), logo=logo_address(owner))


def logo_address(owner: Organization | User) -> str:
    """It tells nothing of whose logo it is: only who has the picture can know it."""
    branding = branding_of(owner)
    return reverse("accounts:brand-logo", args=[branding.logo_digest]) if branding and branding.logo_digest else ""


def style_address(accent: str, sheet: Sheet) -> str:
    """Empty for the product's own accent, which is in its stylesheets already. It changes with what is in it."""
    if accent == ACCENT:
        return ""
    version = hashlib.sha256(stylesheet(accent, sheet).encode()).hexdigest()[:8]
    return reverse("accounts:brand-style", args=[accent.removeprefix("#"), sheet]) + f"?v={version}"


def stylesheet(accent: str, sheet: str) -> str:
    """The rules of an allowed accent, #rrggbb. Raises ValueError for any other one, and for an unknown sheet."""
    if _allowed(accent) != accent or sheet not in SHEETS:
        raise ValueError
    return _survey_styles() + _accent_styles(accent) if sheet == "survey" else _accent_styles(accent)


def _allowed(accent: str) -> str | None:
    color = read_color(accent)
    return color if color and is_allowed(color) else None


_accent_styles = lru_cache(maxsize=256)(accent_styles)


def _survey_styles() -> str:
    name = "css/survey.css"
    return shipped(name, Path(str(finders.find(name))).read_text(encoding="utf-8"))
