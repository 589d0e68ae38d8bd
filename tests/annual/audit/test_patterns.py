"""The survey's patterns of speech, one sentence each, and the hard cases."""

from __future__ import annotations

import pytest

from annual.audit.audit_room import relations, told

RIGHT = [
    ("公开信息420条，其中：机构类30条、政策类55条；动态类335条。", {("sum", 420, (30, 55, 335), "pass")}),
    ("公开信息420条。其中机构类30条。政策类55条。动态类335条。", {("sum", 420, (30, 55, 335), "pass")}),
    ("受理政府信息公开申请7宗，当面3宗，信函4宗。", {("sum", 7, (3, 4), "pass")}),
    ("受理申请51件（当面20件、信函28件、网络3件）。", {("sum", 51, (20, 28, 3), "pass")}),
    ("当面、信函、网络申请分别为20件、28件和3件，共计51件。", {("sum", 51, (20, 28, 3), "pass")}),
    ("公开内容涵盖规划类10条、财政类24条，共34条。", {("sum", 34, (10, 24), "pass")}),
    ("全年公开信息34条，内容涵盖规划类10条、财政类24条。", {("sum", 34, (10, 24), "pass")}),
    ("公开信息420条，包括：1.概况类120条 2.法规类300条。", {("sum", 420, (120, 300), "pass")}),
    ("在公开的50条信息中，政策类20条，动态类30条。", {("sum", 50, (20, 30), "pass")}),
    (
        "公开信息50条。工作正常。\n在主动公开的信息中，政策类20条，动态类30条。",
        {("sum", 50, (20, 30), "pass")},
    ),
    ("公开信息500条。市级公开120条，县级公开380条。", {("sum", 500, (120, 380), "pass")}),
    ("收到申请三十七件，其中当面五件，信函三十二件。", {("sum", 37, (5, 32), "pass")}),
    ("办结申请12件，其中，8件予以公开，4件部分公开。", {("sum", 12, (8, 4), "pass")}),
    ("收到申请18件，网上申请9件，占申请总数的50%。", {("percent", 18, (9,), "pass")}),
    ("本年60件，上年为50件，同比增长20%。", {("percent", 50, (60,), "pass")}),
    ("留言由上年的50件增加到今年的60件，增幅20%。", {("percent", 50, (60,), "pass")}),
    ("本年度新收申请31件，上年结转2件，办结30件，结转下年3件。", {("carry", 33, (31, 2), "pass")}),
    ("收到申请33件（含上年结转2件），办结30件，顺延至下年度3件。", {("carry", 33, (33,), "pass")}),
    ("收到申请18件，全部办结，办结18件。", {("equal", 18, (18,), "pass")}),
    ("收到信息公开申请51件，作出答复51件，答复率100%。", {("percent", 51, (51,), "pass")}),
]


@pytest.mark.parametrize(("text", "wanted"), RIGHT)
def test_what_holds_passes(text, wanted):
    assert wanted <= told(text)
    assert not [r for r in relations(text) if r.status in {"fail", "uncertain"}]


WRONG = [
    ("公开信息420条，其中：机构类30条、政策类55条；动态类336条。", ("sum", 420, (30, 55, 336), "fail"), 1),
    ("受理申请51件（当面20件、信函28件、网络4件）。", ("sum", 51, (20, 28, 4), "fail"), 1),
    ("当面、信函、网络申请分别为20件、28件和3件，共计50件。", ("sum", 50, (20, 28, 3), "fail"), 1),
    ("新收申请31件，上年结转2件，办结30件，结转下年4件。", ("carry", 34, (31, 2), "fail"), -1),
    ("收到申请18件，全部办结，办结17件。", ("equal", 18, (17,), "fail"), -1),
    ("本年60件，上年为50件，同比增长25%。", ("percent", 50, (60,), "fail"), 5),
    ("收到申请20件，其中网络9件，占总数的46%，信函11件。", ("percent", 20, (9,), "fail"), 1),
    ("收到信息公开申请51件，作出答复50件，答复率100%。", ("percent", 51, (50,), "fail"), 2),
]


@pytest.mark.parametrize(("text", "wanted", "difference"), WRONG)
def test_what_does_not_hold_fails_with_its_difference(text, wanted, difference):
    hit = [r for r in relations(text) if (r.kind, r.total, tuple(map(int, r.parts)), r.status) == wanted]
    assert [round(r.difference) for r in hit] == [difference]


