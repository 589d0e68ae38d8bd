"""The year that the demo generates: the published counts exactly, everything else beyond confusion with the real."""

import csv
import hashlib
import io
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from gongkai.law.calendar import Calendar
from gongkai.operations.demo.heping2017 import generate

PUBLISHED_TEXT = Path(__file__).parents[3] / "shared" / "seeds" / "heping-2017.txt"
MAIN_COLUMNS = {"organisation": 450, "policy": 227, "key": 657, "news": 3517, "other": 483}
# Bodies, laws, programmes and apps younger than 2017-12-31.
YOUNGER = (
    "应急管理局", "应急管理部", "应急局", "退役军人", "医疗保障局", "医保局", "生态环境", "自然资源局", "卫生健康局", "卫健",
    "文化和旅游", "文旅局", "农业农村局", "市场监督管理总局", "大数据局", "政务服务和大数据", "监察委", "消防救援",
    "学习强国", "健康码", "一网通办", "好差评", "跨省通办", "放管服改革2.0", "双减", "三孩", "碳达峰", "碳中和", "数字政府",
    "民法典", "优化营商环境条例", "个人信息保护法", "数据安全法", "社区矫正法", "第711号", "英雄烈士保护法", "融媒体",
    "文明实践", "乡村振兴", "扫黑除恶", "复工复产码", "核酸", "新冠", "疫情", "视频号", "进博会", "农民丰收节", "六稳", "六保",
    "十四五", "二十大", "共同富裕", "新质生产力", "第七次全国人口普查", "第四次全国经济普查", "2019年", "2020年", "2021年",
)  # fmt: skip
AVOIDED = (
    "总书记", "书记", "主席", "总理", "省长", "市长", "区长", "党委", "党支部", "党员", "党建", "党组", "党代会", "十九大", "两学一做",
    "讲话精神", "信访", "上访", "宗教", "寺庙", "教堂", "清真", "民族", "疫", "传染病", "流感", "地图", "拆迁", "强拆", "拆除",
    "和平区", "沈阳", "辽宁", "浑河", "gov.cn", "有限公司", "集团", "银行股份", "吊销", "拘留", "罚款", "身份证号码：",
)  # fmt: skip


@pytest.fixture(scope="module")
def year():
    return generate()


def _plain(html):
    return re.sub(r"<[^>]+>", "\n", html)


@pytest.fixture(scope="module")
def generated_text(year):
    rows = [*year.records, *year.rules]
    parts = [f"{r.title}\n{_plain(r.html)}\n{r.summary}\n{' '.join(r.keywords)}" for r in rows]
    parts += [f"{d.title}\n{_plain(d.html)}\n{d.ground}" for d in year.documents]
    parts += [f"{p.title}\n{p.text}" for p in year.posts]
    parts += [f"{b.name}\n{b.office}" for b in year.bodies]
    parts += [f"{a.name}" for a in year.accounts]
    parts += [f.data.decode("utf-8-sig") for r in year.records for f in r.attachments]
    return "\n".join(parts)


def test_columns_hold_the_published_counts(year):
    found = Counter(record.columns[0].split(".")[0] for record in year.records)
    assert found == MAIN_COLUMNS
    assert len(year.records) == 5334


def test_each_record_has_exactly_one_main_column_of_the_taxonomy(year):
    codes = {term.code for term in year.columns}
    assert all(len(record.columns) == 1 and record.columns[0] in codes for record in year.records)


def test_the_six_sub_columns_are_filled_and_the_published_replies_stand_beside_them(year):
    found = Counter(r.columns[0] for r in year.records if r.columns[0].split(".")[0] == "other")
    assert found.pop("other") == 17
    assert set(found) == {term.code for term in year.columns if term.parent == "other"}
    assert len(found) == 6
    assert sum(found.values()) == 483 - 17


def test_key_areas_hold_the_printed_counts_and_sum_to_693(year):
    found = Counter(area for record in year.records for area in record.key_areas)
    assert found == {area.code: area.count for area in year.key_areas}
    assert sum(found.values()) == 693
    assert len(year.key_areas) == 21


def test_thirty_six_area_places_beyond_the_key_column_are_marked_as_assumed(year):
    own = [r for r in year.records if r.columns == ("key",)]
    assert all(record.key_areas for record in own)
    beyond = [r for r in year.records if r.columns != ("key",) and r.key_areas]
    second = [r for r in own if len(r.key_areas) == 2]
    assert len(beyond) + len(second) == 36
    assert {r.key for r in year.records if r.area_assumed} == {r.key for r in (*beyond, *second)}


