"""A small installation made by a program of its own: one body, three records, the tree. `GONGKAI_VAR` names an empty folder."""

from __future__ import annotations

import django
from django.core.management import call_command


def main() -> None:
    django.setup()
    from factories import make_body, make_published, make_taxonomies, make_team, moment  # noqa: PLC0415
    from gongkai.bodies.scope import cross_body  # noqa: PLC0415
    from gongkai.operations.projection import project_public  # noqa: PLC0415
    from gongkai.portal.shapes import SiteSnapshot  # noqa: PLC0415
    from gongkai.publication.services import publish_snapshot  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    with cross_body("test"):
        make_taxonomies()
        team = make_team(make_body("one", "甲局"))
        bare = SiteSnapshot.bare("one", "甲局", 2017)
        publish_snapshot(snapshot=bare, body=team.body, actor=None, at=moment(2017, 1, 2))
        for number in range(3):
            make_published(team, moment(2017, 3, 1 + number), title=f"第{number}号事项")
    project_public()


if __name__ == "__main__":
    main()
