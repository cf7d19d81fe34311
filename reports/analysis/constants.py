"""Every threshold of the analysis, each with its reason. Points are the 0–100 scale, shares 0–1. ★ No Django."""

from __future__ import annotations

POINTS_PER_STEP = 25.0
"""0–100 points over four steps of a five-point scale."""

TOLERANCE = 1e-9
"""Slack in comparisons with a threshold: a gap of 10 often arrives as 9.999999999."""

N_LABEL = 5
"""Fewest answers per team for any verdict: with 3 and 3 the smallest possible exact p is 0.10."""

ALPHA = 0.05
"""Largest q of a clear gap: the customary share of false alarms."""

ALPHA_POSSIBLE = 0.10
"""Largest unadjusted p of a possible gap: worth a question, not a conclusion."""

GAP_MIN = 10.0
"""Points of gap worth talking about: 0.4 of a scale step."""

SIMILAR_MARGIN = 12.5
"""Points within which the teams count as alike: half a scale step."""

T_CO = 12.5
"""Points from which two views differ in co-orientation: half a scale step."""

DK_FLAG = 0.25
"""Share of don't-knows from which a question is not visible from where people sit: one in four."""

DK_DIFFERENCE_FLAG = 0.25
"""Difference of don't-know shares from which one side cannot see what the other sees: as DK_FLAG."""

EXACT_LIMIT = 100
"""Answers of both teams up to which the rank test is exact: cheap there, and the normal curve is good beyond."""

BANDS = ((0.147, "negligible"), (0.33, "small"), (0.474, "medium"))
"""Upper ends for |delta|, "large" beyond: Romano et al. 2006, as in the R package effsize."""

RWG_NULL_VARIANCE = 2.0
"""Variance of five equally likely points, (5² − 1)/12: agreement is measured against pure scatter."""

SPLIT_TENTHS = 3
"""Tenths of a team needed on either side of the middle for two camps."""

SPLIT_PEOPLE = 2
"""People needed on either side for two camps: one person is never a camp."""

NORMAL_DF = 1e7
"""Degrees of freedom beyond which Student's t is taken as normal: the two differ by less than 1e-7 there."""

LOWER_TEAM_WEIGHT = 0.75
"""A practice counts as far as the side that sees less of it sees it …"""

HIGHER_TEAM_WEIGHT = 0.25
"""… yet progress of the other side must show, too."""

AGREEMENT_WORDS = ((0.7, "strong"), (0.5, "moderate"), (0.3, "weak"))
"""Lower ends of r_wg, "none" below: bands commonly quoted from LeBreton & Senter 2008, a rule of thumb."""

CONFIDENCE_WORDS = ((0.90, "clear"), (0.75, "likely"))
"""Lower ends of the confidence in a state, "unclear" below: nine, and three, chances in four or better."""

HEADLINE_CODE = "O1"
"""The question on how well the teams work together: a headline of its own, never part of an index."""

WEIGHT_NEEDED = 0.6
"""Share of the scored questions' weight that must be usable: an index of less stands for other questions."""

ITEMS_NEEDED = 3
"""Fewest usable questions for the index of a round: one or two are no picture of the whole."""

STAGE_CUTS = (25.0, 50.0, 75.0)
"""Index from which the next stage begins: a mean answer of 2, 3 and 4."""

DK_BOUNDS_SHOWN = 5.0
"""Points between the index at all don't-knows low and all high from which the two are worth showing."""

PRIORITY_WEIGHTS = {"G": 0.40, "L": 0.35, "P": 0.10, "B": 0.10, "M": 0.05}
"""What a gap, a low level, a split, blindness and misjudgment count for: gap and level lead, the rest tips."""

LOW_SCORE = 50.0
"""Points below which a score is low: the middle of the scale."""

RATE_FEW = 0.5
"""Response rate below which most of a team have not answered."""

RATE_SOME = 0.7
"""Response rate up to which those who are silent are worth a note."""

RATE_DIFFERENCE = 0.3
"""Difference of the teams' response rates worth a note."""

RATE_MOVED = 0.2
"""Change of a team's response rate from which two rounds are compared with caution."""

SIZE_MOVED = 0.25
"""Relative change of a team's size from which two rounds are compared with caution."""

LEAD_SPEED_CODE = "S8"
"""The question whether sales leads close faster: never scored, read in three ways of its own."""

MEASURE_FIRST = 0.4
"""Share of a team that cannot say from which the first thing to do is to measure."""
