"""Addresses of one's notices."""

from django.urls import path

from budget.notices import views

app_name = "notices"
urlpatterns = [
    path("suivis/", views.mine, name="mine"),
    path("suivis/reglages/", views.preferences, name="preferences"),
    path("suivis/lus/", views.read_all, name="read_all"),
    path("suivis/avis/<int:pk>/", views.open_notice, name="open"),
    path("suivis/desinscription/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
