"""Entries begin, change and end; what stood on any day stays what it was."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import desk_world as make
import register_world as register
from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import cross_body
from gongkai.bodies.services import AccessDenied
from gongkai.directory import services
from gongkai.directory.models import (
    ComplaintLine,
    InnerOffice,
    Leader,
    ServiceGuide,
    ServiceItem,
    ServiceWindow,
    WindowStaff,
)
from gongkai.directory.papers import service_kind
from gongkai.directory.queries import guide_of, items_on, leaders_on, windows_on
from gongkai.directory.services import DirectoryError
from gongkai.publication.models import Standing

pytestmark = pytest.mark.django_db
JUNE = date(2017, 6, 1)


@pytest.fixture
def body():
    return make.body()


@pytest.fixture
def author(body):
    return make.person(body, Role.AUTHOR)


@pytest.fixture(autouse=True)
def _everywhere():
    with cross_body("test"):
        yield


def values_of(row, **changes):
    kind = services.KIND_OF[type(row)]
    return {**{name: getattr(row, name) for name in kind.fields}, **changes}


def change(row, author, since=JUNE, **changes):
    return services.replace(
        row=row, values=values_of(row, **changes), since=since, actor=author, at=make.NOON
    )


def names_on(body, day):
    return [row.name for row in leaders_on(body, day)]


def test_who_led_on_a_day_is_told_by_the_days_not_by_today(body, author):
    before = register.entry(body, Leader, name="演示人员01")
    change(before, author, name="演示人员02")
    assert names_on(body, date(2017, 5, 31)) == ["演示人员01"]
    assert names_on(body, JUNE) == ["演示人员02"]
    assert names_on(body, date(2016, 12, 31)) == []
    services.end(row=leaders_on(body, JUNE).get(), last=date(2017, 8, 31), actor=author, at=make.NOON)
    assert names_on(body, date(2017, 8, 31)) == ["演示人员02"]
    assert names_on(body, date(2017, 9, 1)) == []
    assert names_on(body, date(2017, 5, 31)) == ["演示人员01"]


def test_a_change_overwrites_nothing(body, author):
    before = register.entry(body, Leader, name="演示人员01", phone="000-00000001")
    change(before, author, phone="000-00000002")
    kept = Leader.objects.get(pk=before.pk)
    assert (kept.phone, kept.valid_to) == ("000-00000001", date(2017, 5, 31))
    assert Leader.objects.count() == 2


def test_a_change_begins_no_earlier_than_what_it_changes(body, author):
    with pytest.raises(DirectoryError, match="早于现行登记"):
        change(register.entry(body, Leader), author, since=make.START - timedelta(days=1))


def test_what_has_ended_is_neither_changed_nor_ended_again(body, author):
    row = register.entry(body, InnerOffice)
    services.end(row=row, last=JUNE, actor=author, at=make.NOON)
    with pytest.raises(DirectoryError, match="已于2017年6月1日截止"):
        change(row, author, since=date(2017, 7, 1))
    with pytest.raises(DirectoryError, match="已于2017年6月1日截止"):
        services.end(row=row, last=date(2017, 7, 1), actor=author, at=make.NOON)


def test_an_end_before_the_beginning_is_refused_by_act_and_database(body, author):
    row = register.entry(body, ComplaintLine)
    early = make.START - timedelta(days=1)
    with pytest.raises(DirectoryError, match="早于起始日期"):
        services.end(row=row, last=early, actor=author, at=make.NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        ComplaintLine.objects.filter(pk=row.pk).update(valid_to=early)


@pytest.mark.parametrize(
    ("model", "field", "word"),
    [(Leader, "phone", "办公电话"), (ServiceWindow, "hours", "办公时间"), (ServiceItem, "name", "事项名称")],
)
def test_an_entry_that_lacks_what_must_be_public_is_refused(body, model, field, word):
    with pytest.raises(DirectoryError, match=word):
        register.entry(body, model, **{field: " "})


@pytest.mark.parametrize("code", ["a b", "../x", "事项1", "-1", "a/b", "a--b", ""])
def test_a_code_that_could_not_stand_in_an_address_is_refused(body, code):
    with pytest.raises(DirectoryError):
        register.entry(body, ServiceItem, code=code)


def test_a_code_stands_once_among_the_items_of_today_and_keeps_its_identity(body, author):
    item = register.entry(body, ServiceItem, code="a-1", name="旧名称")
    with pytest.raises(DirectoryError, match="已经存在"):
        register.entry(body, ServiceItem, code="a-1")
    change(item, author, name="新名称")
    assert [row.name for row in items_on(body, date(2017, 5, 31))] == ["旧名称"]
    assert [row.name for row in items_on(body, JUNE)] == ["新名称"]


def test_the_guide_goes_along_with_its_renamed_item(body, author):
    item = register.entry(body, ServiceItem)
    register.guide(item, term="20个工作日")
    renamed = change(item, author, name="新名称")
    guides = {day: guide_of(items_on(body, day).get()) for day in (date(2017, 5, 31), JUNE)}
    assert [guide.item_id for guide in guides.values()] == [item.pk, renamed.pk]
    assert {guide.term for guide in guides.values()} == {"20个工作日"}


def test_a_revised_guide_leaves_the_former_one_in_its_days(body, author):
    item = register.entry(body, ServiceItem)
    register.guide(item, term="20个工作日")
    register.guide(item, since=JUNE, term="10个工作日")
    terms = [guide_of(items_on(body, day).get()).term for day in (date(2017, 5, 31), JUNE)]
    assert terms == ["20个工作日", "10个工作日"]
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceGuide.objects.filter(valid_to__isnull=False).update(valid_to=None)


def test_people_and_guides_go_along_with_a_window_that_moves(body, author):
    window = register.entry(body, ServiceWindow, place="示例路1号")
    register.entry(body, WindowStaff, window=window, name="演示人员05")
    register.guide(register.entry(body, ServiceItem), window=window)
    change(window, author, place="示例路2号")
    for day, place in ((date(2017, 5, 31), "示例路1号"), (JUNE, "示例路2号")):
        (found,) = windows_on(body, day)
        assert (found.place, [row.name for row in found.people]) == (place, ["演示人员05"])
        assert guide_of(items_on(body, day).get()).window == found


def test_a_window_that_closes_lets_its_people_go(body, author):
    window = register.entry(body, ServiceWindow)
    register.entry(body, WindowStaff, window=window)
    services.end(row=window, last=JUNE, actor=author, at=make.NOON)
    assert WindowStaff.objects.get().valid_to == JUNE
    assert list(windows_on(body, date(2017, 6, 2))) == []


def test_a_window_of_another_body_is_no_window_here(body):
    theirs = register.entry(make.body(), ServiceWindow)
    with pytest.raises(DirectoryError, match="不属于本机关"):
        register.entry(body, WindowStaff, window=theirs)
    with pytest.raises(DirectoryError, match="不属于本机关"):
        register.guide(register.entry(body, ServiceItem), window=theirs)


@pytest.mark.parametrize("role", [Role.FIRST_REVIEWER, Role.REPORTER, Role.SUPERVISOR])
def test_who_only_reads_changes_nothing(body, role):
    row = register.entry(body, Leader)
    with pytest.raises(AccessDenied):
        change(row, make.person(body, role))


def test_an_author_of_another_body_changes_nothing_here(body):
    with pytest.raises(AccessDenied):
        change(register.entry(body, Leader), make.person(make.body(), Role.AUTHOR))


def test_the_audit_trail_holds_the_old_and_the_new_values(body, author):
    before = register.entry(body, Leader, name="演示人员01")
    after = change(before, author, name="演示人员02")
    row = AuditRow.objects.get(subject=services.subject_of(after))
    assert row.act == "directory.leader.replace"
    assert (row.old["name"], row.new["name"], row.new["valid_from"]) == (
        "演示人员01",
        "演示人员02",
        "2017-06-01",
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.integers(1, 90), min_size=1, max_size=6))
def test_however_often_an_entry_changes_each_day_has_exactly_one(body, author, steps):
    with transaction.atomic():
        Leader.objects.all().delete()
        row = register.entry(body, Leader, name="0")
        starts = [make.START]
        for number, step in enumerate(steps, 1):
            starts.append(starts[-1] + timedelta(days=step))
            row = change(row, author, since=starts[-1], name=str(number))
        for number, start in enumerate(starts):
            assert names_on(body, start) == [str(number)]
            if number:
                assert names_on(body, start - timedelta(days=1)) == [str(number - 1)]


def test_an_entry_is_corrected_on_its_first_day(body, author):
    row = register.entry(body, Leader, since=JUNE)
    corrected = change(row, author, since=JUNE, post="副局长")
    assert corrected.pk == row.pk
    row.refresh_from_db()
    assert (row.post, row.valid_from, row.valid_to) == ("副局长", JUNE, None)
    told = AuditRow.objects.get(act="directory.leader.replace")
    assert (told.old["post"], told.new["post"]) == ("局长", "副局长")
    with pytest.raises(DirectoryError, match="早于现行登记的起始日期（2017年6月1日）"):
        change(row, author, since=JUNE - timedelta(days=1), post="科长")


class TestAnItemThatIsCancelled:
    @pytest.fixture
    def page(self, body):
        """A published guide of an item: (item, its page)."""
        make.column()
        item = register.entry(body, ServiceItem, code="lamp-1")
        register.guide(item)
        team = make.Team(body)
        (listed,) = items_on(body, JUNE)
        revision = make.paper(team, service_kind(listed), at=make.NOON)
        return item, revision.item

    def live(self, page):
        return Standing.objects.filter(item=page, edition__isnull=False).exists()

    def test_its_public_page_is_taken_down_once_its_last_day_has_passed(self, body, author, page):
        item, public = page
        services.end(row=item, last=JUNE, actor=author, at=make.NOON)
        assert services.take_down_ended(on=JUNE, at=make.NOON) == []
        assert self.live(public)
        (gone,) = services.take_down_ended(on=JUNE + timedelta(days=1), at=make.NOON)
        assert not self.live(public)
        assert gone.reason == "该政务服务事项已于2017年6月1日取消或变更编码。"
        assert services.take_down_ended(on=JUNE + timedelta(days=1), at=make.NOON) == []

    def test_a_new_period_of_the_same_code_keeps_the_page(self, author, page):
        item, public = page
        change(item, author, since=JUNE, name="路灯报修（改名）")
        assert services.take_down_ended(on=JUNE + timedelta(days=30), at=make.NOON) == []
        assert self.live(public)

    def test_cancelling_on_screen_takes_it_down_at_once_when_the_day_has_passed(self, client, author, page):
        item, public = page
        client.force_login(author)
        url = reverse("entry_end", args=["item", item.pk])
        shown = client.post(url, {"last": "2017-06-01"}, follow=True)
        assert "公开的办事指南已撤下" in shown.content.decode()
        assert not self.live(public)
