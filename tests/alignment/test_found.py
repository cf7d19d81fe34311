"""What search engines and chats are told of a page: of open ones all, of private ones nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.conf import settings as site
from django.test import Client
from PIL import Image

pytestmark = pytest.mark.django_db
NOINDEX = '<meta name="robots" content="noindex">'


@pytest.mark.parametrize("path", ["/", "/check/"])
def test_open_page_tells_what_a_shared_link_shows(client: Client, settings: LazySettings, path: str) -> None:
    settings.SITE_URL = "https://one.example"
    page = client.get(path, headers={"host": "testserver"}).content.decode()
    assert '<meta name="description" content="' in page
    assert f'<meta property="og:url" content="https://one.example{path}">' in page
    assert '<meta property="og:image" content="https://one.example/static/pictures/link.png">' in page
    assert NOINDEX not in page


@pytest.mark.parametrize(
    "path", ["/s/no/", "/u/no/", "/r/no/", "/x/no/", "/x/no/file/", "/w/", "/join/no/", "/setup/no/"]
)
def test_page_behind_a_link_is_not_listed(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert NOINDEX in response.content.decode()
    assert "og:" not in response.content.decode()


def test_picture_of_links_is_small_and_of_the_usual_size() -> None:
    file = Path(site.BASE_DIR) / "static/pictures/link.png"
    with Image.open(file) as picture:
        assert picture.size == (1200, 630)
    assert file.stat().st_size < 40_000