def test_figures_of_the_report_agree_with_the_generated_year(year):
    values = {figure.key: figure.value for figure in year.figures}
    assert {key: values[f"column.{key}"] for key in MAIN_COLUMNS} == {
        k: str(v) for k, v in MAIN_COLUMNS.items()
    }
    for key, count in MAIN_COLUMNS.items():
        assert values[f"share.{key}"] == f"{100 * count / 5334:.2f}"
    assert {a.code: str(a.count) for a in year.key_areas} == {
        key.removeprefix("area."): value for key, value in values.items() if key.startswith("area.")
    }
    assert len(values) == len(year.figures) == 15 + 21 + 41


def test_figures_stand_in_the_published_text(year):
    if not PUBLISHED_TEXT.exists():
        pytest.skip("the text of the published report is not beside this checkout")
    text = PUBLISHED_TEXT.read_text(encoding="utf-8")
    for figure in year.figures:
        number = figure.value.removesuffix("万")
        assert (number if number == figure.value else f"{number}余万") in text, figure
        if figure.key.startswith("area."):
            assert f"{figure.label}{figure.value}条" in text, figure


def test_sixty_seven_documents_of_government_and_office_are_open(year):
    own = [d for d in year.documents if d.body in {"heping", "office"} and d.made_on.year == 2017]
    assert Counter(d.attribute for d in own) == {"PROACTIVE": 67, "ON_REQUEST": 41, "WITHHELD": 23}
    assert all(d.document_number.startswith(("示政发〔2017〕", "示政办发〔2017〕")) for d in own)


def test_exactly_the_proactive_documents_are_published_and_agree_with_their_records(year):
    records = year.record_by_key
    for document in year.documents:
        assert bool(document.record) == (document.attribute == "PROACTIVE") == (not document.ground)
        if document.record:
            record = records[document.record]
            assert record.kind == "document"
            assert record.columns == ("policy",)
            for name in ("title", "document_number", "body", "genre", "legal_character", "made_on"):
                assert getattr(record, name) == getattr(document, name)
    linked = {document.record for document in year.documents} - {""}
    assert linked == {r.key for r in year.records if r.kind == "document"}


def test_the_register_reaches_over_both_ends_of_the_year(year):
    years = Counter(document.made_on.year for document in year.documents)
    assert set(years) == {2016, 2017, 2018}
    early = [d for d in year.documents if d.made_on.year == 2016 and d.record]
    assert early
    assert all(year.record_by_key[d.record].published_on.year == 2017 for d in early)
    assert all(d.body not in {"heping", "office"} for d in early)


def test_document_numbers_run_without_gap_in_the_order_of_dates(year):
    series = defaultdict(list)
    for document in year.documents:
        mark, made_in, number = re.fullmatch(
            r"(示\w+发)〔(\d{4})〕(\d+)号", document.document_number
        ).groups()
        assert int(made_in) == document.made_on.year
        series[mark, made_in].append((document.made_on, int(number)))
    for rows in series.values():
        rows.sort(key=lambda row: row[1])
        assert [day for day, _ in rows] == sorted(day for day, _ in rows)
        numbers = [number for _, number in rows]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_no_title_is_used_twice(year):
    titles = [record.title for record in (*year.records, *year.rules)]
    assert len(set(titles)) == len(titles)
    unpublished = [d.title for d in year.documents if not d.record]
    assert len({*titles, *unpublished}) == len(titles) + len(unpublished)


def test_keys_are_unique_and_refer_to_what_exists(year):
    groups = (year.records + year.rules, year.documents, year.posts, year.people)
    for rows in groups:
        assert len({row.key for row in rows}) == len(rows)
    bodies = {body.code for body in year.bodies}
    themes = {theme.code for theme in year.themes}
    records = year.record_by_key
    assert all(r.body in bodies and r.theme in themes for r in records.values())
    assert all(d.body in bodies and d.theme in themes for d in year.documents)
    assert all(relation.record in records for r in records.values() for relation in r.relations)
    assert all(p.record in records for p in year.posts if p.record)
    places = {term.code for term in year.columns} | {area.code for area in year.key_areas}
    assert all(code in places for term in year.mandatory for code in term.related)


