"""Address of the follow button of an edition; the edition itself is a page of the site."""

from django.urls import path

from budget.campaigns.views import followable
from budget.notices.views import follows

app_name = "campaigns"
urlpatterns = [path("<slug:campaign>/suivre/", follows(followable), name="follow")]
