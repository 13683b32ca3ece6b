"""`python -m journeys`: the command-line script."""

from journeys.adapters.cli import run

if __name__ == "__main__":
    run()
