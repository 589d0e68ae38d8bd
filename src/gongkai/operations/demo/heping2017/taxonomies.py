"""Columns, key areas, themes, 法定主动公开内容, the report's figures and the assumptions, from their data files."""

from __future__ import annotations

from gongkai.operations.demo.heping2017.data_files import table
from gongkai.operations.demo.shapes import DemoAssumption, DemoFigure, DemoKeyArea, DemoTerm


def _terms(name: str) -> tuple[DemoTerm, ...]:
    rows = table("taxonomies")[name]
    return tuple(DemoTerm(**{**row, "related": tuple(row.get("related", ()))}) for row in rows)


def columns() -> tuple[DemoTerm, ...]:
    return _terms("column")


def themes() -> tuple[DemoTerm, ...]:
    return _terms("theme")


def mandatory() -> tuple[DemoTerm, ...]:
    """Items of Articles 10 and 11 of the Regulation of 2007, in its words."""
    return _terms("mandatory")


def key_areas() -> tuple[DemoKeyArea, ...]:
    rows = table("taxonomies")["area"]
    return tuple(DemoKeyArea(code=row["code"], label=row["label"], count=row["count"]) for row in rows)


def figures() -> tuple[DemoFigure, ...]:
    return tuple(DemoFigure(**row) for row in table("figures")["figure"])


def assumptions() -> tuple[DemoAssumption, ...]:
    return tuple(DemoAssumption(**row) for row in table("assumptions")["assumption"])
