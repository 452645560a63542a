"""Asking for a profile, deciding on it, who may act for it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from budget.journal.models import JournalEntry
from budget.partners import permissions, services
from budget.partners.choices import MemberRole, PartnerKind, PartnerState
from budget.partners.models import DeclaredInterest, Partner, PartnerMember
from budget.partners.services import PartnerError
from tests.factories.campaigns import ThemeFactory
from tests.factories.partners import MemberFactory, PartnerFactory, ResourceFactory
from tests.factories.projects import ProjectFactory

pytestmark = pytest.mark.django_db


def ask(actor, now, **changes):
    values = {"actor": actor, "name": "La Chaîne Bavarde", "kind": PartnerKind.COOPERATIVE, "now": now}
    return services.request_profile(**{**values, **changes})


def test_a_profile_is_requested_with_everything_it_brings_and_seeks(idris, now):
    theme = ThemeFactory(code="MOB")

    partner = ask(
        idris,
        now,
        summary="  Mécanique et vélo-école. ",
        expertise=["mécanique vélo", "", "vélo-école", "mécanique vélo"],
        theme=theme,
        offers=["15 vélos adaptés", "4 moniteurs"],
        needs=["local couvert"],
        interests=["fournisseur possible de P15"],
    )

    assert (partner.state, partner.slug, partner.reference) == ("requested", "la-chaine-bavarde", "PA01")
    assert (partner.summary, partner.expertise) == (
        "Mécanique et vélo-école.",
        ["mécanique vélo", "vélo-école"],
    )
    assert list(partner.resources.order_by("direction", "position").values_list("direction", "label")) == [
        ("need", "local couvert"),
        ("offer", "15 vélos adaptés"),
        ("offer", "4 moniteurs"),
    ]
    assert list(partner.interests.values_list("text", flat=True)) == ["fournisseur possible de P15"]
    assert list(partner.members.values_list("user", "role")) == [(idris.pk, MemberRole.OWNER)]
    assert list(JournalEntry.objects.values_list("action", "object_ref", "actor")) == [
        ("request_profile", "PA01", idris.pk)
    ]


def test_references_follow_each_other_and_addresses_never_collide(idris, now):
    PartnerFactory(reference="PA07", slug="la-chaine-bavarde")
    PartnerFactory(reference="EXT-9", slug="la-chaine-bavarde-2")

    first, second = ask(idris, now), ask(idris, now, name="Demander")

    assert (first.reference, first.slug) == ("PA08", "la-chaine-bavarde-3")
    assert (second.reference, second.slug) == ("PA09", "demander-2")


def test_a_given_reference_is_kept_when_it_is_free(idris, now):
    assert ask(idris, now, reference="PA05").reference == "PA05"
    with pytest.raises(PartnerError) as refused:
        ask(idris, now, name="Autre", reference="PA05")
    assert refused.value.field == "reference"
    assert Partner.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"), [({"name": "  "}, "name"), ({"kind": "club"}, "kind"), ({"kind": ""}, "kind")]
)
def test_a_request_says_which_field_to_correct(idris, now, changes, field):
    with pytest.raises(PartnerError) as refused:
        ask(idris, now, **changes)
    assert refused.value.field == field
    assert not Partner.objects.exists()


def test_nobody_asks_without_signing_in(now):
    with pytest.raises(PartnerError):
        ask(AnonymousUser(), now)
    assert not Partner.objects.exists()


def test_staff_validate_and_then_its_people_speak_for_it(idris, ondine, now):
    partner = ask(idris, now)
    assert not permissions.may_speak_as(idris, partner, now=now)

    partner = services.validate_partner(
        partner=partner, actor=ondine, now=now + timedelta(days=1), reason="Statuts reçus."
    )

    assert (partner.state, partner.decision_reason) == ("validated", "Statuts reçus.")
    assert partner.decided_at == now + timedelta(days=1)
    assert permissions.may_speak_as(idris, partner, now=now)
    assert not permissions.may_speak_as(ondine, partner, now=now)
    assert JournalEntry.objects.filter(action="validate_partner", reason="Statuts reçus.").count() == 1


def test_a_refusal_has_a_reason_and_can_be_reconsidered(idris, ondine, now):
    partner = ask(idris, now)
    with pytest.raises(PartnerError) as refused:
        services.refuse_partner(partner=partner, actor=ondine, reason=" ", now=now)
    assert refused.value.field == "reason"

    partner = services.refuse_partner(partner=partner, actor=ondine, reason="Aucun statut déposé.", now=now)
    assert partner.state == PartnerState.REFUSED
    assert not permissions.may_speak_as(idris, partner, now=now)

    partner = services.validate_partner(partner=partner, actor=ondine, now=now)
    assert (partner.state, partner.decision_reason) == ("validated", "")


@pytest.mark.parametrize("state", [PartnerState.VALIDATED, PartnerState.REFUSED, PartnerState.LEFT])
def test_only_a_requested_profile_is_refused(ondine, now, state):
    partner = PartnerFactory(state=state)
    with pytest.raises(PartnerError):
        services.refuse_partner(partner=partner, actor=ondine, reason="Doublon.", now=now)
    partner.refresh_from_db()
    assert partner.state == state


@pytest.mark.parametrize("name", ["salome", "idris", "capucine", "bastien", "marius", "thelma"])
def test_only_managers_decide_on_profiles(request, now, name):
    partner = PartnerFactory(state=PartnerState.REQUESTED)
    with pytest.raises(PartnerError):
        services.validate_partner(partner=partner, actor=request.getfixturevalue(name), now=now)
    partner.refresh_from_db()
    assert partner.state == PartnerState.REQUESTED


def test_an_owner_adds_an_editor_and_a_voice(idris, salome, bastien, now):
    partner = PartnerFactory(members=[idris])

    services.add_member_by_email(
        partner=partner, email=" SALOME@rivelune.example ", role=MemberRole.EDITOR, actor=idris, now=now
    )
    services.add_member(partner=partner, user=bastien, actor=idris, now=now)

    assert set(partner.members.values_list("user", "role")) == {
        (idris.pk, "owner"),
        (salome.pk, "editor"),
        (bastien.pk, "voice"),
    }


@pytest.mark.parametrize("role", [MemberRole.EDITOR, MemberRole.VOICE])
def test_only_owners_invite(salome, bastien, now, role):
    partner = MemberFactory(user=salome, role=role).partner
    with pytest.raises(PartnerError):
        services.add_member(partner=partner, user=bastien, actor=salome, now=now)
    assert partner.members.count() == 1


def test_a_person_represents_an_organisation_once(idris, now):
    partner = PartnerFactory(members=[idris])
    for attempt in (
        lambda: services.add_member(partner=partner, user=idris, actor=idris, now=now),
        lambda: services.add_member(partner=partner, user=idris, role="king", actor=idris, now=now),
        lambda: services.add_member_by_email(partner=partner, email="x@y.example", actor=idris, now=now),
    ):
        with pytest.raises(PartnerError):
            attempt()
    with pytest.raises(IntegrityError), transaction.atomic():
        PartnerMember.objects.create(partner=partner, user=idris, joined_at=now)


def test_an_interest_is_declared_on_a_project(idris, now):
    partner, project = PartnerFactory(members=[idris]), ProjectFactory(reference="P05")

    interest = services.declare_interest(
        partner=partner, text=" Fournisseur possible ", project=project, actor=idris, now=now
    )

    assert (interest.text, interest.project, interest.declared_at) == ("Fournisseur possible", project, now)
    assert JournalEntry.objects.get(action="declare_interest").detail == {"project": "P05"}
    with pytest.raises(PartnerError) as refused:
        services.declare_interest(partner=partner, text="", actor=idris, now=now)
    assert refused.value.field == "text"
    with pytest.raises(IntegrityError), transaction.atomic():
        DeclaredInterest.objects.create(partner=partner, text="", declared_at=now)


def test_resources_are_added_after_the_others(idris, now):
    partner = PartnerFactory(members=[idris])
    ResourceFactory(partner=partner, label="15 vélos adaptés")

    added = services.add_resource(
        partner=partner, direction="offer", label="4 moniteurs", actor=idris, now=now
    )

    assert (added.position, added.label) == (1, "4 moniteurs")
    for direction, label, field in (("gift", "x", "direction"), ("need", " ", "label")):
        with pytest.raises(PartnerError) as refused:
            services.add_resource(partner=partner, direction=direction, label=label, actor=idris, now=now)
        assert refused.value.field == field


@pytest.mark.parametrize("role", [None, MemberRole.VOICE])
def test_a_voice_does_not_change_the_profile(salome, now, role):
    partner = PartnerFactory(name="La Chaîne Bavarde")
    if role:
        MemberFactory(partner=partner, user=salome, role=role)
    attempts = (
        lambda: services.update_profile(partner=partner, actor=salome, now=now, name="Volée"),
        lambda: services.add_resource(partner=partner, direction="offer", label="x", actor=salome, now=now),
        lambda: services.declare_interest(partner=partner, text="x", actor=salome, now=now),
    )
    for attempt in attempts:
        with pytest.raises(PartnerError):
            attempt()
    partner.refresh_from_db()
    assert (partner.name, partner.resources.count(), partner.interests.count()) == (
        "La Chaîne Bavarde",
        0,
        0,
    )


def test_an_editor_updates_the_profile_and_replaces_what_it_offers(salome, now):
    partner = MemberFactory(user=salome, role=MemberRole.EDITOR).partner
    ResourceFactory(partner=partner, label="ancienne offre")

    services.update_profile(
        partner=partner, actor=salome, now=now, summary="Neuf", expertise=["vélo"], offers=["15 vélos"]
    )

    partner.refresh_from_db()
    assert (partner.summary, partner.expertise) == ("Neuf", ["vélo"])
    assert list(partner.resources.values_list("label", flat=True)) == ["15 vélos"]
    assert JournalEntry.objects.get().detail == {"changed": ["summary", "expertise"]}
    with pytest.raises(PartnerError) as refused:
        services.update_profile(partner=partner, actor=salome, now=now, name="")
    assert refused.value.field == "name"
    with pytest.raises(TypeError):
        services.update_profile(partner=partner, actor=salome, now=now, state="validated")


def test_nobody_edits_an_organisation_that_left(idris, now):
    partner = PartnerFactory(state=PartnerState.LEFT, members=[idris])
    assert not permissions.may_edit_profile(idris, partner, now=now)
    assert not permissions.may_speak_as(idris, partner, now=now)


def test_a_profile_under_study_is_seen_by_its_people_and_the_staff(idris, ondine, salome, now):
    asked = PartnerFactory(state=PartnerState.REQUESTED, members=[idris])
    seen = {
        user.email.split("@")[0]: permissions.may_see_profile(user, asked, now=now)
        for user in (idris, ondine, salome)
    }
    assert seen == {"idris": True, "ondine": True, "salome": False}
    assert not permissions.may_see_profile(AnonymousUser(), asked, now=now)
    assert permissions.may_see_profile(AnonymousUser(), PartnerFactory(), now=now)
