"""Keeping the sheet or the photo a contribution was keyed from, for moderators alone."""

import io
import warnings
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from budget.contributions import permissions
from budget.contributions.choices import OriginalKind
from budget.contributions.models import ContributionOriginal
from budget.contributions.services.errors import ContributionError
from budget.journal.services import record

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
LONGEST_SIDE = 2400
#: Pictures, by what they hold and whatever their name. No SVG nor HTML, which run scripts; no PDF, which may.
FORMATS = ("JPEG", "PNG", "WEBP")


@transaction.atomic
def attach_original(*, contribution, kind, actor, now, upload=None, transcript="", is_partly_illegible=False):
    """Keep what a contribution was keyed from: a picture, redrawn without what the camera wrote in it, or a text.

    Journal: `original.attached`. Raises ContributionError.
    """
    if not permissions.may_attach_original(actor, contribution, now=now):
        raise ContributionError(_("Only the City's staff may add the original of a contribution."))
    transcript = transcript.strip()
    if upload is None and not transcript:
        raise ContributionError(_("Add a picture, or type what the recording says."), field="upload")
    original = ContributionOriginal(
        contribution=contribution,
        kind=OriginalKind(kind),
        transcript=transcript,
        is_partly_illegible=is_partly_illegible,
        added_by=actor,
        added_at=now,
    )
    if upload is not None:
        original.file.save("", ContentFile(redrawn(upload)), save=False)
    original.save()
    record(actor=actor, action="original.attached", obj=contribution, now=now, detail={"kind": str(kind)})
    return original


def redrawn(upload):
    """The picture as a JPEG of our own: upright, no larger than needed, without place, date, name or thumbnail."""
    data = upload.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ContributionError(_("Choose a picture of at most 10 MB."), field="upload")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            if picture.width * picture.height > MAX_PIXELS:
                raise ContributionError(
                    _("This picture is too large: take it again, or reduce it to 40 million dots."),
                    field="upload",
                )
            picture = ImageOps.exif_transpose(picture)
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            drawn = io.BytesIO()
            flat = Image.new("RGB", picture.size, "white")
            picture = picture.convert("RGBA")
            flat.paste(picture, mask=picture.getchannel("A"))
            flat.save(drawn, "JPEG", quality=85)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Warning,
        Image.DecompressionBombError,
    ) as error:
        raise ContributionError(
            _("This file is not a picture we can read. Send a photo or a scan as JPEG, PNG or WebP."),
            field="upload",
        ) from error
    return drawn.getvalue()


def forget_words_around(contribution):
    """Erase what moderation keeps in someone's own words or hand: originals, answers, reports, contests. The decisions
    stay."""
    for original in contribution.originals.exclude(file=""):
        transaction.on_commit(partial(original.file.storage.delete, original.file.name))
    contribution.originals.all().delete()
    contribution.author_queries.update(question="", answer="")
    contribution.reports.filter(article__isnull=True).delete()
    contribution.reports.update(words="", person=None)
    contribution.queue_items.update(words="")
