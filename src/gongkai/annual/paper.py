"""The compiled report as a published page: blocks of headings, tables and charts, and the same as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gongkai.annual.compilation import Compilation, Figure
from gongkai.portal.shapes import Bar, Block, Cell, Chart, Heading, Note, PaperContent, Paragraph, Table


def blocks_of(report: Compilation) -> tuple[Block, ...]:
    """Sections 二 and 三 of the report, in the order of its figures."""
    return (*_active(report), *_areas(report), *_notes(report))


def _link(figure: Figure) -> str:
    return f"/{figure.list_key}/" if figure.list_key else ""


def _columns(report: Compilation, depth: int) -> list[tuple[str, Figure]]:
    return [
        (key, figure)
        for key, figure in report.local.items()
        if key.startswith("column.") and not key.endswith(".share") and key.count(".") == depth
    ]


def _active(report: Compilation) -> Iterator[Block]:
    local = report.local
    yield Heading(text="二、主动公开政府信息情况")
    yield Paragraph(
        text=(
            f"{report.year}年，全区各类公开主体共发布各类信息{local['items.distinct'].value}条。"
            f"在政府门户网站发布信息{local['website.total'].value}条。"
        )
    )
    yield _share_table(report)
    main = _columns(report, 1)
    if main:
        largest = max(main, key=lambda pair: pair[1].exact)[1]
        yield Chart(
            caption=f"政府门户网站各栏目中，{largest.label}最多，为{largest.value}条。",
            unit="条",
            bars=tuple(_bar(figure) for _, figure in main),
        )
    yield Paragraph(
        text=(
            f"通过政务微博发布{local['posts.weibo'].value}条，通过政务微信发布政府信息{local['posts.wechat'].value}条。"
            f"以区政府、区政府办公室名义印发，属于主动公开范围的文件{local['documents.government'].value}件。"
        )
    )
    yield _channel_table(local["posts.weibo"], local["posts.wechat"], local["documents.government"])


def _share_table(report: Compilation) -> Table:
    rows = []
    for key, figure in _columns(report, 1):
        share = report.local.get(f"{key}.share")
        rows.append((*_figure_cells(figure), _number(share.value if share else "")))
        rows.extend(
            (*_figure_cells(child, indent="　其中："), _number(""))
            for child_key, child in _columns(report, 2)
            if child_key.startswith(f"{key}.")
        )
    total = report.local["website.total"]
    rows.append((*_figure_cells(total, label="合计"), _number("")))
    return Table(
        caption=f"{report.year}年政府门户网站发布信息分栏目统计",
        columns=("栏目", "条数", "占总数的比例"),
        rows=tuple(rows),
    )


def _channel_table(*figures: Figure) -> Table:
    rows = tuple((*_figure_cells(figure), Cell(text=figure.unit)) for figure in figures)
    return Table(caption="其他渠道和文件", columns=("项目", "数量", "单位"), rows=rows)


def _areas(report: Compilation) -> Iterator[Block]:
    areas = [
        figure for key, figure in report.local.items() if key.startswith("area.") and key != "area.total"
    ]
    if not areas:
        return
    total = report.local["area.total"]
    largest = max(areas, key=lambda figure: figure.exact)
    yield Heading(text="三、重点领域政府信息公开工作情况")
    yield Chart(
        caption=f"{len(areas)}个重点领域中，{largest.label}最多，为{largest.value}条。",
        unit="条",
        bars=tuple(_bar(figure) for figure in areas),
    )
    rows = [_figure_cells(figure) for figure in areas]
    rows.append(_figure_cells(total, label="各项合计"))
    yield Table(
        caption=f"{report.year}年重点领域信息公开统计", columns=("重点领域", "条数"), rows=tuple(rows)
    )


def _notes(report: Compilation) -> Iterator[Block]:
    if report.notes:
        yield Heading(text="口径说明")
    yield from (Note(text=text) for text in report.notes)


def _bar(figure: Figure) -> Bar:
    return Bar(label=figure.label, value=float(figure.exact), text=figure.value, href=_link(figure))


def _figure_cells(figure: Figure, label: str = "", indent: str = "") -> tuple[Cell, Cell]:
    name = Cell(text=f"{indent}{label or figure.label}")
    return name, Cell(text=figure.value, href=_link(figure), numeric=True)


def _number(text: str) -> Cell:
    return Cell(text=text, numeric=True)


def text_of(title: str, blocks: Iterable[Block]) -> str:
    """The blocks as plain text: tables line by line, charts left to their tables."""
    lines = [title, ""]
    for block in blocks:
        lines += _text_lines(block)
    return "\n".join(lines).rstrip() + "\n"


def _text_lines(block: Block) -> Sequence[str]:
    match block:
        case Heading(text=text) | Paragraph(text=text):
            return [text, ""]
        case Note(text=text):
            return [f"注：{text}"]
        case Table(caption=caption, columns=columns, rows=rows):
            body = ["\t".join(cell.text for cell in row) for row in rows]
            return [caption, "\t".join(columns), *body, ""]
        case _:
            return []


def paper_of(title: str, report: Compilation, *, path: str = "", index_number: str = "") -> PaperContent:
    """The compilation as a page of the platform; path and index number are empty until it is published."""
    return PaperContent(
        path=path,
        index_number=index_number,
        title=title,
        body_code=report.body,
        body_name=report.body_name,
        kind="report",
        year=report.year,
        made_on=f"{report.year + 1}-01-01",
        blocks=blocks_of(report),
    )
