"""Bringing the public tree up to the database, once or for as long as the service runs."""

from __future__ import annotations

from gongkai import configuration
from gongkai.portal.contract import Progress, silent
from gongkai.portal.projector import project, rebuild
from gongkai.publication.models import PublicAct
from gongkai.publication.source import open_source


def project_public(progress: Progress = silent) -> int:
    """Follow the sequence to its head; returns the head."""
    with open_source() as source:
        return project(source, configuration.public_dir(), progress=progress)


def rebuild_public(progress: Progress = silent) -> int:
    """Make the whole tree anew and switch to it; returns the head."""
    with open_source() as source:
        return rebuild(source, configuration.public_dir(), progress=progress)


def head_of_database() -> int:
    """The last sequence number given, read without a lock."""
    return PublicAct.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
