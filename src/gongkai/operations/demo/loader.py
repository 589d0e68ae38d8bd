"""Store a generated year: one transaction, through the importers, with the rules and audit rows of the real work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from gongkai.bodies.enums import Group, Role
from gongkai.bodies.models import BodyPeriod, Person, PublicBody, RoleAssignment
from gongkai.bodies.passwords import first_password
from gongkai.bodies.scope import cross_body
from gongkai.engagement.enums import Platform
from gongkai.engagement.models import ChannelAccount, ChannelPost
from gongkai.files.services import store_file
from gongkai.operations.demo.loaded import Loaded
from gongkai.operations.demo.shapes import DemoBody, DemoDocument, DemoPerson, DemoRecord, DemoTerm, DemoYear
from gongkai.operations.demo.steps import STEPS
from gongkai.publication.enums import Stage
from gongkai.publication.importers import Signature
from gongkai.records.enums import DisclosureAttribute, Genre, Issuer, LegalCharacter, RecordKind
from gongkai.records.importers import ImportedFile, ImportedRecord, import_records
from gongkai.records.models import Record, Taxonomy

Progress = Callable[[str, int, int], None]

GROUPS = {"区政府": Group.GOVERNMENT, "部门": Group.DEPARTMENT, "街道办事处": Group.STREET}
ROLES = {
    "author": Role.AUTHOR,
    "first": Role.FIRST_REVIEWER,
    "second": Role.SECOND_REVIEWER,
    "approver": Role.APPROVER,
    "registrar": Role.REGISTRAR,
    "handler": Role.CASE_OFFICER,
    "legal": Role.LEGAL_REVIEWER,
    "disclosure_head": Role.DISCLOSURE_HEAD,
    "reporter": Role.REPORTER,
    "supervisor": Role.SUPERVISOR,
    "leader": Role.LEADER,
    "system_admin": Role.SYSTEM_ADMIN,
    "security_admin": Role.SECURITY_ADMIN,
    "security_auditor": Role.SECURITY_AUDITOR,
}
STAGES = {"AUTHOR": Stage.AUTHOR, "FIRST": Stage.FIRST, "SECOND": Stage.SECOND, "APPROVAL": Stage.APPROVAL}
_GENRES = {genre.label: genre for genre in Genre}


@dataclass(frozen=True, slots=True)
class Login:
    """A demo login as it is printed: the password is random and stands nowhere else in the clear."""

    username: str
    password: str
    name: str
    role: str


def silent(_what: str, _done: int, _total: int) -> None:
    """Progress for nobody."""


@transaction.atomic
def load_year(year: DemoYear, *, at: datetime, progress: Progress = silent) -> tuple[Loaded, list[Login]]:
    """Store bodies, people, taxonomies, records, documents and posts; all of it or nothing."""
    with cross_body("demo load"), ThreadPoolExecutor(1) as aside:
        logins = _logins(year)
        hashes = aside.map(
            make_password, [login.password for login in logins]
        )  # slow by design, and off the interpreter
        bodies = _load_bodies(year)
        people = _load_people(year, bodies)
        _load_taxonomies(year)
        records = _load_records(year, bodies, people, at, progress)
        _load_channels(year, bodies, records)
        loaded = Loaded(year, bodies, people, records)
        for load in STEPS:
            load(loaded, at)
        for login, hashed in zip(logins, hashes, strict=True):
            Person.objects.filter(username=login.username).update(password=hashed)
    return loaded, logins


def _load_bodies(year: DemoYear) -> dict[str, PublicBody]:
    bodies = PublicBody.objects.bulk_create([_body(body) for body in year.bodies])
    by_code = {body.code: body for body in bodies}
    BodyPeriod.objects.bulk_create(
        [
            BodyPeriod(
                body=by_code[body.code],
                parent=by_code.get(body.parent),
                name=body.name,
                group=GROUPS[body.group],
                position=position,
                reports=body.reporting,
                valid_from=body.valid_from,
            )
            for position, body in enumerate(year.bodies)
        ]
    )
    return by_code


def _body(body: DemoBody) -> PublicBody:
    office = body.office
    return PublicBody(
        code=body.code,
        office_name=office.name,
        address=office.address,
        hours=office.hours,
        phone=office.phone,
        fax=office.fax,
        email=office.email,
        postal_code=office.postcode,
        channels=list(office.channels),
    )


def _load_people(year: DemoYear, bodies: Mapping[str, PublicBody]) -> dict[str, Person]:
    closed = make_password(None)
    people = Person.objects.bulk_create(
        [Person(username=person.key, display_name=person.name, password=closed) for person in year.people]
    )
    by_key = {person.username: person for person in people}
    RoleAssignment.objects.bulk_create(
        [
            RoleAssignment(
                person=by_key[person.key],
                body=bodies[person.body],
                role=ROLES[role],
                valid_from=date(2016, 1, 1),
            )
            for person in year.people
            for role in person.roles
        ]
    )
    return by_key


def _logins(year: DemoYear) -> list[Login]:
    return [
        Login(
            person.key,
            first_password(),
            person.name,
            "、".join(ROLES[role].label for role in person.roles),
        )
        for person in _shown_people(year)
    ]


def _shown_people(year: DemoYear) -> list[DemoPerson]:
    """One login for each role: the first person who holds it, the district's own before others."""
    ranked = sorted(year.people, key=lambda person: (person.body != "office", person.body != year.district))
    chosen: dict[str, DemoPerson] = {}
    for role in ROLES:
        found = next((person for person in ranked if role in person.roles), None)
        if found is not None:
            chosen.setdefault(found.key, found)
    return list(chosen.values())


