"""The question register."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budget.contributions.models.contribution import Contribution


class AnsweringService(models.Model):
    """A service of the City that answers questions: the list staff choose from. A line of the register keeps the name."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    is_in_use = models.BooleanField(_("in use"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services that answer")

    def __str__(self):
        return self.name


class RegisteredQuestion(models.Model):
    """A question's line in the public register: who answers, by when, what was answered."""

    contribution = models.OneToOneField(
        Contribution, verbose_name=_("contribution"), on_delete=models.PROTECT, related_name="registration"
    )
    service = models.CharField(_("service"), max_length=120)
    due_on = models.DateField(_("due on"))
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    absorbed_in = models.ForeignKey(
        "budget.BaseDocumentRevision",
        verbose_name=_("written in the base document"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="absorbed_answers",
    )

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("question register")
        permissions = [("answer_question", "Can answer a question")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="an_answer_has_a_text_and_a_date",
            ),
            models.CheckConstraint(
                condition=Q(absorbed_in__isnull=True) | Q(answered_at__isnull=False),
                name="the_base_document_takes_in_an_answer",
            ),
        ]

    def __str__(self):
        return str(self.contribution)
