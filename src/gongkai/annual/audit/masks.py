"""Numbers that are never figures: dates, terms, telephones, document numbers, addresses, ordinals, list numbers."""

from __future__ import annotations

import re

CN = "零一二两三四五六七八九十百千万"
NUM = r"\d[\d,]{0,24}(?:\.\d+)?"
YEAR_END = r"(?:年度|年底|年末|年初|年)"

# What is hidden, where it can begin (0 at a digit, 一 at a numeral in characters, 字 at one of SIGNS), how it reads. Of
# those that begin at one place the first that fits is taken. Texts are folded (folding.py).
PATTERNS: tuple[tuple[str, str, str], ...] = (
    ("网址", "字", r"(?:https?：?:?//|www\.)[^\s，。；、（）“”《》]+"),
    ("邮箱", "0字", r"(?<![A-Za-z0-9_.+\-])[A-Za-z0-9_.+\-]++@[A-Za-z0-9_.\-]+"),
    ("文号", "字", r"[〔\[（(<〈﹝]\s*(?:19|20)\d{2}\s*[〕\]）)>〉﹞]\s*第?\s*\d*\s*号?"),
    ("文号年份", "字", r"[〔﹝]\d+[〕﹞]\d*号?"),
    ("编号", "0字", r"(?:第|第 ?)?\d+(?:[-—之]\d+)?号(?:文|令|公告)?"),
    ("日期", "0", rf"(?:19|20)\d{{2}}\s?[-—~至到]\s?(?:(?:19|20)?\d{{2}}){YEAR_END}"),
    ("日期", "0", r"(?:19|20)\d{2}[-./—](?:0?[1-9]|1[0-2])[-./—](?:[0-2]?\d|3[01])(?!\d)"),
    (
        "日期",
        "0",
        rf"(?:19|20)\d{{2}}{YEAR_END}(?:以来)?(?:\d{{1,2}}月(?:份|底|初|末)?)?(?:\d{{1,2}}[日号])?",
    ),
    ("日期", "0", r"(?<!\d)\d{1,2}月(?:份|底|初|末)?(?:\d{1,2}[日号])?(?:[-—~至到]\d{1,2}[日号])?"),
    ("日期", "0", r"(?<!\d)\d{1,2}[-—~至到]\d{1,2}月(?:份|\d{1,2}[日号])?"),
    ("日期", "0", r"(?<!\d)\d{1,2}日(?!报|常|均)"),
    ("年份", "0", r"(?<!\d)(?:19|20)\d{2}(?=[-—~至、，和及]+(?:19|20)\d{2}年)"),
    (
        "日期",
        "一",
        r"[二一][零九〇][零一二三四五六七八九〇]{2}年(?:度|[零一二三四五六七八九十]{1,3}月)?(?:[一二三四五六七八九十]{1,3}日)?",
    ),
    ("日期", "一", r"[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"),
    ("时刻", "0", r"(?<!\d)\d{1,2}：\d{2}(?:：\d{2})?(?!\d)"),
    ("时刻", "0", r"(?<!\d)\d{1,2}(?:时|点)(?:\d{1,2}分)?(?!\w?[%])"),
    (
        "期限",
        "0一",
        rf"(?:\d+|[{CN}]+)(?:多|余)?(?:个)?(?:工作日|自然日|小时|天|周|月|季度|分钟|秒|年|学时|课时)(?:内|以内|以上|以前|前)?",
    ),
    ("期限", "0", r"\d+[×xX*]\d+(?:小时)?"),
    ("电话", "0", r"(?<!\d)0\d{2,3}[-—－–)）]+\d{6,8}(?:[-—转、/]\d{1,8})*"),
    ("电话", "0", r"(?<!\d)1[3-9]\d{9}(?!\d)"),
    ("电话", "0", r"(?<!\d)400[-—]?\d{3}[-—]?\d{4}"),
    (
        "电话",
        "字",
        r"(?:联系电话|电话|传真|手机|热线|邮编|邮政编码|QQ群?|账号|代码|区号)(?:号码)?[：为是]?\(?（?\d[\d\-—－–()（）、/]{4,}(?![条件宗起份个次])",
    ),
    ("法条", "字", rf"第(?:\d+|[{CN}]+)(?:[-—、至和](?:第)?(?:\d+|[{CN}]+))*(?:条|款|项|章|节|编)?"),
    ("序号", "字", rf"第（?(?:\d+|[{CN}]+)）?"),
    (
        "名次",
        "字",
        rf"(?:(?<![目此日之以先当提])前|位居|位列|排名|排|名列)(?:全[国省市区县])?(?:第)?(?:\d+|[{CN}]+)(?:名|位|强)?",
    ),
    ("地址", "0", r"\d+(?:号|楼|室|栋|幢|层|单元|弄|巷|路|街|大街|道|座|组团)"),
    (
        "列项号",
        "0字",
        r"(?:(?<=[，。；：、\s）])|^|(?<=[条件宗起只篇次个期份项人%]))\(?\d{1,2}[.．、)](?=[^\d\s，。；])",
    ),
    ("列项号", "字", r"（(?:\d{1,2}|[一二三四五六七八九十]{1,3})）"),
    ("列项号", "字", r"[①-⑳⑴-⒇⒈-⒛㈠-㈩]"),
    ("列项号", "一", r"(?:^|(?<=[。；：]))[一二三四五六七八九十]{1,3}、"),
    ("列项号", "一", r"[一二三四五六七八九十]{1,2}是"),
    ("专名", "字", r"《[^》]{0,200}》"),
    ("专名", "字", r"“[^”]{0,30}”"),
    ("专名", "字", r"‘[^’]{0,30}’"),
    ("专名", "0", r"\d{1,2}[•·・‧]\d{1,2}"),
    ("专名", "0字", r"(?<![A-Za-z])[A-Za-z]++[\d./—-]*\d|\d+(?:\.\d+)?[A-Za-z]+"),
    (
        "专名",
        "一字",
        r"(?:十[一二三四五]五|[一二三]公|双随机|互联网\+|三农|两会|两学一做|三审三校|一网通办|最多跑一次|一件事|一张网|一站式|一次性)",
    ),
    ("分数", "0一", rf"(?<![\d.])\d+/\d+(?![\d.])|[{CN}]+分之[{CN}]+"),
    ("区间", "0", rf"{NUM}(?:[条件次个份期篇人名项])?[-—~～至到]{NUM}(?=[条件次个份期篇人名项场家元万%])"),
    ("比例", "0", r"\d+(?:\.\d+)?比\d+(?:\.\d+)?(?![\d年])"),
    ("增幅点", "0", rf"{NUM}个?百分点"),
    (
        "概数",
        "一字",
        r"(?:数|几|上|成|近|若干)[十百千万]+(?:余|多)?|[十百千万]几|几[十百千万]+|(?<!\d)[百千万]余",
    ),
    ("版本", "0", r"(?<![\d.])\d\.0(?![\d万亿%])"),
)
SIGNS = r"A-Za-z_.+\-〔\[（(<〈﹝第联电传手热邮账代区前位排名列①-⑳⑴-⒇⒈-⒛㈠-㈩《“‘双互最数几上成近若"
# Reads as a plain count or share.
COUNTED = (
    r"\d{1,9}(?:[余多]?[条件宗起篇份人次场家名户位期项种台册]|个(?![工自小天周月季分秒年学课百]))(?![-—~～至到])"
    r"|\d{1,3}(?:\.\d{1,4})?%"
)
BEGINS = {"0": rf"(?<!\d)(?=\d)(?!{COUNTED})", "一": rf"(?=[{CN}])", "字": rf"(?=[{SIGNS}])"}


