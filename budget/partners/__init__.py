"""Organisations: profile, kind, members, offers and needs, declared interests."""
