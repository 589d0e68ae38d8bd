from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

import desk_world as make
from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import cross_body
from gongkai.files.models import StoredFile
from gongkai.files.services import default_store
from gongkai.records import services
from gongkai.records.enums import DisclosureAttribute, State
from gongkai.records.models import Determination, Record
from gongkai.records.services import RecordError

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    make.column(), make.column("policy", "政策法规", 2), make.key_area()
    return make.Team(make.body())


@pytest.fixture
def author(client, team):
    client.force_login(team.author)
    return client


def filled(**values):
    plain = {
        "title": "关于公园开放时间的说明",
        "column": "news",
        "attribute": "PROACTIVE",
        "made_on": "2017-03-20",
        "html": "<p>自4月1日起调整。</p>",
        "kind": "information",
        "genre": "other",
        "issuer": "body",
        "legal_character": "OTHER",
    }
    return {**plain, **values}


def stored(text):
    """Whether the store holds these bytes, as a row and as a file."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    there = StoredFile.objects.filter(sha256=sha256).exists()
    assert default_store().path_of(sha256).exists() is there
    return there


def only_record():
    with cross_body("test"):
        return make.fresh(Record.objects.get())


def determinations():
    with cross_body("test"):
        return [
            (row.attribute, row.ground, row.valid_to is None) for row in Determination.objects.order_by("pk")
        ]


def test_a_draft_with_its_attribute_is_saved_in_one_go(author, team):
    response = author.post(
        reverse("record_new"), filled(further_columns=["policy", "news"], key_areas=["budget"])
    )
    row = only_record()
    assert response.headers["Location"] == reverse("record", args=[row.pk])
    assert (row.state, row.author, row.body) == (State.DRAFT, team.author, team.body)
    assert (row.columns, row.key_areas) == (["news", "policy"], ["budget"])
    assert determinations() == [("PROACTIVE", "", True)]
    assert "草稿已保存" in author.get(response.headers["Location"]).content.decode()


def test_what_a_paste_brings_along_unseen_is_not_saved(author):
    turned = {
        "title": "\ufeff关于\u202e公园\u200b的\n说明",
        "summary": "开放\x07\u2066时间",
        "html": "四月\u202e起",
    }
    author.post(reverse("record_new"), filled(**turned))
    row = only_record()
    assert (row.title, row.summary, row.html) == ("关于公园的 说明", "开放时间", "<p>四月起</p>")


def test_the_notice_is_shown_once(author):
    place = author.post(reverse("record_new"), filled()).headers["Location"]
    assert "草稿已保存" in author.get(place).content.decode()
    assert "草稿已保存" not in author.get(place).content.decode()


def test_without_an_attribute_the_draft_waits_for_determination(author):
    author.post(reverse("record_new"), filled(attribute=""))
    assert only_record().state == State.UNDETERMINED
    assert determinations() == []


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"title": ""}, "title", "请填写标题"),
        ({"title": "长" * 201}, "title", "200"),
        ({"made_on": "2017年3月"}, "made_on", "2017-03-20"),
        ({"made_on": "2999-01-01"}, "made_on", "成文日期晚于今日，请核对。"),
        ({"made_on": "1948-03-20"}, "made_on", "早于1949年"),
        ({"attribute": "WITHHELD", "ground": " "}, "ground", "法律依据和理由"),
        ({"column": "no-such"}, "column", "no-such"),
        ({"kind": "nonsense"}, "kind", "nonsense"),
        ({"html": "<ul>" * 101 + "<li>自4月1日起调整"}, "html", "套叠超过100层"),
    ],
)
def test_an_error_stands_at_the_field_and_in_the_summary(author, values, field, sentence):
    response = author.post(reverse("record_new"), filled(**values))
    text = response.content.decode()
    assert response.status_code == 422
    assert f'<a href="#id_{field}' in text
    assert f'id="id_{field}_error"' in text
    assert text.count(sentence) >= 2
    assert "自4月1日起调整" in text  # nothing typed is lost
    with cross_body("test"):
        assert not Record.objects.exists()


def test_a_text_beyond_the_limit_comes_back_in_the_form(author):
    assert "连同标记不超过50万字" in author.get(reverse("record_new")).content.decode()
    response = author.post(reverse("record_new"), filled(html="字" * 500_001))
    text = response.content.decode()
    assert response.status_code == 422
    assert "正文连同标记现有500001字，最多500000字。请分成几件" in text
    assert "字" * 500_001 in text


def test_a_document_number_is_given_once_in_the_whole_system(author, team):
    other = make.Team(make.body())
    make.record(other, "别家的文件", document_number="示政发〔2017〕1号")
    response = author.post(reverse("record_new"), filled(document_number="示政发〔2017〕1号"))
    text = response.content.decode()
    assert response.status_code == 422
    assert "请核对文号" in text
    assert "别家的文件" not in text


def test_markup_from_word_is_cleaned_on_saving(author):
    dirty = '<p style="mso:x" onclick="x()">正文</p><script>alert(1)</script><o:p></o:p>'
    author.post(reverse("record_new"), filled(html=dirty))
    assert only_record().html == "<p>正文</p>"


def test_a_title_with_markup_is_shown_as_text(author):
    place = author.post(reverse("record_new"), filled(title="<b>题</b>")).headers["Location"]
    text = author.get(place).content.decode()
    assert "<b>题</b>" not in text
    assert "&lt;b&gt;题&lt;/b&gt;" in text


def test_saving_over_another_persons_change_is_refused_and_keeps_the_words(author, team):
    row = make.record(team)
    make.change(row, team, "<p>别人的改动。</p>")
    response = author.post(
        reverse("record_edit", args=[row.pk]), filled(version=row.version, html="<p>我的</p>")
    )
    assert response.status_code == 422
    assert "已被他人修改" in response.content.decode()
    assert "我的" in response.content.decode()
    assert make.fresh(row).html == "<p>别人的改动。</p>"


def test_an_edit_that_leaves_the_attribute_alone_writes_no_determination(author, team):
    row = make.record(team)
    author.post(reverse("record_edit", args=[row.pk]), filled(version=row.version))
    assert determinations() == [("PROACTIVE", "", True)]


def test_an_edit_that_changes_the_attribute_dates_the_former_one(author, team):
    row = make.record(team)
    data = filled(version=row.version, attribute="ON_REQUEST", ground="《条例》第十三条")
    author.post(reverse("record_edit", args=[row.pk]), data)
    assert determinations() == [("PROACTIVE", "", False), ("ON_REQUEST", "《条例》第十三条", True)]


def test_an_edit_keeps_terms_that_are_no_longer_offered(author, team):
    row = make.record(team, columns=("closed-column",), key_areas=("closed-area",))
    page = author.get(reverse("record_edit", args=[row.pk])).content.decode()
    assert "closed-column（已停用）" in page
    data = filled(version=row.version, column="closed-column", key_areas=["closed-area"])
    assert author.post(reverse("record_edit", args=[row.pk]), data).status_code == 302
    assert (make.fresh(row).columns, make.fresh(row).key_areas) == (["closed-column"], ["closed-area"])


def test_a_record_under_review_cannot_be_edited_by_address(author, team):
    row = make.bring_to(make.record(team), team, State.AWAITING_FIRST)
    for method in (author.get, author.post):
        response = method(reverse("record_edit", args=[row.pk]), {})
        assert response.status_code == 409
        assert "待初审" in response.content.decode()


def test_a_ground_that_is_too_long_is_not_said_to_be_missing_besides(client, team):
    row = make.record(team, attribute=None)
    client.force_login(team.author)
    data = {"attribute": "WITHHELD", "ground": "依" * 201}
    page = client.post(reverse("record_determine", args=[row.pk]), data).content.decode()
    assert "最多200字，现有201字" in page
    assert "须写明法律依据" not in page


def test_determining_needs_a_ground_for_a_refusal(client, team):
    client.force_login(make.person(team.body, Role.DISCLOSURE_HEAD))
    row = make.record(team, attribute=None)
    url = reverse("record_determine", args=[row.pk])
    assert client.post(url, {"attribute": "WITHHELD"}).status_code == 422
    assert client.post(url, {"attribute": "WITHHELD", "ground": "《条例》第十四条"}).status_code == 302
    assert determinations() == [("WITHHELD", "《条例》第十四条", True)]
    assert make.fresh(row).state == State.DRAFT


class TestAttachments:
    def upload(self, client, row, name="清单.csv", data=b"a,b\n"):
        return client.post(
            reverse("record_attach", args=[row.pk]), {"file": SimpleUploadedFile(name, data, "text/csv")}
        )

    def test_what_was_uploaded_comes_back_as_it_was(self, author, team):
        row = make.record(team)
        assert self.upload(author, row).status_code == 302
        response = author.get(reverse("record_attachment", args=[row.pk, 0]))
        assert b"".join(response.streaming_content) == b"a,b\n"
        response.close()
        assert response.headers["Content-Disposition"].startswith("attachment;")

    def test_a_page_that_was_uploaded_is_not_run_as_a_page(self, author, team):
        row = make.record(team)
        self.upload(author, row, "x.xml", b"<script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script>")
        response = author.get(reverse("record_attachment", args=[row.pk, 0]))
        response.close()
        assert response.headers["Content-Disposition"].startswith("attachment;")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]

    @pytest.mark.parametrize(
        ("name", "data", "why"),
        [
            ("程序.exe", b"MZ\x90\x00", "不接收这种类型的文件"),
            ("页面.html", b"<script>alert(1)</script>", "不接收这种类型的文件"),
            ("没有扩展名", b"a", "不接收这种类型的文件"),
            ("假.pdf", b"hello", "内容不是pdf格式"),
            ("假.docx", b"MZ\x90\x00", "内容不是docx格式"),
            ("假.csv", b"MZ\x90\x00", "内容不是csv格式"),
            ("坏.docx", b"PK\x03\x04junk", "文件已经损坏或者不完整，请用编辑它的软件打开核对"),
        ],
    )
    def test_what_is_not_what_its_name_says_or_would_run_is_not_taken(self, author, team, name, data, why):
        row = make.record(team)
        response = self.upload(author, row, name, data)
        assert (response.status_code, why in response.content.decode()) == (409, True)
        with cross_body("test"):
            assert not row.attachments.exists()

    @pytest.mark.parametrize(("name", "data"), [("空.csv", b""), ("长" * 160 + ".csv", b"a")])
    def test_an_upload_that_cannot_be_kept_is_refused_on_the_page(self, author, team, name, data):
        row = make.record(team)
        response = self.upload(author, row, name, data)
        assert response.status_code == 409
        assert 'id="attach_file_error"' in response.content.decode()

    def remove(self, client, row, position=0, version=None):
        return client.post(
            reverse("record_detach", args=[row.pk, position]), {"version": version or make.fresh(row).version}
        )

    def test_a_wrong_file_is_removed_and_leaves_the_store(
        self, author, team, django_capture_on_commit_callbacks
    ):
        row = make.record(team)
        self.upload(author, row)
        page = author.get(reverse("record", args=[row.pk])).content.decode()
        assert f'action="{reverse("record_detach", args=[row.pk, 0])}"' in page
        before = make.fresh(row).version
        with django_capture_on_commit_callbacks(execute=True):
            assert self.remove(author, row).headers["Location"] == reverse("record", args=[row.pk])
        page = author.get(reverse("record", args=[row.pk])).content.decode()
        assert "附件“清单.csv”已移除。" in page
        assert "没有附件。" in page
        assert page.count("<b>移除附件</b>") == 1
        assert make.fresh(row).version == before + 1
        assert not stored("a,b\n")

    def test_the_trail_tells_which_file_was_removed(self, author, team):
        row = make.record(team)
        self.upload(author, row)
        self.remove(author, row)
        with cross_body("test"):
            entry = AuditRow.objects.select_related("actor").get(act="record.detach")
        assert (entry.actor, entry.old["name"]) == (team.author, "清单.csv")
        assert len(entry.old["sha256"]) == 64

    def test_a_file_that_others_hold_stays_in_the_store(self, author, team):
        mine, other = make.record(team), make.record(team)
        self.upload(author, mine)
        self.upload(author, other)
        self.remove(author, mine)
        assert stored("a,b\n")
        response = author.get(reverse("record_attachment", args=[other.pk, 0]))
        assert b"".join(response.streaming_content) == b"a,b\n"
        response.close()

    def test_a_file_of_a_submitted_text_stays_in_the_store(self, author, team):
        row = make.record(team)
        self.upload(author, row)
        row = make.bring_to(row, team, State.PUBLISHED)
        assert self.remove(author, row).status_code == 302
        assert stored("a,b\n")
        with cross_body("test"):
            assert row.item.standing.edition.revision.content.count("清单.csv") == 1

    def test_a_file_that_is_added_after_a_removal_has_a_place_of_its_own(self, author, team):
        row = make.record(team)
        for name in ("一.csv", "二.csv", "三.csv"):
            self.upload(author, row, name)
        self.remove(author, row, 0)
        assert self.upload(author, row, "四.csv").status_code == 302
        with cross_body("test"):
            assert list(row.attachments.order_by("position").values_list("name", flat=True)) == [
                "二.csv",
                "三.csv",
                "四.csv",
            ]

    def test_a_button_of_a_page_that_is_out_of_date_removes_nothing(self, author, team):
        row = make.record(team)
        self.upload(author, row)
        seen = make.fresh(row).version
        self.upload(author, row, "又一.csv")
        for refused in (self.remove(author, row, version=seen), self.remove(author, row, position=7)):
            assert refused.status_code == 409
            assert "核对现有附件后再移除" in refused.content.decode()
        with cross_body("test"):
            assert row.attachments.count() == 2

    def test_nothing_is_removed_under_review(self, author, team):
        row = make.record(team)
        self.upload(author, row)
        row = make.bring_to(row, team, State.AWAITING_FIRST)
        assert "record_detach" not in author.get(reverse("record", args=[row.pk])).context["steps"]
        assert self.remove(author, row).status_code == 409
        with cross_body("test"):
            assert row.attachments.count() == 1
            with pytest.raises(RecordError, match="不能移除附件"):
                services.detach(record=row, position=0, version=row.version, actor=team.author, at=make.NOON)

    def test_the_page_lists_the_files_once(self, author, team):
        row = make.record(team)
        self.upload(author, row, "唯一.csv")
        page = author.get(reverse("record", args=[row.pk])).content.decode()
        assert page.count('<ul class="files">') == 1
        assert page.count("</svg> 唯一.csv") == 1

    def test_at_a_published_record_files_are_said_to_start_a_correction(self, author, team):
        words = "添加或者移除附件，即开始更正"
        draft, public = make.record(team), make.published(team, "已发布的信息")
        assert words not in author.get(reverse("record", args=[draft.pk])).content.decode()
        assert words in author.get(reverse("record", args=[public.pk])).content.decode()
        self.upload(author, public)
        assert "提交审核" in author.get(reverse("record", args=[public.pk])).content.decode()

    def test_nothing_is_added_under_review(self, author, team):
        row = make.bring_to(make.record(team), team, State.AWAITING_FIRST)
        assert self.upload(author, row).status_code == 409
        with cross_body("test"):
            assert row.attachments.count() == 0


def test_submitting_what_is_incomplete_names_what_is_missing(author, team):
    row = make.record(team, html="", columns=())
    response = author.post(reverse("record_submit", args=[row.pk]))
    text = response.content.decode()
    assert response.status_code == 409
    assert "请填写正文" in text
    assert "请选择主栏目" in text
    assert make.fresh(row).state == State.DRAFT


def test_what_is_withheld_says_where_it_stays(author, team):
    row = make.record(team, attribute=DisclosureAttribute.WITHHELD)
    text = author.get(reverse("record", args=[row.pk])).content.decode()
    assert "认定经初审、复审、批准后归档，不对外发布" in text
    assert reverse("record_submit", args=[row.pk]) in text


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("沈政发[2017]1号", "应写作 沈政发〔2017〕1号"),
        ("沈政发〔2017〕第01号", "应写作 沈政发〔2017〕1号"),
        ("一二三", "如：示政办发〔2026〕3号"),
    ],
)
def test_a_document_number_that_is_none_is_refused_with_the_right_form(author, number, right):
    page = author.post(reverse("record_new"), filled(document_number=number))
    assert page.status_code == 422
    assert right in page.content.decode()


@pytest.mark.parametrize("number", ["示政发〔2017〕1号", "第12号", "2017年第3号", ""])
def test_numbers_of_letters_orders_and_notices_are_taken(author, number):
    assert author.post(reverse("record_new"), filled(document_number=number)).status_code == 302


def test_nothing_takes_effect_before_it_was_made(author):
    page = author.post(reverse("record_new"), filled(effective_on="2017-03-19"))
    assert page.status_code == 422
    assert "生效日期早于成文日期" in page.content.decode()
    assert author.post(reverse("record_new"), filled(effective_on="2017-03-20")).status_code == 302


def test_saving_a_published_record_unchanged_offers_no_review(client, team):
    client.force_login(team.author)
    html = "<p>第一段。</p>\n<p>第二段。</p>"
    row = make.published(team, html=html, summary="一行\n又一行")
    page = client.get(reverse("record_edit", args=[row.pk])).context["form"]
    data = {name: value for name, value in page.initial.items() if value is not None}
    data |= {"column": row.columns[0], "html": html.replace("\n", "\r\n"), "summary": "一行\r\n又一行"}
    data["made_on"] = row.made_on.isoformat()
    saved = client.post(reverse("record_edit", args=[row.pk]), data)
    assert saved.status_code == 302, saved.context["form"].errors
    assert "提交审核" not in client.get(reverse("record", args=[row.pk])).content.decode()


def test_a_second_click_opens_no_second_record_and_another_text_does(author):
    first = author.post(reverse("record_new"), filled())
    again = author.post(reverse("record_new"), filled())
    assert (first.status_code, again.status_code) == (302, 302)
    assert first.url == again.url
    assert author.post(reverse("record_new"), filled(html="<p>另一件。</p>")).url != first.url
    assert author.post(reverse("record_new"), filled(made_on="2017-03-21")).url != first.url


def test_what_went_to_review_is_not_opened_again_by_its_words(author):
    first = author.post(reverse("record_new"), filled())
    row = only_record()
    assert author.post(reverse("record_submit", args=[row.pk])).status_code == 302
    assert author.post(reverse("record_new"), filled()).url != first.url


def test_the_same_words_may_be_entered_again_later(author, monkeypatch):
    first = author.post(reverse("record_new"), filled())
    later = timezone.now() + services.SECOND_CLICK + timedelta(seconds=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert author.post(reverse("record_new"), filled()).url != first.url
