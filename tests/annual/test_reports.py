"""A report from its draft to the published page: what it stores, who may do what, and what later years leave alone."""

from __future__ import annotations

from datetime import date

import pytest

from annual import year_world as make
from factories import make_body, make_person, make_published, make_taxonomies, make_team, moment
from gongkai.annual import services
from gongkai.annual.compilation import compile_report
from gongkai.annual.drafting import narrative_of
from gongkai.annual.enums import Register, ReportState
from gongkai.annual.freezing import changed_since
from gongkai.annual.models import AnnualReport, FrozenCell
from gongkai.annual.outline import outline
from gongkai.annual.services import ReportError
from gongkai.annual.states import report_states
from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import cross_body
from gongkai.bodies.services import AccessDenied
from gongkai.law.receipt import Channel
from gongkai.oversight.models import Problem
from gongkai.publication.enums import Stage
from gongkai.publication.services import clear, content_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
JANUARY = moment(2018, 1, 10)


@pytest.fixture
def district():
    make_taxonomies()
    with cross_body("test"):
        yield make_body("district", "示例区人民政府")


@pytest.fixture
def office(district):
    return make_body("office", "甲局", district)


@pytest.fixture
def reporter(office):
    return make_person(office, Role.REPORTER)


@pytest.fixture
def supervisor(district):
    return make_person(district, Role.SUPERVISOR)


@pytest.fixture
def report(office, reporter):
    make.request(office, date(2017, 5, 4), leaf="disclosed", answered_on=date(2017, 5, 9))
    return services.open_report(
        body=office, year=2017, outline_code="national-2008", actor=reporter, at=JANUARY
    )


def texts(report):
    return list(report.sections.order_by("position").values_list("text", flat=True))


def accepted(report, reporter, supervisor):
    services.hand_in(report=report, actor=reporter, at=JANUARY)
    return services.accept(report=report, actor=supervisor, at=moment(2018, 1, 20))


def test_opening_drafts_every_section_of_the_outline(report):
    assert report.state == ReportState.DRAFTING
    assert len(texts(report)) == 6
    assert "全年收到政府信息公开申请{{requests.received}}。" in texts(report)[1]
    assert texts(report)[2] == "收费及减免情况：未统计。"


def test_problems_of_the_year_before_stand_in_the_draft(office, reporter):
    make.complaint(office, date(2017, 5, 4))
    Problem.objects.create(
        body=office, year=2016, text="动态类信息偏多。", outcome="已改善", resolved_on=date(2017, 6, 1)
    )
    Problem.objects.create(body=office, year=2017, text="备案不及时。")
    report = services.open_report(
        body=office, year=2017, outline_code="national-2008", actor=reporter, at=JANUARY
    )
    assert texts(report)[4].splitlines() == [
        "上年度报告所列的问题已经改善：动态类信息偏多。",
        "2017年存在的主要问题：备案不及时。",
    ]


def test_figures_in_prose_follow_the_rows(office, report, reporter):
    section = report.sections.get(position=2)
    services.write_section(
        section=section,
        text="收到申请{{requests.received}}，举报投诉{{complaints.total}}。",
        version=report.version,
        actor=reporter,
        at=JANUARY,
    )
    make.request(office, date(2017, 7, 4))
    compiled = compile_report(office, 2017)
    part = narrative_of(office, compiled).parts[1]
    from gongkai.annual.prose import fill  # noqa: PLC0415

    assert fill(part.text, compiled) == "收到申请2件，举报投诉未统计。"


def test_a_placeholder_that_is_no_figure_is_refused_with_its_name(report, reporter):
    section = report.sections.get(position=2)
    for text, said in (("{{requests.recieved}}", "requests.recieved"), ("共{{requests.received件", "花括号")):
        with pytest.raises(ReportError, match=said):
            services.write_section(
                section=section, text=text, version=report.version, actor=reporter, at=JANUARY
            )


