"""What the demo site shows besides records: the snapshot and the 指南, published as a paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from gongkai.bodies.models import Person
from gongkai.operations.demo.loaded import Loaded
from gongkai.operations.demo.loader import STAGES
from gongkai.operations.demo.shapes import DemoTerm, DemoYear
from gongkai.portal.shapes import (
    Block,
    BodyEntry,
    Facts,
    Heading,
    Note,
    PaperContent,
    Paragraph,
    SiteSnapshot,
    Term,
)
from gongkai.publication.enums import ItemKind, Route, Stage
from gongkai.publication.importers import Cleared, Signature, import_items, import_published
from gongkai.publication.models import Item
from gongkai.publication.services import publish_snapshot


def publish_site(loaded: Loaded, *, at: datetime) -> None:
    """Publish guide and snapshot; the reports of the year are published where they were made."""
    year = loaded.year
    body = loaded.bodies[year.district]
    (item,) = import_items([(body, year.year)], ItemKind.PAPER)
    guide_at = _at(date(year.year, 1, 4), 9)
    import_published([_cleared(loaded, item, guide(loaded, item), guide_at)])
    publish_snapshot(snapshot=snapshot(loaded), body=body, actor=None, at=at)


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _cleared(loaded: Loaded, item: Item, content: PaperContent, at: datetime) -> Cleared:
    people = _signers(loaded)
    signatures = tuple(
        Signature(stage=stage, person=person, at=at - timedelta(hours=len(people) - place))
        for place, (stage, person) in enumerate(people)
    )
    return Cleared(item=item, content=content, route=Route.FULL, signatures=signatures, published_at=at)


def _signers(loaded: Loaded) -> list[tuple[Stage, Person]]:
    """Four different people: those of the district itself before those of its office."""
    year = loaded.year
    ranked = sorted(year.people, key=lambda person: (person.body != year.district, person.body != "office"))
    chosen: list[tuple[Stage, Person]] = []
    used: set[str] = set()
    for stage, role in zip(STAGES.values(), ("author", "first", "second", "approver"), strict=True):
        found = next(person for person in ranked if role in person.roles and person.key not in used)
        used.add(found.key)
        chosen.append((stage, loaded.people[found.key]))
    return chosen


def guide(loaded: Loaded, item: Item) -> PaperContent:
    """政府信息公开指南, made of the disclosure office's facts (R07 Art.19, R19 Art.12)."""
    year = loaded.year
    body = next(body for body in year.bodies if body.code == year.district)
    blocks: tuple[Block, ...] = (
        Paragraph(
            text="为方便公民、法人和其他组织获取政府信息，依据《中华人民共和国政府信息公开条例》编制本指南。"
        ),
        Heading(text="一、政府信息的分类和编排体系"),
        Paragraph(
            text="主动公开的信息按栏目、重点领域、主题和发布机构编排，每条信息有一个终身不变的索引号，由机构代码、年度和五位顺序号组成。"
        ),
        Facts(
            caption="栏目设置",
            rows=tuple((term.name, term.description) for term in year.columns if not term.parent),
        ),
        Heading(text="二、获取方式"),
        Paragraph(
            text="可在本网站检索、查阅和下载，也可到区政府信息查阅点查阅。未主动公开的，可向本机关提出申请，当面提交和邮政寄送均予受理。"
        ),
        Heading(text="三、政府信息公开工作机构"),
        Facts(caption="工作机构", rows=_contact(body.office)),
        Heading(text="四、监督"),
        Paragraph(
            text="认为行政机关不依法履行政府信息公开义务的，可以向上级行政机关、监察机关或者政府信息公开工作主管部门举报；"
            "认为具体行政行为侵犯其合法权益的，可以依法申请行政复议或者提起行政诉讼。"
        ),
        Note(text=year.notice),
    )
    return PaperContent(
        path=item.path,
        index_number=item.index_number,
        title="政府信息公开指南",
        body_code=body.code,
        body_name=body.name,
        kind="guide",
        made_on=date(year.year, 1, 3).isoformat(),
        summary="政府信息的分类、编排体系和获取方式，工作机构的名称、地址、时间和联系方式。",
        blocks=blocks,
        notice=year.notice,
    )


def _contact(office: object) -> tuple[tuple[str, str], ...]:
    labels = (
        ("名称", "name"),
        ("办公地址", "address"),
        ("邮政编码", "postcode"),
        ("办公时间", "hours"),
        ("联系电话", "phone"),
        ("传真号码", "fax"),
        ("互联网联系方式", "email"),
    )
    return tuple((label, str(getattr(office, name))) for label, name in labels)


def snapshot(loaded: Loaded) -> SiteSnapshot:
    """The site settings of the demo: its banner on every page, no index for search engines."""
    year = loaded.year
    office = next(body for body in year.bodies if body.code == year.district).office
    return SiteSnapshot(
        sequence=0,
        at="",
        site_name="政府信息公开平台",
        owner_name="区人民政府办公室",
        home_body=year.district,
        year=year.year,
        columns=tuple(_term(term) for term in year.columns),
        key_areas=tuple(Term(code=area.code, name=area.label) for area in year.key_areas),
        themes=tuple(_term(term) for term in year.themes),
        bodies=tuple(BodyEntry(code=body.code, name=body.name, group=body.group) for body in year.bodies),
        mandatory=tuple(_mandatory(year)),
        contact=_contact(office),
        banner=year.notice,
        noindex=True,
    )


def _mandatory(year: DemoYear) -> Iterator[Term]:
    """Each item of the law, followed by the columns and key areas that hold such information."""
    names = {term.code: term.name for term in year.columns} | {
        area.code: area.label for area in year.key_areas
    }
    for term in year.mandatory:
        yield _term(term)
        yield from (Term(code=code, name=names[code], parent=term.code) for code in term.related)


def _term(term: DemoTerm) -> Term:
    return Term(code=term.code, name=term.name, parent=term.parent, description=term.description)
