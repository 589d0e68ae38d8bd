"""The instruments the law room stands on, and citations of them as a clerk would write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Confidence(StrEnum):
    """How the text behind a rule was read."""

    TEXT = "V"  # the instrument's own text
    SECONDARY = "V2"  # commentary, a local notice, a real report
    UNVERIFIED = "M"  # kept as data with its source named, easy to correct


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument; `short` is the name the sentences use, `since`/`until` its days in force, both included.

    Of a letter of the 国办 office only the year is known: it stands as the first of January.
    """

    title: str
    number: str
    short: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """条、款、项 of one instrument; str() gives 《…》第三十六条第（一）项. A letter without articles has none."""

    instrument: Instrument
    article: int | None = None
    paragraph: int | None = None
    item: int | None = None
    confidence: Confidence = Confidence.TEXT

    def __str__(self) -> str:
        return self.instrument.short + self.place

    @property
    def place(self) -> str:
        """第…条第…款第（…）项 alone."""
        article = f"第{chinese_number(self.article)}条" if self.article else ""
        paragraph = f"第{chinese_number(self.paragraph)}款" if self.paragraph else ""
        item = f"第（{chinese_number(self.item)}）项" if self.item else ""
        return article + paragraph + item


_DIGITS = "零一二三四五六七八九"


def chinese_number(value: int) -> str:
    """1 to 199 as articles are numbered: 十、二十四、一百零六."""
    if value >= 100:  # noqa: PLR2004 - a place value
        rest = value % 100
        head = _DIGITS[value // 100] + "百"
        return head + ("" if not rest else ("零" if rest < 10 else _DIGITS[rest // 10] + "十") + _ones(rest))  # noqa: PLR2004
    tens = value // 10
    return ("" if not tens else ("" if tens == 1 else _DIGITS[tens]) + "十") + _ones(value)


def _ones(value: int) -> str:
    return _DIGITS[value % 10] if value % 10 else ""


R07 = Instrument(
    "中华人民共和国政府信息公开条例", "国务院令第492号", "2007年《条例》", date(2008, 5, 1), date(2019, 5, 14)
)
R19 = Instrument("中华人民共和国政府信息公开条例", "国务院令第711号", "2019年《条例》", date(2019, 5, 15))
OPINION_36 = Instrument(
    "关于施行《中华人民共和国政府信息公开条例》若干问题的意见",
    "国办发〔2008〕36号",
    "国办发〔2008〕36号",
    date(2008, 5, 1),
    date(2019, 5, 14),
)
OPINION_5 = Instrument(
    "关于做好政府信息依申请公开工作的意见",
    "国办发〔2010〕5号",
    "国办发〔2010〕5号",
    date(2010, 1, 1),
    date(2019, 5, 14),
)
LETTER_207 = Instrument(
    "关于政府信息公开期限有关问题的解释",
    "国办公开办函〔2015〕207号",
    "国办公开办函〔2015〕207号",
    date(2015, 1, 1),
)
LETTER_235 = Instrument(
    "关于政府信息公开处理决定送达问题的解释",
    "国办公开办函〔2016〕235号",
    "国办公开办函〔2016〕235号",
    date(2016, 1, 1),
)
LETTER_19 = Instrument(
    "关于政府信息公开申请接收渠道问题的解释",
    "国办公开办函〔2017〕19号",
    "国办公开办函〔2017〕19号",
    date(2017, 1, 1),
)
CONCERN_OPINION = Instrument(
    "关于在政务公开工作中进一步做好政务舆情回应的通知",
    "国办发〔2016〕61号",
    "国办发〔2016〕61号",
    date(2016, 7, 30),
)
DETAILED_RULES = Instrument(
    "《关于全面推进政务公开工作的意见》实施细则",
    "国办发〔2016〕80号",
    "国办发〔2016〕80号",
    date(2016, 11, 10),
)
FORMAT_60 = Instrument(
    "政府信息公开工作年度报告格式（试行）",
    "国办公开办函〔2019〕60号",
    "国办公开办函〔2019〕60号",
    date(2019, 11, 23),
    date(2021, 9, 25),
)
FORMAT_30 = Instrument(
    "政府信息公开工作年度报告格式", "国办公开办函〔2021〕30号", "国办公开办函〔2021〕30号", date(2021, 9, 26)
)
JIANGSU_NORM = Instrument(
    "江苏省政府信息公开申请办理答复规范", "", "《江苏省政府信息公开申请办理答复规范》", date(2020, 1, 10)
)
FEE_RULES = Instrument(
    "政府信息公开信息处理费管理办法", "国办函〔2020〕109号", "国办函〔2020〕109号", date(2021, 1, 1)
)
REVIEW_RULES_2007 = Instrument(
    "中华人民共和国行政复议法实施条例", "国务院令第499号", "《行政复议法实施条例》", date(2007, 8, 1)
)
REVIEW_LAW_2017 = Instrument(
    "中华人民共和国行政复议法",
    "2017年修正",
    "《行政复议法》（2017年修正）",
    date(1999, 10, 1),
    date(2023, 12, 31),
)
REVIEW_LAW_2023 = Instrument(
    "中华人民共和国行政复议法", "2023年修订", "《行政复议法》（2023年修订）", date(2024, 1, 1)
)
LITIGATION_LAW_1989 = Instrument(
    "中华人民共和国行政诉讼法", "1989年", "《行政诉讼法》（1989年）", date(1990, 10, 1), date(2015, 4, 30)
)
LITIGATION_LAW = Instrument("中华人民共和国行政诉讼法", "2017年修正", "《行政诉讼法》", date(2015, 5, 1))
LITIGATION_INTERPRETATION = Instrument(
    "关于适用《中华人民共和国行政诉讼法》的解释",
    "法释〔2018〕1号",
    "《行政诉讼法》司法解释（法释〔2018〕1号）",
    date(2018, 2, 8),
)
TRANSITION_2015 = Instrument(
    "关于适用《中华人民共和国行政诉讼法》若干问题的解释",
    "法释〔2015〕9号",
    "法释〔2015〕9号",
    date(2015, 5, 1),
    date(2018, 2, 7),
)
DEFENDANT_RULES = Instrument(
    "关于正确确定县级以上地方人民政府行政诉讼被告资格若干问题的规定",
    "",
    "《正确确定县级以上地方人民政府行政诉讼被告资格若干问题的规定》",
    date(2021, 4, 1),
)
DISCLOSURE_CASES_2011 = Instrument(
    "关于审理政府信息公开行政案件若干问题的规定",
    "法释〔2011〕17号",
    "法释〔2011〕17号",
    date(2011, 8, 13),
    date(2025, 5, 31),
)
DISCLOSURE_CASES_2025 = Instrument(
    "关于审理政府信息公开行政案件适用法律若干问题的解释",
    "法释〔2025〕8号",
    "法释〔2025〕8号",
    date(2025, 6, 1),
)
ARCHIVES_LAW = Instrument("中华人民共和国档案法", "2020年修订", "《档案法》", date(2021, 1, 1))
E_SIGNATURE_LAW = Instrument("中华人民共和国电子签名法", "", "《电子签名法》", date(2005, 4, 1))
CIVIL_PROCEDURE_PERIODS = Instrument(
    "中华人民共和国民事诉讼法", "", "《民事诉讼法》关于期间的规定", date(1991, 4, 9)
)
HOLIDAY_RULES = Instrument("全国年节及纪念日放假办法", "", "《全国年节及纪念日放假办法》", date(1949, 12, 23))
