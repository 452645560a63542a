"""What an author is told of moderation: which article, and how to contest. Once per decision."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budget.contributions.choices import CONTESTABLE_ACTS, Act
from budget.contributions.services.reaching import tell
from budget.notices.services import notify

_TITLES = {
    Act.PUBLISHED: _("What you said is published"),
    Act.HIDDEN: _("Your words were hidden"),
    Act.REDACTED: _("Some of your words were masked"),
    Act.QUESTION: _("What you said has become a question: a service will answer it"),
    Act.UPHELD: _("A second moderator confirmed the decision"),
    Act.OVERTURNED: _("A second moderator undid the decision"),
}


def tell_decision(decision, *, now):
    """Tell the author what was decided; what was left as it is tells nothing."""
    if decision.act not in _TITLES:
        return
    contribution = decision.contribution
    text = decision.reason
    if decision.act in CONTESTABLE_ACTS:
        text = _words_of(decision)
    tell(
        event=f"moderation.{decision.act}",
        obj=contribution,
        contributions=[contribution.pk],
        is_private=True,
        title=_TITLES[decision.act],
        text=text,
        url=lambda: _address("contest" if decision.act in CONTESTABLE_ACTS else "detail", contribution),
        now=now,
        key=f"moderation.decision:{decision.pk}",
        is_urgent=decision.act in CONTESTABLE_ACTS,
        by_post=decision.act != Act.PUBLISHED,
    )


def tell_query(query, *, now):
    """Tell the author that a moderator asks them something."""
    contribution = query.contribution
    tell(
        event="moderation.asked",
        obj=contribution,
        contributions=[contribution.pk],
        is_private=True,
        title=_("The moderators ask you something about what you said"),
        text=query.question,
        url=lambda: _address("query", contribution),
        now=now,
        key=f"moderation.query:{query.pk}",
        is_urgent=True,
    )


def tell_reporters(people, decision, *, now):
    """Tell those who reported, with an account, that a moderator has decided."""
    contribution = decision.contribution
    if people:
        notify(
            event="moderation.report_read",
            obj=contribution,
            people=people,
            title=_("What you reported has been read by a moderator"),
            text=_("The thread shows what was decided."),
            url=lambda: _address("detail", contribution),
            now=now,
            key=f"moderation.report_read:{decision.pk}",
        )


def _words_of(decision):
    def words():
        named = f"{decision.article.label}. {decision.article.body} " if decision.article else ""
        how = _("If you disagree, say why: someone else will read it.")
        return f"{named}{decision.reason} {how}".replace("  ", " ").strip()

    return words


def _address(name, contribution):
    return reverse(f"contributions:{name}", args=[contribution.campaign.slug, contribution.reference])
