"""Pages of the platform under review: 指南, 目录 and whatever else a room composes from its facts.

A room that keeps such pages offers a module `papers` with `KINDS: tuple[PaperKind, ...]`; the desk finds it by its
name and gives every kind the same screens: the list, the page, submit, sign, return, publish, and 待更新 in the to-do
list. The room writes one function that composes the content. For a content under review or published nothing else
is stored than item, revision and signatures.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.bodies.models import AuditRow, Person, PublicBody
from gongkai.bodies.services import require
from gongkai.portal.characters import visible_shape
from gongkai.portal.shapes import PaperContent
from gongkai.publication.enums import ItemKind, RoundState, Route, Stage
from gongkai.publication.models import Edition, Paper, Return, Revision, Standing
from gongkai.publication.rules import round_state
from gongkai.publication.services import PublicationError, allocate_item, content_of, site_notice, submit


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a composed page must carry as it is given."""

    path: str
    index_number: str
    notice: str = ""


Compose = Callable[[PublicBody, Identity, date], PaperContent]
"""(body, identity, day) → content: `path`, `index_number` and `notice` as given, `made_on` the day."""
UNPUBLISHED = Identity(path="", index_number="")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKind:
    """`acts` are the acts of the audit trail after which the page may need to be composed anew."""

    kind: str
    title: str
    basis: str
    compose: Compose
    acts: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPaper:
    """How a page stands: its row, latest round and live edition, each None before the first."""

    kind: PaperKind
    paper: Paper | None = None
    latest: Revision | None = None
    live: Edition | None = None

    @property
    def state(self) -> RoundState | None:
        return state_of(self.latest) if self.latest else None


OPEN = frozenset(
    {RoundState.AWAITING_FIRST, RoundState.AWAITING_SECOND, RoundState.AWAITING_APPROVAL, RoundState.READY}
)


def state_of(revision: Revision) -> RoundState:
    """The state of a latest revision; takes the rows that `rounds()` selected, else asks for them."""
    signed = {Stage(clearance.stage) for clearance in revision.clearances.all()}
    return round_state(
        Route(revision.route),
        signed,
        returned=_has(revision, "returned"),
        published=_has(revision, "edition"),
        withdrawn=_is_withdrawn(revision),
    )


def _has(revision: Revision, name: str) -> bool:
    return hasattr(revision, name)


def _is_withdrawn(revision: Revision) -> bool:
    standing: Standing | None = getattr(revision.item, "standing", None)
    return standing is not None and standing.edition_id is None


def rounds() -> QuerySet[Revision]:
    """The latest revision of every page, with what its state needs."""
    newer = Revision.objects.filter(item=OuterRef("item"), number__gt=OuterRef("number"))
    return (
        Revision.objects.filter(~Exists(newer), item__kind=ItemKind.PAPER)
        .select_related("item__paper", "item__standing", "item__body", "edition", "returned")
        .prefetch_related("clearances")
    )


def kept_papers(body: PublicBody, kinds: Collection[PaperKind]) -> list[KeptPaper]:
    """Every kind as it stands at the body, in the order given; four statements however many there are."""
    papers = {row.kind: row for row in Paper.objects.filter(body=body, year=0).select_related("item__body")}
    latest = {row.item_id: row for row in rounds().filter(item__in=[row.pk for row in papers.values()])}
    standings = Standing.objects.filter(item__in=list(latest)).select_related("edition__revision")
    live = {row.item_id: row.edition for row in standings}
    return [_kept(kind, papers.get(kind.kind), latest, live) for kind in kinds]


def _kept(
    kind: PaperKind, paper: Paper | None, latest: dict[int, Revision], live: dict[int, Edition | None]
) -> KeptPaper:
    if paper is None:
        return KeptPaper(kind=kind)
    return KeptPaper(kind=kind, paper=paper, latest=latest.get(paper.pk), live=live.get(paper.pk))


def composed(kept: KeptPaper, body: PublicBody, on: date, notice: str = "") -> PaperContent:
    """The page as its facts would make it on the day."""
    item = kept.paper.item if kept.paper else None
    who = Identity(path=item.path, index_number=item.index_number, notice=notice) if item else UNPUBLISHED
    return visible_shape(kept.kind.compose(body, who, on))


def differs(kept: KeptPaper, now: PaperContent) -> bool:
    """Whether the live page says something else than the facts do; the day of composing alone is no difference."""
    if kept.live is None:
        return True
    was = content_of(kept.live.revision)
    return replace(now, made_on="", notice="") != replace(was, made_on="", notice="")


def outdated(papers: Collection[KeptPaper], body: PublicBody, on: date) -> list[KeptPaper]:
    """Live pages whose facts have changed since they were submitted, and that are not under way already.

    The audit trail says which may have changed; only those are composed and compared.
    """
    standing = [kept for kept in papers if kept.live and kept.state not in OPEN]
    changed = _last_acts(body, {act for kept in standing for act in kept.kind.acts})
    return [kept for kept in standing if _touched(kept, changed) and differs(kept, composed(kept, body, on))]


def _last_acts(body: PublicBody, acts: Collection[str]) -> dict[str, datetime]:
    rows = AuditRow.objects.filter(body=body, act__in=acts).values("act").annotate(last=Max("at")).order_by()
    return {row["act"]: row["last"] for row in rows}


def _touched(kept: KeptPaper, changed: dict[str, datetime]) -> bool:
    assert kept.live is not None
    since = kept.live.revision.submitted_at
    return any(act in changed and changed[act] > since for act in kept.kind.acts)


@transaction.atomic
def submit_paper(*, kind: PaperKind, body: PublicBody, actor: Person, at: datetime) -> Revision:
    """Compose the page from today's facts and send it to review; the first time it is given its place.

    Raises:
        AccessDenied: the actor is no author at the body.
        PublicationError: a round is open, or the live page says the same already.
    """
    require(actor, Act.DRAFT_RECORD, body, at)
    (kept,) = kept_papers(body, [kind])
    if kept.state in OPEN:
        assert kept.state is not None
        raise PublicationError(f"“{kind.title}”正在审签（{kept.state.label}），请待本轮办结后再提交。")
    if kept.paper is None:
        kept = replace(kept, paper=_open(kind, body, at))
    content = composed(kept, body, timezone.localdate(at), site_notice())
    if not differs(kept, content):
        raise PublicationError(f"“{kind.title}”与已发布的内容一致，无需更新。")
    assert kept.paper is not None
    return submit(item=kept.paper.item, content=content, route=Route.FULL, actor=actor, at=at)


def _open(kind: PaperKind, body: PublicBody, at: datetime) -> Paper:
    item = allocate_item(body=body, kind=ItemKind.PAPER, year=timezone.localdate(at).year)
    return Paper.objects.create(item=item, body=body, kind=kind.kind)


def note_of(revision: Revision) -> str:
    """What the last reviewer asked for, empty unless the round was returned."""
    row: Return | None = getattr(revision, "returned", None)
    return row.note if row else ""
