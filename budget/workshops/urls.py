from django.urls import path

from budget.notices.views import follows
from budget.workshops import exports, views
from budget.workshops.views.reading import followable

app_name = "workshops"
urlpatterns = [
    path("<slug:campaign>/ateliers/", views.workshop_list, name="list"),
    path("<slug:campaign>/ateliers/<slug:reference>/", views.detail, name="detail"),
    path("<slug:campaign>/ateliers/<slug:reference>/suivre/", follows(followable), name="follow"),
    path("<slug:campaign>/ateliers/<slug:reference>/notes/", views.capture, name="capture"),
    path("<slug:campaign>/ateliers/<slug:reference>/dossier/", views.pack, name="pack"),
    path(
        "<slug:campaign>/ateliers/<slug:reference>/dossier/<int:number>-<slug:size>.pdf",
        exports.pack_file,
        name="pack-file",
    ),
]
