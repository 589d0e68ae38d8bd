"""How a matter goes in each area of the desk, for who sits here for the first time; the terms stand on each page itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from gongkai.bodies.access import Act
from gongkai.shell.seat import Seat


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`acts`: it is told where any of them has a reach, because what it says is to be found there and nowhere else."""

    acts: tuple[Act, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Course:
    title: str
    paragraphs: tuple[Paragraph, ...]


_RECORDS = (Act.VIEW_RECORDS,)
_REQUESTS = (Act.VIEW_REQUESTS,)
_REQUESTS_WAIT = (
    Act.REGISTER_REQUEST,
    Act.HANDLE_REQUEST,
    Act.REVIEW_REPLY,
    Act.SIGN_REPLY,
    Act.DELIVER_REPLY,
)
"""Whose to-do list holds requests with a term."""
_DISPUTES = (Act.VIEW_DISPUTES,)
_ENGAGEMENT = (Act.VIEW_ENGAGEMENT,)
_FIGURES = (Act.VIEW_FIGURES,)
_TASKS = (Act.VIEW_TASKS,)

COURSES: Final[Mapping[str, Course]] = {
    "主动公开": Course(
        "一件信息怎样办理",
        (
            Paragraph(
                _RECORDS,
                "拟稿人起草并选定公开属性，提交审核。主动公开的一般信息经初审、批准；公文、规章、行政规范性文件和政府信息公开制度，"
                "以及依申请公开、不予公开的信息，依次经初审、复审、批准。拟稿、审核、批准由不同人员办理，签署的文字就是发布的文字。",
            ),
            Paragraph(
                _RECORDS,
                "审签完成后，主动公开的信息发布，依申请公开、不予公开的归档，不对外发布。"
                "审签中和发布、归档以前，发现问题可以退回，修改后重新提交。",
            ),
            Paragraph(
                _RECORDS,
                "已发布的信息有误的，修改后状态为“更正中”，公众仍看到原来的版本；提交审核、重新审签并写明更正说明后才对外更新。"
                "不应公开的，写明理由撤回，原址改为撤回说明。",
            ),
        ),
    ),
    "依申请公开": Course(
        "一件申请怎样办理",
        (
            Paragraph(
                _REQUESTS,
                "收到申请即登记，写明提交渠道和到达时间；收到申请之日由系统按这些事实认定，答复期限按收到之日和当时施行的条例计算，"
                "依据写在办理页。补正、延期、征求第三方意见怎样影响期限，也写在那里。",
            ),
            Paragraph(
                _REQUESTS,
                "此刻依法可以办理、由您办理的事项在页面上显示为按钮；没有显示的，是现在不能办理，或者由其他人员办理。"
                "答复书由不同人员经办、审核、签发，签发时编号；送达后登记送达方式、日期和凭证，最后归档。",
            ),
            Paragraph(
                _REQUESTS_WAIT,
                "逾期、今日到期和三个工作日内到期的申请，轮到您办理的，列在“我的待办”最前面。",
            ),
        ),
    ),
    "复议诉讼": Course(
        "复议、诉讼和举报投诉怎样登记",
        (
            Paragraph(
                _DISPUTES,
                "收到复议机关、人民法院的文书即登记，照录案号，写明收到日期；涉及申请的填写收件编号。答复、答辩的期限由系统计算。"
                "结果作出后登记结果和日期，年度报告按结果计入相应栏目，尚无结果的计入“尚未审结”。",
            ),
            Paragraph(_DISPUTES, "举报投诉登记来源和要求答复的日期，办结后登记调查处理结果。"),
        ),
    ),
    "解读回应": Course(
        "解读、舆情和活动怎样登记",
        (
            Paragraph(
                _ENGAGEMENT,
                "解读材料与所解读的文件相互关联，同样经过审签。政务舆情从发现时起按小时计时，"
                "首次发布权威信息时间和回应时间如实登记。",
            ),
            Paragraph(
                _ENGAGEMENT,
                "活动登记活动日期和数量，建议提案登记交办日期、答复日期和公开情况，转办件登记接收日期和反馈日期，"
                "年度报告由这些登记统计。政务新媒体账号登记开通和关停；推文不在这里逐条登记，只列出已经收录的。",
            ),
        ),
    ),
    "年度报告": Course(
        "年度报告怎样编制",
        (
            Paragraph(
                _FIGURES,
                "每个数字都由登记的条目统计，点开即见所计的条目；对数字有疑问的，到条目中更正，不在报告里改数。"
                "“0”是统计过而没有，“未统计”是没有人统计过，两者不同。",
            ),
            Paragraph(
                _FIGURES,
                "数字之间应有的关系由系统核对，不一致的标在表格上，更正以前不能报送。"
                "年度结束后编写各章、报送、审核、签署，公布以后不再变动；以后年度的登记不影响已经公布的数字。",
            ),
        ),
    ),
    "监督考核": Course(
        "督办怎样进行",
        (
            Paragraph(
                (Act.OVERSEE,),
                "“全区督办”列出各单位逾期、到期和未报的事项，点开数字即见所计的条目。",
            ),
            Paragraph((Act.REMIND,), "催办单由系统写好事由和清单，核对后发出。"),
            Paragraph(
                _TASKS,
                "被催办的单位在“催办单”里填写反馈，事项本身在原处办结。"
                "带有普遍性、需要整改的登记为“存在问题”，整改情况写入下一年度的报告。",
            ),
        ),
    ),
}
"""Area of the navigation → what is told of it."""


def courses_of(seat: Seat, areas: list[str]) -> list[tuple[str, list[str]]]:
    """Title and paragraphs of each area that has something to tell at this seat."""
    chosen = [(COURSES[area].title, _told(COURSES[area], seat)) for area in areas if area in COURSES]
    return [(title, texts) for title, texts in chosen if texts]


def _told(course: Course, seat: Seat) -> list[str]:
    return [each.text for each in course.paragraphs if seat.reach(*each.acts)]
