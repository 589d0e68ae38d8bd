"""An installation for one application's journey: a district, a bureau with its people, a published snapshot.

`GONGKAI_VAR` names an empty folder, `PYTHONPATH` holds tests/. Prints one JSON line: who signs in, by part.
"""

from __future__ import annotations

import json

import django
from django.core.management import call_command

PASSWORD = "demo-password-2017"


def main() -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    print(json.dumps({"password": PASSWORD, **world()}))  # noqa: T201


def world() -> dict[str, str]:
    import case_world  # noqa: PLC0415 - models can be imported only now
    import desk_world as make  # noqa: PLC0415
    from gongkai.bodies.enums import Role  # noqa: PLC0415
    from gongkai.bodies.scope import cross_body  # noqa: PLC0415
    from gongkai.portal.shapes import BodyEntry, SiteSnapshot  # noqa: PLC0415
    from gongkai.publication.services import publish_snapshot  # noqa: PLC0415

    make.column()
    district = make.body("district", "示例区人民政府")
    bureau = make.office(make.body("bureau", "区城市建设局", parent=district))
    make.published(make.Team(bureau), "春季绿化工作进展情况")
    office = case_world.Office(bureau)
    entries = (
        BodyEntry(code="district", name="示例区人民政府", group="区政府"),
        BodyEntry(code="bureau", name="区城市建设局", group="部门"),
    )
    bare = SiteSnapshot.bare("district", "示例区人民政府", 2017)
    snapshot = SiteSnapshot(**{name: getattr(bare, name) for name in bare.__slots__} | {"bodies": entries})
    with cross_body("test"):
        publish_snapshot(snapshot=snapshot, body=district, actor=None, at=make.NOON)
    people = {
        "officer": office.officer,
        "legal": office.legal,
        "approver": office.approver,
        "supervisor": make.person(district, Role.SUPERVISOR),
    }
    for person in people.values():
        person.set_password(PASSWORD)
        person.save()
    return {part: person.username for part, person in people.items()}


if __name__ == "__main__":
    main()
