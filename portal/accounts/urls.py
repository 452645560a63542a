"""Sign-up, sign-in and one's own page."""

from django.urls import include, path

urlpatterns = [
    path("", include("allauth.urls")),
]
