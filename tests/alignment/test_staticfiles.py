"""Third-party files come out of their packages, and production serves everything under hashed names."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from accounts.shipped import shipped
from alignment.staticfiles import VENDOR_FILES
from tests.alignment.test_settings import PRODUCTION, ROOT, start

OURS = sorted(path.relative_to(ROOT / "static").as_posix() for path in (ROOT / "static").rglob("*") if path.is_file())


@pytest.mark.django_db  # closing the response looks at connections
@pytest.mark.parametrize(
    ("name", "kind", "beginning"),
    [
        ("vendor/plotly.min.js", "text/javascript", "plotly.js v"),
        ("vendor/bootstrap.min.css", "text/css", "Bootstrap  v5.3"),
        ("vendor/bootstrap-reboot.min.css", "text/css", "Bootstrap Reboot v5.3"),
        ("vendor/bootstrap.bundle.min.js", "text/javascript", "Bootstrap v5.3"),
    ],
)
def test_third_party_file_is_served(name: str, kind: str, beginning: str, client: Client) -> None:
    response = client.get(f"/static/{name}")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith(kind)
    assert beginning in response.getvalue().decode()[:300]
    response.close()


@pytest.mark.parametrize("name", ["vendor/plotly.js", "vendor/", "plotly.min.js"])
def test_nothing_else_of_a_package_is_served(name: str, client: Client) -> None:
    assert not finders.find(name)
    assert client.get(f"/static/{name}").status_code == 404


def test_path_out_of_the_static_folders_leads_nowhere(client: Client) -> None:
    for path in ("/static/../pyproject.toml", "/static/vendor/../../pyproject.toml", "/static/%2e%2e/manage.py"):
        assert client.get(path).status_code == 404


def test_production_collects_every_file_hashed_and_compressed(tmp_path: Path) -> None:
    done = start(tmp_path, "collectstatic", "--noinput", **PRODUCTION)
    assert done.returncode == 0, done.stderr
    hashed: dict[str, str] = json.loads((tmp_path / "static" / "staticfiles.json").read_text())["paths"]
    for name in [*VENDOR_FILES, *OURS]:
        assert re.fullmatch(rf"{re.escape(name.rpartition('.')[0])}\.[0-9a-f]{{12}}\.\w+", hashed[name])
        assert (tmp_path / "static" / hashed[name]).is_file()
        if name.startswith(("css/", "js/")):
            served = (tmp_path / "static" / hashed[name]).read_text()
            assert served == shipped(name, (ROOT / "static" / name).read_text())
            assert re.findall(r"/\*.*|^ *//.*", served, re.MULTILINE) == []
    compressed = {path.name.removesuffix(".gz") for path in (tmp_path / "static").rglob("*.gz")}
    assert {Path(hashed[name]).name for name in VENDOR_FILES} <= compressed
