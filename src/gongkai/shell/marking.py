"""A refusal that names a field of the form stands at that field, and what was typed stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import BaseForm


@contextmanager
def marking(form: BaseForm, *refusals: type[Exception]) -> Iterator[None]:
    """Run the act of a valid form. A refusal whose sentence names a field becomes that field's error; any other goes on."""
    try:
        yield
    except refusals as refusal:
        named = field_named(form, str(refusal))
        if named is None:
            raise
        form.add_error(named, str(refusal))


def field_named(form: BaseForm, sentence: str) -> str | None:
    """The field whose label the sentence names first."""
    places = {
        bound.name: sentence.find(str(bound.label)) for bound in form if bound.label and not bound.is_hidden
    }
    found = {name: place for name, place in places.items() if place >= 0}
    return min(found, key=lambda name: found[name]) if found else None
