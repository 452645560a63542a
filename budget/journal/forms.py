"""How a form of the Wagtail admin is saved: through a service, whose refusal becomes a form error."""

from django.db import transaction

from budget.rules.errors import DomainError


class SavedByService:
    """Mix into Wagtail's generic create and edit views.

    The view's `save_through(instance)` calls one service; a DomainError leaves the form as it was typed, with the
    message at the field it names.
    """

    def save_instance(self):
        return self.save_through(self.form.instance)

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except DomainError as fault:
            form.add_error(fault.field if fault.field in form.fields else None, fault.message)
            self.is_valid(form)  # prepares what Wagtail says above the form
            return self.form_invalid(form)
