"""The story of the demo: two clients, three rounds. ★ No Django.

Northwind Instruments asks twice, half a year apart. Sales is sure that it follows up Marketing's leads, Marketing sees
hardly any of it, and neither guesses what the other will say (S7). Everybody expects a quarrel about the two leaders
where there is none (S5). Nothing is agreed in writing at first (S9); the second time there is a written agreement and
the gap in follow-up is smaller, while Marketing's visits to customers are still seen differently (S1). What Marketing
says about question 8 is hidden the second time: most of them do not know.
Harbor & Pine is asking now, with a marketing team that is smaller than the minimum group size.
"""

from __future__ import annotations

from assessments.demo import ClientStory, RoundStory, TeamStory
from assessments.demo_aftermath import AFTER_FIRST_LOOK, AFTER_SIX_MONTHS
from assessments.scales import Team

FIRST_LOOK = RoundStory(
    title="First look",
    launched=-203,
    closes=-189,
    aftermath=AFTER_FIRST_LOOK,
    teams={
        Team.SALES: TeamStory(
            invited=14,
            own={
                "S1": "1112222222333",
                "S2": "1222222333442",
                "S3": "2332432332433",
                "S4": "4434354343443",
                "S5": "4454344543444",
                "S6": "21223232n2n22",
                "S7": "4545445543454",
                "S8": "45454d543d454",
                "S9": "1121121212112",
                "O1": "3334343234343",
                "O2": "4544554444355",
            },
            guesses={
                "S1": "2232-2332-223",
                "S2": "3233-2323-332",
                "S5": "2213-2221-222",
                "S6": "323--22333-23",
                "S7": "4443544-43-44",
                "S8": "33-d-3d33--3d",
                "S9": "112-2121-1121",
                "O1": "333-2333-3233",
                "O2": "444-4544-4354",
            },
            comments=(
                ("S1", "I have had one marketer on a call in two years. It was the best call we did that quarter."),
                ("S1", "They come to the trade fair. I would not call that the sales process."),
                ("S2", "We see the plan when it is printed. Then we are asked to support it."),
                ("S3", "The comparison sheet is great. The brochures stay in my car."),
                ("S7", "We call every single lead. Nobody sees it because half of them are not leads."),
                ("S7", "Every one gets a call within a day, in my region at least."),
                ("S8", "My own contacts close in half the time. No contest."),
                ("S9", "What agreement?"),
                ("O3", "Who decides what a lead is?"),
                ("O3", "What would you stop doing if you were the other team?"),
            ),
        ),
        Team.MARKETING: TeamStory(
            invited=12,
            own={
                "S1": "4434534434",
                "S2": "3324323433",
                "S3": "3434334233",
                "S4": "3323432333",
                "S5": "4445434454",
                "S6": "3233243233",
                "S7": "1221232122",
                "S8": "dd32d3n3d2",
                "S9": "1211211211",
                "O1": "3323343233",
                "O2": "4455454445",
            },
            guesses={
                "S1": "34-334343-",
                "S2": "3-32332-33",
                "S4": "434-343-34",
                "S5": "2122-32-12",
                "S6": "32-3332-33",
                "S7": "2323-32322",
                "S8": "4d4-54d-44",
                "S9": "121-2121-1",
                "O1": "33-323-343",
                "O2": "44-44354-4",
            },
            comments=(
                ("S1", "We visit a customer every month. It is in the shared calendar."),
                ("S2", "We invite them to the kick-off. They send their regrets."),
                ("S4", "Feedback comes as 'the leads are bad'. Bad how? Which ones?"),
                ("S5", "The two of them meet every Monday. It never gets canceled."),
                ("S7", "120 leads from the webinar, nine notes in the CRM after a month."),
                ("S7", "I stopped asking what happened to them."),
                ("S8", "How would we know? Nobody measures it by source."),
                ("O3", "When did you last change your mind because of the other team?"),
            ),
        ),
    },
)

