"""What searches read. PostgreSQL writes both tables itself, when a contribution's words change: no code does."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from budget.contributions.models.contribution import Contribution


class SearchedWords(models.Model):
    """The stems of a contribution, without accents: those of its title weigh "A", those of its text "B".

    A row of its own: lists of contributions never carry it along.
    """

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, primary_key=True, related_name="searched"
    )
    words = SearchVectorField(_("words"))

    class Meta:
        verbose_name = _("searched words")
        verbose_name_plural = _("searched words")
        indexes = [GinIndex(fields=["words"], name="contribution_words")]

    def __str__(self):
        return str(self.contribution_id)


class KnownWord(models.Model):
    """A word somebody used, without accents or capitals, and its stem: what a mistyped word is held against.

    It is forgotten with the last contribution that holds its stem.
    """

    word = models.CharField(_("word"), max_length=40, primary_key=True)
    lexeme = models.CharField(_("stem"), max_length=40)

    class Meta:
        verbose_name = _("known word")
        verbose_name_plural = _("known words")
        indexes = [
            GinIndex(fields=["word"], name="known_word_trigrams", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["lexeme"], name="known_word_stem"),
        ]

    def __str__(self):
        return self.word
