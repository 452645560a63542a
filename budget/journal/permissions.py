"""Who may do what in the Wagtail admin, said in the domain's own rights."""

from wagtail.permission_policies import ModelPermissionPolicy


class ActsPolicy(ModelPermissionPolicy):
    """For models that change through services only: what no right is named for, nobody does, not even a superuser.

    `rights`: {"add": […], "change": […], "delete": […], "view": […]}, codenames of permissions, any of which is enough.
    Register it with `wagtail.permissions.register_permission_policy`.
    """

    def __init__(self, model, **rights):
        super().__init__(model)
        self.rights = rights

    def user_has_permission(self, user, action):
        return any(user.has_perm(f"budget.{right}") for right in self.rights.get(action, ()))
