from __future__ import annotations

from datetime import date

import pytest

from factories import make_body, make_person, moment
from gongkai.bodies.access import MATRIX, Act, Reach
from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow, RoleAssignment
from gongkai.bodies.rules import Assignment, breaks_separation, descendants, reachable
from gongkai.bodies.scope import cross_body
from gongkai.bodies.services import AccessDenied, SeparationBroken, assign_role, reach, require

TREE = {1: [2, 3], 3: [4]}


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("role", Role)
def test_every_role_reaches_what_the_matrix_grants_and_no_more(act, role):
    grants = [grant for grant in MATRIX[act] if grant.role is role]
    expected = set()
    for grant in grants:
        expected |= {3, 4} if grant.reach is Reach.TREE else {3}
    assert reachable(act, [Assignment(3, role)], TREE) == expected


def test_no_role_that_signs_may_reach_beyond_its_body():
    for act in (Act.DRAFT_RECORD, Act.CLEAR_FIRST, Act.CLEAR_SECOND, Act.APPROVE, Act.PUBLISH, Act.WITHDRAW):
        assert all(grant.reach is Reach.OWN for grant in MATRIX[act])


def test_a_tree_that_bites_its_tail_ends():
    assert descendants({1: [2], 2: [1]}, 1) == {1, 2}


def test_the_three_administrators_are_three_people():
    assert breaks_separation({Role.SYSTEM_ADMIN, Role.SECURITY_AUDITOR})
    assert not breaks_separation({Role.SYSTEM_ADMIN, Role.AUTHOR})


@pytest.mark.django_db
class TestPeople:
    def test_a_role_counts_only_within_its_days(self):
        body = make_body("one")
        person = make_person()
        RoleAssignment.objects.create(
            person=person,
            body=body,
            role=Role.AUTHOR,
            valid_from=date(2017, 1, 1),
            valid_to=date(2017, 6, 30),
        )
        assert reach(person, Act.DRAFT_RECORD, date(2017, 6, 30)) == {body.pk}
        assert reach(person, Act.DRAFT_RECORD, date(2017, 7, 1)) == frozenset()

    def test_a_person_who_left_reaches_nothing(self):
        body = make_body("one")
        person = make_person(body, Role.AUTHOR)
        person.is_active = False
        assert reach(person, Act.DRAFT_RECORD, date(2017, 1, 1)) == frozenset()

    def test_a_refusal_says_what_to_do(self):
        body = make_body("one")
        with pytest.raises(AccessDenied, match="角色"):
            require(make_person(body, Role.LEADER), Act.PUBLISH, body, moment(2017))

    def test_assigning_a_second_administrator_role_is_refused_and_leaves_no_trace(self):
        body = make_body("one")
        person = make_person(body, Role.SYSTEM_ADMIN)
        with pytest.raises(SeparationBroken):
            assign_role(
                person=person,
                body=body,
                role=Role.SECURITY_AUDITOR,
                valid_from=date(2017, 1, 1),
                actor=None,
                at=moment(2017),
            )
        with cross_body("test"):
            assert not AuditRow.objects.exists()

    def test_an_assignment_is_audited(self):
        body = make_body("one")
        actor = make_person(body, Role.SECURITY_ADMIN)
        person = make_person()
        assign_role(
            person=person,
            body=body,
            role=Role.AUTHOR,
            valid_from=date(2017, 1, 1),
            actor=actor,
            at=moment(2017),
        )
        with cross_body("test"):
            row = AuditRow.objects.get()
        assert (row.actor, row.act, row.new["role"]) == (actor, "assign_role", "author")
