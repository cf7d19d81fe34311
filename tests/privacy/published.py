"""What is said of a round, read back from its outputs as anybody could."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.scales import Team
from reports.document import Report
from reports.renderers import EXPORTS
from tests.privacy.polls import NO_GROUP

HIDDEN = {"hidden": True, "reason": "minimum"}
TOGETHER = " + "


@dataclass(frozen=True, slots=True)
class Counted:
    """People whose points an output counts together: those of these groups of a team, or with None all of it.

    `counts` has a number an answer, or one number for all.
    """

    output: str
    item: int
    team: Team
    groups: tuple[str, ...] | None
    counts: tuple[int, ...]

    @property
    def n(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Said:
    """All that one output says of one item and team beside its points; None where it says nothing."""

    output: str
    item: int
    team: Team
    dk: int | None
    guesses: int | None


def in_release(document: str) -> Iterator[Counted | Said]:
    for place, row in enumerate(json.loads(document)["tally"]["items"]):
        for team in Team:
            if row[team] is None:
                continue
            cell = row[team]
            yield Counted("release", place, team, None, tuple(cell["hist"]))
            for one in cell["segments"]:
                yield Counted("release", place, team, (one["name"],), tuple(one["hist"]))
            if cell["others"]:
                yield Counted("release", place, team, tuple(cell["others"]["names"]), tuple(cell["others"]["hist"]))
            yield Said("release", place, team, cell["dk"], sum(cell["guess"]) if cell["guess"] else None)


def in_json(content: dict[str, Any]) -> Iterator[Counted | Said]:
    for place, item in enumerate(content["items"]):
        for team in Team:
            figures = item[team]
            if figures == HIDDEN:
                continue
            yield Counted("json", place, team, None, tuple(figures["hist"]))
            for group in item.get("segments", {}).get(team) or ():
                yield Counted("json", place, team, tuple(group["names"]), tuple(group["hist"]))
            guess = (item["coorientation"] or {}).get(team)
            yield Said("json", place, team, figures["dk"], guess["guesses"] if guess else None)


def in_csv(report: Report) -> Iterator[Counted | Said]:
    table = csv.DictReader(io.StringIO(EXPORTS["csv"].render(report).decode("utf-8-sig")))
    for number, line in enumerate(table):
        place, team = number // 2, Team(line["team"])
        if line["n"]:
            yield Counted("csv", place, team, None, tuple(int(line[f"c{point}"]) for point in range(1, 6)))
        if line["dk"] or line["guess_n"]:
            yield Said("csv", place, team, _number(line["dk"]), _number(line["guess_n"]))


def _number(text: str) -> int | None:
    return int(text) if text else None


def in_question_page(page: str, item: int) -> Iterator[Counted | Said]:
    """The table of answers and that of each team's groups."""
    yield from _answers(_part(page, "answers-heading"), item)
    tables = re.findall(r'aria-labelledby="groups-heading groups-(\w+)".*?</table>', page, re.DOTALL)
    for team in tables:
        table = re.search(rf'aria-labelledby="groups-heading groups-{team}".*?</table>', page, re.DOTALL)
        for name, *_score, n in _lines(table[0] if table else "")[1:]:
            yield Counted("page", item, Team(team), _groups(name), (int(n),))


def _answers(section: str, item: int) -> Iterator[Counted | Said]:
    """Lines of the answers first, then that of the don't-knows."""
    lines = _lines(section)[1:]
    (end,) = (place for place, line in enumerate(lines) if line[0] == "Don’t know")
    for column, team in enumerate(Team, start=1):
        if lines[end][column] != "hidden":
            counts = tuple(int(line[column].split()[0]) for line in lines[:end])
            yield Counted("page", item, team, None, counts)
            yield Said("page", item, team, int(lines[end][column]), None)


def in_mirror(page: str) -> Iterator[Counted | Said]:
    """How many answered, and how many of the other team guessed: a line a question and team."""
    for heading, own, guess, _difference in _lines(page):
        asked = re.match(r"(\d+)\. .* (Sales|Marketing)$", heading)
        if asked is None:
            continue
        item, team = int(asked[1]) - 1, Team(asked[2].lower())
        if answered := re.search(r"\(n = (\d+)\)", own):
            yield Counted("mirror", item, team, None, (int(answered[1]),))
        if guessed := re.search(r"\(n = (\d+)\)", guess):
            yield Said("mirror", item, team.other, None, int(guessed[1]))


def in_pdf(text: str, questions: Sequence[str]) -> Iterator[Counted | Said]:
    """The table and the groups of each block; a block begins with a question and ends where the next one does."""
    starts = [text.rindex(f"{place}. {question} ") for place, question in enumerate(questions, start=1)]
    ends = [*starts[1:], text.rindex("Method and privacy")]
    for item, (start, end) in enumerate(zip(starts, ends, strict=True)):
        block = text[start:end]
        for team, name in ((Team.SALES, "Sales"), (Team.MARKETING, "Marketing")):
            row = re.search(rf"{name} \d+ (?:\d+–\d+|everybody answered) (\d+) (\d+) ", block)
            if row:
                yield Counted("pdf", item, team, None, (int(row[1]),))
                yield Said("pdf", item, team, int(row[2]), None)
            line = re.search(rf"{name}: ([^:]*\(n = .*?)\. ", block[block.find("By Region") :])
            for group in re.findall(r"(?:^|; )([^;]*?) \d+ \(n = (\d+)\)", line[1] if line else ""):
                yield Counted("pdf", item, team, _groups(group[0]), (int(group[1]),))


def _groups(name: str) -> tuple[str, ...]:
    return tuple(NO_GROUP if each.lower() == "no group given" else each for each in name.split(TOGETHER))


def _part(page: str, heading: str) -> str:
    found = re.search(rf'<section [^>]*aria-labelledby="{heading}".*?</section>', page, re.DOTALL)
    assert found is not None
    return found[0]


def _lines(table: str) -> list[list[str]]:
    lines = re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.DOTALL) for line in lines]
    return [[" ".join(html.unescape(re.sub(r"<[^>]*>", "", cell)).split()) for cell in line] for line in cells]
