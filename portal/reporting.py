"""What logs and error reports may say about the booth and the follow slips: that something failed, never what someone sent or carried."""

import logging
import re

from django.views.debug import SafeExceptionReporterFilter

BOOTH = re.compile(r"(/vote/[^/\s]+/|/suivi/)[^\s\"']+")


def is_booth(path):
    """True for the addresses where a voter identifies, votes or checks a ballot, and where a follow code is shown."""
    return "/vote/" in path or "/suivi/" in path


class BoothLogFilter(logging.Filter):
    """Cuts the addresses of the booth after the name of the vote, and those of follow slips: the rest may be somebody's."""

    def filter(self, record):
        message = record.getMessage()
        shortened = BOOTH.sub(r"\1…", message)
        if shortened != message:
            record.msg, record.args = shortened, ()
        return True


class BoothReportFilter(SafeExceptionReporterFilter):
    """Reports of the booth carry no posted value and no local variable, whatever DEBUG says."""

    def get_post_parameters(self, request):
        if request is not None and is_booth(request.path):
            return dict.fromkeys(request.POST, self.cleansed_substitute)
        return super().get_post_parameters(request)

    def get_traceback_frame_variables(self, request, tb_frame):
        if request is not None and is_booth(request.path):
            return [(name, self.cleansed_substitute) for name in tb_frame.f_locals]
        return super().get_traceback_frame_variables(request, tb_frame)
