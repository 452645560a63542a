"""« Déjà dit ? » : while one writes, and as a step of the form where there is no JavaScript. It never blocks."""

from django.shortcuts import render
from django.views.decorators.http import require_POST

from budget.contributions import queries
from budget.contributions.views.finding import edition_or_404

#: The name of the button that asks before publishing.
ASK = "check"
#: How much of what is being written is read, and the length under which it says too little.
LONGEST, SHORTEST = 2_000, 8


@require_POST
def already_said(request, campaign):
    """The list alone, for the page to put in its place as the words come. Posted: what one writes stays out of logs."""
    campaign, _phases = edition_or_404(campaign)
    context = {"campaign": campaign, "already": found_in(request, campaign)}
    return render(request, "budget/contributions/already.html", context)


def is_asked(request):
    """True when the form was sent to be checked, not published."""
    return request.method == "POST" and ASK in request.POST


def found_in(request, campaign):
    """What looks like the title and the text being written."""
    said = f"{request.POST.get('title', '')} {request.POST.get('text', '')}".strip()
    return queries.similar(campaign, said[:LONGEST]) if len(said) >= SHORTEST else []
