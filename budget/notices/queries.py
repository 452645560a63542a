"""Who follows what, and what one was told."""

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from budget.notices.choices import RHYTHM, SLACK, Frequency
from budget.notices.models import Follow, NoticePreference, Notification


def named(obj):
    """The two columns that name any object: {"object_type", "object_id"}."""
    return {"object_type": obj._meta.model_name, "object_id": obj.pk}


def followers(*things):
    """The people with an open account who follow any of `things` (objects, or (object type, id)), each once."""
    wanted = Q(pk__in=[])
    for object_type, pks in _by_type(things).items():
        wanted |= Q(object_type=object_type, object_id__in=pks)
    rows = Follow.objects.filter(wanted)
    return get_user_model().objects.filter(pk__in=rows.values("user"), is_active=True)


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


def with_followed(rows, user):
    """A query of any model, each row with `is_followed` by `user`, in the same query."""
    if not (user and user.is_authenticated):
        return rows.annotate(is_followed=Value(False))
    mine = Follow.objects.filter(user=user, object_type=rows.model._meta.model_name, object_id=OuterRef("pk"))
    return rows.annotate(is_followed=Exists(mine))


def with_unread_notices(users):
    """Accounts, each with `unread_notices`, in the same query."""
    unread = Notification.objects.filter(user=OuterRef("pk"), read_at__isnull=True).order_by().values("user")
    return users.annotate(unread_notices=Coalesce(Subquery(unread.annotate(n=Count("pk")).values("n")), 0))


def unread_count(user):
    """How many notices `user` has not read: no query for a visitor, nor for whoever a request has just read."""
    if not (user and user.is_authenticated):
        return 0
    if hasattr(user, "unread_notices"):
        return user.unread_notices
    return Notification.objects.filter(user=user, read_at__isnull=True).count()


def notices_of(user):
    """What `user` was told, the latest first."""
    return Notification.objects.filter(user=user).order_by("-told_at", "-pk")


def follows_of(user):
    """What `user` follows, the latest first."""
    return Follow.objects.filter(user=user).order_by("-followed_at", "-pk")


def preference_of(user):
    """The settings of `user`; those of someone who never chose, unsaved, before their first notice."""
    return NoticePreference.objects.filter(user=user).first() or NoticePreference(user=user)


def is_token_known(token):
    """Whether the token of an unsubscribe link is somebody's."""
    return NoticePreference.objects.filter(unsubscribe_token=token).exists()


def unsent_notices(user, *, only_urgent=False):
    """What `user` has neither read on the site nor received by e-mail, oldest first."""
    found = Notification.objects.filter(user=user, sent_at__isnull=True, read_at__isnull=True)
    return (found.filter(is_urgent=True) if only_urgent else found).order_by("told_at", "pk")


def digests_due(*, now):
    """The settings (ids) of whoever is owed an e-mail at `now`: their rhythm allows it, or something is urgent."""
    unsent = Notification.objects.filter(user=OuterRef("user"), sent_at__isnull=True, read_at__isnull=True)
    rested = Q(last_digest_at__isnull=True)
    for frequency, rhythm in RHYTHM.items():
        rested |= Q(frequency=frequency, last_digest_at__lte=now - rhythm + SLACK)
    return list(
        NoticePreference.objects.filter(Exists(unsent), user__is_active=True)
        .exclude(frequency=Frequency.OFF)
        .filter(rested | Exists(unsent.filter(is_urgent=True)))
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def _by_type(things):
    found = {}
    for thing in things:
        object_type, pk = thing if isinstance(thing, tuple) else (thing._meta.model_name, thing.pk)
        found.setdefault(object_type, []).append(pk)
    return found
