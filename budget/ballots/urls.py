"""The booth's addresses. Identification bears the roll's name: it is the roll's door, with this step's screens."""

from django.urls import path

from budget.ballots import views

app_name = "ballots"
urlpatterns = [
    path("vote/<slug:slug>/", views.vote, name="vote"),
    path("vote/<slug:slug>/ballot/", views.ballot, name="ballot"),
    path("vote/<slug:slug>/review/", views.review, name="review"),
    path("vote/<slug:slug>/cast/", views.cast, name="cast"),
    path("vote/<slug:slug>/receipt/", views.receipt_text, name="receipt"),
    path("vote/<slug:slug>/check/", views.check, name="check"),
    path("vote/<slug:slug>/replace/", views.replace, name="replace"),
]
roll_urlpatterns = [
    path("vote/<slug:slug>/identify/", views.identify, name="identify"),
    path("vote/<slug:slug>/identify/<str:token>/", views.verify, name="verify"),
]
