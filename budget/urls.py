"""The addresses of the steps, mounted before Wagtail's catch-all and inside the language prefix."""

urlpatterns = []
