"""The demo's consultant: a contact block, and a logo that is drawn here, so that files have a last page."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont

from accounts.brand_services import ContactBlock, save_contact, save_logo
from accounts.models import User

ACCENT = "#5b3f8f"
BLOCK = ContactBlock(
    company="Both Sides Consulting",
    email="consultant@example.com",
    phone="+1 202 555 0142",
    words="Thank you for your frankness. Call me before the first Monday meeting, or whenever you get stuck.",
)

_SIZE = (450, 160)
_INK = "#17232b"
_CLEAR = "#ffffff00"


def introduce(consultant: User) -> None:
    save_contact(user=consultant, block=BLOCK, accent=ACCENT)
    save_logo(owner=consultant, logo=_logo())


def _logo() -> bytes:
    """Two halves that face each other, beside the name: drawn twice as large, then made small and smooth."""
    wide, high = _SIZE
    picture = Image.new("RGBA", (wide * 2, high * 2), _CLEAR)
    pen = ImageDraw.Draw(picture)
    pen.pieslice((20, 40, 260, 280), 90, 270, _INK)
    pen.pieslice((52, 40, 292, 280), 270, 90, ACCENT)
    pen.text((360, 156), "Both Sides\nConsulting", _INK, ImageFont.load_default(104), anchor="lm", spacing=24)
    file = io.BytesIO()
    picture.resize(_SIZE, Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    return file.getvalue()
