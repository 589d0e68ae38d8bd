from __future__ import annotations

import gzip
import json
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import hypothesis.strategies as st
import plain_pages
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from memory_source import MemorySource, path_at, record, snapshot
from trees import files_under, indexed, same_tree

from gongkai.portal import projector
from gongkai.portal.errors import PortalError
from gongkai.portal.projector import project, rebuild
from gongkai.portal.shapes import PaperContent, Paragraph, content_bytes, sha256_hex
from gongkai.portal.tree import Tree, only_writer

COLUMNS = st.sampled_from([("news",), ("news.street",), ("policy", "news"), ("policy",), ("gone",)])
AREAS = st.sampled_from([(), ("budget",), ("budget", "housing")])


def build(source: MemorySource, public: Path) -> int:
    return project(source, public, pages=plain_pages, durable=False)


def anew(source: MemorySource, public: Path) -> int:
    return rebuild(source, public, pages=plain_pages, durable=False)


def published(count: int) -> MemorySource:
    source = MemorySource()
    source.publish_snapshot(snapshot())
    for serial in range(1, count + 1):
        source.publish(record(serial))
    return source


class History(RuleBasedStateMachine):
    """Random acts; the tree that follows them act by act equals one built anew."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.public = Path(self.folder.name) / "kept"
        self.source = MemorySource()
        self.serial = 0

    @initialize()
    def first_snapshot(self) -> None:
        self.source.publish_snapshot(snapshot())

    @rule(
        columns=COLUMNS,
        areas=AREAS,
        kind=st.sampled_from(["information", "document"]),
        many=st.integers(1, 23),
    )
    def publish(self, columns: tuple[str, ...], areas: tuple[str, ...], kind: str, many: int) -> None:
        for _ in range(many):
            self.serial += 1
            self.source.publish(record(self.serial, columns=columns, key_areas=areas, kind=kind))

    @rule(data=st.binary(max_size=40), name=st.sampled_from(["表 1.pdf", "a/../b.doc", "附件"]))
    def publish_with_attachment(self, data: bytes, name: str) -> None:
        self.serial += 1
        self.source.publish(record(self.serial, attachments=(self.source.store(data, name),)))

    @precondition(lambda self: self.source.live())
    @rule(pick=st.integers(0, 10**6), title=st.text(max_size=8))
    def replace(self, pick: int, title: str) -> None:
        serial = int(path_at(self.source, pick)[-5:])
        self.source.publish(record(serial, title=f"更正{title}"))

    @precondition(lambda self: self.source.live())
    @rule(pick=st.integers(0, 10**6), columns=COLUMNS, areas=AREAS)
    def move(self, pick: int, columns: tuple[str, ...], areas: tuple[str, ...]) -> None:
        serial = int(path_at(self.source, pick)[-5:])
        self.source.publish(record(serial, columns=columns, key_areas=areas))

    @precondition(lambda self: self.source.live())
    @rule(pick=st.integers(0, 10**6))
    def withdraw(self, pick: int) -> None:
        self.source.withdraw(path_at(self.source, pick))

    @precondition(lambda self: self.serial)
    @rule(pick=st.integers(0, 10**6))
    def publish_at_an_old_path(self, pick: int) -> None:
        self.source.publish(record(pick % self.serial + 1))

    @rule(changes=st.fixed_dictionaries({"noindex": st.booleans(), "banner": st.text(max_size=4)}))
    def new_snapshot(self, changes: dict[str, object]) -> None:
        self.source.publish_snapshot(snapshot(**changes))

    @rule()
    def follow(self) -> None:
        assert build(self.source, self.public) == self.source.head()

    @invariant()
    def nothing_is_left_in_the_staging_folder(self) -> None:
        assert files_under(self.public / "staging") == {}

    def teardown(self) -> None:
        build(self.source, self.public)
        anew(self.source, self.public.with_name("anew"))
        assert same_tree(self.public, self.public.with_name("anew"))
        self.folder.cleanup()


TestHistory = History.TestCase
TestHistory.settings = settings(
    max_examples=10, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.mark.soak
class TestLongHistory(History.TestCase):
    settings = settings(
        max_examples=100, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
    )


def test_the_tree_holds_page_json_and_twins(tmp_path: Path) -> None:
    source = published(1)
    assert build(source, tmp_path) == 2
    site = files_under(tmp_path / "site")
    page = site["heping/2017/00001.html"]
    assert gzip.decompress(site["heping/2017/00001.html.gz"]) == page
    data = json.loads(site["heping/2017/00001.json"])
    assert data["content_sha256"] == sha256_hex(content_bytes(record(1)))
    assert data["content"]["title"] == "关于第1号事项的通知"
    assert {
        "index.html",
        "404.html",
        "assets/plain.css",
        "all/index.html",
        "column/news/index.json",
    } <= site.keys()
    assert "body/finance/index.html" in site, "an empty list that the snapshot knows has its page"


def test_before_the_first_snapshot_nothing_is_shown(tmp_path: Path) -> None:
    source = MemorySource()
    source.publish(record(1))
    assert build(source, tmp_path) == 0
    assert not (tmp_path / "site").exists()
    with pytest.raises(PortalError, match=r"gongkai organisation import.*gongkai demo load heping-2017"):
        anew(source, tmp_path)
    source.publish_snapshot(snapshot())
    assert build(source, tmp_path) == 2


def test_full_pages_are_numbered_from_the_oldest_and_stay(tmp_path: Path) -> None:
    source = published(45)
    build(source, tmp_path)
    first = (tmp_path / "site/all/0/1.json").read_bytes()
    assert [item["position"] for item in json.loads(first)["items"]] == list(range(19, -1, -1))
    head = json.loads((tmp_path / "site/all/index.json").read_bytes())
    assert [item["position"] for item in head["items"]] == list(range(44, 19, -1))
    assert (head["live"], head["older"], head["page"]) == (45, "/all/0/1.json", 3)
    for serial in range(46, 90):
        source.publish(record(serial))
    build(source, tmp_path)
    assert (tmp_path / "site/all/0/1.json").read_bytes() == first
    second = json.loads((tmp_path / "site/all/0/2.json").read_bytes())
    assert (second["older"], second["newer"]) == ("/all/0/1.json", "/all/0/3.json")


def test_the_newest_full_page_leads_forward_to_the_head_until_the_next_is_full(tmp_path: Path) -> None:
    source = published(40)
    build(source, tmp_path)
    assert json.loads((tmp_path / "site/all/0/2.json").read_bytes())["newer"] == "/all/"
    for serial in range(41, 61):
        source.publish(record(serial))
        if serial >= 59:
            build(source, tmp_path)
    assert json.loads((tmp_path / "site/all/0/2.json").read_bytes())["newer"] == "/all/0/3.json"


def test_withdrawal_leaves_a_gap_a_tombstone_and_nothing_else(tmp_path: Path) -> None:
    source = published(25)
    attachment = source.store(b"secret bytes", "名单.pdf")
    source.publish(record(7, attachments=(attachment,), html="<p>不应继续公开的文字</p>"))
    build(source, tmp_path)
    assert any(b"secret bytes" in data for data in files_under(tmp_path / "site").values())
    source.withdraw("heping/2017/00007")
    build(source, tmp_path)
    site = files_under(tmp_path / "site")
    mine = sorted(path for path in site if path.startswith("heping/2017/00007"))
    assert mine == ["heping/2017/00007.gone.html", "heping/2017/00007.gone.html.gz"]
    assert not (tmp_path / "site/heping/2017/00007").exists()
    assert not any(b"secret bytes" in data or "不应继续".encode() in data for data in site.values())
    assert [item["position"] for item in json.loads(site["all/0/1.json"])["items"]].count(6) == 0
    assert len(json.loads(site["all/0/1.json"])["items"]) == 19
    assert "heping/2017/00007" not in dict(indexed(tmp_path))


def test_one_act_writes_a_bounded_number_of_files(tmp_path: Path) -> None:
    counts = []
    for size in (60, 260):
        source, public = published(size), tmp_path / str(size)
        build(source, public)
        source.publish(record(size + 1))
        run = projector.Projector(source, Tree(public), plain_pages, durable=False)
        run.follow()
        counts.append(run.counts.files)
    assert counts[0] == counts[1]


def test_a_second_writer_is_told_so(tmp_path: Path) -> None:
    with only_writer(Tree(tmp_path)), pytest.raises(PortalError, match="另一个进程正在更新公开目录"):
        build(published(1), tmp_path)


def test_a_source_behind_the_tree_is_refused(tmp_path: Path) -> None:
    build(published(5), tmp_path)
    with pytest.raises(PortalError, match="第 6 号，数据库只到第 4 号"):
        build(published(3), tmp_path)


def test_a_source_of_another_history_is_refused_until_rebuilt(tmp_path: Path) -> None:
    build(published(3), tmp_path)
    other = published(2)
    other.publish(record(3, title="另一段历史"))
    other.publish(record(4))
    before = files_under(tmp_path / "site")
    with pytest.raises(PortalError, match="第 4 号与数据库不一致"):
        build(other, tmp_path)
    assert files_under(tmp_path / "site") == before
    assert anew(other, tmp_path) == 5
    assert build(other, tmp_path) == 5


@pytest.mark.parametrize(
    "path", ["../etc/1", "static/2017/1", "heping", "heping/2017/.hidden", "heping/年/1"]
)
def test_a_path_that_could_leave_its_place_is_refused(tmp_path: Path, path: str) -> None:
    source = published(1)
    build(source, tmp_path)
    source.publish(record(2, path=path))
    before = files_under(tmp_path / "site")
    with pytest.raises(PortalError, match="不能用作公开网址"):
        build(source, tmp_path)
    assert files_under(tmp_path / "site") == before


def test_altered_attachment_bytes_are_not_published(tmp_path: Path) -> None:
    source = published(1)
    build(source, tmp_path)
    attachment = source.store(b"reviewed", "表.xls")
    source._files[attachment.sha256] = b"something else"  # noqa: SLF001 - a damaged store
    source.publish(record(2, attachments=(attachment,)))
    before = files_under(tmp_path / "site")
    with pytest.raises(PortalError, match="与审查时不一致"):
        build(source, tmp_path)
    assert files_under(tmp_path / "site") == before
    assert files_under(tmp_path / "staging") == {}
    source._files[attachment.sha256] = b"reviewed"  # noqa: SLF001
    assert build(source, tmp_path) == 3


def test_guides_and_reports_are_pages_of_their_own_list(tmp_path: Path) -> None:
    source = published(1)
    source.publish(
        PaperContent(
            path="heping/guide",
            index_number="HEPING-G",
            title="政府信息公开指南",
            body_code="heping",
            body_name="示例区人民政府",
            kind="guide",
            made_on="2017-01-05",
            blocks=(Paragraph(text="申请人可以当面提交申请。"),),
        )
    )
    build(source, tmp_path)
    guide = json.loads((tmp_path / "site/kind/guide/index.json").read_bytes())
    assert [item["path"] for item in guide["items"]] == ["heping/guide"]
    assert dict(indexed(tmp_path)).keys() == {"heping/2017/00001", "heping/guide"}


def test_the_head_of_a_body_follows_the_one_page_that_it_leads_to(tmp_path: Path) -> None:
    source, kept = published(3), tmp_path / "kept"
    build(source, kept)

    def institution(serial: int) -> PaperContent:
        return PaperContent(
            path=f"finance/2017/{serial:05}",
            index_number=f"FINANCE-2017-{serial:05}",
            title="机构信息",
            body_code="finance",
            body_name="区财政部门",
            kind="institution",
            summary="",
            made_on="2017-03-20",
            blocks=(Paragraph(text="局长一名。"),),
        )

    def followed() -> bool:
        build(source, kept)
        anew(source, tmp_path / "anew")
        assert same_tree(kept, tmp_path / "anew")
        head = (kept / "site/body/finance/index.html").read_text("utf-8")
        return '"path":"finance/2017/00091"' in head

    source.publish(institution(91))
    assert followed()
    source.publish(institution(92))
    assert not followed()
    source.withdraw("finance/2017/00092")
    assert followed()
    source.withdraw("finance/2017/00091")
    assert not followed()


def test_the_head_of_the_reports_follows_those_of_the_home_body(tmp_path: Path) -> None:
    source, kept = published(3), tmp_path / "kept"
    build(source, kept)

    def report(body: str, name: str, serial: int) -> PaperContent:
        return PaperContent(
            path=f"{body}/2018/{serial:05}",
            index_number=f"{body.upper()}-2018-{serial:05}",
            title=f"{name}2017年度政府信息公开工作报告",
            body_code=body,
            body_name=name,
            kind="report",
            made_on="2018-03-20",
            blocks=(Paragraph(text="全年公开信息3条。"),),
        )

    def leads() -> bool:
        build(source, kept)
        anew(source, tmp_path / "anew")
        assert same_tree(kept, tmp_path / "anew")
        return '"path":"heping/2018/00091"' in (kept / "site/kind/report/index.html").read_text("utf-8")

    source.publish(report("heping", "示例区人民政府", 91))
    for serial in range(92, 92 + 45):
        source.publish(report("finance", "区财政部门", serial))
    assert leads()
    source.withdraw("heping/2018/00091")
    assert not leads()


def test_new_code_or_templates_build_the_site_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = published(3)
    build(source, tmp_path)
    old = (tmp_path / "current").resolve()
    assert build(source, tmp_path) == 4
    assert (tmp_path / "current").resolve() == old
    monkeypatch.setattr(projector, "version_of", lambda _name: "next")
    assert build(source, tmp_path) == 4
    assert (tmp_path / "current").resolve() != old
    assert not old.exists()


# --- killed and starved

KILLED = """
import os, signal, sys
sys.path[:0] = sys.argv[5:]
import pickle, plain_pages
from pathlib import Path
from gongkai.portal.projector import project

