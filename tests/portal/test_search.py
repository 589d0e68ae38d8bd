from __future__ import annotations

import tempfile
from pathlib import Path

import hypothesis.strategies as st
import plain_pages
import pytest
import tantivy
from hypothesis import HealthCheck, given, settings
from memory_source import MemorySource, record, snapshot
from trees import files_under, indexed

from gongkai.portal import index
from gongkai.portal.errors import PortalError
from gongkai.portal.projector import project
from gongkai.portal.search import MOST_CHARACTERS, Filters, Searcher, query_words, snippet
from gongkai.portal.shapes import RecordContent
from gongkai.portal.text import markup_text, normalise, pieces, tokens, words_of

TEXTS = (
    "关于印发2017年政务公开工作要点的通知",
    "区政府办公室关于做好信息公开工作的意见（示政发〔2017〕1号）",
    "财政预算、决算及“三公”经费公开情况说明",
    "ＧＤＰ增长7.5%，GDP总量2017亿元",
    "公开2017年度第1号目录,目录第11号",
    "Ａｂｃ信息abc公开 信 息 公开",
    "𠮷祥街道办事处办事指南",
    "一二三四五六七八九十",
)


def searcher_over(folder: Path, contents: list[RecordContent]) -> tuple[Searcher, MemorySource]:
    source = MemorySource()
    source.publish_snapshot(snapshot())
    for content in contents:
        source.publish(content)
    index.build(folder / "index", source, lambda _: None)
    return Searcher(folder / "index"), source


def oracle(contents: list[RecordContent], query: str) -> set[str]:
    """Every word of the query is a substring of the normalised title or text."""
    return {
        content.path
        for content in contents
        if all(
            word in normalise(content.title) or word in normalise(words_of(content))
            for word in query_words(query)
        )
    }


def found(searcher: Searcher, query: str) -> set[str]:
    results = searcher.search(query)
    paths = {hit.path for hit in results.hits}
    assert results.total == len(paths)
    return paths


FIXED = [record(number, title=f"第{number}件", html=f"<p>{text}</p>") for number, text in enumerate(TEXTS, 1)]
FIXED.append(
    record(20, title="2017年政府信息公开工作年度报告", html="<p>本报告由<b>办公</b>室编制。</p><p>下段</p>")
)


@pytest.fixture(scope="module")
def fixed(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    return searcher_over(tmp_path_factory.mktemp("fixed"), FIXED)[0]


def test_every_piece_of_two_to_six_characters_is_found_exactly(fixed: Searcher) -> None:
    checked = 0
    for content in FIXED:
        text = normalise(f"{content.title}\n{words_of(content)}")
        for size in (2, 3, 6):
            for start in range(len(text) - size + 1):
                piece = text[start : start + size]
                if len(piece.strip("_")) == size:
                    assert found(fixed, piece) == oracle(FIXED, piece), piece
                    checked += 1
    assert checked > 500


@pytest.mark.parametrize(
    "query",
    [
        "2017年",
        "〔2017〕1号",
        "公开2017",
        "gdp",
        "ＧＤＰ",
        "7.5%",
        "第1号",
        "办公室",
        "公 开",
        "𠮷祥",
        "信 息 公开",
    ],
)
def test_mixed_and_crossing_queries_are_found_exactly(fixed: Searcher, query: str) -> None:
    assert found(fixed, query) == oracle(FIXED, query)
    assert found(fixed, query)


@pytest.mark.parametrize("query", ["公", "报", "a", "7", "𠮷", "十", "缺"])
def test_one_character_is_found_too(fixed: Searcher, query: str) -> None:
    assert found(fixed, query) == oracle(FIXED, query)


def test_words_do_not_reach_over_a_comma_or_a_paragraph(fixed: Searcher) -> None:
    assert found(fixed, "算决") == set()
    assert found(fixed, "制下段") == set()
    assert found(fixed, "编制下") == set()


HAN = st.text(alphabet="公开信息政府年报二一aB12〔〕 ，。𠮷", min_size=0, max_size=30)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(st.tuples(HAN, HAN), min_size=1, max_size=8), data=st.data())
def test_search_agrees_with_substring(texts: list[tuple[str, str]], data: st.DataObject) -> None:
    contents = [record(i, title=title, html=f"<p>{body}</p>") for i, (title, body) in enumerate(texts, 1)]
    with tempfile.TemporaryDirectory() as folder:
        searcher, _ = searcher_over(Path(folder), contents)
        for _ in range(10):
            if data.draw(st.booleans()):
                text = data.draw(st.sampled_from([part for pair in texts for part in pair]))
                start = data.draw(st.integers(0, max(0, len(text) - 1)))
                query = text[start : start + data.draw(st.integers(1, 8))]
            else:
                query = data.draw(HAN)
            if query_words(query):
                assert found(searcher, query) == oracle(contents, query), query
            else:
                assert searcher.search(query).total == 0