def _beginning_at(sign: str) -> str:
    return BEGINS[sign] + "(?:" + "|".join(f"(?:{p})" for _, begins, p in PATTERNS if sign in begins) + ")"


NEVER = re.compile(
    rf"(?=[0-9{CN}{SIGNS}])(?:{'|'.join(map(_beginning_at, BEGINS))})"
)  # most places fail at once
ENDLESS = re.compile(rf"[\d,]{{24,}}|\d{{20,}}|[{CN}]{{20,}}")  # no figure is as long as this
LONG = re.compile(rf"[0-9,{CN}]{{20}}")
VEIL = dict.fromkeys(map(ord, f"0123456789{CN}"), "·")
NUMERAL = re.compile(rf"[0-9{CN}]")  # spelled out, because \d in a set is looked up character by character
OF_NUMERALS = frozenset(f"0123456789,{CN}")
PERCENT_IN_WORDS = re.compile(rf"百分之(?:[{CN}]+(?:点[{CN}]+)?|\d+(?:\.\d+)?)")


def hide(text: str) -> str:
    """The text with every number that is no figure overwritten by a middle dot, length kept."""
    if not OF_NUMERALS.isdisjoint(text[::20]) and LONG.search(
        text
    ):  # twenty in a row cover one of these places
        text = ENDLESS.sub(lambda m: "·" * len(m[0]), text)
    spoken = [m.span() for m in PERCENT_IN_WORDS.finditer(text)] if "百分之" in text else []

    def veiled(match: re.Match[str]) -> str:
        if spoken and any(match.start() < b and a < match.end() for a, b in spoken):
            return match[0]
        return match[0].translate(VEIL)

    return NEVER.sub(veiled, text)