source = pickle.loads(Path(sys.argv[1]).read_bytes())
left = int(sys.argv[3])
def trace(event, args):
    global left
    if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.symlink", "os.rmdir", "shutil.rmtree"):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(trace)
print(project(source, Path(sys.argv[2]), pages=plain_pages, durable=False), left)
"""


def killed_run(source: Path, public: Path, step: int) -> subprocess.CompletedProcess[str]:
    folder = str(Path(__file__).parent)
    return subprocess.run(
        [sys.executable, "-c", KILLED, str(source), str(public), str(step), "", folder],
        capture_output=True,
        text=True,
        check=False,
    )


def kill_and_resume(tmp_path: Path, rounds: int, seed: int) -> None:
    chance = random.Random(seed)
    source = published(30)
    public = tmp_path / "kept"
    build(source, public)
    kills, serial = 0, 100
    for _ in range(rounds):
        for _ in range(chance.randint(1, 4)):
            serial += 1
            source.publish(record(serial, attachments=(source.store(bytes([serial % 256]), "表.pdf"),)))
        source.publish(record(chance.randint(1, 30), title=f"更正{serial}"))
        source.withdraw(path_at(source, chance.randint(0, 999)))
        if chance.random() < 0.2:
            source.publish_snapshot(snapshot(site_name=f"平台{serial}"))
        stored = tmp_path / "source.pickle"
        stored.write_bytes(__import__("pickle").dumps(source))
        done = killed_run(stored, public, chance.randint(60, 600))
        assert done.returncode in {0, -signal.SIGKILL}, done.stderr
        kills += done.returncode == -signal.SIGKILL
    assert kills
    build(source, public)
    anew(source, tmp_path / "anew")
    assert same_tree(public, tmp_path / "anew")
    assert sorted(place.name for place in (public / "builds").iterdir()) == [
        (public / "current").resolve().name
    ]


def test_a_projector_killed_anywhere_resumes_to_the_same_tree(tmp_path: Path) -> None:
    kill_and_resume(tmp_path, rounds=6, seed=20171231)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_a_projector_killed_many_times_resumes_to_the_same_tree(tmp_path: Path, seed: int) -> None:
    kill_and_resume(tmp_path, rounds=20, seed=seed)


STARVED = """
import resource, signal, sys
sys.path[:0] = sys.argv[4:]
import pickle, plain_pages
from pathlib import Path
from gongkai.portal.errors import PortalError
from gongkai.portal.projector import project

