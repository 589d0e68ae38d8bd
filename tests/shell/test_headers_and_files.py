from __future__ import annotations

import re

import pytest
from django.test import Client

from gongkai.shell import static
from gongkai.shell.static import static_files, static_href

POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/login/", "/", "/nothing-here/", "/static/desk.css", "/static/none"])
def test_every_answer_carries_the_policy(path):
    header = Client().get(path).headers["Content-Security-Policy"]
    assert dict(part.strip().split(" ", 1) for part in header.split(";")) == POLICY


@pytest.mark.django_db
def test_pages_are_not_kept_by_shared_computers():
    assert Client().get("/login/").headers["Cache-Control"] == "private, no-store"


def test_the_page_names_only_its_own_files_and_each_is_there(client, db):
    page = client.get("/login/").content.decode()
    named = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(named) == 4
    for href in named:
        response = client.get(href)
        assert response.status_code == 200
        assert "immutable" in response.headers["Cache-Control"]


def test_the_token_sheet_is_the_portals_own_file():
    shared = static.SHARED / "tokens.css"
    assert static_files()["tokens.css"].data == shared.read_bytes()


@pytest.mark.parametrize("name", ["tokens.css", "desk.css", "desk.js", "icon.svg"])
def test_a_file_known_by_its_tag_is_not_sent_again(client, name):
    first = client.get(static_href(name))
    again = client.get(static_href(name), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "immutable" in again.headers["Cache-Control"]


def test_an_address_of_another_version_is_not_kept(client):
    assert client.get("/static/desk.css?v=old").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", ["../settings.py", "..%2fsettings.py", "", "icons/menu.svg", "desk.css/x"])
def test_nothing_else_is_served(client, name):
    assert client.get(f"/static/{name}").status_code == 404


def test_a_file_is_read_only(client):
    assert client.post(static_href("desk.css")).status_code == 404


def test_the_desk_css_names_no_colour_outside_the_token_sheet():
    sheet = (static.OWN / "desk.css").read_text("utf-8").split("@media print")[0]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet) == []


def test_every_token_that_the_desk_uses_is_in_the_token_sheet():
    used = set(re.findall(r"var\((--[a-z-]+)\)", (static.OWN / "desk.css").read_text("utf-8")))
    defined = set(re.findall(r"(--[a-z-]+):", (static.SHARED / "tokens.css").read_text("utf-8")))
    assert used <= defined