def test_a_second_which_inside_a_part_is_nested():
    text = "收到申请30件，其中网络申请20件，其中予以公开15件、不予公开5件，信函申请10件。"
    assert told(text) == {("sum", 30, (20, 10), "pass"), ("sum", 20, (15, 5), "pass")}


def test_a_second_which_behind_a_new_total_is_its_own():
    text = "行政复议5件，其中，被依法纠错数4件，其他情形数1件；行政诉讼2件，其中：维持1件，被依法纠错数1件。"
    assert told(text) == {("sum", 5, (4, 1), "pass"), ("sum", 2, (1, 1), "pass")}


def test_a_changed_part_of_a_nested_list_breaks_only_its_own_relation():
    text = "收到申请30件，其中网络申请20件，其中予以公开14件、不予公开5件，信函申请10件。"
    assert told(text) == {("sum", 30, (20, 10), "pass"), ("sum", 20, (14, 5), "fail")}


def test_approximate_figures_refute_but_never_confirm():
    assert told("发布信息5600余条，其中网站3000条、公开栏2650条。") == {
        ("sum", 5600, (3000, 2650), "not_assessable")
    }
    assert told("发布信息5600余条，其中网站3000条、公开栏2500条。") == {("sum", 5600, (3000, 2500), "fail")}


def test_an_open_list_may_fall_short_and_never_exceed():
    assert told("发布信息420条，其中主要有机构类30条、政策类55条。") == {("sum", 420, (30, 55), "pass")}
    assert told("发布信息420条，其中机构类30条、政策类55条等。") == {("sum", 420, (30, 55), "pass")}
    assert told("发布信息42条，其中主要有机构类30条、政策类55条。") == {("sum", 42, (30, 55), "fail")}


def test_channels_that_exceed_the_total_are_asked_about_not_failed():
    text = "主动公开信息420条，其中通过网站公开310条、微博90条、微信120条。"
    assert told(text) == {("sum", 420, (310, 90, 120), "uncertain")}


def test_channels_without_a_total_make_no_relation():
    assert told("通过网站公开信息310条、微博90条、微信120条。") == set()


def test_cumulative_figures_are_no_parts_of_each_other():
    assert not {t for t in told("2008年以来累计公开9120条，本年公开640条。") if t[0] == "sum"}


def test_a_share_of_another_total_in_reach_names_that_total():
    text = "收到申请40件。答复36件，其中网上9件，占22.5%，信函27件，占67.5%。"
    shares = [r for r in relations(text) if r.kind == "percent"]
    assert [(r.total, r.status) for r in shares] == [(40, "pass"), (40, "pass")]
    assert "收到申请" in shares[0].explanation


def test_a_share_without_a_stated_base_is_a_question_when_nothing_fits():
    text = "收到申请40件，答复36件，上网公布12件。来信9件，占31.3%。"
    assert {r.status for r in relations(text) if r.kind == "percent"} == {"uncertain"}


def test_a_share_of_its_own_subject_takes_no_count_beside_it():
    assert told("梳理事项526项，其中“最多跑一次”事项占比88%。") == set()


def test_rounding_is_half_up_at_the_printed_precision():
    assert ("percent", 16, (1,), "pass") in told("公开信息16条，其中文件1条，占6.3%，动态15条，占93.8%。")
    assert ("percent", 12, (5,), "fail") in told("公开信息12条，其中文件5条，占41%，动态7条，占58%。")


def test_both_conventions_of_carrying_are_accepted_and_named():
    (apart,) = [
        r for r in relations("收到申请31件，上年结转2件，办结30件，结转下年3件。") if r.kind == "carry"
    ]
    (within,) = [
        r for r in relations("收到申请33件，上年结转2件，办结30件，结转下年3件。") if r.kind == "carry"
    ]
    assert "不含" in apart.explanation
    assert "已含" in within.explanation


def test_a_missing_carry_term_that_could_explain_the_gap_is_a_question():
    assert {r.status for r in relations("收到申请31件，办结30件，上年结转2件。") if r.kind == "carry"} == {
        "uncertain"
    }


@pytest.mark.parametrize(
    "words", ["3件顺延至下年度办理", "3件转次年办理", "留待下年办理3件", "另有3件未到答复期"]
)
def test_carrying_is_understood_without_the_words_of_the_form(words):
    assert ("carry", 33, (31, 2), "pass") in told(f"新收申请31件，上年结转2件，办结30件，{words}。")