SIX_MONTHS_ON = RoundStory(
    title="Six months on",
    launched=-26,
    closes=-12,
    aftermath=AFTER_SIX_MONTHS,
    teams={
        Team.SALES: TeamStory(
            invited=15,
            own={
                "S1": "12222223333323",
                "S2": "33323443323334",
                "S3": "33343433343333",
                "S4": "44343543434434",
                "S5": "44545344544454",
                "S6": "343333433n4333",
                "S7": "44444455443454",
                "S8": "4545d4543d4544",
                "S9": "44434453444344",
                "O1": "34434343344443",
                "O2": "45445544554455",
            },
            guesses={
                "S1": "3333-3433-3333",
                "S2": "33-3433-333433",
                "S5": "434-4344-44344",
                "S6": "333-33343-3433",
                "S7": "333-34333-3433",
                "S8": "3d3-d33d-33d33",
                "S9": "444-3444-44344",
                "O1": "343-3343-34433",
                "O2": "444-4544-44554",
            },
            comments=(
                ("S1", "Two joint calls this quarter. More, please, and with the engineers."),
                ("S2", "For the first time a line in the plan is there because I asked for it."),
                ("S7", "The 24-hour rule helps. I get half as many leads and twice as many conversations."),
                ("S7", "Still chasing students and competitors now and then."),
                ("S8", "Would be nice to see it by source. We could, since the new field is there."),
                ("S9", "One page, both signatures, reviewed every month. It was easier than the arguing."),
                ("O3", "What does the customer notice of all this?"),
            ),
        ),
        Team.MARKETING: TeamStory(
            invited=12,
            own={
                "S1": "44344354434",
                "S2": "33434334343",
                "S3": "34333433433",
                "S4": "33433443343",
                "S5": "44544454344",
                "S6": "34334343343",
                "S7": "33323433332",
                "S8": "dd3d3dndd42",
                "S9": "44444534444",
                "O1": "34343443343",
                "O2": "45454455454",
            },
            guesses={
                "S1": "33-23332-33",
                "S2": "3-333343-33",
                "S4": "44-434-3434",
                "S5": "44-4434-444",
                "S6": "33-3343-333",
                "S7": "44-4443-444",
                "S8": "4d-45d4-4d4",
                "S9": "44-4444-344",
                "O1": "34-3343-343",
                "O2": "44-4454-454",
            },
            comments=(
                ("S1", "We count events and visits, they count deals. We should say which we mean."),
                ("S4", "The five lines after a call are gold. Not everybody writes them."),
                ("S7", "Much better: I can see the first call in the CRM. After that it goes dark."),
                ("S8", "I would have to guess."),
                ("S9", "It works because both leaders look at it in their Monday meeting."),
                ("O1", "Half a year ago I would have said no."),
                ("O3", "Which of our customers would notice if we merged?"),
            ),
        ),
    },
)

ASKING_NOW = RoundStory(
    title="First look",
    launched=-3,
    closes=30,
    teams={
        Team.SALES: TeamStory(
            invited=7,
            own={
                "S1": "32233",
                "S2": "22132",
                "S3": "34334",
                "S4": "33434",
                "S5": "43344",
                "S6": "2n232",
                "S7": "34433",
                "S8": "4d34d",
                "S9": "12112",
                "O1": "43434",
                "O2": "44454",
            },
            guesses={"S1": "33-43", "S2": "32-33", "S7": "33-23", "S9": "11-21", "O1": "43-44"},
            comments=(("S5", "They share an office. That helps."),),
        ),
        Team.MARKETING: TeamStory(
            invited=4,
            own={
                "S1": "443",
                "S2": "323",
                "S3": "343",
                "S4": "434",
                "S5": "443",
                "S6": "323",
                "S7": "322",
                "S8": "d3d",
                "S9": "121",
                "O1": "434",
                "O2": "454",
            },
            guesses={"S1": "3-3", "S2": "2-3", "S7": "4-3", "S9": "1-1", "O1": "4-3"},
        ),
    },
)

CLIENTS = (
    ClientStory(name="Northwind Instruments", rounds=(FIRST_LOOK, SIX_MONTHS_ON)),
    ClientStory(name="Harbor & Pine", rounds=(ASKING_NOW,)),
)
