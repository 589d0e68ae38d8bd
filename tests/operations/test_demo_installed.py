"""The demonstration as it is installed: every number of the published report, from rows, and a clean public tree."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
import tomllib
from contextlib import closing
from importlib import resources
from pathlib import Path

import pytest

from gongkai.operations.organisation.template import write_template
from operations.installation_programs import copy_of, environment, gongkai, refused

SEED = Path(__file__).resolve().parents[3] / "shared/seeds/heping-2017.txt"
NAMES = {"items": "items.distinct", "portal": "website.total", "documents.proactive": "documents.government"}


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    var = tmp_path_factory.mktemp("installed")
    loaded = gongkai("demo", "load", "heping-2017", var=var)
    assert loaded.returncode == 0, loaded.stderr
    return var


@pytest.fixture(scope="module")
def compiled(installed):
    done = gongkai(
        "report", "compile", "--body", "heping", "--year", "2017", "--format", "json", var=installed
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def published_figures():
    data = (
        resources.files("gongkai.operations.demo.heping2017").joinpath("data/figures.toml").read_text("utf-8")
    )
    return tomllib.loads(data)["figure"]


def measure_of(key: str) -> str:
    name = re.sub(r"^share\.(\w+)$", r"column.\1.share", key)
    return NAMES.get(name, name)


@pytest.mark.parametrize("figure", published_figures(), ids=lambda figure: figure["key"])
def test_the_compiled_figure_is_the_published_one(compiled, figure):
    found = compiled["local"][measure_of(figure["key"])]
    printed = {"exact": "{}", "at_least": "{}余", "share": "{}%"}[figure["exactness"]].format(figure["value"])
    assert found["value"] == re.sub("万余$", "余万", printed)
    assert found["measure"]


def test_every_number_of_the_published_report_is_compiled(compiled):
    if not SEED.exists():
        pytest.skip(
            "the published report itself is not part of the project; its figures stand in figures.toml"
        )
    text = SEED.read_text("utf-8")
    sections = text[text.index("二、主动公开政府信息情况\n") : text.index("十一、其他应报告的事项")]
    numbers = set(re.findall(r"\d+(?:\.\d+)?万?(?=余?(?:[条件%次个名份项家]|人次))", sections))
    values = {re.match(r"[\d.]+万?", figure["value"])[0] for figure in compiled["local"].values()}
    assert len(numbers) > 40
    assert numbers - values == set()


def test_the_cells_hold_what_was_counted_and_nothing_else(compiled):
    stated = {key: value for key, value in compiled["cells"].items() if value is not None}
    assert stated == {
        "1.1": 5634, "1.2.2": 5334, "1.2.3": 300, "1.2.4": 1700,
        "2.2.1": 5, "2.2.2": 6,
        "3.1": 51, "3.1.1": 20, "3.1.2": 0, "3.1.3": 3, "3.1.4": 28, "3.2": 51, "3.2.1": 51,
        "3.3": 51, "3.3.1": 9, "3.3.2": 9, "3.3.3": 4, "3.3.4": 1, "3.3.5": 6, "3.3.6": 22, "3.3.7": 0, "3.3.8": 0,
        "4": 5, "4.1": 0, "4.2": 4, "4.3": 1, "5": 2, "5.1": 1, "5.2": 1, "5.3": 0,
        "9.2": 1, "9.3": 64,
    }  # fmt: skip
    assert (compiled["form"], compiled["scope"]) == ("2014", "全区汇总（42个单位）")


def test_no_relation_of_the_form_fails_and_the_one_open_question_is_about_a_blank(compiled):
    assert [check for check in compiled["checks"] if check["status"] == "fail"] == []
    (question,) = [check for check in compiled["checks"] if check["status"] == "uncertain"]
    assert (question["rule"], question["cells"]) == ("O-7", ["3.2.1", "3.2.2", "3.2"])
    assert "3.2.2" not in {key for key, value in compiled["cells"].items() if value is not None}


def test_the_auditor_reads_the_compiled_text_without_a_contradiction_or_a_question(installed, tmp_path):
    written = gongkai(
        "report", "compile", "--body", "heping", "--year", "2017", "--format", "text", var=installed
    )
    assert written.returncode == 0, written.stderr
    file = tmp_path / "report.txt"
    file.write_text(written.stdout, "utf-8")
    done = gongkai("report", "audit", str(file), "--format", "json", var=installed)
    assert done.returncode == 0, done.stdout
    audited = json.loads(done.stdout)
    assert {relation["status"] for relation in audited["relations"]} == {"pass"}
    read = {(figure["value"], figure["unit"]) for figure in audited["figures"]}
    told = {
        (int(figure["value"]), figure["unit"])
        for figure in published_figures()
        if figure["exactness"] == "exact"
    }
    assert told <= read


def test_every_unit_and_the_district_have_a_published_report(installed):
    pages = list((installed / "public/site").glob("*/2018/*.html"))
    assert len(pages) == 43
    assert all("2017年度政府信息公开工作报告" in page.read_text("utf-8") for page in pages)


def test_the_notes_answer_what_a_reader_would_ask(compiled):
    notes = "\n".join(compiled["notes"])
    for number in ("5634", "693", "657", "36", "100.00%"):
        assert number in notes


COUNT_RULES = """
import datetime, django
django.setup()
from gongkai.bodies.scope import cross_body
from gongkai.records.queries import rules_in_force
with cross_body("test"):
    print(rules_in_force(datetime.date(2017, 12, 31)).count())
