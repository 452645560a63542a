"""Notices as the components take them."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def notice_lines(notices):
    """Notices for components/notice-list.html; their link marks them as read on the way."""
    return [
        {
            "title": notice.title,
            "text": notice.text,
            "url": reverse("notices:open", args=[notice.pk]),
            "when": notice.told_at,
            "is_unread": notice.read_at is None,
        }
        for notice in notices
    ]


@register.inclusion_tag("components/breadcrumb.html")
def notices_trail(title=""):
    """The breadcrumb of one's own pages: home, my account, what I follow, `title`."""
    items = [
        {"title": _("Home"), "url": reverse("wagtail_serve", args=[""])},
        {"title": _("My account"), "url": reverse("account_home")},
        {"title": _("What I follow"), "url": reverse("notices:mine") if title else ""},
    ]
    if title:
        items.append({"title": title, "url": ""})
    return {"items": items}
