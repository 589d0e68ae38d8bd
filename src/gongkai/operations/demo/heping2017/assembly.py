"""The whole year put together: drafts in the order of publication get keys, reviewers and relations."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from gongkai.operations.demo.choice import Stream
from gongkai.operations.demo.heping2017 import bodies, channels, days, documents, taxonomies
from gongkai.operations.demo.heping2017.budgets import budgets
from gongkai.operations.demo.heping2017.data_files import table
from gongkai.operations.demo.heping2017.drafts import Draft, Titles
from gongkai.operations.demo.heping2017.interpretations import earlier_document, interpretations
from gongkai.operations.demo.heping2017.listing import listed
from gongkai.operations.demo.heping2017.news import news
from gongkai.operations.demo.shapes import DemoDocument, DemoRecord, DemoRelation, DemoYear

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gongkai.operations.demo.heping2017.documents import Paper
    from gongkai.operations.demo.shapes import Stage

NOTICE: Final = "演示数据 非官方网站。汇总数字取自公开年报，条目、文号、案件、人员均系生成，与所涉机关无关"
_RULES_SINCE: Final = date(2015, 3, 2)
_RULES_STEP: Final = 28  # days between two internal rules
# News of these bodies that also counts in a key area, 模型假设: (area, words of the title, bodies, how many)
_NEWS_AREAS: Final = (
    ("education-health-food", ("食品", "学校", "校园", "卫生", "医"), ("education", "health", "market"), 8),
    ("work-safety", ("安全", "隐患"), ("safety", "construction"), 8),
)


def _key_column(papers: Sequence[Draft], titles: Titles) -> list[Draft]:
    found = budgets(titles)
    also: dict[str, int] = defaultdict(int)
    for entry, draft in listed("key_areas", titles):
        draft.columns, draft.key_areas = ("key",), (entry["group"],)
        second = entry.get("also", "")
        if second and also[entry["title"]] < entry["also_count"]:
            also[entry["title"]] += 1
            draft.key_areas, draft.area_assumed = (*draft.key_areas, second), True
        if entry.get("explain"):
            draft.explains = earlier_document(draft, papers)
        found.append(draft)
    return found


def _placed(name: str, titles: Titles) -> list[Draft]:
    found: list[Draft] = []
    for entry, draft in listed(name, titles):
        draft.columns = (entry["group"],)
        found.append(draft)
    return found


def _mark_news(drafts: Iterable[Draft]) -> None:
    rows = list(drafts)
    for area, words, codes, count in _NEWS_AREAS:
        fit = [row for row in rows if row.body in codes and any(word in row.title for word in words)]
        for draft in Stream(f"news areas/{area}").sample([row for row in fit if not row.key_areas], count):
            draft.key_areas, draft.area_assumed = (area,), True


def _review(body: str, full: bool) -> tuple[tuple[Stage, str], ...]:  # noqa: FBT001
    """Documents and rules pass 初审, 复审 and 批准; other information 初审 and 批准."""
    staff = bodies.staff()
    first: tuple[tuple[Stage, str], ...] = (
        ("AUTHOR", staff[body, "author"]),
        ("FIRST", staff[body, "first"]),
    )
    second: tuple[tuple[Stage, str], ...] = (("SECOND", staff[body, "second"]),) if full else ()
    return (*first, *second, ("APPROVAL", staff[body, "approver"]))


def _record(key: str, draft: Draft, relations: tuple[DemoRelation, ...]) -> DemoRecord:
    return DemoRecord(
        key=key,
        title=draft.title,
        body=draft.body,
        columns=draft.columns,
        key_areas=draft.key_areas,
        area_assumed=draft.area_assumed,
        theme=draft.theme,
        genre=draft.genre,
        legal_character=draft.legal_character,
        document_number=draft.document_number,
        made_on=draft.made_on,
        published_on=draft.published_on,
        effective_on=draft.effective_on,
        html=draft.html,
        summary=draft.summary,
        keywords=draft.keywords,
        attachments=draft.attachments,
        relations=relations,
        kind=draft.kind,
        review=_review(draft.body, draft.kind != "information"),
    )


def _relations(keyed: Mapping[str, Draft]) -> dict[str, tuple[DemoRelation, ...]]:
    """解读 from a document to what explains it, 被解读 the other way, by record key."""
    by_ref = {draft.ref: key for key, draft in keyed.items() if draft.ref}
    found: dict[str, list[DemoRelation]] = defaultdict(list)
    for key, draft in keyed.items():
        if draft.explains:
            document = by_ref[draft.explains]
            found[key].append(DemoRelation(kind="被解读", record=document))
            found[document].append(DemoRelation(kind="解读", record=key))
    return {key: tuple(rows) for key, rows in found.items()}


def _records(drafts: Iterable[Draft]) -> tuple[DemoRecord, ...]:
    ordered = sorted(drafts, key=lambda draft: (draft.published_on, draft.body, draft.title))
    keyed = {f"r{number:04d}": draft for number, draft in enumerate(ordered, 1)}
    relations = _relations(keyed)
    return tuple(_record(key, draft, relations.get(key, ())) for key, draft in keyed.items())


def _rules(titles: Titles) -> tuple[DemoRecord, ...]:
    """The internal rules, published on the Mondays of 2015 and 2016, outside the five columns."""
    found: list[DemoRecord] = []
    for number, (_, draft) in enumerate(listed("rules", titles), 1):
        day = _RULES_SINCE + timedelta(days=_RULES_STEP * (number - 1))
        while not days.calendar().is_working(day):
            day += timedelta(days=1)
        dated = replace(draft, made_on=day, published_on=day, effective_on=day)
        found.append(_record(f"i{number:02d}", dated, ()))
    return tuple(found)


def _register(papers: Sequence[Paper], records: Sequence[DemoRecord]) -> tuple[DemoDocument, ...]:
    by_number = {record.document_number: record.key for record in records if record.document_number}
    staff = bodies.staff()
    return tuple(
        DemoDocument(
            key=f"d{number:03d}",
            title=paper.title,
            document_number=paper.number,
            body=paper.body,
            genre=paper.genre,
            theme=paper.theme,
            legal_character=paper.legal_character,
            made_on=paper.made_on,
            attribute=paper.attribute,
            ground=paper.ground,
            record=by_number.get(paper.number, ""),
            html=documents.text_of(paper),
            author=staff[paper.body, "author"],
            first=staff[paper.body, "first"],
            approver=staff[paper.body, "approver"],
        )
        for number, paper in enumerate(papers, 1)
    )


def _drafts(papers: Sequence[Paper], titles: Titles) -> list[Draft]:
    published = [documents.published(paper) for paper in papers if paper.published_on]
    explained = list(interpretations(published, titles))
    items = news(titles)
    _mark_news(items)
    key = _key_column(published, titles)
    organisation, other = _placed("organisation", titles), _placed("other", titles)
    return [*organisation, *published, *explained, *key, *items, *other]


def assemble() -> DemoYear:
    titles = Titles()
    papers = documents.papers(titles)
    rules = _rules(titles)
    records = _records(_drafts(papers, titles))
    source = table("figures")["source"]
    return DemoYear(
        name="heping-2017",
        year=days.YEAR,
        district=bodies.DISTRICT,
        notice=NOTICE,
        source=f"《{source['title']}》（{source['published_on']:%Y-%m-%d}公布）",
        bodies=bodies.bodies(),
        columns=taxonomies.columns(),
        key_areas=taxonomies.key_areas(),
        themes=taxonomies.themes(),
        mandatory=taxonomies.mandatory(),
        people=bodies.people(),
        records=records,
        rules=rules,
        documents=_register(papers, records),
        accounts=channels.accounts(),
        posts=channels.posts(records),
        figures=taxonomies.figures(),
        assumptions=taxonomies.assumptions(),
    )
