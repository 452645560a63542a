"""Addresses of the projects of a campaign."""

from django.urls import path

from budget.notices.views import follows
from budget.projects import views
from budget.projects.views.finding import followable

app_name = "projects"
urlpatterns = [
    path("<slug:campaign>/projets/", views.project_list, name="list"),
    path("<slug:campaign>/projets/deposer/", views.submit, name="submit"),
    path("<slug:campaign>/projets/a-instruire/", views.work_list, name="work_list"),
    path("<slug:campaign>/projets/<str:reference>/", views.detail, name="detail"),
    path("<slug:campaign>/projets/<str:reference>/modifier/", views.edit, name="edit"),
    path("<slug:campaign>/projets/<str:reference>/retirer/", views.withdraw, name="withdraw"),
    path("<slug:campaign>/projets/<str:reference>/suivre/", follows(followable), name="follow"),
    path("<slug:campaign>/projets/<str:reference>/instruction/", views.assess, name="assess"),
    path("<slug:campaign>/projets/<str:reference>/filiation/", views.lineage, name="lineage"),
    path("<slug:campaign>/projets/<str:reference>/filiation.csv", views.lineage_csv, name="lineage_csv"),
]
