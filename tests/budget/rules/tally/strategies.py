"""Small elections, drawn by hypothesis, with many ties and boundary costs."""

from hypothesis import strategies as st

from budget.rules.tally import profile
from budget.rules.tally.types import BallotKind, Parameters, Project, Tie

IDS = ("P1", "P2", "P3", "P9", "P10")

projects = st.lists(
    st.tuples(st.sampled_from(IDS), st.integers(0, 12), st.sampled_from([False] * 6 + [True])),
    min_size=1,
    max_size=5,
    unique_by=lambda item: item[0],
).map(lambda items: tuple(Project(*item) for item in items))


@st.composite
def elections(draw, kind=BallotKind.APPROVAL):
    """(ballots, projects, budget, parameters)."""
    running = draw(projects)
    ids = [project.id for project in running]
    choice = st.lists(st.sampled_from(ids), unique=True, max_size=len(ids)).map(tuple)
    if kind is BallotKind.APPROVAL or kind is BallotKind.ORDINAL:
        ballot = choice.map(lambda choices: (choices, None))
    else:
        ballot = choice.flatmap(
            lambda choices: st.tuples(*[st.integers(1, 5)] * len(choices)).map(
                lambda points: (choices, points)
            )
        )
    ballots = draw(st.lists(ballot, max_size=12))
    parameters = Parameters(
        skip=draw(st.booleans()),
        threshold=draw(st.integers(0, 4)),
        ties=draw(
            st.sampled_from(
                [
                    (Tie.COST, Tie.VOTES, Tie.ID),
                    (Tie.ID,),
                    (Tie.COST, Tie.LOT),
                    (Tie.VOTES, Tie.COST, Tie.LOT),
                ]
            )
        ),
        lot=tuple(draw(st.permutations(ids))),
    )
    return ballots, running, draw(st.integers(0, 30)), parameters


def grouped(ballots, kind=BallotKind.APPROVAL):
    """The profile of drawn ballots."""
    return profile.group(ballots, kind)
