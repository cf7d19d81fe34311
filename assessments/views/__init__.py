"""A few lines each: access, form, one service call, a page."""
