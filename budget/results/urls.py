"""Addresses of the results."""

from django.urls import path

from budget.results import exports, views

app_name = "results"
urlpatterns = [
    path("<slug:campaign>/depouillement/", views.results_page, name="campaign"),
    path("<slug:campaign>/depouillement.csv", exports.results_file, name="csv"),
]
