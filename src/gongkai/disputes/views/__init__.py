"""Screens of 复议诉讼: three lists, a page for each case, opening, and the acts on it."""
