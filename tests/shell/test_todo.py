"""What is overdue, due today and due soon stands on top, each matter once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from gongkai.law.calendar import Calendar
from gongkai.shell.marks import Mark
from gongkai.shell.todo import SHOWN, Matter, Section, arranged

THURSDAY = date(2017, 3, 16)
CALENDAR = Calendar.load()


def matter(title: str, due: date | None = None) -> Matter:
    return Matter(
        title=title,
        note="",
        state=Mark("办理中", "waiting", "calm"),
        since=datetime(2017, 3, 1, tzinfo=UTC),
        button="办理",
        icon="draft",
        href="/",
        due=due,
    )


def section(*matters: Matter) -> Section:
    return Section(key="requests", title="待答复", matters=matters, empty="没有待答复的申请。")


def page(*sections: Section, today: date = THURSDAY) -> dict[str, list[str]]:
    found = arranged(sections, today, CALENDAR)
    return {part.key: [row.title for row in part.matters] for part in found}


def test_a_matter_stands_in_the_frame_of_its_due_date_and_nowhere_else():
    found = page(
        section(
            matter("逾期", date(2017, 3, 15)),
            matter("今日", THURSDAY),
            matter("下周二", date(2017, 3, 21)),
            matter("下周三", date(2017, 3, 22)),
            matter("无期限"),
        )
    )
    assert found == {
        "overdue": ["逾期"],
        "today": ["今日"],
        "soon": ["下周二"],
        "requests": ["下周三", "无期限"],
    }


def test_frames_without_matters_are_not_shown():
    assert page(section(matter("无期限"))) == {"requests": ["无期限"]}


def test_a_section_whose_matters_all_stand_on_top_is_left_out():
    assert page(section(matter("今日", THURSDAY))) == {"today": ["今日"]}


def test_an_empty_section_stays_and_says_what_will_stand_there():
    assert page(section()) == {"requests": []}


def test_the_frames_take_from_every_section_by_due_date():
    later, earlier = matter("较近", date(2017, 3, 14)), matter("较早", date(2017, 3, 10))
    assert page(section(later), section(earlier))["overdue"] == ["较早", "较近"]


def test_a_due_date_missed_over_a_weekend_is_overdue_by_a_day():
    saturday = date(2017, 3, 18)
    found = arranged([section(matter("周六到期", saturday))], date(2017, 3, 19), CALENDAR)
    assert [(part.key, part.matters[0].left_words) for part in found] == [("overdue", "已逾期1个工作日")]


def test_the_words_count_working_days_not_days():
    (found,) = arranged([section(matter("节后", date(2017, 4, 10)))], date(2017, 3, 30), CALENDAR)
    assert found.matters[0].left_words == "剩余6个工作日"


def test_a_due_date_beyond_the_calendar_stays_in_its_section():
    assert page(section(matter("远期", date(2099, 1, 4)))) == {"requests": ["远期"]}


def test_a_longer_section_shows_its_part_and_says_so():
    (found,) = arranged([section(*(matter(f"第{n}件") for n in range(SHOWN + 1)))], THURSDAY, CALENDAR)
    assert len(found.matters) == SHOWN
    assert found.longer


def test_empty_sections_come_last():
    filled = Section(key="drafts", title="我的草稿", matters=(matter("草稿"),), empty="没有草稿。")
    assert [part.key for part in arranged([section(), filled], THURSDAY, CALENDAR)] == ["drafts", "requests"]


def test_a_longer_section_whose_shown_part_stands_on_top_still_leads_to_its_whole_list():
    due = [matter(f"第{n}件", THURSDAY) for n in range(SHOWN + 1)]
    today, rest = arranged([section(*due)], THURSDAY, CALENDAR)
    assert (today.key, len(today.matters)) == ("today", SHOWN)
    assert (rest.key, rest.longer, rest.idle) == ("requests", True, False)


def test_of_a_term_in_hours_no_working_days_are_told():
    late = replace(matter("舆情", date(2017, 3, 13)), due_note="12:00前")
    (found,) = arranged([section(late)], THURSDAY, CALENDAR)
    assert (found.key, found.matters[0].left_words) == ("overdue", "")
