"""Tables created together are the tables created one by one."""

from __future__ import annotations

import pytest
from django.db import connections, migrations, models
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.state import ProjectState

from gongkai.bodies import tables


def _table(model, **fields):
    found = [("id", models.BigAutoField(primary_key=True)), *fields.items()]
    return migrations.CreateModel(name=model, fields=found)


def _to(name, back="+"):
    return models.ForeignKey(f"trial.{name}", models.CASCADE, related_name=back)


OPERATIONS = [
    _table("Body", name=models.CharField(max_length=20, unique=True)),
    _table("Person", body=_to("Body", "people"), above=models.ForeignKey("self", models.CASCADE, null=True)),
    migrations.AddField("Body", "head", models.ForeignKey("trial.Person", models.CASCADE, null=True)),
    _table("Letter", person=_to("Person", "letters"), copies=models.ManyToManyField("trial.Body")),
    _table("Answer", letter=models.OneToOneField("trial.Letter", models.CASCADE), by=_to("Person")),
    migrations.AddConstraint(
        "Answer", models.UniqueConstraint(fields=["letter", "by"], name="answer_once_each")
    ),
]


@pytest.fixture
def database(tmp_path, django_db_blocker):
    connection = DatabaseWrapper(
        {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(tmp_path / "trial.sqlite3"),
            **dict.fromkeys(("USER", "PASSWORD", "HOST", "PORT"), ""),
            "OPTIONS": {},
            "TIME_ZONE": None,
            "CONN_MAX_AGE": 0,
            "CONN_HEALTH_CHECKS": False,
            "AUTOCOMMIT": True,
            "ATOMIC_REQUESTS": False,
            "TEST": {},
        },
        "trial",
    )
    with django_db_blocker.unblock():  # a file of its own, not the database of the tests
        connections["trial"] = connection
        yield connection
        connection.close()
        del connections["trial"]


def _schema(connection):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
        )
        return cursor.fetchall()


def _applied(kind, connection, *, rendered):
    migration = type("Migration", (kind,), {"operations": OPERATIONS})("0001", "trial")
    state = ProjectState()
    if rendered:
        assert state.apps.get_models() == []
    with connection.schema_editor(atomic=True) as editor:
        return migration, migration.apply(state, editor)


@pytest.mark.parametrize("rendered", [True, False])
def test_tables_and_models_are_the_same(database, rendered):
    plain, after_plain = _applied(migrations.Migration, database, rendered=rendered)
    one_by_one = _schema(database)
    with database.schema_editor(atomic=True) as editor:
        plain.unapply(ProjectState(), editor)
    assert _schema(database) == []
    migration, after = _applied(tables.Migration, database, rendered=rendered)
    assert _schema(database) == one_by_one
    assert len(one_by_one) > len(OPERATIONS)
    assert after == after_plain
    assert len(migration.operations) == len(OPERATIONS) - 2  # two runs of two
    for model in after_plain.apps.get_models():
        fields = after.apps.get_model("trial", model.__name__)._meta.get_fields(include_hidden=True)
        assert {f"{each}" for each in fields} == {
            f"{each}" for each in model._meta.get_fields(include_hidden=True)
        }


def test_they_are_undone_too(database):
    migration, _ = _applied(tables.Migration, database, rendered=True)
    with database.schema_editor(atomic=True) as editor:
        migration.unapply(ProjectState(), editor)
    assert _schema(database) == []