def test_a_section_changed_by_another_person_is_not_overwritten(report, reporter):
    section = report.sections.get(position=6)
    services.write_section(section=section, text="无。", version=report.version, actor=reporter, at=JANUARY)
    with pytest.raises(ReportError, match="他人修改"):
        services.write_section(
            section=section, text="有。", version=report.version, actor=reporter, at=JANUARY
        )


def test_a_relation_that_does_not_hold_keeps_the_report_back(office, report, reporter):
    make.request(office, date(2017, 5, 4), channel=Channel.OTHER)
    with pytest.raises(ReportError, match="各渠道申请之和，等于收到申请数"):
        services.hand_in(report=report, actor=reporter, at=JANUARY)


@pytest.mark.parametrize(("year", "month", "day"), [(2017, 6, 30), (2017, 12, 31)])
def test_a_year_that_is_not_over_is_not_handed_in(report, reporter, year, month, day):
    with pytest.raises(ReportError, match=r"2017年度尚未结束.*请在2018年1月1日以后报送"):
        services.hand_in(report=report, actor=reporter, at=moment(year, month, day))
    services.hand_in(report=report, actor=reporter, at=moment(2018, 1, 1))


def test_a_section_without_words_keeps_the_report_back_unless_its_outline_has_a_table_there(report, reporter):
    report.sections.update(text=" \n")
    titles = list(report.sections.values_list("title", flat=True))
    shown = {section.title for section in outline(report.outline).sections if section.show}
    empty = [title for title in titles if title not in shown]
    assert empty
    with pytest.raises(ReportError, match=f"“{'”“'.join(empty)}”还没有文字"):
        services.hand_in(report=report, actor=reporter, at=JANUARY)


def test_in_the_national_format_three_parts_are_tables_and_need_no_words(office):
    make.request(office, date(2024, 5, 6))
    reporter = make_person(office, Role.REPORTER)
    opened = services.open_report(
        body=office, year=2024, outline_code="national-2019", actor=reporter, at=moment(2025, 1, 6)
    )
    assert sum(not row.text for row in opened.sections.all()) == 3
    services.hand_in(report=opened, actor=reporter, at=moment(2025, 1, 6))


def test_only_the_reporter_writes_and_only_the_supervisor_accepts(report, reporter, supervisor):
    with pytest.raises(AccessDenied):
        services.hand_in(report=report, actor=supervisor, at=JANUARY)
    services.hand_in(report=report, actor=reporter, at=JANUARY)
    with pytest.raises(AccessDenied):
        services.accept(report=report, actor=reporter, at=JANUARY)


def test_nobody_accepts_what_they_handed_in_themselves(district, reporter, report):
    make_person(district, Role.SUPERVISOR)
    from gongkai.bodies.services import assign_role  # noqa: PLC0415

    assign_role(
        person=reporter,
        body=district,
        role=Role.SUPERVISOR,
        valid_from=date(2016, 1, 1),
        actor=None,
        at=JANUARY,
    )
    services.hand_in(report=report, actor=reporter, at=JANUARY)
    with pytest.raises(ReportError, match="不能审核自己报送"):
        services.accept(report=report, actor=reporter, at=JANUARY)


def test_a_returned_report_is_mended_and_handed_in_again(report, reporter, supervisor):
    services.hand_in(report=report, actor=reporter, at=JANUARY)
    returned = services.return_report(report=report, note="请补充说明", actor=supervisor, at=JANUARY)
    assert (returned.state, returned.return_note) == (ReportState.RETURNED, "请补充说明")
    services.hand_in(report=returned, actor=reporter, at=JANUARY)
    assert AnnualReport.objects.get(pk=report.pk).state == ReportState.HANDED_IN


def test_accepting_freezes_each_figure_with_its_rows(office, report, reporter, supervisor):
    accepted(report, reporter, supervisor)
    received = FrozenCell.objects.get(report=report, key="3.1")
    assert (received.printed, received.exact) == ("1", 1)
    assert received.rows == {"received": [office_request(office)]}
    assert FrozenCell.objects.get(report=report, key="6").exact is None
    compiled = compile_report(office, 2017)
    stored = FrozenCell.objects.filter(report=report)
    assert stored.count() == len(compiled.cells) + len(compiled.local)
    assert changed_since(report, compiled) == {}
    make.request(office, date(2017, 8, 1))
    assert changed_since(report, compile_report(office, 2017))["3.1"] == ("1", "2")


