"""The folder of an exported journey: writing, reading, and a stand-alone verifier."""
