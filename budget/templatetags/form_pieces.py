"""Pieces of forms: controls that name their hint and their error, choices, the error summary, pages of a list."""

from collections import Counter

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

register = template.Library()


def _described(field, with_count=False):
    """The ids a control is described by: its hint, then its error, then its counter."""
    ids = []
    if field.help_text:
        ids.append(f"{field.auto_id}-hint")
    if field.errors:
        ids.append(f"{field.auto_id}-error")
    if with_count and getattr(field.field, "max_length", None):
        ids.append(f"{field.auto_id}-count")
    return " ".join(ids)


@register.simple_tag
def control(field, is_short=False, is_code=False, with_count=False):
    """Draw a field's control with its class, `aria-describedby` and `aria-invalid`."""
    classes = ["input"] if field.widget_type != "checkbox" else []
    classes += ["input--short"] * bool(is_short) + ["input--code"] * bool(is_code)
    own = field.field.widget.attrs.get("class")
    attrs = {"class": " ".join(classes + [own] * bool(own))} if classes or own else {}
    if described := _described(field, with_count):
        attrs["aria-describedby"] = described
    if field.errors:
        attrs["aria-invalid"] = "true"
    if field.widget_type == "textarea" and "cols" in field.field.widget.attrs:
        attrs["cols"] = None  # the sheet decides the width
    return field.as_widget(attrs=attrs)


@register.simple_tag
def describedby(field):
    """The `aria-describedby` attribute of a group of choices, or nothing."""
    described = _described(field)
    return format_html(' aria-describedby="{}"', described) if described else ""


@register.simple_tag
def options(field):
    """The choices of a field of radios or boxes: [{"id", "tag", "label", "hint"}]."""
    hints = getattr(field.field, "choice_hints", {})
    return [
        {
            "id": option.id_for_label,
            "tag": option.tag(),
            "label": option.choice_label,
            "hint": hints.get(str(option.data["value"]), ""),
        }
        for option in field.subwidgets
    ]


@register.simple_tag
def error_lines(form):
    """Every error of a form, in the order of its fields: [{"text", "anchor"}]; no anchor for what belongs to no field.

    The words are those at the field; the field's label goes before them where two fields say the same.
    """
    lines = [("", "", error) for error in form.non_field_errors()]
    for field in form:
        anchor = "" if field.is_hidden else field.auto_id
        lines += [(anchor, field.label, error) for error in field.errors]
    said = Counter(error for _anchor, _label, error in lines)
    return [
        {"anchor": anchor, "text": f"{label}{_colon()}{error}" if label and said[error] > 1 else error}
        for anchor, label, error in lines
    ]


def _colon():
    return "\u00a0: " if (get_language() or "fr").startswith("fr") else ": "


@register.simple_tag
def page_numbers(page):
    """The numbers to show for a Django Page; None stands for a gap."""
    paginator = page.paginator
    shown = paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in shown]
