"""Does README show what `make run` prints? Reads that from standard input.

`.ci/run` asks it, because the run of full size takes a minute and is made there anyway.
"""

import re
import sys
from pathlib import Path

FIRST = "An INVENTED election"  # what make itself says of the set-up stands before it
# The root of the archive and the sizes of files hold the times of the run.
OWN = re.compile(r"\b[0-9a-f]{64}\b|[0-9,]+(?= bytes$)", re.MULTILINE)
README = Path(__file__).parents[2] / "README.md"


def main() -> int:
    """Return 0 if README shows it, 1 with what to do if not."""
    printed = sys.stdin.read()
    printed = printed[max(printed.find(FIRST), 0) :].rstrip()
    expected = OWN.sub("...", f"```\n{printed}\n```")
    if expected in OWN.sub("...", README.read_text(encoding="utf-8")):
        print("README shows what make run prints")
        return 0
    print("README.md: expected the output of make run in its first block; put it there")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
