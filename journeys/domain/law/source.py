"""Sources of the law, and how sure they are."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Tag = Literal["verified", "weak", "derived", "open"]
"""How sure: read in a source, read in a weak or old source, derived from sources, not found."""


class Source(BaseModel):
    """Kilde: the act or text that a rule comes from, and where it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    act: Annotated[str, Field(min_length=1)]
    section: str = ""
    title: str = ""
    """The title of the page or section, if it has one."""
    read_at: Annotated[str, Field(min_length=1)]
    press: bool = False
    """Whether it is a newspaper or a magazine: never named in a citizen's letter."""

    @property
    def citation(self) -> str:
        """The act, section and title, in the form of a citation."""
        title = f"»{self.title}«" if self.title else ""
        return " ".join(each for each in (self.act, self.section, title) if each)

    @property
    def reference(self) -> str:
        """The citation, and where it was read."""
        return f"{self.citation} ({self.read_at})"
