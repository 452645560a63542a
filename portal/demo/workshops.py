"""Workshops with their tables and notes, minutes, and the neighbourhood councils with their next sessions."""

from datetime import timedelta

from budget.contributions.choices import Fidelity
from budget.workshops import services as workshops
from budget.workshops.choices import WorkshopState
from budget.workshops.models import Council
from portal.demo.notices import remember
from portal.demo.source import NATURES, WORKSHOP_KINDS


def load_workshop(source, row):
    """One workshop: planned, held, its notes captured and read back, published at the hour the file says."""
    starts_at, ends_at = source.hours(row["heure"], row["jour"])
    team = [source[a["role"]] for a in source.city["comptes"] if row["id"] in a.get("ateliers", ())]
    workshop = workshops.plan_workshop(
        campaign=source["BP2026"], reference=row["id"], kind=WORKSHOP_KINDS[row["type"]], title=row["titre"],
        starts_at=starts_at, ends_at=ends_at, venue=row["lieu"], district=source[row["quartier"]],
        capacity=row["jauge"], programme=row["programme"], access=row["acces"], facilitators=team,
        tables=[table["sujet"] for table in row["tables"]], state=WorkshopState.OPEN,
        takes_registrations=False, registered=row["inscrits"], waiting=row["liste_attente"], attended=row["presents"],
        actor=source["pilote_campagne"], now=source.at(row["jour"] - 12, 9),
    )  # fmt: skip
    source.keep(row["id"], workshop)
    published_at = ends_at + timedelta(hours=row["capture"]["publie_heures"])
    tables = {table.number: table for table in workshop.tables.all()}
    for table in row["tables"]:
        for note in table["notes"]:
            _capture(
                source, tables[table["num"]], note, said_at=ends_at - timedelta(minutes=45), now=published_at
            )
    return workshop


def _capture(source, table, row, *, said_at, now):
    note = workshops.capture_note(
        table=table,
        nature=NATURES[row["nature"]],
        text=row["texte"],
        target=source.get(row.get("cible")),
        district=source.get(row.get("quartier")),
        theme=source.get(row.get("theme")),
        note_number=int(row["id"].rsplit("N", 1)[1]),
        fidelity=Fidelity.VERBATIM,
        is_read_back=True,
        said_at=said_at,
        actor=source["facilitateur"] if table.workshop.reference in ("A3", "A4") else None,
        now=now,
    )
    source.keep(row["id"], note)
    remember(source, row["id"], note, now=now)


def load_minutes(source):
    """The minutes of each workshop, on the day the file gives."""
    for row in source.debate["comptes_rendus"]:
        workshops.publish_minutes(
            workshop=source[row["atelier"]],
            title=row["titre"],
            text=row["texte"],
            actor=source["pilote_campagne"],
            now=source.at(row["jour"], 18),
        )


def load_councils(source):
    """Councils, and each one's next session as a workshop to come."""
    sessions = {row["conseil"]: row for row in source.debate["seances_conseil"]}
    for number, row in enumerate(source.city["conseils_quartier"], start=1):
        district = source[row["quartier"]]
        council = Council(
            code=row["code"],
            district=district,
            name=f"Conseil de quartier, {district.name}",
            name_en=source.english["councils"][row["quartier"]],
            rhythm=row["rythme"],
            partner=source.get(row["relais"]),
        )
        council = workshops.save_council(council=council, now=source.at(-250))
        session = sessions[row["code"]]
        starts_at, ends_at = source.hours(session["heure"], session["jour"])
        latitude, longitude = session.get("point", (None, None))
        meeting = workshops.plan_workshop(
            campaign=source["BP2026"],
            reference=f"CQ{number}",
            kind=WORKSHOP_KINDS["conseil"],
            title=session["titre"],
            starts_at=starts_at,
            ends_at=ends_at,
            venue=session["lieu"],
            district=district,
            council=council,
            state=WorkshopState.OPEN,
            programme=_agenda(session, starts_at),
            capacity=session["jauge"],
            access=session["acces"],
            access_notes=session.get("venir", ""),
            latitude=latitude,
            longitude=longitude,
            facilitators=[source["facilitateur"]],
            actor=source["pilote_campagne"],
            now=source.at(-3),
        )
        _register(source, meeting, row["code"])


def _register(source, meeting, code):
    """Who comes to a session: names that were invented, a few addresses of a reserved domain, the account of a resident."""
    people = source.debate["inscriptions_seances"]
    names, needs = people["prenoms"], people["besoins"]
    kept = []
    for rank in range(people["nombre"][code]):
        asked = needs.get(rank, {})
        name = names[rank % len(names)]
        is_resident = code == "CQ-TAN" and rank == 0
        address = f"{meeting.reference.lower()}-{rank}@habitants.rivelune.example"
        kept.append(
            workshops.register(
                workshop=meeting,
                name=name,
                email=address if 0 < rank <= people["avec_adresse"] else "",
                user=source["citoyenne"] if is_resident else None,
                companions=people["accompagnants"][rank % len(people["accompagnants"])],
                needs=asked.get("besoins", ()),
                children=asked.get("enfants", 0),
                needs_note=asked.get("note", ""),
                language="fr",
                now=source.at(-2, 9, rank),
            )
        )
    if code == "CQ-TAN":
        workshops.cancel_registration(registration=kept[people["annule"]], now=source.at(-1))


def _agenda(session, starts_at):
    """« 18h30 Où en est la salle promise ? »: each point at its hour."""
    lines, at = [], starts_at
    for point in session["points"]:
        lines.append(f"{at:%Hh%M} {point['titre']}")
        at += timedelta(minutes=point["minutes"])
    return lines
