"""二 and 三: columns, key areas, posts, documents; 十: internal rules."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.annual.enums import Register
from gongkai.annual.facts.publication import (
    ACCOUNTS,
    DOCUMENTS,
    INTERNAL_RULES,
    NORMATIVE_ENDED,
    NORMATIVE_IN_FORCE,
    NORMATIVE_MADE,
    POSTS,
    SITE,
)
from gongkai.annual.measure import Measure
from gongkai.annual.sources import Slice
from gongkai.engagement.enums import Platform
from gongkai.records.models import Taxonomy
from gongkai.records.queries import terms_of_year


def measures(year: int) -> Iterator[Measure]:
    columns = list(terms_of_year(Taxonomy.Kind.COLUMN, year))
    main = _listed("column", (term.code for term in columns if "." not in term.code))
    yield Measure(
        "items.distinct",
        "各类公开主体发布信息总数",
        "条",
        "二",
        (main, POSTS.where(repeating=False)),
        approximate=True,
    )
    yield Measure("website.total", "政府门户网站发布信息", "条", "二", (main,), list_key="columns")
    yield from (_term_measure("column", term, "二") for term in columns)
    yield from _channels()
    yield Measure(
        "documents.government",
        "以区政府、区政府办公室名义印发的主动公开文件",
        "件",
        "二",
        (DOCUMENTS.where(),),
    )
    yield from _normative()
    yield from _areas(year)
    yield Measure(
        "rules.internal", "信息公开制度", "项", "十", (INTERNAL_RULES.where(),), Register.RULES,
        list_key="kind/rule",
    )  # fmt: skip


def _listed(kind: str, codes: Iterator[str]) -> Slice:
    return SITE.where(list_key=frozenset(f"{kind}/{code}" for code in codes))


def _term_measure(kind: str, term: Taxonomy, section: str) -> Measure:
    key = f"{kind}/{term.code}"
    return Measure(f"{kind}.{term.code}", term.name, "条", section, (SITE.where(list_key=key),), list_key=key)


def _areas(year: int) -> Iterator[Measure]:
    terms = list(terms_of_year(Taxonomy.Kind.KEY_AREA, year))
    yield from (_term_measure("area", term, "三") for term in terms)
    every = _listed("area", (term.code for term in terms))
    yield Measure("area.total", "重点领域信息各项合计", "条", "三", (every,))


def _channels() -> Iterator[Measure]:
    weibo, wechat = Platform.WEIBO, Platform.WECHAT
    yield Measure("posts.weibo", "政务微博发布", "条", "二", (POSTS.where(account__platform=weibo.value),))
    yield Measure("posts.wechat", "政务微信发布", "条", "二", (POSTS.where(account__platform=wechat.value),))
    yield Measure("posts.total", "政务微博、政务微信发布合计", "条", "七", (POSTS.where(),))
    yield Measure("accounts.wechat", "官方微信账号", "个", "七", (ACCOUNTS.where(platform=wechat.value),))
    yield Measure("accounts.weibo", "官方微博账号", "个", "七", (ACCOUNTS.where(platform=weibo.value),))


def _normative() -> Iterator[Measure]:
    register, section = Register.NORMATIVE, "二"
    made = (NORMATIVE_MADE.where(),)
    yield Measure("normative.made", "制发规范性文件", "件", section, made, register)
    opened = (NORMATIVE_MADE.where(proactive=True),)
    yield Measure("normative.open", "主动公开规范性文件", "件", section, opened, register)
    ended = (NORMATIVE_ENDED.where(),)
    yield Measure("normative.ended", "废止、失效规范性文件", "件", section, ended, register, local=False)
    lasting = (NORMATIVE_IN_FORCE.where(),)
    yield Measure("normative.force", "现行有效规范性文件", "件", section, lasting, register, local=False)