def _load_taxonomies(year: DemoYear) -> None:
    kinds = Taxonomy.Kind
    columns = [_term(kinds.COLUMN, term, position) for position, term in enumerate(year.columns)]
    themes = [_term(kinds.THEME, term, position) for position, term in enumerate(year.themes)]
    mandatory = [_term(kinds.MANDATORY, term, position) for position, term in enumerate(year.mandatory)]
    areas = [
        Taxonomy(
            kind=kinds.KEY_AREA,
            code=area.code,
            name=area.label,
            position=position,
            valid_from=year.year,
            valid_to=year.year,
        )
        for position, area in enumerate(year.key_areas)
    ]
    Taxonomy.objects.bulk_create([*columns, *themes, *mandatory, *areas])


def _term(kind: Taxonomy.Kind, term: DemoTerm, position: int) -> Taxonomy:
    return Taxonomy(
        kind=kind,
        code=term.code,
        name=term.name,
        description=term.description,
        position=position,
        valid_from=2016,
    )


def _load_records(
    year: DemoYear,
    bodies: Mapping[str, PublicBody],
    people: Mapping[str, Person],
    at: datetime,
    progress: Progress,
) -> dict[str, Record]:
    names = {body.code: body.name for body in year.bodies}
    documents = {document.record: document for document in year.documents if document.record}
    published = [*year.rules, *year.records]
    rows = [
        _published(
            record,
            documents.get(record.key),
            bodies[record.body],
            names[record.body],
            people,
            year.notice,
            at,
        )
        for record in published
    ]
    rows += [
        _registered(document, bodies[document.body], names[document.body], people)
        for document in year.documents
        if not document.record
    ]
    done = 0

    def count(step: int) -> None:
        nonlocal done
        done += step
        progress("装入政府信息", done, len(published))

    progress("装入政府信息", 0, len(published))
    return import_records(rows, at=at, progress=count)


def _published(  # noqa: PLR0913, PLR0917 - what one row is made of
    record: DemoRecord,
    document: DemoDocument | None,
    body: PublicBody,
    body_name: str,
    people: Mapping[str, Person],
    notice: str,
    at: datetime,
) -> ImportedRecord:
    published_at = _at(record.published_on, 16)
    signatures = tuple(
        Signature(stage=STAGES[stage], person=people[key], at=_signed_at(record, place))
        for place, (stage, key) in enumerate(record.review)
    )
    return ImportedRecord(
        key=record.key,
        body=body,
        body_name=body_name,
        title=record.title,
        kind=RecordKind(record.kind),
        genre=_GENRES.get(record.genre, Genre.OTHER),
        made_on=record.made_on,
        attribute=DisclosureAttribute.PROACTIVE,
        determined_on=record.made_on,
        author=signatures[0].person,
        legal_character=LegalCharacter(record.legal_character),
        issuer=_issuer(document),
        document_number=record.document_number,
        theme=record.theme,
        effective_on=record.effective_on,
        columns=record.columns,
        key_areas=record.key_areas,
        summary=record.summary,
        keywords=record.keywords,
        html=record.html,
        files=tuple(
            ImportedFile(name=file.name, file=store_file(file.data, file.media_type, at=at))
            for file in record.attachments
        ),
        relations=tuple((relation.kind, relation.record) for relation in record.relations),
        signatures=signatures,
        published_at=published_at,
        notice=notice,
    )


def _registered(
    document: DemoDocument, body: PublicBody, body_name: str, people: Mapping[str, Person]
) -> ImportedRecord:
    return ImportedRecord(
        key=document.key,
        body=body,
        body_name=body_name,
        title=document.title,
        kind=RecordKind.DOCUMENT,
        genre=_GENRES.get(document.genre, Genre.OTHER),
        made_on=document.made_on,
        attribute=DisclosureAttribute(document.attribute),
        determined_on=document.made_on,
        author=people[document.author],
        ground=document.ground,
        legal_character=LegalCharacter(document.legal_character),
        issuer=_issuer(document),
        document_number=document.document_number,
        theme=document.theme,
        html=document.html,
    )


def _issuer(document: DemoDocument | None) -> Issuer:
    """In whose name: told by the agency's part of the document number (示政发, 示政办发)."""
    number = document.document_number if document else ""
    if number.startswith("示政办发"):
        return Issuer.GOVERNMENT_OFFICE
    return Issuer.GOVERNMENT if number.startswith("示政发") else Issuer.BODY


def _signed_at(record: DemoRecord, place: int) -> datetime:
    """The author signs on the day the text was made, the others in the hours before publication."""
    if place == 0:
        return _at(record.made_on, 9)
    return _at(record.published_on, 16) - timedelta(hours=len(record.review) - place)


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _load_channels(year: DemoYear, bodies: Mapping[str, PublicBody], records: Mapping[str, Record]) -> None:
    accounts = ChannelAccount.objects.bulk_create(
        [
            ChannelAccount(
                body=bodies[account.body],
                platform=Platform(account.platform),
                name=account.name,
                opened_on=account.opened_on,
            )
            for account in year.accounts
        ]
    )
    by_code = {demo.code: account for demo, account in zip(year.accounts, accounts, strict=True)}
    ChannelPost.objects.bulk_create(
        [
            ChannelPost(
                account=by_code[post.account],
                posted_at=post.posted_at,
                title=post.title,
                text=post.text,
                repeats=records[post.record].item if post.record else None,
            )
            for post in year.posts
        ],
        batch_size=500,
    )
