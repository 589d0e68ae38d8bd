"""Every kind of public page in a real browser and before the HTML checker, as the live server sends it."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys

import portal_scene
import pytest
from portal_scene import CITIZEN, KINDS, SENT

pytestmark = pytest.mark.browser
SERVE = "import sys; from pathlib import Path; from gongkai.portal.server import serve_public; "
SERVE += "serve_public(Path(sys.argv[1]), '127.0.0.1', int(sys.argv[2]))"
STATUS = {
    "tombstone": 410,
    "missing": 404,
    "application with faults": 422,
    "progress of no code": 422,
    "progress of an unknown code": 404,
}
SAMPLE = (
    "home",
    "list",
    "record",
    "tombstone",
    "report",
    "mandatory",
    "search",
    "application sent",
    "application with faults",
    "progress",
)
"""Every component stands on one of these: axe reads them in each look, and the rest in one."""


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_until_it_answers(process, port):
    while process.poll() is None:
        with socket.socket() as one:
            one.settimeout(1)
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
    pytest.fail("the server ended before it answered")


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """The address of a public server over the scene."""
    var, port = tmp_path_factory.mktemp("portal"), free_port()
    portal_scene.build(var / "public")
    plenty = {**os.environ, "GONGKAI_APPLY_HOURLY": "10000"}
    with subprocess.Popen([sys.executable, "-c", SERVE, str(var), str(port)], env=plenty) as process:
        try:
            wait_until_it_answers(process, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@pytest.fixture
def page(chromium, portal, request):
    """A page; `request.param` gives further options of the context."""
    options = {"viewport": {"width": 1280, "height": 900}, **getattr(request, "param", {})}
    context = chromium.new_context(base_url=portal, **options)
    yield context.new_page()
    context.close()


def look(width, scheme="light", **options):
    given = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, **options}
    return pytest.param(given, id=f"{width}-{scheme}")


def wider_than_the_window(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0


def visit(page, kind):
    """Open a kind of page, by its address or by sending a form; the answer."""
    if kind in KINDS:
        return page.goto(KINDS[kind])
    address, values = SENT[kind]
    page.goto(address)
    fill(page, values)
    with page.expect_navigation() as sent:
        page.click("main form button")
    return sent.value


def fill(page, values):
    for name, value in values.items():
        field = page.locator(f"main [name={name}]")
        if field.first.get_attribute("type") == "radio":
            page.check(f"#{name}-{value}")
        else:
            field.fill(value)


# the policy is lifted for axe alone, and tested by itself below
@pytest.mark.parametrize(
    "page",
    [look(1280, bypass_csp=True), look(390, bypass_csp=True), look(1280, "dark", bypass_csp=True)],
    indirect=True,
)
def test_every_kind_of_page_is_accessible(page, violations):
    found = {}
    whole = page.evaluate("innerWidth > 1000 && !matchMedia('(prefers-color-scheme: dark)').matches")
    for kind in (*KINDS, *SENT) if whole else SAMPLE:
        answer = visit(page, kind)
        assert answer.status == STATUS.get(kind, 200), kind
        found[kind] = violations(page)
    assert {kind: wrong for kind, wrong in found.items() if wrong} == {}


def test_every_kind_of_page_stays_within_its_width_at_each_size_of_letters(page):
    found = []
    for kind in (*KINDS, *SENT):
        visit(page, kind)
        for size in (1, 3):
            page.click(f"label[for=size-{size}]")
            for width in (1280, 390, 320):
                page.set_viewport_size({"width": width, "height": 900})
                found += [(kind, size, width)] * wider_than_the_window(page)
    assert found == []


@pytest.fixture(scope="module")
def visited(chromium, portal):
    """Every kind of page opened once: what the browser found wrong, and each address that a link names with its page."""
    context = chromium.new_context(base_url=portal)
    page, said, wrong, named = context.new_page(), [], [], {}
    page.on("console", lambda message: said.append(message.text))
    page.on("response", lambda answer: said.extend([answer.url] if answer.status >= 400 else []))
    for kind in (*KINDS, *SENT):
        said.clear()
        visit(page, kind)
        wrong += [(kind, word) for word in said if kind not in STATUS]
        links = "links => links.map(link => link.href.split('#')[0])"
        for href in page.eval_on_selector_all("a[href]:not([href^='#'])", links):
            named.setdefault(href, kind)
    yield wrong, named
    context.close()


def test_no_page_breaks_its_own_policy_or_asks_for_what_is_not_there(visited):
    wrong, _named = visited
    assert wrong == []


def test_every_link_of_every_kind_of_page_leads_somewhere(visited, page, portal):
    _wrong, named = visited
    assert len(named) > 100
    assert [(kind, href) for href, kind in named.items() if not href.startswith(portal)] == []
    statuses = {href: page.request.head(href).status for href in named}
    assert {href: named[href] for href, status in statuses.items() if status != 200} == {}


def test_html_and_style_are_valid(page, checker, tmp_path):
    for kind, address in KINDS.items():
        (tmp_path / f"{kind}.html").write_bytes(page.request.get(address).body())
    for kind, (address, values) in SENT.items():
        token = re.search(r'name="token" value="([^"]+)"', page.request.get(address).text())
        chosen = {"identity": "resident", "body": "heping"}
        form = {"multipart": chosen | values | {"token": token[1]}} if token else {"form": values}
        answer = page.request.post(address, **form)
        assert answer.status == STATUS.get(kind, 200), kind
        (tmp_path / f"{kind}.html").write_bytes(answer.body())
    (tmp_path / "gongkai.css").write_bytes(page.request.get("/assets/gongkai.css").body())
    command = [*checker, "--format", "json", "--also-check-css", *map(str, sorted(tmp_path.iterdir()))]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    messages = json.loads(said)["messages"]
    found = [
        (message["url"].rpartition("/")[2], message["message"])
        for message in messages
        if message["type"] == "error"
    ]
    assert found == []


def test_the_first_tab_leads_past_the_navigation(page):
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


@pytest.mark.parametrize("page", [look(390, java_script_enabled=False)], indirect=True)
def test_the_phone_finds_a_record_without_script(page):
    page.goto("/")
    link = page.get_by_role("link", name="政策文件", exact=True)
    assert not link.first.is_visible()
    page.locator(".menu summary").click()
    assert link.first.is_visible()
    page.fill("main input[type=search]", "示财发〔2017〕17号")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/search"))
    page.get_by_role("link", name="关于进一步规范区本级预算和决算公开工作的通知", exact=True).first.click()
    assert page.locator("h1").inner_text() == "关于进一步规范区本级预算和决算公开工作的通知"


@pytest.mark.parametrize("page", [look(390, java_script_enabled=False)], indirect=True)
def test_the_phone_applies_and_follows_the_application_without_script(page):
    page.goto("/apply/")
    page.get_by_role("link", name="在线申请").click()
    page.get_by_role("button", name="提交申请").click()
    assert page.locator("h1").inner_text() == "在线申请"
    page.get_by_role("link", name="姓名：请填写姓名。").click()
    fill(page, CITIZEN)
    page.set_input_files("#files", {"name": "附件.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"})
    page.get_by_role("button", name="提交申请").click()
    code = page.locator(".receipt .code").inner_text()
    assert "附件.pdf" in page.locator("main").inner_text()
    page.locator("main").get_by_role("link", name="查询办理进度").click()
    page.fill("#code", code)
    page.get_by_role("button", name="查询").last.click()
    assert page.locator(".progress h2").inner_text() == "已提交"
    assert code.replace(" ", "") not in page.url


def test_each_kind_of_applicant_sees_its_own_fields_and_the_trap_is_out_of_sight(page):
    page.goto("/apply/online")
    assert page.locator("#person_name").is_visible()
    assert not page.locator("#organisation_name").is_visible()
    page.check("#party-organisation")
    assert not page.locator("#person_name").is_visible()
    assert page.locator("#organisation_name").is_visible()
    box = page.locator("#website").bounding_box()
    assert box["x"] + box["width"] < 0


def test_printing_leaves_the_frame_out_and_keeps_the_banner(page):
    page.goto(KINDS["record"])
    page.emulate_media(media="print")
    for selector in (".navs", ".crumbs", ".foot", ".tools"):
        assert not page.locator(selector).first.is_visible()
    assert page.locator(".prose").is_visible()
    assert page.locator(".banner").is_visible()
