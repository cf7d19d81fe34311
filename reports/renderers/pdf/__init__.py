"""The client book as a tagged PDF/UA-1, set by Typst. ★ No Django.

`content` makes plain data of a report: every text worded, every number printed, each section by the module that its
pages are named after. The `.typ` files set it: they know how things look and never what they say.
"""

from reports.renderers.pdf.press import TEMPLATE, fonts, render

__all__ = ["TEMPLATE", "fonts", "render"]
