"""One example of every component, with the words of the invented city: what tests render, and what a gallery can show."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import forms

from budget.campaigns.models import Campaign
from budget.workshops.models import Workshop
from budget.workshops.queries import weeks_of

PARIS = ZoneInfo("Europe/Paris")


class IdeaForm(forms.Form):
    """A form with every kind of control."""

    title = forms.CharField(label="Titre", help_text="Comme vous le diriez à votre voisine.")
    summary = forms.CharField(label="En trois phrases", max_length=600, widget=forms.Textarea)
    district = forms.ChoiceField(label="Quartier", choices=[("tan", "Les Tanneries")], required=False)
    land = forms.ChoiceField(
        label="Le terrain est-il public ?",
        choices=[("yes", "Oui"), ("unknown", "Je ne sais pas")],
        widget=forms.RadioSelect,
    )
    agreed = forms.BooleanField(label="J’ai lu la charte")
    trace = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["land"].choice_hints = {"unknown": "Le service du foncier vérifiera avec vous."}


class FilterForm(forms.Form):
    """The filters of a list."""

    q = forms.CharField(label="Chercher", required=False)
    theme = forms.MultipleChoiceField(
        label="Thème",
        choices=[("nat", "Nature et fraîcheur"), ("edu", "École et jeunesse")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    order = forms.ChoiceField(label="Ordre", choices=[("day", "Tirage du jour")], required=False)


class PointForm(forms.Form):
    """A place on the map of the districts."""

    latitude = forms.FloatField(widget=forms.HiddenInput, required=False)
    longitude = forms.FloatField(widget=forms.HiddenInput, required=False)
    district = forms.ChoiceField(label="Quartier", choices=[("tan", "Les Tanneries")], required=False)


def theme(code="EDU", label="École et jeunesse"):
    """A theme as the domain gives it."""
    return {"code": code, "label": label}


ORIGINS = [("web", 1), ("phone", 1), ("workshop", 4)]
SQUARE = {"type": "Polygon", "coordinates": [[[0, 45], [1, 45], [1, 46], [0, 46], [0, 45]]]}
EAST = {"type": "Polygon", "coordinates": [[[1, 45], [2, 45], [2, 46], [1, 46], [1, 45]]]}
RIVER = {"type": "LineString", "coordinates": [[0, 45.2], [2, 45.8]]}
DEADLINE = datetime(2026, 12, 9, tzinfo=PARIS)


def filled_form():
    """A form sent with three mistakes."""
    form = IdeaForm({"summary": "Un abri fermé devant la place.", "agreed": "on"})
    form.is_valid()
    return form


def phases():
    """The year of a campaign, seen from its vote."""
    titles = ["S’informer", "Proposer et réagir", "Se rencontrer", "Voter", "Suivre les chantiers"]
    states = ["past", "past", "past", "now", "next"]
    return [
        {"title": title, "url": f"/fr/bp2026/{rank}/", "dates": "3 avr. – 14 mai", "state": state}
        for rank, (title, state) in enumerate(zip(titles, states, strict=True))
    ]


def project(**changes):
    """A project card."""
    return {
        "title": "Cinq cours d’ombre",
        "url": "/fr/bp2026/projets/P06/",
        "summary": "Les cinq cours les plus chaudes plantées et ouvertes au quartier les soirs d’alerte chaleur.",
        "theme": theme(),
        "district": "Toute la ville",
        "cost_cents": 42_000_000,
        "upkeep_cents": 2_600_000,
        "origins": ORIGINS,
    } | changes


def contribution(**changes):
    """A note taken at a table."""
    return {
        "nature": "against",
        "channel": "workshop",
        "provenance": "Table 2, marche A2",
        "text": "Un éclairage fort ferait fuir les chauves-souris.",
        "meta": "Halte des saules, 23 mai 2026.",
        "fidelity": "Mot pour mot, relu en salle",
    } | changes


def ballot_card(**changes):
    """A project on the ballot."""
    return {
        "id": "p-P04",
        "name": "choice",
        "value": "P04",
        "title": "Le camion des objets prêtés",
        "cost_cents": 9_500_000,
        "upkeep_cents": 1_800_000,
        "summary": "Une bibliothèque d’objets itinérante.",
        "origins": [("paper", 1)],
        "is_checked": False,
        "exceeds_cents": 1_500_000,
    } | changes


def result(**changes):
    """A row of the results."""
    return {
        "title": "Le camion des objets prêtés",
        "url": "/fr/bp2026/projets/P04/",
        "state": {"label": "Non retenu", "tone": ""},
        "is_lost": True,
        "votes": 987,
        "votes_words": "987 voix",
        "modes": [
            {"bank": "web", "votes": 624, "words": "624 en ligne"},
            {"bank": "post", "votes": 318, "words": "318 sur papier"},
            {"bank": "room", "votes": 45, "words": "45 sur borne"},
        ],
        "cost_cents": 9_500_000,
        "why": {
            "title": "Pourquoi il n’est pas retenu",
            "steps": ["Quand vient son tour, il reste 80 000 €.", "Il coûte 95 000 €."],
            "counterfactual": "Avec 202 voix de plus, il l’emportait. Avec 201, non.",
            "is_open": True,
        },
    } | changes


COMMITMENT = {
    "partner": "Atelier Copeau & Filles",
    "partner_url": "/fr/partenaires/copeau/",
    "quantity": "200 heures de chantier-école",
    "purpose": "Un préau pour les Halles",
    "purpose_url": "/fr/bp2026/projets/P08/",
    "due": "22 juillet 2027",
    "state": {"label": "retiré", "tone": "late"},
    "proof": "",
    "reason": "carnet de commandes complet",
}
QUESTION = {
    "channel": "council",
    "provenance": "",
    "state": {"label": "En retard de 29 jours", "tone": "late"},
    "is_late": True,
    "text": "Où en est la salle promise ?",
    "url": "",
    "meta": "Les Tanneries, posée le 26 septembre 2026",
    "answer": "",
    "answered_by": "",
    "waiting": "Confiée au service Bâtiments.",
}
WRITTEN = [
    {
        "channel": "web",
        "provenance": "",
        "text": "Après 18 h en hiver, on n’ose plus passer.",
        "words": "« Éclairer les berges », une idée soutenue par 61 personnes",
        "url": "",
    }
]
SPOKEN = [
    {
        "channel": "workshop",
        "provenance": "Table 2, marche de nuit A2",
        "text": "Un éclairage fort ferait fuir les chauves-souris que nous venons de voir.",
        "words": "Contre, relu à voix haute",
        "url": "",
    },
    {
        "channel": "workshop",
        "provenance": "Table 2, marche de nuit A2",
        "text": "Lumière orange, basse, qui s’éteint à 23 h sauf détection.",
        "words": "Idée, discutée ensuite en ligne",
        "url": "",
    },
]
SOURCES = [
    {"title": "Des arbres dans les cours", "detail": "En ligne, 164 soutiens", "bank": "web"},
    {"title": "Appel d’une grand-mère", "detail": "Par téléphone", "bank": "post"},
    {
        "title": "Une cour fraîche aux Lavandières",
        "detail": "Sur papier, 57 signatures",
        "bank": "post",
        "via": {"title": "Projet P33, réuni à P06", "detail": "le 27 juin, avec accord"},
    },
    {"title": "Ouvrir les cours le soir", "detail": "Table 2, soirée d’ouverture", "bank": "room"},
    {"title": "Les cinq plus chaudes", "detail": "Table 1, co-construction", "bank": "room"},
]
COLUMNS = [
    {"label": "Quartier"},
    {"label": "Habitants", "is_number": True},
    {"label": "Enveloppe", "is_number": True},
]


def walk():
    """A meeting that is announced."""
    return Workshop(
        campaign=Campaign(slug="bp2026"),
        reference="A2",
        kind="walk",
        title="La nuit sur les berges",
        starts_at=datetime(2026, 12, 3, 20, tzinfo=PARIS),
        ends_at=datetime(2026, 12, 3, 22, tzinfo=PARIS),
        venue="Capitainerie",
        programme=["20h00 départ"],
    )


def december():
    """A month with one meeting."""
    weeks = weeks_of(date(2026, 12, 1), [walk()])
    return {
        "first": date(2026, 12, 1),
        "today": date(2026, 12, 2),
        "weeks": weeks,
        "weekdays": [day["date"] for day in weeks[0]],
        "is_empty": False,
        "previous": "?month=2026-11",
        "next": "?month=2027-01",
    }
