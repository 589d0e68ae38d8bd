"""四: what the directory publishes; 十: the bodies that report."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.annual.enums import Register
from gongkai.annual.facts import bodies as facts
from gongkai.annual.measure import Measure

_DIRECTORY = (
    ("services.items", "政务服务事项", "项", facts.SERVICE_ITEMS),
    ("services.guides", "办事指南", "份", facts.GUIDES),
    ("services.windows", "服务窗口", "个", facts.WINDOWS),
    ("services.staff", "窗口工作人员", "人", facts.STAFF),
    ("services.lines", "监督投诉渠道", "个", facts.COMPLAINT_LINES),
    ("services.leaders", "公开的领导班子成员", "人", facts.LEADERS),
    ("services.offices", "公开的内设机构", "个", facts.OFFICES),
)


def measures(_year: int) -> Iterator[Measure]:
    for key, label, unit, source in _DIRECTORY:
        yield Measure(key, label, unit, "四", (source.where(),), Register.DIRECTORY)
    yield Measure(
        "reports.published",
        "编制年度报告的单位",
        "家",
        "十",
        (facts.REPORTING.where(),),
        Register.REPORTS,
    )
