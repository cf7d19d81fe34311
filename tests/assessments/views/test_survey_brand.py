"""The survey in an organization's color: still one stylesheet, still small, still nothing from elsewhere."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.brand_services import save_identity, save_logo
from accounts.logos import read_logo
from accounts.models import Organization
from accounts.shipped import shipped
from accounts.worn import style_address
from assessments.models import Round
from assessments.scales import Team
from assessments.services.rounds import compose_by_form, launch_round
from assessments.services.workshops import end_workshop
from tests.accounts.logo_files import picture, upload
from tests.builders import link_token, make_closed_round, make_draft, make_round, make_workshop

pytestmark = pytest.mark.django_db
BERRY = "#9a1f5c"


def path_of(round: Round) -> str:
    return f"/s/{link_token(round, Team.SALES)}/"


def files_of(page: str) -> set[str]:
    return {*re.findall(r'(?:src|href)="([^"#][^"]*)"', page)} - {"/privacy/", "?lang=de"}


def test_survey_has_one_stylesheet_in_the_organization_s_color(client: Client) -> None:
    round = make_round()
    save_identity(organization=round.organization, name="Acme", accent=BERRY)
    save_logo(owner=round.organization, logo=read_logo(upload(picture())))

    page = client.get(path_of(round)).content.decode()

    styles = style_address(BERRY, "survey")
    assert files_of(page) == {styles, "/static/js/survey.js", "/static/favicon.svg"}
    served = client.get(styles).content.decode()
    own = shipped("css/survey.css", (Path(settings.BASE_DIR) / "static/css/survey.css").read_text())
    assert served.startswith(own)
    assert f"--accent:{BERRY}" in served.removeprefix(own)


def test_open_survey_follows_a_new_color(client: Client) -> None:
    round = make_round()
    assert "/brand/" not in client.get(path_of(round)).content.decode()
    save_identity(organization=round.organization, name="Acme", accent=BERRY)
    assert style_address(BERRY, "survey") in client.get(path_of(round)).content.decode()


def test_phones_in_the_room_wear_it_until_the_end(client: Client) -> None:
    workshop = make_workshop(make_closed_round([4] * 5, [2] * 5), "Q1")
    phone, styles = f"/w/{workshop.code}/", style_address(BERRY, "survey")
    assert "/static/css/survey.css" in client.get(phone).content.decode()
    save_identity(organization=workshop.round.organization, name="Acme", accent=BERRY)
    assert files_of(client.get(phone).content.decode()) >= {styles, "/static/css/room.css"}
    end_workshop(workshop=workshop, now=timezone.now())
    assert styles not in client.get(phone).content.decode()


def test_colored_survey_of_the_nine_arrives_with_the_first_packets(client: Client) -> None:
    round = make_draft()
    compose_by_form(round=round, form="quick-nine")
    launch_round(round=round, now=timezone.now())
    save_identity(organization=Organization.objects.get(), name="Acme", accent=BERRY)
    zipped = {"accept-encoding": "gzip"}
    page = client.get(path_of(round), headers=zipped)
    styles = client.get(style_address(BERRY, "survey"), headers=zipped)
    assert styles.headers["Content-Encoding"] == "gzip"
    own = [
        gzip.compress(shipped(name, (Path(settings.BASE_DIR) / "static" / name).read_text()).encode())
        for name in ("js/survey.js", "favicon.svg")
    ]
    assert sum(len(part) for part in [page.content, styles.content, *own]) < 14_000
