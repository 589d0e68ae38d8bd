"""Random histories of public acts through the services: every derived thing equals one made anew."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from factories import make_body, make_published, make_taxonomies, make_team, moment, replace
from gongkai.annual.compilation import compile_report
from gongkai.bodies.scope import cross_body
from gongkai.engagement.enums import Platform
from gongkai.engagement.models import ChannelAccount, ChannelPost
from gongkai.portal.projector import project, rebuild
from gongkai.portal.shapes import BodyEntry, SiteSnapshot, Term
from gongkai.portal.verify import verify_against
from gongkai.publication import source as source_module
from gongkai.publication.models import Edition, ListEntry, ListHead, PublicAct, Sequence, Standing
from gongkai.publication.services import publish_snapshot
from gongkai.publication.source import open_source
from gongkai.records import services
from gongkai.records.enums import RecordKind
from portal.trees import same_tree

pytestmark = pytest.mark.django_db

COLUMNS = (
    ("news",),
    ("policy",),
    ("other",),
    ("news", "policy"),
    ("policy", "news"),
    ("other.street", "news"),
)
AREAS = ((), ("budget",), ("budget", "environment"))
KINDS = (RecordKind.INFORMATION, RecordKind.DOCUMENT)
YEARS = (2017, 2018, 2019)
ACTS_A_YEAR = 6
COLUMN_NAMES = {"news": "工作动态", "policy": "政策法规", "other": "其他", "other.street": "街道"}
AREA_NAMES = {"budget": "预决算公开信息", "environment": "环保信息"}


@pytest.fixture(autouse=True)
def one_connection(monkeypatch):
    """A test lives in one open transaction, which only its own connection can see."""
    monkeypatch.setattr(source_module, "READER", "default")


def terms(names: dict[str, str]) -> tuple[Term, ...]:
    return tuple(Term(code=code, name=name, parent=code.rpartition(".")[0]) for code, name in names.items())


class History:
    """One district with two bodies, and a random walk of public acts over three years."""

    def __init__(self, seed: int, public: Path) -> None:
        self.random = random.Random(seed)
        self.public = public
        make_taxonomies()
        district = make_body("one", "甲区人民政府")
        self.teams = [make_team(district), make_team(make_body("two", "乙局", district))]
        self.account = ChannelAccount.objects.create(
            body=district, platform=Platform.WEIBO, name="甲区发布", opened_on=date(2015, 1, 1)
        )
        self.live: list[tuple] = []
        self.withdrawn: list[tuple] = []
        self.acts = 0
        self.now = moment(2017, 1, 2)
        self.snapshot()

    def values(self) -> dict[str, object]:
        return {
            "title": f"第{self.random.randrange(10**6)}号事项",
            "columns": self.random.choice(COLUMNS),
            "key_areas": self.random.choice(AREAS),
            "kind": self.random.choice(KINDS),
        }

    def snapshot(self) -> None:
        shape = SiteSnapshot(
            sequence=0,
            at="",
            site_name="政府信息公开",
            owner_name="甲区人民政府",
            home_body="one",
            year=2017,
            columns=terms(COLUMN_NAMES),
            key_areas=terms(AREA_NAMES),
            themes=(),
            bodies=(
                BodyEntry(code="one", name="甲区人民政府", group="government"),
                BodyEntry(code="two", name="乙局", group="department"),
            ),
            mandatory=(),
            contact=(),
            banner=self.random.choice(("", "演示")),
        )
        publish_snapshot(snapshot=shape, body=self.teams[0].body, actor=None, at=self.now)

    def publish(self) -> None:
        team = self.random.choice(self.teams)
        self.live.append((team, make_published(team, self.now, **self.values())))

    def replace(self) -> None:
        team, record = self.random.choice(self.live)
        replace(team, record, self.now, title=self.values()["title"])

    def move(self) -> None:
        team, record = self.random.choice(self.live)
        replace(
            team, record, self.now, columns=self.values()["columns"], key_areas=self.values()["key_areas"]
        )

    def withdraw(self) -> None:
        pair = self.live.pop(self.random.randrange(len(self.live)))
        team, record = pair
        services.withdraw(record=record, actor=team.approver, at=self.now, reason="内容有误，予以撤回。")
        self.withdrawn.append(pair)

    def republish(self) -> None:
        pair = self.withdrawn.pop(self.random.randrange(len(self.withdrawn)))
        replace(*pair, self.now, **self.values())
        self.live.append(pair)

    def act(self) -> None:
        choices = [self.publish, self.publish, self.publish]
        choices += [self.replace, self.move, self.move, self.withdraw] if self.live else []
        choices += [self.republish, self.republish] if self.withdrawn else []
        choices += [self.snapshot] if self.random.random() < 0.2 else []
        self.random.choice(choices)()
        self.acts += 1
        self.now += timedelta(days=self.random.randrange(1, 50))

    def follow(self) -> None:
        with open_source() as source:
            assert project(source, self.public, durable=False) == source.head()

    def year(self, year: int) -> None:
        """The acts of a year, each followed by the tree; the last may fall on its last day."""
        self.now = max(self.now, moment(year, 1, 2))
        for _ in range(ACTS_A_YEAR):
            self.now = min(self.now, moment(year, 12, 31, 15))
            self.act()
            if self.random.random() < 0.5:
                self.follow()


def figures_of_2017(history: History) -> dict[str, object]:
    report = compile_report(history.teams[0].body, 2017)
    figures = {key: figure.exact for key, figure in report.local.items()}
    return figures | dict(report.cells) | {"notes": report.notes}


def assert_heads_count_their_entries() -> None:
    entries = list(ListEntry.objects.all())
    places, live = Counter(e.list_key for e in entries), Counter(e.list_key for e in entries if not e.left_on)
    years = Counter((e.list_key, str(e.counted_on.year)) for e in entries if not e.left_on)
    assert {head.key: head.size for head in ListHead.objects.all()} == places
    for head in ListHead.objects.all():
        assert head.live == live[head.key], head.key
        assert head.by_year == {year: n for (key, year), n in years.items() if key == head.key}, head.key
        positions = sorted(entry.position for entry in entries if entry.list_key == head.key)
        assert positions == list(range(head.size)), head.key


def assert_sequence_has_no_gap() -> None:
    numbers = list(PublicAct.objects.order_by("sequence").values_list("sequence", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert Sequence.objects.get().last == len(numbers)


def assert_standing_is_the_last_act(history: History) -> None:
    for row in Standing.objects.select_related("item"):
        last = PublicAct.objects.filter(path=row.item.path).order_by("-sequence")[0]
        assert (row.edition_id or row.tombstone_id) == last.sequence
        assert (last.kind == "edition") is (row.edition_id is not None)
    assert Standing.objects.filter(tombstone=None).count() == len(history.live)


def assert_tree_is_as_if_made_anew(history: History, anew: Path) -> None:
    history.follow()
    with open_source() as source:
        rebuild(source, anew, durable=False)
        assert same_tree(history.public, anew)
        assert verify_against(source, history.public) == []


def tell(seed: int, folder: Path) -> None:
    """Walk one history and hold everything derived against what it is derived from."""
    with cross_body("test"):
        history = History(seed, folder / "kept")
        history.publish()
        ChannelPost.objects.create(account=history.account, title="推文", posted_at=moment(2017, 6))
        history.year(2017)
        counted = figures_of_2017(history)
        for year in YEARS[1:]:
            history.year(year)
            assert figures_of_2017(history) == counted
            assert_heads_count_their_entries()
        assert_sequence_has_no_gap()
        assert_standing_is_the_last_act(history)
        assert Edition.objects.count() >= len(history.live)
        assert_tree_is_as_if_made_anew(history, folder / "anew")


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_the_kept_tree_the_counters_and_the_closed_year_hold(seed, tmp_path):
    tell(seed, tmp_path)


def test_a_reason_of_withdrawal_that_is_not_the_published_one_is_found(tmp_path, monkeypatch):
    with cross_body("test"):
        history = History(1, tmp_path)
        history.publish()
        history.withdraw()
        history.follow()
        stored = source_module.tombstone_shape
        monkeypatch.setattr(
            source_module, "tombstone_shape", lambda *given: stored(*given[:-1], "另一理由，从未公示。")
        )
        with open_source() as source:
            found = {finding.kind for finding in verify_against(source, tmp_path)}
    assert "content" in found


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1000, 1100))
def test_many_histories_hold(seed, tmp_path):
    tell(seed, tmp_path)
