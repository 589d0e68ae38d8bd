"""Labels and dates as the portal prints them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple


class State(NamedTuple):
    """A state has a word and an icon besides its colour; `tone` names the colour."""

    word: str
    icon: str
    tone: str


VALIDITY: Mapping[str, State] = {
    "IN_FORCE": State("有效", "valid", "good"),
    "AMENDED": State("已修改", "amended", "warn"),
    "REPEALED": State("废止", "ended", "bad"),
    "LAPSED": State("失效", "ended", "bad"),
}
DISCLOSURE: Mapping[str, str] = {"PROACTIVE": "主动公开", "ON_REQUEST": "依申请公开", "WITHHELD": "不予公开"}
LEGAL_CHARACTER: Mapping[str, str] = {"RULE": "规章", "NORMATIVE": "行政规范性文件"}
KIND_TITLES: Mapping[str, str] = {
    "document": "政策文件",
    "rule": "政府信息公开制度",
    "guide": "政府信息公开指南",
    "report": "政府信息公开年报",
    "catalogue": "政府信息公开目录",
    "institution": "机构信息",
    "service": "办事指南",
}
# Values of ColumnType that 国办发〔2017〕47号 names; a column of another name is a part of the catalogue.
COLUMN_TYPES: Mapping[str, str] = {
    "组织机构": "机构职能",
    "政策法规": "政策文件",
    "政策文件": "政策文件",
    "工作动态": "工作动态",
    "政策解读": "政策解读",
    "统计信息": "数据发布",
    "政府信息公开制度": "政策文件",
    "政府信息公开指南": "信息公开指南",
    "政府信息公开年报": "信息公开年报",
    "依申请公开": "依申请公开",
    "机构信息": "机构职能",
    "办事指南": "办事服务",
    "办事服务": "办事服务",
}
FILE_KINDS: Mapping[str, str] = {
    "doc": "Word 文档",
    "docx": "Word 文档",
    "wps": "WPS 文字",
    "xls": "Excel 表格",
    "xlsx": "Excel 表格",
    "et": "WPS 表格",
    "csv": "CSV 表格",
    "pdf": "PDF 文档",
    "ofd": "OFD 版式文档",
    "txt": "文本文件",
    "zip": "ZIP 压缩包",
    "rar": "RAR 压缩包",
    "jpg": "JPEG 图片",
    "jpeg": "JPEG 图片",
    "png": "PNG 图片",
}
_KILO = 1024
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SUFFIX = re.compile(r"\.([A-Za-z0-9]{1,8})$")


def chinese_date(day: str) -> str:
    """An ISO day (or the day of an ISO moment) as 2017年3月20日; anything else comes back unchanged."""
    match = _DAY.match(day)
    if match is None:
        return day
    year, month, date = match.groups()
    return f"{year}年{int(month)}月{int(date)}日"


def chinese_moment(moment: str) -> str:
    """An ISO moment as 2017年3月20日 09:30."""
    return f"{chinese_date(moment)} {moment[11:16]}".rstrip()


def column_type(column: str) -> str:
    return COLUMN_TYPES.get(column, "信息公开目录") if column else ""


def minute(moment: str) -> str:
    """An ISO moment as `YYYY-MM-DD HH:MM`, the form that 国办发〔2017〕47号 sets for PubDate."""
    return moment[:16].replace("T", " ")


def suffix(name: str) -> str:
    match = _SUFFIX.search(name)
    return match.group(1).lower() if match else ""


def file_kind(name: str, media_type: str) -> str:
    """What a file is, in a reader's words: by the end of its name, else its media type."""
    ending = suffix(name)
    return FILE_KINDS.get(ending) or (f"{ending.upper()} 文件" if ending else media_type)


def file_size(size: int) -> str:
    if size < _KILO:
        return f"{size} 字节"
    if size < _KILO * _KILO:
        return f"{size / _KILO:.0f} KB"
    return f"{size / _KILO / _KILO:.1f} MB"


def grouped(number: int) -> str:
    return f"{number:,}"
