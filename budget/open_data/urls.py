"""Addresses of the data."""

from django.urls import path

from budget.open_data import exports, views

app_name = "open_data"
urlpatterns = [
    path("<slug:campaign>/donnees/", views.catalogue, name="campaign"),
    path("<slug:campaign>/donnees/<slug:dataset>.csv", exports.table, name="table"),
    path("<slug:campaign>/donnees/<slug:envelope>.pb", exports.pabulib, name="pabulib"),
]
