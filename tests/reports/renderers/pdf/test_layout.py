from __future__ import annotations

from reports.renderers.pdf.layout import paragraphs


def test_lines_are_paragraphs_and_empty_ones_are_left_out() -> None:
    assert paragraphs(" One \n\n\n two words\r\n \nthree") == ["One", "two words", "three"]
    assert paragraphs(" \n") == []
