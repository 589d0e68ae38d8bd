"""The live pages of 依申请公开 as pure functions: the rules of every page hold on them too."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import reading
import sample

from gongkai.law.regimes import Regime
from gongkai.portal.inbox import form, showing
from gongkai.portal.inbox.codes import code_of
from gongkai.portal.inbox.limits import Limits
from gongkai.portal.inbox.status import State, Status, Step
from gongkai.portal.inbox.submission import ApplicantKind, Submission, WishedForm, WishedWay
from gongkai.portal.pages import applying

SITE = sample.snapshot()
EVIL = '<script>alert(1)</script>"\' onfocus="x {{ 7 * 7 }}'


def form_view(regime=Regime.R19, errors=None, **values):
    filled = form.clean({"party": "person", "body": SITE.home_body} | values)
    view = showing.form_view(SITE, Limits(), regime, filled, "t" * 32)
    return showing.with_errors(view, errors or {}, "", (applying.KeptFile("ticket", EVIL, 9),))


def sent_view(**changes):
    values = {
        "digest": "00" * 32,
        "receipt_code": code_of("00" * 32),
        "submitted_at": datetime(2026, 11, 20, 1, tzinfo=UTC),
        "body_code": SITE.home_body,
        "applicant_kind": ApplicantKind.NATURAL,
        "name": EVIL,
        "description": EVIL,
        "wished_form": WishedForm.PAPER,
        "wished_way": WishedWay.PICKUP,
    }
    return showing.sent_view(Submission(**(values | changes)), SITE, Regime.R19)


def progress(state, **changes):
    steps = (Step(State.SUBMITTED, date(2026, 11, 20)), Step(state, date(2026, 11, 23)))
    status = replace(Status(steps=steps, due_on=date(2026, 12, 21), remark=EVIL), **changes)
    return applying.TrackView(progress=showing.progress_view(code_of("00" * 32), status))


PAGES = {
    "form": applying.form_page(form_view(), SITE),
    "form with faults": applying.form_page(
        form_view(errors=dict.fromkeys(form.LABELS, EVIL), **dict.fromkeys(form.LABELS, EVIL)), SITE
    ),
    "form of 2007": applying.form_page(form_view(Regime.R07), SITE),
    "sent": applying.sent_page(sent_view(), SITE),
    "track": applying.track_page(applying.TrackView(), SITE),
    "track with a fault": applying.track_page(applying.TrackView(typed=EVIL, error=EVIL), SITE),
    "unknown": applying.track_page(applying.TrackView(unknown=True), SITE),
    "refusal": applying.refusal_page("未能提交", EVIL, "/track", SITE),
    **{state: applying.track_page(progress(state), SITE) for state in State},
}
KINDS = pytest.mark.parametrize("kind", PAGES)


@KINDS
def test_the_rules_of_every_page_hold(kind):
    root = reading.tree(PAGES[kind])
    assert reading.active_content(root) == []
    assert reading.outer_addresses(root) == []
    assert reading.broken_references(root) == []
    assert reading.names_given_twice(root) == []
    assert not reading.out_of_order(reading.heading_levels(root))
    assert len(PAGES[kind].encode()) <= 60 * 1024
    assert reading.text(root.find_class("banner")[0]) == sample.BANNER
    assert "受理" not in reading.text(root)


def test_each_fault_stands_on_top_and_at_its_field():
    root = reading.tree(PAGES["form with faults"])
    links = [a.get("href")[1:] for a in root.find_class("faults")[0].iter("a")]
    assert set(links) == set(form.LABELS)
    for name in form.LABELS:
        assert root.get_element_by_id(f"{name}-fault") is not None
        described = [
            element
            for element in root.iter()
            if f"{name}-fault" in element.get("aria-describedby", "").split()
        ]
        assert [element.get("name", element.get("id")) for element in described] == [name]


def test_every_field_has_its_label():
    root = reading.tree(PAGES["form"])
    main = root.get_element_by_id("main")
    fields = [field for name in ("input", "select", "textarea") for field in main.iter(name)]
    named = {label.get("for") for label in main.iter("label")}
    assert {field.get("id") for field in fields if field.get("type") != "hidden"} <= named


def test_the_form_of_2007_asks_for_no_document_of_identity():
    old, new = (reading.tree(PAGES[kind]) for kind in ("form of 2007", "form"))
    names = [{field.get("name") for field in root.iter("input", "select")} for root in (old, new)]
    assert names[1] - names[0] == {"identity", "identity_number", "credit_code"}
    assert "15个工作日" in reading.text(old)
    assert "20个工作日" in reading.text(new)


def test_the_six_states_have_the_words_of_the_applicant():
    words = [reading.tree(PAGES[state]).get_element_by_id("state").text for state in State]
    assert words == ["已提交", "已收到", "需补正", "办理中", "已延期", "已答复"]


@pytest.mark.parametrize(
    ("state", "words"),
    [(State.CORRECTION, "补正期限："), (State.HANDLING, "答复期限："), (State.EXTENDED, "答复期限：")],
)
def test_the_day_that_counts_is_named(state, words):
    assert f"{words}2026年12月21日" in reading.text(reading.tree(PAGES[state]))


def test_after_the_answer_no_term_is_shown():
    assert "期限：" not in reading.text(reading.tree(PAGES[State.ANSWERED]).find_class("progress")[0])


def test_a_site_of_one_body_offers_no_choice_of_bodies():
    site = sample.snapshot(bodies=SITE.bodies[:1])
    page = applying.form_page(
        replace(form_view(), bodies=showing.form_view(site, Limits(), Regime.R19, {}, "").bodies), site
    )
    field = reading.tree(page).get_element_by_id("body")
    assert (field.tag, field.get("value")) == ("input", SITE.home_body)
