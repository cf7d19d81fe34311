"""The page of components, for developers."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import LazySettings
from django.test import Client

from alignment.components import COLORS


def test_page_shows_every_part_while_developing(client: Client, db: None, settings: LazySettings) -> None:
    settings.DEBUG = True
    response = client.get("/components/")
    assert response.status_code == 200
    page = response.content.decode()
    sheet = (Path(settings.BASE_DIR) / "static/css/app.css").read_text()
    parts = {"btn-primary", "btn-outline-danger", "tag-warning", "team-sales", "places", "empty", "alert-danger"}
    assert {part for part in parts if f".{part}" not in sheet and "alert" not in part} == set()
    assert {part for part in parts if not re.search(rf'class="[^"]*\b{part}\b', page)} == set()
    assert "Ensure this value is greater than or equal to 3." in page


def test_every_color_has_its_swatch(settings: LazySettings) -> None:
    sheet = (Path(settings.BASE_DIR) / "static/css/components.css").read_text()
    assert [name for name, _ in COLORS if f".swatch-{name} {{ background: var(--{name}); }}" not in sheet] == []


def test_page_does_not_exist_in_use(client: Client, db: None) -> None:
    assert client.get("/components/").status_code == 404
