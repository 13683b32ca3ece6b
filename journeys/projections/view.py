"""What every view has in common."""

from pydantic import BaseModel, ConfigDict


class View(BaseModel):
    """An answer: frozen, and the same shape in Python and in JSON."""

    # A view is made ready when it is first asked for: most who start the library ask for few.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
