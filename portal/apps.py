from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class PortalConfig(AppConfig):
    name = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.signals import page_published

        from portal import (
            checks,  # noqa: F401 - registers the checks
            publishing,
        )

        publishing.connect(page_published)


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's user administration, with the fields that our User has."""

    user_viewset = "portal.accounts.viewsets.UserViewSet"
