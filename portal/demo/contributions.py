"""The debate: contributions by every channel, arguments, online follow-ups, actors' papers, questions and answers.

The services refuse what is said out of its phase or before what it answers, so everything is said in order of time.
"""

import math
import random
from datetime import timedelta
from functools import partial
from itertools import count

from budget.contributions import services as contributions
from budget.contributions.choices import Channel, Nature
from portal.demo.notices import remember
from portal.demo.source import CHANNELS, NATURES
from portal.demo.workshops import load_workshop

VOICES = ("une habitante", "un habitant", "une voisine", "un voisin")


def load_debate(source):
    """Everything that was said in the current edition, workshops included, from the first day to the last."""
    rng = random.Random(source.city["meta"]["graine"])  # noqa: S311 - reproducible, not secret
    first_use, published = _first_use(source), _published_on(source)
    events = [
        *((_said_on(first_use, row), 0, partial(_idea, source, rng, row, _said_on(first_use, row)))
          for row in source.city["contributions"]),
        *((published[row["id"]], 1, partial(load_workshop, source, row)) for row in source.city["ateliers"]),
        *((max(row["jour"], published.get(row.get("atelier"), row["jour"])), 2, partial(_reply, source, rng, row))
          for row in source.debate["arguments"] + source.debate["suites"]),
        *((row["jour"], 3, partial(_paper, source, row)) for row in source.debate["cahiers_acteurs"]),
    ]  # fmt: skip
    order = count()
    for _day, _rank, _n, say in sorted((day, rank, next(order), say) for day, rank, say in events):
        say()


def _published_on(source):
    """Workshop → the day its notes can be read: what the tables said enters the debate then."""
    return {
        row["id"]: row["jour"] + math.ceil(row["capture"]["publie_heures"] / 24)
        for row in source.city["ateliers"]
    }


def _first_use(source):
    """Reference → the first day something answers it or takes it to a table."""
    uses = [
        (row["cible"], row["jour"]) for row in source.debate["arguments"] + source.debate["cahiers_acteurs"]
    ]
    uses += [(ref, a["jour"]) for a in source.city["ateliers"] for ref in a["dossier"]]
    uses += [
        (n.get("cible"), a["jour"]) for a in source.city["ateliers"] for t in a["tables"] for n in t["notes"]
    ]
    first = {}
    for reference, day in uses:
        first[reference] = min(day, first.get(reference, 0))
    return first


def _said_on(first_use, row):
    """A day of the ideas phase, before the contribution's first use; the first evening's ideas open the phase."""
    spread = -235 + int(row["id"][1:]) * 7 % 30
    if row.get("cible"):
        return max(spread, -220)
    return max(-235, min(spread, first_use.get(row["id"], 0) - 2))


def _idea(source, rng, row, day):
    """One line of `contributions`; the petition's signatures and the online supports are one person each."""
    district, said_at = source[row["quartier"]], _moment(source, rng, day)
    contribution = contributions.contribute(
        campaign=source["BP2026"],
        reference=row["id"],
        nature=NATURES[row["nature"]],
        channel=CHANNELS[row["origine"]],
        title=row["titre"],
        text=row["texte"],
        district=district,
        theme=source[row["theme"]],
        target=source.get(row.get("cible")),
        said_at=said_at,
        now=said_at,
        publish=True,
        place=_place(row["origine"]),
        **source.points.get(row["id"], {}),
        **_voice(source, rng, row["origine"], district),
    )
    source.keep(row["id"], contribution)
    remember(source, row["id"], contribution, now=said_at)
    _support(source, rng, contribution, row["soutiens"])


def _reply(source, rng, row):
    """An argument or an online follow-up. What a table said under a note says at which meeting."""
    target, district = source[row["cible"]], source[row["quartier"]]
    place = _place(row["origine"])
    if row["origine"] == "atelier":
        place = source[row["atelier"]].title.partition(" : ")[0].lower()
    said_at = max(
        _moment(source, rng, row["jour"]), target.published_at + timedelta(minutes=rng.randint(7, 90))
    )
    contribution = contributions.contribute(
        campaign=source["BP2026"],
        reference=row["id"],
        nature=NATURES[row["nature"]],
        channel=CHANNELS[row["origine"]],
        text=row["texte"],
        district=district,
        target=target,
        said_at=said_at,
        now=said_at,
        publish=True,
        place=place,
        **_voice(source, rng, row["origine"], district),
    )
    source.keep(row["id"], contribution)
    _support(source, rng, contribution, row["soutiens"])


def _paper(source, row):
    """An actor's paper, spoken for a partner."""
    now = source.at(row["jour"], 10)
    source.keep(row["id"], contributions.contribute(
        campaign=source["BP2026"], reference=row["id"], nature=Nature.ACTOR_PAPER, channel=Channel.WEB,
        title=row["titre"], text=row["texte"], partner=source[row["partenaire"]],
        actor=source[f"{row['partenaire']}-representative"], target=source[row["cible"]],
        district=source[row["cible"]].district, theme=source[row["cible"]].theme, said_at=now, now=now,
    ))  # fmt: skip


def _voice(source, rng, origin, district):
    """Who speaks: online a resident's account under a general name, elsewhere nobody's account."""
    voice = rng.choice(VOICES)
    label = voice if district.is_citywide else f"{voice}, {district.name}"
    return {"author": rng.choice(source["residents"]) if origin == "web" else None, "author_label": label}


def _moment(source, rng, day):
    return source.at(day, rng.randint(8, 21), rng.randint(0, 59))


def _place(origin):
    return {
        "papier": "bibliothèque centrale", "stand": "marché du samedi", "telephone": "standard de la Ville",
        "courrier": "mairie",
    }.get(origin, "")  # fmt: skip


def _support(source, rng, contribution, supporters):
    users = rng.sample(source["residents"], supporters)
    contributions.give_supports(
        contribution=contribution, users=users, now=contribution.published_at + timedelta(hours=6)
    )


def load_questions(source):
    """The register of both editions: who answers, by when, what was answered. One is overdue, and stays so."""
    for row in source.city["reponses"]:
        _register(source, source[row["question"]], row["service"], row["delai_jours"], row["texte"])
    rng = random.Random(source.city["meta"]["graine"] + 1)  # noqa: S311
    for row in source.debate["registre_questions"]:
        if row["officielle"]:
            continue
        said_at = source.at(row["jour"], 11)
        question = contributions.contribute(
            campaign=source[row["edition"]], reference=row["id"], nature=Nature.QUESTION,
            channel=CHANNELS[row["origine"]], text=row["texte"], district=source[row["quartier"]], said_at=said_at,
            now=said_at, publish=True, place=_place(row["origine"]), **_voice(source, rng, row["origine"], source[row["quartier"]]),
        )  # fmt: skip
        _register(source, question, row["service"], row["delai_jours"], row["reponse"], row.get("echeance"))


def _register(source, question, service, days, answer, due=None):
    """The line of the register: delays run from the day the question was asked, out loud or in writing."""
    registered_at = question.published_at + timedelta(hours=20)
    asked_at = question.said_at
    due_on = source.on(due) if due else (asked_at + timedelta(days=(days or 20) + 2)).date()
    registered = contributions.register_question(
        contribution=question, service=service, due_on=max(due_on, registered_at.date()), now=registered_at
    )
    if answer:
        answered_at = max(asked_at + timedelta(days=days), registered_at)
        contributions.answer_question(question=registered, answer=answer, now=answered_at)
