from django.urls import path

from budget.notices.views import follows
from budget.workshops import exports, views
from budget.workshops.views.reading import followable

app_name = "workshops"
urlpatterns = [
    path("<slug:campaign>/ateliers/", views.workshop_list, name="list"),
    path("<slug:campaign>/ateliers/calendrier.ics", views.feed, name="feed"),
    path("<slug:campaign>/ateliers/<slug:reference>/", views.detail, name="detail"),
    path("<slug:campaign>/ateliers/<slug:reference>/suivre/", follows(followable), name="follow"),
    path("<slug:campaign>/ateliers/<slug:reference>/calendrier.ics", views.file, name="file"),
    path("<slug:campaign>/ateliers/<slug:reference>/affiche/", views.poster, name="poster"),
    path("<slug:campaign>/ateliers/<slug:reference>/inscription/", views.register, name="register"),
    path("<slug:campaign>/ateliers/<slug:reference>/inscription/envoyee/", views.sent, name="sent"),
    path("<slug:campaign>/ateliers/<slug:reference>/inscription/code/", views.by_code, name="by_code"),
    path("<slug:campaign>/inscriptions/<str:token>/", views.registration, name="registration"),
    path("<slug:campaign>/ateliers/<slug:reference>/accueil/", views.door, name="door"),
    path("<slug:campaign>/ateliers/<slug:reference>/accueil/inscrire/", views.key, name="key"),
    path("<slug:campaign>/ateliers/<slug:reference>/notes/", views.capture, name="capture"),
    path("<slug:campaign>/ateliers/<slug:reference>/dossier/", views.pack, name="pack"),
    path(
        "<slug:campaign>/ateliers/<slug:reference>/dossier/<int:number>-<slug:size>.pdf",
        exports.pack_file,
        name="pack-file",
    ),
]
