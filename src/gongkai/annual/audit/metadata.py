"""Whose report it is, for which year, on which form; and whether it is a report at all."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

from gongkai.annual.audit.folding import fold
from gongkai.annual.audit.numerals import DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Kind = Literal["narrative", "2014", "2019", "2021"]
YEAR = r"(?P<year>(?:19|20)\d\d|[二一][零九○OoО０0][零一二三四五六七八九○〇O0]{2})年度?"
SUBJECT = r"(?:政府|政务)?信息公开(?:工作)?|政务公开(?:工作)?"
REPORT = r"(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:总结)?(?:年度)?(?:报告|年报)"
# A specimen hides its office: ××区, XX局, **镇, ○○委.
NAME = r"\u4e00-\u9fff（）A-Za-z·、×✕╳*＊○_"
TITLES = (
    re.compile(rf"^(?P<body>[{NAME}]{{2,40}}?)(?:关于)?{YEAR}(?:的)?(?:{SUBJECT}){REPORT}"),
    re.compile(rf"^(?:关于)?{YEAR}(?P<body>[{NAME}]{{0,40}}?)(?:{SUBJECT}){REPORT}"),
    re.compile(rf"^(?P<body>[{NAME}]{{0,40}}?)(?:{SUBJECT}){YEAR}{REPORT}"),
    re.compile(rf"^(?P<body>[{NAME}]{{0,40}}?)(?:{SUBJECT}){REPORT}（{YEAR}）"),
)
BODY_LINE = re.compile(
    r"^[\u4e00-\u9fff（）·]{2,30}(?:政府|局|委员会|办公室|办公厅|办事处|厅|院|中心|镇|乡|街道|区|县|市|州|盟|旗|委|部|署|站|队|分局|大队|支队)$"
)
BODY_SAID = (
    re.compile(
        r"(?:由|现将|现公布|公布)(?P<body>[\u4e00-\u9fff（）]{2,30}?(?:政府|局|委员会|办公室|办公厅|办事处|厅|院|镇|乡|街道|中心|委))(?:根据|按照|依据|编制|组织|负责|(?:19|20)\d\d)"
    ),
    re.compile(
        r"(?:请)?(?:与|联系|向)：?(?P<body>[\u4e00-\u9fff（）]{2,30}?(?:政府|局|委员会|办公室|办公厅|办事处|厅|院|镇|乡|街道|中心|委))(?:联系|（|，|。)"
    ),
)
PERIOD = re.compile(r"(?:自|从|为|期限|日期)[^。]{0,12}?((?:19|20)\d\d)年1月1日")
LEAD_OUT = re.compile(r"^(?:关于|正文|附件\d*：?|首页.*|当前位置.*)|(?:关于)$")
SIGNS: dict[Kind, tuple[str, ...]] = {
    "2019": (
        "本年新制作数量", "本年新公开数量", "对外公开总数量", "上一年项目数量", "其他对外管理服务事项", "政府集中采购",
    ),
    "2021": (
        "本年制发件数", "本年废止件数", "现行有效件数", "本年处理决定数量", "本年收费金额", "逾期不补正", "未按收费通知",
    ),
    "2014": (
        "政府信息公开情况统计表", "不同渠道和方式公开相同信息计1条", "收到申请数", "申请办结数", "申请答复数",
        "不同意公开答复数", "按时办结数", "从事政府信息公开工作人员数", "被依法纠错数",
    ),
}  # fmt: skip
TITLE_LINE = 40
OPENING, LAST_TITLE = 60, 300  # lines; navigation may stand above a title
LISTED = 6  # lines behind a title in which a list of titles shows itself
SPEAKS = re.compile(r"主动公开|依申请公开|信息公开申请|行政复议|公开信息|发布信息")
SAYS_REPORT = re.compile(
    r"现(?:将|予)?(?:公布|发布|公开)[^。；]{2,40}年度报告[。：，]|本(?:年度|年)?报告(?:根据|依据|由|所列|中|按|包括|涵盖|全文|内容|的电子|电子)|年度报告如下|情况(?:报告|汇报|公布|总结)如下|特向社会公布|编制本(?:年度)?报告"
)


@dataclass(frozen=True, slots=True)
class Heading:
    body: str | None
    year: int | None
    titled: bool


def identify(lines: Sequence[str]) -> Heading:
    """Body and year from the title, else from what the opening says; None where neither does."""
    shown = [fold(line).text for line in islice((line for line in lines if line.strip()), OPENING)]
    place, titled = next(_titles(shown), (0, None))
    if titled is not None and titled.body and not _of_another_year(shown[place + 1 : place + LISTED], titled):
        return titled
    titles = [title for _, title in _titles(_reports_named(lines))]
    flat = fold("\n".join(lines[:400])).text
    period = PERIOD.search(flat)
    said = int(period[1]) if period else _commonest_year(flat)
    if titles:  # a page may list the reports of all years above the one that it shows
        titled = min(titles, key=lambda title: (title.year != said, title.body is None))
    year = titled.year if titled else None
    year = said if year is None else year
    return Heading(titled.body if titled and titled.body else _body_said(flat), year, titled is not None)


def _of_another_year(following: Sequence[str], titled: Heading) -> bool:
    return any(other.year != titled.year for _, other in _titles(following))


def _reports_named(lines: Sequence[str]) -> list[str]:
    """The opening, and of what follows the lines that may hold a title."""
    printed = islice((line for line in lines if line.strip()), LAST_TITLE)
    return [fold(line).text if at < OPENING or "报" in line else "" for at, line in enumerate(printed)]


def _titles(shown: Sequence[str]) -> Iterator[tuple[int, Heading]]:
    """Every line, or two lines together, that reads as the title of an annual report, with its place."""
    for at, line in enumerate(shown):
        behind = shown[at + 1] if at + 1 < len(shown) else ""
        for text, before in (
            (line, at),
            (line + behind if max(len(line), len(behind)) <= TITLE_LINE else "", at),
        ):
            found = _title(text)
            if found is not None:
                body = found.body or _line_before(shown, before)
                yield at, Heading(body, found.year, titled=True)


def _title(text: str) -> Heading | None:
    text = re.sub(r"[“”\"《》\s]", "", text.rsplit(">", maxsplit=1)[-1])
    if len(text) > 80 or "报" not in text or re.search(r"[。；]|通知|根据|格式|要求", text):  # noqa: PLR2004 - a title is short
        return None
    for pattern in TITLES:
        match = pattern.search(text)
        if match and not (pattern is TITLES[0] and match["body"].startswith("关于")):
            body = LEAD_OUT.sub("", match["body"]).strip("，、：的")
            return Heading(body or None, _year(match["year"]), titled=True)
    return None


def _line_before(shown: Sequence[str], at: int) -> str | None:
    before = shown[at - 1] if at else ""
    return before if BODY_LINE.match(before) else None


def _year(text: str) -> int:
    digits = "".join(str(DIGITS.get(c, 0)) if not c.isdigit() else c for c in text)
    return int(digits)


def _commonest_year(flat: str) -> int | None:
    years = Counter(re.findall(r"(?<!\d)(20\d\d)年", flat))
    return int(years.most_common(1)[0][0]) if years else None


def _body_said(flat: str) -> str | None:
    for pattern in BODY_SAID:
        match = pattern.search(flat[:3000])
        if match:
            return match["body"]
    return None


def kind_of(text: str, table_form: str | None, *, statistics: bool) -> Kind:
    """By the labels that stand in the text, never by the year: some bodies still use an abolished template."""
    if table_form in ("2019", "2021"):
        return "2019" if table_form == "2019" else "2021"
    hits = {kind: sum(word in text for word in words) for kind, words in SIGNS.items()}
    if statistics or hits["2014"] >= 4:  # noqa: PLR2004 - one or two such words stand in prose too
        return "2014"
    best: Kind = max(("2021", "2019"), key=lambda kind: hits[kind])
    return best if hits[best] >= 2 else "narrative"  # noqa: PLR2004


def is_report(heading: Heading, text: str) -> bool:
    """An annual report has the title, or a period and the subjects of the Regulation's Art. 50."""
    if heading.titled:
        return "公开" in text or SPEAKS.search(text) is not None
    subjects = len(set(SPEAKS.findall(text)))
    opening = bool(SAYS_REPORT.search(re.sub(r"\s", "", text[:2500])))
    return heading.year is not None and subjects >= 2 and opening and "信息公开" in text  # noqa: PLR2004