def test_dates_are_working_days_and_publication_follows_within_twenty(year):
    calendar = Calendar.load()
    for record in year.records:
        assert calendar.is_working(record.made_on), record.title
        assert calendar.is_working(record.published_on), record.title
        assert record.published_on.year == 2017
        assert record.made_on <= record.published_on
        assert calendar.count(record.made_on, record.published_on) <= 20, record.title
    assert all(calendar.is_working(document.made_on) for document in year.documents)


def test_working_days_agree_with_an_independent_calendar(year):
    other = pytest.importorskip("chinese_calendar")
    days = {day for r in year.records for day in (r.made_on, r.published_on)}
    assert all(other.is_workday(day) for day in days)


def test_budgets_come_in_spring_and_final_accounts_in_autumn(year):
    rows = [r for r in year.records if r.key_areas == ("budget",)]
    budgets = [r.published_on.month for r in rows if r.title.endswith(("2017年部门预算", "经费预算"))]
    accounts = [r.published_on.month for r in rows if "决算" in r.title]
    assert len(budgets) > 80
    assert len(accounts) > 80
    assert set(budgets) <= {2, 3, 4}
    assert set(accounts) <= {8, 9, 10}


def test_tables_of_budgets_add_up_and_agree_with_their_attachment(year):
    rows = [r for r in year.records if r.key_areas == ("budget",)]
    assert len(rows) == 306
    for record in rows:
        cells = re.findall(r"<td>([^<]+)</td><td>(\d+\.\d)</td>", record.html)
        tenths = [int(amount.replace(".", "")) for _, amount in cells]
        assert cells[-1][0] == "合计"
        assert sum(tenths[:-1]) == tenths[-1]
        for file in record.attachments:
            lines = list(csv.reader(io.StringIO(file.data.decode("utf-8-sig"))))
            assert lines[0] == ["演示数据", "非官方网站"]
            assert [tuple(line) for line in lines[2:]] == cells


def test_attachments_stay_small_and_say_what_they_are(year):
    files = [file for record in year.records for file in record.attachments]
    assert 80 <= len(files) <= 400
    assert sum(len(file.data) for file in files) < 2_000_000
    assert all(file.name.startswith("演示-") and "演示数据" in file.data.decode() for file in files)


def test_texts_are_long_enough_to_be_searched(year):
    lengths = [len(_plain(r.html).replace("\n", "")) for r in (*year.records, *year.rules)]
    assert min(lengths) >= 200
    assert max(lengths) <= 600


def test_forty_two_bodies_report_and_each_publishes(year):
    reporting = [body for body in year.bodies if body.reporting]
    assert len(reporting) == 42
    assert sum(body.group == "街道办事处" for body in reporting) == 13
    assert {body.code for body in year.bodies} - {body.code for body in reporting} == {"heping"}
    published = Counter(record.body for record in year.records)
    assert set(published) == {body.code for body in year.bodies}
    reports = [r for r in year.records if r.title.endswith("2016年政府信息公开工作年度报告")]
    assert {r.body for r in reports} == {body.code for body in reporting}


def test_offices_cannot_be_reached(year):
    for body in year.bodies:
        assert re.fullmatch(r"000-0000\d{4}", body.office.phone)
        assert re.fullmatch(r"000-0000\d{4}", body.office.fax)
        assert body.office.email.endswith(".example")
        assert body.office.postcode == "000000"
        assert body.office.address.startswith("示例")


def test_author_reviewers_and_approver_are_always_different_people_of_the_body(year):
    people = year.person_by_key
    roles = {"AUTHOR": "author", "FIRST": "first", "SECOND": "second", "APPROVAL": "approver"}
    for record in (*year.records, *year.rules):
        stages = [stage for stage, _ in record.review]
        expected = ["AUTHOR", "FIRST", "APPROVAL"]
        if record.kind != "information":
            expected.insert(2, "SECOND")
        assert stages == expected
        assert len({person for _, person in record.review}) == len(stages)
        for stage, person in record.review:
            assert roles[stage] in people[person].roles
            assert people[person].body == record.body
    assert all(len({d.author, d.first, d.approver}) == 3 for d in year.documents)


