"""文号、索引号、统一社会信用代码: parse, write, check."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from stdnum.cn import uscc

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_YEAR, LAST_YEAR = 1949, 2199
CENTRAL_GOVERNMENT_CODE: Final = "000014349"  # 国务院办公厅; a county once put it on its own pages


class NumberingError(ValueError):
    """The number is not written as it must be; the message says what and how to mend it."""


@dataclass(frozen=True, slots=True, order=True)
class DocumentNumber:
    """发文字号: 机关代字 + 〔year〕 + serial without leading noughts + 号 (GB/T 9704); str() writes it."""

    issuer: str
    year: int
    serial: int

    def __post_init__(self) -> None:
        if not self.issuer or _BRACKETS.search(self.issuer) or any(char.isspace() for char in self.issuer):
            raise NumberingError(f"发文机关代字“{self.issuer}”不完整或含有括号、空格。请核对文号。")
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise NumberingError(f"文号中的年份 {self.year} 不对。请核对文号。")
        if self.serial < 1:
            raise NumberingError("文号中的发文顺序号应从1起。请核对文号。")

    def __str__(self) -> str:
        return f"{self.issuer}〔{self.year}〕{self.serial}号"


_BRACKETS: Final = re.compile(r"[〔〕\[\]()（）［］【】]")
_STRICT: Final = re.compile(
    r"(?P<issuer>[^〔〕\[\]()（）［］【】\s]+)〔(?P<year>\d{4})〕(?P<serial>[1-9]\d*)号"
)
_LOOSE: Final = re.compile(
    r"(?P<issuer>[^〔〕\[\]()（）［］【】\s]+)\s*[〔\[(（［【]\s*(?P<year>\d{4})\s*[〕\])）］】]\s*第?\s*0*(?P<serial>[1-9]\d*)\s*号"
)


def parse_document_number(text: str) -> DocumentNumber:
    """A number as it must stand: 沈政发〔2017〕1号. NumberingError gives the right form of a near miss."""
    text = text.strip()
    found = _STRICT.fullmatch(text)
    if found is None:
        near = _LOOSE.fullmatch(text)
        right = (
            f"，应写作 {_built(near)}"
            if near
            else "，应写作“机关代字〔年份〕顺序号”加“号”字，如：示政办发〔2026〕3号"
        )
        raise NumberingError(
            f"文号“{text}”的写法不对{right}。年份用六角括号〔〕，顺序号不加“第”字、不编虚位。"
        )
    return _built(found)


def mend_document_number(text: str) -> DocumentNumber:
    """Read a number with wrong brackets, blanks, 第 or leading noughts as it was meant."""
    found = _LOOSE.fullmatch(text.strip())
    if found is None:
        return parse_document_number(text)
    return _built(found)


def _built(found: re.Match[str]) -> DocumentNumber:
    return DocumentNumber(found["issuer"], int(found["year"]), int(found["serial"]))


def is_uscc(code: str) -> bool:
    """统一社会信用代码: 18 characters with a right check character (GB 32100)."""
    return len(code) == USCC_LENGTH and code == code.upper() and bool(uscc.is_valid(code))


USCC_LENGTH: Final = 18
_FIELDS: Final[Mapping[str, str]] = {
    "uscc": r"[0-9A-Z]{18}",  # 统一社会信用代码
    "org": r"[0-9A-Z]{9}",  # 组织机构代码, its check character without a hyphen
    "category": r"[0-9A-Z]+",  # 分类代码
    "network": r"[01]",  # 上海: 0 政务外网, 1 涉密内网
    "year": r"\d{4}",
    "month": r"\d{6}",  # yyyymm
    "day": r"\d{8}",  # yyyymmdd
    "serial": r"\d{5}",
}


@dataclass(frozen=True)
class IndexPattern:
    """How one tenant writes 索引号: literal text and fields in braces, "{org}/{year}-{serial}"; serials have 5 digits.

    A number is unique and is never given again after withdrawal: that is kept by the room that issues it.
    """

    template: str

    def __post_init__(self) -> None:
        names = re.findall(r"\{(\w+)\}", self.template)
        if unknown := [name for name in names if name not in _FIELDS]:
            raise NumberingError(f"索引号规则中有不认识的栏目 {unknown[0]}。可用的有 {'、'.join(_FIELDS)}。")
        if "serial" not in names or len(set(names)) != len(names):
            raise NumberingError("索引号规则应有且只有一个顺序号 {serial}，各栏目不得重复。")

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        parts = re.split(r"\{(\w+)\}", self.template)
        text = "".join(
            f"(?P<{part}>{_FIELDS[part]})" if odd % 2 else re.escape(part) for odd, part in enumerate(parts)
        )
        return re.compile(text)

    def format(self, **fields: str | int) -> str:
        """Write a number; NumberingError when a field is missing or does not fit."""
        values = {name: f"{value:05d}" if name == "serial" else str(value) for name, value in fields.items()}
        try:
            text = self.template.format_map(values)
        except KeyError as error:
            raise NumberingError(f"编索引号时缺少 {error.args[0]}。请补充。") from error
        self.parse(text)
        return text

    def parse(self, text: str) -> dict[str, str]:
        """The fields of a number; NumberingError when it does not follow the pattern."""
        found = self._regex.fullmatch(text)
        if found is None:
            raise NumberingError(f"索引号“{text}”不符合规则 {self.template}。请核对。")
        return found.groupdict()


CENTRAL: Final = IndexPattern("{org}/{year}-{serial}")  # 中国政府网, 江苏
BY_CREDIT_CODE: Final = IndexPattern("{uscc}/{year}-{serial}")  # 山东、广东、甘肃
BY_MONTH: Final = IndexPattern("{org}/{month}-{serial}")  # 安徽: the serial restarts every month
SHANGHAI: Final = IndexPattern("SY{org}{network}{year}{serial}")  # 21 characters


def index_warnings(pattern: IndexPattern, text: str) -> tuple[str, ...]:
    """What is well formed and still looks wrong: a foreign organisation code, a false credit code."""
    fields = pattern.parse(text)
    warnings = []
    if fields.get("org") == CENTRAL_GOVERNMENT_CODE:
        warnings.append("索引号使用了国务院办公厅的机构代码。请改用本机关的代码。")
    if "uscc" in fields and not is_uscc(fields["uscc"]):
        warnings.append("索引号中的统一社会信用代码校验码不对。请核对机构信息。")
    return tuple(warnings)
