"""Bring the catalogue up to what can be said: `python -m tests.words`.

Whatever is new waits in it for its words in Danish.
"""

import sys

from tests.words.catalogue import WRITTEN, bring_up, untranslated


def main() -> None:
    """Write the files, and name what is to be put into Danish."""
    missing = untranslated(bring_up())
    for text in missing:
        sys.stdout.write(f"- {text}\n")
    sys.stdout.write(f"{len(missing)} texts are to be put into Danish in {WRITTEN}\n")


if __name__ == "__main__":
    main()
