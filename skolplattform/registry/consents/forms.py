"""What the browser sends from the pages of consents."""

from skolplattform.core.gate import Name, Payload


class AnswerConsent(Payload):
    """Yes or no to a question."""

    code: Name
    gives: bool
