"""The key of a narrow row that stands beside another row."""

from __future__ import annotations

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class KeyOfRow(models.OneToOneField):  # type: ignore[type-arg]
    """A one-to-one primary key by which the rows lie in their order.

    SQLite keeps a table in the order of a key that is called `integer`, and of no other: by a `bigint` each row of a scan
    is sought anew, which doubles what the scan costs. Both hold 64 bits there.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)
