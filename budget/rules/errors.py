"""The error that every step's own error descends from."""


class DomainError(Exception):
    """An act that was refused. The message is translated and tells the person what to do.

    `field` names the form field the message belongs to, or is empty for the whole form.
    """

    def __init__(self, message, *, field=""):
        super().__init__(message)
        self.message = message
        self.field = field
