"""Static files in production: hashed, compressed, and the style sheets joined into one."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from budget.templatetags.front import JOINED_SHEET, PRINT_SHEET, STYLE_SHEETS


def joined_sheet(read):
    """All the sheets in cascade order, the print sheet last in its @media. `read`: name → text."""
    sheets = [read(name) for name in STYLE_SHEETS]
    return "\n".join([*sheets, f"@media print {{\n{read(PRINT_SHEET)}}}\n"])


def _source(name):
    return Path(finders.find(name)).read_text(encoding="utf-8")


class SiteStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """At collectstatic, writes css/site.css beside the sheets it joins; `{% stylesheets %}` then links that one file."""

    joins_style_sheets = True

    def post_process(self, paths, dry_run=False, **options):
        """Join the sheets, then hash and compress everything, the joined sheet included."""
        if not dry_run:
            self.delete(JOINED_SHEET)
            self._save(JOINED_SHEET, ContentFile(joined_sheet(_source).encode()))
            paths = {**paths, JOINED_SHEET: (self, JOINED_SHEET)}
        yield from super().post_process(paths, dry_run, **options)
