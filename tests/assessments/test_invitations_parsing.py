from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.invitations import MOST_PEOPLE, PeopleList, parse_people
from assessments.scales import Team

ANNA = ("Anna Berg", "anna@x.com", "sales")
BO = ("Bo Li", "bo@x.com", "marketing")
SEVERAL = "There are several e-mail addresses here. Write each person on a line of their own."
LINES = ["Anna Berg,anna@x.com,Sales", "Bo Li,bo@x.com,Marketing"]


def parsed(content: str | bytes, default_team: Team | None = None) -> PeopleList:
    return parse_people(content, translate=str, default_team=default_team)


def found(content: str | bytes, default_team: Team | None = None) -> list[tuple[str, str, str]]:
    """Name, address and team of everybody; the list must have no problem."""
    people = parsed(content, default_team)
    assert people.problems == ()
    return [(person.name, person.email, person.team.value) for person in people.people]


def reasons(content: str | bytes, default_team: Team | None = None) -> list[tuple[int, str]]:
    return [(problem.line, problem.reason) for problem in parsed(content, default_team).problems]


@pytest.mark.parametrize("separator", [",", ";", "\t", ", ", " ; "])
@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)])
@pytest.mark.parametrize("header", [True, False])
def test_columns_in_any_order_are_recognized(separator: str, order: tuple[int, ...], header: bool) -> None:
    rows = [("Name", "E-mail", "Team")] * header + [("Anna Berg", "anna@x.com", "Sales")]
    rows += [("Bo Li", "bo@x.com", "MARKETING")]
    content = "\n".join(separator.join(row[place] for place in order) for row in rows)
    assert found(content) == [ANNA, BO]


@pytest.mark.parametrize(
    "line",
    [
        "Anna Berg <anna@x.com>, Sales",
        "Sales; Anna Berg <anna@x.com>",
        "Anna Berg <anna@X.COM>\tsales",
        '"Anna Berg" <anna@x.com>, Sales',
        "Anna;Berg;anna@x.com;Vertrieb",
        "anna@x.com,Anna Berg,vertrieb",
        "  Anna   Berg ,\u00a0anna@x.com , SALES,,",
        "Anna Berg,\u200banna@x.com\ufeff,Sales",
    ],
)
def test_person_is_recognized(line: str) -> None:
    assert found(line) == [ANNA]


def test_name_with_a_comma_stays_whole() -> None:
    assert found('"Berg, Anna" <anna@x.com>, Sales') == [("Berg, Anna", "anna@x.com", "sales")]
    assert found("Berg, Anna;anna@x.com;Sales") == [("Berg, Anna", "anna@x.com", "sales")]


def test_name_may_be_missing() -> None:
    assert found("anna@x.com,Sales") == [("", "anna@x.com", "sales")]


def test_header_leaves_other_columns_out() -> None:
    content = "Title;First name;Last name;Phone;E-Mail-Adresse;Abteilung\nDr;Anna;Berg;+49 30;anna@x.com;Vertrieb"
    assert found(content) == [ANNA]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_file_is_read_in_its_encoding(encoding: str, line_end: str) -> None:
    content = line_end.join(["name,email,team", "Åsa Möller,asa@x.com,Sales", "", "Bo Li,bo@x.com,Marketing"])
    assert found(content.encode(encoding)) == [("Åsa Möller", "asa@x.com", "sales"), BO]


def test_lines_without_a_team_take_the_default_one() -> None:
    assert found("anna@x.com\nBo Li,bo@x.com,marketing", Team.SALES) == [("", "anna@x.com", "sales"), BO]
    assert reasons("anna@x.com") == [(1, "The team is missing. Add Sales or Marketing to the line.")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Anna Berg, Sales", "There is no e-mail address here. Write name, e-mail and team, separated by commas."),
        ("anna@x.com, bo@x.com, Sales", SEVERAL),
        ("anna@x.com, Sales, Marketing", "There are two teams here. Keep the one that the person belongs to."),
        ("Anna Berg, anna@x.com, Finance", "“Finance” is neither Sales nor Marketing. Write one of them."),
        ("anna@x, Sales", "“anna@x” is no e-mail address. Correct it."),
        ("anna@x.com Sales", "“anna@x.com Sales” is no e-mail address. Correct it."),
        ('"anna@x.com, Sales', "There is a quote that is not closed. Write each person on one line."),
        ("anna@x.com\x00, Sales", "There is a control character in this line. Type the line anew."),
        ("anna@x.com, Sales, " + "x" * 121, "This name has more than 120 characters. Shorten it."),
        ("x" * 1_001, "This line is too long for one person. Write each person on a line of their own."),
    ],
)  # fmt: skip
def test_bad_line_is_named_and_the_others_stay(line: str, reason: str) -> None:
    people = parsed("\n".join([LINES[0], line, LINES[1]]))
    assert [person.email for person in people.people] == ["anna@x.com", "bo@x.com"]
    assert [(problem.line, problem.text, problem.reason) for problem in people.problems] == [
        (2, line.strip()[:1_000], reason)
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Anna,anna@x.com,Finance", "“Finance” is neither Sales nor Marketing. Write one of them."),
        ("Anna,,Sales", "The e-mail address is missing. Add it to the line."),
        ("Anna", "The e-mail address is missing. Add it to the line."),
    ],
)
def test_bad_line_below_a_header_is_named(line: str, reason: str) -> None:
    assert reasons(f"name,email,team\n{line}") == [(2, reason)]


