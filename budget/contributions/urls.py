from django.urls import path

from budget.contributions import exports, views
from budget.contributions.views.finding import followable
from budget.notices.views import follows

app_name = "contributions"
urlpatterns = [
    path("mes-contributions/", views.mine, name="mine"),
    path("mes-contributions/effacer/", views.erase_all, name="erase_all"),
    path("mes-contributions/brouillons/<uuid:key>/supprimer/", views.delete_draft, name="delete_draft"),
    path("<slug:campaign>/contributions/", views.contribution_list, name="list"),
    path("<slug:campaign>/contributions/points.geojson", views.points, name="points"),
    path("<slug:campaign>/contributions/nouvelle/", views.create, name="create"),
    path("<slug:campaign>/contributions/deja-dit/", views.already_said, name="already_said"),
    path("<slug:campaign>/contributions/<slug:reference>/", views.detail, name="detail"),
    path("<slug:campaign>/contributions/<slug:reference>/repondre/", views.reply, name="reply"),
    path("<slug:campaign>/contributions/<slug:reference>/soutenir/", views.support, name="support"),
    path("<slug:campaign>/contributions/<slug:reference>/suivre/", follows(followable), name="follow"),
    path("suivi/", views.slip, name="slip"),
    path("suivi/<str:code>/", views.slip, name="slip_code"),
    path("bons-de-suivi/", views.desk_now, name="slips_now"),
    path("<slug:campaign>/bons-de-suivi/", views.desk, name="slips"),
    path("<slug:campaign>/bons-de-suivi/imprimer/", views.print_slips, name="print_slips"),
    path("<slug:campaign>/courriers/", views.letters, name="letters"),
    path("<slug:campaign>/courriers/<int:number>.<str:kind>", views.letters_again, name="letters_again"),
    path("<slug:campaign>/contributions/<slug:reference>/bon/", views.issue, name="slip_issue"),
    path("<slug:campaign>/contributions/<slug:reference>/adresse/", views.contact, name="postal_contact"),
    path("saisie/", views.enter_now, name="enter_now"),
    path("<slug:campaign>/saisie/", views.enter, name="enter"),
    path("<slug:campaign>/saisie/imports/", views.imports, name="imports"),
    path("<slug:campaign>/saisie/imports/modele.<str:kind>", exports.import_template, name="import_template"),
    path("<slug:campaign>/saisie/imports/<int:batch>/", views.import_batch, name="import"),
    path(
        "<slug:campaign>/saisie/imports/<int:batch>/ligne/<int:line>/", views.import_line, name="import_line"
    ),
    path("<slug:campaign>/saisie/imports/<int:batch>/<slug:act>/", views.import_act, name="import_act"),
    path("<slug:campaign>/contributions/<slug:reference>/modifier/", views.edit, name="edit"),
    path("<slug:campaign>/contributions/<slug:reference>/versions/", views.versions, name="versions"),
    path("<slug:campaign>/contributions/<slug:reference>/retirer/", views.withdraw, name="withdraw"),
    path("<slug:campaign>/contributions/<slug:reference>/effacer/", views.erase, name="erase"),
    path("<slug:campaign>/contributions/<slug:reference>/signaler/", views.report, name="report"),
    path("<slug:campaign>/contributions/<slug:reference>/decision/", views.contest, name="contest"),
    path("<slug:campaign>/contributions/<slug:reference>/precision/", views.query, name="query"),
    path("<slug:campaign>/moderation/", views.moderation, name="moderation"),
    path("<slug:campaign>/moderation.csv", views.moderation_csv, name="moderation_csv"),
    path("<slug:campaign>/regroupements/<slug:reference>/", views.grouping, name="grouping"),
    path("<slug:campaign>/fusions/<int:pk>/", views.proposal, name="proposal"),
    path("<slug:campaign>/questions/", views.questions, name="questions"),
]
