"""The Wagtail administration of accounts, with the fields our User has."""

from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

USER_FIELDS = {"email", "display_name", "is_superuser", "groups"}


class StaffCreationForm(UserCreationForm):
    first_name = None
    last_name = None

    class Meta(UserCreationForm.Meta):
        fields = USER_FIELDS


class StaffEditForm(UserEditForm):
    first_name = None
    last_name = None

    class Meta(UserEditForm.Meta):
        fields = USER_FIELDS | {"is_active"}


class UserViewSet(WagtailUserViewSet):
    """Wagtail's, with the two forms above."""

    def get_form_class(self, for_update=False):
        return StaffEditForm if for_update else StaffCreationForm