@pytest.mark.parametrize(
    "address",
    [
        "anna@x.com\nBcc: all@x.com", "anna@x.com\r\nBcc: all@x.com", "anna\x0b@x.com", "anna@x.com\u2028",
        "anna@x.com\x1b[2J", "an\x7fna@x.com", "anna@x.com\x85", "<anna@x.com>\nTo: b@x.com",
    ],
)  # fmt: skip
def test_line_break_or_control_character_never_gets_into_an_address(address: str) -> None:
    people = parsed(f'"{address}",Sales', Team.SALES)
    assert people.people == ()
    assert len(people.problems) >= 1


@pytest.mark.parametrize(
    "address",
    [
        "a@b", "a@b.1", "@x.com", "a@", "a b@x.com", ".a@x.com", "a.@x.com", "a..b@x.com", "a@-x.com", "a@x-.com",
        "a@x..com", "a@[127.0.0.1]", "å@x.com", "a@x.com.", f"{'a' * 65}@x.com", f"a@{'x' * 64}.com", "a@b@x.com",
        f"a@{'x.' * 130}com", "a,b@x.com", "a@x_y.com@", "(c)a@x.com", "mailto:a@x.com",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(address: str) -> None:
    assert parsed(f"{address};Sales").people == ()


@pytest.mark.parametrize(
    "address",
    ["a@x.co", "first.last+tag@sub.example.com", "o'neil@x.com", "a@xn--mller-kva.de", "a@müller.de", "1@2.de"],
)
def test_address_is_taken_as_it_is(address: str) -> None:
    assert [email for _name, email, _team in found(f"{address};Sales")] == [address]


def test_address_twice_counts_once() -> None:
    content = "\n".join([LINES[0], "", LINES[1], "ANNA@x.com,Sales", "bo@X.com;Sales"])
    assert [person.line for person in parsed(content).people] == [1, 3]
    assert reasons(content) == [
        (4, "This address is in line 1 already, which counts."),
        (5, "This address is in line 3 with the other team, which counts. Keep one."),
    ]


def test_blank_list_has_nobody() -> None:
    assert parsed("") == parsed(b"") == parsed(" \n\t\r\n;;;\n") == PeopleList((), ())


@pytest.mark.parametrize(
    "content",
    [
        "x" * 10_000_000,
        b"x" * 10_000_000,
        "anna@x.com,Sales\n" * 1_000_000,
        ("anna@x.com,Sales\n" * 1_000_000).encode("utf-16"),
        '"' * 999_999,
        "a@" + "x." * 499_000,
        "\n" * 999_999 + "a@x.com,Sales\n",
        "@" * 999_999,
        "a," * 450_000,
        "\xff" * 999_999,
    ],
    ids=range(10),
)
def test_huge_list_is_refused_at_once(content: str | bytes) -> None:
    started = time.perf_counter()
    people = parsed(content)
    assert time.perf_counter() - started < 2
    assert len(people.problems) <= 1


def test_too_many_lines_are_refused_in_one_sentence() -> None:
    content = "\n".join(f"p{number}@x.com;Sales" for number in range(MOST_PEOPLE + 2))
    assert reasons(content) == [(0, "This list has 5002 lines; a round has at most 5000 people.")]


def test_full_list_is_read_within_a_second() -> None:
    content = "\n".join(f"Person {number},p{number}@x.com,Sales" for number in range(MOST_PEOPLE))
    started = time.perf_counter()
    assert len(parsed(content).people) == MOST_PEOPLE
    assert time.perf_counter() - started < 1


def test_bytes_that_are_no_text_are_refused() -> None:
    assert reasons(b"anna@x.com,Sales \x81\x8d") == [
        (0, "This file is no text. Save the list as CSV in UTF-8, or copy it and paste it here.")
    ]


def test_reasons_are_translated() -> None:
    people = parse_people("nobody", translate=lambda message: message.upper())
    assert people.problems[0].reason.startswith("THERE IS NO E-MAIL")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200) | st.binary(max_size=200))
def test_whatever_is_pasted_ends_as_people_or_problems(content: str | bytes) -> None:
    people = parsed(content, Team.SALES)
    for person in people.people:
        assert person.email.isprintable()
        assert not set(person.email) & set(" <>\"',;\t")
        assert person.email.count("@") == 1
        assert len(person.name) <= 120
        assert "\n" not in person.name + person.email
