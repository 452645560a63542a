"""Demo accounts: one per role, and residents with numbers for names, who write and support."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

GROUPS = {
    "editrice": "Rédaction", "pilote_campagne": "Pilotage", "facilitateur": "Animation", "instructeur": "Instruction",
    "moderatrice": "Modération",
}  # fmt: skip
LABELS = {
    "editrice": "Rédaction de la Ville", "pilote_campagne": "Pilotage de la campagne", "facilitateur": "Équipe d'animation",
    "instructeur": "Service Voirie", "moderatrice": "Équipe de modération", "partenaire": "La Chaîne Bavarde, cogérance",
    "agent_bureau": "Bureau des Peaussiers", "citoyenne": "Une habitante des Tanneries",
}  # fmt: skip
#: The demo's password for staff (never used outside the demo, which listens on this machine alone).
PASSWORD = "rivelune-demo"  # noqa: S105
RESIDENTS = 240


def accounts(source):
    """The files' accounts that have an address."""
    return [row for row in source.city["comptes"] if "email" in row]


def load_people(source):
    """Staff sign in with a password; everyone else by a code sent by e-mail."""
    User = get_user_model()  # noqa: N806
    for row in accounts(source):
        is_staff = row["role"] in GROUPS
        user = User.objects.create_user(
            row["email"], PASSWORD if is_staff else None, display_name=LABELS[row["role"]]
        )
        if is_staff:
            user.groups.add(Group.objects.get(name=GROUPS[row["role"]]))
        source.keep(row["role"], user)
    numbers = range(1, RESIDENTS + 1)
    residents = [
        User(email=f"habitant{n:03}@rivelune.example", display_name=f"Habitant·e {n:03}", password="!")  # noqa: S106
        for n in numbers
    ]
    source.keep("residents", User.objects.bulk_create(residents))
