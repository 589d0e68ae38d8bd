"""口径说明: where a reader would stumble, how the figures were counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from gongkai.annual.rates import BEST_MARK
from gongkai.records.enums import KEY_AREA_COLUMN

if TYPE_CHECKING:
    from gongkai.annual.figures import Figure
    from gongkai.annual.sources import Number


def notes_of(local: Mapping[str, Figure]) -> Iterator[str]:
    told = _Told(local)
    yield from _distinct(told)
    yield from _areas(told)
    yield from _shares(told)
    yield from _social(told)
    yield from _answers(told)
    yield from _bodies(told)
    yield from _excellence(told)


class _Told:
    """Exact figures by key; what is not stated counts as nought, which is enough for a note to stay away."""

    def __init__(self, local: Mapping[str, Figure]) -> None:
        self._local = local

    def __getitem__(self, key: str) -> Number:
        return self._local[key].exact if key in self._local else 0

    def has(self, *keys: str) -> bool:
        return all(key in self._local for key in keys)

    def starting(self, start: str) -> list[Figure]:
        return [figure for key, figure in self._local.items() if key.startswith(start)]


def _distinct(told: _Told) -> Iterator[str]:
    repeated = told["website.total"] + told["posts.total"] - told["items.distinct"]
    if repeated > 0:
        yield (
            f"各类公开主体发布信息总数按不重复的条目统计，实为{told['items.distinct']}条：政府门户网站{told['website.total']}条，"
            f"加上政务微博、政务微信中不是转发网站内容的{told['posts.total'] - repeated}条；"
            f"转发网站内容的{repeated}条不再计数。"
        )


def _areas(told: _Told) -> Iterator[str]:
    key = f"column.{KEY_AREA_COLUMN}"
    column = told[key] if told.has(key) else told["area.total"]
    overlap = told["area.total"] - column
    if overlap > 0:
        yield (
            f"重点领域信息各项合计{told['area.total']}条，多于“重点领域信息”栏目的{column}条："
            f"同一条信息可归入不止一个重点领域，其他栏目的信息也可归入重点领域，由此多出{overlap}条。"
        )


def _shares(told: _Told) -> Iterator[str]:
    if told["website.total"]:
        yield "占比按四舍五入保留两位小数，各项相加不一定等于100.00%。"


def _social(told: _Told) -> Iterator[str]:
    if told["posts.weibo"] and told["posts.wechat"]:
        yield (
            f"第七部分的{told['posts.total']}条由第二部分的{told['posts.weibo']}条（政务微博）"
            f"和{told['posts.wechat']}条（政务微信）相加而成，是同一批信息。"
        )


def _answers(told: _Told) -> Iterator[str]:
    if told["requests.outcome.already_public"] and told["requests.outcome.granted"]:
        yield (
            "“属于已主动公开范围”指所申请的信息已经主动公开、告知获取方式的答复，单独统计，"
            "与“同意公开”不重复；各类答复相加等于答复总数。"
        )


def _bodies(told: _Told) -> Iterator[str]:
    present = [figure for figure in told.starting("activity.open_day.") if figure.unit in {"个", "家"}]
    if told["reports.published"] and present:
        among = "、".join(f"{figure.label}{figure.value}{figure.unit}" for figure in present)
        yield (
            f"编制年度报告的单位{told['reports.published']}家，是有编制年度报告义务的全部单位；"
            f"政务公开日当日{among}，只计到场的单位，二者范围不同。"
        )


def _excellence(told: _Told) -> Iterator[str]:
    for figure in told.starting("cases."):
        if ".good / " in figure.measure and figure.label != BEST_MARK:
            yield f"“{figure.label}”沿用转办渠道的评价名称，按评为优秀的件数占办件总数计算。"
