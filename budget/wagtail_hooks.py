"""Registers the steps' screens in the Wagtail admin."""