def test_an_accepted_report_that_is_sent_back_is_free_again(report, reporter, supervisor):
    accepted(report, reporter, supervisor)
    returned = services.return_report(report=report, note="请补充说明", actor=supervisor, at=JANUARY)
    assert not FrozenCell.objects.filter(report=report).exists()
    section = returned.sections.first()
    services.write_section(
        section=section, text="改过的文字。", version=returned.version, actor=reporter, at=JANUARY
    )
    assert texts(report)[0] == "改过的文字。"
    assert accepted(returned, reporter, supervisor).frozen_on == date(2018, 1, 20)


def office_request(office):
    from gongkai.casework.models import Request  # noqa: PLC0415

    return Request.objects.get(body=office).pk


def test_the_published_page_is_the_report_as_reviewed(office, report, reporter, supervisor):
    accepted(report, reporter, supervisor)
    team = make_team(office)
    revision = services.send_for_review(report=report, actor=team.author, at=moment(2018, 1, 25))
    people = {Stage.FIRST: team.first, Stage.SECOND: team.second, Stage.APPROVAL: team.approver}
    for stage, person in people.items():
        clear(revision=revision, stage=stage, actor=person, at=moment(2018, 1, 26))
    services.publish(report=report, actor=team.approver, at=moment(2018, 1, 29))
    row = AnnualReport.objects.get(pk=report.pk)
    assert (row.state, row.published_on) == (ReportState.PUBLISHED, date(2018, 1, 29))
    content = content_of(revision)
    assert (content.kind, content.year, content.title) == ("report", 2017, "甲局2017年度政府信息公开工作报告")
    assert report_states(2017, date(2018, 1, 29)) == {office.pk: "已公布"}
    assert report_states(2017, date(2018, 1, 28)) == {office.pk: "已审核"}
    assert report_states(2017, date(2017, 11, 30)) == {office.pk: "填报中"}


def test_a_report_that_was_not_accepted_is_not_sent_for_review(report, office):
    with pytest.raises(ReportError, match="审核通过后"):
        services.send_for_review(report=report, actor=make_team(office).author, at=JANUARY)


def test_statements_and_outside_figures_name_their_source(office, reporter, report):
    services.state_counting(
        body=office,
        year=2017,
        register=Register.COMPLAINTS,
        counted=True,
        source="来访登记簿",
        actor=reporter,
        at=JANUARY,
    )
    services.enter_outside_figure(
        body=office,
        year=2017,
        key="8.2",
        unit_name="区图书馆",
        value=2,
        source="书面报送",
        actor=reporter,
        at=JANUARY,
    )
    cells = compile_report(office, 2017).cells
    assert (cells["6"], cells["8.2"]) == (0, 2)
    acts = set(AuditRow.objects.filter(subject="report/office/2017").values_list("act", flat=True))
    assert {"report.open", "report.state_counting", "report.outside_figure"} <= acts
    with pytest.raises(ReportError, match="依据"):
        services.state_counting(
            body=office,
            year=2017,
            register=Register.FEES,
            counted=True,
            source=" ",
            actor=reporter,
            at=JANUARY,
        )


def test_a_report_of_a_year_is_opened_once(report, office, reporter):
    with pytest.raises(ReportError, match="已经开始填报"):
        services.open_report(body=office, year=2017, outline_code="national-2008", actor=reporter, at=JANUARY)


def test_a_published_record_of_the_next_year_leaves_the_draft_alone(office, report):
    before = compile_report(office, 2017)
    make_published(make_team(office), moment(2018, 3, 1))
    make.request(office, date(2018, 2, 1), leaf="disclosed", answered_on=date(2018, 2, 9))
    after = compile_report(office, 2017)
    assert (before.cells, before.local) == (after.cells, after.local)
