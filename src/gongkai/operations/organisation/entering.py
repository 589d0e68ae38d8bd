"""Entering a workbook: all of it or nothing, and again without harm. What was entered before is left as it stands."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, TypeVar

from django.db import transaction
from django.utils import timezone

from gongkai.bodies.enums import Role
from gongkai.bodies.models import BodyAuthority, BodyPeriod, Person, PublicBody, RoleAssignment
from gongkai.bodies.services import OFFICE_FACTS, SeparationBroken, assign_role, record_act
from gongkai.law.wording import plain_date
from gongkai.operations.organisation.shape import (
    BODIES,
    COLUMNS,
    KEY_AREAS,
    MANDATORY,
    PEOPLE,
    ROLES,
    SITE,
    THEMES,
    BodyLine,
    Fault,
    Organisation,
    OrganisationRefused,
    PersonLine,
    RoleLine,
    TermLine,
)
from gongkai.operations.organisation.site import publish_if_changed
from gongkai.portal.paths import RESERVED
from gongkai.publication.models import Snapshot
from gongkai.records.models import Taxonomy

Line = TypeVar("Line")
NAMED: Final = 5
"""How many of a long list a remark names."""
_FACTS: Final = tuple(name for name in OFFICE_FACTS if name != "channels")
_KINDS: Final[Mapping[str, Taxonomy.Kind]] = {
    COLUMNS.name: Taxonomy.Kind.COLUMN,
    KEY_AREAS.name: Taxonomy.Kind.KEY_AREA,
    THEMES.name: Taxonomy.Kind.THEME,
    MANDATORY.name: Taxonomy.Kind.MANDATORY,
}


@dataclass(frozen=True, slots=True)
class Login:
    username: str
    password: str
    name: str


@dataclass(slots=True)
class Entered:
    """How many rows of each sheet were new or changed; the passwords of new people, told this once; what is still missing."""

    counts: dict[str, int] = field(default_factory=dict)
    logins: list[Login] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@transaction.atomic
def enter(organisation: Organisation, *, at: datetime) -> Entered:
    """Enter what is new in a workbook, and publish the settings of the site if they changed.

    Raises:
        OrganisationRefused: a row contradicts another or what stands; nothing was entered.
    """
    entry = _Entry(at)
    entry.last_of = {line.code: line.row for line in organisation.bodies}
    entry.take(BODIES.name, organisation.bodies, entry.body)
    entry.end()
    entry.tree(organisation.bodies)
    entry.take(PEOPLE.name, organisation.people, entry.person)
    entry.take(ROLES.name, organisation.roles, entry.role)
    for name, lines in organisation.terms.items():
        entry.names = {line.code for line in lines}
        entry.take(name, lines, entry.term)
    entry.end()
    if organisation.site is not None:
        home = entry.bodies.get(organisation.site.home_body)
        if home is None:
            entry.fault(
                organisation.site.row, "本级主体代码", "没有这个主体", "请填写工作表“主体”中的代码", SITE.name
            )
            entry.end()
        else:
            entry.entered.counts[SITE.name] = int(publish_if_changed(organisation.site, home, at=at))
            if not (home.address and home.phone):
                entry.entered.remarks.append(
                    f"{home.code} 没有填写工作机构的办公地址或者联系电话，公开网站的递交渠道因此不全，请在工作表“主体”中补填。"
                )
    elif not Snapshot.objects.exists():
        entry.entered.remarks.append("工作表“站点”没有填写，公开网站还没有名称；填写后再次导入。")
    if without := sorted(
        entry.bodies.keys() - set(BodyAuthority.objects.values_list("body__code", flat=True))
    ):
        entry.entered.remarks.append(
            f"{'、'.join(without[:NAMED])}{f'等{len(without)}个主体' if len(without) > NAMED else ''}还没有登记救济机关"
            "（行政复议机关、管辖法院），答复书因此不能送审；由信息公开工作机构负责人或者系统管理员在“依申请公开”的“救济机关”中登记。"
        )
    return entry.entered


class _Entry:
    """One run: what stands, what was entered, and what was wrong so far."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.entered = Entered()
        self.faults: list[Fault] = []
        self.sheet = ""
        self.names: set[str] = set()
        self.last_of: dict[str, int] = {}
        self.bodies = {body.code: body for body in PublicBody.objects.all()}
        self.people = {person.username: person for person in Person.objects.all()}

    def take(self, sheet: str, lines: tuple[Line, ...], one: Callable[[Line], bool]) -> None:
        self.sheet = sheet
        self.entered.counts[sheet] = sum(one(line) for line in lines)

    def fault(self, row: int, column: str, what: str, advice: str, sheet: str = "") -> bool:
        self.faults.append(Fault(sheet or self.sheet, row, column, what, advice))
        return False

    def end(self) -> None:
        if self.faults:
            raise OrganisationRefused(self.faults)

    def body(self, line: BodyLine) -> bool:
        if line.code in RESERVED:
            return self.fault(line.row, "主体代码", f"“{line.code}”是平台自身的网址", "请另取代码")
        known = self.bodies.get(line.code)
        facts = {name: getattr(line, name) for name in _FACTS} if self.last_of[line.code] == line.row else {}
        if known is None:
            known = PublicBody.objects.create(code=line.code, **facts)
            self.bodies[line.code] = known
            changed = facts
        else:
            changed = {
                name: value for name, value in facts.items() if value and getattr(known, name) != value
            }
            for name, value in changed.items():
                setattr(known, name, value)
            known.save(update_fields=list(changed))
        moved = self._period(known, line)
        if changed or moved:
            self._record("body.enter", known, f"body/{line.code}", {"name": line.name, **changed})
        return bool(changed) or moved

    def _period(self, body: PublicBody, line: BodyLine) -> bool:
        """The name, the group and the parent from a day on; what held before ends the day before. Parents follow in `tree`."""
        periods = BodyPeriod.objects.filter(body=body).select_related("parent").order_by("valid_from")
        told = (line.name, line.group, line.parent, line.reports)
        if any(row.valid_from == line.valid_from and told == _told(row) for row in periods):
            return False
        former = next((row for row in periods if row.valid_to is None), None)
        if former is not None:
            if told == _told(former):
                return False
            if line.valid_from <= former.valid_from:
                return self.fault(
                    line.row,
                    "自",
                    f"与{former.valid_from}起的登记不同",
                    "更名、改隶请填写变更之日，未变更的照原样填写",
                )
            former.valid_to = line.valid_from - timedelta(days=1)
            former.save(update_fields=["valid_to"])
        BodyPeriod.objects.create(
            body=body,
            name=line.name,
            group=line.group,
            position=line.row,
            reports=line.reports,
            valid_from=line.valid_from,
        )
        return True

    def tree(self, lines: tuple[BodyLine, ...]) -> None:
        """Set the parents, once all bodies are known."""
        self.sheet = BODIES.name
        for line in lines:
            if line.parent and line.parent not in self.bodies:
                self.fault(line.row, "上级代码", f"没有代码为“{line.parent}”的主体", "请先登记上级主体")
        self.end()
        standing = BodyPeriod.objects.filter(valid_to=None).values_list("body__code", "parent__code")
        above = {code: parent or "" for code, parent in standing} | {line.code: line.parent for line in lines}
        for line in lines:
            if line.code in set(_ancestors(above, line.code)):
                self.fault(line.row, "上级代码", "上下级关系成环", "请核对上级代码")
        self.end()
        for line in lines:
            BodyPeriod.objects.filter(body=self.bodies[line.code], valid_from=line.valid_from).update(
                parent=self.bodies.get(line.parent)
            )

    def person(self, line: PersonLine) -> bool:
        known = self.people.get(line.username)
        if known is None:
            password = secrets.token_urlsafe(9)
            known = Person.objects.create_person(line.username, line.display_name, password, must_change=True)
            self.people[line.username] = known
            self.entered.logins.append(Login(line.username, password, line.display_name))
        active = line.is_active and known.is_active
        if line.is_active and not known.is_active:
            self.entered.remarks.append(
                f"{line.username} 的账号已经停用，工作簿不重新启用；确需启用的，由系统管理员在“人员与账号”中办理。"
            )
        if (known.display_name, known.is_active) == (line.display_name, active):
            return False
        known.display_name, known.is_active = line.display_name, active
        known.save(update_fields=["display_name", "is_active"])
        facts = {"name": line.display_name, "active": active}
        return self._record("person.enter", self._any_body(), f"person/{line.username}", facts)

    def role(self, line: RoleLine) -> bool:
        person, body = self.people.get(line.username), self.bodies.get(line.body)
        if person is None:
            return self.fault(line.row, "登录名", "没有这个登录名", "请先在工作表“人员”中登记")
        if body is None:
            return self.fault(line.row, "主体代码", "没有这个主体", "请先在工作表“主体”中登记")
        if line.valid_to is not None and line.valid_to < line.valid_from:
            return self.fault(line.row, "至", "早于起始日期", "请核对两个日期")
        key = {"person": person, "body": body, "role": line.role, "valid_from": line.valid_from}
        known = RoleAssignment.objects.filter(**key).first()
        return self._new_role(person, body, line) if known is None else self._known_role(known, line)

    def _new_role(self, person: Person, body: PublicBody, line: RoleLine) -> bool:
        try:
            assign_role(
                person=person,
                body=body,
                role=Role(line.role),
                valid_from=line.valid_from,
                valid_to=line.valid_to,
                actor=None,
                at=self.at,
            )
        except SeparationBroken as broken:
            return self.fault(line.row, "角色", str(broken).rstrip("。"), "请另定人员")
        return True

    def _known_role(self, known: RoleAssignment, line: RoleLine) -> bool:
        """A workbook ends a role or brings its end nearer; what was ended on screen it does not begin again."""
        if known.valid_to == line.valid_to:
            return False
        if known.valid_to is not None and (line.valid_to is None or line.valid_to > known.valid_to):
            self.entered.remarks.append(
                f"{line.username} 在 {line.body} 的{Role(line.role).label}已定于{plain_date(known.valid_to)}结束，"
                "工作簿不延后；需要续任的，另起一行写新的起始日期。"
            )
            return False
        known.valid_to = line.valid_to
        known.save(update_fields=["valid_to"])
        until = line.valid_to.isoformat() if line.valid_to else ""
        new = {"role": line.role, "valid_to": until}
        return self._record("end_role", known.body, f"person/{line.username}", new)

    def term(self, line: TermLine) -> bool:
        kind = _KINDS[self.sheet]
        above, dot, _ = line.code.rpartition(".")
        if dot and above not in self.names:
            return self.fault(
                line.row, "代码", f"没有上级“{above}”", "下级代码写作“上级.下级”，上级应在同一张表中"
            )
        if line.valid_to is not None and line.valid_to < line.valid_from:
            return self.fault(line.row, "截止年度", "早于起始年度", "请核对两个年度")
        known = Taxonomy.objects.filter(kind=kind, code=line.code, valid_from=line.valid_from).first()
        if known is None:
            values = {"name": line.name, "description": line.description, "valid_to": line.valid_to}
            Taxonomy.objects.create(
                kind=kind, code=line.code, valid_from=line.valid_from, position=line.row, **values
            )
        elif known.name != line.name:
            return self.fault(
                line.row,
                "名称",
                f"{line.valid_from}年起登记为“{known.name}”",
                "改名请另起一行，填写新的起始年度",
            )
        elif (known.description, known.valid_to) == (line.description, line.valid_to):
            return False
        else:
            known.description, known.valid_to = line.description, line.valid_to
            known.save(update_fields=["description", "valid_to"])
        return self._record("term.enter", self._any_body(), f"{kind}/{line.code}", {"name": line.name})

    def _record(self, act: str, body: PublicBody | None, subject: str, new: Mapping[str, object]) -> bool:
        if body is not None:
            record_act(at=self.at, actor=None, act=act, body=body, subject=subject, new=new)
        return True

    def _any_body(self) -> PublicBody | None:
        """The body under which the trail keeps what belongs to none: the one that stands above."""
        today: date = timezone.localdate(self.at)
        top = BodyPeriod.objects.filter(parent=None, valid_from__lte=today, valid_to=None).order_by(
            "position"
        )
        first = top.select_related("body").first()
        return first.body if first else next(iter(self.bodies.values()), None)


def _told(period: BodyPeriod) -> tuple[str, str, str, bool]:
    return period.name, period.group, period.parent.code if period.parent else "", period.reports


def _ancestors(above: Mapping[str, str], code: str) -> Iterator[str]:
    seen: set[str] = set()
    while (code := above.get(code, "")) and code not in seen:
        seen.add(code)
        yield code


def new_password(username: str, *, at: datetime) -> Login:
    """A new password for a person who has lost theirs.

    Raises:
        LookupError: nobody has this login; the message is a sentence.
    """
    person = Person.objects.filter(username=username).first()
    if person is None:
        raise LookupError(f"没有登录名为“{username}”的人员，请核对写法。")
    login = Login(username, secrets.token_urlsafe(9), person.display_name)
    with transaction.atomic():
        person.set_password(login.password)
        person.must_change = True
        person.save(update_fields=["password", "must_change"])
        body = _Entry(at)._any_body()  # noqa: SLF001 - the same file
        if body is not None:
            record_act(at=at, actor=None, act="person.password", body=body, subject=f"person/{username}")
    return login
