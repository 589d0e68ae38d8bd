"""政府信息公开指南 and 政府信息公开目录, made of facts (R07 Art.19, R19 Art.12)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from gongkai.bodies.models import PublicBody
from gongkai.bodies.queries import names_on
from gongkai.law.instruments import chinese_number
from gongkai.law.receipt import Channel
from gongkai.law.regimes import Regime, regime_of, terms_of
from gongkai.law.remedies import refusals_first
from gongkai.portal.shapes import Block, Cell, Facts, Heading, PaperContent, Paragraph, Table
from gongkai.publication.papers import Identity, PaperKind
from gongkai.records.models import Taxonomy
from gongkai.records.queries import terms_of_year


def compose_guide(body: PublicBody, who: Identity, on: date) -> PaperContent:
    """指南: 分类、编排体系、获取方式, the disclosure office with all its ways of contact, the channels it takes."""
    return PaperContent(
        path=who.path,
        index_number=who.index_number,
        title="政府信息公开指南",
        body_code=body.code,
        body_name=names_on(on)[body.pk],
        kind="guide",
        made_on=on.isoformat(),
        summary="政府信息的分类、编排体系和获取方式，工作机构的名称、地址、时间和联系方式。",
        blocks=tuple(_guide(body, on)),
        notice=who.notice,
    )


def _guide(body: PublicBody, on: date) -> Iterator[Block]:
    regime = regime_of(on)
    yield Paragraph(text=f"为方便公民、法人和其他组织获取政府信息，依据{_law(regime, 19, 12)}编制本指南。")
    yield Heading(text="一、政府信息的分类和编排体系")
    yield Paragraph(
        text="主动公开的信息按栏目、重点领域、主题和发布机构编排，每条信息有一个终身不变的索引号，"
        "由机构代码、年度和五位顺序号组成。"
    )
    yield Facts(caption="栏目设置", rows=tuple(_columns(on)))
    yield Heading(text="二、获取方式")
    yield Paragraph(text="可在本网站检索、查阅和下载，也可到政府信息查阅场所查阅。")
    yield Table(caption="网上查阅入口", columns=("入口", "用途"), rows=_ENTRANCES)
    yield Paragraph(text=f"未主动公开的，可以向本机关提出申请。{_term(regime)}")
    yield Facts(caption="提出申请的渠道", rows=tuple(_channels(body)))
    yield Heading(text="三、政府信息公开工作机构")
    yield Facts(caption="工作机构", rows=office_facts(body))
    yield Heading(text="四、监督")
    yield Paragraph(text=f"{_SUPERVISION[regime]}{refusals_first(on)}")


def _law(regime: Regime, article_2007: int, article_2019: int) -> str:
    instrument = regime.instrument
    article = article_2007 if regime is Regime.R07 else article_2019
    return f"《{instrument.title}》（{instrument.number}）第{chinese_number(article)}条"


def _columns(on: date) -> Iterator[tuple[str, str]]:
    for term in terms_of_year(Taxonomy.Kind.COLUMN, on.year):
        if "." not in term.code:
            yield term.name, term.description or f"{term.name}类政府信息"


def _term(regime: Regime) -> str:
    terms = terms_of(regime)
    return (
        f"能够当场答复的，当场答复；不能当场答复的，自收到申请之日起{terms.reply_days}个工作日内答复；"
        f"需要延长的，经工作机构负责人同意并告知申请人，延长不超过{terms.extension_days}个工作日。"
    )


def _channels(body: PublicBody) -> Iterator[tuple[str, str]]:
    """The channels of application: counter and post always (they are never refused), others once they are named."""
    post = f"{body.address}（邮政编码{body.postal_code}）" if body.postal_code else body.address
    yield "当面提交", f"{body.address}，{body.hours}"
    yield "邮寄", f"寄至{post}，信封请注明“政府信息公开申请”"
    named = {Channel(value) for value in body.channels}
    ways = (
        (Channel.FAX, "传真", f"传真至{body.fax}，并请来电确认"),
        (Channel.EMAIL, "电子邮件", f"发送至{body.email}，并请来电确认"),
        (Channel.WEB, "互联网", "在本网站“依申请公开”栏目填写并提交"),
    )
    yield from ((label, how) for channel, label, how in ways if channel in named)


def office_facts(body: PublicBody) -> tuple[tuple[str, str], ...]:
    """The disclosure office as guide and site settings print it; what is not registered is left out."""
    rows = (
        ("名称", body.office_name),
        ("办公地址", body.address),
        ("邮政编码", body.postal_code),
        ("办公时间", body.hours),
        ("联系电话", body.phone),
        ("传真号码", body.fax),
        ("互联网联系方式", body.email),
    )
    return tuple(row for row in rows if row[1])


def compose_catalogue(body: PublicBody, who: Identity, on: date) -> PaperContent:
    """目录: how the lists are ordered; an entry itself stands in its list (索引号、名称、内容概述、生成日期)."""
    return PaperContent(
        path=who.path,
        index_number=who.index_number,
        title="政府信息公开目录",
        body_code=body.code,
        body_name=names_on(on)[body.pk],
        kind="catalogue",
        made_on=on.isoformat(),
        summary="主动公开的政府信息按栏目、重点领域编排的目录；逐条列出索引号、名称、内容概述和生成日期。",
        blocks=tuple(_catalogue(on)),
        notice=who.notice,
    )


def _catalogue(on: date) -> Iterator[Block]:
    yield Paragraph(
        text=f"依据{_law(regime_of(on), 19, 12)}编制。目录随每次发布更新，"
        "逐条列出政府信息的索引号、名称、内容概述和生成日期，点开栏目即为该栏目的目录。"
    )
    columns = list(terms_of_year(Taxonomy.Kind.COLUMN, on.year))
    yield Heading(text="一、按栏目")
    yield _listing("栏目目录", "column", columns)
    areas = list(terms_of_year(Taxonomy.Kind.KEY_AREA, on.year))
    if areas:
        yield Heading(text="二、按重点领域")
        yield _listing("重点领域目录", "area", areas)


def _listing(caption: str, group: str, terms: Sequence[Taxonomy]) -> Table:
    return Table(
        caption=caption,
        columns=("目录", "内容概述"),
        rows=tuple(
            (
                Cell(text=f"{'　' if '.' in term.code else ''}{term.name}", href=_href(group, term)),
                Cell(text=term.description or f"{term.name}类政府信息"),
            )
            for term in terms
        ),
    )


def _href(group: str, term: Taxonomy) -> str:
    """Columns always have their list; an area's stands once something is in it, so areas are reached together."""
    return f"/column/{term.code}/" if group == "column" else "/areas/"


