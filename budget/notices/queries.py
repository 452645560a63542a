"""Who follows what, and what one was told."""

from django.contrib.auth import get_user_model

from budget.notices.models import Follow, Notification


def named(obj):
    """The two columns that name any object: {"object_type", "object_id"}."""
    return {"object_type": obj._meta.model_name, "object_id": obj.pk}


def followers(*objs):
    """The people with an open account who follow any of `objs`, each once."""
    wanted = get_user_model().objects.none()
    for object_type, pks in _by_type(objs).items():
        wanted |= get_user_model().objects.filter(
            follows__object_type=object_type, follows__object_id__in=pks
        )
    return wanted.filter(is_active=True).distinct()


def is_following(user, obj):
    """Whether `user` follows `obj`; a visitor follows nothing, and costs no query."""
    return bool(user and user.is_authenticated) and Follow.objects.filter(user=user, **named(obj)).exists()


def followed(user, objs):
    """The set of (object type, id) among `objs` that `user` follows: one query per type."""
    if not (user and user.is_authenticated):
        return set()
    found = set()
    for object_type, pks in _by_type(objs).items():
        rows = Follow.objects.filter(user=user, object_type=object_type, object_id__in=pks)
        found.update(rows.values_list("object_type", "object_id"))
    return found


def unread_count(user):
    """How many notices `user` has not read; a visitor has none, and costs no query."""
    if not (user and user.is_authenticated):
        return 0
    return Notification.objects.filter(user=user, read_at__isnull=True).count()


def _by_type(objs):
    found = {}
    for obj in objs:
        found.setdefault(obj._meta.model_name, []).append(obj.pk)
    return found