source = pickle.loads(Path(sys.argv[1]).read_bytes())
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limit = int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    project(source, Path(sys.argv[2]), pages=plain_pages, durable=False)
except PortalError as error:
    print(error)
    sys.exit(3)
"""


@pytest.mark.parametrize("limit", [200, 1500, 4000])
@pytest.mark.parametrize("work", ["first build", "one act"])
def test_a_disk_that_takes_no_more_gets_a_sentence_and_leaves_nothing_half_written(
    tmp_path: Path, limit: int, work: str
) -> None:
    source, public = published(12), tmp_path / "public"
    if work == "one act":
        build(source, public)
        source.publish(record(13, html="<p>长文。</p>" * 2000))
        source.withdraw("heping/2017/00003")
    before = {part: files_under(public / part) for part in ("site", "log", "manifest", "state")}
    stored = tmp_path / "source.pickle"
    stored.write_bytes(__import__("pickle").dumps(source))
    done = subprocess.run(
        [sys.executable, "-c", STARVED, str(stored), str(public), str(limit), str(Path(__file__).parent)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert any(word in done.stdout for word in ("写入公开目录失败", "检索索引无法读写")), done.stdout
    assert {part: files_under(public / part) for part in before} == before
    assert files_under(public / "staging") == {}
    build(source, public)
    anew(source, tmp_path / "anew")
    assert same_tree(public, tmp_path / "anew")
