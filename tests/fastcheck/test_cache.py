"""Are compiled kernels found again, and only where they are still true?

Each run is a process of its own, on a copy of the package.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import fastcheck

pytestmark = pytest.mark.skipif(
    os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="nothing is compiled, nothing kept"
)

ASK = """
import sys
sys.path.insert(0, {package!r})
import numpy as np
{before}
from fastcheck import tabulation
totals, _ = tabulation.sum_under(np.array([[2, 3]], np.int32), np.array([0, 0]), 1)
assert totals[0, 0] == 5
print("compiled" if "numba" in sys.modules else "found")
"""


class Installed:
    """A copy of the package and a user's home, to run it as often as one likes."""

    def __init__(self, folder):
        self.code = folder / "code" / "fastcheck"
        self.home = folder / "home"
        kept = (
            *("__init__", "arrays", "cache", "codes", "compiler", "jit"),
            *("native", "spans", "tabulation"),
        )
        self.code.mkdir(parents=True)
        for name in kept:
            shutil.copy(Path(fastcheck.__file__).with_name(f"{name}.py"), self.code)

    def start(self, before="", wrapper=(), **settings):
        """Start a process that sums; it says whether its kernel was there."""
        script = ASK.format(package=str(self.code.parent), before=before)
        away = ("NUMBA_CACHE_DIR", "NUMBA_CPU_NAME", "FASTCHECK_CACHE", "PYTHONPATH")
        env = {name: one for name, one in os.environ.items() if name not in away}
        env |= {"XDG_CACHE_HOME": str(self.home), "PYTHONDONTWRITEBYTECODE": "1"} | settings
        return subprocess.Popen(
            [*wrapper, sys.executable, "-c", script],
            cwd=self.code.parent,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *given, **settings):
        """Run such a process to its end."""
        return said(self.start(*given, **settings))

    def edit(self, name, old, new):
        """Change the text of one of the package's files."""
        file = self.code / f"{name}.py"
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new))

    def kernels(self):
        """Name what lies beside the code."""
        return sorted(one.name for one in (self.code / "__pycache__").glob("*tabulation*"))


def said(process):
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out.strip()


@pytest.fixture
def installed(tmp_path):
    return Installed(tmp_path)


@pytest.fixture
def unwritable(installed):
    """Run without the right to write where the mode says one may not."""
    wrapper = ()
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("setpriv is absent: root writes everywhere")
        less = ("--bounding-set=-dac_override", "--inh-caps=-dac_override")
        wrapper = ("setpriv", *less)

    def run():
        return installed.run("", wrapper)

    folders = (installed.code, installed.code / "__pycache__")
    yield run, lambda: [one.chmod(0o555) for one in folders if one.exists()]
    for one in folders:
        if one.exists():
            one.chmod(0o755)


def test_a_second_process_finds_what_the_first_compiled(installed):
    assert [installed.run(), installed.run()] == ["compiled", "found"]


def test_processes_that_start_at_once_all_answer_and_leave_whole_files(installed):
    for process in [installed.start() for _ in range(3)]:
        said(process)
    assert installed.run() == "found"
    assert len(installed.kernels()) == 1


def test_a_read_only_install_uses_what_was_compiled_with_it(installed, unwritable):
    run, lock = unwritable
    installed.run()
    lock()
    assert run() == "found"
    assert not installed.home.exists()


def test_a_read_only_install_keeps_its_kernels_at_the_users(installed, unwritable):
    run, lock = unwritable
    lock()
    assert [run(), run()] == ["compiled", "found"]
    assert list((installed.home / "tekseru" / "kernels").glob("*.kernel"))


def test_where_nothing_can_be_kept_it_is_compiled_in_memory(installed):
    (installed.code / "__pycache__").write_text("no folder")
    installed.home.write_text("no folder either")
    assert [installed.run(), installed.run()] == ["compiled", "compiled"]


def test_a_broken_file_is_compiled_over(installed):
    installed.run()
    for name in installed.kernels():
        file = installed.code / "__pycache__" / name
        file.write_bytes(file.read_bytes()[:-1])
    assert [installed.run(), installed.run()] == ["compiled", "found"]


def test_another_numba_does_not_run_what_this_one_compiled(installed):
    other = """
import importlib.metadata
importlib.metadata.version = lambda name: "0.0"
"""
    assert [installed.run(), installed.run(other)] == ["compiled", "compiled"]
    assert [installed.run(), installed.run(other)] == ["found", "found"]


def test_another_processor_does_not_run_what_this_one_compiled(installed):
    assert installed.run() == "compiled"
    assert installed.run(NUMBA_CPU_NAME="generic", NUMBA_CPU_FEATURES="") == "compiled"
    assert installed.run() == "found"


def test_an_upgrade_that_did_not_touch_a_kernel_compiles_nothing(installed):
    installed.run()
    installed.edit("arrays", "Refuse arrays", "Turn away arrays")
    installed.edit("codes", "MISSING = -1", "ANOTHER = 7j\nMISSING = -1")
    os.utime(installed.code / "tabulation.py", (0, 0))
    assert installed.run() == "found"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("tabulation", "lacking += 1", "lacking += 2 - 1"),
        ("codes", "MISSING = -1", "MISSING = -7"),
        ("compiler", "speed_level=0", "speed_level=1"),
    ],
)
def test_a_change_of_kernel_constant_or_options_compiles_again(installed, name, old, new):
    installed.run()
    installed.edit(name, old, new)
    assert installed.run() == "compiled"


def test_a_folder_that_others_may_write_to_is_not_used(installed, tmp_path):
    open_to_all = tmp_path / "open"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    settings = {"NUMBA_CACHE_DIR": str(open_to_all)}
    assert [installed.run(**settings) for _ in range(2)] == ["compiled", "compiled"]
    assert not list(open_to_all.iterdir())
