"""Letters as they are printed, for the seat that looks at them: who may not know the people reads no names."""

from __future__ import annotations

from gongkai.bodies.models import PublicBody
from gongkai.bodies.queries import is_demonstration
from gongkai.casework import rules
from gongkai.casework.enums import NoticeKind
from gongkai.casework.models import Consultation, Notice, Request
from gongkai.casework.notices import Text
from gongkai.casework.printing import Paper
from gongkai.casework.services import CaseError
from gongkai.casework.views.page import sees_person, text_of_letter
from gongkai.shell.access import DeskRequest

_ASKED = frozenset({NoticeKind.OPINION, NoticeKind.OVERRIDE})
"""Letters to somebody else than the applicant."""


def notice_paper(request: DeskRequest, case: Request, row: Notice, *, numbered: bool = True) -> Paper:
    """A letter of an act; not `numbered` while it is only looked at."""
    asked = row.kind in _ASKED
    applicant = getattr(case, "applicant", None)
    name = row.party if asked else applicant.name if applicant is not None else ""
    return Paper(
        title=row.title,
        number=row.document_number if numbered else "",
        addressee=name if sees_person(request, case) else "",
        unnamed="被征求意见方" if asked else "申请人",
        unnumbered="（待编号）",
        text=text_of_letter(request, case, row.text),
        issuer=request.seat.name_of(case.body_id),
        made_on=row.made_on,
        sample=is_demonstration(),
        note=found_at(case.body),
    )


def party_paper(request: DeskRequest, case: Request, text: Text, row: Consultation) -> Paper:
    """A letter to a third party that the approval will make."""
    made = Notice(
        request=case,
        kind=NoticeKind.OVERRIDE,
        title=text.title,
        text=text.text,
        party=row.party,
        made_on=request.seat.today,
    )
    return notice_paper(request, case, made, numbered=False)


def reply_paper(request: DeskRequest, case: Request) -> Paper:
    """The reply.

    Raises:
        CaseError: no text has been drafted yet.
    """
    reply = rules.reply_of(case)
    if reply is None:
        raise CaseError("此件还没有起草答复。请先确定办理结果，再起草。")
    applicant = getattr(case, "applicant", None)
    return Paper(
        title=reply.title,
        number=reply.document_number,
        addressee=applicant.name if applicant is not None and sees_person(request, case) else "",
        text=text_of_letter(request, case, reply.text),
        issuer=request.seat.name_of(case.body_id),
        made_on=reply.made_on,
        sample=is_demonstration(),
        note=found_at(case.body),
    )


def found_at(body: PublicBody) -> str:
    """附注: the office that handles requests, with address and telephone as they are entered; empty without both."""
    if not (body.address and body.phone):
        return ""
    postal = f"，邮政编码：{body.postal_code}" if body.postal_code else ""
    office = f"承办机构：{body.office_name}；" if body.office_name else ""
    return f"（{office}地址：{body.address}{postal}；电话：{body.phone}）"
