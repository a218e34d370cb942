"""What a picker of pictures sends with each."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict

from skolplattform.core.gate import Key


class SentPicture(BaseModel):
    """To which entry the picture belongs, and the key under which it is kept once."""

    model_config = ConfigDict(extra="forbid")

    entry: UUID
    key: Key
