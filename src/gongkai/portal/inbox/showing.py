"""Limits, values and statuses as the pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from gongkai.law.receipt import BEIJING
from gongkai.law.regimes import Regime, terms_of
from gongkai.portal.file_kinds import PAPERS
from gongkai.portal.inbox import form
from gongkai.portal.inbox.codes import spaced
from gongkai.portal.inbox.limits import Limits
from gongkai.portal.inbox.receiving import size_words
from gongkai.portal.inbox.status import STATE_NAMES, State, Status
from gongkai.portal.inbox.submission import ApplicantKind, Application, Submission
from gongkai.portal.pages.applying import Choice, FormView, KeptFile, ProgressView, SentView, StepLine
from gongkai.portal.shapes import SiteSnapshot

_BASIS: Final[Mapping[Regime, str]] = {
    Regime.R07: "《中华人民共和国政府信息公开条例》（国务院令第492号）第二十条",
    Regime.R19: "《中华人民共和国政府信息公开条例》（国务院令第711号）第二十九条",
}
_CONFIRMED: Final[Mapping[Regime, str]] = {
    Regime.R07: "收件机关将通过您填写的联系方式与您确认，确认之日为收到申请之日（国办公开办函〔2015〕207号）。",
    Regime.R19: "收件机关将通过您填写的联系方式与您确认，确认之日为收到申请之日（条例第三十一条）。",
}
_MEANINGS: Final[Mapping[State, str]] = {
    State.SUBMITTED: "申请已经提交。收件机关将与您确认，确认之日为收到申请之日。",
    State.RECEIVED: "收件机关已经收到并登记您的申请，答复期限自收到申请之日起计算。",
    State.CORRECTION: "申请内容需要补正。请按收件机关告知的事项和期限补正；答复期限自收到补正的申请之日起计算。",
    State.HANDLING: "申请正在办理。",
    State.EXTENDED: "答复期限已经依法延长，收件机关已将延长的理由告知您。",
    State.ANSWERED: "收件机关已经作出答复，答复按您选择的途径送达。",
}


def bodies_of(snapshot: SiteSnapshot) -> Mapping[str, str]:
    """Code → name of the bodies that an application may be addressed to; a bare site has its one."""
    return {entry.code: entry.name for entry in snapshot.bodies} or {snapshot.home_body: snapshot.owner_name}


def form_view(
    snapshot: SiteSnapshot, limits: Limits, regime: Regime, values: Mapping[str, str], token: str
) -> FormView:
    choices = {field.name: _choices(field.choices) for field in form.FIELDS if field.choices}
    return FormView(
        labels=form.LABELS,
        lengths={field.name: field.most for field in form.FIELDS},
        choices=choices,
        values=values,
        token=token,
        asks_identity=regime is Regime.R19,
        reply_days=terms_of(regime).reply_days,
        basis=_BASIS[regime],
        files=limits.files,
        file_size=size_words(limits.file_bytes),
        total_size=size_words(limits.body_bytes),
        accepted=PAPERS,
        bodies=_groups(snapshot),
    )


def with_notice(view: FormView, notice: str) -> FormView:
    return replace(view, notice=notice)


def with_errors(
    view: FormView, errors: Mapping[str, str], notice: str, kept: tuple[KeptFile, ...]
) -> FormView:
    return replace(view, errors=errors, notice=notice, kept=kept)


def sent_view(submission: Submission, snapshot: SiteSnapshot, regime: Regime) -> SentView:
    days = terms_of(regime).reply_days
    return SentView(
        code=spaced(submission.receipt_code),
        moment=submission.submitted_at.astimezone(BEIJING).isoformat(),
        facts=_facts(submission, bodies_of(snapshot)),
        next_steps=(
            _CONFIRMED[regime],
            f"登记后依法办理：能够当场答复的当场答复；不能当场答复的，自收到申请之日起{days}个工作日内答复，需要延长的另行告知。",
            "内容需要补正的，收件机关会告知补正的事项和期限，请留意来电、来信。",
            "办理进度可以凭查询码查询。查询码只显示这一次，本网站不另作保存，请抄写、打印或者拍照留存。",
        ),
    )


def progress_view(code: str, status: Status) -> ProgressView:
    correcting = status.state is State.CORRECTION
    shown_due = status.due_on is not None and status.state is not State.ANSWERED
    return ProgressView(
        code=f"…{code[-4:]}",
        name=STATE_NAMES[status.state],
        meaning=_MEANINGS[status.state],
        steps=tuple(StepLine(STATE_NAMES[step.state], step.on.isoformat()) for step in status.steps),
        due_label="补正期限" if correcting else "答复期限",
        due_on=status.due_on.isoformat() if status.due_on and shown_due else "",
        number=status.number,
        remark=status.remark,
    )


def _choices(found: Mapping[str, str] | None) -> tuple[Choice, ...]:
    return tuple(Choice(str(value), label) for value, label in (found or {}).items())


def _groups(snapshot: SiteSnapshot) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """The bodies by group, in the order of the snapshot; none when there is no choice."""
    if len(snapshot.bodies) < 2:  # noqa: PLR2004 - one body is no choice
        return ()
    groups: dict[str, list[Choice]] = {}
    for entry in snapshot.bodies:
        groups.setdefault(entry.group or "公开主体", []).append(Choice(entry.code, entry.name))
    return tuple((group, tuple(choices)) for group, choices in groups.items())


def _facts(submission: Submission, bodies: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What was sent, in the applicant's words; the number of the document of identity stays out of sight."""
    files = "、".join(one.name for one in submission.attachments)
    rows = (
        ("收件机关", bodies.get(submission.body_code, submission.body_code)),
        ("申请人", f"{submission.name}（{_applicant_words(submission)}）"),
        (
            "联系方式",
            "；".join(part for part in (submission.phone, submission.email, submission.address) if part),
        ),
        ("所需政府信息", submission.description),
        (
            "获取信息的方式、途径",
            f"{form.FORMS[submission.wished_form]}，{form.WAYS[submission.wished_way]}",
        ),
        ("附件", files),
    )
    return tuple(row for row in rows if row[1])


def _applicant_words(application: Application) -> str:
    if application.applicant_kind is ApplicantKind.NATURAL:
        return form.PARTIES[form.PERSON]
    kind = form.ORGANISATIONS[application.applicant_kind]
    return "其他组织" if application.applicant_kind is ApplicantKind.OTHER else kind
