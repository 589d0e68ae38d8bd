"""Charts and tables that stand behind a section, by the names that outlines use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from gongkai.annual.compilation import Compilation
from gongkai.annual.figures import Figure
from gongkai.annual.prose import LISTS, UNSTATED
from gongkai.law.forms import Row, form
from gongkai.law.forms import Table as FormTable
from gongkai.portal.shapes import Bar, Block, Cell, Chart, Table


def exhibits(name: str, report: Compilation) -> Iterator[Block]:
    if name.startswith("form:"):
        yield from form_tables(report, name.removeprefix("form:"))
        return
    yield from _EXHIBITS[name](report)


def _link(figure: Figure) -> str:
    return f"/{figure.list_key}/" if figure.list_key else ""


def _columns(report: Compilation) -> Iterator[Block]:
    main = list(LISTS["column"].of(report))
    if not main:
        return
    yield _share_table(report, main)
    largest = max(main, key=lambda figure: figure.exact)
    yield Chart(
        caption=f"政府门户网站各栏目中，{largest.label}最多，为{largest.value}条。",
        unit="条",
        bars=tuple(_bar(figure) for figure in main),
    )


def _share_table(report: Compilation, main: list[Figure]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for figure in main:
        share = report.local.get(f"{figure.measure}.share")
        rows.append((*_figure_cells(figure), _number(share.value if share else "")))
        rows.extend(
            (*_figure_cells(child, indent="　其中："), _number(""))
            for key, child in report.local.items()
            if key.startswith(f"{figure.measure}.") and not key.endswith(".share")
        )
    rows.append((*_figure_cells(report.local["website.total"], label="合计"), _number("")))
    return Table(
        caption=f"{report.year}年政府门户网站发布信息分栏目统计",
        columns=("栏目", "条数", "占总数的比例"),
        rows=tuple(rows),
    )


def _channels(report: Compilation) -> Iterator[Block]:
    yield from _counted(report, "其他渠道和文件", ("posts.weibo", "posts.wechat", "documents.government"))


def _areas(report: Compilation) -> Iterator[Block]:
    areas = list(LISTS["area"].of(report))
    if not areas:
        return
    largest = max(areas, key=lambda figure: figure.exact)
    yield Chart(
        caption=f"{len(areas)}个重点领域中，{largest.label}最多，为{largest.value}条。",
        unit="条",
        bars=tuple(_bar(figure) for figure in areas),
    )
    rows = [_figure_cells(figure) for figure in areas]
    rows.append(_figure_cells(report.local["area.total"], label="各项合计"))
    yield Table(
        caption=f"{report.year}年重点领域信息公开统计", columns=("重点领域", "条数"), rows=tuple(rows)
    )


def _activities(report: Compilation) -> Iterator[Block]:
    known = ("press.conferences", "interviews.online", "interviews.micro", "outreach.events")
    yield from _counted(report, "解读和公众活动", known)
    for kind, caption in (("open_day", "政务公开日"), ("hotline", "咨询热线")):
        counts = tuple(key for key in report.local if key.startswith(f"activity.{kind}."))
        yield from _counted(report, caption, counts)


def _channels_of_requests(report: Compilation) -> Iterator[Block]:
    yield from _parts(report, "requests.received", "收到申请的渠道")


def _outcomes(report: Compilation) -> Iterator[Block]:
    yield from _parts(report, "requests.outcome", "答复的类别")


def _parts(report: Compilation, name: str, caption: str) -> Iterator[Block]:
    """A chart of every part, noughts included, with the largest named; its data stand beside it."""
    parts = list(LISTS[name].of(report))
    if not any(figure.exact for figure in parts):
        return
    largest = max(parts, key=lambda figure: figure.exact)
    yield Chart(
        caption=f"{caption}中，{largest.label}最多，为{largest.printed}。",
        unit="件",
        bars=tuple(_bar(figure) for figure in parts),
    )


def _disputes(report: Compilation) -> Iterator[Block]:
    keys = [
        f"{kind}.{last}"
        for kind in ("reconsideration", "litigation")
        for last in ("total", "upheld", "corrected", "other")
    ]
    yield from _counted(report, "复议、诉讼和举报投诉", (*keys, "complaints.total"))


def _counted(report: Compilation, caption: str, keys: tuple[str, ...]) -> Iterator[Block]:
    """Figures with their units; what is 未统计 says so."""
    labels = {each.key: each.label for each in report.unstated}
    rows: list[tuple[Cell, ...]] = []
    for key in keys:
        figure = report.local.get(key)
        if figure is not None:
            rows.append((*_figure_cells(figure), Cell(text=figure.unit)))
        elif key in labels:
            rows.append((Cell(text=labels[key]), _number(UNSTATED), Cell(text="")))
    if any(row[1].text != UNSTATED for row in rows):
        yield Table(caption=caption, columns=("项目", "数量", "单位"), rows=tuple(rows))


def form_tables(report: Compilation, section: str = "") -> Iterator[Block]:
    """The tables of the national form, one row a printed row; `section` chooses those of one section."""
    if report.form not in {"2014", "2019", "2021"}:
        return
    for table in form(report.form).tables:  # type: ignore[arg-type]  # one of the three codes
        if not section or table.section == section:
            yield _form_table(table, report)


def _form_table(table: FormTable, report: Compilation) -> Table:
    labels = tuple(" ".join((*column.group, column.label)).strip() or "统计数" for column in table.columns)
    plain = table.columns[0].label == ""
    heads = ("统计指标", "单位", *labels) if plain else ("项目", *labels)
    return Table(
        caption=table.title, columns=heads, rows=tuple(_form_rows(table, report, len(heads), plain=plain))
    )


def _form_rows(
    table: FormTable, report: Compilation, width: int, *, plain: bool
) -> Iterator[tuple[Cell, ...]]:
    """The printed rows, each heading that begins above a row as a row of its own.

    A total that stands above its parts bears the heading of their group and is not headed twice.
    """
    above: tuple[str, ...] = ()
    for row, after in zip(table.rows, (*table.rows[1:], None), strict=True):
        for place, name in enumerate(row.group):
            if above[: place + 1] != row.group[: place + 1]:
                yield (Cell(text="　" * place + name), *(Cell(text="") for _ in range(width - 1)))
        above = row.group
        heading = _heading_of(row, after)
        if heading:
            above = (*row.group, heading)
        yield _form_row(table, row, report, heading or row.label, plain=plain)


def _heading_of(row: Row, after: Row | None) -> str:
    """The name of the group that this row sums up: it begins right below and ends in the row's own label."""
    if after is None or len(after.group) != len(row.group) + 1 or after.group[:-1] != row.group:
        return ""
    return after.group[-1] if after.group[-1].endswith(row.label) else ""


def _form_row(table: FormTable, row: Row, report: Compilation, name: str, *, plain: bool) -> tuple[Cell, ...]:
    label = "　" * len(row.group) + name
    values = (report.cells.get(table.cell_key(row, column)) for column in table.columns)
    cells = tuple(_number(UNSTATED if value is None else str(value)) for value in values)
    unit = (Cell(text=row.unit or table.unit),) if plain else ()
    return (Cell(text=label), *unit, *cells)


_EXHIBITS: Mapping[str, Callable[[Compilation], Iterator[Block]]] = {
    "columns": _columns,
    "channels": _channels,
    "areas": _areas,
    "activities": _activities,
    "channels_of_requests": _channels_of_requests,
    "outcomes": _outcomes,
    "disputes": _disputes,
}


def _bar(figure: Figure) -> Bar:
    return Bar(label=figure.label, value=float(figure.exact), text=figure.value, href=_link(figure))


def _figure_cells(figure: Figure, label: str = "", indent: str = "") -> tuple[Cell, Cell]:
    name = Cell(text=f"{indent}{label or figure.label}")
    return name, Cell(text=figure.value, href=_link(figure), numeric=True)


def _number(text: str) -> Cell:
    return Cell(text=text, numeric=True)
