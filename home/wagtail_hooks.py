"""Guards of the editor: a page that a vote rests on is neither deleted, moved nor unpublished, by anybody; a base
document that has revisions is not deleted.

Its address is kept by the page form (home.models.base.PageForm).
"""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from home.models.base_document import holds_revisions
from home.models.held import is_held


def _refusals():
    return {
        "delete": _("“%(page)s” cannot be deleted: a vote rests on it. Its text can still be changed."),
        "move": _("“%(page)s” cannot be moved: a vote rests on it. Its text can still be changed."),
        "unpublish": _(
            "“%(page)s” cannot be unpublished: a vote rests on it. Its text can still be changed."
        ),
    }


def _refuse(request, act, page):
    """Send back to the page's folder with the reason, or None where nothing holds the page."""
    if is_held(page):
        refusal = _refusals()[act]
    elif act == "delete" and holds_revisions(page):
        refusal = _(
            "“%(page)s” cannot be deleted: its revisions are public, and what people said leads to them. "
            "Unpublish it instead."
        )
    else:
        return None
    messages.error(request, refusal % {"page": page.get_admin_display_title()})
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_delete_page")
def keep_from_deletion(request, page):
    return _refuse(request, "delete", page)


@hooks.register("before_move_page")
def keep_from_moving(request, page, destination):
    return _refuse(request, "move", page)


@hooks.register("before_unpublish_page")
def keep_published(request, page):
    return _refuse(request, "unpublish", page)


@hooks.register("before_bulk_action")
def keep_from_bulk_actions(request, action_type, objects, action):
    if action_type not in _refusals():
        return None
    pages = (thing for thing in objects if isinstance(thing, Page))
    return next((answer for page in pages if (answer := _refuse(request, action_type, page))), None)
