"""Who may bring an election in, and what may be published of its ballots."""

#: Fewer ballots than this in an envelope are never published one by one: one could be recognised.
FEWEST_BALLOTS = 10


def may_import_election(user, *, now):
    """Staff who run campaigns, and the system (`user` None)."""
    return user is None or user.has_perm("budget.manage_campaign")


def may_publish_ballots(run):
    """True when a published count has enough ballots to hide each; those of an imported edition are public already."""
    return run.published_at is not None and (
        run.voters >= FEWEST_BALLOTS or bool(run.campaign.facts.get("imported"))
    )
