"""The seal over the logs: checkpoints, proofs, verification and journeys that move."""
