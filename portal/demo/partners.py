"""Partners: profile, validation, offers and needs, the representative's account."""

from django.contrib.auth import get_user_model

from budget.partners import services as partners
from portal.demo.source import PARTNER_KINDS


def load_partners(source):
    """Each profile is asked for by its representative and validated by the manager the next day."""
    accounts = {
        row["structure"]: source[row["role"]] for row in source.city["comptes"] if row.get("structure")
    }
    for n, row in enumerate(source.city["partenaires"]):
        day = -248 + n % 8
        representative = accounts.get(row["id"]) or _representative(row)
        partner = partners.request_profile(
            name=row["nom"],
            kind=PARTNER_KINDS[row["nature"]],
            reference=row["id"],
            offers=row["offre"],
            needs=row["cherche"],
            expertise=row["expertise"],
            represented_by=row["representation"],
            theme=source[row["theme"]],
            actor=representative,
            now=source.at(day, 9),
        )
        partner = partners.validate_partner(
            partner=partner, actor=source["pilote_campagne"], now=source.at(day + 1, 9)
        )
        source.keep(row["id"], partner)
        source.keep(f"{row['id']}-representative", representative)


def _representative(row):
    return get_user_model().objects.create_user(
        f"{row['id'].lower()}@rivelune.example", display_name=f"{row['nom']}, {row['representation']}"
    )


def load_interests(source):
    """Declared interests name a project, so they come after the projects."""
    for row in source.city["partenaires"]:
        if row.get("interet_declare"):
            partners.declare_interest(
                partner=source[row["id"]],
                text=row["interet_declare"],
                project=source.get("P05"),
                actor=source[f"{row['id']}-representative"],
                now=source.at(-130),
            )
