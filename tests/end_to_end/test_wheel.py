"""A built wheel, installed alone outside the checkout, runs and finds its data."""

import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*command, cwd):
    done = subprocess.run(
        [str(one) for one in command], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    return done


def test_an_installed_wheel_checks_and_finds_its_data(tmp_path):
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(
        *pip,
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        tmp_path,
        ROOT,
        cwd=tmp_path,
    )
    (wheel,) = tmp_path.glob("tekseru-*.whl")
    run(sys.executable, "-m", "venv", tmp_path / "empty", cwd=tmp_path)
    alone = (tmp_path / "empty/bin/pip", "--quiet", "--disable-pip-version-check")
    run(*alone, "install", "--no-deps", wheel, cwd=tmp_path)
    # The libraries are lent: installing them again takes most of a minute.
    (lent,) = (tmp_path / "empty/lib").glob("python3.*/site-packages")
    (lent / "lent.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    where = ("-c", "import reconcile; print(reconcile.__file__)")
    found = run(tmp_path / "empty/bin/python", *where, cwd=tmp_path).stdout
    assert found.startswith(str(lent))
    tekseru = tmp_path / "empty/bin/tekseru"

    shown = run(tekseru, "form", "check", "kz-2007-pec", cwd=tmp_path)
    assert "K1  [4] = [1] - [2] + [3]" in shown.stdout

    lines = ["participated", "registered"]
    (tmp_path / "form.toml").write_text(
        'id = "x"\ntitle.en = "x"\nlevel = "pec"\nstatus = "provisional"\n'
        '[source]\ndocument = "invented"\n'
        + "".join(
            f'[[line]]\nnumber = "{at}"\nname = "{line}"\nunit = "voters"\n'
            for at, line in enumerate(lines, 1)
        )
        + '[[relation]]\ntext = "[1] <= [2]"\nbasis = "statute"\nlaw = "invented"\n'
    )
    (tmp_path / "o.csv").write_text("station,registered,participated\ns1,10,11\n")
    checked = run(
        tekseru, "check", "--form", "form.toml", "--official", "o.csv", "--out", "out",
        cwd=tmp_path,
    )  # fmt: skip
    assert checked.returncode == 1
    assert (tmp_path / "out/findings.csv").read_text().count("C102") == 2
