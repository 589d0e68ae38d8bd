"""Entering a workbook: all of it or nothing, and again without harm. What was entered before is left as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Final, TypeVar

from django.db import transaction
from django.utils import timezone

from gongkai.bodies.enums import Role
from gongkai.bodies.models import BodyAuthority, BodyPeriod, Person, PublicBody, RoleAssignment
from gongkai.bodies.passwords import first_password
from gongkai.bodies.services import OFFICE_FACTS, SeparationBroken, assign_role, record_act
from gongkai.law.wording import plain_date
from gongkai.operations.organisation.shape import (
    BODIES,
    COLUMNS,
    KEY_AREAS,
    MANDATORY,
    PEOPLE,
    ROLES,
    SHEETS,
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
_ORDER: Final = {sheet.name: place for place, sheet in enumerate(SHEETS)}
_LINKS: Final[Mapping[str, Mapping[str, tuple[str, str, str, str]]]] = {
    SITE.name: {
        "home_body": ("本级主体代码", BODIES.name, "没有这个主体", "请填写工作表“主体”中的代码"),
    },
    BODIES.name: {"parent": ("上级代码", BODIES.name, "没有代码为“{}”的主体", "请先登记上级主体")},
    ROLES.name: {
        "username": ("登录名", PEOPLE.name, "没有这个登录名", "请先在工作表“人员”中登记"),
        "body": ("主体代码", BODIES.name, "没有这个主体", "请先在工作表“主体”中登记"),
    },
}
"""What a row names in another row: by attribute, the column, the sheet that holds it, and the words where it does not."""
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
    entry = _Entry(at, organisation)
    entry.references(organisation)
    entry.take(BODIES.name, organisation.bodies, entry.body)
    entry.tree(organisation.bodies)
    entry.take(PEOPLE.name, organisation.people, entry.person)
    entry.take(ROLES.name, organisation.roles, entry.role)
    for name, lines in organisation.terms.items():
        entry.names = {*(line.code for line in lines), *_unread(organisation, name, "code")}
        entry.take(name, lines, entry.term)
    entry.end()
    entry.give_passwords()
    if organisation.site is not None:
        home = entry.bodies[organisation.site.home_body]
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

    def __init__(self, at: datetime, organisation: Organisation) -> None:
        self.at = at
        self.entered = Entered()
        self.faults = list(organisation.faults)
        self.sheet = ""
        self.names: set[str] = set()
        self.last_of = {line.code: line.row for line in organisation.bodies}
        self.bodies = {body.code: body for body in PublicBody.objects.all()}
        self.people = {person.username: person for person in Person.objects.all()}
        self.terms = {(term.kind, term.code, term.valid_from): term for term in Taxonomy.objects.all()}

    def take(self, sheet: str, lines: tuple[Line, ...], one: Callable[[Line], bool]) -> None:
        self.sheet = sheet
        self.entered.counts[sheet] = sum(one(line) for line in lines)

    def fault(self, row: int, column: str, what: str, advice: str, sheet: str = "") -> bool:
        self.faults.append(Fault(sheet or self.sheet, row, column, what, advice))
        return False

    def references(self, organisation: Organisation) -> None:
        """Each code and login that a row names stands in the workbook or is registered."""
        codes = {line.code for line in organisation.bodies} | _unread(organisation, BODIES.name, "code")
        logins = {line.username for line in organisation.people} | _unread(
            organisation, PEOPLE.name, "username"
        )
        known = {BODIES.name: codes | self.bodies.keys(), PEOPLE.name: logins | self.people.keys()}
        for sheet, row, values in _rows(organisation):
            for name, (column, target, what, advice) in _LINKS.get(sheet, {}).items():
                key = values.get(name)
                if key and key not in known[target]:
                    self.fault(row, column, what.format(key), advice, sheet)

    def end(self) -> None:
        """Refuse with every fault, in the order of the workbook."""
        if self.faults:
            raise OrganisationRefused(sorted(self.faults, key=lambda fault: (_ORDER[fault.sheet], fault.row)))

    def give_passwords(self) -> None:
        """Last of all: hashing is slow by design, and nobody waits for it to be told of a fault."""
        for login in self.entered.logins:
            person = self.people[login.username]
            person.set_password(login.password)
            person.save(update_fields=["password"])

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
                return self._other_begin(line, former)
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

    def _other_begin(self, line: BodyLine, former: BodyPeriod) -> bool:
        return self.fault(
            line.row,
            "自",
            f"{line.code} 已登记为自{plain_date(former.valid_from)}起，工作簿不改变已登记的起始日期",
            f"请照原样填写{former.valid_from}；更名、改隶的，另起一行填写变更之日和变更后的内容",
        )

    def tree(self, lines: tuple[BodyLine, ...]) -> None:
        """Set the parents, once all bodies are known."""
        self.sheet = BODIES.name
        standing = BodyPeriod.objects.filter(valid_to=None).values_list("body__code", "parent__code")
        above = {code: parent or "" for code, parent in standing} | {line.code: line.parent for line in lines}
        for line in lines:
            if line.code in set(_ancestors(above, line.code)):
                self.fault(line.row, "上级代码", "上下级关系成环", "请核对上级代码")
        if self.faults:
            return
        for line in lines:
            BodyPeriod.objects.filter(body=self.bodies[line.code], valid_from=line.valid_from).update(
                parent=self.bodies.get(line.parent)
            )

    def person(self, line: PersonLine) -> bool:
        known = self.people.get(line.username)
        if known is None:
            known = Person.objects.create_person(line.username, line.display_name, must_change=True)
            self.people[line.username] = known
            self.entered.logins.append(Login(line.username, first_password(), line.display_name))
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
        return self._record("person.enter", self.above, f"person/{line.username}", facts)

    def role(self, line: RoleLine) -> bool:
        person, body = self.people.get(line.username), self.bodies.get(line.body)
        if line.valid_to is not None and line.valid_to < line.valid_from:
            return self.fault(line.row, "至", "早于起始日期", "请核对两个日期")
        if person is None or body is None:
            return False
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
        key = kind.value, line.code, line.valid_from
        known = self.terms.get(key)
        if known is None:
            values = {"name": line.name, "description": line.description, "valid_to": line.valid_to}
            self.terms[key] = Taxonomy.objects.create(
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
        return self._record("term.enter", self.above, f"{kind}/{line.code}", {"name": line.name})

    def _record(self, act: str, body: PublicBody | None, subject: str, new: Mapping[str, object]) -> bool:
        if body is not None:
            record_act(at=self.at, actor=None, act=act, body=body, subject=subject, new=new)
        return True

    @cached_property
    def above(self) -> PublicBody | None:
        """The body under which the trail keeps what belongs to none, of those that stand once the first sheet is taken."""
        today: date = timezone.localdate(self.at)
        top = BodyPeriod.objects.filter(parent=None, valid_from__lte=today, valid_to=None).order_by(
            "position"
        )
        first = top.select_related("body").first()
        return first.body if first else next(iter(self.bodies.values()), None)


def _told(period: BodyPeriod) -> tuple[str, str, str, bool]:
    return period.name, period.group, period.parent.code if period.parent else "", period.reports


def _unread(organisation: Organisation, sheet: str, name: str) -> set[str]:
    """Codes or logins of the rows that could not be taken whole."""
    return {row.values[name] for row in organisation.unread if row.sheet == sheet and name in row.values}


def _rows(organisation: Organisation) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    """The rows that may name others: sheet, number, values by attribute."""
    site = (organisation.site,) if organisation.site else ()
    for sheet, lines in ((SITE, site), (BODIES, organisation.bodies), (ROLES, organisation.roles)):
        for line in lines:
            yield sheet.name, line.row, asdict(line)
    yield from ((row.sheet, row.row, row.values) for row in organisation.unread)


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
    login = Login(username, first_password(), person.display_name)
    with transaction.atomic():
        person.set_password(login.password)
        person.must_change = True
        person.save(update_fields=["password", "must_change"])
        body = _Entry(at, Organisation()).above
        if body is not None:
            record_act(at=at, actor=None, act="person.password", body=body, subject=f"person/{username}")
    return login
