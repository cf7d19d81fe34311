"""What the demo's teams made of their results: a workshop, two plans, an agreement. ★ No Django.

After the first look Northwind sits down together, agrees what a lead is and how fast it is followed up, and signs it.
Half a year on the follow-up has moved, the visits have not: so the second plan takes up the visits again.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assessments.agreements import AgreementTerms
from assessments.demo import ActionStory, AftermathStory, AgreementStory, VoteStory

TERMS = AgreementTerms(
    revenue_goal=Decimal(2_400_000),
    currency="USD",
    marketing_share=Decimal(40),
    deal_size=Decimal(24_000),
    won_share=Decimal(20),
    accepted_share=Decimal(60),
    months=12,
    sellers=6,
    lead_definition=(
        "Someone in a company of 50 or more people who runs a laboratory or buys for one, has a project within "
        "nine months, and has asked us something that only a person can answer."
    ),
    marketing_words="Every lead arrives with what the person read and asked.",
    contact_within=24,
    attempts=5,
    attempts_within=10,
    feedback_within=3,
    sales_words="No lead is closed without one line of what was said.",
    rhythm="First Monday of the month, 30 minutes, both leaders",
    marketing_name="Mara Lindholm",
    marketing_title="Head of Marketing",
    sales_name="Samuel Okafor",
    sales_title="Head of Sales",
)


AFTER_FIRST_LOOK = AftermathStory(
    workshop=7,
    agenda={
        "S5": None,
        "S7": VoteStory(sales="4344344343", marketing="332323332"),
        "S9": VoteStory(sales="1121211121", marketing="11211211"),
        "S1": None,
    },
    plan={
        "S7": [
            ActionStory(
                parts=(
                    "Call every agreed lead within 24 hours and write one line of what was said.",
                    "Send only leads that meet the definition: fewer, better.",
                ),
                owners=("Samuel Okafor", "Ines Duarte"),
                due=45,
                measure="Median time to the first call, from the CRM",
                state="done",
            ),
            ActionStory(
                parts=(
                    "Look at the list of untouched leads each Monday, and take or return each.",
                    "Keep the list of leads untouched after three days.",
                ),
                owners=("Petra Novak", "Tom Becker"),
                due=60,
                measure="Leads on the list, each Monday",
                state="done",
            ),
        ],
        "S9": [
            ActionStory(
                parts=(
                    "Name two people who answer questions on leads within a day.",
                    "Write the one page that both leaders sign.",
                ),
                owners=("Samuel Okafor", "Mara Lindholm"),
                due=30,
                measure="One page, both signatures",
                state="done",
            ),
        ],
        "S1": [
            ActionStory(
                parts=(
                    "Offer two customer calls a month that a marketer can listen to.",
                    "Turn up, listen, and share five lines of what the customer said.",
                ),
                owners=("Petra Novak", "Ines Duarte"),
                due=90,
                measure="Calls with both teams on the line",
                state="under-way",
            ),
        ],
    },
    agreement=AgreementStory(terms=TERMS, saved=9, signed=16, review=185),
)

AFTER_SIX_MONTHS = AftermathStory(
    workshop=0,
    agenda={},
    plan={
        "S1": [
            ActionStory(
                parts=(
                    "Put every planned customer call of the ten largest deals into the shared calendar.",
                    "Name one marketer as partner for each of the ten largest deals.",
                ),
                owners=("Petra Novak", ""),
                due=40,
                measure="Deals with a named partner, of ten",
                state="planned",
            ),
        ],
        "S7": [
            ActionStory(
                parts=(
                    "Write down what became of each lead after the first call.",
                    "Read it every Friday and say what changes because of it.",
                ),
                owners=("Samuel Okafor", "Tom Becker"),
                due=30,
                measure="Leads with an outcome, in percent",
                state="under-way",
            ),
        ],
    },
    agreement=AgreementStory(
        terms=replace(TERMS, accepted_share=Decimal(70), feedback_within=2), saved=8, signed=None, review=180
    ),
)
