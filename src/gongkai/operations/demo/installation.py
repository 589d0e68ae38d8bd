"""Demo data in an installation: put in whole into an empty place, taken out whole, never mixed with real data."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from gongkai import configuration
from gongkai.bodies.models import AuditRow, Person, PublicBody
from gongkai.bodies.scope import cross_body
from gongkai.bodies.services import record_act
from gongkai.operations.demo.loader import Login, Progress, load_year, silent
from gongkai.operations.demo.names import DemoRefused, generator_of
from gongkai.operations.demo.shapes import DemoYear
from gongkai.operations.demo.site import publish_site
from gongkai.portal.shapes import snapshot_from_json
from gongkai.publication.models import Snapshot
from gongkai.records.models import Taxonomy

NAMED: Final = 5
"""How many of a long list a sentence names."""


def marker() -> Path:
    """The file that says that this installation holds a demo, with its logins; readable by the owner alone."""
    return configuration.var_dir() / "demo.json"


def is_empty() -> bool:
    """Nobody and nothing was entered: a workbook may bring its people or its columns first."""
    return not any(model.objects.exists() for model in (PublicBody, Person, Taxonomy))


def load_demo(name: str, *, at: datetime | None = None, progress: Progress = silent) -> list[Login]:
    """Generate and store a demo in one transaction.

    Raises:
        DemoRefused: no such demo, or the database is not empty.
    """
    generate = generator_of(name)
    if not is_empty():
        raise DemoRefused(
            "数据库中已有数据，演示数据只能装入空库；请先执行 gongkai demo remove，或用 GONGKAI_VAR 另指定目录。"
        )
    progress("生成演示数据", 0, 1)
    year = generate()
    progress("生成演示数据", 1, 1)
    now = at or timezone.now()
    with transaction.atomic(), cross_body("demo load"):
        loaded, logins = load_year(year, at=now, progress=progress)
        publish_site(loaded, at=now)
        token = secrets.token_hex(16)
        record_act(
            at=now, actor=None, act="demo.load", body=loaded.bodies[year.district], subject=f"demo/{token}"
        )
        _write_marker(name, token, logins, year)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # without statistics the planner reads a hundred thousand rows for one page
    return logins


def _write_marker(name: str, token: str, logins: list[Login], year: DemoYear) -> None:
    rows = [
        {"username": row.username, "password": row.password, "name": row.name, "role": row.role}
        for row in logins
    ]
    path = marker()
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    told = {"demo": name, "token": token, "logins": rows, **_brought(year)}
    draft.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    draft.replace(path)


def _brought(year: DemoYear) -> dict[str, list[str]]:
    """What tells the rows of the demo from those that came later."""
    return {
        "bodies": [body.code for body in year.bodies],
        "people": [person.key for person in year.people],
    }


def logins() -> list[Login]:
    """The logins of the demo in this installation; none where there is no demo."""
    data = _marked()
    return [Login(**row) for row in data["logins"]] if data else []


def _marked() -> dict[str, Any]:
    """What the marker says, if the database says the same: a load that was cut short leaves a marker of nothing."""
    try:
        data: dict[str, Any] = json.loads(marker().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    with cross_body("demo marker"):
        loaded = AuditRow.objects.filter(act="demo.load", subject=f"demo/{data['token']}").exists()
    return data if loaded else {}


def holds_demo() -> bool:
    """Whether a demo was put into this database, whatever became of its marker."""
    with cross_body("demo marker"):
        return AuditRow.objects.filter(act="demo.load").exists()


def remove_demo() -> None:
    """Take the demo out: database, files and public tree of this installation.

    Raises:
        DemoRefused: this installation holds no demo, or something that the demo did not bring.
    """
    marked = _marked()
    if not marked:
        raise DemoRefused(f"{configuration.var_dir()} 中没有演示数据，未删除任何内容。")
    if found := _not_of_the_demo(marked):
        raise DemoRefused(
            f"{configuration.var_dir()} 中除演示数据外还有{'；'.join(found)}。移除演示数据会一并删除这些内容，因此未删除任何内容。"
            "需要保留的，请用 GONGKAI_VAR 另指定空目录重新登记；确认都不需要的，停止服务后自行删除该目录"
            "（使用 PostgreSQL 的，另行删除其数据库）。"
        )
    _drop_tables()
    for folder in ("public", "files"):
        shutil.rmtree(configuration.var_dir() / folder, ignore_errors=True)
    marker().unlink()


def _not_of_the_demo(marked: Mapping[str, Any]) -> list[str]:
    """Bodies, people and settings of the site that somebody entered beside the demo, told by name."""
    known = marked if "bodies" in marked else _brought(generator_of(marked["demo"])())
    codes = PublicBody.objects.exclude(code__in=known["bodies"]).order_by("code")
    people = Person.objects.exclude(username__in=known["people"]).order_by("username")
    found = [
        _listed("单位", "个", list(codes.values_list("code", flat=True))),
        _listed("人员", "名", list(people.values_list("username", flat=True))),
        _settings_told(),
    ]
    return [each for each in found if each]


def _listed(what: str, unit: str, names: list[str]) -> str:
    more = "等" if len(names) > NAMED else ""
    return f"{what} {len(names)} {unit}（{'、'.join(names[:NAMED])}{more}）" if names else ""


def _settings_told() -> str:
    """Every page of a demo carries its banner; settings without one are those of a real site."""
    last = Snapshot.objects.order_by("-act_id").first()
    standing = snapshot_from_json(json.loads(last.content)) if last else None
    return f"站点设置“{standing.site_name}”" if standing and not standing.banner else ""


def _drop_tables() -> None:
    if connection.vendor == "sqlite":
        connections.close_all()
        name = str(connection.settings_dict["NAME"])
        for suffix in ("", "-wal", "-shm"):
            Path(name + suffix).unlink(missing_ok=True)
        return
    for app in (
        "engagement",
        "records",
        "publication",
        "files",
        "sessions",
        "bodies",
        "auth",
        "contenttypes",
    ):
        call_command("migrate", app, "zero", verbosity=0, interactive=False)
