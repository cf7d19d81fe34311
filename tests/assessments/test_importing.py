"""The CSV of responses, read without a database."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.bank import load_bank
from assessments.importing import (
    CUSTOM_LABELS,
    MOST_COMMENT_CHARACTERS,
    MOST_HEADER_CHARACTERS,
    ImportedResponse,
    ImportedRound,
    parse,
)
from assessments.models import MAX_COMMENT_LENGTH, Question
from assessments.records import MOST_PROBLEMS, Problems
from assessments.scales import DONT_KNOW, NOT_APPLICABLE, YES_NO_LABELS, FrozenItem, GuessRule, Kind, Scale, Team

KNOWN = {item.code: item for item in load_bank().questions}
SILENT = {"Q": replace(KNOWN["S1"], code="Q", guess_rule=GuessRule.NONE)}
YES_NO = {"Y": replace(KNOWN["S1"], code="Y", scale=Scale.YESNO, labels=YES_NO_LABELS)}


def read(text: str, known: dict[str, FrozenItem] = KNOWN) -> ImportedRound:
    parsed = parse(text.encode(), known)
    assert isinstance(parsed, ImportedRound), parsed
    return parsed


def refusals(content: str | bytes, known: dict[str, FrozenItem] = KNOWN) -> list[tuple[int, str, str, str]]:
    parsed = parse(content.encode() if isinstance(content, str) else content, known)
    assert isinstance(parsed, Problems), parsed
    return [(problem.line, problem.column, problem.value, problem.reason) for problem in parsed.shown]


def test_values_are_read() -> None:
    parsed = read("team,S1,S6,S1:guess,S1:comment\nSales,5,na,dk,Twice a year\n MARKETING , dk ,,3,\n")
    assert [item.code for item in parsed.items] == ["S1", "S6"]
    assert parsed.guessed == {"S1"}
    assert parsed.responses == (
        ImportedResponse(
            team=Team.SALES,
            own=(5, NOT_APPLICABLE),
            guesses=(DONT_KNOW, None),
            comments=((0, "Twice a year"),),
        ),
        ImportedResponse(team=Team.MARKETING, own=(DONT_KNOW, None), guesses=(3, None), comments=()),
    )


def test_bank_codes_name_bank_questions() -> None:
    parsed = read("team,L07,S1\nsales,1,1\n")
    assert parsed.items == (KNOWN["L07"], KNOWN["S1"])


def test_other_headers_become_custom_questions() -> None:
    (item,) = read("team, Do we share one calendar? \nsales,1\n").items
    assert (item.code, item.text) == ("Do we share one calendar?", "Do we share one calendar?")
    assert (item.version, item.dimension, item.subject, item.kind) == (1, None, "both", Kind.CUSTOM)
    assert (item.direction, item.scale, item.guess_rule, item.weight) == ("+", "five", "both", 1.0)
    assert item.labels == CUSTOM_LABELS == load_bank().scales["EXT"]
    assert (item.not_applicable, item.prompt, item.actions) == ("", "", ())


def test_headers_are_case_sensitive() -> None:
    assert [item.kind for item in read("team,s1,S1\nsales,1,1\n").items] == [Kind.CUSTOM, Kind.BEHAVIOR]


def test_guess_without_own_answer_counts() -> None:
    (response,) = read("team,S1,S1:guess\nsales,,4\n").responses
    assert (response.own, response.guesses) == ((None,), (4,))


def test_row_without_answers_is_a_response() -> None:
    assert len(read("team,S1\nsales,\nmarketing\n").responses) == 2


def test_blank_lines_are_no_responses() -> None:
    assert len(read("\n\nteam,S1\n\nsales,1\n  \n").responses) == 1


def test_respondents_are_forgotten() -> None:
    parsed = read("respondent,team,S1\nmaria,sales,1\n,sales,1\n,sales,1\n")
    assert "maria" not in repr(parsed)
    assert len(parsed.responses) == 3


@pytest.mark.parametrize("header", ["S1,O3", "S1,O3:comment", "S1, O3 : comment"])
def test_open_question_takes_text(header: str) -> None:
    parsed = read(f"team,{header}\nsales,1,4\nsales,1,\n")
    assert [item.code for item in parsed.items] == ["S1", "O3"]
    assert [response.comments for response in parsed.responses] == [((1, "4"),), ()]
    assert [response.own for response in parsed.responses] == [(1, None), (1, None)]


def test_open_question_takes_text_in_either_column() -> None:
    parsed = read("team,S1,O3,O3:comment\nsales,1,one,\nsales,1,,other\n")
    assert [response.comments for response in parsed.responses] == [((1, "one"),), ((1, "other"),)]


def test_yes_no_question_takes_both_ends() -> None:
    parsed = read("team,Y,Y:guess\nsales,1,5\nsales,5,dk\n", YES_NO)
    assert [response.own for response in parsed.responses] == [(1,), (5,)]


def test_comment_may_hold_separators_quotes_and_lines() -> None:
    (response,) = read('team,S1,S1:comment\r\nsales,1,"a, ""b""\r\n=1+1"\r\n').responses
    assert response.comments == ((0, 'a, "b"\r\n=1+1'),)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_separators_and_line_ends(separator: str, end: str, encoding: str) -> None:
    rows = [["team", "Verträge – wer prüft?", "S1"], ["sales", "4", "2"]]
    content = "".join(separator.join(row) + end for row in rows).encode(encoding)
    parsed = parse(content, KNOWN)
    assert isinstance(parsed, ImportedRound), parsed
    assert [item.code for item in parsed.items] == ["Verträge – wer prüft?", "S1"]
    assert [response.own for response in parsed.responses] == [(4, 2)]


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_utf_16_marks_are_recognized(mark: bytes) -> None:
    encoding = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    parsed = parse(mark + "team,S1\nsales,1\n".encode(encoding), KNOWN)
    assert isinstance(parsed, ImportedRound)


def test_separator_in_a_quoted_header_is_no_separator() -> None:
    assert read('"Fast, or right; or both?";team\n3;sales\n').items[0].code == "Fast, or right; or both?"


# --- Refused -------------------------------------------------------------------------------------------------------
WRITE_POINTS = "write 1 to 5, dk or nothing"
WRITE_POINTS_OR_NA = "write 1 to 5, dk, na or nothing"
TWICE = "this header is there twice"
SUFFIX = "only guess and comment can follow a colon"
NO_ITEM = "the column of the question itself is missing"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("team,,S1\nsales,1,1\n", (1, "#2", "", "every column needs a header")),
        ("team,S1,\nsales,1,\n", (1, "#3", "", "every column needs a header")),
        ("team,S1, S1\nsales,1,1\n", (1, "#3", "S1", TWICE)),
        ("team,S1,S1:guess,S1 :guess\nsales,1,1,1\n", (1, "#4", "S1:guess", TWICE)),
        ("team,S1,team\nsales,1,sales\n", (1, "#3", "team", TWICE)),
        ("team,S1,S1:own\nsales,1,1\n", (1, "#3", "S1:own", SUFFIX)),
        ("team,S1,S1:Guess\nsales,1,1\n", (1, "#3", "S1:Guess", SUFFIX)),
        ("team,S1,S1:\nsales,1,1\n", (1, "#3", "S1:", SUFFIX)),
        ("team,S1,Now: better?\nsales,1,1\n", (1, "#3", "Now: better?", SUFFIX)),
        ("team,S1,S2:guess\nsales,1,1\n", (1, "#3", "S2:guess", NO_ITEM)),
        ("team,S1,S2:comment\nsales,1,x\n", (1, "#3", "S2:comment", NO_ITEM)),
        ("team,S1,team:comment\nsales,1,x\n", (1, "#3", "team:comment", NO_ITEM)),
        ("team,S1,:guess\nsales,1,1\n", (1, "#3", ":guess", NO_ITEM)),
        ("team,S1,O3,O3:guess\nsales,1,x,1\n", (1, "#4", "O3:guess", "nobody is asked to guess this question")),
        ("team,S1,a\x00b\nsales,1,1\n", (1, "#3", "a\x00b", "a header cannot hold control characters")),
        ("Team,S1\nsales,1\n", (1, "", "", "there is no column named team")),
        ("team\nsales\n", (1, "", "", "there is no column of a question that is answered on a scale")),
        ("team,O3\nsales,x\n", (1, "", "", "there is no column of a question that is answered on a scale")),
        ("", (1, "", "", "the file is empty; its first line must name the columns")),
        ("\n \n", (1, "", "", "the file is empty; its first line must name the columns")),
        ("team,S1\nsale,1\n", (2, "team", "sale", "write sales or marketing")),
        ("team,S1\n,1\n", (2, "team", "", "write sales or marketing")),
        ("S1,team\n1\n", (2, "team", "", "write sales or marketing")),
        ("team,S1\nsales,6\n", (2, "S1", "6", WRITE_POINTS)),
        ("team,S1\nsales,0\n", (2, "S1", "0", WRITE_POINTS)),
        ("team,S1\nsales,3.0\n", (2, "S1", "3.0", WRITE_POINTS)),
        ("team,S1\nsales,-1\n", (2, "S1", "-1", WRITE_POINTS)),
        ("team,S1\nsales,٣\n", (2, "S1", "٣", WRITE_POINTS)),
        ("team,S1\nsales,DK\n", (2, "S1", "DK", WRITE_POINTS)),
        ("team,S1\nsales,na\n", (2, "S1", "na", WRITE_POINTS)),
        ("team,S6\nsales,n/a\n", (2, "S6", "n/a", WRITE_POINTS_OR_NA)),
        ("team,S6,S6:guess\nsales,1,na\n", (2, "S6:guess", "na", WRITE_POINTS)),
        ("team,S1\nsales,1\nsales,1,1\n", (3, "#3", "1", "this value stands beyond the last header")),
        (
            "team,S1,S1:comment\nsales,1," + "x" * 2001,
            (2, "S1:comment", "x" * 2001, "a comment has at most 2,000 characters, and no NUL"),
        ),
        (
            "team,S1,S1:comment\nsales,1,a\x00b",
            (2, "S1:comment", "a\x00b", "a comment has at most 2,000 characters, and no NUL"),
        ),
        (
            "team,S1,O3,O3:comment\nsales,1,x,y\n",
            (2, "O3:comment", "y", "this question has a text in another column already"),
        ),
        (
            "team,S3,S3:guess\nsales,1,1\nmarketing,1,1\n",
            (3, "S3:guess", "1", "this team is not asked to guess this question"),
        ),
        (
            "respondent,team,S1\na,sales,1\nb,sales,1\na ,marketing,1\n",
            (4, "respondent", "a", "this respondent has an earlier line"),
        ),
        (
            'team,S1\nsales,1\nsales,"1\nmarketing,2\n',
            (3, "", "", "this line cannot be read; look for a quote that is not closed, or a huge cell"),
        ),
        (
            "team,S1,S1:comment\nsales,1," + "x" * 200_000,
            (2, "", "", "this line cannot be read; look for a quote that is not closed, or a huge cell"),
        ),
    ],
)
def test_file_is_refused(text: str, expected: tuple[int, str, str, str]) -> None:
    assert refusals(text) == [expected]


def test_header_over_300_characters_is_refused() -> None:
    assert [reason for *_, reason in refusals(f"team,S1,{'x' * 301}\nsales,1,1\n")] == [
        "a header has at most 300 characters"
    ]


def test_guess_column_of_a_question_that_nobody_guesses_is_refused() -> None:
    assert refusals("team,Q,Q:guess\nsales,1,\n", SILENT) == [
        (1, "#3", "Q:guess", "nobody is asked to guess this question")
    ]


def test_yes_no_question_refuses_the_points_between() -> None:
    assert refusals("team,Y\nsales,3\n", YES_NO) == [(2, "Y", "3", "write 1, 5, dk or nothing")]


def test_bytes_that_are_no_text_are_refused() -> None:
    assert refusals(b"team,S1\nsales,1\nsales,\x81\n") == [
        (3, "", "81", "these bytes are no text; save the file as CSV in UTF-8")
    ]


def test_half_of_utf_16_is_refused() -> None:
    (refusal,) = refusals(b"\xff\xfe" + "team,S1\nsales,1\n".encode("utf-16-le")[:-1])
    assert refusal[0] == 2


def test_lines_are_those_of_the_file() -> None:
    """A quoted cell may run over several lines, before the wrong value or in its own row."""
    text = 'team,S1,S1:comment,S2\r\nsales,1,"two\r\nlines",2\r\n\r\nsales,9,"three\nmore\nlines",8\r\n'
    assert [(line, column, value) for line, column, value, _ in refusals(text)] == [(5, "S1", "9"), (7, "S2", "8")]


def test_lines_count_a_header_of_two_lines() -> None:
    assert [line for line, *_ in refusals('"Do we\nagree?",team\n7,sales\n')] == [3]


def test_every_problem_of_a_file_is_counted_and_the_first_20_are_shown() -> None:
    parsed = parse(("team,S1,S2\n" + "sales,x,1\n" * 15 + "seller,x,1\n" * 15).encode(), KNOWN)
    assert isinstance(parsed, Problems)
    assert parsed.count == 45
    assert len(parsed.shown) == MOST_PROBLEMS == 20
    assert [problem.line for problem in parsed.shown] == [*range(2, 17), 17, 17, 18, 18, 19]


def test_rows_below_a_wrong_header_are_read_too() -> None:
    text = "team,,S1,S1,S1:why,L30,L30:guess\nsales,x,6,y,z,1,w\nseller,,1,,,na,,more\n"
    assert [(line, column, value) for line, column, value, _ in refusals(text)] == [
        (1, "#2", ""),
        (1, "#4", "S1"),
        (1, "#5", "S1:why"),
        (1, "#7", "L30:guess"),
        (2, "S1", "6"),
        (3, "#8", "more"),
        (3, "team", "seller"),
    ]


def test_rows_are_not_read_where_nothing_names_the_team() -> None:
    assert refusals("side,S1\nsales,6\n") == [(1, "", "", "there is no column named team")]


def test_problem_prints_on_one_harmless_line() -> None:
    parsed = parse(b'team,S1\nsales,"1\n\x1b[2J"\n', KNOWN)
    assert isinstance(parsed, Problems)
    assert parsed.shown[0].printed_value == r"'1\n\x1b[2J'"
    long = parse(f"team,S1\nsales,{'y' * 500}\n".encode(), KNOWN)
    assert isinstance(long, Problems)
    assert len(long.shown[0].printed_value) == 62


def test_limits_are_those_of_the_database() -> None:
    assert MOST_COMMENT_CHARACTERS == MAX_COMMENT_LENGTH
    assert Question._meta.get_field("code").max_length == MOST_HEADER_CHARACTERS
    assert Question._meta.get_field("text").max_length == MOST_HEADER_CHARACTERS


@given(st.binary(max_size=200) | st.text(alphabet='team,;\tsalesS1:guess"\n\r 5dk\0', max_size=200).map(str.encode))
def test_anything_is_read_or_refused(content: bytes) -> None:
    """Never another exception, and never a refusal without a reason."""
    parsed = parse(content, KNOWN)
    assert isinstance(parsed, ImportedRound) or parsed.shown
