"""Districts, themes, the two editions with their phases and envelopes, the plan's axes and objectives."""

from budget.campaigns import services as campaigns
from budget.campaigns.choices import PhaseKind
from budget.campaigns.models import Campaign, District, Phase, Theme

PHASE_KINDS = {
    "information": PhaseKind.INFORMATION, "idees": PhaseKind.IDEATION, "ateliers": PhaseKind.WORKSHOPS,
    "approfondissement": PhaseKind.DEEPENING, "instruction": PhaseKind.ASSESSMENT, "recours": PhaseKind.APPEAL,
    "vote": PhaseKind.VOTE, "resultats": PhaseKind.RESULTS, "realisation": PhaseKind.DELIVERY,
    "bilan": PhaseKind.EVALUATION,
}  # fmt: skip
#: Days of the past edition, from the dates that its winners and its questions give in the files.
PAST_PHASES = [
    ("information", "S'informer", -560, -545), ("idees", "Proposer et réagir", -544, -500),
    ("ateliers", "Se rencontrer", -499, -470), ("approfondissement", "Approfondir en ligne et co-construire", -469, -450),
    ("instruction", "Étudier", -449, -400), ("recours", "Demander un réexamen", -399, -388),
    ("vote", "Voter", -372, -352), ("resultats", "Connaître les résultats", -345, -336),
    ("realisation", "Suivre les chantiers", -335, 395), ("bilan", "Évaluer et recommencer", -310, -270),
]  # fmt: skip
#: How many contributions one may support during the vote.
SUPPORTS_PER_PERSON = 5


def load_districts(source):
    """Districts with their outlines, and themes."""
    for position, row in enumerate(source.city["quartiers"]):
        district = District(
            code=row["code"],
            name=row["nom"],
            name_en=source.english["districts"].get(row["code"], ""),
            population=row["habitants"],
            is_priority=row["prioritaire"],
            is_citywide=row["code"] == "VIL",
            note=row.get("note", ""),
            outline=source.outlines.get(row["code"]),
            position=position,
        )
        source.keep(row["code"], campaigns.save_district(district=district, actor=None, now=source.now))
    for position, row in enumerate(source.city["themes"]):
        theme = Theme(
            code=row["code"],
            name=row["nom"],
            name_en=source.english["themes"][row["code"]],
            icon=row["picto"],
            tone=row["code"].lower(),
            position=position,
        )
        source.keep(row["code"], campaigns.save_theme(theme=theme, actor=None, now=source.now))


def load_editions(source):
    """The past edition, then the current one; envelopes in cents."""
    past, current = source.city["editions"]
    _load_edition(source, past, total=past["montant"], phases=PAST_PHASES, is_current=False)
    rows = [(p["code"], p["titre"], *p["jours"]) for p in current["phases"]]
    _load_edition(source, current, total=source.city["ville"]["budget_total"], phases=rows, is_current=True)
    for row in source.city["quartiers"]:
        _envelope(source, "BP2026", row["code"], row["enveloppe"], row.get("note", ""))
    _envelope(source, "BP2025", "VIL", past["montant"])


def _load_edition(source, row, *, total, phases, is_current):
    campaign = Campaign(
        slug=row["code"].lower(),
        code=row["code"],
        title=row["titre"],
        title_en=source.english["editions"][row["code"]],
        total_cents=total * 100,
        min_age=source.city["ville"]["regle_defaut"]["age_minimum"],
        is_current=is_current,
    )
    source.keep(
        row["code"], campaigns.save_campaign(campaign=campaign, actor=None, now=source.at(phases[0][2] - 20))
    )
    for code, title, first, last in phases:
        is_limited = is_current and PHASE_KINDS[code] == PhaseKind.VOTE
        phase = Phase(
            campaign=campaign,
            kind=PHASE_KINDS[code],
            title=title,
            title_en=source.english["phases"][code],
            opens_at=source.at(first, 0),
            closes_at=source.at(last + 1, 0),
            supports_per_person=SUPPORTS_PER_PERSON if is_limited else None,
        )
        source.keep(
            f"{row['code']}-{code}", campaigns.schedule_phase(phase=phase, actor=None, now=source.now)
        )


def _envelope(source, edition, district, euros, note=""):
    envelope = campaigns.set_envelope(
        campaign=source[edition],
        district=source[district],
        amount_cents=euros * 100,
        note=note,
        actor=None,
        now=source.now,
    )
    source.keep(f"{edition}-{district}", envelope)
