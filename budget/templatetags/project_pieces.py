"""What the pages of partners, of the plan and of projects show, in the shapes that the components take."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.contributions.choices import Fidelity
from budget.partners import queries as partner_queries
from budget.projects import queries
from budget.projects.choices import Criterion, Finding
from budget.projects.queries.committing import TONES
from budget.templatetags.debate import spelled_f
from budget.templatetags.front import day, frtypo, number, spelled

register = template.Library()


@register.inclusion_tag("components/breadcrumb.html")
def site_trail(*steps):
    """The breadcrumb of a page that belongs to no edition: home, then titles, each but the last with its address."""
    titles, urls = steps[::2], [*steps[1::2], ""]
    home = {"title": _("Home"), "url": reverse("wagtail_serve", args=[""])}
    items = [{"title": title, "url": url} for title, url in zip(titles, urls, strict=True)]
    return {"items": [home, *items]}


@register.filter
def said_address(contribution):
    """The address of a contribution (with its campaign loaded)."""
    return reverse("contributions:detail", args=[contribution.campaign.slug, contribution.reference])


@register.filter
def commitment_rows(commitments):
    """Commitments as components/table/commitments.html takes them."""
    return [_commitment_row(commitment) for commitment in commitments]


def _commitment_row(commitment):
    project, objective = commitment.project, commitment.objective
    return {
        "partner": commitment.partner.name,
        "partner_url": commitment.partner.get_absolute_url(),
        "quantity": frtypo(commitment.quantity),
        "purpose": frtypo(project.title) if project else _("Objective %(code)s") % {"code": objective.code},
        "purpose_url": project.get_absolute_url() if project else objective.get_absolute_url(),
        "due": day(commitment.due_on, "year"),
        "state": {"label": commitment.get_state_display().lower(), "tone": TONES.get(commitment.state, "")},
        "proof": frtypo(commitment.evidence),
        "reason": frtypo(commitment.reason),
    }


@register.filter
def lineage_items(page):
    """The sources of a ProjectPage as components/lineage.html takes them."""
    interested = {interest.partner_id for interest in page.interests}
    return [
        {
            "channel": source.contribution.channel,
            "provenance": frtypo(source.provenance),
            "nature": source.contribution.nature,
            "text": source.contribution.text,
            "meta": frtypo(_meta(source, interested)),
            "url": said_address(source.contribution),
        }
        for source in page.sources
    ]


def _meta(source, interested):
    """When, how faithfully, for whom, how many supports and answers, through which merged project."""
    said = source.contribution
    words = [day(said.said_at, "year"), *_fidelity(said), *_counts(said)]
    if source.via:
        words.append(
            _("became project %(reference)s, joined to this one") % {"reference": source.via.reference}
        )
    if said.partner:
        words.append(said.partner.name)
        words += [_("declared interest")] if said.partner_id in interested else []
    meta = ", ".join(words)
    return _("%(meta)s. “%(title)s”") % {"meta": meta, "title": said.title} if said.title else meta


def _fidelity(said):
    words = [Fidelity(said.fidelity).label.lower()] if said.fidelity else []
    if said.is_read_back:
        words.append(_("read back in the room"))
    return [*words, *_entered(said)]


def _entered(said):
    return [_("entered by the City")] if said.is_entered_by_city else []


def _counts(said):
    words = [_supports(said.support_count)] if said.support_count else []
    if said.reply_count:
        answers = ngettext("followed by %(count)s answer", "followed by %(count)s answers", said.reply_count)
        words.append(answers % {"count": number(said.reply_count)})
    return words


def _supports(count):
    return ngettext("%(count)s support", "%(count)s supports", count) % {"count": number(count)}


@register.filter
def graph_sources(sources):
    """Sources of a project as components/lineage/graph.html takes them."""
    return [
        {
            "title": frtypo(source.contribution.headline),
            "detail": _detail(source),
            "bank": source.bank,
            "via": _via(source.via),
        }
        for source in sources
    ]


def _detail(source):
    supports = source.contribution.support_count
    return frtypo(f"{source.provenance}, {_supports(supports)}" if supports else str(source.provenance))


def _via(merged):
    if merged is None:
        return None
    return {
        "title": _("Project %(reference)s, joined") % {"reference": merged.reference},
        "detail": day(merged.drawn_at, "year"),
    }


@register.filter
def partner_cards(partners):
    """Partners with their profile as components/partner-card.html takes them."""
    return [
        {
            "name": frtypo(partner.name),
            "url": partner.get_absolute_url(),
            "kind": partner.get_kind_display(),
            "offers": frtypo(", ".join(offer.label for offer in partner.offers)),
            "needs": frtypo(", ".join(need.label for need in partner.needs)),
            "interest": frtypo("; ".join(interest.text for interest in partner.declared)),
        }
        for partner in partners
    ]


@register.inclusion_tag("budget/partners/pieces/directory.html")
def partner_directory(kind="", theme="", text=""):
    """The grid of validated partners, filtered by codes and words; 4 queries."""
    filters = partner_queries.DirectoryFilters.read({"kind": kind, "theme": theme, "q": text})
    return {
        "cards": partner_cards(partner_queries.directory(filters)),
        "has_filters": any((kind, theme, text)),
    }


@register.simple_tag
def commitments_of(partner):
    """Rows of a partner's commitments; 1 query."""
    return commitment_rows(queries.commitments_of(partner))