def test_titles_come_first_and_the_newest_of_each(tmp_path: Path) -> None:
    contents = [
        record(1, title="预算公开", made_on="2016-01-01"),
        record(2, title="别的", html="<p>预算</p>", made_on="2017-12-01"),
        record(3, title="部门预算", made_on="2017-05-01"),
        record(4, title="另外", html="<p>预算</p>", made_on="2017-12-02"),
    ]
    searcher, _ = searcher_over(tmp_path, contents)
    assert [hit.path[-1] for hit in searcher.search("预算").hits] == ["3", "1", "4", "2"]


@pytest.mark.parametrize("query", ["预算", "预算公", "算公开 预算", "政预"])
@pytest.mark.parametrize("shard", [16, 65_536])
def test_pages_of_results_join_without_gap_or_repeat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shard: int, query: str
) -> None:
    monkeypatch.setattr(index, "SHARD", shard)
    contents = [
        record(
            n,
            title="财政预算公开" if n % 3 else "其他",
            html="<p>财政预算公开</p>",
            made_on=f"2017-01-{n % 28 + 1:02}",
        )
        for n in range(1, 96)
    ]
    searcher, _ = searcher_over(tmp_path, contents)
    first = searcher.search(query)
    hits = [hit for page in range(1, first.pages + 1) for hit in searcher.search(query, page).hits]
    assert (first.total, first.pages, len(hits), len({hit.path for hit in hits})) == (95, 5, 95, 95)
    order = [(hit.title == "财政预算公开", hit.made_on, hit.path) for hit in hits]
    assert order == sorted(order, reverse=True)
    assert searcher.search(query) == first, "what is remembered is what was found"


def test_shards_are_searched_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "SHARD", 7)
    contents = [record(n, title=f"第{n}号预算", made_on=f"2017-01-{n % 28 + 1:02}") for n in range(1, 40)]
    searcher, _ = searcher_over(tmp_path, contents)
    assert len(searcher.shards()) == 6
    results = searcher.search("预算")
    assert results.total == 39
    days = [hit.made_on for hit in [*results.hits, *searcher.search("预算", 2).hits]]
    assert days == sorted(days, reverse=True)


def test_filters_narrow(tmp_path: Path) -> None:
    contents = [
        record(1, title="预算", columns=("policy",), key_areas=("budget",)),
        record(2, title="预算", body="finance", made_on="2016-05-01"),
    ]
    searcher, _ = searcher_over(tmp_path, contents)
    for filters, expected in [
        (Filters(body="finance"), {"finance/2017/00002"}),
        (Filters(column="policy"), {"heping/2017/00001"}),
        (Filters(area="budget", kind="information"), {"heping/2017/00001"}),
        (Filters(year="2016"), {"finance/2017/00002"}),
        (Filters(kind="document"), set()),
    ]:
        assert {hit.path for hit in searcher.search("预算", 1, filters).hits} == expected


def test_empty_and_overlong_queries_get_a_sentence(fixed: Searcher) -> None:
    assert fixed.search("").message == ""
    assert "请输入" in fixed.search("〔〕，。").message
    assert "过长" in fixed.search("字" * (MOST_CHARACTERS + 1)).message
    assert fixed.search("字" * MOST_CHARACTERS).total == 0


def test_a_missing_index_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PortalError, match="gongkai publish rebuild"):
        Searcher(tmp_path / "none").search("公开")


