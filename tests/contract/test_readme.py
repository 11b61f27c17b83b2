"""README shows what the program really prints now."""

from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_output_of_make_run_is_the_real_one(tekseru, tmp_path, monkeypatch):
    """The invented election is the same everywhere, so its output is too."""
    monkeypatch.chdir(tmp_path)
    ran = tekseru("demo", "demo")

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"```\n{ran.out.rstrip()}\n```" in readme