@register.simple_tag
def projects_of(partner):
    """Cards of what a partner submitted; 2 queries."""
    return queries.projects_for_partner(partner)


@register.simple_tag
def voices_of(partner):
    """What was said in a partner's name, as components/contribution.html takes it, newest first; 1 query."""
    return [_voice(said, bool(partner.declared)) for said in queries.said_by_partner(partner)]


def _voice(said, has_interest):
    words = [day(said.said_at, "year")]
    if said.fidelity:
        words.append(Fidelity(said.fidelity).label.lower())
    meta = ", ".join([*words, *_entered(said)])
    if said.target:
        meta = _("On “%(title)s”, %(meta)s") % {"title": _cut(said.target.headline), "meta": meta}
    if has_interest:
        meta = _("%(meta)s. Declared interest.") % {"meta": meta}
    return {
        "nature": said.nature,
        "channel": said.channel,
        "provenance": frtypo(said.provenance),
        "title": "",
        "text": said.text,
        "meta": frtypo(meta),
        "url": said_address(said),
    }


def _cut(text):
    return text if len(text) <= 80 else text[:79].rstrip() + "…"


@register.simple_tag
def works_of_the_plan():
    """{objective id: {"projects": [Project], "promises": rows of commitments}}; 2 queries for the whole plan."""
    works = {}
    for project in queries.projects_serving_the_plan():
        works.setdefault(project.objective_id, {"projects": [], "promises": []})["projects"].append(project)
    for commitment in queries.promises_to_the_plan():
        entry = works.setdefault(commitment.objective_id, {"projects": [], "promises": []})
        entry["promises"].append(_commitment_row(commitment))
    return works


@register.filter
def of_objective(works, objective):
    """The works of one objective, or None."""
    return works.get(objective.pk)


@register.simple_tag
def quote_source(quote):
    """Where and when the sentence put forward was said: "A grandmother's call, by phone, 24 April 2026"."""
    said, where = quote.contribution, str(quote.provenance)
    words = [said.title, where[:1].lower() + where[1:]] if said.title else [where]
    return frtypo(", ".join([*words, day(said.said_at, "year"), *_entered(said)]))


@register.simple_tag
def lineage_lead(page):
    """The sentence under the title: how many contributions, over how long."""
    count, months = len(page.sources), page.span_months
    words = ngettext("%(count)s contribution", "%(count)s contributions", count) % {"count": spelled_f(count)}
    words = words[0].upper() + words[1:]
    if months > 1:
        over = ngettext("over %(months)s month", "over %(months)s months", months) % {
            "months": spelled(months)
        }
        words = f"{words}, {over}"
    if count == 1:
        return _("%(words)s. It stays readable at its address.") % {"words": words}
    return _("%(words)s. Each stays readable at its address, even after a merge.") % {"words": words}


@register.simple_tag
def graph_words(page):
    """One sentence that says what the drawing shows."""
    sources = ngettext("%(count)s source leads", "%(count)s sources lead", len(page.sources)) % {
        "count": len(page.sources)
    }
    return _("%(sources)s to “%(title)s”. The dated list below says the same.") % {
        "sources": sources,
        "title": frtypo(page.project.title),
    }


@register.filter
def graph_project(project):
    """The middle of the drawing, where there is room for a short state only."""
    standing = _standing(project)
    return {
        "title": frtypo(project.title),
        "detail": standing if len(standing) <= 22 else project.reference,
    }


@register.filter
def lineage_end(page):
    """The last card of the lineage: where the project stands."""
    words = (
        [_("Submitted on %(when)s.") % {"when": day(page.project.submitted_at, "year")}]
        if page.project.submitted_at
        else []
    )
    if page.assessment:
        words.append(
            _("Assessed on %(when)s, service: %(service)s.")
            % {"when": day(page.assessment.signed_at, "year"), "service": page.assessment.service}
        )
    title = _("Project %(standing)s") % {"standing": _standing(page.project)}
    return {"title": title, "text": frtypo(" ".join(words))}


def _standing(project):
    return f"{project.reference}, {project.get_state_display().lower()}"


@register.filter
def has_two_banks(page):
    """Whether some of the sources were written and others spoken."""
    return len({source.bank == "room" for source in page.sources}) == 2


@register.filter
def criteria_rows(assessment):
    """[{label, finding, comment}] of the criteria that were examined, in their order."""
    return [
        {
            "label": criterion.label,
            "finding": Finding(found["finding"]).label if found.get("finding") else "",
            "comment": found.get("comment", ""),
        }
        for criterion in Criterion
        if (found := assessment.criteria.get(criterion))
    ]
