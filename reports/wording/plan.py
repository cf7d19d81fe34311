"""The plan and the day of the workshop in words. ★ No Django."""

from __future__ import annotations

from reports.series import Moment
from reports.wording.phrases import Translate, untranslated


def action_state_name(state: str, translate: Translate = untranslated) -> str:
    """How far an action is, as the pages name it."""
    return {
        "planned": translate("Planned"),
        "under-way": translate("Under way"),
        "done": translate("Done"),
        "dropped": translate("Dropped"),
    }[state]


def moment_name(moment: Moment, translate: Translate = untranslated) -> str:
    """A part of a workshop that is no question, as the agenda lists it."""
    return {
        Moment.WELCOME: translate("Welcome, and how to read the results"),
        Moment.CHOOSE: translate("Choose what you take on, and who does it"),
        Moment.PROMISE: translate("What you promise each other, and how you will know"),
    }[moment]
