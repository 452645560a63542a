"""What is wrong with a .pb file, in words: one sentence a fault, with its line."""

from django.utils.translation import gettext as _


def fault_words(fault):
    """“Line 12: project 999 is not in the PROJECTS section.”"""
    sentence = _sentence(fault.code) % _Values(fault.values)
    if fault.line is None:
        return sentence
    return _("Line %(line)s: %(fault)s") % {"line": fault.line, "fault": sentence}


class _Values(dict):
    """The numbers of a sentence; what a fault does not carry is left out of it."""

    def __missing__(self, key):
        return ""


def _sentence(code):
    sentences = {
        "not_utf8": _("this is not UTF-8 text. Save the file again as UTF-8."),
        "unclosed_quote": _("a quotation mark is opened and never closed."),
        "missing_section": _("the section %(section)s is missing."),
        "duplicate_section": _("the section %(section)s appears a second time."),
        "section_order": _("the section %(section)s comes too late: the order is META, PROJECTS, VOTES."),
        "outside_sections": _("text before the first section."),
        "missing_header": _("the section %(section)s has no line of column names."),
        "missing_column": _("the section %(section)s has no column “%(column)s”."),
        "duplicate_column": _("the column “%(column)s” of %(section)s appears twice."),
        "wrong_columns": _("%(found)s columns where %(section)s has %(expected)s."),
        "missing_meta": _("META does not say “%(key)s”."),
        "duplicate_meta": _("META says “%(key)s” twice."),
        "bad_vote_type": _("“%(value)s” is no type of vote."),
        "bad_number": _("“%(value)s” is not a number that “%(field)s” can take."),
        "wrong_count": _("META says %(stated)s for “%(field)s”; the file holds %(found)s."),
        "empty_id": _("a line of %(section)s has no identifier."),
        "bad_id": _("the identifier “%(project)s” holds a comma, a semicolon or a quotation mark."),
        "duplicate_project": _("project %(project)s is already on line %(first_line)s."),
        "duplicate_voter": _("voter %(voter)s is already on line %(first_line)s."),
        "unknown_project": _("voter %(voter)s chooses %(project)s, which PROJECTS does not list."),
        "points_mismatch": _(
            "voter %(voter)s chooses %(choices)s projects and gives %(points)s numbers of points."
        ),
        "missing_points": _("voter %(voter)s gives no points."),
        "no_project": _("the file lists no project."),
    }
    return sentences.get(code, code)
