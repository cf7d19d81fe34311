"""What is said to one person about their own answers: possibilities, never findings. ★ No Django.

A gap is nowhere claimed: one person's view cannot show one.
"""

from __future__ import annotations

from assessments.scales import Team
from reports.series.self_check import Look, Reply, Seat, SelfCheck
from reports.wording.phrases import Translate, team_name, untranslated


def self_check_headline(check: SelfCheck, translate: Translate = untranslated) -> str:
    """What stands out in one's own answers; without anything weak, the question that is left."""
    weakest = check.weakest
    if len(weakest) == 1:
        words = translate("What looks weakest to you: “{question}”")
        return words.format(question=weakest[0].item.name)
    if weakest:
        words = translate("{count} of {total} look weak to you.")
        return words.format(count=len(check.looking(Look.WEAK)), total=len(check.answered))
    return _headline_without_weak(check, translate)


def _headline_without_weak(check: SelfCheck, translate: Translate) -> str:
    if check.looking(Look.ABSENT):
        return translate("Nothing looks weak to you so far, but something is not there at all.")
    if check.looking(Look.UNSEEN):
        return translate("Nothing looks weak to you so far, but part of it is out of your sight.")
    if len(check.middling) == len(check.answered) > 1:
        return translate("You see all {count} in between.").format(count=len(check.answered))
    if not check.looking(Look.STRONG):
        return translate("Nothing looks strong to you so far, and nothing weak.")
    if check.team is None:
        return translate("Nothing looks weak to you so far. Would both teams say the same?")
    words = translate("Nothing looks weak to you so far. Would {other} say the same?")
    return words.format(**_names(check.team, translate))


def limits_words(check: SelfCheck, translate: Translate = untranslated) -> str:
    """What no answer of one person can tell."""
    if check.team is None:
        return translate(
            "This is one person’s view. Whether the two teams see it the same way, it cannot tell: "
            "for that, both have to answer."
        )
    return translate(
        "This is one person’s view of {team} and {other}. Whether the teams see it the same way, it cannot tell: "
        "for that, both have to answer."
    ).format(**_names(check.team, translate))


def look_name(look: Look, translate: Translate = untranslated) -> str:
    return {
        Look.STRONG: translate("Looks strong to you"),
        Look.MIDDLE: translate("In between"),
        Look.WEAK: translate("Looks weak to you"),
        Look.UNSEEN: translate("Out of your sight"),
        Look.ABSENT: translate("Not there yet"),
        Look.NEUTRAL: translate("Neither end is better"),
    }[look]


def seat_name(seat: Seat, team: Team | None, translate: Translate = untranslated) -> str:
    """What the questions are about, as the person who answers would call it."""
    names = _names(team or Team.SALES, translate)
    return {
        Seat.OWN_WORK: translate("The work of {team}, your own team"),
        Seat.OTHER_WORK: translate("The work of {other}"),
        Seat.OWN_MIND: translate("What people in {team} think"),
        Seat.OTHER_MIND: translate("What people in {other} think"),
        Seat.SHARED: translate("What both teams do together"),
        Seat.FIGURES: translate("A matter of figures"),
        Seat.SALES_WORK: translate("The work of {team}"),
        Seat.MARKETING_WORK: translate("The work of {other}"),
        Seat.SALES_MIND: translate("What people in {team} think"),
        Seat.MARKETING_MIND: translate("What people in {other} think"),
    }[seat].format(**names)


def seat_words(seat: Seat, team: Team | None, translate: Translate = untranslated) -> str:
    """Why somebody in the other team may answer otherwise, and be as right."""
    inside = translate("{team} sees this from inside, {other} from outside. The two may well answer differently.")
    names = _names(team or Team.SALES, translate)
    if seat in (Seat.MARKETING_WORK, Seat.MARKETING_MIND):
        names = _names(Team.MARKETING, translate)
    return {
        Seat.OWN_WORK: translate(
            "You see what your team sets out to do; {other} sees what arrives. It may see less of it than you do."
        ),
        Seat.OTHER_WORK: translate(
            "Much of this happens where you cannot see it. {other} may see more of it than you do."
        ),
        Seat.OWN_MIND: translate("Only your team can say. {other} has to guess, and may guess something else."),
        Seat.OTHER_MIND: translate("Only {other} can say: your answer is a guess, and theirs may surprise you."),
        Seat.SHARED: translate(
            "Each team knows its own half best. The same arrangement may look kept from one side "
            "and not from the other."
        ),
        Seat.FIGURES: translate("Each team may lean toward its own leads. What would the figures say?"),
        Seat.SALES_WORK: inside,
        Seat.MARKETING_WORK: inside,
        Seat.SALES_MIND: translate("Only people in {team} can say. Everybody else has to guess."),
        Seat.MARKETING_MIND: translate("Only people in {team} can say. Everybody else has to guess."),
    }[seat].format(**names)


def reason_words(reply: Reply, team: Team | None, translate: Translate = untranslated) -> str:
    """Why a question is among those to take to both teams."""
    if reply.look is None:
        return ""
    if reply.look is Look.STRONG and reply.seat is Seat.OWN_WORK:
        words = translate("It looks strong to you, and it is your own team’s work. Does it arrive in {other}?")
    elif team is None:
        words = _reasons_of_neither(translate)[reply.look]
    else:
        words = _reasons(translate)[reply.look]
    return words.format(**_names(team or Team.SALES, translate))


def _reasons(translate: Translate) -> dict[Look, str]:
    return {
        Look.WEAK: translate("It looks weak to you. Does {other} see it that way, too?"),
        Look.ABSENT: translate("Would {other} say so, too?"),
        Look.UNSEEN: translate("It is out of your sight. Can anybody in {other} see it?"),
        Look.MIDDLE: translate("You see it in between. {other} may see it more clearly."),
        Look.STRONG: translate("It looks strong to you. Would {other} say the same?"),
        Look.NEUTRAL: translate("Nothing here is strong or weak. Would {other} give the same answer?"),
    }


def _reasons_of_neither(translate: Translate) -> dict[Look, str]:
    return {
        Look.WEAK: translate("It looks weak to you. Do both teams see it that way, too?"),
        Look.ABSENT: translate("Would both teams say so, too?"),
        Look.UNSEEN: translate("It is out of your sight. Can either team see it?"),
        Look.MIDDLE: translate("You see it in between. The teams may see it more clearly."),
        Look.STRONG: translate("It looks strong to you. Would both teams say the same?"),
        Look.NEUTRAL: translate("Nothing here is strong or weak. Would both teams give the same answer?"),
    }


def _names(team: Team, translate: Translate) -> dict[str, str]:
    return {"team": team_name(team, translate), "other": team_name(team.other, translate)}
