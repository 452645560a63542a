"""Forty projects in their states, the amendments to the plan, the commitments of partners."""

from datetime import timedelta

from budget.plan import services as plan
from budget.projects import services as projects
from budget.projects.choices import CommitmentState, RefusalCode, Verdict
from portal.demo.notices import remember

REFUSALS = {
    "COUT": RefusalCode.COST, "FONCTIONNEMENT": RefusalCode.OPERATING, "DROIT": RefusalCode.LAW,
    "PATRIMOINE": RefusalCode.HERITAGE, "FONCIER": RefusalCode.LAND, "INTERET_GENERAL": RefusalCode.GENERAL_INTEREST,
}  # fmt: skip
SERVICES = {
    "NAT": "Espaces verts", "MOB": "Voirie", "LIE": "Vie des quartiers", "CUL": "Culture et patrimoine",
    "EDU": "Éducation", "SPO": "Sports", "NUM": "Énergie et numérique",
}  # fmt: skip


def load_plan(source):
    """Axes and objectives as the City first wrote them."""
    for axis_row in source.city["plan_strategique"]["axes"]:
        code = axis_row["code"]
        axis = plan.add_axis(
            code=code,
            title=axis_row["titre"],
            title_en=source.english["axes"][code],
            actor=source["pilote_campagne"],
            now=source.at(-250),
        )
        for row in axis_row["objectifs"]:
            source.keep(row["code"], plan.add_objective(
                axis=axis, code=row["code"], text=row["texte"], text_en=source.english["objectives"][row["code"]],
                actor=source["pilote_campagne"], now=source.at(-250),
            ))  # fmt: skip


def load_amendments(source):
    for row in source.city["plan_strategique"]["amendements"]:
        plan.adopt_amendment(
            objective=source[row["objectif"]],
            version=row["version"],
            before=row["avant"],
            added=row["ajout"],
            sources=[source[reference] for reference in row["sources"]],
            actor=source["pilote_campagne"],
            now=source.at(-140),
        )


def load_projects(source):
    """The current edition's projects: submitted while deepening, merged with consent, then assessed and signed."""
    rows = [row for row in source.city["projets"] if row["etat"] != "laureat_2025"]
    for n, row in enumerate(rows):
        now = source.at(-149 + n % 10, 9 + n % 8)
        source.keep(row["id"], _submit(source, row, now=now))
        remember(source, row["id"], source[row["id"]], now=now)
    for row in rows:
        if row["etat"] == "fusionne":
            projects.merge_projects(
                source=source[row["id"]],
                into=source[row["dans"]],
                consent=source[row["accord_auteurs"]],
                reason=source[row["accord_auteurs"]].text,
                actor=source["pilote_campagne"],
                now=source.at(-136),
            )
    for n, row in enumerate(rows):
        if row["etat"] in ("vote", "refuse"):
            _assess(source, row, now=source.at(-125 + n, 16))


def _submit(source, row, *, now):
    envelope = source[f"BP2026-{row['q']}"]
    return projects.submit_project(
        campaign=source["BP2026"],
        actor=_author(source, row),
        reference=row["id"],
        title=row["titre"],
        summary=row["resume"],
        description=source.project_texts.get(row["id"], ""),
        envelope=envelope,
        theme=source[row["th"]],
        objective=source[row["obj"]],
        cost_cents=min(row["cout"] * 100, envelope.amount_cents),
        upkeep_cents=_cents(row.get("entretien")),
        sources=[source[reference] for reference in row["s"]],
        now=now,
    )


def _assess(source, row, *, now):
    """Fit at the cost assessed, or refused with the file's reason and way forward; signed by the service."""
    service = SERVICES[row["th"]]
    refusal = row.get("motif", {})
    projects.assess_project(
        project=source[row["id"]],
        assessor=source["instructeur"],
        service=service,
        verdict=Verdict.REFUSED if refusal else Verdict.FIT,
        cost_cents=row["cout"] * 100,
        upkeep_cents=_cents(row.get("entretien")),
        refusal_code=REFUSALS[refusal["code"]] if refusal else "",
        reason=refusal.get("texte", ""),
        way_forward=refusal.get("piste", ""),
        signed_as=f"Direction {service}",
        now=now,
    )


def load_past_projects(source):
    """The five winners of the past edition, from submission to the ballot."""
    for n, row in enumerate(_past(source)):
        project = projects.submit_project(
            campaign=source["BP2025"],
            actor=_author(source, row),
            reference=row["id"],
            title=row["titre"],
            summary=row["resume"],
            envelope=source["BP2025-VIL"],
            theme=source[row["th"]],
            objective=source[row["obj"]],
            place=source[row["q"]].name,
            cost_cents=row["cout"] * 100,
            upkeep_cents=0,
            now=source.at(-465 + n, 10),
        )
        projects.assess_project(
            project=project,
            assessor=source["instructeur"],
            service=SERVICES[row["th"]],
            verdict=Verdict.FIT,
            cost_cents=row["cout"] * 100,
            upkeep_cents=0,
            signed_as=f"Direction {SERVICES[row['th']]}",
            now=source.at(-420 + n, 10),
        )
        source.keep(row["id"], project)


def _past(source):
    return [row for row in source.city["projets"] if row["etat"] == "laureat_2025"]


def load_commitments(source):
    """What partners promised, and what has become of it."""
    for row in source.city["engagements"]:
        target = source[row["objet"]]
        key = "project" if row["objet"].startswith("P") else "objective"
        now = source.at(-169, 12)
        commitment = projects.commit_means(
            partner=source[row["partenaire"]],
            quantity=row["quantite"],
            due_on=source.on(row["echeance"]),
            evidence=row.get("preuve", ""),
            actor=source[f"{row['partenaire']}-representative"],
            now=now,
            **{key: target},
        )
        _follow_up(source, commitment, row, now + timedelta(days=60))


def _follow_up(source, commitment, row, now):
    actor = source["pilote_campagne"]
    match {"à confirmer": CommitmentState.PROPOSED, "confirmé": CommitmentState.CONFIRMED,
           "tenu": CommitmentState.KEPT, "retiré": CommitmentState.WITHDRAWN}[row["etat"]]:  # fmt: skip
        case CommitmentState.CONFIRMED:
            projects.confirm_commitment(
                commitment=commitment, actor=actor, now=now, evidence=row.get("preuve", "")
            )
        case CommitmentState.KEPT:
            projects.confirm_commitment(commitment=commitment, actor=actor, now=now)
            evidence = row.get("preuve") or "Comptes rendus des relectures"
            projects.keep_commitment(commitment=commitment, actor=actor, now=now, evidence=evidence)
        case CommitmentState.WITHDRAWN:
            projects.withdraw_commitment(commitment=commitment, actor=actor, now=now, reason=row["motif"])


def _author(source, row):
    """A resident: the one who wrote the first source online, or another."""
    first = source.get(row.get("s", [""])[0])
    return (first and first.author) or source["residents"][int(row["id"][1:])]


def _cents(euros):
    return None if euros is None else euros * 100
