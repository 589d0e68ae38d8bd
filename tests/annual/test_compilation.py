"""A year stays what it was: figures of 2017 read dated facts, whatever happens afterwards."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from factories import (
    clear_all,
    make_body,
    make_content,
    make_draft,
    make_published,
    make_taxonomies,
    make_team,
    moment,
    publish,
    replace,
)
from gongkai.annual.compilation import NoDataOfYear, NoSuchBody, compile_report, find_body, period_of
from gongkai.annual.figures import floor_with_more, share
from gongkai.annual.measures import measures_of_year, rows_of
from gongkai.bodies.scope import cross_body
from gongkai.engagement.enums import Platform
from gongkai.engagement.models import ChannelAccount, ChannelPost
from gongkai.publication.services import withdraw
from gongkai.records import services as records
from gongkai.records.enums import DisclosureAttribute, Issuer, LegalCharacter, RecordKind, State
from gongkai.records.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def district():
    make_taxonomies()
    with cross_body("test"):
        yield make_body("district", "区人民政府")


@pytest.fixture
def team(district):
    return make_team(make_body("one", "甲局", district))


@pytest.fixture
def published(team):
    """Five records of 2017: two news, one document in a key area, one of another column, one in a sub-column."""
    return [
        make_published(team, moment(2017, 1, 10), columns=("news",)),
        make_published(team, moment(2017, 12, 31, 23), columns=("news", "policy")),
        make_published(team, moment(2017, 5, 2), columns=("key",), key_areas=("budget",)),
        make_published(team, moment(2017, 6, 1), columns=("organisation",), key_areas=("budget", "safety")),
        make_published(team, moment(2017, 7, 3), columns=("other.plans",)),
    ]


def counts(body, year=2017):
    return {key: figure.exact for key, figure in compile_report(body, year).local.items()}


def test_each_figure_is_the_count_of_its_rows(district, published):
    report = compile_report(district, 2017)
    period = period_of(district, 2017)
    counted = {key: sum(rows.count() for rows in rows_of(key, period)) for key in measures_of_year(2017)}
    assert {key: counted[key] for key in counted if key in report.local} == {
        key: figure.exact for key, figure in report.local.items() if not key.endswith(".share")
    }
    assert not any(counted[unstated.key] for unstated in report.unstated)


def test_columns_areas_and_shares(district, published):
    found = counts(district)
    assert found["website.total"] == 5
    assert found["column.news"] == 2
    assert found["column.policy"] == 0, "a 同步栏目 is shown, not counted"
    assert found["column.other"] == found["column.other.plans"] == 1
    assert (found["area.budget"], found["area.safety"], found["area.total"]) == (2, 1, 3)
    assert found["column.news.share"] == Decimal("40.00")


def test_the_overlap_of_areas_and_their_column_is_explained(district, published):
    assert any(
        "合计3条" in note and "栏目的1条" in note and "多出2条" in note
        for note in compile_report(district, 2017).notes
    )


def test_acting_in_2018_does_not_change_2017(district, team, published):
    before = counts(district)
    replace(team, published[0], moment(2018, 1, 2), title="改题", columns=("policy",))
    withdraw(item=published[1].item, actor=team.approver, at=moment(2018, 2, 1), reason="内容有误")
    replace(team, published[2], moment(2018, 3, 1), columns=("news",))
    make_published(team, moment(2018, 4, 1), columns=("news",))
    republished = Record.objects.get(pk=published[1].pk)
    publish(team, republished, moment(2018, 5, 1), change_note="重新发布")
    assert counts(district) == before


def test_a_record_counts_in_one_year_only(district, team, published):
    withdraw(item=published[0].item, actor=team.approver, at=moment(2018, 2, 1), reason="内容有误")
    publish(team, Record.objects.get(pk=published[0].pk), moment(2018, 3, 1), change_note="重新发布")
    make_published(team, moment(2018, 4, 1), columns=("news",))
    assert counts(district, 2018)["website.total"] == 1


def test_what_was_withdrawn_within_its_year_and_came_back_in_the_next_counts_in_the_next(
    district, team, published
):
    withdraw(item=published[0].item, actor=team.approver, at=moment(2017, 2, 1), reason="内容有误")
    publish(team, Record.objects.get(pk=published[0].pk), moment(2018, 3, 1), change_note="重新发布")
    assert counts(district)["column.news"] == 1
    assert counts(district, 2018)["column.news"] == 1


def test_withdrawing_one_record_changes_exactly_the_figures_that_counted_it(district, team, published):
    before = counts(district)
    period = period_of(district, 2017)
    item = published[3].item
    counting = {
        key
        for key in measures_of_year(2017)
        for rows in rows_of(key, period)
        if rows.filter(**{"item": item} if hasattr(rows.model, "list_key") else {"pk": None}).exists()
    }
    withdraw(item=item, actor=team.approver, at=moment(2017, 9, 1), reason="内容有误")
    after = counts(district)
    changed = {key for key in before if before[key] != after[key] and not key.endswith(".share")}
    assert (
        changed
        == counting
        == {
            "items.distinct",
            "website.total",
            "column.organisation",
            "area.budget",
            "area.safety",
            "area.total",
        }
    )


def test_posts_that_repeat_a_record_are_no_further_items(district, team, published):
    account = ChannelAccount.objects.create(
        body=team.body, platform=Platform.WEIBO, name="示例发布", opened_on="2016-01-01"
    )
    for place, repeats in enumerate((published[0].item, None)):
        ChannelPost.objects.create(
            account=account, posted_at=moment(2017, 12, 31, 23), title=f"推文{place}", repeats=repeats
        )
    ChannelPost.objects.create(account=account, posted_at=moment(2018, 1, 1, 0), title="次年")
    found = counts(district)
    assert (found["posts.weibo"], found["items.distinct"], found["accounts.weibo"]) == (2, 6, 1)


def withhold(team, record, at):
    records.withdraw(record=record, actor=team.approver, at=at, reason="改为不予公开")
    attribute = DisclosureAttribute.WITHHELD
    records.determine(record=record, attribute=attribute, ground="《条例》第十四条", actor=team.author, at=at)


def test_a_document_counts_by_the_attribute_it_had_at_the_end_of_the_year(district, team, published):
    document = {"kind": RecordKind.DOCUMENT, "issuer": Issuer.GOVERNMENT}
    record = make_published(team, moment(2017, 8, 1), **document)
    assert counts(district)["documents.government"] == 1
    withhold(team, record, moment(2018, 1, 5))
    assert counts(district)["documents.government"] == 1
    other = make_published(team, moment(2017, 8, 2), **document)
    assert counts(district)["documents.government"] == 2
    withhold(team, other, moment(2017, 9, 1))
    assert counts(district)["documents.government"] == 1


REGISTER = ("documents.government", "normative.made", "normative.open")


def of_register(district):
    found = counts(district)
    return [found.get(key) or 0 for key in REGISTER]  # nothing of a register is not stated at all


def test_a_draft_counts_as_nothing_until_it_is_published(district, team, published):
    record = make_draft(
        team,
        moment(2017, 8, 1),
        kind=RecordKind.DOCUMENT,
        issuer=Issuer.GOVERNMENT,
        legal_character=LegalCharacter.NORMATIVE,
    )
    assert of_register(district) == [0, 0, 0]
    records.submit(record=record, actor=team.author, at=moment(2017, 8, 1))
    assert of_register(district) == [0, 0, 0]
    clear_all(team, record, moment(2017, 8, 2))
    records.publish(record=record, actor=team.approver, at=moment(2017, 8, 2))
    assert of_register(district) == [1, 1, 1]


def test_what_is_withheld_counts_as_issued_once_it_is_filed(district, team, published):
    record = make_draft(
        team, moment(2017, 8, 1), kind=RecordKind.DOCUMENT, legal_character=LegalCharacter.NORMATIVE
    )
    records.determine(
        record=record,
        attribute=DisclosureAttribute.WITHHELD,
        ground="《条例》第十四条",
        actor=team.author,
        at=moment(2017, 8, 1),
    )
    records.submit(record=record, actor=team.author, at=moment(2017, 8, 1))
    clear_all(team, record, moment(2017, 8, 2))
    assert of_register(district) == [0, 0, 0]
    records.file_away(record=record, actor=team.approver, at=moment(2017, 8, 2))
    assert of_register(district) == [0, 1, 0]


@pytest.mark.parametrize(
    ("change", "after"),
    [
        ({"legal_character": LegalCharacter.OTHER}, [1, 0, 0]),
        ({"issuer": Issuer.BODY}, [0, 1, 1]),
        ({"made_on": date(2016, 12, 30)}, [0, 0, 0]),
        ({"kind": RecordKind.INFORMATION}, [0, 0, 0]),
    ],
)
def test_a_correction_moves_a_figure_when_it_is_published_and_not_before(
    district, team, published, change, after
):
    values = {"issuer": Issuer.GOVERNMENT, "legal_character": LegalCharacter.NORMATIVE}
    record = make_published(team, moment(2017, 8, 1), kind=RecordKind.DOCUMENT, **values)
    corrected = make_content(moment(2017, 8, 1), {"kind": RecordKind.DOCUMENT, **values, **change})
    at = moment(2017, 9, 1)
    records.edit(record=record, content=corrected, version=record.version, actor=team.author, at=at)
    record.refresh_from_db()
    assert record.state == State.CORRECTING
    assert of_register(district) == [1, 1, 1]
    publish(team, record, at, change_note="更正")
    assert of_register(district) == after


def test_what_nobody_counts_is_empty_and_what_was_counted_is_nought(district, published):
    cells = compile_report(district, 2017).cells
    assert cells["1.2.2"] == 5
    assert cells["1.2.3"] == 0
    assert cells["3.1"] is None


def test_an_unknown_body_and_a_year_without_data_are_sentences(district, published):
    with pytest.raises(NoSuchBody, match=r"没有代码为“nowhere”的公开主体.*district"):
        find_body("nowhere")
    with pytest.raises(NoDataOfYear, match="2031年没有任何"):
        compile_report(district, 2031)


@pytest.mark.parametrize(
    ("exact", "printed"),
    [
        (5634, "5600余"),
        (5600, "5600"),
        (103482, "10余万"),
        (17230, "17000余"),
        (99, "99"),
        (26, "26"),
        (430, "430"),
        (437, "430余"),
    ],
)
def test_the_printed_floor(exact, printed):
    assert floor_with_more(exact) == printed


@pytest.mark.parametrize(
    ("exact", "printed"),
    [
        (23, "20余"),
        (20, "20"),
        (7, "7"),
        (437, "400余"),
        (1246, "1200余"),
        (17240, "17000余"),
        (103482, "10余万"),
    ],
)
def test_people_are_counted_with_one_leading_digit_below_a_thousand(exact, printed):
    assert floor_with_more(exact, coarse=True) == printed


def test_a_share_is_rounded_half_up():
    assert share(1, 800) == Decimal("0.13")
    assert share(3517, 5334) == Decimal("65.94")
    assert share(1, 0) is None
