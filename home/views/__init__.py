"""Screens of the editorial floor that no page type serves alone."""

from home.views.base_document import compare, revision, revisions
from home.views.serving import live_page, serve

__all__ = ["compare", "live_page", "revision", "revisions", "serve"]
