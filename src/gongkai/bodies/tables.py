"""Creating many tables in one migration without building every model of the past once a table.

Django shows each operation the models as they stood before it, and for a table that is related to others builds all of these anew:
with seventy tables this is most of what an empty database costs. A run of `CreateModel` needs the models as they stand after
the run and nothing between.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel
from django.db.migrations import Migration as PlainMigration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """Several `CreateModel`, each related only to those before it, as the framework writes them."""

    def __init__(self, each: Sequence[Operation]) -> None:
        self.each = each

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        built = state.__dict__.pop("apps", None)
        for operation in self.each:
            operation.state_forwards(app_label, state)
        if built is not None:
            state.__dict__["apps"] = built
            names = [operation.name_lower for operation in self.each if isinstance(operation, CreateModel)]
            state.reload_models([(app_label, name) for name in names], delay=False)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in self.each:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in reversed(self.each):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.each)} models"


class Migration(PlainMigration):
    """A migration whose runs of `CreateModel` are carried out as one."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.operations = _gathered(cls.operations)


def _gathered(operations: Sequence[Operation]) -> list[Operation]:
    found: list[Operation] = []
    for created, run in groupby(operations, key=lambda operation: isinstance(operation, CreateModel)):
        each = list(run)
        found += [CreateModels(each)] if created else each
    return found
