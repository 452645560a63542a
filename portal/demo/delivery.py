"""The past edition: its vote (synthetic ballots with the files' totals), its count, its works and their news."""

import random
from datetime import timedelta

from budget.ballots import services as ballots
from budget.ballots.choices import BallotFormat
from budget.delivery import services as delivery
from budget.projects import services as projects
from budget.projects.choices import ProjectState
from budget.results import services as results
from budget.roll.choices import VotingChannel
from portal.demo.synthetic import draw_channels, exact_approvals

#: How each winner's works stand today: (outcome, why); None while they go on.
OUTCOMES = {
    "P36": (ProjectState.DELIVERED, ""),
    "P37": (ProjectState.DELIVERED, ""),
    "P40": (
        ProjectState.PARTLY_DELIVERED,
        "Quatre sites sur dix sont suspendus : des canalisations passent dessous.",
    ),
}


def load_past_edition(source):
    """Ballots in which each winner has the votes the files give, counted and published by the services."""
    rows = [row for row in source.city["projets"] if row["etat"] == "laureat_2025"]
    campaign, manager = source["BP2025"], source["pilote_campagne"]
    past = next(e for e in source.city["editions"] if e["code"] == "BP2025")
    for row in rows:
        projects.list_on_ballot(project=source[row["id"]], actor=None, now=source.at(-375))
    vote = ballots.prepare_imported_vote(
        phase=source["BP2025-vote"], actor=None, slug="bp2025",
        sections=[(source["BP2025-VIL"], BallotFormat.APPROVAL, 5)],
        projects=[_option(source, row) for row in rows], now=source.at(-351),
    )  # fmt: skip
    rng = random.Random(source.city["meta"]["graine"] + 2025)  # noqa: S311 - reproducible, not secret
    channels = draw_channels(
        rng, {VotingChannel.WEB: past["votants"]["web"], VotingChannel.PAPER: past["votants"]["papier"]}
    )
    approvals = exact_approvals(rng, {row["id"]: row["voix"] for row in rows}, len(channels), blanks=31)
    ballots.deposit_imported(
        vote=vote, section="VIL", actor=None, now=source.at(-351),
        ballots=[([(ref, 1) for ref in sorted(choices)], channel) for choices, channel in zip(approvals, channels, strict=True)],
    )  # fmt: skip
    results.count_campaign(campaign=campaign, actor=None, now=source.at(-346))
    results.publish_results(campaign=campaign, actor=manager, now=source.at(-345, 20))
    for row in rows:
        _deliver(source, row, manager)


def _option(source, row):
    return {
        "id": row["id"],
        "title": row["titre"],
        "summary": row["resume"],
        "theme": row["th"],
        "cost_cents": row["cout"] * 100,
        "upkeep_cents": 0,
        "section": "VIL",
    }


def _deliver(source, row, manager):
    """Milestones and news in order of time, then how the works ended where they have."""
    project = source[row["id"]]
    project.refresh_from_db()
    delivery.start_delivery(project=project, actor=manager, now=source.at(-334))
    news = [n for n in source.debate["suivi_laureats"] if n["projet"] == row["id"]]
    told = {n["jour"] for n in news}
    steps = news + [j for j in row["jalons"] if j["jour"] not in told]
    for step in sorted(steps, key=lambda step: step["jour"]):
        _step(source, project, step, manager)
    if row["id"] in OUTCOMES:
        outcome, reason = OUTCOMES[row["id"]]
        spent = row.get("depense")
        projects.conclude_delivery(
            project=project,
            outcome=outcome,
            reason=reason,
            actor=manager,
            now=source.at(-14),
            spent_cents=spent * 100 if spent else None,
        )


def _step(source, project, step, manager):
    now = source.at(min(step["jour"], -1), 10)
    is_past = step["jour"] <= 0
    is_late = step.get("retard", False)
    milestone = delivery.add_milestone(
        project=project,
        actor=manager,
        title=step.get("titre"),
        text=step.get("texte", ""),
        due_on=source.on(step["jour"]),
        is_done=is_past and not is_late,
        now=now,
    )
    if is_late:
        delivery.report_delay(
            milestone=milestone,
            actor=manager,
            reason=step.get("texte") or step["titre"],
            new_date=milestone.due_on + timedelta(weeks=8),
            now=now,
        )
