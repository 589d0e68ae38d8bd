"""Isolation that fails closed: a query on scoped rows outside a scope raises.

A scope is the set of bodies whose rows may be seen. It is opened by the desk for one request, by a command for
one body, or by `cross_body` for the few works that see everything and say why. The manager below is also the base
manager of its models, so `refresh_from_db`, forward keys and reverse sets obey it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar, cast

from django.db import models


class ScopeError(RuntimeError):
    """Scoped rows were asked for outside any scope: a fault of the program, never of the person."""


@dataclass(frozen=True, slots=True)
class Scope:
    """`body_ids` None means every body; `reason` says which work asked for it."""

    body_ids: frozenset[int] | None
    reason: str


_scope: ContextVar[Scope | None] = ContextVar("scope", default=None)
M = TypeVar("M", bound=models.Model)


def current_scope() -> Scope | None:
    return _scope.get()


@contextmanager
def _open(scope: Scope) -> Iterator[None]:
    token = _scope.set(scope)
    try:
        yield
    finally:
        _scope.reset(token)


def scope_to(body_ids: Iterable[int], reason: str = "seat") -> AbstractContextManager[None]:
    """Open a scope over these bodies and no others."""
    return _open(Scope(frozenset(body_ids), reason))


def cross_body(reason: str) -> AbstractContextManager[None]:
    """Open a scope over every body; `reason` names the work (projector, roll-up, import, sign-in)."""
    return _open(Scope(None, reason))


class ScopedManager(models.Manager[M]):
    """A manager whose every queryset is cut to the current scope; `path` leads from the row to its body."""

    def __init__(self, path: str = "body") -> None:
        super().__init__()
        self._path = path

    def get_queryset(self) -> models.QuerySet[M]:
        scope = _scope.get()
        if scope is None:
            raise ScopeError(
                f"{self.model.__name__}: 未限定公开主体的查询被拒绝；请在 scope_to 或 cross_body 之内查询。"
            )
        rows = super().get_queryset()
        if scope.body_ids is None:
            return rows
        # Django builds the managers of reverse sets without arguments: the declared manager knows the path.
        declared = cast("ScopedManager[M]", self.model._base_manager)  # noqa: SLF001
        return rows.filter(**{f"{declared._path}_id__in": scope.body_ids})  # noqa: SLF001
