"""What to do with read tables that another version made; apart, as the script's options need it."""

from typing import Literal

Outdated = Literal["keep", "rebuild"]
"""Keep them until somebody rebuilds them, or rebuild them when the store is opened."""
