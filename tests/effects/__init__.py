"""What works: invented towns whose true effects are known, and published trials."""

import os

# Two processes test on two cores: threads of numpy's own would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
