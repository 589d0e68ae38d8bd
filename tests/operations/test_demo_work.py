"""What the demonstration tells of engagement and oversight: the published numbers, own words, days of 2017."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from gongkai.engagement.rules import printed
from gongkai.operations.demo.heping2017 import days, generate
from gongkai.operations.demo.heping2017.bodies import unit_by_code
from gongkai.operations.demo.heping2017.data_files import table

ENGAGEMENT, OVERSIGHT = table("engagement"), table("oversight")


@pytest.fixture(scope="module")
def year():
    return generate()


def test_activities_are_held_as_often_as_the_report_says():
    found = {group["kind"]: len(group["entries"]) for group in ENGAGEMENT["activity"]}
    assert found == {"press_conference": 5, "online_interview": 6, "micro_interview": 3}
    assert printed(ENGAGEMENT["outreach"]["count"], approximate=True) == "20余"


def test_numbers_of_activities_are_printed_as_the_report_prints_them():
    found = {
        count["key"]: printed(count["value"], approximate=count.get("approximate", False)) + count["unit"]
        for name in ("open_day", "hotline", "training")
        for count in ENGAGEMENT[name]["counts"]
    }
    assert found == {
        "departments": "20个",
        "streets": "13个",
        "staff": "130名",
        "visitors": "1200余人次",
        "answers": "400余件",
        "leaflets": "17000余份",
        "calls": "10余万次",
        "attendees": "60余人次",
    }


def test_three_cases_of_the_channel_are_answered_within_their_term():
    cases = ENGAGEMENT["cases"]
    assert len(cases["entries"]) == 3
    assert all(entry["days"] <= cases["term"] for entry in cases["entries"])
    assert cases["excellent_label"] == "优秀训练场"


def test_seventeen_replies_stand_in_a_column_of_their_own_with_different_numbers(year):
    replies = [record for record in year.records if record.columns == ("other",)]
    found = [re.fullmatch(r"第(\d+)号(建议|提案)办理结果：(.+)", reply.title) for reply in replies]
    assert len(found) == 17
    assert all(found)
    assert len({(match[2], match[1]) for match in found}) == 17
    assert all(reply.made_on > max(ENGAGEMENT["proposals"]["handed_on"]) for reply in replies)


def test_the_plan_of_the_year_has_forty_lines_for_bodies_that_stand():
    tasks = OVERSIGHT["task"]
    assert len(tasks) == 40
    assert len({task["item"] for task in tasks}) == 40
    assert {code for task in tasks for code in task["bodies"]} <= unit_by_code().keys()
    assert all(days.calendar().is_working(task["due"]) and task["due"].year == 2017 for task in tasks)


def test_what_is_said_to_be_late_names_a_line_of_the_plan():
    lines = {f"{code}/{task['theme']}" for task in OVERSIGHT["task"] for code in task["bodies"]}
    said = [*OVERSIGHT["progress"]["unfinished"], *OVERSIGHT["progress"]["overdue"]]
    assert set(said) <= lines
    assert len(said) == len(set(said)) == 8


def test_problems_are_those_of_two_years_and_only_the_first_are_over():
    found = Counter((row["year"], "outcome" in row) for row in OVERSIGHT["problem"])
    assert found == {(2016, True): 2, (2017, False): 2}


def test_every_day_of_an_act_is_a_working_day_of_2017():
    entries = [entry["on"] for group in ENGAGEMENT["activity"] for entry in group["entries"]]
    entries += [ENGAGEMENT["open_day"]["on"], ENGAGEMENT["training"]["on"]]
    entries += [*ENGAGEMENT["proposals"]["handed_on"], *(e["on"] for e in ENGAGEMENT["cases"]["entries"])]
    entries += [row[name] for row in OVERSIGHT["reminder"] for name in ("issued_on", "due_on", "answered_on")]
    assert [day for day in entries if not days.calendar().is_working(day)] == []
    assert max(entries) <= date(2017, 12, 31)
