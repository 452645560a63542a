"""The addresses of the steps, mounted before Wagtail's catch-all and inside the language prefix."""

from django.urls import include, path

from budget.ballots.urls import roll_urlpatterns

urlpatterns = [
    path("", include("budget.notices.urls")),
    path("", include("budget.campaigns.urls")),
    path("", include("budget.contributions.urls")),
    path("", include("budget.workshops.urls")),
    path("", include("budget.plan.urls")),
    path("", include("budget.partners.urls")),
    path("", include("budget.projects.urls")),
    path("", include("budget.results.urls")),
    path("", include("budget.delivery.urls")),
    path("", include("budget.open_data.urls")),
    path("", include("budget.ballots.urls")),
    path("", include((roll_urlpatterns, "roll"))),
]
