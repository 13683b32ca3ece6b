"""What every view has in common."""

from pydantic import BaseModel, ConfigDict


class View(BaseModel):
    """An answer: frozen, and the same shape in Python and in JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")
