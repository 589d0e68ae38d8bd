"""How a command says no."""

from __future__ import annotations


class BadInput(Exception):  # noqa: N818 - named for what the person gave
    """What, where, what to do next: a sentence for the person at the terminal; exit code 2."""


class CheckFailed(Exception):  # noqa: N818 - a verdict, not a fault
    """A check answered no; exit code 1."""
