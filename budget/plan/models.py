"""The city's strategic plan and the words that contributions added to it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budget.campaigns.models import label_of


class Axis(models.Model):
    """An axis of the strategic plan."""

    code = models.CharField(_("code"), max_length=8, unique=True)
    title = models.CharField(_("title"), max_length=160)
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("axis")
        verbose_name_plural = _("axes")

    def __str__(self):
        return f"{self.code} {self.title}"

    @property
    def label(self):
        return label_of(self, "title")


class Objective(models.Model):
    """An objective of an axis, in its present wording."""

    axis = models.ForeignKey(
        Axis, on_delete=models.PROTECT, related_name="objectives", verbose_name=_("axis")
    )
    code = models.CharField(_("code"), max_length=8, unique=True)
    text = models.CharField(_("text"), max_length=300)
    text_en = models.CharField(_("text in English"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")

    def __str__(self):
        return f"{self.code} {self.text}"

    def get_absolute_url(self):
        return f"{reverse('plan:detail')}#{self.anchor}"

    @property
    def anchor(self):
        """The id of the objective on the plan's page."""
        return f"objectif-{self.code.replace('.', '-')}"

    @property
    def label(self):
        return label_of(self, "text")


class Amendment(models.Model):
    """Words added to an objective, with the contributions they come from."""

    objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, related_name="amendments", verbose_name=_("objective")
    )
    version = models.PositiveSmallIntegerField(_("version"))
    before = models.CharField(_("before"), max_length=300, blank=True)
    added = models.CharField(_("added words"), max_length=300)
    sources = models.ManyToManyField(
        "budget.Contribution", related_name="amendments", verbose_name=_("sources")
    )
    accepted_at = models.DateTimeField(_("accepted at"))

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        constraints = [
            models.UniqueConstraint(fields=["objective", "version"], name="amendment_version_is_unique"),
            models.CheckConstraint(condition=~Q(added=""), name="an_amendment_adds_words"),
        ]

    def __str__(self):
        return f"{self.objective.code} v{self.version}"
