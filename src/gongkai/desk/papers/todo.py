"""Pages that wait for somebody: to be composed anew, signed or published."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from gongkai.bodies.access import Act
from gongkai.desk.papers.acts import OUTDATED, awaits, mark_of
from gongkai.desk.papers.kinds import kinds_at
from gongkai.publication.enums import RoundState
from gongkai.publication.papers import KeptPaper, kept_papers, note_of, outdated
from gongkai.publication.services import STAGE_ACTS
from gongkai.shell.marks import Mark
from gongkai.shell.seat import Seat
from gongkai.shell.todo import Matter, Section

_CONCERNED = frozenset({*STAGE_ACTS.values(), Act.PUBLISH})


def sections(seat: Seat) -> list[Section]:
    """One section, shown only when something waits: these pages change rarely."""
    if not seat.acts_at(seat.body.pk) & _CONCERNED:
        return []
    matters = tuple(_matters(seat))
    return [Section(key="papers", title="指南与目录", matters=matters, empty="")] if matters else []


def _matters(seat: Seat) -> Iterator[Matter]:
    kept = kept_papers(seat.body, kinds_at(seat.body, seat.today))
    allowed = seat.acts_at(seat.body.pk)
    if Act.DRAFT_RECORD in allowed:
        for paper in outdated(kept, seat.body, seat.today):
            yield _matter(seat, paper, OUTDATED, "更新", "登记事项已有变化，公开的内容还是原来的")
    for paper in kept:
        if paper.latest is None:
            continue
        if awaits(paper.latest, seat.person, allowed):
            yield _matter(seat, paper, mark_of(paper.state), "审签")
        elif paper.state is RoundState.READY and Act.PUBLISH in allowed:
            yield _matter(seat, paper, mark_of(paper.state), "查看并发布")
        elif paper.state is RoundState.RETURNED and Act.DRAFT_RECORD in allowed:
            yield _matter(seat, paper, mark_of(paper.state), "重新编制", f"退回意见：{note_of(paper.latest)}")


def _matter(seat: Seat, paper: KeptPaper, mark: Mark, button: str, note: str = "") -> Matter:
    assert paper.latest is not None
    return Matter(
        title=paper.kind.title,
        note="　".join(part for part in (paper.latest.item.index_number, note) if part),
        state=mark,
        since=paper.latest.submitted_at,
        button=button,
        icon="sign" if button == "审签" else "record",
        href=reverse("paper", args=[seat.body.code, paper.kind.kind]),
    )
