"""Rules that the database itself keeps, so that direct SQL cannot break them. The only vendor SQL of the project.

A guard is a trigger. `append_only` refuses every UPDATE and DELETE of a table; `insert_unless` refuses an INSERT
for which a condition over NEW holds, `update_unless` an UPDATE by a condition over OLD and NEW, `delete_unless` a DELETE by
one over OLD. `fixed` is for rows that go on being written beside what was signed or served; `only_cleared` lets a person's
traces be emptied and nothing else.

SQLite's OR REPLACE takes a row's place without a DELETE that a trigger sees, in an INSERT and in an UPDATE: `never_replaced`
refuses both for the keys that it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

Change = Callable[[BaseDatabaseSchemaEditor], None]


class Guard(Operation):
    """SQL of one guard. Unlike `RunPython` it builds no models of the past, which a hundred guards would do a hundred times."""

    reversible = True
    atomic = False

    def __init__(self, apply: Change, remove: Change) -> None:
        self._apply, self._remove = apply, remove

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """A guard is no part of a model."""

    def database_forwards(
        self,
        app_label: str,  # noqa: ARG002 - Django's signature
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        if schema_editor.connection.alias == "default":
            self._apply(schema_editor)

    def database_backwards(
        self,
        app_label: str,  # noqa: ARG002 - Django's signature
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        if schema_editor.connection.alias == "default":
            self._remove(schema_editor)


def append_only(table: str, *keys: str) -> Guard:
    """A migration operation after which rows of the table can only be added.

    `keys` are its unique keys as in `never_replaced`; no UPDATE comes as far as them.
    """
    name = f"{table}_append_only"
    return _operation(
        sqlite=(
            *(
                f"CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table}: append-only'); END"
                for event in ("UPDATE", "DELETE")
            ),
            _refuse_replacing(table, f"{name}_insert", "INSERT", keys or ("id",)),
        ),
        postgresql=_postgres_trigger(table, name, "UPDATE OR DELETE", "TRUE", f"{table}: append-only"),
        drop=(name, table, ("_update", "_delete", "_insert")),
    )


def only_cleared(table: str, *keys: str, kept: Sequence[str], cleared: Sequence[str]) -> tuple[Guard, ...]:
    """Migration operations after which rows are never deleted or replaced, and an UPDATE only empties what may go.

    `kept` columns never change; `cleared` ones may become '' or NULL, so that a person can be taken out of the row.
    """
    changed = [_differs(column) for column in kept]
    filled = [_filled(column) for column in cleared]
    return (
        update_unless(table, f"{table}_only_cleared", " OR ".join((*changed, *filled))),
        never_replaced(table, *keys),
        delete_unless(table, f"{table}_never_deleted", "1 = 1"),
    )


def _filled(column: str) -> str:
    """NEW holds something that OLD did not; as text, so that one comparison serves keys and words."""
    new, old = (f"COALESCE(CAST({row}.{column} AS VARCHAR(2000)), '')" for row in ("NEW", "OLD"))
    return f"{new} NOT IN ('', {old})"


def never_replaced(table: str, *keys: str) -> Guard:
    """A migration operation after which no INSERT or UPDATE OR REPLACE takes a row's place; PostgreSQL knows none.

    `keys` are the unique keys, columns joined by commas; `id` when none is given. What a partial index asks of its rows
    follows after ` WHERE `, as SQL over {row}.
    """
    name = f"{table}_never_replaced"
    return _operation(
        sqlite=(
            _refuse_replacing(table, name, "INSERT", keys or ("id",)),
            _refuse_replacing(table, f"{name}_update", "UPDATE", keys or ("id",)),
        ),
        postgresql=(),
        drop=(name, table, ("", "_update")),
    )


def _refuse_replacing(table: str, name: str, event: str, keys: Sequence[str]) -> str:
    """One EXISTS a key, so that each finds its index. Every table of ours has a rowid."""
    other = " AND o.rowid <> OLD.rowid" if event == "UPDATE" else ""
    taken = " OR ".join(_taken(table, key, other) for key in keys)
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {taken} BEGIN SELECT RAISE(ABORT, '{name}'); END"


def _taken(table: str, key: str, other: str) -> str:
    columns, _, partial = key.partition(" WHERE ")
    same = [f"o.{column} = NEW.{column}" for column in columns.split(",")]
    asked = [partial.format(row=row) for row in ("o", "NEW") if partial]
    return f"EXISTS (SELECT 1 FROM {table} o WHERE {' AND '.join((*same, *asked))}{other})"  # noqa: S608 - our own names


def insert_unless(table: str, name: str, condition: str) -> Guard:
    """A migration operation after which an INSERT fails when `condition` (SQL over NEW) is true."""
    return _conditional(table, name, "INSERT", condition)


def update_unless(table: str, name: str, condition: str) -> Guard:
    """A migration operation after which an UPDATE fails when `condition` (SQL over OLD and NEW) is true."""
    return _conditional(table, name, "UPDATE", condition)


def delete_unless(table: str, name: str, condition: str) -> Guard:
    """A migration operation after which a DELETE fails when `condition` (SQL over OLD) is true."""
    return _conditional(table, name, "DELETE", condition)


def fixed(table: str, *columns: str, when: str = "1 = 1", part: str = "facts") -> tuple[Guard, Guard]:
    """Migration operations after which, `when` (SQL over OLD) holds, these columns stay as they are and so does the row.

    A null that is filled in later is a change: name such a column in a `part` of its own, `when` it is no longer null.
    """
    changed = " OR ".join(f"{_differs(column)}" for column in columns)
    return (
        update_unless(table, f"{table}_{part}_fixed", f"({when}) AND ({changed})"),
        delete_unless(table, f"{table}_{part}_stay", when),
    )


def _differs(column: str) -> str:
    """IS DISTINCT FROM, which older SQLite does not know."""
    old, new = f"OLD.{column}", f"NEW.{column}"
    return f"{old} <> {new} OR ({old} IS NULL) <> ({new} IS NULL)"


def _conditional(table: str, name: str, event: str, condition: str) -> Guard:
    return _operation(
        sqlite=(
            (
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
            ),
        ),
        postgresql=_postgres_trigger(table, name, event, condition, name),
        drop=(name, table, ("",)),
    )


def wait_for_writers(table: str, seconds: int = 2) -> None:
    """Return when no other transaction is writing to the table, so that every key up to its greatest is settled.

    For the rest of the current transaction others may read but not write. SQLite has one writer anyway.

    Raises:
        OperationalError: somebody was still writing after so many seconds.
    """
    if connection.vendor == "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{seconds}s'")
        cursor.execute(f"LOCK TABLE {connection.ops.quote_name(table)} IN SHARE MODE")


def _postgres_trigger(table: str, name: str, events: str, condition: str, message: str) -> tuple[str, ...]:
    return (
        (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
            f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN {'OLD' if events == 'DELETE' else 'NEW'}; END $$"
        ),
        f"CREATE TRIGGER {name} BEFORE {events} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )


def _operation(
    *, sqlite: tuple[str, ...], postgresql: tuple[str, ...], drop: tuple[str, str, tuple[str, ...]]
) -> Guard:
    name, table, suffixes = drop

    def apply(editor: BaseDatabaseSchemaEditor) -> None:
        for statement in sqlite if editor.connection.vendor == "sqlite" else postgresql:
            editor.execute(statement, params=None)

    def remove(editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "sqlite":
            for suffix in suffixes:
                editor.execute(f"DROP TRIGGER {name}{suffix}", params=None)
        else:
            editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}", params=None)
            editor.execute(f"DROP FUNCTION IF EXISTS {name}()", params=None)

    return Guard(apply, remove)
