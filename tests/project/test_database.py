"""Both databases: the one by default, and the one that DATABASE_URL names."""

from __future__ import annotations

import os

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_the_tests_run_on_the_database_that_was_asked_for() -> None:
    assert connection.vendor == ("postgresql" if os.environ.get("DATABASE_URL") else "sqlite")


def test_the_migrations_make_the_tables_that_the_models_describe() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_constraint_of_the_models_stands_in_the_database() -> None:
    """A constraint that an engine leaves out would make the promise hold on one database only."""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.app_config.name.startswith("gongkai."):
                found = connection.introspection.get_constraints(cursor, model._meta.db_table)
                assert {each.name for each in model._meta.constraints} - set(found) == set(), model
