"""The working agreement: as it stands, and lines to write on where nothing is agreed. ★ No Django."""

from __future__ import annotations

from typing import Any

from assessments.agreements import AgreementTerms, promises
from assessments.funnel_words import explained
from assessments.scales import Team
from reports.document import Agreement, Report
from reports.renderers.pdf.layout import paragraphs
from reports.renderers.pdf.words import team_words
from reports.wording import Translate, printed_date


def agreement(report: Report, translate: Translate) -> dict[str, Any]:
    """Marketing first, as on the page of the agreement."""
    made = report.agreement
    terms = made.terms if made else AgreementTerms()
    return {
        "title": translate("Working agreement between Marketing and Sales"),
        "intro": [_standing(made, translate)],
        "sides": [_side(team, terms, translate) for team in reversed(Team)],
        "parts": _parts(terms, translate),
        "kept": _kept(terms, translate),
        "signatures_title": translate("Signatures"),
        "stand": _stand(made, translate),
        "signers": [_signer(team, terms, translate) for team in reversed(Team)],
    }


def _standing(made: Agreement | None, translate: Translate) -> str:
    if made is None:
        return translate("Nothing is agreed yet. What each team will do for the other, on one sheet of paper:")
    day = printed_date(made.saved_on, translate)
    words = translate("Version {version} of {date}").format(version=made.version, date=day)
    if made.signed_on is None:
        return translate("{version}, not signed yet.").format(version=words)
    signed = printed_date(made.signed_on, translate)
    return translate("{version}, signed on {date}.").format(version=words, date=signed)


def _side(team: Team, terms: AgreementTerms, translate: Translate) -> dict[str, Any]:
    title = translate("Sales promises") if team is Team.SALES else translate("Marketing promises")
    sentences = [promise.sentence for promise in promises(terms, translate) if promise.team is team]
    return {"team": team.value, "title": title, "sentences": sentences}


def _parts(terms: AgreementTerms, translate: Translate) -> list[dict[str, Any]]:
    steps = list(explained(terms.funnel, terms.currency, translate).steps)
    return [
        _part(translate("A lead is qualified when …"), paragraphs(terms.lead_definition), blanks=2),
        {
            **_part(translate("How the number of leads follows from the goal"), steps, blanks=2),
            "is_list": bool(steps),
        },
    ]


def _kept(terms: AgreementTerms, translate: Translate) -> list[dict[str, Any]]:
    review = [printed_date(terms.review_on, translate)] if terms.review_on else []
    return [
        _part(translate("Both look at the numbers"), paragraphs(terms.rhythm)),
        _part(translate("The agreement is reviewed on"), review),
    ]


def _part(title: str, lines: list[str], blanks: int = 1) -> dict[str, Any]:
    return {"title": title, "lines": lines, "is_list": False, "blanks": blanks}


def _stand(made: Agreement | None, translate: Translate) -> str:
    if made is None:
        return translate("Both teams stand by what is written above.")
    return translate("Both teams stand by version {version} of {date}.").format(
        version=made.version, date=printed_date(made.saved_on, translate)
    )


def _signer(team: Team, terms: AgreementTerms, translate: Translate) -> dict[str, str]:
    name, title = {
        Team.SALES: (terms.sales_name, terms.sales_title),
        Team.MARKETING: (terms.marketing_name, terms.marketing_title),
    }[team]
    who = ", ".join(part for part in (name, title) if part)
    words = team_words(team, translate)
    return {
        **words,
        "signature": who or translate("For {team}: name and signature").format(team=words["name"]),
        "date": translate("Place and date"),
    }
