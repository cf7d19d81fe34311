from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reports.renderers.pdf.layout import MOST_AIR, SMALLEST, WIDTH, paragraphs, spread
from reports.renderers.svg import Air, Room
from tests.reports.strategies import some

ROOM = Room(800, 900)


def test_lines_are_paragraphs_and_empty_ones_are_left_out() -> None:
    assert paragraphs(" One \n\n\n two words\r\n \nthree") == ["One", "two words", "three"]
    assert paragraphs(" \n") == []


# --- Charts over pages -----------------------------------------------------------------------------------------------
def test_few_rows_get_air_but_do_not_fall_apart() -> None:
    assert spread(100, [80, 80], ROOM) == ([2], Air(down=MOST_AIR))


def test_rows_fill_the_page_that_has_the_least_room() -> None:
    assert spread(100, [80] * 8, ROOM) == ([8], Air(down=(800 - 100 - 640) / 16))


def test_chart_is_drawn_smaller_where_that_saves_a_page() -> None:
    sizes, air = spread(100, [75] * 10, ROOM)
    assert sizes == [10]
    assert (round(WIDTH + air.across, 3), air.down) == (743.75, 0)


@some
@given(st.lists(st.floats(60, 100), min_size=1, max_size=57))
def test_pages_hold_their_rows_and_are_equally_full(needs: list[float]) -> None:
    sizes, air = spread(100, needs, ROOM)
    scale = WIDTH / (WIDTH + air.across)
    ends = [sum(sizes[: place + 1]) for place in range(len(sizes))]
    used = [100 + sum(needs[end - size : end]) + 2 * size * air.down for size, end in zip(sizes, ends, strict=True)]
    rooms = [ROOM.first, *[ROOM.other] * len(sizes)]
    free = [room / scale - need for room, need in zip(rooms, used, strict=False)]
    assert sum(sizes) == len(needs)
    assert scale >= SMALLEST - 1e-9
    assert min(free) >= -1e-6
    assert max(free) - min(free) <= 200 or len(sizes) == 1
