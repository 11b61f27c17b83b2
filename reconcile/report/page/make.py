"""Makes the page: the templates filled with a run, in every language."""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reconcile.finding import SEVERITIES
from reconcile.report.first import claim_words, first_stations, ranked_findings
from reconcile.report.headline import headline_in
from reconcile.report.page.cards import Kind, kinds
from reconcile.report.page.changed import CHANGED, DOCUMENTS, messages
from reconcile.report.page.coverage import by_region
from reconcile.report.page.facts import Facts
from reconcile.report.page.texts import Texts, address, shown
from reconcile.report.page.website import tell_website
from reconcile.report.run_folder import Run
from reconcile.report.words import LANGUAGES

if TYPE_CHECKING:
    from reconcile.report.charts.chart import Chart

_FIRST = 10  # stations to look at first; all findings stand in the workbook
_MOST = 200  # documents of a list; all stand in summary.json
_CHANNELS = ("paper", "electronic", "summary")


def make_page(
    run: Run,
    facts: Facts,
    language: str,
    charts: Callable[[], Mapping[str, Sequence["Chart"]]] = dict,
) -> bytes:
    """Make the page of a run, shown in *language* until the reader chooses another.

    Parameters
    ----------
    run
        What the checks found.
    facts
        Names and titles of its election.
    language
        One of LANGUAGES.
    charts
        Gives the charts in each language; asked when all else is made, since they are
        drawn meanwhile.
    """
    texts = Texts(facts)
    style = (files("reconcile.report") / "templates" / "page.css").read_text("utf-8")
    found, ranked = kinds(run), ranked_findings(run)
    said = {
        "t": texts.words,
        "n": texts.number,
        "texts": texts,
        "address": address,
        "language": language,
        "languages": LANGUAGES,
        "style": Markup(style),  # noqa: S704 - our own file
        "style_hash": _hash(style),
        "number": run.path.name,
        "facts": facts,
        "titles": _titles(run, facts),
        "title": _title(facts, texts, _titles(run, facts)),
        "summary": run.summary,
        "total": sum(run.summary["findings"].values()),
        "waiting": len({one["document"] for one in run.summary["waiting"]}),
        "headline": _headline(run, texts),
        "ranked": len(ranked),
        "first": first_stations(ranked, _FIRST),
        "claim": lambda touched: texts.together(
            lambda one: claim_words(touched, run.summary["seats"], one)
        ),
        "severities": SEVERITIES,
        "channels": _CHANNELS,
        "with_findings": {one.code for one in found},
        "kinds": found,
        "regions": _regions(found),
        "coverage": by_region(run.summary),
        "handed_in": [one for one in run.summary["inputs"] if not address(one["name"])],
        "website": tell_website(run.changes),
        "changes": run.changes if run.changes.get("before") else None,
        "found_kinds": CHANGED,
        "document_kinds": DOCUMENTS,
        "messages": messages(run),
        "most": _MOST,
    }
    templates = _templates()
    long = Markup(templates.get_template("findings.html.j2").render(said))  # noqa: S704 - a template of ours, escaped
    page = templates.get_template("page.html.j2")
    return page.render(said, findings=long, charts=charts()).encode("utf-8", "replace")


def _templates() -> Environment:
    """Return the templates: everything printed is cleaned and escaped."""
    return Environment(
        loader=PackageLoader("reconcile.report"),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        auto_reload=False,
    )


def _hash(style: str) -> str:
    return f"sha256-{b64encode(sha256(style.encode()).digest()).decode()}"


def _titles(run: Run, facts: Facts) -> dict[str, str]:
    """Return the election's title in each language, or in one that there is."""
    known = next(iter(facts.titles.values()), run.summary["election"] or run.path.name)
    return {one: facts.titles.get(one, known) for one in LANGUAGES}


def _title(facts: Facts, texts: Texts, titles: Mapping[str, str]) -> Markup:
    """Say the title; where not all languages have it, mark which one it is in."""
    if len(facts.titles) in (0, len(LANGUAGES)):
        return texts.together(lambda one: titles[one.language])
    missing = next(iter(facts.titles))
    said = [(one, one if one in facts.titles else missing) for one in LANGUAGES]
    return Markup("").join(
        Markup("<i lang={}><span lang={}>{}</span></i>").format(
            one, own, shown(titles[one])
        )
        for one, own in said
    )


def _headline(run: Run, texts: Texts) -> list[Markup]:
    """Say whether the outcome could be otherwise, with each language's names of lists."""
    said = {one.language: headline_in(run.summary, one) for one in texts.speakers}

    def nth(at: int) -> Markup:
        return texts.together(lambda one: said[one.language][at])

    return [nth(at) for at in range(len(said["en"]))]


def _regions(found: Sequence[Kind]) -> dict[str, dict[str, int]]:
    """Count findings by region and severity; screening is no part of it."""
    regions: dict[str, dict[str, int]] = {}
    for kind in found:
        if kind.code.startswith("C5"):
            continue
        for region in kind.regions:
            counts = regions.setdefault(
                region.name, dict.fromkeys((*SEVERITIES, "votes"), 0)
            )
            for row in (row for card in region.cards for row in card.rows):
                counts[row["severity"]] += 1
                counts["votes"] += row["votes_affected"]
    return dict(sorted(regions.items()))
