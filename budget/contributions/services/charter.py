"""The charter, the rule of moderation and the list of services: what staff settle before the debate."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.contributions import permissions
from budget.contributions.services.errors import ContributionError
from budget.journal.services import record


@transaction.atomic
def save_article(*, article, actor, now):
    """Save an article of the charter. Journal: `charter.saved`, with the former words."""
    return _save(article, "charter.saved", actor, now, kept=("title", "text", "is_in_use"))


@transaction.atomic
def save_rule(*, rule, actor, now):
    """Save when one nature is read during one kind of phase. Journal: `moderation_rule.saved`."""
    return _save(rule, "moderation_rule.saved", actor, now, kept=("moment",))


@transaction.atomic
def save_service(*, service, actor, now):
    """Save a service that answers questions. Journal: `answering_service.saved`."""
    return _save(service, "answering_service.saved", actor, now, kept=("name", "is_in_use"))


def _save(instance, action, actor, now, *, kept):
    if not permissions.may_settle_debate(actor, now=now):
        raise ContributionError(_("Only those who run the campaign may change this."))
    former = type(instance).objects.filter(pk=instance.pk).values(*kept).first()
    instance.save()
    record(actor=actor, action=action, obj=instance, now=now, detail={"former": former} if former else {})
    return instance
