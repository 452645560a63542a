from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class WorkshopKind(models.TextChoices):
    OPENING = "opening", _("Opening evening")
    WALK = "walk", _("Exploratory walk")
    THEMATIC = "thematic", _("Thematic workshop")
    COUNCIL = "council", _("Neighbourhood council session")
    PARTNERS = "partners", _("Partners' workshop")
    CO_DESIGN = "co_design", _("Co-design workshop")
    STAND = "stand", _("Stand")


class WorkshopState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("workshop", "Draft")
    OPEN = "open", pgettext_lazy("workshop", "Open")
    FULL = "full", pgettext_lazy("workshop", "Full")
    PACK_FROZEN = "pack_frozen", _("Pack frozen")
    RUNNING = "running", pgettext_lazy("workshop", "Running")
    CAPTURE = "capture", _("Capture")
    READ_BACK = "read_back", _("Read back")
    PUBLISHED = "published", _("Minutes published")
    CLOSED = "closed", pgettext_lazy("workshop", "Closed")


class TeamRole(models.TextChoices):
    """What someone does at a meeting; who leads it may do all of it."""

    LEAD = "lead", _("Facilitator")
    RECORDER = "recorder", _("Table recorder")
    WELCOME = "welcome", _("Welcome desk")


class RegistrationState(models.TextChoices):
    SEATED = "seated", pgettext_lazy("registration", "Has a place")
    WAITING = "waiting", pgettext_lazy("registration", "On the waiting list")
    CANCELLED = "cancelled", pgettext_lazy("registration", "Cancelled")


class Need(models.TextChoices):
    """What a person needs to take part."""

    SIGN_LANGUAGE = "sign_language", _("Sign language interpreter")
    HEARING_LOOP = "hearing_loop", _("Induction loop")
    WHEELCHAIR = "wheelchair", _("Place for a wheelchair")
    LARGE_PRINT = "large_print", _("Documents in large print")
    INTERPRETER = "interpreter", _("Interpreter of another language")
    CHILDCARE = "childcare", _("Someone to look after children")
    QUIET = "quiet", _("A quiet corner")


#: Who someone comes with, at most.
MOST_COMPANIONS = 5
MOST_CHILDREN = 6
#: How long before the start the welcome desk opens.
DOOR_OPENS = timedelta(hours=12)
#: Registrations, with the needs they tell, are erased this long after the end.
REGISTRATIONS_KEPT = timedelta(days=30)

#: States that everyone may read about.
PUBLIC_STATES = tuple(state for state in WorkshopState if state != WorkshopState.DRAFT)
#: States of a meeting that is announced and has not started.
ANNOUNCED_STATES = (WorkshopState.OPEN, WorkshopState.FULL, WorkshopState.PACK_FROZEN)
#: States in which notes may be captured.
CAPTURE_STATES = (
    WorkshopState.RUNNING,
    WorkshopState.CAPTURE,
    WorkshopState.READ_BACK,
    WorkshopState.PUBLISHED,
)
#: States in which the minutes can be read.
PUBLISHED_STATES = (WorkshopState.PUBLISHED, WorkshopState.CLOSED)


class PackSize(models.TextChoices):
    """How a pack is printed. Large print is 18 points at least, notes and footers too."""

    A4 = "a4", _("A4")
    A3 = "a3", _("A3, for the middle of the table")
    LARGE = "large", _("A4, large print")


#: The most subjects a table has time for, and the most arguments of one side that a sheet holds.
ITEMS_PER_TABLE = 6
MOST_PER_SIDE = 6
