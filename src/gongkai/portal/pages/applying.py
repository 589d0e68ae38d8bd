"""The live pages of 依申请公开: the form, what stands after sending, and the progress of an application."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai.portal.pages.page import render_page
from gongkai.portal.pages.site import Link, site_of
from gongkai.portal.shapes import SiteSnapshot

FORM_HREF = "/apply/online"
TRACK_HREF = "/track"
_APPLY = Link("依申请公开", "/apply/")


class Choice(NamedTuple):
    value: str
    label: str


class KeptFile(NamedTuple):
    """A file that the server holds while the form is mended; an empty `ticket` says that it could not be kept."""

    ticket: str
    name: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """The form as it is to be shown; `errors` stand in the order of the page, `notice` belongs to no field."""

    labels: Mapping[str, str]
    lengths: Mapping[str, int]
    choices: Mapping[str, tuple[Choice, ...]]
    values: Mapping[str, str]
    token: str
    asks_identity: bool
    reply_days: int
    basis: str
    files: int
    file_size: str
    total_size: str
    accepted: tuple[str, ...]
    errors: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""
    kept: tuple[KeptFile, ...] = ()
    bodies: tuple[tuple[str, tuple[Choice, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentView:
    """What was sent, for the applicant's own file. `code` stands in groups; `moment` is an ISO moment of Beijing."""

    code: str
    moment: str
    facts: tuple[tuple[str, str], ...]
    next_steps: tuple[str, ...]


class StepLine(NamedTuple):
    """`on` is an ISO day."""

    name: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressView:
    """Where an application stands; `due_on` is an ISO day or empty."""

    code: str
    name: str
    meaning: str
    steps: tuple[StepLine, ...]
    due_label: str = ""
    due_on: str = ""
    number: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackView:
    """`typed` is given back only when it is no code; a code that was looked up is not printed into the form."""

    typed: str = ""
    error: str = ""
    unknown: bool = False
    progress: ProgressView | None = None


def form_page(view: FormView, snapshot: SiteSnapshot) -> str:
    failed = bool(view.errors or view.notice)
    return render_page(
        "application_form.html",
        site_of(snapshot),
        title="需要补充：在线申请" if failed else "在线申请",
        section="/apply/",
        crumbs=(_APPLY, Link("在线申请")),
        form=view,
        action=FORM_HREF,
    )


def sent_page(view: SentView, snapshot: SiteSnapshot) -> str:
    return render_page(
        "application_sent.html",
        site_of(snapshot),
        title="申请已提交",
        section="/apply/",
        crumbs=(_APPLY, Link("在线申请")),
        sent=view,
        track=TRACK_HREF,
    )


def track_page(view: TrackView, snapshot: SiteSnapshot) -> str:
    return render_page(
        "track.html",
        site_of(snapshot),
        title="查询办理进度",
        section="/apply/",
        crumbs=(_APPLY, Link("查询办理进度")),
        view=view,
        action=TRACK_HREF,
    )


def refusal_page(title: str, sentence: str, back: str, snapshot: SiteSnapshot) -> str:
    """Why nothing was taken, and the channels that are always open."""
    return render_page(
        "refusal.html",
        site_of(snapshot),
        title=title,
        section="/apply/",
        crumbs=(_APPLY, Link(title)),
        sentence=sentence,
        back=back,
    )
