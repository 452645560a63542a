"""Addresses of organisations. The directory itself is a page of the site."""

from django.urls import path

from budget.notices.views import follows
from budget.partners import views

app_name = "partners"
urlpatterns = [
    path("partenaires/demander/", views.request_profile, name="request"),
    path("partenaires/<slug:slug>/", views.detail, name="detail"),
    path("partenaires/<slug:slug>/profil/", views.edit, name="edit"),
    path("partenaires/<slug:slug>/suivre/", follows(views.followable), name="follow"),
]
