"""Where a page of an edition stands, from the home page down."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

register = template.Library()


@register.inclusion_tag("components/breadcrumb.html")
def campaign_trail(campaign, *steps):
    """The breadcrumb of a page of an edition: home, the edition, then `steps`.

    Steps are titles, each but the last followed by its address: `{% campaign_trail campaign _("Projects") url title %}`.
    An edition brought in from a file has no page of its own: it leads to its projects.
    """
    if campaign.facts.get("imported"):
        url = reverse("projects:list", args=[campaign.slug])
    else:
        url = reverse("wagtail_serve", args=[f"{campaign.slug}/"])
    items = [
        {"title": _("Home"), "url": reverse("wagtail_serve", args=[""])},
        {"title": campaign.label, "url": url},
    ]
    titles, urls = steps[::2], [*steps[1::2], ""]
    items += [{"title": title, "url": link} for title, link in zip(titles, urls, strict=True)]
    return {"items": items}
