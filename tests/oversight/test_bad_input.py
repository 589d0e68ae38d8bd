"""What people mistype, press twice and do at the same time: told at the field, kept on screen, never done twice."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

import desk_world as make
import work_world as work
from gongkai.bodies.enums import Role
from gongkai.bodies.scope import cross_body
from gongkai.oversight.excel import scan
from gongkai.oversight.excel.shape import COLUMNS
from gongkai.oversight.models import Problem, Reminder, Task, TaskProgress

pytestmark = pytest.mark.django_db
LONG = "很长的文字" * 1000


@pytest.fixture
def bureau():
    make.column()
    return make.body("bureau", "区城建局", parent=make.body("district", "示例区人民政府"))


@pytest.fixture
def reporter(client, bureau):
    client.force_login(make.person(bureau, Role.REPORTER))
    return client


@pytest.fixture
def supervisor(client, bureau):
    client.force_login(make.person(bureau, Role.SUPERVISOR))
    return client


def page(answer) -> str:
    return answer.content.decode()


class TestProgress:
    def url(self, bureau) -> str:
        return reverse("task_progress", args=[work.task(bureau).pk])

    def test_a_second_click_reports_nothing_twice_and_new_words_are_a_new_report(self, reporter, bureau):
        url, data = self.url(bureau), {"state": "going", "note": "已完成一半"}
        assert reporter.post(url, data).status_code == 302
        twice = reporter.post(url, data)
        assert twice.status_code == 422
        assert 'id="summary"' in page(twice)
        assert "不需要重复填报" in page(twice)
        assert "已完成一半</textarea>" in page(twice)
        assert reporter.post(url, {"state": "going", "note": "又有进展"}).status_code == 302
        assert reporter.post(url, data).status_code == 302  # back to the former words is news again
        with cross_body("test"):
            assert TaskProgress.objects.count() == 3

    def test_too_much_and_too_little_keep_what_was_typed(self, reporter, bureau):
        url = self.url(bureau)
        long = reporter.post(url, {"state": "going", "note": LONG})
        assert "最多500字，现有5000字" in page(long)
        assert LONG in page(long)
        empty = reporter.post(url, {"state": "nonsense", "note": " "})
        assert empty.status_code == 422
        assert page(empty).count("有2处需要修改") == 1

    def test_the_progress_of_another_unit_is_not_found(self, reporter, bureau):
        other = work.task(make.body("other", "区教育局"))
        url = reverse("task_progress", args=[other.pk])
        assert reporter.post(url, {"state": "going", "note": "代填"}).status_code == 404


class TestAnswers:
    def test_of_two_people_the_second_is_told_and_keeps_the_words(self, client, bureau):
        url = reverse("reminder_answer", args=[work.reminder(bureau).pk])
        for who, words in ((1, "已经补报"), (2, "另一人写的反馈")):
            client.force_login(make.person(bureau, Role.REPORTER))
            answer = client.post(url, {"answer": words})
            assert answer.status_code == (302 if who == 1 else 422)
        assert "不能再次反馈" in page(answer)
        assert "另一人写的反馈" in page(answer)
        with cross_body("test"):
            assert Reminder.objects.get().answer == "已经补报"

    def test_an_answer_of_5000_characters_stays_in_its_box(self, reporter, bureau):
        url = reverse("reminder_answer", args=[work.reminder(bureau).pk])
        answer = reporter.post(url, {"answer": LONG})
        assert answer.status_code == 422
        assert "最多500字，现有5000字" in page(answer)
        assert LONG in page(answer)


class TestFilings:
    def test_a_day_that_does_not_fit_is_told_at_the_field_with_the_day_that_bounds_it(self, client, bureau):
        request = work.request_row(bureau)
        work.delivered(request, date(2017, 3, 20))
        client.force_login(make.person(bureau, Role.REGISTRAR))
        url = reverse("filing_file", args=[request.pk])
        early = client.post(url, {"filed_on": "2017-03-17"})
        assert early.status_code == 422
        assert "备案日期早于答复日期（2017年3月20日）" in page(early)
        assert 'value="2017-03-17"' in page(early)
        tomorrow = timezone.localdate() + timedelta(days=1)
        assert client.post(url, {"filed_on": tomorrow.isoformat()}).status_code == 422
        assert client.post(url, {"filed_on": "17/3/2017"}).status_code == 422
        assert client.post(url, {"filed_on": "2017-03-21"}).status_code == 302
        twice = client.post(url, {"filed_on": "2017-03-21"})
        assert twice.status_code == 409
        assert "已于2017年3月21日备案" in page(twice)

    def test_a_form_that_would_be_refused_is_not_opened(self, client, bureau):
        request = work.request_row(bureau)
        client.force_login(make.person(bureau, Role.REGISTRAR))
        url = reverse("filing_file", args=[request.pk])
        early = client.get(url)
        assert early.status_code == 409
        assert "尚未送达" in page(early)
        assert f'href="{reverse("filings")}">回到答复备案</a>' in page(early)
        work.delivered(request, date(2017, 3, 20))
        assert client.get(url).status_code == 200
        assert client.post(url, {"filed_on": "2017-03-21"}).status_code == 302
        assert "已于2017年3月21日备案" in page(client.get(url))


class TestProblems:
    def test_a_second_click_notes_nothing_twice(self, reporter, bureau):
        data = {"body": str(bureau.pk), "year": "2017", "text": "备案不及时", "measure": "按月核对"}
        assert reporter.post(reverse("problem_new"), data).status_code == 302
        assert "不需要重复登记" in page(reporter.post(reverse("problem_new"), data))
        with cross_body("test"):
            assert Problem.objects.count() == 1

    @pytest.mark.parametrize("day", ["2016-12-31", "2027-06-30"])
    def test_the_day_of_the_outcome_lies_between_the_year_found_and_today(self, reporter, bureau, day):
        url = reverse("problem_resolve", args=[work.problem(bureau).pk])
        answer = reporter.post(url, {"outcome": "已经整改", "resolved_on": day})
        assert answer.status_code == 422
        assert "已经整改</textarea>" in page(answer)
        assert "解决日期" in page(answer)


FAR = {"on": "2009-01-01", "year": "2100"}
QUERIES = [
    {"on": "banana"},
    {"on": "9" * 300},
    {"on": "2017-02-30", "year": "abc"},
    {"year": "9" * 40},
    FAR,
    {"after": "\x00", "before": "9" * 40},
    {"body": "0", "state": "'--", "column": LONG, "late": LONG, "kind": "x"},
]


class TestFilters:
    def test_words_too_long_to_look_for_are_said_to_be_too_long(self, supervisor):
        answer = supervisor.get(reverse("tasks"), {"text": LONG})
        assert "“任务”最多100字，没有按它筛选；请缩短后再筛选。" in page(answer)

    @pytest.mark.parametrize("query", QUERIES)
    @pytest.mark.parametrize(
        "name", ["oversight", "one_page", "oversight_owed", "tasks", "filings", "reminders", "problems"]
    )
    def test_no_filter_breaks_a_page(self, supervisor, name, query):
        assert supervisor.get(reverse(name), query).status_code == 200

    @pytest.mark.parametrize(
        "query",
        [FAR, *(pytest.param(query, marks=pytest.mark.soak) for query in QUERIES if query is not FAR)],
    )
    def test_no_filter_breaks_the_file_of_a_page_which_reads_them_as_the_page_does(self, supervisor, query):
        answer = supervisor.get(reverse("one_page_word"), query)
        answer.close()
        assert answer.status_code == 200


def workbook(*rows, merged: str = "") -> bytes:
    book = Workbook()
    book.active.title = "要点任务明细"
    for row in (COLUMNS, *rows):
        book.active.append(list(row))
    if merged:
        book.active.merge_cells(merged)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def line(number: str, body: str | None = "区城建局") -> list[object]:
    return [number, f"任务{number}", "要求", "网站", date(2017, 6, 30), body, ""]


class TestTheWorkbook:
    def test_merged_cells_are_named_where_they_leave_cells_empty(self):
        found = scan(workbook(line("1"), line("2", None), merged="F2:F3"), ["区城建局"], 2017)
        assert [fault.sentence for fault in found.faults] == [
            "文件：含有合并单元格，其中只有左上角的一格有内容，请取消合并，在每一行分别填写后再上传。",
            "第3行“责任单位”：没有填写，请补充。",
        ]

    def test_a_merged_title_that_leaves_nothing_empty_is_no_fault(self):
        assert scan(workbook(line("1"), merged="H1:J1"), ["区城建局"], 2017).faults == ()

    def test_a_second_click_on_confirm_says_that_everything_stands_already(self, supervisor, bureau):
        file = SimpleUploadedFile("任务.xlsx", workbook(line("1"), line("2")))
        seen = page(supervisor.post(reverse("tasks_import"), {"year": "2017", "file": file}))
        found = re.search(r'name="token" value="([^"]+)"', seen)
        assert found, seen
        for words in ("已导入2项任务", "都已经登记，没有重复导入"):
            answer = supervisor.post(reverse("tasks_import_confirm"), {"token": found[1]}, follow=True)
            assert words in page(answer)
        with cross_body("test"):
            assert Task.objects.count() == 2

    def test_no_file_and_no_year_are_told_together(self, supervisor):
        answer = supervisor.post(reverse("tasks_import"), {"year": ""})
        assert answer.status_code == 422
        assert "有2处需要修改" in page(answer)

    def test_the_year_is_kept_on_the_way_back_from_a_preview(self, supervisor, bureau):
        file = SimpleUploadedFile("任务.xlsx", workbook(line("1", "某局")))
        back = page(supervisor.post(reverse("tasks_import"), {"year": "2017", "file": file}))
        assert f'{reverse("tasks_import")}?year=2017"' in back
        assert 'value="2017"' in page(supervisor.get(reverse("tasks_import"), {"year": "2017"}))
        assert supervisor.get(reverse("tasks_import"), {"year": "去年"}).status_code == 200


def test_the_ways_back_lead_back(supervisor, bureau):
    """A name set in the block of the crumbs does not reach the main block: the links were empty once."""
    work.task(bureau, due_on=date(2017, 3, 31))
    remind = page(supervisor.get(reverse("oversight_remind", args=["bureau"]), {"on": "2017-04-05"}))
    assert f'href="{reverse("oversight")}?on=2017-04-05&amp;year=2017">不发出，返回' in remind
    assert f'href="{reverse("tasks")}">不导入，返回' in page(supervisor.get(reverse("tasks_import")))
