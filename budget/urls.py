"""The addresses of the steps, mounted before Wagtail's catch-all and inside the language prefix."""

from django.urls import include, path

urlpatterns = [
    path("", include("budget.plan.urls")),
    path("", include("budget.partners.urls")),
    path("", include("budget.projects.urls")),
]
