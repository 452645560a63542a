"""Sign-in and sign-up by e-mail code, and one's own page. allauth's views, at our addresses: no password for citizens."""

from allauth.account import views as allauth_views
from django.urls import path

from portal.accounts import views

urlpatterns = [
    path("", views.account, name="account_home"),
    path("connexion/", allauth_views.request_login_code, name="account_login"),
    path("connexion/", allauth_views.request_login_code, name="account_request_login_code"),
    path("connexion/code/", allauth_views.confirm_login_code, name="account_confirm_login_code"),
    path("inscription/", allauth_views.signup, name="account_signup"),
    path("inscription/code/", allauth_views.email_verification_sent, name="account_email_verification_sent"),
    path("deconnexion/", allauth_views.logout, name="account_logout"),
    path("inactif/", allauth_views.account_inactive, name="account_inactive"),
]
