"""Tests, as sentences."""

import os

# Two test processes share the cores: threads of numpy's own would spend them on waiting for each
# other, nine times what the sums themselves take.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
