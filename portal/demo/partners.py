"""Partners: profile, validation, offers and needs, the representative's account."""

from budget.partners import services as partners
from budget.partners.choices import MemberRole
from portal.demo.source import PARTNER_KINDS


def load_partners(source):
    for n, row in enumerate(source.city["partenaires"]):
        day = -248 + n % 8
        partner = partners.request_profile(
            name=row["nom"],
            kind=PARTNER_KINDS[row["nature"]],
            reference=row["id"],
            offers=row["offre"],
            needs=row["cherche"],
            expertise=row["expertise"],
            represented_by=row["representation"],
            theme=source[row["theme"]],
            actor=None,
            now=source.at(day, 9),
        )
        partners.validate_partner(partner=partner, actor=source["pilote_campagne"], now=source.at(day + 1, 9))
        source.keep(row["id"], partner)
    for row in source.city["comptes"]:
        if row.get("structure"):
            partners.add_member(
                partner=source[row["structure"]],
                user=source[row["role"]],
                role=MemberRole.OWNER,
                actor=None,
                now=source.at(-239),
            )


def load_interests(source):
    """Declared interests name a project, so they come after the projects."""
    for row in source.city["partenaires"]:
        if row.get("interet_declare"):
            partners.declare_interest(
                partner=source[row["id"]],
                text=row["interet_declare"],
                project=source.get("P05"),
                actor=None,
                now=source.at(-170),
            )
