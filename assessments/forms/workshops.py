"""What the pages of a workshop send: the agenda as rows of fields, and where the screen is to go."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from assessments.workshops import ADDED_MINUTES, MINUTES, AgendaEntry, Position, Step, VoteTime, rearranged

_VOTES = {time.value: time for time in VoteTime}


class AgendaForm:
    """The fields `code`, `minutes` and `vote`, once a question and in order; `proposed`, once a code, may be left out.

    `act` is the button: "save", "start", "add" the question `other`, or "up", "down" and "remove" with a code behind
    it; "put" with a code comes from the page of that question. Minutes that cannot be are brought into range, so that
    a slip loses nothing: `is_adjusted` says so. `mark` tells which agenda was stored when the page was made.
    """

    def __init__(self, posted: QueryDict) -> None:
        codes, minutes, votes = (posted.getlist(name) for name in ("code", "minutes", "vote"))
        self.is_valid = len(codes) == len(minutes) == len(votes)
        self.is_adjusted = self.is_valid and any(str(_minutes(text)) != text.strip() for text in minutes)
        self.act, _, self.subject = posted.get("act", "save").partition(" ")
        typed = tuple(
            AgendaEntry(code=code, minutes=_minutes(text), vote=_VOTES.get(vote, VoteTime.NONE))
            for code, text, vote in zip(codes, minutes, votes, strict=False)
        )
        added = (AgendaEntry(code=posted.get("other", ""), minutes=ADDED_MINUTES),) if self.act == "add" else ()
        self.agenda = rearranged(typed, self.act, self.subject) + added
        self.mark = posted.get("mark", "")
        self.proposed = posted.getlist("proposed") or codes


def _minutes(text: str) -> int:
    least, most = MINUTES
    text = text.strip()
    if not text.isascii() or not text.isdecimal():
        return ADDED_MINUTES
    return min(max(int(text[:4]), least), most)


class PositionForm(forms.Form):
    """Where the screen is to go."""

    place = forms.IntegerField(min_value=0, max_value=999)
    step = forms.ChoiceField(choices=[(step.value, step.value) for step in Step])

    def position(self) -> Position:
        return Position(self.cleaned_data["place"], Step(self.cleaned_data["step"]))
