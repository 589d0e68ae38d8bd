"""Figures in prose: {{key}} stands for a figure and is filled when the text is shown, so that prose cannot contradict a table.

`{{requests.received}}` prints a figure with its unit, `{{label:KEY}}` what a rate is called by those who gave the mark,
`{{list:area}}` the figures of a list, `{{names:requests.subject}}` the names of a list by size, `{{year}}` and `{{body}}` what
they say. A figure that is 未统计 prints as those words. A text is kept by keys, which stay what they are, and edited by names,
which people read: `with_names` and `with_keys` lead from one to the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial

from gongkai.annual.compilation import Compilation
from gongkai.annual.figures import Figure
from gongkai.annual.measure import Measure
from gongkai.annual.rates import RATES

PLACEHOLDER = re.compile(r"\{\{\s*([^{}\s](?:[^{}\n]*[^{}\s])?)\s*\}\}")
_BRACED = re.compile(r"([{｛]+)\s*([^{}｛｝\s](?:[^{}｛｝\n]*[^{}｛｝\s])?)\s*([}｝]+)")
"""Words in braces of any number, also in the wide ones that a Chinese keyboard gives."""
_BRACES = re.compile(r"\{\{|\}\}|｛｛|｝｝")
UNSTATED = "未统计"
_NAMED = 2


@dataclass(frozen=True, slots=True)
class _Listing:
    """`of` chooses the figures, `trim` shortens a label beside its siblings."""

    title: str
    of: Callable[[Compilation], Iterator[Figure]]
    trim: Callable[[str], str] = str


def fill(text: str, report: Compilation) -> str:
    """The text with its figures in place."""
    return PLACEHOLDER.sub(lambda found: _told(found[1], report) or UNSTATED, text)


def stated(text: str, report: Compilation) -> bool:
    """Whether every figure that the text names is there."""
    return all(_told(key, report) for key in PLACEHOLDER.findall(text))


def names_of_figures(measures: Mapping[str, Measure]) -> dict[str, str]:
    """What may stand in a text of the year: the name of each placeholder and what it prints."""
    names = {key: measure.label for key, measure in measures.items() if measure.local}
    names |= {
        f"{key}.share": f"{label}占网站发布总数的比例"
        for key, label in names.items()
        if key.startswith("column.")
    }
    rates = {key: label for _, key, label, _ in RATES if key.removesuffix(".rate") in names}
    names |= rates | {f"label:{key}": f"登记的“{label}”名称" for key, label in rates.items()}
    names |= {f"list:{name}": f"逐项列出：{listing.title}" for name, listing in LISTS.items()}
    names |= {f"names:{name}": f"数量最多的两项的名称：{listing.title}" for name, listing in LISTS.items()}
    return names | {"year": "年度", "body": "单位名称"}


def spelled(names: Mapping[str, str]) -> dict[str, str]:
    """Key → how it is written while a text is edited: its name, with the key behind it where two have one name."""
    often = Counter(names.values())
    return {key: name if often[name] == 1 else f"{name}（{key}）" for key, name in names.items()}


def with_names(text: str, names: Mapping[str, str]) -> str:
    """The text as it is edited; what is no key stands as it was."""
    written = spelled(names)
    return PLACEHOLDER.sub(lambda found: f"{{{{{written.get(found[1], found[1])}}}}}", text)


def with_keys(text: str, names: Mapping[str, str]) -> str:
    """The text as it is kept; what is no name of a figure, a key too, stands as it was."""
    keys = {name: key for key, name in spelled(names).items()}
    return PLACEHOLDER.sub(lambda found: f"{{{{{keys.get(found[1], found[1])}}}}}", text)


def faults(text: str, names: Mapping[str, str]) -> list[str]:
    """What is wrong with the placeholders of a kept text, in sentences; `names` by key."""
    unknown = [key for key in dict.fromkeys(PLACEHOLDER.findall(text)) if key not in names]
    found = [f"没有名称为“{key}”的数字，{_nearest(key, names)}请从可用数字的列表中选取。" for key in unknown]
    found += [
        _misspelt(each[0], each[2], names) for each in _BRACED.finditer(text) if not _is_placeholder(each)
    ]
    if _BRACES.search(_BRACED.sub("", text)):
        found.append("有一处花括号没有成对书写，数字应写成{{名称}}的样子，请核对。")
    return found


def _is_placeholder(found: re.Match[str]) -> bool:
    return (found[1], found[3]) == ("{{", "}}")


def _misspelt(typed: str, word: str, names: Mapping[str, str]) -> str:
    """`word` is a key or a name: what stands in other braces was not read when names became keys."""
    written = spelled(names)
    name = written.get(word, word)
    known = name in written.values()
    shape = f"{{{{{name}}}}}" if known else "{{名称}}"
    which = "" if known else f"，{_nearest(word, names)}名称从可用数字的列表中选取"
    return f"“{typed}”会照原样印出，填不进数字：数字应写成{shape}的样子{which}。不是数字的，请去掉花括号。"


def _nearest(key: str, names: Mapping[str, str]) -> str:
    near = get_close_matches(key, [*spelled(names).values(), *names], n=1)
    return f"最接近的是“{near[0]}”，" if near else ""


def _told(key: str, report: Compilation) -> str:
    kind, _, name = key.partition(":")
    if name and name in LISTS:
        return _list(name, report) if kind == "list" else _names(name, report)
    if kind == "label":
        return report.local[name].label if name in report.local else ""
    if key in report.local:
        return report.local[key].printed
    return _words(report).get(key, "")


def _words(report: Compilation) -> Mapping[str, str]:
    return {"year": str(report.year), "body": report.body_name}


def _list(name: str, report: Compilation) -> str:
    listing = LISTS[name]
    parts = [f"{listing.trim(figure.label)}{figure.printed}" for figure in listing.of(report) if figure.exact]
    if name != "column":
        return "；".join(parts) if name == "area" else "，".join(parts)
    shares = [report.local[f"{figure.measure}.share"].value for figure in listing.of(report) if figure.exact]
    return "；".join(f"{part}，占总数的{share}" for part, share in zip(parts, shares, strict=True))


def _names(name: str, report: Compilation) -> str:
    listing = LISTS[name]
    ranked = sorted(
        (figure for figure in listing.of(report) if figure.exact), key=lambda figure: -figure.exact
    )
    return "、".join(listing.trim(figure.label) for figure in ranked[:_NAMED])


def _starting(start: str, depth: int, report: Compilation) -> Iterator[Figure]:
    """Figures one step below a key, without totals, shares and rates."""
    for key, figure in report.local.items():
        last = key.rpartition(".")[2]
        if key.startswith(f"{start}.") and key.count(".") == depth and last not in {"total", "share", "rate"}:
            yield figure


def _chosen(start: str, last: tuple[str, ...], report: Compilation) -> Iterator[Figure]:
    for name in last:
        figure = report.local.get(f"{start}.{name}")
        if figure is not None:
            yield figure


_RESULTS = ("upheld", "corrected", "other")
LISTS: Mapping[str, _Listing] = {
    "column": _Listing(
        "各栏目条数和占比",
        partial(_starting, "column", 1),
        lambda label: label if label.endswith("信息") else f"{label}类信息",
    ),
    "area": _Listing("各重点领域条数", partial(_starting, "area", 1)),
    "requests.received": _Listing("各渠道申请件数", partial(_starting, "requests.received", 2)),
    "requests.outcome": _Listing("各类答复件数", partial(_starting, "requests.outcome", 2)),
    "requests.subject": _Listing(
        "申请涉及的主题",
        partial(_starting, "requests.subject", 2),
        lambda label: label.removeprefix("申请事项涉及"),
    ),
    "requests.way": _Listing(
        "获取答复的方式",
        partial(_starting, "requests.way", 2),
        lambda label: label.removeprefix("申请以").removesuffix("方式获取"),
    ),
    "reconsideration": _Listing(
        "行政复议各类结果",
        partial(_chosen, "reconsideration", _RESULTS),
        lambda label: label.removeprefix("行政复议"),
    ),
    "litigation": _Listing(
        "行政诉讼各类结果",
        partial(_chosen, "litigation", _RESULTS),
        lambda label: label.removeprefix("行政诉讼"),
    ),
}