def test_no_person_holds_two_of_author_reviewer_and_approver_or_two_of_the_three_officers(year):
    review = {"author", "first", "second", "approver"}
    officers = {"system_admin", "security_admin", "security_auditor"}
    for person in year.people:
        assert len(review & set(person.roles)) <= 1
        assert len(officers & set(person.roles)) <= 1
        assert re.fullmatch(r"演示人员\d+", person.name)
    assert officers <= {role for person in year.people for role in person.roles}


def test_posts_and_accounts_hold_the_published_counts(year):
    platforms = {account.code: account.platform for account in year.accounts}
    assert Counter(platforms.values()) == {"wechat": 26, "weibo": 4}
    assert Counter(platforms[post.account] for post in year.posts) == {"wechat": 1700, "weibo": 300}
    assert {post.account for post in year.posts} == set(platforms)


def test_distinct_items_are_5634(year):
    alone = [post for post in year.posts if not post.record]
    assert len(alone) == 300
    assert len({post.title for post in alone}) == 300
    assert len(year.records) + len(alone) == 5634


def test_a_post_follows_the_record_it_repeats_within_the_year(year):
    for post in year.posts:
        assert post.posted_at.utcoffset() == timedelta(hours=8)
        assert post.posted_at.year == 2017
        if post.record:
            record = year.record_by_key[post.record]
            assert record.published_on <= post.posted_at.date()
            assert post.title == record.title
            assert post.posted_at.hour >= 17  # after the hour at which the record went out


def test_internal_rules_stand_outside_the_columns_and_before_the_year(year):
    assert len(year.rules) == 23
    assert all(rule.kind == "rule" and not rule.columns and not rule.key_areas for rule in year.rules)
    assert all(date(2015, 1, 1) <= rule.published_on <= date(2016, 12, 31) for rule in year.rules)


def test_interpretations_and_documents_point_to_each_other(year):
    records = year.record_by_key
    pairs = {(r.key, x.record) for r in records.values() for x in r.relations if x.kind == "解读"}
    back = {(x.record, r.key) for r in records.values() for x in r.relations if x.kind == "被解读"}
    assert pairs == back
    assert len(pairs) >= 35
    for document, explanation in pairs:
        assert records[document].kind == "document"
        assert records[document].published_on <= records[explanation].published_on


@pytest.mark.parametrize("word", YOUNGER)
def test_nothing_is_younger_than_the_year(generated_text, word):
    assert word not in generated_text


@pytest.mark.parametrize("word", AVOIDED)
def test_generated_text_stays_clear_of_what_it_must_avoid(generated_text, word):
    assert word not in generated_text


def test_named_places_are_named_as_examples(generated_text):
    named = re.findall(
        r".{0,6}(?:大街|公园(?!绿地)|初级中学|第.小学|卫生服务中心|医院|大厦|产业园)", generated_text
    )
    named += re.findall(r".{0,6}[一二三四五六七八九十]街道", generated_text)
    generic = ("社区卫生服务中心", "总社区卫生服务中心")
    assert len(named) > 1000
    assert [name for name in named if "示例" not in name and not name.endswith(generic)] == []


def test_no_mobile_number_identity_number_or_card_number_appears(generated_text):
    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", generated_text)
    assert not re.search(r"(?<!\d)\d{15,19}[\dXx]?(?!\d)", generated_text)


def test_markup_is_plain(year):
    allowed = {"p", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    tags = {tag for r in (*year.records, *year.rules) for tag in re.findall(r"</?(\w+)", r.html)}
    assert tags <= allowed
    assert all("{" not in r.html and "{" not in r.title and "&" not in r.html for r in year.records)


def test_assumptions_and_notice_are_told(year):
    assert year.notice.startswith("演示数据 非官方网站")
    assert {"bodies", "areas", "items", "sub-columns", "register", "accounts"} <= {
        a.key for a in year.assumptions
    }
    assert all(len(a.text) > 20 for a in year.assumptions)


def test_two_processes_with_different_hash_seeds_generate_the_same_year(year):
    program = (
        "import hashlib\nfrom gongkai.operations.demo.heping2017 import generate\n"
        "print(hashlib.sha256(repr(generate()).encode()).hexdigest())"
    )
    found = {hashlib.sha256(repr(year).encode()).hexdigest()}
    for seed in ("0", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, check=True
        )
        found.add(run.stdout.decode().strip())
    assert len(found) == 1


def test_the_generator_needs_no_django():
    program = "import sys\nimport gongkai.operations.demo.heping2017\nprint('django' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert run.stdout.strip() == b"False"
