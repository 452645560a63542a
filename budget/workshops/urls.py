from django.urls import path

from budget.workshops import views

app_name = "workshops"
urlpatterns = [
    path("<slug:campaign>/ateliers/", views.workshop_list, name="list"),
    path("<slug:campaign>/ateliers/<slug:reference>/", views.detail, name="detail"),
    path("<slug:campaign>/ateliers/<slug:reference>/notes/", views.capture, name="capture"),
]
