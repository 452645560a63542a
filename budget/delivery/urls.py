"""Addresses of the winners' delivery."""

from django.urls import path

from budget.delivery import views

app_name = "delivery"
urlpatterns = [path("<slug:campaign>/chantiers/", views.works, name="list")]
