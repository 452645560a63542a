"""Reading the demo files, and turning their relative days into dates."""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from budget.contributions.choices import Channel, Nature
from budget.partners.choices import PartnerKind
from budget.workshops.choices import WorkshopKind

DATA = Path(__file__).parent / "data"
PARIS = ZoneInfo("Europe/Paris")

NATURES = {
    "idee": Nature.IDEA, "pour": Nature.FOR, "contre": Nature.AGAINST, "question": Nature.QUESTION,
    "precision": Nature.CLARIFICATION, "reaction": Nature.REACTION,
}  # fmt: skip
CHANNELS = {
    "web": Channel.WEB, "atelier": Channel.WORKSHOP, "conseil": Channel.COUNCIL, "papier": Channel.PAPER,
    "stand": Channel.STAND, "telephone": Channel.PHONE, "courrier": Channel.MAIL,
}  # fmt: skip
PARTNER_KINDS = {
    "association": PartnerKind.ASSOCIATION, "start-up": PartnerKind.STARTUP, "PME": PartnerKind.SME,
    "grand groupe": PartnerKind.LARGE_GROUP, "coopérative": PartnerKind.COOPERATIVE,
    "bailleur social": PartnerKind.SOCIAL_LANDLORD, "établissement public": PartnerKind.PUBLIC_BODY,
    "établissement scolaire": PartnerKind.SCHOOL, "laboratoire": PartnerKind.LAB,
}  # fmt: skip
WORKSHOP_KINDS = {
    "ouverture": WorkshopKind.OPENING, "marche": WorkshopKind.WALK, "conseil": WorkshopKind.COUNCIL,
    "thematique": WorkshopKind.THEMATIC, "partenaires": WorkshopKind.PARTNERS, "coconstruction": WorkshopKind.CO_DESIGN,
}  # fmt: skip


#: Steps around a place, in the order they are taken.
_AROUND = ((0, 0), (1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (-1, -1))


def read(name):
    """One demo file as plain data."""
    text = (DATA / name).read_text(encoding="utf-8")
    return json.loads(text) if name.endswith("json") else yaml.safe_load(text)


@dataclass
class Source:
    """The demo files, and the moment that counts as day 0."""

    now: datetime
    say: callable = print
    objects: dict = field(default_factory=dict)

    @cached_property
    def city(self):
        return read("demo.yaml")

    @cached_property
    def debate(self):
        return read("debat.yaml")

    @cached_property
    def project_texts(self):
        return read("projets.yaml")["textes"]

    @cached_property
    def english(self):
        return read("english.yaml")

    @cached_property
    def outlines(self):
        """District code → GeoJSON geometry."""
        return {
            f["properties"]["ref"]: f["geometry"]
            for f in read("quartiers.geojson")["features"]
            if f["properties"]["genre"] == "quartier"
        }

    @cached_property
    def points(self):
        """Contribution reference → {latitude, longitude}: near the place of the first project it went into.

        What went into one project stands around its place, some forty metres apart, like people of one street.
        """
        places = {
            f["properties"]["ref"]: f["geometry"]["coordinates"]
            for f in read("quartiers.geojson")["features"]
            if f["properties"]["genre"] == "projet"
        }
        found = {}
        for project in self.city["projets"]:
            if place := places.get(project["id"]):
                for rank, reference in enumerate(project.get("s", ())):
                    east, north = _AROUND[rank % len(_AROUND)]
                    point = {"latitude": place[1] + north * 0.0004, "longitude": place[0] + east * 0.0006}
                    found.setdefault(reference, point)
        return found

    @property
    def today(self):
        return self.now.astimezone(PARIS).date()

    def on(self, day):
        """The date `day` days from today."""
        return self.today + timedelta(days=day)

    def at(self, day, hour=12, minute=0):
        """That day at that hour, Europe/Paris."""
        return datetime.combine(self.on(day), time(hour, minute), tzinfo=PARIS)

    def hours(self, text, day):
        """« 18h30–20h45 » on `day` → the two aware datetimes."""
        start, end = re.findall(r"(\d+)h(\d*)", text)
        return tuple(self.at(day, int(h), int(m or 0)) for h, m in (start, end))

    def keep(self, reference, instance):
        """Remember what a reference of the files (C07, P06, PA01…) became."""
        self.objects[reference] = instance
        return instance

    def __getitem__(self, reference):
        return self.objects[reference]

    def get(self, reference):
        return self.objects.get(reference)