def test_one_figure_told_differently_in_two_sections_fails_where_the_scope_is_one():
    text = "全年收到政府信息公开申请51件。\n三、依申请公开情况\n全年收到政府信息公开申请57件。"
    assert ("equal", 51, (57,), "fail") in told(text)


def test_one_figure_told_for_two_scopes_is_no_contradiction():
    text = "全区收到政府信息公开申请51件。\n三、依申请公开情况\n区政府办公室收到政府信息公开申请47件。"
    assert not [r for r in relations(text) if r.status == "fail"]


def test_a_total_of_last_year_in_brackets_is_no_part():
    assert told("受理申请60件（上年50件）。") == set()


def test_who_attended_is_a_part_that_nothing_completes():
    text = "召开新闻发布会10场，其中主要领导参加2场；在线访谈40次，部门负责人参加3次。"
    assert not [r for r in relations(text) if r.status == "fail"]


def test_other_counts_beside_a_total_are_no_parts():
    text = "开设专栏12个，召开新闻发布会5场，回应关切30次，编发简报8期，培训210人次。"
    assert told(text) == set()


def test_the_quote_is_cut_from_the_source():
    text = "公开信息 420 条,其中:机构类30条,政策类390条."
    assert [r.quote for r in relations(text)] == [text]


def test_items_on_lines_of_their_own_belong_to_the_colon_before_them():
    text = "全年公开信息60条，具体情况如下：\n1.机构类信息20条；\n2.政策类信息30条；\n3.其他信息10条。"
    assert told(text) == {("sum", 60, (20, 30, 10), "pass")}


def test_a_list_wrapped_over_lines_and_a_page_is_one_list():
    long = "按照统一部署，我区持续加强组织领导和制度建设，不断完善公开机制，提升公开质量和实效。" * 8
    text = long + "全年主动公开政府信息420条，其中机构类30条、政策类55条；动态类335条。"
    rows = [text[i : i + 30] for i in range(0, len(text), 30)]
    cut = len(rows) - 1
    paged = "\n".join([*rows[:cut], "", "                - 3 -", "", *rows[cut:]])
    assert told(paged) == {("sum", 420, (30, 55, 335), "pass")}


def test_a_share_beside_another_share_is_no_base_of_it():
    text = "收到的公开申请中，自然人申请12件，占92.3%；法人申请1件，占7.7%。"
    assert {r.status for r in relations(text)} == {"not_assessable"}


def test_a_part_of_what_was_answered_is_no_term_of_the_carry():
    text = "共收到申请20件，办结18件，其中按时办结17件，延期办结1件；结转2件。"
    assert told(text) == {("sum", 18, (17, 1), "pass"), ("carry", 20, (20,), "pass")}


def test_one_total_divided_twice_is_judged_twice():
    text = "收到政府信息公开申请25件。其中：网络申请18件、信函申请7件；自然人申请24件、企业申请2件。"
    assert told(text) == {("sum", 25, (18, 7), "pass"), ("sum", 25, (24, 2), "fail")}


def test_figures_behind_a_full_list_are_not_pressed_into_it():
    text = "公开信息326条，其中处罚信息126条，公示信息200条，解读15条。"
    assert told(text) == {("sum", 326, (126, 200), "pass")}


def test_what_is_not_yet_closed_is_no_part_of_what_is():
    text = "审结复议案件10件，其中维持6件，撤销2件，驳回2件，未审结2件。"
    assert told(text) == {("sum", 10, (6, 2, 2), "pass")}


def test_a_third_of_the_total_named_without_a_claim_to_be_complete_is_no_contradiction():
    text = "发布信息5000条，其中会议130条、解读100条。"
    assert not [r for r in relations(text) if r.status == "fail"]


def test_a_rate_of_letters_and_hotlines_is_not_measured_against_requests():
    text = "收到政府信息公开申请20件；受理来信1286件，回复1286件，回复率100%。"
    assert not [r for r in relations(text) if r.status == "fail"]


def test_what_came_in_is_no_list_of_what_was_answered_together():
    text = "上年度结转申请6件，本年新收申请131件，全年共答复133件，另有4件顺延至下年度办理。"
    assert told(text) == {("carry", 137, (131, 6), "pass")}
