"""`gongkai organisation` as the administrator runs it: exit codes, sentences, one JSON document."""

from __future__ import annotations

import json

from openpyxl import load_workbook

from operations.installation_programs import gongkai, refused


def test_from_an_empty_place_to_a_site_with_its_own_name(tmp_path):
    var, file = tmp_path / "var", tmp_path / "organisation.xlsx"
    assert gongkai("organisation", "template", str(file), var=var).returncode == 0
    refused(gongkai("organisation", "template", str(file), var=var), "已经存在", "请另取文件名")
    refused(gongkai("organisation", "import", str(file), var=var), "gongkai migrate")
    assert gongkai("migrate", var=var).returncode == 0
    refused(gongkai("organisation", "import", str(tmp_path / "none.xlsx"), var=var), "没有找到文件")

    book = load_workbook(file)
    book["站点"].append(["示例区政府信息公开", "示例区人民政府办公室", "qu"])
    book["人员"].append(["zhang", "张甲"])
    book.save(file)
    done = gongkai("organisation", "import", str(file), var=var)
    refused(done, "没有登记任何内容")
    assert "工作表“站点”第2行“本级主体代码”：没有这个主体" in done.stderr

    book["主体"].append(["qu", "示例区人民政府", "区政府", "", "2020-01-01"])
    book.save(file)
    done = gongkai("organisation", "import", str(file), "--format", "json", var=var)
    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout)
    assert (shown["entered"]["主体"], [one["username"] for one in shown["logins"]]) == (1, ["zhang"])
    assert gongkai("publish", "rebuild", var=var).returncode == 0
    assert "示例区政府信息公开" in (var / "public/site/index.html").read_text(encoding="utf-8")
    assert "张甲（zhang）的新口令" in gongkai("organisation", "password", "zhang", var=var).stdout
    refused(gongkai("organisation", "password", "nobody", var=var), "没有登录名为“nobody”的人员")


def test_a_place_that_cannot_be_written_is_told_without_an_english_word(tmp_path):
    done = gongkai("organisation", "template", "/nonexistent/organisation.xlsx", var=tmp_path / "var")
    refused(done, "/nonexistent/organisation.xlsx 不能写入（路径不存在）")
