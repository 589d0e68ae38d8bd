"""The first draft of a report in words, from its outline and its figures; a start that a person then edits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from gongkai.annual.compilation import Compilation
from gongkai.annual.models import AnnualReport, ReportSection
from gongkai.annual.outline import Outline, OutlineSection, outline, outlines_of_year
from gongkai.annual.prose import fill, stated
from gongkai.bodies.models import PublicBody

_WORDS = re.compile(r"\{\{(problems:\w+)\}\}")
Provider = Callable[[PublicBody, int], Mapping[str, str]]
_PROVIDERS: list[Provider] = []
NUMERALS = "一二三四五六七八九十"


def provide(provider: Provider) -> None:
    """Let a room above this one give words of its own to a draft, by the key of their placeholder."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


@dataclass(frozen=True, slots=True)
class Part:
    """One section: its words with placeholders still in place, and what is shown behind them."""

    title: str
    text: str
    show: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Narrative:
    """A report in words: `opening` says what it rests on and whom to ask, `parts` are its sections."""

    opening: tuple[str, ...]
    parts: tuple[Part, ...]


def numbered(place: int, title: str) -> str:
    """The heading of a section: 一、…… 十一、……."""
    tens, ones = divmod(place, len(NUMERALS))
    numeral = ("十" if tens else "") + (NUMERALS[ones - 1] if ones else "")
    return f"{numeral}、{title}"


def narrative_of(body: PublicBody, report: Compilation) -> Narrative:
    """The report as its people wrote it, else a draft on the national outline."""
    written = AnnualReport.objects.filter(body=body, year=report.year).first()
    chosen = outline(written.outline) if written else outlines_of_year(report.year)[0]
    stored = list(ReportSection.objects.filter(report=written).order_by("position")) if written else []
    if stored:
        show = {section.title: section.show for section in chosen.sections}
        parts = tuple(Part(row.title, row.text, show.get(row.title, ())) for row in stored)
    else:
        parts = draft(chosen, report, words_of(body, report.year))
    return Narrative(_opening(body, report), parts)


def words_of(body: PublicBody, year: int) -> dict[str, str]:
    """What other rooms have to say of the year, by the key of its placeholder; run it inside a scope."""
    words: dict[str, str] = {}
    for provider in _PROVIDERS:
        words |= provider(body, year)
    return words


def draft(chosen: Outline, report: Compilation, words: Mapping[str, str]) -> tuple[Part, ...]:
    """The sections of an outline with every sentence that its figures and words allow."""
    return tuple(
        Part(section.title, "\n".join(_paragraphs(section, report, words)), section.show)
        for section in chosen.sections
    )


def _paragraphs(section: OutlineSection, report: Compilation, words: Mapping[str, str]) -> Iterator[str]:
    text = ""
    for sentence in section.sentences:
        given = _given(sentence.text, words)
        chosen = given if given and stated(given, report) else sentence.otherwise
        if not chosen:
            continue
        if sentence.paragraph and text:
            yield text
            text = ""
        text += chosen
    if text:
        yield text


def _given(text: str, words: Mapping[str, str]) -> str:
    """The sentence with words of other rooms in place; empty where they gave none."""
    if any(not words.get(key) for key in _WORDS.findall(text)):
        return ""
    return _WORDS.sub(lambda found: words[found[1]], text)


def _opening(body: PublicBody, report: Compilation) -> tuple[str, ...]:
    rests = (
        f"本报告依据《中华人民共和国政府信息公开条例》编制，范围为{report.scope}。"
        f"所列数据的统计期限自{report.year}年1月1日起，至{report.year}年12月31日止。"
        "报告的电子版可在政府信息公开平台“政府信息公开年报”中查阅和下载。"
    )
    contact = "；".join(
        f"{label}：{value}"
        for label, value in (
            ("地址", body.address),
            ("邮编", body.postal_code),
            ("联系电话", body.phone),
            ("电子邮箱", body.email),
        )
        if value
    )
    if not contact:
        return (rests,)
    return (rests, f"对本报告有疑问的，请与{body.office_name or report.body_name}联系（{contact}）。")


def told(narrative: Narrative, report: Compilation) -> Iterator[tuple[str, list[str], tuple[str, ...]]]:
    """Each section as it is read: heading, paragraphs with their figures, what is shown behind them."""
    for place, part in enumerate(narrative.parts, start=1):
        paragraphs = [fill(line, report) for line in part.text.splitlines() if line.strip()]
        yield numbered(place, part.title), paragraphs, part.show