def test_what_is_withdrawn_is_not_found_and_leaves_no_trace_on_disk(tmp_path: Path) -> None:
    source = MemorySource()
    source.publish_snapshot(snapshot())
    for serial in range(1, 60):
        source.publish(record(serial))
    project(source, tmp_path, pages=plain_pages, durable=False)
    source.publish(record(60, title="涉密标题", html="<p>身份证号码泄露于此</p>"))
    source.publish(record(61, title="旧标题", html="<p>更正前写错的数字</p>"))
    project(source, tmp_path, pages=plain_pages, durable=False)
    searcher = Searcher(tmp_path / "index", tmp_path / "site")
    assert found(searcher, "泄露") == {"heping/2017/00060"}
    assert found(searcher, "涉密") == {"heping/2017/00060"}
    source.withdraw("heping/2017/00060")
    source.publish(record(61, title="新标题", html="<p>更正后的数字</p>"))
    project(source, tmp_path, pages=plain_pages, durable=False)
    assert found(searcher, "泄露") == found(searcher, "涉密") == found(searcher, "写错") == set()
    assert found(searcher, "更正后") == {"heping/2017/00061"}
    for shard in index.live_folders((tmp_path / "index").resolve()):
        opened = tantivy.Index.open(str(shard)).searcher()
        for name, term in [("title", "涉密"), ("text", "泄露"), ("text", "写错"), ("title", "旧标")]:
            assert opened.terms_with_prefix(name, term) == []
    everything = b"".join(files_under((tmp_path / "index").resolve()).values())
    assert "泄露".encode() not in everything
    assert "涉密标题".encode() not in everything


def test_the_index_kept_step_by_step_holds_what_a_new_one_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "SHARD", 8)
    source = MemorySource()
    source.publish_snapshot(snapshot())
    for serial in range(1, 41):
        source.publish(record(serial))
        if serial % 5 == 0:
            source.publish(record(serial - 3, title=f"更正{serial}"))
            source.withdraw(f"heping/2017/{serial - 1:05}")
        project(source, tmp_path / "kept", pages=plain_pages, durable=False)
    project(source, tmp_path / "anew", pages=plain_pages, durable=False)
    assert indexed(tmp_path / "kept") == indexed(tmp_path / "anew")
    assert len(indexed(tmp_path / "kept")) == 32


def test_body_text_is_not_stored(tmp_path: Path) -> None:
    searcher_over(tmp_path, [record(1, html="<p>" + "正文不得存储于检索索引之中。" * 3 + "</p>")])
    everything = b"".join(files_under(tmp_path / "index").values())
    assert "不得存储".encode() not in everything


def test_a_snippet_shows_the_first_match_on_one_line() -> None:
    text = "开头" * 40 + "\n示政发〔2017〕1号\n" + "结尾" * 80
    shown = snippet(text, query_words("发〔2017〕1"))
    assert "示政发〔2017〕1号" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "\n" not in shown
    assert snippet("没有", ("缺少",)) == ""


def test_a_snippet_keeps_the_characters_of_the_text() -> None:
    text = "各街道，各部门：示政发〔２０１７〕1号（试行）"
    assert snippet(text, query_words("〔2017〕1号")) == text


def test_what_was_searched_is_marked_as_it_is_printed() -> None:
    text = "关于公园（GONG）的通知，公园、gong…"
    found = list(pieces(text, query_words("公园 gong")))
    assert [piece for piece, is_word in found if is_word] == ["公园", "GONG", "公园", "gong"]
    assert "".join(piece for piece, _ in found) == text
    assert list(pieces(text, ())) == [(text, False)]


@given(st.text(max_size=60), st.text(max_size=8))
def test_pieces_put_together_are_the_text_and_each_marked_one_is_a_word(text: str, query: str) -> None:
    words = query_words(query)
    found = list(pieces(text, words))
    assert "".join(piece for piece, _ in found) == text
    assert all(piece for piece, _ in found)
    assert {normalise(piece) for piece, is_word in found if is_word} <= set(words) | {
        word.strip("_") for word in words
    }


def test_markup_becomes_words() -> None:
    assert markup_text('<p title="a>b">甲<b>乙</b></p><p>丙&amp;丁<br/>戊</p>') == "\n甲乙\n\n丙&丁\n戊\n"


@given(text=st.text(max_size=50))
def test_the_pairs_of_a_text_are_its_neighbours(text: str) -> None:
    padded = f"_{normalise(text)}_"
    assert [pair[0] for pair in tokens(text).split(" ")] == list(padded[:-1])
    assert "_" not in (normalise(text)[:1], normalise(text)[-1:])
    assert normalise(normalise(text)) == normalise(text)
