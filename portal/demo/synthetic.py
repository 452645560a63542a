"""Reproducible synthetic ballots: no real ballot, no real voter; the same seed gives the same ballots."""

from itertools import accumulate


def knapsack_choice(rng, options, budget, most):
    """One voter's choice: up to `most` options drawn by weight without going over `budget`.

    `options` is [(id, cost, weight)]; costs and budget share a unit. Returns a sorted list of ids; 1 in 60 is blank.
    """
    if rng.random() < 1 / 60:
        return []
    left, chosen, pool = budget, [], list(options)
    for _ in range(rng.randint(1, most)):
        pool = [option for option in pool if option[1] <= left]
        if not pool:
            break
        option = rng.choices(pool, weights=[weight for _, _, weight in pool])[0]
        pool.remove(option)
        chosen.append(option[0])
        left -= option[1]
    return sorted(chosen)


def exact_approvals(rng, votes, voters, blanks=0):
    """Ballots of `voters` people in which each option gets exactly the approvals that `votes` ({id: n}) says.

    `blanks` of them stay empty; where approvals run short, a few more.
    """
    ballots = [set() for _ in range(voters)]
    for option, n in sorted(votes.items()):
        for voter in rng.sample(range(voters), n):
            ballots[voter].add(option)
    givers = [ballot for ballot in ballots if len(ballot) > 1]
    for ballot in [ballot for ballot in ballots if not ballot][blanks:]:
        if not givers:
            break
        giver = givers.pop(rng.randrange(len(givers)))
        option = rng.choice(sorted(giver))
        giver.remove(option)
        ballot.add(option)
        if len(giver) > 1:
            givers.append(giver)
    return ballots


def draw_channels(rng, counts):
    """A shuffled list in which each channel appears as often as `counts` ({channel: n}) says."""
    channels = [channel for channel, n in counts.items() for _ in range(n)]
    rng.shuffle(channels)
    return channels


def draw_weighted(rng, weights):
    """A function that draws a key of `weights` ({key: weight}) at each call."""
    keys, cumulative = list(weights), list(accumulate(weights.values()))
    return lambda: rng.choices(keys, cum_weights=cumulative)[0]