"""


def test_the_23_rules_of_the_report_were_in_force_at_the_end_of_the_year_and_stand_on_their_page(installed):
    counted = subprocess.run(
        [sys.executable, "-c", COUNT_RULES],
        env=environment(installed),
        capture_output=True,
        text=True,
        check=True,
    )
    assert counted.stdout.strip() == "23"
    pages = [path.read_text("utf-8") for path in (installed / "public/site/kind/rule").rglob("*.html")]
    assert any("共 23 条" in page for page in pages)
    assert (
        len({title for page in pages for title in re.findall(r">([^<]*(?:制度|机制))</a>\n<p", page)}) == 23
    )


def test_guide_and_catalogue_of_the_district_stand_on_the_site(installed):
    site = installed / "public/site"
    shown = {}
    for kind in ("guide", "catalogue"):
        (href,) = set(
            re.findall(r'href="/(heping/2017/[^"]+)"', (site / f"kind/{kind}/index.html").read_text("utf-8"))
        )
        shown[kind] = (site / href).read_text("utf-8")
    for fact in ("办公地址", "办公时间", "联系电话", "传真号码", "互联网联系方式", "邮寄", "依申请公开"):
        assert fact in shown["guide"]
    assert 'href="/kind/catalogue/"' in shown["guide"]
    links = set(re.findall(r'href="(/column/[^"]+/)"', shown["catalogue"]))
    assert len(links) >= 11
    assert all((site / link.strip("/") / "index.html").exists() for link in links)


def test_each_mandatory_content_counts_and_opens_what_stands_under_it(installed):
    page = (installed / "public/site/mandatory/index.html").read_text("utf-8")
    for key, name, count in (("column/policy", "政策法规", 227), ("area/budget", "预决算公开信息", 306)):
        (told,) = {
            re.sub(r"\s+", " ", found) for found in re.findall(rf'href="/{key}/"(.*?)</a>', page, re.DOTALL)
        }
        assert name in told
        assert str(count) in told


def test_the_public_tree_is_what_was_published(installed):
    verified = gongkai("publish", "verify", "--format", "json", var=installed)
    assert verified.returncode == 0, verified.stdout
    assert json.loads(verified.stdout) == {"clean": True, "findings": []}


def test_no_page_is_without_its_banner_and_none_may_be_indexed(installed):
    pages = sorted((installed / "public/site/").rglob("*.html"))[::97]
    assert len(pages) > 50
    for page in pages:
        text = page.read_text("utf-8")
        assert "演示数据 非官方网站" in text, page
        assert 'content="noindex' in text, page


def test_every_public_figure_opens_a_list_that_stands(installed, compiled):
    site = installed / "public/site"
    report = next(path for path in (site / "heping/2018").glob("*.html"))
    links = set(re.findall(r'href="/((?:column|area|columns)[^"]*)/"', report.read_text("utf-8")))
    assert len(links) > 30
    for link in links:
        assert (site / link / "index.html").exists(), link


def test_what_a_reminder_urges_was_owed_on_its_day(installed):
    with closing(sqlite3.connect(installed / "db.sqlite3")) as database:
        rows = database.execute("SELECT kind, issued_on, grounds FROM oversight_reminder ORDER BY issued_on")
        found = [(kind, on, json.loads(grounds or "[]")) for kind, on, grounds in rows]
    assert [kind for kind, _, _ in found] == ["task", "filing", "task"]
    assert found[0][2] == []  # a report of progress was missing, no term was over
    for kind, on, grounds in found[1:]:
        assert [(ground["kind"], ground["on"]) for ground in grounds] == [(kind, on)]
        assert all(item["day"] < on for item in grounds[0]["items"])


def test_a_real_district_does_not_come_into_the_demo_and_is_not_taken_out_with_it(installed, tmp_path):
    file = tmp_path / "organisation.xlsx"
    write_template(file)
    beside = gongkai("organisation", "import", str(file), var=installed)
    refused(beside, str(installed), "gongkai demo remove", "GONGKAI_VAR")
    var = copy_of(installed, tmp_path / "var")
    with closing(sqlite3.connect(var / "db.sqlite3")) as database, database:
        database.execute("UPDATE bodies_person SET username = 'zhang' WHERE username = 'p001'")
    refused(gongkai("demo", "remove", var=var), "人员 1 名（zhang）", "未删除任何内容")
    assert (var / "db.sqlite3").exists()


def test_the_demo_is_taken_out_whole(installed, tmp_path):
    var = copy_of(installed, tmp_path / "var")
    removed = gongkai("demo", "remove", var=var)
    assert removed.returncode == 0, removed.stderr
    assert {path.name for path in var.iterdir()} == {"inbox.key", "secret.key"}
