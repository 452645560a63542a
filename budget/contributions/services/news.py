"""What is told of the debate: an answer, a question answered, words that became a project."""

import hashlib

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from budget.contributions.choices import PUBLIC_STATES, EdgeKind
from budget.contributions.models import LineageEdge
from budget.contributions.queries import askers
from budget.contributions.services.reaching import tell

SHOWN = 400  # characters of what others said in a notice


def tell_answer(answer, *, now):
    """Tell whoever said what `answer` answers, and whoever follows it or its thread, once it can be read."""
    target = answer.target
    if target is None or answer.state not in PUBLIC_STATES:
        return
    title = _short(target)
    tell(
        event="contribution.answered",
        obj=target,
        things=[("contribution", target.target_id)] if target.target_id else [],
        contributions=[target.pk],
        title=lambda: _("An answer to “%(title)s”") % {"title": title},
        text=Truncator(answer.text).chars(SHOWN),
        url=lambda: f"{_thread(target)}#{answer.reference}",
        now=now,
        key=f"contribution.answered:{answer.pk}",
        by_post=False,
        except_for=answer.author,
    )


def tell_question_answered(question, *, actor, now):
    """Tell everyone who asked it, in these words or in others joined to them, who asks it too, and whoever follows it.

    A correction is told again."""
    asked = question.contribution
    joined = LineageEdge.objects.filter(
        target_contribution=asked,
        source_contribution__isnull=False,
        kind__in=(EdgeKind.MERGED, EdgeKind.CARRIED_OVER),
        revoked_by__isnull=True,
    )
    title = _short(asked)
    tell(
        event="question.answered",
        obj=asked,
        contributions=[asked.pk, *joined.values_list("source_contribution_id", flat=True)],
        title=lambda: _("Your question has its answer: “%(title)s”") % {"title": title},
        text=f"{question.service} : {Truncator(question.answer).chars(2 * SHOWN)}",
        url=lambda: _thread(asked),
        now=now,
        key=f"question.answered:{question.pk}:{hashlib.sha256(question.answer.encode()).hexdigest()[:12]}",
        people=askers(asked),
        except_for=actor,
    )


def tell_became(said, project, *, actor, now):
    """Tell whoever said it that their words have become a project."""
    if said.state not in PUBLIC_STATES or not project.is_public:
        return
    title, name = _short(said), f"{project.reference}, {project.title}"
    tell(
        event="contribution.became",
        obj=said,
        contributions=[said.pk],
        title=lambda: _("“%(title)s” has become a project") % {"title": title},
        text=lambda: _("It is %(project)s. A service of the City will study it.") % {"project": name},
        url=project.get_absolute_url,
        now=now,
        key=f"contribution.became:{said.pk}:{project.pk}",
        except_for=actor,
    )


def _short(contribution):
    return Truncator(contribution.headline if contribution.is_public else contribution.reference).chars(90)


def _thread(contribution):
    return reverse("contributions:detail", args=[contribution.campaign.slug, contribution.reference])
