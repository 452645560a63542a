"""Building the ballot definition: sections from envelopes, options from projects, and words for what is wrong."""

import secrets
from dataclasses import replace

from django.utils.translation import gettext as _

from budget.ballots.services.errors import VoteError
from budget.rules.ballot import Definition, Option, Scope, Section, check_definition
from budget.rules.tally.types import Parameters, Tie

DRAFT_RULES = Parameters()


def draft_definition(*, vote_uid, title, title_en, districts_per_voter, sections):
    """A definition without options. `sections`: [(envelope, format, max_choices)]."""
    return Definition(
        vote=str(vote_uid),
        title=title,
        title_en=title_en,
        districts_per_voter=districts_per_voter,
        sections=tuple(_section(*section) for section in sections),
    )


def _section(envelope, ballot_format, max_choices):
    district = envelope.district
    return Section(
        code=district.code,
        label=district.name,
        label_en=district.name_en,
        budget_cents=envelope.amount_cents,
        options=(),
        format=ballot_format,
        max_choices=max_choices,
        scope=Scope.CITY if district.is_citywide else Scope.DISTRICT,
        count=DRAFT_RULES,
    )


def with_projects(definition, projects):
    """The definition with its options, and the lot that will settle equal scores and equal costs.

    `projects`: dicts with id, title, summary, cost_cents, upkeep_cents, section (code of the section) and, if known,
    theme, title_en, summary_en. Raises VoteError for a project of a section that is not put to the vote.
    """
    options = {section.code: [] for section in definition.sections}
    for project in projects:
        if project["section"] not in options:
            raise VoteError(
                _("%(project)s belongs to %(section)s, which is not put to the vote.")
                % {"project": project["title"], "section": project["section"]}
            )
        options[project["section"]].append(_option(project))
    return replace(
        definition,
        sections=tuple(_filled(section, options[section.code]) for section in definition.sections),
    )


def _option(project):
    texts = {key: project.get(key) or "" for key in ("summary", "theme", "title_en", "summary_en")}
    return Option(
        id=project["id"],
        title=project["title"],
        cost_cents=project["cost_cents"],
        upkeep_cents=project.get("upkeep_cents") or 0,
        **texts,
    )


def _filled(section, options):
    lot = [option.id for option in options]
    secrets.SystemRandom().shuffle(lot)
    count = replace(section.count, ties=(Tie.COST, Tie.LOT), lot=tuple(lot))
    return replace(section, options=tuple(options), count=count)


def check_complete(definition):
    """Raise VoteError in plain words when the definition cannot be frozen."""
    problems = check_definition(definition)
    if problems:
        raise VoteError(" ".join(_words(definition, problem) for problem in problems))


def _words(definition, problem):
    section = definition.section(problem.section)
    values = {
        "section": section.label if section else problem.section,
        "project": problem.values.get("option", ""),
    }
    sentences = {
        "no_section": _("This vote has no section: add an envelope to the campaign."),
        "two_city_sections": _("Two sections are for the whole city: keep one."),
        "bad_districts_per_voter": _("A voter chooses no district or more: write 0, 1 or 2."),
        "duplicate_section": _("%(section)s appears twice."),
        "no_option": _("%(section)s has no project fit for the vote: assess one, or leave this section out."),
        "no_money": _("%(section)s has no money."),
        "bad_limits": _("The number of choices in %(section)s is not possible."),
        "duplicate_option": _("Project %(project)s appears twice."),
        "no_title": _("Project %(project)s has no title."),
        "bad_cost": _("Project %(project)s has no cost: assess it first."),
        "over_envelope": _("Project %(project)s costs more than %(section)s has."),
    }
    return sentences[problem.code] % values
