"""The base class of every view."""

from pydantic import BaseModel, ConfigDict


class View(BaseModel):
    """An answer: frozen, and the same shape in Python and in JSON."""

    # Validators are built on first use: most processes use few of the views.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
