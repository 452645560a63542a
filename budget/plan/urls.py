"""Address of the strategic plan."""

from django.urls import path

from budget.plan import views

app_name = "plan"
urlpatterns = [path("plan/", views.detail, name="detail")]
