"""One application from the citizen's form to the figure of the report, over the running service and in a browser."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from operations.installation_programs import environment, gongkai, served, until

pytestmark = pytest.mark.browser
HERE = Path(__file__).resolve().parent
WANTED = "示例路排水管网改造工程的竣工验收文件"
APPLICANT = "申请人甲"


def now() -> datetime:
    return datetime.now(ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """Folder, people, and the addresses of desk and public site."""
    var = tmp_path_factory.mktemp("journey")
    paths = f"{HERE}:{HERE.parent}"
    made = subprocess.run(
        [sys.executable, str(HERE / "journey_world.py")],
        env=environment(var, PYTHONPATH=paths),
        check=True,
        capture_output=True,
        text=True,
    )
    with served(var) as (_process, desk, public, _log):
        yield (
            var,
            json.loads(made.stdout.splitlines()[-1]),
            f"http://127.0.0.1:{desk}",
            f"http://127.0.0.1:{public}",
        )


@pytest.fixture
def seats(chromium, service):
    """Part → a page of that person, signed in at the desk."""
    _var, people, desk, _public = service
    contexts = []

    def sit(part: str):
        context = chromium.new_context(base_url=desk, viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.goto("/login/")
        page.fill("#id_username", people[part])
        page.fill("#id_password", people["password"])
        page.click("main button")
        return page

    yield sit
    for context in contexts:
        context.close()


def apply(page, public):
    """The citizen's part, without script; returns the receipt code."""
    page.goto(f"{public}/apply/")
    page.click("main a[href='/apply/online']")
    page.fill("input[name=person_name]", APPLICANT)
    page.fill("input[name=identity_number]", "000000199001010018")
    page.fill("input[name=phone]", "000-00000000")
    page.select_option("select[name=body]", label="区城市建设局")
    page.fill("textarea[name=description]", WANTED)
    page.check("input[name=wished_form][value=paper]")
    page.check("input[name=wished_way][value=pickup]")
    page.click("main form[action='/apply/online'] button")
    return page.inner_text("p.code")


def track(page, public, code):
    page.goto(f"{public}/track")
    page.fill("main input[name=code]", code)
    page.click("main form[action='/track'] button")
    return page.inner_text("main")


def step(page, label):
    """Follow a next step of the request's page."""
    found = page.get_by_role("link", name=label, exact=False)
    assert found.count(), page.inner_text("main")
    found.first.click()


def press(page, label):
    found = page.get_by_role("button", name=label, exact=False)
    assert found.count(), page.inner_text("main")
    found.first.click()


def answer(officer, seats, case):
    """Confirm, decide, draft, sign three times, hand over: each by the person whose part it is."""
    step(officer, "确认收到")
    officer.fill("input[name=confirmed_at]", now().strftime("%Y-%m-%dT%H:%M"))
    officer.select_option("select[name=how]", "phone")
    press(officer, "确认收到")
    step(officer, "确定办理结果")
    officer.check("input[name=outcome][value=disclosed]")
    press(officer, "确定")
    step(officer, "起草答复")
    assert WANTED in officer.input_value("textarea[name=text]")
    press(officer, "保存")
    press(officer, "送审")
    for part, word in (("legal", "审核同意"), ("approver", "签发同意")):
        signer = seats(part)
        signer.goto(case)
        signer.locator("main").get_by_role("link", name="告知书").first.click()
        press(signer, word)
    officer.goto(case)
    step(officer, "登记送达")
    officer.check("input[name=way][value=handed]")
    officer.fill("input[name=arrived_on]", now().date().isoformat())
    press(officer, "登记送达")


def test_an_application_goes_from_the_form_to_the_figure(chromium, service, seats):
    var, _people, _desk, public = service
    outside = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    citizen = outside.new_page()
    code = apply(citizen, public)
    assert "已提交" in track(citizen, public, code) or "已收到" in citizen.inner_text("main")

    officer = seats("officer")

    def registered():
        officer.goto("/requests/")
        return officer.locator("a[data-row]").count() == 1

    until(registered, "the application is in the register")
    supervisor = seats("supervisor")
    officer.click("a[data-row]")
    case = officer.url
    assert "待确认" in officer.inner_text("main")
    answer(officer, seats, case)

    shown = officer.inner_text("main")
    assert "已答复" in shown
    assert "按期答复" in shown
    officer.click("details.reasons summary")
    reasons = officer.inner_text("details.reasons ol")
    assert "第三十一条" in reasons
    assert "20个工作日" in reasons
    assert "已答复" in track(citizen, public, code)

    sees_the_overview(supervisor)
    opens_the_figure(supervisor, case)
    the_public_side_knows_nothing_of_it(var)
    outside.close()


def sees_the_overview(supervisor):
    supervisor.goto("/oversight/")
    line = supervisor.locator("tr", has_text="区城市建设局").first
    assert line.count() == 1
    supervisor.goto("/requests/")
    assert supervisor.locator("a[data-row]").count() == 1
    supervisor.click("a[data-row]")
    assert APPLICANT not in supervisor.inner_text("main")
    assert "您的角色不显示申请人信息" in supervisor.inner_text("main")


def opens_the_figure(supervisor, case):
    year = now().year
    supervisor.goto(f"/reports/district/{year}/requests.received/")
    supervisor.click("a[data-row]")
    assert supervisor.url == case


def the_public_side_knows_nothing_of_it(var):
    """The report's page counts the request and leads nowhere; no file of the public tree holds a word of it."""
    year = now().year
    page = gongkai(
        "report", "compile", "--body", "district", "--year", str(year), "--format", "html", var=var
    )
    assert page.returncode == 0, page.stderr
    row = re.search(r"<tr>(?:(?!</tr>).)*新收政府信息公开申请.*?</tr>", page.stdout, re.DOTALL)[0]
    assert ">1<" in row
    assert "href" not in row
    for word in (WANTED, APPLICANT):
        assert word not in page.stdout
        held = [
            place
            for place in (var / "public").rglob("*")
            if place.is_file() and word.encode() in place.read_bytes()
        ]
        assert held == []
