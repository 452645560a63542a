"""An election held elsewhere, brought in from its .pb file: all of it, or nothing."""

import hashlib
import re
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from budget.ballots import services as box
from budget.ballots.choices import BallotFormat
from budget.campaigns.choices import PhaseKind
from budget.campaigns.models import Campaign, District, Envelope, Phase
from budget.journal.services import DomainError, record
from budget.open_data.permissions import may_import_election
from budget.open_data.services.faults import fault_words
from budget.projects import services as projects
from budget.projects.choices import ProjectState
from budget.projects.models import Project
from budget.roll.choices import VotingChannel
from budget.rules import pabulib
from budget.rules.clock import PARIS
from budget.rules.pabulib.types import CENTS
from budget.rules.tally.types import BallotKind, Parameters, Tie

#: Ballots we keep as they were cast; points and ranks have no form of ours yet.
KNOWN_KINDS = (BallotKind.APPROVAL, BallotKind.CHOOSE_ONE)
#: What the file says of a project that goes back out with it. Not the proposer: a person's name.
KEPT_COLUMNS = ("category", "beneficiaries", "neighborhood", "subunit", "district", "latitude", "longitude")
RESULTS_DAYS = 30

_REFERENCE = re.compile(r"[-A-Za-z0-9_]{1,20}")
_LOT = re.compile(r"ties by ([a-z,]+) \(lot: ([^)]*)\)")


class ImportRefusedError(DomainError):
    """A file that was not brought in. `faults` holds one sentence per fault, in the order of the lines."""

    def __init__(self, message, *, faults=()):
        super().__init__(message)
        self.faults = tuple(faults)


@transaction.atomic
def import_election(*, data, actor, now, slug="", source=""):
    """Make a closed campaign of a .pb file: its phases, envelope, projects on the ballot and ballots in the box.

    `data`: the file's bytes; `source`: its name. Returns the Campaign, whose vote waits to be counted. Raises
    ImportRefusedError with every fault of the file and its line; nothing is then kept.
    """
    if not may_import_election(actor, now=now):
        raise ImportRefusedError(_("Only the team that runs campaigns may bring an election in."))
    election = _read(data)
    references = _references(election)
    campaign = _campaign(election, data, slug, source, references)
    envelope = Envelope.objects.create(
        campaign=campaign, district=_district(election), amount_cents=election.budget
    )
    phase = _phases(campaign, election, now)
    _projects(campaign, envelope, election, references, actor, now)
    vote = box.prepare_imported_vote(
        phase=phase,
        actor=actor,
        slug=campaign.slug,
        sections=[(envelope, BallotFormat.APPROVAL, _maximum(election))],
        projects=_options(envelope, election, references),
        count=counting_rule(election, references),
        now=now,
    )
    box.deposit_imported(
        vote=vote,
        section=envelope.district.code,
        ballots=_ballots(election, references),
        actor=actor,
        now=now,
    )
    detail = {"source": source, "ballots": election.voters, "projects": len(references)}
    record(actor=actor, action="election.imported", obj=campaign, now=now, detail=detail)
    return campaign


def counting_rule(election, references):
    """The Parameters the file names, and the lot it publishes; most votes first, with skip, where it names no other."""
    parameters = pabulib.stated_parameters(election) or Parameters()
    lot = _LOT.search(election.meta.get("comment", ""))
    if not lot:
        return parameters
    order = [references[name] for name in lot[2].split(",") if name in references]
    return Parameters(
        skip=parameters.skip,
        threshold=parameters.threshold,
        ties=tuple(Tie(tie) for tie in lot[1].split(",") if tie in set(Tie)),
        lot=tuple(order),
    )


def _read(data):
    try:
        election = pabulib.parse(data)
    except pabulib.FaultError as error:
        faults = [fault_words(fault) for fault in error.faults]
        message = _("This file is not imported. First fault: %(fault)s") % {"fault": faults[0]}
        raise ImportRefusedError(message, faults=faults) from error
    if election.vote_type not in KNOWN_KINDS:
        raise ImportRefusedError(
            _("Ballots of the type “%(type)s” cannot be imported: only approval and choose-1 can.")
            % {"type": election.vote_type}
        )
    free = [
        _("Line %(line)d: project %(project)s costs nothing. Give it a cost, or take it out of the file.")
        % {"line": note.line, "project": note.values["project"]}
        for note in election.notes
        if note.code == "no_cost"
    ]
    if free:
        raise ImportRefusedError(
            _("This file is not imported. First fault: %(fault)s") % {"fault": free[0]}, faults=free
        )
    if election.scale != CENTS:
        raise ImportRefusedError(_("Amounts with more than two decimals cannot be imported."))
    return election


def _references(election):
    """{identifier in the file: our reference}: the same, unless an address could not hold it."""
    taken = {project.id for project in election.projects if _REFERENCE.fullmatch(project.id)}
    references = {}
    for number, project in enumerate(election.projects, 1):
        reference = project.id
        if not _REFERENCE.fullmatch(reference):
            reference = slugify(project.id)[:20].strip("-") or f"n{number}"
            if reference in taken:
                reference = f"{reference[:14]}-{number}"
            taken.add(reference)
        references[project.id] = reference
    return references


