import subprocess
import sys

ASKED = """
import sys
import fastcheck.relations
print(*sorted({"cffi", "scipy", "yaml"} & set(sys.modules)))
import scipy.linalg, yaml
print(scipy.linalg.norm([3, 4]), yaml.safe_load("1"))
"""


def test_a_kernel_is_loaded_without_what_it_does_not_use():
    """Whoever uses these libraries afterwards finds them."""
    done = subprocess.run(
        [sys.executable, "-c", ASKED], capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines() == ["", "5.0 1"]
