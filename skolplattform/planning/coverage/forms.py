"""What the browser sends from the coverage pages."""

from skolplattform.core.gate import Id, Payload, Text


class AskCell(Payload):
    """A subject in a stage."""

    subject: Text(80)  # type: ignore[valid-type]
    stage_id: Id
