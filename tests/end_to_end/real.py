"""`make real`: real commissions' pages and tables, through the commands a user types.

Each function runs one election with a `run` that takes the words after `tekseru`; the
tests beside this file call the same functions and compare what comes out.
"""

import os
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Callable
from pathlib import Path

from tests.saved import serve_pages

ROOT = Path(__file__).parents[2]
Run = Callable[..., object]


def ukraine_pages(shared: Path) -> dict[str, bytes]:
    """The 226 saved pages of the first round, under the addresses they had."""
    pages = {"/robots.txt": b"User-agent: *\nAllow: /\n"}
    with tarfile.open(shared / "ukraine-2019" / "round1-pages.tar.xz") as archive:
        for member in archive.getmembers():
            file = archive.extractfile(member)
            if file and member.name.endswith(".html"):
                number = Path(member.name).stem
                pages[f"/wp336pt001f01=719pt005f01={number}.html"] = file.read()
    return pages


def russia_pages(shared: Path) -> dict[str, bytes]:
    """The five saved pages, under the addresses of the site's description."""
    site = tomllib.loads((ROOT / "data/sites/ru-izbirkom-2011.toml").read_text("utf-8"))
    return {
        "/" + page["address"].format(report=report): (
            shared / "russia-2011-pages" / f"izbirkom-2011-page-{report}.html"
        ).read_bytes()
        for page in site["page"]
        for report in page["values"]["report"]
    }


def ukraine(run: Run, shared: Path, out: Path) -> Path:
    """Fetch, parse and check 226 pages; a second fetch transfers nothing."""
    folder = out / "ukraine"
    run("init", folder, "--election", "ua-2019-president-1")
    with serve_pages(ukraine_pages(shared)) as mirror:
        run("fetch", folder, "--mirror", mirror, "--pace", "0")
        run("fetch", folder, "--mirror", mirror, "--pace", "0")
    run("parse", folder)
    run("check", folder)
    run("verify", folder)
    return folder


def russia(run: Run, shared: Path, out: Path) -> Path:
    """Fetch, parse and check the five pages in windows-1251."""
    folder = out / "russia"
    run("init", folder, "--election", "ru-2011-duma")
    with serve_pages(russia_pages(shared)) as mirror:
        run("fetch", folder, "--mirror", mirror, "--pace", "0")
    run("parse", folder)
    run("check", folder)
    return folder


def armenia_tables(shared: Path) -> dict[str, bytes]:
    """The two spreadsheets, under the addresses of the site's description."""
    folder = shared / "armenia-2023"
    return {f"/{path.name}": path.read_bytes() for path in folder.glob("*.xlsx")}


def armenia(run: Run, shared: Path, out: Path) -> Path:
    """Fetch, parse and check the tables of stations and of districts."""
    folder = out / "armenia"
    run("init", folder, "--election", "am-2023-yerevan")
    with serve_pages(armenia_tables(shared)) as mirror:
        run("fetch", folder, "--mirror", mirror, "--pace", "0")
    run("parse", folder)
    run("check", folder)
    return folder


def georgia(run: Run, shared: Path, out: Path) -> tuple[Path, Path]:
    """Three versions of the volunteers' copies: against the commission, each with the next.

    So there are four statements of each number that the commission published.
    """
    data = shared / "georgia-2024"
    out.mkdir(parents=True, exist_ok=True)
    versions = []
    for number, day in enumerate((13, 14, 15), 1):
        path = out / f"nov{day}.toml"
        path.write_text(
            f'for = ["*nov{day}*"]\nversion = {number}\nsource = "volunteers"\n',
            encoding="utf-8",
        )
        versions += ["--columns", path]
    days = [data / f"georgia-2024-volunteers-nov{day}.parquet" for day in (13, 14, 15)]
    run(
        *("check", "--form", "ge-2024-parliament"),
        *("--official", data / "georgia-2024-cec_scrape.parquet"),
        *(word for day in days for word in ("--copies", day)),
        *("--columns", "ge-2024-cec", "--columns", "ge-2024-volunteers", *versions),
        *("--out", out / "georgia-copies"),
    )
    run(
        *("check", "--form", "ge-2024-parliament"),
        *(word for day in days for word in ("--official", day)),
        *("--columns", "ge-2024-volunteers", *versions),
        *("--out", out / "georgia-versions"),
    )
    return out / "georgia-copies", out / "georgia-versions"


def bulgaria(run: Run, shared: Path, out: Path) -> Path:
    """Votes on machines: the sections' protocols against the machines' memories."""
    data = shared / "bulgaria-2021-07"
    run(
        *("check", "--form", "bg-2021-07-parliament"),
        *("--official", data / "bulgaria-20210711-votes-machine.parquet"),
        "--copies",
        data / "bulgaria-20210711-votes-machine_from_machine_data.parquet",
        *("--columns", "bg-2021-07-machine", "--out", out / "bulgaria"),
    )
    return out / "bulgaria"


def romania(run: Run, shared: Path, out: Path) -> tuple[Path, Path]:
    """Provisional against final protocols; counties against the sum of their stations."""
    data = shared / "romania-2024-ep"
    out.mkdir(parents=True, exist_ok=True)
    stages = []
    for number, stage in enumerate(("prov", "final"), 1):
        path = out / f"{stage}.toml"
        path.write_text(f'for = ["*{stage}*"]\nversion = {number}\n', encoding="utf-8")
        stages += ["--columns", path]
    final = data / "romania-2024-ep-final.parquet"
    run(
        *("check", "--form", "ro-2024-ep"),
        *("--official", data / "romania-2024-ep-prov.parquet", "--official", final),
        *("--columns", "ro-2024-ep", *stages, "--out", out / "romania-stages"),
    )
    run(
        *("check", "--form", "ro-2024-ep", "--official", final),
        *("--commissions", data / "romania-2024-ep-higher-levels.parquet"),
        *("--columns", "ro-2024-ep", "--columns", "ro-2024-ep-counties"),
        *("--columns", out / "final.toml", "--out", out / "romania-counties"),
    )
    return out / "romania-stages", out / "romania-counties"


def main() -> int:
    """Run all of them into a new folder, with the commands shown."""
    shared = Path(os.environ.get("TEKSERU_SHARED", ROOT.parent / "shared")) / "data"
    if not shared.is_dir():
        print(f"real: no real data here; TEKSERU_SHARED names their folder ({shared})")
        return 2
    out = Path("real")
    subprocess.run(["rm", "-rf", out], check=True)
    command = Path(sys.executable).with_name("tekseru")

    def run(*words: object) -> None:
        shown = " ".join(str(word) for word in words)
        print(f"\n$ tekseru {shown}", flush=True)
        done = subprocess.run([command, *map(str, words)], check=False)
        if done.returncode > 1:
            raise SystemExit(f"real: tekseru {shown} exited {done.returncode}")

    for election in (ukraine, russia, armenia, georgia, romania, bulgaria):
        election(run, shared, out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
