"""Pictures, recordings, files. Nothing here is fetched from another host."""

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from home.blocks.text import LineBlock, RichWordingBlock


class PictureBlock(blocks.StructBlock):
    """A picture described in words, or marked as decorative."""

    image = ImageBlock(label=_("Picture"))
    caption = LineBlock(label=_("Caption"), required=False, max_length=250)
    credit = blocks.CharBlock(label=_("Credit"), required=False, max_length=120)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "components/blocks/picture.html"


class VideoBlock(blocks.StructBlock):
    """A video kept on this site, always with its transcript."""

    title = LineBlock(label=_("Title"), max_length=160)
    file = DocumentChooserBlock(label=_("Video file"), help_text=_("MP4 or WebM, kept on this site."))
    subtitles = DocumentChooserBlock(label=_("Subtitles (WebVTT)"), required=False)
    poster = ImageChooserBlock(label=_("Picture shown before it plays"), required=False)
    transcript = RichWordingBlock(
        label=_("Transcript"),
        help_text=_("Everything that is said, and what is shown if the words do not say it."),
    )

    class Meta:
        icon = "media"
        label = _("Video with its transcript")
        template = "components/blocks/video.html"


class DownloadBlock(blocks.StructBlock):
    """A file to take away; what it says also exists as a page."""

    document = DocumentChooserBlock(label=_("Document"))
    title = LineBlock(
        label=_("Title"), required=False, max_length=160, help_text=_("The document's own title if empty.")
    )
    details = LineBlock(
        label=_("Details"), required=False, max_length=200, help_text=_("“7 pages, revision 4”.")
    )

    class Meta:
        icon = "download"
        label = _("Download")
        template = "components/blocks/download.html"

    def get_context(self, value, parent_context=None):
        """Adds `words`: what kind of file, its size, and the details written by the editor."""
        context = super().get_context(value, parent_context=parent_context)
        document = value["document"]
        if document:
            size = document.get_file_size()
            facts = context.get("facts")
            details = facts.fill(value["details"]) if facts else value["details"]
            words = (
                document.file_extension.upper(),
                filesizeformat(size) if size is not None else "",
                details,
            )
            context["words"] = ", ".join(word for word in words if word)
        return context
