from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.law.calendar import Calendar
from gongkai.law.notices import NoticeError, merge_notices, overlay_notices, parse_notices, shipped_notices


def notice(**changes: Any) -> dict[str, Any]:
    return {
        "number": "示发〔2026〕1号",
        "published_on": "2026-11-10",
        "off": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"}],
        "worked": ["2027-01-09"],
        **changes,
    }


def written(folder: Path, content: Any, name: str = "2027.json") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def year(*versions: dict[str, Any]) -> dict[str, Any]:
    return {"year": 2027, "versions": list(versions)}


def test_every_year_from_2008_to_2026_has_its_notice() -> None:
    assert sorted({found.year for found in shipped_notices()}) == list(range(2008, 2027))
    assert [found.key for found in shipped_notices() if found.version > 1] == ["2015/2", "2019/2", "2020/2"]


def test_numbers_given_by_the_rules_are_the_numbers_of_the_data() -> None:
    numbers = {found.key: found.number for found in shipped_notices()}
    assert numbers["2017/1"] == "国办发明电〔2016〕17号"
    assert numbers["2020/2"] == "国办发明电〔2020〕1号"
    assert numbers["2008/1"] is None


def test_a_number_that_was_not_verified_says_so() -> None:
    unverified = [found for found in shipped_notices() if found.number is None]
    assert all(found.confidence == "M" and "待核" in found.name for found in unverified)


def test_an_overlay_gives_next_year_without_a_release(tmp_path: Path) -> None:
    calendar = Calendar.load(written(tmp_path, year(notice())))
    assert calendar.is_announced(2027)
    assert not calendar.is_provisional(date(2026, 12, 10), date(2027, 1, 8))
    assert calendar.is_working(date(2027, 1, 9))
    assert calendar.add(date(2026, 12, 31), 1) == date(2027, 1, 4)


def test_an_overlay_with_a_later_change_joins_the_shipped_year(tmp_path: Path) -> None:
    change = notice(
        number="示发〔2026〕9号",
        published_on="2026-09-01",
        off=[{"name": "国庆节", "from": "2026-10-01", "to": "2026-10-08"}],
        worked=[],
    )
    folder = written(tmp_path, {"year": 2026, "versions": [change]}, "2026.json")
    calendar = Calendar.load(folder)
    assert calendar.versions(date(2026, 10, 1), date(2026, 10, 9)) == ("2026/2",)
    assert not calendar.is_working(date(2026, 10, 8))
    assert calendar.as_known_on(date(2026, 8, 31)).is_working(date(2026, 10, 8))


def test_an_overlay_with_the_same_number_replaces_the_shipped_version(tmp_path: Path) -> None:
    same = {"number": "国办发明电〔2025〕7号", "published_on": "2025-11-04", "worked": []}
    folder = written(
        tmp_path,
        {
            "year": 2026,
            "versions": [notice(**same, off=[{"name": "元旦", "from": "2026-01-01", "to": "2026-01-02"}])],
        },
        "2026.json",
    )
    merged = merge_notices(shipped_notices(), overlay_notices(folder))
    assert [found.key for found in merged if found.year == 2026] == ["2026/1"]
    assert Calendar(merged).kind(date(2026, 1, 4)) == "default"


def test_a_missing_folder_and_other_files_are_no_overlay(tmp_path: Path) -> None:
    assert overlay_notices(tmp_path / "none") == ()
    written(tmp_path, "not read", "readme.txt")
    written(tmp_path, "not read", "._2027.json")
    assert overlay_notices(tmp_path) == ()


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    text = "\ufeff" + json.dumps(year(notice()))
    assert overlay_notices(written(tmp_path, text))[0].year == 2027


BROKEN: list[tuple[Any, str]] = [
    ("", "不是有效的 JSON"),
    ("[" * 100_000, "不是有效的 JSON"),
    ("[]", "year 一栏"),
    ({"year": 2026, "versions": [notice()]}, "year 一栏应为 2027"),
    ({"year": 2027}, "缺少栏目"),
    (year(), "至少有一份通知"),
    ({"year": 2027, "versions": ["x"]}, "缺少栏目"),
    (year(notice(published_on="2026-11-31")), "日期 '2026-11-31' 不存在"),
    (year(notice(published_on=None)), "不存在或写法不对"),
    (year(notice(off=[])), "没有放假日期"),
    (year(notice(off=[{"name": "元旦", "from": "2027-01-03", "to": "2027-01-01"}])), "起止日期不对"),
    (year(notice(off=[{"name": "元旦", "from": "2027-01-01", "to": "2027-03-01"}])), "起止日期不对"),
    (
        year(notice(off=[{"name": "元旦", "from": "2028-01-01", "to": "2028-01-01"}])),
        "不在 2027 年通知的范围内",
    ),
    (year(notice(off=[{"name": 1, "from": "2027-01-01", "to": "2027-01-01"}])), "应为文字"),
    (year(notice(off=[{"from": "2027-01-01", "to": "2027-01-01"}])), "缺少栏目"),
    (year(notice(worked=["2027-01-02"])), "既写为放假又写为上班"),
    (year(notice(worked=["2027-01-08"])), "不是周六或周日"),
    (year(notice(worked=[20270109])), "不存在或写法不对"),
    (year(notice(confidence="sure")), "confidence 一栏"),
    (year(notice(offf=[])), "不认识的栏目 offf"),
    (year(notice(), notice(published_on="2026-11-01", number="x")), "按发布日期先后"),
]


@pytest.mark.parametrize(("content", "sentence"), BROKEN)
def test_a_malformed_overlay_gets_a_sentence(tmp_path: Path, content: Any, sentence: str) -> None:
    with pytest.raises(NoticeError, match=sentence) as caught:
        overlay_notices(written(tmp_path, content))
    assert "2027.json" in str(caught.value)
    assert str(caught.value).endswith("。")


def test_an_overlay_in_another_encoding_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "2027.json").write_bytes(json.dumps(year(notice()), ensure_ascii=False).encode("gb18030"))
    with pytest.raises(NoticeError, match="UTF-8"):
        overlay_notices(tmp_path)


def test_an_overlay_with_a_wrong_name_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NoticeError, match="四位年份"):
        overlay_notices(written(tmp_path, year(notice()), "next.json"))


def test_the_format_of_the_shipped_files_is_the_format_of_an_overlay() -> None:
    text = json.dumps(year(notice(signed_on="2026-11-09", confidence="V", note="")))
    found = parse_notices(text, "2027.json", 2027)[0]
    assert (found.version, found.signed_on, found.confidence) == (1, date(2026, 11, 9), "V")
