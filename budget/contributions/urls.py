from django.urls import path

from budget.contributions import views
from budget.contributions.views.finding import followable
from budget.notices.views import follows

app_name = "contributions"
urlpatterns = [
    path("<slug:campaign>/contributions/", views.contribution_list, name="list"),
    path("<slug:campaign>/contributions/nouvelle/", views.create, name="create"),
    path("<slug:campaign>/contributions/<slug:reference>/", views.detail, name="detail"),
    path("<slug:campaign>/contributions/<slug:reference>/repondre/", views.reply, name="reply"),
    path("<slug:campaign>/contributions/<slug:reference>/soutenir/", views.support, name="support"),
    path("<slug:campaign>/contributions/<slug:reference>/suivre/", follows(followable), name="follow"),
    path("<slug:campaign>/questions/", views.questions, name="questions"),
]
