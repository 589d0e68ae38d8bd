"""机构信息 of a body and 办事指南 of each service item, made of facts (R07 Arts.9, 10; R19 Art.20)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial

from gongkai.bodies.models import PublicBody
from gongkai.bodies.queries import names_on
from gongkai.directory.models import ComplaintLine, ServiceGuide, ServiceItem, ServiceWindow
from gongkai.directory.queries import (
    complaint_lines_on,
    guide_of,
    inner_offices_on,
    items_on,
    leaders_on,
    windows_on,
)
from gongkai.directory.rules import (
    GUIDE,
    ITEM,
    LEADER,
    LINE,
    OFFICE,
    STAFF,
    WINDOW,
    EntryKind,
    holds,
    service_key,
)
from gongkai.directory.services import act_of
from gongkai.law import instruments
from gongkai.law.instruments import Citation, chinese_number
from gongkai.law.regimes import Regime, regime_of
from gongkai.portal.shapes import Block, Cell, Facts, Heading, Note, PaperContent, Paragraph, Table
from gongkai.publication.papers import Identity, PaperKind

_LAW = {
    Regime.R07: Citation(instruments.R07, 9, item=3),
    Regime.R19: Citation(instruments.R19, 20, item=2),
}
Part = tuple[str, list[Block]]


def compose_institution(body: PublicBody, who: Identity, on: date) -> PaperContent:
    """机构信息: leaders, inner offices, windows with their people and complaint lines as they stand on the day."""
    name = names_on(on)[body.pk]
    return PaperContent(
        path=who.path,
        index_number=who.index_number,
        title=f"{name}机构信息",
        body_code=body.code,
        body_name=name,
        kind="institution",
        made_on=on.isoformat(),
        summary="领导信息、内设机构、办事窗口和监督投诉渠道。",
        blocks=tuple(_institution(body, on)),
        notice=who.notice,
    )


def _institution(body: PublicBody, on: date) -> Iterator[Block]:
    law = _LAW[regime_of(on)]
    yield Paragraph(
        text=f"依据《{law.instrument.title}》{law.place}公开；人员、机构和联系方式如有变动，随变动更新。"
    )
    parts = [part for part in _parts(body, on) if part[1]]
    for number, (title, blocks) in enumerate(parts, 1):
        yield Heading(text=f"{chinese_number(number)}、{title}")
        yield from blocks
    if not parts:
        yield Note(text="本机关尚未登记领导、内设机构、办事窗口和监督投诉渠道。")


def _parts(body: PublicBody, on: date) -> Iterator[Part]:
    leaders = [(row.name, row.post, row.duties, row.phone) for row in leaders_on(body, on)]
    yield "领导信息", _table("", ("姓名", "职务", "工作分工", "办公电话"), leaders)
    offices = [(row.name, row.functions, row.head, row.phone) for row in inner_offices_on(body, on)]
    yield "内设机构", _table("", ("机构名称", "职能", "负责人", "办公电话"), offices)
    yield "办事窗口", [block for row in windows_on(body, on) for block in _window(row)]
    lines = complaint_lines_on(body, on)
    yield "监督投诉", _table("", ("受理部门", "电话", "地址", "时间"), _line_rows(lines))


def _line_rows(lines: Iterable[ComplaintLine]) -> list[tuple[str, ...]]:
    return [(line.name, line.phone, line.address, line.hours) for line in lines]


def _table(caption: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[Block]:
    if not rows:
        return []
    cells = tuple(tuple(Cell(text=text) for text in row) for row in rows)
    return [Table(caption=caption, columns=columns, rows=cells)]


def _window(window: ServiceWindow) -> list[Block]:
    people = [(row.name, row.duties, row.phone) for row in getattr(window, "people", [])]
    return [
        Heading(text=window.name, level=3),
        Facts(caption="", rows=_window_facts(window)),
        *_table("窗口工作人员", ("姓名", "岗位", "办公电话"), people),
    ]


def _window_facts(window: ServiceWindow) -> tuple[tuple[str, str], ...]:
    return (("地点", window.place), ("办公时间", window.hours), ("办公电话", window.phone))


def compose_service(item: ServiceItem, body: PublicBody, who: Identity, on: date) -> PaperContent:
    """办事指南: 名称、依据、条件、材料、流程、时限、收费、窗口、电话. `item` comes with its guide (`with_guides`)."""
    name = names_on(on)[body.pk]
    guide = guide_of(item)
    return PaperContent(
        path=who.path,
        index_number=who.index_number,
        title=item.name,
        body_code=body.code,
        body_name=name,
        kind="service",
        made_on=on.isoformat(),
        summary=_summary(guide),
        blocks=tuple(_service(item, guide, name, list(complaint_lines_on(body, on)), on)),
        notice=who.notice,
    )


def _summary(guide: ServiceGuide | None) -> str:
    return f"办理时限：{guide.term}；收费：{guide.fee}。" if guide else ""


def _service(
    item: ServiceItem, guide: ServiceGuide | None, body_name: str, lines: list[ComplaintLine], on: date
) -> Iterator[Block]:
    yield Facts(caption="", rows=tuple(_basics(item, guide, body_name)))
    if guide is None:
        yield Note(text="本事项的办事指南正在编制，请先致电咨询。")
        return
    yield Heading(text="办理条件")
    for line in guide.conditions.splitlines():
        if line.strip():
            yield Paragraph(text=line.strip())
    yield Heading(text="申请材料")
    yield _numbered(guide.materials)
    yield Heading(text="办理流程")
    yield _numbered(guide.steps)
    window = guide.window
    if window is not None and holds(window.valid_from, window.valid_to, on):
        yield Heading(text="办理窗口")
        yield Facts(caption="", rows=(("窗口", window.name), *_window_facts(window)))
    if lines:
        yield Heading(text="监督投诉")
        yield from _table("", ("受理部门", "电话", "地址", "时间"), _line_rows(lines))


def _basics(item: ServiceItem, guide: ServiceGuide | None, body_name: str) -> Iterator[tuple[str, str]]:
    yield "事项名称", item.name
    yield "事项编码", item.code
    yield "事项类别", item.get_kind_display()
    yield "实施机关", body_name
    if guide is not None:
        yield "办理依据", guide.basis
        yield "办理时限", guide.term
        yield "收费标准", guide.fee


def _numbered(lines: Sequence[str]) -> Facts:
    """Lines by number; the heading above says what they are."""
    return Facts(caption="", rows=tuple((str(number), line) for number, line in enumerate(lines, 1)))


def _acts(*kinds: EntryKind) -> frozenset[str]:
    return frozenset(act_of(kind, verb) for kind in kinds for verb in ("add", "replace", "end"))


INSTITUTION = PaperKind(
    kind="institution",
    title="机构信息",
    basis="《政府信息公开条例》（2019年）第二十条第（二）项；领导、内设机构、办事窗口、监督投诉渠道的登记编成。",
    compose=compose_institution,
    acts=_acts(LEADER, OFFICE, WINDOW, STAFF, LINE),
)
KINDS = (INSTITUTION,)
_SERVICE_ACTS = _acts(ITEM, GUIDE, WINDOW, LINE)
_SERVICE_BASIS = "《政府信息公开条例》（2019年）第二十条第（五）项；事项和办事指南的登记编成。"


def kinds_of(body: PublicBody, on: date) -> tuple[PaperKind, ...]:
    """One page for each item of the body's catalogue on the day; all of them are read at once."""
    return tuple(service_kind(item) for item in items_on(body, on))


def service_kind(item: ServiceItem) -> PaperKind:
    """The page of an item that comes with its guide."""
    return PaperKind(
        kind=service_key(item.code),
        title=f"办事指南：{item.name}",
        basis=_SERVICE_BASIS,
        compose=partial(compose_service, item),
        acts=_SERVICE_ACTS,
    )
