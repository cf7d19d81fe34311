from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from assessments.views.shelf import Shelf


def test_shelf_forgets_what_was_put_there_longest_ago() -> None:
    shelf: Shelf[int] = Shelf(2)
    for key, value in [("a", 1), ("b", 2), ("a", 3), ("c", 4)]:
        shelf.put(key, value)
    assert [shelf.get(key) for key in "abc"] == [3, None, 4]


def test_shelf_never_holds_more_than_its_size_among_threads() -> None:
    shelf: Shelf[int] = Shelf(50)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: shelf.put(str(number % 300), number), range(5000)))
    assert len(shelf) == 50
