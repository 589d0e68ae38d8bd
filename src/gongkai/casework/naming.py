"""What a request is called on screen. The title of a web request is the applicant's own first sentence."""

from __future__ import annotations

from collections.abc import Collection

from gongkai.casework.models import Request
from gongkai.law.receipt import Channel


def title_for(case: Request, may_know: Collection[int]) -> str:
    """Its title, or a neutral one where the applicant's words are not for the reader.

    `may_know` are the bodies at which the reader holds VIEW_APPLICANT. Load `subject` with the case.
    """
    if case.channel != Channel.WEB or case.body_id in may_know:
        return case.title
    subject = f"（{case.subject.name}）" if case.subject_id and case.subject else ""
    return f"互联网申请{subject}{case.number}"
