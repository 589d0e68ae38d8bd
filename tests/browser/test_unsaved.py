"""What was typed and not saved comes back with the version that it was typed over. The pages are as small as can be."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
SCRIPT = Path(__file__).resolve().parents[2] / "src" / "gongkai" / "shell" / "static" / "desk.js"
PAGE = '<!doctype html><meta charset="utf-8"><title>x</title><script src="/desk.js" defer></script>'
FORM = '{}<form method="post"><input type="hidden" name="version" value="{}"><textarea name="html">旧</textarea><button>'
REFUSED, FAULTY, SAVED = "<h1 data-unsaved>没有保存</h1>", '<div id="summary">有误</div>', "<h1>已保存</h1>"


@pytest.fixture
def desk(chromium):
    """A page whose `answer` stands to what is sent, and whose form bears the version `newest`."""
    context = chromium.new_context(base_url="http://desk.test")
    page = context.new_page()
    page.newest, page.answer, page.sent = 3, REFUSED, []

    def serve(route):
        headers = {"Cache-Control": "private, no-store", "Content-Type": "text/html"}
        text = PAGE + page.answer
        if route.request.url.endswith(".js"):
            text, headers = SCRIPT.read_text("utf-8"), {"Content-Type": "text/javascript"}
        elif route.request.method == "GET":
            text = FORM.format(PAGE, page.newest) if route.request.url.endswith("/edit") else PAGE
        else:
            page.sent.append(route.request.post_data.split("&")[0])
        route.fulfill(body=text, headers=headers)

    page.route("**/*", serve)
    page.goto("/edit")
    yield page
    context.close()


def send(page, words, answer):
    page.fill("textarea", words)
    page.answer = answer
    with page.expect_navigation():
        page.click("button")
    page.newest += 1  # somebody else saves, or what was sent is saved
    return page


@pytest.mark.parametrize("answer", [REFUSED, FAULTY])
def test_words_that_were_not_saved_come_back_with_the_version_they_were_typed_over(desk, answer):
    send(desk, "写了半天的文字", answer).goto("/elsewhere")  # as whoever signs in anew in the same window
    with desk.expect_navigation(url="**/edit"):
        desk.evaluate("history.go(-2)")
    assert desk.input_value("textarea") == "写了半天的文字"
    send(desk, "写了半天的文字", SAVED)
    assert desk.sent == ["version=3", "version=3"]


def test_a_form_that_was_saved_or_is_opened_anew_bears_the_newest_version(desk):
    send(desk, "第一次", SAVED).go_back()
    assert desk.input_value("[name=version]") == "4"
    send(desk, "第二次", REFUSED).goto("/edit")
    assert desk.input_value("[name=version]") == "5"
