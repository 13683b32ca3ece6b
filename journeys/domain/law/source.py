"""Where something of the law was read, and how sure that makes us."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Tag = Literal["verified", "weak", "derived", "open"]
"""How sure: read in a source, read in a weak or old source, derived from sources, not found."""


class Source(BaseModel):
    """Kilde: where a rule stands, and where it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    act: str
    section: str = ""
    read_at: str

    @property
    def citation(self) -> str:
        """The act and section as one cites them."""
        return f"{self.act} {self.section}".strip()
