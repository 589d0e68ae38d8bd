"""Bulk loading follows the rules of the desk; the demonstration's directory is whole and beyond confusion."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

import desk_world as make
import register_world as register
from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import cross_body
from gongkai.directory import services
from gongkai.directory.importers import ImportedEntry, ImportedPaper, import_entries, import_papers
from gongkai.directory.models import Leader, ServiceItem, ServiceWindow, WindowStaff
from gongkai.directory.papers import INSTITUTION
from gongkai.directory.services import DirectoryError
from gongkai.operations.demo.heping2017.bodies import bodies, units
from gongkai.operations.demo.heping2017.days import calendar
from gongkai.operations.demo.heping2017.directory import CHANGE, directory
from gongkai.publication.enums import Stage
from gongkai.publication.importers import Signature
from gongkai.publication.models import Edition, Paper
from gongkai.publication.services import PublicationError

DEMO = directory()
LEADER = {
    "name": "演示人员01",
    "post": "局长",
    "duties": "主持全面工作",
    "phone": "000-00000001",
    "position": 0,
}


@pytest.fixture
def body():
    return make.body()


@pytest.fixture
def _everywhere(db):
    with cross_body("test"):
        yield


def row(body, model=Leader, values=LEADER, **more):
    author = make.person(body, Role.AUTHOR)
    return ImportedEntry(
        model=model, body=body, values=values, since=make.START, actor=author, at=make.NOON, **more
    )


@pytest.mark.usefixtures("_everywhere")
class TestEntries:
    def test_an_imported_entry_is_the_entry_that_the_desk_would_have_made(self, body):
        (bulk,) = import_entries([row(body)])
        single = register.entry(body, Leader, **LEADER)
        ours, theirs = (Leader.objects.filter(pk=one.pk).values().get() for one in (bulk, single))
        assert {**ours, "id": 0} == {**theirs, "id": 0}
        trails = [AuditRow.objects.get(subject=services.subject_of(one)) for one in (bulk, single)]
        assert len({(trail.act, str(trail.new)) for trail in trails}) == 1

    def test_one_that_has_ended_leaves_both_acts_in_the_trail(self, body):
        (made,) = import_entries([row(body, last=date(2017, 5, 31))])
        rows = AuditRow.objects.filter(subject=services.subject_of(made)).order_by("pk")
        assert [entry.act for entry in rows] == ["directory.leader.add", "directory.leader.end"]

    @pytest.mark.parametrize("wrong", [{"values": {**LEADER, "phone": ""}}, {"last": date(2016, 1, 1)}])
    def test_an_unlawful_entry_stops_the_whole_import(self, body, wrong):
        with pytest.raises(DirectoryError):
            import_entries([row(body), row(body, **wrong)])
        assert not Leader.objects.exists()

    def test_people_of_a_window_of_another_body_are_refused(self, body):
        window = register.entry(make.body(), ServiceWindow)
        values = {"name": "演示人员02", "duties": "受理岗", "phone": "000-00000002", "window": window}
        with pytest.raises(DirectoryError):
            import_entries([row(body, WindowStaff, values)])

    def test_a_page_is_published_as_it_stood_with_its_whole_round(self, body):
        team = make.Team(body)
        import_entries([row(body)])
        signers = zip(Stage, (team.author, team.first, team.second, team.approver), strict=True)
        signatures = tuple(Signature(stage=stage, person=who, at=make.NOON) for stage, who in signers)
        page = ImportedPaper(kind=INSTITUTION, body=body, signatures=signatures, published_at=make.NOON)
        import_papers([page])
        assert Paper.objects.get().kind == "institution"
        assert "演示人员01" in Edition.objects.get().revision.content
        short = ImportedPaper(
            kind=INSTITUTION, body=make.body(), signatures=signatures[:2], published_at=make.NOON
        )
        with pytest.raises(PublicationError):
            import_papers([short])


def texts():
    rows = [*DEMO.leaders, *DEMO.inner_offices, *DEMO.lines]
    rows += [entry for window in DEMO.windows for entry in (window.entry, *window.staff)]
    yield from (str(value) for entry in rows for value in entry.values.values())
    for service in DEMO.services:
        yield service.name
        yield from (str(value) for value in service.guide.values())


def test_every_body_has_leaders_and_a_complaint_line_and_departments_their_inner_offices():
    codes = {unit.code for unit in units()}
    assert len(codes) == 42
    standing = Counter(row.body for row in DEMO.leaders if row.last is None)
    assert set(standing) == codes
    assert {2, 3, 4, 5} >= set(standing.values())
    assert Counter(row.body for row in DEMO.lines) == dict.fromkeys(codes, 1)
    assert set(Counter(row.body for row in DEMO.inner_offices).values()) <= {2, 3, 4, 5}


def test_a_post_that_changes_hands_has_no_day_without_and_none_with_two():
    changed = [row for row in DEMO.leaders if row.last is not None]
    assert len(changed) >= 5
    for row in changed:
        following = [
            other
            for other in DEMO.leaders
            if (other.body, other.values["position"], other.since)
            == (row.body, row.values["position"], CHANGE)
        ]
        assert len(following) == 1
        assert (CHANGE - row.last).days == 1
        assert following[0].values["name"] != row.values["name"]


def test_a_plausible_number_of_items_each_with_all_elements_of_a_guide():
    assert 60 <= len(DEMO.services) <= 120
    assert len({service.code for service in DEMO.services}) == len(DEMO.services)
    for service in DEMO.services:
        assert set(service.guide) == {"basis", "conditions", "materials", "steps", "term", "fee"}
        assert all(service.guide.values())
        assert service.kind in dict(ServiceItem._meta.get_field("kind").choices)
        assert (
            services.fault_of(
                services.KIND_OF[ServiceItem],
                {"code": service.code, "name": service.name, "kind": service.kind},
            )
            == ""
        )
        assert calendar().is_working(service.published_on)
        assert service.published_on.year == 2017


def test_bodies_with_services_have_a_window_with_people():
    served = {service.body for service in DEMO.services}
    assert served == {window.entry.body for window in DEMO.windows}
    assert all(len(window.staff) in {2, 3} for window in DEMO.windows)
    assert served <= {body.code for body in bodies()}


def test_nobody_is_real_and_no_telephone_can_be_reached():
    people = [
        entry.values.get(name)
        for entry in (*DEMO.leaders, *DEMO.inner_offices, *(e for w in DEMO.windows for e in w.staff))
        for name in ("head" if "head" in entry.values else "name",)
    ]
    assert all(re.fullmatch(r"演示人员\d+", name) for name in people)
    assert len(set(people)) == len(people)
    for text in texts():
        for number in re.findall(r"\d{3,4}-\d{7,8}", text):
            assert number.startswith("000-0000")


def test_the_year_is_2017_and_nothing_to_avoid_is_said():
    told = "\n".join(texts())
    for word in (
        "民法典",
        "应急管理局",
        "市场监督管理总局",
        "生态环境",
        "医疗保障局",
        "文化和旅游",
        "2018",
        "2019",
    ):
        assert word not in told
    for word in (
        "书记",
        "党",
        "信访",
        "宗教",
        "民族",
        "疫",
        "拆",
        "罚款",
        "有限公司",
        "和平",
        "沈阳",
        "地图",
    ):
        assert word not in told
