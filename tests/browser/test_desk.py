"""The desk in a real browser: accessible by axe-core, within its width, by keyboard, and without script."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Address, logins and places of a desk that serves as long as this module runs."""
    path = os.pathsep.join([str(HERE), str(HERE.parent)])
    given = {
        "GONGKAI_VAR": str(tmp_path_factory.mktemp("desk")),
        "PYTHONPATH": path,
        "DJANGO_SETTINGS_MODULE": "gongkai.settings",
    }
    program = [sys.executable, str(HERE / "desk_server.py")]
    with subprocess.Popen(program, env={**os.environ, **given}, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


def enter(page, desk):
    """From the sign-in page to the bureau's seat."""
    page.fill("#id_username", desk["clerk"])
    page.fill("#id_password", desk["password"])
    page.click("main button")
    page.select_option("#seat-body", label="区城市建设局")
    page.click(".switch button")


@pytest.fixture(scope="module")
def signed_in(chromium, desk):
    """The cookies of the clerk in the bureau's seat."""
    context = chromium.new_context(base_url=desk["url"])
    page = context.new_page()
    page.goto("/login/")
    enter(page, desk)
    assert "区城市建设局" in page.locator("main").inner_text()
    yield context.storage_state()
    context.close()


@pytest.fixture
def page(chromium, desk, signed_in, request):
    """A page of the signed-in clerk; `request.param` gives further options of the context."""
    options = {"viewport": {"width": 1280, "height": 900}, **getattr(request, "param", {})}
    context = chromium.new_context(base_url=desk["url"], storage_state=signed_in, **options)
    yield context.new_page()
    context.close()


PAGES = {
    "desk": "/",
    "list": "/records/?text=公园",
    "register": "/records/documents/",
    "reviews": "/records/reviews/",
    "form": "/records/new/",
    "record": "{record}",
    "review": "{review}",
    "requests": "/requests/",
    "registration": "/requests/new/",
    "request": "{request}",
    "request handled": "{handled}",
    "letter": "{request}letter/",
    "notice": "{letter}",
    "silent": "{silent}",
    "fee": "{waits}charge/",
    "outcome against a refusal": "{refused}determine/",
    "outcome": "{handled}determine/",
    "consultation": "{handled}consult/",
    "authority": "/requests/authority/",
    "disputes": "/disputes/",
    "dispute": "{dispute}",
    "suit": "{suit}",
    "new dispute": "/disputes/new/",
    "filing": "{filing}",
    "papers": "/papers/",
    "paper": "/papers/construction/guide/",
    "office": "/bodies/construction/office/",
    "directory": "/directory/",
    "catalogue": "/directory/services/",
    "service": "{service}",
    "guide form": "{service}guide/",
    "page of the register": "/papers/construction/institution/",
    "interpretations": "/channels/interpretations/",
    "concerns": "/channels/concerns/",
    "concern": "{concern}",
    "concern form": "/channels/concerns/new/",
    "activities": "/channels/activities/",
    "activity": "{activity}",
    "proposal": "{proposal}",
    "case": "{case}",
    "tasks": "/oversight/tasks/",
    "task": "{task}",
    "filings": "/oversight/filings/",
    "reminders": "/oversight/reminders/",
    "reminder": "{reminder}",
    "problems": "/oversight/problems/",
    "accounts": "/channels/",
    "posts": "/channels/posts/",
    "years": "/reports/",
    "year": "/reports/construction/2017/",
    "rows": "/reports/construction/2017/items.distinct/",
    "tasks of a day": "/oversight/tasks/?on=2017-12-01&state=undone",
    "reminders filtered": "/oversight/reminders/?state=running&on=x",
    "bodies": "/bodies/",
    "body": "/bodies/construction/",
    "help": "/help/",
    "missing": "/no-such-page/",
}


SAMPLE = {
    "desk",
    "register",
    "request",
    "letter",
    "outcome",
    "form",
    "record",
    "review",
    "dispute",
    "service",
    "rows",
}
"""Every component stands on one of these: axe reads them all in each look, and the rest in one."""


def look(width, height, scheme):
    options = {"viewport": {"width": width, "height": height}, "color_scheme": scheme}
    # the policy is lifted for axe alone, and tested by itself below
    return pytest.param({**options, "bypass_csp": True}, id=f"{width}-{scheme}")


LOOKS = [look(1280, 900, "light"), look(390, 844, "light"), look(1280, 900, "dark")]


def too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize("page", LOOKS, indirect=True)
def test_every_screen_is_accessible_and_within_its_width(page, desk, violations):
    found = {}
    phone = page.evaluate("innerWidth < 500")
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    for name, address in PAGES.items():
        if dark and name not in SAMPLE:
            continue
        page.goto(address.format(**desk))
        assert page.title() != ""
        wrong = ["too wide"] if too_wide(page) else []
        if name in SAMPLE or not phone:
            wrong += violations(page)
        if phone:
            page.evaluate("document.documentElement.style.fontSize = '150%'")
            page.evaluate("document.querySelectorAll('main details').forEach(fold => { fold.open = true; })")
            wrong += ["too wide in large text"] if too_wide(page) else []
        found[name] = wrong
    page.goto("/records/new/")
    page.click("main .actions button")
    assert page.locator("#summary").is_visible()
    found["form with errors"] = violations(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_a_day_that_is_not_in_the_calendar_is_not_sent_as_none(page):
    page.goto("/disputes/complaints/new/")
    page.fill("#id_matter", "对答复不服")
    page.fill("#id_received_on", "2017-03-20")
    page.focus("#id_due_on")
    page.keyboard.type("02312017")
    page.click("main button.strong")
    assert page.url.endswith("/disputes/complaints/new/")
    assert page.locator("#summary").count() == 0
    said = page.locator("#id_due_on").evaluate("field => field.validationMessage")
    assert said == "没有这个日期，或者没有填完整，请核对。"
    page.fill("#id_due_on", "2017-02-28")
    page.click("main button.strong")
    assert "要求答复日期早于收到日期" in page.locator("#summary").inner_text()


def test_the_sign_in_page_is_accessible(chromium, desk, violations):
    context = chromium.new_context(base_url=desk["url"], bypass_csp=True)
    page = context.new_page()
    page.goto("/login/")
    assert violations(page) == []
    page.click("main button")
    assert violations(page) == []
    context.close()


def test_no_screen_breaks_its_own_policy(page, desk):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for name, address in PAGES.items():
        if name != "missing":
            page.goto(address.format(**desk))
    assert said == []


def test_lists_are_walked_and_opened_by_keys(page):
    page.goto("/records/")
    titles = page.locator("[data-row]").all_inner_texts()
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.innerText") == titles[1]
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.innerText") == titles[0]
    page.keyboard.press("/")
    page.keyboard.type("j公园?")
    assert page.input_value("#filter_text") == "j公园?"  # typing is not taken for a key
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("?")
    page.wait_for_url(re.compile("/help/$"))


def test_the_keys_can_be_switched_off(page):
    page.goto("/help/")
    page.get_by_label("在这台电脑上使用单键快捷键").uncheck()
    page.goto("/records/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.hasAttribute('data-row')") is False


@pytest.mark.parametrize(
    "page", [{"java_script_enabled": False}, {"viewport": {"width": 390, "height": 844}}], indirect=True
)
def test_a_record_is_drafted_without_script_and_on_the_phone(page):
    page.goto("/records/new/")
    page.fill("#id_title", "公园健身设施更新情况")
    page.select_option("#id_column", "news")
    page.get_by_label("主动公开", exact=True).check()
    page.fill("#id_made_on", "2017-03-20")
    page.fill("#id_html", "<p>更新健身设施12处。</p>")
    page.click("main .actions button")
    assert "草稿已保存" in page.locator("main").inner_text()
    page.get_by_role("button", name="提交审核").click()
    assert "待初审" in page.locator("main").inner_text()


@pytest.mark.parametrize("scripted", [True, False])
def test_what_was_typed_survives_the_end_of_the_session(chromium, desk, scripted):
    """Neither the refusal nor the new token of the next sign-in costs the words: 返回 leads to them."""
    context = chromium.new_context(base_url=desk["url"], java_script_enabled=scripted)
    page = context.new_page()
    page.goto("/login/")
    enter(page, desk)
    page.goto("/records/new/")
    page.fill("#id_title", "登录失效以前写的标题")
    page.fill("#id_html", "登录失效以前写的正文。")
    second = context.new_page()
    second.goto("/")
    second.click("header form[action='/logout/'] button")
    page.click("form.form button.strong")
    assert "刚才提交的内容没有保存" in page.locator("main").inner_text()
    page.click("main summary")
    assert "登录失效以前写的正文。" in page.locator("main details").inner_text()
    with page.expect_popup() as opened:
        page.click("main a[target=_blank]")
    enter(opened.value, desk)
    page.go_back()
    assert page.input_value("#id_title") == "登录失效以前写的标题"
    assert page.input_value("#id_html") == "登录失效以前写的正文。"
    page.click("form.form button.strong")
    assert "请填写成文日期" in page.locator("main").inner_text()  # it was read, and not refused for its token
    context.close()


@pytest.mark.parametrize("page", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_the_navigation_folds_away_on_the_phone(page):
    page.goto("/records/")
    link = page.get_by_role("link", name="公文库")
    assert not link.is_visible()
    page.locator(".menu summary").click()
    link.click()
    page.wait_for_url(re.compile("/records/documents/$"))


def test_printing_leaves_the_frame_out(page, desk):
    page.goto(desk["record"])
    page.emulate_media(media="print")
    for selector in (".side", ".steps", ".crumbs"):
        assert not page.locator(selector).first.is_visible()
    assert page.locator(".paper").is_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_supervisor_sees_what_is_owed_opens_it_and_urges(chromium, desk, violations, width):
    context = chromium.new_context(
        base_url=desk["url"], bypass_csp=True, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    page.goto("/login/")
    page.fill("#id_username", desk["supervisor"])
    page.fill("#id_password", desk["password"])
    page.click("main button")
    page.goto("/oversight/")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    line = page.locator("tbody tr", has=page.locator("th", has_text="区城市建设局"))
    line.locator("a.bad", has_text="逾期").click()
    assert "某路段施工许可" in page.locator("main").inner_text()
    assert violations(page) == []
    page.go_back()
    line.locator(".do a.button").click()
    assert "件申请逾期未答复" in page.locator(".paper").inner_text()
    assert violations(page) == []
    page.fill("#id_matter", f"请办理逾期未答复的申请（屏宽{width}）")  # one matter is urged once a day
    page.locator("main form button.strong").click()
    assert (
        f"（屏宽{width}）" in page.locator(".paper").inner_text()
    )  # what was changed is read before it goes out
    page.locator("main form button.strong").click()
    assert "催办单已发出" in page.locator("body").inner_text()
    assert violations(page) == []
    page.goto("/oversight/one-page/")
    assert "已经逾期" in page.locator("main").inner_text()
    assert violations(page) == []
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1  # one sheet of A4
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    context.close()
