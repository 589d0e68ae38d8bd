"""Whole reports: a correct one raises nothing, and one changed number fails only in relations that hold it."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from annual.audit.test_unseen_documents import page
from gongkai.annual.audit.reading import read_bytes
from gongkai.annual.audit.report import Audit, audit

NARRATIVES = {
    "bureau_2009": """澄江县国土资源局2009年政府信息公开工作年度报告
本报告根据《中华人民共和国政府信息公开条例》编制，数据统计期限为2009年1月1日至12月31日。
一、概述
2009年，我局认真贯彻《条例》，印发文件3份，落实专职人员。
二、主动公开政府信息情况
全年主动公开政府信息742条，其中机构职能类26条，占3.5%；政策法规类58条，占7.8%；业务工作类561条，占75.6%；其他97条，占13.1%。
通过门户网站公开601条，通过公开栏公开141条，合计742条。
三、依申请公开情况
全年共收到申请39件，其中当面申请11件，信函申请9件，网络申请19件。
39件申请均按时办结。同意公开24件，不予公开6件，信息不存在9件，共计39件。
四、收费及减免情况
全年共收取检索费、复制费、邮寄费286.5元，其中检索费40元、复制费206.5元、邮寄费40元。
五、复议和诉讼情况
因政府信息公开被申请行政复议4件，其中维持3件，撤销1件；无行政诉讼。
联系电话：0877-6612345，邮编652500。
""",
    "county_2011": """丰川县人民政府二〇一一年政府信息公开工作年度报告
一、概述
本年度报告由县政府办公室编制，所列数据自2011年1月1日起，至2011年12月31日止。全县配备工作人员118人（专职23人，兼职95人）。
二、主动公开情况
（一）数量。2011年全县主动公开政府信息9316条，其中县政府及办公室1208条、县直部门5330条、乡镇2778条。
（二）形式。政府公报5期，刊登文件64件；召开新闻发布会6场；政务微博发布信息870余条。
三、依申请公开情况
2011年全县共受理申请96件，比2010年的80件增加16件，增长20%。申请方式：当面17件、网上61件、信函18件。
其中自然人申请88件，法人和其他组织申请8件。
已答复94件，未到答复期2件。答复中，同意公开51件，同意部分公开7件，不予公开13件，不属于本机关掌握的23件。
四、复议诉讼情况
全县发生行政复议7件（维持5件、撤销1件、终止1件），行政诉讼2件（驳回2件）。
五、存在问题和改进措施
一是平台功能不够完善；二是更新不够及时。2012年将重点抓好3项工作。
""",
    "office_2013": """省水利厅2013年政府信息公开年度报告
按照省政府办公厅要求，编制本报告。
一、主动公开
本年度通过厅网站发布信息3120条，其中要闻动态1866条、通知公告402条、行业管理852条。网站全年访问量186.4万人次。
二、依申请公开
（一）受理情况。上年结转5件，本年新收申请127件。
按申请方式分，网络申请83件，占65.4%；信函申请38件，占29.9%；当面申请6件，占4.7%。
（二）办理情况。办结128件，结转下年4件。办结的128件中，予以公开70件、部分公开12件、不予公开14件、告知不属于本机关29件、其他3件。
三、政策解读
全年发布解读稿件36篇，是上年18篇的2倍，解读率100%。
四、行政复议和诉讼
收到行政复议申请9件，已审结7件，尚未审结2件；行政诉讼3件，均判决驳回。
五、费用
全年收取费用0元，减免费用158元（复制费96元、邮寄费62元）。
""",
}
PROSES = (
    (
        "2022年，全县新收政府信息公开申请104件，上年结转3件，办结102件，结转下年度继续办理5件。"
        "收到的申请中，自然人97件，占93.3%；法人和其他组织7件，占6.7%。\n"
        "全年主动公开信息1984条，其中部门动态1320条、通知公告498条、政策文件166条，发布解读42篇（文字25篇、图解17篇）。"
    ),
    (
        "全年收到申请104件，加上上年结转3件，共107件；办结102件，转下年办理5件。予以公开45件、部分公开10件。\n"
        "行政复议9件，行政诉讼6件。举办培训6场，参训人员712人次，其中县直218人次、乡镇494人次。"
    ),
    (
        "（二）依申请公开。2022年新收申请104件，同比增长30%（2021年为80件），办结102件。\n"
        "（三）平台建设。全县政务新媒体53个，其中微信公众号38个、抖音号9个、其他6个；网站发布信息2750条，占全部信息5500条的50%。"
    ),
)
HEADS = {
    0: "二、主动公开政府信息情况",
    13: "三、收到和处理政府信息公开申请情况",
    41: "四、政府信息公开行政复议、行政诉讼情况",
}


def rows(prose: str) -> list[list[str]]:
    return [
        re.findall(r"&nbsp;(.*?)</span>", row)
        for row in re.findall(r"<tr>(.*?)</tr>", page(prose), re.DOTALL)
    ]


def as_text(prose: str, joint: str, edge: str = "") -> str:
    shown = ["澄江县2022年政府信息公开工作年度报告", "一、总体情况", *prose.split("\n")]
    for at, cells in enumerate(rows(prose)):
        shown += [HEADS[at]] if at in HEADS else []
        shown.append(f"{edge}{joint.join(cells)}{edge}")
    return "\n".join(shown)


LAYOUTS = {
    "html": (page, "report.html"),
    "tabs": (lambda prose: as_text(prose, "\t"), "report.txt"),
    "pipes": (lambda prose: as_text(prose, " | ", "|"), "report.txt"),
}
FORMS = {
    f"{name}_{at}": (make(prose), file)
    for name, (make, file) in LAYOUTS.items()
    for at, prose in enumerate(PROSES)
}
REPORTS = {name: (text, "report.txt") for name, text in NARRATIVES.items()} | FORMS
COUNTED = re.compile(r"(?<![\d.\-〔（])\d+(?=(?:余)?[件条人篇份场次个元期])")


def read(text: str, file: str) -> Audit:
    return audit(read_bytes(text.encode(), file))


@pytest.mark.parametrize("name", REPORTS)
def test_a_correct_report_raises_nothing(name):
    found = read(*REPORTS[name])
    assert {r.status for r in found.relations} <= {"pass", "not_assessable"}
    assert len(found.relations) >= 8


@pytest.mark.parametrize("name", REPORTS)
def test_a_changed_number_fails_nowhere_but_in_its_own_relations(name):
    text, file = REPORTS[name]
    before = read(text, file)
    held = {value for r in before.relations for value in (r.total, *r.parts)}
    prose = text if name in NARRATIVES else PROSES[int(name[-1])]
    tried = failed = 0
    for match in COUNTED.finditer(prose):
        number = Decimal(match[0])
        if number not in held:
            continue
        wrong = f"{prose[: match.start()]}{number + 7}{prose[match.end() :]}"
        changed = wrong if name in NARRATIVES else LAYOUTS[name[:-2]][0](wrong)
        after = read(changed, file).with_status("fail")
        assert all(number + 7 in {r.total, *r.parts} or r.kind in {"carry", "equal"} for r in after), match
        tried += 1
        failed += bool(after)
    assert tried >= 5
    assert failed >= tried * 0.6  # the others are questions, or an open list
