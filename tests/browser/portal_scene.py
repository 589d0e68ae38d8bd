"""The public tree that the browser looks at: the made-up district of the page tests, published and projected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import sample
from memory_source import MemorySource

from gongkai.portal.inbox.codes import code_of
from gongkai.portal.inbox.keypair import ensure_keys
from gongkai.portal.inbox.status import State, Status, Step, write_status
from gongkai.portal.projector import project

CODE = code_of("00" * 32)
MORE = 45
"""Records in the column 工作动态 beside the ones of the sample: three pages of the list."""

KINDS = {
    "home": "/",
    "columns": "/columns/",
    "list": "/column/news/",
    "older page of a list": "/column/news/0/1.html",
    "list with parts": "/column/other/",
    "empty list": "/column/organisation/",
    "areas": "/areas/",
    "bodies": "/bodies/",
    "record": "/d08/2017/00017.html",
    "repealed record": "/d08/2014/00003.html",
    "tombstone": "/d09/2017/00044.html",
    "guide": "/heping/2017/00001.html",
    "guides": "/kind/guide/",
    "rules": "/kind/rule/",
    "mandatory": "/mandatory/",
    "apply": "/apply/",
    "reports": "/kind/report/",
    "report": "/heping/2018/00002.html",
    "institution": "/d08/2017/00051.html",
    "service": "/d08/2017/00052.html",
    "services": "/bodies/services/",
    "services of a body": "/kind/service.d08/",
    "list of a body": "/body/d08/",
    "institution not yet published": "/kind/institution.d09/",
    "search": "/search?q=预算",
    "search before a word": "/search",
    "search in vain": "/search?q=查无此词",
    "help": "/help/",
    "application form": "/apply/online",
    "tracking": "/track",
    "missing": "/no-such-page/",
}
"""Every kind of page, and every state in which it looks different."""

CITIZEN = {
    "party": "person",
    "person_name": "申请人甲",
    "identity_number": "000000199001010018",
    "phone": "000-00000000",
    "description": "2017年区本级预算公开的通知",
    "wished_form": "electronic",
    "wished_way": "pickup",
}
SENT = {
    "application sent": ("/apply/online", CITIZEN),
    "application with faults": ("/apply/online", {"party": "organisation", "email": "nowhere"}),
    "progress": ("/track", {"code": CODE}),
    "progress of no code": ("/track", {"code": "1234"}),
    "progress of an unknown code": ("/track", {"code": code_of("11" * 32)}),
}
"""Every page that answers a form: where the form stands, and what is filled in."""


def build(public: Path) -> None:
    source = MemorySource()
    source.publish_snapshot(sample.snapshot())
    _records(source)
    source.publish(sample.guide())
    source.publish(sample.report())
    source.publish(sample.institution())
    source.publish(sample.service())
    lost = sample.tombstone()
    source.publish(
        sample.record(path=lost.path, index_number=lost.index_number, title=lost.title, attachments=())
    )
    source.withdraw(lost.path, lost.reason)
    project(source, public, durable=False)
    ensure_keys(public.parent)
    write_status(public / "inbox/status", CODE, _progress())


def _progress() -> Status:
    days = (
        (State.SUBMITTED, 20),
        (State.RECEIVED, 20),
        (State.CORRECTION, 21),
        (State.HANDLING, 24),
        (State.EXTENDED, 26),
    )
    steps = tuple(Step(state, date(2026, 11, day)) for state, day in days)
    return Status(
        steps=steps, due_on=date(2027, 1, 20), number="示例〔2026〕第12号", remark="材料齐全后可以到场查阅。"
    )


def _records(source: MemorySource) -> None:
    files = (
        source.store(b"sheet", "2017年部门预算公开样表.xlsx"),
        source.store(b"layout", "预决算公开清单.ofd"),
    )
    source.publish(sample.record(attachments=files))
    old = sample.record(
        path="d08/2014/00003", index_number="000000008/2014-00003", title="关于做好2014年预算公开工作的通知"
    )
    source.publish(
        replace(old, validity="REPEALED", ended_on="2017-04-01", attachments=(), relations=()), "更正附件名称"
    )
    reading = sample.record(
        path="d08/2017/00019", title="《关于进一步规范区本级预算和决算公开工作的通知》解读"
    )
    source.publish(
        replace(reading, key_areas=("a19",), kind="information", document_number="", attachments=())
    )
    plain = sample.record(
        columns=("news",), kind="information", attachments=(), relations=(), key_areas=("a12",)
    )
    for item in reversed(sample.items(MORE)):
        path = f"s01/2017/{item.position:05}"
        number = item.document_number
        source.publish(replace(plain, path=path, body_code="s01", title=item.title, document_number=number))
