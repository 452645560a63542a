"""One example of every component of templates/components, the same in both languages."""

from datetime import date, datetime

from django.core.paginator import Paginator

from budget.contributions.forms.brakes import Braked
from budget.workshops.models import Registration
from tests.templates import lineage_samples
from tests.templates.samples import (
    COLUMNS,
    COMMITMENT,
    EAST,
    ORIGINS,
    PARIS,
    QUESTION,
    RIVER,
    SOURCES,
    SPOKEN,
    SQUARE,
    WRITTEN,
    FilterForm,
    PointForm,
    ballot_card,
    contribution,
    december,
    filled_form,
    phases,
    project,
    result,
    theme,
    walk,
)


def examples():
    """{template: parameters}, one per file of templates/components, the same in both languages."""
    return {
        "badge.html": {"channel": "paper", "label": "Sur papier, bibliothèque"},
        "badge/nature.html": {"nature": "against"},
        "badge/theme.html": {"theme": theme()},
        "badge/place.html": {"label": "Les Tanneries", "with_icon": True},
        "badge/state.html": {"label": "tenu", "tone": "kept"},
        "badge/origins.html": {"parts": ORIGINS},
        "badge/tally.html": {
            "total": 70,
            "words": "paroles publiées",
            "parts": [("web", 23), ("workshop", 36)],
        },
        "ballot/card.html": {"card": ballot_card()},
        "ballot/steps.html": {"step": 2, "total": 4},
        "breadcrumb.html": {"items": [{"title": "Accueil", "url": "/fr/"}, {"title": "Idées"}]},
        "budget-meter.html": {
            "costs": [16_000_000, 42_000_000, 24_000_000],
            "total_cents": 90_000_000,
            "chosen": 3,
            "left_cents": 8_000_000,
            "spent_cents": 82_000_000,
            "over_cents": 0,
            "is_stuck": True,
            "button_label": "Continuer vers mon quartier",
        },
        "button.html": {"label": "Suivre", "kind": "quiet", "icon": "suivre", "is_pressed": False},
        "capture/queue.html": {
            "notes": [{"number": 3, "text": "Qui garde les clés ?", "words": "Question.", "edit_url": "#"}]
        },
        "contribution.html": {
            "contribution": contribution(),
            "signin_url": "/fr/compte/login/",
            "support_label": "Soutenir, 22",
            "reply_url": "#repondre",
            "replies": [{"channel": "web", "provenance": "", "text": "Quelles espèces ?", "meta": "25 mai"}],
        },
        "contribution/idea.html": {
            "idea": contribution(
                nature="idea",
                title="Un lieu à nous",
                url="/fr/bp2026/contributions/A4-T1-N1/",
                theme=theme(),
                district="La Garenne-Sud",
                becoming="Devenue le projet « La maison des 13-17 ans »",
                supports=31,
            )
        },
        "contribution/side-head.html": {"side": "for", "count": 2},
        "dialog.html": {
            "uid": "retrait",
            "title": "Retirer votre idée ?",
            "text": "Les réponses restent.",
            "action": "/",
            "confirm_label": "Retirer",
        },
        "door.html": {
            "person": Registration(pk=7, name="Ana", companions=2, needs=["childcare"], children=2),
            "number": 1,
            "action": "/",
            "is_open": True,
        },
        "empty-state.html": {
            "art": "vide-banc",
            "title": "Personne n’a encore répondu",
            "text": "La place est libre.",
            "url": "#repondre",
            "link_label": "Répondre",
        },
        "filters.html": {
            "form": FilterForm({"theme": ["nat"]}),
            "label": "Filtrer les idées",
            "chosen": 1,
            "results": "liste",
        },
        "filters/active.html": {"active": [{"label": "École et jeunesse", "url": "?"}], "clear_url": "?"},
        "follow-slip.html": {"code": "TAN-7K4Q-2MXR", "text": "Ce code ouvre cette page et rien d’autre."},
        "follow-slip/path.html": {
            "steps": [
                {"title": "Dite à la table 3", "text": "28 mai 2026", "state": "past"},
                {"title": "Au vote", "text": "Jusqu’au 8 décembre.", "state": "now"},
                {"title": "Résultats", "text": "19 décembre 2026", "state": "next"},
            ]
        },
        "form/already-said.html": {
            "items": [
                {
                    "channel": "workshop",
                    "provenance": "Table 3, conseil A3",
                    "title": "Note de table",
                    "url": "#",
                }
            ]
        },
        "form/brakes.html": {"form": Braked(now=datetime(2026, 11, 24, 12, 0, tzinfo=PARIS))},
        "form/choices.html": {"field": filled_form()["land"]},
        "form/error.html": {"field": filled_form()["title"]},
        "form/errors.html": {"form": filled_form()},
        "form/field.html": {"field": filled_form()["title"]},
        "form/point.html": {
            "latitude": PointForm()["latitude"],
            "longitude": PointForm()["longitude"],
            "district": PointForm()["district"],
            "districts": [
                {"value": "tan", "label": "Les Tanneries", "geometry": SQUARE},
                {"value": "riv", "label": "Rives", "geometry": EAST},
            ],
        },
        "hero.html": {
            "title": "2,4 millions d’euros, vos idées, vos ateliers, votre vote.",
            "lead": "Depuis huit mois, six ateliers ont réuni 279 présences.",
            "card": {
                "days": 14,
                "days_words": "jours pour voter,\njusqu’au mardi 8 décembre",
                "title": "Vingt-six projets vous attendent",
                "text": "Dès 11 ans.",
                "url": "/fr/vote/bp2026/",
                "url_label": "Ouvrir mon bulletin",
            },
        },
        "hero/phase.html": {
            "when": "Ouvert jusqu’au mardi 8 décembre, minuit",
            "title": "Voter",
            "text": "Vingt-six projets.",
            "url": "/fr/vote/bp2026/",
            "url_label": "Ouvrir mon bulletin",
        },
        "lineage.html": {
            "items": [{**q, "nature": "idea", "meta": "2 avril 2026"} for q in WRITTEN + SPOKEN],
            "end": {"title": "Projet P11, au vote", "text": "Étudié le 15 août."},
            "is_two_banks": True,
        },
        **lineage_samples.examples(),
        "lineage/graph.html": {
            "sources": SOURCES,
            "project": {"title": "Cinq cours d’ombre", "detail": "P06, au vote"},
            "words": "Cinq sources mènent à Cinq cours d’ombre.",
        },
        "month.html": {"month": december()},
        "poster.html": {"workshop": walk(), "address": "https://rivelune.example/fr/bp2026/ateliers/A2/"},
        "qr.html": {"address": "https://rivelune.example/", "text": "Ce carré l’ouvre.", "code": "7K4Q-2MXR"},
        "map.html": {
            "districts": [
                {"label": "Haut-Mesnil", "geometry": SQUARE, "count": 2},
                {"label": "Port-Lavandier", "geometry": EAST, "count": 1, "is_on": True},
            ],
            "river": RIVER,
            "words": "2 idées au Haut-Mesnil, 1 à Port-Lavandier",
            "caption": "3 idées sont situées.",
            "list_url": "#liste",
        },
        "news-card.html": {
            "news": {
                "title": "Les bureaux de vote ouvrent",
                "url": "/fr/actualites/bureaux/",
                "published_on": date(2026, 11, 18),
                "intro": "Neuf lieux, du mardi au samedi.",
            }
        },
        "notice.html": {
            "tone": "warn",
            "title": "Fusionné",
            "text": "Cette idée vit désormais dans un projet.",
        },
        "notice/banner.html": {"text": "Ville et personnes inventées."},
        "notice/messages.html": {"messages": [_Message("success", "Votre réponse est dans le fil.")]},
        "notice/toast.html": {"text": "Vous suivez ce fil."},
        "page-sizes.html": {"sizes": (20, 50, 100), "size": 50, "total": 90},
        "pagination.html": {"page": Paginator(range(100), 10).page(2)},
        "partner-card.html": {
            "partner": {
                "name": "Groupe Voltiane",
                "url": "/fr/partenaires/voltiane/",
                "kind": "Grand groupe",
                "offers": "étude de raccordement gratuite",
                "needs": "toitures publiques",
                "interest": "fournisseur possible des travaux du projet P05",
            }
        },
        "partner-card/interest.html": {"text": "Fournisseur possible.", "is_first": True},
        "partner-card/match.html": {
            "giver": "Office Habitat Rivelune",
            "giver_words": "offre une ancienne buanderie",
            "seeker": "La Chaîne Bavarde",
            "seeker_words": "cherche un local couvert",
            "why": "un local couvert de 110 m²",
        },
        "project-card.html": {"project": project()},
        "button/follow.html": {"following": {"url": "/suivre/", "is_followed": True, "label": "Vous suivez"}},
        "notice-list.html": {
            "items": [
                {
                    "title": "Une réponse à votre idée",
                    "text": "Oui.",
                    "url": "#",
                    "when": datetime(2026, 11, 24, 12, tzinfo=PARIS),
                    "is_unread": True,
                }
            ]
        },
        "notice-list/follows.html": {
            "items": [{"kind": "Projet", "title": "La Halle aux vélos", "url": "#", "stop_url": "/suivre/"}]
        },
        "prose/accordion.html": {
            "items": [{"title": "Qui peut voter ?", "text": "Dès onze ans.", "is_open": True}]
        },
        "prose/code-band.html": {"action": "/fr/suivi/"},
        "prose/districts.html": {
            "rows": [
                {
                    "label": "Les Tanneries",
                    "url": "#",
                    "words": "13 900 habitants",
                    "amount_cents": 32_000_000,
                }
            ]
        },
        "prose/changes.html": {
            "items": [
                {
                    "number": 2,
                    "published_at": datetime(2026, 3, 31, 9, tzinfo=PARIS),
                    "note": "Partie 2 : le passage sur les enveloppes est réécrit.",
                    "language": "fr",
                    "hash": "4F9C 1A07",
                    "is_current": True,
                    "url": "#",
                    "compare_url": "#",
                }
            ]
        },
        "prose/download.html": {"title": "Document socle", "url": "#", "details": "PDF, 7 pages"},
        "prose/pull.html": {
            "quote": "On a perdu notre dernier café.",
            "words": "Table 1, conseil des Tanneries",
        },
        "prose/versions.html": {"items": [{"label": "Facile à lire", "url": "#"}]},
        "question-row.html": {
            "question": QUESTION,
            "follow": {"url": "/suivre/", "is_followed": False, "label": "Suivre"},
        },
        "receipt.html": {
            "code": "K7M2-QX4T-9RDP-3HWN",
            "facts": [{"label": "Définition du bulletin", "value": "4F9C 1A07", "is_code": True}],
        },
        "receipt/facts.html": {"facts": [{"label": "Coût", "value": "420 000 €", "is_big": True}]},
        "result-row.html": {"result": result(), "scale": 1500},
        "result-row/legend.html": {"items": [{"bank": "web", "label": "En ligne"}]},
        "result-row/why.html": {"why": result()["why"]},
        "table.html": {
            "caption": "2 400 000 €, en sept enveloppes",
            "columns": COLUMNS,
            "rows": [{"head": "Les Tanneries", "note": "dont 100 000 €", "cells": ["13 900", "320 000 €"]}],
            "foot": {"head": "Total", "cells": ["", "2 400 000 €"]},
        },
        "table/commitments.html": {"commitments": [COMMITMENT]},
        "timeline.html": {"phases": phases()},
        "two-banks.html": {
            "written": WRITTEN,
            "spoken": SPOKEN,
            "end": {
                "words": "Ensemble, elles sont devenues un projet",
                "title": "Des berges douces la nuit",
                "url": "#",
                "text": "Lumière ambrée et basse.",
                "cost_cents": 9_800_000,
                "upkeep_cents": 500_000,
            },
        },
        "two-banks/figures.html": {
            "figures": [{"words": "idées du web discutées en salle", "value": 14, "of": 23, "url": "#"}]
        },
        "workshop-card.html": {
            "workshop": {
                "title": "Atelier jeunes : la Garenne à quinze ans",
                "url": "#",
                "starts_at": datetime(2026, 6, 1, 18, 0, tzinfo=PARIS),
                "facts": ["Maison de quartier de la Garenne", "34 présences"],
            }
        },
        "workshop-card/access.html": {"items": ["Plain-pied", "Repas offert"]},
        "workshop-card/programme.html": {
            "steps": [{"time": "17 h 30", "text": "les services exposent les contraintes"}]
        },
        "workshop-card/table-notes.html": {
            "number": 1,
            "subject": "Cinq cours, pas vingt",
            "uid": "table-1",
            "notes": [
                {
                    "nature": "clarification",
                    "about": "sur « Des arbres »",
                    "text": "Choisir les plus chaudes.",
                }
            ],
        },
    }


class _Message:
    def __init__(self, level_tag, text):
        self.level_tag = level_tag
        self.text = text

    def __str__(self):
        return self.text
