"""The acts of the room: what they store, what they refuse, and that each leaves its audit row."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

import desk_world as make
import work_world as work
from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import cross_body
from gongkai.bodies.services import AccessDenied
from gongkai.engagement import queries
from gongkai.engagement.enums import ActivityKind, CaseSource, ConcernLevel, Platform, ResponseWay
from gongkai.engagement.models import PublicConcern
from gongkai.engagement.rules import EngagementError, printed
from gongkai.engagement.services.accounts import close_account, open_account
from gongkai.engagement.services.activities import Counted, Held, hold
from gongkai.engagement.services.cases import Taken, answer_external_case, take_external_case
from gongkai.engagement.services.concerns import evaluate, inform, respond
from gongkai.engagement.services.interpretations import tie_interpretation
from gongkai.engagement.services.proposals import (
    publish_proposal_reply,
    reply_proposal,
    withhold_proposal_reply,
)
from gongkai.engagement.wording import concern_mark
from gongkai.records.enums import RecordKind, State

pytestmark = pytest.mark.django_db
NOON = make.NOON


@pytest.fixture(autouse=True)
def scope():
    with cross_body("test"):
        yield


@pytest.fixture
def team():
    make.column()
    return make.Team(make.body())


def acts() -> list[str]:
    return list(AuditRow.objects.order_by("pk").values_list("act", flat=True))


def by(team, at=NOON):
    return {"actor": team.author, "at": at}


class TestActivities:
    def test_an_activity_keeps_its_numbers_and_counts_by_its_day(self, team):
        row = work.activity(team)
        assert [(c.key, c.value, c.approximate) for c in row.counts.all()] == [("visitors", 1246, True)]
        year = (date(2017, 1, 1), date(2017, 12, 31))
        assert queries.held_in(*year, ActivityKind.OPEN_DAY).count() == 1
        assert queries.held_in(date(2018, 1, 1), date(2018, 12, 31)).count() == 0
        assert queries.counts_in(*year, ActivityKind.OPEN_DAY, "visitors").get().value == 1246
        assert "activity.hold" in acts()

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (Held(kind=ActivityKind.MEETING, title="会", held_on=date(2017, 3, 21)), "晚于现在"),
            (
                Held(
                    kind=ActivityKind.MEETING, title="会", held_on=date(2017, 3, 2), ended_on=date(2017, 3, 1)
                ),
                "早于开始日期",
            ),
            (
                Held(
                    kind=ActivityKind.TRAINING,
                    title="会",
                    held_on=date(2017, 3, 1),
                    counts=[Counted(key="a", label="人", value=1, unit="人", source="表")] * 2,
                ),
                "两次",
            ),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_is_stored(self, team, content, words):
        with pytest.raises(EngagementError, match=words):
            hold(body=team.body, content=content, **by(team))
        assert queries.held_in(date(2017, 1, 1), date(2017, 12, 31)).count() == 0

    def test_a_form_sent_twice_registers_one_activity(self, team):
        content = Held(kind=ActivityKind.MEETING, title="会", held_on=date(2017, 3, 1))
        hold(body=team.body, content=content, **by(team))
        with pytest.raises(EngagementError, match="2017年3月1日的工作会议“会”已经登记"):
            hold(body=team.body, content=content, **by(team))
        hold(body=team.body, content=content, another=True, **by(team))
        assert queries.held_in(date(2017, 1, 1), date(2017, 12, 31)).count() == 2

    def test_a_person_of_another_body_may_not(self, team):
        content = Held(kind=ActivityKind.MEETING, title="会", held_on=date(2017, 3, 1))
        with pytest.raises(AccessDenied):
            hold(body=make.body(), content=content, **by(team))

    @pytest.mark.parametrize(
        ("value", "words"),
        [(23, "20余"), (64, "60余"), (130, "100余"), (437, "400余"), (1246, "1200余"), (17240, "17000余")],
    )
    def test_an_approximate_number_is_printed_as_its_floor(self, value, words):
        assert printed(value, approximate=True) == words

    def test_a_hundred_thousand_is_said_in_wan_and_a_round_number_has_no_more(self):
        assert printed(103482, approximate=True) == "10余万"
        assert printed(100000, approximate=True) == "10万"
        assert printed(1200, approximate=True) == "1200"
        assert printed(130, approximate=False) == "130"


class TestConcerns:
    def test_the_course_from_discovery_to_evaluation(self, team):
        row = work.concern(team, level=ConcernLevel.MAJOR)
        assert "剩余5小时" in concern_mark(row, NOON).word
        row = inform(
            concern=row, informed_at=NOON + timedelta(hours=4), **by(team, NOON + timedelta(hours=4))
        )
        later = NOON + timedelta(hours=23)
        assert "举行新闻发布会：剩余1小时" in concern_mark(row, later).word
        row = respond(
            concern=row,
            responded_at=later,
            way=ResponseWay.PRESS_CONFERENCE,
            response="已通报",
            **by(team, later),
        )
        assert concern_mark(row, later + timedelta(days=9)).word == "已按时回应"
        assert evaluate(concern=row, evaluation="平稳", **by(team, later)).evaluation == "平稳"
        assert acts()[-4:] == ["concern.find", "concern.inform", "concern.respond", "concern.evaluate"]
        assert queries.responded_in(date(2017, 3, 21), date(2017, 3, 21)).get() == row
        assert not queries.running_concerns().exists()

    def test_a_grave_concern_is_answered_at_a_press_conference_and_the_database_says_so_too(self, team):
        row = work.concern(team, level=ConcernLevel.MAJOR)
        with pytest.raises(EngagementError, match="新闻发布会"):
            respond(concern=row, responded_at=NOON, way=ResponseWay.WEBSITE, response="已通报", **by(team))
        with pytest.raises(IntegrityError), transaction.atomic():
            PublicConcern.objects.filter(pk=row.pk).update(responded_at=NOON, way=ResponseWay.WEBSITE)

    def test_an_answer_before_the_discovery_or_in_the_future_is_refused(self, team):
        row = work.concern(team)
        for moment, words in ((NOON - timedelta(minutes=1), "早于"), (NOON + timedelta(minutes=1), "晚于")):
            with pytest.raises(EngagementError, match=words):
                respond(concern=row, responded_at=moment, way=ResponseWay.OTHER, response="有", **by(team))

    def test_what_is_answered_is_answered_once_and_evaluated_after(self, team):
        row = work.concern(team)
        with pytest.raises(EngagementError, match="尚未回应"):
            evaluate(concern=row, evaluation="平稳", **by(team))
        answered = work.concern(team, answered=True)
        with pytest.raises(EngagementError, match="已经登记"):
            respond(concern=answered, responded_at=NOON, way=ResponseWay.OTHER, response="再", **by(team))


class TestInterpretations:
    @pytest.fixture
    def document(self, team):
        return make.bring_to(make.record(team, "办法", kind=RecordKind.DOCUMENT), team, State.PUBLISHED)

    def test_a_document_waits_until_its_interpretation_is_tied(self, team, document):
        plan = work.interpretation(team, document)
        assert list(queries.unexplained_documents()) == [document]
        text = make.published(team, "办法的解读")
        tie_interpretation(interpretation=plan, record=text, **by(team))
        assert not queries.unexplained_documents().exists()
        assert queries.interpreted_in(date(2017, 1, 1), date(2017, 12, 31)).count() == 1

    def test_a_record_explains_one_document_and_never_itself(self, team, document):
        text = make.published(team, "办法的解读")
        plan = work.interpretation(team, document)
        with pytest.raises(EngagementError, match="自己的解读"):
            tie_interpretation(interpretation=plan, record=document, **by(team))
        tie_interpretation(interpretation=plan, record=text, **by(team))
        with pytest.raises(EngagementError, match="另一份文件"):
            tie_interpretation(interpretation=work.interpretation(team, document), record=text, **by(team))


class TestProposals:
    def test_a_published_reply_counts_in_the_year_of_its_page(self, team):
        row = work.proposal(team, replied=True)
        record = make.published(team, "建议办理结果", at=NOON)
        publish_proposal_reply(proposal=row, record=record, **by(team))
        assert queries.replies_published_in(date(2017, 1, 1), date(2017, 12, 31)).get() == row
        assert acts()[-1] == "proposal.publish"

    def test_what_is_not_replied_to_or_not_public_is_not_published(self, team):
        record = make.published(team, "建议办理结果")
        with pytest.raises(EngagementError, match="尚未答复"):
            publish_proposal_reply(proposal=work.proposal(team), record=record, **by(team))
        draft = make.record(team, "草稿")
        with pytest.raises(EngagementError, match="尚未公开"):
            publish_proposal_reply(proposal=work.proposal(team, replied=True), record=draft, **by(team))

    def test_a_reply_is_published_or_withheld_never_both(self, team):
        row = work.proposal(team, replied=True)
        withhold_proposal_reply(proposal=row, reason="涉及个人隐私", **by(team))
        with pytest.raises(EngagementError, match="不能再次办理"):
            publish_proposal_reply(proposal=row, record=make.published(team), **by(team))

    def test_a_reply_before_the_handing_over_is_refused(self, team):
        with pytest.raises(EngagementError, match="早于交办"):
            reply_proposal(proposal=work.proposal(team), replied_on=date(2016, 12, 31), **by(team))


class TestCases:
    def test_the_answer_keeps_the_marks_and_the_name_that_the_channel_gives_them(self, team):
        row = answer_external_case(
            case=work.external_case(team),
            replied_on=NOON.date(),
            satisfied=True,
            excellent=True,
            excellent_label="优秀训练场",
            **by(team),
        )
        assert (row.satisfied, row.excellent, row.excellent_label) == (True, True, "优秀训练场")
        with pytest.raises(EngagementError, match="不能再次登记"):
            answer_external_case(case=row, replied_on=NOON.date(), satisfied=None, excellent=None, **by(team))

    def test_a_number_is_taken_once_in_the_whole_district(self, team):
        taken = Taken(
            source=CaseSource.HOTLINE_12345,
            number="8",
            title="占道",
            accepted_on=date(2017, 3, 1),
            due_on=date(2017, 3, 8),
        )
        take_external_case(body=team.body, content=taken, **by(team))
        other = make.Team(make.body())
        with pytest.raises(EngagementError, match="已经登记"):
            take_external_case(body=other.body, content=taken, **by(other))


class TestAccounts:
    def test_an_account_is_opened_once_and_closed_after_its_last_post(self, team):
        row = open_account(
            body=team.body, platform=Platform.WEIBO, name="示例发布", opened_on=make.START, **by(team)
        )
        make.post(row)
        with pytest.raises(EngagementError, match="已经登记"):
            open_account(
                body=team.body, platform=Platform.WEIBO, name="示例发布", opened_on=make.START, **by(team)
            )
        with pytest.raises(EngagementError, match="还有推文"):
            close_account(account=row, closed_on=date(2017, 3, 1), **by(team))
        assert close_account(account=row, closed_on=NOON.date(), **by(team)).closed_on == NOON.date()

    def test_a_reporter_may_not_open_one(self, team):
        reporter = make.person(team.body, Role.REPORTER)
        with pytest.raises(AccessDenied):
            open_account(
                body=team.body,
                platform=Platform.WEIBO,
                name="示例",
                opened_on=make.START,
                actor=reporter,
                at=NOON,
            )
