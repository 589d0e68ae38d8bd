from __future__ import annotations

from typing import ClassVar

from django.db import models


class SignInFailure(models.Model):
    """A failed sign-in, counted for a quarter of an hour: one row for the name at the address, one for the address.

    The key is a keyed digest of login name and address: people type passwords into the wrong field.
    """

    key = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(db_index=True)

    objects: ClassVar[models.Manager[SignInFailure]] = models.Manager()

    class Meta:
        verbose_name = "登录失败"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
