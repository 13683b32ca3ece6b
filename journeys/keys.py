"""The master key of a store: where it comes from, and a vault of the host's own."""

from journeys.adapters.files.master_key import VARIABLE, MasterKey, key_file
from journeys.app.ports.keys import KeyProvider

__all__ = ["VARIABLE", "KeyProvider", "MasterKey", "key_file"]