_ENTRANCES = tuple(
    (Cell(text=name, href=href), Cell(text=use))
    for name, href, use in (
        ("政府信息公开目录", "/kind/catalogue/", "按栏目和重点领域逐条查阅"),
        ("政府信息公开制度", "/kind/rule/", "查阅本机关的公开制度"),
        ("公开主体", "/bodies/", "按发布机构查阅"),
        ("信息检索", "/search", "按词语查找标题、文号和正文"),
        ("依申请公开", "/apply/", "申请未主动公开的信息"),
    )
)
_SUPERVISION = {
    Regime.R07: (
        "认为行政机关不依法履行政府信息公开义务的，可以向上级行政机关、监察机关或者政府信息公开工作主管部门举报；"
        "认为具体行政行为侵犯其合法权益的，可以依法申请行政复议或者提起行政诉讼。"
    ),
    Regime.R19: (
        "认为行政机关未按照要求主动公开政府信息或者对申请不依法答复处理的，可以向政府信息公开工作主管部门提出；"
        "认为行政行为侵犯其合法权益的，可以向上一级行政机关或者政府信息公开工作主管部门投诉、举报，"
        "也可以依法申请行政复议或者提起行政诉讼。"
    ),
}

GUIDE = PaperKind(
    kind="guide",
    title="政府信息公开指南",
    basis="《政府信息公开条例》（2019年）第十二条；工作机构、渠道等登记事项编成。",
    compose=compose_guide,
    acts=frozenset({"body.amend_office", "publish_snapshot"}),
)
CATALOGUE = PaperKind(
    kind="catalogue",
    title="政府信息公开目录",
    basis="《政府信息公开条例》（2019年）第十二条；栏目、重点领域编成。",
    compose=compose_catalogue,
    acts=frozenset({"publish_snapshot"}),
)
KINDS = (GUIDE, CATALOGUE)
