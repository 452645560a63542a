"""Small .pb files to read and to break."""

META = {
    "description": "Budget participatif de Rivelune, Nord",
    "country": "France",
    "unit": "Rivelune",
    "instance": "2026",
    "num_projects": "3",
    "num_votes": "4",
    "budget": "100000",
    "vote_type": "approval",
    "rule": "greedy",
    "date_begin": "01.05.2026",
    "date_end": "18.05.2026",
    "max_length": "2",
    "language": "fr",
    "currency": "EUR",
}
PROJECTS = (
    "project_id;cost;votes;name;category;selected",
    "P1;60000;3;Un verger partagé;nature;1",
    'P2;50000.50;2;"Bancs; à l\'ombre";nature,public space;0',
    "P3;30000;1;Boîtes à livres;culture;1",
)
VOTES = ("voter_id;vote;age;sex", "v1;P1,P2;33;F", "v2;P1;;", "v3;P3,P1;51;M", "v4;P2;20;O")


def sample(projects=PROJECTS, votes=VOTES, **meta):
    """The text of a file: META with changes (None removes a key), PROJECTS, VOTES."""
    lines = [f"{key};{value}" for key, value in (META | meta).items() if value is not None]
    return "\n".join(["META", "key;value", *lines, "PROJECTS", *projects, "VOTES", *votes]) + "\n"


#: Line of the first project, of the first ballot, in ``sample()``.
FIRST_PROJECT = 2 + len(META) + 3
FIRST_BALLOT = FIRST_PROJECT + 3 + 2
