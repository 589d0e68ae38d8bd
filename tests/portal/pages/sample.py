"""A made-up district of 2017 with one page of every kind; plain builders that a test narrows with keywords."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gongkai.portal import pages
from gongkai.portal.shapes import (
    Attachment,
    Bar,
    BodyEntry,
    Cell,
    Chart,
    Edition,
    Facts,
    Heading,
    ListHead,
    ListItem,
    Note,
    PaperContent,
    Paragraph,
    RecordContent,
    Relation,
    SiteSnapshot,
    Table,
    Term,
    Tombstone,
    content_bytes,
    sha256_hex,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongkai.portal.shapes import Content

BANNER = "演示数据 非官方网站。汇总数字取自公开年报，条目、文号、案件、人员均系生成，与所涉机关无关。"
COLUMNS = (
    Term(
        code="organisation", name="组织机构", description="机构职能、内设机构、领导分工、办公地址和联系方式"
    ),
    Term(code="policy", name="政策法规", description="区政府、区政府办公室和各部门的文件及其解读"),
    Term(code="key", name="重点领域", description="按年度政务公开工作要点公开的重点领域信息"),
    Term(code="news", name="工作动态", description="各部门、各街道办事处的工作情况"),
    Term(code="other", name="其他", description="行政执法、人事信息、规划计划、统计信息、应急管理、工作总结"),
    *(
        Term(code=f"other.p{place}", name=name, parent="other")
        for place, name in enumerate(
            ("行政执法", "人事信息", "规划计划", "统计信息", "应急管理", "工作总结"), start=1
        )
    ),
)
COLUMN_COUNTS = (450, 227, 657, 3517, 483, 96, 71, 88, 102, 54, 72)
AREAS = (
    ("政务服务事项目录、公共服务事项清单、中介服务事项清单", 5),
    ("双创政策信息", 10),
    ("预决算公开信息", 306),
    ("“双随机、一公开”信息", 39),
    ("重大建设项目信息", 23),
    ("PPP项目信息", 3),
    ("职业资格信息", 10),
    ("减税降费信息", 27),
    ("收费清单信息", 1),
    ("国企信息", 10),
    ("社会救助信息", 7),
    ("就业创业信息", 12),
    ("环保信息", 17),
    ("教育、卫生和食品药品安全信息", 84),
    ("安全生产信息", 35),
    ("财政审计信息", 3),
    ("保障性住房信息", 1),
    ("政府会议信息", 59),
    ("决策执行信息", 3),
    ("政策解读信息", 20),
    ("优化营商环境信息", 18),
)
DEPARTMENTS = [
    "区人民政府办公室",
    "区发展和改革局",
    "区经济和信息化局",
    "区教育局",
    "区科学技术局",
    "区民政局",
    "区司法局",
    "区财政局",
    "区人力资源和社会保障局",
    "区城市建设局",
    "区房产局",
    "区商务局",
    "区文化体育局",
    "区卫生和计划生育局",
    "区审计局",
    "区环境保护局",
    "区统计局",
    "区安全生产监督管理局",
    "区市场监督管理局",
    "区城市管理局",
    "区行政审批局",
]
BODIES = (
    BodyEntry(code="heping", name="区人民政府", group="区政府"),
    *(BodyEntry(code=f"d{place:02}", name=name, group="部门") for place, name in enumerate(DEPARTMENTS, 1)),
    *(
        BodyEntry(code=f"s{place:02}", name=f"示例{numeral}街道办事处", group="街道办事处")
        for place, numeral in enumerate("一二三四五六七八九十", 1)
    ),
)
MANDATORY = (
    Term(code="policy", name="规章和规范性文件", description="区政府及各部门制发的行政规范性文件"),
    Term(code="organisation", name="机构设置、职能和办事程序"),
    Term(code="m3", name="重点领域信息", description="财政预决算、重大建设项目、民生保障等"),
    *(Term(code=f"a{place:02}", name=AREAS[place][0], parent="m3") for place in (2, 4, 10, 12, 13, 14)),
    Term(code="m4", name="突发公共事件的应急预案、预警信息及应对情况"),
)


def snapshot(**changes: Any) -> SiteSnapshot:
    made = SiteSnapshot(
        sequence=1,
        at="2017-12-29T17:00:00+08:00",
        site_name="示例区政府信息公开平台",
        owner_name="示例区人民政府办公室",
        home_body="heping",
        year=2017,
        columns=COLUMNS,
        key_areas=tuple(Term(code=f"a{place:02}", name=name) for place, (name, _) in enumerate(AREAS)),
        themes=(Term(code="finance", name="财政、金融、审计"),),
        bodies=BODIES,
        mandatory=MANDATORY,
        contact=(
            ("机构名称", "示例区人民政府办公室信息公开科"),
            ("办公地址", "示例区示例路1号（演示地址）"),
            ("办公时间", "工作日8:30至11:30，13:00至17:00"),
            ("联系电话", "000-00000001（演示号码）"),
            ("传真号码", "000-00000002（演示号码）"),
            ("电子邮箱", "public@example.invalid"),
        ),
        banner=BANNER,
        noindex=True,
    )
    return replace(made, **changes)


def edition(content: Content, **changes: Any) -> Edition:
    made = Edition(
        sequence=4127,
        at="2017-03-20T09:30:00+08:00",
        first_published_on="2017-03-20",
        change_note="",
        content_sha256=sha256_hex(content_bytes(content)),
        content=content,
    )
    return replace(made, **changes)


TEXT = """<p>各街道办事处，区政府各部门、各直属机构：</p>
<p>为进一步规范预算和决算公开工作，提高财政资金使用的透明度，现将有关事项通知如下，请结合实际认真贯彻执行。</p>
<h2>一、公开范围</h2>
<p>区本级及各预算单位经批准的预算、决算，除涉及国家秘密的内容外，均应当公开。部门所属单位的预算、决算由部门汇总后一并公开，并在本部门栏目中单独列出。</p>
<h2>二、时间安排</h2>
<table><thead><tr><th>事项</th><th>公开时限</th><th>公开渠道</th></tr></thead>
<tbody><tr><td>部门预算</td><td>批复后20日内</td><td>区政府门户网站预决算公开专栏</td></tr>
<tr><td>部门决算</td><td>批复后20日内</td><td>区政府门户网站预决算公开专栏</td></tr></tbody></table>
<h2>三、工作要求</h2>
<ol><li>各部门主要负责人对公开内容的真实、准确、完整负责。</li><li>公开前应当完成公开审查，未经审查的不得公开。</li></ol>
<p>（此件公开发布）</p>"""


def record(**changes: Any) -> RecordContent:
    made = RecordContent(
        path="d08/2017/00017",
        index_number="000000008/2017-00017",
        title="关于进一步规范区本级预算和决算公开工作的通知",
        body_code="d08",
        body_name="区财政局",
        columns=("policy", "other.p3"),
        key_areas=("a02",),
        theme="finance",
        genre="通知",
        legal_character="NORMATIVE",
        document_number="示财发〔2017〕17号",
        made_on="2017-03-17",
        effective_on="2017-04-01",
        summary="明确区本级预算和决算公开的范围、时间、渠道和审查要求。",
        keywords=("预算", "决算", "公开"),
        html=TEXT,
        attachments=(
            Attachment(
                name="2017年部门预算公开样表.xlsx",
                sha256="a" * 64,
                size=48213,
                media_type="application/vnd.ms-excel",
            ),
            Attachment(
                name="预决算公开清单.ofd", sha256="b" * 64, size=2411724, media_type="application/ofd"
            ),
        ),
        relations=(
            Relation(
                kind="解读",
                path="d08/2017/00019",
                title="《关于进一步规范区本级预算和决算公开工作的通知》解读",
            ),
            Relation(kind="废止", path="d08/2014/00003", title="关于做好2014年预算公开工作的通知"),
        ),
        kind="document",
        notice=BANNER,
    )
    return replace(made, **changes)


def _figure_rows() -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (
            Cell(text=term.name, href=f"/column/{term.code}/"),
            Cell(text=f"{count:,}", href=f"/column/{term.code}/", numeric=True),
            Cell(text=f"{count / 5334:.2%}", numeric=True),
        )
        for term, count in zip(COLUMNS[:5], COLUMN_COUNTS, strict=False)
    )


def report(**changes: Any) -> PaperContent:
    made = PaperContent(
        path="heping/2018/00002",
        index_number="000000001/2018-00002",
        title="示例区2017年度政府信息公开工作报告",
        body_code="heping",
        body_name="区人民政府",
        kind="report",
        year=2017,
        made_on="2018-03-20",
        summary="本报告依据《中华人民共和国政府信息公开条例》编制，所列数据统计期限自2017年1月1日起至2017年12月31日止。",
        blocks=(
            Heading(text="一、总体公开情况"),
            Paragraph(
                text="2017年，全区政府信息公开工作围绕年度政务公开工作要点开展，重点领域信息公开、政策解读、回应关切等各项工作有序推进。"
            ),
            Heading(text="二、主动公开政府信息情况"),
            Paragraph(text="全年在门户网站发布信息5334条，各栏目的条数和所占比例见下表。"),
            Table(
                caption="门户网站各栏目信息条数",
                columns=("栏目", "条数", "占总数的比例"),
                rows=_figure_rows(),
            ),
            Chart(
                caption="工作动态占全部信息的三分之二，其余四个栏目合计三分之一。",
                unit="条",
                bars=tuple(
                    Bar(label=term.name, value=count, text=f"{count:,}", href=f"/column/{term.code}/")
                    for term, count in zip(COLUMNS[:5], COLUMN_COUNTS, strict=False)
                ),
            ),
            Note(text="口径说明：不同渠道公开相同信息的计1条；带“余”的数字为下限，由确数向下取整得出。"),
            Heading(text="三、重点领域政府信息工作情况"),
            Heading(text="（一）各领域条数", level=3),
            Chart(
                caption="预决算公开信息306条，占重点领域信息的四成以上。",
                unit="条",
                bars=tuple(
                    Bar(label=name, value=count, text=str(count), href=f"/area/a{place:02}/")
                    for place, (name, count) in enumerate(AREAS)
                ),
            ),
            Heading(text="四、依申请公开"),
            Facts(
                caption="申请与答复",
                rows=(("收到申请", "51件"), ("按时答复", "51件"), ("收取费用", "未统计")),
            ),
        ),
        notice=BANNER,
    )
    return replace(made, **changes)


def guide(**changes: Any) -> PaperContent:
    return replace(
        report(),
        **{
            "path": "heping/2017/00001",
            "title": "示例区人民政府信息公开指南",
            "kind": "guide",
            "year": None,
            "summary": "",
            "blocks": (
                Heading(text="一、公开范围和分类"),
                Paragraph(
                    text="主动公开的信息按栏目、重点领域、主题和公开主体分类编排，每条信息有唯一的索引号。"
                ),
                Heading(text="二、获取方式"),
                Paragraph(
                    text="可以在本平台检索、查阅，也可以到区档案馆、图书馆和政务服务场所的查阅点查阅。"
                ),
                Heading(text="三、工作机构"),
                Facts(caption="", rows=snapshot().contact),
            ),
            **changes,
        },
    )


def _rows(*rows: tuple[str, ...]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(Cell(text=text) for text in row) for row in rows)


def institution(**changes: Any) -> PaperContent:
    return replace(
        report(),
        **{
            "path": "d08/2017/00051",
            "title": "区财政局机构信息",
            "body_code": "d08",
            "body_name": "区财政局",
            "kind": "institution",
            "year": None,
            "summary": "领导信息、内设机构、办事窗口和监督投诉渠道。",
            "blocks": (
                Paragraph(text="人员、机构和联系方式如有变动，随变动更新。"),
                Heading(text="一、领导信息"),
                Table(
                    caption="领导班子成员",
                    columns=("姓名", "职务", "工作分工", "办公电话"),
                    rows=_rows(("演示人员01", "局长", "主持全面工作", "000-00000011")),
                ),
                Heading(text="二、办事窗口"),
                Heading(text="财政服务窗口", level=3),
                Facts(
                    caption="财政服务窗口联系方式", rows=(("地点", "示例路1号"), ("办公电话", "000-00000012"))
                ),
                Heading(text="三、监督投诉"),
                Table(
                    caption="监督投诉渠道",
                    columns=("受理部门", "电话"),
                    rows=_rows(("办公室", "000-00000013")),
                ),
            ),
            **changes,
        },
    )


def service(**changes: Any) -> PaperContent:
    return replace(
        institution(),
        **{
            "path": "d08/2017/00052",
            "title": "会计人员信息登记",
            "kind": "service",
            "summary": "办理时限：5个工作日；收费：不收费。",
            "blocks": (
                Facts(caption="基本信息", rows=(("事项名称", "会计人员信息登记"), ("收费标准", "不收费"))),
                Heading(text="办理条件"),
                Paragraph(text="在本区单位从事会计工作。"),
                Heading(text="申请材料"),
                Table(caption="申请材料清单", columns=("序号", "材料名称"), rows=_rows(("1", "登记表"))),
                Heading(text="办理流程"),
                Table(caption="办理步骤", columns=("序号", "内容"), rows=_rows(("1", "提交"), ("2", "领取"))),
            ),
            **changes,
        },
    )


def tombstone(**changes: Any) -> Tombstone:
    made = Tombstone(
        sequence=5012,
        at="2017-11-08T14:05:00+08:00",
        path="d09/2017/00044",
        index_number="000000009/2017-00044",
        title="2017年第三季度公益性岗位补贴公示",
        body_name="区人力资源和社会保障局",
        reason="公示期满下线",
        notice=BANNER,
    )
    return replace(made, **changes)


TITLES = (
    "关于进一步规范区本级预算和决算公开工作的通知",
    "示例区人民政府关于公布权责清单动态调整结果的决定",
    "2017年区本级财政专项资金管理清单",
    "示例三街道办事处开展汛期地下空间安全检查",
    "关于印发《示例区公共租赁住房配租管理办法》的通知",
    "区行政审批局推行材料预审和容缺受理的情况通报",
    "2016年度区本级部门决算公开说明",
    "关于做好冬季清雪防滑工作的意见",
)


def items(count: int = 20, **changes: Any) -> tuple[ListItem, ...]:
    """Newest first, as a list page shows them."""
    return tuple(
        replace(
            ListItem(
                position=place,
                path=f"d{place % 20 + 1:02}/2017/{place:05}",
                index_number=f"d{place % 20 + 1:02}-2017-{place:05}",
                title=TITLES[place % len(TITLES)],
                summary="就有关事项的办理条件、时限和责任单位作出规定。" if place % 3 else "",
                body_name=DEPARTMENTS[place % len(DEPARTMENTS)],
                document_number=f"示财发〔2017〕{place}号" if place % 2 else "",
                made_on="2017-03-17",
                published_on=f"2017-{place % 12 + 1:02}-20",
                at=f"2017-{place % 12 + 1:02}-20T09:30:00+08:00",
            ),
            **changes,
        )
        for place in range(count, 0, -1)
    )


def head(key: str, count: int) -> ListHead:
    return ListHead(key=key, size=count, live=count, by_year={2017: count} if count else {})


def heads() -> dict[str, ListHead]:
    counts = {"all": 5334, "kind/document": 67, "kind/rule": 23, "kind/guide": 42, "kind/report": 42}
    counts |= {f"column/{term.code}": n for term, n in zip(COLUMNS, COLUMN_COUNTS, strict=True)}
    counts |= {f"area/a{place:02}": count for place, (_, count) in enumerate(AREAS)}
    counts |= {f"body/{entry.code}": 127 for entry in BODIES[:-1]} | {f"body/{BODIES[-1].code}": 0}
    counts |= {"kind/institution": 1, "kind/institution.d08": 1, "kind/service": 3, "kind/service.d08": 3}
    return {key: head(key, count) for key, count in counts.items()}


def latest() -> dict[str, Sequence[ListItem]]:
    (newest,) = items(1, body_name="区人民政府", document_number="", published_on="2018-03-20")
    own = replace(newest, path=report().path, title=report().title)
    return {
        "kind/document": items(8),
        "area/a19": items(8, document_number="", title="《示例区公共租赁住房配租管理办法》解读"),
        "kind/guide": (replace(own, path=guide().path, title=guide().title),),
        "kind/report.heping": (own,),
    }


def list_view(key: str = "column/policy", **changes: Any) -> pages.ListView:
    made = pages.ListView(
        key=key, number=12, last=12, is_head=True, total=227, items=items(), older_href=f"/{key}/0/11.html"
    )
    return replace(made, **changes)


def results(**changes: Any) -> pages.SearchResults:
    hits = tuple(
        pages.SearchHit(
            path=item.path,
            title=item.title,
            body_name=item.body_name,
            made_on=item.made_on,
            document_number=item.document_number,
        )
        for item in items(10)
    )
    return replace(pages.SearchResults(total=137, page=2, pages=14, hits=hits, words=("预算",)), **changes)


EMPTY = pages.SearchResults(total=0, page=1, pages=0, hits=())


def every_page(site: SiteSnapshot | None = None) -> Mapping[str, str]:
    """File path → page, one of every kind and state that the portal has."""
    shown = site or snapshot()
    repealed = record(
        path="d08/2014/00003",
        validity="REPEALED",
        ended_on="2017-04-01",
        attachments=(),
        relations=(),
        kind="information",
        legal_character="OTHER",
        document_number="",
        summary="",
        keywords=(),
        key_areas=(),
    )
    made = {
        f"{record().path}.html": pages.record_page(edition(record()), shown),
        "d08/2014/00003.html": pages.record_page(edition(repealed, change_note="更正附件名称"), shown),
        f"{report().path}.html": pages.paper_page(edition(report()), shown),
        f"{guide().path}.html": pages.paper_page(edition(guide()), shown),
        f"{institution().path}.html": pages.paper_page(edition(institution()), shown),
        f"{service().path}.html": pages.paper_page(edition(service()), shown),
        "body/d08/index.html": pages.list_page(list_view("body/d08", total=127), shown),
        "kind/service.d08/index.html": pages.list_page(list_view("kind/service.d08", total=3), shown),
        f"{tombstone().path}.html": pages.tombstone_page(tombstone(), shown),
        "column/policy/index.html": pages.list_page(list_view(), shown),
        "column/other/index.html": pages.list_page(list_view("column/other", total=483), shown),
        "column/policy/0/3.html": pages.list_page(
            list_view(number=3, is_head=False, total=None, newer_href="/column/policy/0/4.html"), shown
        ),
        "kind/rule/index.html": pages.list_page(
            list_view("kind/rule", number=1, last=1, total=0, items=(), older_href=""), shown
        ),
        "search/index.html": pages.search_page("预算", results(), shown),
        "search/none.html": pages.search_page("查无此词", EMPTY, shown),
        "search/start.html": pages.search_page("", EMPTY, shown),
    }
    return made | pages.platform_pages(shown, heads(), latest())
