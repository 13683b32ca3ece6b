"""The ports: what the use cases need of an adapter, with the values that cross."""
