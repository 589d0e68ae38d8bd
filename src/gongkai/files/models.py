from __future__ import annotations

from typing import ClassVar

from django.db import models


class StoredFile(models.Model):
    """A file in the store; rows of other rooms point to it and carry the name that people gave it."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)
    stored_at = models.DateTimeField()

    objects: ClassVar[models.Manager[StoredFile]] = models.Manager()

    class Meta:
        verbose_name = "文件"

    def __str__(self) -> str:
        return self.sha256
