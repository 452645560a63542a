"""Following, and being told once."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from budget.notices import queries, services
from budget.notices.models import Follow, NoticePreference, Notification
from tests.cast import NOON
from tests.factories.contributions import ContributionFactory

pytestmark = pytest.mark.django_db


def tell(people, **changes):
    event = {
        "event": "answer",
        "obj": changes.pop("obj"),
        "title": "Une réponse",
        "text": "Elle dit oui.",
        "url": "/fr/",
        "now": NOON,
        "key": "answer:1",
    }
    return services.notify(people=people, **{**event, **changes})


def test_one_follows_a_thing_once_and_may_stop(salome, idris):
    idea, other = ContributionFactory.create_batch(2)
    first = services.follow(user=salome, obj=idea, now=NOON)
    again = services.follow(user=salome, obj=idea, now=NOON)
    services.follow(user=idris, obj=other, now=NOON)
    services.follow(user=salome, obj=other, now=NOON)
    assert (first, Follow.objects.count()) == (again, 3)
    assert list(queries.followers(idea)) == [salome]
    assert set(queries.followers(idea, other, idea.campaign)) == {salome, idris}
    assert queries.followed(salome, [idea, other]) == {("contribution", idea.pk), ("contribution", other.pk)}
    assert queries.followed(idris, [idea, other]) == {("contribution", other.pk)}
    stopped = [services.unfollow(user=salome, obj=idea, now=NOON) for _turn in range(2)]
    assert (stopped, queries.is_following(salome, idea)) == ([True, False], False)


def test_a_visitor_follows_nothing_and_costs_nothing(django_assert_num_queries):
    idea, visitor = ContributionFactory(), AnonymousUser()
    with django_assert_num_queries(0):
        seen = (queries.is_following(visitor, idea), queries.followed(visitor, [idea]))
        unread = queries.unread_count(visitor)
    assert (seen, unread) == ((False, set()), 0)
    with pytest.raises(services.NoticeError, match="Connectez-vous"):
        services.follow(user=visitor, obj=idea, now=NOON)


def test_each_person_is_told_once_in_their_language(salome, idris, marius, ondine, django_assert_num_queries):
    idea = ContributionFactory()
    idris.preferred_language, ondine.is_active = "en", False
    people = [salome, idris, salome, None, marius, ondine]
    with django_assert_num_queries(5):  # savepoint and release, count, settings, notices
        told = tell(people, obj=idea, title=lambda: _("Sign in"), except_for=marius)
    again = tell(people, obj=idea, except_for=marius)
    notices = Notification.objects.order_by("user__email").values_list("user__email", "title", "object_id")
    assert (told, again) == (2, 0)
    assert list(notices) == [
        ("idris@rivelune.example", "Sign in", idea.pk),
        ("salome@rivelune.example", "Se connecter", idea.pk),
    ]
    assert set(NoticePreference.objects.values_list("user__email", "frequency")) == {
        ("idris@rivelune.example", "weekly"),
        ("salome@rivelune.example", "weekly"),
    }


def test_reading_one_notice_or_all_of_them(salome):
    idea = ContributionFactory()
    for number in range(3):
        tell([salome], obj=idea, key=f"answer:{number}")
    first = Notification.objects.earliest("pk")
    counts = [
        queries.unread_count(salome),
        services.mark_read(user=salome, notice=first, now=NOON),
        queries.unread_count(salome),
        services.mark_read(user=salome, now=NOON),
        queries.unread_count(salome),
    ]
    assert counts == [3, 1, 2, 2, 0]