def _campaign(election, data, slug, source, references):
    meta = election.meta
    place = meta.get("subunit") or meta.get("district") or ""
    title = " ".join(part for part in (meta["unit"], meta["instance"]) if part) or meta["description"]
    slug = slug or slugify(" ".join(part for part in (meta["unit"], meta["instance"], place) if part))[:60]
    slug = slug.strip("-") or "election"
    if Campaign.objects.filter(slug=slug).exists():
        raise ImportRefusedError(
            _("There already is an edition at the address “%(slug)s”: give another one (--slug).")
            % {"slug": slug}
        )
    sha256 = hashlib.sha256(data).hexdigest()
    return Campaign.objects.create(
        slug=slug,
        code=f"PB-{sha256[:12]}"
        if Campaign.objects.filter(code=slug[:20].upper()).exists()
        else slug[:20].upper(),
        title=f"{title}, {place}"[:250] if place else title[:250],
        total_cents=election.budget,
        currency=(meta.get("currency") or "EUR").upper()[:3],
        facts={
            "imported": True,
            "source": source,
            "sha256": sha256,
            "meta": {key: value for key, value in meta.items() if key != "comment"},
            "project_ids": {ours: theirs for theirs, ours in references.items() if ours != theirs},
            "columns": _columns(election, references),
            "ballots": election.voters,
            **_unknown_rule(election),
        },
    )


def _unknown_rule(election):
    """What is remembered of a rule that we do not count by: most votes first is not what the file announced."""
    rule = election.rule.strip()
    return {"rule_not_counted": rule} if rule and pabulib.stated_parameters(election) is None else {}


def _columns(election, references):
    kept = {
        references[project.id]: {
            name: project.fields[name] for name in KEPT_COLUMNS if name in project.fields
        }
        for project in election.projects
    }
    return {reference: fields for reference, fields in kept.items() if fields}


def _district(election):
    """The whole city, or the district META names: the city's own when it has one of that name."""
    name = election.meta.get("district") or election.meta.get("subunit") or ""
    if not name:
        found = District.objects.filter(is_citywide=True).order_by("position", "code").first()
        return found or District.objects.create(code="city", name=_("Whole city"), is_citywide=True)
    found = District.objects.filter(name=name[:100]).first()
    return found or District.objects.create(code=_free_code(name), name=name[:100], position=1000)


def _free_code(name):
    base = slugify(name).replace("-", "")[:8].upper() or "D"
    code, number = base, 1
    while District.objects.filter(code=code).exists():
        number += 1
        code = f"{base}{number}"
    return code


def _phases(campaign, election, now):
    """The vote on the days META states (whole days in Paris), then the results. Returns the vote's phase."""
    begins = pabulib.read_date(election.meta["date_begin"]) or now.astimezone(PARIS).date()
    ends = pabulib.read_date(election.meta["date_end"], is_end=True) or begins
    opens_at, closes_at = _midnight(begins), _midnight(max(begins, ends) + timedelta(days=1))
    if closes_at > now:
        raise ImportRefusedError(_("This vote is not over: an election is imported once it has ended."))
    vote = Phase.objects.create(
        campaign=campaign, kind=PhaseKind.VOTE, title=_("Vote"), opens_at=opens_at, closes_at=closes_at
    )
    Phase.objects.create(
        campaign=campaign,
        kind=PhaseKind.RESULTS,
        title=_("Results"),
        opens_at=closes_at,
        closes_at=closes_at + timedelta(days=RESULTS_DAYS),
    )
    return vote


def _midnight(day):
    return datetime.combine(day, time.min, tzinfo=PARIS)


def _projects(campaign, envelope, election, references, actor, now):
    projects.import_projects(
        campaign=campaign,
        rows=[
            {
                "reference": references[project.id],
                "title": (project.name or project.id)[:250],
                "summary": _summary(project),
                "description": project.fields.get("description", ""),
                "place": project.fields.get("neighborhood", "")[:200],
                "envelope": envelope,
                "cost_cents": project.cost,
            }
            for project in election.projects
        ],
        actor=actor,
        now=now,
    )
    gone = [references[project.id] for project in election.projects if project.is_withdrawn]
    Project.objects.filter(campaign=campaign, reference__in=gone).update(state=ProjectState.WITHDRAWN)


def _summary(project):
    text = project.fields.get("description") or project.fields.get("category") or ""
    return text if len(text) <= 400 else f"{text[:399].rstrip()}…"


def _options(envelope, election, references):
    return [
        {
            "id": references[project.id],
            "title": project.name or project.id,
            "cost_cents": project.cost,
            "section": envelope.district.code,
        }
        for project in election.projects
    ]


def _maximum(election):
    """The most projects one could choose, None without limit: META's, unless ballots of the file go beyond it."""
    stated = 1 if election.vote_type == BallotKind.CHOOSE_ONE else election.max_length
    longest = max((len(ballot.choices) for ballot in election.ballots), default=0)
    return stated if stated and longest <= stated else None


def _ballots(election, references):
    """(choices, channel) of every ballot, those the file gives by number only included: they are blank."""
    columns = election.ballot_columns
    place = columns.index("voting_method") if "voting_method" in columns else None
    for ballot in election.ballots:
        on_paper = place is not None and ballot.fields[place] == "paper"
        channel = VotingChannel.PAPER if on_paper else VotingChannel.WEB
        yield [(references[choice], 1) for choice in ballot.choices], channel
    for _blank in range(election.unlisted_blanks):
        yield [], VotingChannel.WEB
