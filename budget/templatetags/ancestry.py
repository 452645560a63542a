"""Lineage as nested lists and as a drawing, and what the page of a merged, split or grouped thing says at its top."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from budget.contributions import queries
from budget.contributions.choices import ConsentState, EdgeKind
from budget.projects import queries as project_queries
from budget.rules.lineage import layout
from budget.templatetags.debate import spelled_f
from budget.templatetags.drawing import cut
from budget.templatetags.front import day, frtypo
from budget.templatetags.signs import CHANNELS

register = template.Library()

#: More boxes than this and the drawing helps nobody: the list alone stays.
MOST_DRAWN = 60
_WIDTH, _HEIGHT, _GAP, _ROW = 236, 52, 64, 68


@register.simple_tag
def node_address(node):
    """Where a Node of a lineage is read, or "" for an objective (its plan's page says it)."""
    if node.type == "contribution":
        return reverse("contributions:detail", args=[node.campaign, node.reference])
    if node.type == "project":
        return reverse("projects:detail", args=[node.campaign, node.reference])
    return f"{reverse('plan:detail')}#objectif-{node.reference.replace('.', '-')}"


@register.inclusion_tag("budget/contributions/ancestry.html")
def lineage_of(thread):
    """Where the contribution of a Thread comes from and what came of it, as nested lists and a drawing."""
    return _both(thread.contribution, thread.upstream, thread.downstream)


@register.inclusion_tag("budget/projects/pieces/ancestry.html")
def lineage_of_project(project):
    """The same for a project: by channel, dated; 1 query."""
    up, down = queries.both_ways(project)
    return _both(project, up, down) | {"said": _said_words(up)}


def _both(thing, up, down):
    names = {up.root: getattr(thing, "reference", "")}
    names |= {node.key: node.reference for node in (*up.nodes, *down.nodes)}
    return {
        "groups": _groups(up, names),
        "becoming": [_line(branch, names, is_upward=False) for branch in down.tree],
        "drawing": _drawing(thing, up, down),
    }


def _groups(walk, names):
    """[{"label", "lines"}]: each channel in the order of the site, then the projects that were joined."""
    groups = dict(walk.by_channel)
    order = [(channel, CHANNELS[channel][2]) for channel in CHANNELS] + [(None, _("Projects joined to it"))]
    return [
        {"label": label, "lines": [_line(branch, names, is_upward=True) for branch in groups[channel]]}
        for channel, label in order
        if channel in groups
    ]


def _line(branch, names, *, is_upward):
    link, node = branch.item, branch.item.node
    return {
        "node": node,
        "url": node_address(node),
        "title": _title(node),
        "meta": frtypo(_meta(link, names, is_upward)),
        "is_again": branch.is_again,
        "lines": [_line(inner, names, is_upward=is_upward) for inner in branch.branches],
    }


def _title(node):
    words = frtypo(node.headline)
    if node.type == "project":
        return _("Project %(reference)s, “%(title)s”") % {"reference": node.reference, "title": words}
    if node.type == "objective":
        return _("Objective %(code)s, “%(title)s”") % {"code": node.reference, "title": words}
    return words


def _meta(link, names, is_upward):
    """When it was said, then how the link was made and when: "12 April 2026. Became P06 on 3 June 2026"."""
    node, words = link.node, []
    if node.said_at:
        when = day(node.said_at, "year")
        words.append(_("submitted on %(date)s") % {"date": when} if node.type == "project" else when)
    if node.type == "contribution" and node.title:
        words.append(node.reference)
    said = ", ".join(words)
    step = _step(link, names.get(link.near, ""), is_upward)
    return f"{said[:1].upper()}{said[1:]}. {step}" if said else step


def _step(link, near, is_upward):
    date = day(link.drawn_at, "year")
    if is_upward:
        words = {
            EdgeKind.BECAME: _("Became %(near)s on %(date)s."),
            EdgeKind.MERGED: _("Joined %(near)s on %(date)s."),
            EdgeKind.SPLIT: _("Was split on %(date)s; %(near)s is one of its parts."),
            EdgeKind.DEEPENED: _("Was deepened by %(near)s on %(date)s."),
            EdgeKind.CARRIED_OVER: _("Goes on in %(near)s since %(date)s."),
            EdgeKind.FED: _("Feeds %(near)s since %(date)s."),
            EdgeKind.ANSWERED: _("Was answered by %(near)s on %(date)s."),
        }
    else:
        words = {
            EdgeKind.BECAME: _("%(near)s became this on %(date)s."),
            EdgeKind.MERGED: _("%(near)s joined it on %(date)s."),
            EdgeKind.SPLIT: _("Part of %(near)s, split on %(date)s."),
            EdgeKind.DEEPENED: _("Deepens %(near)s since %(date)s."),
            EdgeKind.CARRIED_OVER: _("Carries %(near)s on since %(date)s."),
            EdgeKind.FED: _("Fed by %(near)s since %(date)s."),
            EdgeKind.ANSWERED: _("Answered %(near)s on %(date)s."),
        }
    return words[EdgeKind(link.kind)] % {"near": near, "date": date}


def _said_words(walk):
    """ "Seven contributions led to it, the first on 12 April 2026", or "" without any."""
    said = [node for node in walk.nodes if node.type == "contribution"]
    if not said:
        return ""
    words = ngettext("%(count)s contribution led to it", "%(count)s contributions led to it", len(said)) % {
        "count": spelled_f(len(said))
    }
    first = min(node.said_at for node in said)
    return _("%(words)s, the first on %(date)s.") % {
        "words": words[0].upper() + words[1:],
        "date": day(first, "year"),
    }


def _drawing(thing, up, down):
    """Boxes and curves of components/lineage/layers.html, or None when there is nothing or too much to draw."""
    nodes = {node.key: node for node in (*up.nodes, *down.nodes)}
    if not 2 <= len(nodes) + 1 <= MOST_DRAWN:
        return None
    edges = [*up.edges, *down.edges]
    tints = _tints(thing, up, down)
    places = layout(edges, up.root)
    left, top = min(place.column for place in places), min(place.row for place in places)
    spots = {
        place.node: (
            8 + (place.column - left) * (_WIDTH + _GAP),
            round(8 + (place.row - top) * _ROW),
        )
        for place in places
    }
    return {
        "width": max(x for x, _y in spots.values()) + _WIDTH + 8,
        "height": max(y for _x, y in spots.values()) + _HEIGHT + 8,
        "boxes": [_box(thing, nodes.get(key), x, y) for key, (x, y) in spots.items()],
        "curves": [
            {"css": tints.get(edge.id, "e-merged"), "path": _curve(spots[edge.source], spots[edge.target])}
            for edge in edges
        ],
        "words": _("The same as the lists: time goes from left to right."),
    }


def _tints(thing, up, down):
    """{edge id: class}: a full line in the tint of the words it leaves; what was joined or split stays dashed."""
    banks = {node.key: node.bank for node in (*up.nodes, *down.nodes)} | {up.root: getattr(thing, "bank", "")}
    links = [(link, link.node.key) for link in up.links] + [(link, link.near) for link in down.links]
    return {
        link.id: f"e-{banks[source]}"
        for link, source in links
        if banks.get(source) and link.kind not in (EdgeKind.MERGED, EdgeKind.SPLIT)
    }


def _box(thing, node, x, y):
    if node is None:
        title = getattr(thing, "title", "") or getattr(thing, "text", "")
        css, detail = "n-project", thing.reference
    elif node.type == "contribution":
        css, title, detail = f"n-{node.bank}", node.headline, node.provenance
    else:
        css, title, detail = "n-merged", node.headline, node.reference
    return {
        "css": css,
        "is_root": node is None,
        "x": x,
        "y": y,
        "width": _WIDTH,
        "height": _HEIGHT,
        "text_x": x + 12,
        "title_y": y + 22,
        "detail_y": y + 41,
        "title": cut(frtypo(title), 27),
        "detail": cut(frtypo(detail), 34),
    }


def _curve(start, end):
    x1, y1 = start[0] + _WIDTH, start[1] + _HEIGHT // 2
    x2, y2 = end[0], end[1] + _HEIGHT // 2
    middle = (x1 + x2) // 2
    return f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"


@register.simple_tag
def standing_of(thread):
    """The Standing of the contribution of a Thread; no query when there is nothing to say."""
    return queries.standing(thread)


@register.simple_tag
def standing_of_project(project):
    """The Standing of the project of a ProjectPage; no query when there is nothing to say."""
    return queries.standing_of_project(project)


@register.simple_tag
def grouped_projects(campaign, projects):
    """Cards of the projects of a grouping; 1 query, none without projects."""
    if not projects:
        return []
    rows = project_queries.visible(campaign).filter(pk__in=[project.pk for project in projects])
    return project_queries.cards(rows.order_by("reference"))


@register.filter
def consent_lines(proposal):
    """[{"who", "words", "state"}] of a proposal's consents, in the order they were asked."""
    return [
        {
            "who": author_words(consent.contribution),
            "words": frtypo(answer_words(consent)),
            "state": consent.state,
            "contribution": consent.contribution,
        }
        for consent in proposal.consents.all()
    ]


@register.filter
def author_words(contribution):
    """Whose words these are: the name shown, or "the author of C07"."""
    return frtypo(contribution.author_label) or _("the author of %(reference)s") % {
        "reference": contribution.reference
    }


@register.filter
def answer_words(consent):
    """ "Agrees, on paper, 24 November 2026", or "No answer yet"."""
    words = [str(consent.get_state_display())]
    if consent.state != ConsentState.ASKED:
        words += [str(consent.get_channel_display()).lower(), day(consent.answered_on, "year")]
    if consent.note:
        words.append(consent.note)
    return ", ".join(words)


@register.filter
def consent_sentence(proposal):
    """With whose consent it was done, in one sentence, the awkward part first."""
    consents = list(proposal.consents.all())
    given = [author_words(c.contribution) for c in consents if c.state == ConsentState.GIVEN]
    silent = [author_words(c.contribution) for c in consents if c.state == ConsentState.ASKED]
    words = []
    if silent:
        words.append(
            _("Without an answer from %(who)s: %(reason)s")
            % {"who": _listed(silent), "reason": proposal.missing_reason}
        )
    if given:
        words.append(_("With the consent of %(who)s.") % {"who": _listed(given)})
    return frtypo(" ".join(words))


def _listed(names):
    names = list(dict.fromkeys(names))
    if len(names) < 2:
        return names[0]
    return pgettext("list", "%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
