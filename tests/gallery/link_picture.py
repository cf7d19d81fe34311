"""Draws what chats show beside a link to this product: `python -m tests.gallery.link_picture`.

Words are few and the same in every language. The numbers are those of the example on the start page.
"""

from __future__ import annotations

import os
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import sync_playwright

FILE = Path(__file__).resolve().parents[2] / "static/pictures/link.png"
WIDTH, HEIGHT = 1200, 630
LINES = ((81, 23, 290), (23, 70, 410), (75, 78, 530))
"""Sales, Marketing, and how far down."""
SALES, MARKETING, INK, INK_2, LINE, PAPER = "#1f62b5", "#ac500a", "#17232b", "#4c5a63", "#dde3e2", "#f6f7f5"


def across(score: int) -> float:
    return 100 + score * 10


def drawn(sales: int, marketing: int, y: int) -> str:
    one, other = across(sales), across(marketing)
    apart = 16 if abs(one - other) < 60 else 0
    before = -apart if sales < marketing else apart
    return f"""
      <path d="M100 {y}h1000" stroke="{LINE}" stroke-width="6" stroke-linecap="round"/>
      <path d="M{one} {y}H{other}" stroke="{INK_2}" stroke-width="10"/>
      <circle cx="{one}" cy="{y}" r="20" fill="{SALES}"/>
      <path d="M{other} {y - 25}l25 25-25 25-25-25Z" fill="{MARKETING}"/>
      <text x="{one + before}" y="{y - 36}" class="number">{sales}</text>
      <text x="{other - before}" y="{y - 36}" class="number">{marketing}</text>"""


def picture() -> str:
    font = Path(str(files("font_source_sans_pro") / "files/SourceSansPro-Bold.ttf")).as_uri()
    return f"""<!DOCTYPE html><style>
      @font-face {{ font-family: Drawn; src: url("{font}"); }}
      body {{ margin: 0; background: {PAPER}; }}
      svg {{ display: block; font-family: Drawn; fill: {INK}; }}
      .number {{ font-size: 40px; text-anchor: middle; }}
    </style><svg width="{WIDTH}" height="{HEIGHT}">
      <circle cx="136" cy="112" r="36" fill="{SALES}"/>
      <path d="M170 74l38 38-38 38-38-38Z" fill="{MARKETING}" fill-opacity=".88"/>
      <text x="232" y="135" font-size="68">OneTeam</text>
      <circle cx="722" cy="112" r="15" fill="{SALES}"/><text x="748" y="125" font-size="38" fill="{SALES}">Sales</text>
      <path d="M890 93l19 19-19 19-19-19Z" fill="{MARKETING}"/>
      <text x="920" y="125" font-size="38" fill="{MARKETING}">Marketing</text>
      {"".join(drawn(*line) for line in LINES)}
    </svg>"""


def main() -> None:
    """In 64 colors: what is flat stays flat, and edges stay smooth."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alignment.settings")
    django.setup()
    from tests.browser.conftest import FLAGS, chromium

    page_file = FILE.with_suffix(".html")
    page_file.write_text(picture(), encoding="utf-8")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            page.goto(page_file.as_uri())
            page.evaluate("document.fonts.ready")
            shot = page.screenshot()
            browser.close()
    finally:
        page_file.unlink()
    Image.open(BytesIO(shot)).convert("RGB").quantize(64).save(FILE, optimize=True)


if __name__ == "__main__":
    main()
